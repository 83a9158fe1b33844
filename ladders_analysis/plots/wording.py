"""Numbers and lists as a British school would write them.

A share is never printed without the count it comes from; these helpers only set the words, the
numbers are the summary's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

import pandas as pd

_PLAIN_COLUMNS = frozenset({"cohort_label", "subject", "school_id", "class_name", "ladder"})
_YEAR_GROUPS = {"0": "Reception"} | {str(year): f"Year {year}" for year in range(1, 7)}
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")


def count(number: float) -> str:
    """Write a whole number with its thousands set off.

    Parameters
    ----------
    number
        The number.

    Returns
    -------
    str
        Such as ``"1,204"``.

    Examples
    --------
    >>> count(1204)
    '1,204'
    """
    return f"{int(number):,}"


def percent(share: float) -> str:
    """Write a share as a whole percentage that never rounds to nobody or everybody.

    Parameters
    ----------
    share
        The share [0-1].

    Returns
    -------
    str
        Such as ``"48%"``; ``"under 1%"`` and ``"over 99%"`` at the ends.

    Examples
    --------
    >>> percent(14 / 29), percent(0.001), percent(0.999), percent(1.0)
    ('48%', 'under 1%', 'over 99%', '100%')
    """
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{math.floor(100 * share + 0.5 + 1e-9)}%"


def some(number: float, one: str, many: str) -> str:
    """Write a number with its noun.

    Parameters
    ----------
    number
        How many.
    one, many
        The noun for one and for several.

    Returns
    -------
    str
        Such as ``"1 pupil"``.

    Examples
    --------
    >>> some(1, "pupil", "pupils"), some(0, "pupil", "pupils")
    ('1 pupil', '0 pupils')
    """
    return f"{count(number)} {one if int(number) == 1 else many}"


def listing(parts: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does.

    Parameters
    ----------
    parts
        The words.
    last
        What stands before the last one.

    Returns
    -------
    str
        Such as ``"reading, writing and maths"``.

    Examples
    --------
    >>> listing(["reading", "writing", "maths"])
    'reading, writing and maths'
    """
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def value_in_words(column: str, value: object) -> str:
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
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
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
