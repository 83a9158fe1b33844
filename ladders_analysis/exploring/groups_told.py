"""Groups beside the other pupils, in sentences: who is furthest, which side moved, who is too few.

The words are those of the notebook of groups, so that both speak alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.exploring.groups_beside import Beside, Column
from ladders_analysis.questions.differences_told import COULD_BE, SELDOM, overlaps_in_words
from ladders_analysis.questions.furthest_group import (
    NONE_BEHIND,
    furthest_at_the_head,
    furthest_in_words,
    luck_in_words,
    too_few_in_words,
)
from ladders_analysis.questions.group_gaps import gap_in_words

Then = tuple[str, tuple[int, int], tuple[int, int]]


def title_of(behind: Sequence[Beside]) -> str:
    """State the group that is furthest from where the others stand."""
    if not behind:
        return NONE_BEHIND
    first = behind[0]
    return furthest_at_the_head((first.group,), (first.mine.good, first.of), first.more)


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
    mine, others = ((side.good, side.of) for side in (first.mine, first.others))
    chance = COULD_BE if first.could_be_chance else SELDOM
    luck = luck_in_words(sum(not each.too_small for column in columns for each in column.groups))
    said = furthest_in_words(about, (first.group,), mine, others, first.more)
    lines = [f"{said} {chance}{luck}"]
    if then is not None:
        lines.append(gap_in_words(f"Since {then[0]}", (mine, others), then[1:]))
    if len(overlaps):
        lines.append(str(overlaps_in_words(overlaps)))
    return [*lines, *_too_few(columns)]


def _too_few(columns: Sequence[Column]) -> list[str]:
    """Name the groups that are too small to speak of."""
    small = [each for column in columns for each in column.groups if each.too_small]
    return too_few_in_words([(each.mine.in_scope, each.group) for each in small])
