"""An even spread of a year's statements over its six half-terms, where the curriculum says none.

It is an offer, not a plan: nobody but the school knows what is taught when. It only makes it
possible to ask before the summer how a class stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS

_MIDDLE = (HALF_TERMS + 1) / 2


def open_to_spread(statements: pd.DataFrame) -> pd.Series:
    """Tell which statements a spread gives a half-term: those with none, neither due nor taught.

    Examples
    --------
    >>> rows = pd.DataFrame({"due_half_term": [2, None, None], "taught_half_term": [None, 4, None]})
    >>> open_to_spread(rows.astype("Int16")).tolist()
    [False, False, True]
    """
    free = statements["due_half_term"].isna()
    if "taught_half_term" in statements:
        free &= statements["taught_half_term"].isna()
    return free


def even_spread(statements: pd.DataFrame) -> pd.DataFrame:
    """Give every statement without a half-term one, spread evenly over the year.

    Parameters
    ----------
    statements
        Tidy statements; the statements of a ladder in the order in which they are taught.

    Returns
    -------
    pandas.DataFrame
        The same rows in the same order, `due_half_term` filled.

    Notes
    -----
    The rule, within each school's curriculum × subject × last year (a band is due in the last of
    its years) × turn of a rolling programme:

    1. A ladder of n statements gives each half-term n ÷ 6 of them, rounded down, and the n mod 6
       left over go one each to some of the half-terms. So the counts of a ladder differ by one at
       most.
    2. Ladders are taken in the order in which they first come. What one has left over goes to the
       half-terms that have the fewest of the subject's so far; so the counts of the whole subject
       differ by one at most, too. Where there is a choice, the half-terms that lie farthest apart
       are taken, then those nearest to an even pace through the year, then the earliest.
    3. The statements of a ladder keep their order.

    A `due_half_term` that is stated is left alone, and so is a statement with a `taught_half_term`
    of its own (a guess might come before its teaching). Neither counts in what is spread.

    Examples
    --------
    >>> rows = pd.DataFrame({"statement_id": list("abc"), "subject": "Maths", "ladder": "Number",
    ...                      "year": 3, "due_half_term": pd.array([None] * 3, dtype="Int16")})
    >>> even_spread(rows)["due_half_term"].tolist()
    [1, 3, 5]
    """
    free = np.flatnonzero(open_to_spread(statements).to_numpy(dtype=bool))
    rows = statements.iloc[free]
    year = rows["year"]
    if "year_to" in rows:
        year = rows["year_to"].fillna(year)
    within = [
        rows[name].fillna("") if name in rows else pd.Series("", index=rows.index)
        for name in ("school_id", "cycle")
    ]
    keys = [each.to_numpy() for each in (*within, rows["subject"], year)]
    groups = pd.Series(np.arange(len(rows))).groupby(keys, sort=False)
    ladders = rows["ladder"].fillna("").to_numpy()
    due = np.zeros(len(rows), dtype=np.int64)
    for _, places in groups:
        totals = [0] * HALF_TERMS
        for _, ladder in places.groupby(ladders[places.to_numpy()], sort=False):
            counts = _counts(len(ladder), totals)
            totals = [total + count for total, count in zip(totals, counts, strict=True)]
            due[ladder.to_numpy()] = np.repeat(np.arange(1, HALF_TERMS + 1), counts)
    stated = statements["due_half_term"].astype("Int16")
    given = stated.to_numpy(dtype="int64", na_value=0)
    given[free] = due
    spread = pd.Series(given, index=statements.index).astype("Int16")
    return statements.assign(due_half_term=spread.mask(spread == 0))


def _counts(statements: int, totals: Sequence[int]) -> list[int]:
    """Say how many of a ladder's statements each half-term gets, after what others gave it."""
    each, over = divmod(statements, HALF_TERMS)
    fewest = [half_term for half_term in range(HALF_TERMS) if totals[half_term] == min(totals)]
    others = [half_term for half_term in range(HALF_TERMS) if half_term not in fewest]
    sure = fewest if over >= len(fewest) else []
    choice = others if over >= len(fewest) else fewest
    chosen = min(
        (tuple(sorted([*sure, *some])) for some in combinations(choice, over - len(sure))),
        key=_unevenness,
    )
    return [each + (half_term in chosen) for half_term in range(HALF_TERMS)]


def _unevenness(chosen: tuple[int, ...]) -> tuple[float, float, tuple[int, ...]]:
    """Rank half-terms (from 0): by their gaps around the year, their pace through it, and date."""
    following = [*chosen[1:], *(half_term + HALF_TERMS for half_term in chosen[:1])]
    gaps = sum((later - sooner) ** 2 for sooner, later in zip(chosen, following, strict=True))
    pace = sum(
        (half_term + 1 - (_MIDDLE + (place - (len(chosen) - 1) / 2) * HALF_TERMS / len(chosen)))
        ** 2
        for place, half_term in enumerate(chosen)
    )
    return gaps, pace, chosen
