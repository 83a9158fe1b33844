"""A school and a trust: snapshots at any point, one school of many, and its source files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from building import SCALE, markbook, numbered, pupils, rows, stands, statements

from ladders_analysis.errors import LaddersError, PointError, TooFewPointsError
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot

Build = Callable[..., School]
TEN = numbered("r", 10)


@pytest.fixture
def school(build: Build) -> School:
    """One school with a judgement in the autumn and a score in the spring."""
    return build(
        pupils=pupils("ann ben", 4),
        curriculum=statements(TEN, 1),
        judgements=markbook("2024-11-15", TEN, "ann  SSSSSSSSNN"),
        results="""
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2025-03-03  101
        """,
        policy='[score.Reading]\nassessment = "NFER"\nexpected = 100\n',
    )


def test_what_a_school_says_of_itself(school: School) -> None:
    """Its name and how much there is."""
    assert repr(school) == (
        "<School Example Primary: 2 pupils, 10 statements, 10 judgements, 0 overall judgements, "
        "1 results>"
    )
    assert school.name == "Example Primary"
    assert school.schools == ("1",)
    assert len(school.conversations) == len(school.books) == len(school.national) == 0
    assert set(school.sources) == {"pupils.csv", "curriculum.csv", "judgements.csv", "results.csv"}
    assert {len(digest) for digest in school.sources.values()} == {64}


def test_snapshots_are_kept(school: School) -> None:
    """Asking again gives the same snapshot, by name, date or point."""
    autumn = school.as_at("Autumn 2024")
    assert isinstance(autumn, Snapshot)
    assert school.as_at("autumn 2024") is autumn
    assert school.as_at(school.calendar.point("Autumn 2024")) is autumn
    # The same day as a plain date is another point, with the same answer.
    assert school.as_at(dt.date(2024, 12, 20)) is school.as_at("2024-12-20")
    assert stands(school.as_at("2024-12-20")) == stands(autumn)
    assert school.as_at("Spring 2025").grid is autumn.grid


def test_the_latest_points_with_evidence(school: School) -> None:
    """A point has evidence when something happened since the one before it, that year."""
    assert [point.name for point in school.latest_points()] == ["Autumn 2024", "Spring 2025"]
    assert [point.name for point in school.latest_points(1)] == ["Spring 2025"]
    with pytest.raises(TooFewPointsError, match="3 assessment points with evidence are needed"):
        school.latest_points(3)


def test_a_year_before(school: School) -> None:
    """The same point a year ago, None where the calendar does not reach."""
    before = school.year_before("Autumn 2024")
    assert before is not None and before.name == "Autumn 2023"
    assert school.year_before("Autumn 2023") is None
    assert school.points[0].name == "Autumn 2023"


TRUST = """
[expectation]
secure_share = 0.8
[schools.2]
[schools.2.school]
name = "Second Primary"
[schools.2.expectation]
secure_share = 0.9
[schools.2.scale]
codes = ["no", "yes"]
secure = "yes"
deeper = "yes"
not_assessed = []
"""


@pytest.fixture
def trust(build: Build) -> School:
    """Two schools with the same pupil ids, a shared curriculum, and codes of their own."""
    return build(
        pupils=[*pupils("007 008", 4, school_id="1"), *pupils("007", 4, school_id="2")],
        curriculum=statements(TEN, 1),
        judgements=[
            *markbook("2024-11-15", TEN, "007  SSSSSSSSNN\n008  NNNNNNNNNN", school_id="1"),
            *(
                {**row, "judgement": "yes" if row["judgement"] == "S" else "no"}
                for row in markbook("2024-11-15", TEN, "007  SSSSSSSSNN", school_id="2")
            ),
        ],
        policy=TRUST,
        name='[school]\nid = "1"\nname = "First Primary"\n',
    )


def test_a_trust_keeps_its_schools_apart(trust: School) -> None:
    """The same pupil id in two schools is two pupils, each under their school's policy."""
    assert trust.schools == ("1", "2")
    autumn = trust.as_at("Autumn 2024")
    assert isinstance(autumn, TrustSnapshot)
    assert list(autumn) == ["1", "2"] and len(autumn) == 2
    # 8 of 10 is enough for 0.8, not for 0.9.
    assert stands(autumn["1"]) == {"007": "expected", "008": "working towards"}
    assert stands(autumn["2"]) == {"007": "working towards"}
    table = autumn.attainment()
    assert list(zip(table["school_id"], table["pupil_id"], table["attainment"], strict=True)) == [
        ("1", "007", "expected"),
        ("1", "008", "working towards"),
        ("2", "007", "working towards"),
    ]
    assert (autumn["1"].settings.name, autumn["2"].settings.name) == (
        "First Primary",
        "Second Primary",
    )


def test_a_trust_has_no_grid_of_its_own(trust: School) -> None:
    """One snapshot is one school: asked of a trust, it is refused rather than mixed up."""
    with pytest.raises(LaddersError):
        trust.snapshot("Autumn 2024")


def test_one_school_of_a_trust(trust: School) -> None:
    """`one` gives a school of its own, and refuses one that is not there."""
    second = trust.one("2")
    assert second.schools == ("2",)
    assert trust.one("2") is second
    assert len(second.pupils) == 1 and len(second.judgements) == 10
    assert stands(second.as_at("Autumn 2024")) == {"007": "working towards"}
    with pytest.raises(LaddersError, match='No school "3" here: allowed: 1, 2'):
        trust.one("3")


def test_a_school_of_a_trust_may_have_its_own_points(build: Build) -> None:
    """A point that one school's calendar does not hold is refused."""
    trust = build(
        pupils=[*pupils("ann", 4, school_id="1"), *pupils("ann", 4, school_id="2")],
        curriculum=statements(TEN, 1),
        scale=SCALE,
        policy='[[schools.2.point]]\nname = "Advent"\non = 2024-12-06\ndue_through = 1\n',
    )
    with pytest.raises(PointError, match='"Advent"'):
        trust.as_at("Advent")
    assert trust.one("2").as_at("Advent").half_terms_ended == 1
    # A plain date does for all.
    assert [each.half_terms_ended for each in trust.as_at("2024-12-06").values()] == [1, 1]


def test_a_curriculum_of_one_school_of_a_trust(build: Build) -> None:
    """Rows of the curriculum that name a school are that school's; the others are everybody's."""
    trust = build(
        pupils=[*pupils("ann", 4, school_id="1"), *pupils("ann", 4, school_id="2")],
        curriculum=rows(
            """
            school_id  statement_id  subject  ladder  year  due_half_term
            .          all           Reading  one     4     1
            2          own           Reading  one     4     1
            """
        ),
    )
    assert list(trust.one("1").statements["statement_id"]) == ["all"]
    assert list(trust.one("2").statements["statement_id"]) == ["all", "own"]


def test_nobody_at_all(school: School) -> None:
    """A school whose pupils are all gone still has its calendar."""
    empty = School(
        school.settings,
        {name: table.iloc[:0] for name, table in school.tables.items()},
        school.load_report,
    )
    assert empty.schools == ()
    assert empty.calendar.points[0].name == "Autumn 2023"
    assert len(empty.as_at("Autumn 2024")) == 0


def test_the_load_report_counts_what_is_secure_by_exception(build: Build) -> None:
    """Three of five statements were judged of somebody in the class; ben has none of his own."""
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=statements(numbered("r", 5), 1),
        judgements=markbook("2024-12-10", numbered("r", 5), "ann  SSD.."),
        policy="[expectation]\nby_exception = true\n",
    )
    notes = school.load_report.problems.set_index("rule")
    (point,) = school.points_with_evidence
    # ann has a judgement on r01 to r03; ben counts as secure in those three.
    assert notes.loc[f"secure by exception in {point.label}", "count"] == 3
    assert school.load_report.exit_code == 0


def test_without_exceptions_the_load_report_says_nothing_of_them(build: Build) -> None:
    """The same school under the default policy."""
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=statements(numbered("r", 5), 1),
        judgements=markbook("2024-12-10", numbered("r", 5), "ann  SSD.."),
    )
    assert not school.load_report.problems["rule"].str.contains("exception").any()


def test_a_folder_without_a_pupil_says_so(build: Callable[..., School]) -> None:
    """Nobody was read: no snapshot can be taken, and the load report says why."""
    school = build(pupils=pupils("ann", 4))
    nobody = {
        name: table.iloc[:0] if "pupil_id" in table else table
        for name, table in school.tables.items()
    }
    with pytest.raises(LaddersError, match=r"No pupil is on roll.*ladders check"):
        School(school.settings, nobody, school.load_report).as_at("Autumn 2024").attainment()
