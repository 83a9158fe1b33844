"""The counts that a part of the page stands on, all rows of them, as tallies.

A printed picture and a table that is saved are both made from these, so that they hold the
numbers of the page, and the rows that a page has no room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ladders_analysis.exploring.facts import Facts, Movement
from ladders_analysis.exploring.selection import A_YEAR_AGO, Selection
from ladders_analysis.exploring.tallies import (
    COHORT,
    SCHOOL,
    STANDING,
    Tally,
    movement_tallies,
    row_column,
    rows_drawn,
    rows_from,
    standing_tallies,
)
from ladders_analysis.exploring.views import Bars
from ladders_analysis.exploring.whom import cohort_then

ATTAINED, CAME_OUT = "attainment", "outcome"


@dataclass(frozen=True, eq=False)
class CountedRows:
    """Rows of bars.

    Attributes
    ----------
    word
        What is counted: `ATTAINED` or `CAME_OUT`.
    tallies
        One a row.
    columns
        What each row stands for ("cohort", "disadvantaged"), blank for everybody chosen.
    heads
        Under which heading each stands: its subject, or the name of its group.
    small
        Fewer placed than this are too few to compare.
    """

    word: str
    tallies: tuple[Tally, ...]
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    small: int

    def summary(self) -> pd.DataFrame:
        """Write the counts as the printed pictures take them: a row for each word."""
        good = "up" if self.word == ATTAINED else "favourable"
        plain = {COHORT: "cohort_label", SCHOOL: SCHOOL, "class_name": "class_name"}
        named = set(self.columns)
        column = plain.get(self.columns[0], "row") if len(named) == 1 else "row"
        found: list[dict[str, object]] = []
        for tally, head in zip(self.tallies, self.heads, strict=True):
            between = {"joined": tally.joined, "left": tally.left}
            for word, pupils in tally.pupils.items():
                found.append(
                    {
                        "subject": head,
                        column: tally.label,
                        self.word: word,
                        "pupils": pupils,
                        "of": tally.of,
                        "share": pupils / tally.of if tally.of else None,
                        "in_scope": tally.in_scope,
                        good: tally.good,
                        f"{good}_share": tally.good / tally.of if tally.of else None,
                        "too_small": tally.of < self.small,
                    }
                    | (between if self.word == CAME_OUT else {})
                )
        return pd.DataFrame(found)


def rows_standing(facts: Facts, selection: Selection, *, a_year_ago: bool = False) -> CountedRows:
    """Count where pupils stand, or where those in the same place stood a year ago."""
    standing = facts.standing(selection.end)
    cohort = None
    if a_year_ago:
        end = facts.point(selection.end)
        ago = facts.first.year_before(end)
        if ago is None:
            return CountedRows(ATTAINED, (), (), (), rows_from(facts))
        standing, cohort = facts.standing(ago.name), cohort_then(selection, end, ago)
    tallies = rows_drawn(standing_tallies(standing, facts, selection, cohort), selection)
    return _by_subject(ATTAINED, tallies, selection, rows_from(facts))


def rows_moved(facts: Facts, selection: Selection, movement: Movement) -> CountedRows:
    """Count how pupils came out."""
    ends = facts.point(selection.end).year.ends
    tallies = rows_drawn(movement_tallies(movement, facts, selection, ends), selection)
    return _by_subject(CAME_OUT, tallies, selection, movement.rows_from)


def rows_of_bars(facts: Facts, bars: Bars) -> CountedRows:
    """Read the counts of attainment off bars whose rows are groups, or points."""
    tallies = []
    for bar in bars.rows:
        counts = {segment.behind.now: segment.count for segment in bar.segments}
        words = (counts.get(word, 0) for word in STANDING.words)
        tallies.append(STANDING.tally(bar.behind.subject, (bar.behind.row, bar.label), words))
    heads = tuple(bar.group or bar.behind.subject for bar in bars.rows)
    columns = tuple(bar.behind.by for bar in bars.rows)
    return CountedRows(ATTAINED, tuple(tallies), columns, heads, rows_from(facts))


def movement_of(facts: Facts, selection: Selection, definition: str) -> Movement | None:
    """Return the movement that is looked at; None where the page shows none."""
    if selection.part != "moved" or selection.start in ("", A_YEAR_AGO):
        return None
    return facts.movement(selection.start, selection.end, definition)


def _by_subject(
    word: str, tallies: Sequence[Tally], selection: Selection, small: int
) -> CountedRows:
    column = row_column(selection)
    if not column:
        column = COHORT if selection.class_name is None else "class_name"
    heads = tuple(each.subject for each in tallies)
    return CountedRows(word, tuple(tallies), (column,) * len(tallies), heads, small)
