"""Deepened: of what was secure and no more at the start, how much is deeper at the end.

Marks are one letter a statement: N not yet, D developing, S secure, X deeper, a full stop for no
judgement. Ten statements of Year 4 Reading are due by the autumn. The first page is of the autumn,
the second of the spring.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import SCALE, markbook, numbered, outcomes, pupils, rows, statements

import ladders_analysis as la
from ladders_analysis.definitions.deepened import Deepened
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
THEN, NOW = "2024-11-15", "2025-03-20"


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from two pages of marks: pupil, ten in the autumn, the same in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": statements(TEN, 1),
    } | more
    return build(
        judgements=[
            *markbook(THEN, TEN, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook(NOW, TEN, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(school: School, definition: object = "deepened") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


def test_typical_with_a_fifth_and_a_half_on_the_line(build: Build) -> None:
    """One of five is some and five of ten are many; new learning and X then are no part of it."""
    table = rated(
        moved(
            build,
            """
            none    SSSSSSSSSS  XSSSSSSSSS
            fifth   SSSSSNNNNN  XSSSSXXXXX
            some    SSSSSSSSSS  XXXX......
            half    SSSSSSSSSS  XXXXX.....
            many    SSSXXXXXXX  XXXNNNNNNN
            lost    SSSS......  NNNN......
            """,
        )
    )
    expected = {
        # deeper now, of those secure and no more then
        "none": ("none deeper", 1, 10),
        "fifth": ("some deeper", 1, 5),  # exactly 0.2; from N to X is new learning
        "some": ("some deeper", 4, 10),
        "half": ("many deeper", 5, 10),  # exactly 0.5
        "many": ("many deeper", 3, 3),  # what was deeper already and was lost: not asked here
        "lost": ("none deeper", 0, 4),
    }
    for pupil, (outcome, deeper, secure) in expected.items():
        assert table.loc[pupil, "outcome"] == outcome
        assert table.loc[pupil, "value"] == pytest.approx(deeper / secure)
        assert table.loc[pupil, ["numerator", "denominator"]].tolist() == [deeper, secure]
        assert table.loc[pupil, "because"] == (
            f"{deeper} of {secure} statements secure and no more at the start are deeper now"
        )


def test_deeper_already_has_no_value(build: Build) -> None:
    """Where all that was judged secure was deeper: nothing left to deepen, and that is good."""
    table = rated(moved(build, "ann  XXXNNNNNN.  XXXSSSSSSS\nben  X.........  N........."))
    assert set(table["outcome"]) == {"deeper already"}
    assert table["value"].isna().all()
    assert table["denominator"].tolist() == [0, 0]
    assert "deeper already" in Deepened.about.favourable


def test_nothing_was_secure(build: Build) -> None:
    """Nothing judged secure at the start: not enough evidence, whatever came since."""
    table = rated(moved(build, "ann  NNNNDDDD..  XXXXXXXXXX\nben  ..........  XXXXXXXXXX"))
    assert set(table["outcome"]) == {"not enough evidence"}
    assert set(table["because"]) == {"nothing was judged secure at the start"}


def test_a_scale_without_deeper(build: Build) -> None:
    """Three codes, the best of them secure: the school does not record what is asked."""
    school = moved(
        build,
        "ann  SSSSSSSSSS  SSSSSSSSSS",
        scale='[scale]\ncodes = ["N", "D", "S"]\nsecure = "S"\n',
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence"}
    assert table.loc["ann", "because"] == "the judgement scale has no code for deeper"


def test_a_scale_on_which_secure_is_deeper(build: Build) -> None:
    """Where `deeper` is the secure code itself, all that is secure is deeper already."""
    school = moved(
        build,
        "ann  SSSSSSSSSS  SSSSSSSSSS",
        scale=SCALE.replace('deeper = "X"', 'deeper = "S"'),
    )
    assert rated(school)["outcome"].to_dict() == {"ann": "deeper already"}


def test_it_is_the_weight_that_counts(build: Build) -> None:
    """A third of one statement, beside two wholes, is a ninth; and 0.999 of 5 is no fifth."""
    curriculum = [
        *statements("p1 p2 p3", 1, part_of="p"),
        *statements("w1 w2", 1),
        *statements("l1", 1, subject="Maths", weight="0.999"),
        *statements("h1", 1, subject="Maths", weight="4.001"),
    ]
    ids = "p1 p2 p3 w1 w2 l1 h1"
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=curriculum,
        judgements=[
            *markbook(THEN, ids, "ann SSSSSSS\nben SSSSSSS"),
            *markbook(NOW, ids, "ann X....X.\nben XX.X..X"),
        ],
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "deepened")
    # Reading: ann 1/3 of 3 = 1/9; ben 2/3 + 1 of 3 = 5/9. Maths: ann 0.1998; ben 0.8002.
    assert outcomes(table) == {"ann": "none deeper", "ben": "many deeper"}
    assert outcomes(table, "Maths") == {"ann": "none deeper", "ben": "many deeper"}
    assert table["value"].iloc[0] == pytest.approx(1 / 9)


def test_secure_by_exception_was_never_judged(build: Build) -> None:
    """What was secure because nobody noted an exception is not among what could deepen."""
    school = moved(
        build,
        """
        ann  SS........  X.XXXXXXXX
        ben  SSSSSSSSSS  ..........
        """,
        policy="[expectation]\nby_exception = true\n",
    )
    assert rated(school).loc["ann", ["numerator", "denominator"]].tolist() == [1, 2]


def test_two_marks_on_one_day(build: Build) -> None:
    """Of two marks on a day the higher counts, at the start as at the end."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements("r1 r2", 1),
        judgements=[
            *markbook(THEN, "r1 r2", "ann SS"),
            *markbook(THEN, "r1", "ann X"),
            *markbook(NOW, "r2", "ann S"),
            *markbook(NOW, "r2", "ann X"),
        ],
    )
    # r1 was deeper already; r2 is now.
    assert rated(school).loc["ann", ["outcome", "denominator"]].tolist() == ["many deeper", 1]


def test_own_curriculum_and_across_years(build: Build) -> None:
    """Year 4's statements deepen in Year 5 as well; on an earlier curriculum: own curriculum."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group  working_year
            ann       2024           4           .
            ann       2025           5           .
            own       2024           4           3
            own       2025           5           .
            """
        ),
        curriculum=statements(TEN, 6),
        judgements=[
            *markbook("2024-07-01", TEN, "ann SSSSSSSSSS\nown SSSSSSSSSS"),
            *markbook(THEN, TEN, "ann XXXSSSSSSS\nown XXXSSSSSSS"),
        ],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "deepened")
    assert outcomes(table) == {"ann": "some deeper", "own": "own curriculum"}
    assert table["numerator"].tolist() == [3, 3]
    assert table["value"].isna().tolist() == [False, True]


def test_lines_are_parameters(build: Build) -> None:
    """With `some` 0.4 and `many` 1, four of ten are some and nine are not many."""
    school = moved(
        build,
        """
        three  SSSSSSSSSS  XXX.......
        four   SSSSSSSSSS  XXXX......
        nine   SSSSSSSSSS  XXXXXXXXX.
        ten    SSSSSSSSSS  XXXXXXXXXX
        """,
    )
    found = rated(school, Deepened(some=0.4, many=1.0))["outcome"].to_dict()
    assert found == {
        "three": "none deeper",
        "four": "some deeper",
        "nine": "some deeper",
        "ten": "many deeper",
    }


def test_the_reason_where_nothing_can_be_counted(build: Build) -> None:
    """Own curriculum comes before any other reason; deeper already is said in words."""
    school = moved(
        build,
        """
        own      SSSSSSSSSS  XXXXXXXXXX
        blank    ..........  ..........
        already  XXX.......  XXX.......
        """,
        pupils=[*pupils("own blank", 4, working_year=2), *pupils("already", 4)],
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {
        "own": "own curriculum",
        "blank": "own curriculum",
        "already": "deeper already",
    }
    assert table["because"].to_dict() == {
        "own": "works on an earlier year's curriculum",
        "blank": "works on an earlier year's curriculum",
        "already": "all that was judged secure at the start was deeper already",
    }
