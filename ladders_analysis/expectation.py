"""What the curriculum expects of each pupil by a point: own year, due, taught.

The expectation is for a pupil's age, so it follows the year group; a definition that asks about
the curriculum a pupil really works on passes the working year instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.grid import Floats, Grid, Integers, Mask
from ladders_analysis.planned import NO_YEAR
from ladders_analysis.policy import Expectation
from ladders_analysis.settings import SchoolSettings

YEAR_GROUPS = range(7)


@dataclass(frozen=True, eq=False)
class Expected:
    """What is expected at a point, pupils × statements.

    Attributes
    ----------
    own_year
        Statements of the pupil's own year.
    due
        Statements expected secure by the point, those of earlier years by policy.
    taught
        Statements whose teaching has begun.
    """

    own_year: Mask
    due: Mask
    taught: Mask


def expected_at(
    grid: Grid, settings: SchoolSettings, point: AssessmentPoint, year_group: Integers
) -> Expected:
    """Work out what is expected of each pupil at a point.

    Parameters
    ----------
    grid
        The school's grid.
    settings
        Its settings: policy and calendar.
    point
        The assessment point.
    year_group
        The year whose statements count for each pupil, −1 for nobody.

    Returns
    -------
    Expected

    Notes
    -----
    All pupils of one year group share the same expectation, so it is worked out once per year
    group and spread over its pupils (DESIGN §4, step 4).
    """
    rows = np.zeros((3, len(YEAR_GROUPS) + 1, grid.shape[1]), bool)
    for year in YEAR_GROUPS:
        rows[:, year] = _expected_of(grid, settings, point, year)
    spread = np.where(year_group == NO_YEAR, len(YEAR_GROUPS), year_group)
    return Expected(rows[0][spread], rows[1][spread], rows[2][spread])


def own_year_statements(grid: Grid, year: int, cycle: str | None) -> Mask:
    """Mark the statements that belong to a year group in a year of the given cycle.

    Notes
    -----
    A statement of a band belongs to its last year; with a `cycle` it belongs to every year of the
    band, in the academic years whose cycle matches.
    """
    plan = grid.plan
    this_turn = plan.cycle == (cycle or "")
    within = (plan.first_year <= year) & (year <= plan.last_year)
    return np.where(plan.cycled, within & this_turn, plan.last_year == year)


def _expected_of(
    grid: Grid, settings: SchoolSettings, point: AssessmentPoint, year: int
) -> tuple[Mask, Mask, Mask]:
    plan = grid.plan
    own_year = own_year_statements(grid, year, point.year.cycle)
    earlier = plan.last_year < year
    due = own_year & (plan.due_by <= point.due_through)
    for place, subject in enumerate(grid.subjects):
        rule = settings.expectation(subject, year).earlier_years
        if rule != "none":
            due |= earlier & (grid.subject_of == place) & (plan.key if rule == "key" else True)
    begun = plan.taught_from <= point.year.half_terms_begun(point.on)
    return own_year, due, due | earlier | (own_year & begun)


@dataclass(frozen=True, eq=False)
class Policy:
    """The policy in force at a point, per pupil × subject.

    A pupil's policy is that of their year group; out of scope it is never asked.
    """

    grid: Grid
    rules: tuple[tuple[Expectation, ...], ...]
    year_group: Integers
    index: int

    def values(self, name: str) -> np.ndarray[Any, np.dtype[Any]]:
        """Return one policy value as pupils × subjects, shares as those of the point."""
        table = np.empty((len(self.rules), len(self.grid.subjects)), dtype=object)
        for year, row in enumerate(self.rules):
            table[year] = [self._value(rule, name) for rule in row]
        return table[np.maximum(self.year_group, 0)]

    def shares(self, name: str) -> Floats:
        """Return a share as numbers."""
        return self.values(name).astype(np.float64)

    def _value(self, rule: Expectation, name: str) -> object:
        if name in ("secure_share", "deeper_share"):
            return rule.share(name, self.index)
        return getattr(rule, name)


def policy_at(
    grid: Grid, settings: SchoolSettings, point: AssessmentPoint, year_group: Integers
) -> Policy:
    """Look up each year group's policy for each subject."""
    rules = tuple(
        tuple(settings.expectation(subject, year) for subject in grid.subjects)
        for year in YEAR_GROUPS
    )
    return Policy(grid, rules, year_group, point.policy_index)
