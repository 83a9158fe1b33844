"""Percentage of milestones: how trackers that count ticks place and move pupils.

Kept beside the others because many schools still read such a percentage. It depends on how finely
statements and grades are cut, and its audit says so.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS
from ladders_analysis.definitions.contract import About, results
from ladders_analysis.definitions.moving import FAVOURABLE, GAPS_OPEN, MOVEMENTS, moved
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot


@dataclass(frozen=True)
class PercentageOfMilestones:
    """Rate movement by the percentage of the year's milestones that are ticked.

    Parameters
    ----------
    expected, higher
        The shares of the whole year's milestones that make a pupil expected, and above, by its
        end; earlier in the year they are scaled by half-terms due ÷ 6 [share 0–1].
    closing
        By how much the percentage must rise for a pupil who stays behind to be closing the gap.

    Notes
    -----
    Percentage = Σ (place of the code, worst 0) ÷ (statements of the own year × (codes − 1)), every
    statement counting as one. `value` is its change; `numerator` and `denominator` are the end's.
    """

    expected: float = 0.60
    higher: float = 0.80
    closing: float = 0.10

    about: ClassVar[About] = About(
        name="percentage_of_milestones",
        title="Percentage of milestones",
        question="How far through the year's milestones are the ticks, against an even pace?",
        outcomes=tuple(word for word in MOVEMENTS if word != GAPS_OPEN),
        favourable=tuple(word for word in FAVOURABLE if word != GAPS_OPEN),
        why="Many trackers report this; it stands here so that it can be compared and questioned.",
        source="DESIGN §5 of this project, after how percentage trackers describe themselves.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "Fails when grades are cut finer, when one ladder is cut finer, and at the ceiling: "
            "it counts ticks, and ticks are what the cutting multiplies."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        ticks_then, whole_then = _milestones(start)
        ticks_now, whole_now = _milestones(end)
        was, now = (
            ticks / whole.where(whole > 0)
            for ticks, whole in ((ticks_then, whole_then), (ticks_now, whole_now))
        )
        rise = now - was
        outcome = moved(
            was=self._standing(was, start.half_terms_ended),
            now=self._standing(now, end.half_terms_ended),
            own_curriculum=start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM),
            closing=rise >= self.closing - TOLERANCE,
        )
        return results(
            start,
            end,
            outcome,
            about=self.about,
            value=rise,
            numerator=ticks_now,
            denominator=whole_now,
            because="{numerator} of the year's {denominator} steps are ticked",
            otherwise="the year has no milestones yet",
        )

    def _standing(self, share: pd.DataFrame, due_through: int) -> list[pd.DataFrame]:
        """Place pupils behind, at or above the lines of the day; nowhere before there are any."""
        if due_through == 0:
            return [share.notna() & False] * 3
        expected, higher = (
            line * due_through / HALF_TERMS - TOLERANCE for line in (self.expected, self.higher)
        )
        reached, above = share >= expected, share >= higher
        return [share.notna() & ~reached, reached & ~above, above]


def _milestones(snapshot: Snapshot) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ticks so far and ticks in all, pupils × subjects."""
    codes = len(snapshot.settings.scale.codes) if snapshot.settings.scale else 1
    own = snapshot.own_year
    ticks = snapshot.tally((snapshot.codes.astype(np.int16) - 1).clip(lower=0).where(own, 0))
    whole = snapshot.tally(own) * (codes - 1)
    return ticks, whole
