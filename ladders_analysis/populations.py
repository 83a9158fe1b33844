"""Everybody in scope at either of two points: who was there at both, who joined and who left.

It depends on the two snapshots and on no definition, so it is worked out once for each pair and
kept as long as both snapshots are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pandas as pd

from ladders_analysis.snapshot import Snapshot

KEYS = ["school_id", "pupil_id", "subject"]
BOTH, JOINED, LEFT = "both", "joined", "left"


@dataclass(frozen=True, eq=False)
class Population:
    """Everybody in scope at either point, and what the answer of any definition has in common.

    Attributes
    ----------
    everybody
        One row per pupil × subject (index `school_id`, `pupil_id`, `subject`): `presence` (both,
        joined or left), `attainment_start`, `attainment_end`, and the pupil's attributes (at the
        end; at the start for those who left).
    attained
        The attainment of those in scope at both points, in the order of a definition's answer.
    """

    everybody: pd.DataFrame
    attained: pd.DataFrame


_KEPT: WeakKeyDictionary[Snapshot, WeakKeyDictionary[Snapshot, Population]] = WeakKeyDictionary()


def population_of(school_id: str, start: Snapshot, end: Snapshot) -> Population:
    """Describe everybody in scope at either point.

    Parameters
    ----------
    school_id
        The school.
    start, end
        Its two snapshots.

    Returns
    -------
    Population
        Copies, so that whoever writes to them changes nobody else's.
    """
    with_this_start = _KEPT.setdefault(start, WeakKeyDictionary())
    if end not in with_this_start:
        with_this_start[end] = _described(school_id, start, end)
    kept = with_this_start[end]
    return Population(kept.everybody.copy(), kept.attained.copy())


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put the tables of several schools below each other, with an index of `KEYS`."""
    table = pd.concat(tables)
    return table.set_axis(table.index.set_names(KEYS), axis=0)


def _described(school_id: str, start: Snapshot, end: Snapshot) -> Population:
    table = _population(start, end)
    both = start.roll.in_scope & end.roll.in_scope
    rows = end.grid.rows_of(both)
    attained = table[["attainment_start", "attainment_end"]].reindex(rows).set_axis(rows, axis=0)
    everybody, rated = (
        stacked([pd.concat({school_id: each}, names=KEYS[:1])]) for each in (table, attained)
    )
    return Population(everybody, rated)


def _population(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Everybody in scope at either point × subject, with attributes and both attainments."""
    attained = [
        snapshot.attainment().set_index(KEYS[1:])["attainment"].rename(f"attainment_{when}")
        for snapshot, when in ((start, "start"), (end, "end"))
    ]
    table = pd.concat(attained, axis=1).sort_index()
    leavers = start.pupils[~start.pupils.index.isin(end.pupils.index)]
    attributes = pd.concat([end.pupils, leavers])
    pupils = table.index.get_level_values("pupil_id")
    presence = pd.Series(BOTH, index=table.index)
    presence = presence.mask(~pupils.isin(start.pupils.index), JOINED)
    presence = presence.mask(~pupils.isin(end.pupils.index), LEFT)
    described = attributes.drop(columns="school_id").reindex(pupils).set_index(table.index)
    return pd.concat([presence.rename("presence"), table, described], axis=1)
