"""A first look at a file before any reader is chosen: its kind, and its first rows or words.

Looking is not reading: nothing here decides what the file means, and a file that cannot be looked
into is of unknown kind, with what its reader would say of it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from gzip import GzipFile
from typing import Literal, TypeAlias

import pyarrow as pa
import pyarrow.parquet as parquet

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.grids import read_grids, split_rows
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.json_list import looks_like_json
from ladders_analysis.exports.opening.text import decode
from ladders_analysis.exports.opening.workbook import is_workbook

Kind: TypeAlias = Literal["table", "bundle", "xml", "json", "turtle", "parquet", "unknown"]

HEAD = 200_000
"""Characters of a text file that are looked at."""
ROWS = 60
"""Rows of a table that are looked at."""
_GZIP = b"\x1f\x8b"


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
        The first rows of a CSV, or of each sheet of a workbook, as trimmed cells; the column names
        of a Parquet file.
    members
        The names inside a bundle.
    trouble
        Why it could not be looked into, as a plain sentence.
    """

    file: RawFile
    kind: Kind
    text: str = ""
    sheets: Sequence[tuple[str, list[list[str]]]] = ()
    members: tuple[str, ...] = ()
    trouble: str = ""

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
        return next((row for row, there in self._folded if wanted <= there), None)

    @cached_property
    def _folded(self) -> list[tuple[list[str], set[str]]]:
        return [(row, {fold(cell) for cell in row}) for row in self.rows]

    def headers(self) -> Iterator[dict[str, str]]:
        """Give each of the first rows as folded words -> cell: any of them may be the header."""
        for row in self.rows:
            yield {fold(cell): cell for cell in row if cell}


def glance(file: RawFile) -> Glance:
    """Look at a file.

    Parameters
    ----------
    file
        Any file at all.

    Returns
    -------
    Glance
        Of kind `unknown` where it cannot be looked into.
    """
    data = file.data
    if not data.strip():
        return Glance(file, "unknown", trouble=f"{file.name} is empty. Export it again.")
    if data.startswith(b"PAR1"):
        return _columns_of_parquet(file)
    try:
        if is_workbook(data):
            return _inside(file)
        head = _unpacked_head(file) if data.startswith(_GZIP) else None
        whole = decode(file.name, data if head is None else head).text
    except ReadError as error:
        return Glance(file, "unknown", trouble=str(error))
    text = whole[:HEAD]
    start = text.lstrip()[:100]
    if start.startswith("<"):
        return Glance(file, "xml", text)
    if looks_like_json(text):
        return Glance(file, "json", text)
    if start.startswith(("@prefix", "@base", "PREFIX")) or file.name.endswith(".ttl"):
        return Glance(file, "turtle", text)
    cut = head is not None or len(whole) > HEAD
    try:
        rows, _ = split_rows(file.name, _whole_lines(text) if cut else text, most=ROWS)
    except ReadError as error:
        return Glance(file, "table", text, trouble=str(error))
    return Glance(file, "table", text, [("", rows)])


def _whole_lines(text: str) -> str:
    """Leave out a last line that may have been cut."""
    return text[: text.rindex("\n") + 1] if "\n" in text else text


def _unpacked_head(file: RawFile) -> bytes:
    """Unpack the head of a compressed file, up to the end of a line."""
    try:
        with GzipFile(fileobj=io.BytesIO(file.data)) as packed:
            head = packed.read(HEAD)
    except (OSError, EOFError, zlib.error):
        raise ReadError(f"{file.name} is cut off or damaged. Export it again.") from None
    return head[: head.rindex(b"\n") + 1] if b"\n" in head else head


def _columns_of_parquet(file: RawFile) -> Glance:
    try:
        names = parquet.read_schema(pa.BufferReader(file.data)).names
    except (pa.ArrowException, OSError, ValueError):
        trouble = f"{file.name} is cut off or damaged. Export it again."
        return Glance(file, "unknown", trouble=trouble)
    return Glance(file, "parquet", sheets=[("", [list(names)])])


def _inside(file: RawFile) -> Glance:
    """Look inside a zip: a workbook's sheets, or a bundle's list of members."""
    members: tuple[str, ...] = ()
    if file.data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
                members = tuple(parts.namelist())
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            trouble = f"{file.name} is cut off or damaged. Export it again."
            return Glance(file, "unknown", trouble=trouble)
        if "xl/workbook.xml" not in members:
            return Glance(file, "bundle", members=members)
    grids = read_grids(file, "*", most=ROWS)
    return Glance(file, "table", sheets=[(grid.sheet, grid.cells) for grid in grids])
