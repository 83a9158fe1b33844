"""A workbook of half a megabyte whose sheet unpacks to half a gigabyte."""

from __future__ import annotations

import zipfile
from pathlib import Path

from torture.making import workbook

SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = b" " * 1_000_000


def make(folder: Path) -> None:
    """Write the workbook, with five hundred megabytes of spaces in its sheet."""
    path = folder / "marks.xlsx"
    workbook(path, [["Adm No", "Statement", "Date", "Judgement"]])
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    head, tail = parts.pop(SHEET).split(b"<sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as after:
        for name, content in parts.items():
            after.writestr(name, content)
        with after.open(SHEET, "w", force_zip64=True) as stream:
            stream.write(head)
            for _ in range(500):
                stream.write(MEGABYTE)
            stream.write(b"<sheetData>" + tail)
