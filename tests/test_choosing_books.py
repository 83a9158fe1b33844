"""Looking at books together: who is drawn, what is looked for, and how to draw it again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, load_school, markbook, pupils, rows, statements, two_schools
from hypothesis import given, settings
from hypothesis import strategies as st

from ladders_analysis.errors import LaddersError
from ladders_analysis.questions.books.chosen import BooksChosen, choose_books
from ladders_analysis.questions.books.pupils_drawn import NOT_PLACED, STANDINGS, drawn, shared_out
from ladders_analysis.questions.books.question import books_to_look_at
from ladders_analysis.questions.books.what_to_look_for import NOT_SECURE, SECURE, UNJUDGED
from ladders_analysis.sample_seeds import LARGEST_SEED, seed_for
from ladders_analysis.school import School
from ladders_analysis.widgets.books_form import note_books
from ladders_analysis.widgets.form import Form

PEOPLE = """
pupil_id  standing         differs  disadvantaged
ann       working towards  no       yes
ben       working towards  yes      no
cal       expected         no       no
dot       expected         no       yes
eve       expected         yes      no
fay       expected         no       no
gus       expected         no       no
hal       expected         no       no
ida       greater depth    no       no
jon       not placed       no       no
"""


def people() -> pd.DataFrame:
    """Read the ten pupils above."""
    table = pd.DataFrame(rows(PEOPLE))
    return table.assign(
        differs=table["differs"] == "yes", disadvantaged=table["disadvantaged"] == "yes"
    )


# ── sharing out ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sizes", "number", "expected"),
    [
        # One each, then 8 × 2/10 = 1.6, 8 × 6/10 = 4.8, 0.8, 0.8: expected is furthest behind three
        # times (3.8, 2.8, 1.8), then 0.8 for expected beats 0.6 for working towards.
        ((2, 6, 1, 1), 8, (1, 5, 1, 1)),
        ((2, 6, 1, 1), 99, (2, 6, 1, 1)),
        ((2, 6, 1, 1), 2, (1, 1, 0, 0)),  # too few for each: the largest first
        ((0, 5, 0, 0), 3, (0, 3, 0, 0)),
        ((5, 5, 0, 5), 6, (2, 2, 0, 2)),
        ((0, 0, 0, 0), 4, (0, 0, 0, 0)),
    ],
    ids=["in proportion", "all there are", "too few", "one standing", "alike", "nobody"],
)
def test_places_are_shared_out(
    sizes: tuple[int, ...], number: int, expected: tuple[int, ...]
) -> None:
    """At least one to each standing, the rest in proportion, never more than there are."""
    there = dict(zip(STANDINGS, sizes, strict=True))
    assert shared_out(there, number) == dict(zip(STANDINGS, expected, strict=True))


def test_who_differs_and_who_is_disadvantaged_is_in_the_sample() -> None:
    """Of five places one in five is for a disadvantaged pupil, and two for pupils who differ."""
    for seed in range(40):
        table = people().set_index("pupil_id").loc[drawn(people(), 5, seed)]
        # Five places: 1 each, then 5 × 6/10 − 1 = 2 is the furthest behind.
        assert Counter(table["standing"]) == {
            "working towards": 1,
            "expected": 2,
            "greater depth": 1,
            NOT_PLACED: 1,
        }
        assert table["disadvantaged"].sum() == 1
        # ben and eve differ; ann is the other of working towards, so that one may be out of reach.
        assert table["differs"].sum() >= 1


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(
        st.tuples(st.sampled_from(STANDINGS), st.booleans(), st.booleans()), min_size=1, max_size=40
    ),
    number=st.integers(1, 12),
    seed=st.integers(0, LARGEST_SEED),
    shuffle=st.integers(0, 1000),
)
def test_a_sample_is_the_same_in_any_order(
    people: list[tuple[str, bool, bool]], number: int, seed: int, shuffle: int
) -> None:
    """The same seed draws the same pupils, some of every standing, and never more than asked."""
    table = pd.DataFrame(people, columns=["standing", "differs", "disadvantaged"])
    table.insert(0, "pupil_id", [f"{place:03d}" for place in range(len(table))])
    first = drawn(table, number, seed)
    order = np.random.default_rng(shuffle).permutation(len(table))
    assert drawn(table.iloc[order], number, seed) == first
    assert len(first) == len(set(first)) == min(number, len(table))
    there = set(table["standing"])
    chosen = set(table.set_index("pupil_id").loc[first, "standing"])
    assert chosen == there or number < len(there)


# ── a school by hand ──────────────────────────────────────────────────────────────────────────

MARKS = """
ann  SSSSD.
ben  SDDNN.
cal  SSSSS.
dot  SSSSX.
eve  ......
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load five pupils of Year 4: one behind, one not judged; one statement never judged."""
    curriculum = statements("r1 r2 r3 r4 r5 r6", 1)
    for row, ladder in zip(curriculum, "ababab", strict=True):
        row["ladder"] = ladder
        row["text"] = f"Statement {row['statement_id']}."
        row["key"] = "yes" if row["statement_id"] == "r2" else "no"
    return load_school(
        tmp_path_factory.mktemp("books"),
        pupils=[
            *pupils("ann ben cal dot", 4, name="Zoë Adams"),
            *pupils("eve", 4, class_name="Elm"),
        ],
        curriculum=curriculum,
        judgements=markbook("2024-11-15", "r1 r2 r3 r4 r5 r6", MARKS),
        policy="[expectation]\nsecure_share = 0.6\n",
    )


def chosen_from(school: School, **asked: Any) -> BooksChosen:
    """Draw a sample that there must be."""
    chosen = choose_books(school, "Autumn 2024", **asked)
    assert isinstance(chosen, BooksChosen)
    return chosen


def test_what_is_looked_for(school: School) -> None:
    """Secure, not secure and never judged in turn; the key one first; ladders spread."""
    looks = [look for look in chosen_from(school).looks if look.pupil_id == "ben"]
    assert [look.kind for look in looks] == [SECURE, NOT_SECURE, UNJUDGED]
    assert [look.statement_id for look in looks] == ["r1", "r2", "r6"]
    assert [look.key for look in looks] == [False, True, False]
    assert [look.record for look in looks] == [
        "S, last judged 15 November 2024",
        "D, last judged 15 November 2024",
        "Taught; no judgement",
    ]
    assert looks[1].text == "Statement r2."


def test_a_pupil_nobody_judged_is_looked_for_in_what_was_taught(school: School) -> None:
    """Six statements were taught; three are looked for, the key one among them."""
    looks = [look for look in chosen_from(school).looks if look.pupil_id == "eve"]
    assert [look.kind for look in looks] == [UNJUDGED] * 3
    assert "r2" in [look.statement_id for look in looks]


def test_the_number_is_made_from_the_question(school: School) -> None:
    """The school, the point, the subject, the cohort; another question has another number."""
    chosen = chosen_from(school)
    assert chosen.seed == seed_for("1", "Autumn 2024", "Reading", 2027, None)
    assert chosen_from(school, class_name="Oak").seed != chosen.seed
    assert chosen_from(school, seed=7).seed == 7


def test_the_line_of_code_draws_the_same_sample(school: School) -> None:
    """What is printed on the page is the call that made it."""
    asked = chosen_from(school, pupils=2, statements=1, class_name="Oak")
    assert asked.code == (
        'la.books_to_look_at(school, "Autumn 2024", class_name="Oak", subject="Reading", '
        f"pupils=2, statements=1, seed={asked.seed})"
    )
    again = choose_books(
        school,
        "Autumn 2024",
        class_name="Oak",
        subject="Reading",
        pupils=2,
        statements=1,
        seed=asked.seed,
    )
    assert isinstance(again, BooksChosen)
    assert again.looks == asked.looks


def test_the_page(school: School) -> None:
    """It names the sample, the counts and the way to it, and has a row for each statement."""
    answer = books_to_look_at(school, "Autumn 2024")
    seed = seed_for("1", "Autumn 2024", "Reading", 2027, None)
    # ann, cal and dot have 4, 5 and 5 of 6 due statements secure; ben 1; eve is not judged.
    assert answer.sentence.startswith(
        "Year 4 reading, Autumn 2024: bring the books of all 5 pupils (1 working towards, 3 "
        "expected and 1 not placed), and look for 15 statements in all."
    )
    assert f"sample {seed}" in answer.sentence
    assert f'cohort="Year 4", subject="Reading", seed={seed})' in answer.sentence
    assert len(answer.table) == 15
    assert list(answer.table.index.get_level_values("No.")) == list(range(1, len(answer.table) + 1))
    assert "Zoë Adams" in answer.table.index.get_level_values("Pupil")
    assert answer.table["What we saw, and where"].str.contains("☐").all()
    counts = answer.tables["The sample beside everybody it was drawn from"]
    assert counts["In all"].to_dict() == {"working towards": 1, "expected": 3, "not placed": 1}


def test_the_form_has_the_lines_of_the_page(school: School) -> None:
    """The same numbers, pupils and statements."""
    table = books_to_look_at(school, "Autumn 2024").table
    form = note_books(school, "Autumn 2024")
    assert isinstance(form, Form)
    lines = [label for label, _ in form.fields["line"].options]
    assert len(lines) == len(table)
    for (number, pupil), line in zip(table.index, lines, strict=True):
        assert line.startswith(f"{number}. {pupil}: ")


# ── schools of other kinds ────────────────────────────────────────────────────────────────────


def test_a_school_with_overall_judgements_only(tmp_path: Path) -> None:
    """Statements are left out in a plain sentence; what the teacher judged stands beside."""
    school = load_school(
        tmp_path,
        pupils=pupils("ann ben", 0),
        overall=best_fit("2024-12-05", "ann WTS\nben EXS", "Writing"),
        policy=OVERALL,
    )
    answer = books_to_look_at(school)
    assert "No statements were judged here" in answer.sentence
    assert (
        answer.table["Look for"].tolist()
        == ["Writing: work at what we expect of Reception by now"] * 2
    )
    assert answer.table["The record says"].tolist() == [
        "The teacher judged: working towards, 5 December 2024. Does the work bear it out?",
        "The teacher judged: expected, 5 December 2024. Does the work bear it out?",
    ]


def test_nothing_judged(tmp_path: Path) -> None:
    """Pupils of the roll at random; what the work shows is asked first."""
    curriculum = statements("r1", 6, year=1)
    school = load_school(tmp_path, pupils=pupils("ann ben cal", 4), curriculum=curriculum)
    answer = books_to_look_at(school, pupils=2)
    assert "bring the books of 2 of the 3 pupils (2 not placed)" in answer.sentence
    assert "Nothing is judged of them yet" in answer.sentence
    assert set(answer.table["The record says"]) == {
        "Nothing judged this year. What does the work show?"
    }


@pytest.mark.parametrize(
    "tables",
    [
        {"pupils": pupils("ann", 4)},
        {"pupils": two_schools("ann", "ann")},
    ],
    ids=["no subject", "a trust"],
)
def test_what_cannot_be_answered_is_said(tmp_path: Path, tables: dict[str, Any]) -> None:
    """A sentence and a described picture, no table."""
    school = load_school(tmp_path, **tables)
    answer = books_to_look_at(school)
    assert "choose one school" in answer.sentence or "name no subject" in answer.sentence
    assert not answer.tables
    assert note_books(school) == answer.sentence


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"seed": 10_000}, "from 0 to 9999"),
        ({"seed": -1}, "from 0 to 9999"),
        ({"pupils": 0}, "at least 1"),
        ({"class_name": "Ok"}, 'did you mean "Oak"'),
        ({"subject": "Latin"}, "allowed: Reading"),
    ],
    ids=["too large", "negative", "nobody", "class", "subject"],
)
def test_what_cannot_be_asked(school: School, asked: dict[str, Any], said: str) -> None:
    """What is allowed is named."""
    with pytest.raises(LaddersError, match=said):
        books_to_look_at(school, "Autumn 2024", **asked)
