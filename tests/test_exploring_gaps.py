"""The gap grid of the explorer, by hand on the school of `explored`, and as the plain call says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import NAME, markbook, pupils, statements
from explored import SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gaps import gaps_view
from ladders_analysis.exploring.selection import ALL_SCHOOLS, Selection
from ladders_analysis.exploring.views import GapGrid, Message, PartView
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School

YEAR_4, YEAR_3 = 2027, 2028


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load a made-up school of 70."""
    return la.load(write_sample(tmp_path_factory.mktemp("sample"), pupils=70, seed=3))


def grid(school: School, **chosen: object) -> GapGrid:
    """Return the grid of a choice in spring."""
    picture = view(school, **chosen).picture
    assert isinstance(picture, GapGrid)
    return picture


def view(school: School, **chosen: object) -> PartView:
    """Return the part of the page for a choice in spring."""
    words = {"part": "statements", "end": SPRING, **chosen}
    return gaps_view(Facts([school]), Selection(**words))


def test_every_cell_is_told(build: Callable) -> None:
    """Bob has r08 open, Cat r01, r09 and r10, Dan all from r03; r10 is missed by three."""
    shown = grid(build(**explored_tables()), cohort=YEAR_4, subject="Reading")
    assert [one.id for one in shown.statements] == [
        *("r10", "r09", "r01", "r03", "r04", "r05", "r06", "r07", "r08", "r02"),
    ]
    assert [(one.name, one.missed, one.cells) for one in shown.pupils] == [
        ("Ann", 0, "3333333333"),
        ("Bob", 1, "2333333333"),
        ("Cat", 3, "2223333333"),
        ("Dan", 8, "2232222223"),
    ]
    assert shown.statements[0].states == (0, 0, 3, 1)
    assert [one.id for one in shown.statements if one.key] == ["r05"]
    assert shown.statements[0].behind.statement == "r10"
    assert shown.pupils[1].behind.pupil == "bob"
    assert shown.pupils[1].id == "1/bob"
    assert [(key.word, key.sign) for key in shown.keys] == [
        ("not yet taught", "·"),
        ("taught, not assessed", "○"),
        ("assessed, not secure", "✕"),
        ("secure", "✓"),
    ]


def test_the_grid_can_be_sorted(build: Callable) -> None:
    """By the curriculum's order; or pupils by how many they miss."""
    school = build(**explored_tables())
    by_plan = grid(school, cohort=YEAR_4, order="curriculum")
    assert [one.id for one in by_plan.statements] == [f"r{place:02d}" for place in range(1, 11)]
    assert by_plan.pupils[1].cells == "3333333332"
    by_pupil = grid(school, cohort=YEAR_4, order="pupil")
    assert [one.name for one in by_pupil.pupils] == ["Dan", "Cat", "Bob", "Ann"]


def test_what_is_left_open_is_settled_and_said(build: Callable) -> None:
    """Most pupils miss r10 of Year 4 reading."""
    found = view(build(**explored_tables()))
    assert found.sentences == (
        "Year 4 reading, Spring 2025: the sticking point is “Knows r10”, secure for 1 of the 4 "
        "pupils taught it and judged not secure for 3.",
        "Shown: Year 4 reading, where the most pupils miss a statement.",
    )
    assert found.table.columns[0] == "Statement"
    assert found.table.rows[0] == ("Knows r10", "one ladder", "", "4", "4", "1", "3", "0", "0")
    assert len(found.table.rows) == 10


def test_never_judged_and_never_taught_are_told_apart(build: Callable) -> None:
    """Nobody judged Eve on Year 3's five; of three that are due later, none has begun."""
    tables = explored_tables()
    tables["curriculum"] = [*tables["curriculum"], *statements("u1 u2 u3", 6, year=3)]
    found = view(build(**tables), cohort=YEAR_3)
    assert found.sentences[0].endswith("so no sticking point can be seen.")
    assert "3 statements have not been taught yet, by our own plan." in found.sentences
    assert [one.states for one in found.picture.statements].count((1, 0, 0, 0)) == 3


def test_a_class_of_two_year_groups_leaves_cells_empty(build: Callable) -> None:
    """Eve and Fay share Elm: Year 3's statements are not meant for Fay, nor Year 4's for Eve."""
    tables = explored_tables()
    fay = [{**row, "name": "Fay", "class_name": "Elm"} for row in pupils("fay", 4)]
    tables["pupils"] = [*tables["pupils"], *fay]
    shown = grid(build(**tables), class_name="Elm")
    assert {one.name: one.cells for one in shown.pupils} == {
        "Eve": "1" * 5 + "." * 10,
        "Fay": "." * 5 + "1" * 10,
    }
    assert {sum(one.states) for one in shown.statements} == {1}
    assert "An empty cell" in shown.note


def test_pupils_on_their_own_curriculum_come_last_by_name(build: Callable) -> None:
    """Abe works on Year 3's; he is counted with the year group, and the page says so."""
    tables = explored_tables()
    abe = [{**row, "name": "Abe", "working_year": 3} for row in pupils("abe", 4)]
    tables["pupils"] = [*tables["pupils"], *abe]
    found = view(build(**tables), cohort=YEAR_4)
    assert found.picture.pupils[-1].name == "Abe (own curriculum)"
    assert found.sentences[-1] == (
        "1 pupil is on their own curriculum and stands at the end; the statements here are those "
        "of the year group."
    )


def test_where_there_is_no_grid_a_plain_sentence_stands(build: Callable) -> None:
    """All three subjects together; nobody chosen; a trust; a school without statements."""
    school = build(**explored_tables())
    together = view(school, subject=TOGETHER)
    assert together.sentences == ("Statements belong to one subject: choose one.",)
    assert isinstance(together.picture, Message)
    nobody = view(school, cohort=YEAR_3, groups={"disadvantaged": "yes"})
    assert nobody.sentences[0].endswith("no pupil is in scope here.")
    trust = gaps_view(
        Facts([school, school]), Selection(part="statements", end=SPRING, school=ALL_SCHOOLS)
    )
    assert "choose one school" in trust.sentences[0]
    bare = build(
        pupils=pupils("ann", 4),
        overall=[
            {
                "pupil_id": "ann",
                "subject": "Reading",
                "assessed_on": "2025-03-10",
                "attainment": "EXS",
            }
        ],
        policy='[overall]\ncodes = { EXS = "expected" }',
        name=NAME,
    )
    assert "keeps no curriculum" in view(bare).sentences[0]


def test_secure_by_exception_is_secure_without_a_judgement(build: Callable) -> None:
    """With by_exception, Ben is secure in what the class was judged on; he was never judged."""
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=statements("a1 a2 a3 a4 a5", 2),
        judgements=markbook("2024-12-10", "a1 a2", "ann DS"),
        policy="[expectation]\nby_exception = true",
    )
    cells = {one.name: one.cells for one in grid(school, order="curriculum").pupils}
    assert cells == {"ann": "23111", "ben": "33111"}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"subject": "Reading"},
        {"cohort": 2028},
        {"cohort": 2028, "subject": "Maths"},
        {"groups": {"disadvantaged": "yes"}},
        {"cohort": 2029, "subject": "Reading", "groups": {"sex": "F"}},
    ],
    ids=["all", "subject", "cohort", "both", "group", "everything"],
)
def test_the_sentence_is_that_of_the_plain_call(sample: School, chosen: dict) -> None:
    """What the explorer says first, `la.which_statements` says for the same choice."""
    words = {name: value for name, value in chosen.items() if name != "groups"}
    for column, word in chosen.get("groups", {}).items():
        words |= {"group": column, "value": True if word == "yes" else word}
    plain = la.which_statements(sample, "Spring 2026", **words)
    found = view(sample, end="Spring 2026", **chosen)
    assert found.sentences[0] == plain.sentence
    assert found.table.rows[0][0] == plain.table.index[0]


def test_counts_of_statements_are_those_of_the_cells(sample: School) -> None:
    """Every column's digits add up to its four counts, whatever is chosen."""
    for chosen in ({}, {"class_name": "Oak"}, {"cohort": 2027, "subject": "Writing"}):
        shown = grid(sample, end="Spring 2026", **chosen)
        for place, one in enumerate(shown.statements):
            letters = [pupil.cells[place] for pupil in shown.pupils]
            assert one.states == tuple(letters.count(str(state)) for state in range(4))
        assert [p.missed for p in shown.pupils] == [p.cells.count("2") for p in shown.pupils]
