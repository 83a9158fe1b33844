"""Random calendars: half-terms, assessment points, and the pairs of moments to compare.

The moments sit on edges: the day a half-term ends, 31 August, 1 September, a point and the same
day as a plain date. Everything else that is generated is drawn towards them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

When = str | date

SEASONS = {1: "Autumn one", 2: "Autumn", 3: "Spring one", 4: "Spring", 5: "Summer one", 6: "Summer"}
HALF_TERMS = (
    *(((9, 3), (10, 20)), ((10, 30), (12, 20)), ((1, 4), (2, 9))),
    *(((2, 19), (3, 28)), ((4, 15), (5, 24)), ((6, 3), (7, 19))),
)


@dataclass
class Calendar:
    """Academic years of a generated folder, its points and the moments that matter."""

    years: list[int]
    half_terms: dict[int, list[tuple[date, date]]]
    cycles: dict[int, str]
    points: list[dict[str, Any]]
    named: dict[str, date] = field(default_factory=dict)

    def settings(self) -> dict[str, Any]:
        """Give the ``[[year]]`` and ``[[point]]`` tables."""
        years = [
            {
                "ends": year,
                "half_terms": [f"{first}/{last}" for first, last in self.half_terms[year]],
                **({"cycle": self.cycles[year]} if self.cycles else {}),
            }
            for year in self.years
        ]
        return {"year": years, **({"point": self.points} if self.points else {})}

    def moments(self) -> list[date]:
        """Give every day on which something may turn: points, closing days, the year's edges."""
        days = set(self.named.values())
        days |= {point["entries_close"] for point in self.points if "entries_close" in point}
        days |= {date(year - 1, 9, 1) for year in self.years}
        days |= {date(year, 8, 31) for year in self.years}
        return sorted(day for day in days if academic_year_of(day) in self.years)


def academic_year_of(day: date) -> int:
    """Give the academic year that holds a day, named by its end."""
    return day.year + (day.month >= 9)


def make_calendar(rng: Random, with_cycles: bool) -> Calendar:
    """Make two or three academic years of six half-terms, with or without points of their own."""
    first = rng.choice([2021, 2022, 2023])
    years = [first + n for n in range(rng.choice([2, 2, 3]))]
    half_terms = {}
    for year in years:
        spans = []
        for start, end in HALF_TERMS:
            opens = date(year - (start[0] >= 9), *start) + timedelta(rng.randint(-2, 2))
            closes = date(year - (end[0] >= 9), *end) + timedelta(rng.randint(-3, 3))
            spans.append((opens, closes))
        half_terms[year] = spans
    cycles = {year: "AB"[(year + first) % 2] for year in years} if with_cycles else {}
    calendar = Calendar(years, half_terms, cycles, [])
    if rng.random() < 0.7:
        calendar.points = _points(rng, calendar)
        calendar.named = {point["name"]: point["on"] for point in calendar.points}
    else:
        calendar.named = {
            f"{SEASONS[number]} {year - (number == 2)}": half_terms[year][number - 1][1]
            for year in years
            for number in (2, 4, 6)
        }
    return calendar


def _points(rng: Random, calendar: Calendar) -> list[dict[str, Any]]:
    """Make the school's own points, some with a closing day or a half-term of their own."""
    points = []
    for year in calendar.years:
        for number in sorted(rng.sample(range(1, 7), rng.choice([2, 3]))):
            last = calendar.half_terms[year][number - 1][1]
            on = last + timedelta(rng.choice([-12, -5, -1, 0, 0, 1, 4]))
            if number == 6 and rng.random() < 0.25:
                on = date(year, 8, 31)
            if number == 1 and rng.random() < 0.25:
                on = date(year - 1, 9, 1)
            point: dict[str, Any] = {"name": f"{SEASONS[number]} {year}", "on": on}
            if rng.random() < 0.6:
                point["entries_close"] = on + timedelta(rng.choice([0, 3, 7, 14, 50]))
            if rng.random() < 0.45:
                point["due_through"] = max(0, min(6, number + rng.choice([-2, -1, 0, 0, 0, 1])))
            points.append(point)
    return points


def make_pairs(rng: Random, calendar: Calendar) -> list[tuple[When, When]]:
    """Choose what to compare: within a year, across years, plain dates, a moment with itself."""
    by_year: dict[int, list[str]] = {year: [] for year in calendar.years}
    for name, on in sorted(calendar.named.items(), key=lambda item: item[1]):
        by_year[academic_year_of(on)].append(name)
    chosen = rng.choice(calendar.years)
    early, late = sorted(rng.sample(range(len(by_year[chosen])), 2))
    before, after = sorted(rng.sample(calendar.years, 2))
    start, end = rng.choice(by_year[before]), rng.choice(by_year[after])
    same = rng.choice(sorted(calendar.named))
    first, last = calendar.years[0], calendar.years[-1]
    plain = sorted(
        calendar.half_terms[chosen][number][1] + timedelta(rng.choice([-1, 0, 20, 1]))
        for number in rng.sample(range(6), 2)
    )
    edge = rng.choice([date(before, 8, 31), date(before, 8, 30)])
    beyond: list[When] = [date(before, 9, 1), end, calendar.named[end]]
    itself: list[When] = [same, calendar.named[same]]
    others: list[tuple[When, When]] = [
        (plain[0], plain[1]),
        (edge, rng.choice(beyond)),
        (same, rng.choice(itself)),
        (by_year[first][-1], by_year[last][-1]),
    ]
    pairs: list[tuple[When, When]] = [
        (by_year[chosen][early], by_year[chosen][late]),
        (start, end),
        rng.choice(others),
    ]
    return list(dict.fromkeys(pairs))
