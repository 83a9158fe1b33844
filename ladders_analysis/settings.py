"""Reading `school.toml`: one file that says how this school counts, and where its exports are.

A trust's file holds the same tables once for everybody and, under `[schools.ID]`, again for one
school: those override key by key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

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
from ladders_analysis.policy import (
    Disclosure,
    Expectation,
    Overall,
    Record,
    Scale,
    ScoreLine,
    record_from,
)

SETTINGS_FILE = "school.toml"
TABLES = (
    "school year point scale overall expectation score labels disclosure export curriculum "
    "action schools"
).split()
POLICY_TABLES = "year point scale overall expectation score".split()
R = TypeVar("R", bound=Record)


class _Year(Record, frozen=True):
    ends: int
    half_terms: tuple[str, ...]
    cycle: str | None = None


class _Point(Record, frozen=True):
    name: str
    on: dt.date
    entries_close: dt.date | None = None
    due_through: int | None = None


class _SchoolName(Record, frozen=True):
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


@dataclass(frozen=True)
class SchoolSettings:
    """Everything `school.toml` says about one school, checked and ready to follow."""

    school_id: str
    name: str
    calendar: Calendar
    scale: Scale | None
    overall: Overall | None
    scores: dict[str, ScoreLine]
    labels: dict[str, str]
    disclosure: Disclosure
    exports: tuple[ExportSpec, ...]
    curriculum: str | dict[str, Any] | None
    actions: tuple[Action, ...]
    expectations: dict[str, Any]
    policy_hash: str

    def expectation(self, subject: str, year_group: int) -> Expectation:
        """Return the expectation in force: year over subject over default."""
        table = {
            key: value for key, value in self.expectations.items() if key not in ("subject", "year")
        }
        table |= self.expectations.get("subject", {}).get(subject, {})
        table |= self.expectations.get("year", {}).get(str(year_group), {})
        return _record(table, Expectation, f"expectation: {subject}, year {year_group}")

    def score(self, subject: str, year_group: int) -> ScoreLine | None:
        """Return the score line of a subject, with `[score.SUBJECT.year.N]` laid over it."""
        line = self.scores.get(subject)
        if line is None or str(year_group) not in line.year:
            return line
        table = msgspec.to_builtins(line) | line.year[str(year_group)]
        return _record(table, ScoreLine, f"score.{subject}.year.{year_group}")


@dataclass(frozen=True)
class Settings:
    """A whole `school.toml`: one school, or a trust with overrides by school."""

    raw: dict[str, Any]
    folder: Path

    @property
    def default(self) -> SchoolSettings:
        """The settings without any `[schools.ID]` override."""
        return self.for_school(self.raw.get("school", {}).get("id", ""))

    def for_school(self, school_id: str) -> SchoolSettings:
        """Return one school's settings, `[schools.ID]` laid over the rest key by key."""
        base = {key: value for key, value in self.raw.items() if key != "schools"}
        override = self.raw.get("schools", {}).get(school_id, {})
        merged = _merge(base, override)
        merged["school"] = merged.get("school", {}) | {"id": school_id}
        return _school_settings(json.dumps(merged, default=_tagged_date, sort_keys=False))


def read_settings(folder: str | Path) -> Settings:
    """Read and check a school folder's `school.toml`.

    Parameters
    ----------
    folder
        The school folder.

    Returns
    -------
    Settings

    Raises
    ------
    SettingsError
        The file is missing, is not TOML, or says something that cannot be followed.
    """
    path = Path(folder) / SETTINGS_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(
            f"{SETTINGS_FILE} is missing from the school folder {Path(folder).name!r}. "
            f"`ladders sample DIR` writes a whole folder to start from."
        ) from None
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{SETTINGS_FILE} is not UTF-8 (byte {error.start}): save it as UTF-8."
        ) from None
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{SETTINGS_FILE} is not TOML: {error}.") from None
    return settings_from(raw, Path(folder))


def settings_from(raw: dict[str, Any], folder: Path) -> Settings:
    """Check parsed TOML and wrap it; every school's overrides are checked too."""
    for overlay in (raw, *raw.get("schools", {}).values()):
        for key in overlay:
            if key not in TABLES:
                raise SettingsError(f"school.toml: unknown table `{key}`; {nearest(key, TABLES)}.")
    settings = Settings(raw, folder)
    for school_id in (settings.default.school_id, *raw.get("schools", {})):
        settings.for_school(school_id)
    return settings


@lru_cache(maxsize=4096)
def _school_settings(merged: str) -> SchoolSettings:
    table = json.loads(merged, object_hook=_untagged_date)
    school = _record(table.get("school", {}), _SchoolName, "school")
    expectations = _expectations(table.get("expectation", {}))
    policy = {key: table.get(key) for key in POLICY_TABLES}
    return SchoolSettings(
        school_id=school.id,
        name=school.name or school.id,
        calendar=_calendar(table),
        scale=_record(table["scale"], Scale, "scale") if "scale" in table else None,
        overall=_record(table["overall"], Overall, "overall") if "overall" in table else None,
        scores={
            subject: _score_line(line, f"score.{subject}")
            for subject, line in table.get("score", {}).items()
        },
        labels=dict(table.get("labels", {})),
        disclosure=_record(table.get("disclosure", {}), Disclosure, "disclosure"),
        exports=tuple(_export(spec) for spec in table.get("export", [])),
        curriculum=table.get("curriculum"),
        actions=tuple(_record(entry, Action, "action") for entry in table.get("action", [])),
        expectations=expectations,
        policy_hash=hashlib.sha256(
            json.dumps(policy, default=_tagged_date, sort_keys=True).encode()
        ).hexdigest()[:12],
    )


def _calendar(table: dict[str, Any]) -> Calendar:
    years = tuple(
        sorted(
            (_year(_record(entry, _Year, "year")) for entry in table.get("year", [])),
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
    entries = [_record(entry, _Point, "point") for entry in table.get("point", [])]
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


def _expectations(table: dict[str, Any]) -> dict[str, Any]:
    _record(
        {key: value for key, value in table.items() if key not in ("subject", "year")},
        Expectation,
        "expectation",
    )
    for group in ("subject", "year"):
        for name, override in table.get(group, {}).items():
            where = f"expectation.{group}.{name}"
            _record(override, Expectation, where)
            if group == "year" and name not in tuple("0123456"):
                raise SettingsError(f"school.toml, [{where}]: a year group is 0 to 6.")
    return table


def _score_line(table: dict[str, Any], where: str) -> ScoreLine:
    line = _record(table, ScoreLine, where)
    for year_group, override in line.year.items():
        _record(table | override | {"year": {}}, ScoreLine, f"{where}.year.{year_group}")
    return line


def _export(table: dict[str, Any]) -> ExportSpec:
    for key in ("file", "reader"):
        if not isinstance(table.get(key), str):
            raise SettingsError(f'school.toml, [[export]]: needs `{key} = "…"`.')
    options = {key: value for key, value in table.items() if key not in ("file", "reader")}
    return ExportSpec(table["file"], table["reader"], options)


def _record(table: object, kind: type[R], where: str) -> R:
    return cast(R, record_from(table, kind, where))


def _merge(base: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in override.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _tagged_date(value: object) -> dict[str, str]:
    if isinstance(value, dt.date | dt.time):
        return {"__date__": value.isoformat()}
    raise TypeError(type(value).__name__)


def _untagged_date(table: dict[str, Any]) -> object:
    return dt.date.fromisoformat(table["__date__"][:10]) if set(table) == {"__date__"} else table
