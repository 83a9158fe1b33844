"""Who was on roll on a day: one row per pupil, lined up with the grid.

A pupil has one row per academic year. On a given day they are in scope when that year holds a
row for them and they have joined and not yet left.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ladders_analysis.grid import Integers, Mask, day_number, days
from ladders_analysis.planned import NO_YEAR, whole

SUMMER_MONTHS = (4, 5, 6, 7, 8)
"""Summer-born: born from 1 April to 31 August (DfE, Admission of summer born children)."""


@dataclass(frozen=True, eq=False)
class Roll:
    """The roll on one day, lined up with the grid's pupils.

    Attributes
    ----------
    in_scope
        Whether each pupil of the grid was on roll.
    year_group, working_year
        Their year group and the year they work on [0–6], −1 out of scope.
    table
        The `pupils` rows of those in scope, indexed by `pupil_id`.
    """

    in_scope: Mask
    year_group: Integers
    working_year: Integers
    table: pd.DataFrame

    @property
    def own_curriculum(self) -> Mask:
        """Pupils working on an earlier year's curriculum than their own year group's."""
        return self.in_scope & (self.working_year < self.year_group)

    def by_working_year(self) -> Roll:
        """Return the roll as if each pupil were in the year they work on."""
        return replace(self, year_group=self.working_year)


def roll_on(pupils: pd.DataFrame, index: pd.Index, day: dt.date, academic_year: int) -> Roll:
    """Find who was on roll on a day.

    Parameters
    ----------
    pupils
        The school's `pupils` table, all years.
    index
        The grid's pupils.
    day
        The day.
    academic_year
        End year of the academic year that holds it.

    Returns
    -------
    Roll
    """
    rows = pupils[pupils["academic_year"] == academic_year]
    today = day_number(day)
    joined = rows["joined_on"].isna().to_numpy() | (days(rows["joined_on"]) <= today)
    staying = rows["left_on"].isna().to_numpy() | (days(rows["left_on"]) > today)
    rows = rows[joined & staying]
    places = index.get_indexer(pd.Index(rows["pupil_id"]))
    year_group = np.full(len(index), NO_YEAR, np.int64)
    working_year = np.full(len(index), NO_YEAR, np.int64)
    year_group[places] = whole(rows["year_group"], NO_YEAR)
    working_year[places] = whole(rows["working_year"].fillna(rows["year_group"]), NO_YEAR)
    in_scope = np.zeros(len(index), bool)
    in_scope[places] = True
    return Roll(in_scope, year_group, working_year, _attributes(rows, academic_year))


def year_name(year_group: int) -> str:
    """Name a year group as schools do.

    Examples
    --------
    >>> year_name(0), year_name(4)
    ('Reception', 'Year 4')
    """
    return "Reception" if year_group == 0 else f"Year {year_group}"


def cohort_label(cohort: int, academic_year: int) -> str:
    """Name a cohort by where it stands in an academic year.

    Examples
    --------
    >>> cohort_label(2028, 2026)
    'Year 4 (2025–26)'
    """
    place = 6 - (cohort - academic_year)
    return f"{year_name(place)} ({academic_year - 1}–{academic_year % 100:02d})"


def _attributes(rows: pd.DataFrame, academic_year: int) -> pd.DataFrame:
    labels = {
        cohort: cohort_label(int(cohort), academic_year) for cohort in rows["cohort"].unique()
    }
    born = rows["date_of_birth"]
    summer = born.dt.month.isin(SUMMER_MONTHS).astype("boolean").mask(born.isna())
    table = rows.assign(cohort_label=rows["cohort"].map(labels), summer_born=summer)
    return table.set_index("pupil_id").sort_index()
