"""Which statements are the sticking points, counted in pupils.

A statement is counted for the pupils it is meant for: those whose own year it belongs to, and
those from whom the school expects it still. What was never taught, or taught and never judged, is
told apart from what was judged and is not secure.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.snapshot import Snapshot

_NOT_TAUGHT, _UNASSESSED, _MISSED, _SECURE = range(4)
COLUMNS = (
    "subject",
    "year",
    "ladder",
    "statement",
    "key",
    "pupils",
    "taught",
    "assessed",
    "secure",
    "not_secure",
    "not_assessed",
)


def statement_table(
    snapshot: Snapshot,
    subject: str | None = None,
    pupils: Collection[str] | None = None,
) -> pd.DataFrame:
    """Count every statement's pupils, the most missed first.

    Parameters
    ----------
    snapshot
        The school as at a point.
    subject
        A subject; None for all.
    pupils
        Ids of the pupils to count; None for everybody in scope.

    Returns
    -------
    DataFrame
        Indexed by `statement_id`: `subject`, `year`, `ladder`, `statement` (its text), `key`;
        `pupils` it is meant for, of them `taught`, `assessed`, `secure`; `not_secure` (assessed,
        not secure) and `not_assessed` (taught, never judged). Statements meant for nobody here
        are left out.

    Raises
    ------
    LaddersError
        The school has no such subject.

    Notes
    -----
    Most missed: most pupils assessed and not secure; between equals a key statement first, then
    the one secure for fewest, then the curriculum's order.
    """
    _check_subject(snapshot, subject)
    down, across = _chosen(snapshot, subject, pupils)
    meant, states = _cells(snapshot, down, across)
    rows = snapshot.grid.table[across]
    counts = {
        "pupils": meant.sum(axis=0),
        "taught": (meant & (states >= _UNASSESSED)).sum(axis=0),
        "assessed": (meant & (states >= _MISSED)).sum(axis=0),
        "secure": (meant & (states == _SECURE)).sum(axis=0),
        "not_secure": (meant & (states == _MISSED)).sum(axis=0),
        "not_assessed": (meant & (states == _UNASSESSED)).sum(axis=0),
    }
    table = rows.set_index("statement_id").assign(**counts)
    table = table.rename(columns={"text": "statement"})[list(COLUMNS)]
    order = np.lexsort((table["secure"], ~table["key"].to_numpy(bool), -table["not_secure"]))
    table = table.iloc[order]
    return table[table["pupils"] > 0]


def gap_states(
    snapshot: Snapshot, subject: str | None, pupils: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the states of the statements that are meant for some pupils, to be drawn.

    Parameters
    ----------
    snapshot
        The school as at a point.
    subject
        A subject; None for all.
    pupils
        Ids of the pupils; best of one cohort, so that the statements are theirs alike.

    Returns
    -------
    DataFrame of uint8
        Pupils × statements, places in `snapshot.STATES`, for `la.plot_gap_grid`. Pupils stand by
        name where they have one.

    Raises
    ------
    LaddersError
        The school has no such subject.
    """
    _check_subject(snapshot, subject)
    down, across = _chosen(snapshot, subject, pupils)
    meant, states = _cells(snapshot, down, across)
    some = meant.any(axis=0)
    ids = pd.Index(snapshot.grid.table.loc[across, "statement_id"][some], name="statement_id")
    index = snapshot.grid.pupils[down]
    table = pd.DataFrame(states[:, some], index=index, columns=ids)
    return table.loc[snapshot.pupils["name"].reindex(index).sort_values().index]


def _chosen(
    snapshot: Snapshot, subject: str | None, pupils: Collection[str] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Mark the pupils (down) and the statements (across) that are asked for."""
    down = snapshot.roll.in_scope
    if pupils is not None:
        down = down & snapshot.grid.pupils.isin(list(pupils))
    subjects = snapshot.grid.table["subject"].to_numpy()
    across = np.ones(len(subjects), bool) if subject is None else subjects == subject
    return down, across


def _cells(
    snapshot: Snapshot, down: np.ndarray, across: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return, pupils × statements: whether the statement is meant for the pupil, and its state."""
    cells = np.ix_(down, across)
    evidence, expected = snapshot.evidence, snapshot.expected
    meant = (expected.own_year | expected.due)[cells]
    states = np.select(
        [evidence.secure[cells], evidence.assessed[cells], expected.taught[cells]],
        [_SECURE, _MISSED, _UNASSESSED],
        _NOT_TAUGHT,
    )
    return meant, states.astype(np.uint8)


def _check_subject(snapshot: Snapshot, subject: str | None) -> None:
    if subject is not None and subject not in snapshot.subjects:
        raise LaddersError(f'No subject "{subject}" here: {nearest(subject, snapshot.subjects)}.')
