"""Statements of two curricula that are probably one: equal or nearly equal words, nothing else.

It only ever suggests. A pair is told where each is the other's best, and no other is as good.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

NEAR = 0.8
"""difflib's ratio (0 to 1) from which words that differ are near."""
SHARED = 0.5
"""The share of the longer statement's different words that both must have."""
FEWEST_WORDS = 3
"""Shorter statements must have equal words."""
MOST_CHARACTERS = 2_000
"""Longer statements must have equal words."""
COMPARED = 10
"""The statements with the most words in common that each is compared with."""

_WORD = re.compile(r"\w+")
Score: TypeAlias = tuple[float, bool, bool]


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement as it is compared: school and subject, ladder, year, and its words."""

    within: tuple[str, str]
    ladder: str
    year: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, school: str, subject: str, ladder: str, year: str, text: str) -> Worded:
        """Take a statement apart; case, spaces and punctuation do not matter."""
        return cls(
            (school, " ".join(_WORD.findall(subject.casefold()))),
            " ".join(_WORD.findall(ladder.casefold())),
            year,
            tuple(_WORD.findall(text.casefold())),
        )


def likeness(before: str, after: str) -> float:
    """Say how alike two statements are, from 0 to 1 (equal but for case and punctuation).

    Examples
    --------
    >>> likeness("Counts to ten.", "counts to TEN")
    1.0
    >>> round(likeness("Counts to ten", "Counts to twenty"), 2)
    0.9
    """
    first, second = (Worded.of("", "", "", "", text).words for text in (before, after))
    return _ratio(first, second)


def _ratio(first: Sequence[str], second: Sequence[str]) -> float:
    if first == second:
        return 1.0
    texts = " ".join(first), " ".join(second)
    return SequenceMatcher(None, *texts, autojunk=False).ratio()


def probable_pairs(
    before: Sequence[Worded], after: Sequence[Worded]
) -> list[tuple[int, int, float]]:
    """Pair statements that went with statements that came, where their words all but agree.

    Parameters
    ----------
    before, after
        The statements that only the older, and only the newer curriculum has.

    Returns
    -------
    list
        Position in `before`, position in `after`, and the likeness; in the order of `before`.

    Notes
    -----
    Only statements of one school and subject are compared. Equal words make a likeness of 1. Else
    at least half of the longer statement's words must be in both, their figures must be the same
    ("within 10" is not "within 20"), and difflib's ratio must be 0.8 or more. Of equally alike
    ones the same ladder decides, then the same year. A pair is told where each is the other's only
    best.
    """
    scores: dict[tuple[int, int], Score] = {}
    for old, new in _candidates(before, after):
        mine, other = before[old], after[new]
        ratio = _ratio(mine.words, other.words)
        if ratio >= NEAR and _figures(mine) == _figures(other):
            scores[old, new] = (ratio, mine.ladder == other.ladder, mine.year == other.year)
    forwards = _only_best(scores)
    backwards = _only_best({(new, old): score for (old, new), score in scores.items()})
    return [
        (old, new, scores[old, new][0])
        for old, new in sorted(forwards.items())
        if backwards.get(new) == old
    ]


def _candidates(before: Sequence[Worded], after: Sequence[Worded]) -> Iterator[tuple[int, int]]:
    """Give the pairs worth comparing: equal words, or the most words in common."""
    equal: dict[tuple[object, ...], list[int]] = {}
    holding: dict[tuple[object, ...], list[int]] = {}
    for new, statement in enumerate(after):
        equal.setdefault((statement.within, statement.words), []).append(new)
        for word in set(statement.words) if _may_be_near(statement) else ():
            holding.setdefault((statement.within, word), []).append(new)
    for old, statement in enumerate(before):
        if not statement.words:
            continue
        same = equal.get((statement.within, statement.words), [])
        yield from ((old, new) for new in same)
        if same or not _may_be_near(statement):
            continue
        words = set(statement.words)
        shared: Counter[int] = Counter()
        for word in words:
            shared.update(holding.get((statement.within, word), ()))
        for new, common in shared.most_common(COMPARED):
            if common >= SHARED * max(len(words), len(set(after[new].words))):
                yield old, new


def _may_be_near(statement: Worded) -> bool:
    long = sum(map(len, statement.words)) > MOST_CHARACTERS
    return len(statement.words) >= FEWEST_WORDS and not long


def _figures(statement: Worded) -> list[str]:
    return [word for word in statement.words if any(sign.isdigit() for sign in word)]


def _only_best(scores: Mapping[tuple[int, int], Score]) -> dict[int, int]:
    """Find for each first number the second with the best score, if only one has it."""
    best: dict[int, Score] = {}
    for (first, _), score in scores.items():
        best[first] = max(best.get(first, score), score)
    having: dict[int, list[int]] = {}
    for (first, second), score in scores.items():
        if score == best[first]:
            having.setdefault(first, []).append(second)
    return {first: found[0] for first, found in having.items() if len(found) == 1}
