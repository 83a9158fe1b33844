"""Random judgements, overall judgements and results for generated pupils.

Evidence is drawn to where rules decide: shares on the very line, days on closing days, entries
made late, several entries for one day, and words that are not judgements at all.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from .folder import Row
from .generated_calendar import Calendar, academic_year_of
from .generated_policy import Words


def make_judgements(
    rng: Random, pupils: list[Row], statements: list[Row], words: Words, calendar: Calendar
) -> list[Row]:
    """Make the judgements of one school, pupil by pupil and subject by subject."""
    rows: list[Row] = []
    coverage = rng.choice([1.0, 0.95, 0.8, 0.5, 0.25])
    lines = rng.choice([0.5, 0.6, 0.75, 0.8, 0.8])
    by_subject: dict[str, list[Row]] = {}
    for statement in sorted(statements, key=lambda row: row["due_half_term"] or 6):
        by_subject.setdefault(statement["subject"], []).append(statement)
    manners: dict[tuple[str, str], str] = {}
    for pupil in pupils:
        for subject, theirs in by_subject.items():
            manner = manners.setdefault(
                (pupil["pupil_id"], subject),
                rng.choice(["line", "line", "climb", "random", "random", "catch up", "none"]),
            )
            own = [row for row in theirs if _is_own(row, pupil["year_group"])]
            late = [row for row in theirs if _is_own(row, pupil["year_group"] - 1)]
            rows += _for_year(rng, pupil, own, manner, (coverage, lines), words, calendar)
            if manner != "none" and rng.random() < 0.5:
                hope = rng.choice([0.2, 0.5, 0.9])
                some = [row for row in late if rng.random() < hope]
                rows += _judge(rng, pupil, some, [True] * len(some), (1, 6), words, calendar)
    rng.shuffle(rows)
    return rows


def _is_own(statement: Row, year_group: int) -> bool:
    """Tell whether a statement speaks of a year group."""
    return bool(statement["year"] <= year_group <= (statement.get("year_to") or statement["year"]))


def _for_year(
    rng: Random,
    pupil: Row,
    own: list[Row],
    manner: str,
    likelihood: tuple[float, float],
    words: Words,
    calendar: Calendar,
) -> list[Row]:
    """Make a pupil's judgements of one academic year in their manner."""
    coverage, line = likelihood
    if manner == "none":
        return []
    if manner == "line":
        on_line = [int((n + 1) * line + 1e-9) > int(n * line + 1e-9) for n in range(len(own))]
        return _judge(rng, pupil, own, on_line, (1, 1), words, calendar)
    if manner == "climb":
        secure = rng.randint(0, max(0, len(own) - 2))
        held = [n < secure for n in range(len(own))]
        rows = _judge(rng, pupil, own, held, (1, 1), words, calendar)
        step = rng.choice([1, 1, 2])
        rising = own[secure : secure + step]
        return rows + _judge(rng, pupil, rising, [True] * step, (3, 4), words, calendar)
    able = rng.choice([0.2, 0.5, 0.8, 0.95])
    covered = [row for row in own if rng.random() < coverage]
    first = [rng.random() < able for _ in covered]
    rows = _judge(rng, pupil, covered, first, (1, 6), words, calendar)
    again = [row for row in covered if rng.random() < 0.4]
    later = 0.9 if manner == "catch up" else able
    secure_now = [rng.random() < later for _ in again]
    return rows + _judge(rng, pupil, again, secure_now, (3, 6), words, calendar)


def _judge(
    rng: Random,
    pupil: Row,
    statements: list[Row],
    secure: list[bool],
    between: tuple[int, int],
    words: Words,
    calendar: Calendar,
) -> list[Row]:
    """Judge each statement once or a few times, secure or not as asked."""
    rows: list[Row] = []
    for statement, is_secure in zip(statements, secure, strict=False):
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            day = _day(rng, pupil["academic_year"], between, calendar)
            row = {
                "school_id": pupil["school_id"],
                "pupil_id": pupil["pupil_id"],
                "statement_id": statement["statement_id"],
                "assessed_on": day,
                "recorded_on": _recorded(rng, day),
                "judgement": _code(rng, is_secure, words),
            }
            rows += [row, *_company(rng, row, words)]
    return rows


def _company(rng: Random, row: Row, words: Words) -> list[Row]:
    """Give a judgement company now and then: a correction, a tie, a duplicate, an absence."""
    kind = rng.random()
    other = _code(rng, rng.random() < 0.5, words)
    if kind < 0.05:
        recorded = (row["recorded_on"] or row["assessed_on"]) + timedelta(rng.choice([1, 5, 25]))
        return [{**row, "recorded_on": recorded, "judgement": other}]
    if kind < 0.09:
        return [{**row, "judgement": other}]
    if kind < 0.12:
        return [dict(row)]
    if kind < 0.18 and words.not_assessed:
        later = row["assessed_on"] + timedelta(rng.choice([0, 1, 7]))
        absent = rng.choice(words.not_assessed)
        return [{**row, "assessed_on": later, "recorded_on": None, "judgement": absent}]
    return []


def _code(rng: Random, is_secure: bool, words: Words) -> str:
    """Choose a code at or above secure, or below it, now and then by another name for it."""
    ranks = range(words.secure, len(words.codes)) if is_secure else range(words.secure)
    code = words.codes[rng.choice(list(ranks))]
    names = [alias for alias, meant in words.aliases.items() if meant == code]
    return rng.choice(names) if names and rng.random() < 0.3 else code


def _day(rng: Random, year: int, between: tuple[int, int], calendar: Calendar) -> date:
    """Choose a day of an academic year within these half-terms, drawn to the moments."""
    first = calendar.half_terms[year][between[0] - 1][0]
    last = calendar.half_terms[year][between[1] - 1][1]
    drawn = [
        day + timedelta(step)
        for day in calendar.moments()
        for step in (-1, 0, 1)
        if first <= day + timedelta(step) <= last
    ]
    if drawn and rng.random() < 0.3:
        return rng.choice(drawn)
    return first + timedelta(rng.randint(0, (last - first).days))


def _recorded(rng: Random, day: date) -> date | None:
    """Choose when a judgement was recorded: blank, at once, or late."""
    late = rng.choice([None, None, None, 0, 0, 1, 5, 12, 40])
    return None if late is None else day + timedelta(late)


def make_overall(
    rng: Random, pupils: list[Row], subjects: list[str], words: Words, calendar: Calendar
) -> list[Row]:
    """Make overall judgements near the moments of each year, for some subjects and year groups."""
    rows: list[Row] = []
    groups = sorted({row["year_group"] for row in pupils})
    kept = {subject: [g for g in groups if rng.random() < 0.75] for subject in subjects}
    for pupil in pupils:
        days = [day for day in calendar.moments() if _belongs(day, pupil)]
        for subject in subjects:
            if pupil["year_group"] not in kept[subject]:
                continue
            for day in days:
                if rng.random() < 0.25:
                    continue
                near = day + timedelta(rng.choice([-30, -9, -2, 0, 0, 1, 6]))
                row = {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "subject": subject,
                    "assessed_on": near,
                    "recorded_on": _recorded(rng, near),
                    "attainment": rng.choice(words.overall_codes),
                }
                rows.append(row)
                if rng.random() < 0.1:
                    rows.append({**row, "attainment": rng.choice(words.overall_codes)})
                if rng.random() < 0.05:
                    rows.append(dict(row))
    rng.shuffle(rows)
    return rows


def _belongs(day: date, pupil: Row) -> bool:
    """Tell whether a day is in the academic year of a pupil's row."""
    return academic_year_of(day) == int(pupil["academic_year"])


def make_results(
    rng: Random, pupils: list[Row], lines: dict[str, dict[str, Any]], calendar: Calendar
) -> list[Row]:
    """Make results near the thresholds: some blank, some of another assessment, one a day."""
    found: dict[tuple[Any, ...], Row] = {}
    for pupil in pupils:
        for subject, line in lines.items():
            for _ in range(rng.choice([0, 1, 1, 2, 3])):
                day = _day(rng, pupil["academic_year"], (1, 6), calendar)
                other = rng.random() < 0.1
                row = {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "assessment": "Spelling quiz" if other else line["assessment"],
                    "subject": subject,
                    "taken_on": day,
                    "score": rng.choice([92, 99, 99.5, 100, 100, 101, 109, 110, 110, 115]),
                }
                found[pupil["pupil_id"], subject, row["assessment"], day] = row
            if rng.random() < 0.1 and not _has_any(found, pupil, subject):
                day = _day(rng, pupil["academic_year"], (1, 6), calendar)
                row = {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "assessment": line["assessment"],
                    "subject": subject,
                    "taken_on": day,
                    "score": None,
                    "outcome": "absent",
                }
                found[pupil["pupil_id"], subject, row["assessment"], day] = row
    rows = list(found.values())
    rng.shuffle(rows)
    return rows


def _has_any(found: dict[tuple[Any, ...], Row], pupil: Row, subject: str) -> bool:
    """Tell whether a pupil already has a result in a subject."""
    return any(key[:2] == (pupil["pupil_id"], subject) for key in found)
