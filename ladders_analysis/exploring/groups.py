"""Groups of the chosen pupils: where each stands, and how many pupils lie between it and others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.combining import RWM
from ladders_analysis.differences import GROUPS
from ladders_analysis.english import in_a_sentence
from ladders_analysis.exploring.barred import Wording, bars
from ladders_analysis.exploring.facts import Facts, Standing
from ladders_analysis.exploring.groups_beside import (
    Beside,
    Column,
    columns_told_apart,
)
from ladders_analysis.exploring.groups_told import groups_in_words, title_of
from ladders_analysis.exploring.options import group_columns
from ladders_analysis.exploring.painting import ATTAINMENT_PAINTS
from ladders_analysis.exploring.people import Mask
from ladders_analysis.exploring.selection import A_YEAR_AGO, Selection
from ladders_analysis.exploring.selection import Behind as Clicked
from ladders_analysis.exploring.tabled import headline
from ladders_analysis.exploring.tallies import Tally, rows_from
from ladders_analysis.exploring.views import Message, PartView, TableView
from ladders_analysis.exploring.whom import cohort_then, whom
from ladders_analysis.pupil_groups import furthest_first
from ladders_analysis.questions.choosing import TOGETHER, group_name
from ladders_analysis.questions.chosen_figures import standing_small_print

_NONE_APART = (
    "The records tell no groups of these pupils apart. Fill disadvantaged, sen or eal in the "
    "pupils’ file, or choose more pupils, to see them."
)


def groups_view(facts: Facts, selection: Selection) -> PartView:
    """Answer where each group of the chosen pupils stands beside the others.

    Parameters
    ----------
    facts
        What is known of the school, or of all schools of a trust.
    selection
        A settled selection. Without a subject: all three together where the school judges them,
        else its first subject; the sentence says which.
    """
    standing = facts.standing(selection.end)
    who = whom(facts, selection)
    subject = selection.subject or _first(standing)
    mask = standing.people.chosen(selection)
    about = f"{who} {in_a_sentence(subject)}, {standing.point.label}"
    if not mask.any() or not subject:
        return PartView(
            sentences=(f"{who}, {standing.point.label}: no pupil is in scope here.",),
            picture=Message(title="No pupil is in scope here", detail="Choose other pupils."),
        )
    small = rows_from(facts)
    columns = columns_told_apart(
        standing.people,
        group_columns(standing.people),
        mask,
        subject,
        standing.of(subject),
        small,
    )
    if not columns:
        return PartView(
            sentences=(f"{about}. {_NONE_APART}",),
            picture=Message(title="No groups to tell apart", detail=_NONE_APART),
        )
    behind = furthest_first(each for column in columns for each in column.groups)
    then = None if not behind else _then(facts, selection, behind[0], subject)
    overlaps = _overlaps(standing, mask, columns, behind)
    lines = groups_in_words(columns, behind, about, then, overlaps)
    if selection.subject is None:
        lines.append(
            f"Groups are shown in one subject at a time: without a choice, {in_a_sentence(subject)}"
            "."
        )
    rows = [each for column in columns for each in _named(column)]
    picture = bars(
        rows,
        ATTAINMENT_PAINTS,
        lambda tally, word: Clicked(
            subject=subject, by=_column_of(columns, tally), row=tally.row, now=word
        ),
        Wording(
            title=title_of(behind),
            under=f"{about}. Pupils; the count: at or above what the curriculum expects by now, of "
            "those placed",
            note=standing_small_print(standing.point, standing.snapshots.values()),
            said_head="At or above",
            beside_head="To stand with the others",
        ),
        {
            (group_name(column.name), each.word): _to_go(each)
            for column in columns
            for each in column.groups
        },
        {},
    )
    return PartView(
        sentences=tuple(lines), picture=picture, table=_table(columns, f"Groups: {about}")
    )


def _first(standing: Standing) -> str:
    """Choose a subject where none is chosen: all three together where they are judged."""
    if standing.can_combine and set(RWM) <= set(standing.subjects):
        return TOGETHER
    return next(iter(standing.subjects), "")


def _named(column: Column) -> list[Tally]:
    """Head a column's rows by its name."""
    name = group_name(column.name)
    return [
        Tally(name, each.row, each.label, each.pupils, each.of, each.good) for each in column.rows
    ]


def _column_of(columns: Sequence[Column], tally: Tally) -> str:
    return next(each.name for each in columns if group_name(each.name) == tally.subject)


def _to_go(beside: Beside) -> str:
    """Say how far a group has to go, in pupils."""
    if beside.too_small:
        return "too few to compare"
    return f"{beside.more} more" if beside.more > 0 else "none needed"


def _then(
    facts: Facts, selection: Selection, beside: Beside, subject: str
) -> tuple[str, tuple[int, int], tuple[int, int]] | None:
    """Count both sides at the start: its name, then the group's up and placed, then the others'."""
    end = facts.point(selection.end)
    if selection.start == A_YEAR_AGO:
        start = facts.first.year_before(end)
    else:
        start = facts.point(selection.start) if selection.start else None
    if start is None or (selection.class_name is not None and start.year.ends != end.year.ends):
        return None
    cohort = selection.cohort
    if selection.start == A_YEAR_AGO:
        cohort = cohort_then(selection, end, start)
    standing = facts.standing(start.name)
    if subject != TOGETHER and subject not in standing.subjects:
        return None
    people, places = standing.people, standing.of(subject)
    mask = people.chosen(selection, cohort)
    name = beside.group.column
    columns = columns_told_apart(people, [name], mask, subject, places, 0)
    for each in (each for column in columns for each in column.groups):
        if each.word == beside.word and each.mine.of and each.others.of:
            mine, others = each.mine, each.others
            return start.label, (mine.good, mine.of), (others.good, others.of)
    return None


def _overlaps(
    standing: Standing, mask: Mask, columns: Sequence[Column], behind: Sequence[Beside]
) -> pd.DataFrame:
    """Count who of the group that is furthest is in another group too, as `la.group_overlaps`."""
    found = []
    people = standing.people
    first = behind[0] if behind else None
    for column in columns:
        if first is None or column.name == first.group.column or column.name not in GROUPS:
            continue
        mine = mask & people.words(first.group.column).are(first.word)
        for other in column.groups:
            both = int(np.count_nonzero(mine & people.words(column.name).are(other.word)))
            if both:
                found.append(
                    (first.group.column, first.group.value, column.name, other.group.value)
                    + (both, int(np.count_nonzero(mine)), other.mine.in_scope)
                )
    names = ["group", "value", "other_group", "other_value", "both", "pupils", "other_pupils"]
    return pd.DataFrame(found, columns=names)


def _table(columns: Sequence[Column], caption: str) -> TableView:
    """Lay every row out, with the others and how far a group has to go."""
    heads = ("Group", "At or above", "Others", "To stand with the others", "Could be chance")
    rows = []
    for column in columns:
        groups = {each.word: each for each in column.groups}
        for row in column.rows:
            beside = groups.get(row.row)
            told = ("–", "–", "–")
            if beside is not None:
                chance = "yes" if beside.could_be_chance else "no"
                told = (headline(beside.others), _to_go(beside), chance)
            name = f"{group_name(column.name)}: {row.label}"
            counts = (str(row.in_scope - row.of), str(row.in_scope))
            rows.append((name, headline(row), *told, *counts))
    return TableView(caption=caption, columns=(*heads, "Not placed", "In scope"), rows=tuple(rows))
