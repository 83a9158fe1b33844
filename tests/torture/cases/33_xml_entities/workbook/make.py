"""A workbook whose sheet declares entities within entities."""

from __future__ import annotations

from pathlib import Path

from torture.making import change_part, workbook

ROWS = [
    ["Adm No", "Statement", "Date", "Judgement"],
    ["00123", "R1", "2025-12-05", "Secure"],
]
BOMB = b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
)


def make(folder: Path) -> None:
    """Write the workbook and put the entities into its sheet."""
    path = folder / "marks.xlsx"
    workbook(
        path,
        [["Adm No", "Statement", "Date", "Judgement"], ["00123", "R1", "2025-12-05", "Secure"]],
    )
    declared = b"<!DOCTYPE worksheet [" + BOMB + b"]><worksheet "
    change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(b"<worksheet ", declared, 1).replace(
            b"<sheetData>", b"<sheetData>&a9;"
        ),
    )
