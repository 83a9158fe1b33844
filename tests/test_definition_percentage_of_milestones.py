"""Percentage of milestones: how trackers that count ticks see it, worked out by hand.

Codes N D S X are worth 0 1 2 3. With ten statements in the year there are 10 × 3 = 30 steps. Due
through 2 of 6, the lines are 0.6 × 2/6 = 0.2 (6 steps) and 0.8 × 2/6 = 0.2667 (8 steps); through 4
they are 0.4 (12 steps) and 0.5333 (16 steps).
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import markbook, numbered, pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.percentage_of_milestones import PercentageOfMilestones
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from a page of marks: pupil, ten in the autumn, the same ten in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": statements(TEN, 6),
    } | more
    return build(
        judgements=[
            *markbook("2024-11-15", TEN, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook("2025-03-20", TEN, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(
    school: School,
    definition: object = "percentage_of_milestones",
    start: str = AUTUMN,
    end: str = SPRING,
) -> pd.DataFrame:
    """Rate Reading, by pupil."""
    table = la.progress(school.as_at(start), school.as_at(end), definition)
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


MARKS = """
fell     SSS.......  SSSSSD....
still    D.........  DDD.......
closing  D.........  DDDD......
caught   D.........  SSSSSS....
kept     SSS.......  SSSSSS....
ahead    SSSD......  XXXXXD....
stayed   SSSS......  XXXXXD....
eased    SSSS......  SSSSSS....
"""


def test_typical_movements(build: Build) -> None:
    """Each outcome with its steps, on the lines and just below them."""
    expected = {
        # steps then, steps now
        "fell": ("fell behind", 6, 11),  # 6 is on the autumn's line, 11 is below the spring's 12
        "still": ("still behind", 1, 3),  # + 2 of 30 = 0.067
        "closing": ("closing the gap", 1, 4),  # + 3 of 30 = 0.1, on the line
        "caught": ("caught up", 1, 12),
        "kept": ("kept up", 6, 12),
        "ahead": ("moved ahead", 7, 16),  # from expected to above: 16 of 30 is on the line
        "stayed": ("kept up", 8, 16),  # above the line at both
        "eased": ("kept up", 8, 12),  # from above to expected
    }
    table = rated(moved(build, MARKS))
    assert table["outcome"].to_dict() == {pupil: each[0] for pupil, each in expected.items()}
    for pupil, (_, then, now) in expected.items():
        assert table.loc[pupil, "value"] == pytest.approx((now - then) / 30)
        assert table.loc[pupil, ["numerator", "denominator"]].tolist() == [now, 30]
        assert str(now) in table.loc[pupil, "because"] and "30" in table.loc[pupil, "because"]


def test_unweighted_and_over_the_own_year_only(build: Build) -> None:
    """Every statement counts as one, and ticks of other years not at all."""
    other = numbered("s", 4)
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[
            *statements(TEN, 6, weight=7),
            *statements(other, 6, year=3),
        ],
        judgements=[
            *markbook("2024-11-15", TEN, "ann  SSS......."),
            *markbook("2024-11-15", other, "ann  XXXX"),
        ],
    )
    table = rated(school, end=AUTUMN)
    assert table.loc["ann", ["numerator", "denominator"]].tolist() == [6, 30]
    assert table.loc["ann", "outcome"] == "kept up"


def test_due_through_0_is_not_enough_evidence(build: Build) -> None:
    """Before the first half-term has ended there is no line: at the start or at the end."""
    school = moved(build, MARKS)
    assert set(rated(school, start="2024-09-10")["outcome"]) == {"not enough evidence"}
    assert set(rated(school, start="2024-09-10", end="2024-09-11")["outcome"]) == {
        "not enough evidence"
    }


def test_no_statements_of_the_own_year(build: Build) -> None:
    """A year without statements has no percentage: not enough evidence."""
    school = build(
        pupils=pupils("ann", 3),
        curriculum=statements(TEN, 6),
        judgements=markbook("2024-11-15", TEN, "ann  SSSSSSSSSS"),
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence"}
    assert table["value"].isna().all()


def test_across_years_by_the_percentage(build: Build) -> None:
    """Closing is a rise of the percentage across years too, each of its own year's steps."""
    new = numbered("s", 10)
    school = build(
        pupils=pupils("rose same", 4, years=(2024, 2025)),
        curriculum=[*statements(TEN, 6, year=4), *statements(new, 6, year=5)],
        judgements=[
            *markbook("2024-07-01", TEN, "rose  D.........\nsame  DDDDD....."),
            *markbook("2024-11-15", new, "rose  DDDDD.....\nsame  DDDDD....."),
        ],
    )
    # Summer: 1 and 5 of 30, both below 0.6. Autumn, of Year 5: 5 of 30 for both, below 0.2.
    table = rated(school, start="Summer 2024", end=AUTUMN)
    assert table["outcome"].to_dict() == {"rose": "closing the gap", "same": "still behind"}


def test_own_curriculum_is_not_rated(build: Build) -> None:
    """Elsewhere than in three definitions, own curriculum stays own curriculum."""
    school = moved(build, "ann  SSS.......  SSSSSS....", pupils=pupils("ann", 4, working_year=1))
    assert rated(school)["outcome"].to_dict() == {"ann": "own curriculum"}


def test_lines_are_parameters(build: Build) -> None:
    """With the expected line at 0.3 of the year, 6 of 30 are enough in the spring."""
    school = moved(build, "ann  SSS.......  SSS.......")
    easier = PercentageOfMilestones(expected=0.3, higher=0.9, closing=0.2)
    assert rated(school)["outcome"].to_dict() == {"ann": "fell behind"}
    assert rated(school, easier)["outcome"].to_dict() == {"ann": "kept up"}


def test_a_school_without_a_scale(build: Build) -> None:
    """Without a judgement scale there are no steps: not enough evidence."""
    school = build(pupils=pupils("ann", 4), curriculum=statements(TEN, 6), scale="")
    assert rated(school)["outcome"].to_dict() == {"ann": "not enough evidence"}


def test_it_moves_when_a_ladder_is_cut(build: Build) -> None:
    """What `holds` admits: nothing learned, one statement cut in three, and the outcome moves.

    ann's marks are X X X D D at both points: 3 + 3 + 3 + 1 + 1 = 11 of 30 steps, below the
    spring's line of 12. Cut r01 in three parts judged alike: 12 statements, 36 steps, of which
    she has 9 + 3 + 3 + 1 + 1 = 17; the line is 0.4 × 36 = 14.4.
    """
    whole = moved(build, "ann  XXXDD.....  XXXDD.....")
    parts, others = "r01a r01b r01c", TEN.removeprefix("r01 ")
    marks = "ann  XXXXXDD....."
    cut = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(parts, 6, part_of="r01"), *statements(others, 6)],
        judgements=markbook("2024-11-15", f"{parts} {others}", marks),
    )
    columns = ["outcome", "numerator", "denominator"]
    assert rated(whole).loc["ann", columns].tolist() == ["fell behind", 11, 30]
    assert rated(cut).loc["ann", columns].tolist() == ["kept up", 17, 36]
    assert "one ladder is cut finer" in PercentageOfMilestones.about.holds


def test_own_curriculum_at_one_point_is_enough(build: Build) -> None:
    """On an earlier year's curriculum only in July, or only in the autumn: not rated."""
    new = numbered("s", 10)
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        then      2024           4           2
        then      2025           5           .
        now       2024           4           .
        now       2025           5           3
        """,
        curriculum=[*statements(TEN, 6, year=4), *statements(new, 6, year=5)],
        judgements=[
            *markbook("2024-07-01", TEN, "then SSSSSSSSSS\nnow SSSSSSSSSS"),
            *markbook("2024-11-15", new, "then SSSSSSSSSS\nnow SSSSSSSSSS"),
        ],
    )
    table = rated(school, start="Summer 2024", end=AUTUMN)
    assert set(table["outcome"]) == {"own curriculum"}


def test_a_year_of_one_step_and_of_none(build: Build) -> None:
    """One statement that is secure or not makes a year of one step; no statement makes none.

    Reading has one statement in Year 4, Maths only one of Year 3: no step to divide by, so the
    quotient is blank, and the reason says why.
    """
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[
            *statements("r1", 6),
            *statements("m1", 6, year=3, subject="Maths"),
        ],
        judgements=markbook("2025-03-20", "r1 m1", "ann SS"),
        scale='[scale]\ncodes = ["N", "S"]\nsecure = "S"\n',
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "percentage_of_milestones")
    table = table.droplevel(["school_id", "pupil_id"])
    assert table["outcome"].to_dict() == {"Maths": "not enough evidence", "Reading": "caught up"}
    assert table.loc["Reading", ["value", "numerator", "denominator"]].tolist() == [1, 1, 1]
    assert table["denominator"].to_dict() == {"Maths": 0, "Reading": 1}
    assert table["because"].to_dict() == {
        "Maths": "the year has no milestones yet",
        "Reading": "1 of the year's 1 steps are ticked",
    }
