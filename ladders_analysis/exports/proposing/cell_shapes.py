"""What the cells of one column look like: codes, scores, days, UPNs, reading ages or words.

Only shapes are told, and from codes only those words that several rows share, so that nothing
about one child can be shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.proposing.familiar import CODES, UPN

Shape: TypeAlias = Literal["blank", "upn", "date", "age", "year", "code", "score", "words"]

MOST_SHARE = 0.8
"""Share of the filled cells that must look alike."""
MOST_CODES = 15
LONGEST_CODE = 16
ROWS_TO_SHOW = 3
"""Rows that must share a word before it is shown; a known code needs one fewer."""
ROWS_FOR_RANGE = 10
"""Scores there must be before a typical range is told."""
_DATE = re.compile(
    r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{2}|[0-9]{4})|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?"
    r"|[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{2,4}"
)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_AGE = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_CODE = re.compile(r"[0-9]?[A-Z]{0,4}[0-9]?[+=-]{0,2}")
_YEAR = re.compile(r"(?i:(?:Year|Yr|Y) ?[0-9R]|Reception|Nursery)")
_PATTERNS: Mapping[Shape, re.Pattern[str]] = {
    "upn": UPN,
    "date": _DATE,
    "age": _AGE,
    "year": _YEAR,
}
_EITHER_WAY = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|1[0-2])[/.-][0-9]+")


@dataclass(frozen=True)
class Cells:
    """The look of a column.

    Attributes
    ----------
    shape
        What most of its cells are.
    words
        Codes that several rows share, the commonest first.
    typical
        The range in which four of five scores lie, rounded outwards to whole tens.
    """

    shape: Shape
    words: tuple[str, ...] = ()
    typical: tuple[int, int] | None = None


def shape_of(cells: Sequence[str]) -> Cells:
    """Tell what the cells of a column look like.

    Examples
    --------
    >>> shape_of(["EXS", "", "WTS", "EXS", "EXS"])
    Cells(shape='code', words=('EXS',), typical=None)
    >>> shape_of(["01/09/2016", "12/03/2017"]).shape, shape_of(["Ayo", "Lin"]).shape
    ('date', 'words')
    """
    filled = [cell for cell in cells if cell]
    if not filled:
        return Cells("blank")
    count = Counter(filled)
    for shape, pattern in _PATTERNS.items():
        if _share(count, pattern) >= MOST_SHARE:
            return Cells(shape)
    plain = {word: float(word) for word in count if len(word) < 12 and _NUMBER.fullmatch(word)}
    numbers = sorted(plain[cell] for cell in filled if cell in plain)
    if len(numbers) >= MOST_SHARE * len(filled):
        if all(number in range(10) for number in numbers) and len(count) <= MOST_CODES:
            return Cells("code", _shown(count))
        return Cells("score", typical=_typical(numbers))
    return Cells("code", _shown(count)) if _are_codes(count) else Cells("words")


def fit_either_way(cells: Sequence[str]) -> bool:
    """Tell days such as 03/04/2025 that fit day first and month first alike.

    Examples
    --------
    >>> fit_either_way(["03/04/2025", ""]), fit_either_way(["03/04/2025", "13/04/2025"])
    (True, False)
    """
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(_EITHER_WAY.fullmatch(cell[:40]) for cell in filled)


def _share(count: Counter[str], pattern: re.Pattern[str]) -> float:
    alike = sum(often for word, often in count.items() if pattern.fullmatch(word[:40]))
    return alike / count.total()


def _are_codes(count: Counter[str]) -> bool:
    """Tell codes from names: few distinct short ones, shared by several rows or well known."""
    known = sum(often for word, often in count.items() if fold(word) in CODES)
    if known >= MOST_SHARE * count.total():
        return True
    short = all(len(word) <= LONGEST_CODE for word in count)
    return short and len(count) <= MOST_CODES and count.total() >= 3 * len(count)


def _shown(count: Counter[str]) -> tuple[str, ...]:
    """Choose the words that may be shown: codes that several rows share, never a single row's."""
    return tuple(
        word
        for word, often in count.most_common(MOST_CODES)
        if (fold(word) in CODES and often >= ROWS_TO_SHOW - 1)
        or (_CODE.fullmatch(word) and often >= ROWS_TO_SHOW)
    )


def _typical(numbers: Sequence[float]) -> tuple[int, int] | None:
    """Tell where four of five scores lie; of a few pupils, nothing."""
    if len(numbers) < ROWS_FOR_RANGE:
        return None
    tenth = len(numbers) // 10
    low, high = numbers[tenth], numbers[-1 - tenth]
    return int(low // 10 * 10), int(-(-high // 10) * 10)
