"""Statements counted in pupils, on a grid worked out by hand (`explored`)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from building import markbook, pupils, statements
from explored import AUTUMN, SPRING, explored_tables

from ladders_analysis.errors import LaddersError
from ladders_analysis.questions.statements import gap_states, statement_table


def test_every_statement_is_counted_most_missed_first(build: Callable) -> None:
    """Missed by most comes first; between equals the key statement."""
    table = statement_table(build(**explored_tables()).as_at(SPRING), "Reading")
    year_4 = table[table["year"] == 4]
    assert year_4.index[:4].tolist() == ["r10", "r09", "r05", "r01"]
    assert year_4.index[-1] == "r02"
    counts = ["pupils", "taught", "assessed", "secure", "not_secure", "not_assessed"]
    assert year_4.loc["r10", counts].tolist() == [4, 4, 4, 1, 3, 0]
    assert year_4.loc["r09", counts].tolist() == [4, 4, 4, 2, 2, 0]
    assert year_4.loc["r01", counts].tolist() == [4, 4, 4, 3, 1, 0]
    assert year_4.loc["r02", counts].tolist() == [4, 4, 4, 4, 0, 0]
    assert year_4["key"].tolist().count(True) == 1
    assert year_4.loc["r05", "statement"] == "Knows r05"


def test_taught_and_never_judged_is_told_apart_from_not_secure(build: Callable) -> None:
    """Year 3's statements are due, and nobody has judged Eve on any of them."""
    table = statement_table(build(**explored_tables()).as_at(SPRING), "Reading", ["eve"])
    assert table.index.tolist() == ["t1", "t2", "t3", "t4", "t5"]
    assert table["not_assessed"].tolist() == [1] * 5
    assert table["assessed"].sum() == table["not_secure"].sum() == 0


def test_only_the_pupils_asked_for_are_counted(build: Callable) -> None:
    """Of Bob and Dan, r10 is secure for nobody, and r08 for Bob alone."""
    table = statement_table(build(**explored_tables()).as_at(SPRING), None, ["bob", "dan"])
    assert table.loc["r10", ["pupils", "secure"]].tolist() == [2, 0]
    assert table.loc["r08", ["pupils", "secure"]].tolist() == [2, 1]
    assert "t1" not in table.index


def test_a_statement_not_yet_taught_counts_no_pupil_as_taught(build: Callable) -> None:
    """In the first half-term nothing of the second has begun."""
    school = build(**explored_tables())
    table = statement_table(school.as_at("2024-10-01"), "Reading", ["ann"])
    assert table["pupils"].tolist() == [1] * 10
    assert table["taught"].sum() == 0


def test_states_are_those_of_the_statements_meant_for_the_pupils(build: Callable) -> None:
    """Rows stand by name; 3 secure, 2 assessed and not secure."""
    states = gap_states(
        build(**explored_tables()).as_at(AUTUMN), "Reading", ["dan", "bob", "ann", "cat"]
    )
    assert states.index.tolist() == ["ann", "bob", "cat", "dan"]
    assert states.columns.tolist() == [f"r{place:02d}" for place in range(1, 11)]
    assert states.loc["bob"].tolist() == [3] * 7 + [2] * 3
    assert states.to_numpy().dtype == np.uint8


def test_nobody_and_nothing_give_empty_tables(build: Callable) -> None:
    """No pupil asked for; a school without statements."""
    school = build(**explored_tables())
    assert len(statement_table(school.as_at(SPRING), "Reading", [])) == 0
    assert gap_states(school.as_at(SPRING), "Reading", []).empty
    bare = build(
        pupils=pupils("ann", 4),
        policy='[overall]\ncodes = { WTS = "working towards", EXS = "expected" }',
        overall=[
            {
                "pupil_id": "ann",
                "subject": "Reading",
                "assessed_on": "2025-03-10",
                "attainment": "EXS",
            }
        ],
    )
    assert len(statement_table(bare.as_at(SPRING))) == 0
    assert gap_states(bare.as_at(SPRING), None).empty


def test_an_unknown_subject_is_named_with_the_likeliest(build: Callable) -> None:
    """The error says what there is."""
    now = build(**explored_tables()).as_at(SPRING)
    with pytest.raises(LaddersError, match='did you mean "Reading"'):
        statement_table(now, "Readin")
    with pytest.raises(LaddersError, match="No subject"):
        gap_states(now, "Maths")


def test_earlier_years_count_only_where_the_policy_says_so(build: Callable) -> None:
    """A Year 3 statement is meant for a Year 4 pupil only with earlier_years = "all"."""
    tables = {
        "pupils": pupils("ann", 4),
        "curriculum": [*statements("a1 a2 a3 a4 a5", 2), *statements("b1", 2, year=3)],
        "judgements": markbook("2024-12-10", "a1 b1", "ann SD"),
    }
    assert "b1" not in statement_table(build(**tables).as_at(SPRING)).index
    kept = build(**tables, policy='[expectation]\nearlier_years = "all"')
    assert statement_table(kept.as_at(SPRING)).index[0] == "b1"
