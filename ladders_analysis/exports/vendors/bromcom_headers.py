"""Bromcom's headers of four parts: what each column holds, of which subject and which day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.exports.vendors.attainment_codes import year_group_of
from ladders_analysis.exports.vendors.sheet_records import NUMBER, column_of
from ladders_analysis.exports.vendors.terms import TermDays

Holds: TypeAlias = Literal["attainment", "progress", "result"]

HEADER = re.compile(r"([^$]+)\$([^$]+)\$([^$]+)\$([^$]+)")
"""Assessment type, term, year group, subject."""
RESULT_WORDS = ("effort", "behaviour", "attitude", "target", "age", "score", "mark")
"""Words of a type that is no attainment: its cells are results."""


class BromcomOptions(MarksheetOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "bromcom"`.

    Attributes
    ----------
    pupil
        `upn` or `pupil_id` -> header.
    types
        Assessment type -> what it holds: attainment, progress or result.
    subjects
        Subject as Bromcom writes it -> as the curriculum does.
    terms
        Term as Bromcom writes it -> a half-term's number, a point or a date.
    academic_year
        The end year of the terms; left out: the calendar's latest.
    year_group
        The one year group to read where the file has several.
    strip_year_group
        Read `3EXS` of a Year 3 column as `EXS`.
    codes
        The school's own codes that may stand behind a year group, besides the known ones.
    """

    pupil: dict[str, str] = {}
    types: dict[str, Holds] = {}
    subjects: dict[str, str] = {}
    terms: dict[str, Any] = {}
    academic_year: int | None = None
    year_group: int | str | None = None
    strip_year_group: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column: where it stands, its four parts, and its day."""

    place: int
    kind: str
    term: str
    year_group: str
    subject: str
    day: dt.date


def term_days(file: RawFile, stated: BromcomOptions, calendar: Calendar) -> TermDays:
    """Return what the terms of the file stand for."""
    return TermDays(file, calendar, stated.academic_year, stated.terms, stated.made_on)


def columns_in(
    file: RawFile, sheet: Marksheet, stated: BromcomOptions, calendar: Calendar
) -> list[Column]:
    """Take the headers apart; there must be some, and of one year group."""
    subjects = {fold(name): own for name, own in stated.subjects.items()}
    wanted = None if stated.year_group is None else year_group_of(str(stated.year_group))
    if stated.year_group is not None and wanted is None:
        raise SettingsError(
            f"school.toml, [[export]] for {file.name}: year_group = {stated.year_group!r}; "
            f"allowed: Reception, or 1 to 6."
        )
    columns = []
    days = term_days(file, stated, calendar)
    for place, header in enumerate(sheet.headers):
        match = HEADER.fullmatch(header)
        if match is None:
            continue
        kind, term, year, subject = (part.strip() for part in match.groups())
        if wanted is not None and year_group_of(year) != wanted:
            continue
        day = days.day(term)
        if day is None:
            raise SettingsError(
                f'{file.name}, column {header}: "{term}" names no term, half-term or assessment '
                f'point. Say what it means: terms = {{ "{term}" = … }} in its [[export]] table.'
            )
        subject = subjects.get(fold(subject), subject)
        columns.append(Column(place, kind, term, year, subject, day))
    if not columns:
        raise ReadError(
            f"{file.name} has no header like Assessment Type$Term$Year Group$Subject"
            + (f" for year group {stated.year_group}." if wanted is not None else ".")
            + " Export it again, or use the wide reader with a column map."
        )
    years = list(dict.fromkeys(column.year_group for column in columns))
    if len({fold(year) for year in years}) > 1:
        raise ReadError(
            f"{file.name} has columns of several year groups ({', '.join(years)}); Bromcom's "
            f"export has one a file. Export them one by one, or state year_group = … in its "
            f"[[export]] table to read one of them."
        )
    return columns


def holds_of(sheet: Marksheet, column: Column, stated: BromcomOptions) -> Holds:
    """Say what a column holds: as stated, by the words of its type, or by its cells."""
    told = {fold(kind): holds for kind, holds in stated.types.items()}.get(fold(column.kind))
    if told is not None:
        return told
    words = set(re.findall(r"[a-z]+", fold(column.kind)))
    if words & {"progress"}:
        return "progress"
    if words & {*RESULT_WORDS}:
        return "result"
    cells = column_of(sheet, column.place)
    filled = cells[cells.ne("")]
    numbers = len(filled) > 0 and bool(filled.str.fullmatch(NUMBER).all())
    return "result" if numbers else "attainment"


def refuse_two(file: str, columns: Sequence[Column], holds: Mapping[int, Holds]) -> None:
    """Refuse two columns that would be one subject's attainment, or progress, on one day."""
    first: dict[tuple[str, str, dt.date], Column] = {}
    for column in columns:
        if holds[column.place] == "result":
            continue
        key = (holds[column.place], fold(column.subject), column.day)
        if key in first:
            raise SettingsError(
                f'{file}: "{first[key].kind}" and "{column.kind}" both hold the {key[0]} in '
                f"{column.subject}, {column.term}. Say which is what: "
                f'types = {{ "{column.kind}" = "result" }} in its [[export]] table.'
            )
        first[key] = column
