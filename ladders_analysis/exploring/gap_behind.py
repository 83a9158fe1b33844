"""The pupils behind a statement, a cell or a row of a gap grid."""

from __future__ import annotations

import numpy as np

from ladders_analysis.english import some, spoken_day
from ladders_analysis.exploring.facts import Facts, Standing
from ladders_analysis.exploring.gap_cells import Shown, shown_cells, why_not
from ladders_analysis.exploring.last_judged import Judged, entries_of
from ladders_analysis.exploring.pupil_keys import Known, by_class_and_name, known_at, with_key
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.views import BehindRow
from ladders_analysis.exploring.views_of_pupil import Views, views_of
from ladders_analysis.grid import Integers
from ladders_analysis.policy import ATTAINMENT, MISSED, SECURE, STATES
from ladders_analysis.questions.asking import question_about, question_for

_Rows = tuple[str, tuple[BehindRow, ...], int]


def rows_behind_cells(
    facts: Facts, selection: Selection, clicked: Behind, most: int | None
) -> _Rows:
    """List the pupils behind a statement, one state of it, a cell or a pupil's row.

    Parameters
    ----------
    facts, selection
        What is known and chosen.
    clicked
        What was clicked in the grid.
    most
        How many are listed at most; None for all.

    Returns
    -------
    str, tuple of BehindRow, int
        What was clicked in words, the pupils by class and name, and how many there are.
    """
    if why_not(facts, selection):
        return "0 pupils", (), 0
    shown = shown_cells(facts, selection)
    standing = facts.standing(selection.end)
    kept = np.ones(len(shown.people), bool)
    if clicked.pupil:
        kept &= with_key(standing.people, clicked.pupil)[shown.people]
    column = _column(shown, clicked)
    if clicked.statement:
        if column is None:
            return f"0 pupils: {shown.about}", (), 0
        kept &= shown.cells.meant[:, column]
        if clicked.state:
            kept &= shown.cells.states[:, column] == _state(clicked.state)
    inside = np.flatnonzero(kept)
    listed = inside[by_class_and_name(standing.people, shown.people[inside])][:most]
    rows = _rows(facts, standing, shown, column if clicked.statement else None, listed)
    return _title(shown, clicked, column, len(inside), rows), rows, len(inside)


def _column(shown: Shown, clicked: Behind) -> int | None:
    """Find the statement among those shown."""
    ids = shown.snapshot.grid.table["statement_id"].iloc[shown.cells.across]
    found = np.flatnonzero((ids == clicked.statement).to_numpy(bool))
    return int(found[0]) if len(found) else None


def _state(word: str) -> int:
    return STATES.index(word) if word in STATES else len(STATES)


def _text(shown: Shown, column: int) -> str:
    """Return a statement in words, as they stand inside a sentence."""
    return str(shown.snapshot.grid.table["text"].iloc[shown.cells.across[column]]).rstrip(".")


def _title(
    shown: Shown, clicked: Behind, column: int | None, total: int, rows: tuple[BehindRow, ...]
) -> str:
    """Say what was clicked, and how many pupils stand behind it."""
    named = clicked.pupil and len(rows) == 1
    head = rows[0].name if named else some(total, "pupil", "pupils")
    parts = [shown.about]
    if clicked.statement and column is not None:
        parts.append(f"‘{_text(shown, column)}’")
    if clicked.state:
        parts.append(clicked.state)
    return f"{head}: {', '.join([*parts, shown.snapshot.point.label])}"


def _rows(
    facts: Facts, standing: Standing, shown: Shown, column: int | None, listed: Integers
) -> tuple[BehindRow, ...]:
    pupils = known_at(standing.people, shown.people[listed])
    views = views_of(standing, [each.pupil_id for each in pupils])
    pairs = zip(listed.tolist(), pupils, strict=True)
    if column is None:
        return tuple(_whole_row(shown, views, at, pupil) for at, pupil in pairs)
    statement = str(shown.snapshot.grid.table["statement_id"].iloc[shown.cells.across[column]])
    close = shown.snapshot.point.entries_close
    text = _text(shown, column)
    judged = entries_of(facts.first).latest_on(statement, close)
    return tuple(
        _cell(shown, column, text, at, pupil, judged.get(pupil.pupil_id)) for at, pupil in pairs
    )


def _cell(
    shown: Shown, column: int, text: str, at: int, pupil: Known, judged: Judged | None
) -> BehindRow:
    """Say of one pupil and statement what was judged and when."""
    state = int(shown.cells.states[at, column])
    because = "never judged"
    if judged is not None:
        because = f"judged {judged.code} on {spoken_day(judged.on)}"
    elif state == SECURE:
        because = "counts as secure: the class was judged, and nobody said otherwise"
    return BehindRow(
        pupil=pupil.key,
        name=pupil.name,
        class_name=pupil.class_name,
        subject=shown.subject or "",
        now=STATES[state],
        because=because,
        ask=question_about(text, state),
    )


def _whole_row(shown: Shown, views: Views, at: int, pupil: Known) -> BehindRow:
    """Say of one pupil where they stand in the subject, and how many statements they miss."""
    subject = shown.subject or ""
    missed = int((shown.cells.meant[at] & (shown.cells.states[at] == MISSED)).sum())
    snapshot = shown.snapshot
    across = snapshot.grid.subjects.index(subject)
    now = ATTAINMENT[snapshot.standing[shown.cells.down[at], across]]
    whose = (pupil.school_id, pupil.pupil_id, subject)
    return BehindRow(
        pupil=pupil.key,
        name=pupil.name,
        class_name=pupil.class_name,
        subject=subject,
        now=now,
        because=f"{some(missed, 'statement', 'statements')} assessed and not secure",
        ask=question_for(now, *views.of(*whose)),
    )
