"""Adding one row to a tidy CSV of a school folder, so that nothing that stood there is lost.

The file keeps its columns, their order, its delimiter and its encoding. It is read and written
whole under a lock on the folder's settings, so that two people who record at once both find their
row; a full disk or a killed program leaves the file as it was.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ladders_analysis.columns import Table
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.opening.text import (
    check_quotes,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.exports.tidy import column_name
from ladders_analysis.locking import lock
from ladders_analysis.settings import SETTINGS_FILE
from ladders_analysis.spreadsheet_text import held_as_text
from ladders_analysis.writing import whole_file

SECONDS = 30.0
"""How long to wait for another program that is recording [seconds]."""
_CODECS = {
    "UTF-8": "utf-8",
    "UTF-8 with BOM": "utf-8-sig",
    "UTF-16": "utf-16",
    "Windows-1252": "cp1252",
}
_ANYTHING = "utf-8-sig"
"""What a spreadsheet reads every letter from."""


def add_row(
    folder: Path,
    table: Table,
    row: Mapping[str, str],
    *,
    unsaid: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> bool:
    """Add one row to a tidy CSV of a school folder.

    Parameters
    ----------
    folder
        The school folder.
    table
        The table; its file is made, with its declared columns, where it is not there.
    row
        Column -> text; columns left out are blank. Text that begins like a formula is held as text.
    unsaid
        Column -> what it means in a file of which no row fills it, such as the school's id.
    seconds
        How long to wait while somebody else is recording.

    Returns
    -------
    bool
        Whether it was added; False where the very same row is there already.

    Raises
    ------
    LaddersError
        The file cannot be read or written, or somebody else has been recording for longer than
        `seconds`. The file is then as it was.

    Notes
    -----
    A column that the file does not have yet is added at its right, and only where the row fills it.
    Letters that the file's encoding does not have turn the file to UTF-8, which has them all.
    """
    path = (folder / table.file).resolve()
    with _only_writer(folder, table, seconds):
        before = path.read_bytes() if path.exists() else b""
        after = _with_row(path.name, before, table, row, unsaid or {})
        if after is None:
            return False
        with whole_file(path, private=True) as temporary:
            temporary.write_bytes(after)
            # Whoever could read the file before may read it still.
            shutil.copymode(path if before else folder / SETTINGS_FILE, temporary)
    return True


@contextmanager
def _only_writer(folder: Path, table: Table, seconds: float) -> Iterator[None]:
    """Keep other recordings out of a school folder."""
    try:
        handle = os.open(folder / SETTINGS_FILE, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            if not lock(handle, seconds):
                raise LaddersError(
                    f"Somebody else has been recording in this school folder for {seconds:g} "
                    "seconds. Nothing was added; try again."
                )
            yield
        finally:
            os.close(handle)
    except OSError as error:
        raise LaddersError(
            f"{table.file} could not be read: {error.strerror or error}. Nothing was added. Close "
            "the file where it is open, or allow reading it."
        ) from None


def _with_row(
    name: str, before: bytes, table: Table, row: Mapping[str, str], unsaid: Mapping[str, str]
) -> bytes | None:
    """Return a file's bytes with one more row; None where the row is there already."""
    if not before.strip():
        header = list(table.names)
        lines = (_written(cells, ",", "\n") for cells in (header, _cells(header, row)))
        return "".join(lines).encode()
    source = decode(name, before)
    said, text = split_separator_line(source.text)
    delimiter = find_delimiter(name, text, said)
    check_quotes(name, text, delimiter)
    ending = "\r\n" if "\r\n" in text else "\n"
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    first = next(place for place, record in enumerate(records) if any(record))
    header = [column_name(cell) for cell in records[first]]
    rows = [record for record in records[first + 1 :] if len(record) == len(header)]
    silent = {column: value for column, value in unsaid.items() if _blank(rows, header, column)}
    row = {column: "" if silent.get(column) == value else value for column, value in row.items()}
    fill = {column: value for column, value in silent.items() if row.get(column)}
    more = [column for column in table.names if row.get(column) and column not in header]
    cells = _cells([*header, *more], row)
    if cells in rows:
        return None
    if more or fill:
        for record in rows:
            record[:] = [
                old or fill.get(column, "")
                for old, column in zip([*record, *[""] * len(more)], [*header, *more], strict=True)
            ]
        records[first] += more
        text = "".join(_written(record, delimiter, ending) for record in records)
    elif not text.endswith(("\n", "\r")):
        text += ending
    text = f"sep={said}{ending}" * (said is not None) + text + _written(cells, delimiter, ending)
    try:
        return text.encode(_CODECS.get(source.encoding, _ANYTHING))
    except UnicodeEncodeError:
        return text.encode(_ANYTHING)


def _blank(rows: list[list[str]], header: list[str], column: str) -> bool:
    """Say whether no row fills a column."""
    if column not in header:
        return True
    place = header.index(column)
    return not any(record[place].strip() for record in rows)


def _cells(header: list[str], row: Mapping[str, str]) -> list[str]:
    return [held_as_text(row.get(column, "")) for column in header]


def _written(cells: list[str], delimiter: str, ending: str) -> str:
    """Write one record as CSV."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return stream.getvalue()
