"""The rows of a trust's results table, told apart: what each holds, of which subject and day.

Everything is decided for distinct values and pairs of values, of which half a million rows have a
few thousand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS, Calendar
from ladders_analysis.exports.cells import READ
from ladders_analysis.exports.opening.category_columns import laid, pairs
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.vendors.attainment_codes import (
    has_year_group,
    without_year_group,
    year_group_of,
)
from ladders_analysis.exports.vendors.trust_subjects import read_subject
from ladders_analysis.exports.vendors.trust_values import Kind, Value, kind_of, read_value
from ladders_analysis.records import Problem
from ladders_analysis.schema import TABLES


@dataclass(frozen=True)
class Told:
    """The rows told apart: for each distinct pair its value, and which pair each row has."""

    pair: np.ndarray
    read: list[Value]
    assessments: list[str]

    def where(self, asked: Sequence[bool]) -> np.ndarray:
        """Mark the rows whose pair is asked for."""
        return np.array([*asked, False], dtype=bool)[self.pair]

    def laid(self, words: Sequence[str]) -> pd.Series:
        """Lay a word for each pair out over the rows."""
        return laid(list(words), self.pair)


def tell(
    columns: Mapping[str, pd.Series], types: Mapping[str, Kind], codes: Collection[str]
) -> Told:
    """Say of each distinct pair of assessment type and value what it is."""
    told = {fold(name): kind for name, kind in types.items()}
    pair, distinct = pairs(columns["assessment"], columns["score"])
    kinds = {name: kind_of(name, told) for name in columns["assessment"].cat.categories}
    values = [read_value(word, kinds[name], codes) for name, word in distinct]
    return Told(pair, values, [name for name, _ in distinct])


def subjects_of(column: pd.Series, stated: Mapping[str, str]) -> tuple[pd.Series, pd.Series]:
    """Write subjects as the curriculum does; tell which are teacher assessment."""
    own = {fold(name): subject for name, subject in stated.items()}
    read = [read_subject(str(word), own) for word in column.cat.categories]
    codes = column.cat.codes.to_numpy()
    subjects = laid([subject for subject, _ in read], codes)
    return subjects, laid(["TA" if teacher else "" for _, teacher in read], codes)


def assessments_of(column: pd.Series, ta: pd.Series) -> pd.Series:
    """Name the assessment, with TA where the subject said so."""
    pair, distinct = pairs(column, ta)
    return laid([f"{name} {mark}".strip() for name, mark in distinct], pair)


def codes_of(
    columns: Mapping[str, pd.Series], attained: np.ndarray, codes: Collection[str], strip: bool
) -> tuple[pd.Series, int]:
    """Take the year group off codes where that is wanted; count those that still have one."""
    blank = laid([""], np.zeros(len(attained), dtype=np.int64))
    pair, distinct = pairs(columns["score"], columns.get("year_group", blank))
    read = [word for word, _ in distinct]
    if strip:
        read = [without_year_group(word, year_group_of(year), codes) for word, year in distinct]
    left = np.array([*(has_year_group(word, codes) for word in read), False], dtype=bool)
    return laid(read, pair), int((left[pair] & attained).sum())


def days_from_years(file: str, years: pd.Series, calendar: Calendar) -> tuple[pd.Series, Problem]:
    """Take a day from the academic year, where the table has no dates."""
    known = {year.ends: year.half_terms[HALF_TERMS - 1].last for year in calendar.years}
    days = []
    for word in years.cat.categories:
        ends = ends_in(str(word))
        day = "" if ends is None else f"{ends}-07-31"
        days.append(known[ends].isoformat() if ends in known else day)
    remedy = "the last day of the academic year is taken: add a column of dates if it matters"
    note = Problem(file, "no dates", "note", remedy, count=len(years))
    return laid(days, years.cat.codes.to_numpy()), note


def ends_in(word: str) -> int | None:
    """Read the academic year as the year it ends in, None where it is none."""
    value, _ = READ["integer"](word, TABLES["pupils"]["academic_year"])
    return value if isinstance(value, int) else None
