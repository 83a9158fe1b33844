"""The twin: a school folder in, attainment and progress by every definition out, by SQL alone.

Python only carries: it reads the text of the files into DuckDB, asks for points and pairs of
points, and hands back rows. Every rule is in the ``.sql`` files beside this module, which are
meant to be read next to the design and to `docs/definitions.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from . import words as school_words
from .asked import (
    ANSWERS,
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
CHAIN: dict[str, tuple[str, ...]] = {
    "tables": ("tables",),
    "scope": ("scope",),
    "by_statements": ("by_statements",),
    "attainment": ("attainment",),
    "progress": ("progress",),
    "working": ("working_year", "by_statements", "working_basis", "progress"),
    "then_and_now": ("then_and_now",),
}
"""Stages of which each builds on those before it, and the sets of rules it works through."""
FAMILIES = ("by_curriculum", "by_statements_kept", "by_standing", "by_scores", "foils")
"""Sets of rules that build on the chain, and not on each other."""
STAGES = {**CHAIN, **{name: (name,) for name in FAMILIES}}


def rules(name: str) -> str:
    """Read the SQL of one set of rules."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def all_rules() -> str:
    """Read the SQL of every rule that decides an answer."""
    return "".join(rules(name) for name in dict.fromkeys(sum(STAGES.values(), ())))


@dataclass(frozen=True)
class Question:
    """What is asked about one folder: a name for it, where it is, and pairs of moments."""

    name: str
    folder: Path
    pairs: Sequence[tuple[When, When]]


@dataclass(frozen=True)
class Answers:
    """What the twin found, and what occurred on the way.

    ``attainment`` holds cells by folder's name, school and moment; ``progress`` by what is asked
    (a name in ``ANSWERS``), then by folder's name, school, start and end.
    """

    attainment: dict[tuple[str, str, When], Cells]
    progress: dict[str, dict[tuple[str, str, When, When], Cells]]
    special_cases: dict[str, int]


class Twin:
    """Folders carried into a database, with every answer that the rules give on them.

    Parameters
    ----------
    questions
        Folders and what to ask of each. They are answered together, which is quicker; every rule
        keeps schools apart, and a school here is known by its folder's name and its own id.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        """Carry the folders in and work everything out."""
        self.connection = duckdb.connect(":memory:")
        self.connection.execute("set threads = 1; set preserve_insertion_order = false;")
        self.connection.execute(DECLARED)
        for table, rows in ASKED.items():
            _fill(self.connection, table, rows)
        for table, columns in COLUMNS.items():
            declared = ", ".join(f'"{column}" text' for column in columns)
            self.connection.execute(f"create table {table}_text ({declared})")
        self.points: dict[tuple[str, str, When], int] = {}
        self.pairs: dict[tuple[str, str, When, When], int] = {}
        for question in questions:
            _load(self.connection, question, self.points, self.pairs)
        self._run(list(STAGES), {}, "main", "working")

    def answers(self) -> Answers:
        """Give every answer, and how often each special case occurs."""
        cases = dict(self.connection.execute(rules("cases")).fetchall())
        cases |= dict(self.connection.execute(rules("definition_cases")).fetchall())
        return self._answers(ANSWERS, cases)

    def broken(self, changed: Mapping[str, str]) -> Answers:
        """Give the answers that may differ when passages of the rules are replaced by others.

        Parameters
        ----------
        changed
            A rule broken on purpose, to see whether any answer notices: passage -> another. The
            rules are worked through again, beside the whole ones, from where they first differ.
        """
        altered = [
            stage
            for stage, names in STAGES.items()
            if any(_altered(rules(name), changed) != rules(name) for name in names)
        ]
        whole = list(STAGES)
        again = whole[whole.index(altered[0]) :] if altered[0] in CHAIN else altered
        try:
            self._run(again, changed, "broken", "broken_working")
            made = self._made("broken"), self._made("broken_working")
            self.connection.execute("set search_path = 'broken,main'")
            asked = {
                name: table.replace("working.", "broken_working.")
                for name, table in ANSWERS.items()
                if table.split()[0].removeprefix("working.") in made["working." in table]
            }
            return self._answers(asked, {}, with_attainment="attainment" in made[0])
        finally:
            self.connection.execute("set search_path = 'main'")
            self.connection.execute("drop schema if exists broken_working cascade")
            self.connection.execute("drop schema if exists broken cascade")

    def close(self) -> None:
        """Let the database go."""
        self.connection.close()

    def _run(
        self, stages: Sequence[str], changed: Mapping[str, str], home: str, working: str
    ) -> None:
        """Work through stages, the one about the working year in a schema of its own."""
        self.connection.execute(f"create schema if not exists {home}")
        self.connection.execute(f"create schema if not exists {working}")
        usual = "main" if home == "main" else f"{home},main"
        for stage in stages:
            path = f"{working},{usual}" if stage == "working" else usual
            self.connection.execute(f"set search_path = '{path}'")
            for name in STAGES[stage]:
                self.connection.execute(_altered(rules(name), changed))
        self.connection.execute("set search_path = 'main'")

    def _made(self, schema: str) -> set[str]:
        """Name the tables made in a schema."""
        found = self.connection.execute(
            "select table_name from information_schema.tables where table_schema = ?", [schema]
        )
        return {name for (name,) in found.fetchall()}

    def _answers(
        self, asked: Mapping[str, str], cases: dict[str, int], with_attainment: bool = True
    ) -> Answers:
        """Fetch the cells of what was asked."""
        attainment = _cells(self.connection, "attainment", self.points) if with_attainment else {}
        progress = {
            name: _cells(self.connection, table, self.pairs) for name, table in asked.items()
        }
        return Answers(attainment, progress, cases)


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


def _altered(sql: str, changed: Mapping[str, str]) -> str:
    """Replace passages of the rules, wherever they stand in this set of rules."""
    for passage, other in changed.items():
        sql = sql.replace(passage, other)
    return sql


def _cells(
    connection: duckdb.DuckDBPyConnection, table: str, asked: Mapping[Key, int]
) -> dict[Key, Cells]:
    """Give the rows of a table of answers as cells by question, and by pupil and subject."""
    answer = connection.execute(f"select * exclude (school_id) from {table}")
    names = [description[0] for description in answer.description]
    by_number: dict[int, Cells] = {number: {} for number in asked.values()}
    for number, *row in answer.fetchall():
        cell = dict(zip(names[1:], row, strict=True))
        by_number[number][cell["pupil_id"], cell["subject"]] = cell
    return {key: by_number[number] for key, number in asked.items()}
