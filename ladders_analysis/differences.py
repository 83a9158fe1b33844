"""Differences between a group and the other pupils: in pupils, with how far chance could reach.

A difference is counted on both sides, with those who could not be rated beside them. Groups
overlap: a child may be disadvantaged and have SEN support, and then stands in both differences, so
the overlaps are counted too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from ladders_analysis.errors import LaddersError
from ladders_analysis.intervals import newcombe
from ladders_analysis.movement import BOTH, Progress, grouping
from ladders_analysis.policy import NOT_ENOUGH, UNRANKED
from ladders_analysis.pupil_groups import PupilGroup, groups_told_apart, pupils_to_equal

GROUPS = ("disadvantaged", "sen", "eal")
_COUNTED = ("favourable", "of", "no_evidence")
_COUNTS = (*_COUNTED, *(f"others_{name}" for name in _COUNTED), "not_recorded")


def group_differences(
    progress: Progress, groups: Sequence[str] = GROUPS, by: Sequence[str] = ("subject",)
) -> pd.DataFrame:
    """Set each group beside the other pupils: how many are favourable on both sides.

    Parameters
    ----------
    progress
        The result of `la.progress`; `progress.only(...)` for a part of it.
    groups
        Attributes of pupils, as at the end: `disadvantaged`, `sen`, `eal`, `sex`, `summer_born`,
        `class_name`, `group_*`. Those that nobody's record fills tell nobody apart.
    by
        Columns to count apart by, as for `la.summarise`; with several subjects, the subject.

    Returns
    -------
    DataFrame
        One row per group's value × the `by` columns in which anybody was in scope at both points:
        the `by` columns; `group` and `value`; `favourable` of `of` ranked in the group, and
        `others_favourable` of `others_of`; `difference`, the group's share less the others', with
        its 95 % interval `low`–`high` [percentage points]; `pupils_to_equal`, how many more pupils
        of the group would have to be favourable for its share to reach the others' (fewer, for it
        not to be above: negative); `could_be_chance`, where the interval includes 0 or a side is
        too small; `too_small`, where either side has fewer ranked than the school's `rows_from`;
        `no_evidence` and `others_no_evidence`; `not_recorded`, pupils on neither side.

    Raises
    ------
    LaddersError
        An attribute or column that pupils do not have, or several subjects taken together: each
        pupil would be counted once a subject, and chance be underrated.

    Notes
    -----
    A yes/no attribute has one group, "yes". Of two values, such as the sexes, the first is set
    beside the second. Otherwise every value that names a group is set beside all others. The
    interval is Newcombe's hybrid score interval, for each difference by itself: of twenty that
    are nothing but chance, one is expected to leave 0 outside.

    References
    ----------
    Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions:
    comparison of eleven methods", Statistics in Medicine 17, 873–890, method 10.
    """
    people = _rated(progress)
    columns = grouping(by, people.columns)
    if "subject" not in columns and len(people["subject"].unique()) > 1:
        raise LaddersError(
            "Several subjects taken together would count each pupil several times. Group by "
            'subject too: by=["subject"], or choose one with progress.only(subject=…).'
        )
    sides = [
        _both_sides(people, columns, each)
        for each in groups_told_apart(people, grouping(groups, people.columns))
    ]
    counted = pd.concat(sides, ignore_index=True) if sides else _nobody(columns)
    return _compared(counted, columns, progress.rows_from)


def group_overlaps(progress: Progress, groups: Sequence[str] = GROUPS) -> pd.DataFrame:
    """Count the pupils who are in two groups at once.

    Parameters
    ----------
    progress
        The result of `la.progress`.
    groups
        As for `la.group_differences`.

    Returns
    -------
    DataFrame
        One row per two groups of different attributes that share pupils: `group` and `value`,
        `other_group` and `other_value`; `both`, the pupils in both, of `pupils` in the first and
        `other_pupils` in the second. Everybody in scope at both points is counted, once.
    """
    people = _rated(progress)
    people = people.drop_duplicates(["school_id", "pupil_id"])
    found = []
    for one, other in combinations(groups_told_apart(people, grouping(groups, people.columns)), 2):
        mine, theirs = one.members(people), other.members(people)
        both = int((mine & theirs).sum())
        if one.column != other.column and both:
            found.append(
                (one.column, one.value, other.column, other.value)
                + (both, int(mine.sum()), int(theirs.sum()))
            )
    names = ["group", "value", "other_group", "other_value", "both", "pupils", "other_pupils"]
    return pd.DataFrame(found, columns=names)


def _rated(progress: Progress) -> pd.DataFrame:
    """Return who was in scope at both points, with the attributes and what came out."""
    outcome = progress["outcome"]
    marks = pd.DataFrame(
        {
            "favourable": outcome.isin(progress.about.favourable).astype("int64"),
            "of": (~outcome.isin(UNRANKED)).astype("int64"),
            "no_evidence": (outcome == NOT_ENOUGH).astype("int64"),
        },
        index=progress.index,
    )
    people = progress.population[(progress.population["presence"] == BOTH).to_numpy(bool)]
    return people.join(marks).reset_index()


def _both_sides(people: pd.DataFrame, columns: list[str], group: PupilGroup) -> pd.DataFrame:
    """Count both sides of one group, wherever anybody of it was in scope."""
    inside, outside = group.members(people), group.others(people)
    marks = people.assign(
        **{name: people[name].where(inside, 0) for name in _COUNTED},
        **{f"others_{name}": people[name].where(outside, 0) for name in _COUNTED},
        not_recorded=(~(inside | outside)).astype("int64"),
        _members=inside.astype("int64"),
    )
    counts = [*_COUNTS, "_members"]
    table = marks.groupby(columns, observed=True, dropna=False)[counts].sum().reset_index()
    table = table[(table.pop("_members") > 0).to_numpy()].reset_index(drop=True)
    return table.assign(group=group.column, value=pd.Series([group.value] * len(table), dtype="O"))


def _nobody(columns: list[str]) -> pd.DataFrame:
    """Give the table of no groups at all."""
    empty = pd.DataFrame(columns=[*columns, "group", "value", *_COUNTS])
    return empty.astype(dict.fromkeys(_COUNTS, "int64"))


def _compared(counted: pd.DataFrame, columns: list[str], rows_from: int) -> pd.DataFrame:
    """Add what the counts say of the difference."""
    mine, of, others, others_of = (
        counted[name].to_numpy(np.int64)
        for name in ("favourable", "of", "others_favourable", "others_of")
    )
    low, high = newcombe(*(each.astype(float) for each in (mine, of, others, others_of)))
    told = (of > 0) & (others_of > 0)
    shares = [
        part / np.where(told, whole, np.nan) for part, whole in ((mine, of), (others, others_of))
    ]
    small = np.minimum(of, others_of) < rows_from
    table = counted.assign(
        difference=100 * (shares[0] - shares[1]),
        low=100 * low,
        high=100 * high,
        pupils_to_equal=pd.array(pupils_to_equal(mine, of, others, others_of), "Int64"),
        too_small=small,
        could_be_chance=small | ((low <= 0) & (high >= 0)),
    )
    table["pupils_to_equal"] = table["pupils_to_equal"].where(told)
    front = [
        *(*columns, "group", "value", "favourable", "of", "others_favourable", "others_of"),
        *("difference", "low", "high", "pupils_to_equal", "could_be_chance", "too_small"),
        *("no_evidence", "others_no_evidence", "not_recorded"),
    ]
    return table[front]
