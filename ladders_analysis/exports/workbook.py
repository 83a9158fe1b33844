"""Excel workbooks, opened with care: a small file can ask for more memory than there is.

Before a workbook is parsed its parts are unpacked under a limit, its farthest cell is found, and
document types and entities are refused. Password-protected and damaged ones get a plain message.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import python_calamine

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import Epoch, RawFile

MOST_BYTES = 400_000_000
"""Unpacked size of a workbook [bytes]; a school's largest marksheet unpacks to about 20 MB."""
MOST_RATIO = 250
"""Unpacked ÷ packed size; real sheets reach about 30."""
SMALL = 2_000_000
"""Parts below this unpacked size are harmless whatever their ratio [bytes]."""
MOST_CELLS = 8_000_000
"""Rows × columns up to the farthest cell."""
_CHUNK = 1 << 20
_CELL = re.compile(
    rb'<(?:\w+:)?(?:c|row|mergeCell)\b[^>]*?\s(?:r|ref)="([A-Z]*)([0-9]+)(?::([A-Z]+)([0-9]+))?"'
)
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]+[0-9]+)"')
_EPOCH = re.compile(rb'date1904="(1|true)"')
_DOCUMENT_TYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What unpacking a damaged zip may raise."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Sheet:
    """One sheet as text cells, with its merged ranges.

    Attributes
    ----------
    name
        The sheet's name.
    cells
        Rows of text cells, from the very first row and column of the sheet.
    merged
        `(first row, first column, last row, last column)` [0-based] of merged ranges.
    """

    name: str
    cells: list[list[str]]
    merged: tuple[tuple[int, int, int, int], ...]


def is_workbook(data: bytes) -> bool:
    """Say whether the bytes look like an Excel workbook, readable or not."""
    return data.startswith((b"PK", _OLE))


def read_sheets(file: RawFile, wanted: str | Sequence[str] | None) -> tuple[list[Sheet], Epoch]:
    """Read sheets of a workbook.

    Parameters
    ----------
    file
        The workbook.
    wanted
        The name of a sheet or several, "*" for all, None where there is only one.

    Returns
    -------
    tuple
        The sheets, and the epoch of the workbook's serial dates.

    Raises
    ------
    ReadError
        It is password-protected, damaged, hostile, or has no such sheet.
    """
    epoch = _inspect(file)
    try:
        book = python_calamine.load_workbook(io.BytesIO(file.data))
        names = _wanted(file.name, book.sheet_names, wanted)
        sheets = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            cells = [
                [_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            sheets.append(Sheet(name, cells, merged))
    except (python_calamine.CalamineError, *_DAMAGE) as error:
        raise ReadError(f"{file.name} is damaged ({error}). Export it again.") from None
    return sheets, epoch


def formula_errors(file: RawFile) -> list[str]:
    """List the cells of a readable workbook that hold a formula error, such as `#DIV/0!`.

    Notes
    -----
    Such a cell reads as blank, so somebody has to be told of it.
    """
    with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
        sheets = [part for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
        return [
            found.decode("ascii")
            for part in sorted(sheets)
            for found in _ERROR_CELL.findall(parts.read(part))
        ]


def _wanted(name: str, there: Sequence[str], wanted: str | Sequence[str] | None) -> list[str]:
    if wanted == "*":
        return list(there)
    if wanted is None:
        if len(there) == 1:
            return list(there)
        raise ReadError(
            f"{name} has {len(there)} sheets: {', '.join(there)}. State `sheet` in its [[export]] "
            f'table: one name, a list of names, or "*" for all.'
        )
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    for each in names:
        if each not in there:
            raise ReadError(f'{name} has no sheet "{each}": {nearest(each, there)}.')
    return names


def _inspect(file: RawFile) -> Epoch:
    """Unpack every part under a limit, find the farthest cell, and return the epoch."""
    if file.data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in file.data:
            raise ReadError(f"{file.name} is password-protected. Save it without a password.")
        raise ReadError(f"{file.name} is in the old .xls format. Save it as .xlsx.")
    epoch: Epoch = 1900
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            if any(part.flag_bits & 1 for part in parts.infolist()):
                raise ReadError(f"{file.name} is password-protected. Save it without a password.")
            for part in parts.infolist():
                total += _unpack(file.name, parts, part, total)
                if part.filename == "xl/workbook.xml" and _EPOCH.search(parts.read(part)):
                    epoch = 1904
            if "xl/workbook.xml" not in parts.namelist():
                raise ReadError(f"{file.name} is a zip but not an Excel workbook.")
    except _DAMAGE:
        raise ReadError(f"{file.name} is cut off or damaged. Export it again.") from None
    return epoch


def _unpack(name: str, parts: zipfile.ZipFile, part: zipfile.ZipInfo, before: int) -> int:
    """Unpack one part in pieces, stopping at the limits; return its size."""
    size, tail = 0, b""
    rows = columns = 0
    sheet = part.filename.startswith("xl/worksheets/")
    with parts.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            ratio = size / max(part.compress_size, 1)
            if before + size > MOST_BYTES or (size > SMALL and ratio > MOST_RATIO):
                raise ReadError(
                    f"{name} unpacks to far more than a marksheet holds. It is not read. Copy the "
                    f"table to a new workbook."
                )
            window = tail + piece
            if _DOCUMENT_TYPE.search(window):
                raise ReadError(f"{name} holds a document type or entity, which no export needs.")
            if sheet:
                for first, row, last, to_row in _CELL.findall(window):
                    rows = max(rows, int(row), int(to_row or 0))
                    columns = max(columns, _number(first), _number(last))
                if rows * columns > MOST_CELLS:
                    raise ReadError(
                        f"{name} has a cell at row {rows:,}, column {columns:,}: far outside any "
                        f"table. It is not read. Delete the stray cell and save again."
                    )
            tail = window[-200:]
    return size


def _number(letters: bytes) -> int:
    """Return the number of a column by its letters (A is 1)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    """Write a cell as the text that a CSV of the sheet would hold.

    Examples
    --------
    >>> _text(5.0), _text(dt.datetime(2025, 12, 5)), _text(True)
    ('5', '2025-12-05', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 2**53 else f"{cell:.15g}"
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M" if not cell.second else "%H:%M:%S")
    return "" if cell is None else str(cell)
