"""Text that begins like a formula, held as text in a CSV and read back as what it was.

A spreadsheet runs a cell that begins with = + - or @. Names and notes come from people, so an
apostrophe is put before such text; the toolkit's own reader takes exactly that apostrophe off
again, so that a table written and read is the same table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_SIGNS = "[=+@\\-\t\r\n＝＋－＠]"
_LIKE_A_FORMULA = re.compile(f"'*{_SIGNS}")
"""Any number of apostrophes may stand before the sign: each writing adds one."""
_HELD = re.compile(f"'{_SIGNS}")


def held_as_text(word: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Parameters
    ----------
    word
        Any text.

    Returns
    -------
    str

    Examples
    --------
    >>> held_as_text("=1+1"), held_as_text("'=1+1"), held_as_text("O'Brien"), held_as_text("'tis")
    ("'=1+1", "''=1+1", "O'Brien", "'tis")
    """
    return f"'{word}" if _LIKE_A_FORMULA.match(word) else word


def as_meant(word: str) -> str:
    """Take off the apostrophe that `held_as_text` puts on.

    Parameters
    ----------
    word
        A cell of a CSV.

    Returns
    -------
    str
        The text itself; one that no apostrophe was put on is given back as it is.

    Examples
    --------
    >>> as_meant("'=1+1"), as_meant("''=1+1"), as_meant("'tis"), as_meant("=1+1")
    ('=1+1', "'=1+1", "'tis", '=1+1')
    """
    return word[1:] if word.startswith("'") and _LIKE_A_FORMULA.match(word) else word


def holds_any(text: str) -> bool:
    """Say whether a whole file may hold such an apostrophe, before its cells are looked at."""
    return _HELD.search(text) is not None


def column_as_meant(column: pd.Series) -> pd.Series:
    """Take the apostrophes off a column of text categories.

    Parameters
    ----------
    column
        Categorical text, blanks missing or empty.

    Returns
    -------
    Series
        The same where there is nothing to take off.
    """
    import numpy as np
    import pandas as pd

    words = [str(word) for word in column.cat.categories]
    meant = [as_meant(word) for word in words]
    if meant == words:
        return column
    place = {word: number for number, word in enumerate(dict.fromkeys(meant))}
    renumber = np.array([*(place[word] for word in meant), -1], dtype=np.int64)
    codes = renumber[column.cat.codes.to_numpy()]
    categories = pd.Index(list(place), dtype="str")
    return pd.Series(pd.Categorical.from_codes(codes, categories=categories), index=column.index)
