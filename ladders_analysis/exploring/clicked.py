"""Who stands behind what was clicked: a bar, a band of a flow, a box of it, or a row of bars.

They are found in the same arrays that the bars and bands were counted from, so that the list is
as long as the number that was clicked.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.exploring.facts import Facts, Movement, Places
from ladders_analysis.exploring.moved import MOVEMENT
from ladders_analysis.exploring.people import Mask, People
from ladders_analysis.exploring.pupil_keys import with_key
from ladders_analysis.exploring.selection import A_YEAR_AGO, Behind, Selection
from ladders_analysis.exploring.tallies import COHORT, SCHOOL, subjects_chosen
from ladders_analysis.exploring.whom import cohort_name, cohort_then, school_name, whom
from ladders_analysis.exploring.year_beside import POINT
from ladders_analysis.grid import Integers
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.questions.choosing import TOGETHER


@dataclass(frozen=True, eq=False)
class Found:
    """The pupils found in one subject.

    Attributes
    ----------
    subject
        The subject, or `TOGETHER`.
    people, places
        Pupils, and the places among them of those who were found.
    then, now
        Everybody's place in `ATTAINMENT` at the start and at the end; no `then` where only the
        end is asked about.
    movement
        How they moved, where that is asked about.
    """

    subject: str
    people: People
    places: Integers
    now: Places
    then: Places | None = None
    movement: Movement | None = None


def is_about_movement(selection: Selection, clicked: Behind) -> bool:
    """Say whether what was clicked shows a movement; else it shows where pupils stand."""
    if clicked.by == POINT or not selection.start or selection.start == A_YEAR_AGO:
        return False
    return bool(clicked.outcome or clicked.then) or selection.part == "moved"


def point_of(facts: Facts, selection: Selection, clicked: Behind) -> AssessmentPoint:
    """Return the (later) point that what was clicked is about."""
    return facts.point(clicked.row if clicked.by == POINT else selection.end)


def found_behind(facts: Facts, selection: Selection, clicked: Behind) -> list[Found]:
    """Find the pupils behind a bar or a band, within everybody chosen.

    Parameters
    ----------
    facts
        What is known.
    selection
        A settled selection.
    clicked
        What was clicked; without a subject, the chosen one or each.
    """
    if is_about_movement(selection, clicked):
        by = MOVEMENT if TOGETHER in (clicked.subject, selection.subject) else selection.definition
        movement = facts.movement(selection.start, selection.end, by)
        subjects = _subjects(selection, clicked, movement.subjects)
        return [_moved(movement, selection, clicked, subject) for subject in subjects]
    point = point_of(facts, selection, clicked)
    standing = facts.standing(point.name)
    cohort = cohort_then(selection, facts.point(selection.end), point)
    mask = standing.people.chosen(selection, cohort) & _in_row(standing.people, clicked)
    found = []
    for subject in _subjects(selection, clicked, standing.subjects):
        now = standing.of(subject)
        kept = mask & (now >= 0) & _at(now, clicked.now)
        found.append(Found(subject, standing.people, np.flatnonzero(kept), now))
    return found


def whom_clicked(facts: Facts, selection: Selection, clicked: Behind) -> str:
    """Say who stands in the row that was clicked: "Year 4", "Class Oak", "Year 4 (sex: F)"."""
    who = whom(facts, selection)
    if clicked.by == POINT:
        last = who.replace("Whole school", "whole school").replace("All schools", "all schools")
        return who if clicked.row == selection.end else f"Last year’s {last}"
    if not clicked.row or clicked.by in selection.groups:
        return who
    if clicked.by == COHORT and clicked.row.isdigit():
        name = cohort_name(int(clicked.row), facts.point(selection.end))
    elif clicked.by == SCHOOL:
        names = {each.schools[0]: school_name(each, each.schools[0]) for each in facts.schools}
        name = names.get(clicked.row, clicked.row)
    else:
        groups = {**selection.groups, clicked.by: clicked.row}
        return whom(facts, msgspec.structs.replace(selection, groups=groups))
    for everybody in ("Whole school", "All schools"):
        who = who.replace(everybody, name, 1)
    return who if name in who else f"{name}, {who}"


def _moved(movement: Movement, selection: Selection, clicked: Behind, subject: str) -> Found:
    people = movement.people
    then, now = movement.places_in(subject)
    kept = people.chosen(selection) & _in_row(people, clicked)
    kept &= (then >= 0) & (now >= 0) & _at(then, clicked.then) & _at(now, clicked.now)
    if clicked.outcome:
        outcomes = movement.outcomes
        wanted = outcomes.index(clicked.outcome) if clicked.outcome in outcomes else len(outcomes)
        kept &= movement.outcome[:, movement.column(subject)] == wanted
    return Found(subject, people, np.flatnonzero(kept), now, then, movement)


def _subjects(selection: Selection, clicked: Behind, known: tuple[str, ...]) -> tuple[str, ...]:
    asked = (clicked.subject,) if clicked.subject else subjects_chosen(selection, known)
    return tuple(name for name in asked if name == TOGETHER or name in known)


def _in_row(people: People, clicked: Behind) -> Mask:
    """Mark who is in the row, and is the pupil, that was clicked."""
    asked_row = bool(clicked.by) and clicked.by != POINT and bool(clicked.row)
    mask = people.having({clicked.by: clicked.row} if asked_row else {})
    return mask & with_key(people, clicked.pupil) if clicked.pupil else mask


def _at(places: Places, word: str) -> Mask:
    """Mark the places that are a word; a blank word is any, an unknown one nobody's."""
    if not word:
        return np.ones(len(places), bool)
    return places == (ATTAINMENT.index(word) if word in ATTAINMENT else len(ATTAINMENT))
