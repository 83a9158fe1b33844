"""Rows that come more than once: exact duplicates, later exports, and two that disagree.

Nothing is overwritten on the quiet. A duplicate says nothing new and is counted; a row is
superseded only where a later export of the same source says the same thing again; two rows that
disagree are refused or listed, by the table they are in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from ladders_analysis.checking.staging import DUPLICATE, FILE, SUPERSEDED, Bench
from ladders_analysis.exports.finding import Finding

_LARGEST = 2**62


def numbered(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Give rows numbers that are equal where all `columns` are (blank equals blank).

    Examples
    --------
    >>> numbered(pd.DataFrame({"a": ["x", "y", "x"], "b": [1, 1, 1]}), ["a", "b"]).tolist()
    [0, 1, 0]
    """
    number = np.zeros(len(frame), dtype=np.int64)
    span = 1
    for name in columns:
        column = frame[name]
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes, size = column.cat.codes.to_numpy().astype(np.int64), len(column.cat.categories)
        else:
            codes, uniques = pd.factorize(column)
            size = len(uniques)
        if span * (size + 1) > _LARGEST:
            number, found = pd.factorize(number)
            span = len(found)
        number = number * (size + 1) + codes + 1
        span *= size + 1
    return pd.factorize(number)[0].astype(np.int64)


def is_first(number: np.ndarray) -> np.ndarray:
    """Mark each number's first row; numbers are given in the order they first come.

    Examples
    --------
    >>> is_first(np.array([0, 1, 0, 2])).tolist()
    [True, True, False, True]
    """
    before = np.concatenate([[-1], np.maximum.accumulate(number)[:-1]]) if len(number) else number
    return number > before


def set_aside_superseded(bench: Bench, ranks: Mapping[int, tuple[str, int]]) -> None:
    """Mark rows that a later export of the same source brings again.

    Parameters
    ----------
    bench
        Judgements, overall judgements or results.
    ranks
        Number of a file -> its source, and its place among that source's exports.

    Notes
    -----
    The same thing: equal key (pupil, statement, `assessed_on`) and equal day of entry, where a
    blank `recorded_on` is `assessed_on`. An entry made on a later day is a correction: both stay.

    The later export is the one whose latest `recorded_on` is later; where that does not tell, the
    one that comes later in its source.
    """
    rows = bench.rows
    sources = {source for source, _ in ranks.values()}
    if len(sources) == len(ranks) or rows.empty:
        return
    place = {source: number for number, source in enumerate(sorted(sources))}
    files = rows[FILE].to_numpy()
    source_of = {number: place[source] for number, (source, _) in ranks.items()}
    keyed = rows[list(bench.table.key)].assign(
        _source=np.vectorize(source_of.get, otypes=[np.int64])(files)
    )
    if "recorded_on" in rows:
        keyed["_entered"] = rows["recorded_on"].fillna(rows["assessed_on"])
    key = numbered(keyed, list(keyed.columns))
    order = _lateness(rows, ranks)
    rank = np.vectorize(order.get, otypes=[np.int64])(files)
    latest = np.full(int(key.max()) + 1, -1, dtype=np.int64)
    np.maximum.at(latest, key, rank)
    bench.mark(np.flatnonzero(rank < latest[key]), SUPERSEDED)


def _lateness(rows: pd.DataFrame, ranks: Mapping[int, tuple[str, int]]) -> dict[int, int]:
    """Give each file its place in time: number of the file -> place."""
    entered: dict[int, pd.Timestamp] = {}
    if "recorded_on" in rows:
        latest = rows.groupby(FILE)["recorded_on"].max().dropna()
        entered = {int(str(number)): day for number, day in latest.items()}
    of_source: dict[str, set[bool]] = {}
    for number in rows[FILE].unique().tolist():
        of_source.setdefault(ranks[number][0], set()).add(number in entered)
    dated = {source for source, said in of_source.items() if said == {True}}

    def when(number: int) -> tuple[pd.Timestamp, int]:
        source, place = ranks[number]
        return (
            entered.get(number, pd.Timestamp.min) if source in dated else pd.Timestamp.min,
            place,
        )

    return {number: place for place, number in enumerate(sorted(ranks, key=when))}


def set_aside_duplicates(bench: Bench) -> None:
    """Mark rows that say exactly what an earlier row says."""
    rows = bench.rows
    columns = [name for name in rows.columns if name in bench.table]
    bench.mark(np.flatnonzero(~is_first(numbered(rows, columns))), DUPLICATE)


def set_aside_poorer(bench: Bench) -> None:
    """Mark rows that agree with the fullest row of their key wherever they say anything."""
    rows = bench.rows
    if rows.empty:
        return
    names = bench.table.order(rows.columns)
    key = numbered(rows, list(bench.table.key))
    filled = rows[names].notna().to_numpy().sum(axis=1)
    order = np.lexsort((np.arange(len(key)), -filled, key))
    fullest = np.zeros(int(key.max()) + 1, dtype=np.int64)
    fullest[key[order][::-1]] = order[::-1]
    other = np.flatnonzero(fullest[key] != np.arange(len(key)))
    agrees = np.ones(len(other), dtype=bool)
    for name in names:
        told = numbered(rows, [name])
        blank = rows[name].isna().to_numpy()[other]
        agrees &= blank | (told[other] == told[fullest[key][other]])
    bench.mark(other[agrees], DUPLICATE)


def refuse_second(bench: Bench, what: str, column: str) -> None:
    """Refuse rows whose key an earlier row already has, and which say something else."""

    def second(rows: pd.DataFrame) -> Iterable[Finding]:
        yield Finding(
            np.flatnonzero(~is_first(numbered(rows, list(bench.table.key)))),
            column,
            f"{what} described twice, differently",
            "refused",
            "the first row is kept; make the two agree or remove one",
        )

    bench.check(second)


def list_conflicts(bench: Bench, value: str) -> None:
    """Warn of rows that judge the same thing on the same day, entered the same day, differently."""

    def conflicts(rows: pd.DataFrame) -> Iterable[Finding]:
        keyed = rows[list(bench.table.key)]
        if "recorded_on" in rows:
            keyed = keyed.assign(_entered=rows["recorded_on"].fillna(rows["assessed_on"]))
        key = numbered(keyed, list(keyed.columns))
        told = numbered(rows, [value])
        if not len(key):
            return
        first = told[is_first(key)]
        several = np.zeros(len(first), dtype=bool)
        several[key[told != first[key]]] = True
        at = np.flatnonzero(several[key])
        yield Finding(
            at,
            value,
            "two judgements of one day differ",
            "warning",
            "both are kept and the higher counts; correct one if it is a slip",
            tuple(rows[value].iloc[at].astype("str")),
        )

    bench.check(conflicts)
