"""The curve through earlier scores: knots by hand, B-splines by their own recursion."""

from __future__ import annotations

import numpy as np
import pytest

from ladders_analysis.growth.splines import Spline, design, spline_of

TO_100 = Spline((20.0, 40.0, 60.0, 80.0), (-10.0, 110.0))


def recursion(place: int, degree: int, knots: list[float], at: float) -> float:
    """Work out one B-spline by the recursion that defines it (de Boor 1978)."""
    if degree == 0:
        return float(knots[place] <= at < knots[place + 1])
    value = 0.0
    if knots[place + degree] > knots[place]:
        share = (at - knots[place]) / (knots[place + degree] - knots[place])
        value += share * recursion(place, degree - 1, knots, at)
    if knots[place + degree + 1] > knots[place + 1]:
        share = (knots[place + degree + 1] - at) / (knots[place + degree + 1] - knots[place + 1])
        value += share * recursion(place + 1, degree - 1, knots, at)
    return value


def test_knots_are_fifths_and_ends_a_tenth_beyond() -> None:
    """Eleven scores 0, 10 … 100: fifths fall on 20, 40, 60 and 80; the ends on −10 and 110."""
    assert spline_of(np.arange(0.0, 101.0, 10.0)) == TO_100
    # Four scores 1 2 3 10: a fifth of the way along three steps is 0.6 of a step, and so on.
    between = spline_of(np.array([10.0, 1.0, 3.0, 2.0]))
    assert between is not None
    assert between.knots == pytest.approx((1.6, 2.2, 2.8, 5.8))
    assert between.ends == pytest.approx((0.1, 10.9))


def test_one_score_only_has_no_curve() -> None:
    """Where everybody has the same score there is nothing to draw through."""
    assert spline_of(np.full(400, 7.0)) is None


@pytest.mark.parametrize("at", [-10.0, -3.0, 0.0, 20.0, 33.3, 50.0, 80.0, 99.0, 109.9])
def test_columns_are_the_b_splines_but_the_first(at: float) -> None:
    """Eight cubic B-splines, the first left to the intercept."""
    knots = [-10.0] * 4 + [20.0, 40.0, 60.0, 80.0] + [110.0] * 4
    wanted = [recursion(place, 3, knots, at) for place in range(8)]
    assert sum(wanted) == pytest.approx(1)
    assert TO_100.columns(np.array([at]))[0] == pytest.approx(wanted[1:])


def test_an_intercept_and_seven_columns_each() -> None:
    """Two earlier scores make fifteen columns, the latest score's first."""
    priors = np.array([[10.0, 90.0], [50.0, 30.0]])
    columns = design([TO_100, TO_100], priors)
    assert columns.shape == (2, 15)
    assert columns[:, 0].tolist() == [1, 1]
    assert np.array_equal(columns[:, 1:8], TO_100.columns(priors[:, 0]))
    assert np.array_equal(columns[:, 8:], TO_100.columns(priors[:, 1]))


def test_what_the_curve_covers() -> None:
    """Both ends and all between."""
    asked = np.array([-10.1, -10.0, 50.0, 110.0, 110.1])
    assert TO_100.covers(asked).tolist() == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("knots", "ends"),
    [
        ((20.0, 40.0, 60.0), (0.0, 100.0)),
        ((40.0, 20.0, 60.0, 80.0), (0.0, 100.0)),
        ((20.0, 40.0, 60.0, 120.0), (0.0, 100.0)),
        ((5.0, 5.0, 5.0, 5.0), (5.0, 5.0)),
    ],
    ids=["three", "out of order", "beyond the end", "one point"],
)
def test_a_spline_that_cannot_be(knots: tuple[float, ...], ends: tuple[float, float]) -> None:
    """Four knots between two ends, in order."""
    with pytest.raises(ValueError, match="4 knots between two ends"):
        Spline(knots, ends)
