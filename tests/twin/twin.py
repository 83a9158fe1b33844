"""The twin: a school folder in, attainment and progress by every definition out, by SQL alone.

Python only carries: it reads the text of the files into DuckDB, asks for points and pairs of
points, and hands back rows. Every rule is in the ``.sql`` files beside this module, which are
meant to be read next to the design and to `docs/definitions.md`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from .asked import ANSWERS
from .carrying import Question, When, carry_in

Cells = dict[tuple[str, str], dict[str, Any]]
Key = TypeVar("Key", bound=tuple[Any, ...])

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
        self.points, self.pairs = carry_in(self.connection, questions)
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
