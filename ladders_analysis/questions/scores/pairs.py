"""Each test score beside what was judged of the same pupil, and on which side of a line each is.

The judgement is the teacher's overall one where there is one, else what the statements say. The
line is the school's own, or 100 in the key stage 2 tests; none is invented.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint, academic_years
from ladders_analysis.exports.dfe.eyfsp import ASSESSMENT as EARLY_YEARS
from ladders_analysis.plots.scores import NOT_JUDGED, SAME, TEST_HIGHER, TEST_LOWER
from ladders_analysis.policy import OWN_CURRICULUM, PLACED, TOLERANCE, UP
from ladders_analysis.settings import SchoolSettings
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.statutory import KS2_TESTS, SCORE_LINES

TEACHER, STATEMENTS = "teacher", "statements"


@dataclass(frozen=True)
class Held:
    """The scores of one academic year: the rows chosen, and the assessments left out."""

    rows: pd.DataFrame
    others: tuple[str, ...]


def scores_near(
    results: pd.DataFrame,
    settings: SchoolSettings,
    point: AssessmentPoint,
    assessment: str | None = None,
) -> Held:
    """Choose the scores nearest to a point, one per pupil and subject.

    Parameters
    ----------
    results
        The school's results.
    settings
        Its settings.
    point
        The assessment point.
    assessment
        An assessment; None for one with a line, of those the nearest to the point.

    Returns
    -------
    Held
        Results of the point's academic year that have a score, of one assessment. Where a pupil
        sat it more than once the sitting nearest to the point counts, the later of two as near.
        The marks of the early years profile are no scores.
    """
    own = results[
        results["score"].notna().to_numpy(bool)
        & (academic_years(results["taken_on"]) == point.year.ends).to_numpy(bool)
        & ~results["assessment"].astype("str").str.startswith(EARLY_YEARS).to_numpy(bool)
    ]
    away = (own["taken_on"] - pd.Timestamp(point.on)).dt.days
    own = own.assign(score=own["score"].astype("float64"), _away=away.abs(), _after=-away)
    found = list(dict.fromkeys(own["assessment"].astype("str")))
    if assessment is None and found:
        lined = {KS2_TESTS, *(line.assessment for line in settings.scores.values())}
        nearest = own.groupby("assessment", observed=True)["_away"].min()
        assessment = min(found, key=lambda name: (name not in lined, int(nearest[name]), name))
    rows = own[(own["assessment"].astype("str") == assessment).to_numpy(bool)]
    rows = rows.sort_values(["_away", "_after"], kind="stable")
    rows = rows.drop_duplicates(["pupil_id", "subject"]).drop(columns=["_away", "_after"])
    return Held(rows, tuple(name for name in found if name != assessment))


def pair_scores(rows: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Put each score beside what was judged of the pupil.

    Parameters
    ----------
    rows
        From `scores_near`.
    snapshot
        The school as at the point.

    Returns
    -------
    DataFrame
        One row per pupil in scope and subject: `pupil_id`, `name`, `class_name`, `year_group`,
        `cohort`, `assessment`, `subject`, `taken_on`, `score`, `line` (NaN without), `judged` (a
        word of attainment or "no judgement"), `judged_by`, `by_teacher`, `by_statements`, and
        `side` (blank where either is missing).
    """
    people = snapshot.pupils[["name", "class_name", "year_group", "cohort"]]
    table = rows.astype({"pupil_id": "str", "assessment": "str", "subject": "str"})
    table = table[table["pupil_id"].isin(people.index)].join(people, on="pupil_id")
    views = snapshot.attainment().astype({"pupil_id": "str", "subject": "str"})
    views = views.set_index(["pupil_id", "subject"])[["attainment", "by_teacher", "by_statements"]]
    table = table.join(views.astype("str"), on=["pupil_id", "subject"])
    teacher, statements = (table[name].isin(PLACED) for name in ("by_teacher", "by_statements"))
    judged = np.select(
        [table["attainment"] == OWN_CURRICULUM, teacher, statements],
        [OWN_CURRICULUM, table["by_teacher"], table["by_statements"]],
        NOT_JUDGED,
    )
    by = np.select([teacher, statements], [TEACHER, STATEMENTS], "")
    lines = [
        _line(snapshot.settings, *each)
        for each in zip(table["subject"], table["assessment"], table["year_group"], strict=True)
    ]
    table = table.assign(judged=judged, judged_by=by, line=np.array(lines, np.float64))
    up, high = table["judged"].isin(UP), table["score"] >= table["line"] - TOLERANCE
    side = np.select([up == high, high & ~up], [SAME, TEST_HIGHER], default=TEST_LOWER)
    compared = table["judged"].isin(PLACED) & table["line"].notna()
    return table.assign(side=np.where(compared, side, "")).reset_index(drop=True)


def _line(settings: SchoolSettings, subject: str, assessment: str, year_group: int) -> float:
    """Return the school's line for a test, else the test's own, else NaN."""
    own = settings.score(subject, int(year_group))
    if own is not None and own.assessment == assessment and own.expected is not None:
        return float(own.expected)
    return SCORE_LINES.get(assessment, math.nan)
