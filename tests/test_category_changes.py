"""Who changes category between two definitions, counted by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError


def test_outcomes_are_crossed_in_their_own_order(build: Callable) -> None:
    """Cat: fell behind and few closed. Dan: still behind, few. Ann: kept up, no gaps."""
    school = build(**explored_tables())
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    one = la.progress(start, end, "against_expectation").only(cohort=2027)
    other = la.progress(start, end, "gaps_closed").only(cohort=2027)
    table = la.who_changes(one, other, names=("Ours", "New"))
    assert table.columns.tolist() == ["few closed", "most closed", "no gaps", "In all"]
    assert table.index.tolist() == [
        "fell behind", "still behind", "kept up", "caught up", "In all",
    ]  # fmt: skip
    assert table.to_numpy().tolist() == [
        [1, 0, 0, 1],
        [1, 0, 0, 1],
        [0, 0, 1, 1],
        [0, 1, 0, 1],
        [2, 1, 1, 4],
    ]
    assert table.index.name == "Ours, by New"


def test_different_pupils_are_refused(build: Callable) -> None:
    """A part of the school cannot be crossed with the whole."""
    school = build(**explored_tables())
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gaps_closed")
    with pytest.raises(LaddersError, match="different pupils"):
        la.who_changes(moved, moved.only(cohort=2027))
