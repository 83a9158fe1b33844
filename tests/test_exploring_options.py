"""Lists to choose from, taken from a small school; settling, and asking in friendly words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import markbook, pupils, statements
from explored import AUTUMN, SPRING, explored_tables

from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.selection import A_YEAR_AGO, ALL_SCHOOLS, Selection
from ladders_analysis.school import School

Build = Callable[..., School]


@pytest.fixture
def explored(build: Build) -> Explored:
    """Give the small school, explored."""
    return Explored(build(**explored_tables()))


def listed(explored: Explored, selection: Selection) -> dict[str, list[tuple[str, str, str]]]:
    """Return every list: label, value and heading of its options."""
    shown = explored.view(selection)
    return {
        each.name: [(option.label, option.value, option.under) for option in each.options]
        for each in shown.controls
    }


def test_every_list_comes_from_the_school(explored: Explored) -> None:
    """Two years, two classes, one subject, one attribute that tells pupils apart, two points."""
    lists = listed(explored, Selection())
    assert list(lists) == [
        "who",
        "subject",
        "group:disadvantaged",
        "start",
        "end",
        "definition",
        "order",
    ]
    assert lists["who"] == [
        ("Whole school", "", ""),
        ("Year 3 (2024–25)", "cohort:2028", "Year groups"),
        ("Year 4 (2024–25)", "cohort:2027", "Year groups"),
        ("Elm", "class:Elm", "Classes"),
        ("Oak", "class:Oak", "Classes"),
    ]
    assert lists["subject"] == [("Each subject", "", ""), ("Reading", "Reading", "")]
    assert lists["group:disadvantaged"] == [
        ("Everybody", "", ""),
        ("yes", "yes", ""),
        ("no", "no", ""),
    ]
    assert lists["start"] == [(AUTUMN, AUTUMN, "")]
    assert lists["end"] == [(AUTUMN, AUTUMN, ""), (SPRING, SPRING, "")]
    assert lists["definition"][0] == ("Movement against expectation", "against_expectation", "")


def test_blanks_are_the_latest_two_points(explored: Explored) -> None:
    """The first view is of what happened last."""
    settled = explored.settle(Selection())
    assert (settled.start, settled.end, settled.school) == (AUTUMN, SPRING, "")


@pytest.mark.parametrize(
    ("selection", "settled"),
    [
        (Selection(cohort=1999), Selection()),
        (Selection(class_name="Beech"), Selection()),
        (Selection(cohort=2027, class_name="Elm"), Selection(cohort=2027)),
        (Selection(subject="Latin"), Selection()),
        (Selection(groups={"eal": "yes", "disadvantaged": "no"}),)
        + (Selection(groups={"disadvantaged": "no"}),),
        (Selection(definition="no such"), Selection()),
        (Selection(definition="points_gained"), Selection(definition="points_gained")),
        (Selection(start=SPRING), Selection()),
        (Selection(start=A_YEAR_AGO), Selection()),
        (Selection(end="Summer 1990"), Selection()),
        (Selection(school="77"), Selection()),
        (Selection(order="colour"), Selection()),
    ],
    ids=[
        *("cohort", "class", "both", "subject", "groups", "definition", "an analyst's"),
        *("start after end", "no year ago", "end", "school", "order"),
    ],
)
def test_what_is_not_there_becomes_the_nearest_that_is(
    explored: Explored, selection: Selection, settled: Selection
) -> None:
    """A link from another school or term still opens on something."""
    points = {"start": AUTUMN, "end": SPRING}
    assert explored.settle(selection) == settled.changed(points)


def test_at_the_first_point_there_is_no_start(explored: Explored) -> None:
    """Nothing stands before it, and the list says so."""
    settled = explored.settle(Selection(part="moved", end=AUTUMN))
    assert settled.start == ""
    shown = explored.view(settled)
    assert shown.part is not None
    assert "nothing can have moved yet" in shown.part.sentences[0]


def test_a_group_not_recorded_can_be_chosen(build: Build) -> None:
    """Ann and Bob are told apart, of Cat it is not said."""
    table = [
        {**row, "eal": eal}
        for row, eal in zip(pupils("ann bob cat", 4), ("yes", "no", ""), strict=True)
    ]
    school = build(
        pupils=table,
        curriculum=statements("r1 r2 r3 r4 r5", 2),
        judgements=markbook("2024-12-10", "r1", "ann S\nbob D\ncat S"),
    )
    lists = listed(Explored(school), Selection())
    assert [value for _, value, _ in lists["group:eal"]] == ["", "yes", "no", "not recorded"]


def test_of_a_trust_the_school_is_chosen_first(build: Build) -> None:
    """Its schools by name or id, then all; of all, classes are not offered."""
    table = [
        {**row, "school_id": school}
        for school, names in (("1", "ann bob"), ("2", "cat dan"))
        for row in pupils(names, 4)
    ]
    marks = [
        {**row, "school_id": school}
        for school, page in (("1", "ann S\nbob D"), ("2", "cat S\ndan S"))
        for row in markbook("2024-12-10", "r1", page)
    ]
    explored = Explored(
        build(pupils=table, curriculum=statements("r1 r2 r3 r4 r5", 2), judgements=marks)
    )
    assert explored.settle(Selection()).school == "1"
    assert explored.settle(Selection(school="3")).school == "1"
    lists = listed(explored, Selection(school=ALL_SCHOOLS))
    assert list(lists)[0] == "school"
    assert [value for _, value, _ in lists["school"]] == ["1", "2", ALL_SCHOOLS]
    assert not any(under == "Classes" for *_, under in lists["who"])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"cohort": "Year 4"}, {"cohort": 2027}),
        ({"cohort": "year 4 (2024–25)"}, {"cohort": 2027}),
        ({"cohort": 2028}, {"cohort": 2028}),
        ({"class_name": "Oak", "subject": "Reading"}, {"class_name": "Oak", "subject": "Reading"}),
        ({"groups": {"disadvantaged": True}}, {"groups": {"disadvantaged": "yes"}}),
        ({"groups": {"disadvantaged": "No"}}, {"groups": {"disadvantaged": "no"}}),
        ({"part": "groups", "cohort": None}, {"part": "groups"}),
        ({"end": "spring 2025"}, {}),
    ],
    ids=["year", "label", "leaving year", "class", "bool", "word", "part", "point"],
)
def test_friendly_words_are_understood(
    explored: Explored, words: dict[str, object], expected: dict[str, object]
) -> None:
    """A line of code says "Year 4", and True for "yes"."""
    settled = Selection().changed({"start": AUTUMN, "end": SPRING, **expected})
    assert explored.asked(**words) == settled


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"cohort": "Year 9"}, "allowed: Year 3 (2024–25), Year 4 (2024–25)"),
        ({"cohort": 1999}, 'No cohort "1999" here'),
        ({"class_name": "Oka"}, 'did you mean "Oak"?'),
        ({"subject": "Latin"}, "allowed: Reading"),
        ({"groups": {"eal": True}}, "allowed: disadvantaged"),
        ({"groups": {"disadvantaged": "perhaps"}}, "allowed: yes, no"),
        ({"groups": "disadvantaged"}, "column and value"),
        ({"definition": "none"}, "against_expectation"),
        ({"end": "Winter"}, "No assessment point is named"),
        ({"end": "2025-03-01"}, "assessment points by name"),
        ({"school": "9"}, 'No school "9" here'),
        ({"cohort": "Year 4", "class_name": "Oak"}, "a cohort or a class"),
        ({"colour": "red"}, 'No choice is called "colour"'),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_words_for_what_is_not_there_are_refused(
    explored: Explored, words: dict[str, object], said: str
) -> None:
    """Whoever wrote the line is told what is allowed."""
    with pytest.raises(LaddersError) as refused:
        explored.asked(**words)
    assert said in str(refused.value)
