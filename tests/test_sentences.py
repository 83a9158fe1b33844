"""Sentences made from small literal summaries."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ladders_analysis.definitions.contract import About
from ladders_analysis.questions.sentences import (
    a_year_ago_in_words,
    attainment_in_words,
    favourable_in_words,
    progress_in_words,
)

ABOUT = About(
    name="told",
    title="What was told",
    question="What was told?",
    outcomes=("less", "up, with gaps", "more"),
    favourable=("more",),
    why="To test.",
    source="This test.",
    author="The tests",
    reviewed_by="The tests",
    review_by=dt.date(2027, 1, 1),
)


def attained(*groups: tuple[str, str, int, int, int, int]) -> pd.DataFrame:
    """Write a summary: subject, cohort, working towards, expected, own curriculum, unknown."""
    rows = []
    for subject, cohort, behind, up, own, unknown in groups:
        counts = {
            "working towards": behind,
            "expected": up,
            "own curriculum": own,
            "not enough evidence": unknown,
        }
        rows += [
            {
                "subject": subject,
                "cohort_label": cohort,
                "attainment": word,
                "pupils": pupils,
                "of": behind + up,
                "in_scope": behind + up + own + unknown,
                "up": up,
            }
            for word, pupils in counts.items()
        ]
    return pd.DataFrame(rows)


def came_out(*groups: tuple[str, int, int, int, int]) -> pd.DataFrame:
    """Write a summary: subject, less, up with gaps, more, not enough evidence."""
    rows = []
    for subject, less, gaps, more, unknown in groups:
        counts = {"less": less, "up, with gaps": gaps, "more": more, "not enough evidence": unknown}
        rows += [
            {
                "subject": subject,
                "outcome": word,
                "pupils": pupils,
                "of": less + gaps + more,
                "in_scope": less + gaps + more + unknown,
                "favourable": more,
            }
            for word, pupils in counts.items()
        ]
    return pd.DataFrame(rows)


def test_groups_of_one_subject_are_added_up() -> None:
    """Two cohorts: 3 + 5 of 4 + 8."""
    summary = attained(("Maths", "Year 1", 1, 3, 0, 2), ("Maths", "Year 2", 3, 5, 1, 0))
    assert attainment_in_words(summary, "Whole school", "Spring 2026") == (
        "Whole school maths, Spring 2026: 8 of 12 pupils placed are at or above what our "
        "curriculum expects by now. Not placed: 1 own curriculum, 2 not enough evidence."
    )


def test_several_subjects_have_a_clause_each() -> None:
    """A subject in which nobody is placed is said apart."""
    summary = attained(
        ("Reading", "Year 1", 1, 3, 0, 2),
        ("PE", "Year 1", 0, 0, 0, 6),
        ("Maths", "Year 1", 2, 4, 0, 0),
    )
    assert attainment_in_words(summary, "Year 1", "Spring 2026") == (
        "Year 1, Spring 2026: 3 of 4 pupils placed in reading and 4 of 6 in maths are at or above "
        "what our curriculum expects by now.\nNobody can be placed in PE.\n"
        "Not placed: 2 in reading."
    )


def test_one_pupil_is_said_in_the_singular() -> None:
    """One of one."""
    said = attainment_in_words(attained(("Maths", "Year 1", 0, 1, 0, 0)), "Year 1", "Spring 2026")
    assert "1 of 1 pupil placed is at or above" in said


def test_nobody_placed_and_nobody_there() -> None:
    """Two different silences."""
    none = attained(("Maths", "Year 1", 0, 0, 0, 3))
    assert "no pupil can be placed" in attainment_in_words(none, "Year 1", "Spring 2026")
    assert attainment_in_words(none.iloc[:0], "Year 1", "Spring 2026") == (
        "Year 1, Spring 2026: no pupil is in scope here."
    )


def test_a_year_ago_is_said_or_missed() -> None:
    """Of one subject, of several, without a point, without evidence."""
    one = attained(("Maths", "Year 4", 10, 17, 0, 0))
    two = attained(("Maths", "Year 4", 10, 17, 0, 0), ("Reading", "Year 4", 1, 2, 0, 0))
    assert a_year_ago_in_words(one, "Year 4", "Spring 2025") == (
        "Last year’s Year 4, in Spring 2025: 17 of 27."
    )
    assert a_year_ago_in_words(two, "Whole school", "Spring 2025") == (
        "A year ago, in Spring 2025: 17 of 27 in maths and 2 of 3 in reading."
    )
    assert a_year_ago_in_words(None, "Year 4", "") == (
        "There is no assessment point a year ago to stand beside it."
    )
    assert "no evidence" in a_year_ago_in_words(one.iloc[:0], "Year 4", "Spring 2025")


def test_outcomes_lead_with_the_most_frequent() -> None:
    """Unranked outcomes come last; one that holds a comma is kept together."""
    summary = came_out(("Reading", 2, 1, 21, 5))
    said = progress_in_words(summary, ABOUT, "Year 4", ("Autumn", "Spring"), past=summary)
    assert said == (
        "Year 4 reading, Autumn to Spring, by what was told: 21 of 29 more, 2 less, 1 “up, with "
        "gaps”, 5 not enough evidence. On the favourable side: 21 of 24 pupils rated in reading "
        "(a year ago 21 of 24)."
    )


def test_several_subjects_have_a_line_each_in_the_schools_own_words() -> None:
    """The headline first, then each subject."""
    summary = came_out(("Reading", 2, 0, 3, 0), ("Maths", 0, 0, 1, 1))
    said = progress_in_words(
        summary, ABOUT, "Whole school", ("Autumn", "Spring"), {"less": "not yet"}
    )
    assert said.splitlines() == [
        "Whole school, Autumn to Spring, by what was told. On the favourable side: 3 of 5 pupils "
        "rated in reading and 1 of 1 in maths. There is nothing from a year ago to stand beside "
        "it.",
        "Reading: 3 of 5 more, 2 not yet.",
        "Maths: 1 of 2 more, 1 not enough evidence.",
    ]


def test_nobody_rated_is_said() -> None:
    """All without evidence."""
    assert favourable_in_words(came_out(("Maths", 0, 0, 0, 4)), None) == "Nobody could be rated."
