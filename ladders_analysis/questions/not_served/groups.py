"""Every group of pupils, and every meeting of two, beside the other pupils at one point.

A group is counted among those who can be placed. How far it stands behind is told in pupils: how
many more of it would have to be at expectation for it to stand where the others stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from ladders_analysis.policy import PLACED, UP
from ladders_analysis.pupil_groups import Between, PupilGroup, between, groups_told_apart

KEYS = ["school_id", "pupil_id"]


@dataclass(frozen=True, eq=False)
class ServedGroup:
    """One group, or the meeting of two, beside the other pupils.

    Attributes
    ----------
    parts
        The group, or the two that meet.
    pupils
        Its pupils' ids: `school_id` and `pupil_id`.
    words
        How many of it have each word of attainment.
    up, of
        Of it, at or above what is expected, and placed.
    others_up, others_of
        The same of the pupils recorded as not in it.
    between
        What lies between the two sides.
    """

    parts: tuple[PupilGroup, ...]
    pupils: pd.MultiIndex
    words: dict[str, int]
    up: int
    of: int
    others_up: int
    others_of: int
    between: Between

    @property
    def more(self) -> int:
        """How many more of it would have to be at or above for it to stand with the others."""
        return self.between.more

    @property
    def too_small(self) -> bool:
        """Whether fewer are placed on either side than the school's `rows_from`."""
        return self.between.too_small

    @property
    def in_scope(self) -> int:
        """How many pupils it has, placed or not."""
        return len(self.pupils)


def served_groups(
    people: pd.DataFrame, columns: Sequence[str], rows_from: int
) -> list[ServedGroup]:
    """Set every group, and every meeting of two, beside the other pupils.

    Parameters
    ----------
    people
        One row a pupil: `school_id`, `pupil_id`, `attainment` in one subject, and attributes.
    columns
        The attributes that tell pupils apart.
    rows_from
        Fewer placed than this on either side are too few to speak of.

    Returns
    -------
    list of ServedGroup
        Single groups first. A meeting that holds the same pupils as one of its parts says nothing
        new and is left out.
    """
    groups = list(groups_told_apart(people, columns, both_of_two=True))
    inside = {each: each.members(people) for each in groups}
    known = {each: each.recorded(people) for each in groups}
    found = [
        _beside_others(people, (each,), inside[each], known[each], rows_from) for each in groups
    ]
    for one, other in combinations(groups, 2):
        both = inside[one] & inside[other]
        whole = both.sum() in (0, inside[one].sum(), inside[other].sum())
        if one.column != other.column and not whole:
            recorded = known[one] & known[other]
            found.append(_beside_others(people, (one, other), both, recorded, rows_from))
    return found


def _beside_others(
    people: pd.DataFrame,
    parts: tuple[PupilGroup, ...],
    inside: np.ndarray,
    recorded: np.ndarray,
    rows_from: int,
) -> ServedGroup:
    """Count one group and the others."""
    words = people["attainment"].astype("str").to_numpy()
    placed, well = np.isin(words, PLACED), np.isin(words, UP)
    others = recorded & ~inside
    counts = [int((side & mark).sum()) for side in (inside, others) for mark in (well, placed)]
    up, of, others_up, others_of = counts
    names, numbers = np.unique(words[inside], return_counts=True)
    return ServedGroup(
        parts,
        pupils=pd.MultiIndex.from_frame(people.loc[inside, KEYS]),
        words=dict(zip(names.tolist(), numbers.tolist(), strict=True)),
        up=up,
        of=of,
        others_up=others_up,
        others_of=others_of,
        between=between(up, of, others_up, others_of, rows_from),
    )
