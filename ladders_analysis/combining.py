"""Reading, writing and maths combined: who is at expectation in all, and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.english import listing
from ladders_analysis.errors import LaddersError, nearest
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
    Own curriculum in any subject is own curriculum. Working towards in any is working towards,
    whatever is missing elsewhere. Otherwise a subject that cannot be placed leaves not enough
    evidence. Greater depth means greater depth in all.
    """
    if isinstance(snapshot, TrustSnapshot):
        return snapshot.each(lambda school: combined(school, subjects))
    for subject in subjects:
        if subject not in snapshot.subjects:
            raise LaddersError(
                f'No subject "{subject}" here: {nearest(subject, snapshot.subjects)}.'
            )
    table = snapshot.attainment()
    wide = table.pivot_table(
        index="pupil_id", columns="subject", values="attainment", aggfunc="first", observed=True
    ).reindex(index=snapshot.pupils.index, columns=list(subjects))
    words = wide.astype("str")
    behind = words == WORKING_TOWARDS
    unplaced = ~words.isin(PLACED)
    attainment = np.select(
        [
            (words == OWN_CURRICULUM).any(axis=1),
            behind.any(axis=1),
            unplaced.any(axis=1),
            (words == GREATER_DEPTH).all(axis=1),
        ],
        [OWN_CURRICULUM, WORKING_TOWARDS, NOT_ENOUGH, GREATER_DEPTH],
        EXPECTED,
    )
    stopping = behind.where(behind.any(axis=1), unplaced)
    in_the_way = [
        ", ".join(subject for subject, stops in zip(subjects, row, strict=True) if stops)
        for row in stopping.to_numpy(bool)
    ]
    return pd.DataFrame(
        {
            "pupil_id": wide.index,
            "subject": listing(subjects),
            "attainment": pd.Categorical(attainment, categories=list(ATTAINMENT), ordered=True),
            "in_the_way": pd.array(in_the_way, dtype="str"),
        }
    )
