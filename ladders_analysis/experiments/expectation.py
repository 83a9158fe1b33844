"""An experiment with the policy: the school expects more of its pupils, or less.

A measure that never moves under it, and does not ask what is due, is not tied to the curriculum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ladders_analysis.experiments.changed import Change, Changed, retaken
from ladders_analysis.policy import Expectation
from ladders_analysis.snapshot import Snapshot

_SHARE = "secure_share"


def expectation_shifted(by: float = 0.1) -> Change:
    """Make the experiment that raises or lowers the share of due statements to be secure.

    Parameters
    ----------
    by
        How much is added to `secure_share`, for every subject and year group; the result stays
        between 0 and 1.

    Notes
    -----
    Pupils placed by their teacher or by a score do not move under it.
    """

    def change(start: Snapshot, end: Snapshot, rng: np.random.Generator) -> Changed:
        of_school = start.of_school
        expectations = dict(of_school.settings.expectations)
        expectations.setdefault(_SHARE, Expectation().secure_share)
        for group in ("subject", "year"):
            if group in expectations:
                expectations[group] = {
                    name: _shifted(table, by) for name, table in expectations[group].items()
                }
        settings = replace(of_school.settings, expectations=_shifted(expectations, by))
        return retaken(of_school.with_settings(settings), start, end)

    return change


def _shifted(table: Mapping[str, Any], by: float) -> dict[str, Any]:
    """Shift one table's share, if it names one; a list of six is shifted through the year."""
    if _SHARE not in table:
        return dict(table)
    share = table[_SHARE]
    within = [min(max(each + by, 0.0), 1.0) for each in _listed(share)]
    return {**table, _SHARE: within if isinstance(share, Sequence) else within[0]}


def _listed(share: float | Sequence[float]) -> Sequence[float]:
    return share if isinstance(share, Sequence) else [share]
