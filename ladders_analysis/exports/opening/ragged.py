"""Rows that are wider or narrower than their header: refused by number, the others kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ladders_analysis.exports.finding import MOST_PLACES
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
    named = [
        Problem(
            file,
            _rule(found, width),
            "refused",
            f"the header has {width} cells, this row {found}; a comma in a cell needs quotes",
            sheet,
            row,
        )
        for row, found in ragged[:MOST_PLACES]
    ]
    counted = Counter(_rule(found, width) for _, found in ragged[MOST_PLACES:])
    remedy = f"the header has {width} cells; a comma in a cell needs quotes"
    return named + [
        Problem(file, rule, "refused", remedy, sheet, count=count)
        for rule, count in counted.items()
    ]


def _rule(found: int, width: int) -> str:
    return "too few cells" if found < width else "too many cells"
