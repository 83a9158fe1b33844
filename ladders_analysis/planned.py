"""When each statement is meant to be taught and known, as arrays: read off the curriculum once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ladders_analysis.calendar import HALF_TERMS

NO_YEAR = -1


@dataclass(frozen=True, eq=False)
class Planned:
    """The curriculum's plan, one entry per statement.

    Attributes
    ----------
    first_year, last_year
        The year group, or the band of them, the statement belongs to.
    cycle
        The turn of a rolling programme in which it is taught, blank without one.
    due_by
        The half-term by whose end it is due: the last of the year where the plan does not say.
    taught_from
        The half-term in which its teaching begins; after the last where the plan does not say.
    key
        Whether the school marks it as key.
    """

    first_year: npt.NDArray[np.int64]
    last_year: npt.NDArray[np.int64]
    cycle: npt.NDArray[np.object_]
    due_by: npt.NDArray[np.int64]
    taught_from: npt.NDArray[np.int64]
    key: npt.NDArray[np.bool_]

    @property
    def cycled(self) -> npt.NDArray[np.bool_]:
        """Which statements belong to a rolling programme."""
        return self.cycle != ""


def planned(statements: pd.DataFrame) -> Planned:
    """Read the plan off a table of statements.

    Parameters
    ----------
    statements
        The statements of a grid, in its order.

    Returns
    -------
    Planned
        Its arrays cannot be written to: every copy of a grid shares them.
    """
    plan = Planned(
        first_year=whole(statements["year"], NO_YEAR),
        last_year=whole(statements["year_to"].fillna(statements["year"]), NO_YEAR),
        cycle=statements["cycle"].astype("object").fillna("").to_numpy(object, copy=True),
        due_by=whole(statements["due_half_term"], HALF_TERMS),
        taught_from=whole(statements["taught_half_term"], HALF_TERMS + 1),
        key=statements["key"].to_numpy(bool, copy=True),
    )
    for array in vars(plan).values():
        array.flags.writeable = False
    return plan


def whole(values: pd.Series, blank: int) -> npt.NDArray[np.int64]:
    """Return a nullable integer column as plain integers, `blank` where nothing stands."""
    return values.fillna(blank).to_numpy(np.int64, copy=True)
