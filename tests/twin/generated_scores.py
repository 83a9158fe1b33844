"""Scores that grow or do not, against lines that differ by year; and a check on entry.

Laid over a generated school, so that pupils begin at, over and below the line, reach it, lose it,
or rise by exactly the needed share of the distance; and so that two points may speak of different
tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from .folder import Row
from .generated_calendar import Calendar, academic_year_of

Lines = dict[str, dict[str, Any]]
OUTCOMES = ("emerging", "emerging", "at entry", "at entry", "secure", "strong", "not taken")


def vary_lines(rng: Random, lines: Lines, year_groups: Sequence[int]) -> None:
    """Let some years have a line of their own: another threshold, another test, or both."""
    for line in lines.values():
        if rng.random() < 0.5:
            continue
        years: dict[str, dict[str, Any]] = {}
        for year_group in year_groups:
            if rng.random() < 0.5:
                years[str(year_group)] = _varied(rng, line)
        if years:
            line["year"] = years


def _varied(rng: Random, line: dict[str, Any]) -> dict[str, Any]:
    """Make what one year's line says otherwise."""
    said: dict[str, Any] = {}
    if rng.random() < 0.7:
        said["expected"] = rng.choice([96, 98, 102]) if "higher" not in line else 104
    if not said or rng.random() < 0.4:
        said["assessment"] = "Year test"
    return said


def make_growth(rng: Random, pupils: list[Row], lines: Lines, calendar: Calendar) -> list[Row]:
    """Make two or three scores a year for some pupils, each in the test of their own line."""
    rows: list[Row] = []
    manner: dict[tuple[str, str], str] = {}
    for pupil in pupils:
        for subject, line in lines.items():
            mine = {**line, **line.get("year", {}).get(str(pupil["year_group"]), {})}
            kind = manner.setdefault(
                (pupil["pupil_id"], subject), rng.choice(["none", "any", "rises", "rises", "falls"])
            )
            if kind == "none":
                continue
            score = rng.choice([90, 92, 94, 96, 98, 99, 100, 102, 104, 108])
            for number in rng.sample(range(1, 7), rng.choice([2, 3])):
                first, last = calendar.half_terms[pupil["academic_year"]][number - 1]
                day = rng.choice([first, last, last + timedelta(1), first + timedelta(10)])
                step = {"rises": number, "falls": -number, "any": rng.randint(-6, 6)}[kind]
                row = {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "assessment": mine["assessment"],
                    "subject": subject,
                    "taken_on": day,
                    "score": score + step * rng.choice([0.5, 1, 1, 2]),
                }
                rows.append(row)
    return rows


def make_baselines(
    rng: Random, pupils: list[Row], subjects: Sequence[str], calendar: Calendar, assessment: str
) -> list[Row]:
    """Make results of a check on entry: by outcome, by score or both, some of them retaken."""
    rows: list[Row] = []
    by_outcome, by_score = rng.choice([(1.0, 0.0), (0.0, 1.0), (0.7, 0.6)])
    for pupil in pupils:
        year = pupil["academic_year"]
        opens = calendar.half_terms[year][0][0]
        edges = [day for day in calendar.moments() if academic_year_of(day) == year]
        for subject in subjects:
            for _ in range(rng.choice([0, 1, 1, 2])):
                day = rng.choice([opens, opens + timedelta(9), *_about(rng, edges)])
                outcome = rng.choice(OUTCOMES) if rng.random() < by_outcome else None
                score = rng.choice([80, 94, 94.5, 95, 100, 104, 105, 120])
                row: Row = {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "assessment": assessment,
                    "subject": subject,
                    "taken_on": day,
                    "outcome": outcome,
                    "score": score if outcome is None or rng.random() < by_score else None,
                }
                rows.append(row)
                if rng.random() < 0.1:
                    rows.append({**row, "outcome": rng.choice(OUTCOMES)})
    return rows


def _about(rng: Random, days: Sequence[date]) -> list[date]:
    """Give days that are on, just before or just after these."""
    return [day + timedelta(rng.choice([-1, 0, 0, 1])) for day in days]


def one_a_day(rows: Sequence[Row]) -> list[Row]:
    """Keep one result of each pupil, subject, test and day: the first."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = row["pupil_id"], row["subject"], row["assessment"], row["taken_on"]
        kept.setdefault((row["school_id"], *key), row)
    return list(kept.values())
