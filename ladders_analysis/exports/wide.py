"""Wide marksheets: one row a pupil, one column a statement, subject or assessment.

The column map in school.toml says what each column holds. A record is a filled cell under a mapped
column, and one more for each pupil's row where the file also says who the pupils are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import COLUMN, ROW, UPN, Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import check_names, read_options
from ladders_analysis.exports.proposing.proposal import recognise_complete
from ladders_analysis.exports.sheet_account import NOT_MAPPED, columns_passed_over, extract_of_sheet
from ladders_analysis.exports.wide_map import (
    COLUMN_MAP,
    DATE_OF,
    NEEDS,
    TABLE_OF,
    VALUE_OF,
    Mapped,
    WideOptions,
    as_tuple,
    mapped_columns,
)
from ladders_analysis.report import Problem
from ladders_analysis.schema import TABLES

__all__ = ["COLUMN_MAP", "read_wide"]


def read_wide(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read a wide marksheet, CSV or XLSX, one extract per sheet.

    Parameters
    ----------
    file
        The marksheet.
    options
        Its `[[export]]` table (`WideOptions`).
    calendar
        The assessment points that may be meant.

    Raises
    ------
    SettingsError
        The column map is unknown, incomplete or names no day.
    ReadError
        The file cannot be read, or a mapped header is not in it.
    """
    stated = read_options(options, WideOptions, "wide")
    check_names(stated.pupil, TABLES["pupils"], "[[export]] pupil")
    key = next((name for name in ("pupil_id", "upn") if name in stated.pupil), None)
    if key is None:
        raise SettingsError("school.toml, [[export]] pupil: say which column has the pupil_id.")
    landmark = as_tuple(stated.pupil[key])[0]
    expected = [header for headers in stated.pupil.values() for header in as_tuple(headers)]
    sheets = read_marksheets(file, stated.layout, landmark, [*expected, *stated.columns])
    return [_read_sheet(file, sheet, stated, calendar) for sheet in sheets]


def _read_sheet(
    file: RawFile, sheet: Marksheet, stated: WideOptions, calendar: Calendar
) -> Extract:
    pupil_places = {
        name: [sheet.place(header, file.name) for header in as_tuple(headers)]
        for name, headers in stated.pupil.items()
    }
    used = {place for places in pupil_places.values() for place in places}
    mapped = mapped_columns(file, sheet, stated, calendar, used)
    pupils = [
        {name: " ".join(row[p] for p in places if row[p]) for name, places in pupil_places.items()}
        for _, row in sheet.rows
    ]
    same = {
        name: str(value)
        for name in ("school_id", "academic_year", "year_group")
        if (value := getattr(stated, name)) is not None and name not in stated.pupil
    }
    defines = stated.defines_pupils
    if defines is None:
        defines = {"academic_year", "year_group"} <= {*same, *stated.pupil}
    tables: dict[str, pd.DataFrame] = {}
    if defines:
        rows = [
            {"pupil_id": pupil.get("upn", ""), **pupil, **same, ROW: number, COLUMN: ""}
            for (number, _), pupil in zip(sheet.rows, pupils, strict=True)
        ]
        tables["pupils"] = pd.DataFrame(rows, columns=_names(stated, same), dtype="str").astype(
            {ROW: "int64"}
        )
    by_upn = "pupil_id" not in stated.pupil
    entered = _entered(file, sheet, stated)
    records: dict[str, list[dict[str, object]]] = {}
    for column in mapped:
        held = column.held
        table = records.setdefault(TABLE_OF[held.holds], [])
        about = {
            name: getattr(held, part)
            for name, part in (
                ("statement_id", "statement"),
                ("subject", "subject"),
                ("assessment", "assessment"),
            )
            if part in NEEDS[held.holds]
        }
        for (number, row), pupil in zip(sheet.rows, pupils, strict=True):
            if not row[column.place]:
                continue
            day = column.day if column.day_place is None else row[column.day_place]
            record: dict[str, object] = {
                **about,
                "pupil_id": pupil.get("upn" if by_upn else "pupil_id", ""),
                DATE_OF[held.holds]: day,
                VALUE_OF[held.holds]: row[column.place],
                ROW: number,
                COLUMN: column.header,
            }
            record |= {name: row[place] for name, place in column.beside.items()}
            if "school_id" in same or "school_id" in pupil:
                record["school_id"] = same.get("school_id", pupil.get("school_id", ""))
            if by_upn and not defines:
                record[UPN] = record["pupil_id"]
            if entered is not None and held.holds != "score":
                record["recorded_on"] = row[entered] if isinstance(entered, int) else entered
            table.append(record)
    for name, rows_of in records.items():
        tables[name] = _text_frame(rows_of, name)
    return extract_of_sheet(
        file,
        sheet,
        "wide",
        stated,
        tables,
        _unmapped(file, sheet, mapped, pupil_places, stated),
        headers={n: " + ".join(as_tuple(headers)) for n, headers in stated.pupil.items()},
    )


def _names(stated: WideOptions, same: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(["pupil_id", *stated.pupil, *same, ROW, COLUMN]))


def _text_frame(rows: list[dict[str, object]], table: str) -> pd.DataFrame:
    """Make a text table of records, every required column present even without records."""
    frame = pd.DataFrame(rows)
    if not rows:
        frame = pd.DataFrame(columns=[*TABLES[table].required, ROW, COLUMN])
    numbers = frame[ROW].astype("int64")
    return frame.astype("str").assign(**{ROW: numbers})


def _entered(file: RawFile, sheet: Marksheet, stated: WideOptions) -> int | str | None:
    """Return where the day of entry stands: a column's place, a date, or nowhere."""
    if stated.recorded_on_column is not None:
        return sheet.place(stated.recorded_on_column, file.name)
    return None if stated.recorded_on is None else stated.recorded_on.isoformat()


def _unmapped(
    file: RawFile,
    sheet: Marksheet,
    mapped: Sequence[Mapped],
    pupil_places: Mapping[str, list[int]],
    stated: WideOptions,
) -> list[Problem]:
    """Note the columns that the map says nothing of."""
    used = {place for places in pupil_places.values() for place in places}
    for column in mapped:
        used |= {column.place, *column.beside.values()}
        used |= set() if column.day_place is None else {column.day_place}
    entered = _entered(file, sheet, stated)
    used |= {entered} if isinstance(entered, int) else set()
    return columns_passed_over(file, sheet, used, *NOT_MAPPED)


def recognise(seen: Glance) -> Recognised | None:
    """Tell a marksheet whose headers say all that is needed; others need a column map."""
    return recognise_complete(seen, "wide")


FORMAT = Format(
    "wide",
    "Wide marksheet, with a column map",
    "one row a pupil, one column a statement, subject or assessment",
    read_wide,
    recognise,
    source="the school's own column map",
    options=WideOptions,
    column_map=COLUMN_MAP,
)
