"""The groups of a summary, and what they are called.

A summary is a long table with one row per group and word. A picture wants it by group, in the
table's own order, with each group named as briefly as the others allow.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ladders_analysis.english import count, percent
from ladders_analysis.errors import nearest
from ladders_analysis.plots.checking import PictureError, whole
from ladders_analysis.plots.wording import shared_ending, value_in_words, without_ending

MOST_ROWS = 120


@dataclass(frozen=True)
class Group:
    """One group: its value in each `by` column, its first row, and pupils for each word."""

    named: dict[str, object]
    first: dict[str, Any]
    pupils: dict[str, int]
    key: Hashable

    @property
    def too_small(self) -> bool:
        """Return whether it is too small to compare."""
        flag = self.first["too_small"]
        return bool(flag) if not bool(pd.isna(flag)) else False


@dataclass(frozen=True)
class Labels:
    """How groups are named: under a subject where there is one, without what all share."""

    by: tuple[str, ...]
    shared: str
    headed: bool

    def _name(self, group: Group, columns: Sequence[str]) -> str:
        words = [value_in_words(column, group.named[column]) for column in columns]
        if self.shared:
            words = [
                without_ending(word) if column == "cohort_label" else word
                for column, word in zip(columns, words, strict=True)
            ]
        return " · ".join(words)

    def block(self, group: Group) -> str:
        """Return the heading a group stands under."""
        return str(group.named["subject"]) if self.headed else ""

    def row(self, group: Group) -> str:
        """Return its name under that heading."""
        columns = [column for column in self.by if not (self.headed and column == "subject")]
        return self._name(group, columns) or "All pupils"

    def full(self, group: Group) -> str:
        """Return its whole name, such as "Year 3 maths" would say it: "Maths, Year 3"."""
        return f"{self.block(group)}, {self.row(group)}" if self.headed else self.row(group)

    def subject_first(self, group: Group) -> str:
        """Return its name with the subject before a colon."""
        return f"{self.block(group)}: {self.row(group)}" if self.headed else self.row(group)


def part_of(group: Group, part: str, share: str) -> str:
    """Say a part of a group in pupils, with its share where the group is large enough for one.

    Parameters
    ----------
    group
        The group.
    part, share
        The columns that hold the part [pupils] and its share of `of` [share 0–1].

    Returns
    -------
    str
        Such as ``"19 of 29 · 66%"``; empty where `of` is nobody.
    """
    of = whole(group.first["of"])
    if of == 0:
        return ""
    words = f"{count(whole(group.first[part]))} of {count(of)}"
    if group.too_small or bool(pd.isna(group.first[share])):
        return words
    return f"{words} · {percent(float(group.first[share]))}"


def _matching(named: dict[str, object]) -> Hashable:
    """Return what a group is matched by across years."""
    return tuple(
        (column, without_ending(str(value)) if column == "cohort_label" else str(value))
        for column, value in named.items()
    )


def groups_of(
    summary: pd.DataFrame, word: str, measures: Sequence[str], subject: str | None
) -> tuple[list[Group], Labels]:
    """Gather the rows of a summary by group.

    Parameters
    ----------
    summary
        The long table.
    word
        The column that holds the words counted, such as ``"attainment"``.
    measures
        Its columns that are not `by` columns.
    subject
        Only this subject, or None for all.

    Returns
    -------
    list of Group
        In the order of the table, subjects together.
    Labels
        How to name them.

    Raises
    ------
    PictureError
        When the summary has no such subject.
    """
    by = tuple(str(column) for column in summary.columns if column not in measures)
    if subject is not None:
        if "subject" not in by:
            raise PictureError(
                f'The summary is not by subject, so "{subject}" cannot be chosen. Add "subject" '
                "to its by columns."
            )
        names = summary["subject"].astype(str)
        if len(summary) and not (names == subject).any():
            raise PictureError(
                f'The summary has no subject "{subject}"; {nearest(subject, names.unique())}.'
            )
        summary = summary.loc[names == subject]
    gathered: dict[Hashable, Group] = {}
    for record in summary.to_dict("records"):
        named: dict[str, object] = {column: record[column] for column in by}
        key = tuple(str(record[column]) for column in by)
        first = {str(column): value for column, value in record.items()}
        group = gathered.setdefault(key, Group(named, first, {}, _matching(named)))
        name = str(record[word])
        group.pupils[name] = group.pupils.get(name, 0) + whole(record["pupils"])
    groups = list(gathered.values())
    headed = "subject" in by and len(by) > 1
    if headed:
        order = list(dict.fromkeys(str(group.named["subject"]) for group in groups))
        groups.sort(key=lambda group: order.index(str(group.named["subject"])))
    cohorts = [str(group.named["cohort_label"]) for group in groups if "cohort_label" in by]
    return groups, Labels(by, shared_ending(cohorts) if cohorts else "", headed)


def lowest(groups: Sequence[Group], part: str, of: str) -> list[Group]:
    """Find the groups with the smallest share.

    Parameters
    ----------
    groups
        The groups.
    part, of
        Columns of the count and of what it is counted among.

    Returns
    -------
    list of Group
        Those with the smallest share, the most numerous first; groups without anyone, or too
        small to compare, are left out (unless no other is left). Shares are compared as whole
        numbers, so that 1 of 3 and 2 of 6 are alike.
    """
    ranked = [group for group in groups if whole(group.first[of]) > 0]
    compared = [group for group in ranked if not group.too_small]
    least: list[Group] = []
    for group in compared:
        if least:
            ahead = whole(group.first[part]) * whole(least[0].first[of])
            behind = whole(least[0].first[part]) * whole(group.first[of])
            if ahead > behind:
                continue
            if ahead < behind:
                least = []
        least.append(group)
    return sorted(least, key=lambda group: -whole(group.first[of]))
