"""A folder without a pupil, and a point at which nobody is on roll: both are said plainly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import markbook, numbered, pupils, statements

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.school import School

SUBJECTS = ("Reading", "Writing", "Maths")


def without_pupils(school: School) -> School:
    """Take every pupil, and every row about one, out of a school."""
    tables = {
        name: table.iloc[:0] if "pupil_id" in table else table
        for name, table in school.tables.items()
    }
    return School(school.settings, tables, school.load_report)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda school: la.where_we_are(school, "Autumn 2024"), id="where"),
        pytest.param(
            lambda school: la.what_has_moved(school, "Autumn 2024", "Spring 2025"), id="moved"
        ),
        pytest.param(
            lambda school: la.progress(
                school.as_at("Autumn 2024"), school.as_at("Spring 2025"), "against_expectation"
            ),
            id="progress",
        ),
        pytest.param(Explored, id="explorer"),
    ],
)
def test_a_folder_without_a_pupil_is_refused_in_words(
    build: Callable[..., School], ask: Callable[[School], object]
) -> None:
    """Whatever is asked, the answer is that nobody is on roll, and where to look."""
    school = without_pupils(build(pupils=pupils("ann", 4)))
    with pytest.raises(LaddersError, match=r"No pupil is on roll.*ladders check"):
        ask(school)


def test_all_three_together_can_be_asked_when_the_only_pupil_has_not_come_yet(
    build: Callable[..., School],
) -> None:
    """Ann joins in January, so that in autumn nobody can be said to be kept from anything."""
    taught = [
        row
        for subject in SUBJECTS
        for row in statements(numbered(subject[0].lower(), 5), 1, subject=subject)
    ]
    school = build(
        pupils=[{**row, "joined_on": "2025-01-06"} for row in pupils("ann", 4)],
        curriculum=taught,
        judgements=markbook("2025-03-10", numbered("r", 5), "ann  SSSSS"),
    )
    table = la.combined(school.as_at("Autumn 2024"))
    assert len(table) == 0
    assert table["in_the_way"].dtype == "str"
    said = la.where_we_are(school, "Autumn 2024", subject=la.TOGETHER).sentence
    assert said == "Whole school, Autumn 2024: no pupil is in scope here."
