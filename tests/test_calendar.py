"""One clock: academic years, half-terms, assessment points by name and by date."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from building import NAME, YEARS

from ladders_analysis.calendar import AssessmentPoint, Calendar, academic_year_of
from ladders_analysis.errors import PointError
from ladders_analysis.settings import settings_from

POINTS = """
[[point]]
name = "Baseline"
on = 2024-09-20

[[point]]
name = "November check"
on = 2023-12-15

[[point]]
name = "December check"
on = 2023-12-20

[[point]]
name = "Christmas"
on = 2024-12-13
entries_close = 2025-01-10
due_through = 2
"""


def calendar(text: str = "") -> Calendar:
    """Read a calendar of the years 2023–24 and 2024–25, with further TOML."""
    return settings_from(tomllib.loads(NAME + YEARS + text), Path()).default.calendar


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2024-08-31", 2024), ("2024-09-01", 2025), ("2024-12-31", 2025), ("2025-01-01", 2025)],
)
def test_a_year_runs_from_1_september_to_31_august(day: str, ends: int) -> None:
    """The academic year turns between 31 August and 1 September."""
    assert academic_year_of(dt.date.fromisoformat(day)) == ends


def test_half_terms_end_and_begin_on_the_very_day() -> None:
    """A half-term has ended on its last day, and has begun on its first."""
    year = calendar().year(2025)
    assert year.label == "2024–25"
    # Half-term 1 is 2 September to 18 October, half-term 2 begins on 28 October.
    assert year.half_terms_ended(dt.date(2024, 10, 17)) == 0
    assert year.half_terms_ended(dt.date(2024, 10, 18)) == 1
    assert year.half_terms_begun(dt.date(2024, 10, 27)) == 1
    assert year.half_terms_begun(dt.date(2024, 10, 28)) == 2


@pytest.mark.parametrize(
    ("day", "half_term"),
    [
        ("2024-09-01", 6),  # the last day of the summer holiday: last year's sixth
        ("2024-09-02", 1),
        ("2024-10-18", 1),
        ("2024-10-21", 1),  # the holiday after half-term 1: the one just ended
        ("2024-10-28", 2),
        ("2025-04-10", 4),  # Easter, after half-term 4
        ("2025-08-31", 6),  # summer, after half-term 6
    ],
)
def test_holidays_belong_to_the_half_term_just_ended(day: str, half_term: int) -> None:
    """In holidays the half-term is the one just ended."""
    assert calendar().half_term_of(dt.date.fromisoformat(day)) == half_term


def test_default_points_are_the_last_days_of_half_terms_2_4_and_6() -> None:
    """Without [[point]], each year has an autumn, a spring and a summer point."""
    found = [
        (point.name, point.on.isoformat(), point.entries_close.isoformat(), point.due_through)
        for point in calendar().points
    ]
    assert found == [
        ("Autumn 2023", "2023-12-15", "2023-12-15", 2),
        ("Spring 2024", "2024-03-28", "2024-03-28", 4),
        ("Summer 2024", "2024-07-19", "2024-07-19", 6),
        ("Autumn 2024", "2024-12-20", "2024-12-20", 2),
        ("Spring 2025", "2025-04-04", "2025-04-04", 4),
        ("Summer 2025", "2025-07-22", "2025-07-22", 6),
    ]


def test_named_points_keep_what_the_school_says() -> None:
    """`entries_close` defaults to the day, `due_through` to the half-terms ended by then."""
    known = calendar(POINTS)
    christmas = known.point("christmas ")
    assert (christmas.on, christmas.entries_close) == (dt.date(2024, 12, 13), dt.date(2025, 1, 10))
    # On 13 December only half-term 1 has ended; the school says the curriculum is due through 2.
    assert christmas.due_through == 2
    baseline = known.point("Baseline")
    assert (baseline.entries_close, baseline.due_through) == (dt.date(2024, 9, 20), 0)
    assert baseline.label == "Baseline"
    assert known.point(baseline) is baseline


@pytest.mark.parametrize(
    "day", ["2024-12-13", dt.date(2024, 12, 13), dt.datetime(2024, 12, 13, 15, 30)]
)
def test_a_plain_date_is_a_point(day: str | dt.date) -> None:
    """A date is due through the half-terms ended, and its entries close that day."""
    point = calendar(POINTS).point(day)
    assert not point.named
    assert (point.name, point.label) == ("2024-12-13", "13 December 2024")
    assert point.on == point.entries_close == dt.date(2024, 12, 13)
    assert point.due_through == 1


@pytest.mark.parametrize(
    ("due_through", "index"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5)]
)
def test_lists_of_six_use_due_through_and_0_the_first_entry(due_through: int, index: int) -> None:
    """The clock of policy lists: entry due_through, counted from 1; 0 uses the first."""
    day = dt.date(2024, 12, 13)
    point = AssessmentPoint("any", day, day, due_through, calendar().year(2025))
    assert point.policy_index == index


def test_half_terms_between_points_run_across_the_summer() -> None:
    """From due through 6 of 2023–24 to due through 2 of 2024–25 is two half-terms."""
    known = calendar()
    summer, autumn = known.point("Summer 2024"), known.point("Autumn 2024")
    assert autumn.half_terms_elapsed - summer.half_terms_elapsed == 2


def test_unknown_points_are_refused_with_the_nearest_name() -> None:
    """An unknown name says what is allowed, and that a date would do."""
    with pytest.raises(PointError, match='"Autum 2024".*did you mean "Autumn 2024".*or a date'):
        calendar().point("Autum 2024")


def test_a_year_without_a_table_is_refused() -> None:
    """A date in a year that school.toml does not hold is an error, on the very day."""
    known = calendar()
    assert known.point("2023-09-01").due_through == 0
    assert known.point("2025-08-31").due_through == 6
    for outside in ("2023-08-31", "2025-09-01"):
        with pytest.raises(PointError, match=r"no \[\[year\]\].*2023–24, 2024–25"):
            known.point(outside)
    with pytest.raises(PointError, match="it names none"):
        Calendar((), ()).year(2025)


def test_a_year_before_is_the_point_due_through_the_same_half_term() -> None:
    """The same point a year ago is the one due through as much, the nearest by day if several."""
    known = calendar(POINTS)
    # Both checks of December 2023 are due through 2; 13 December 2023 is nearer to the 15th.
    before = known.year_before(known.point("Christmas"))
    assert before is not None and before.name == "November check"
    # Nothing in 2023–24 is due through 0, and there is no year before 2023–24.
    assert known.year_before(known.point("Baseline")) is None
    assert known.year_before(known.point("November check")) is None


def test_a_year_before_a_plain_date_is_the_same_day() -> None:
    """A plain date goes back a year, and stays due through as many half-terms."""
    known = calendar()
    before = known.year_before(known.point("2025-02-14"))
    assert before is not None
    # On 14 February 2025 three half-terms have ended.
    assert (before.on, before.due_through, before.year.ends) == (dt.date(2024, 2, 14), 3, 2024)


def test_a_year_before_29_february_is_the_28th() -> None:
    """A leap day has no namesake a year earlier."""
    earlier = """
[[year]]
ends = 2023
half_terms = ["2022-09-05/2022-10-21", "2022-10-31/2022-12-16", "2023-01-03/2023-02-10",
              "2023-02-20/2023-03-31", "2023-04-17/2023-05-26", "2023-06-05/2023-07-21"]
"""
    known = calendar(earlier)
    before = known.year_before(known.point("2024-02-29"))
    assert before is not None and before.on == dt.date(2023, 2, 28)
