"""A marksheet of 20,000 statements."""

from __future__ import annotations

from pathlib import Path

STATEMENTS = [f"S{number:05d}" for number in range(20_000)]


def make(folder: Path) -> None:
    """Write the curriculum and the marksheet."""
    curriculum = ["statement_id,subject,ladder,year,due_half_term"]
    curriculum += [f"{statement},Maths,Number,3,2" for statement in STATEMENTS]
    (folder / "curriculum.csv").write_text("\n".join(curriculum) + "\n", encoding="utf-8")
    marks = [
        ["Adm No", *STATEMENTS],
        ["00123", *["Secure"] * 20_000],
        ["00124", *["Not yet", ""] * 10_000],
    ]
    rows = [",".join(row) for row in marks]
    (folder / "marks.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
