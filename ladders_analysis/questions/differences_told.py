"""Differences between groups in words and as a table: pupils first, and what could be chance.

Leaders read pupils: how many more of a group would have to come out well for it to equal the
others. The interval stands there for analysts who ask for it, and never instead of the counts.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.questions.answers import Readable, Sentence
from ladders_analysis.questions.choosing import group_name, value_name
from ladders_analysis.questions.group_words import (
    also_in_group,
    pupils_of_group,
    so_many_of_group,
)
from ladders_analysis.questions.laying_out import OF, head_in_table, name_in_table

SELDOM = "Chance alone seldom makes so large a difference."
COULD_BE = "A difference of this size could be chance."
TOO_FEW = "So few pupils are rated that this could well be chance."


def differences_in_words(differences: pd.DataFrame, *, interval: bool = False) -> Sentence:
    """Say each difference between a group and the other pupils, in pupils.

    Parameters
    ----------
    differences
        From `la.group_differences`.
    interval
        For analysts: say every difference in full, and add it in percentage points with its 95 %
        interval.

    Returns
    -------
    Sentence
        A line for each difference: "Reading: 9 of 14 disadvantaged pupils are favourable, and 60 of
        71 other pupils. 3 more pupils of the group would make the shares equal. A difference of
        this size could be chance." Of several, a first line says how many chance would seldom
        make, and those that could be chance are named together in the last.
    """
    rows = differences.to_dict("records")
    if not rows:
        return Sentence("The records tell no groups of pupils apart, so none can be compared.")
    if len(rows) == 1:
        return Sentence(_said(rows[0], interval))
    by = _by(differences)
    chance = [row for row in rows if row["could_be_chance"]]
    told = rows if interval or len(chance) < 2 else [row for row in rows if row not in chance]
    lines = [_how_many(len(rows), len(rows) - len(chance)), *(_said(row, interval) for row in told)]
    if len(told) < len(rows):
        lines.append(_together(chance, by))
    return Sentence("\n".join(lines))


def difference_table(differences: pd.DataFrame, *, interval: bool = False) -> Readable:
    """Lay differences out with one row a group, in pupils.

    Parameters
    ----------
    differences
        From `la.group_differences`.
    interval
        Whether to add the difference with its interval, for analysts.

    Returns
    -------
    Readable
        `In the group` and `Others` ("9 of 14" favourable of those rated), `To be equal` ("3 more
        pupils"), `Could be chance`, `Not enough evidence` on both sides; with `interval`,
        `Percentage points` and `95 % interval`.
    """
    by = _by(differences)
    names = {column: head_in_table(column) for column in by}
    rows: list[dict[str, object]] = []
    for row in differences.to_dict("records"):
        group = f"{group_name(str(row['group']))}: {value_name(row['value'])}"
        told = {
            **{names[column]: name_in_table(column, row[column]) for column in by},
            "Group": group,
            "In the group": _of(row, "", OF),
            "Others": _of(row, "others_", OF),
            "To be equal": _to_equal(row) or "–",
            "Could be chance": bool(row["could_be_chance"]),
            "Not enough evidence": f"{row['no_evidence']} and {row['others_no_evidence']}",
        }
        if interval:
            numbers = _points(row)
            told["Percentage points"], told["95 % interval"] = numbers or ("–", "–")
        rows.append(told)
    if not rows:
        return Readable()
    table = pd.DataFrame(rows).astype({"Could be chance": object})
    return Readable(table.set_index([*names.values(), "Group"]))


def overlaps_in_words(overlaps: pd.DataFrame) -> Sentence:
    """Say how groups overlap, so that nobody adds their differences up.

    Parameters
    ----------
    overlaps
        From `la.group_overlaps`.

    Returns
    -------
    Sentence
        "These groups overlap: 9 of the 14 disadvantaged pupils also have SEN support, …"
    """
    if not len(overlaps):
        return Sentence("No pupil is in two of these groups at once.")
    clauses = [
        f"{count(row['both'])} of the "
        f"{so_many_of_group(row['pupils'], row['group'], row['value'])} "
        f"{also_in_group(row['other_group'], row['other_value'], row['both'] == 1)}"
        for row in overlaps.to_dict("records")
    ]
    return Sentence(
        f"These groups overlap: {listing(clauses)}. One child can stand in several differences, "
        "so they do not add up."
    )


def _by(differences: pd.DataFrame) -> list[str]:
    return [str(name) for name in differences.columns[: list(differences.columns).index("group")]]


def _said(row: dict[Hashable, Any], interval: bool) -> str:
    """Say one row."""
    columns = [str(name) for name in list(row)[: list(row).index("group")]]
    where = ", ".join(str(name_in_table(column, row[column])) for column in columns)
    who = pupils_of_group(str(row["group"]), row["value"])
    if not row["of"] or not row["others_of"]:
        nobody = f"none of the {who}" if not row["of"] else f"nobody but the {who}"
        return f"{where}: {nobody} could be rated, so there is nothing to compare."
    said = (
        f"{where}: {_of(row, '')} {who} rated are favourable, and {_of(row, 'others_')} other "
        f"pupils. {_change(row)}"
    )
    if interval:
        points, ends = _points(row) or ("", "")
        said += f" In percentage points: {points} (95 % interval {ends})."
    if row["too_small"]:
        said += f" {TOO_FEW}"
    elif row["pupils_to_equal"]:
        said += f" {COULD_BE if row['could_be_chance'] else SELDOM}"
    if row["no_evidence"] or row["others_no_evidence"]:
        said += (
            f" Not enough evidence: {count(row['no_evidence'])} of the group, "
            f"{count(row['others_no_evidence'])} of the others."
        )
    if row["not_recorded"]:
        said += (
            f" For {some(row['not_recorded'], 'pupil', 'pupils')} the records do not say which "
            "side they are on."
        )
    return said


def _how_many(differences: int, larger: int) -> str:
    """Say how many differences chance would seldom make, and how often it makes one all the same.

    Examples
    --------
    >>> _how_many(12, 3)
    'Chance alone would seldom make 3 of these 12 differences; of 20 that it makes, 1 looks so.'
    """
    made = f"{count(larger)} of" if larger else "any of"
    return (
        f"Chance alone would seldom make {made} these {count(differences)} differences; of 20 that "
        "it makes, 1 looks so."
    )


def _together(rows: list[dict[Hashable, Any]], by: list[str]) -> str:
    """Name the differences that could be chance, group by group."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        where = ", ".join(
            in_a_sentence(str(name_in_table(column, row[column])))
            if column == "subject"
            else str(name_in_table(column, row[column]))
            for column in by
        )
        groups.setdefault(pupils_of_group(str(row["group"]), row["value"]), []).append(where)
    between = "; " if len(by) > 1 else ""
    named = [
        f"{who} in {between.join(places) if between else listing(places)}"
        for who, places in groups.items()
    ]
    return f"The others could be chance, or rest on too few pupils: {'; '.join(named)}."


def _change(row: dict[Hashable, Any]) -> str:
    change = _to_equal(row)
    if not change:
        return "The shares are equal."
    return f"{change} of the group would make the shares equal."


def _to_equal(row: dict[Hashable, Any]) -> str:
    """Say how many pupils make the difference: "2 more pupils"; blank where there is none."""
    needed = row["pupils_to_equal"]
    if bool(pd.isna(needed)) or not needed:
        return ""
    way = "more" if needed > 0 else "fewer"
    return some(abs(int(needed)), f"{way} pupil", f"{way} pupils")


def _points(row: dict[Hashable, Any]) -> tuple[str, str] | None:
    """Write the difference and its interval with a minus that reads as one."""
    if bool(pd.isna(row["difference"])):
        return None
    middle, low, high = (
        f"{row[name]:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
        for name in ("difference", "low", "high")
    )
    return middle, f"{low} to {high}"


def _of(row: dict[Hashable, Any], side: str, between: str = " of ") -> str:
    if not row[f"{side}of"]:
        return "–"
    return f"{count(row[f'{side}favourable'])}{between}{count(row[f'{side}of'])}"
