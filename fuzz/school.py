"""A small made-up school that what is read is checked against: four pupils, four statements."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ladders_analysis.calendar import Calendar
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.tidy import read_tidy
from ladders_analysis.settings import Settings, read_settings

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
aliases = { NY = "Not yet", "S+" = "Secure", S = "Secure" }

[overall]
codes = { WTS = "working towards", EXS = "expected", GDS = "greater depth" }
"""

PUPILS = b"""pupil_id,academic_year,year_group,upn,name,class_name
00123,2026,3,H801200001001,Ayo,3A
00124,2026,3,Y801200001002,Lin,3A
00125,2026,4,N801200001003,Zo\xc3\xab,4B
00126,2026,6,C801200001004,O'Brien,6B
"""

CURRICULUM = b"""statement_id,subject,ladder,year,due_half_term
R1,Reading,Word reading,3,2
R2,Reading,Word reading,3,4
M1,Maths,Number,3,2
M2,Maths,Number,4,6
"""


@cache
def settings() -> Settings:
    """Read the school's settings once."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "school.toml").write_text(SETTINGS, encoding="utf-8")
        return read_settings(Path(folder))


@cache
def known() -> tuple[Extract, ...]:
    """Read the school's pupils and statements once."""
    calendar = Calendar((), ())
    found: list[Extract] = []
    for name, data in (("pupils.csv", PUPILS), ("curriculum.csv", CURRICULUM)):
        found += read_tidy(raw(name, data), {}, calendar)
    return tuple(found)


def raw(name: str, data: bytes, folder: Path = Path("folder")) -> RawFile:
    """Make a file of bytes that were never on a disk."""
    return RawFile(folder / name, name, data, "", None)


def calendar() -> Calendar:
    """Return the school's calendar."""
    return settings().default.calendar


def with_known(extracts: Sequence[Extract]) -> list[Extract]:
    """Put the school's pupils and statements before what was read, where it has none itself."""
    there = {name for each in extracts for name in each.tables}
    return [*(each for each in known() if not there & {*each.tables}), *extracts]
