"""A first sketch of an unknown sheet: where its header is, who its columns say the pupil is.

It is made with the same header rules that the wide and long readers use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ladders_analysis.exports.opening.grids import Grid
from ladders_analysis.exports.opening.headers import (
    FOOTER_WORDS,
    HEADER_SEARCHED,
    fold,
    join_headers,
    without_footer,
)
from ladders_analysis.exports.proposing.cell_shapes import Cells, shape_of
from ladders_analysis.exports.proposing.familiar import (
    ABOUT_THE_CHILD,
    CURRICULUM,
    LONG,
    PUPIL,
    UPN,
)

MOST_DEEP = 3
"""Rows that a header may be made of."""
LONGEST_HEADER = 120
"""Characters; anything longer is no header to be repeated."""
MOST_CELLS = 1_000_000
"""Cells whose shapes are looked at."""
FEWEST_ROWS = 30
IDS = ("pupil_id", "upn")


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a sketched sheet; there may be thousands, each is only equal to itself."""

    place: int
    header: str
    cells: Cells


@dataclass(frozen=True)
class Sketch:
    """What an unknown sheet seems to be.

    Attributes
    ----------
    sheet
        Its name.
    top, deep
        Rows above the header, and rows that make it up.
    columns
        Its columns that have a header of their own, in order.
    twice
        Headers that stand over several columns.
    rows
        The rows below, without footer, blank and uneven ones.
    """

    sheet: str
    top: int
    deep: int
    columns: tuple[Column, ...]
    twice: tuple[str, ...]
    rows: Sequence[Sequence[str]]

    def known(self, words: Mapping[str, Sequence[str]]) -> dict[str, Column]:
        """Find the columns that well-known headers stand over, the likeliest header first."""
        by_header = {fold(column.header): column for column in self.columns}
        found: dict[str, Column] = {}
        for name, headers in words.items():
            for header in headers:
                column = by_header.get(header)
                if column is not None and column not in found.values():
                    found[name] = column
                    break
        return found

    def cells(self, column: Column) -> list[str]:
        """List a column's filled cells."""
        return [row[column.place] for row in self.rows if row[column.place]]

    @property
    def about_the_child(self) -> list[Column]:
        """The columns that say something else of the pupil; what stands there is never shown."""
        return [
            column
            for column in self.columns
            if fold(column.header) in ABOUT_THE_CHILD or fold(column.header) in _EVERY_HEADER
        ]

    @property
    def pupils(self) -> dict[str, Column]:
        """The columns that say who the pupil is; UPNs and year groups by shape as well."""
        found = self.known(PUPIL)
        year = found.get("year_group")
        if year is not None and _are_years(self.cells(year)):
            found.setdefault("academic_year", year)
            del found["year_group"]
        for name, shape in (("upn", "upn"), ("year_group", "year")):
            alike = (each for each in self.columns if each.cells.shape == shape)
            column = next((each for each in alike if each not in found.values()), None)
            if name not in found and column is not None:
                found[name] = column
        return found


def _are_years(cells: Collection[str]) -> bool:
    """Tell 2026 and 2025/26 from year groups."""
    return bool(cells) and all(cell[:2] == "20" and len(cell) >= 4 for cell in cells)


def sketch_of(grid: Grid) -> Sketch | None:
    """Sketch a sheet; None where no row looks like a header.

    Parameters
    ----------
    grid
        The sheet, or its first rows.
    """
    top = _header_of(grid)
    if top is None:
        return None
    cells = grid.cells
    known = [place for place, cell in enumerate(cells[top]) if fold(cell) in _EVERY_HEADER]
    deep = 1
    while top > 0 and deep < MOST_DEEP and _stands_above(grid, top - 1, known):
        top, deep = top - 1, deep + 1
    if deep < MOST_DEEP and _stands_below(cells, top + deep, known):
        deep += 1
    headers = join_headers(cells, grid.merged, top, deep)
    body = [(number, row) for number, row in enumerate(cells[top + deep :]) if any(row)]
    mark = known[0] if known else 0
    body, _ = without_footer(body, 0 if grid.listed else FOOTER_WORDS, mark)
    most = max(FEWEST_ROWS, MOST_CELLS // max(len(headers), 1))
    rows = [row for _, row in body if len(row) == len(headers)][:most]
    folded = [fold(header) for header in headers]
    twice = {header for header, often in Counter(folded).items() if header and often > 1}
    columns = tuple(
        Column(place, header, shape_of([row[place] for row in rows]))
        for place, header in enumerate(headers)
        if header and len(header) <= LONGEST_HEADER and folded[place] not in twice
    )
    first = dict.fromkeys(header for header in headers if fold(header) in twice)
    return Sketch(grid.sheet, top, deep, columns, tuple(first), rows)


_ID_HEADERS = {header for name in IDS for header in PUPIL[name]}
_EVERY_HEADER = {header for headers in PUPIL.values() for header in headers}
_FURTHER = {
    header for words in (LONG, CURRICULUM) for headers in words.values() for header in headers
}


def _header_of(grid: Grid) -> int | None:
    """Find the row with most well-known headers, or the one above the first UPN."""
    if grid.listed:
        return 0 if grid.cells else None
    best, most = None, 0
    for number, row in enumerate(grid.cells[:HEADER_SEARCHED]):
        there = {fold(cell) for cell in row if cell}
        about = len(there & _EVERY_HEADER)
        found = 2 * about + 2 * bool(there & _ID_HEADERS) + len(there & _FURTHER)
        if found > most and found >= 3 and not _is_data(row):
            best, most = number, found
    return _above_upns(grid.cells) if best is None else best


def _is_data(row: Iterable[str]) -> bool:
    return any(UPN.fullmatch(cell) for cell in row)


def _above_upns(cells: Sequence[Sequence[str]]) -> int | None:
    """Find the filled row above the first row with a UPN, if it has a header over it."""
    for number, row in enumerate(cells[:HEADER_SEARCHED]):
        place = next((n for n, cell in enumerate(row) if UPN.fullmatch(cell)), None)
        if place is not None:
            above = [n for n in range(number) if any(cells[n])]
            headed = above and place < len(cells[above[-1]]) and cells[above[-1]][place]
            return above[-1] if headed else None
    return None


def _stands_above(grid: Grid, row: int, known: Sequence[int]) -> bool:
    """Tell a row of headings over several columns from a title."""
    filled = [place for place, cell in enumerate(grid.cells[row]) if cell]
    if not filled or filled[0] == 0 or not set(filled).isdisjoint(known):
        return False
    spans = [first for top, first, _, last in grid.merged if top == row and last > first > 0]
    return len(filled) >= 2 or bool(spans)


def _stands_below(cells: Sequence[Sequence[str]], row: int, known: Sequence[int]) -> bool:
    """Tell a second header row, blank under whatever says who the pupil is, from a pupil."""
    if row + 1 >= len(cells) or not known or not any(cells[row]):
        return False
    under = [cells[row][place] for place in known if place < len(cells[row])]
    below = [cells[row + 1][place] for place in known if place < len(cells[row + 1])]
    return not any(under) and any(below)
