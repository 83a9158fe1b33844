"""The records of one sheet of a DfE extract: results and pupils, each with its place.

What is refused is counted record by record, so that the file's account adds up: a row without a
UPN takes all its results with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ladders_analysis.exports.contract import COLUMN, ROW, UPN
from ladders_analysis.exports.dfe.columns import Laid, Shape
from ladders_analysis.exports.dfe.values import Held, read_value
from ladders_analysis.exports.dfe.year import ResultDays, primary_year_group
from ladders_analysis.report import Problem, Severity

RESULT_COLUMNS = ("pupil_id", "assessment", "subject", "taken_on", "score", "outcome", UPN, COLUMN)
PUPIL_COLUMNS = (
    "pupil_id",
    "academic_year",
    "year_group",
    "upn",
    "name",
    "sex",
    "date_of_birth",
    "former_upn",
    COLUMN,
)


class Reading:
    """The records of one sheet, what was refused and what is to be counted.

    Parameters
    ----------
    laid
        The sheet, its columns found.
    shape
        What the extract looks like.
    days
        The days that its results stand on.
    """

    def __init__(self, laid: Laid, shape: Shape, days: ResultDays) -> None:
        self.laid = laid
        self.shape = shape
        self.days = days
        self.results: list[dict[str, object]] = []
        self.pupils: list[dict[str, object]] = []
        self.problems: list[Problem] = []
        self.refused = 0
        self.unknown: dict[str, list[int]] = {}
        self.beside: dict[str, list[int]] = {}
        self.silent = 0
        self.there = [
            (name, held)
            for name, held in shape.columns.items()
            if any(column in laid.places for column in (name, *held.beside))
        ]

    def take(self, number: int, row: Sequence[str], ends: int | None, defines: bool) -> None:
        """Take the records of one row."""
        filled = [
            (name, held)
            for name, held in self.there
            if any(self.laid.cell(row, column) for column in (name, *held.beside))
        ]
        self.silent += not filled
        records = len(filled) + defines
        upn = self.laid.cell(row, "upn")
        if not upn:
            remedy = "write the pupil's UPN, or take the row out: nothing else tells who it is"
            self._refuse(number, "upn", "no UPN", remedy, records)
        elif ends is None:
            remedy = (
                "write it as 2025/26, or state academic_year or taken_on in its [[export]] table"
            )
            rule = "academic year cannot be read"
            self._refuse(number, "academic_year", rule, remedy, records)
        else:
            for name, held in filled:
                self._result(number, row, name, held, upn, ends)
            if defines:
                self._pupil(number, row, upn, ends)

    def _result(
        self, number: int, row: Sequence[str], name: str, held: Held, upn: str, ends: int
    ) -> None:
        """Take one result: the mark, and the first outcome that says something."""
        value = read_value(self.laid.cell(row, name), held)
        if value.rule:
            self._refuse(number, name, value.rule, f"allowed for {held.allows}", 1)
            return
        codes = replace(held, marks=None)
        outcomes = [
            (column, read_value(self.laid.cell(row, column), codes)) for column in held.beside
        ]
        own = [(name, value)] if value.outcome else []
        said = [(column, each) for column, each in (*outcomes, *own) if each.outcome]
        for column, each in said:
            if not each.known:
                self.unknown.setdefault(column, []).append(number)
        for column, each in said[1:]:
            if each.outcome != said[0][1].outcome:
                self.beside.setdefault(column, []).append(number)
        self.results.append(
            {
                "pupil_id": upn,
                "assessment": held.assessment,
                "subject": held.subject,
                "taken_on": self.days.day(ends).isoformat(),
                "score": value.score,
                "outcome": said[0][1].outcome if said else "",
                UPN: upn,
                COLUMN: self.laid.header(name if name in self.laid.places else held.beside[0]),
                ROW: number,
            }
        )

    def _pupil(self, number: int, row: Sequence[str], upn: str, ends: int) -> None:
        """Take the pupil whom a row describes."""
        word = self.laid.cell(row, "year_group")
        year_group = primary_year_group(word) if word else self.shape.year_group
        if year_group is None:
            remedy = "the toolkit keeps Reception (R) to Year 6; the pupil's results need a row"
            self._refuse(number, "year_group", "year group outside Reception to Year 6", remedy, 1)
            return
        names = (self.laid.cell(row, "forename"), self.laid.cell(row, "surname"))
        self.pupils.append(
            {
                "pupil_id": upn,
                "academic_year": str(ends),
                "year_group": str(year_group),
                "upn": upn,
                "name": " ".join(name for name in names if name),
                "sex": self.laid.cell(row, "sex"),
                "date_of_birth": self.laid.cell(row, "date_of_birth"),
                "former_upn": self.laid.cell(row, "former_upn"),
                COLUMN: "",
                ROW: number,
            }
        )

    def _refuse(self, number: int, column: str, rule: str, remedy: str, count: int) -> None:
        """Refuse so many records of a row; a row without any is refused as one."""
        self.refused += max(count, 1)
        self.problems.append(
            Problem(
                self.laid.file.name,
                rule,
                "refused",
                remedy,
                self.laid.sheet.sheet,
                number,
                self.laid.header(column),
                count=max(count, 1),
            )
        )

    def counted(self, defines: bool) -> list[Problem]:
        """Say how many codes are unknown, and what was passed over."""
        file, sheet = self.laid.file.name, self.laid.sheet.sheet
        found: tuple[tuple[dict[str, list[int]], str, Severity, str], ...] = (
            (
                self.unknown,
                "code that the DfE's guidance does not list",
                "warning",
                "kept as an outcome, as written; look what it means before counting it",
            ),
            (
                self.beside,
                "second outcome of one result",
                "note",
                "the fuller outcome in the column beside it is kept, this one is not",
            ),
        )
        said = [
            Problem(file, rule, severity, remedy, sheet, rows[0], self.laid.header(name), len(rows))
            for where, rule, severity, remedy in found
            for name, rows in where.items()
        ]
        if self.silent:
            said.append(
                Problem(file, "rows without any result", "note", "", sheet, count=self.silent)
            )
        if not defines and self.laid.sheet.rows:
            said.append(not_taken(file, len(self.laid.sheet.rows), sheet))
        return said


def not_taken(file: str, count: int, sheet: str = "") -> Problem:
    """Note the pupils whom a file describes and who are not taken from there.

    Parameters
    ----------
    file, sheet
        Where they are described.
    count
        How many they are.
    """
    rule = "pupils described here are not taken from here"
    remedy = "state defines_pupils = true in its [[export]] table if no other file lists them"
    return Problem(file, rule, "note", remedy, sheet, count=count)


def text_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> pd.DataFrame:
    """Make a text table of records; columns that no record fills are left out.

    Parameters
    ----------
    rows
        Records, each with its `_row`.
    columns
        The text columns, in order.

    Examples
    --------
    >>> text_table([{"pupil_id": "1", "sex": "", "_row": 2}], ["pupil_id", "sex"]).columns.tolist()
    ['pupil_id', '_row']
    """
    optional = ("former_upn", "name", "sex", "date_of_birth")
    kept = [name for name in columns if name not in optional or any(row.get(name) for row in rows)]
    frame = pd.DataFrame({name: [row[name] for row in rows] for name in kept}, dtype="str")
    return frame.assign(**{ROW: pd.Series([row[ROW] for row in rows], dtype="int64")})
