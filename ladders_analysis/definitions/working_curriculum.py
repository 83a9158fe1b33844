"""Movement on the working curriculum: the curriculum that a pupil is really working on.

A pupil whose plan is an earlier year's curriculum is "own curriculum" to most definitions, which is
honest and says nothing about their progress. Here every pupil is asked what the other pupils are
asked, with the year they work on in place of their year group.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.basis import BASES
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.definitions.contract import About
from ladders_analysis.definitions.moving import FAVOURABLE, MOVEMENTS
from ladders_analysis.expectation import policy_at
from ladders_analysis.grid import Integers
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import counted_under


@dataclass(frozen=True, eq=False, repr=False)
class OnWorkingCurriculum(Snapshot):
    """A snapshot as if each pupil were in the year they work on, placed by statements."""

    @cached_property
    def basis(self) -> Integers:
        """Statements, for everybody: no other basis speaks of the working year."""
        return np.full((len(self.grid.pupils), len(self.subjects)), BASES.index("statements"))


@dataclass(frozen=True)
class WorkingCurriculum:
    """Rate movement as `against_expectation` does, on the curriculum a pupil is working on.

    Parameters
    ----------
    closing
        Within one academic year, by how much secure ÷ due must rise for a pupil who stays behind
        to be closing the gap [share 0–1].

    Notes
    -----
    The pupil's `working_year` (their own year where blank) stands in place of `year_group`
    throughout: what is due, earlier years, policy, and no greater depth in Year 0. The basis is
    always statements. `value` is the change in secure ÷ due; `numerator` and `denominator` are the
    end's secure and due [weight of statements].
    """

    closing: float = 0.10

    about: ClassVar[About] = About(
        name="working_curriculum",
        title="Movement on the working curriculum",
        question=(
            "Is the pupil moving towards, or keeping up with, what the curriculum they are really "
            "working on expects by now?"
        ),
        outcomes=MOVEMENTS,
        favourable=FAVOURABLE,
        why=(
            "A pupil with special educational needs may be working on an earlier year's "
            "curriculum. What they learn there is progress, and no other pupil's expectation "
            "shows it."
        ),
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold for pupils whom the school places by a teacher's overall "
            "judgement or a score, or who work on a later year's curriculum: they may be up there "
            "at both points and behind by the statements that this definition asks about. Where "
            "the working year is the pupil's own and statements place them, it holds."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        rate = AgainstExpectation(closing=self.closing)
        rated = rate(on_working_curriculum(start), on_working_curriculum(end))
        return rated.assign(because=rated["because"] + _which_year(rated, end))


def on_working_curriculum(snapshot: Snapshot) -> Snapshot:
    """Take a snapshot as if each pupil were in the year they work on.

    Parameters
    ----------
    snapshot
        A snapshot of a school.

    Returns
    -------
    Snapshot
        The same pupils and judgements; due, policy and attainment are those of the working year,
        and nobody is on their own curriculum.

    Notes
    -----
    The codes that count stay as they are (so that an audit's `with_codes` reaches this far), except
    where the working year's policy counts judgements differently from the year group's: there they
    are found again.
    """
    roll = snapshot.roll.by_working_year()
    rules = policy_at(snapshot.grid, snapshot.settings, snapshot.point, roll.year_group)
    recount = rules.values("counts") != snapshot.rules.values("counts")
    counted = snapshot.counted
    if recount.any():
        across = recount[:, snapshot.grid.subject_of]
        found = counted_under(snapshot.grid, rules, snapshot.point)
        counted = np.where(across, found, counted)
    return OnWorkingCurriculum(snapshot.of_school, snapshot.point, roll, counted)


def _which_year(rated: pd.DataFrame, end: Snapshot) -> list[str]:
    """Name the working year of the pupils for whom it is not their own."""
    roll = end.roll
    moved = roll.in_scope & (roll.working_year != roll.year_group)
    told = {
        pupil: f"; works on the {year_name(year)} curriculum"
        for pupil, year in zip(
            end.grid.pupils[moved], roll.working_year[moved].tolist(), strict=True
        )
    }
    return [told.get(pupil, "") for pupil in rated.index.get_level_values("pupil_id")]
