"""Assessment practice, worked out by hand: what is missing, old, asked, and where to look together.

Year 4 has two classes of six, Oak and Elm; six statements of reading are due by Spring 2025.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import (
    BY_STATEMENTS,
    OVERALL,
    best_fit,
    markbook,
    numbered,
    pupils,
    statements,
    two_schools,
)
from test_plots_tables import text_faults, words_of

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.year_grid import plot_year_grid
from ladders_analysis.questions.practice.missing_judgements import judged_so_far
from ladders_analysis.questions.practice.moderating import (
    ALIKE,
    PARALLEL,
    VIEWS,
    where_to_moderate,
)
from ladders_analysis.questions.practice.question import ASKED, MISSING, assessment_practice
from ladders_analysis.questions.practice.signs import has_parallel_classes, two_views
from ladders_analysis.school import School

SIX = numbered("r", 6)
OAK, ELM = "a1 a2 a3 a4 a5 a6", "b1 b2 b3 b4 b5 b6"
# Oak: 36 of 36 secure. Elm: 24 of 34 secure; b6 is not judged on r05 and r06.
PAGE = """
    a1 SSSSSS
    a2 SSSSSS
    a3 SSSSSS
    a4 SSSSSS
    a5 SSSSSS
    a6 SSSSSS
    b1 SSSSDD
    b2 SSSSDD
    b3 SSSSDD
    b4 SSSSDD
    b5 SSSSDD
    b6 SSSS..
"""
JUDGED = "\n".join(
    f"{name} {code}"
    for name, code in zip((OAK + " " + ELM).split(), ["WTS"] * 3 + ["EXS"] * 9, strict=True)
)


def two_classes(build: Callable[..., School], **more: object) -> School:
    """Build Year 4 with two classes, judged in March."""
    given = {
        "pupils": [
            *pupils(OAK, 4),
            *({**row, "class_name": "Elm"} for row in pupils(ELM, 4)),
        ],
        "curriculum": statements(SIX, 3),
        "judgements": markbook("2025-03-10", SIX, PAGE),
        "overall": best_fit("2025-03-10", JUDGED),
        "policy": OVERALL + BY_STATEMENTS,
        **more,
    }
    return build(**given)


def counts(table: pd.DataFrame) -> list[int]:
    """Return due, judged, missing, stale and pupils who lack one, of the only row."""
    columns = ["due", "judged", "missing", "stale", "pupils_missing"]
    return [int(each) for each in table[columns].to_numpy().ravel()]


def test_missing_by_statements(build: Callable[..., School]) -> None:
    """72 are due of twelve pupils; b6 lacks two."""
    school = two_classes(build)
    table = judged_so_far(school.as_at("Spring 2025"))
    assert table[["year", "subject", "basis", "pupils"]].to_numpy().tolist() == [
        ["Year 4", "Reading", "statements", 12]
    ]
    assert counts(table) == [72, 70, 2, 0, 1]
    answer = assessment_practice(school)
    assert answer.sentence.split("\n") == [
        "Judged as at Spring 2025. Of 72 judgements of statements due in reading, 2 were never "
        "made and none is old.",
        "2024–25 has 1 collection so far (Making Data Work, 2018: no more than two or three a "
        "year).",
        "The most was asked for Spring 2025 in Year 4: 205 judgements for a class of 30, about 6 "
        "a pupil.",
    ]
    row = answer.tables[MISSING].loc[("Year 4", "Reading")]
    assert row.tolist() == ["statements", 72, 70, 2, 0, "1 of 12"]
    # 70 judgements and 12 overall ones of 12 pupils: 82 / 12 × 30.
    assert answer.tables[ASKED].loc["Year 4"].tolist() == [205]
    assert answer.axes.get_title() == "Spring 2025: hardly anything that is due was left unjudged"
    assert "Year 4, Reading: 2 of 72 (1 pupil lacks one or more)" in alt_text(answer.axes)
    assert text_faults(answer.axes) == []


def test_old_judgements_of_statements(build: Callable[..., School]) -> None:
    """Judged on 10 March; by 4 April that is 25 days, older than the 20 of this school."""
    old = two_classes(build, policy=OVERALL + BY_STATEMENTS + "stale_after_days = 20\n")
    assert counts(judged_so_far(old.as_at("Spring 2025"))) == [72, 70, 2, 70, 1]
    assert "2 were never made and 70 are old" in assessment_practice(old).sentence


def test_where_the_teacher_leads_pupils_are_counted(build: Callable[..., School]) -> None:
    """Ann was judged for autumn only, Ben for both points, Cat not at all this year."""
    school = build(
        pupils=pupils("ann ben cat", 4),
        overall=best_fit("2024-12-10 2025-03-10", "ann EXS .\nben EXS WTS"),
        policy=OVERALL,
    )
    answer = assessment_practice(school, "Spring 2025")
    row = answer.tables[MISSING].loc[("Year 4", "Reading")]
    assert row.tolist() == ["teacher", 3, 2, 1, 1, "1 of 3"]
    assert "1 was never made and 1 is old" in answer.sentence
    assert {"1 of 3", "pupils’ overall judgements; 1 old"} <= set(words_of(answer.axes))


def test_most_is_missing_where_it_is(build: Callable[..., School]) -> None:
    """Three of four pupils of Year 4 have none of the six: 18 of 24; Year 5 has nothing due."""
    school = build(
        pupils=[*pupils("ann ben cat dan", 4), *pupils("eve", 5)],
        curriculum=statements(SIX, 3),
        judgements=markbook("2025-03-10", SIX, "ann SSSSSS"),
    )
    answer = assessment_practice(school, "Spring 2025")
    assert "most are missing in Year 4 reading (18 of 24): ask what was seen there." in (
        answer.sentence
    )
    assert answer.axes.get_title() == (
        "Spring 2025: most is missing in Year 4 reading, 18 of 24 judgements"
    )
    assert "nothing due" in words_of(answer.axes)


def test_a_test_not_sat_by_a_year_group_is_not_missing(build: Callable[..., School]) -> None:
    """Year 6 sits the paper, one of two pupils; Year 5 does not."""
    line = '[score.Reading]\nassessment = "a paper"\nexpected = 100\n'
    taken = [
        {"pupil_id": "ann", "assessment": "a paper", "subject": "Reading", "taken_on": "2025-03-10",
         "score": 104},
    ]  # fmt: skip
    school = build(pupils=[*pupils("ann ben", 6), *pupils("cat", 5)], results=taken, policy=line)
    answer = assessment_practice(school, "Spring 2025")
    assert answer.tables[MISSING].index.tolist() == [("Year 6", "Reading")]
    assert "Of 2 scores due in reading, 1 was never made" in answer.sentence


def test_two_views_both_ways(build: Callable[..., School]) -> None:
    """By statements four in five are expected: Oak all; Elm's five not, b6 not known yet."""
    school = two_classes(build)
    table = two_views(school.as_at("Spring 2025"))
    # Both place eleven: three of Oak are lower by the teacher, five of Elm higher.
    assert table.iloc[0].tolist() == [4, "Year 4", "Reading", 11, 8, 5, 3]
    answer = where_to_moderate(school)
    assert answer.sentence.startswith(
        "Spring 2025: the overall judgement and the statements differ most in Year 4 reading (8 of "
        "11 pupils: the teacher higher for 5, the statements for 3). Look at books together there "
        "first.\nIn all, of 11 placed by both"
    )
    assert answer.tables[VIEWS].loc[("Year 4", "Reading")].tolist() == [11, 8, 5, 3]
    assert {"8 of 11", "teacher higher 5, lower 3"} <= set(words_of(answer.axes))


def test_parallel_classes_are_never_named(build: Callable[..., School]) -> None:
    """36 of 36 beside 24 of 34: 29 points apart; only 'the two Year 4 classes' is said."""
    school = two_classes(build)
    answer = where_to_moderate(school)
    table = answer.tables[PARALLEL]
    assert table.loc[("Year 4", "Reading")].tolist() == [
        6,
        "36\xa0of\xa036",
        "24\xa0of\xa034",
        "Look at books together: the two Year 4 classes judge differently.",
    ]
    assert "differently in Year 4 reading: children differ too" in answer.sentence
    said = answer.sentence + alt_text(answer.axes) + table._repr_html_()
    assert "Oak" not in said
    assert "Elm" not in said


def test_classes_that_judge_alike_or_are_alone(build: Callable[..., School]) -> None:
    """Fewer than a fifth apart is alike; one class a year cannot be compared."""
    alike = two_classes(build, judgements=markbook("2025-03-10", SIX, PAGE.replace("DD", "SS")))
    assert "judge the same statements much alike" in where_to_moderate(alike).sentence
    alone = two_classes(build, pupils=pupils(f"{OAK} {ELM}", 4))
    assert not has_parallel_classes(alone.as_at("Spring 2025"))
    assert "There is one class a year here" in where_to_moderate(alone).sentence


def test_statements_nearly_everybody_has(build: Callable[..., School]) -> None:
    """r01 to r04 are secure for all twelve; r05 and r06 for six of eleven."""
    alike = where_to_moderate(two_classes(build)).tables[ALIKE]
    assert len(alike) == 4
    assert set(alike["Secure, of those judged"]) == {"12\xa0of\xa012"}


def test_what_cannot_be_asked_is_said(build: Callable[..., School]) -> None:
    """A trust, a school without evidence, and one without statements."""
    trust = build(pupils=two_schools("a1", "a2"))
    bare = build(pupils=pupils("ann", 4))
    for ask, names in (
        (assessment_practice, {MISSING, ASKED}),
        (where_to_moderate, {VIEWS, PARALLEL, ALIKE}),
    ):
        for school, said in ((trust, "choose one school"), (bare, "No assessment point has")):
            answer = ask(school)
            assert said in answer.sentence
            assert set(answer.tables) == names
            assert alt_text(answer.axes)
    assert "nothing is due by then" in assessment_practice(bare, "Spring 2025").sentence
    overall = build(
        pupils=pupils("ann", 4), overall=best_fit("2025-03-10", "ann EXS"), policy=OVERALL
    )
    assert "keeps no curriculum of statements" in where_to_moderate(overall).sentence


@pytest.mark.parametrize("subjects", [1, 3, 12])
def test_any_grid_is_drawn(subjects: int) -> None:
    """Long names are cut, no word lies over another, and an empty grid says so."""
    frame = pd.DataFrame(
        [
            (
                f"Year {year} $x$",
                f"Subject {place} " + "long " * 9,
                place,
                12,
                f"{place} of 12",
                "x " * 40,
            )
            for year in range(7)
            for place in range(subjects)
        ],
        columns=["year", "subject", "count", "of", "said", "detail"],
    )
    axes = plot_year_grid(frame, title="A finding", under="How to read it")
    assert text_faults(axes) == []
    empty = plot_year_grid(frame.iloc[:0], title="Nothing", under="Why")
    assert alt_text(empty).startswith("Nothing. Why")
