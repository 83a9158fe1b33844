"""Valid files of a small school, ways of spoiling them, and what is kept of what comes out.

Twelve pupils and ten statements; every judgement stands in `GRID`, so that what must be kept after
a mutation can be read off and is never asked of the program.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fuzz.school import SETTINGS, raw
from ladders_analysis.checking.desk import Desk
from ladders_analysis.exports.contract import Extract
from ladders_analysis.exports.opening.torn import RULE as TORN
from ladders_analysis.exports.registry import READERS
from ladders_analysis.report import LoadReport
from ladders_analysis.settings import Settings, read_settings

SCALE = SETTINGS.replace('"Secure"]', '"Secure", "Secure+"]').replace('"S+" = "Secure", ', "")
"""`Secure+` that is cut to `Secure` is still a code: nothing in the cell tells."""

STATEMENTS = {
    "R1": "2025-10-06",
    "R2": "2025-10-13",
    "R3": "2025-10-20",
    "R10": "2025-11-11",
    "R11": "2025-11-12",
    "M1": "2025-11-21",
    "M2": "2025-12-01",
    "M3": "2025-12-10",
    "M10": "2025-12-12",
    "M11": "2025-12-15",
}
"""Statement -> the day on which it was judged; cut ids and days are others' ids and days."""

GRID = """
00101 Ayo     S+ S  D  N  S  S+ D  N  S  S+
00102 Lin     S  S  S  D  D  S  S+ S  N  D
00103 Zoë     D  N  S+ S  S  D  D  S+ S  S
00104 O’Brien N  N  D  D  S  S  S  S+ S+ D
00105 Mia     S+ D  S  N  S+ S  N  D  S  S
00106 Kofi    S  S+ N  D  S  N  S  S  D  S+
00107 Ana     D  S  S  S+ N  D  S  S  S+ N
00108 Bao     N  D  S+ S  D  S+ S  N  S  S
00109 Cy      S  N  D  S  S+ S  D  S+ N  S
00110 Dee     S+ S  N  D  S  D  S+ S  S  D
00111 Eze     S  D  S  S+ D  N  S  D  S+ S+
00112 Fay     D  S+ S  N  S  S  N  S  D  S
"""
CODES = {"S+": "Secure+", "S": "Secure", "D": "Developing", "N": "Not yet"}
PUPILS = {line.split()[0]: line.split()[1] for line in GRID.split("\n") if line}
JUDGED = {
    (line.split()[0], statement): CODES[code]
    for line in GRID.split("\n")
    if line
    for statement, code in zip(STATEMENTS, line.split()[2:], strict=True)
}
"""(pupil, statement) -> judgement."""
SCORES = {pupil: 97 + 3 * number for number, pupil in enumerate(PUPILS)}
"""Pupil -> scaled score, 97 to 130: cut by a figure, 130 is 13."""

Table = list[list[str]]
Kept = Counter[tuple[str, ...]]


def judgements() -> Table:
    """Write the grid as a tidy table, the judgement last."""
    rows = [[p, s, STATEMENTS[s], "", code] for (p, s), code in JUDGED.items()]
    return [["pupil_id", "statement_id", "assessed_on", "note", "judgement"], *rows]


def long_list() -> Table:
    """Write the grid as a list with headers of the school's own, the day last."""
    rows = [[code, p, PUPILS[p], s, STATEMENTS[s]] for (p, s), code in JUDGED.items()]
    return [["Level", "Adm No", "Name", "Step", "Day"], *rows]


def wide_sheet() -> Table:
    """Write the grid as a marksheet, a pupil a row."""
    rows = [[p, name, *(JUDGED[p, s] for s in STATEMENTS)] for p, name in PUPILS.items()]
    return [["Adm No", "Name", *STATEMENTS], *rows]


def scores() -> Table:
    """Write the scores as a trust's table, the score last."""
    rows = [[p, "KS2 scaled score", "Reading", "2026-05-12", str(n)] for p, n in SCORES.items()]
    return [["student_id", "assessment_type", "subject", "date", "score"], *rows]


LONG: Mapping[str, Any] = {
    "holds": "judgement",
    "columns": {
        "pupil_id": "Adm No",
        "statement_id": "Step",
        "assessed_on": "Day",
        "judgement": "Level",
    },
}
WIDE: Mapping[str, Any] = {
    "pupil": {"pupil_id": "Adm No"},
    "columns": {
        name: {"holds": "judgement", "statement": name, "on": day}
        for name, day in STATEMENTS.items()
    },
}
FORMATS: Mapping[str, tuple[str, str, Mapping[str, Any], Table]] = {
    "tidy": ("tidy", "judgements.csv", {}, judgements()),
    "long": ("long", "list.csv", LONG, long_list()),
    "wide": ("wide", "marks.csv", WIDE, wide_sheet()),
    "results": ("results", "scores.csv", {}, scores()),
}
"""Name -> reader, file, options and its valid table."""
ALL_JUDGED: Kept = Counter((p, s, STATEMENTS[s], code) for (p, s), code in JUDGED.items())
ALL_SCORES: Kept = Counter(
    (p, "KS2 scaled score", "Reading", "2026-05-12", str(n)) for p, n in SCORES.items()
)


def of_row(name: str, row: list[str]) -> Kept:
    """Work out what one row of a valid table says."""
    if name == "tidy":
        return Counter([(row[0], row[1], row[2], row[4])])
    if name == "long":
        return Counter([(row[1], row[3], row[4], row[0])])
    if name == "wide":
        cells = zip(STATEMENTS.items(), row[2:], strict=True)
        return Counter((row[0], s, day, code) for (s, day), code in cells)
    return Counter([tuple(row)])


def written(table: Table, delimiter: str = ",", ends: str = "\n") -> str:
    """Write a table as a CSV, by the standard library."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=ends).writerows(table)
    return stream.getvalue()


@cache
def school() -> Settings:
    """Read the settings of the school."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "school.toml").write_text(SCALE, encoding="utf-8")
        return read_settings(Path(folder))


@cache
def lists() -> tuple[Extract, ...]:
    """Read the school's pupils and its curriculum."""
    pupils = [["pupil_id", "academic_year", "year_group"], *([p, "2026", "3"] for p in PUPILS)]
    taught = {"R": "Reading", "M": "Maths"}
    head = ["statement_id", "subject", "ladder", "year", "due_half_term"]
    statements = [head, *([s, taught[s[0]], "Steps", "3", "2"] for s in STATEMENTS)]
    calendar = school().default.calendar
    read = READERS["tidy"].read
    return tuple(
        extract
        for name, table in (("pupils.csv", pupils), ("curriculum.csv", statements))
        for extract in read(raw(name, written(table).encode()), {}, calendar)
    )


def kept_of(name: str, data: bytes) -> tuple[Kept, LoadReport]:
    """Read a file in the school, and give what was kept and the report.

    Raises
    ------
    LaddersError
        It was refused as a whole.
    """
    reader, file, options, _ = FORMATS[name]
    desk = Desk(school())
    extracts = READERS[reader].read(raw(file, data), options, school().default.calendar)
    for number, extract in enumerate([*lists(), *extracts]):
        desk.receive(extract, str(number), 0, "")
    tables = desk.tables()
    told = Counter(_told(tables, name))
    return told, desk.report()


def _told(tables: Mapping[str, Any], name: str) -> Iterator[tuple[str, ...]]:
    """List what was kept, as text."""
    if name == "results":
        for row in tables["results"].itertuples():
            score = "" if row.score != row.score else f"{row.score:g}"
            yield (row.pupil_id, row.assessment, row.subject, f"{row.taken_on:%Y-%m-%d}", score)
        return
    for row in tables["judgements"].itertuples():
        day = f"{row.assessed_on:%Y-%m-%d}"
        yield (str(row.pupil_id), str(row.statement_id), day, str(row.judgement))


def all_of(name: str) -> Kept:
    """Give what the valid file says, from the grid."""
    return ALL_SCORES if name == "results" else ALL_JUDGED


def torn_rows(report: LoadReport) -> list[int]:
    """List the rows that the report says may have been cut."""
    return [int(each.row or 0) for each in report.entries if each.rule == TORN]


def duplicates(name: str, report: LoadReport) -> int:
    """Count the exact duplicates in the file."""
    return sum(each.duplicates for each in report.records if each.file == FORMATS[name][1])
