"""Where two sets of cells differ: words exactly, numbers to a billionth, blanks with blanks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from .twin import Cells

ATTAINMENT_COLUMNS = (
    *("attainment", "basis", "secure", "due", "assessed"),
    *("by_statements", "by_teacher", "by_score"),
)
PROGRESS_COLUMNS = ("outcome", "value", "numerator", "denominator")
TOLERANCE = 1e-9


def differences(
    where: str, ours: Mapping[tuple[str, str], Any], theirs: Cells, columns: Sequence[str]
) -> list[str]:
    """Say every cell in which the toolkit and the twin differ."""
    said = [f"{where} {cell}: only in the toolkit" for cell in ours.keys() - theirs.keys()]
    said += [f"{where} {cell}: only in the twin" for cell in theirs.keys() - ours.keys()]
    for cell in sorted(ours.keys() & theirs.keys()):
        for column in columns:
            mine, other = ours[cell][column], theirs[cell][column]
            if not same(mine, other):
                said.append(f"{where} {cell} {column}: toolkit {mine!r}, twin {other!r}")
    return said


def same(one: Any, other: Any) -> bool:
    """Tell whether two cells agree: words exactly, numbers to 1e-9, blanks with blanks."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one)) and bool(pd.isna(other))
    return math.isclose(float(one), float(other), rel_tol=0, abs_tol=TOLERANCE)
