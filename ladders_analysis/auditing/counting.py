"""Counting what a check did to a definition's outcomes, pupil by pupil and subject by subject.

Outcomes without a rank count as changed, never as better or worse. A pupil on whom the definition
cannot speak refutes nothing, and is not counted as tried.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ladders_analysis.auditing.asking import Answered, Ground, marked, same_answer, up_at_both
from ladders_analysis.auditing.checks import Rule
from ladders_analysis.experiments.changed import Changed
from ladders_analysis.grid import Mask


@dataclass(frozen=True, eq=False)
class Seen:
    """What one experiment did to the outcomes of one ground.

    Attributes
    ----------
    tried
        Rows that could have counted against the definition.
    changed, better, worse, failing
        Rows whose outcome changed, got better, got worse, and that count against it.
    """

    tried: Mask
    changed: Mask
    better: Mask
    worse: Mask
    failing: Mask

    def with_more(self, other: Seen) -> Seen:
        """Count a row wherever either of two experiments of one check found it."""
        return Seen(*(getattr(self, name) | getattr(other, name) for name in _PARTS))


_PARTS = ("tried", "changed", "better", "worse", "failing")


def compared(rule: Rule, before: Answered, after: Answered, touched: Mask) -> Seen:
    """Compare the outcomes before and after an experiment.

    Parameters
    ----------
    rule
        What counts against the definition.
    before, after
        Its answers, about the same rows in the same order.
    touched
        Rows whose records the experiment changed.
    """
    changed = before.places != after.places
    both = before.ranked & after.ranked
    better, worse = both & (after.places > before.places), both & (after.places < before.places)
    rated = before.ranked | after.ranked
    against = {
        "no outcome gets worse": worse,
        "no outcome gets better": better,
        "reported": np.zeros(len(changed), bool),
    }
    failing = against.get(rule, changed)
    return Seen((touched & rated) | failing, changed, better, worse, failing)


def twice(first: Answered, second: Answered) -> Seen:
    """Compare two answers to one question."""
    differ = ~same_answer(first, second)
    both = compared("no outcome changes", first, second, first.ranked)
    return Seen(both.tried | differ, both.changed, both.better, both.worse, differ)


def at_the_top(favourable: tuple[str, ...], ground: Ground, answer: Answered) -> Seen:
    """Look for pupils who are up at both points, and whose outcome is not favourable."""
    top = up_at_both(ground, answer.table.index) & answer.ranked
    good = answer.table["outcome"].isin(list(favourable)).to_numpy(bool)
    return replace(nothing_against(answer), tried=top, failing=top & ~good)


def nothing_against(answer: Answered) -> Seen:
    """Count the ranked rows of an answer as tried, none of them against the definition."""
    none = np.zeros(len(answer.ranked), bool)
    return Seen(answer.ranked, none, none, none, none)


def touched(ground: Ground, changed: Changed, rows: pd.Index) -> Mask:
    """Mark the rows whose records an experiment changed.

    Notes
    -----
    Where the experiment only changed which codes count, those whose codes differ; else all.
    """
    pairs = ((ground.start, changed.start), (ground.end, changed.end))
    if any(was.of_school is not now.of_school for was, now in pairs):
        return np.ones(len(rows), bool)
    differs = np.any([was.counted != now.counted for was, now in pairs], axis=0)
    return marked(ground.end.grid.tally(differs) > 0, ground.end, rows)


@dataclass(frozen=True)
class Figures:
    """The favourable and the ranked of the cohort at hand, as recorded or under an experiment.

    Attributes
    ----------
    favourable, ranked
        Pupils × subjects with a favourable outcome, and with a ranked one.
    of
        Pupils × subjects in scope at both points.
    changed
        Those whose outcome is another than as recorded.
    """

    favourable: int = 0
    ranked: int = 0
    of: int = 0
    changed: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Add the figures of another school."""
        mine, theirs = vars(self), vars(other)
        return Figures(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def share(self) -> float:
        """The favourable as a share of the ranked, NaN where nobody is ranked."""
        return self.favourable / self.ranked if self.ranked else float("nan")


def figures(favourable: tuple[str, ...], answer: Answered, changed: int = 0) -> Figures:
    """Count the favourable and the ranked of an answer."""
    good = answer.table["outcome"].isin(list(favourable))
    return Figures(int(good.sum()), int(answer.ranked.sum()), len(answer.table), changed)


@dataclass(eq=False)
class Count:
    """What one check found about one definition, as the audit goes on.

    Attributes
    ----------
    grounds
        Place of the ground -> what was seen there, all experiments together.
    draws
        Place of the experiment -> the figures of the cohort at hand under it.
    first
        Experiment and ground in which each failing row was seen first, with the row.
    broken
        What the definition broke, and where.
    """

    grounds: dict[int, Seen] = field(default_factory=dict)
    draws: dict[int, Figures] = field(default_factory=dict)
    first: list[tuple[int, int, int]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def note(self, run: int, ground: int, found: Seen) -> None:
        """Add what one experiment did on one ground."""
        held = self.grounds.get(ground)
        known = held.failing if held else found.failing & False
        new = np.flatnonzero(found.failing & ~known)
        self.first += [(run, ground, int(row)) for row in new]
        self.grounds[ground] = held.with_more(found) if held else found

    def total(self, name: str, among: set[int] | None = None) -> int:
        """Add up rows over the grounds, or over some of them."""
        return sum(
            int(getattr(found, name).sum())
            for ground, found in self.grounds.items()
            if among is None or ground in among
        )
