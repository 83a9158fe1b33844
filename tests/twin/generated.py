"""Random but valid school folders, the same for the same seed.

A folder holds one school, or two that share their pupil ids; it may hold statements, overall
judgements and results, or only some of them. Small on purpose: eight to forty pupils, a handful
of subjects, about sixty statements at most, two or three academic years.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from .asked import BASELINE
from .folder import Row, write_settings, write_table
from .generated_calendar import Calendar, When, make_calendar, make_pairs
from .generated_evidence import make_judgements, make_overall, make_results
from .generated_policy import Words, make_expectation, make_words
from .generated_reviews import make_reviews, make_views
from .generated_rows import make_pupils, make_statements
from .generated_scores import make_baselines, make_growth, one_a_day, vary_lines

PUPILS = (
    *("school_id", "pupil_id", "academic_year", "year_group", "class_name", "working_year"),
    *("joined_on", "left_on"),
)
STATEMENTS = (
    *("statement_id", "subject", "ladder", "year", "year_to", "cycle", "due_half_term"),
    *("taught_half_term", "key", "text", "part_of", "weight"),
)
JUDGEMENTS = ("school_id", "pupil_id", "statement_id", "assessed_on", "recorded_on", "judgement")
OVERALL = (
    *("school_id", "pupil_id", "subject", "assessed_on", "recorded_on", "attainment"),
    "progress",
)
RESULTS = ("school_id", "pupil_id", "assessment", "subject", "taken_on", "score", "outcome")
SOMETIMES_ABSENT = {"year_to", "cycle", "taught_half_term", "part_of", "weight", "working_year"}


@dataclass(frozen=True)
class Generated:
    """A generated folder: where it is, its schools, and the pairs of moments to compare."""

    folder: Path
    schools: tuple[str, ...]
    pairs: list[tuple[When, When]]


def generate_school(folder: Path, seed: int) -> Generated:
    """Write a random but valid school folder.

    Parameters
    ----------
    folder
        An existing, empty folder.
    seed
        The same seed gives the same folder.

    Returns
    -------
    Generated
        The folder with its schools and what to compare.
    """
    rng = Random(seed)
    cycles = rng.random() < 0.35
    calendar = make_calendar(rng, cycles)
    names = ["Reading", "Writing", "Maths", "Physical education", "Art"]
    subjects = rng.sample(names, rng.choice([2, 3, 4]))
    kind = rng.random()
    taught = [] if kind < 0.08 else [s for s in subjects if rng.random() < 0.8] or subjects[:1]
    judged = [s for s in subjects if rng.random() < (0.9 if not taught else 0.4)]
    scored = [s for s in subjects if rng.random() < 0.4]
    lowest = rng.choice([0, 0, 1, 2, 3, 4])
    year_groups = list(range(lowest, min(7, lowest + rng.choice([1, 2, 3]))))
    spoken = list(range(max(0, lowest - 1), min(7, year_groups[-1] + len(calendar.years))))
    words = make_words(rng, taught, judged, scored, spoken)
    more = Random(f"{seed}, and what came later")
    _say_more(more, words, spoken)
    schools = ("9352001", "9352002") if rng.random() < 0.3 else ("9352001",)
    settings: dict[str, Any] = {"school": {"id": schools[0], "name": "Example Primary"}}
    settings |= calendar.settings() | words.tables
    statements = make_statements(rng, taught, spoken, cycles)
    others = statements
    if len(schools) == 2:
        own = _own_settings(rng, taught + judged, spoken, words, scored)
        if taught and rng.random() < 0.4:
            own = {"curriculum": "second.csv"} | own
            others = make_statements(rng, taught, spoken, cycles, prefix="Z")
        settings["schools"] = {schools[1]: own}
    tables: dict[str, list[Row]] = {"pupils": [], "judgements": [], "overall": [], "results": []}
    for school in schools:
        number = rng.randint(8, 40 // len(schools))
        theirs = statements if school == schools[0] else others
        mine = _evidence(rng, school, number, year_groups, theirs, words, judged, calendar)
        _add_evidence(more, mine, theirs, words, subjects, calendar)
        for table, rows in mine.items():
            tables[table] += rows
    _write(rng, folder, settings, tables, {"curriculum": statements, "second": others})
    return Generated(folder, schools, make_pairs(rng, calendar))


def _own_settings(
    rng: Random, subjects: list[str], years: list[int], words: Words, scored: list[str]
) -> dict[str, Any]:
    """Make what the second school says otherwise."""
    expectation = make_expectation(rng, subjects, years, bool(words.tables.get("scale")))
    own: dict[str, Any] = {"expectation": {"stale_after_days": 200} | expectation}
    if "scale" in words.tables and len(words.codes) > 2 and rng.random() < 0.5:
        own["scale"] = {"secure": words.codes[words.secure - 1]}
    if rng.random() < 0.5 and scored:
        own["score"] = {scored[0]: {"expected": 99}}
    return own


def _evidence(
    rng: Random,
    school: str,
    number: int,
    year_groups: list[int],
    statements: list[Row],
    words: Words,
    judged: list[str],
    calendar: Calendar,
) -> dict[str, list[Row]]:
    """Make the pupils of one school and everything known of them."""
    pupils = make_pupils(rng, school, number, year_groups, calendar)
    return {
        "pupils": pupils,
        "judgements": make_judgements(rng, pupils, statements, words, calendar),
        "overall": make_overall(rng, pupils, judged, words, calendar),
        "results": make_results(rng, pupils, words.tables.get("score", {}), calendar),
    }


def _say_more(rng: Random, words: Words, year_groups: list[int]) -> None:
    """Let years have score lines of their own, and teachers words for progress: three, two, any."""
    vary_lines(rng, words.tables.get("score", {}), year_groups)
    listed = rng.choice([["Less", "Fine", "More"]] * 3 + [["Slow", "As hoped"], []])
    if "overall" in words.tables and listed:
        words.tables["overall"]["progress"] = listed


def _add_evidence(
    rng: Random,
    mine: dict[str, list[Row]],
    statements: list[Row],
    words: Words,
    subjects: list[str],
    calendar: Calendar,
) -> None:
    """Lay later judgements, teachers' words for progress and further results over one school's."""
    pupils = mine["pupils"]
    if statements:
        made = make_reviews(rng, pupils, statements, mine["judgements"], calendar, words)
        mine["judgements"] += made
    listed = words.tables.get("overall", {}).get("progress", [])
    mine["overall"] += make_views(rng, mine["overall"], listed)
    lines = words.tables.get("score", {})
    mine["results"] += make_growth(rng, pupils, lines, calendar)
    mine["results"] = one_a_day(mine["results"])
    if rng.random() < 0.8:
        checked = [subject for subject in subjects if rng.random() < 0.8]
        mine["results"] += make_baselines(rng, pupils, checked, calendar, BASELINE)


def _write(
    rng: Random,
    folder: Path,
    settings: dict[str, Any],
    tables: dict[str, list[Row]],
    curricula: dict[str, list[Row]],
) -> None:
    """Write the settings and every table that has rows, leaving empty columns out at times."""
    write_settings(folder / "school.toml", settings)
    write_table(folder / "pupils.csv", tables["pupils"], _columns(rng, PUPILS, tables["pupils"]))
    if "scale" in settings:
        for name, rows in curricula.items():
            if name == "curriculum" or rows is not curricula["curriculum"]:
                write_table(folder / f"{name}.csv", rows, _columns(rng, STATEMENTS, rows))
        write_table(folder / "judgements.csv", tables["judgements"], JUDGEMENTS)
    for name, columns in (("overall", OVERALL), ("results", RESULTS)):
        if tables[name]:
            write_table(folder / f"{name}.csv", tables[name], columns)


def _columns(rng: Random, columns: tuple[str, ...], rows: list[Row]) -> list[str]:
    """Give the columns to write: an optional one that is empty throughout may be left out."""
    return [
        name
        for name in columns
        if name not in SOMETIMES_ABSENT
        or rng.random() < 0.5
        or any(row.get(name) is not None for row in rows)
    ]
