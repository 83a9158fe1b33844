"""What the teacher and the statements say of one pupil in one subject, and what it rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.basis import BASES
from ladders_analysis.combining import RWM, stopping
from ladders_analysis.english import count, in_a_sentence, listing
from ladders_analysis.exploring.facts import Standing
from ladders_analysis.policy import ATTAINMENT, PLACED, TOLERANCE
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

_STATEMENTS, _TEACHER = BASES.index("statements"), BASES.index("teacher")

_TOLD_BY = {
    True: ("by the teacher’s own judgement", "no overall judgement yet"),
    False: ("by a score", "no score yet"),
}


@dataclass(frozen=True, eq=False)
class Views:
    """Both views of some pupils at a point.

    Attributes
    ----------
    standing
        Where everybody stands.
    teacher
        (school, pupil, subject) -> attainment by the teacher's overall judgement that counts.
    """

    standing: Standing
    teacher: dict[tuple[str, str, str], str]

    def of(self, school_id: str, pupil_id: str, subject: str) -> tuple[str | None, str | None]:
        """Return attainment by the teacher and by the statements; None for neither to compare."""
        snapshot = self.standing.snapshots[school_id]
        if subject not in snapshot.subjects:
            return None, None
        down, across = _place(snapshot, pupil_id, subject)
        if snapshot.roll.own_curriculum[down]:
            return None, None
        statements = ATTAINMENT[snapshot.placed.placed[down, across]]
        return self.teacher.get((school_id, pupil_id, subject)), statements

    def because(self, school_id: str, pupil_id: str, subject: str) -> str:
        """Say on what a pupil's attainment rests."""
        snapshot = self.standing.snapshots[school_id]
        if subject == TOGETHER:
            return _in_the_way(snapshot, pupil_id)
        down, across = _place(snapshot, pupil_id, subject)
        if snapshot.roll.own_curriculum[down]:
            year = year_name(int(snapshot.roll.working_year[down]))
            return f"works on the statements of {year}"
        basis = snapshot.basis[down, across]
        if basis == _STATEMENTS:
            return secure_of_due(snapshot, pupil_id, subject)
        by, none = _TOLD_BY[basis == _TEACHER]
        return by if ATTAINMENT[snapshot.standing[down, across]] in PLACED else none


def views_of(standing: Standing, pupils: Collection[str]) -> Views:
    """Gather what teachers say of some pupils.

    Parameters
    ----------
    standing
        Where everybody stands at a point.
    pupils
        Their ids; of several schools, an id may be of several pupils.
    """
    teacher = {}
    for school_id, snapshot in standing.snapshots.items():
        overall = snapshot.overall
        rows = overall[overall["pupil_id"].isin(list(pupils)).to_numpy(bool)]
        columns = (rows[name] for name in ("pupil_id", "subject", "placed"))
        for pupil, subject, placed in zip(*columns, strict=True):
            if not pd.isna(placed):
                teacher[school_id, str(pupil), str(subject)] = str(placed)
    return Views(standing, teacher)


def secure_of_due(snapshot: Snapshot, pupil_id: str, subject: str) -> str:
    """Say how many of the statements due are secure: "14 of the 18 statements due are secure".

    Notes
    -----
    Statements are counted by their weight, as attainment counts them.
    """
    down, across = _place(snapshot, pupil_id, subject)
    secure, due = snapshot.placed.secure[down, across], snapshot.placed.due[down, across]
    if not due:
        return "no statement is due yet"
    are = "is" if secure == 1 else "are"
    statements = "statement" if due == 1 else "statements"
    said = f"{_weight(secure)} of the {_weight(due)} {statements} due {are} secure"
    unjudged = due - snapshot.placed.assessed[down, across]
    return f"{said}, {_weight(unjudged)} not judged" if unjudged > TOLERANCE else said


def _weight(total: float) -> str:
    """Write a weight of statements, which is mostly a whole number."""
    return count(total) if total == round(total) else f"{total:.1f}"


def _place(snapshot: Snapshot, pupil_id: str, subject: str) -> tuple[int, int]:
    down = snapshot.grid.pupils.get_indexer(pd.Index([pupil_id]))[0]
    return int(down), snapshot.grid.subjects.index(subject)


def _in_the_way(snapshot: Snapshot, pupil_id: str) -> str:
    """Name the subjects that keep a pupil from all three."""
    places = [snapshot.standing[_place(snapshot, pupil_id, subject)] for subject in RWM]
    (row,) = stopping(np.array([places]))
    named = listing(in_a_sentence(name) for name, stops in zip(RWM, row, strict=True) if stops)
    return f"in the way: {named}" if named else ""
