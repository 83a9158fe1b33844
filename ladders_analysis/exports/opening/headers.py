"""Which rows of a sheet are titles, headers, pupils and footer, and what each column is headed.

Every reader of marksheets finds the header in the same way, and so does the proposal of a column
map, so that a map proposed for a file is a map that reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

FOOTER_WORDS = ("total", "totals", "grand total", "average", "averages", "mean", "count")
HEADER_SEARCHED = 40
"""Rows in which the header is looked for."""

Row: TypeAlias = tuple[int, list[str]]
Merged: TypeAlias = tuple[int, int, int, int]
"""`(first row, first column, last row, last column)` of a merged range [0-based]."""
Parted: TypeAlias = tuple[list[Row], list[Row]]


def fold(text: str) -> str:
    r"""Fold case and spaces, so that headers and codes match as people read them.

    Examples
    --------
    >>> fold("  Adm\u00a0No ")
    'adm no'
    """
    return " ".join(text.split()).casefold()


def find_header(
    cells: Sequence[Sequence[str]],
    merged: Sequence[Merged],
    deep: int,
    landmarks: Collection[str],
    expected: Collection[str] = (),
) -> int | None:
    """Return the position of the first header row, None where there is none.

    Parameters
    ----------
    cells, merged
        The sheet.
    deep
        How many rows make up the header.
    landmarks
        Headers of which one must stand there.
    expected
        Further headers; where several rows could be the header, most of them are in the right one.
    """
    marks, further = ({fold(header) for header in headers} for headers in (landmarks, expected))
    candidates = []
    for top in range(min(len(cells), HEADER_SEARCHED)):
        headers = {fold(header) for header in join_headers(cells, merged, top, deep)}
        if not marks.isdisjoint(headers):
            candidates.append((len(further & headers), any(cells[top]), -top))
    return -max(candidates)[2] if candidates else None


def join_headers(
    cells: Sequence[Sequence[str]], merged: Sequence[Merged], top: int, deep: int
) -> list[str]:
    """Join the header rows, a heading above several columns standing over each of them.

    Examples
    --------
    >>> join_headers([["", "Reading", ""], ["UPN", "Autumn", "Spring"]], (), 0, 2)
    ['UPN', 'Reading Autumn', 'Reading Spring']
    """
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


def without_footer(body: Sequence[Row], footer: int | tuple[str, ...], mark: int) -> Parted:
    """Part the pupils from footer rows, which begin with a footer word and name no pupil.

    Parameters
    ----------
    body
        Filled rows below the header.
    footer
        Footer words, or the number of rows at the foot.
    mark
        The column that names the pupil.
    """
    if isinstance(footer, int):
        split = max(len(body) - footer, 0)
        return list(body[:split]), list(body[split:])
    words = {fold(word) for word in footer}
    kept: list[Row] = []
    passed: list[Row] = []
    for number, row in body:
        first = fold(next(cell for cell in row if cell)).rstrip(":")
        under = fold(row[mark]).rstrip(":") if mark < len(row) else ""
        at_foot = first in words and (not under or under in words)
        (passed if at_foot else kept).append((number, row))
    return kept, passed
