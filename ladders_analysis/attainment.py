"""Attainment: where a pupil stands against what the curriculum expects by a point.

The contract is DESIGN §4, "Attainment, exactly"; the steps below carry its numbers. Everything is
worked out for all pupils × subjects at once, and every comparison has the same small tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.basis import BASES, WORD
from ladders_analysis.expectation import Expected, Policy
from ladders_analysis.grid import Codes, Floats, Grid, Integers, Mask
from ladders_analysis.policy import (
    ATTAINMENT,
    EXPECTED,
    GREATER_DEPTH,
    MISSED,
    NOT_ENOUGH,
    NOT_TAUGHT,
    NOTHING_DUE,
    OWN_CURRICULUM,
    SECURE,
    TOLERANCE,
    TOO_EARLY,
    UNASSESSED,
    WORKING_TOWARDS,
)
from ladders_analysis.roll import Roll
from ladders_analysis.settings import SchoolSettings

ATTAINMENT_WORDS: pd.CategoricalDtype = pd.CategoricalDtype(list(ATTAINMENT), ordered=True)
BASIS_WORDS: pd.CategoricalDtype = pd.CategoricalDtype(list(BASES))


@dataclass(frozen=True, eq=False)
class Evidence:
    """The masks that attainment by statements rests on, pupils × statements."""

    own_year: Mask
    due: Mask
    assessed: Mask
    secure: Mask
    deeper: Mask
    key: Mask
    deeper_exists: bool


def states_of(secure: Mask, assessed: Mask, taught: Mask) -> Codes:
    """Tell the four states of statements apart.

    Parameters
    ----------
    secure, assessed, taught
        Masks of one shape.

    Returns
    -------
    array of uint8
        Places in `policy.STATES`. A secure statement is secure even if not yet taught.

    Examples
    --------
    >>> marks = np.array([[True, False, False, False], [True, True, False, False]])
    >>> states_of(*marks, np.array([False, True, True, False])).tolist()
    [3, 2, 1, 0]
    """
    open_ = np.where(taught, np.uint8(UNASSESSED), np.uint8(NOT_TAUGHT))
    judged = np.where(assessed, np.uint8(MISSED), open_)
    return np.where(secure, np.uint8(SECURE), judged)


@dataclass(frozen=True, eq=False)
class ByStatements:
    """Attainment by statements, pupils × subjects.

    Attributes
    ----------
    placed
        Places in `ATTAINMENT`.
    secure, due, assessed
        Weight of the due statements that are secure, of all due, and of those assessed.
    """

    placed: Integers
    secure: Floats
    due: Floats
    assessed: Floats


def gather(
    grid: Grid,
    settings: SchoolSettings,
    counted: Codes,
    expected: Expected,
    rules: Policy,
    classes: Integers,
) -> Evidence:
    """Read the masks of evidence off the codes that count.

    Parameters
    ----------
    grid, settings
        The school's grid and settings.
    counted
        The code that counts in each cell, 0 for none.
    expected, rules
        What is due, and the policy in force with it.
    classes
        Each pupil's class as a number, −1 for none.
    """
    scale = settings.scale
    assessed = counted > 0
    secure = counted > scale.secure_index if scale else np.zeros_like(assessed)
    deeper_from = scale.deeper_index if scale else None
    deeper = np.zeros_like(assessed) if deeper_from is None else counted > deeper_from
    applies = rules.values("by_exception").astype(bool)
    if applies.any():
        across = applies[:, grid.subject_of]
        secure = secure | by_exception(expected.due, assessed, across, classes)
    key = np.broadcast_to(grid.plan.key, assessed.shape)
    return Evidence(
        expected.own_year, expected.due, assessed, secure, deeper, key, deeper_from is not None
    )


def by_statements(
    grid: Grid, policy: Policy, evidence: Evidence, year_group: Integers
) -> ByStatements:
    """Place pupils by the statements due (step 6 of the contract).

    Parameters
    ----------
    grid
        The school's grid.
    policy
        The policy in force.
    evidence
        Which statements are due, assessed, secure, deeper and key.
    year_group
        The pupils' year groups: nobody reaches greater depth in Reception.

    Returns
    -------
    ByStatements
    """
    due = grid.per_subject(evidence.due)
    own = grid.per_subject(evidence.own_year)
    assessed = grid.per_subject(evidence.due & evidence.assessed)
    secure = grid.per_subject(evidence.due & evidence.secure)
    deeper = grid.per_subject(evidence.due & evidence.deeper)
    open_ = grid.per_subject(evidence.due & ~evidence.secure & ~evidence.assessed)
    key_missed = grid.per_subject(evidence.due & evidence.key & ~evidence.secure) > TOLERANCE
    key_failed = (
        grid.per_subject(evidence.due & evidence.key & ~evidence.secure & evidence.assessed)
        > TOLERANCE
    )

    all_key = policy.values("all_key").astype(bool)
    line = policy.shares("secure_share") - TOLERANCE
    met = (share_of(secure, due) >= line) & ~(all_key & key_missed)
    could_meet = (share_of(secure + open_, due) >= line) & ~(all_key & key_failed)
    ticks_only = policy.values("unjudged") == "not secure"
    deep = share_of(deeper, due) >= policy.shares("deeper_share") - TOLERANCE
    deep &= evidence.deeper_exists & (year_group != 0)[:, None]
    early = due < np.minimum(policy.shares("minimum_due"), own) - TOLERANCE

    placed = np.select(
        [due <= TOLERANCE, early, met & deep, met, ~could_meet | ticks_only],
        [
            WORD[NOTHING_DUE],
            WORD[TOO_EARLY],
            WORD[GREATER_DEPTH],
            WORD[EXPECTED],
            WORD[WORKING_TOWARDS],
        ],
        WORD[NOT_ENOUGH],
    )
    return ByStatements(placed.astype(np.int64), secure, due, assessed)


def share_of(part: Floats, whole: Floats) -> Floats:
    """Divide, NaN where there is nothing to divide by.

    Examples
    --------
    >>> share_of(np.array([1.0, 0.0]), np.array([4.0, 0.0]))
    array([0.25,  nan])
    """
    shares = np.full(np.shape(whole), np.nan)
    return np.divide(part, whole, out=shares, where=np.asarray(whole) > TOLERANCE)


def by_exception(due: Mask, assessed: Mask, applies: Mask, classes: Integers) -> Mask:
    """Mark unjudged due statements that count as secure because the class has judgements on them.

    Parameters
    ----------
    due, assessed
        Pupils × statements.
    applies
        Pupils × statements: where the policy says `by_exception`.
    classes
        Each pupil's class as a number, −1 for none.

    Returns
    -------
    ndarray of bool
        Pupils × statements.
    """
    judged = np.zeros_like(due)
    for number in np.unique(classes[classes >= 0]):
        members = classes == number
        judged[members] = assessed[members].any(axis=0)
    return due & ~assessed & judged & applies


def standing(roll: Roll, basis: Integers, views: Sequence[Integers]) -> tuple[Integers, Integers]:
    """Choose each pupil's attainment by the basis in force.

    Parameters
    ----------
    roll
        Who was on roll.
    basis
        Pupils × subjects, places in `BASES`.
    views
        What each basis says, in the order of `BASES`: pupils × subjects, places in `ATTAINMENT`.

    Returns
    -------
    ndarray, ndarray
        Pupils × subjects; and all the views, stacked.

    Notes
    -----
    Pupils on their own curriculum are so whatever the basis (step 2 of the contract).
    """
    stacked = np.stack(views)
    stacked[:, roll.own_curriculum] = WORD[OWN_CURRICULUM]
    return np.take_along_axis(stacked, basis[None], axis=0)[0], stacked


def attainment_table(
    grid: Grid,
    roll: Roll,
    basis: Integers,
    placed: ByStatements,
    chosen: Integers,
    views: Integers,
) -> pd.DataFrame:
    """Lay out attainment as one row per pupil in scope × subject.

    Parameters
    ----------
    grid, roll
        The school's grid and who was on roll.
    basis
        The basis in force, pupils × subjects, places in `BASES`.
    placed
        Attainment by statements.
    chosen, views
        Each pupil's attainment, and what each basis says: the answer of `standing`.

    Returns
    -------
    DataFrame
        The columns of `Snapshot.attainment`.
    """
    here, subjects = roll.in_scope, len(grid.subjects)

    def worded(places: Integers, dtype: pd.CategoricalDtype = ATTAINMENT_WORDS) -> pd.Categorical:
        return pd.Categorical.from_codes(places[here].ravel(), dtype=dtype)

    every_subject = np.broadcast_to(np.arange(subjects), basis.shape)
    return pd.DataFrame(
        {
            "pupil_id": np.repeat(grid.pupils[here], subjects),
            "subject": worded(every_subject, pd.CategoricalDtype(list(grid.subjects))),
            "attainment": worded(chosen),
            "basis": worded(basis, BASIS_WORDS),
            "secure": placed.secure[here].ravel(),
            "due": placed.due[here].ravel(),
            "assessed": placed.assessed[here].ravel(),
            **{f"by_{name}": worded(view) for name, view in zip(BASES, views, strict=True)},
        }
    )
