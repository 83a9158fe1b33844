"""What has moved between two points: a flow, or bars of outcomes, that can be clicked."""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence
from ladders_analysis.exploring.barred import Wording, as_groups, bars, counts_beside, title_column
from ladders_analysis.exploring.facts import Facts, Movement
from ladders_analysis.exploring.flowing import NOBODY_MOVED, flow_of_pupils
from ladders_analysis.exploring.laying import PRESENCE
from ladders_analysis.exploring.painting import outcome_paints
from ladders_analysis.exploring.selection import A_YEAR_AGO, Behind, Selection
from ladders_analysis.exploring.tabled import outcomes_table
from ladders_analysis.exploring.tallies import (
    COHORT,
    Tally,
    by_subject,
    in_the_same_place,
    movement_tallies,
    row_column,
    rows_drawn,
    subjects_chosen,
)
from ladders_analysis.exploring.together_told import together_view
from ladders_analysis.exploring.views import Bars, Flow, Message, PartView
from ladders_analysis.exploring.whom import cohort_then, whom
from ladders_analysis.exploring.year_beside import year_beside_view
from ladders_analysis.movement import BOTH
from ladders_analysis.plots.findings import outcomes_finding
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.questions.sentences import progress_in_words

MOVEMENT = "against_expectation"


def moved_view(facts: Facts, selection: Selection) -> PartView:
    """Answer what has moved for the chosen pupils.

    Parameters
    ----------
    facts
        What is known of the school, or of all schools of a trust.
    selection
        A settled selection.

    Returns
    -------
    PartView
        By movement against expectation in one subject, or in all three together: a flow. Otherwise
        the outcomes of each row. The sentence and numbers are those of `la.what_has_moved` for the
        same choice. Beside last year's cohort: where both stand at the same point.
    """
    if selection.start == A_YEAR_AGO:
        return year_beside_view(facts, selection)
    if not selection.start:
        said = "There is evidence for one assessment point only, so nothing can have moved yet."
        detail = "After the next assessment point this page shows what has moved."
        return PartView(sentences=(said,), picture=Message(title="One point only", detail=detail))
    definition = MOVEMENT if selection.subject == TOGETHER else selection.definition
    movement = facts.movement(selection.start, selection.end, definition)
    if selection.subject == TOGETHER:
        return together_view(facts, movement, selection)
    return _outcomes_view(facts, movement, selection)


def _outcomes_view(facts: Facts, movement: Movement, selection: Selection) -> PartView:
    start, end = facts.point(selection.start), facts.point(selection.end)
    who = whom(facts, selection)
    between = (start.label, end.label)
    mask = movement.people.chosen(selection)
    if not mask.any():
        said = f"{who}, {' to '.join(between)}: nobody was in scope at either point."
        return PartView(sentences=(said,), picture=NOBODY_MOVED)
    tallies = movement_tallies(movement, facts, selection, end.year.ends)
    past = _past(facts, selection, start, end)
    subjects = subjects_chosen(selection, movement.subjects)
    labels = facts.labels
    said = progress_in_words(
        by_subject(tallies, subjects),
        movement.about,
        who,
        between,
        labels,
        None if past is None else by_subject(past[0], subjects),
    )
    sentences = tuple(said.split("\n"))
    if not (mask & (movement.presence == PRESENCE.index(BOTH))).any():
        return PartView(sentences=sentences, picture=NOBODY_MOVED)
    shown = rows_drawn(tallies, selection)
    beside: dict[tuple[str, str], Tally] = {}
    if past is not None:
        years = past[1] if row_column(selection) == COHORT else 0
        beside = in_the_same_place(rows_drawn(past[0], selection), years)
    subject = selection.subject
    about = f"{who}{f' {in_a_sentence(subject)}' if subject else ''}"
    note = f"{about}. {movement.provenance.small_print}"
    picture: Flow | Bars
    if subject is not None and movement.about.name == MOVEMENT:
        picture = flow_of_pupils(movement, subject, mask, between, note)
    else:
        picture = _bars(facts, movement, selection, shown, beside, note)
    caption = f"What has moved, in pupils: {about}, {' to '.join(between)}"
    table = outcomes_table(shown, row_column(selection), caption, beside, labels)
    return PartView(sentences=sentences, picture=picture, table=table)


def _past(
    facts: Facts, selection: Selection, start: AssessmentPoint, end: AssessmentPoint
) -> tuple[list[Tally], int] | None:
    """Count those who were in the same place between the same points a year ago, and how long."""
    before, after = facts.first.year_before(start), facts.first.year_before(end)
    if before is None or after is None or before.on >= after.on:
        return None
    movement = facts.movement(before.name, after.name, selection.definition)
    cohort = cohort_then(selection, end, after)
    if not movement.people.chosen(selection, cohort).any():
        return None
    tallies = movement_tallies(movement, facts, selection, after.year.ends, cohort)
    return tallies, end.year.ends - after.year.ends


def _bars(
    facts: Facts,
    movement: Movement,
    selection: Selection,
    shown: list[Tally],
    beside: Mapping[tuple[str, str], Tally],
    note: str,
) -> Bars:
    """Draw the outcomes of every row."""
    labels, about, by = facts.labels, movement.about, row_column(selection)
    poor = [labels.get(word, word) for word in about.outcomes if word not in about.favourable]
    groups, names = as_groups(
        shown, title_column(selection), "favourable", movement.rows_from, labels
    )
    shared = f"{names.shared}. " if names.shared else ""
    ago = counts_beside(beside)
    wording = Wording(
        title=outcomes_finding(groups, names, poor),
        under=f"{shared}{about.title}. Pupils; the count: favourable, of those rated",
        note=note,
        said_head="Favourable",
        beside_head="A year ago" if ago else "",
        nobody="none rated",
    )
    return bars(
        shown,
        outcome_paints(about),
        lambda tally, word: Behind(
            subject=tally.subject, by=by if tally.row else "", row=tally.row, outcome=word
        ),
        wording,
        ago,
        labels,
    )
