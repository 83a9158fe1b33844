"""Checks of the pupils' table, and what is worked out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

import numpy as np
import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.checking.repeats import is_first, numbered
from ladders_analysis.checking.staging import Bench
from ladders_analysis.exports.finding import Finding

YEAR_GROUP_AGE = 5
"""Year N pupils turn N + 5 within the academic year (which turns on 1 September)."""
NO_FIGURE = ("name", "upn", "former_upn")
"""Columns on which no figure depends (a class does count: figures are told by class)."""
DESCRIBED_TWICE = "pupil described twice, differently"


def leaves_before_joining(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse pupils who leave before they join."""
    wrong = (rows["left_on"] < rows["joined_on"]).to_numpy()
    yield Finding(
        np.flatnonzero(wrong),
        "left_on",
        "left before joining",
        "refused",
        "left_on is the first day no longer on roll, and cannot be before joined_on",
    )


def age_against_year_group(rows: pd.DataFrame) -> Iterable[Finding]:
    """Warn where the date of birth belongs to another year group."""
    born = rows["date_of_birth"]
    born_in = academic_years(born).astype("Int64")
    expected = rows["academic_year"].astype("Int64") - rows["year_group"] - YEAR_GROUP_AGE
    wrong = (born_in != expected).fillna(False).to_numpy(dtype=bool)
    yield Finding(
        np.flatnonzero(wrong),
        "date_of_birth",
        "year group against date of birth",
        "warning",
        "right for a pupil taught out of their year; otherwise correct one of the two",
        tuple(born.dt.strftime("%Y-%m-%d").fillna("").iloc[np.flatnonzero(wrong)]),
    )


def years_without_calendar(rows: pd.DataFrame, known: Collection[int]) -> Iterable[Finding]:
    """Warn of pupils in academic years that school.toml does not describe."""
    wrong = ~rows["academic_year"].isin(list(known)).to_numpy(dtype=bool)
    yield Finding(
        np.flatnonzero(wrong),
        "academic_year",
        "academic year without a [[year]]",
        "warning",
        "add the [[year]] with its six half-terms to school.toml, or nothing can be said of it",
        each=False,
    )


def refuse_second(bench: Bench) -> None:
    """Refuse a pupil's second row of a year where it says something that the first does not.

    Notes
    -----
    Only one row can be kept, and nothing that a figure depends on is decided on the quiet: each
    such row is a problem of its own that names the columns. A file that writes names in another
    way ("Lin, Zoë" for "Zoë Lin"), or knows the pupil by another UPN, is told once.
    """
    rows = bench.rows
    number = numbered(rows, list(bench.table.key))
    first = is_first(number)
    again = np.flatnonzero(~first)
    kept = np.flatnonzero(first)[number[again]]
    differs = {}
    for name in bench.table.order(rows.columns):
        told = numbered(rows, [name])
        says = rows[name].notna().to_numpy()[again]
        differs[name] = says & (told[again] != told[kept])
    counts = np.zeros(len(again), dtype=bool)
    for name, where in differs.items():
        counts |= where if name not in NO_FIGURE else False
    remedy = "the first row is kept; make the two agree or remove one"
    named = [
        f"{remedy} (they differ in {', '.join(n for n, at in differs.items() if at[row])})"
        for row in np.flatnonzero(counts)
    ]
    alike = [name for name in NO_FIGURE if (differs[name] & ~counts).any()]
    bench.apply(
        [
            Finding(again[counts], "pupil_id", DESCRIBED_TWICE, "refused", named).at(
                bench.standing
            ),
            Finding(
                again[~counts],
                " and ".join(alike),
                "pupil described again, alike in all that counts",
                "refused",
                f"{remedy}; no figure depends on it",
                each=False,
            ).at(bench.standing),
        ]
    )


def with_cohort(pupils: pd.DataFrame) -> pd.DataFrame:
    """Add `cohort`: the academic year in which the pupil reaches Year 6, from the latest row.

    Examples
    --------
    >>> rows = pd.DataFrame({"school_id": ["S", "S"], "pupil_id": ["1", "1"],
    ...                      "academic_year": [2025, 2026], "year_group": [3, 3]})
    >>> with_cohort(rows)["cohort"].tolist()  # repeated Year 3
    [2029, 2029]
    """
    latest = pupils.sort_values("academic_year", kind="stable").drop_duplicates(
        ["school_id", "pupil_id"], keep="last"
    )
    cohort = (latest["academic_year"].astype("Int64") + 6 - latest["year_group"]).astype("Int16")
    place = pd.MultiIndex.from_frame(latest[["school_id", "pupil_id"]])
    wanted = pd.MultiIndex.from_frame(pupils[["school_id", "pupil_id"]])
    taken = cohort.array.take(place.get_indexer(wanted))
    return pupils.assign(cohort=pd.Series(taken, index=pupils.index, dtype="Int16"))


def days_of_academic_year(ends: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of an academic year.

    Examples
    --------
    >>> days_of_academic_year(2026)
    (datetime.date(2025, 9, 1), datetime.date(2026, 8, 31))
    """
    return dt.date(ends - 1, 9, 1), dt.date(ends, 8, 31)
