"""Pupils of now beside those who were in the same place a year ago, at the same point.

They are different children, so nobody has moved: the two stand side by side.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import some
from ladders_analysis.exploring.barred import Wording, bars, said_of
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.painting import ATTAINMENT_PAINTS
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.tabled import standing_table
from ladders_analysis.exploring.tallies import Tally, rows_from, standing_tallies, summed
from ladders_analysis.exploring.views import Message, PartView
from ladders_analysis.exploring.whom import cohort_then, whom
from ladders_analysis.pupil_groups import pupils_to_equal
from ladders_analysis.questions.chosen_figures import standing_small_print

POINT = "point"
"""What the rows stand for: `Behind.by` of a bar, whose `row` is the point's name."""


def year_beside_view(facts: Facts, selection: Selection) -> PartView:
    """Show where this year's pupils and last year's stand at the same point, subject by subject.

    Parameters
    ----------
    facts
        What is known.
    selection
        A settled selection that starts a year ago.
    """
    end = facts.point(selection.end)
    ago = facts.first.year_before(end)
    who = whom(facts, selection)
    if ago is None:
        said = f"{who}, {end.label}: there is no assessment point a year ago to stand beside it."
        return PartView(sentences=(said,), picture=Message(title="Nothing a year ago", detail=said))
    now = _rows(facts, selection, end, selection.cohort)
    then = _rows(facts, selection, ago, cohort_then(selection, end, ago))
    subjects = list(dict.fromkeys([*now, *then]))
    head = f"{who}, {end.label}, beside last year’s in {ago.label}: they are different children."
    if not subjects:
        return PartView(
            sentences=(f"{who}, {end.label} and {ago.label}: no pupil is in scope here.",),
            picture=Message(title="No pupil is in scope here", detail="Choose other pupils."),
        )
    small = rows_from(facts)
    lines = [_said(each, now.get(each), then.get(each), small) for each in subjects]
    shown = [side[each] for each in subjects for side in (now, then) if each in side]
    standing = facts.standing(selection.end)
    picture = bars(
        shown,
        ATTAINMENT_PAINTS,
        lambda tally, word: Behind(subject=tally.subject, by=POINT, row=tally.row, now=word),
        Wording(
            title=_title(lines),
            under=f"{who}. Pupils; the count: at or above what the curriculum expects by now, of "
            "those placed. This year’s and last year’s are different children",
            note=standing_small_print(end, standing.snapshots.values()),
            said_head="At or above",
        ),
        {},
        {},
    )
    caption = f"This year’s and last year’s at the same point: {who}"
    table = standing_table(shown, POINT, caption, {})
    return PartView(sentences=(head, *lines), picture=picture, table=table)


def _rows(
    facts: Facts, selection: Selection, point: AssessmentPoint, cohort: int | None
) -> dict[str, Tally]:
    """Count everybody chosen at a point, by subject."""
    tallies = standing_tallies(facts.standing(point.name), facts, selection, cohort)
    return {
        each.subject: replace(each, row=point.name, label=point.label) for each in summed(tallies)
    }


def _said(subject: str, now: Tally | None, then: Tally | None, small: int) -> str:
    """Say which stands higher in one subject, in pupils."""
    if now is None or then is None or not now.of or not then.of:
        which = "this year" if now is None or not now.of else "last year"
        return f"{subject}: nobody can be placed {which}, so there is nothing to compare."
    counts = f"{said_of(now)}, last year’s {said_of(then)}"
    if min(now.of, then.of) < small:
        return f"{subject}: this year’s {counts}; too few pupils are placed to compare."
    short = now_to_equal(now, then)
    if not short:
        return f"{subject}: both stand alike (this year’s {counts})."
    higher, change = ("last", "more") if short > 0 else ("this", "fewer")
    would = some(abs(short), f"{change} pupil", f"{change} pupils")
    return (
        f"{subject}: {higher} year’s stand higher (this year’s {counts}); {would} at or above "
        "this year would make the shares equal."
    )


def now_to_equal(now: Tally, then: Tally) -> int:
    """Count how many more of this year's pupils would make the shares equal; negative: fewer."""
    counts = (np.array([number]) for number in (now.good, now.of, then.good, then.of))
    return int(pupils_to_equal(*counts)[0])


def _title(lines: list[str]) -> str:
    """State which stands higher, subject by subject."""
    ways = {
        way: [line.partition(":")[0] for line in lines if f": {way} " in line]
        for way in ("this year’s stand higher", "last year’s stand higher", "both stand alike")
    }
    clauses = [f"{', '.join(names)}: {way}" for way, names in ways.items() if names]
    return "; ".join(clauses) or "Too few pupils are placed to compare this year’s with last year’s"
