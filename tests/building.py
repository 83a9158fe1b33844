"""Schools small enough to read: literal tables become a school folder, which is then loaded.

A test writes its pupils, statements and judgements as little text tables. They are written to a
folder as CSV and read back through `la.load`, so that every test walks the path a school walks.
All dates lie in two past academic years, 2023–24 and 2024–25.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

import ladders_analysis as la
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Row = Mapping[str, object]
Rows = str | Sequence[Row]

YEARS = """
[[year]]
ends = 2024
half_terms = ["2023-09-04/2023-10-20", "2023-10-30/2023-12-15", "2024-01-02/2024-02-09",
              "2024-02-19/2024-03-28", "2024-04-15/2024-05-24", "2024-06-03/2024-07-19"]

[[year]]
ends = 2025
half_terms = ["2024-09-02/2024-10-18", "2024-10-28/2024-12-20", "2025-01-06/2025-02-14",
              "2025-02-24/2025-04-04", "2025-04-22/2025-05-23", "2025-06-02/2025-07-22"]
"""

SCALE = """
[scale]
codes = ["N", "D", "S", "X"]      # not yet, developing, secure, deeper
secure = "S"
deeper = "X"
not_assessed = ["A"]              # absent
"""

NAME = """
[school]
id = "1"
name = "Example Primary"
"""

OVERALL = """
[overall.codes]
BLW = "working towards"
WTS = "working towards"
EXS = "expected"
GDS = "greater depth"
"""

BY_STATEMENTS = """
[expectation]
basis = "statements"
"""

FILES = {
    "pupils": "pupils.csv",
    "curriculum": "curriculum.csv",
    "judgements": "judgements.csv",
    "overall": "overall.csv",
    "results": "results.csv",
}


def rows(text: str) -> list[dict[str, object]]:
    """Read a text table: columns two spaces or more apart, a full stop for a blank."""
    header, *lines = [
        re.split(r"\s{2,}", line.strip()) for line in text.strip().splitlines() if line.strip()
    ]
    for line in lines:
        if len(line) != len(header):
            raise ValueError(f"the table has columns {header}, but a row {line}")
    return [
        {name: "" if cell == "." else cell for name, cell in zip(header, line, strict=True)}
        for line in lines
    ]


def pupils(names: str, year_group: int, years: Iterable[int] = (2025,), **more: object) -> list:
    """Put pupils into a year group; in each further year they are a year group higher."""
    return [
        {
            "pupil_id": name,
            "academic_year": year,
            "year_group": year_group + place,
            "class_name": "Oak",
            **more,
        }
        for name in names.split()
        for place, year in enumerate(years)
    ]


def two_schools(first: str, second: str, year_group: int = 4) -> list:
    """Write the pupils of a trust of two schools, "1" and "2"."""
    return [
        *pupils(first, year_group, school_id="1"),
        *pupils(second, year_group, school_id="2"),
    ]


def statements(
    ids: str, due: int | None | Sequence[int | None], year: int = 4, **more: object
) -> list[dict[str, object]]:
    """Write statements, all due in one half-term or each in its own."""
    named = ids.split()
    each = due if isinstance(due, Sequence) else [due] * len(named)
    return [
        {
            "statement_id": statement,
            "subject": "Reading",
            "ladder": "one ladder",
            "year": year,
            "due_half_term": "" if half_term is None else half_term,
            **more,
        }
        for statement, half_term in zip(named, each, strict=True)
    ]


def numbered(letter: str, number: int) -> str:
    """Name statements r01 r02 … in one string.

    Examples
    --------
    >>> numbered("r", 3)
    'r01 r02 r03'
    """
    return " ".join(f"{letter}{place:02d}" for place in range(1, number + 1))


def markbook(on: str, ids: str, marks: str, **more: object) -> list[dict[str, object]]:
    """Read a page of a mark book: a pupil a line, one letter a statement, a full stop for none.

    Examples
    --------
    >>> for row in markbook("2024-11-15", "r1 r2 r3", "ann  S.D"):
    ...     print(row["statement_id"], row["judgement"])
    r1 S
    r3 D
    """
    named = ids.split()
    page = []
    for line in marks.strip().splitlines():
        pupil, codes = line.split()
        if len(codes) != len(named):
            raise ValueError(f"{pupil} has {len(codes)} marks for {len(named)} statements")
        page += [
            {
                "pupil_id": pupil,
                "statement_id": statement,
                "assessed_on": on,
                "judgement": code,
                **more,
            }
            for statement, code in zip(named, codes, strict=True)
            if code != "."
        ]
    return page


def best_fit(days: str, codes: str, subject: str = "Reading") -> list[dict[str, object]]:
    """Read overall judgements: a pupil a line, one code a day, a full stop for none."""
    judged = []
    for line in codes.strip().splitlines():
        pupil, *given = line.split()
        judged += [
            {"pupil_id": pupil, "subject": subject, "assessed_on": day, "attainment": code}
            for day, code in zip(days.split(), given, strict=True)
            if code != "."
        ]
    return judged


def write_school(
    folder: Path,
    *,
    policy: str = "",
    name: str = NAME,
    years: str = YEARS,
    scale: str = SCALE,
    **tables: Rows,
) -> Path:
    """Write a school folder; `policy` is any further TOML."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = "\n".join([name, years, scale, policy])
    (folder / "school.toml").write_text(settings, encoding="utf-8")
    for table, given in tables.items():
        records = rows(given) if isinstance(given, str) else list(given)
        if not records:
            continue
        columns = list(dict.fromkeys(column for record in records for column in record))
        with (folder / FILES[table]).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, columns, restval="")
            writer.writeheader()
            writer.writerows(records)
    return folder


def load_school(folder: Path, **tables_and_settings: object) -> School:
    """Write a school folder as `write_school` does, and load it; every row must be kept."""
    school = la.load(write_school(folder, **tables_and_settings))
    refused = school.load_report.files["refused"].sum()
    if refused:
        raise AssertionError(f"the test's own tables are refused:\n{school.load_report.brief()}")
    return school


def stands(snapshot: Snapshot, subject: str = "Reading") -> dict[str, str]:
    """Return each pupil's attainment in a subject."""
    return column(snapshot, "attainment", subject)


def column(snapshot: Snapshot, name: str, subject: str = "Reading") -> dict[str, object]:
    """Return one column of the attainment table in a subject, by pupil."""
    table = snapshot.attainment()
    table = table[table["subject"] == subject]
    return dict(zip(table["pupil_id"], table[name], strict=True))


def outcomes(rated: pd.DataFrame, subject: str = "Reading") -> dict[str, str]:
    """Return each pupil's outcome in a subject, from a definition's answer or from progress."""
    one = rated["outcome"].xs(subject, level="subject")
    return dict(zip(one.index.get_level_values("pupil_id"), one, strict=True))
