"""The school's year: half-terms, assessment points, and the one clock that everything keeps.

An assessment point knows the day it takes stock, the day its entries close and the half-term
through which the curriculum is due. A plain date is a point too: due through the half-terms that
have ended by then.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pandas as pd

from ladders_analysis.errors import PointError, nearest

HALF_TERMS = 6
SEASONS = {2: "Autumn", 4: "Spring", 6: "Summer"}


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """One half-term, by its first and last day."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """One academic year: 1 September to 31 August, named by the year it ends in.

    Attributes
    ----------
    ends
        The calendar year in which it ends (2026 is 2025–26).
    half_terms
        Its six half-terms in order.
    cycle
        The turn of a rolling programme that is taught in this year, if any.
    """

    ends: int
    half_terms: tuple[HalfTerm, ...]
    cycle: str | None = None

    @property
    def label(self) -> str:
        """The year as schools write it.

        Examples
        --------
        >>> AcademicYear(2026, ()).label
        '2025–26'
        """
        return f"{self.ends - 1}–{self.ends % 100:02d}"

    def half_terms_ended(self, day: dt.date) -> int:
        """Count the half-terms whose last day is on or before `day` [0–6]."""
        return sum(half_term.last <= day for half_term in self.half_terms)

    def half_terms_begun(self, day: dt.date) -> int:
        """Count the half-terms whose first day is on or before `day` [0–6]."""
        return sum(half_term.first <= day for half_term in self.half_terms)


@dataclass(frozen=True, slots=True)
class AssessmentPoint:
    """A moment at which the school takes stock.

    Attributes
    ----------
    name
        The school's name for it, or the date in ISO form for a plain date.
    on
        The day it takes stock: who is on roll, which year group.
    entries_close
        The last day whose entries count.
    due_through
        The half-term through which the curriculum is due [0–6].
    year
        The academic year that holds `on`.
    named
        False for a plain date.
    """

    name: str
    on: dt.date
    entries_close: dt.date
    due_through: int
    year: AcademicYear
    named: bool = True

    @property
    def half_terms_elapsed(self) -> int:
        """Half-terms due since the year 0: their difference is the time between two points."""
        return self.year.ends * HALF_TERMS + self.due_through

    @property
    def policy_index(self) -> int:
        """Which of a policy's six half-termly entries applies (0 uses the first)."""
        return max(self.due_through, 1) - 1

    @property
    def label(self) -> str:
        """The point in words, for titles and provenance."""
        return self.name if self.named else f"{self.on.day} {self.on:%B %Y}"


def academic_year_of(day: dt.date) -> int:
    """Return the end year of the academic year that holds `day`.

    Examples
    --------
    >>> academic_year_of(dt.date(2025, 8, 31)), academic_year_of(dt.date(2025, 9, 1))
    (2025, 2026)
    """
    return day.year + (day.month >= 9)


def academic_years(dates: pd.Series) -> pd.Series:
    """Return the end year of the academic year that holds each date, blank for a blank.

    Examples
    --------
    >>> academic_years(pd.Series(pd.to_datetime(["2025-08-31", "2025-09-01"]))).tolist()
    [2025, 2026]
    """
    return dates.dt.year + (dates.dt.month >= 9)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A school's academic years and assessment points, oldest first."""

    years: tuple[AcademicYear, ...]
    points: tuple[AssessmentPoint, ...]

    def year(self, ends: int) -> AcademicYear:
        """Return the academic year that ends in `ends`.

        Raises
        ------
        PointError
            No `[[year]]` of school.toml ends in that year.
        """
        for year in self.years:
            if year.ends == ends:
                return year
        known = ", ".join(year.label for year in self.years) or "none"
        raise PointError(
            f"school.toml has no [[year]] with ends = {ends}; it names {known}. "
            f"Add the year with its six half-terms."
        )

    def year_of(self, day: dt.date) -> AcademicYear:
        """Return the academic year that holds `day`; PointError where school.toml has none."""
        return self.year(academic_year_of(day))

    def half_term_of(self, day: dt.date) -> int:
        """Return the half-term `day` falls in, or the one just ended in holidays [1–6].

        Notes
        -----
        In the first days of September, before school begins, that is last year's sixth.
        """
        return self.year_of(day).half_terms_begun(day) or HALF_TERMS

    def point(self, point: str | dt.date | AssessmentPoint) -> AssessmentPoint:
        """Find an assessment point by name, or make one of a plain date.

        Parameters
        ----------
        point
            A name from school.toml ("Autumn 2025"), a date, or a date in ISO form.

        Returns
        -------
        AssessmentPoint

        Raises
        ------
        PointError
            The name is unknown, or no academic year holds the date.
        """
        if isinstance(point, AssessmentPoint):
            return point
        if isinstance(point, str):
            wanted = point.strip()
            for known in self.points:
                if known.name.casefold() == wanted.casefold():
                    return known
            try:
                point = dt.date.fromisoformat(wanted)
            except ValueError:
                names = [known.name for known in self.points]
                raise PointError(
                    f'No assessment point is named "{wanted}": {nearest(wanted, names)}, '
                    f"or a date such as 2025-12-05."
                ) from None
        day = point.date() if isinstance(point, dt.datetime) else point
        year = self.year_of(day)
        return AssessmentPoint(
            day.isoformat(), day, day, year.half_terms_ended(day), year, named=False
        )

    def year_before(self, point: AssessmentPoint) -> AssessmentPoint | None:
        """Return the same moment a year earlier, or None where the calendar does not reach it.

        Notes
        -----
        For a named point: last year's named point that is due through the same half-term (the
        nearest by day of the year where there are several). For a plain date: the same day a
        year earlier, due through as many half-terms.
        """
        earlier = next((year for year in self.years if year.ends == point.year.ends - 1), None)
        if earlier is None:
            return None
        moved = _a_year_earlier(point.on)
        if not point.named:
            return replace(
                point, name=moved.isoformat(), on=moved, entries_close=moved, year=earlier
            )
        candidates = [
            known
            for known in self.points
            if known.year.ends == earlier.ends and known.due_through == point.due_through
        ]
        return min(candidates, key=lambda known: abs(known.on - moved), default=None)


def default_points(years: tuple[AcademicYear, ...]) -> tuple[AssessmentPoint, ...]:
    """Name the last days of half-terms 2, 4 and 6 as assessment points, where none are given."""
    return tuple(
        AssessmentPoint(
            f"{season} {year.half_terms[number - 1].last.year}",
            year.half_terms[number - 1].last,
            year.half_terms[number - 1].last,
            number,
            year,
        )
        for year in years
        for number, season in SEASONS.items()
    )


def _a_year_earlier(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
