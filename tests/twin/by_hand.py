"""What a literal school is: a few rows, the settings, and answers worked out with a pencil."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .folder import Row, write_settings, write_table
from .generated import JUDGEMENTS, OVERALL, PUPILS, RESULTS, STATEMENTS

WORKING, EXPECTED, GREATER = "working towards", "expected", "greater depth"
NOTHING, THIN, OWN = "nothing due yet", "not enough evidence", "own curriculum"

Movement = tuple[str, str, str, str]


@dataclass(frozen=True)
class WorkedSchool:
    """A literal school with its answers.

    ``attainment`` holds, by moment, pupil and subject: attainment, basis, secure, due, assessed,
    by statements, by teacher, by score. ``progress`` holds, by start, end, pupil and subject, what
    `against_expectation` says: outcome, value, numerator, denominator; ``rated`` the same by every
    name of what is asked. ``absent`` lists pupils not in scope at a moment.
    """

    settings: dict[str, Any]
    pupils: list[Row]
    statements: list[Row]
    judgements: list[Row]
    overall: list[Row]
    results: list[Row]
    attainment: dict[tuple[str, str, str], tuple[Any, ...]]
    progress: dict[Movement, tuple[Any, ...]]
    absent: list[tuple[str, str]]
    rated: dict[Movement, dict[str, tuple[Any, ...]]] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write the school as a folder."""
        write_settings(folder / "school.toml", self.settings)
        for name, rows, columns in (
            ("pupils", self.pupils, PUPILS),
            ("curriculum", self.statements, STATEMENTS),
            ("judgements", self.judgements, JUDGEMENTS),
            ("overall", self.overall, OVERALL),
            ("results", self.results, RESULTS),
        ):
            if rows:
                write_table(folder / f"{name}.csv", rows, columns)


def pupil_row(pupil_id: str, year: int, group: int, class_name: str = "C", **more: Any) -> Row:
    """Give one pupil's row of one year."""
    row = {"school_id": "1", "pupil_id": pupil_id, "academic_year": year, "year_group": group}
    return {**row, "class_name": class_name, **more}


def statement_row(statement_id: str, subject: str, year: int, due: int | None, **more: Any) -> Row:
    """Give one statement."""
    row = {"statement_id": statement_id, "subject": subject, "ladder": "one", "year": year}
    return {**row, "due_half_term": due, "key": False, "text": statement_id, **more}


def judged(pupil_id: str, day: str, *codes: str, recorded: str | None = None) -> list[Row]:
    """Give judgements of one day, each written as ``statement=code``."""
    pairs = [code.split("=") for code in codes]
    return [
        {
            "school_id": "1",
            "pupil_id": pupil_id,
            "statement_id": statement,
            "assessed_on": date.fromisoformat(day),
            "recorded_on": date.fromisoformat(recorded) if recorded else None,
            "judgement": judgement,
        }
        for statement, judgement in pairs
    ]


def overall_row(
    pupil_id: str, day: str, code: str, recorded: str | None = None, progress: str | None = None
) -> Row:
    """Give one overall judgement in writing, with a word for progress or without."""
    row: Row = {"school_id": "1", "pupil_id": pupil_id, "subject": "Writing", "attainment": code}
    row |= {"progress": progress} if progress else {}
    recorded_on = date.fromisoformat(recorded) if recorded else None
    return {**row, "assessed_on": date.fromisoformat(day), "recorded_on": recorded_on}


def result_row(
    pupil_id: str,
    day: str,
    score: float | None,
    assessment: str = "Paper",
    subject: str = "Maths",
    outcome: str | None = None,
) -> Row:
    """Give one result, in maths unless another subject is named."""
    row = {"school_id": "1", "pupil_id": pupil_id, "subject": subject, "assessment": assessment}
    outcome = "absent" if score is None and outcome is None else outcome
    return {**row, "taken_on": date.fromisoformat(day), "score": score, "outcome": outcome}


def by_statements(word: str, secure: float, due: float, assessed: float) -> tuple[Any, ...]:
    """Give the cells of a pupil placed by statements where nothing else is known."""
    beside = OWN if word == OWN else THIN
    return word, "statements", secure, due, assessed, word, beside, beside


def without_statements(word: str, basis: str, teacher: str, score: str) -> tuple[Any, ...]:
    """Give the cells of a pupil in a school without statements."""
    return word, basis, 0, 0, 0, NOTHING, teacher, score


def points(
    gained: int, expected: float, word: str, fixed: float, other: str
) -> dict[str, tuple[Any, ...]]:
    """Give both answers about points: by the own year's statements, and at 1.5 a half-term."""
    return {
        "points_gained": (word, gained, gained, expected),
        "points_gained, fixed": (other, gained, gained, fixed),
    }
