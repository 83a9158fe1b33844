"""The pupils behind anything that was clicked, with the reason and a question for their teacher.

A figure never ends the conversation: every bar, band, box, statement and cell leads to pupils, and
every pupil to something worth asking.
"""

from __future__ import annotations

import numpy as np

from ladders_analysis.english import in_a_sentence, some
from ladders_analysis.exploring.clicked import (
    Found,
    found_behind,
    is_about_movement,
    point_of,
    whom_clicked,
)
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gap_behind import rows_behind_cells
from ladders_analysis.exploring.pupil_keys import Known, by_class_and_name, known_at
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.views import BehindRow, BehindView
from ladders_analysis.exploring.views_of_pupil import Views, views_of
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.questions.asking import question_for

MOST_PUPILS = 60
"""So many pupils are listed; of any further ones only the number is told."""


def behind_view(facts: Facts, selection: Selection) -> BehindView:
    """List the pupils behind what was clicked.

    Parameters
    ----------
    facts
        What is known of the school, or of all schools of a trust.
    selection
        A settled selection in which something was clicked.

    Returns
    -------
    BehindView
        Ordered by class and name, at most `MOST_PUPILS`; `more` counts the rest, so that rows and
        `more` are together the number that was clicked.
    """
    title, rows, total = rows_behind(facts, selection, MOST_PUPILS)
    return BehindView(title=title, rows=rows, more=total - len(rows))


def rows_behind(
    facts: Facts, selection: Selection, most: int | None = None
) -> tuple[str, tuple[BehindRow, ...], int]:
    """List pupils behind what was clicked, and count them all.

    Parameters
    ----------
    facts, selection
        As for `behind_view`.
    most
        How many are listed at most; None for all.

    Returns
    -------
    str, tuple of BehindRow, int
        What was clicked in words, the pupils, and how many there are.
    """
    clicked = selection.behind or Behind()
    if selection.part == "statements":
        return rows_behind_cells(facts, selection, clicked, most)
    found = found_behind(facts, selection, clicked)
    listed = _in_order(found)[:most]
    total = sum(len(each.places) for each in found)
    title = f"{_how_many(found, total)}: {_clicked(facts, selection, clicked)}"
    return title, _rows(facts, selection, found, listed), total


def _in_order(found: list[Found]) -> list[tuple[int, int]]:
    """Order everybody found by class and name: which subject, and which place among the people."""
    if not found:
        return []
    places = np.concatenate([each.places for each in found])
    which = np.repeat(np.arange(len(found)), [len(each.places) for each in found])
    order = by_class_and_name(found[0].people, places)
    return list(zip(which[order].tolist(), places[order].tolist(), strict=True))


def _rows(
    facts: Facts, selection: Selection, found: list[Found], listed: list[tuple[int, int]]
) -> tuple[BehindRow, ...]:
    """Write the rows of the pupils listed."""
    if not listed:
        return ()
    clicked = selection.behind or Behind()
    places = np.array([place for _, place in listed], dtype=np.int64)
    pupils = known_at(found[0].people, places)
    point = point_of(facts, selection, clicked)
    views = views_of(facts.standing(point.name), [each.pupil_id for each in pupils])
    return tuple(
        _row(facts, views, found[which], place, pupil)
        for (which, place), pupil in zip(listed, pupils, strict=True)
    )


def _row(facts: Facts, views: Views, found: Found, place: int, pupil: Known) -> BehindRow:
    """Say of one pupil where they stood and stand, why, and what to ask."""
    now = ATTAINMENT[found.now[place]]
    outcome, because = _outcome(found, place)
    whose = (pupil.school_id, pupil.pupil_id, found.subject)
    return BehindRow(
        pupil=pupil.key,
        name=pupil.name,
        class_name=pupil.class_name,
        subject=found.subject,
        then="" if found.then is None else ATTAINMENT[found.then[place]],
        now=now,
        outcome=facts.labels.get(outcome, outcome),
        because=because or views.because(*whose),
        ask=question_for(outcome or now, *views.of(*whose)),
    )


def _outcome(found: Found, place: int) -> tuple[str, str]:
    """Return the outcome and its reason, both blank where none was rated."""
    moved = found.movement
    if moved is None or found.subject not in moved.subjects:
        return "", ""
    column = moved.column(found.subject)
    at = moved.outcome[place, column]
    return ("" if at < 0 else moved.outcomes[at]), str(moved.because[place, column])


def _how_many(found: list[Found], total: int) -> str:
    """Count pupils; in several subjects a pupil may stand more than once, and that is said."""
    pupils = some(total, "pupil", "pupils")
    if len(found) < 2 or not total:
        return pupils
    different = len(np.unique(np.concatenate([each.places for each in found])))
    return f"{some(different, 'pupil', 'pupils')} ({some(total, 'line', 'lines')})"


def _clicked(facts: Facts, selection: Selection, clicked: Behind) -> str:
    """Say what was clicked: whom, the subject, and where they stood, stand or how they came out."""
    subject = clicked.subject or selection.subject or ""
    about = f"{whom_clicked(facts, selection, clicked)} {in_a_sentence(subject)}".strip()
    end = point_of(facts, selection, clicked).label
    if not is_about_movement(selection, clicked):
        return f"{about}, {clicked.now} in {end}" if clicked.now else f"{about}, {end}"
    start = facts.point(selection.start).label
    stood = [f"{clicked.then} in {start}"] if clicked.then else []
    stood += [f"{clicked.now} in {end}"] if clicked.now else []
    if clicked.outcome:
        word = facts.labels.get(clicked.outcome, clicked.outcome)
        stood.append(f"{start} to {end}: {word}")
    return ", ".join([about, *(stood or [f"{start} to {end}"])])
