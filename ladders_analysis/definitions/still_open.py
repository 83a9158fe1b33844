"""Which earlier gaps are still open, named by ladder, for a reason that a teacher can act on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.grid import Mask
from ladders_analysis.policy import TOLERANCE
from ladders_analysis.snapshot import Snapshot

NAMED = 3
"""So many ladders are named; of any further ones only the number is told."""


def ladders_of(snapshot: Snapshot, mask: pd.DataFrame) -> pd.DataFrame:
    """Name the ladders on which statements lie, those with most of them first.

    Parameters
    ----------
    snapshot
        A snapshot of the school.
    mask
        Pupils × statements.

    Returns
    -------
    DataFrame of str
        Pupils × subjects, such as "Fractions, Place value"; blank where nothing is marked.

    Notes
    -----
    The order is by weight, then by the ladder's name, so that neither the order of rows nor the
    statements' ids, nor cutting statements finer, changes a word.
    """
    grid = snapshot.grid
    marked, weights = mask.to_numpy(bool), grid.table["weight"].to_numpy(np.float64)
    ladders = grid.table["ladder"].astype("object").to_numpy()
    words = np.full((len(grid.pupils), len(grid.subjects)), "", dtype=object)
    for place in range(len(grid.subjects)):
        across = np.flatnonzero((grid.subject_of == place) & marked.any(axis=0))
        if len(across):
            words[:, place] = _named(marked[:, across], weights[across], ladders[across])
    return grid.subject_frame(words)


def listed(names: Sequence[str]) -> str:
    """List ladders in a few words.

    Examples
    --------
    >>> listed(["Fractions", "Shape"])
    'Fractions, Shape'
    >>> listed(["Fractions", "Shape", "Time", "Money", "Angles"])
    'Fractions, Shape, Time and 2 more'
    """
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _named(marked: Mask, weights: np.ndarray, ladders: np.ndarray) -> list[str]:
    """Name each pupil's ladders within one subject."""
    ladder_of, names = pd.factorize(ladders, sort=True)
    spread = np.zeros((len(weights), len(names)))
    spread[np.arange(len(weights)), ladder_of] = weights
    # Rounded, so that the thirds of a statement weigh as much as the whole of another.
    on_each = (marked @ spread).round(9)
    first = np.argsort(-on_each, axis=1, kind="stable")
    how_many = (on_each > TOLERANCE).sum(axis=1)
    return [
        listed([str(names[place]) for place in order[:number]])
        for order, number in zip(first, how_many.tolist(), strict=True)
    ]
