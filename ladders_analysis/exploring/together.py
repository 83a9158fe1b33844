"""Reading, writing and maths together, from places in arrays.

The same rule as `la.combined`, for thousands of pupils in a moment.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ladders_analysis.policy import (
    ATTAINMENT,
    EXPECTED,
    GREATER_DEPTH,
    NOT_ENOUGH,
    OWN_CURRICULUM,
    PLACED,
    WORKING_TOWARDS,
)

NONE = -1
"""No attainment or outcome: out of scope, or a subject that the school does not have."""
_PLACE = {word: place for place, word in enumerate(ATTAINMENT)}


def together(places: NDArray[np.int8]) -> NDArray[np.int8]:
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
    Own curriculum in any subject is own curriculum; else working towards in any is working
    towards; else a subject that cannot be placed leaves not enough evidence. Greater depth means
    greater depth in all.

    Examples
    --------
    >>> together(np.array([[1, 1, 2], [1, 0, 5], [2, 2, 2], [1, 5, 1]], np.int8)).tolist()
    [1, 0, 2, 6]
    """
    behind = (places == _PLACE[WORKING_TOWARDS]).any(axis=1)
    found = np.select(
        [
            (places == NONE).any(axis=1),
            (places == _PLACE[OWN_CURRICULUM]).any(axis=1),
            behind,
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
