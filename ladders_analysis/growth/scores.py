"""Scores and earlier scores of the pupils of one school or a trust, from two snapshots.

The score is the one that counts at the end, the latest earlier one that which counts at the start;
before that, the last of each earlier academic year.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from ladders_analysis.basis import by_score
from ladders_analysis.calendar import HALF_TERMS, AcademicYear, AssessmentPoint, academic_years
from ladders_analysis.errors import PointError
from ladders_analysis.grid import Integers, day_number, days
from ladders_analysis.growth.alike import scores_from
from ladders_analysis.planned import NO_YEAR, whole
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot, by_school

YEARS_BACK = 6
"""Earlier years are those of primary school: nobody has more than six before Year 6."""


def growth_scores(start: Snapshot | TrustSnapshot, end: Snapshot | TrustSnapshot) -> pd.DataFrame:
    """Lay out the scores that growth percentiles compare, of one school or a whole trust.

    Parameters
    ----------
    start, end
        Snapshots as `School.as_at` gives them.

    Returns
    -------
    DataFrame
        One row per pupil × subject, in scope at both points with a score at the end and at least
        one earlier: `school_id`, `pupil_id`, `subject`, `year_group` at the end, `assessment`,
        `score`, and `prior_1`, `prior_1_assessment` (at the start), `prior_2` … (the last of the
        academic year before the start's, and so on; blank where there is none).

    Raises
    ------
    PointError
        The two are of different schools or loads.

    Notes
    -----
    Which assessment counts is what `[score.SUBJECT]` says for the pupil's year group in that year.
    Within one academic year only a score from after the start's close counts as one at the end.
    """
    before, after = by_school(start), by_school(end)
    if before.keys() != after.keys():
        raise PointError("The two snapshots are of different schools.")
    tables = []
    for school_id, last in after.items():
        first = before[school_id]
        if first.grid is not last.grid:
            raise PointError("The two snapshots are of different loads of the school: load once.")
        table = scores_between(first, last)
        table.insert(0, "school_id", school_id)
        scores = scores_from(table)
        both = np.repeat(first.roll.in_scope & last.roll.in_scope, len(last.subjects))
        earlier = ~np.isnan(scores.priors).all(axis=1)
        tables.append(table[both & ~np.isnan(scores.score) & earlier])
    return pd.concat(tables, ignore_index=True)


def scores_between(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Lay out the scores of every pupil of the grid × subject, in the grid's order.

    Parameters
    ----------
    start, end
        Two snapshots of one school.

    Returns
    -------
    DataFrame
        The columns of `growth_scores` but for `school_id`; scores blank where there are none.
    """
    results = end.of_school.tables["results"]
    since = results
    if start.point.year == end.point.year:
        since = results[days(results["taken_on"]) > day_number(start.point.entries_close)]
    table = pd.DataFrame(
        {
            "pupil_id": np.repeat(end.grid.pupils.to_numpy(object), len(end.subjects)),
            "subject": np.tile(np.array(end.subjects, dtype=object), len(end.grid.pupils)),
            "year_group": np.repeat(end.roll.year_group, len(end.subjects)),
        }
    )
    asked = [
        ("score", "assessment", end.point, since, end.roll.year_group),
        ("prior_1", "prior_1_assessment", start.point, results, start.roll.year_group),
    ]
    for back in _years_back(results, start.point.year.ends):
        year = start.point.year.ends - back
        name = f"prior_{1 + back}"
        year_group = _year_group_in(end.of_school.tables["pupils"], end.grid.pupils, year)
        asked.append((name, f"{name}_assessment", _end_of(year), results, year_group))
    for score, assessment, point, taken, year_group in asked:
        _, scores = by_score(end.grid, end.settings, point, taken, year_group)
        table[assessment] = _assessments(end, year_group)
        table[score] = scores.to_numpy().ravel()
    return table


def _years_back(results: pd.DataFrame, year: int) -> range:
    """Say how many years before the start's have results."""
    years = academic_years(results["taken_on"])
    earliest = int(years.min()) if len(years) else year
    return range(1, min(year - earliest, YEARS_BACK) + 1)


def _end_of(year: int) -> AssessmentPoint:
    """Make a point of the end of an academic year, whether or not the calendar reaches it."""
    day = dt.date(year, 8, 31)
    return AssessmentPoint(str(year), day, day, HALF_TERMS, AcademicYear(year, ()), named=False)


def _year_group_in(pupils: pd.DataFrame, index: pd.Index, year: int) -> Integers:
    """Return each pupil's year group in an earlier year; by their cohort where no row says."""
    cohorts = pupils.drop_duplicates("pupil_id").set_index("pupil_id")["cohort"]
    groups = YEARS_BACK - (whole(cohorts.reindex(index), NO_YEAR) - year)
    rows = pupils[pupils["academic_year"] == year].drop_duplicates("pupil_id")
    groups[index.get_indexer(pd.Index(rows["pupil_id"]))] = whole(rows["year_group"], NO_YEAR)
    return np.where((groups < 0) | (groups > YEARS_BACK), NO_YEAR, groups).astype(np.int64)


def _assessments(end: Snapshot, year_group: Integers) -> np.ndarray:
    """Name the assessment that counts for each pupil × subject, blank where none does."""
    names = np.full((len(year_group), len(end.subjects)), "", dtype=object)
    for year in np.unique(year_group[year_group != NO_YEAR]).tolist():
        lines = [end.settings.score(subject, year) for subject in end.subjects]
        names[year_group == year] = [line.assessment if line else "" for line in lines]
    return names.ravel()
