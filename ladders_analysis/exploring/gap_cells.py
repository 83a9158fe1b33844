"""Whose statements a gap grid shows: one school, one subject, and pupils who can be compared.

What is not chosen is settled as the printed question settles it, and the page says so. The grid
and the pupils behind anything that is clicked in it both begin here, so that they agree.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ladders_analysis.english import in_a_sentence
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.people import Mask
from ladders_analysis.exploring.selection import Selection
from ladders_analysis.exploring.whom import whom
from ladders_analysis.grid import Integers
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.questions.statements import Cells, cells_of
from ladders_analysis.questions.sticking_points import (
    CHOOSE_A_SCHOOL,
    CHOOSE_A_SUBJECT,
    NO_STATEMENTS,
    cohort_of,
    narrowed,
)
from ladders_analysis.snapshot import Snapshot

NOT_MEANT = 4
"""No state: the statement is not meant for the pupil (a class of several year groups)."""


@dataclass(frozen=True, eq=False)
class Shown:
    """The cells of a gap grid.

    Attributes
    ----------
    snapshot
        The school as at the point.
    subject
        The subject settled on; None where no statement is meant for anybody.
    who
        The pupils settled on, in words.
    settled
        What was settled because it was left open, in words; blank where nothing was.
    cells
        Pupils × statements of the subject.
    people
        Places of the pupils among everybody in scope, as `Standing.people` has them.
    """

    snapshot: Snapshot
    subject: str | None
    who: str
    settled: str
    cells: Cells
    people: Integers

    @property
    def about(self) -> str:
        """Whose statements, of what: "Year 4 reading"."""
        return f"{self.who} {in_a_sentence(self.subject or '')}".strip()


def why_not(facts: Facts, selection: Selection) -> str:
    """Say why there is no gap grid for a selection; blank where there is one."""
    if len(facts.schools) != 1:
        return CHOOSE_A_SCHOOL
    if selection.subject == TOGETHER:
        return CHOOSE_A_SUBJECT
    return "" if len(facts.first.grid.table) else NO_STATEMENTS


def shown_cells(facts: Facts, selection: Selection) -> Shown:
    """Settle whose statements are shown, and read their states.

    Parameters
    ----------
    facts
        What is known of one school that has statements.
    selection
        A settled selection.
    """
    standing = facts.standing(selection.end)
    snapshot = standing.snapshots[facts.first.schools[0]]
    mine = standing.people.chosen(selection)
    open_cohort = selection.cohort is None and selection.class_name is None
    subject, picked = narrowed(
        snapshot, selection.subject, _in_grid(snapshot, mine), to_cohort=open_cohort
    )
    cells = cells_of(snapshot, subject, picked)
    who = whom(facts, selection)
    if open_cohort and len(cells.down):
        who = who.replace("Whole school", cohort_of(snapshot, picked), 1)
    was_open = subject is not None and len(cells.down) and (open_cohort or not selection.subject)
    people = np.flatnonzero(picked[snapshot.roll.in_scope])
    shown = Shown(snapshot, subject, who, "", cells, people)
    if not was_open:
        return shown
    settled = f"Shown: {shown.about}, where the most pupils miss a statement."
    return Shown(snapshot, subject, who, settled, cells, people)


def _in_grid(snapshot: Snapshot, mine: Mask) -> Mask:
    """Spread a mask of the pupils in scope over all pupils of the grid."""
    spread = np.zeros(len(snapshot.grid.pupils), bool)
    spread[np.flatnonzero(snapshot.roll.in_scope)[mine]] = True
    return spread
