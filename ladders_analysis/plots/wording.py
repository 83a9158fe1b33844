"""Groups and labels as a British school would write them; the numbers are in `english`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

_PLAIN_COLUMNS = frozenset({"cohort_label", "subject", "school_id", "class_name", "ladder", "row"})
"""Columns whose values speak for themselves; a "row" is named in words already."""
_YEAR_GROUPS = {"0": "Reception"} | {str(year): f"Year {year}" for year in range(1, 7)}
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")


def value_in_words(column: str, value: Any) -> str:
    """Say what a row stands for.

    Parameters
    ----------
    column
        The column that the summary was made by.
    value
        Its value in this row.

    Returns
    -------
    str
        The value alone where it speaks for itself, else with the column's name before it.

    Examples
    --------
    >>> value_in_words("cohort_label", "Year 4 (2025–26)")
    'Year 4 (2025–26)'
    >>> value_in_words("summer_born", True), value_in_words("year_group", 3)
    ('summer born: yes', 'Year 3')
    """
    if value is None or bool(pd.isna(value)):
        said = "not recorded"
    elif isinstance(value, bool) or type(value).__name__ == "bool":
        said = "yes" if value else "no"
    else:
        said = str(value)
    if column in _PLAIN_COLUMNS:
        return said
    if column == "year_group" and said in _YEAR_GROUPS:
        return _YEAR_GROUPS[said]
    if column == "cohort":
        return f"leaving {said}"
    return f"{column.removeprefix('group_').replace('_', ' ')}: {said}"


def shared_ending(labels: Sequence[str]) -> str:
    """Find the bracketed year that all labels end with.

    Parameters
    ----------
    labels
        Such as ``"Year 3 (2025–26)"``.

    Returns
    -------
    str
        The shared words in brackets, or nothing.

    Examples
    --------
    >>> shared_ending(["Year 3 (2025–26)", "Year 4 (2025–26)"])
    '2025–26'
    """
    found = {match.group(1) if (match := _IN_BRACKETS.search(label)) else "" for label in labels}
    return found.pop() if len(found) == 1 else ""


def without_ending(label: str) -> str:
    """Leave out the bracketed year that a label ends with.

    Parameters
    ----------
    label
        Such as ``"Year 3 (2025–26)"``.

    Returns
    -------
    str
        The label without it.

    Examples
    --------
    >>> without_ending("Year 3 (2025–26)")
    'Year 3'
    """
    return _IN_BRACKETS.sub("", label) or label
