"""New curriculum secured: over what fell due between two points, secure or not before."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, statements

import ladders_analysis as la
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
OLD, NEW = numbered("a", 5), numbered("b", 5)


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school: five statements due by the autumn, five more by the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": [*statements(OLD, 1), *statements(NEW, 4)],
    } | more
    return build(
        judgements=[
            *markbook("2024-11-15", OLD, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook("2025-03-20", NEW, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(school: School, start: str = AUTUMN, end: str = SPRING) -> pd.DataFrame:
    """Rate all pupils and subjects, by pupil and subject."""
    progress = la.progress(school.as_at(start), school.as_at(end), "curriculum_secured")
    return progress.droplevel("school_id")


def test_typical(build: Build) -> None:
    """On plan from 4 of 5; what was due before plays no part, and unjudged is not secure."""
    table = rated(
        moved(
            build,
            """
            on      NNNNN  SSSSN
            behind  SSSSS  SSSNN
            blank   SSSSS  SSS..
            deep    NNNNN  XXXXX
            """,
        )
    ).droplevel("subject")
    assert table["outcome"].to_dict() == {
        "on": "on plan",
        "behind": "behind plan",
        "blank": "behind plan",
        "deep": "on plan",
    }
    assert table.loc["on", ["value", "numerator", "denominator"]].tolist() == [0.8, 4, 5]
    assert "4 of 5" in table.loc["on", "because"]


def test_secure_before_its_time_counts(build: Build) -> None:
    """Newly due statements count whether they were secure before or only since."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(OLD, 1), *statements(NEW, 4)],
        judgements=markbook("2024-09-10", NEW, "ann  SSSSN"),
    )
    assert outcomes(rated(school)) == {"ann": "on plan"}


@pytest.mark.parametrize(("share", "outcome"), [(0.6, "on plan"), (0.61, "behind plan")])
def test_the_line_is_the_secure_share_at_the_end(build: Build, share: float, outcome: str) -> None:
    """A list of six is read at the end, half-term 4: 3 of 5 reach 0.6, not 0.61."""
    policy = f"[expectation]\nsecure_share = [1.0, 1.0, 1.0, {share}, 1.0, 1.0]\n"
    school = moved(build, "ann  NNNNN  SSSNN", policy=policy)
    assert outcomes(rated(school)) == {"ann": outcome}


def test_nothing_fell_due(build: Build) -> None:
    """Where nothing fell due in between: not enough evidence."""
    school = moved(build, "ann  SSSSS  SSSSS", curriculum=[*statements(f"{OLD} {NEW}", 1)])
    table = rated(school)
    assert outcomes(table) == {"ann": "not enough evidence"}
    assert table["value"].isna().all()
    # The same point twice: nothing can have fallen due.
    assert outcomes(rated(school, AUTUMN, AUTUMN)) == {"ann": "not enough evidence"}


def test_across_1_september(build: Build) -> None:
    """What is due of Year 5 in the autumn was not due of Year 4 in the summer."""
    school = build(
        pupils=pupils("ann ben", 4, years=(2024, 2025)),
        curriculum=[*statements(OLD, 6, year=4), *statements(NEW, 1, year=5)],
        judgements=[
            *markbook("2024-07-01", OLD, "ann  NNNNN\nben  SSSSS"),
            *markbook("2024-11-15", NEW, "ann  SSSSN\nben  SSSNN"),
        ],
        policy='[expectation]\nearlier_years = "all"\n',
    )
    # Year 4's statements are due at both points (earlier years count), so they are not new.
    table = rated(school, "Summer 2024", AUTUMN)
    assert outcomes(table) == {"ann": "on plan", "ben": "behind plan"}
    assert table["denominator"].tolist() == [5.0, 5.0]


def test_own_curriculum_is_not_rated(build: Build) -> None:
    """Own curriculum at either point, whatever the marks."""
    school = moved(
        build,
        "ann  SSSSS  SSSSS\nben  SSSSS  SSSSS",
        pupils=[*pupils("ann", 4, working_year=2), *pupils("ben", 4)],
    )
    assert outcomes(rated(school)) == {"ann": "own curriculum", "ben": "on plan"}


def test_teacher_basis_is_rated_on_statements(build: Build) -> None:
    """It asks about statements, whatever a pupil is placed on."""
    school = moved(
        build,
        "ann  SSSSS  SSSSS",
        overall=best_fit("2024-11-15 2025-03-20", "ann  WTS WTS"),
        policy=OVERALL,
    )
    assert outcomes(rated(school)) == {"ann": "on plan"}


def test_own_curriculum_at_one_point_is_enough(build: Build) -> None:
    """On an earlier year's curriculum only in July, or only in the autumn: not rated."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        then      2024           4           2
        then      2025           5           .
        now       2024           4           .
        now       2025           5           3
        never     2024           4           .
        never     2025           5           .
        """,
        curriculum=[*statements(OLD, 6, year=4), *statements(NEW, 1, year=5)],
        judgements=markbook("2024-11-15", NEW, "then SSSSS\nnow SSSSS\nnever SSSSS"),
    )
    table = rated(school, "Summer 2024", AUTUMN)
    assert outcomes(table) == {
        "then": "own curriculum",
        "now": "own curriculum",
        "never": "on plan",
    }
    assert table["because"].droplevel("subject").to_dict() == {
        "then": "works on an earlier year's curriculum",
        "now": "works on an earlier year's curriculum",
        "never": "5 of 5 statements newly due are secure",
    }


def test_nothing_fell_due_says_so(build: Build) -> None:
    """The reason is in words, not a count of nothing."""
    school = moved(build, "ann  SSSSS  SSSSS", curriculum=[*statements(f"{OLD} {NEW}", 1)])
    assert rated(school)["because"].tolist() == ["nothing fell due in between"]
