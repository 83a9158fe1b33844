"""Quantile regression, beside a search through every line that could be the best."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.growth.quantiles import quantile_lines, told_apart

QUANTILES = [(place + 0.5) / 100 for place in range(100)]


def loss(columns: np.ndarray, scores: np.ndarray, line: np.ndarray, quantile: float) -> float:
    """Add up what a line misses by: a point above counts q, a point below 1 − q."""
    missed = scores - columns @ line
    return float(np.where(missed > 0, quantile * missed, (quantile - 1) * missed).sum())


def best_of_all(columns: np.ndarray, scores: np.ndarray, quantile: float) -> float:
    """Try every line through as many points as it has coefficients: one of them is a best one."""
    losses = []
    for rows in combinations(range(len(scores)), columns.shape[1]):
        part = columns[list(rows)]
        if abs(np.linalg.det(part)) > 1e-9:
            line = np.linalg.solve(part, scores[list(rows)])
            losses.append(loss(columns, scores, line, quantile))
    return min(losses)


@pytest.mark.parametrize("seed", range(4))
def test_no_line_is_better(seed: int) -> None:
    """A straight line, and a curve, through 13 points: at every quantile nothing misses less."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 1, 13)
    scores = 0.5 + 0.3 * x + rng.normal(0, 0.1, 13)
    for columns in (np.stack([np.ones(13), x], 1), np.stack([np.ones(13), x, x**2], 1)):
        lines = quantile_lines(columns, scores, np.ones(13, np.int64))
        for quantile, line in list(zip(QUANTILES, lines, strict=True))[seed::7]:
            found = loss(columns, scores, line, quantile)
            assert found == pytest.approx(best_of_all(columns, scores, quantile), abs=1e-9)


def test_without_an_earlier_score_it_is_the_empirical_quantile() -> None:
    """Seven scores and an intercept alone: the lowest score with q × 7 pupils at or below it."""
    scores = np.array([0.9, 0.1, 0.4, 0.0, 1.0, 0.6, 0.3])
    lines = quantile_lines(np.ones((7, 1)), scores, np.ones(7, np.int64))
    ordered = sorted(scores)
    # 7 × 0.005 = 0.035: the first; 7 × 0.145 = 1.015: the second; 7 × 0.995 = 6.965: the seventh.
    for place, rank in ((0, 1), (13, 1), (14, 2), (49, 4), (99, 7)):
        assert lines[place, 0] == pytest.approx(ordered[rank - 1])


def test_several_best_lines_settle_on_the_lowest() -> None:
    """With 200 pupils, 200 × 0.005 is one pupil: any line from the first to the second is best."""
    scores = np.arange(200) / 199
    lines = quantile_lines(np.ones((200, 1)), scores, np.ones(200, np.int64))
    assert lines[:, 0] == pytest.approx(scores[::2])


def test_pupils_who_share_a_row_count_as_many() -> None:
    """Three pupils in one row are the same as three rows."""
    x, scores = np.array([0.0, 1.0, 2.0, 3.0, 4.0]), np.array([0.2, 0.1, 0.7, 0.5, 1.0])
    columns, pupils = np.stack([np.ones(5), x], 1), np.array([3, 1, 2, 5, 1])
    each = np.repeat(np.arange(5), pupils)
    together = quantile_lines(columns, scores, pupils)
    apart = quantile_lines(columns[each], scores[each], np.ones(len(each), np.int64))
    assert together == pytest.approx(apart)


@pytest.mark.parametrize(
    ("columns", "answer"),
    [
        (np.array([[1.0, 0.0], [1.0, 1.0]]), True),
        (np.array([[1.0, 0.0]]), False),
        (np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 2.0]]), False),
        (np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.0, 2.0, 2.0]]), False),
        (np.array([[1.0, 0.0, 0.0], [1.0, 1.0, 1.0], [1.0, 2.0, 4.0]]), True),
    ],
    ids=["a line", "too few rows", "one value", "twice the same", "a parabola"],
)
def test_whether_columns_can_be_told_apart(columns: np.ndarray, answer: bool) -> None:
    """As many rows as columns, and no column made of the others."""
    assert told_apart(columns) is answer


def test_a_solver_that_gives_up_is_told() -> None:
    """Pupils that count less than nothing make a programme that has no answer."""
    with pytest.raises(LaddersError, match="could not be solved.*priors=1"):
        quantile_lines(np.ones((2, 1)), np.array([0.0, 1.0]), np.array([3, -1]))
