"""What an experiment gives back: the two snapshots as they would be, and who is who in them.

Whoever rates progress on both can count whose outcome changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.movement import Progress, check_same_rows
from ladders_analysis.one_school import OneSchool
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import both_taken


@dataclass(frozen=True, eq=False)
class Changed:
    """Two snapshots of a school on which something was changed.

    Attributes
    ----------
    start, end
        The snapshots as they would be.
    pupils
        Id in the changed snapshots -> id in the original ones; empty where nobody was renamed.
    """

    start: Snapshot
    end: Snapshot
    pupils: Mapping[str, str] = field(default_factory=dict)

    def back(self, rated: pd.DataFrame) -> pd.DataFrame:
        """Give rows rated on the changed snapshots the names of the original pupils."""
        return rated.rename(index=dict(self.pupils), level="pupil_id") if self.pupils else rated


Change: TypeAlias = Callable[[Snapshot, Snapshot, np.random.Generator], Changed]
"""An experiment: it takes two snapshots and a source of chance, and leaves both as they were."""


def retaken(of_school: OneSchool, start: Snapshot, end: Snapshot) -> Changed:
    """Take both snapshots again of the school as it would be; nobody was renamed."""
    return Changed(*both_taken(of_school, start, end))


def as_they_are(start: Snapshot, end: Snapshot) -> Changed:
    """Leave both snapshots as they are: the experiment has nothing to work on."""
    return Changed(start, end)


def share_checked(name: str, share: float) -> float:
    """Give a share back, refusing one that is none.

    Raises
    ------
    LaddersError
        It does not lie between 0 and 1.
    """
    if not 0 <= share <= 1:
        raise LaddersError(f"{name} = {share}: a share lies between 0 and 1 (0.1 is 10 %).")
    return share


def outcomes_changed(one: Progress, other: Progress) -> tuple[int, int]:
    """Count pupils × subjects whose outcome differs, of those that both rate.

    Raises
    ------
    LaddersError
        The two are not about the same pupils and subjects.
    """
    check_same_rows(one, other)
    differ = one["outcome"].astype("str").to_numpy() != other["outcome"].astype("str").to_numpy()
    return int(differ.sum()), len(one)
