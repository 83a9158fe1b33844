"""What the cases' scripts make files with: workbooks, and zips taken apart and put together."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

Rows = Sequence[Sequence[object]]


def workbook(
    path: Path,
    rows: Rows,
    *,
    merged: Mapping[str, str] | None = None,
    epoch: int = 1900,
    far: Mapping[str, str] | None = None,
) -> None:
    """Write a workbook of one sheet.

    Parameters
    ----------
    path
        The file.
    rows
        Text is written as text, numbers as numbers, dates as dates.
    merged
        Range such as "B1:C1" -> the text in it.
    epoch
        1900 or 1904.
    far
        Cell -> text, for cells outside the rows.
    """
    options = {"date_1904": epoch == 1904, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(path, options | {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Marks")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
        for span, text in (merged or {}).items():
            sheet.merge_range(span, text)
        for cell, text in (far or {}).items():
            sheet.write_string(cell, text)


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Rewrite one part of a zip, such as a sheet of a workbook."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    parts[part] = change(parts[part])
    write_zip(path, parts)


def write_zip(path: Path, parts: Mapping[str, bytes | str]) -> None:
    """Write a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as after:
        for name, content in parts.items():
            after.writestr(name, content)
