"""A group of pupils and all the others, followed from one specification to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.grid import Mask
from ladders_analysis.movement import Progress, grouping


@dataclass(frozen=True, eq=False)
class Sides:
    """Two sides of a gap.

    Attributes
    ----------
    words
        The group in words, such as "disadvantaged: yes".
    group, others
        Which judgements are of pupils in the group, and of others of whom it is recorded.
    """

    words: str
    group: Mask
    others: Mask

    def counted(self, marks: np.ndarray, rows: Mask) -> dict[str, object]:
        """Count both sides under one specification, and the gap between their shares.

        Parameters
        ----------
        marks
            One per judgement: 1 favourable, 0 not, −1 unranked.
        rows
            Which judgements count.
        """
        record: dict[str, object] = {}
        shares = []
        for name, side in (("group", self.group), ("others", self.others)):
            here = marks[side & rows]
            favourable, of = int((here == 1).sum()), int((here >= 0).sum())
            record |= {f"{name}_favourable": favourable, f"{name}_of": of}
            shares.append(favourable / of if of else np.nan)
        record["gap"] = 100 * (shares[0] - shares[1])
        return record


def sides_of(rated: Progress, by: str | None, value: object) -> Sides | None:
    """Tell the pupils with one value of an attribute from the others.

    Parameters
    ----------
    rated
        A result of the same pupils.
    by
        The attribute; None for no sides.
    value
        Its value; None for "yes".

    Raises
    ------
    LaddersError
        No such attribute, or nobody has the value.
    """
    if by is None:
        return None
    people = rated.population.reindex(rated.index).reset_index()
    attribute = people[grouping(by, people.columns)[0]].astype("object")
    there = attribute.dropna().unique().tolist()
    wanted = True if value is None else value
    if wanted not in there:
        told = nearest(str(wanted), map(str, there))
        raise LaddersError(f'Nobody in scope has {by} "{wanted}": {told}. Say which: value=....')
    recorded = attribute.notna().to_numpy(bool)
    group = recorded & (attribute == wanted).to_numpy(bool)
    said = ("yes" if wanted else "no") if isinstance(wanted, bool | np.bool_) else str(wanted)
    words = f"{by.removeprefix('group_').replace('_', ' ')}: {said}"
    return Sides(words, group, recorded & ~group)
