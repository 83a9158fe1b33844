"""Running the checks: each experiment is made once, and every definition is asked about it.

A definition that breaks something in one check goes on to the next; one that cannot rate the cohort
as it is, or takes too long, is not asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ladders_analysis.auditing.asking import Answered, Broken, Ground, ask, ask_changed
from ladders_analysis.auditing.checks import (
    CEILING,
    CHECKS,
    CONTRACT,
    EXPECTATION,
    INPUTS,
    TWICE,
    Check,
)
from ladders_analysis.auditing.counting import (
    Count,
    Figures,
    at_the_top,
    compared,
    figures,
    nothing_against,
    touched,
    twice,
)
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.changed import Changed


@dataclass(eq=False)
class Sheet:
    """What an audit writes down about one definition.

    Attributes
    ----------
    found
        The definition.
    seconds
        How long it may take over one school.
    answers
        Place of the ground -> its answer as things are.
    counts
        Name of the check -> what was found.
    stopped
        Whether it is not to be asked again.
    """

    found: Definition
    seconds: float
    answers: dict[int, Answered] = field(default_factory=dict)
    counts: dict[str, Count] = field(default_factory=dict)
    stopped: bool = False

    def count(self, check: Check) -> Count:
        """Return what was found by a check, empty where it has not been run."""
        return self.counts.setdefault(check.name, Count())

    def waits_for(self, check: Check, place: int, ground: Ground) -> bool:
        """Say whether the definition is still to be asked about a ground.

        Notes
        -----
        Of the expectation it is only asked whether anything moves: once it does, no made-up school
        can say more.
        """
        told = check is EXPECTATION and ground.made_up and self.count(check).total("changed") > 0
        return not self.stopped and not told and place in self.answers

    def begin(self, place: int, ground: Ground) -> None:
        """Ask about a ground as it is, twice, and look for a ceiling."""
        as_it_is = Changed(ground.start, ground.end)
        first = self._ask(as_it_is, CONTRACT, ground.label)
        if first is None:
            self.stopped |= not ground.made_up
            return
        self.answers[place] = first
        for check in (CONTRACT, INPUTS):
            self.count(check).note(0, place, nothing_against(first))
        top = at_the_top(self.found.about.favourable, ground, first)
        self.count(CEILING).note(0, place, top)
        second = self._ask(as_it_is, TWICE, f"{ground.label}, asked again", first)
        if second is not None:
            self.count(TWICE).note(0, place, twice(first, second))

    def go_on(self, check: Check, run: int, place: int, ground: Ground, changed: Changed) -> None:
        """Ask about a ground under one experiment of a check."""
        before = self.answers[place]
        after = self._ask(changed, check, f"{ground.label}: {check.runs[run].words}", before)
        if after is None:
            return
        marks = touched(ground, changed, before.table.index)
        found = compared(check.rule, before, after, marks)
        count = self.count(check)
        count.note(run, place, found)
        if not ground.made_up:
            mine = figures(self.found.about.favourable, after, int(found.changed.sum()))
            count.draws[run] = count.draws.get(run, Figures()) + mine

    def _ask(
        self, changed: Changed, check: Check, where: str, before: Answered | None = None
    ) -> Answered | None:
        """Ask under guard; what the definition breaks is written down under the check."""
        if before is None:
            answer = ask(self.found, changed.start, changed.end, self.seconds)
        else:
            answer = ask_changed(self.found, changed, before, self.seconds)
        if isinstance(answer, Answered):
            return answer
        self._blame(answer, check, where)
        return None

    def _blame(self, answer: Broken, check: Check, where: str) -> None:
        """Write down what was broken; a figure that is only reported breaks the contract."""
        told = f"{answer.because} ({where})"
        if answer.broke == "changed its input":
            check = INPUTS
        elif not check.must_hold:
            self.count(check).broken.append(told)
            check = CONTRACT
        self.count(check).broken.append(told)
        self.stopped |= answer.broke == "took too long"


def run_checks(
    definitions: Sequence[Definition], grounds: Sequence[Ground], *, seconds: float, seed: int
) -> list[Sheet]:
    """Run every check on every definition.

    Parameters
    ----------
    definitions
        The definitions.
    grounds
        On what they are tried.
    seconds
        How long a definition may take over one school.
    seed
        Where chance begins.

    Returns
    -------
    list of Sheet
        One per definition.
    """
    sheets = [Sheet(found, seconds) for found in definitions]
    for place, ground in enumerate(grounds):
        for sheet in sheets:
            if not sheet.stopped:
                sheet.begin(place, ground)
    for check in CHECKS:
        for run in range(len(check.runs)):
            for place, ground in enumerate(grounds):
                if ground.made_up and not check.visited(run, place):
                    continue
                waiting = [each for each in sheets if each.waits_for(check, place, ground)]
                if not waiting:
                    continue
                changed = made(check, run, ground, chance(seed, check, run, place))
                if changed is None:
                    continue
                for sheet in waiting:
                    sheet.go_on(check, run, place, ground, changed)
    return sheets


def chance(seed: int, check: Check, run: int, place: int) -> np.random.Generator:
    """Give one experiment on one ground a source of chance of its own."""
    return np.random.default_rng([seed, CHECKS.index(check), run, place])


def made(check: Check, run: int, ground: Ground, rng: np.random.Generator) -> Changed | None:
    """Make one experiment; None where this school cannot be so changed.

    Notes
    -----
    A scale of a hundred codes, say, cannot be cut in three: a scale has no room for them.
    """
    try:
        return check.runs[run].change(ground.start, ground.end, rng)
    except LaddersError:
        return None
