"""The leaders' questions, answered for a school worked out by hand (`explored`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import NAME, pupils
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.answers import Answer
from ladders_analysis.school import School

OVERALL = '[overall]\ncodes = { WTS = "working towards", EXS = "expected" }'


def overall_only(build: Callable) -> School:
    """Build a school that holds two overall codes and no curriculum."""
    codes = {AUTUMN: ("2024-12-10", "EXS WTS EXS WTS"), SPRING: ("2025-03-10", "EXS EXS WTS WTS")}
    return build(
        pupils=explored_tables()["pupils"],
        overall=[
            {"pupil_id": name, "subject": "Reading", "assessed_on": day, "attainment": code}
            for day, each in codes.values()
            for name, code in zip("ann bob cat dan".split(), each.split(), strict=True)
        ],
        policy=OVERALL,
    )


def test_where_we_are_says_shows_and_counts_the_same(build: Callable) -> None:
    """Ann and Bob of the four placed are up; Eve cannot be placed."""
    answer = la.where_we_are(build(**explored_tables()))
    assert answer.sentence == (
        "Whole school reading, Spring 2025: 2 of 4 pupils placed are at or above what our "
        "curriculum expects by now. Not placed: 1 not enough evidence. For Spring 2024 there is "
        "no evidence to stand beside it."
    )
    assert "2 of 4" in alt_text(answer.axes)
    table = answer.table
    assert table.index.tolist() == ["Year 3", "Year 4"]
    assert table.loc["Year 4"].tolist() == ["2\xa0of\xa04", 2, 2, 0, 0, 4]
    assert table.loc["Year 3"].tolist() == ["–", 0, 0, 0, 1, 1]
    assert "A year ago" not in table


def test_the_pupils_can_be_narrowed(build: Callable) -> None:
    """Of the disadvantaged, Bob is up and Cat is not; in autumn Cat was and Bob was not."""
    school = build(**explored_tables())
    answer = la.where_we_are(
        school, AUTUMN, subject="Reading", cohort="Year 4", group="disadvantaged", value=True
    )
    assert answer.sentence.startswith(
        "Year 4 (disadvantaged: yes) reading, Autumn 2024: 1 of 2 pupils placed is at or above"
    )


def test_last_years_pupils_stand_beside_in_the_same_place(build: Callable) -> None:
    """Year 4 now beside last year's Year 4, which is another cohort."""
    tables = explored_tables()
    tables["pupils"] = [*tables["pupils"], *pupils("old1 old2", 4, (2024, 2025))]
    tables["judgements"] = [
        *tables["judgements"],
        *(
            {
                "pupil_id": name,
                "statement_id": f"r{place:02d}",
                "assessed_on": "2024-03-01",
                "judgement": code,
            }
            for name, code in (("old1", "S"), ("old2", "N"))
            for place in range(1, 11)
        ),
    ]
    answer = la.where_we_are(build(**tables), SPRING, subject="Reading", cohort="Year 4")
    assert "Last year’s Year 4, in Spring 2024: 1 of 2." in answer.sentence
    assert answer.table["A year ago"].tolist() == ["1\xa0of\xa02"]


def test_what_has_moved_in_one_subject_is_a_flow(build: Callable) -> None:
    """One pupil each way, and Eve without evidence."""
    answer = la.what_has_moved(build(**explored_tables()), subject="Reading")
    assert answer.sentence == (
        "Whole school reading, Autumn 2024 to Spring 2025, by movement against expectation: "
        "1 of 5 fell behind, 1 still behind, 1 kept up, 1 caught up, 1 not enough evidence. On "
        "the favourable side: 2 of 4 pupils rated in reading. There is nothing from a year ago "
        "to stand beside it."
    )
    said = alt_text(answer.axes)
    assert "working towards to expected: 1" in said
    assert "expected to working towards: 1" in said
    assert "Definition against_expectation" in said
    asked = answer.tables["Pupils to ask their teacher about"]
    assert asked.index.tolist() == ["Cat", "Dan"]
    assert asked["Because"].tolist() == [
        "7 of 10 due are secure, was 8 of 10",
        "2 of 10 due are secure, was 2 of 10",
    ]


def test_another_definition_is_drawn_by_its_own_outcomes(build: Callable) -> None:
    """Gaps at the start: Bob closed 2 of 3, Cat none of 2, Dan none of 8; Ann had none."""
    answer = la.what_has_moved(
        build(**explored_tables()), subject="Reading", cohort="Year 4", definition="gaps_closed"
    )
    assert "by gaps closed: 2 of 4 few closed, 1 most closed, 1 no gaps." in answer.sentence
    assert "Definition gaps_closed" in alt_text(answer.axes)
    assert answer.table["Favourable"].tolist() == ["2\xa0of\xa04"]


def test_dates_the_wrong_way_round_are_answered_plainly(build: Callable) -> None:
    """Nothing is drawn, and the sentence says what to choose."""
    answer = la.what_has_moved(build(**explored_tables()), SPRING, AUTUMN)
    assert answer.sentence == (
        "Spring 2025 is not before Autumn 2024: choose an earlier point to start from."
    )
    assert answer.sentence in alt_text(answer.axes)
    assert not answer.tables


def test_the_sticking_point_is_found_without_being_told_where(build: Callable) -> None:
    """Secure for Ann alone, not secure for the other three."""
    answer = la.which_statements(build(**explored_tables()))
    assert answer.sentence == (
        "Year 4 reading, Spring 2025: the sticking point is “Knows r10”, secure for 1 of the 4 "
        "pupils taught it and judged not secure for 3."
    )
    assert answer.table.index.tolist()[:3] == ["Knows r10", "Knows r09", "Knows r05"]
    assert answer.table["Key"].tolist()[:3] == ["", "", "key"]
    assert "Knows r10" in alt_text(answer.axes)


def test_statements_never_judged_are_said(build: Callable) -> None:
    """Year 3 was taught five statements, and nobody judged one."""
    answer = la.which_statements(build(**explored_tables()), cohort="Year 3")
    assert answer.sentence == (
        "Year 3 reading, Spring 2025: nothing has been judged by statement, so no sticking point "
        "can be seen."
    )
    assert not answer.tables


def test_a_school_with_overall_codes_only_gets_what_it_can(build: Callable) -> None:
    """Two questions are answered; the third says what it cannot show."""
    school = overall_only(build)
    assert "2 of 4 pupils placed are at or above" in la.where_we_are(school).sentence
    assert "1 caught up" in la.what_has_moved(school, subject="Reading").sentence
    answer = la.which_statements(school)
    assert answer.sentence.startswith("This school keeps no curriculum of statements")
    assert not answer.tables


def test_nobody_chosen_is_said_and_drawn_calmly(build: Callable) -> None:
    """No disadvantaged pupil is in Year 3."""
    school = build(**explored_tables())
    who = {"cohort": "Year 3", "group": "disadvantaged", "value": True}
    assert la.where_we_are(school, **who).sentence == (
        "Year 3 (disadvantaged: yes), Spring 2025: no pupil is in scope here."
    )
    assert "nobody was in scope" in la.what_has_moved(school, **who).sentence
    assert "no pupil is in scope here" in la.which_statements(school, **who).sentence
    for ask in (la.where_we_are, la.what_has_moved, la.which_statements):
        answer = ask(school, **who)
        assert isinstance(answer, Answer)
        assert not answer.tables
        assert alt_text(answer.axes)


def test_reading_writing_and_maths_together(build: Callable) -> None:
    """One of two pupils is up in all three; maths stands in the way of the other."""
    codes = {"Reading": "EXS EXS", "Writing": "EXS EXS", "Maths": "EXS WTS"}
    school = build(
        pupils=pupils("ann bob", 4),
        overall=[
            {"pupil_id": name, "subject": subject, "assessed_on": "2025-03-10", "attainment": code}
            for subject, each in codes.items()
            for name, code in zip(("ann", "bob"), each.split(), strict=True)
        ],
        policy=OVERALL,
    )
    answer = la.where_we_are(school, subject=la.TOGETHER)
    assert answer.sentence.startswith(
        "Whole school reading, writing and maths together, Spring 2025: 1 of 2 pupils placed is at"
    )
    assert answer.sentence.endswith("Most often in the way: maths (1 pupil).")
    assert (
        "Choose one subject"
        in la.what_has_moved(school, AUTUMN, SPRING, subject=la.TOGETHER).sentence
    )


def test_together_is_refused_plainly_where_a_subject_is_missing(build: Callable) -> None:
    """A school that judges reading alone."""
    answer = la.where_we_are(build(**explored_tables()), subject=la.TOGETHER)
    assert answer.sentence.startswith("This folder does not hold reading, writing and maths")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"subject": "Readng"}, 'did you mean "Reading"'),
        ({"cohort": "Year 6"}, 'No cohort "Year 6" at Spring 2025'),
        ({"cohort": 1999}, "No cohort leaves in 1999"),
        ({"group": "eyes"}, 'No group "eyes"'),
        ({"group": "disadvantaged", "value": "perhaps"}, "No pupil has disadvantaged"),
    ],
)
def test_a_choice_that_is_not_in_the_data_is_named(
    build: Callable, words: dict[str, object], said: str
) -> None:
    """The error says what there is instead."""
    with pytest.raises(LaddersError, match=said):
        la.where_we_are(build(**explored_tables()), **words)


def test_a_trust_is_shown_by_school(build: Callable) -> None:
    """Two schools, four pupils each placed; the statements are asked of one school."""
    tables = explored_tables()
    both = {
        name: [{**row, "school_id": school} for school in ("1", "2") for row in tables[name]]
        for name in ("pupils", "judgements")
    }
    school = build(curriculum=tables["curriculum"], **both, name=NAME)
    answer = la.where_we_are(school)
    assert answer.sentence.startswith("All schools reading, Spring 2025: 4 of 8 pupils placed")
    assert answer.table.index.tolist() == ["1", "2"]
    assert (
        "2 of 10 fell behind, 2 still behind, 2 kept up"
        in la.what_has_moved(school, subject="Reading").sentence
    )
    assert "choose one school" in la.which_statements(school).sentence


def test_the_same_axes_are_drawn_on_again(build: Callable) -> None:
    """One figure serves all three questions."""
    school = build(**explored_tables())
    axes = la.where_we_are(school).axes
    for ask in (la.what_has_moved, la.which_statements, la.where_we_are):
        assert ask(school, ax=axes).axes is axes
