"""The made-up schools: the same for one seed, and many pupils on every line."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from ladders_analysis import schema
from ladders_analysis.auditing.trial_schools import Pair, trial_pairs
from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.policy import ATTAINMENT, UP
from ladders_analysis.snapshot import Snapshot

PAIRS = {pair.label: pair for pair in trial_pairs()}


def pair_of(words: str) -> Pair:
    """Find the made-up school whose label ends in these words."""
    return next(pair for label, pair in PAIRS.items() if label.endswith(words))


def said(snapshot: Snapshot) -> set[str]:
    """List the words of attainment that occur among pupils in scope."""
    return {ATTAINMENT[place] for place in np.unique(snapshot.standing[snapshot.roll.in_scope])}


def outcomes_of(definition: str, pair: Pair) -> Mapping[str, int]:
    """Count a definition's outcomes."""
    rated = DEFINITIONS[definition]()(pair.start, pair.end)
    return rated["outcome"].astype("str").value_counts().to_dict()


def steps(snapshot: Snapshot) -> np.ndarray:
    """Say how many statements each pupil by statements is from the line, 0 on it, −1 below."""
    secure, due = snapshot.placed.secure, snapshot.placed.due
    line = snapshot.rules.shares("secure_share") * due
    away = np.round(secure - np.ceil(line - 1e-9), 6)
    return away[(due > 0) & snapshot.roll.in_scope[:, None]]


def test_labels_are_plain_and_told_apart() -> None:
    """Each school says what it is like; no two say the same."""
    pairs = trial_pairs()
    assert len(PAIRS) == len(pairs) == 15
    for label in PAIRS:
        assert label == label.strip() and not label.endswith(".") and len(label) < 110


def test_one_seed_makes_one_set_of_schools() -> None:
    """The same seed gives the same tables, another seed other marks."""
    first = trial_pairs(0)
    again, other = trial_pairs.__wrapped__(0), trial_pairs.__wrapped__(1)
    for one, two in zip(first, again, strict=True):
        assert np.array_equal(one.end.counted, two.end.counted)
        for name, table in one.end.of_school.tables.items():
            pd.testing.assert_frame_equal(table, two.end.of_school.tables[name])
    judged = [pair for pair in first if pair.end.counted.any()]
    theirs = [pair for pair in other if pair.end.counted.any()]
    assert len(judged) == len(theirs) == 14
    for one, two in zip(judged, theirs, strict=True):
        assert not np.array_equal(one.end.counted, two.end.counted)


@pytest.mark.parametrize("label", PAIRS)
def test_a_made_up_school_is_as_a_loaded_one(label: str) -> None:
    """Two points of one school in order; every table has its columns and their types."""
    pair = PAIRS[label]
    assert pair.start.of_school is pair.end.of_school
    assert pair.start.point.on < pair.end.point.on
    tables = pair.start.of_school.tables
    assert set(tables) == set(schema.TABLES)
    for name, table in tables.items():
        for column in schema.TABLES[name].columns:
            found = str(table[column.name].dtype)
            as_loaded = {"key": "bool", "weight": "float64"}.get(column.name, column.dtype)
            assert found in (as_loaded, column.dtype, "category"), (name, column.name)
    pupils = tables["pupils"]
    assert not pupils.duplicated(["pupil_id", "academic_year"]).any()
    assert pupils["name"].isna().all() and pupils["upn"].isna().all()
    assert not tables["statements"]["statement_id"].duplicated().any()
    judgements = tables["judgements"]
    assert (judgements["assessed_on"] <= pd.Timestamp(pair.end.point.entries_close)).all()
    assert judgements["pupil_id"].isin(pupils["pupil_id"]).all()


def test_many_pupils_are_on_the_line_just_below_and_just_above() -> None:
    """At either point of a plain school at least a dozen of 80 are within a statement of it."""
    for words in ("Year 4 from autumn to spring", "Year 4 to Year 5 over the summer"):
        pair = PAIRS[words]
        for snapshot in (pair.start, pair.end):
            away = steps(snapshot)
            for where in (-1, 0, 1):
                assert (away == where).sum() >= 6, (words, where)
            assert np.isin(away, [-1, 0, 1]).sum() >= 24


def test_every_outcome_occurs_somewhere() -> None:
    """Whatever a built-in definition can say of statements, it says of somebody."""
    for name in (
        "against_expectation", "gaps_closed", "curriculum_secured", "percentage_of_milestones",
        "points_gained",
    ):  # fmt: skip
        seen = {word for pair in PAIRS.values() for word in outcomes_of(name, pair)}
        assert set(DEFINITIONS[name].about.outcomes) <= seen


@pytest.mark.parametrize(
    ("words", "attainment"),
    [
        ("from autumn to spring", {"working towards", "expected", "greater depth"}),
        ("ticked, nothing is deeper", {"working towards", "expected"}),
        ("own curriculum", {"own curriculum", "working towards", "expected"}),
        ("much is not judged", {"not enough evidence", "working towards", "expected"}),
        ("placed by their teachers", {"not enough evidence", "greater depth"}),
        ("placed by a test", {"not enough evidence", "own curriculum", "greater depth"}),
    ],
)
def test_the_words_of_attainment_that_a_school_is_about(words: str, attainment: set[str]) -> None:
    """Each kind of school has the pupils it was made for."""
    pair = pair_of(words)
    assert attainment <= said(pair.start) | said(pair.end)


def test_nobody_is_at_greater_depth_without_a_code_for_it_or_in_reception() -> None:
    """A scale of two codes, and Year 0."""
    for words in ("ticked, nothing is deeper", "Reception from autumn to summer"):
        pair = pair_of(words)
        assert "greater depth" not in said(pair.start) | said(pair.end)


def test_some_are_up_all_the_time_and_gain_nothing() -> None:
    """Every tenth pupil has no judgement after the start and is up at both points."""
    pair = PAIRS["Year 4 from autumn to spring"]
    up = pair.start.stands(*UP) & pair.end.stands(*UP)
    same = (pair.start.counted == pair.end.counted).all(axis=1)
    assert (up.all(axis=1).to_numpy() & same).sum() == 4
    rated = DEFINITIONS["points_gained"]()(pair.start, pair.end)
    ahead = pair.end.grid.pupils[up.all(axis=1).to_numpy() & same]
    assert set(rated.loc[ahead, "outcome"].astype("str")) == {"fewer"}


def test_pupils_come_and_go_where_the_school_says_so() -> None:
    """Some are at one point only; some repeat the year; some change their working year."""
    pair = pair_of("own curriculum")
    start, end = pair.start.roll, pair.end.roll
    assert pair.end.grid.shape[0] == 40
    moved_up = (
        end.year_group[start.in_scope & end.in_scope]
        - start.year_group[start.in_scope & end.in_scope]
    )
    assert set(moved_up.tolist()) == {0, 1}
    assert (start.own_curriculum & ~end.own_curriculum).any()
    assert (end.own_curriculum & ~start.own_curriculum).any()
    assert (start.in_scope & ~end.in_scope).any()


def test_policies_cover_what_a_school_may_say() -> None:
    """Every rule of the policy is met somewhere, and every basis."""
    rules = [pair.end.settings.expectation("Maths", 4) for pair in PAIRS.values()]
    assert {rule.earlier_years for rule in rules} == {"none", "key", "all"}
    assert {rule.unjudged for rule in rules} == {"unknown", "not secure"}
    assert (
        {rule.all_key for rule in rules} == {rule.by_exception for rule in rules} == {False, True}
    )
    assert {str(rule.counts) for rule in rules} == {"latest", "highest", "NTimes(n_times=2)"}
    bases = {basis for pair in PAIRS.values() for basis in np.unique(pair.end.basis)}
    assert bases == {0, 1, 2}


def test_statements_weigh_differently_where_the_school_says_so() -> None:
    """Weights, parts of one statement, and bands of two years."""
    table = pair_of("some in bands").end.statements
    assert table["weight"].nunique() >= 4
    assert table["part_of"].notna().any()
    assert table["year_to"].notna().any()
    parts = table[table["part_of"].notna()].groupby("part_of")["weight"].sum()
    assert parts.to_numpy() == pytest.approx(1)


def test_the_large_year_group_is_large_enough_for_growth() -> None:
    """More than 300 pupils have a score at both points."""
    pair = pair_of("only test scores are held")
    both = pair.start.results.notna() & pair.end.results.notna()
    assert int(both.sum().sum()) > 300
