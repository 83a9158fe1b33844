"""The marks of made-up pupils, so that many stand exactly on a line, one below it or one above.

What is due, and where the lines are, is asked of the school itself, whatever its policy says. So
a made-up school lies close to its own lines, and not to somebody else's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ladders_analysis.grid import Codes, Floats, Integers, Mask
from ladders_analysis.policy import TOLERANCE, Scale
from ladders_analysis.snapshot import Snapshot

STARTS = ("none", "some", "below", "on the line", "above", "all")
ENDS = (
    "as before",
    "a tenth more",
    "nearly a tenth more",
    "below",
    "on the line",
    "above",
    "all",
    "some",
)
DEPTHS = ("none", "below", "on the line", "above", "all")
CLOSED = (0.0, 1 / 3, 1 / 2, 2 / 3, 1.0)
"""How much of the gaps handed over is closed; every other pupil stays just short of it."""
EARLY, EVERY_TENTH = 9, 10
"""Every tenth pupil is ahead of the year: all of it known deeply at the start, nothing after."""


@dataclass(frozen=True, eq=False)
class _Pupil:
    """One made-up pupil in one subject, and the chance that they are drawn with."""

    scale: Scale
    weights: Floats
    key: Mask
    number: int
    missing: float
    rng: np.random.Generator

    @property
    def secure(self) -> int:
        """The code of what is secure [1 is the worst]."""
        return self.scale.secure_index + 1

    @property
    def top(self) -> int:
        """The best code."""
        return len(self.scale.codes)

    def low(self, size: int) -> Integers:
        """Draw codes that are not secure."""
        return self.rng.integers(1, self.secure, size)

    def likely(self, size: int, probability: float) -> Mask:
        """Draw which of so many happen."""
        return np.asarray(self.rng.random(size) < probability)

    def in_order(self, among: Integers, known: Mask) -> Integers:
        """Order statements by which is secure first: what is known, key ones, then by chance."""
        first = self.rng.random(len(among))
        first -= 2.0 * (known[among] & (self.number % 3 != 0))
        first -= 1.0 * (self.key[among] & (self.number % 2 == 0))
        return among[np.argsort(first)]

    def how_many(self, ordered: Integers, kind: str, line: float, before: float = 0.0) -> int:
        """Count how many statements, in order, make a share of their weight."""
        reached = np.cumsum(self.weights[ordered])

        def reaching(share: float) -> int:
            wanted = share * float(reached[-1]) - TOLERANCE
            return int(np.searchsorted(reached, wanted)) + 1 if share > TOLERANCE else 0

        at = reaching(line)
        number = {
            "none": 0,
            "some": at // 2,
            "below": at - 1,
            "on the line": at,
            "above": at + 1,
            "all": len(ordered),
            "as before": reaching(before),
            "a tenth more": reaching(before + 0.1),
            "nearly a tenth more": reaching(before + 0.1) - 1,
        }[kind]
        return min(max(number, 0), len(ordered))

    def judged(self, ordered: Integers, number: int, deep: float, kind: str) -> Integers:
        """Give the codes of statements in order: so many secure, of those so many deeper."""
        codes = self.low(len(ordered))
        codes[:number] = self.secure
        if self.scale.deeper_index is not None:
            codes[: min(self.how_many(ordered, kind, deep), number)] = self.scale.deeper_index + 1
        return codes


def marks_near_lines(
    start: Snapshot, end: Snapshot, rng: np.random.Generator, missing: float = 0.0
) -> tuple[Codes, Codes]:
    """Mark a school's pupils so that many are close to its lines at both points.

    Parameters
    ----------
    start, end
        The school without any judgement, at both points.
    rng
        The source of chance.
    missing
        How much of every second pupil's marks is missing; of every eighth a little always is
        [share 0–1].

    Returns
    -------
    ndarray, ndarray
        The codes given by the start, and those given between the start and the end, pupils ×
        statements; 0 where nobody judged.
    """
    grid, scale = start.grid, start.settings.scale
    before, after = (np.zeros(grid.shape, np.uint8) for _ in range(2))
    if scale is None:
        return before, after
    key = grid.plan.key
    weights = grid.table["weight"].to_numpy(np.float64)
    lines = _lines(start), _lines(end)
    for subject in range(len(grid.subjects)):
        across = np.flatnonzero(grid.subject_of == subject)
        if not len(across):
            continue
        for down in range(grid.shape[0]):
            blank = missing if down % 2 else (0.15 if down % 8 == 6 else 0.0)
            pupil = _Pupil(scale, weights[across], key[across], down, blank, rng)
            due = start.expected.due[down, across], end.expected.due[down, across]
            if not (due[0].any() and due[1].any()):
                continue
            kinds = _kinds(down, subject)
            at = [tuple(each[down, subject] for each in pair) for pair in lines]
            first = _at_start(pupil, due, at[0], kinds)
            before[down, across] = first
            after[down, across] = _at_end(pupil, due, first, at, kinds)
    return before, after


def _lines(snapshot: Snapshot) -> tuple[Floats, Floats]:
    return snapshot.rules.shares("secure_share"), snapshot.rules.shares("deeper_share")


def _kinds(number: int, subject: int) -> tuple[str, str, str, str]:
    """Deal out where a pupil stands: every start meets every end, another one in each subject."""
    place = number * 5 + subject * 23
    start, end = divmod(place % (len(STARTS) * len(ENDS)), len(ENDS))
    depths = (DEPTHS[(number + subject) % 5], DEPTHS[(number // 5 + 2 * subject) % 5])
    return STARTS[start], ENDS[end], *depths


def _at_start(
    pupil: _Pupil, due: tuple[Mask, Mask], lines: tuple[Any, ...], kinds: tuple[str, str, str, str]
) -> Integers:
    """Give one pupil's codes in one subject by the start."""
    codes = np.zeros(len(due[0]), np.int64)
    if pupil.number % EVERY_TENTH == EARLY:
        codes[due[0] | due[1]] = pupil.top
        return codes
    elsewhere = np.flatnonzero(~due[0])
    codes[elsewhere] = pupil.rng.integers(1, pupil.top + 1, len(elsewhere))
    codes[elsewhere[~pupil.likely(len(elsewhere), 0.25)]] = 0
    ordered = pupil.in_order(np.flatnonzero(due[0]), np.zeros(len(codes), bool))
    number = pupil.how_many(ordered, kinds[0], lines[0])
    codes[ordered] = pupil.judged(ordered, number, lines[1], kinds[2])
    codes[pupil.likely(len(codes), pupil.missing)] = 0
    return codes


def _at_end(
    pupil: _Pupil,
    due: tuple[Mask, Mask],
    first: Integers,
    lines: list[tuple[Any, ...]],
    kinds: tuple[str, str, str, str],
) -> Integers:
    """Give one pupil's codes in one subject between the start and the end."""
    codes = np.zeros(len(first), np.int64)
    if pupil.number % EVERY_TENTH == EARLY:
        return codes
    known = first >= pupil.secure
    whole = pupil.weights[due[0]].sum()
    before = float(pupil.weights[due[0] & known].sum() / whole)
    ordered = pupil.in_order(np.flatnonzero(due[1]), known)
    number = pupil.how_many(ordered, kinds[1], lines[1][0], before)
    wanted = pupil.judged(ordered, number, lines[1][1], kinds[3])
    # What stands already is not always judged again.
    settled = (first[ordered] > 0) & ((first[ordered] >= pupil.secure) == (wanted >= pupil.secure))
    settled &= (first[ordered] == wanted) | (wanted < pupil.secure)
    codes[ordered] = np.where(settled & pupil.likely(len(ordered), 0.5), 0, wanted)
    codes[pupil.likely(len(codes), pupil.missing) & (first == 0)] = 0
    handed_over = due[0] & ~due[1]
    _close_gaps(pupil, codes, np.flatnonzero(handed_over & ~known))
    again = np.flatnonzero(handed_over & known)
    seen = again[pupil.likely(len(again), 0.5)]
    deeper = pupil.top if pupil.scale.deeper_index is not None else pupil.secure
    still = np.where(pupil.likely(len(seen), 0.4), deeper, first[seen])
    codes[seen] = np.where(pupil.likely(len(seen), 0.15), pupil.low(len(seen)), still)
    return codes


def _close_gaps(pupil: _Pupil, codes: Integers, gaps: Integers) -> None:
    """Close as many of the gaps handed over as make a third, a half or two thirds, or one fewer."""
    if len(gaps):
        ordered = pupil.in_order(gaps, np.zeros(len(codes), bool))
        share = CLOSED[pupil.number % len(CLOSED)]
        kind = ("on the line", "below")[pupil.number // len(CLOSED) % 2]
        codes[ordered[: pupil.how_many(ordered, kind, share)]] = pupil.secure
