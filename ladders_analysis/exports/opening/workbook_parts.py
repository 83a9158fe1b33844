"""The parts of a workbook, looked at before it is opened: how far its cells reach, how much text.

The library that opens workbooks takes as much memory as a sheet asks for, and a few bytes can ask
for all there is: a cell far away, or one long text that every cell repeats. So each sheet is first
gone through by a parser that keeps nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

from ladders_analysis.errors import ReadError

MOST_CELLS = 8_000_000
"""Rows × columns up to the farthest cell."""
MOST_FILLED = 500_000
"""Cells that a sheet may list: ten seconds of reading; a school's largest has about 100,000."""
MOST_TEXT = 100_000_000
"""Characters in all cells together, shared ones counted each time."""
MOST_COLUMNS = 16_384
"""Columns of a sheet in Excel."""
_PLACE = re.compile(r"\$?([A-Za-z]{0,7})\$?([0-9]{1,10})")
_SHEET = re.compile(b"sheetData|s\0h\0e\0e\0t\0D\0a\0t\0a")
_SHARED = "sharedstrings.xml"


def look_through(file: str, parts: Iterable[tuple[str, bytes]]) -> list[str]:
    """Refuse a workbook whose sheets reach too far or repeat too much text.

    Parameters
    ----------
    file
        Its name, for messages.
    parts
        The name and content of every part.

    Returns
    -------
    list of str
        The cells that hold a formula error, such as `#DIV/0!`.

    Raises
    ------
    ReadError
        A sheet is no well-formed XML, reaches too far, repeats too much, or merges cells twice.
    """
    shared: dict[int, int] = {}
    asked: list[Counter[str]] = []
    errors: list[str] = []
    for name, data in parts:
        if name.casefold().endswith(_SHARED):
            texts = _Texts()
            _parse(file, data, texts)
            for number, length in enumerate(texts.lengths):
                shared[number] = max(length, shared.get(number, 0))
        elif _SHEET.search(data):
            cells = _Cells(file)
            _parse(file, data, cells)
            asked.append(cells.asked)
            errors += cells.errors
    text = sum(
        count * shared.get(int(number), 0)
        for each in asked
        for number, count in each.items()
        if number.strip().isdecimal() and len(number) < 12
    )
    if text > MOST_TEXT:
        raise ReadError(
            f"{file} holds {text:,} characters in its cells: far more than a marksheet. It is not "
            f"read. Copy the table to a new workbook."
        )
    return errors


@dataclass
class _Cells:
    """Goes through a sheet: the farthest cell, how many there are, which texts they share."""

    file: str
    asked: Counter[str] = field(default_factory=Counter)
    filled: int = 0
    row: int = 0
    column: int = 0
    rows: int = 0
    columns: int = 0
    merged: Counter[int] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    shares: bool = False
    in_value: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self.row = self._place(attributes["r"])[0] if "r" in attributes else self.row + 1
            self.column = 0
        elif name == "v":
            self.in_value = self.shares
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        """Leave an element."""
        self.in_value = False

    def text(self, words: str) -> None:
        """Count which shared text a cell asks for."""
        if self.in_value:
            self.asked[words] += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        self.filled += 1
        self.shares = attributes.get("t") == "s"
        place = attributes.get("r")
        if place is None:
            self.column += 1
        else:
            self.row, self.column = self._place(place)
        self._reach(max(self.row, 1), self.column)
        if attributes.get("t") == "e":
            self.errors.append(place or f"row {self.row}, column {self.column}")
        if self.filled > MOST_FILLED:
            raise ReadError(
                f"{self.file} lists more than {MOST_FILLED:,} cells in a sheet. It is not read. "
                f"Export it in parts, or as CSV."
            )

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        row, left = self._place(first)
        bottom, right = self._place(last or first)
        self._reach(bottom, right)
        self.merged[row] += right - left + 1
        if right < left or bottom < row or self.merged[row] > MOST_COLUMNS:
            raise ReadError(f"{self.file} has merged cells that overlap. Save it again in Excel.")

    def _reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > MOST_CELLS:
            raise ReadError(
                f"{self.file} has a cell at row {self.rows:,}, column {self.columns:,}: far "
                f"outside any table. It is not read. Delete the stray cell and save again."
            )

    def _place(self, reference: str) -> tuple[int, int]:
        """Return the row and column of a cell by its name: A1 is 1, 1."""
        match = _PLACE.fullmatch(reference)
        if match is None:
            raise ReadError(f"{self.file} is damaged: a cell has no place. Save it again in Excel.")
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        return int(match[2]), column


@dataclass
class _Texts:
    """Goes through the texts that cells share: how long each is."""

    lengths: list[int] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        if tag.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def end(self, tag: str) -> None:
        """Leave an element."""

    def text(self, words: str) -> None:
        """Add to the length of the text that is open."""
        if self.lengths:
            self.lengths[-1] += len(words)


def _parse(file: str, data: bytes, taker: _Cells | _Texts) -> None:
    """Go through one part; only well-formed UTF-8 is taken, for only that is read alike by all."""
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = taker.start
    parser.EndElementHandler = taker.end
    parser.CharacterDataHandler = taker.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise ReadError(f"{file} is damaged ({reason}). Save it again in Excel.") from None
