"""Reading, writing and maths combined: who is at expectation in all, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.attainment import ATTAINMENT_WORDS
from ladders_analysis.english import listing
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.grid import Mask
from ladders_analysis.policy import (
    ATTAINMENT,
    EXPECTED,
    GREATER_DEPTH,
    NOT_ENOUGH,
    OWN_CURRICULUM,
    PLACED,
    WORKING_TOWARDS,
)
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot

RWM = ("Reading", "Writing", "Maths")
NONE = -1
"""No attainment: out of scope, or a subject that the school does not have."""
_PLACE = {word: place for place, word in enumerate(ATTAINMENT)}


def combined(snapshot: Snapshot | TrustSnapshot, subjects: Sequence[str] = RWM) -> pd.DataFrame:
    """Ask who is at expectation in all of several subjects.

    Parameters
    ----------
    snapshot
        The school, or trust, as at a point.
    subjects
        The subjects that must all be met.

    Returns
    -------
    DataFrame
        One row per pupil in scope: `pupil_id` (for a trust `school_id` before it), `subject`
        (their names joined), `attainment`, and `in_the_way`, the subjects that keep the pupil
        from it, blank where none does.

    Raises
    ------
    LaddersError
        The school has no such subject.

    Notes
    -----
    The rule is that of `together`.
    """
    if isinstance(snapshot, TrustSnapshot):
        return snapshot.each(lambda school: combined(school, subjects))
    for subject in subjects:
        if subject not in snapshot.subjects:
            raise LaddersError(
                f'No subject "{subject}" here: {nearest(subject, snapshot.subjects)}.'
            )
    columns = [snapshot.subjects.index(subject) for subject in subjects]
    here = snapshot.roll.in_scope
    places = snapshot.standing[here][:, columns]
    in_the_way = [
        ", ".join(subject for subject, stops in zip(subjects, row, strict=True) if stops)
        for row in stopping(places)
    ]
    return pd.DataFrame(
        {
            "pupil_id": snapshot.grid.pupils[here],
            "subject": listing(subjects),
            "attainment": pd.Categorical.from_codes(together(places), dtype=ATTAINMENT_WORDS),
            "in_the_way": pd.array(in_the_way, dtype="str"),
        }
    )


def together(places: NDArray[np.integer]) -> NDArray[np.int8]:
    """Place pupils in several subjects at once.

    Parameters
    ----------
    places
        Pupils × subjects, places in `ATTAINMENT` or `NONE`.

    Returns
    -------
    ndarray
        A place for each pupil; `NONE` where any subject is.

    Notes
    -----
    Own curriculum in any subject is own curriculum. Working towards in any is working towards,
    whatever is missing elsewhere. Otherwise a subject that cannot be placed leaves not enough
    evidence. Greater depth means greater depth in all.

    Examples
    --------
    >>> together(np.array([[1, 1, 2], [1, 0, 5], [2, 2, 2], [1, 5, 1]], np.int8)).tolist()
    [1, 0, 2, 6]
    """
    found = np.select(
        [
            (places == NONE).any(axis=1),
            (places == _PLACE[OWN_CURRICULUM]).any(axis=1),
            (places == _PLACE[WORKING_TOWARDS]).any(axis=1),
            (places >= len(PLACED)).any(axis=1),
            (places == _PLACE[GREATER_DEPTH]).all(axis=1),
        ],
        [
            NONE,
            _PLACE[OWN_CURRICULUM],
            _PLACE[WORKING_TOWARDS],
            _PLACE[NOT_ENOUGH],
            _PLACE[GREATER_DEPTH],
        ],
        _PLACE[EXPECTED],
    )
    return found.astype(np.int8)


def stopping(places: NDArray[np.integer]) -> Mask:
    """Mark the subjects that keep each pupil from expectation in all of several.

    Parameters
    ----------
    places
        Pupils × subjects, places in `ATTAINMENT`.

    Returns
    -------
    ndarray of bool
        Pupils × subjects: those in which the pupil is working towards; where there is none, those
        in which they cannot be placed.
    """
    behind = places == _PLACE[WORKING_TOWARDS]
    return np.where(behind.any(axis=1, keepdims=True), behind, places >= len(PLACED))
