"""A workbook of which the second half is missing."""

from __future__ import annotations

from pathlib import Path

from torture.making import workbook


def make(folder: Path) -> None:
    """Write the workbook and cut it in two."""
    path = folder / "marks.xlsx"
    workbook(path, [["Adm No", "Statement", "Date", "Judgement"]])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
