"""Extracts of the DfE: one row a pupil, marks and outcomes side by side, known by their headers.

A record is a result: a mark with the outcome beside it, or an outcome alone. Symbols that stand in
columns of numbers are outcomes, never numbers. Pupils are known by their UPN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ladders_analysis.calendar import Calendar, academic_year_of
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.dfe.columns import (
    ExtractOptions,
    Laid,
    Shape,
    column_notes,
    find_columns,
    recognise_extract,
)
from ladders_analysis.exports.dfe.records import (
    PUPIL_COLUMNS,
    RESULT_COLUMNS,
    Reading,
    text_table,
)
from ladders_analysis.exports.dfe.year import ResultDays, year_ending
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.exports.sheet_account import extract_of_sheet


def read_extract(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar, shape: Shape
) -> Sequence[Extract]:
    """Read an extract of the DfE, CSV or XLSX, one result of the reader per sheet.

    Parameters
    ----------
    file
        The extract.
    options
        Its `[[export]]` table (`ExtractOptions`).
    calendar
        The school's years: a result stands on the last day of its own.
    shape
        What the extract looks like.

    Raises
    ------
    SettingsError
        An option is unknown, or its academic year cannot be read.
    ReadError
        The file cannot be read, has none of the columns, or says no year.
    """
    stated = read_options(options, ExtractOptions, shape.reader)
    year = stated_year(stated.academic_year)
    landmarks = shape.spellings("UPN")
    expected = [spelling for name in shape.results for spelling in shape.spellings(name)]
    sheets = read_marksheets(file, stated.layout, landmarks, expected)
    return [_read_sheet(file, sheet, stated, year, calendar, shape) for sheet in sheets]


def extract_format(shape: Shape, *, title: str, holds: str, source: str) -> Format:
    """Make the format of an extract from its shape.

    Parameters
    ----------
    shape
        What it looks like.
    title, holds, source
        As in `Format`.
    """

    def read(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
        return read_extract(file, options, calendar, shape)

    def recognise(seen: Glance) -> Recognised | None:
        return recognise_extract(seen, shape)

    return Format(
        shape.reader, title, holds, read, recognise, source, ExtractOptions, shape.columns
    )


def stated_year(word: int | str | None) -> int | None:
    """Read the academic year of an `[[export]]` table, None where it states none.

    Raises
    ------
    SettingsError
        It cannot be read.
    """
    if word is None:
        return None
    year = year_ending(str(word))
    if year is None:
        raise SettingsError(
            f'school.toml, [[export]] academic_year = {word!r}: write 2026 or "2025/26".'
        )
    return year


def _read_sheet(
    file: RawFile,
    sheet: Marksheet,
    stated: ExtractOptions,
    year: int | None,
    calendar: Calendar,
    shape: Shape,
) -> Extract:
    laid = find_columns(file, sheet, shape)
    if year is None and stated.taken_on is None and "academic_year" not in laid.places:
        raise ReadError(
            f"{file.name} has no column ACADYR. Say which year it is of in its [[export]] table: "
            f"academic_year = 2026, or the day: taken_on = 2026-05-14."
        )
    laid = replace(laid, years=[_year_of(laid, row, stated, year) for _, row in sheet.rows])
    reading = Reading(laid, shape, ResultDays(file, calendar, stated.taken_on, stated.made_on))
    for (number, row), ends in zip(sheet.rows, laid.years, strict=True):
        reading.take(number, row, ends, stated.defines_pupils)
    tables = {"results": text_table(reading.results, RESULT_COLUMNS)}
    if stated.defines_pupils:
        tables["pupils"] = text_table(reading.pupils, PUPIL_COLUMNS)
    return extract_of_sheet(
        file,
        sheet,
        shape.reader,
        stated,
        tables,
        [
            *column_notes(laid, shape),
            *reading.problems,
            *reading.counted(stated.defines_pupils),
            *reading.days.notes(sheet.sheet),
            *shape.further(laid),
        ],
        refused=reading.refused,
        headers={
            name: laid.header(part)
            for name, part in (
                ("pupil_id", "upn"),
                *((part, part) for part in PUPIL_COLUMNS if part in laid.places),
            )
        },
    )


def _year_of(
    laid: Laid, row: Sequence[str], stated: ExtractOptions, year: int | None
) -> int | None:
    """Return the academic year of a row: as stated, else its own, else that of the day stated."""
    if year is not None:
        return year
    word = laid.cell(row, "academic_year")
    if word or stated.taken_on is None:
        return year_ending(word)
    return academic_year_of(stated.taken_on)
