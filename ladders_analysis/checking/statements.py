"""Checks of the curriculum: weights, parts, bands, rolling programmes and half-terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from ladders_analysis.exports.finding import Finding

Check = Callable[[pd.DataFrame], Iterable[Finding]]


def weights_not_positive(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse statements that would count for nothing or less."""
    wrong = (rows["weight"] <= 0).fillna(False).to_numpy(dtype=bool)
    yield Finding(
        np.flatnonzero(wrong),
        "weight",
        "weight not positive",
        "refused",
        "write a number above 0, or leave it blank",
    )


def parents_still_there(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse parts of a statement that still stands whole: it would count twice."""
    school = rows["school_id"].fillna("")
    whole = pd.MultiIndex.from_arrays([school, rows["statement_id"]])
    parts = pd.MultiIndex.from_arrays([school, rows["part_of"].fillna("")])
    yield Finding(
        np.flatnonzero(parts.isin(whole)),
        "part_of",
        "the statement it is a part of is still there",
        "refused",
        "remove the whole statement, or its parts",
    )


def bands_backwards(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse bands that end before they begin."""
    wrong = (rows["year_to"] < rows["year"]).fillna(False).to_numpy(dtype=bool)
    yield Finding(
        np.flatnonzero(wrong),
        "year_to",
        "band ends before it begins",
        "refused",
        "year_to is the last year group of the band",
    )


def cycles(year_cycles: Sequence[str | None]) -> Check:
    """Make the check that every `cycle` has a band and a calendar that names cycles.

    Parameters
    ----------
    year_cycles
        The `cycle` of each `[[year]]` of school.toml.
    """

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        turning = rows["cycle"].notna().to_numpy()
        band = (rows["year_to"] > rows["year"]).fillna(False).to_numpy(dtype=bool)
        yield Finding(
            np.flatnonzero(turning & ~band),
            "cycle",
            "cycle without a band",
            "refused",
            "a rolling programme runs over several years: give year_to, or remove the cycle",
        )
        if any(cycle is None for cycle in year_cycles):
            yield Finding(
                np.flatnonzero(turning & band),
                "cycle",
                "cycle without a [[year]] that names one",
                "refused",
                'say in every [[year]] of school.toml which turn it is, such as cycle = "A"',
            )

    return check


def no_half_term(rows: pd.DataFrame) -> Iterable[Finding]:
    """Warn of statements without a half-term: they are due at the end of the year."""
    yield Finding(
        np.flatnonzero(rows["due_half_term"].isna().to_numpy()),
        "due_half_term",
        "no due_half_term",
        "warning",
        "due at the end of the year until the curriculum says; `ladders curriculum spread` writes "
        "a curriculum whose statements are spread evenly over the six half-terms of their year",
        each=False,
    )


def completed(statements: pd.DataFrame) -> pd.DataFrame:
    """Fill what the curriculum leaves blank: weights, and that a statement is not key.

    Notes
    -----
    A blank weight is 1, or 1 ÷ the number of parts of the same `part_of`.

    Examples
    --------
    >>> rows = pd.DataFrame({"school_id": [None] * 3, "part_of": ["W", "W", None],
    ...                      "weight": [None, None, None], "key": [True, None, None]})
    >>> completed(rows.astype({"weight": "Float64", "key": "boolean"}))["weight"].tolist()
    [0.5, 0.5, 1.0]
    """
    school = statements["school_id"].fillna("")
    parts = statements.groupby([school, statements["part_of"]])["part_of"].transform("size")
    share = (1 / parts.astype("Float64")).fillna(1.0)
    weight = statements["weight"].fillna(share).astype("float64")
    return statements.assign(weight=weight, key=statements["key"].fillna(False).astype(bool))


def per_school(
    statements: pd.DataFrame, schools: Sequence[str], own: Sequence[str]
) -> pd.DataFrame:
    """Give each school of a trust its curriculum, where some have one of their own.

    Parameters
    ----------
    statements
        Rows of everyone's curriculum have a blank `school_id`.
    schools
        All schools with pupils.
    own
        Those with a curriculum of their own, which stands in place of everyone's.
    """
    if not own:
        return statements
    shared = statements[statements["school_id"].isna()]
    others = [school for school in schools if school not in own]
    copies = [shared.assign(school_id=school) for school in others]
    mine = statements[statements["school_id"].isin(list(schools))]
    stacked = pd.concat([mine, *copies], ignore_index=True)
    return stacked.astype({"school_id": "str"})
