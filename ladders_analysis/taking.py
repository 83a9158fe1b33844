"""Taking a snapshot: one school as at one assessment point."""

from __future__ import annotations

import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.expectation import Policy, policy_at
from ladders_analysis.grid import Codes, Grid
from ladders_analysis.one_school import OneSchool
from ladders_analysis.policy import NTimes
from ladders_analysis.roll import roll_on
from ladders_analysis.snapshot import Snapshot


def taken(of_school: OneSchool, point: AssessmentPoint) -> Snapshot:
    """Take the snapshot of a school as at a point.

    Parameters
    ----------
    of_school
        The school.
    point
        An assessment point of its calendar, or a date as a point.
    """
    grid = of_school.grid
    roll = roll_on(of_school.tables["pupils"], grid.pupils, point.on, point.year.ends)
    rules = policy_at(grid, of_school.settings, point, roll.year_group)
    return Snapshot(of_school, point, roll, counted_under(grid, rules, point))


def both_taken(of_school: OneSchool, start: Snapshot, end: Snapshot) -> tuple[Snapshot, Snapshot]:
    """Take both snapshots again, at the same points, of the school as it now is.

    Parameters
    ----------
    of_school
        The school in another state: other tables, or other settings.
    start, end
        Two snapshots of the school as it was.
    """
    return taken(of_school, start.point), taken(of_school, end.point)


def counted_under(grid: Grid, rules: Policy, point: AssessmentPoint) -> Codes:
    """Find the codes that count, where subjects or year groups may count differently.

    Parameters
    ----------
    grid
        The school's grid.
    rules
        The policy in force; `counts` of each pupil's year group and subject is asked.
    point
        The assessment point.

    Returns
    -------
    ndarray of uint8
        Pupils × statements; 0 where no judgement counts, else the code's place from 1.
    """
    asked = rules.values("counts")[:, grid.subject_of]
    counted = np.zeros(grid.shape, np.uint8)
    kinds: list[str | NTimes] = list(
        dict.fromkeys(rule.counts for row in rules.rules for rule in row)
    )
    if len(kinds) == 1:
        return grid.codes_as_at(point.entries_close, kinds[0])
    for kind in kinds:
        codes = grid.codes_as_at(point.entries_close, kind)
        counted = np.where(asked == kind, codes, counted)
    return counted
