"""Random parts of a school: none, one, few or all of its pupils, days and subjects.

What a chart must survive is what a school can hold: a class of one, a subject nobody judged, a
point before the first entry, a day on which everybody was absent. Each part is drawn from its
number alone, so that a failure can be looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.school import School

HOW_MUCH = (0.0, 0.0001, 0.1, 0.5, 0.9, 1.0)
"""How much of anything is kept: none, one, a tenth, half, most, all."""
DAYS = {
    "judgements": "assessed_on",
    "overall": "assessed_on",
    "results": "taken_on",
    "conversations": "on",
    "books": "looked_on",
}
"""The day that each dated table is cut by."""
LONG_NAME_EVERY, ABSENT_EVERY = 7, 11
_LONG = "A name so long that no column of any table was ever made for it, not even this one"


@dataclass(frozen=True)
class Subset:
    """A part of a school, and who was left in it."""

    number: int
    school: School
    pupils: int
    days: int
    subjects: int

    def __str__(self) -> str:
        """Name it so that it can be drawn again."""
        return (
            f"subset {self.number}: {self.pupils} pupils, {self.days} days, "
            f"{self.subjects} subjects"
        )


def subset(school: School, number: int) -> Subset:
    """Draw a part of a school.

    Parameters
    ----------
    school
        The whole school.
    number
        Which part: the seed. In every eleventh, all were absent from every judgement and test; in
        every seventh, one pupil has a very long name.
    """
    rng = np.random.default_rng(number)
    tables = {name: table.copy() for name, table in school.tables.items()}
    pupils = _some(tables["pupils"]["pupil_id"], rng)
    days = _some(pd.concat([tables[name][day] for name, day in DAYS.items()]), rng)
    subjects = _some(tables["statements"]["subject"], rng)
    taught = tables["statements"]["subject"].isin(subjects).to_numpy(bool)
    statements = set(tables["statements"].loc[taught, "statement_id"])
    for name, table in tables.items():
        keep = np.ones(len(table), bool)
        if "pupil_id" in table:
            keep &= table["pupil_id"].isin(pupils).to_numpy(bool)
        if name in DAYS:
            keep &= table[DAYS[name]].isin(days).to_numpy(bool)
        if "subject" in table and name != "national":
            keep &= table["subject"].isin(subjects).to_numpy(bool)
        if name == "judgements":
            keep &= table["statement_id"].isin(statements).to_numpy(bool)
        tables[name] = table[keep].reset_index(drop=True)
    if number % LONG_NAME_EVERY == 0 and len(tables["pupils"]):
        tables["pupils"].loc[0, "name"] = _LONG
    if number % ABSENT_EVERY == 0:
        _send_home(tables)
    left = School(school.settings, tables, school.load_report)
    return Subset(number, left, len(pupils), len(days), len(subjects))


def _send_home(tables: dict[str, pd.DataFrame]) -> None:
    """Make everybody absent from every judgement and test."""
    for name, column in (("judgements", "judgement"), ("results", "outcome")):
        away = pd.Series(["absent"] * len(tables[name]), dtype=tables[name][column].dtype)
        tables[name][column] = away
    tables["results"]["score"] = np.nan
    tables["overall"] = tables["overall"].iloc[:0]


def _some(values: pd.Series, rng: np.random.Generator) -> set[object]:
    """Keep none, one, some or all of the distinct values."""
    distinct = sorted(values.dropna().unique().tolist(), key=str)
    share = float(rng.choice(HOW_MUCH))
    many = min(len(distinct), int(np.ceil(share * len(distinct))))
    return {distinct[place] for place in rng.permutation(len(distinct))[:many]}
