"""The sample's calendar: six half-terms a year, three assessment points, and where its data ends.

The newest entries are those of Spring 2026. The summer half-terms of that year are in the plan but
nobody has judged anything in them yet. Years before 2024–25 repeat its weeks.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from ladders_analysis.calendar import SEASONS, AcademicYear, AssessmentPoint, HalfTerm

NEWEST = 2026
"""End year of the newest academic year."""
LAST_HALF_TERM = 4
"""The last half-term of the newest year that holds any judgement."""
LAST_DAY = dt.date(2026, 3, 27)
"""The day after which the sample holds no entry."""
RESULT_YEARS = 2
"""Summers with statutory results, before the newest year."""
WEEKS_IN_YEAR = 52

_HALF_TERMS = {
    2025: (
        ("2024-09-03", "2024-10-25"),
        ("2024-11-04", "2024-12-20"),
        ("2025-01-06", "2025-02-14"),
        ("2025-02-24", "2025-04-04"),
        ("2025-04-22", "2025-05-23"),
        ("2025-06-02", "2025-07-22"),
    ),
    2026: (
        ("2025-09-03", "2025-10-24"),
        ("2025-11-03", "2025-12-19"),
        ("2026-01-05", "2026-02-13"),
        ("2026-02-23", "2026-03-27"),
        ("2026-04-13", "2026-05-22"),
        ("2026-06-01", "2026-07-21"),
    ),
}
_POINTS = {
    2025: (
        ("2024-12-06", "2024-12-13"),
        ("2025-03-21", "2025-03-28"),
        ("2025-07-04", "2025-07-11"),
    ),
    2026: (
        ("2025-12-05", "2025-12-12"),
        ("2026-03-20", "2026-03-25"),
        ("2026-07-03", "2026-07-10"),
    ),
}
OLDEST_WRITTEN = min(_HALF_TERMS)


def school_year(ends: int) -> AcademicYear:
    """Return one academic year of the sample.

    Parameters
    ----------
    ends
        The calendar year in which it ends.

    Returns
    -------
    AcademicYear

    Examples
    --------
    >>> school_year(2026).half_terms[1].last.isoformat()
    '2025-12-19'
    """
    template = max(ends, OLDEST_WRITTEN)
    return AcademicYear(
        ends,
        tuple(
            HalfTerm(_moved(first, template - ends), _moved(last, template - ends))
            for first, last in _HALF_TERMS[template]
        ),
    )


def assessment_points(ends: int) -> tuple[AssessmentPoint, ...]:
    """Return the autumn, spring and summer assessment points of one academic year."""
    year = school_year(ends)
    template = max(ends, OLDEST_WRITTEN)
    points = []
    for (on, close), (due_through, season) in zip(_POINTS[template], SEASONS.items(), strict=True):
        day = _moved(on, template - ends)
        points.append(
            AssessmentPoint(
                f"{season} {day.year}", day, _moved(close, template - ends), due_through, year
            )
        )
    return tuple(points)


def years_on_roll(years: int) -> range:
    """Return the academic years of the roll: those with judgements, and those of the results.

    Parameters
    ----------
    years
        Academic years that hold judgements.

    Examples
    --------
    >>> list(years_on_roll(1)), list(years_on_roll(3))
    ([2024, 2025, 2026], [2023, 2024, 2025, 2026])
    """
    return range(NEWEST - max(years, RESULT_YEARS), NEWEST + 1)


def half_terms_judged(ends: int) -> int:
    """Return how many half-terms of an academic year hold judgements [0–6]."""
    return LAST_HALF_TERM if ends == NEWEST else len(SEASONS) * 2


def school_days(first: dt.date, last: dt.date) -> NDArray[np.datetime64]:
    """Return the weekdays from `first` to `last`, both included.

    Examples
    --------
    >>> len(school_days(dt.date(2026, 3, 20), dt.date(2026, 3, 24)))
    3
    """
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    return days[np.is_busday(days)]


def _moved(day: str, years: int) -> dt.date:
    return dt.date.fromisoformat(day) - dt.timedelta(weeks=WEEKS_IN_YEAR * years)
