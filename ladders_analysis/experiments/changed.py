"""What an experiment gives back: the two snapshots as they would be, and who is who in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import pandas as pd

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
