"""A finding: rows of one table that break one rule, and what to do about them.

Checks are pure functions that return findings; only `staging.py` acts on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ladders_analysis.records import Severity

MOST_PLACES = 10_000
"""Rows of a file that are named one by one for one rule; further ones are only counted. A file in
which every row of millions breaks a rule needs one remedy, not millions."""


@dataclass(frozen=True)
class Finding:
    """Rows of a table that break one rule.

    Attributes
    ----------
    rows
        Their positions in the table [0-based].
    column
        The column that breaks it, by its tidy name.
    rule
        The rule, in a few words.
    severity
        `refused` rows are not kept.
    remedy
        What to do: the same for all rows, or one per row.
    found
        What stood in each row; shown only where values are asked for.
    each
        True: a problem for every row. False: one for all rows of a file, with their count.
    """

    rows: np.ndarray
    column: str
    rule: str
    severity: Severity
    remedy: str | Sequence[str] = ""
    found: Sequence[str] = ()
    each: bool = True

    def at(self, positions: np.ndarray) -> Finding:
        """Return the same finding on a larger table, `positions` being where its rows now are."""
        return replace(self, rows=positions[self.rows])

    def only(self, wanted: np.ndarray) -> Finding:
        """Return the finding for those of its rows that are `wanted` [mask over the table]."""
        keep = np.flatnonzero(wanted[self.rows]).tolist()
        remedy = self.remedy
        if not isinstance(remedy, str):
            remedy = [remedy[number] for number in keep]
        found = [self.found[number] for number in keep] if self.found else ()
        return replace(self, rows=self.rows[keep], remedy=remedy, found=found)

    def remedy_at(self, number: int) -> str:
        """Return the remedy of the row at that place among `rows`."""
        return self.remedy if isinstance(self.remedy, str) else self.remedy[number]
