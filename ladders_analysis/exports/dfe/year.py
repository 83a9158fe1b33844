"""The academic year of a statutory result, and the day that stands for it.

The DfE's files say in which year a child was assessed, not on which day. A result then stands on
the last day of that school year: it counts from there on, and never for an earlier point.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from ladders_analysis.calendar import HALF_TERMS, Calendar, academic_year_of
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.report import Problem

_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?: ?[-–/]? ?((?:19|20)?[0-9]{2}))?")
_YEAR_GROUP = re.compile(r"(?:year|yr|y)? ?([0-6])(?:\.0+)?", re.IGNORECASE)
_RECEPTION = ("r", "reception")


def year_ending(word: str) -> int | None:
    """Read an academic year as the year it ends in, None where it cannot be read.

    Examples
    --------
    >>> [year_ending(word) for word in ("2025/26", "2025-2026", "202526", "2026")]
    [2026, 2026, 2026, 2026]
    >>> year_ending("2025/27") is None
    True
    """
    match = _YEAR.fullmatch(word.strip())
    if match is None:
        return None
    first, second = int(match[1]), match[2]
    if second is None:
        return first
    follows = int(second) % 100 == (first + 1) % 100 and (len(second) == 2 or int(second) > first)
    return first + 1 if follows else None


def primary_year_group(word: str) -> int | None:
    """Read a year group from Reception (0) to Year 6, None for nursery and all others.

    Examples
    --------
    >>> [primary_year_group(word) for word in ("R", "6", "N2", "7", "X")]
    [0, 6, None, None, None]
    """
    word = " ".join(word.split())
    if word.casefold() in _RECEPTION:
        return 0
    match = _YEAR_GROUP.fullmatch(word)
    return int(match[1]) if match else None


class ResultDays:
    """The days that a file's results stand on, and a note of where they come from.

    Parameters
    ----------
    file
        The file.
    calendar
        The school's years.
    taken_on
        The day stated in its `[[export]]` table; it holds for results of its own academic year.
    made_on
        The day the export was made, where that is stated.

    Notes
    -----
    The last day of the year's sixth half-term where the calendar has the year, else 31 July; but
    the day the file was made where that is earlier in the same year, since no file holds a result
    of a day to come.

    Examples
    --------
    >>> from pathlib import Path
    >>> file = RawFile(Path("ks2.csv"), "ks2.csv", b"", "", dt.date(2026, 9, 14))
    >>> ResultDays(file, Calendar((), ()), None, None).day(2026)
    datetime.date(2026, 7, 31)
    """

    def __init__(
        self, file: RawFile, calendar: Calendar, taken_on: dt.date | None, made_on: dt.date | None
    ) -> None:
        self.file = file
        self.calendar = calendar
        self.taken_on = taken_on
        self.made_on = made_on or file.made_on
        self.assumed: Counter[dt.date] = Counter()

    def day(self, ends: int) -> dt.date:
        """Return the day of a result of the year that ends in `ends`."""
        if self.taken_on is not None and academic_year_of(self.taken_on) == ends:
            return self.taken_on
        day = self._last_day(ends)
        made = self.made_on
        if made is not None and academic_year_of(made) == ends:
            day = min(day, made)
        self.assumed[day] += 1
        return day

    def notes(self, sheet: str = "") -> list[Problem]:
        """Note the days that were taken for want of a stated one."""
        return [
            Problem(
                self.file.name,
                f"only the academic year is given: taken on {day.isoformat()}",
                "note",
                "state `taken_on` in its [[export]] table if the day matters",
                sheet,
                column="taken_on",
                count=count,
            )
            for day, count in sorted(self.assumed.items())
        ]

    def _last_day(self, ends: int) -> dt.date:
        for year in self.calendar.years:
            if year.ends == ends and len(year.half_terms) == HALF_TERMS:
                return year.half_terms[-1].last
        return dt.date(ends, 7, 31)
