"""What a progress definition must hold, of made-up schools and of schools drawn at random.

DESIGN §5: cutting, renaming and shuffling change no outcome; one more due statement that is secure
makes none worse, a secure one that is not judged makes none better; and whoever is up at both
points is favourable. Below stands, for every built-in definition, what it is known not to hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
import pandas as pd
import pytest
from drawing import Drawn, drawn_schools
from hypothesis import given, settings
from hypothesis import strategies as st

from ladders_analysis.auditing.trial_schools import trial_pairs
from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.definitions.points_gained import PointsGained
from ladders_analysis.experiments.changed import Change, Changed
from ladders_analysis.experiments.cutting import one_ladder_cut, statements_cut
from ladders_analysis.experiments.evidence import one_more_secure, secure_unassessed
from ladders_analysis.experiments.grades import grades_cut
from ladders_analysis.experiments.naming import codes_renamed, pupils_renamed, statements_renamed
from ladders_analysis.experiments.rows import rows_duplicated, rows_shuffled
from ladders_analysis.policy import UP
from ladders_analysis.snapshot import Snapshot

GRADES, STATEMENTS, LADDER = "grades cut", "statements cut", "one ladder cut"
NAMES, ROWS = "renamed", "rows shuffled and duplicated"
BETTER, WORSE, CEILING = "one more secure", "some secure not judged", "up at both points"

FAILS: Mapping[str, set[str]] = {
    "against_expectation": set(),
    "working_curriculum": {CEILING},  # up by a teacher or a test, behind by statements
    "gaps_closed": {CEILING},
    "curriculum_secured": {CEILING},
    "retained": {CEILING},
    "deepened": {CEILING},
    "from_starting_point": {CEILING},  # from greater depth to expected
    "mapped": set(),
    "teacher_view": {CEILING},
    "growth_to_target": {CEILING},  # up by the teacher, below the line of the test
    "growth_percentile": {CEILING},
    "percentage_of_milestones": {GRADES, LADDER, CEILING},
    "points_gained": {GRADES, LADDER, CEILING},
}
"""What each built-in definition fails; everything else it must hold."""

CHANGES: Mapping[str, tuple[Change, ...]] = {
    GRADES: tuple(grades_cut(3, which=where) for where in ("lowest", "highest", "any")),
    STATEMENTS: (statements_cut(3),),
    LADDER: (one_ladder_cut(3),),
    NAMES: (pupils_renamed, statements_renamed, codes_renamed),
    ROWS: (rows_shuffled, rows_duplicated),
    BETTER: (one_more_secure,),
    WORSE: (secure_unassessed,),
}
ALL_AT_ONCE = (NAMES, ROWS)
"""Experiments that are made one after the other; the others are made one at a time."""


def changes_of(row: str, place: int) -> Iterator[Change]:
    """Give the experiments of a row, each to one made-up school in turn."""
    changes = CHANGES[row]
    if row in ALL_AT_ONCE:
        yield from changes
    else:
        yield changes[place % len(changes)]


def changed_by(row: str, start: Snapshot, end: Snapshot, place: int, seed: int) -> Changed:
    """Make a row's experiments on two snapshots."""
    rng = np.random.default_rng(seed)
    changed = Changed(start, end)
    for change in changes_of(row, place):
        after = change(changed.start, changed.end, rng)
        changed = Changed(after.start, after.end, {**changed.pupils, **after.pupils})
    return changed


def breaks(definition: Definition, row: str, before: pd.Series, after: pd.Series) -> np.ndarray:
    """Mark whose change of outcome breaks the rule; unranked is never worse or better."""
    was, now = before.cat.codes.to_numpy(), after.cat.codes.to_numpy()
    ranked = np.maximum(was, now) < len(definition.about.outcomes)
    if row == BETTER:
        return ranked & (now < was)
    if row == WORSE:
        return ranked & (now > was)
    return was != now


def broken(definition: Definition, row: str, before: pd.Series, changed: Changed) -> int:
    """Count the pupils for whom a row is broken."""
    rated = changed.back(definition(changed.start, changed.end))
    return int(breaks(definition, row, before, rated["outcome"].reindex(before.index)).sum())


def under_the_ceiling(
    definition: Definition, before: pd.Series, start: Snapshot, end: Snapshot
) -> int:
    """Count who is up by the policy at both points, ranked, and not favourable."""
    up = start.stands(*UP) & end.stands(*UP)
    subject = up.columns.get_indexer(before.index.get_level_values("subject"))
    pupil = up.index.get_indexer(before.index.get_level_values("pupil_id"))
    held = list(definition.about.favourable) + list(before.cat.categories[-2:])
    return int((up.to_numpy()[pupil, subject] & ~before.isin(held).to_numpy()).sum())


@cache
def trial(row: str, place: int) -> Changed:
    """Make an experiment on a made-up school once, for all definitions."""
    pair = trial_pairs()[place]
    return changed_by(row, pair.start, pair.end, place, seed=7)


def refuted(definition: Definition) -> dict[str, int]:
    """Count, row by row, the pupils of all made-up schools for whom a definition breaks it."""
    found = dict.fromkeys([*CHANGES, CEILING], 0)
    for place, pair in enumerate(trial_pairs()):
        before = definition(pair.start, pair.end)["outcome"]
        found[CEILING] += under_the_ceiling(definition, before, pair.start, pair.end)
        for row in CHANGES:
            found[row] += broken(definition, row, before, trial(row, place))
    return found


def test_the_table_speaks_of_every_built_in_definition() -> None:
    """A new definition says here what it is known not to hold."""
    assert set(FAILS) == set(DEFINITIONS)


@pytest.mark.parametrize("name", [name for name in FAILS if name in DEFINITIONS])
def test_made_up_schools_refute_what_is_known_and_nothing_else(name: str) -> None:
    """Each row fails for somebody where the table says so, and for nobody elsewhere."""
    found = refuted(DEFINITIONS[name]())
    assert {row for row, pupils in found.items() if pupils} == FAILS[name], found


def test_a_fixed_number_of_points_fails_when_all_statements_are_cut() -> None:
    """Three points a half-term, as schools use them: the boxes treble and the target does not."""
    found = refuted(PointsGained(per_half_term=3))
    failed = {row for row, pupils in found.items() if pupils}
    assert failed == {GRADES, STATEMENTS, LADDER, CEILING}, found


@pytest.mark.parametrize("row", [*CHANGES, CEILING])
def test_against_expectation_holds_everything(row: str) -> None:
    """On schools drawn at random, whatever their policy (counts latest or highest)."""
    definition = DEFINITIONS["against_expectation"]()

    @given(drawn=drawn_schools(), seed=st.integers(0, 2**32 - 1))
    @settings(max_examples=25, deadline=None)
    def holds(drawn: Drawn, seed: int) -> None:
        start, end = drawn.start, drawn.end
        before = definition(start, end)["outcome"]
        if row == CEILING:
            assert not under_the_ceiling(definition, before, start, end)
        else:
            assert not broken(definition, row, before, changed_by(row, start, end, seed, seed))

    holds()


@given(
    drawn=drawn_schools(),
    row=st.sampled_from([*CHANGES, CEILING]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=50, deadline=None)
def test_every_definition_holds_what_it_says(drawn: Drawn, row: str, seed: int) -> None:
    """The other definitions, on schools drawn at random, in every row that they do not fail."""
    start, end = drawn.start, drawn.end
    changed = None if row == CEILING else changed_by(row, start, end, seed, seed)
    for name in FAILS.keys() & DEFINITIONS.keys():
        if row in FAILS[name]:
            continue
        definition = DEFINITIONS[name]()
        before = definition(start, end)["outcome"]
        if changed is None:
            assert not under_the_ceiling(definition, before, start, end), name
        else:
            assert not broken(definition, row, before, changed), name
