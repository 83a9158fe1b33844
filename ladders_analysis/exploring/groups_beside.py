"""Every group of the chosen pupils beside the others, counted from arrays.

The rule is that of `la.group_differences` and of the notebook of groups: how many more pupils of
the group would have to be at or above expectation for it to stand where the others stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from ladders_analysis.exploring.facts import Places
from ladders_analysis.exploring.people import NOT_RECORDED, Mask, People
from ladders_analysis.exploring.tallies import STANDING, Tally, counts_of
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.pupil_groups import Between, PupilGroup, between, groups_told_apart


@dataclass(frozen=True)
class Beside:
    """One group beside the other pupils of whom the records say that they are not in it.

    Attributes
    ----------
    group
        The group.
    word
        Its value as text.
    mine, others
        Both sides.
    between
        What lies between the two sides.
    """

    group: PupilGroup
    word: str
    mine: Tally
    others: Tally
    between: Between

    @property
    def of(self) -> int:
        """How many of the group are placed."""
        return self.mine.of

    @property
    def more(self) -> int:
        """How many more of it would have to be at or above for it to stand with the others."""
        return self.between.more

    @property
    def too_small(self) -> bool:
        """Whether fewer are placed on either side than the school's `rows_from`."""
        return self.between.too_small

    @property
    def could_be_chance(self) -> bool:
        """Whether chance alone often makes such a difference, or a side is too small."""
        return self.too_small or self.between.could_be_chance


@dataclass(frozen=True)
class Column:
    """One attribute: a tally for every value among the chosen, and the groups it tells apart."""

    name: str
    rows: tuple[Tally, ...]
    groups: tuple[Beside, ...]


def columns_told_apart(
    people: People,
    columns: Sequence[str],
    mask: Mask,
    subject: str,
    places: Places,
    rows_from: int,
) -> list[Column]:
    """Count every group that the records tell apart among some pupils.

    Parameters
    ----------
    people
        The pupils.
    columns
        Attributes in the order of the page.
    mask
        Who is chosen.
    subject, places
        The subject, and everybody's place in it.
    rows_from
        Fewer placed than this on either side are too few to compare.
    """
    found = []
    for name in columns:
        words = people.words(name)
        here = [int(place) for place in np.flatnonzero(words.counted(mask))]
        known = [place for place in here if words.words[place] != NOT_RECORDED]
        if len(known) < 2:
            continue
        counted = counts_of(words, places, mask, len(ATTAINMENT))
        tallies = {
            place: STANDING.tally(
                subject, (words.words[place], words.words[place]), counted[place].tolist()
            )
            for place in here
        }
        values = tuple(words.known[place] for place in known)
        groups = [
            _beside(each, known[values.index(each.value)], known, tallies, rows_from)
            for each in _groups_of(name, values)
        ]
        found.append(Column(name, tuple(tallies.values()), tuple(groups)))
    return found


@lru_cache(maxsize=256)
def _groups_of(column: str, values: tuple[object, ...]) -> tuple[PupilGroup, ...]:
    """Return the groups that the values of an attribute tell apart."""
    frame = pd.DataFrame({column: pd.Series(list(values), dtype=object)})
    return tuple(groups_told_apart(frame, [column], both_of_two=True))


def _beside(
    group: PupilGroup, place: int, known: Sequence[int], tallies: dict[int, Tally], rows_from: int
) -> Beside:
    mine = tallies[place]
    rest = [tallies[other] for other in known if other != place]
    counts = [sum(each.pupils[word] for each in rest) for word in ATTAINMENT]
    others = STANDING.tally(mine.subject, ("others", "others"), counts)
    told = between(mine.good, mine.of, others.good, others.of, rows_from)
    return Beside(group, mine.row, mine, others, told)
