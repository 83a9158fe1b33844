"""Curriculum secured: whether enough of what fell due in between is secure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from ladders_analysis.definitions.contract import About, first_true, results
from ladders_analysis.policy import OWN_CURRICULUM, TOLERANCE
from ladders_analysis.snapshot import Snapshot

BEHIND = "behind plan"
ON = "on plan"


@dataclass(frozen=True)
class CurriculumSecured:
    """Rate whether the statements that fell due between two points are secure.

    Notes
    -----
    Over all statements due at the end but not at the start, secure or not before, across
    1 September too; on plan from the `secure_share` in force at the end. `value` is the share of
    their weight secure at the end; `numerator` and `denominator` are both weights.
    """

    about: ClassVar[About] = About(
        name="curriculum_secured",
        title="New curriculum secured",
        question="Is enough of what was newly expected since then secure?",
        outcomes=(BEHIND, ON),
        favourable=(ON,),
        why="It looks at the newest teaching alone, whatever a pupil brought with them.",
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds=(
            "The ceiling does not hold: a pupil who is up at both points may have secured little "
            "of the newest curriculum, and the definition asks about exactly that."
        ),
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        newly_due = end.due & ~start.due
        fell_due = end.per_subject(newly_due)
        secured = end.per_subject(newly_due & end.secure)
        share = end.share(newly_due & end.secure, of=newly_due)
        own = start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM)
        line = end.policy("secure_share").astype(float)
        return results(
            start,
            end,
            first_true(
                (OWN_CURRICULUM, own),
                (ON, share >= line - TOLERANCE),
                (BEHIND, fell_due > TOLERANCE),
            ),
            about=self.about,
            value=share,
            numerator=secured,
            denominator=fell_due,
            because="{numerator} of {denominator} statements newly due are secure",
            otherwise="nothing fell due in between",
        )
