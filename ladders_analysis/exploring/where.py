"""Where pupils stand now against what the curriculum expects, as bars that can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM
from ladders_analysis.exploring.barred import Wording, as_groups, bars, counts_beside, title_column
from ladders_analysis.exploring.facts import Facts, Standing
from ladders_analysis.exploring.painting import ATTAINMENT_PAINTS
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.tabled import standing_table
from ladders_analysis.exploring.tallies import (
    COHORT,
    Tally,
    by_subject,
    in_the_same_place,
    not_ranked,
    row_column,
    rows_drawn,
    rows_from,
    standing_tallies,
)
from ladders_analysis.exploring.views import Message, PartView
from ladders_analysis.exploring.whom import cohort_then, whom
from ladders_analysis.plots.findings import standing_finding
from ladders_analysis.policy import ATTAINMENT, WORKING_TOWARDS
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.questions.chosen_figures import standing_small_print
from ladders_analysis.questions.sentences import (
    a_year_ago_in_words,
    attainment_in_words,
    in_the_way_in_words,
    most_not_placed_in_words,
)

NOBODY = Message(
    title="No pupil is in scope here",
    detail="Choose another cohort, subject or date to see where pupils stand.",
)


def where_view(facts: Facts, selection: Selection) -> PartView:
    """Answer where the chosen pupils stand.

    Parameters
    ----------
    facts
        What is known of the school, or of all schools of a trust.
    selection
        A settled selection.

    Returns
    -------
    PartView
        The sentence and numbers are those of `la.where_we_are` for the same choice. Rows are
        cohorts under each subject; of one cohort or class, subjects; of all schools, schools.
    """
    end = facts.point(selection.end)
    standing = facts.standing(selection.end)
    who = whom(facts, selection)
    tallies = standing_tallies(standing, facts, selection)
    ago = facts.first.year_before(end)
    past = None if ago is None else _past(facts, selection, end, ago)
    sentences = _said(standing, selection, tallies, past, who, ago)
    if not tallies:
        return PartView(sentences=sentences, picture=NOBODY)
    by = row_column(selection)
    shown = rows_drawn(tallies, selection)
    beside = {}
    if past and ago is not None:
        years = end.year.ends - ago.year.ends if by == COHORT else 0
        beside = in_the_same_place(rows_drawn(past, selection), years)
    wording = _wording(facts, standing, selection, shown, ago.label if ago and beside else "")
    picture = bars(
        shown,
        ATTAINMENT_PAINTS,
        lambda tally, word: Behind(
            subject=tally.subject, by=by if tally.row else "", row=tally.row, now=word
        ),
        wording,
        counts_beside(beside),
        {},
    )
    caption = f"Where pupils stand, {who}, {end.label}"
    placed = any(each.of for each in beside.values())
    table = standing_table(shown, by, caption, beside if placed else {})
    return PartView(sentences=sentences, picture=picture, table=table)


def _past(
    facts: Facts, selection: Selection, end: AssessmentPoint, ago: AssessmentPoint
) -> list[Tally]:
    """Count those who were in the same place a year ago."""
    cohort = cohort_then(selection, end, ago)
    return standing_tallies(facts.standing(ago.name), facts, selection, cohort)


def _said(
    standing: Standing,
    selection: Selection,
    tallies: Sequence[Tally],
    past: Sequence[Tally] | None,
    who: str,
    ago: AssessmentPoint | None,
) -> tuple[str, ...]:
    """Say what `la.where_we_are` says."""
    now = by_subject(tallies)
    said = attainment_in_words(now, who, standing.point.label)
    if not tallies:
        return (said,)
    between = " " if len(now) == 1 else "\n"
    then = None if past is None else by_subject(past)
    said += between + a_year_ago_in_words(then, who, "" if ago is None else ago.label)
    further = ""
    if selection.subject == TOGETHER:
        further = in_the_way_in_words(_in_the_way(standing, selection))
    elif selection.cohort is None:
        further = most_not_placed_in_words(not_ranked(tallies))
    return tuple(f"{said} {further}".strip().split("\n"))


def _in_the_way(standing: Standing, selection: Selection) -> dict[str, int]:
    """Count who is working towards in each subject, of those who are in all three together."""
    behind = ATTAINMENT.index(WORKING_TOWARDS)
    kept = standing.people.chosen(selection) & (standing.of(TOGETHER) == behind)
    return {name: int(np.count_nonzero(standing.of(name)[kept] == behind)) for name in RWM}


def _wording(
    facts: Facts, standing: Standing, selection: Selection, shown: Sequence[Tally], ago: str
) -> Wording:
    groups, labels = as_groups(shown, title_column(selection), "up", rows_from(facts), {})
    shared = f"{labels.shared}. " if labels.shared else ""
    return Wording(
        title=standing_finding(groups, labels),
        under=f"{shared}Pupils; the count: at or above what the curriculum expects by now, of "
        "those placed",
        note=standing_small_print(standing.point, standing.snapshots.values()),
        said_head="At or above",
        beside_head=ago,
    )
