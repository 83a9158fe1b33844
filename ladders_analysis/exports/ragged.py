"""Rows that are wider or narrower than their header: refused by number, the others kept."""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.report import Problem


def ragged_problems(
    file: str, ragged: Sequence[tuple[int, int]], width: int, sheet: str = ""
) -> list[Problem]:
    """Say which rows are of another width than the header.

    Examples
    --------
    >>> ragged_problems("pupils.csv", [(4, 2)], 3)[0].rule
    'too few cells'
    """
    return [
        Problem(
            file,
            "too few cells" if found < width else "too many cells",
            "refused",
            f"the header has {width} cells, this row {found}; a comma in a cell needs quotes",
            sheet,
            row,
        )
        for row, found in ragged
    ]
