"""Finding the smallest example: one pupil, one subject, and no statement that is not needed.

A definition that fails is best argued with by one example that a teacher can follow. The failing
pupil with the least evidence is taken by themselves, and statements and judgements are taken away
for as long as the definition still fails.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd

from ladders_analysis.auditing.asking import Answered, Broken, Ground, ask, ask_changed
from ladders_analysis.auditing.checks import CEILING, TWICE, Check
from ladders_analysis.auditing.counting import Seen, at_the_top, compared, touched, twice
from ladders_analysis.auditing.running import made
from ladders_analysis.auditing.smaller_schools import (
    one_subject,
    only_judgements,
    only_statements,
)
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.experiments.changed import Changed
from ladders_analysis.one_school import OneSchool
from ladders_analysis.policy import PLACED
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import both_taken

Item = TypeVar("Item")
CHANCES = 4
"""With how many throws of the dice an experiment is tried on one pupil alone."""


@dataclass
class Budget:
    """How much may be spent on making an example smaller.

    Attributes
    ----------
    runs
        How often a definition may still be asked.
    seconds
        How long it may take in all: a safeguard, because the same audit is to come out the same
        on a slow machine.
    """

    runs: int = 60
    seconds: float = 60.0
    _until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        """Start the clock."""
        self._until = time.monotonic() + self.seconds

    def left(self) -> bool:
        """Say whether anything is left."""
        return self.runs > 0 and time.monotonic() < self._until


@dataclass(frozen=True, eq=False)
class Suspect:
    """A pupil and subject on which a definition fails a check.

    Attributes
    ----------
    found, seconds
        The definition, and how long it may take.
    check, run
        The check and the place of its experiment.
    pupil, subject
        Whose outcome counts against it.
    """

    found: Definition
    seconds: float
    check: Check
    run: int
    pupil: str
    subject: str


class Rated(NamedTuple):
    """An outcome, and the definition's own reason."""

    outcome: str
    because: str


@dataclass(frozen=True, eq=False)
class Shown:
    """A failing pupil × subject, before and after the experiment.

    Attributes
    ----------
    start, end
        The snapshots as they are.
    changed
        The snapshots under the experiment.
    before, after
        The definition's two answers.
    clear
        How clear an example it makes: one for both outcomes having a rank, and one for the pupil
        being placed by the school's policy at both points.
    """

    start: Snapshot
    end: Snapshot
    changed: Changed
    before: Rated
    after: Rated
    clear: int


def shown(
    suspect: Suspect, start: Snapshot, end: Snapshot, rng: np.random.Generator
) -> Shown | None:
    """Ask whether a definition fails for the suspect on two snapshots; None where it does not."""
    found, check, ground = suspect.found, suspect.check, Ground("", start, end, True)
    before = ask(found, start, end, suspect.seconds, watched=False)
    key = (suspect.pupil, suspect.subject)
    if isinstance(before, Broken) or key not in before.table.index:
        return None
    changed = Changed(start, end)
    if check is CEILING:
        after, seen = before, at_the_top(found.about.favourable, ground, before)
    else:
        experiment = made(check, suspect.run, ground, rng) if check.runs else changed
        if experiment is None:
            return None
        changed = experiment
        asked = ask_changed(found, changed, before, suspect.seconds)
        if isinstance(asked, Broken):
            return None
        after, seen = asked, _seen(check, ground, changed, before, asked)
    row = int(before.table.index.get_indexer(pd.MultiIndex.from_tuples([key]))[0])
    if not seen.failing[row]:
        return None
    clear = int(before.ranked[row] and after.ranked[row]) + _placed(suspect, start, end)
    return Shown(start, end, changed, _rated(before, row), _rated(after, row), clear)


def _rated(answer: Answered, row: int) -> Rated:
    said = answer.table.iloc[[row]]
    return Rated(str(said["outcome"].item()), str(said["because"].item()))


def _placed(suspect: Suspect, start: Snapshot, end: Snapshot) -> int:
    """Say whether the school's policy places the suspect at both points."""
    placed = start.stands(*PLACED) & end.stands(*PLACED)
    return int(placed[suspect.subject].loc[[suspect.pupil]].all())


def _seen(
    check: Check, ground: Ground, changed: Changed, before: Answered, after: Answered
) -> Seen:
    if check is TWICE:
        return twice(before, after)
    return compared(check.rule, before, after, touched(ground, changed, before.table.index))


@dataclass(frozen=True, eq=False)
class Smallest:
    """The smallest example found.

    Attributes
    ----------
    shown
        The failing pupil × subject.
    others
        How many other pupils it takes.
    """

    shown: Shown
    others: int


def smallest(
    suspect: Suspect, ground: Ground, first: np.random.Generator, budget: Budget
) -> Smallest | None:
    """Make a failing example as small as the budget allows.

    Parameters
    ----------
    suspect
        The pupil and subject that fail.
    ground
        Where they fail.
    first
        The source of chance with which they failed there.
    budget
        How much may be spent.

    Returns
    -------
    Smallest or None
        None where it does not fail again, as with a definition that answers at random.
    """
    start, end = ground.start, ground.end
    whole = start.of_school
    alone = one_subject(whole, [suspect.pupil], suspect.subject)
    search = _Search(suspect, start, end, budget)
    if search.fails(alone, range(CHANCES)):
        search.shrink(alone)
        return Smallest(search.held, 0)
    known = shown(suspect, start, end, first)
    if known is None:
        return None
    search = _Search(suspect, start, end, budget, known.clear)
    others = [pupil for pupil in whole.grid.pupils if pupil != suspect.pupil]
    among = one_subject(whole, [suspect.pupil, *others], suspect.subject)
    if not search.fails(among, range(CHANCES)):
        return Smallest(known, len(others))
    others = search.fewest(
        others, lambda kept: one_subject(whole, [suspect.pupil, *kept], suspect.subject)
    )
    return Smallest(search.held, len(others))


class _Search:
    """The search for a smaller school in which the suspect still fails."""

    def __init__(
        self,
        suspect: Suspect,
        start: Snapshot,
        end: Snapshot,
        budget: Budget,
        clear: int = 0,
    ) -> None:
        self.suspect, self.start, self.end, self.budget = suspect, start, end, budget
        self.clear, self.chance = clear, 0
        self.held: Shown

    def fails(self, school: OneSchool, chances: Iterable[int]) -> bool:
        """Say whether the suspect fails in a school, and hold the example if so."""
        for chance in chances:
            if not self.budget.left():
                return False
            self.budget.runs -= 1
            points = both_taken(school, self.start, self.end)
            found = shown(self.suspect, *points, np.random.default_rng(chance))
            if found is not None and found.clear >= self.clear:
                self.held, self.chance, self.clear = found, chance, found.clear
                return True
        return False

    def fewest(
        self, items: Sequence[Item], made_of: Callable[[list[Item]], OneSchool]
    ) -> list[Item]:
        """Drop items, many at first and then one by one, while the suspect still fails."""
        kept, size = list(items), max(len(items) // 2, 1)
        while size:
            begin = 0
            while begin < len(kept):
                fewer = kept[:begin] + kept[begin + size :]
                if not self.budget.left():
                    return kept
                if self.fails(made_of(fewer), (self.chance,)):
                    kept = fewer
                else:
                    begin += size
            size //= 2
        return kept

    def shrink(self, school: OneSchool) -> None:
        """Take statements away, and then judgements."""
        ids = school.grid.table["statement_id"].astype("str").tolist()
        kept = self.fewest(ids, lambda ids: only_statements(school, ids))
        fewer = only_statements(school, kept)
        rows = list(range(len(fewer.tables["judgements"])))
        self.fewest(rows, lambda rows: only_judgements(fewer, rows))
