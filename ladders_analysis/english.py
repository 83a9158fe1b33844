"""Numbers, lists and subjects as a British school would write them in a sentence.

A share is never printed without the count it comes from; these helpers only set the words, the
numbers are the summary's.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

_KEEP_CAPITAL = frozenset(
    "Arabic Bengali English French German Greek Hebrew Italian Latin Mandarin Polish Portuguese "
    "Punjabi Spanish Urdu Welsh".split()
)


_INNER_MARKS = str.maketrans("“”", "‘’")


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


def in_a_sentence(subject: str) -> str:
    """Write a subject as it stands inside a sentence.

    Examples
    --------
    >>> in_a_sentence("Maths"), in_a_sentence("English grammar"), in_a_sentence("PE")
    ('maths', 'English grammar', 'PE')
    """
    first = subject.partition(" ")[0]
    if first in _KEEP_CAPITAL or first[1:2].isupper():
        return subject
    return subject[:1].lower() + subject[1:]


def quoted(text: str) -> str:
    """Put words in quotation marks; marks that they hold themselves become single ones.

    Examples
    --------
    >>> quoted("Reads words such as “people” and “water”")
    '“Reads words such as ‘people’ and ‘water’”'
    """
    return f"“{text.translate(_INNER_MARKS)}”"


def spoken_day(day: dt.date) -> str:
    """Write a day as people in England do.

    Examples
    --------
    >>> spoken_day(dt.date(2026, 3, 7))
    '7 March 2026'
    """
    return f"{day.day} {day:%B %Y}"
