"""A marksheet as people lay it out: title rows, one or two header rows, pupils, a footer.

From a CSV, a sheet of a workbook or a list in JSON comes the same thing: joined headers, the rows
of pupils with their numbers, and a note of everything that was passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import Epoch, RawFile
from ladders_analysis.exports.opening.grids import Grid, read_grids
from ladders_analysis.exports.opening.headers import (
    FOOTER_WORDS,
    Row,
    find_header,
    fold,
    join_headers,
    without_footer,
)
from ladders_analysis.exports.opening.workbook import formula_errors, is_workbook
from ladders_analysis.report import Problem

__all__ = ["FOOTER_WORDS", "Layout", "Marksheet", "fold", "read_marksheets"]

ERRORS_SHOWN = 5
"""Cells with a formula error that are named; the others are counted."""


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
    records
        The key of JSON under which the list of records stands, None to find out.
    """

    title_rows: int | None = None
    header_rows: int = 1
    footer: int | tuple[str, ...] = FOOTER_WORDS
    sheet: str | tuple[str, ...] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    records: str | None = None


@dataclass(frozen=True)
class Marksheet:
    """One table of a marksheet file.

    Attributes
    ----------
    headers
        The headers, two-row ones joined by a space; blank where a column has none.
    rows
        `(row as a spreadsheet counts, or the record in JSON; cells)`, one per pupil or record.
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
        A CSV, a workbook or a list of records in JSON.
    layout
        How it is laid out.
    landmark
        A header that the sheet must have, or several of which it must have one; the header row
        is where it stands.
    expected
        Further headers; where several rows could be the header, most of them are in the right one.

    Raises
    ------
    ReadError
        The file cannot be read, or no header row can be found.
    """
    landmarks = (landmark,) if isinstance(landmark, str) else tuple(landmark)
    grids = read_grids(file, layout.sheet, layout.encoding, layout.delimiter, layout.records)
    sheets = [_lay_out(file.name, grid, layout, landmarks, tuple(expected)) for grid in grids]
    if is_workbook(file.data):
        sheets[0].notes.extend(_formula_errors(file))
    return sheets


def _formula_errors(file: RawFile) -> list[Problem]:
    cells = formula_errors(file)
    if not cells:
        return []
    places = ", ".join(cells[:ERRORS_SHOWN]) + (" and others" if len(cells) > ERRORS_SHOWN else "")
    remedy = f"they read as blank ({places}); mend the formula in Excel and export again"
    return [Problem(file.name, "cells with a formula error", "warning", remedy, count=len(cells))]


def _lay_out(
    file: str,
    grid: Grid,
    layout: Layout,
    landmarks: tuple[str, ...],
    expected: tuple[str, ...],
) -> Marksheet:
    """Tell title, header, pupils and footer apart."""
    cells = grid.cells
    top = _header_row(file, grid, layout, landmarks, expected)
    headers = join_headers(cells, grid.merged, top, layout.header_rows)
    start = top + layout.header_rows
    first = start if grid.listed else start + 1
    body = [(number, row) for number, row in enumerate(cells[start:], first) if any(row)]
    last = body[-1][0] if body else first - 1
    blank = last - first + 1 - len(body)
    marks = {fold(landmark) for landmark in landmarks}
    mark = next((n for n, name in enumerate(headers) if fold(name) in marks), 0)
    body, footer = without_footer(body, 0 if grid.listed else layout.footer, mark)
    notes = [
        Problem(file, rule, "note", remedy, grid.sheet, row, count=count)
        for rule, remedy, row, count in (
            ("title rows passed over", "", 1, sum(any(row) for row in cells[:top])),
            ("blank rows passed over", "", None, blank),
            ("footer rows passed over", "state `footer` if they are pupils", *_first(footer)),
        )
        if count
    ]
    width = len(headers)
    ragged = [(number, len(row)) for number, row in body if len(row) != width]
    return Marksheet(
        headers,
        [(number, row) for number, row in body if len(row) == width],
        ragged,
        [*grid.notes, *notes],
        grid.sheet,
        grid.encoding,
        grid.delimiter,
        grid.epoch,
    )


def _first(rows: Sequence[Row]) -> tuple[int | None, int]:
    return (rows[0][0], len(rows)) if rows else (None, 0)


def _header_row(
    file: str,
    grid: Grid,
    layout: Layout,
    landmarks: tuple[str, ...],
    expected: tuple[str, ...],
) -> int:
    """Return the position of the first header row."""
    if layout.header_rows < 1:
        raise ReadError(f"{file}: header_rows = {layout.header_rows}; allowed: 1 or more.")
    if layout.title_rows is not None:
        if layout.title_rows < 0:
            raise ReadError(f"{file}: title_rows = {layout.title_rows}; allowed: 0 or more.")
        if layout.title_rows + layout.header_rows > len(grid.cells):
            raise ReadError(f"{file} has {len(grid.cells)} rows: the header cannot be below them.")
        return layout.title_rows
    found = find_header(grid.cells, grid.merged, layout.header_rows, landmarks, expected)
    if found is not None:
        return found
    seen = list(dict.fromkeys(cell for row in grid.cells[:5] for cell in row if cell))
    raise ReadError(
        f'{file}: no header row holds "{landmarks[0]}". {_likely(landmarks[0], seen)}State '
        f"`title_rows`, `header_rows` or the right header in its [[export]] table."
    )


def _likely(landmark: str, seen: list[str]) -> str:
    """Suggest a header that stands there; headers only, never a pupil's row."""
    hint = nearest(landmark, seen)
    return hint.split("?")[0].capitalize() + "? " if hint.startswith("did you mean") else ""
