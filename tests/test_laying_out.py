"""Summaries laid out to be read, for a school worked out by hand (`explored`)."""

from __future__ import annotations

from collections.abc import Callable

from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la


def test_attainment_has_its_words_across(build: Callable) -> None:
    """By class: Elm's one pupil cannot be placed, two of Oak's four are up."""
    summary = la.summarise_attainment(
        build(**explored_tables()).as_at(SPRING), by=["subject", "class_name"]
    )
    table = la.lay_out(summary)
    assert table.index.name == "Class"
    assert table.columns.tolist() == [
        "At or above",
        "Working towards",
        "Expected",
        "Greater depth",
        "Not placed",
        "In scope",
    ]
    assert table.loc["Oak"].tolist() == ["2\xa0of\xa04", 2, 2, 0, 0, 4]
    assert table.loc["Elm"].tolist() == ["–", 0, 0, 0, 1, 1]


def test_another_point_stands_beside(build: Callable) -> None:
    """In autumn Ann and Cat were up."""
    school = build(**explored_tables())
    now, then = (
        la.summarise_attainment(school.as_at(point), by=["subject", "cohort_label"])
        for point in (SPRING, AUTUMN)
    )
    assert la.lay_out(now, then)["A year ago"].tolist() == ["–", "2\xa0of\xa04"]


def test_progress_has_only_the_outcomes_that_occur(build: Callable) -> None:
    """Worst first, in the school's wording; nobody joined or left."""
    school = build(**explored_tables())
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = la.lay_out(
        la.summarise(moved, by=["subject", "disadvantaged"]), labels={"kept up": "held on"}
    )
    assert table.columns.tolist() == [
        "Favourable",
        "Fell behind",
        "Still behind",
        "Held on",
        "Caught up",
        "Not rated",
        "In scope at both",
    ]
    assert table.loc["yes"].tolist() == ["1\xa0of\xa02", 1, 0, 0, 1, 0, 2]
    assert table.loc["no"].tolist() == ["1\xa0of\xa02", 0, 1, 1, 0, 1, 3]


def test_joiners_and_leavers_are_shown_where_there_are_any(build: Callable) -> None:
    """Dan left in January."""
    tables = explored_tables()
    for row in tables["pupils"]:
        row["left_on"] = "2025-01-20" if row["pupil_id"] == "dan" else ""
    school = build(**tables)
    moved = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = la.lay_out(la.summarise(moved, by=["subject"]))
    assert table.loc["Reading", ["In scope at both", "Left"]].tolist() == [4, 1]
    assert "Joined" not in table
