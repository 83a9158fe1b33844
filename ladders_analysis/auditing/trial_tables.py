"""The tables of made-up schools: calendar, curriculum, pupils, a teacher's view, scores of a test.

Nothing is read from a file and nobody in it is real. The curriculum is laid out so that shares fall
exactly on lines: by the ends of half-terms 2, 4 and 6 there are 5, 10 and 20 statements due in
every subject and year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis import schema
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.checking.pupils import with_cohort

SCHOOL = "trial"
DUE = (1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6)
"""When each of a year's statements is due [half-term]."""
LADDERS = ("Knowing", "Using", "Explaining")
WEIGHTS = (1.0, 1.5, 0.5, 2.0, 1.0)
OVERALL_CODES = {
    "BLW": "working towards",
    "WTS": "working towards",
    "EXS": "expected",
    "GDS": "greater depth",
}
PROGRESS = ("less", "as expected", "more")
SCORES = (85.0, 95.0, 99.0, 100.0, 101.0, 105.0, 109.0, 110.0, 111.0, np.nan)
"""Well below, just below, on and above the lines at 100 and 110; and a test that was not sat."""
ASSESSMENT = "Standardised test"


def calendar() -> list[dict[str, object]]:
    """Give three academic years, for `[[year]]`."""
    spans = "09-04/10-20 10-30/12-15 01-03/02-09 02-19/03-27 04-15/05-24 06-03/07-19".split()
    return [
        {
            "ends": ends,
            "half_terms": [
                "/".join(f"{ends - (day > '09')}-{day}" for day in span.split("/"))
                for span in spans
            ],
        }
        for ends in (2023, 2024, 2025)
    ]


def curriculum(
    years: Sequence[int], subjects: Sequence[str], *, weighted: bool = False, bands: bool = False
) -> pd.DataFrame:
    """Write a curriculum of twenty statements a year and subject.

    Parameters
    ----------
    years, subjects
        For which years and subjects.
    weighted
        Whether statements weigh differently, and every seventh is split into three parts.
    bands
        Whether every fifth statement belongs to a band of two years.
    """
    rows = []
    for subject, year, (place, due) in product(subjects, years, enumerate(DUE)):
        row = {
            "statement_id": f"{subject[0]}{year}-{place + 1:02d}",
            "subject": subject,
            "ladder": LADDERS[place % 5 % 3],
            "year": year,
            "year_to": year + 1 if bands and place % 5 == 4 else None,
            "due_half_term": due,
            "taught_half_term": max(due - 1, 1),
            "key": place % 4 == 0,
            "text": f"Statement {place + 1} of Year {year} {subject}",
            "weight": WEIGHTS[place % 5] if weighted else 1.0,
        }
        if weighted and place % 7 == 3:
            whole = str(row["statement_id"])
            rows += [
                {**row, "statement_id": f"{whole}{part}", "part_of": whole, "weight": 1 / 3}
                for part in "abc"
            ]
        else:
            rows.append(row)
    return _table("statements", rows)


def roll(number: int, year_group: int, years: Sequence[int], moves: bool = False) -> pd.DataFrame:
    """Put so many pupils into two classes of a year group, a year group higher each year.

    Parameters
    ----------
    number
        How many pupils.
    year_group
        Their year group in the first of the years.
    years
        The academic years, by the year they end in.
    moves
        Whether some join or leave between, repeat the year, or work on an earlier year's
        curriculum at the start, at the end or throughout.
    """
    rows = []
    for pupil, (passed, year) in product(range(number), enumerate(years)):
        last = passed == len(years) - 1
        own = year_group + passed
        row: dict[str, object] = {
            "pupil_id": f"{pupil + 1:03d}",
            "academic_year": year,
            "year_group": own,
            "class_name": ("Oak", "Elm")[pupil % 2],
            "disadvantaged": pupil % 3 == 0,
            "sen": ("none", "none", "none", "support")[pupil % 4],
            "sex": "FM"[pupil // 2 % 2],
        }
        kind = pupil % 12 if moves else -1
        if kind == 0 or (kind == 1 and not passed) or (kind == 2 and last):
            row["working_year"] = max(own - 2, 0)
        elif kind == 3 and passed:
            row["year_group"] = own - 1
        elif kind == 4 and last:
            row["joined_on"] = f"{year}-01-15"
        elif kind == 5 and last:
            row["left_on"] = f"{year}-02-01"
        rows.append(row)
    return with_cohort(_table("pupils", rows))


def teachers_view(
    pupils: pd.DataFrame,
    subjects: Sequence[str],
    points: Sequence[AssessmentPoint],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every pupil an overall judgement at both points, in every combination, or none.

    Notes
    -----
    A few are recorded after the close of entries, and a few pupils have an older one as well.
    """
    codes: list[str | None] = [*OVERALL_CODES, "EXS", None]
    rows = []
    for subject, judged in _combined(pupils, subjects, [codes, codes]):
        for pupil, pair in judged:
            for place, (point, code) in enumerate(zip(points, pair, strict=True)):
                on = pd.Timestamp(point.entries_close) - pd.Timedelta(days=int(rng.integers(2, 15)))
                row = {"pupil_id": pupil, "subject": subject, "assessed_on": on, "attainment": code}
                if rng.random() < 0.1:
                    row["recorded_on"] = on + pd.Timedelta(days=int(rng.integers(1, 30)))
                if place and rng.random() < 0.8:
                    row["progress"] = PROGRESS[int(rng.integers(0, 3))]
                if code is not None:
                    rows.append(row)
                if rng.random() < 0.2:
                    earlier = {"assessed_on": on - pd.Timedelta(days=5), "attainment": "WTS"}
                    rows.append({"pupil_id": pupil, "subject": subject, **earlier})
    return _table("overall", rows)


def scores(
    pupils: pd.DataFrame,
    subjects: Sequence[str],
    points: Sequence[AssessmentPoint],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every pupil a score at both points, in every combination, now and then a second one.

    Notes
    -----
    Where there are more pupils than combinations, scores are spread out.
    """
    spread = 6 if pupils["pupil_id"].nunique() > len(SCORES) ** 2 else 0
    rows = []
    for subject, scored in _combined(pupils, subjects, [SCORES, SCORES]):
        for pupil, pair in scored:
            for point, near in zip(points, pair, strict=True):
                score = near + int(rng.integers(-spread, spread + 1))
                on = pd.Timestamp(point.entries_close) - pd.Timedelta(days=int(rng.integers(2, 15)))
                row = {"pupil_id": pupil, "assessment": ASSESSMENT, "subject": subject}
                rows.append({**row, "taken_on": on, "score": score})
                if rng.random() < 0.1:
                    rows.append({**row, "taken_on": on, "score": score + 1})
    return _table("results", rows)


def tables_of(**given: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Add the tables that a school has and that are empty here."""
    return {name: given[name] if name in given else empty(name) for name in schema.TABLES}


@cache
def empty(name: str) -> pd.DataFrame:
    """Give a table without rows; it is made once."""
    return schema.empty(name)


def _combined(
    pupils: pd.DataFrame, subjects: Sequence[str], choices: Sequence[Sequence[Any]]
) -> list[tuple[str, list[tuple[str, tuple[Any, ...]]]]]:
    """Deal every combination of choices out to the pupils, in each subject from another one on."""
    names = sorted(pupils["pupil_id"].unique())
    combinations = list(product(*choices))
    stride = 7  # shares no factor with the number of combinations, so that they come well mixed
    return [
        (
            subject,
            [
                (name, combinations[(place * stride + number * 13) % len(combinations)])
                for place, name in enumerate(names)
            ],
        )
        for number, subject in enumerate(subjects)
    ]


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Type rows as the loader does, who leaves neither a weight nor a key mark blank."""
    columns = schema.TABLES[name].columns
    table = pd.DataFrame(list(rows), columns=[column.name for column in columns], dtype="object")
    if name != "statements":
        table["school_id"] = SCHOOL
    dtypes: dict[Any, Any] = {column.name: column.dtype for column in columns}
    filled = {"weight": "float64", "key": "bool"} if name == "statements" else {}
    for column in columns:
        if column.kind == "date":
            table[column.name] = pd.to_datetime(table[column.name])
    return table.astype(dtypes | filled)
