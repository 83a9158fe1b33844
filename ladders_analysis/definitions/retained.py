"""Retained: whether what was secure is still secure, where somebody looked again.

What is judged once and never again stays secure on paper. Only statements that a teacher came back
to can tell whether it stayed with the pupil, so only those are counted.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from ladders_analysis.definitions.contract import (
    ON_OWN_CURRICULUM,
    About,
    first_true,
    number,
    rate,
    results,
)
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot

SLIPPING = "slipping"
MOSTLY = "mostly kept"
ALL = "all kept"


@dataclass(frozen=True)
class Retained:
    """Rate how much of what was secure at the start is still secure where it was judged again.

    Parameters
    ----------
    mostly
        The share of the weight looked at again from which it is mostly kept [share 0–1].
    at_least
        Less than this looked at again is too little to say [weight of statements].

    Notes
    -----
    Over statements judged secure at the start (not by exception) with a judgement assessed after
    the start's entries closed and known by the close of the end. `value` is the share of their
    weight still secure; `numerator` and `denominator` are both weights. Where judgements do not
    count by `latest`, nothing can be seen to slip, and there is not enough evidence.
    """

    mostly: float = 0.8
    at_least: float = 3

    about: ClassVar[About] = About(
        name="retained",
        title="Kept secure",
        question="Is what was secure still secure, where somebody looked again?",
        outcomes=(SLIPPING, MOSTLY, ALL),
        favourable=(MOSTLY, ALL),
        why=(
            "Learning is what lasts. A statement ticked once says what a pupil could do that day; "
            "a second look says whether it stayed."
        ),
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a pupil who is up at both points may have lost some of "
            "what they were looked at for again, and the definition asks about exactly that. It "
            "does not move with the school's expectation either: what is due plays no part."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        judged_secure = start.secure & start.assessed
        again = judged_secure & end.judged_after(start) & end.assessed
        looked_at = end.per_subject(again)
        kept = end.per_subject(again & end.secure)
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        too_little = looked_at < self.at_least - TOLERANCE
        never_slips = end.grid.subject_frame(end.rules.values("counts") != "latest")

        outcome = rate(kept, looked_at, lines=[self.mostly, 1.0], outcomes=self.about.outcomes)
        outcome = outcome.mask(too_little | never_slips, None).mask(own, OWN_CURRICULUM)
        secure_then, seen = start.per_subject(judged_secure), looked_at.map(number)
        reasons = first_true(
            (ON_OWN_CURRICULUM, own),
            ("judgements do not count by the latest, so nothing can be seen to slip", never_slips),
            ("nothing was judged secure at the start", secure_then <= TOLERANCE),
        )
        few = (
            "only "
            + seen
            + " of "
            + secure_then.map(number)
            + (" statements secure at the start were looked at again")
        )
        counted = kept.map(number) + " of " + seen + " statements looked at again are still secure"
        return results(
            start,
            end,
            outcome,
            about=self.about,
            value=end.share(again & end.secure, of=again),
            numerator=kept,
            denominator=looked_at,
            because=reasons.where(reasons.notna(), counted.mask(too_little, few)),
        )
