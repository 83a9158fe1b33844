"""A marksheet as people lay it out: title rows, one or two header rows, pupils, a footer.

From a CSV or a sheet of a workbook comes the same thing: joined headers, the rows of pupils with
their numbers, and a note of everything that was passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import Epoch, RawFile
from ladders_analysis.exports.text import (
    BLOCK_LIMIT,
    DELIMITERS,
    check_quotes,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.exports.workbook import formula_errors, is_workbook, read_sheets
from ladders_analysis.report import Problem

FOOTER_WORDS = ("total", "totals", "grand total", "average", "averages", "mean", "count")
HEADER_SEARCHED = 40
"""Rows in which the header is looked for."""
ERRORS_SHOWN = 5
"""Cells with a formula error that are named; the others are counted."""


Row: TypeAlias = tuple[int, list[str]]
Wanted: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Headers of which one must be there, and others that should."""
Parted: TypeAlias = tuple[list[Row], list[Row]]


@dataclass(frozen=True)
class Layout:
    """How a marksheet is laid out, as school.toml states it.

    Attributes
    ----------
    title_rows
        Rows above the header; None: the header is the first row that holds `landmark`.
    header_rows
        Rows that make up the header.
    footer
        Words that begin a footer row, or the number of rows at the foot.
    sheet
        Sheet or sheets of a workbook.
    encoding, delimiter
        As stated, None to find out.
    """

    title_rows: int | None = None
    header_rows: int = 1
    footer: int | tuple[str, ...] = FOOTER_WORDS
    sheet: str | tuple[str, ...] | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class Marksheet:
    """One table of a marksheet file.

    Attributes
    ----------
    headers
        The headers, two-row ones joined by a space; blank where a column has none.
    rows
        `(row as a spreadsheet counts, cells)`, one per pupil or record.
    ragged
        `(row, cells found)` of rows that are wider or narrower than the header.
    notes
        What was passed over.
    sheet, encoding, delimiter, epoch
        How it is written.
    """

    headers: list[str]
    rows: list[Row]
    ragged: list[tuple[int, int]]
    notes: list[Problem]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    epoch: Epoch | None = None

    def place(self, header: str, file: str) -> int:
        """Return the position of a header, matched exactly or else by its folded words.

        Raises
        ------
        ReadError
            There is none, or there are two.
        """
        exact = [n for n, name in enumerate(self.headers) if name == header]
        found = exact or [n for n, name in enumerate(self.headers) if fold(name) == fold(header)]
        if len(found) == 1:
            return found[0]
        where = f"{file}, sheet {self.sheet}" if self.sheet else file
        if found:
            raise ReadError(
                f'{where} has {len(found)} columns headed "{header}". Rename one of them, or '
                f"state `header_rows = 2` where the row above tells them apart."
            )
        named = [name for name in self.headers if name]
        raise ReadError(f'{where} has no column headed "{header}": {nearest(header, named)}.')


def fold(text: str) -> str:
    """Fold case and spaces, so that headers and codes match as people read them.

    Examples
    --------
    >>> fold("  Adm\u00a0No ")
    'adm no'
    """
    return " ".join(text.split()).casefold()


def read_marksheets(
    file: RawFile,
    layout: Layout,
    landmark: str | Sequence[str],
    expected: Collection[str] = (),
) -> list[Marksheet]:
    """Read a file as marksheets, one per sheet.

    Parameters
    ----------
    file
        A CSV or a workbook.
    layout
        How it is laid out.
    landmark
        A header that the table must have, or several of which it must have one; the header row
        is where it stands.
    expected
        Further headers; where several rows could be the header, most of them are in the right one.

    Raises
    ------
    ReadError
        The file cannot be read, or no header row can be found.
    """
    landmarks = (landmark,) if isinstance(landmark, str) else tuple(landmark)
    wanted = (landmarks, tuple(expected))
    if is_workbook(file.data):
        sheets, epoch = read_sheets(file, layout.sheet)
        tables = [
            _lay_out(file.name, sheet.cells, sheet.merged, layout, wanted, sheet.name, epoch=epoch)
            for sheet in sheets
        ]
        tables[0].notes.extend(_formula_errors(file))
        return tables
    source = decode(file.name, file.data, layout.encoding)
    separator, text = split_separator_line(source.text)
    delimiter = find_delimiter(file.name, text, layout.delimiter or separator)
    check_quotes(file.name, text, delimiter)
    csv.field_size_limit(BLOCK_LIMIT)
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    cells = [[], *cells] if separator else cells
    return [
        _lay_out(
            file.name,
            cells,
            (),
            layout,
            wanted,
            encoding=source.encoding,
            delimiter=DELIMITERS.get(delimiter, delimiter),
        )
    ]


def _formula_errors(file: RawFile) -> list[Problem]:
    cells = formula_errors(file)
    if not cells:
        return []
    places = ", ".join(cells[:ERRORS_SHOWN]) + (" and others" if len(cells) > ERRORS_SHOWN else "")
    remedy = f"they read as blank ({places}); mend the formula in Excel and export again"
    return [Problem(file.name, "cells with a formula error", "warning", remedy, count=len(cells))]


def _lay_out(
    file: str,
    cells: list[list[str]],
    merged: Sequence[tuple[int, int, int, int]],
    layout: Layout,
    wanted: Wanted,
    sheet: str = "",
    encoding: str = "",
    delimiter: str = "",
    epoch: Epoch | None = None,
) -> Marksheet:
    """Tell title, header, pupils and footer apart."""
    cells = [[cell.strip() for cell in row] for row in cells]
    top = _header_row(file, cells, merged, layout, wanted)
    headers = _join_headers(cells, merged, top, layout.header_rows)
    start = top + layout.header_rows
    body = [(number, row) for number, row in enumerate(cells[start:], start + 1) if any(row)]
    last = body[-1][0] if body else start
    blank = last - start - len(body)
    marks = {fold(landmark) for landmark in wanted[0]}
    mark = next((n for n, name in enumerate(headers) if fold(name) in marks), 0)
    body, footer = _without_footer(body, layout.footer, mark)
    notes = [
        Problem(file, rule, "note", remedy, sheet, row, count=count)
        for rule, remedy, row, count in (
            ("title rows passed over", "", 1, sum(any(row) for row in cells[:top])),
            ("blank rows passed over", "", None, blank),
            ("footer rows passed over", "state `footer` if they are pupils", *_first(footer)),
        )
        if count
    ]
    width = len(headers)
    ragged = [(number, len(row)) for number, row in body if len(row) != width]
    rows = [(number, row) for number, row in body if len(row) == width]
    return Marksheet(headers, rows, ragged, notes, sheet, encoding, delimiter, epoch)


def _first(rows: Sequence[Row]) -> tuple[int | None, int]:
    return (rows[0][0], len(rows)) if rows else (None, 0)


def _header_row(
    file: str,
    cells: list[list[str]],
    merged: Sequence[tuple[int, int, int, int]],
    layout: Layout,
    wanted: Wanted,
) -> int:
    """Return the position of the first header row."""
    if layout.header_rows < 1:
        raise ReadError(f"{file}: header_rows = {layout.header_rows}; allowed: 1 or more.")
    if layout.title_rows is not None:
        if layout.title_rows + layout.header_rows > len(cells):
            raise ReadError(f"{file} has {len(cells)} rows: the header cannot be below them.")
        return layout.title_rows
    landmarks, expected = ({fold(header) for header in headers} for headers in wanted)
    candidates = []
    for top in range(min(len(cells), HEADER_SEARCHED)):
        headers = {fold(header) for header in _join_headers(cells, merged, top, layout.header_rows)}
        if not landmarks.isdisjoint(headers):
            candidates.append((len(expected & headers), any(cells[top]), -top))
    if candidates:
        return -max(candidates)[2]
    seen = list(dict.fromkeys(cell for row in cells[:5] for cell in row if cell))
    raise ReadError(
        f'{file}: no header row holds "{wanted[0][0]}". {_likely(wanted[0][0], seen)}State '
        f"`title_rows`, `header_rows` or the right header in its [[export]] table."
    )


def _likely(landmark: str, seen: list[str]) -> str:
    """Suggest a header that stands there; headers only, never a pupil's row."""
    hint = nearest(landmark, seen)
    return hint.split("?")[0].capitalize() + "? " if hint.startswith("did you mean") else ""


def _join_headers(
    cells: list[list[str]], merged: Sequence[tuple[int, int, int, int]], top: int, deep: int
) -> list[str]:
    """Join the header rows, a heading above several columns standing over each of them."""
    rows = [list(row) for row in cells[top : top + deep]]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    heads = [span for span in merged if top <= span[0] < top + len(rows)]
    for first_row, first, _, last in heads:
        for column in range(first, min(last, width - 1) + 1):
            rows[first_row - top][column] = cells[first_row][first]
    if not heads:
        for upper, lower in zip(rows, rows[1:], strict=False):
            for column in range(1, width):
                if not upper[column] and lower[column]:
                    upper[column] = upper[column - 1]
    columns = zip(*rows, strict=True)
    joined = [" ".join(dict.fromkeys(word for word in words if word)) for words in columns]
    return [" ".join(header.split()) for header in joined]


def _without_footer(body: list[Row], footer: int | tuple[str, ...], mark: int) -> Parted:
    """Part the pupils from footer rows, which begin with a footer word and name no pupil."""
    if isinstance(footer, int):
        split = max(len(body) - footer, 0)
        return body[:split], body[split:]
    words = {fold(word) for word in footer}
    kept: list[Row] = []
    passed: list[Row] = []
    for number, row in body:
        first = fold(next(cell for cell in row if cell)).rstrip(":")
        under = fold(row[mark]).rstrip(":") if mark < len(row) else ""
        at_foot = first in words and (not under or under in words)
        (passed if at_foot else kept).append((number, row))
    return kept, passed
