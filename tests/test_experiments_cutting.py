"""Statements cut into parts: the parts are due, key, weighed and judged as the whole was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import markbook, statements
from experimented import marks, points, run, tiny, tiny_tables

from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.cutting import one_ladder_cut, statements_cut
from ladders_analysis.experiments.part_names import mark_between


def test_every_statement_becomes_two() -> None:
    """The whole is gone; each half weighs a half and has the whole's marks at both points."""
    start, end = tiny()
    changed = run(statements_cut(2), (start, end))
    table = changed.end.statements
    assert sorted(table.index) == [
        "m1/1", "m1/2", "r1/1", "r1/2", "r2/1", "r2/2", "r3/1", "r3/2",
    ]  # fmt: skip
    assert table["weight"].tolist() == [0.5] * 8
    assert table.loc[["r2/1", "r2/2"], "key"].tolist() == [True, True]
    assert table["key"].sum() == 2
    assert table.loc["r3/2", ["part_of", "ladder", "due_half_term"]].tolist() == [
        "r3",
        "Meaning",
        1,
    ]
    halves = "r1/1 r1/2 r2/1 r2/2 r3/1 r3/2 m1/1 m1/2"
    assert marks(changed.start, halves) == {"ann": "SSNNDDSS", "ben": "XXSS..NN"}
    assert marks(changed.end, halves) == {"ann": "SSDDSSSS", "ben": "XXSSNNSS"}
    assert changed.end.per_subject(changed.end.due).equals(end.per_subject(end.due))


def test_the_ladder_with_most_judgements_is_cut() -> None:
    """Sounds has five judgements (r1 two, r2 three) and Meaning three; Maths has one ladder."""
    changed = run(one_ladder_cut(3), tiny())
    weights = changed.end.statements["weight"].to_dict()
    assert sorted(weights) == [
        "m1/1", "m1/2", "m1/3", "r1/1", "r1/2", "r1/3", "r2/1", "r2/2", "r2/3", "r3",
    ]  # fmt: skip
    assert weights["r3"] == 1
    assert weights["r2/3"] == pytest.approx(1 / 3)
    assert marks(changed.end, "r2/1 r2/2 r2/3 r3") == {"ann": "DDDS", "ben": "SSSN"}
    untouched = changed.end.statements.loc["r3"]
    assert untouched.isna()["part_of"]


def test_of_two_ladders_alike_the_first_is_cut(build: Callable) -> None:
    """One judgement each: Sounds is named first."""
    given = tiny_tables() | {"judgements": markbook("2024-11-15", "r1 r3", "ann SS")}
    changed = run(one_ladder_cut(2), points(build(**given)))
    reading = [each for each in changed.end.statements.index if each.startswith("r")]
    assert sorted(reading) == ["r1/1", "r1/2", "r2/1", "r2/2", "r3"]


def test_a_part_never_takes_the_name_of_a_statement(build: Callable) -> None:
    """Where a statement is called r1/2, the parts of r1 are called r1//1 and r1//2."""
    curriculum = [
        *statements("r1", 1, ladder="Sounds"),
        *statements("r1/2", 1, ladder="Meaning"),
    ]
    given = tiny_tables() | {
        "curriculum": curriculum,
        "judgements": [
            *markbook("2024-11-15", "r1 r1/2", "ann SN"),
            *markbook("2025-03-20", "r1", "ann X"),
        ],
    }
    changed = run(one_ladder_cut(2), points(build(**given)))
    assert set(changed.end.statements.index) == {"r1//1", "r1//2", "r1/2"}
    assert marks(changed.end, "r1//1 r1//2 r1/2")["ann"] == "XXN"


def test_parts_of_parts(build: Callable) -> None:
    """A part is cut as any statement is: into parts of itself, a third becomes two sixths."""
    given = tiny_tables() | {
        "curriculum": statements("p1 p2 p3", 1, part_of="p"),
        "judgements": markbook("2024-11-15", "p1 p2 p3", "ann SND"),
    }
    changed = run(statements_cut(2), points(build(**given)))
    table = changed.end.statements
    assert table["weight"].tolist() == pytest.approx([1 / 6] * 6)
    assert table.loc["p2/1", "part_of"] == "p2"
    assert marks(changed.end, "p1/1 p1/2 p2/1 p2/2 p3/1 p3/2")["ann"] == "SSNNDD"


def test_cut_into_one_part_nothing_but_the_name_changes() -> None:
    """One part weighs what the whole did."""
    start, end = tiny()
    changed = run(statements_cut(1), (start, end))
    assert changed.end.statements["weight"].tolist() == [1.0] * 4
    assert marks(changed.end, "r1/1 r2/1 r3/1 m1/1") == marks(end)


@pytest.mark.parametrize("make", [statements_cut, one_ladder_cut])
def test_no_parts_are_refused(make: Callable) -> None:
    """A statement cannot be cut into none."""
    with pytest.raises(LaddersError, match="cannot be cut into 0 parts"):
        make(0)


def test_a_mark_is_repeated_until_nothing_is_so_named() -> None:
    """Only names that are taken count, and only of the numbers asked for."""
    assert mark_between(["a", "b"], [1, 2], {"a/3"}, "/") == "/"
    assert mark_between(["a", "b"], [1, 2], {"b/2", "a//1"}, "/") == "///"
