"""What a gap grid says, worked out apart from any drawing.

Statements stand together by ladder, the most missed first, so that a sticking point is found at
the left of its ladder; every statement and every pupil is counted in each of the four states.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.plots.checking import PictureError
from ladders_analysis.policy import MISSED, NOT_TAUGHT, SECURE, STATES


@dataclass(frozen=True)
class StatementColumn:
    """One statement of a grid: where it stands in the table, and its pupils in each state."""

    place: int
    statement_id: str
    ladder: str
    text: str
    key: bool
    states: tuple[int, int, int, int]

    @property
    def taught(self) -> int:
        """Return how many pupils have been taught it."""
        return sum(self.states) - self.states[NOT_TAUGHT]


@dataclass(frozen=True)
class GapOrder:
    """The columns in drawing order, and statements in each state for every pupil and in all."""

    columns: tuple[StatementColumn, ...]
    by_pupil: NDArray[np.int64]
    totals: tuple[int, int, int, int]

    @property
    def ladders(self) -> tuple[tuple[str, int, int], ...]:
        """Return each ladder with its first column and the one after its last."""
        found: list[tuple[str, int, int]] = []
        for place, column in enumerate(self.columns):
            if found and found[-1][0] == column.ladder:
                found[-1] = (column.ladder, found[-1][1], place + 1)
            else:
                found.append((column.ladder, place, place + 1))
        return tuple(found)

    @property
    def sticking_point(self) -> StatementColumn | None:
        """Return the statement that most pupils were assessed on and are not secure in.

        Between equals a key statement comes first, then the one secure for fewest, then the
        curriculum's own order. None where nobody was assessed and not secure.
        """
        missed = [column for column in self.columns if column.states[MISSED]]
        return min(
            missed,
            key=lambda one: (-one.states[MISSED], not one.key, one.states[SECURE], one.place),
            default=None,
        )


def state_codes(states: pd.DataFrame) -> NDArray[np.uint8]:
    """Read a table of states as an array.

    Parameters
    ----------
    states
        Pupils × statements, 0 to 3.

    Returns
    -------
    array
        The same, ``uint8``.

    Raises
    ------
    PictureError
        When it holds anything else.
    """
    codes = states.to_numpy(dtype=np.float64, na_value=np.nan)
    if codes.size and not np.isin(codes, range(4)).all():
        names = ", ".join(f"{code} {name}" for code, name in enumerate(STATES))
        raise PictureError(
            f"The table of states holds something that is no state. Allowed: {names}. Make it "
            "with snapshot.states(subject)."
        )
    return codes.astype(np.uint8)


def gap_order(codes: NDArray[np.uint8], ids: list[str], statements: pd.DataFrame) -> GapOrder:
    """Put the statements of a grid in order and count its states.

    Parameters
    ----------
    codes
        Pupils × statements, 0 to 3.
    ids
        Ids of the statements, in the columns' order.
    statements
        Indexed by statement id, in the curriculum's order; columns `ladder`, `text`, `key` where
        there are any. A statement that it lacks is shown by its id.

    Returns
    -------
    GapOrder
        Ladders in the curriculum's order; within one, most often assessed and not secure first,
        then fewest secure, then the curriculum's order.
    """
    known = {str(name): place for place, name in enumerate(statements.index)}
    nothing: list[Any] = [None] * len(statements)
    texts: list[Any] = list(statements["text"]) if "text" in statements else nothing
    named: list[Any] = list(statements["ladder"]) if "ladder" in statements else nothing
    keys: list[Any] = list(statements["key"]) if "key" in statements else nothing
    by_state = np.stack([(codes == state).sum(axis=0) for state in range(4)])
    columns = []
    for place, name in enumerate(ids):
        at = known.get(name)
        text = texts[at] if at is not None else None
        ladder = named[at] if at is not None else None
        flag = keys[at] if at is not None else None
        counts = [int(number) for number in by_state[:, place]]
        columns.append(
            StatementColumn(
                place,
                name,
                "" if pd.isna(ladder) else str(ladder),
                name if pd.isna(text) else str(text),
                False if pd.isna(flag) else bool(flag),
                (counts[0], counts[1], counts[2], counts[3]),
            )
        )
    first: dict[str, int] = {}
    for column in columns:
        at = known.get(column.statement_id, len(known) + column.place)
        first[column.ladder] = min(first.get(column.ladder, at), at)
    columns.sort(
        key=lambda one: (
            first[one.ladder],
            one.ladder,
            -one.states[MISSED],
            one.states[SECURE],
            known.get(one.statement_id, len(known)),
            one.place,
        )
    )
    by_pupil = np.stack([(codes == state).sum(axis=1) for state in range(4)], axis=1)
    totals = [int(number) for number in by_state.sum(axis=1)]
    return GapOrder(
        tuple(columns), by_pupil.astype(np.int64), (totals[0], totals[1], totals[2], totals[3])
    )
