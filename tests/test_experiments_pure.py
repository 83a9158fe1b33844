"""Every experiment leaves its snapshots alone, is repeatable, and copes with what is not there."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest
from experimented import EXPERIMENTS, KINDS, run, tiny

from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.changed import outcomes_changed, share_checked
from ladders_analysis.experiments.evidence import entries_late, entries_missing, start_lowered
from ladders_analysis.experiments.noise import judgements_wrong
from ladders_analysis.one_school import OneSchool
from ladders_analysis.snapshot import Snapshot


def everything_of(of_school: OneSchool) -> dict[str, object]:
    """List what a school holds, so that it can be compared."""
    grid = of_school.grid
    arrays = {name: getattr(grid, name) for name in ("cells", "assessed", "recorded", "codes")}
    return {
        **of_school.tables,
        **arrays,
        "statements of the grid": grid.table,
        "settings": of_school.settings,
        "bases": of_school.bases,
    }


def same(one: object, other: object) -> bool:
    """Compare tables, arrays and settings."""
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        return one.equals(other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return one == other


def differing(one: OneSchool, other: OneSchool) -> list[str]:
    """Name what two schools do not have in common."""
    mine, theirs = everything_of(one), everything_of(other)
    return [name for name in mine if not same(mine[name], theirs[name])]


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_inputs_stay_as_they_are(name: str) -> None:
    """Nothing that the snapshots hold is written to."""
    start, end = tiny()
    before = copy.deepcopy(everything_of(start.of_school))
    counted = start.counted.copy(), end.counted.copy()
    run(EXPERIMENTS[name], (start, end), seed=5)
    after = everything_of(start.of_school)
    assert [each for each in before if not same(before[each], after[each])] == []
    assert np.array_equal(start.counted, counted[0])
    assert np.array_equal(end.counted, counted[1])


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_one_seed_one_answer(name: str) -> None:
    """The same source of chance gives the same snapshots."""
    one, other = (run(EXPERIMENTS[name], tiny(), seed=11) for _ in range(2))
    assert differing(one.start.of_school, other.start.of_school) == []
    assert np.array_equal(one.start.counted, other.start.counted)
    assert np.array_equal(one.end.counted, other.end.counted)
    assert one.pupils == other.pupils


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_school_may_lack_statements_judgements_or_scores(name: str, kind: str) -> None:
    """What comes out can be rated, for the same pupils and subjects, by their own names."""
    start, end = tiny(kind)
    changed = run(EXPERIMENTS[name], (start, end), seed=3)
    assert isinstance(changed.start, Snapshot) and isinstance(changed.end, Snapshot)
    for definition in ("against_expectation", "gaps_closed", "points_gained"):
        rate = DEFINITIONS[definition]()
        rated = changed.back(rate(changed.start, changed.end))
        assert set(rated.index) == set(rate(start, end).index)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_only_renaming_renames_pupils(name: str) -> None:
    """Every other experiment keeps the pupils' ids."""
    changed = run(EXPERIMENTS[name], tiny())
    known = ["ann", "ben"]
    if name == "pupils renamed":
        assert sorted(changed.pupils.values()) == known
    else:
        assert changed.pupils == {}
        assert changed.end.grid.pupils.tolist() == known


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_lies_between_nothing_and_everything(share: float) -> None:
    """Shares and probabilities are refused with what is allowed."""
    for make in (judgements_wrong, start_lowered, entries_missing):
        with pytest.raises(LaddersError, match="between 0 and 1"):
            make(share)
    with pytest.raises(LaddersError, match="between 0 and 1"):
        entries_late(14, share=share)
    assert share_checked("share", 1.0) == 1.0


def test_outcomes_are_counted_pupil_by_pupil() -> None:
    """Two of the four outcomes differ where two words were changed."""
    start, end = tiny()
    rated = DEFINITIONS["points_gained"]()(start, end)
    other = rated.assign(outcome=rated["outcome"].iloc[::-1].to_numpy())
    differ = (rated["outcome"].to_numpy() != other["outcome"].to_numpy()).sum()
    assert outcomes_changed(rated, rated) == (0, 4)
    assert outcomes_changed(rated, other) == (differ, 4)
