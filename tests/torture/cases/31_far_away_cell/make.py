"""A workbook of a few kilobytes with one cell in its very last row and column."""

from __future__ import annotations

from pathlib import Path

from torture.making import workbook

ROWS = [
    ["Adm No", "Statement", "Date", "Judgement"],
    ["00123", "R1", "2025-12-05", "Secure"],
]


def make(folder: Path) -> None:
    """Write the workbook."""
    workbook(folder / "marks.xlsx", ROWS, far={"XFD1048576": "stray"})
