"""How a standing moves between two points: the words that several definitions share."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.definitions.contract import first_true

FELL = "fell behind"
STILL = "still behind"
CLOSING = "closing the gap"
GAPS_OPEN = "up, earlier gaps open"
KEPT = "kept up"
CAUGHT = "caught up"
AHEAD = "moved ahead"

MOVEMENTS = (FELL, STILL, CLOSING, GAPS_OPEN, KEPT, CAUGHT, AHEAD)
FAVOURABLE = MOVEMENTS[2:]


def moved(
    *,
    was: Sequence[pd.DataFrame],
    now: Sequence[pd.DataFrame],
    own_curriculum: pd.DataFrame,
    closing: pd.DataFrame,
    gaps_open: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Name the movement from one standing to another.

    Parameters
    ----------
    was, now
        At the start and at the end, three masks (pupils × subjects): behind, at expectation, and
        at greater depth. A pupil in none of them is not placed.
    own_curriculum
        Pupils on their own curriculum at either point.
    closing
        Pupils behind at both points who are closing the gap.
    gaps_open
        Pupils now up who still have earlier gaps open.

    Returns
    -------
    DataFrame
        Pupils × subjects of outcomes; None where a pupil was not placed at both points.
    """
    was_behind, was_expected, was_deeper = was
    is_behind, is_expected, is_deeper = now
    was_up, is_up = was_expected | was_deeper, is_expected | is_deeper
    caught = was_behind & is_up
    still_open = caught & gaps_open if gaps_open is not None else caught & False
    return first_true(
        ("own curriculum", own_curriculum),
        (FELL, was_up & is_behind),
        (CLOSING, was_behind & is_behind & closing),
        (STILL, was_behind & is_behind),
        (GAPS_OPEN, still_open),
        (CAUGHT, caught),
        (AHEAD, was_expected & is_deeper),
        (KEPT, was_up & is_up),
    )
