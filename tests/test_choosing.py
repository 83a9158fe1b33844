"""What can be chosen comes from the data; what was chosen is said in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explored import AUTUMN, SPRING, explored_tables

from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.questions.choosing import (
    choose,
    cohorts_of,
    definitions_of,
    groups_of,
    subjects_of,
)


def test_points_cohorts_subjects_and_groups(build: Callable) -> None:
    """Two points have evidence; sex is recorded for nobody, so it is no group."""
    school = build(**explored_tables())
    points = school.points_with_evidence
    assert [point.name for point in points] == [AUTUMN, SPRING]
    assert cohorts_of(school, points[0]) == (("Year 3 (2024–25)", 2028), ("Year 4 (2024–25)", 2027))
    assert subjects_of(school, points[0]) == ("Reading",)
    assert groups_of(school, points[0]) == (
        ("Class", "class_name", (("Elm", "Elm"), ("Oak", "Oak"))),
        ("Disadvantaged", "disadvantaged", (("yes", True), ("no", False))),
    )


def test_definitions_are_offered_by_title() -> None:
    """Every built-in definition is there."""
    offered = dict(definitions_of())
    assert offered["Movement against expectation"] == "against_expectation"
    assert set(DEFINITIONS) <= set(offered.values())


def test_a_choice_is_said_in_words(build: Callable) -> None:
    """A cohort goes by its year group then; a group by its value."""
    school = build(**explored_tables())
    assert choose(school).whom == "Whole school"
    assert choose(school, cohort=2027).whom == "Year 4"
    assert choose(school, cohort="year 4 (2024–25)").cohort == 2027
    both = choose(school, cohort="Year 3", group="class_name", value="Elm")
    assert both.whom == "Year 3 (class: Elm)"
    assert both.who == {"cohort": 2028, "class_name": "Elm"}
    assert choose(school, group="disadvantaged").value is True


def test_pupils_chosen_are_kept(build: Callable) -> None:
    """Two of the four of Year 4 are disadvantaged."""
    school = build(**explored_tables())
    choice = choose(school, cohort="Year 4", group="disadvantaged", value=True)
    assert choice.keep(school.pupils)["pupil_id"].tolist() == ["bob", "cat"]


def test_a_school_without_evidence_offers_no_points(build: Callable) -> None:
    """Pupils alone are no evidence."""
    school = build(pupils=explored_tables()["pupils"])
    assert school.points_with_evidence == ()


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_are_values(build: Callable, value: bool) -> None:
    """Both sides of a yes-or-no column can be chosen."""
    choice = choose(build(**explored_tables()), group="disadvantaged", value=value)
    assert choice.whom == f"Whole school (disadvantaged: {'yes' if value else 'no'})"
