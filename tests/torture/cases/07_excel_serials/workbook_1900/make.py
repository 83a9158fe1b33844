"""A workbook of the epoch 1900: one date as a bare number, one as a date."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from torture.making import workbook

ROWS = [
    ["Adm No", "Statement", "Date", "Judgement"],
    ["00123", "R1", 45996, "Secure"],
    ["00124", "R1", dt.date(2025, 12, 8), "Not yet"],
]


def make(folder: Path) -> None:
    """Write the workbook."""
    workbook(folder / "marks.xlsx", ROWS, epoch=1900)
