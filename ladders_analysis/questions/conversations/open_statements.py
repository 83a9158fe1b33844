"""Statements still open that are worth a question: earlier key ones, and many on one ladder."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ladders_analysis.definitions.moving import GAPS_OPEN
from ladders_analysis.english import some
from ladders_analysis.grid import Mask
from ladders_analysis.policy import OWN_CURRICULUM
from ladders_analysis.questions.asking import QUESTIONS
from ladders_analysis.questions.conversations.kinds import KEY_OPEN, LADDER, Reason
from ladders_analysis.questions.conversations.statements_behind import Behind
from ladders_analysis.snapshot import Snapshot

MANY_ON_A_LADDER = 3
"""So many statements of one ladder not secure, and more than half of those due on it, are many."""
SEVERAL_KEY = 2
"""One key statement that was due earlier may be next week's lesson; two are worth a question."""
Where = tuple[str, str]
"""A pupil and a subject."""


def key_statements_open(start: Snapshot | None, end: Snapshot, behind: Behind) -> Iterator[Reason]:
    """Find pupils with several key statements that were due before, judged, and not secure yet."""
    last_year = end.grid.plan.last_year
    earlier = last_year[None, :] < end.roll.year_group[:, None]
    if start is not None:
        earlier = earlier | start.due.to_numpy()
    still = earlier & _on_the_plan(end) & end.key.to_numpy() & end.judged_not_secure.to_numpy()
    for (pupil, subject), many in _cells(end, still):
        if many < SEVERAL_KEY:
            continue
        why = f"{some(many, 'key statement', 'key statements')} due earlier not secure yet"
        named = behind.quoted(pupil, subject, still)
        yield Reason(pupil, subject, KEY_OPEN, why, QUESTIONS[GAPS_OPEN], named)


def many_on_a_ladder(end: Snapshot, behind: Behind) -> Iterator[Reason]:
    """Find several statements of one ladder not secure, and more than half of those due on it."""
    table = end.grid.table
    due = end.due.to_numpy() & _on_the_plan(end)
    gaps = due & end.judged_not_secure.to_numpy()
    best: dict[Where, tuple[int, int, str]] = {}
    for (subject, ladder), rows in table.groupby(["subject", "ladder"], observed=True):
        across = np.flatnonzero(table.index.isin(rows.index))
        of, many = due[:, across].sum(axis=1), gaps[:, across].sum(axis=1)
        for place in np.flatnonzero((many >= MANY_ON_A_LADDER) & (2 * many > of)).tolist():
            where = (str(end.grid.pupils[place]), str(subject))
            found = (int(many[place]), int(of[place]), str(ladder))
            best[where] = max(best.get(where, found), found, key=lambda each: (each[0], -each[1]))
    for (pupil, subject), (number, whole, name) in best.items():
        why = f"{number} of the {whole} statements due on {name} are not secure yet"
        mask = gaps & (table["ladder"].astype("str") == name).to_numpy(bool)[None, :]
        ask = f"What gets in the way on {name}, and what would you try first?"
        yield Reason(pupil, subject, LADDER, why, ask, behind.quoted(pupil, subject, mask))


def _on_the_plan(end: Snapshot) -> Mask:
    """Mark who follows the curriculum of their age, pupils × statements; the others have theirs."""
    follows = ~end.stands(OWN_CURRICULUM).to_numpy(bool) & end.roll.in_scope[:, None]
    return follows[:, end.grid.subject_of]


def _cells(end: Snapshot, mask: np.ndarray) -> Iterator[tuple[Where, int]]:
    """Give each pupil and subject with something marked, and how many statements."""
    counted = end.grid.tally(mask).astype(np.int64)
    for place, across in zip(*np.nonzero(counted), strict=True):
        where = str(end.grid.pupils[place]), str(end.grid.subjects[across])
        yield where, int(counted[place, across])
