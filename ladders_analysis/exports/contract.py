"""What every reader gives: text cells, where each one stood, and an account of the file.

A reader decides nothing about a school. It finds the cells that speak of pupils, statements or
judgements, keeps them as they were written, and says how the file was read. Types, codes and
references are checked later, by the same rules for every format.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import LaddersError, ReadError
from ladders_analysis.exports.opening.folder import folder_as_zip
from ladders_analysis.exports.opening.steady import read_steadily
from ladders_analysis.report import Problem

ROW = "_row"
COLUMN = "_column"
UPN = "_upn"
NAME = "_name"
BORN = "_born"
PROVENANCE = (ROW, COLUMN, UPN, NAME, BORN)

Epoch: TypeAlias = Literal[1900, 1904]
OLDEST_CREDIBLE = dt.date(2000, 1, 1)
"""Archives stamp files with dates such as 1970 or 1980; such a date says nothing."""


@dataclass(frozen=True)
class RawFile:
    """A file's bytes, read once, with its name in the school folder and its fingerprint."""

    path: Path
    name: str
    data: bytes
    sha256: str
    made_on: dt.date | None

    @classmethod
    def read(cls, path: Path, folder: Path | None = None) -> RawFile:
        """Read a file whole, so that what is hashed is what is parsed.

        Parameters
        ----------
        path
            The file; or a folder of tables, which is read as the zip that it could have been.
        folder
            The school folder.

        Returns
        -------
        RawFile
            A folder's name ends with "/", and it was made when its newest file was.

        Raises
        ------
        ReadError
            It is missing, may not be read, or changes while it is read.
        """
        name = path.name
        if folder is not None and path.is_relative_to(folder):
            name = path.relative_to(folder).as_posix()
        try:
            if path.is_dir():
                name = f"{name}/"
                data, changed = folder_as_zip(path, name)
            else:
                data, changed = read_steadily(path, name)
        except OSError as error:
            raise ReadError(f"{name} could not be read: {error.strerror}.") from None
        stamp = dt.datetime.fromtimestamp(changed or 0).date()  # local day
        made_on = stamp if stamp >= OLDEST_CREDIBLE else None
        return cls(path, name, data, hashlib.sha256(data).hexdigest(), made_on)


@dataclass(frozen=True)
class Extract:
    """What one reader found in one file, or in one sheet of it.

    Attributes
    ----------
    file
        The file it came from.
    reader
        The reader's name.
    tables
        Tidy table name -> text columns (`str` or `category`), with `_row` (as a spreadsheet
        counts) and, where a record is a cell, `_column` (the header it stood under).
    rows_read, refused
        Records found, and those of them that the reader itself had to refuse.
    problems
        Why it refused them, and what else is worth saying.
    sheet, encoding, delimiter
        How the file is written.
    headers
        Tidy column name -> the header it was read from, for messages.
    date_format
        The date format stated by the school, None to find out.
    epoch
        The first day of a workbook's serial dates, None to find out.
    made_on
        The day the file was made; no judgement in it can be later.
    """

    file: RawFile
    reader: str
    tables: Mapping[str, pd.DataFrame]
    rows_read: int
    refused: int = 0
    problems: Sequence[Problem] = ()
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    epoch: Epoch | None = None
    made_on: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse an extract that lost or invented a record."""
        found = sum(len(table) for table in self.tables.values())
        if found + self.refused != self.rows_read:
            raise LaddersError(
                f"{self.file.name}: the {self.reader} reader read {self.rows_read} records and "
                f"gave {found} + {self.refused} refused. This is a fault of the reader: report it."
            )


Reader: TypeAlias = Callable[[RawFile, Mapping[str, Any], Calendar], Sequence[Extract]]
"""`(file, options of its [[export]] table, the school's calendar) -> one Extract per sheet`."""
