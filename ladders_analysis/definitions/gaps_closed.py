"""Gaps closed: how much of what a pupil had not got yet they have now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from ladders_analysis.definitions.contract import About, rate, results
from ladders_analysis.policy import TOLERANCE
from ladders_analysis.snapshot import Snapshot

NO_GAPS = "no gaps"


@dataclass(frozen=True)
class GapsClosed:
    """Rate how many of the gaps at the start are secure at the end.

    Parameters
    ----------
    some, most
        The shares of the gaps' weight from which some, and most, are closed [share 0–1].

    Notes
    -----
    Gaps are statements due at the start and not secure then. `value` is the share of their weight
    secure at the end (blank without gaps); `numerator` and `denominator` are both weights.
    """

    some: float = 1 / 3
    most: float = 2 / 3

    about: ClassVar[About] = About(
        name="gaps_closed",
        title="Gaps closed",
        question="Of what was due and not yet secure, how much is secure now?",
        outcomes=("few closed", "some closed", "most closed", NO_GAPS),
        favourable=("most closed", NO_GAPS),
        why="Teaching that follows assessment goes for the gaps; this asks whether they closed.",
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a pupil who is up at both points may still have left most "
            "of a few gaps open, and the definition asks about exactly those."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        gaps = start.due & ~start.secure
        open_then = end.per_subject(gaps)
        closed = end.per_subject(gaps & end.secure)
        outcome = rate(
            closed, open_then, lines=[self.some, self.most], outcomes=self.about.outcomes[:3]
        )
        something_due = start.per_subject(start.due) > TOLERANCE
        without_gaps = something_due & (open_then <= TOLERANCE)
        return results(
            start,
            end,
            outcome.mask(without_gaps, NO_GAPS),
            about=self.about,
            value=end.share(gaps & end.secure, of=gaps),
            numerator=closed,
            denominator=open_then,
            because="{numerator} of {denominator} gaps at the start are secure now",
            otherwise="nothing was due at the start",
        )
