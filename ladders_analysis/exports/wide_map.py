"""The column map of a wide marksheet: which header holds what, of which day.

A column is named by its header, or by a pattern where hundreds of statements each have their own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.policy import Record

Headers: TypeAlias = str | tuple[str, ...]

COLUMN_MAP: Mapping[str, Headers] = {"pupil_id": "pupil_id"}
"""Headers taken for granted: none but this; a marksheet's map is the school's own."""

TABLE_OF = {"judgement": "judgements", "overall": "overall", "score": "results"}
VALUE_OF = {"judgement": "judgement", "overall": "attainment", "score": "score"}
DATE_OF = {"judgement": "assessed_on", "overall": "assessed_on", "score": "taken_on"}
NEEDS = {"judgement": ("statement",), "overall": ("subject",), "score": ("assessment", "subject")}


class Held(Record, frozen=True):
    """What a column holds.

    Attributes
    ----------
    holds
        A judgement of a statement, an overall judgement, or a score.
    statement, subject, assessment
        Of what. In `patterns`, `{0}` is the whole header and `{1}`… the groups of the pattern.
    point, on, on_column
        Its day: an assessment point's name, a date, or the header of a column of dates. Left out:
        the export's own.
    progress, outcome
        Headers of columns that belong to the same record.
    """

    holds: Literal["judgement", "overall", "score"]
    statement: str | None = None
    subject: str | None = None
    assessment: str | None = None
    point: str | None = None
    on: dt.date | None = None
    on_column: str | None = None
    progress: str | None = None
    outcome: str | None = None


class WideOptions(MarksheetOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "wide"`.

    Attributes
    ----------
    pupil
        Column of `pupils` -> header, or several headers to be joined by a space.
    columns, patterns
        Header, or a regular expression that matches it whole -> what it holds.
    point, on, on_column
        The day of every column that does not say its own.
    recorded_on, recorded_on_column
        The day the cells were entered.
    school_id, academic_year, year_group
        The same for every row, where no column says so.
    defines_pupils
        False: the file names pupils that another file describes.
    """

    pupil: dict[str, Headers] = msgspec.field(default_factory=lambda: dict(COLUMN_MAP))
    columns: dict[str, Held] = {}
    patterns: dict[str, Held] = {}
    point: str | None = None
    on: dt.date | None = None
    on_column: str | None = None
    recorded_on: dt.date | None = None
    recorded_on_column: str | None = None
    school_id: str | None = None
    academic_year: int | str | None = None
    year_group: int | str | None = None
    defines_pupils: bool | None = None


@dataclass(frozen=True)
class Mapped:
    """A column of the sheet that holds something.

    Attributes
    ----------
    place, header
        Where it stands.
    held
        What it holds.
    day, day_place
        Its day in ISO form, or the column that says so.
    beside
        Further column of the record -> where it stands.
    """

    place: int
    header: str
    held: Held
    day: str | None
    day_place: int | None
    beside: dict[str, int]


def mapped_columns(
    file: RawFile,
    sheet: Marksheet,
    stated: WideOptions,
    calendar: Calendar,
    taken: Collection[int],
) -> list[Mapped]:
    """Find the columns that hold something, by header and then by pattern.

    Parameters
    ----------
    file, sheet
        The marksheet.
    stated
        Its column map.
    calendar
        The assessment points that may be meant.
    taken
        Columns that describe the pupil: a pattern leaves them alone.

    Raises
    ------
    SettingsError
        A column's map is incomplete, or names no day.
    """
    held: dict[int, Held] = {
        sheet.place(header, file.name): spec for header, spec in stated.columns.items()
    }
    for pattern, spec in stated.patterns.items():
        try:
            expression = re.compile(pattern)
        except re.error as error:
            raise SettingsError(
                f"school.toml, [[export]] patterns: {pattern!r}: {error}."
            ) from None
        for place, header in enumerate(sheet.headers):
            match = expression.fullmatch(header) if header else None
            if match and place not in held and place not in taken:
                held[place] = _filled(spec, match)
    return [
        _mapped(file, sheet, stated, calendar, place, spec) for place, spec in sorted(held.items())
    ]


def _mapped(
    file: RawFile,
    sheet: Marksheet,
    stated: WideOptions,
    calendar: Calendar,
    place: int,
    held: Held,
) -> Mapped:
    header = sheet.headers[place]
    where = f'school.toml, [[export]] columns "{header}"'
    for part in NEEDS[held.holds]:
        if getattr(held, part) is None:
            raise SettingsError(f"{where}: a column that holds {held.holds} needs `{part}`.")
    own = (held.point, held.on, held.on_column)
    point, on, on_column = own if any(own) else (stated.point, stated.on, stated.on_column)
    day_place = sheet.place(on_column, file.name) if on_column else None
    if on is None and point is not None:
        on = calendar.point(point).on
    if on is None and day_place is None:
        raise SettingsError(f"{where}: say its day with `point`, `on` or `on_column`.")
    beside = {
        name: sheet.place(other, file.name)
        for name in ("progress", "outcome")
        if (other := getattr(held, name)) is not None
    }
    return Mapped(place, header, held, on.isoformat() if on else None, day_place, beside)


def _filled(spec: Held, match: re.Match[str]) -> Held:
    """Fill `{0}`, `{1}`… of a pattern's words from the header it matched."""
    groups = [match[0], *(group or "" for group in match.groups())]
    words = {
        name: re.sub(
            r"\{([0-9]+)\}",
            lambda place: groups[int(place[1])] if int(place[1]) < len(groups) else place[0],
            value,
        )
        for name in ("statement", "subject", "assessment", "point")
        if (value := getattr(spec, name)) is not None
    }
    return msgspec.structs.replace(spec, **words)


def as_tuple(headers: Headers) -> tuple[str, ...]:
    """Return one header or several as a tuple."""
    return (headers,) if isinstance(headers, str) else headers
