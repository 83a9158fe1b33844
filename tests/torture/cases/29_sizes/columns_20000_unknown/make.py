"""A list of pupils with 20,000 columns that nobody knows."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> None:
    """Write the pupils."""
    header = ["pupil_id", "academic_year", "year_group", *(f"c{n}" for n in range(20_000))]
    people = [header, *([pupil, "2026", "3", *["x"] * 20_000] for pupil in ("00123", "00124"))]
    rows = [",".join(row) for row in people]
    (folder / "pupils.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
