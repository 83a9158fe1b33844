"""Movement against the expectation: the toolkit's own answer to "what progress has she made?".

A pupil makes progress by moving towards, or staying at or above, what the school's curriculum
expects of their age by then. Nothing is counted but whether the expectation is met, so cutting
statements or grades finer changes nobody's outcome.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import About, number, results
from ladders_analysis.definitions.moving import FAVOURABLE, GAPS_OPEN, MOVEMENTS, moved
from ladders_analysis.definitions.still_open import ladders_of
from ladders_analysis.definitions.then_and_now import why_unranked
from ladders_analysis.policy import (
    ATTAINMENT,
    EXPECTED,
    GREATER_DEPTH,
    OWN_CURRICULUM,
    PLACED,
    TOLERANCE,
)
from ladders_analysis.snapshot import Snapshot


@dataclass(frozen=True)
class AgainstExpectation:
    """Rate the movement of each pupil against what the curriculum expects of their age.

    Parameters
    ----------
    closing
        Within one academic year, by how much secure ÷ due must rise for a pupil who stays behind
        to be closing the gap [share 0–1].
    closing_score
        By how much a score must rise for the same, where pupils are placed by score; None: a
        score never says that a gap is closing.

    Notes
    -----
    DESIGN §5, "against_expectation, exactly". `value` is the change in secure ÷ due; `numerator`
    and `denominator` are the end's secure and due [weight of statements].

    From one academic year to the next, what is due begins afresh. So `because` says there how many
    of the gaps handed over are still open and on which ladders, whatever the outcome.
    """

    closing: float = 0.10
    closing_score: float | None = None

    about: ClassVar[About] = About(
        name="against_expectation",
        title="Movement against expectation",
        question="Is the pupil moving towards, or keeping up with, what we expect by now?",
        outcomes=MOVEMENTS,
        favourable=FAVOURABLE,
        why=(
            "A school's curriculum says what pupils should know by now. Progress is getting "
            "there or staying there; it is not the number of steps taken."
        ),
        source="DESIGN §5 of this project, contract of 2026.",
        author="The ladders_analysis authors",
        reviewed_by="The ladders_analysis authors",
        review_by=dt.date(2027, 9, 1),
        holds="",
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        by_statements = start.rests_on("statements") & end.rests_on("statements")
        across_years = start.point.year.ends != end.point.year.ends
        was_share = start.share(start.due & start.secure, of=start.due)
        is_share = end.share(end.due & end.secure, of=end.due)
        gaps = start.due & ~start.secure

        if across_years:
            closing = end.share(gaps & end.secure, of=gaps) >= 0.5 - TOLERANCE
            open_key = end.per_subject(gaps & start.key & ~end.secure)
            gaps_open = by_statements & (open_key > TOLERANCE)
        else:
            closing = is_share - was_share >= self.closing - TOLERANCE
            gaps_open = by_statements & False
        closing = closing & by_statements
        if self.closing_score is not None:
            by_score = start.rests_on("score") & end.rests_on("score")
            risen = end.results - start.results >= self.closing_score - TOLERANCE
            closing = closing | (by_score & risen)

        outcome = moved(
            was=[start.stands(word) for word in PLACED],
            now=[end.stands(word) for word in PLACED],
            own_curriculum=start.stands(OWN_CURRICULUM) | end.stands(OWN_CURRICULUM),
            closing=closing,
            gaps_open=gaps_open,
        )
        return results(
            start,
            end,
            outcome,
            about=self.about,
            value=is_share - was_share,
            numerator=end.per_subject(end.due & end.secure),
            denominator=end.per_subject(end.due),
            because=_reasons(
                start,
                end,
                outcome,
                by_statements,
                _handed_over(start, end, gaps, outcome.where(by_statements))
                if across_years
                else None,
            ),
        )


def _handed_over(
    start: Snapshot, end: Snapshot, gaps: pd.DataFrame, outcome: pd.DataFrame
) -> pd.DataFrame:
    """Say which gaps of the year before are still open: the key ones where they decide.

    Parameters
    ----------
    start, end
        The two snapshots, of different academic years.
    gaps
        Statements due and not secure at the start.
    outcome
        Outcomes of the pupils placed by statements at both points.

    Returns
    -------
    DataFrame of str
        Pupils × subjects; blank where there were no gaps, or the outcome has no rank.
    """
    across = end.grid.subject_of
    ranked = outcome.isin(MOVEMENTS)
    by_key = (outcome == GAPS_OPEN).to_numpy(bool)
    gaps = gaps & ranked.to_numpy(bool)[:, across]
    named = gaps & ~end.secure & (start.key | ~by_key[:, across])
    rows = zip(
        by_key.ravel().tolist(),
        (end.per_subject(gaps) > TOLERANCE).to_numpy().ravel().tolist(),
        end.per_subject(named).to_numpy().ravel().tolist(),
        ladders_of(end, named).to_numpy().ravel().tolist(),
        strict=True,
    )
    words = [_still_open(*row) for row in rows]
    return end.grid.subject_frame(np.array(words, dtype=object).reshape(outcome.shape))


def _still_open(by_key: bool, had_gaps: bool, weight: float, ladders: str) -> str:
    if not had_gaps:
        return ""
    if not ladders:
        return "; no earlier gap still open"
    many = "" if number(weight) == "1" else "s"
    what = f"key statement{many} due earlier" if by_key else f"earlier gap{many}"
    return f"; {number(weight)} {what} still open ({ladders})"


def _reasons(
    start: Snapshot,
    end: Snapshot,
    outcome: pd.DataFrame,
    by_statements: pd.DataFrame,
    handed_over: pd.DataFrame | None,
) -> pd.DataFrame:
    """Say in words what stood at each point; counts only, never a pupil."""
    still_open = [""] * outcome.size if handed_over is None else handed_over.to_numpy().ravel()
    rows = zip(
        outcome.to_numpy().ravel().tolist(),
        start.standing.ravel().tolist(),
        end.standing.ravel().tolist(),
        by_statements.to_numpy().ravel().tolist(),
        _counts(start),
        _counts(end),
        still_open,
        strict=True,
    )
    reasons = np.array([_reason(*row) for row in rows], dtype=object).reshape(outcome.shape)
    return pd.DataFrame(reasons, index=outcome.index, columns=outcome.columns)


def _reason(
    outcome: object,
    standing_then: int,
    standing_now: int,
    by_statements: bool,
    counts_then: str,
    counts_now: str,
    still_open: str,
) -> str:
    then, now = ATTAINMENT[standing_then], ATTAINMENT[standing_now]
    if outcome == OWN_CURRICULUM or not isinstance(outcome, str):
        return why_unranked(then, now)
    reason = (
        f"{counts_now} due are secure, was {counts_then}"
        if by_statements
        else f"judged {now}, was {then}"
    )
    if (then, now) == (GREATER_DEPTH, EXPECTED):
        reason += "; was at greater depth, now at expectation"
    return reason + still_open


def _counts(snapshot: Snapshot) -> list[str]:
    """Write each pupil × subject's secure and due as "14 of 20"."""
    pairs = zip(snapshot.placed.secure.ravel(), snapshot.placed.due.ravel(), strict=True)
    return [f"{number(secure)} of {number(due)}" for secure, due in pairs]
