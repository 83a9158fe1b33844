"""Attainment then and now: what is said of each pair of words, for definitions that ask no more.

Seven words at each point make 49 pairs. Each pair is spoken of once and laid out over everybody,
so that such a definition is the same whether statements, teachers or scores place the pupils.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from ladders_analysis.grid import Integers
from ladders_analysis.policy import ATTAINMENT, NOT_PLACED, OWN_CURRICULUM
from ladders_analysis.snapshot import Snapshot


def of_each_pair(
    says: Callable[[str, str], str | None], then: Integers, end: Snapshot
) -> pd.DataFrame:
    """Lay out over all pupils × subjects what is said of their attainment then and now.

    Parameters
    ----------
    says
        (then, now) -> an outcome or a reason; None where there is nothing to say.
    then
        Where pupils stood at the start, pupils × subjects, places in `ATTAINMENT`.
    end
        The snapshot at the end.
    """
    words = np.array([[says(was, now) for now in ATTAINMENT] for was in ATTAINMENT], dtype=object)
    return end.grid.subject_frame(words[then, end.standing])


def why_unranked(then: str, now: str) -> str:
    """Say which point keeps a pupil from being rated; blank where both place them.

    Parameters
    ----------
    then, now
        Words of attainment.

    Examples
    --------
    >>> why_unranked("expected", "too early to say")
    'too early to say at the end'
    >>> why_unranked("own curriculum", "own curriculum")
    "on an earlier year's curriculum at the start and at the end"
    """
    both = (("at the start", then), ("at the end", now))
    if OWN_CURRICULUM in (then, now):
        at = " and ".join(when for when, word in both if word == OWN_CURRICULUM)
        return f"on an earlier year's curriculum {at}"
    return "; ".join(f"{word} {when}" for when, word in both if word in NOT_PLACED)
