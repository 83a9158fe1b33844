"""The day that a half-term's or a term's name in an export stands for.

Exports say "Autumn 1" or "Spring", and judgements need a day. It is the school's own assessment
point where it has one for that half-term, else the half-term's last day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ladders_analysis.calendar import (
    HALF_TERMS,
    AssessmentPoint,
    Calendar,
    academic_year_of,
)
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.records import Problem, Severity

SEASON = {"aut": 2, "spr": 4, "sum": 6}
"""First letters of a season -> the last half-term of that term."""
ENDS_OF_MONTHS = {1: (10, 31), 2: (12, 31), 3: (2, 15), 4: (3, 31), 5: (5, 31), 6: (7, 31)}
"""Half-term -> month and day taken where no `[[year]]` says when it ended."""
NO_YEAR = "day taken from no calendar"
STILL_ON = "made while the half-term was on"
WARNING: Severity = "warning"
NOTE: Severity = "note"
WHICH_YEAR = (
    "Which academic year is it, where it is not the school's latest? State `academic_year`."
)

_YEAR = r"(?P<year{0}>20[0-9]{{2}})(?: ?[-/–] ?(?P<to{0}>(?:20)?[0-9]{{2}}))?"
_NAMED = re.compile(
    rf"(?:{_YEAR.format(1)} ?)?"
    r"(?:(?P<season>aut|spr|sum)(?:umn|ing|mer)?(?: ?term)?[ _-]?(?P<half>[12])?"
    r"|(?:ht|half[ -]?term) ?(?P<number>[1-6]))"
    rf"(?: ?half[ -]?term)?(?: {_YEAR.format(2)})?"
)


@dataclass(frozen=True)
class Term:
    """A half-term as an export names it.

    Attributes
    ----------
    half_term
        Its number [1–6]; a whole term is its second half-term.
    ends
        The academic year it belongs to, None where the name does not say.
    """

    half_term: int
    ends: int | None = None


def term_named(words: str) -> Term | None:
    """Read the name of a half-term or term, None where it is none.

    Parameters
    ----------
    words
        What stands in a header, without what is measured.

    Notes
    -----
    Known: Autumn 1, Aut1, Spring term, HT3, Half-term 3; with a year (2025/26 Autumn 1, or the
    calendar year: Spring 2026). The spellings are unverified: exports may use others.

    Examples
    --------
    >>> term_named("Autumn 1"), term_named("Spring 2026"), term_named("Data drop")
    (Term(half_term=1, ends=None), Term(half_term=4, ends=2026), None)
    >>> term_named("2025/26 Aut2").ends, term_named("Autumn 2025").ends
    (2026, 2026)
    """
    match = _NAMED.fullmatch(fold(words))
    if match is None:
        return None
    if match["number"]:
        half_term = int(match["number"])
    else:
        half_term = SEASON[match["season"]] - (match["half"] == "1")
    for number in "12":
        first, to = match[f"year{number}"], match[f"to{number}"]
        if first is None:
            continue
        if to is not None:
            follows = int(to) % 100 == (int(first) + 1) % 100
            return Term(half_term, int(first) + 1) if follows else None
        return Term(half_term, int(first) + (half_term <= 2))
    return Term(half_term)


@dataclass(frozen=True)
class TermDays:
    """The days that the names of half-terms in one export stand for.

    Attributes
    ----------
    file
        The export.
    calendar
        The school's years and assessment points.
    academic_year
        The end year that is meant where a name does not say; None: the calendar's latest.
    stated
        What school.toml says of names: a half-term's number, another name, a point or a date.
    made_on
        The day the export was made, where it is stated.

    Notes
    -----
    In this order: what is stated; the point of that very name; the one that is named like the
    half-term or due through it in that year (the last of several); the half-term's last day; and
    without a `[[year]]` the end of a month (`ENDS_OF_MONTHS`). A file made while the half-term was
    on holds what was judged by then: its day is the day it was made.
    """

    file: RawFile
    calendar: Calendar
    academic_year: int | None = None
    stated: Mapping[str, Any] = field(default_factory=dict)
    made_on: dt.date | None = None

    def day(self, words: str) -> dt.date | None:
        """Find the day that a name stands for.

        Parameters
        ----------
        words
            The name, as the export writes it.

        Returns
        -------
        datetime.date or None
            None where the words name no term, half-term or point.

        Raises
        ------
        SettingsError
            Nothing says which academic year is meant, or what is stated cannot be followed.
        """
        told = {fold(name): value for name, value in self.stated.items()}.get(fold(words))
        if isinstance(told, dt.date):
            return told
        if isinstance(told, int) and not isinstance(told, bool) and 1 <= told <= HALF_TERMS:
            return self._day(Term(told))
        meant = words if told is None else told
        if isinstance(meant, str):
            for point in self.calendar.points:
                if fold(point.name) == fold(meant):
                    return point.on
            term = term_named(meant)
            if term is not None:
                return self._day(term)
        if told is None:
            return None
        raise SettingsError(
            f'school.toml, [[export]] for {self.file.name}: "{words}" stands for a half-term (1 to '
            f"6), a half-term's name, an assessment point or a date; found {told!r}."
        )

    def notes(self, days: Mapping[str, dt.date], sheet: str = "") -> list[Problem]:
        """Say which days are no ends of half-terms of the calendar.

        Parameters
        ----------
        days
            Name -> the day found for it.
        sheet
            The sheet.
        """
        known = {year.ends for year in self.calendar.years}
        guessed = [
            words
            for words, day in days.items()
            if academic_year_of(day) not in known
            and (day.month, day.day) in ENDS_OF_MONTHS.values()
        ]
        made = self.made_on or self.file.made_on
        still_on = [words for words, day in days.items() if day == made]
        return [
            Problem(self.file.name, rule, severity, remedy, sheet, count=len(names))
            for rule, severity, remedy, names in (
                (
                    NO_YEAR,
                    WARNING,
                    "no [[year]] says when these half-terms ended, so the end of a month is taken: "
                    f"add the year to school.toml ({', '.join(guessed)})",
                    guessed,
                ),
                (
                    STILL_ON,
                    NOTE,
                    f"what it holds of {', '.join(still_on)} counts from the day it was made",
                    still_on,
                ),
            )
            if names
        ]

    def _day(self, term: Term) -> dt.date:
        ends = term.ends or self.academic_year
        if ends is None:
            if not self.calendar.years:
                raise SettingsError(
                    f"{self.file.name} does not say which academic year it is about. State "
                    f"academic_year = 2026 (for 2025–26) in its [[export]] table, or add a "
                    f"[[year]] to school.toml."
                )
            ends = self.calendar.years[-1].ends
        year = next((year for year in self.calendar.years if year.ends == ends), None)
        if year is None:
            month, day_of_month = ENDS_OF_MONTHS[term.half_term]
            return dt.date(ends - (month >= 9), month, day_of_month)
        there = [point for point in self.calendar.points if point.year.ends == ends]
        like = [point for point in there if _named_like(point, term)]
        like = like or [point for point in there if point.due_through == term.half_term]
        half_term = year.half_terms[term.half_term - 1]
        day = max((point.on for point in like), default=half_term.last)
        made = self.made_on or self.file.made_on
        return made if made is not None and half_term.first <= made < day else day


def _named_like(point: AssessmentPoint, term: Term) -> bool:
    named = term_named(point.name)
    return named is not None and named.half_term == term.half_term
