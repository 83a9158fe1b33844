"""Carrying school folders into the database, as text and as plain rows.

Nothing is decided here: files and settings arrive as they are, and what is asked is numbered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from . import words as school_words
from .asked import (
    BANDS,
    BASELINE,
    BY_YEAR,
    CLOSING_SCORE,
    LINES,
    PER_HALF_TERM,
    SAME_SCALE,
    STATED_CODES,
    TARGET,
)

When = str | date

COLUMNS: dict[str, tuple[str, ...]] = {
    "pupils": (
        *("school_id", "pupil_id", "academic_year", "year_group", "class_name", "working_year"),
        *("joined_on", "left_on"),
    ),
    "statements": (
        *("school_id", "statement_id", "subject", "year", "year_to", "cycle", "due_half_term"),
        *("key", "part_of", "weight"),
    ),
    "judgements": (
        *("school_id", "pupil_id", "statement_id", "assessed_on", "recorded_on", "judgement"),
    ),
    "overall": (
        *("school_id", "pupil_id", "subject", "assessed_on", "recorded_on", "attainment"),
        "progress",
    ),
    "results": (
        *("school_id", "pupil_id", "assessment", "subject", "taken_on", "score", "outcome"),
    ),
}
ATTAINMENT_WORDS = (
    *("working towards", "expected", "greater depth", "own curriculum", "nothing due yet"),
    *("too early to say", "not enough evidence"),
)
BAND_RANKS = {"low": 1, "middle": 2, "high": 3}
VIEW_RANKS = {"less than expected": 1, "as expected": 2, "more than expected": 3}
DECLARED = """
create table half_terms (school_id text, academic_year int, half_term int, first_day date,
                         last_day date);
create table years (school_id text, academic_year int, cycle text);
create table scale_words (school_id text, word text, code_rank int);
create table scale_lines (school_id text, secure_rank int, deeper_rank int, codes int);
create table overall_words (school_id text, half_term int, code text, word text);
create table attainment_words (word text, attainment_rank int);
create table score_lines (school_id text, subject text, year_group int, assessment text,
                          expected double, higher double);
create table stated (school_id text, level text, subject text, year_group int, basis text,
                     secure_share double[], all_key boolean, deeper_share double[], unjudged text,
                     minimum_due double, earlier_years text, by_exception boolean, counts text);
create table year_groups as select unnest(range(0, 7))::int as year_group;
create table asked (point int, school_id text, on_day date, entries_close date, due_through int);
create table pairs (pair int, start_point int, end_point int);
create table baseline (assessment text, begins_middle double, begins_high double);
create table band_words (outcome text, band int);
create table view_asked (asked text);
create table progress_words (asked text, school_id text, code text, word_rank int);
create table growth_asked (asked text, target double, by_year int, same_scale boolean,
                           closing_score double);
create table points_asked (asked text, per_half_term double);
"""
ASKED: dict[str, list[tuple[Any, ...]]] = {
    "attainment_words": [(word, n) for n, word in enumerate(ATTAINMENT_WORDS)],
    "baseline": [(BASELINE, *LINES)],
    "band_words": [(outcome, BAND_RANKS[band]) for outcome, band in BANDS.items()],
    "view_asked": [("default",), ("stated",)],
    "growth_asked": [
        ("default", None, 6, False, None),
        ("stated", TARGET, BY_YEAR, SAME_SCALE, CLOSING_SCORE),
    ],
    "points_asked": [("default", None), ("stated", PER_HALF_TERM)],
}


@dataclass(frozen=True)
class Question:
    """What is asked about one folder: a name for it, where it is, and pairs of moments."""

    name: str
    folder: Path
    pairs: Sequence[tuple[When, When]]


def carry_in(
    connection: duckdb.DuckDBPyConnection, questions: Sequence[Question]
) -> tuple[dict[tuple[str, str, When], int], dict[tuple[str, str, When, When], int]]:
    """Carry folders and questions into an empty database.

    Returns
    -------
    dict, dict
        The numbers given to moments, by folder's name, school and moment; and to pairs of them.
    """
    connection.execute(DECLARED)
    for table, rows in ASKED.items():
        _fill(connection, table, rows)
    for table, columns in COLUMNS.items():
        declared = ", ".join(f'"{column}" text' for column in columns)
        connection.execute(f"create table {table}_text ({declared})")
    points: dict[tuple[str, str, When], int] = {}
    pairs: dict[tuple[str, str, When, When], int] = {}
    for question in questions:
        _load(connection, question, points, pairs)
    return points, pairs


def _load(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    points: dict[tuple[str, str, When], int],
    pairs: dict[tuple[str, str, When, When], int],
) -> None:
    """Carry one folder's files, settings and questions into the database; number the questions."""
    name, folder = question.name, question.folder
    for table in set(COLUMNS) - {"statements"}:
        _read(connection, table, folder / f"{table}.csv", f"'{name}/' || school_id")
    found = connection.execute(
        f"select distinct split_part(school_id, '/', 2) from pupils_text "
        f"where starts_with(school_id, '{name}/') order by all"
    )
    asked = []
    for (school,) in found.fetchall():
        known_as = f"{name}/{school}"
        words = school_words.read_words(folder, school)
        for table, rows in (
            ("years", school_words.year_rows(words)),
            ("half_terms", school_words.half_term_rows(words)),
            ("scale_words", school_words.scale_rows(words)),
            ("scale_lines", [school_words.scale_line(words)]),
            ("overall_words", school_words.overall_rows(words)),
            ("score_lines", school_words.score_rows(words)),
            ("stated", school_words.stated_rows(words)),
        ):
            _fill(connection, table, [(known_as, *row) for row in rows])
        views = [("default", known_as, *row) for row in school_words.progress_rows(words)]
        views += [("stated", known_as, code, VIEW_RANKS[w]) for code, w in STATED_CODES.items()]
        _fill(connection, "progress_words", views)
        curriculum = folder / words.get("curriculum", "curriculum.csv")
        _read(connection, "statements", curriculum, f"'{known_as}'")
        named = {point: rest for point, *rest in school_words.point_rows(words)}
        for when in dict.fromkeys(when for pair in question.pairs for when in pair):
            number = points[name, school, when] = len(points)
            moment = named[when] if isinstance(when, str) else (when, None, None)
            asked.append((number, known_as, *moment))
        for start, end in question.pairs:
            number = pairs[name, school, start, end] = len(pairs)
            ends = points[name, school, start], points[name, school, end]
            _fill(connection, "pairs", [(number, *ends)])
    _fill(connection, "asked", asked)


def _read(connection: duckdb.DuckDBPyConnection, table: str, path: Path, school_id: str) -> None:
    """Read a CSV as text, blanks where a column is missing; nothing where there is no such file."""
    if not path.exists():
        return
    present = path.read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
    cells = [f'"{name}"' if name in present else "null" for name in COLUMNS[table]]
    cells[0] = school_id
    connection.execute(
        f"insert into {table}_text select {', '.join(cells)} from read_csv('{path}', "
        "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')"
    )


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows into a table, all in one statement."""
    if rows:
        marks = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in rows)
        connection.execute(
            f"insert into {table} values {marks}", [value for row in rows for value in row]
        )
