"""Which statements are the sticking points, counted in pupils.

A statement is counted for the pupils it is meant for: those whose own year it belongs to, and
those from whom the school expects it still. What was never taught, or taught and never judged, is
told apart from what was judged and is not secure.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.attainment import states_of
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.grid import Codes, Integers, Mask
from ladders_analysis.policy import MISSED, SECURE, UNASSESSED
from ladders_analysis.snapshot import Snapshot

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


@dataclass(frozen=True, eq=False)
class Cells:
    """The states of some statements for some pupils.

    Attributes
    ----------
    down, across
        Places in the grid of the pupils and of the statements.
    meant
        Pupils × statements: whether the statement is meant for the pupil.
    states
        Pupils × statements, places in `policy.STATES`.
    """

    down: Integers
    across: Integers
    meant: Mask
    states: Codes

    def pupils_in(self, *states: int) -> Integers:
        """Count every statement's pupils in some of the states, of those it is meant for."""
        there = np.isin(self.states, states) if len(states) > 1 else self.states == states[0]
        return np.asarray((self.meant & there).sum(axis=0), dtype=np.int64)

    @cached_property
    def counts(self) -> dict[str, Integers]:
        """Every statement's pupils, as the columns of `statement_table` name them."""
        late, missed, secure = (self.pupils_in(state) for state in (UNASSESSED, MISSED, SECURE))
        return {
            "pupils": np.asarray(self.meant.sum(axis=0), dtype=np.int64),
            "taught": late + missed + secure,
            "assessed": missed + secure,
            "secure": secure,
            "not_secure": missed,
            "not_assessed": late,
        }

    def most_missed(self, key: Mask) -> Integers:
        """Order the statements that are meant for anybody, the most missed first.

        Parameters
        ----------
        key
            Which statements of the grid are key.

        Notes
        -----
        Most pupils assessed and not secure; between equals a key statement first, then the one
        secure for fewest, then the curriculum's order.
        """
        counts = self.counts
        order = np.lexsort((counts["secure"], ~key[self.across], -counts["not_secure"]))
        return order[counts["pupils"][order] > 0]


def cells_of(snapshot: Snapshot, subject: str | None, chosen: Mask | None = None) -> Cells:
    """Read the states of a subject's statements for some pupils.

    Parameters
    ----------
    snapshot
        The school as at a point.
    subject
        A subject; None for all.
    chosen
        Which pupils of the grid; None for everybody in scope. Nobody out of scope is read.

    Raises
    ------
    LaddersError
        The school has no such subject.
    """
    _check_subject(snapshot, subject)
    here = snapshot.roll.in_scope if chosen is None else chosen & snapshot.roll.in_scope
    down = np.flatnonzero(here)
    places = snapshot.grid.subject_of
    wanted = (
        np.ones(len(places), bool)
        if subject is None
        else places == snapshot.grid.subjects.index(subject)
    )
    across = np.flatnonzero(wanted)
    cells = np.ix_(down, across)
    evidence, expected = snapshot.evidence, snapshot.expected
    meant = (expected.own_year | expected.due)[cells]
    states = states_of(evidence.secure[cells], evidence.assessed[cells], expected.taught[cells])
    return Cells(down, across, meant, states)


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
    return table_of(snapshot, cells_of(snapshot, subject, _named(snapshot, pupils)))


def table_of(snapshot: Snapshot, cells: Cells) -> pd.DataFrame:
    """Lay counts out as `statement_table` does, the most missed statement first.

    Parameters
    ----------
    snapshot
        The school that the cells were read from.
    cells
        From `cells_of`.
    """
    order = cells.most_missed(snapshot.grid.plan.key)
    named = statements_at(snapshot, cells.across[order])
    counted = {name: pupils[order] for name, pupils in cells.counts.items()}
    return named.assign(**counted)


def statements_at(snapshot: Snapshot, places: Integers) -> pd.DataFrame:
    """Return the statements at some places of the grid, by `statement_id`, with their own words.

    Parameters
    ----------
    snapshot
        The school.
    places
        Places in the grid, in the order wanted.

    Returns
    -------
    DataFrame
        `subject`, `year`, `ladder`, `statement` (its text) and `key`.
    """
    table = snapshot.grid.table
    named = {name: "text" if name == "statement" else name for name in COLUMNS[:5]}
    # Column by column: much quicker than rows of the whole table.
    columns = {name: table[source].array.take(places) for name, source in named.items()}
    ids = pd.Index(table["statement_id"].array.take(places), name="statement_id")
    return pd.DataFrame(columns, index=ids)


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
    cells = cells_of(snapshot, subject, _named(snapshot, pupils))
    some = cells.meant.any(axis=0)
    statements = snapshot.grid.table["statement_id"].to_numpy()[cells.across[some]]
    index = snapshot.grid.pupils[cells.down]
    table = pd.DataFrame(
        cells.states[:, some], index=index, columns=pd.Index(statements, name="statement_id")
    )
    return table.loc[snapshot.pupils["name"].reindex(index).sort_values().index]


def _named(snapshot: Snapshot, pupils: Collection[str] | None) -> Mask | None:
    """Mark pupils of the grid by their ids; None for everybody."""
    if pupils is None:
        return None
    return np.asarray(snapshot.grid.pupils.isin(list(pupils)), dtype=bool)


def _check_subject(snapshot: Snapshot, subject: str | None) -> None:
    if subject is not None and subject not in snapshot.subjects:
        raise LaddersError(f'No subject "{subject}" here: {nearest(subject, snapshot.subjects)}.')
