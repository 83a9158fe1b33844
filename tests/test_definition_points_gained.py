"""Points gained, the foil: what it counts, and how it grows when only the boxes change.

Codes N D S X are worth 0 1 2 3 points. With twelve statements in the year, 12 ÷ 6 = 2 points are
expected in a half-term; from the autumn (due through 2) to the spring (4) that makes 4.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.points_gained import PointsGained
from ladders_analysis.school import School

Build = Callable[..., School]
TWELVE = numbered("r", 12)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"


def moved(build: Build, marks: str, ids: str = TWELVE, **more: object) -> School:
    """Build a school from a page of marks: pupil, marks in the autumn, marks in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": statements(ids, 6),
    } | more
    return build(
        judgements=[
            *markbook("2024-11-15", ids, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook("2025-03-20", ids, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(school: School, definition: object = "points_gained") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


MARKS = """
fewer     S...........  SSD.........
expected  S...........  SSS.........
more      S...........  SSSD........
back      XX..........  NS..........
none      ............  ............
"""


def test_typical(build: Build) -> None:
    """Points at the end less points at the start, against 4 expected (± 0.4)."""
    table = rated(moved(build, MARKS))
    gained = {"fewer": 5 - 2, "expected": 6 - 2, "more": 7 - 2, "back": 2 - 6, "none": 0}
    assert table["value"].to_dict() == gained
    assert table["numerator"].to_dict() == gained
    assert set(table["denominator"]) == {4.0}
    # Nothing judged is no reason not to rate: never "not enough evidence".
    assert table["outcome"].to_dict() == {
        "fewer": "fewer",
        "expected": "expected",
        "more": "more",
        "back": "fewer",
        "none": "fewer",
    }
    assert "3" in table.loc["fewer", "because"] and "4" in table.loc["fewer", "because"]


@pytest.mark.parametrize(
    ("per_half_term", "outcome"),
    [
        # 4 points are gained in 2 half-terms; within a tenth of what is expected is expected.
        (2, "expected"),
        (4 / 2 / 0.9, "expected"),  # 4 is exactly nine tenths
        (4 / 2 / 0.89, "fewer"),
        (4 / 2 / 1.1, "expected"),  # 4 is exactly eleven tenths
        (4 / 2 / 1.11, "more"),
    ],
)
def test_within_a_tenth(build: Build, per_half_term: float, outcome: str) -> None:
    """Both edges of the tenth belong to expected."""
    school = moved(build, "ann  S...........  SSS.........")
    table = rated(school, PointsGained(per_half_term=per_half_term))
    assert table["outcome"].to_dict() == {"ann": outcome}
    assert table.loc["ann", "denominator"] == pytest.approx(2 * per_half_term)


def test_all_statements_count_whatever_their_year_and_weight(build: Build) -> None:
    """Points of earlier years and of statements not due count like any others."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(TWELVE, 6, weight=9), *statements("s1 s2", 1, year=2)],
        judgements=markbook("2025-03-20", "s1 s2", "ann  XX"),
    )
    table = rated(school)
    assert table.loc["ann", ["numerator", "denominator"]].tolist() == [6, 4]
    assert table["outcome"].to_dict() == {"ann": "more"}


def test_half_terms_run_across_the_summer(build: Build) -> None:
    """From the summer (through 6) to the autumn (through 2) are two half-terms, by the new year."""
    school = build(
        pupils=pupils("ann", 4, years=(2024, 2025)),
        curriculum=[*statements(TWELVE, 6), *statements("s1 s2 s3", 1, year=5)],
        judgements=markbook("2024-11-15", "s1 s2 s3", "ann  D.."),
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "points_gained")
    # Three statements in Year 5: 3 ÷ 6 × 2 = 1 point expected, 1 gained.
    assert table[["numerator", "denominator"]].to_numpy().tolist() == [[1.0, 1.0]]
    assert outcomes(table) == {"ann": "expected"}


def test_everybody_in_scope_is_rated(build: Build) -> None:
    """Own curriculum and a subject without statements are rated too."""
    school = moved(
        build,
        "ann  ............  SSSSSS......",
        pupils=pupils("ann", 4, working_year=1),
        overall=best_fit("2024-11-15", "ann  EXS", subject="Writing"),
        policy=OVERALL + "[expectation.subject.Writing]\n",
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "points_gained")
    assert outcomes(table) == {"ann": "more"}
    # Writing has no statements: 0 gained of 0 expected.
    assert outcomes(table, "Writing") == {"ann": "expected"}


def test_the_same_point_twice(build: Build) -> None:
    """No time between: nothing expected, nothing gained."""
    school = moved(build, MARKS)
    table = la.progress(school.as_at(AUTUMN), school.as_at(AUTUMN), "points_gained")
    assert set(table["outcome"]) == {"expected"}
    assert set(table["denominator"]) == {0.0}


def test_points_treble_when_statements_are_cut_in_three(build: Build) -> None:
    """The same learning in three times the boxes: 4 points become 12, and expected becomes more.

    Against expectation, nothing changes: three parts judged alike weigh what the whole weighed.
    """
    whole = moved(build, "ann  S...........  SSS.........", curriculum=statements(TWELVE, 1))
    pieces = " ".join(f"{name}{part}" for name in TWELVE.split() for part in "abc")
    cut = moved(
        build,
        f"ann  {'SSS' + '.' * 33}  {'S' * 9 + '.' * 27}",
        ids=pieces,
        curriculum=[
            row
            for name in TWELVE.split()
            for row in statements(f"{name}a {name}b {name}c", 1, part_of=name)
        ],
    )
    fixed = PointsGained(per_half_term=2)
    assert rated(whole, fixed).loc["ann", ["outcome", "numerator"]].tolist() == ["expected", 4]
    assert rated(cut, fixed).loc["ann", ["outcome", "numerator"]].tolist() == ["more", 12]
    # By the year's own statements the line is cut along: 36 ÷ 6 × 2 = 12.
    assert rated(cut).loc["ann", ["outcome", "denominator"]].tolist() == ["expected", 12]
    ours = [rated(each, "against_expectation").loc["ann"] for each in (whole, cut)]
    assert ours[0]["outcome"] == ours[1]["outcome"]
    assert ours[0]["attainment_end"] == ours[1]["attainment_end"]


def test_two_marks_on_one_day(build: Build) -> None:
    """Of two marks on a day the higher gives its points."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TWELVE, 6),
        judgements=[
            *markbook("2025-03-20", "r01", "ann  D"),
            *markbook("2025-03-20", "r01", "ann  X"),
        ],
    )
    assert rated(school).loc["ann", "value"] == 3
