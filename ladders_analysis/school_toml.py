"""The tables of `school.toml`, turned into records one by one, each refused by its own name.

`settings` puts them together; here stands what a single table may look like.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from ladders_analysis.calendar import (
    HALF_TERMS,
    AcademicYear,
    AssessmentPoint,
    Calendar,
    HalfTerm,
    academic_year_of,
    default_points,
)
from ladders_analysis.errors import SettingsError, nearest
from ladders_analysis.policy import Expectation, Record, ScoreLine, record_from

Table = dict[str, Any]
R = TypeVar("R", bound=Record)


class Tables(Record, frozen=True):
    """Every table of school.toml and its shape: a table, a list of tables, or named tables."""

    school: Table = {}
    year: list[Table] = []
    point: list[Table] = []
    scale: Table = {}
    overall: Table = {}
    expectation: Table = {}
    score: dict[str, Table] = {}
    labels: dict[str, str] = {}
    disclosure: Table = {}
    export: list[Table] = []
    curriculum: str | Table | None = None
    action: list[Table] = []
    schools: dict[str, Table] = {}


class _Overrides(Record, frozen=True):
    subject: dict[str, Table] = {}
    year: dict[str, Table] = {}


class _Year(Record, frozen=True):
    ends: int
    half_terms: tuple[str, ...]
    cycle: str | None = None


class _Point(Record, frozen=True):
    name: str
    on: dt.date
    entries_close: dt.date | None = None
    due_through: int | None = None


class SchoolName(Record, frozen=True):
    """The `[school]` table."""

    id: str = ""
    name: str = ""


class Action(Record, frozen=True):
    """What leaders are doing about an exception, in their own words, for the governors' page."""

    about: str
    doing: str
    came_of_it: str = ""


@dataclass(frozen=True)
class ExportSpec:
    """One `[[export]]`: a file (or glob), the reader for it, and that reader's own options."""

    file: str
    reader: str
    options: dict[str, Any]


def record(table: object, kind: type[R], where: str) -> R:
    """Turn one table into a record; SettingsError names the table and the key."""
    return cast(R, record_from(table, kind, where))


def check_tables(raw: Table, where: str) -> None:
    """Refuse a table that school.toml does not have, and one of the wrong shape."""
    for key in raw:
        if key not in Tables.__struct_fields__:
            raise SettingsError(
                f"school.toml: unknown table `{key}`; {nearest(key, Tables.__struct_fields__)}."
            )
    record(raw, Tables, where)


def calendar_from(table: Table) -> Calendar:
    """Read the academic years and assessment points; points default to half-terms 2, 4 and 6."""
    years = tuple(
        sorted(
            (_year(record(entry, _Year, "year")) for entry in table.get("year", [])),
            key=lambda year: year.ends,
        )
    )
    if not years:
        raise SettingsError(
            "school.toml has no [[year]]: write one for each academic year, with `ends` and its "
            "six `half_terms` as first/last day."
        )
    if len({year.ends for year in years}) < len(years):
        raise SettingsError("school.toml: two [[year]] tables end in the same year; keep one.")
    entries = [record(entry, _Point, "point") for entry in table.get("point", [])]
    points = tuple(_point(entry, years) for entry in entries) or default_points(years)
    names = [point.name.casefold() for point in points]
    if len(set(names)) < len(names):
        raise SettingsError("school.toml: two [[point]] tables share a name; rename one.")
    return Calendar(years, tuple(sorted(points, key=lambda point: (point.on, point.name))))


def _year(entry: _Year) -> AcademicYear:
    where = f"school.toml, [[year]] ends = {entry.ends}"
    try:
        spans = [tuple(map(dt.date.fromisoformat, span.split("/"))) for span in entry.half_terms]
        half_terms = tuple(HalfTerm(first, last) for first, last in spans)
    except ValueError:
        raise SettingsError(
            f'{where}: write each half-term as first/last day, such as "2025-09-03/2025-10-24".'
        ) from None
    days = [day for half_term in half_terms for day in (half_term.first, half_term.last)]
    if len(half_terms) != HALF_TERMS or days != sorted(days):
        raise SettingsError(f"{where}: needs six half-terms in order, first day before last.")
    if {academic_year_of(day) for day in days} != {entry.ends}:
        raise SettingsError(
            f"{where}: a half-term lies outside 1 September {entry.ends - 1} to "
            f"31 August {entry.ends}."
        )
    return AcademicYear(entry.ends, half_terms, entry.cycle)


def _point(entry: _Point, years: tuple[AcademicYear, ...]) -> AssessmentPoint:
    where = f'school.toml, [[point]] "{entry.name}"'
    year = next((year for year in years if year.ends == academic_year_of(entry.on)), None)
    if year is None:
        raise SettingsError(f"{where}: no [[year]] holds {entry.on}; add that academic year.")
    due_through = (
        year.half_terms_ended(entry.on) if entry.due_through is None else entry.due_through
    )
    if not 0 <= due_through <= HALF_TERMS:
        raise SettingsError(f"{where}: due_through = {due_through}; allowed: 0 to 6.")
    close = entry.entries_close or entry.on
    return AssessmentPoint(entry.name, entry.on, close, due_through, year)


def expectations_from(table: Table) -> Table:
    """Check the expectation and its overrides by subject and year group, and give it back."""
    record(
        {key: value for key, value in table.items() if key not in ("subject", "year")},
        Expectation,
        "expectation",
    )
    groups = ("subject", "year")
    record({key: table[key] for key in groups if key in table}, _Overrides, "expectation")
    for group in groups:
        for name, override in table.get(group, {}).items():
            where = f"expectation.{group}.{name}"
            record(override, Expectation, where)
            if group == "year":
                _check_year_group(name, where)
    return table


def _check_year_group(name: str, where: str) -> None:
    if name not in tuple("0123456"):
        raise SettingsError(f"school.toml, [{where}]: a year group is 0 to 6.")


def score_line_from(table: Table, where: str) -> ScoreLine:
    """Check a score line and what is laid over it by year group."""
    line = record(table, ScoreLine, where)
    for year_group, override in line.year.items():
        _check_year_group(year_group, f"{where}.year.{year_group}")
        record(table | override | {"year": {}}, ScoreLine, f"{where}.year.{year_group}")
    return line


def export_from(table: Table) -> ExportSpec:
    """Read one `[[export]]`; the rest of its keys are its reader's own."""
    for key in ("file", "reader"):
        if not isinstance(table.get(key), str):
            raise SettingsError(f'school.toml, [[export]]: needs `{key} = "…"`.')
    options = {key: value for key, value in table.items() if key not in ("file", "reader")}
    return ExportSpec(table["file"], table["reader"], options)


def merged_tables(base: Table, override: Table) -> Table:
    """Lay one school's tables over the trust's, key by key."""
    merged = dict(base)
    for key, value in override.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = merged_tables(merged[key], value) if both else value
    return merged


def tables_of_school(raw: Table, school_id: str) -> Table:
    """Give the tables that hold for one school: the trust's, with `[schools.ID]` over them."""
    override = raw.get("schools", {}).get(school_id, {})
    merged = merged_tables({key: value for key, value in raw.items() if key != "schools"}, override)
    if "codes" in override.get("scale", {}):
        merged["scale"]["aliases"] = _still_known(merged["scale"])
    merged["school"] = merged.get("school", {}) | {"id": school_id}
    return merged


def _still_known(scale: Table) -> dict[str, str]:
    """Leave out a trust's aliases that stand for codes a school has replaced by its own."""
    codes = [*scale["codes"], *scale.get("not_assessed", [])]
    return {alias: code for alias, code in scale.get("aliases", {}).items() if code in codes}
