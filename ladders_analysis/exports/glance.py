"""A first look at a file before any reader is chosen: its kind, and its first rows or words.

Looking is not reading: nothing here decides what the file means, and a file that cannot be looked
into is simply of unknown kind.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal, TypeAlias

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.marksheet import fold
from ladders_analysis.exports.text import BLOCK_LIMIT, decode, find_delimiter, split_separator_line
from ladders_analysis.exports.workbook import is_workbook, read_sheets

Kind: TypeAlias = Literal["table", "bundle", "xml", "json", "turtle", "parquet", "unknown"]

HEAD = 200_000
"""Characters of a text file that are looked at."""
ROWS = 60
"""Rows of a table that are looked at."""


@dataclass(frozen=True)
class Glance:
    """What a file looks like.

    Attributes
    ----------
    file
        The file.
    kind
        A table (CSV or workbook), a bundle (zip of tables), XML, JSON, Turtle, Parquet, or none
        of these.
    text
        The first words of a text file, blank for others.
    sheets
        The first rows of a CSV, or of each sheet of a workbook, as trimmed cells.
    members
        The names inside a bundle.
    """

    file: RawFile
    kind: Kind
    text: str = ""
    sheets: Sequence[tuple[str, list[list[str]]]] = ()
    members: tuple[str, ...] = ()

    @cached_property
    def rows(self) -> list[list[str]]:
        """The first rows of all sheets, one after the other."""
        return [row for _, rows in self.sheets for row in rows]

    def header_with(self, *headers: str) -> list[str] | None:
        """Return the first row that has all these headers, matched by their folded words.

        Parameters
        ----------
        *headers
            Headers that a format is known by.
        """
        wanted = {fold(header) for header in headers}
        return next((row for row in self.rows if wanted <= {fold(cell) for cell in row}), None)


def glance(file: RawFile) -> Glance:
    """Look at a file.

    Parameters
    ----------
    file
        Any file at all.

    Returns
    -------
    Glance
        Of kind `unknown` where it cannot be looked into; a reader will say why.
    """
    data = file.data
    if data.startswith(b"PAR1"):
        return Glance(file, "parquet")
    if is_workbook(data):
        return _inside(file)
    try:
        text = decode(file.name, data).text[:HEAD]
    except ReadError:
        return Glance(file, "unknown")
    start = text.lstrip()[:100]
    if start.startswith("<"):
        return Glance(file, "xml", text)
    if start.startswith(("{", "[")):
        return Glance(file, "json", text)
    if start.startswith(("@prefix", "@base", "PREFIX")) or file.name.endswith(".ttl"):
        return Glance(file, "turtle", text)
    return Glance(file, "table", text, [("", _first_rows(file.name, text))])


def _inside(file: RawFile) -> Glance:
    """Look inside a zip: a workbook's sheets, or a bundle's list of members."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            members = tuple(parts.namelist())
        if "xl/workbook.xml" not in members:
            return Glance(file, "bundle", members=members)
        sheets = [
            (sheet.name, [[cell.strip() for cell in row] for row in sheet.cells[:ROWS]])
            for sheet in read_sheets(file, "*")[0]
        ]
    except (ReadError, zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Glance(file, "unknown")
    return Glance(file, "table", sheets=sheets)


def _first_rows(name: str, text: str) -> list[list[str]]:
    """Split the head of a CSV into rows; none where it cannot be told how."""
    separator, text = split_separator_line(text)
    whole = text[: text.rindex("\n")] if "\n" in text else text
    csv.field_size_limit(BLOCK_LIMIT)
    try:
        delimiter = find_delimiter(name, text, separator)
        records = csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter)
        return [[cell.strip() for cell in row] for row in islice(records, ROWS)]
    except (ReadError, csv.Error):
        return []
