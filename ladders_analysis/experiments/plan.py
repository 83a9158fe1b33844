"""An experiment with the plan: the same judgements, and everything due a half-term earlier.

A definition that asks whether what is due is secure notices; one that never asks does not.
"""

from __future__ import annotations

import numpy as np

from ladders_analysis.calendar import HALF_TERMS
from ladders_analysis.experiments.changed import Changed, retaken
from ladders_analysis.snapshot import Snapshot


def due_earlier(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Let every statement fall due a half-term earlier than the curriculum says.

    Parameters
    ----------
    start, end
        Two snapshots of one school; they stay as they are.
    rng
        Not used: nothing is left to chance.

    Notes
    -----
    What is due by the end of the first half-term stays so. A blank is the end of the year.
    """
    statements = start.of_school.tables["statements"]
    due = statements["due_half_term"].fillna(HALF_TERMS)
    earlier = statements.assign(due_half_term=(due - 1).clip(lower=1))
    return retaken(start.of_school.with_tables(statements=earlier), start, end)
