"""Random pupils and statements: who is in the school, and what its curriculum expects.

Pupils join and leave on, just before and just after the moments that will be asked about; they
repeat, skip and miss years. Statements come singly, in bands, in cycles and split into parts.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from .folder import Row
from .generated_calendar import Calendar, academic_year_of

EVENTS = ("", "", "", "joins", "leaves", "repeats", "skips", "gap", "both", "edge")


def make_pupils(
    rng: Random, school_id: str, number: int, year_groups: list[int], calendar: Calendar
) -> list[Row]:
    """Make one row per pupil per academic year, most years uneventful and some not."""
    rows: list[Row] = []
    mixed_age, unclassed = rng.random() < 0.4, rng.random() < 0.4
    for n in range(1, number + 1):
        event = rng.choice(EVENTS)
        group = rng.choice(year_groups)
        for year in calendar.years:
            rows.append(
                {
                    "school_id": school_id,
                    "pupil_id": f"{n:03}",
                    "academic_year": year,
                    "year_group": group,
                    "class_name": _class_name(rng, group, mixed_age, unclassed),
                    "working_year": _working_year(rng, group),
                }
            )
            group += {"repeats": 0, "skips": 2}.get(event, 1)
        rows = [row for row in rows if row["year_group"] <= 6]
        mine = [row for row in rows if row["pupil_id"] == f"{n:03}"]
        for row in _eventful(rng, event, mine, calendar):
            rows.remove(row)
    return rows


def _eventful(rng: Random, event: str, mine: list[Row], calendar: Calendar) -> list[Row]:
    """Put a pupil's joining, leaving or missing year into their rows; give the rows to drop."""
    if not mine:
        return []
    if event == "gap" and len(mine) > 1:
        return [rng.choice(mine)]
    if event == "edge":
        row = rng.choice(mine)
        row["joined_on"] = date(row["academic_year"] - 1, 9, 1)
        row["left_on"] = date(row["academic_year"], 8, 31)
        return []
    dropped = []
    near = rng.choice(calendar.moments()) + timedelta(rng.choice([-1, 0, 0, 1]))
    if event in ("joins", "both"):
        for row in mine:
            row["joined_on"] = near
        dropped += [row for row in mine if row["academic_year"] < academic_year_of(near)]
    if event in ("leaves", "both"):
        left = near if event == "leaves" else near + timedelta(rng.choice([0, 40, 200, 400]))
        for row in mine:
            row["left_on"] = left
        dropped += [row for row in mine if row["academic_year"] > academic_year_of(left)]
    kept = [row for row in mine if row not in dropped]
    return dropped if kept else []


def _class_name(rng: Random, group: int, mixed_age: bool, unclassed: bool) -> str | None:
    """Name a class by its year or its pair of years, or leave it blank."""
    if unclassed and rng.random() < 0.3:
        return None
    return f"Class {group // 2 if mixed_age else group}"


def _working_year(rng: Random, group: int) -> int | None:
    """Give a working year: mostly blank, now and then below, equal to or above the year group."""
    if rng.random() < 0.85:
        return None
    return max(0, min(6, group + rng.choice([-2, -1, -1, 0, 1])))


def make_statements(
    rng: Random, subjects: list[str], year_groups: list[int], cycles: bool, prefix: str = ""
) -> list[Row]:
    """Make a curriculum of at most sixty statements, some of them then split into parts."""
    shape = rng.choice(["varied", "varied", "front", "tens"])
    bands = rng.random() < 0.45
    rows: list[Row] = []
    cells = [(subject, year) for subject in subjects for year in year_groups]
    rng.shuffle(cells)
    only_bands = subjects[0] if bands and subjects and rng.random() < 0.5 else None
    for subject, year in cells:
        if subject == only_bands and year % 2 == 0:
            continue
        number = rng.choice([0, 2, 3, 4, 5, 5, 6, 8]) if shape == "varied" else rng.choice([5, 10])
        for n in range(min(number, 60 - len(rows))):
            row = _statement(rng, f"{prefix}{subject[:2]}{year}-{n:02}", subject, year, shape)
            if bands and year < 6 and (subject == only_bands or rng.random() < 0.4):
                row["year_to"] = (
                    year + 1 if subject == only_bands else min(6, year + rng.choice([1, 1, 2]))
                )
                if cycles and rng.random() < 0.7:
                    row["cycle"] = rng.choice("AB")
            rows.append(row)
    if rng.random() < 0.5:
        rows = [part for row in rows for part in _parts(rng, row)]
    return rows


def _statement(rng: Random, statement_id: str, subject: str, year: int, shape: str) -> Row:
    """Make one statement; in a front-loaded curriculum everything is due early."""
    due = {"front": rng.choice([1, 1, 2]), "tens": rng.choice([1, 2, 2, 4])}.get(shape)
    if due is None:
        due = rng.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, None])
    row: Row = {
        "statement_id": statement_id,
        "subject": subject,
        "ladder": f"{subject} {rng.choice(['one', 'two'])}",
        "year": year,
        "due_half_term": due,
        "taught_half_term": rng.randint(1, due) if due and rng.random() < 0.3 else None,
        "key": rng.random() < 0.3,
        "text": f"Statement {statement_id}",
    }
    if rng.random() < 0.06:
        row["weight"] = rng.choice([0.5, 2, 1.5])
    return row


def _parts(rng: Random, row: Row) -> list[Row]:
    """Split one statement in ten: weights blank, stated, or some of each."""
    if rng.random() > 0.12 or "weight" in row:
        return [row]
    number = rng.choice([2, 3, 4])
    manner = rng.choice(["blank", "blank", "stated", "some"])
    parts = []
    for n in range(number):
        part = {**row, "statement_id": f"{row['statement_id']}.{n}", "part_of": row["statement_id"]}
        if manner == "stated" or (manner == "some" and n == 0):
            part["weight"] = [0.5, 0.25, 0.25, 0.125][n]
        if rng.random() < 0.2:
            part["due_half_term"] = rng.randint(1, 6)
            part["taught_half_term"] = None
        parts.append(part)
    return parts
