"""Cutting statements finer: points multiply, progress against expectation does not move."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.changed import outcomes_changed
from ladders_analysis.experiments.cutting import curriculum_cut
from ladders_analysis.movement import Progress
from ladders_analysis.questions.cut_in_three import cut_beside, cut_in_words
from ladders_analysis.school import School


def rated(school: School, definition: str) -> Progress:
    """Rate the explored school between its two points."""
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)


def test_every_statement_is_replaced_by_its_parts(build: Callable) -> None:
    """Fifteen statements become 45: key kept, weight shared, the whole gone."""
    school = build(**explored_tables())
    cut = curriculum_cut(school, 3)
    assert len(cut.statements) == 45
    parts = cut.statements[cut.statements["part_of"] == "r05"]
    assert parts["statement_id"].tolist() == ["r05/1", "r05/2", "r05/3"]
    assert parts["key"].tolist() == [True] * 3
    assert parts["weight"].tolist() == pytest.approx([1 / 3] * 3)
    assert parts["text"].tolist()[0] == "Knows r05 (part 1 of 3)"
    assert cut.statements["weight"].sum() == pytest.approx(school.statements["weight"].sum())
    assert not cut.statements["statement_id"].isin(["r05"]).any()


def test_every_judgement_is_repeated_for_each_part(build: Callable) -> None:
    """Forty-three judgements become 129, each part judged as the whole was."""
    school = build(**explored_tables())
    cut = curriculum_cut(school, 3)
    assert (len(school.judgements), len(cut.judgements)) == (43, 129)
    bob = cut.judgements[
        (cut.judgements["pupil_id"] == "bob") & (cut.judgements["assessed_on"] == "2025-03-10")
    ]
    assert sorted(bob["statement_id"].astype("str")) == [
        "r08/1", "r08/2", "r08/3", "r09/1", "r09/2", "r09/3",
    ]  # fmt: skip
    assert bob["judgement"].astype("str").tolist() == ["S"] * 6


def test_the_school_itself_stays_as_it_is(build: Callable) -> None:
    """The experiment is made on a copy."""
    school = build(**explored_tables())
    before = school.statements.copy()
    curriculum_cut(school, 4)
    assert school.statements.equals(before)


def test_points_treble_and_progress_does_not_move(build: Callable) -> None:
    """Bob gains 2 points and Cat loses 1: one in all, three when every statement is cut."""
    school = build(**explored_tables())
    cut = curriculum_cut(school, 3)
    points, points_cut = rated(school, "points_gained"), rated(cut, "points_gained")
    assert points["numerator"].sum() == 1
    assert points_cut["numerator"].sum() == 3
    moved, moved_cut = (rated(each, "against_expectation") for each in (school, cut))
    assert outcomes_changed(moved, moved_cut) == (0, 5)
    frame = cut_beside(points, points_cut, moved, moved_cut)
    assert frame["label"].tolist() == ["0.2", "0.6", "2 of 4", "2 of 4"]
    assert frame["value"].tolist() == pytest.approx([0.2, 0.6, 0.5, 0.5])
    assert cut_in_words(points, points_cut, moved, moved_cut) == (
        "The same pupils, the same judgements: points treble because every box became three, and "
        "the outcome against expectation changed for 0 of 5 (pupil by pupil, subject by subject)."
    )


def test_other_numbers_of_parts_are_said_too(build: Callable) -> None:
    """Two parts double the points; seven multiply them by seven."""
    school = build(**explored_tables())
    moved = rated(school, "against_expectation")
    points = rated(school, "points_gained")
    for parts, words in ((2, "points double because every box became two"),
                         (7, "points are multiplied by 7 because every box became 7")):  # fmt: skip
        cut = curriculum_cut(school, parts)
        said = cut_in_words(points, rated(cut, "points_gained"), moved, moved)
        assert words in said


def test_a_school_without_statements_has_nothing_to_cut(build: Callable) -> None:
    """Overall judgements only: no points, no picture of them, and a plain sentence."""
    tables = explored_tables()
    overall = [
        {"pupil_id": name, "subject": "Reading", "assessed_on": day, "attainment": "EXS"}
        for name in ("ann", "bob")
        for day in ("2024-12-10", "2025-03-10")
    ]
    school = build(
        pupils=tables["pupils"],
        overall=overall,
        policy='[overall]\ncodes = { EXS = "expected" }',
    )
    cut = curriculum_cut(school)
    points, moved = rated(school, "points_gained"), rated(school, "against_expectation")
    points_cut, moved_cut = rated(cut, "points_gained"), rated(cut, "against_expectation")
    assert len(cut_beside(points, points_cut, moved, moved_cut)) == 0
    said = cut_in_words(points, points_cut, moved, moved_cut)
    assert said.startswith("No points were gained between these two dates")


def test_cutting_into_less_than_one_part_is_refused(build: Callable) -> None:
    """A statement cannot be cut into none."""
    with pytest.raises(LaddersError, match="0 parts"):
        curriculum_cut(build(**explored_tables()), 0)


def test_different_pupils_cannot_be_compared(build: Callable) -> None:
    """Outcomes are compared pupil by pupil."""
    moved = rated(build(**explored_tables()), "against_expectation")
    with pytest.raises(LaddersError, match="different pupils"):
        outcomes_changed(moved, moved.only(cohort=2027))
