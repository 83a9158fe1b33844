"""The twin: a school folder in, attainment and progress out, by SQL alone.

Python only carries: it reads the text of the files into DuckDB, asks for points and pairs of
points, and hands back rows. Every rule is in the ``.sql`` files beside this module, which are
meant to be read next to the design.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from . import words as school_words

When = str | date
Cells = dict[tuple[str, str], dict[str, Any]]
Key = TypeVar("Key", bound=tuple[Any, ...])

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
    "overall": ("school_id", "pupil_id", "subject", "assessed_on", "recorded_on", "attainment"),
    "results": ("school_id", "pupil_id", "assessment", "subject", "taken_on", "score"),
}
ATTAINMENT_WORDS = (
    *("working towards", "expected", "greater depth", "own curriculum", "nothing due yet"),
    *("too early to say", "not enough evidence"),
)
DECLARED = """
create table half_terms (school_id text, academic_year int, half_term int, first_day date,
                         last_day date);
create table years (school_id text, academic_year int, cycle text);
create table scale_words (school_id text, word text, code_rank int);
create table scale_lines (school_id text, secure_rank int, deeper_rank int);
create table overall_words (school_id text, half_term int, code text, word text);
create table attainment_words (word text, attainment_rank int);
create table score_lines (school_id text, subject text, assessment text, expected double,
                          higher double);
create table stated (school_id text, level text, subject text, year_group int, basis text,
                     secure_share double[], all_key boolean, deeper_share double[], unjudged text,
                     minimum_due double, earlier_years text, by_exception boolean, counts text);
create table year_groups as select unnest(range(0, 7))::int as year_group;
create table asked (point int, school_id text, on_day date, entries_close date, due_through int);
create table pairs (pair int, start_point int, end_point int);
"""


def rules(name: str) -> str:
    """Read the SQL of one set of rules."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Question:
    """What is asked about one folder: a name for it, where it is, and pairs of moments."""

    name: str
    folder: Path
    pairs: Sequence[tuple[When, When]]


@dataclass(frozen=True)
class Answers:
    """What the twin found, and what occurred on the way.

    ``attainment`` holds cells by folder's name, school and moment; ``progress`` by folder's name,
    school, start and end.
    """

    attainment: dict[tuple[str, str, When], Cells]
    progress: dict[tuple[str, str, When, When], Cells]
    special_cases: dict[str, int]


def work_out(questions: Sequence[Question], changed: Mapping[str, str] | None = None) -> Answers:
    """Work out attainment at both ends of every pair, and progress between them.

    Parameters
    ----------
    questions
        Folders and what to ask of each. They are answered together, which is quicker; every rule
        keeps schools apart, and a school here is known by its folder's name and its own id.
    changed
        Passages of the rules to be replaced by others: a rule broken on purpose, to see whether
        any answer notices.

    Returns
    -------
    Answers
        Every cell of attainment and of progress against expectation.
    """
    connection = duckdb.connect(":memory:")
    connection.execute("set threads = 1; set preserve_insertion_order = false;")
    connection.execute(DECLARED)
    _fill(connection, "attainment_words", [(word, n) for n, word in enumerate(ATTAINMENT_WORDS)])
    for table, columns in COLUMNS.items():
        declared = ", ".join(f'"{column}" text' for column in columns)
        connection.execute(f"create table {table}_text ({declared})")
    points: dict[tuple[str, str, When], int] = {}
    pairs: dict[tuple[str, str, When, When], int] = {}
    for question in questions:
        _load(connection, question, points, pairs)
    for name in ("tables", "attainment", "progress"):
        connection.execute(_altered(rules(name), changed or {}))
    attainment = _cells(connection, "attainment", points)
    progress = _cells(connection, "against_expectation", pairs)
    cases = connection.execute(rules("cases")).fetchall() if changed is None else []
    connection.close()
    return Answers(attainment, progress, dict(cases))


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


def _altered(sql: str, changed: Mapping[str, str]) -> str:
    """Replace passages of the rules, wherever they stand in this set of rules."""
    for passage, other in changed.items():
        sql = sql.replace(passage, other)
    return sql


def _cells(
    connection: duckdb.DuckDBPyConnection, table: str, asked: Mapping[Key, int]
) -> dict[Key, Cells]:
    """Give the rows of a table of answers as cells by question, and by pupil and subject."""
    answer = connection.execute(f"select * from {table}")
    names = [description[0] for description in answer.description]
    by_number: dict[int, Cells] = {number: {} for number in asked.values()}
    for row in answer.fetchall():
        cell = dict(zip(names, row, strict=True))
        by_number[row[0]][cell["pupil_id"], cell["subject"]] = cell
    return {key: by_number[number] for key, number in asked.items()}
