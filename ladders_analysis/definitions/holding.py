"""Holding a definition's answer to its contract: the right rows, columns, outcomes and numbers.

Whoever wrote the definition reads the complaint, so it names the definition and what it broke, and
never a pupil.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import COLUMNS, About
from ladders_analysis.errors import DefinitionError, nearest
from ladders_analysis.policy import NOT_ENOUGH
from ladders_analysis.snapshot import Snapshot

KEYS = ["pupil_id", "subject"]
NUMBERS = ("value", "numerator", "denominator")
NUMBER = pd.Float64Dtype()


def checked(table: object, about: About, start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Hold a definition's answer to its contract, and put its rows in order.

    Parameters
    ----------
    table
        What the definition returned.
    about
        What it says about itself.
    start, end
        The snapshots it was given.

    Returns
    -------
    DataFrame
        One row per pupil × subject in scope at both, in the grid's order; the columns of the
        contract, typed.

    Raises
    ------
    DefinitionError
        Wrong rows, columns, outcomes or numbers, named with the definition.
    """
    complaint = f'Definition "{about.name}" breaks its contract: '
    if not isinstance(table, pd.DataFrame) or list(table.index.names) != KEYS:
        raise DefinitionError(complaint + "it must return a frame with index pupil_id, subject.")
    for column in COLUMNS:
        if column not in table:
            raise DefinitionError(complaint + f"the column {column} is missing.")
        if isinstance(table[column], pd.DataFrame):
            raise DefinitionError(complaint + f"the column {column} is there twice.")
    wanted = end.grid.rows_of(start.roll.in_scope & end.roll.in_scope)
    if not table.index.equals(wanted):
        table = _in_order(table, wanted, complaint)
    outcomes = table["outcome"]
    if outcomes.dtype is not about.dtype or outcomes.hasnans:
        _check_outcomes(outcomes, about, complaint)
        outcomes = outcomes.astype(about.dtype)
    numbers = {name: _numbers(table[name], complaint) for name in NUMBERS}
    held = {"outcome": outcomes, **numbers}
    typed = {name: column for name, column in held.items() if column.dtype is not table[name].dtype}
    return table[list(COLUMNS)].assign(**typed).set_axis(wanted, axis=0)


def _in_order(table: pd.DataFrame, wanted: pd.MultiIndex, complaint: str) -> pd.DataFrame:
    """Put the rows in the grid's order, refusing any that are not those in scope at both."""
    if table.index.has_duplicates or len(table) != len(wanted):
        raise DefinitionError(
            complaint + f"{len(table)} rows, {len(wanted)} pupils × subjects in scope at both."
        )
    if not wanted.isin(table.index).all():
        raise DefinitionError(complaint + "it rates pupils or subjects that are not in scope.")
    return table.reindex(wanted)


def _check_outcomes(outcomes: pd.Series, about: About, complaint: str) -> None:
    """Refuse blank outcomes, and words that the definition does not announce."""
    blank = int(outcomes.isna().sum())
    if blank:
        raise DefinitionError(
            complaint + f"{blank} of {len(outcomes)} outcomes are blank (NaN). Where it cannot "
            f'tell, the outcome is "{NOT_ENOUGH}".'
        )
    allowed = about.dtype.categories
    strange = outcomes[~outcomes.isin(allowed)]
    if len(strange):
        found = str(strange.iloc[0])
        raise DefinitionError(complaint + f'outcome "{found}": {nearest(found, allowed)}.')


def _numbers(column: pd.Series, complaint: str) -> pd.Series:
    """Give a column of numbers as such; blank is allowed, words and infinity are not."""
    try:
        numbers = column if column.dtype == NUMBER else column.astype(NUMBER)
    except (TypeError, ValueError):
        raise DefinitionError(
            complaint + f"{column.name} holds something else than numbers."
        ) from None
    if np.isinf(numbers.to_numpy(np.float64, na_value=np.nan)).any():
        raise DefinitionError(
            complaint + f"{column.name} is infinite somewhere. Leave it blank where the "
            f"denominator is 0."
        )
    return numbers
