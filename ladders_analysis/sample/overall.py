"""Teachers' overall judgements: a best fit per child and subject at each assessment point.

Writing is judged this way. In reading and maths the same teachers' views stand beside what the
statements say; mostly they agree, and where they do not there is something to ask.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.sample.curriculum import SUBJECTS
from ladders_analysis.sample.entries import recorded_late
from ladders_analysis.sample.people import YEAR_GROUPS, Roll
from ladders_analysis.sample.standing import TERMS
from ladders_analysis.sample.terms import (
    LAST_DAY,
    NEWEST,
    assessment_points,
    school_days,
)

CODES = ("BLW", "WTS", "EXS", "GDS")
PROGRESS = ("less than expected", "as expected", "more than expected")
LINES = (-2.2, 1.5, 4.25)
"""Where a teacher draws the lines between the codes [log-odds of a statement being secure]."""
OPINION, DAY_TO_DAY = 0.3, 0.15
"""How far teachers differ from the statements, for good and from point to point [log-odds]."""
MOVED = 0.45
PROGRESS_NOTED = 0.75
LATE = 0.015
DAYS_BEFORE = 8
COLUMNS = (
    "school_id",
    "pupil_id",
    "subject",
    "assessed_on",
    "recorded_on",
    "attainment",
    "progress",
)


def make_overall(
    school_id: str, roll: Roll, standing: NDArray[np.float64], rng: np.random.Generator
) -> pd.DataFrame:
    """Make every overall judgement of one school.

    Parameters
    ----------
    school_id
        The school.
    roll
        Its roll.
    standing
        People × subjects × terms, from `make_standing`.
    rng
        Source of chance.

    Returns
    -------
    pandas.DataFrame
        The tidy `overall` table, in order of day, pupil and subject.
    """
    years = standing.shape[2] // TERMS
    opinion = rng.normal(0, OPINION, standing.shape[:2])
    seen = standing + opinion[:, :, None] + rng.normal(0, DAY_TO_DAY, standing.shape)
    parts = []
    for ends in range(NEWEST - years + 1, NEWEST + 1):
        rows = roll.rows[roll.rows["academic_year"] == ends]
        for term, point in enumerate(assessment_points(ends)):
            if point.on <= LAST_DAY:
                place = TERMS * (ends - NEWEST + years - 1) + term
                parts.append(_at_point(rows, seen, place, point, rng))
    table = pd.concat(parts, ignore_index=True)
    table = table.sort_values(["assessed_on", "person", "order"], kind="stable", ignore_index=True)
    table["school_id"] = school_id
    table["pupil_id"] = roll.people["pupil_id"].to_numpy()[table["person"]]
    return table[list(COLUMNS)]


def _at_point(
    rows: pd.DataFrame,
    seen: NDArray[np.float64],
    place: int,
    point: AssessmentPoint,
    rng: np.random.Generator,
) -> pd.DataFrame:
    on = pd.Timestamp(point.on)
    here = ~(rows["joined_on"] > on) & ~(rows["left_on"] <= on)
    pupils = rows[here]
    person = np.repeat(pupils["person"].to_numpy(), len(SUBJECTS))
    order = np.tile(np.arange(len(SUBJECTS)), len(pupils))
    level = seen[person, order, place]
    code = np.digitize(level, LINES)
    year_group = np.repeat(pupils["year_group"].to_numpy(int), len(SUBJECTS))
    alone = np.repeat(pupils["working_year"].notna().to_numpy(), len(SUBJECTS))
    code = np.where(alone, 0, np.where(year_group == 0, np.minimum(code, 2), code))
    days = school_days(point.on - dt.timedelta(days=DAYS_BEFORE), point.on)
    class_day = rng.integers(0, len(days), (YEAR_GROUPS, len(SUBJECTS)))
    day = days[class_day[year_group, order]]
    joined = np.repeat(pupils["joined_on"].to_numpy("datetime64[D]"), len(SUBJECTS))
    day = np.where(day < joined, np.datetime64(point.on), day)
    noted = rng.random(len(person)) < PROGRESS_NOTED
    word = np.full(len(person), None, object)
    if place % TERMS > 0:
        moved = level - seen[person, order, place - 1]
        grade = np.digitize(moved, (-MOVED, MOVED))
        word[noted] = np.array(PROGRESS, object)[grade[noted]]
    return pd.DataFrame(
        {
            "person": person,
            "order": order,
            "subject": np.array(SUBJECTS)[order],
            "assessed_on": day.astype("datetime64[s]"),
            "recorded_on": recorded_late(day, np.full(len(day), point.year.ends), LATE, rng),
            "attainment": np.array(CODES)[code],
            "progress": word,
        }
    )
