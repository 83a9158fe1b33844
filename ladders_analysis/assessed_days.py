"""On which days something was assessed of whom; the points that a school has evidence for.

A trust holds millions of judgements and a few hundred days. Each pupil and day counts once, as one
whole number, so that finding the points takes a moment.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.grid import Integers, day_number, days

ENOUGH_OF_A_SCHOOL = 0.25
"""The share of pupils who must have been assessed for a point to have evidence."""
_DATED = (("judgements", "assessed_on"), ("overall", "assessed_on"), ("results", "taken_on"))


def points_with_evidence(
    points: Sequence[AssessmentPoint], tables: Mapping[str, pd.DataFrame]
) -> tuple[AssessmentPoint, ...]:
    """Return the assessment points that there is evidence for.

    Parameters
    ----------
    points
        The assessment points, oldest first.
    tables
        The tidy tables.

    Notes
    -----
    A point has evidence when, after the entries of the point before it closed and by the day its
    own close, something was assessed of at least a quarter of the pupils of that academic year: a
    stray late entry, or one year group's tests, do not make a point.
    """
    pupils, on = _assessed(tables)
    roll = tables["pupils"].groupby("academic_year")["pupil_id"].nunique()
    found = []
    for point in points:
        earlier = [each.entries_close for each in points if each.on < point.on]
        after = max([*earlier[-1:], dt.date(point.year.ends - 1, 8, 31)])
        fresh = (on > day_number(after)) & (on <= day_number(point.entries_close))
        enough = max(ENOUGH_OF_A_SCHOOL * int(roll.get(point.year.ends, 0)), 1)
        if len(np.unique(pupils[fresh])) >= enough:
            found.append(point)
    return tuple(found)


def _assessed(tables: Mapping[str, pd.DataFrame]) -> tuple[Integers, Integers]:
    """Return every pupil × day on which something was assessed, each once, as whole numbers."""
    ids = pd.concat([tables[name]["pupil_id"].astype("str") for name, _ in _DATED])
    on = np.concatenate([days(tables[name][column]) for name, column in _DATED])
    pupils, _ = pd.factorize(ids)
    known = pupils >= 0
    if not known.any():
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first = int(on[known].min())
    wide = int(on[known].max()) - first + 1
    pairs = pd.unique(pupils[known].astype(np.int64) * wide + (on[known] - first))
    return pairs // wide, pairs % wide + first
