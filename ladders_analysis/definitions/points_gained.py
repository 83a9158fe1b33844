"""Points gained: the foil. More codes, more statements, more points, and nobody has learned more.

It stands here to be compared with the others: `12_why_not_points` cuts every statement in three,
and the points treble.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS
from ladders_analysis.definitions.contract import About, first_true, results
from ladders_analysis.policy import TOLERANCE
from ladders_analysis.snapshot import Snapshot


@dataclass(frozen=True)
class PointsGained:
    """Rate the points gained against so many points a half-term.

    Parameters
    ----------
    per_half_term
        Points expected in a half-term; None: the number of statements of the pupil's own year at
        the end ÷ 6.
    within
        How far from the expected number still counts as expected, as a share of it [share 0–1].

    Notes
    -----
    Points = Σ place of the code (worst 0) over all statements, each counting as one. `value` and
    `numerator` are the points gained, `denominator` the points expected.
    """

    per_half_term: float | None = None
    within: float = 0.1

    about: ClassVar[About] = About(
        name="points_gained",
        title="Points gained",
        question="How many points has the pupil gained, against so many a half-term?",
        outcomes=("fewer", "expected", "more"),
        favourable=("expected", "more"),
        why="So that a school can see what its point scores depend on, and stop counting them.",
        source="DESIGN §5 of this project, after how schools replaced levels with points.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "Fails when grades are cut finer, when one ladder is cut finer and at the ceiling; "
            "with a fixed number of points a half-term also when all statements are cut finer."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        gained = _points(end) - _points(start)
        half_terms = end.point.half_terms_elapsed - start.point.half_terms_elapsed
        pace = end.tally(end.own_year) / HALF_TERMS
        if self.per_half_term is not None:
            pace = pace * 0 + self.per_half_term
        expected = pace * half_terms
        slack = expected.abs() * self.within + TOLERANCE
        return results(
            start,
            end,
            first_true(
                ("fewer", gained < expected - slack),
                ("more", gained > expected + slack),
                ("expected", gained.notna()),
            ),
            about=self.about,
            value=gained,
            numerator=gained,
            denominator=expected,
            because="{numerator} points, {denominator} expected",
        )


def _points(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.tally((snapshot.codes.astype(np.int16) - 1).clip(lower=0))
