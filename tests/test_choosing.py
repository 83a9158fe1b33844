"""What can be chosen comes from the data; what was chosen is said in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import OVERALL, best_fit, pupils
from explored import AUTUMN, SPRING, explored_tables

from ladders_analysis.questions.choosing import (
    choose,
    cohorts_of,
    groups_of,
    subjects_of,
)
from ladders_analysis.questions.offering import definitions_for


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


def test_definitions_that_the_data_can_answer_are_offered(build: Callable) -> None:
    """Statements judged, a deeper code, nobody on another year's curriculum, no teacher's view."""
    offered = definitions_for(build(**explored_tables()))
    assert offered[0] == ("Movement against expectation", "against_expectation")
    assert [name for _, name in offered] == [
        *("against_expectation", "gaps_closed", "curriculum_secured", "retained", "deepened"),
        "from_starting_point",
    ]


def test_a_school_of_overall_judgements_is_offered_what_they_can_answer(build: Callable) -> None:
    """No question about statements; the teacher's own view where there is one."""
    rows = [{**row, "progress": "on"} for row in best_fit("2024-11-15", "ann  EXS")]
    given = {"pupils": pupils("ann", 4), "overall": rows, "scale": ""}
    plain = definitions_for(build(**given, policy=OVERALL))
    assert [name for _, name in plain] == ["against_expectation", "from_starting_point"]
    explained = '[overall]\nprogress = ["below", "on", "above"]\n' + OVERALL
    told = definitions_for(build(**given, policy=explained))
    assert [name for _, name in told] == [*(name for _, name in plain), "teacher_view"]


def test_a_working_curriculum_is_offered_where_a_pupil_is_on_one(build: Callable) -> None:
    """Bob of Year 4 works on Year 2; the foils and scores are never offered."""
    given = explored_tables()
    given["pupils"] = [
        {**row, "working_year": 2 if row["pupil_id"] == "bob" else ""} for row in given["pupils"]
    ]
    offered = [name for _, name in definitions_for(build(**given))]
    assert "working_curriculum" in offered
    kept_for_analysts = {
        *("points_gained", "percentage_of_milestones", "mapped"),
        *("growth_to_target", "growth_percentile"),
    }
    assert not kept_for_analysts & set(offered)


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
