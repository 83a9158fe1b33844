"""The group furthest from where other pupils stand, in words.

The notebook of groups and the explorer find it among different groups and say it alike: how many
stand where, how many more it would take, from how many it was picked, and who is too few.
"""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.english import count, listing, some
from ladders_analysis.pupil_groups import PupilGroup
from ladders_analysis.questions.group_words import (
    pupils_of_groups,
    row_of_group,
    so_many_of_group,
)

NONE_BEHIND = "No group large enough to speak of stands behind the other pupils"
MOST_SMALL = 4
"""So many groups that are too small are named; of any further ones only the number is told."""
FEW_TO_PICK_FROM = 5
"""The largest of fewer differences is not called partly luck."""
Parts = tuple[PupilGroup, ...]
Placed = tuple[int, int]
"""Pupils at or above what is expected, and pupils placed."""


def furthest_at_the_head(parts: Parts, mine: Placed, more: int) -> str:
    """State the group for the head of a picture.

    Parameters
    ----------
    parts
        The group, or the two that meet.
    mine
        Its pupils.
    more
        How many more would have to be at or above for it to stand where the others stand.

    Examples
    --------
    >>> furthest_at_the_head((PupilGroup("sex", "F"),), (10, 15), 2)
    'Girls: 10 of 15 are at or above; 2 more to stand where the others stand'
    """
    return (
        f"{row_of_group(parts)}: {_of(mine)} are at or above; {count(more)} more to stand where "
        "the others stand"
    )


def furthest_in_words(about: str, parts: Parts, mine: Placed, others: Placed, more: int) -> str:
    """Say which group is furthest from the other pupils.

    Parameters
    ----------
    about
        Whose figures they are: "Whole school, maths, Spring 2026".
    parts, mine, more
        As for `furthest_at_the_head`.
    others
        The pupils recorded as not in it.
    """
    return (
        f"{about}: furthest from where other pupils stand are {pupils_of_groups(parts)}: "
        f"{_of(mine)} placed are at or above what our curriculum expects by now, and {_of(others)} "
        f"other pupils. {count(more)} more would have to be, for the group to stand where the "
        "others stand."
    )


def luck_in_words(looked_at: int) -> str:
    """Say from how many groups the first was picked; blank where they are few."""
    if looked_at < FEW_TO_PICK_FROM:
        return ""
    return f" It is the largest of {count(looked_at)} looked at, so part of it may be luck."


def too_few_in_words(small: Sequence[tuple[int, PupilGroup]], meetings: int = 0) -> list[str]:
    """Name the groups that are too small to speak of.

    Parameters
    ----------
    small
        How many pupils each has, and the group.
    meetings
        How many meetings of two groups are too small besides.

    Returns
    -------
    list of str
        A sentence, or nothing.
    """
    named = [so_many_of_group(many, each.column, each.value) for many, each in small[:MOST_SMALL]]
    if len(small) > MOST_SMALL:
        named.append(some(len(small) - MOST_SMALL, "other group", "other groups"))
    if meetings:
        named.append(some(meetings, "meeting of two groups", "meetings of two groups"))
    if not named:
        return []
    return [
        f"Too few placed, in the group or beside it, to speak of: {listing(named)}. Ask about "
        "them child by child."
    ]


def _of(placed: Placed) -> str:
    return f"{count(placed[0])} of {count(placed[1])}"
