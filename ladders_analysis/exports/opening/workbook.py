"""Excel workbooks, opened with care: a small file can ask for more memory than there is.

Before a workbook is parsed its parts are unpacked under a limit, its farthest cell is found, and
document types and entities are refused. Password-protected and damaged ones get a plain message.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import python_calamine

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import Epoch, RawFile
from ladders_analysis.exports.opening.unpacking import DAMAGE, is_encrypted, unpacked
from ladders_analysis.exports.opening.workbook_parts import look_through

MOST_BYTES = 200_000_000
"""Unpacked size of a workbook [bytes]; a school's largest marksheet unpacks to about 20 MB."""
_EPOCH = re.compile(rb"date1904\s*=\s*[\"'](1|true)[\"']")
_DOCUMENT_TYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_PANIC = "PanicException"
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


def read_sheets(
    file: RawFile, wanted: str | Sequence[str] | None, most: int | None = None
) -> tuple[list[Sheet], Epoch]:
    """Read sheets of a workbook.

    Parameters
    ----------
    file
        The workbook.
    wanted
        The name of a sheet or several, "*" for all, None where there is only one.
    most
        Rows wanted of each; None: all.

    Returns
    -------
    tuple
        The sheets, and the epoch of the workbook's serial dates.

    Raises
    ------
    ReadError
        It is password-protected, damaged, hostile, or has no such sheet.
    """
    epoch, _ = _inspect(file)
    try:
        book = python_calamine.load_workbook(io.BytesIO(file.data))
        names = _wanted(file.name, book.sheet_names, wanted)
        sheets = []
        for name in names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False, nrows=most)
            cells = [[_text(cell) for cell in row] for row in rows]
            merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            sheets.append(Sheet(name, cells, merged))
    except (python_calamine.CalamineError, *DAMAGE) as error:
        raise ReadError(f"{file.name} is damaged ({error}). Export it again.") from None
    except BaseException as error:  # a panic inside the library is no Exception
        if type(error).__name__ != _PANIC:
            raise
        raise ReadError(f"{file.name} is damaged. Save it again in Excel.") from None
    return sheets, epoch


def formula_errors(file: RawFile) -> list[str]:
    """List the cells of a readable workbook that hold a formula error, such as `#DIV/0!`.

    Notes
    -----
    Such a cell reads as blank, so somebody has to be told of it.
    """
    return _inspect(file)[1]


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


def _inspect(file: RawFile) -> tuple[Epoch, list[str]]:
    """Unpack every part under a limit and look through it; return the epoch and formula errors."""
    if file.data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in file.data:
            raise ReadError(f"{file.name} is password-protected. Save it without a password.")
        raise ReadError(f"{file.name} is in the old .xls format. Save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            if is_encrypted(parts):
                raise ReadError(f"{file.name} is password-protected. Save it without a password.")
            if "xl/workbook.xml" not in parts.namelist():
                raise ReadError(
                    f"{file.name} is a zip of files, not an Excel workbook. Unpack it into the "
                    f"school folder, and name the file inside in its [[export]] table."
                )
            errors = look_through(file.name, _unpacked(file.name, parts))
            epoch: Epoch = 1904 if _EPOCH.search(parts.read("xl/workbook.xml")) else 1900
            return epoch, errors
    except DAMAGE:
        raise ReadError(f"{file.name} is cut off or damaged. Export it again.") from None


def _unpacked(name: str, parts: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack each part, stopping at the limits."""
    left = MOST_BYTES
    too_much = (
        f"{name} unpacks to far more than a marksheet holds. It is not read. Copy the table to a "
        f"new workbook."
    )
    for part in parts.infolist():
        data = b"".join(unpacked(parts, part, left, too_much))
        left -= len(data)
        if _DOCUMENT_TYPE.search(data):
            raise ReadError(f"{name} holds a document type or entity, which no export needs.")
        yield part.filename, data


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
