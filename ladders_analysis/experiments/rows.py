"""Experiments with the rows of the tables: in another order, or some of them there twice.

An export may list its rows in any order, and the same export may be loaded twice.
"""

from __future__ import annotations

import numpy as np

from ladders_analysis.experiments.changed import Changed, retaken
from ladders_analysis.snapshot import Snapshot

TWICE = ("judgements", "overall", "results")
"""Tables in which an exact duplicate says nothing new."""


def rows_shuffled(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Put the rows of every table in a random order."""
    tables = {
        name: table.iloc[rng.permutation(len(table))].reset_index(drop=True)
        for name, table in start.of_school.tables.items()
    }
    return retaken(start.of_school.with_tables(**tables), start, end)


def rows_duplicated(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
    """Repeat rows of judgements, overall judgements and results: each is there once or twice."""
    tables = {}
    for name in TWICE:
        table = start.of_school.tables[name]
        times = rng.integers(1, 3, len(table))
        tables[name] = table.iloc[np.repeat(np.arange(len(table)), times)].reset_index(drop=True)
    return retaken(start.of_school.with_tables(**tables), start, end)
