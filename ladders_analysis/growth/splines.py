"""Curves through the earlier scores: cubic B-splines, which bend where the pupils are.

How a later score depends on an earlier one is seldom a straight line: tests have floors and
ceilings. Four knots let the curve bend between fifths of the pupils.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from ladders_analysis.grid import Floats, Mask

DEGREE = 3
KNOTS_AT = (0.2, 0.4, 0.6, 0.8)
"""The knots stand at these quantiles of the earlier scores."""
BEYOND = 0.1
"""How far beyond the earlier scores the curve reaches at either end [share of their range]."""
COLUMNS = len(KNOTS_AT) + DEGREE
"""Columns that one earlier score adds to the intercept."""


class Spline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the curve through one earlier score may bend, and where it ends.

    Attributes
    ----------
    knots
        Where it may bend [score], lowest first.
    ends
        Where it begins and ends [score].
    """

    knots: tuple[float, ...]
    ends: tuple[float, float]

    def __post_init__(self) -> None:
        """Refuse knots that do not lie between the ends."""
        line = [self.ends[0], *self.knots, self.ends[1]]
        if len(self.knots) != len(KNOTS_AT) or line != sorted(line) or line[0] == line[-1]:
            raise ValueError(f"a spline needs {len(KNOTS_AT)} knots between two ends, in order")

    def covers(self, scores: Floats) -> Mask:
        """Mark the scores that lie between the ends."""
        return (self.ends[0] <= scores) & (scores <= self.ends[1])

    def columns(self, scores: Floats) -> Floats:
        """Lay scores out as columns of the regression: scores × 7.

        Notes
        -----
        All B-splines but the first, which the intercept stands for.
        """
        from scipy.interpolate import BSpline

        first, last = ([end] * (DEGREE + 1) for end in self.ends)
        knots = np.array([*first, *self.knots, *last])
        every = BSpline.design_matrix(scores, knots, DEGREE).toarray()
        return np.asarray(every[:, 1:], dtype=np.float64)


def spline_of(scores: Floats) -> Spline | None:
    """Place the knots for one earlier score; None where all pupils have the same.

    Examples
    --------
    >>> spline_of(np.arange(101.0))
    Spline(knots=(20.0, 40.0, 60.0, 80.0), ends=(-10.0, 110.0))
    """
    lowest, highest = float(scores.min()), float(scores.max())
    if not lowest < highest:
        return None
    further = BEYOND * (highest - lowest)
    return Spline(
        tuple(np.quantile(scores, KNOTS_AT).tolist()), (lowest - further, highest + further)
    )


def design(splines: Sequence[Spline], priors: Floats) -> Floats:
    """Lay out several earlier scores as one regression: an intercept and 7 columns each.

    Parameters
    ----------
    splines
        One curve for each earlier score.
    priors
        Pupils × earlier scores.
    """
    each = [spline.columns(priors[:, place]) for place, spline in enumerate(splines)]
    return np.hstack([np.ones((len(priors), 1)), *each])
