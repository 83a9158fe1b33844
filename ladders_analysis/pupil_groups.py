"""Groups of pupils: who is in one, who stands beside it, and how many pupils lie between.

A group is one value of an attribute in the school's records, such as SEN support, or the meeting
of two. Pupils whose record is blank are on neither side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import pandas as pd

from ladders_analysis.intervals import newcombe

PUPILS_THAT_COUNT = 2
"""A difference, or a change, that so few pupils could make is not called one."""
_THE_REST = ("none", "no", "n", "false")
"""Values that mean being in no group: the other pupils, not a group beside them."""


@dataclass(frozen=True)
class PupilGroup:
    """The pupils whose record holds one value of an attribute."""

    column: str
    value: object

    def members(self, people: pd.DataFrame) -> np.ndarray:
        """Mark who is in it."""
        return people[self.column].isin([self.value]).to_numpy(bool)

    def recorded(self, people: pd.DataFrame) -> np.ndarray:
        """Mark those of whom the records say whether they are in it."""
        return people[self.column].notna().to_numpy(bool)

    def others(self, people: pd.DataFrame) -> np.ndarray:
        """Mark who is recorded as something else; who is not recorded is on neither side."""
        return self.recorded(people) & ~self.members(people)


def groups_told_apart(
    people: pd.DataFrame, columns: Sequence[str], *, both_of_two: bool = False
) -> Iterator[PupilGroup]:
    """Give the groups that the records tell apart, in order.

    Parameters
    ----------
    people
        Pupils with their attributes.
    columns
        The attributes.
    both_of_two
        Of two values that both name somebody, such as the sexes, one difference says what the
        other would; True gives both groups all the same.

    Yields
    ------
    PupilGroup
    """
    for column in columns:
        known = people[column].dropna().unique().tolist()
        if len(known) < 2:
            continue
        values = sorted(
            (value for value in known if str(value).casefold() not in _THE_REST),
            key=lambda value: _place(column, value),
        )
        alone = len(known) == 2 and len(values) == 2 and not both_of_two
        yield from (PupilGroup(column, value) for value in (values[:1] if alone else values))


def pupils_to_equal(
    mine: np.ndarray, of: np.ndarray, others: np.ndarray, others_of: np.ndarray
) -> np.ndarray:
    """Count whole pupils to equality: the least number after which no side is behind as before.

    Parameters
    ----------
    mine, of
        Pupils of the group who are well placed, and all of them.
    others, others_of
        The same of the other pupils.

    Returns
    -------
    ndarray
        How many more pupils of the group would have to be well placed for its share to reach the
        others'; negative where it is above.

    Examples
    --------
    >>> pupils_to_equal(*(np.array([number]) for number in (9, 14, 60, 71))).tolist()
    [3]
    """
    short = others * of - mine * others_of  # in pupils × others_of, so that nothing is rounded
    whole = -(-np.abs(short) // np.maximum(others_of, 1))
    return np.sign(short) * whole


@dataclass(frozen=True)
class Between:
    """What lies between a group and the other pupils.

    Attributes
    ----------
    more
        How many more of the group would have to be well placed for it to stand where the others
        stand; 0 or less where it does, and where a side has nobody placed.
    too_small
        Fewer placed on either side than are spoken of.
    could_be_chance
        Chance alone often makes such a difference, or a side has nobody placed.
    """

    more: int
    too_small: bool
    could_be_chance: bool


def between(mine: int, of: int, others: int, others_of: int, rows_from: int) -> Between:
    """Say what lies between a group and the other pupils.

    Parameters
    ----------
    mine, of, others, others_of
        As for `pupils_to_equal`.
    rows_from
        Fewer placed than this on either side are too few to speak of.

    Examples
    --------
    >>> between(9, 14, 60, 71, 11)
    Between(more=3, too_small=False, could_be_chance=True)
    """
    numbers = [np.array([number]) for number in (mine, of, others, others_of)]
    low, high = newcombe(*(number.astype(float) for number in numbers))
    told = bool(of and others_of)
    return Between(
        more=int(pupils_to_equal(*numbers)[0]) if told else 0,
        too_small=min(of, others_of) < rows_from,
        could_be_chance=not told or bool((low[0] <= 0) & (high[0] >= 0)),
    )


class _Behind(Protocol):
    """A group set beside the other pupils."""

    @property
    def of(self) -> int: ...
    @property
    def more(self) -> int: ...
    @property
    def too_small(self) -> bool: ...


Group = TypeVar("Group", bound=_Behind)


def furthest_first(groups: Iterable[Group]) -> list[Group]:
    """Keep the groups that stand behind the others, those with most pupils to go first.

    Parameters
    ----------
    groups
        Groups set beside the other pupils. Those too small to speak of are left out.

    Returns
    -------
    list
        Between equals, the smaller group first: the same number of pupils is more of it.
    """
    behind = [each for each in groups if each.more > 0 and not each.too_small]
    return sorted(behind, key=lambda each: (-each.more, each.of))


def _place(column: str, value: object) -> tuple[int, str]:
    """Order values by the alphabet, but support before a plan."""
    given = ("support", "ehcp") if column == "sen" else ()
    return (given.index(str(value)) if value in given else len(given), str(value))
