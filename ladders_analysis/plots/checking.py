"""What a picture asks of the table it is given.

A plot function computes nothing that a summary should have computed; it says plainly which
columns it needs, and stops when one is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from ladders_analysis.errors import LaddersError


class PictureError(LaddersError):
    """A picture cannot be drawn from what was given."""


def need_columns(frame: pd.DataFrame, columns: Sequence[str], made_by: str) -> None:
    """Stop when a table lacks a column that the picture is drawn from.

    Parameters
    ----------
    frame
        The table.
    columns
        The columns it must have.
    made_by
        The call that makes such a table, for the message.

    Raises
    ------
    PictureError
        Naming the columns that are missing and those that are there.
    """
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        there = ", ".join(str(column) for column in frame.columns) or "none"
        raise PictureError(
            f"The table has no column {', '.join(missing)}. Found: {there}. "
            f"Needed: {', '.join(columns)}. Make it with {made_by}."
        )


def whole(value: Any) -> int:
    """Read a count from a table; what is absent counts as none.

    Parameters
    ----------
    value
        A number or a missing value.

    Returns
    -------
    int
        The count.

    Examples
    --------
    >>> whole(3.0), whole(None)
    (3, 0)
    """
    if value is None or value is pd.NA or value != value:
        return 0
    return round(float(value))
