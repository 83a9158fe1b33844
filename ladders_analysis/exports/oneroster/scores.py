"""What a OneRoster result says: a score, a word, or that there was nothing to score.

Systems write zero for work that was never handed in, and a status beside it; a score and its
absence must not be mixed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ladders_analysis.exports.oneroster.tables import Member
from ladders_analysis.records import Problem

NOT_DONE = ("exempt", "not submitted")
"""Words of `scoreStatus` beside which a score of zero is no score."""
_TRUE = ("true", "1", "yes")


@dataclass(frozen=True)
class Said:
    """What was said of pupils' work: score, outcome in words, and which zeros were no scores."""

    score: np.ndarray
    outcome: np.ndarray
    zeros: np.ndarray


def said_of(
    results: Member, score: np.ndarray, text: np.ndarray, of: np.ndarray | None = None
) -> Said:
    """Tell scores from words.

    Parameters
    ----------
    results
        The table of results, for its `scoreStatus` and flags.
    score, text
        What was given.
    of
        The results' places, where these are not all of them in order.

    Notes
    -----
    The outcome is the text where there is one. Without text and score it is the status as written,
    unless that says the work is fully graded; then a flag that is set. A zero beside `exempt`,
    `not submitted` or `missing` is no score.
    """
    places = np.arange(len(results)) if of is None else of
    status = results.cells("scoreStatus")[places]
    graded = results.said("scoreStatus", "fully graded")[places]
    word = np.where(graded, "", status)
    for flag in ("missing", "incomplete", "inProgress"):
        raised = results.said(flag, *_TRUE)[places]
        word = np.where((word == "") & raised, flag, word)
    absent = results.said("scoreStatus", *NOT_DONE) | results.said("missing", *_TRUE)
    nought = {each for each in set(score.tolist()) if re.fullmatch(r"0+(\.0*)?", each)}
    zeros = np.isin(score, list(nought)) & absent[places] & (text == "") & (word != "")
    score = np.where(zeros, "", score)
    outcome = np.where(text != "", text, np.where(score == "", word, ""))
    return Said(score.astype(object), outcome.astype(object), zeros)


def about_results(results: Member, said: Said, kept: np.ndarray, told: int) -> list[Problem]:
    """Count what a reader of the load report should know of the results.

    Parameters
    ----------
    results
        The table of results.
    said
        What it says of each.
    kept
        Mask of those that are kept as results.
    told
        How many are told by their ties to statements.
    """
    ungraded = kept & (said.score == "") & (results.cells("textScore") == "")
    unfinished = results.said("scoreStatus", "partially graded", "submitted")
    for flag in ("late", "incomplete", "inProgress"):
        unfinished |= results.said(flag, *_TRUE)
    counted = (
        (
            "results told by their statements",
            "each tie is a judgement, in resultLearningObjectiveIds.csv",
            told,
        ),
        (
            "results that are not graded",
            "kept by their status as outcome, without score",
            int((ungraded & (said.outcome != "")).sum()),
        ),
        (
            "scores of work that is late, incomplete or partly graded",
            "kept as scores",
            int((kept & unfinished & (said.score != "")).sum()),
        ),
        (
            "comments on results",
            "results have no place for them: not kept",
            int((kept & (results.cells("comment") != "")).sum()),
        ),
    )
    notes = [
        results.problem(rule, "note", remedy, count=count)
        for rule, remedy, count in counted
        if count
    ]
    return notes + about_zeros(results, int((kept & said.zeros).sum()))


def about_zeros(member: Member, count: int) -> list[Problem]:
    """Warn of zeros that were taken for work that was not done."""
    if not count:
        return []
    return [
        member.problem(
            "zero for work that was not done",
            "warning",
            "the status says exempt, not submitted or missing: kept as that, without score",
            count=count,
        )
    ]
