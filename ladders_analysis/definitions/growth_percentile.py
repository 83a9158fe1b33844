"""Growth percentile: how high a score is among pupils who had the same earlier scores."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import (
    ON_OWN_CURRICULUM,
    About,
    first_true,
    results,
)
from ladders_analysis.english import count
from ladders_analysis.errors import DefinitionError
from ladders_analysis.growth.alike import scores_from
from ladders_analysis.growth.fitting import fitted
from ladders_analysis.growth.norms import MINIMUM, PRIORS, GrowthNorms
from ladders_analysis.growth.scores import scores_between
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot

LOW = "low growth"
TYPICAL = "typical growth"
HIGH = "high growth"


@dataclass(frozen=True)
class GrowthPercentile:
    """Rate a score against those of pupils who had the same earlier scores.

    Parameters
    ----------
    norms
        What other pupils went on to score: `la.growth_norms` of a trust, or of any table of scores.
        Without it the norm group is the snapshot's own school.
    minimum
        A norm group of fewer pupils is refused.
    priors
        So many earlier scores are used at most.
    low, high
        The percentiles from which growth is typical, and high [1–99].

    Notes
    -----
    The student growth percentile (Betebenner 2009). `value` is the percentile [1–99],
    `numerator` the score at the end, `denominator` the latest earlier score.

    The norm group are the pupils of the same subject, year group at the end and assessment who
    have a score at the end and at least one earlier one, from the same occasions. Earlier scores
    are the one that counts at the start and, before it, the last of each earlier academic year;
    the latest `priors` that the pupil has are used. A pupil who missed the last test is compared,
    from their last available score, with all who have one from that occasion. Where too few hold
    the same earlier scores, the oldest is left out.

    A norm group of fewer than 300 pupils is refused: what comes of fewer is mostly noise (figures
    under `la.growth_norms`). R's package SGP, which this agrees with, silently answers for 30. One
    primary school hardly ever has 300 pupils in a year group, so norms are a matter for a trust.

    References
    ----------
    Betebenner, D. W. (2009). Norm- and criterion-referenced student growth. Educational
    Measurement: Issues and Practice, 28(4), 42–51.
    """

    norms: GrowthNorms | None = None
    minimum: int = MINIMUM
    priors: int = PRIORS
    low: float = 35
    high: float = 66

    about: ClassVar[About] = About(
        name="growth_percentile",
        title="Growth percentile",
        question="Against pupils with the same earlier scores, how high is this score?",
        outcomes=(LOW, TYPICAL, HIGH),
        favourable=(TYPICAL, HIGH),
        why=(
            "An extra for those who need it, where pupils sit scored assessments and somebody "
            "asks for a norm-referenced figure. It ranks pupils against each other: whatever "
            "everybody has learned, half are below the middle. Never the headline."
        ),
        source=(
            "Betebenner (2009), Norm- and criterion-referenced student growth; agrees with the "
            "package SGP for R."
        ),
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "It is norm-referenced: one pupil's gain is another's loss, and a third of the norm "
            "group has low growth however much everybody has learned. Nothing ties it to the "
            "curriculum: it never moves when the school's expectation does. The ceiling does not "
            "hold: a pupil who is up at both points has low growth where others with the same "
            "earlier score have scored higher still, as at the top of a test."
        ),
    )

    def __post_init__(self) -> None:
        """Refuse lines out of order, and numbers of pupils and scores below one."""
        if not self.low <= self.high or self.priors < 1 or self.minimum < 1:
            raise DefinitionError(
                f"growth_percentile: low ({self.low:g}) must not be above high ({self.high:g}), "
                f"and priors and minimum must be 1 or more."
            )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        table = scores_between(start, end)
        both = np.repeat(start.roll.in_scope & end.roll.in_scope, len(end.subjects))
        scores = scores_from(table.assign(score=table["score"].where(both)))
        norms = self.norms
        if norms is None:
            norms = fitted(scores, priors=self.priors, minimum=self.minimum)
        read = norms.percentiles(scores, priors=self.priors, minimum=self.minimum)
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        shape = own.shape

        def laid_out(values: np.ndarray) -> pd.DataFrame:
            return end.grid.subject_frame(values.reshape(shape))

        percentile = laid_out(read["percentile"].to_numpy(np.float64))
        earlier = table[[f"prior_{place}" for place in scores.places]].bfill(axis=1)
        reasons = laid_out(self._reasons(table, read, start, end))
        return results(
            start,
            end,
            first_true(
                (OWN_CURRICULUM, own),
                (LOW, percentile < self.low - TOLERANCE),
                (TYPICAL, percentile < self.high - TOLERANCE),
                (HIGH, percentile.notna()),
            ),
            about=self.about,
            value=percentile,
            numerator=laid_out(table["score"].to_numpy(np.float64)),
            denominator=laid_out(earlier["prior_1"].to_numpy(np.float64)),
            because=reasons.mask(own, ON_OWN_CURRICULUM),
        )

    def _reasons(
        self, table: pd.DataFrame, read: pd.DataFrame, start: Snapshot, end: Snapshot
    ) -> np.ndarray:
        """Say what each percentile means, or why there is none."""
        within = start.point.year == end.point.year
        without_score = "no score since the start" if within else "no score at the end"
        meant = {
            (place, used, pupils): _meaning(place, used, pupils)
            for place, used, pupils in set(_told(read))
        }
        return np.select(
            [
                table["assessment"] == "",
                table["score"].isna(),
                read["percentile"].notna(),
                read["because"] != "",
            ],
            [
                np.full(len(table), "no scored assessment is named for this subject", object),
                np.full(len(table), without_score, object),
                np.array([meant[each] for each in _told(read)], object),
                read["because"].to_numpy(object),
            ],
            "no earlier score",
        )


def _told(read: pd.DataFrame) -> list[tuple[int, int, int]]:
    """List percentile, earlier scores used and size of the norm group; zeros without."""
    columns = (read["percentile"].fillna(0), read["priors"], read["pupils"])
    return list(zip(*(column.astype("int64").tolist() for column in columns), strict=True))


def _meaning(percentile: int, used: int, pupils: int) -> str:
    """Put a percentile in words."""
    same = "the same earlier score" if used == 1 else f"the same {used} earlier scores"
    return (
        f"above about {percentile} in 100 pupils with {same} (norm group of {count(pupils)} pupils)"
    )
