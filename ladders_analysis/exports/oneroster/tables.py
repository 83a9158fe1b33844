"""One table of a OneRoster bundle as columns of words, and how it is read.

Real bundles misspell headers, add columns of their own and leave tables out or empty. What is
withdrawn by the system that exported it stays in its table, marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.oneroster.columns import (
    COLUMN_MAP,
    MANIFEST_COLUMNS,
    NEEDED,
    SPELLINGS,
)
from ladders_analysis.exports.opening.bundle import Bundle
from ladders_analysis.exports.opening.delimited import Columns, read_columns
from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.exports.opening.text import DELIMITERS, Text, decode, find_delimiter
from ladders_analysis.exports.opening.torn import torn_problems
from ladders_analysis.exports.options import ReadingOptions
from ladders_analysis.exports.typed import Words
from ladders_analysis.records import Problem, Severity

WITHDRAWN = "withdrawn by the exporting system (status tobedeleted)"


@dataclass(frozen=True)
class Member:
    """One table of the bundle; a table that is not there has no rows.

    Attributes
    ----------
    name
        What OneRoster calls it.
    file, sheet
        The bundle's name, and the member's as written.
    columns
        Column -> its cells.
    rows
        The row of each record, as a spreadsheet counts.
    ragged
        `(row, cells found)` of rows of another width than the header.
    width
        Cells of the header.
    notes
        What of it is not read.
    encoding, delimiter
        How it is written.
    """

    name: str
    file: str
    sheet: str = ""
    columns: Mapping[str, pd.Series] = field(default_factory=dict)
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    ragged: list[tuple[int, int]] = field(default_factory=list)
    width: int = 0
    notes: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    _taken_apart: dict[str, Words] = field(default_factory=dict, repr=False, compare=False)

    def __len__(self) -> int:
        """Count the records."""
        return len(self.rows)

    @property
    def present(self) -> bool:
        """Whether the bundle has it."""
        return bool(self.sheet)

    def words(self, column: str) -> Words:
        """Return a column as its distinct words, trimmed; one blank word where there is none."""
        if column not in self._taken_apart:
            blank = Words(np.zeros(len(self), dtype=np.int64), [""])
            there = column in self.columns
            self._taken_apart[column] = Words.of(self.columns[column]) if there else blank
        return self._taken_apart[column]

    def cells(self, column: str) -> np.ndarray:
        """Return a column's cells as text; all blank where the table has no such column."""
        return self.looked_up(column, None)

    def looked_up(self, column: str, table: Mapping[str, str] | None) -> np.ndarray:
        """Return what each cell of a column stands for in `table`; blank where it is not in it.

        Parameters
        ----------
        column
            The column.
        table
            Word -> what it stands for; None: itself.
        """
        found = self.words(column)
        meant = found.words if table is None else [table.get(word, "") for word in found.words]
        return np.array(meant, dtype=object)[found.codes]

    @cached_property
    def withdrawn(self) -> np.ndarray:
        """Mark the records that the exporting system itself withdrew."""
        return self.said("status", "tobedeleted")

    def said(self, column: str, *words: str) -> np.ndarray:
        """Mark the records whose cell is one of the words, capital and small letters alike."""
        meant = {word: "x" for word in self.words(column).words if fold(word) in words}
        return self.looked_up(column, meant) == "x"

    def first_of(self, column: str = "sourcedId") -> dict[str, int]:
        """Return where each id first stands, among records that are not withdrawn."""
        places: dict[str, int] = {}
        withdrawn = self.withdrawn.tolist()
        for place, word in enumerate(self.cells(column).tolist()):
            if word and not withdrawn[place]:
                places.setdefault(word, place)
        return places

    @property
    def repeated(self) -> int:
        """How many records, not withdrawn, have an id that an earlier one has."""
        given = (self.cells("sourcedId") != "") & ~self.withdrawn
        return int(given.sum()) - len(self.first_of())

    def problem(
        self,
        rule: str,
        severity: Severity,
        remedy: str = "",
        *,
        count: int = 1,
        row: int | None = None,
        column: str = "",
    ) -> Problem:
        """Say something about this table."""
        return Problem(self.file, rule, severity, remedy, self.sheet, row, column, count)

    def refused(self, at: np.ndarray, rule: str, column: str, remedy: str) -> list[Problem]:
        """Refuse the records marked, each by its row."""
        return [
            self.problem(rule, "refused", remedy, row=int(row), column=column)
            for row in self.rows[at]
        ]


def read_member(bundle: Bundle, name: str, stated: ReadingOptions) -> Member:
    """Read one table of a bundle.

    Parameters
    ----------
    bundle
        The bundle.
    name
        What OneRoster calls the table, without `.csv`.
    stated
        The encoding and delimiter, where the school states them.

    Returns
    -------
    Member
        Without rows where the bundle does not have the table.

    Raises
    ------
    ReadError
        It is no CSV, has a column twice, or lacks one without which its records mean nothing.
    """
    file = bundle.file.name
    if f"{name}.csv".casefold() not in bundle.members:
        return Member(name, file)
    sheet = bundle.written(f"{name}.csv")
    where = f"{file}, {sheet}"
    data = bundle.read(f"{name}.csv")
    if not data.strip(b"\xef\xbb\xbf \r\n\t"):
        note = Problem(file, "table without even a header", "note", "", sheet)
        return Member(name, file, sheet, notes=(note,))
    source = decode(where, data, stated.encoding)
    delimiter = find_delimiter(where, source.text, stated.delimiter)
    columns = read_columns(source, delimiter)
    places = _places(where, name, columns.header)
    if not places:
        raise ReadError(
            f"{where} has no header that OneRoster knows: its first row should name "
            f"{', '.join(COLUMN_MAP.get(name, MANIFEST_COLUMNS)[:4])} and so on."
        )
    missing = [column for column in NEEDED.get(name, ()) if column not in places]
    if missing:
        raise ReadError(
            f"{where} has no column {missing[0]}: {nearest(missing[0], columns.header)}. Without "
            f"it nothing in {sheet} can be understood."
        )
    torn = torn_problems(file, columns.torn, sheet) if name in NEEDED else []
    return Member(
        name,
        file,
        sheet,
        {column: columns.frame[str(place)] for column, place in places.items()},
        columns.rows,
        columns.ragged,
        len(columns.header),
        tuple(_notes(file, sheet, columns, set(places.values()), source) + torn),
        source.encoding,
        DELIMITERS.get(delimiter, delimiter),
    )


def _places(where: str, name: str, header: list[str]) -> dict[str, int]:
    """Find where the columns that are read stand, spelt right or as real bundles spell them."""
    folded = [fold(column) for column in header]
    places: dict[str, int] = {}
    for column in COLUMN_MAP.get(name, MANIFEST_COLUMNS):
        right = column.casefold()
        ways = [right, *(way for way, stands in SPELLINGS.items() if stands == right)]
        found = next((way for way in ways if way in folded), None)
        if found is None:
            continue
        if folded.count(found) > 1:
            raise ReadError(
                f"{where} has {folded.count(found)} columns named {column}. Remove or rename one."
            )
        places[column] = folded.index(found)
    return places


def _notes(file: str, sheet: str, columns: Columns, read: set[int], source: Text) -> list[Problem]:
    """Say what of a table is not read, and what is not certain."""
    notes = []
    left = [header for place, header in enumerate(columns.header) if place not in read]
    if left:
        listed = ", ".join(left[:8]) + (" …" if len(left) > 8 else "")
        notes.append(Problem(file, "columns not read", "note", listed, sheet, count=len(left)))
    if columns.blank:
        rule = "blank rows passed over"
        notes.append(Problem(file, rule, "note", "", sheet, count=columns.blank))
    if not source.certain:
        remedy = "look at a name with an accent; state `encoding` if it is wrong"
        notes.append(Problem(file, f"read as {source.encoding}", "note", remedy, sheet))
    return notes
