"""A workbook whose upper header cells are merged over the columns they speak of."""

from __future__ import annotations

from pathlib import Path

from torture.making import workbook

ROWS = [
    [None, None, None, "Maths"],
    [None, "R1", "R2", "M1"],
    ["00123", "Secure", "Developing", "Secure"],
    ["00124", None, "Not yet", None],
]


def make(folder: Path) -> None:
    """Write the workbook."""
    workbook(folder / "marks.xlsx", ROWS, merged={"A1:A2": "Adm No", "B1:C1": "Reading"})
