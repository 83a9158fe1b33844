"""Deepened: how much of what was secure, and no more, a pupil now knows more deeply.

For a pupil who meets the expectation there is a further way to make progress than the next
statement: to know this one so well that it can be used elsewhere.
"""

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
    number,
    rate,
    results,
)
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot

DEEPER_ALREADY = "deeper already"


@dataclass(frozen=True)
class Deepened:
    """Rate how much of what was secure and not deeper at the start is deeper at the end.

    Parameters
    ----------
    some, many
        The shares of the weight from which some, and many, are deeper [share 0–1].

    Notes
    -----
    Over statements judged secure and not deeper at the start (not by exception). `value` is the
    share of their weight deeper at the end (blank where all were deeper already); `numerator` and
    `denominator` are both weights.
    """

    some: float = 0.2
    many: float = 0.5

    about: ClassVar[About] = About(
        name="deepened",
        title="Deepened",
        question="Of what was secure and no more, how much is known more deeply now?",
        outcomes=("none deeper", "some deeper", "many deeper", DEEPER_ALREADY),
        favourable=("some deeper", "many deeper", DEEPER_ALREADY),
        why=(
            "A curriculum taught for mastery asks pupils who are secure to go deeper before they "
            "go on. This asks whether they did."
        ),
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a pupil who is up at both points may have deepened "
            "nothing, and the definition asks about exactly that. It does not move with the "
            "school's expectation either: what is due plays no part."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        judged_secure = start.secure & start.assessed
        to_deepen = judged_secure & ~start.deeper
        secure_then = start.per_subject(judged_secure)
        no_more = end.per_subject(to_deepen)
        deeper_now = end.per_subject(to_deepen & end.deeper)
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        no_code = end.grid.subject_frame(np.full(own.shape, not end.evidence.deeper_exists))
        nothing_secure = secure_then <= TOLERANCE
        already = ~nothing_secure & (no_more <= TOLERANCE)

        outcome = rate(
            deeper_now, no_more, lines=[self.some, self.many], outcomes=self.about.outcomes[:3]
        )
        outcome = outcome.mask(already, DEEPER_ALREADY).mask(no_code, None)
        reasons = first_true(
            (ON_OWN_CURRICULUM, own),
            ("the judgement scale has no code for deeper", no_code),
            ("nothing was judged secure at the start", nothing_secure),
            ("all that was judged secure at the start was deeper already", already),
        )
        counted = (
            deeper_now.map(number)
            + " of "
            + no_more.map(number)
            + " statements secure and no more at the start are deeper now"
        )
        return results(
            start,
            end,
            outcome.mask(own, OWN_CURRICULUM),
            about=self.about,
            value=end.share(to_deepen & end.deeper, of=to_deepen),
            numerator=deeper_now,
            denominator=no_more,
            because=reasons.where(reasons.notna(), counted),
        )
