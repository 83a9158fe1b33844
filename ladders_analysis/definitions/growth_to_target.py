"""Growth to a target: a score on its way to the line it should reach, or staying over it.

For schools that hold scaled or standardised scores. A score compares pupils or forms with each
other; what the curriculum expects is not in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS
from ladders_analysis.definitions.contract import About, first_true, number, results
from ladders_analysis.definitions.then_and_now import of_each_pair, why_unranked
from ladders_analysis.errors import DefinitionError
from ladders_analysis.expectation import YEAR_GROUPS
from ladders_analysis.grid import Floats
from ladders_analysis.planned import NO_YEAR
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot

DROPPED = "dropped below"
NOT_CATCHING = "not catching up"
CATCHING = "catching up"
KEEPING = "keeping up"
CAUGHT = "caught up"


@dataclass(frozen=True)
class GrowthToTarget:
    """Rate whether scores reach a target, stay over it, or rise fast enough to reach it in time.

    Parameters
    ----------
    target
        The score to reach; None: the `expected` line of `[score.SUBJECT]` in force for the pupil's
        year group at the end.
    by_year
        The year group by whose end it should be reached [0–6].
    same_scale
        Whether the scores of different assessments may be compared with each other.

    Notes
    -----
    The scores are those that count at the two points. A pupil below the target at the start needs,
    by the end, (half-terms between the points ÷ half-terms from the start to the end of year group
    `by_year`) of the distance, all of it where that end has come. `value` is the rise, `numerator`
    the score at the end, `denominator` the target [points of the assessment's own scale].

    References
    ----------
    The idea of catch-up and keep-up: D. Betebenner, "Norm- and Criterion-Referenced Student
    Growth", Educational Measurement: Issues and Practice 28 (4), 2009.
    """

    target: float | None = None
    by_year: int = 6
    same_scale: bool = False

    about: ClassVar[About] = About(
        name="growth_to_target",
        title="Growth to the target score",
        question="Is the score on its way to the target, or staying there?",
        outcomes=(DROPPED, NOT_CATCHING, CATCHING, KEEPING, CAUGHT),
        favourable=(CATCHING, KEEPING, CAUGHT),
        why=(
            "Where a school holds scores, a rise means little by itself; whether it is enough to "
            "arrive in time is a question with an answer."
        ),
        source=(
            "After catch-up and keep-up in Betebenner (2009), Norm- and Criterion-Referenced "
            "Student Growth; a straight line to the target instead of percentiles."
        ),
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold where pupils are placed by statements or by their teacher, "
            "or with a `target` that is not the school's expected line: up at both points, a score "
            "may still have dropped below the target. It is not tied to the curriculum: a score "
            "stays the same when judgements of statements, or the expectation, change."
        ),
    )

    def __post_init__(self) -> None:
        """Refuse a year group that a primary school does not have."""
        if self.by_year not in YEAR_GROUPS:
            raise DefinitionError(
                f'Definition "growth_to_target": by_year = {self.by_year}; a year group is 0 to 6.'
            )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        frame = end.grid.subject_frame
        sat_then, _ = _lines(start)
        sat_now, line = _lines(end)
        target = line if self.target is None else np.full(line.shape, float(self.target))
        was, now = (at.results.to_numpy(np.float64) for at in (start, end))
        rise, distance = now - was, target - was
        between = end.point.half_terms_elapsed - start.point.half_terms_elapsed
        share = _share_needed(start, between, self.by_year)
        other_scale = (sat_then != sat_now) & (not self.same_scale)
        refused = [
            ("no score at the start", np.isnan(was)),
            ("no score at the end", np.isnan(now)),
            ("no target score", np.isnan(target)),
            ("the scores at the two points are of different assessments", other_scale),
            ("no half-term lies between the points", np.full(was.shape, between <= 0)),
        ]
        over_then, over_now = (score >= target - TOLERANCE for score in (was, now))
        enough = rise >= share[:, None] * distance - TOLERANCE
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        rated = ~np.any([mask for _, mask in refused], axis=0)
        outcome = first_true(
            (OWN_CURRICULUM, own),
            (KEEPING, frame(rated & over_then & over_now)),
            (DROPPED, frame(rated & over_then)),
            (CAUGHT, frame(rated & over_now)),
            (CATCHING, frame(rated & enough)),
            (NOT_CATCHING, frame(rated)),
        )
        said = _reasons(outcome, was, now, target, share)
        reasons = first_true(*((why, frame(mask)) for why, mask in refused)).fillna(said)
        why_own = of_each_pair(why_unranked, start.standing, end)
        return results(
            start,
            end,
            outcome,
            about=self.about,
            value=frame(rise),
            numerator=end.results,
            denominator=frame(target),
            because=reasons.mask(own, why_own),
        )


def _lines(snapshot: Snapshot) -> tuple[np.ndarray[Any, Any], Floats]:
    """Return which assessment counts, and its expected score, pupils × subjects."""
    shape = (len(YEAR_GROUPS) + 1, len(snapshot.subjects))
    names, expected = np.full(shape, "", dtype=object), np.full(shape, np.nan)
    for year in YEAR_GROUPS:
        for place, subject in enumerate(snapshot.subjects):
            line = snapshot.settings.score(subject, year)
            if line is not None:
                names[year, place] = line.assessment
                expected[year, place] = np.nan if line.expected is None else line.expected
    year_group = snapshot.roll.year_group
    rows = np.where(year_group == NO_YEAR, len(YEAR_GROUPS), year_group)
    return names[rows], expected[rows]


def _share_needed(start: Snapshot, between: int, by_year: int) -> Floats:
    """Return each pupil's share of the distance that the time between the points asks for."""
    years_to_go = by_year - start.roll.year_group + 1
    to_go = years_to_go * HALF_TERMS - start.point.due_through
    share = np.ones(len(to_go))
    return np.divide(between, to_go, out=share, where=to_go > max(between, 0))


def _reasons(
    outcome: pd.DataFrame, was: Floats, now: Floats, target: Floats, share: Floats
) -> pd.DataFrame:
    """Say both scores and the target, and below it what was needed by now."""
    by_subject = np.broadcast_to(share[:, None], was.shape)
    rows = zip(
        outcome.to_numpy().ravel().tolist(),
        *(each.ravel().tolist() for each in (was, now, target, by_subject)),
        strict=True,
    )
    reasons = np.array([_reason(*row) for row in rows], dtype=object).reshape(was.shape)
    return pd.DataFrame(reasons, index=outcome.index, columns=outcome.columns)


def _reason(outcome: object, was: float, now: float, target: float, share: float) -> str:
    reason = f"score {number(now)}, was {number(was)}; target {number(target)}"
    if outcome in (CATCHING, NOT_CATCHING):
        reason += f", {number(was + share * (target - was))} needed by now"
    return reason
