"""On what a pupil is placed: statements, the teacher's overall judgement, or a score.

Schools differ in what they hold. Here the two bases that are not statements are turned into
attainment words, and the basis a school did not name is chosen from what its folder holds.
"""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint, academic_years
from ladders_analysis.expectation import YEAR_GROUPS, own_year_statements
from ladders_analysis.grid import Grid, Integers, Mask, day_number, days
from ladders_analysis.planned import NO_YEAR
from ladders_analysis.policy import ATTAINMENT, NOT_ENOUGH, TOLERANCE, ScoreLine
from ladders_analysis.settings import SchoolSettings

WORD = {word: place for place, word in enumerate(ATTAINMENT)}
BASES = ("statements", "teacher", "score")
EPOCH = dt.date(1970, 1, 1)


def default_bases(
    grid: Grid, settings: SchoolSettings, pupils: pd.DataFrame, overall: pd.DataFrame
) -> Integers:
    """Choose the basis for each year group × subject where the school names none.

    Parameters
    ----------
    grid
        The school's grid.
    settings
        Its settings.
    pupils, overall
        Its tables of pupils and overall judgements, all years.

    Returns
    -------
    ndarray
        Year groups 0–6 × subjects, places in `BASES`.

    Notes
    -----
    Teacher where the folder holds any overall judgement for that subject and year group, else
    statements where the curriculum has any for that year, else score where there is a score line.
    """
    chosen = np.zeros((len(YEAR_GROUPS), len(grid.subjects)), np.int64)
    judged = _judged_year_groups(pupils, overall)
    cycles = {year.cycle for year in settings.calendar.years}
    for year in YEAR_GROUPS:
        own = np.any([own_year_statements(grid, year, cycle) for cycle in cycles], axis=0)
        for place, subject in enumerate(grid.subjects):
            if (subject, year) in judged:
                chosen[year, place] = BASES.index("teacher")
            elif not own[grid.subject_of == place].any() and subject in settings.scores:
                chosen[year, place] = BASES.index("score")
    return chosen


def by_teacher(
    grid: Grid, settings: SchoolSettings, point: AssessmentPoint, overall: pd.DataFrame
) -> tuple[Integers, pd.DataFrame]:
    """Place pupils by the latest overall judgement of the academic year.

    Returns
    -------
    ndarray, DataFrame
        Pupils × subjects, places in `ATTAINMENT` (not enough evidence where there is none); and
        the overall judgements that count, with their attainment word as `placed`.

    Notes
    -----
    Latest is the last assessed, then the last recorded, then the higher attainment. What a code
    means may change through the year: the half-term of the day it was assessed decides.
    """
    placed = np.full((len(grid.pupils), len(grid.subjects)), WORD[NOT_ENOUGH], np.int64)
    assessed = days(overall["assessed_on"])
    recorded = days(overall["recorded_on"].fillna(overall["assessed_on"]))
    known = _in_time(assessed, point) & (recorded <= day_number(point.entries_close))
    rows = np.flatnonzero(known)
    words = _words(overall["attainment"].iloc[rows], assessed[rows], settings)
    ranks = np.array([WORD[word] if word else -1 for word in words], np.int64)
    order = np.lexsort((ranks, recorded[rows], assessed[rows]))
    order = order[ranks[order] >= 0]
    rows, ranks = rows[order], ranks[order]
    down = grid.pupils.get_indexer(pd.Index(overall["pupil_id"].iloc[rows]))
    across = grid.subject_index.get_indexer(pd.Index(overall["subject"].iloc[rows]))
    placed[down, across] = ranks
    _, from_behind = np.unique((down * len(grid.subjects) + across)[::-1], return_index=True)
    last = np.sort(len(rows) - 1 - from_behind)
    meant = pd.array([words[place] for place in order[last]], dtype="str")
    return placed, overall.iloc[rows[last]].assign(placed=meant)


def _in_time(on: Integers, point: AssessmentPoint) -> Mask:
    """Mark the days of a point's academic year, up to the close of its entries."""
    begins = day_number(dt.date(point.year.ends - 1, 9, 1))
    ended = day_number(dt.date(point.year.ends, 9, 1))
    return (begins <= on) & (on < ended) & (on <= day_number(point.entries_close))


def by_score(
    grid: Grid,
    settings: SchoolSettings,
    point: AssessmentPoint,
    results: pd.DataFrame,
    year_group: Integers,
) -> tuple[Integers, pd.DataFrame]:
    """Place pupils by the latest score of the academic year against the school's thresholds.

    Returns
    -------
    ndarray, DataFrame
        Pupils × subjects, places in `ATTAINMENT` (not enough evidence where there is no score or
        no threshold: a line is never invented); and the scores that count, pupils × subjects.

    Notes
    -----
    The latest result counts, whether or not it has a score; of several on one day the highest.
    """
    placed = np.full((len(grid.pupils), len(grid.subjects)), WORD[NOT_ENOUGH], np.int64)
    scores = np.full(placed.shape, np.nan)
    taken = days(results["taken_on"])
    score = results["score"].to_numpy(np.float64, na_value=np.nan)
    rows = np.flatnonzero(_in_time(taken, point))
    rows = rows[np.lexsort((np.nan_to_num(score[rows], nan=-np.inf), taken[rows]))]
    score = score[rows]
    pupil = grid.pupils.get_indexer(pd.Index(results["pupil_id"].iloc[rows]))
    subject_taken, assessment = (
        results[name].iloc[rows].astype("object").to_numpy() for name in ("subject", "assessment")
    )
    years = np.unique(year_group[year_group != NO_YEAR]).tolist()
    for across, subject in enumerate(grid.subjects):
        for year in years:
            line = settings.score(subject, year)
            if line is None:
                continue
            mine = np.flatnonzero(
                (subject_taken == subject)
                & (assessment == line.assessment)
                & (year_group[pupil] == year)
            )
            latest = np.full(len(grid.pupils), -1, np.int64)
            np.maximum.at(latest, pupil[mine], mine)
            here = latest >= 0
            here[here] = ~np.isnan(score[latest[here]])
            scores[here, across] = score[latest[here]]
            if line.expected is not None:
                placed[here, across] = _against(score[latest[here]], line)
    return placed, grid.subject_frame(scores)


def _against(score: np.ndarray, line: ScoreLine) -> Integers:
    lines = [threshold for threshold in (line.expected, line.higher) if threshold is not None]
    return (score[:, None] >= np.array(lines) - TOLERANCE).sum(axis=1)


def _words(codes: pd.Series, on: Integers, settings: SchoolSettings) -> list[str | None]:
    """Translate the school's overall codes, by the half-term in which they were given."""
    if settings.overall is None:
        return [None] * len(codes)
    tables = settings.overall.by_half_term
    of_day = {
        day: tables[settings.calendar.half_term_of(EPOCH + dt.timedelta(days=day)) - 1]
        for day in np.unique(on).tolist()
    }
    return [of_day[day].get(code) for day, code in zip(on.tolist(), codes.tolist(), strict=True)]


def _judged_year_groups(pupils: pd.DataFrame, overall: pd.DataFrame) -> set[tuple[str, int]]:
    years = academic_years(overall["assessed_on"]).astype("Int16")
    rows = pd.DataFrame(
        {"pupil_id": overall["pupil_id"], "subject": overall["subject"], "academic_year": years}
    ).drop_duplicates()
    joined = rows.merge(
        pupils[["pupil_id", "academic_year", "year_group"]], on=["pupil_id", "academic_year"]
    )
    pairs = joined[["subject", "year_group"]].dropna().drop_duplicates()
    return {(str(subject), int(year)) for subject, year in pairs.itertuples(index=False)}
