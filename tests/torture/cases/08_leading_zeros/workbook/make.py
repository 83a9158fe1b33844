"""A workbook in which one id is text and another has become a number."""

from __future__ import annotations

from pathlib import Path

from torture.making import workbook

ROWS = [
    ["Adm No", "Statement", "Date", "Judgement"],
    ["00123", "R1", "2025-12-05", "Secure"],
    [124, "R1", "2025-12-05", "Secure"],
]


def make(folder: Path) -> None:
    """Write the workbook."""
    workbook(folder / "marks.xlsx", ROWS)
