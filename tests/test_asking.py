"""Pupils to ask about: the reason, and a question that asks and never judges."""

from __future__ import annotations

from collections.abc import Callable

from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.questions.asking import COLUMNS, pupils_to_ask_about

POLICY = """
[overall]
codes = { WTS = "working towards", EXS = "expected" }
[expectation]
basis = "statements"
"""


def test_the_worst_outcome_comes_first_with_its_reason(build: Callable) -> None:
    """Cat fell behind; Dan is still behind; nobody else is listed."""
    school = build(**explored_tables())
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = pupils_to_ask_about(moved)
    assert tuple(table.columns) == COLUMNS
    assert table[["Pupil", "Class", "Subject", "Then", "Now", "Outcome"]].to_numpy().tolist() == [
        ["Cat", "Oak", "Reading", "expected", "working towards", "fell behind"],
        ["Dan", "Oak", "Reading", "working towards", "working towards", "still behind"],
    ]
    assert table["To ask"].tolist() == [
        "What has changed since then, and what would help first?",
        "What have you tried, and what is still hardest?",
    ]


def test_other_outcomes_can_be_asked_for(build: Callable) -> None:
    """Caught up, and without evidence; Eve's row comes last."""
    school = build(**explored_tables())
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = pupils_to_ask_about(moved, outcomes=["not enough evidence", "caught up"])
    assert table["Pupil"].tolist() == ["Bob", "Eve"]
    assert table["To ask"].tolist()[1] == "What have you seen that is not recorded?"
    assert len(pupils_to_ask_about(moved, outcomes=[])) == 0


def test_a_difference_of_views_is_asked_about(build: Callable) -> None:
    """Cat's teacher says expected where the statements say working towards."""
    overall = [
        {"pupil_id": name, "subject": "Reading", "assessed_on": "2025-03-10", "attainment": code}
        for name, code in (("cat", "EXS"), ("dan", "WTS"))
    ]
    school = build(**explored_tables(), overall=overall, policy=POLICY)
    now = school.as_at(SPRING)
    moved = la.progress(school.as_at(AUTUMN), now, "against_expectation")
    assert pupils_to_ask_about(moved, now=now)["To ask"].tolist() == [
        "Your own judgement says expected, the statements say working towards: what do you see?",
        "What have you tried, and what is still hardest?",
    ]


def test_without_a_name_the_id_stands(build: Callable) -> None:
    """Not every export names pupils; other definitions have a plain question.

    All three closed few of their gaps; Eve's class comes first.
    """
    tables = explored_tables()
    tables["pupils"] = [
        {key: value for key, value in row.items() if key != "name"} for row in tables["pupils"]
    ]
    school = build(**tables)
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gaps_closed")
    table = pupils_to_ask_about(moved)
    assert table["Pupil"].tolist() == ["eve", "cat", "dan"]
    assert set(table["To ask"]) == {"Does this match what you see in class?"}
