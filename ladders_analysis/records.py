"""What a load report is made of: the account of a file, one problem, and what stands beside them.

An account that does not add up cannot be made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, overload

import pandas as pd

from ladders_analysis.errors import LaddersError

Severity: TypeAlias = Literal["refused", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("refused", "warning", "note")


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file, or of one sheet of a workbook.

    Attributes
    ----------
    file, sheet
        Its name inside the school folder, and the sheet where there are several.
    reader
        The reader that read it.
    encoding, delimiter, date_format
        How it is written, as found or as stated.
    rows_read
        Rows, or filled cells of a wide marksheet.
    kept, superseded, duplicates, refused
        Where they went; they add up to `rows_read`.
    sha256
        The fingerprint of the file's bytes.
    """

    file: str
    sheet: str = ""
    reader: str = ""
    encoding: str = ""
    delimiter: str = ""
    date_format: str = ""
    rows_read: int = 0
    kept: int = 0
    superseded: int = 0
    duplicates: int = 0
    refused: int = 0
    sha256: str = ""

    def __post_init__(self) -> None:
        """Refuse an account in which rows were lost or made up."""
        accounted = self.kept + self.superseded + self.duplicates + self.refused
        counts = (self.kept, self.superseded, self.duplicates, self.refused)
        if accounted != self.rows_read or min(counts) < 0:
            raise LaddersError(
                f"{self.file}: {self.rows_read} rows read, but {self.kept} kept + "
                f"{self.superseded} superseded + {self.duplicates} duplicates + "
                f"{self.refused} refused = {accounted}. This is a fault of the toolkit: report it."
            )

    @property
    def place(self) -> str:
        """The file, and its sheet where there is one."""
        return f"{self.file} ({self.sheet})" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was refused, looks odd or is worth knowing.

    Attributes
    ----------
    file, sheet, row, column
        Where it stands; the row as a spreadsheet counts (the header is row 1), None for a file.
    rule
        The rule it breaks, in a few words.
    severity
        `refused` (the row was not kept), `warning` or `note`.
    count
        How many rows or cells it speaks of.
    remedy
        What to do about it.
    value
        What stood there; kept only where values were asked for.
    """

    file: str
    rule: str
    severity: Severity
    remedy: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    count: int = 1
    value: str | None = None


@dataclass(frozen=True)
class Section:
    """A further part of the report: a few sentences and the table behind them.

    Attributes
    ----------
    title
        What it is about.
    sentences
        What the table shows, each a plain sentence.
    table
        The figures.
    """

    title: str
    sentences: tuple[str, ...]
    table: pd.DataFrame


class Later(Sequence[Section]):
    """Sections that are worked out when somebody reads them, and then kept.

    Parameters
    ----------
    make
        Makes a section; None where there is nothing to say.
    """

    def __init__(self, make: Callable[[], Section | None]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> tuple[Section, ...]:
        made = self._make()
        return () if made is None else (made,)

    def __len__(self) -> int:
        """Count the sections."""
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Section: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Section]: ...
    def __getitem__(self, place: int | slice) -> Section | Sequence[Section]:
        """Return a section, or some."""
        return self._made[place]
