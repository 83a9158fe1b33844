"""Experiments with the evidence: what is secure, what was judged, and what reached the tracker.

Some of them must not change a rating for the better or for the worse. Of the others one may ask
how much: how far would the figure rise if nobody entered what is not yet secure?
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ladders_analysis.experiments.changed import (
    Change,
    Changed,
    as_they_are,
    retaken,
    share_checked,
)
from ladders_analysis.grid import Mask
from ladders_analysis.snapshot import Snapshot

HALF = 0.5


def one_more_secure(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Make one more due statement of every pupil and subject secure at the end, at random.

    Notes
    -----
    DESIGN §5: no outcome may get worse. A pupil who has all that is due secure stays as they are.
    """
    scale = end.settings.scale
    if scale is None:
        return as_they_are(start, end)
    grid = end.grid
    wanting = end.expected.due & ~end.evidence.secure
    drawn = np.where(wanting, rng.random(wanting.shape), -1.0)
    codes = end.counted.copy()
    for subject in np.unique(grid.subject_of):
        across = np.flatnonzero(grid.subject_of == subject)
        first = across[drawn[:, across].argmax(axis=1)]
        down = np.flatnonzero(wanting[np.arange(len(first)), first])
        codes[down, first[down]] = scale.secure_index + 1
    return Changed(start, end.with_codes(codes))


def secure_unassessed(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Take away a random half of the secure judgements that count at the end.

    Notes
    -----
    DESIGN §5: the start is untouched, and no outcome may get better.
    """
    gone = _judged_secure(end) & (rng.random(end.grid.shape) < HALF)
    return Changed(start, end.with_codes(np.where(gone, 0, end.counted)))


def not_secure_missing(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Take away every judgement that counts at the end and is not secure (tick-only recording)."""
    return Changed(start, end.with_codes(np.where(_judged_secure(end), end.counted, 0)))


def start_lowered(share: float = 0.25) -> Change:
    """Make the experiment that records the start too low, which flatters what comes after.

    Parameters
    ----------
    share
        Of the statements judged secure at the start, how many count as the grade below secure
        there [share 0–1]; as not judged where there is no grade below. The end is untouched.

    Raises
    ------
    LaddersError
        The share does not lie between 0 and 1.
    """
    share_checked("share", share)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        scale = start.settings.scale
        if scale is None:
            return as_they_are(start, end)
        lowered = _judged_secure(start) & (rng.random(start.grid.shape) < share)
        return Changed(start.with_codes(np.where(lowered, scale.secure_index, start.counted)), end)

    return change


def entries_missing(share: float = 0.1) -> Change:
    """Make the experiment in which some entries were never made.

    Parameters
    ----------
    share
        How many of the judgements, overall judgements and results are missing [share 0–1].

    Raises
    ------
    LaddersError
        The share does not lie between 0 and 1.

    Notes
    -----
    Entries are missing at both points alike, and every subject keeps its basis. Judgements by
    statement are taken from the grid; the table of them stays.
    """
    share_checked("share", share)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        held = of_school.grid
        kept = rng.random(len(held.cells)) >= share
        grid = replace(
            held,
            cells=held.cells[kept],
            assessed=held.assessed[kept],
            recorded=held.recorded[kept],
            codes=held.codes[kept],
        )
        fewer = {
            name: table[rng.random(len(table)) >= share].reset_index(drop=True)
            for name, table in of_school.tables.items()
            if name in ("overall", "results")
        }
        tables = {**of_school.tables, **fewer}
        return retaken(replace(of_school, grid=grid, tables=tables), start, end)

    return change


def entries_late(days: int = 14, share: float = HALF) -> Change:
    """Make the experiment in which some entries were made late, so that some miss the close.

    Parameters
    ----------
    days
        How many days after the assessment they were recorded.
    share
        How many of the judgements and overall judgements are late [share 0–1].

    Raises
    ------
    LaddersError
        The share does not lie between 0 and 1.

    Notes
    -----
    An entry that was recorded later still stays so. Judgements by statement are delayed in the
    grid; the table of them stays.
    """
    share_checked("share", share)

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        held, overall = of_school.grid, of_school.tables["overall"]
        late = rng.random(len(held.cells)) < share
        recorded = np.where(late, np.maximum(held.recorded, held.assessed + days), held.recorded)
        tables = {
            **of_school.tables,
            "overall": _delayed(overall, days, _some(overall, share, rng)),
        }
        return retaken(
            replace(of_school, grid=replace(held, recorded=recorded), tables=tables), start, end
        )

    return change


def _judged_secure(snapshot: Snapshot) -> Mask:
    """Mark the cells whose judgement is secure or better (not by exception)."""
    scale = snapshot.settings.scale
    if scale is None:
        return np.zeros(snapshot.grid.shape, bool)
    return np.asarray(snapshot.counted > scale.secure_index)


def _some(table: pd.DataFrame, share: float, rng: np.random.Generator) -> Mask:
    return np.asarray(rng.random(len(table)) < share)


def _delayed(overall: pd.DataFrame, days: int, late: Mask) -> pd.DataFrame:
    recorded = overall["recorded_on"].fillna(overall["assessed_on"])
    delayed = (overall["assessed_on"] + pd.Timedelta(days=days)).clip(lower=recorded)
    return overall.assign(recorded_on=overall["recorded_on"].mask(late, delayed))
