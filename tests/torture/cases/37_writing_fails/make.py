"""Sixty pupils, so that every file written is longer than the disk has room for."""

from __future__ import annotations

from pathlib import Path

PUPILS = [f"p{number:03d}" for number in range(60)]


def make(folder: Path) -> None:
    """Write the pupils and their judgements at two points."""
    people = ["pupil_id,name,academic_year,year_group,class_name"]
    people += [f"{pupil},Ayo {pupil},2026,3,Oak" for pupil in PUPILS]
    (folder / "pupils.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    rows = ["pupil_id,statement_id,assessed_on,judgement"]
    rows += [
        f"{pupil},R1,{day},{code}"
        for pupil in PUPILS
        for day, code in (("2025-12-05", "Developing"), ("2026-03-20", "Secure"))
    ]
    (folder / "judgements.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
