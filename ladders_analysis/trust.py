"""A trust as at a point: the snapshots of its schools, each under its own curriculum."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.snapshot import Snapshot

NOBODY_ON_ROLL = (
    "No pupil is on roll in this folder, so nothing can be said of anybody. See what was read: "
    "`ladders check` names every row that was not kept."
)


class TrustSnapshot(Mapping[str, Snapshot]):
    """The snapshots of a trust's schools at one point, by school id."""

    def __init__(self, snapshots: Mapping[str, Snapshot]) -> None:
        """Keep the schools' snapshots in order."""
        self._snapshots = dict(snapshots)

    def __getitem__(self, school_id: str) -> Snapshot:
        """Return one school's snapshot."""
        return self._snapshots[school_id]

    def __iter__(self) -> Iterator[str]:
        """Go through the school ids."""
        return iter(self._snapshots)

    def __len__(self) -> int:
        """Count the schools."""
        return len(self._snapshots)

    def attainment(self) -> pd.DataFrame:
        """Return every school's attainment, with `school_id` in front."""
        return self.each(lambda snapshot: snapshot.attainment())

    def each(self, table_of: Callable[[Snapshot], pd.DataFrame]) -> pd.DataFrame:
        """Make a table of every school and stack them, with `school_id` in front.

        Parameters
        ----------
        table_of
            Makes a table with a `subject` column from one school's snapshot.

        Raises
        ------
        LaddersError
            Nobody is on roll in any school.
        """
        if not self:
            raise LaddersError(NOBODY_ON_ROLL)
        frames = []
        for school_id, snapshot in self.items():
            frame = table_of(snapshot).astype({"subject": "str"})
            frame.insert(0, "school_id", school_id)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)


def by_school(snapshot: Snapshot | TrustSnapshot) -> dict[str, Snapshot]:
    """Return the snapshots of one school or of a trust, by school id."""
    return dict(snapshot) if isinstance(snapshot, TrustSnapshot) else {snapshot.school_id: snapshot}
