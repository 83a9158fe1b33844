"""A cohort's journey across two years and a summer: five made-up pupils, counted by hand."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, statements

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.journey import plot_journey
from ladders_analysis.questions.journey.question import cohorts_journey

DAYS = "2023-12-10 2024-12-10 2025-03-20"
# Dan leaves after the first year and Eve comes in the second: the same pupils are the first three.
CODES = """
    ann  WTS  EXS  EXS
    ben  EXS  EXS  GDS
    cat  WTS  WTS  EXS
    dan  EXS  .    .
    eve  .    WTS  WTS
"""


def two_years(**more: object) -> dict[str, object]:
    """Write the tables of the cohort."""
    return {
        "pupils": [
            *pupils("ann ben cat", 3, (2024, 2025)),
            *pupils("dan", 3, (2024,)),
            *pupils("eve", 4, (2025,)),
        ],
        "overall": best_fit(DAYS, CODES),
        "policy": OVERALL,
        **more,
    }


def test_everybody_and_the_same_pupils(build: Callable) -> None:
    """Then 2 of 4, now 3 of 4; of the same three 1, then 3. Dan left, Eve joined."""
    answer = cohorts_journey(build(**two_years()))
    assert answer.sentence.splitlines() == [
        "Year 4 (2024–25), reading: 2 of 4 at or above in Autumn 2023, 3 of 4 in Spring 2025; of "
        "the 3 who were here and placed throughout, 1 then, 3 now.",
        "On the way, 1 pupil joined (by Autumn 2024) and 1 pupil left (by Autumn 2024).",
        "Over the summer, between Autumn 2023 and Autumn 2024, the cohort went from Year 3 to Year "
        "4: what is expected is the new year’s, so a step there is not by itself a loss. The same "
        "pupils: 1 and then 2 in reading.",
    ]


def test_point_by_point(build: Callable) -> None:
    """Every step has its counts, and the summer its name."""
    table = cohorts_journey(build(**two_years())).table
    assert table.index.tolist() == ["Autumn 2023", "Autumn 2024", "Spring 2025"]
    assert table["Year group"].tolist() == ["Year 3", "Year 4", "Year 4"]
    assert table["At or above"].tolist() == [f"{up}\xa0of\xa04" for up in (2, 2, 3)]
    assert table["The same pupils"].tolist() == [f"{up}\xa0of\xa03" for up in (1, 2, 3)]
    assert table["Joined"].tolist() == [0, 1, 0]
    assert table["Left"].tolist() == [0, 1, 0]
    assert table["What changed here"].tolist() == ["", "the summer: now Year 4’s curriculum", ""]


def test_the_picture_is_described(build: Callable) -> None:
    """Each bar in words, and a title that does not cry of two pupils."""
    answer = cohorts_journey(build(**two_years()))
    said = alt_text(answer.axes)
    assert said.startswith("Year 4: the same pupils stand about where they stood in Autumn 2023.")
    assert (
        "Reading, Autumn 2024, Year 4: 2 of 4 placed at or above; of the same 3 pupils 2; 1 pupil "
        "joined; 1 pupil left." in said
    )


def test_a_step_of_more_than_two_is_the_title(build: Callable) -> None:
    """Of the same three nobody then, everybody now."""
    codes = "ann WTS EXS\nben WTS EXS\ncat WTS EXS"
    answer = cohorts_journey(
        build(**two_years(overall=best_fit("2024-12-10 2025-03-20", codes))), "Year 4"
    )
    assert alt_text(answer.axes).startswith(
        "Year 4, reading: of the same 3, 0 at or above in Autumn 2024, 3 in Spring 2025."
    )


def test_one_point_has_no_journey(build: Callable) -> None:
    """A plain sentence."""
    answer = cohorts_journey(
        build(**two_years(overall=best_fit("2024-12-10", "ann EXS\nben WTS\ncat EXS\neve EXS")))
    )
    assert answer.sentence == (
        "Year 4 (2024–25): there is evidence for one point only, Autumn 2024, so there is no "
        "journey to follow yet. After the next assessment point there is."
    )
    assert not answer.tables


def test_no_evidence_and_no_such_cohort(build: Callable) -> None:
    """Said, or refused with what there is."""
    assert "No assessment point" in cohorts_journey(build(**two_years(overall=[]))).sentence
    with pytest.raises(LaddersError, match="Year 4"):
        cohorts_journey(build(**two_years()), "Year 6")
    together = cohorts_journey(build(**two_years()), subject=la.TOGETHER)
    assert "does not hold reading, writing and maths" in together.sentence


def test_a_trust_is_asked_to_choose(build: Callable) -> None:
    """A cohort is one school's."""
    tables = two_years()
    tables["pupils"] = [{**row, "school_id": "1"} for row in tables["pupils"]]
    tables["pupils"] += [{**row, "school_id": "2"} for row in pupils("zoë", 4)]
    tables["overall"] = [{**row, "school_id": "1"} for row in tables["overall"]]
    assert "la.cohorts_journey(school.one(" in cohorts_journey(build(**tables)).sentence


def test_what_pupils_are_judged_by_is_marked_where_it_changes(build: Callable) -> None:
    """By the teacher in Year 3, by statements in Year 4: the two do not compare."""
    due = numbered("r", 5)
    answer = cohorts_journey(
        build(
            **two_years(
                curriculum=statements(due, 1),
                judgements=markbook("2024-11-15", due, "ann SSSSS\nben SSSSS\ncat NNNNN"),
                policy=OVERALL + '[expectation.year.4]\nbasis = "statements"\n',
            )
        )
    )
    assert (
        "Reading: judged by teacher until Autumn 2023 and by statements from Autumn 2024, so the "
        "two do not compare." in answer.sentence
    )
    assert "judged by statements, before by teacher" in answer.table["What changed here"].iloc[1]


def test_the_picture_says_what_it_needs() -> None:
    """A table without its columns is refused, one without rows is said."""
    with pytest.raises(PictureError, match="la.cohorts_journey"):
        plot_journey(pd.DataFrame({"subject": ["Reading"]}), title="Nobody")


def test_only_the_latest_points_are_drawn() -> None:
    """Of twelve points ten are drawn, and all are described."""
    words = ["working towards", "expected", "greater depth", "own curriculum", "nothing due yet"]
    words += ["too early to say", "not enough evidence"]
    steps = pd.DataFrame(
        {
            "subject": "Reading",
            "point": [f"Point {place}" for place in range(12)],
            "year": ["Year 1"] * 6 + ["Year 2"] * 6,
            **dict.fromkeys(words, 0),
            "expected": 3,
            "up": 3,
            "of": 3,
            "same_up": 2,
            "same": 2,
            "joined": 0,
            "left": 1,
        }
    )
    said = alt_text(plot_journey(steps, title="Three"))
    assert "Drawn: the latest 10 of 12 points." in said
    assert "Point 0, Year 1: 3 of 3" in said
