"""The bench on which everything read is laid out, checked and accounted for.

Each row carries the file it came from and its fate: kept, refused, superseded or an exact
duplicate. A row's fate is decided once, so that the account of every file adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from ladders_analysis.columns import Table
from ladders_analysis.exports.contract import COLUMN, PROVENANCE, ROW, Extract
from ladders_analysis.exports.finding import MOST_PLACES, Finding
from ladders_analysis.exports.typed import Typed
from ladders_analysis.report import FileRecord, Problem

FILE = "_file"
KEPT, REFUSED, SUPERSEDED, DUPLICATE = range(4)


class Bench:
    """All rows of one table from all files, with the fate of each.

    Parameters
    ----------
    table
        The table's declaration.
    parts
        `(number of the file, the file, its typed rows)` in the order they are to be read.
    show_values
        Whether problems say what stood in the cells.
    """

    def __init__(
        self, table: Table, parts: Sequence[tuple[int, Extract, Typed]], show_values: bool = False
    ) -> None:
        self.table = table
        self.show_values = show_values
        self.extracts = {number: extract for number, extract, _ in parts}
        self.problems: list[Problem] = []
        frames = [typed.frame.assign(**{FILE: number}) for number, _, typed in parts]
        self.frame = _stacked(frames, table)
        self.fate = np.zeros(len(self.frame), dtype=np.uint8)
        self._rows: pd.DataFrame | None = None
        start = 0
        found: list[Finding] = []
        for _, _, typed in parts:
            positions = np.arange(start, start + len(typed.frame))
            found += [finding.at(positions) for finding in typed.findings]
            start += len(typed.frame)
        self.apply(found)

    @property
    def standing(self) -> np.ndarray:
        """Positions of the rows still kept."""
        return np.flatnonzero(self.fate == KEPT)

    @property
    def rows(self) -> pd.DataFrame:
        """The rows still kept, with their provenance."""
        if self._rows is None:
            self._rows = self.frame
            if self.fate.any():
                self._rows = self.frame.iloc[self.standing].reset_index(drop=True)
        return self._rows

    def check(self, *checks: Callable[[pd.DataFrame], Iterable[Finding]]) -> None:
        """Run checks in turn on the rows still standing and act on what they find."""
        for check in checks:
            standing = self.standing
            rows = self.rows
            self.apply([finding.at(standing) for finding in check(rows)])

    def translate(self, column: str, translated: tuple[pd.Series, Sequence[Finding]]) -> None:
        """Put other values in a column, and act on what was found wrong in rows still standing."""
        values, findings = translated
        self.frame[column] = values.set_axis(self.frame.index)
        self._rows = None
        standing = self.fate == KEPT
        self.apply([finding.only(standing) for finding in findings])

    def mark(self, rows: np.ndarray, fate: int) -> None:
        """Give rows, by their positions among those standing, another fate."""
        self.fate[self.standing[rows]] = fate
        self._rows = None

    def apply(self, findings: Sequence[Finding]) -> None:
        """Record findings as problems, and refuse the rows that are to be refused."""
        for finding in findings:
            self._record(finding)
            if finding.severity == "refused":
                self.fate[finding.rows] = REFUSED
                self._rows = None

    def counts(self, number: int) -> np.ndarray:
        """Count a file's rows by fate: kept, refused, superseded, duplicate."""
        mine = self.frame[FILE].to_numpy() == number
        return np.bincount(self.fate[mine], minlength=4)

    def kept(self) -> pd.DataFrame:
        """Return the rows kept, in their declared columns and order."""
        rows = self.rows.drop(columns=[FILE, *PROVENANCE], errors="ignore")
        return rows[self.table.order(rows.columns)].reset_index(drop=True)

    def _record(self, finding: Finding) -> None:
        if not len(finding.rows):
            return
        where = self.frame.iloc[finding.rows]
        rows = where[ROW].to_numpy() if ROW in where else np.zeros(len(where), dtype=np.int64)
        files = where[FILE].to_numpy()
        headers = where[COLUMN].fillna("").tolist() if COLUMN in where else [""] * len(where)
        if not finding.each:
            for one in np.unique(files).tolist():
                mine = np.flatnonzero(files == one)
                row, count = int(rows[mine[0]]), len(mine)
                self.problems.append(self._problem(one, row, "", finding, 0, count))
            return
        named = slice(MOST_PLACES)
        places = zip(files[named].tolist(), rows[named].tolist(), headers[named], strict=True)
        for number, (file, place, header) in enumerate(places):
            self.problems.append(self._problem(file, place, header, finding, number))
        further = replace(finding, found=())
        for one, count in zip(*np.unique(files[MOST_PLACES:], return_counts=True), strict=True):
            self.problems.append(self._problem(int(one), 0, "", further, MOST_PLACES, int(count)))

    def _problem(
        self, file: int, row: int, header: str, finding: Finding, number: int, count: int = 1
    ) -> Problem:
        extract = self.extracts[file]
        return Problem(
            file=extract.file.name,
            rule=finding.rule,
            severity=finding.severity,
            remedy=finding.remedy_at(number),
            sheet=extract.sheet,
            row=row or None,
            column=extract.headers.get(finding.column, header or finding.column),
            count=count,
            value=finding.found[number] if self.show_values and finding.found else None,
        )


def account(
    number: int, extract: Extract, benches: Iterable[Bench], date_formats: Iterable[str]
) -> FileRecord:
    """Draw up a file's account from the benches its rows lie on.

    Raises
    ------
    LaddersError
        A row was lost or counted twice.
    """
    kept, refused, superseded, duplicates = sum(
        (bench.counts(number) for bench in benches), np.zeros(4, dtype=np.int64)
    )
    return FileRecord(
        file=extract.file.name,
        sheet=extract.sheet,
        reader=extract.reader,
        encoding=extract.encoding,
        delimiter=extract.delimiter,
        date_format=", ".join(dict.fromkeys(date_formats)),
        rows_read=extract.rows_read,
        kept=int(kept),
        superseded=int(superseded),
        duplicates=int(duplicates),
        refused=int(refused) + extract.refused,
        sha256=extract.file.sha256,
    )


def _stacked(frames: Sequence[pd.DataFrame], table: Table) -> pd.DataFrame:
    """Stack typed tables, categories united; own groups are blank where a file lacks them."""
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    present = list(dict.fromkeys(name for frame in frames for name in frame.columns))
    columns = {}
    for name in [*table.order(present), *(n for n in present if n not in table)]:
        parts = [
            frame[name] if name in frame else pd.Series(pd.NA, frame.index, dtype="str")
            for frame in frames
        ]
        if isinstance(parts[0].dtype, pd.CategoricalDtype):
            columns[name] = pd.Series(union_categoricals(parts))
        else:
            columns[name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)
