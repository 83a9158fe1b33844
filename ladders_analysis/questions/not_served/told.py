"""Who is not yet being served, in sentences: the group, where it meets another, who is too few.

Counts of pupils throughout. Groups overlap, and the largest of many differences is partly luck;
both are said where the figure stands.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.english import count, some
from ladders_analysis.policy import WORKING_TOWARDS
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT, pupils_to_equal
from ladders_analysis.questions.furthest_group import (
    NONE_BEHIND,
    furthest_at_the_head,
    furthest_in_words,
    luck_in_words,
    too_few_in_words,
)
from ladders_analysis.questions.group_words import (
    also_in_group,
    pupils_of_groups,
)
from ladders_analysis.questions.not_served.groups import ServedGroup


def finding(behind: Sequence[ServedGroup]) -> str:
    """State the group furthest from where the others stand, for the head of a picture."""
    if not behind:
        return NONE_BEHIND
    first = behind[0]
    return furthest_at_the_head(first.parts, (first.up, first.of), first.more)


def served_in_words(
    groups: Sequence[ServedGroup], behind: Sequence[ServedGroup], about: str, names: pd.DataFrame
) -> str:
    """Say which group is furthest from what is expected, in pupils.

    Parameters
    ----------
    groups, behind
        All groups, and those behind the others, furthest first.
    about
        Whose figures they are: "Whole school, maths, Spring 2026".
    names
        The pupils of the first who are not at expectation.

    Returns
    -------
    str
        "Whole school, maths, Spring 2026: furthest from where other pupils stand are pupils with
        SEN support: 4 of 22 placed are at or above what our curriculum expects by now, and 150 of
        180 other pupils. 15 more would have to be, for the group to stand where the others stand."
        Then how groups overlap, and which are too few to speak of.
    """
    if not behind:
        lines = [
            f"{about}: no group large enough to speak of stands behind the other pupils, and none "
            "where two groups meet."
        ]
        return "\n".join([*lines, *_too_few(groups)])
    first = behind[0]
    chance = " A difference of this size could be chance." if first.between.could_be_chance else ""
    sides = (first.up, first.of), (first.others_up, first.others_of)
    luck = luck_in_words(sum(not each.too_small for each in groups))
    lines = [
        f"{furthest_in_words(about, first.parts, *sides, first.more)}{chance}{luck}",
        *_next(behind),
        *_meeting(groups, first),
        *_too_few(groups),
    ]
    working = int((names["Standing"] == WORKING_TOWARDS).sum())
    apart = len(names) - working
    lines.append(
        f"{'This' if working == 1 else 'These'} {some(working, 'child stands', 'children stand')} "
        "in the table by name, with what lies behind"
        + (f"; {count(apart)} more of the group cannot be placed." if apart else ".")
    )
    return "\n".join(lines)


def _next(behind: Sequence[ServedGroup]) -> list[str]:
    """Name the next group, say how many are the same children, and where two groups meet."""
    first = behind[0]
    meetings = [each for each in behind[1:] if len(each.parts) == 2]
    meet = [
        f"Furthest where two groups meet: {pupils_of_groups(each.parts)}, {count(each.up)} of "
        f"{count(each.of)}, {count(each.more)} more to go."
        for each in meetings[:1]
    ]
    singles = [each for each in behind[1:] if len(each.parts) == 1 and each.parts != first.parts]
    singles = [each for each in singles if each.parts[0].column != first.parts[0].column]
    if not singles:
        return meet
    other = singles[0]
    same = len(first.pupils.intersection(other.pupils))
    said = (
        f"Next: {pupils_of_groups(other.parts)}, {count(other.up)} of {count(other.of)}, "
        f"{count(other.more)} more to go."
    )
    if not same:
        return [f"{said} No child is in both groups.", *meet]
    whole = count(other.in_scope)
    verb = "is the same child" if same == 1 else "are the same children"
    return [f"{said} {count(same)} of these {whole} {verb}, so the two do not add up.", *meet]


def _meeting(groups: Sequence[ServedGroup], first: ServedGroup) -> list[str]:
    """Say with which other group most of the first one's way to go lies."""
    if len(first.parts) != 1:
        return []
    mine = first.parts[0]
    inside = [
        each
        for each in groups
        if len(each.parts) == 2 and mine in each.parts and not each.too_small and each.more > 0
    ]
    if not inside:
        return []
    most = max(inside, key=lambda each: (_within(first, each), -each.of))
    if _within(first, most) <= PUPILS_THAT_COUNT:
        return []
    other = next(part for part in most.parts if part != mine)
    who = also_in_group(other.column, other.value, False)
    return [
        f"Of the {count(most.of)} of them placed who {who}, {count(most.up)} "
        f"{'is' if most.up == 1 else 'are'} at or above; of the other "
        f"{count(first.of - most.of)}, {count(first.up - most.up)}."
    ]


def _within(first: ServedGroup, part: ServedGroup) -> int:
    """Count how many more of a part of a group it would take to stand where the rest of it does."""
    numbers = (part.up, part.of, first.up - part.up, first.of - part.of)
    return int(pupils_to_equal(*(np.array([number]) for number in numbers))[0])


def _too_few(groups: Sequence[ServedGroup]) -> list[str]:
    """Name the groups that are too small to speak of."""
    small = [each for each in groups if each.too_small and each.in_scope]
    singles = [each for each in small if len(each.parts) == 1]
    return too_few_in_words(
        [(each.in_scope, each.parts[0]) for each in singles], len(small) - len(singles)
    )
