"""Groups beside the other pupils, in sentences: who is furthest, which side moved, who is too few.

The words are those of the notebook of groups, so that both speak alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.english import count, listing, some
from ladders_analysis.exploring.groups_beside import Beside, Column
from ladders_analysis.questions.differences_told import COULD_BE, SELDOM, overlaps_in_words
from ladders_analysis.questions.group_gaps import gap_in_words
from ladders_analysis.questions.group_words import (
    pupils_of_group,
    row_of_group,
    so_many_of_group,
)

MOST_SMALL = 4
Then = tuple[str, tuple[int, int], tuple[int, int]]


def title_of(behind: Sequence[Beside]) -> str:
    """State the group that is furthest from where the others stand."""
    if not behind:
        return "No group large enough to speak of stands behind the other pupils"
    first = behind[0]
    return (
        f"{row_of_group((first.group,))}: {count(first.mine.good)} of {count(first.mine.of)} are "
        f"at or above; {count(first.more)} more to stand where the others stand"
    )


def groups_in_words(
    columns: Sequence[Column],
    behind: Sequence[Beside],
    about: str,
    then: Then | None,
    overlaps: pd.DataFrame,
) -> list[str]:
    """Say which group is furthest from the others, which side moved, and how groups overlap.

    Parameters
    ----------
    columns, behind
        All groups; those behind the others, furthest first.
    about
        Whose figures they are.
    then
        Both sides of the first at the start, where they are known.
    overlaps
        Of the first with the others, as `la.group_overlaps` gives them.
    """
    if not behind:
        lines = [
            f"{about}: no group large enough to speak of stands behind the other pupils.",
        ]
        return [*lines, *_too_few(columns)]
    first = behind[0]
    more = f"{count(first.more)} more would have to be"
    chance = COULD_BE if first.could_be_chance else SELDOM
    lines = [
        f"{about}: furthest from where other pupils stand are "
        f"{pupils_of_group(first.group.column, first.group.value)}: {count(first.mine.good)} of "
        f"{count(first.mine.of)} placed are at or above what our curriculum expects by now, and "
        f"{count(first.others.good)} of {count(first.others.of)} other pupils. {more}, for the "
        f"group to stand where the others stand. {chance}{_luck(columns)}"
    ]
    if then is not None:
        now = tuple((side.good, side.of) for side in (first.mine, first.others))
        lines.append(gap_in_words(f"Since {then[0]}", (now[0], now[1]), then[1:]))
    if len(overlaps):
        lines.append(str(overlaps_in_words(overlaps)))
    return [*lines, *_too_few(columns)]


def _luck(columns: Sequence[Column]) -> str:
    """Say from how many groups the first was picked."""
    looked_at = sum(not each.too_small for column in columns for each in column.groups)
    if looked_at < 5:
        return ""
    return f" It is the largest of {count(looked_at)} looked at, so part of it may be luck."


def _too_few(columns: Sequence[Column]) -> list[str]:
    """Name the groups that are too small to speak of."""
    small = [each for column in columns for each in column.groups if each.too_small]
    named = [
        so_many_of_group(each.mine.in_scope, each.group.column, each.group.value)
        for each in small[:MOST_SMALL]
    ]
    if len(small) > MOST_SMALL:
        named.append(some(len(small) - MOST_SMALL, "other group", "other groups"))
    if not named:
        return []
    return [
        f"Too few placed, in the group or beside it, to speak of: {listing(named)}. Ask about "
        "them child by child."
    ]
