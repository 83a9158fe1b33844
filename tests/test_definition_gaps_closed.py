"""Gaps closed: of what was due and not secure at the start, how much is secure at the end.

Marks are one letter a statement; six statements of Year 4 Reading are due by the autumn.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.school import School

Build = Callable[..., School]
SIX = numbered("r", 6)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from a page of marks: pupil, six in the autumn, the same six in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": [*statements(SIX, 1), *statements("later", 4)],
    } | more
    return build(
        judgements=[
            *markbook("2024-11-15", SIX, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook("2025-03-20", SIX, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(school: School, definition: object = "gaps_closed") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


def test_typical_with_thirds_on_the_line(build: Build) -> None:
    """One third is some and two thirds are most; no gaps has no value."""
    table = rated(
        moved(
            build,
            """
            none    NNNDSS  NNNDSS
            third   NNNSSS  NNSSSS
            half    DDDD..  SSDDNN
            twofold NDNSSS  NSSSSS
            all     NNNNNN  XSSSSS
            nogaps  SSSXXX  SSSSSN
            thin    ......  SSSSSS
            """,
        )
    )
    expected = {
        # gaps at the start, of which secure at the end
        "none": ("few closed", 0, 4),
        "third": ("some closed", 1, 3),  # exactly 1/3
        "half": ("some closed", 2, 6),  # unjudged statements are gaps too: 2 of 6 = 1/3
        "twofold": ("most closed", 2, 3),  # exactly 2/3
        "all": ("most closed", 6, 6),
        "thin": ("most closed", 6, 6),  # judged nowhere at the start: all six are gaps
    }
    for pupil, (outcome, closed, gaps) in expected.items():
        assert table.loc[pupil, "outcome"] == outcome
        assert table.loc[pupil, "value"] == pytest.approx(closed / gaps)
        assert table.loc[pupil, ["numerator", "denominator"]].tolist() == [closed, gaps]
        assert f"{closed} of {gaps}" in table.loc[pupil, "because"]
    assert table.loc["nogaps", "outcome"] == "no gaps"
    assert table.isna().loc["nogaps", "value"]


def test_weights_decide_what_a_third_is(build: Build) -> None:
    """Of a gap of weight 2 and one of weight 1, closing the light one is exactly a third."""
    curriculum = statements("r1 r2", 1)
    curriculum[0]["weight"] = 2
    school = build(
        pupils=pupils("light heavy", 4),
        curriculum=curriculum,
        judgements=[
            *markbook("2024-11-15", "r1 r2", "light  NN\nheavy  NN"),
            *markbook("2025-03-20", "r1 r2", "light  .S\nheavy  S."),
        ],
    )
    assert rated(school)["outcome"].to_dict() == {"light": "some closed", "heavy": "most closed"}


def test_a_weight_just_below_the_line(build: Build) -> None:
    """0.999 of 3 is less than a third."""
    curriculum = statements("r1 r2 r3", 1)
    curriculum[0]["weight"], curriculum[1]["weight"] = "0.999", "1.001"
    school = build(
        pupils=pupils("ann", 4),
        curriculum=curriculum,
        judgements=[
            *markbook("2024-11-15", "r1 r2 r3", "ann  NNN"),
            *markbook("2025-03-20", "r1", "ann  S"),
        ],
    )
    assert rated(school)["outcome"].to_dict() == {"ann": "few closed"}


def test_nothing_due_at_the_start(build: Build) -> None:
    """Nothing due at the start: not enough evidence, not "no gaps"."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(SIX, 4), *statements("m1", 1, subject="Maths")],
        judgements=markbook("2024-11-15", SIX, "ann  SSSSSS"),
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence"}
    assert table["value"].isna().all()


def test_everybody_in_scope_is_rated(build: Build) -> None:
    """Own curriculum, teacher basis, too early to say: all are rated by their gaps."""
    school = moved(
        build,
        "own  NNNNNN  SSSSSS\nmate  NNNNNN  NNNNNN",
        pupils=[*pupils("own", 4, working_year=1), *pupils("mate", 4)],
        overall=best_fit("2024-11-15 2025-03-20", "mate  WTS EXS"),
        policy=OVERALL + "[expectation]\nminimum_due = 100\n",
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gaps_closed")
    assert outcomes(table) == {"own": "most closed", "mate": "few closed"}
    assert set(table["attainment_start"]) == {"own curriculum", "working towards"}


def test_across_years_the_gaps_stay_those_of_the_start(build: Build) -> None:
    """What was due in Year 4 and not secure counts in Year 5, though it is no longer due."""
    school = build(
        pupils=pupils("ann", 4, years=(2024, 2025)),
        curriculum=[*statements("a1 a2 a3", 6, year=4), *statements("b1", 1, year=5)],
        judgements=[
            *markbook("2024-07-01", "a1 a2 a3", "ann  SNN"),
            *markbook("2024-11-15", "a1 a2 a3 b1", "ann  .S.N"),
        ],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "gaps_closed")
    # Two gaps, one closed: a half.
    assert table["value"].tolist() == [0.5]
    assert outcomes(table) == {"ann": "some closed"}


def test_lines_are_parameters(build: Build) -> None:
    """With lines at a half and all, five of six is some."""
    school = moved(build, "ann  NNNNNN  SSSSSN")
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), GapsClosed(some=0.5, most=1.0))
    assert outcomes(table) == {"ann": "some closed"}
    assert table.provenance.parameters == {"some": 0.5, "most": 1.0}


def test_two_marks_on_one_day(build: Build) -> None:
    """Of two marks on a day the higher counts: the gap is closed."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements("r1", 1),
        judgements=[
            *markbook("2024-11-15", "r1", "ann  N"),
            *markbook("2025-03-20", "r1", "ann  S"),
            *markbook("2025-03-20", "r1", "ann  D"),
        ],
    )
    assert rated(school)["outcome"].to_dict() == {"ann": "most closed"}


def test_nothing_due_says_so(build: Build) -> None:
    """The reason is in words, not a count of nothing."""
    school = moved(build, "ann  NNNNNN  SSSSSS", curriculum=statements(SIX, 4))
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence"}
    assert table["because"].to_dict() == {"ann": "nothing was due at the start"}
