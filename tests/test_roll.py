"""Who is in scope on a day, and what is said of them there."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import pupils, statements

from ladders_analysis.errors import PointError
from ladders_analysis.school import School

Build = Callable[..., School]

COMING_AND_GOING = """
pupil_id  academic_year  year_group  joined_on   left_on
always    2025           4           .           .
joined    2025           4           2024-11-15  .
left      2025           4           .           2024-11-15
brief     2025           4           2024-11-14  2024-11-15
last      2024           4           .           .
"""


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2024-11-13", ["always", "left"]),
        ("2024-11-14", ["always", "brief", "left"]),
        # On the very day: who joins is in, who leaves is out.
        ("2024-11-15", ["always", "joined"]),
        ("2025-08-31", ["always", "joined"]),
        # 31 August is the old year still, 1 September the new one.
        ("2024-08-31", ["last"]),
        ("2024-09-01", ["always", "left"]),
    ],
)
def test_scope_on_the_very_day(build: Build, day: str, names: list[str]) -> None:
    """In scope: a row for the year, joined by the day, and not left by it."""
    school = build(pupils=COMING_AND_GOING, curriculum=statements("r1", 1))
    snapshot = school.as_at(day)
    assert list(snapshot.pupils.index) == names
    assert list(snapshot.in_scope.index[snapshot.in_scope]) == names
    assert sorted(set(snapshot.attainment()["pupil_id"])) == names


def test_a_year_without_a_table_is_an_error(build: Build) -> None:
    """1 September 2025 lies in a year that school.toml does not name."""
    school = build(pupils=COMING_AND_GOING, curriculum=statements("r1", 1))
    with pytest.raises(PointError, match=r"no \[\[year\]\] with ends = 2026"):
        school.as_at("2025-09-01")


def test_own_curriculum_is_an_earlier_working_year(build: Build) -> None:
    """Working on an earlier year is one's own curriculum; on a later one it is not."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        ann       2025           4           3
        ben       2025           4           4
        cat       2025           4           5
        dan       2025           4           .
        """,
        curriculum=statements("r1", 1),
    )
    roll = school.as_at("Autumn 2024").roll
    assert roll.own_curriculum.tolist() == [True, False, False, False]
    assert roll.working_year.tolist() == [3, 4, 5, 4]


def test_cohorts_keep_their_name_as_they_move_up(build: Build) -> None:
    """A cohort is the year in which its pupils reach Year 6, from their latest row."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group
        ann       2024           3
        ann       2025           4
        ben       2024           4
        ben       2025           4
        cat       2024           0
        cat       2025           1
        """,
        curriculum=statements("r1", 1),
    )
    then, now = school.as_at("Summer 2024").pupils, school.as_at("Autumn 2024").pupils
    # ann is in Year 4 in 2024–25, so in Year 6 in 2026–27. ben repeats Year 4: by his latest row
    # he is of the same cohort, also when looked at a year earlier. cat: Year 1, so 2029–30.
    assert now["cohort"].to_dict() == {"ann": 2027, "ben": 2027, "cat": 2030}
    assert then["cohort"].to_dict() == {"ann": 2027, "ben": 2027, "cat": 2030}
    assert now["cohort_label"].to_dict() == {
        "ann": "Year 4 (2024–25)",
        "ben": "Year 4 (2024–25)",
        "cat": "Year 1 (2024–25)",
    }
    assert then["cohort_label"]["ann"] == "Year 3 (2023–24)"
    assert then["cohort_label"]["cat"] == "Reception (2023–24)"
    assert then["year_group"].to_dict() == {"ann": 3, "ben": 4, "cat": 0}


def test_summer_born(build: Build) -> None:
    """Born from 1 April to 31 August; no date of birth says nothing."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  date_of_birth
        ann       2025           4           2016-03-31
        ben       2025           4           2016-04-01
        cat       2025           4           2016-08-31
        dan       2025           4           2015-09-01
        eve       2025           4           .
        """,
        curriculum=statements("r1", 1),
    )
    born = school.as_at("Autumn 2024").pupils["summer_born"]
    assert born.drop("eve").to_dict() == {"ann": False, "ben": True, "cat": True, "dan": False}
    assert born["eve"] is pd.NA


def test_nobody_on_roll(build: Build) -> None:
    """A day on which nobody is on roll gives empty tables of the right shape."""
    school = build(pupils=pupils("ann", 4), curriculum=statements("r1", 1))
    snapshot = school.as_at("Autumn 2023")
    assert len(snapshot.pupils) == 0
    assert len(snapshot.attainment()) == 0
    assert list(snapshot.attainment().columns)[:3] == ["pupil_id", "subject", "attainment"]
