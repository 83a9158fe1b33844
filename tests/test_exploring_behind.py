"""The pupils behind what was clicked: by hand on `explored`, and as many as the number clicked."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from building import best_fit, pupils
from clickable import counted
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.exploring.behind import MOST_PUPILS, behind_view
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.parts import part_view
from ladders_analysis.exploring.selection import A_YEAR_AGO, ORDERS, Behind, Selection
from ladders_analysis.exploring.views import BehindView
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School

YEAR_4 = 2027
BOTH = {"start": AUTUMN, "end": SPRING}


def behind(school: School, clicked: Behind, **chosen: object) -> BehindView:
    """List the pupils behind what was clicked between autumn and spring."""
    return behind_view(Facts([school]), Selection(**{**BOTH, **chosen, "behind": clicked}))


def names(listed: BehindView) -> list[str]:
    """Return the names listed."""
    return [row.name for row in listed.rows]


def test_behind_a_bar_of_attainment(build: Callable) -> None:
    """Cat and Dan are working towards, each with what it rests on."""
    listed = behind(
        build(**explored_tables()),
        Behind(subject="Reading", by="cohort", row=str(YEAR_4), now="working towards"),
    )
    assert listed.title == "2 pupils: Year 4 reading, working towards in Spring 2025"
    assert names(listed) == ["Cat", "Dan"]
    assert listed.rows[0].because == "7 of the 10 statements due are secure"
    assert listed.rows[0].ask == "What is hardest for them just now, and what would help first?"
    assert listed.rows[0].pupil == "1/cat"
    assert (listed.rows[0].then, listed.rows[0].outcome) == ("", "")


def test_behind_a_band_of_a_flow(build: Callable) -> None:
    """Bob came from working towards to expected; his reason and question are the outcome's."""
    school = build(**explored_tables())
    listed = behind(
        school,
        Behind(subject="Reading", then="working towards", now="expected"),
        part="moved",
        cohort=YEAR_4,
        subject="Reading",
    )
    assert listed.title == (
        "1 pupil: Year 4 reading, working towards in Autumn 2024, expected in Spring 2025"
    )
    row = listed.rows[0]
    assert (row.name, row.then, row.now, row.outcome) == (
        *("Bob", "working towards", "expected", "caught up"),
    )
    assert row.because == "9 of 10 due are secure, was 7 of 10"
    assert row.ask == "What made the difference, and could others have it too?"
    node = Behind(subject="Reading", now="expected")
    assert names(behind(school, node, part="moved")) == ["Ann", "Bob"]


def test_behind_an_outcome(build: Callable) -> None:
    """Cat fell behind."""
    listed = behind(
        build(**explored_tables()), Behind(subject="Reading", outcome="fell behind"), part="moved"
    )
    assert listed.title == "1 pupil: Whole school reading, Autumn 2024 to Spring 2025: fell behind"
    assert names(listed) == ["Cat"]


def test_behind_a_statement_and_a_cell(build: Callable) -> None:
    """r10: Bob, Cat and Dan were last judged D in December; Ann's is secure."""
    school = build(**explored_tables())
    listed = behind(
        school,
        Behind(subject="Reading", statement="r10", state="assessed, not secure"),
        part="statements",
    )
    assert listed.title == (
        "3 pupils: Year 4 reading, ‘Knows r10’, assessed, not secure, Spring 2025"
    )
    assert [(row.name, row.because) for row in listed.rows] == [
        ("Bob", "judged D on 10 December 2024"),
        ("Cat", "judged D on 10 December 2024"),
        ("Dan", "judged D on 10 December 2024"),
    ]
    assert listed.rows[0].ask == "What would help them with ‘Knows r10’?"
    assert names(behind(school, Behind(subject="Reading", statement="r10"), part="statements")) == [
        *("Ann", "Bob", "Cat", "Dan"),
    ]
    cell = behind(school, Behind(statement="r09", pupil="bob"), part="statements")
    assert cell.title == "Bob: Year 4 reading, ‘Knows r09’, Spring 2025"
    assert [(row.now, row.because) for row in cell.rows] == [
        ("secure", "judged S on 10 March 2025")
    ]
    row = behind(school, Behind(subject="Reading", pupil="cat"), part="statements")
    assert [(one.name, one.because) for one in row.rows] == [
        ("Cat", "3 statements assessed and not secure")
    ]


def test_a_difference_of_views_is_asked_about_first(build: Callable) -> None:
    """Cat's teacher says expected, where 7 of 10 statements say working towards."""
    school = build(
        **explored_tables(),
        overall=best_fit("2025-03-10", "cat EXS\n"),
        policy='[overall]\ncodes = { EXS = "expected" }\n[expectation]\nbasis = "statements"',
    )
    listed = behind(school, Behind(subject="Reading", now="working towards"), cohort=YEAR_4)
    assert listed.rows[0].ask == (
        "Your own judgement says expected, the statements say working towards: what do you see?"
    )


def test_lists_stand_by_class_and_name_and_are_cut(build: Callable) -> None:
    """Of 65 without evidence in two classes, 60 are shown: all of Ash, then Oak."""
    ash = pupils(" ".join(f"a{place:02d}" for place in range(32)), 4, class_name="Ash")
    oak = pupils(" ".join(f"b{place:02d}" for place in range(33)), 4)
    school = build(**{**explored_tables(), "pupils": [*oak, *ash], "judgements": []})
    listed = behind(school, Behind(subject="Reading", now="not enough evidence"))
    assert len(listed.rows) == MOST_PUPILS and listed.more == 5
    assert [row.class_name for row in listed.rows] == ["Ash"] * 32 + ["Oak"] * 28
    assert names(listed)[:2] == ["a00", "a01"]


def test_what_is_not_there_has_nobody_behind_it(build: Callable) -> None:
    """An outcome, a statement, a subject or a pupil that a link from elsewhere names."""
    school = build(**explored_tables())
    for clicked, part in (
        (Behind(subject="Reading", outcome="flew"), "moved"),
        (Behind(subject="Maths"), "where"),
        (Behind(statement="z99"), "statements"),
        (Behind(statement="r10", state="lost"), "statements"),
        (Behind(subject="Reading", pupil="zoe"), "statements"),
    ):
        listed = behind(school, clicked, part=part)
        assert listed.rows == () and listed.more == 0
        assert listed.title.startswith("0 pupils")


CHOICES = {
    "everybody": {},
    "a subject": {"subject": "Reading"},
    "a cohort": {"cohort": 2028},
    "a class": {"class_name": "Oak", "subject": "Maths", "order": ORDERS[2]},
    "a group": {"groups": {"eal": "yes"}},
    "two groups": {"groups": {"disadvantaged": "yes", "sex": "F"}, "subject": "Writing"},
    "all three": {"subject": TOGETHER},
    "another definition": {"subject": "Reading", "definition": "gaps_closed"},
    "a year ago": {"start": A_YEAR_AGO, "cohort": 2028, "subject": "Reading"},
    "across years": {"start": "Spring 2025", "cohort": 2028},
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """Give what is known of a made-up school of 70."""
    return Facts([la.load(write_sample(tmp_path_factory.mktemp("s"), pupils=70, seed=3))])


@pytest.mark.parametrize("name", CHOICES)
def test_as_many_stand_behind_as_the_number_says(known: Facts, name: str) -> None:
    """Bars, segments, boxes, bands, statements, states and rows, on all parts of the page.

    Of a picture with many, some of every kind.
    """
    for part in ("where", "moved", "statements", "groups"):
        words = {"start": "Autumn 2025", "end": "Spring 2026", "part": part, **CHOICES[name]}
        selection = Selection(**words)
        parts = list(counted(part_view(known, selection).picture))
        for clicked, many in parts[:: 1 + len(parts) // 40]:
            listed = behind_view(known, msgspec.structs.replace(selection, behind=clicked))
            assert len(listed.rows) + listed.more == many, (part, clicked)
            assert len({row.pupil for row in listed.rows}) == len(listed.rows)
