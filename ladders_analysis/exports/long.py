"""Long lists: one row a judgement, an overall judgement, a score, a pupil or a statement.

The column map says which header fills which tidy column; what every row shares is stated once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import ROW, UPN, Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import MarksheetOptions, check_names, read_options
from ladders_analysis.exports.proposing.proposal import recognise_complete
from ladders_analysis.exports.sheet_account import NOT_MAPPED, columns_passed_over, extract_of_sheet
from ladders_analysis.schema import TABLES

COLUMN_MAP: Mapping[str, str] = {}
"""Header of each tidy column where the school does not say: its own name."""

TABLE_OF = {
    "judgement": "judgements",
    "overall": "overall",
    "score": "results",
    "pupil": "pupils",
    "statement": "statements",
    "conversation": "conversations",
}
DATE_OF = {"judgements": "assessed_on", "overall": "assessed_on", "results": "taken_on"}


class ListOptions(MarksheetOptions, frozen=True):
    """The keys that every reader of lists knows.

    Attributes
    ----------
    columns
        Tidy column -> header. `upn` finds the pupil where there is no pupil id.
    constants
        Tidy column -> what every row has.
    point, on
        The day of every row, where no column says so.
    """

    columns: dict[str, str] = {}
    constants: dict[str, Any] = {}
    point: str | None = None
    on: dt.date | None = None


class LongOptions(ListOptions, frozen=True, kw_only=True):
    """The keys of an `[[export]]` with `reader = "long"`.

    Attributes
    ----------
    holds
        What a row is.
    """

    holds: Literal["judgement", "overall", "score", "pupil", "statement", "conversation"]


def read_long(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read a long list, CSV or XLSX, one extract per sheet.

    Parameters
    ----------
    file
        The list.
    options
        Its `[[export]]` table (`LongOptions`).
    calendar
        The assessment points that may be meant.

    Raises
    ------
    SettingsError
        The column map is unknown or incomplete.
    ReadError
        The file cannot be read, or a mapped header is not in it.
    """
    stated = read_options(options, LongOptions, "long")
    return extracts_of(file, stated, stated.holds, stated.columns, calendar, "long")


def extracts_of(
    file: RawFile,
    stated: ListOptions,
    holds: str,
    columns: Mapping[str, str],
    calendar: Calendar,
    reader: str,
) -> list[Extract]:
    """Read a list with its column map settled; shared by the readers of lists.

    Parameters
    ----------
    file, stated, calendar
        As for `read_long`.
    holds
        What a row is.
    columns
        Tidy column -> header.
    reader
        The reader's name, for the load report.
    """
    table = TABLES[TABLE_OF[holds]]
    by_upn = "upn" in columns and "upn" not in table and "pupil_id" not in columns
    check_names({n: h for n, h in columns.items() if n != "upn"}, table, "[[export]] columns")
    check_names(stated.constants, table, "[[export]] constants")
    if not columns:
        raise SettingsError(
            f"school.toml, [[export]] for {file.name}: `columns` says which header fills which "
            f"column of {table.name}: {', '.join(table.names)}."
        )
    for name, value in stated.constants.items():
        if isinstance(value, dict | list):
            raise SettingsError(
                f"school.toml, [[export]] constants: {name} is one value, no table."
            )
    constants = {name: str(value) for name, value in stated.constants.items()}
    day = stated.on or (calendar.point(stated.point).on if stated.point else None)
    if day is not None and table.name in DATE_OF:
        constants.setdefault(DATE_OF[table.name], day.isoformat())
    missing = [
        name
        for name in table.required
        if name not in {*columns, *constants} and not (by_upn and name == "pupil_id")
    ]
    if missing:
        raise SettingsError(
            f"school.toml, [[export]] for {file.name}: `columns` or `constants` must say what "
            f"fills {', '.join(missing)}."
        )
    landmark = next(iter(columns.values()))
    return [
        _extract(file, sheet, stated, table.name, columns, constants, reader)
        for sheet in read_marksheets(file, stated.layout, landmark, list(columns.values()))
    ]


def _extract(
    file: RawFile,
    sheet: Marksheet,
    stated: ListOptions,
    table: str,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    reader: str,
) -> Extract:
    places = {name: sheet.place(header, file.name) for name, header in columns.items()}
    cells = {
        name: pd.Series([row[place] for _, row in sheet.rows], dtype="str")
        for name, place in places.items()
    }
    if "upn" in cells and "upn" not in TABLES[table]:
        upns = cells.pop("upn")
        if "pupil_id" not in cells:
            cells |= {UPN: upns, "pupil_id": upns}
    for name, value in constants.items():
        if name not in cells:
            cells[name] = pd.Series([value] * len(sheet.rows), dtype="str")
    frame = pd.DataFrame(cells)
    frame[ROW] = pd.Series([number for number, _ in sheet.rows], dtype="int64")
    passed_over = columns_passed_over(file, sheet, set(places.values()), *NOT_MAPPED)
    return extract_of_sheet(
        file, sheet, reader, stated, {table: frame}, passed_over, headers=columns
    )


def recognise(seen: Glance) -> Recognised | None:
    """Tell a list whose headers say all that is needed; others need a column map."""
    return recognise_complete(seen, "long")


FORMAT = Format(
    "long",
    "Long list, with a column map",
    "one row a judgement, overall judgement, score, pupil or statement",
    read_long,
    recognise,
    source="the school's own column map",
    options=LongOptions,
    column_map=COLUMN_MAP,
)
