"""A file as grids of trimmed text cells: a CSV, each sheet of a workbook, or a list in JSON.

What the cells mean, and which row is the header, is not asked here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import Epoch, RawFile
from ladders_analysis.exports.opening.headers import Merged
from ladders_analysis.exports.opening.json_list import looks_like_json, records_of
from ladders_analysis.exports.opening.text import (
    BLOCK_LIMIT,
    DELIMITERS,
    check_quotes,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.exports.opening.torn import ends_its_line, torn_problems
from ladders_analysis.exports.opening.workbook import is_workbook, read_sheets
from ladders_analysis.report import Problem

MOST_CELLS = 8_000_000
"""Cells of a CSV that is laid out as a marksheet; a school's largest has about a million."""


@dataclass(frozen=True)
class Grid:
    """A rectangle of text cells.

    Attributes
    ----------
    cells
        Rows from the very first.
    merged
        Merged ranges.
    sheet, encoding, delimiter, epoch
        How it is written.
    listed
        It is a list of records: its first row is made of their keys, and no row is a footer.
    notes
        What was passed over.
    """

    cells: list[list[str]]
    merged: Sequence[Merged] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    epoch: Epoch | None = None
    listed: bool = False
    notes: tuple[Problem, ...] = ()


def read_grids(
    file: RawFile,
    sheet: str | Sequence[str] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    records: str | None = None,
    most: int | None = None,
) -> list[Grid]:
    """Read a file as grids, one per sheet.

    Parameters
    ----------
    file
        A CSV, a workbook or a list in JSON.
    sheet
        The sheets wanted of a workbook: a name, several, or "*" for all.
    encoding, delimiter
        As stated, None to find out.
    records
        The key of JSON under which the list stands.
    most
        Rows wanted for a first look; None: all, and a CSV must not end inside a quoted cell.

    Raises
    ------
    ReadError
        The file cannot be read.
    """
    if is_workbook(file.data):
        sheets, epoch = read_sheets(file, sheet, most)
        if not sheets:
            raise ReadError(f"{file.name} has no sheets.")
        return [Grid(_trimmed(each.cells), each.merged, each.name, epoch=epoch) for each in sheets]
    source = decode(file.name, file.data, encoding)
    if records is not None or looks_like_json(source.text):
        cells, notes = records_of(file.name, source.text, records)
        cells = _trimmed(cells[:most])
        return [Grid(cells, encoding=f"{source.encoding} JSON", listed=True, notes=tuple(notes))]
    cells, found = split_rows(file.name, source.text, delimiter, most)
    last = max((number for number, row in enumerate(cells, start=1) if any(row)), default=None)
    torn = None if most is not None or ends_its_line(source.text) else last
    return [
        Grid(
            cells,
            encoding=source.encoding,
            delimiter=DELIMITERS.get(found, found),
            notes=tuple(torn_problems(file.name, torn)),
        )
    ]


def split_rows(
    name: str, text: str, delimiter: str | None = None, most: int | None = None
) -> tuple[list[list[str]], str]:
    """Split the text of a CSV into trimmed rows; tell the delimiter found.

    Parameters
    ----------
    name, text
        The file.
    delimiter
        As stated, None to find out.
    most
        Rows wanted; None: all, and the file must not end inside a quoted cell.

    Raises
    ------
    ReadError
        The delimiter cannot be told, the file was cut off, or has far too many cells.
    """
    separator, below = split_separator_line(text)
    found = find_delimiter(name, below, delimiter or separator)
    if most is None:
        check_quotes(name, below, found)
    if most is None and below.count(found) + below.count("\n") > MOST_CELLS:
        raise ReadError(
            f"{name} has more than {MOST_CELLS:,} cells, far more than a marksheet. It is not "
            f"read. Export it in parts, such as a school or a year at a time."
        )
    csv.field_size_limit(BLOCK_LIMIT)
    try:
        records = csv.reader(io.StringIO(below, newline=""), delimiter=found)
        cells = _trimmed(islice(records, most))
    except csv.Error as error:
        raise ReadError(f"{name} cannot be split into cells: {error}.") from None
    return ([[], *cells] if separator else cells), found


def _trimmed(rows: Iterable[list[str]]) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in rows]
