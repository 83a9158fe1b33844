"""School folders written file by file, as text, so that a test shows exactly what is read.

Unlike `building.py`, nothing here promises that every row is kept: these folders are for showing
what is refused and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ladders_analysis as la
from ladders_analysis.school import School

SETTINGS = """
[school]
id = "9352001"
name = "Example Primary"

[[year]]
ends = 2025
half_terms = ["2024-09-02/2024-10-18", "2024-10-28/2024-12-20", "2025-01-06/2025-02-14",
              "2025-02-24/2025-04-04", "2025-04-22/2025-05-23", "2025-06-02/2025-07-22"]

[[year]]
ends = 2026
half_terms = ["2025-09-03/2025-10-24", "2025-11-03/2025-12-19", "2026-01-05/2026-02-13",
              "2026-02-23/2026-03-27", "2026-04-13/2026-05-22", "2026-06-01/2026-07-21"]

[scale]
codes = ["Not yet", "Developing", "Secure"]
secure = "Secure"
not_assessed = ["absent", "not required", "N/A"]
aliases = { NY = "Not yet", "S+" = "Secure" }

[overall]
codes = { WTS = "working towards", EXS = "expected", GDS = "greater depth" }
"""

PUPILS = """pupil_id,academic_year,year_group
00123,2026,3
00124,2026,3
"""

CURRICULUM = """statement_id,subject,ladder,year,due_half_term
R1,Reading,Word reading,3,2
R2,Reading,Word reading,3,4
M1,Maths,Number,3,2
"""


def write(folder: Path, files: Mapping[str, str | bytes], settings: str = SETTINGS) -> Path:
    """Write files into a folder beside a `school.toml`."""
    for name, content in {"school.toml": settings, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(
    folder: Path,
    *,
    pupils: str | None = PUPILS,
    curriculum: str | None = CURRICULUM,
    files: Mapping[str, str | bytes] | None = None,
    settings: str = SETTINGS,
    show_values: bool = False,
) -> School:
    """Write and load a folder with two pupils and three statements unless told otherwise."""
    given: dict[str, str | bytes] = {}
    if pupils is not None:
        given["pupils.csv"] = pupils
    if curriculum is not None:
        given["curriculum.csv"] = curriculum
    return la.load(write(folder, {**given, **(files or {})}, settings), show_values=show_values)


def refusals(school: School) -> list[tuple[str, int, str, str]]:
    """List what was refused: file, row, column and rule."""
    found = school.load_report.problems.query("severity == 'refused'")
    return list(found[["file", "row", "column", "rule"]].itertuples(index=False, name=None))


def warnings(school: School) -> list[tuple[str, str, int]]:
    """List what was warned of: file, rule and count."""
    found = school.load_report.problems.query("severity == 'warning'")
    return list(found[["file", "rule", "count"]].itertuples(index=False, name=None))


def accounts(school: School) -> dict[str, tuple[int, int, int, int, int]]:
    """Give each file's account: rows read, kept, superseded, duplicates, refused."""
    files = school.load_report.files
    return {
        row.file: (row.rows_read, row.kept, row.superseded, row.duplicates, row.refused)
        for row in files.itertuples()
    }
