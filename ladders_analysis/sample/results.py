"""Scored assessments: two summers of statutory results, and practice papers in Year 6.

The statutory checks of Summer 2026 have not been taken yet, so the two summers are 2024 and 2025.
The figures to set beside them are made up, and say so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.sample.curriculum import SUBJECTS
from ladders_analysis.sample.people import Roll
from ladders_analysis.sample.standing import MIDDLE
from ladders_analysis.sample.terms import NEWEST, RESULT_YEARS

PHONICS, TABLES, KS2 = "Phonics screening check", "Multiplication tables check", "KS2 scaled score"
KS2_TEACHER, PRACTICE = "KS2 teacher assessment", "KS2 practice paper"
PHONICS_LINE, KS2_LINE = 32, 100
"""Marks at the expected standard: phonics threshold of recent years; DfE scaled scores, 2016 on."""
PHONICS_TOP, TABLES_TOP, KS2_FLOOR, KS2_TOP = 40, 25, 80, 120
NOT_ENTERED = {PHONICS: "D", KS2: "B", KS2_TEACHER: "PK6"}
"""Codes for children who work below the standard of the test."""
STATUTORY = tuple(range(NEWEST - RESULT_YEARS, NEWEST))
COLUMNS = ("school_id", "pupil_id", "assessment", "subject", "taken_on", "score", "outcome")
ILLUSTRATIVE = "illustrative only, not a published figure: replace with the DfE's own"
NATIONAL_COLUMNS = ("assessment", "subject", "year", "group", "share", "source")
_NEEDED = "person academic_year year_group working_year joined_on left_on".split()
_NATIONAL = (
    (PHONICS, "Reading", (0.80, 0.80), (0.68, 0.67)),
    (TABLES, "Maths", (0.34, 0.36), (0.22, 0.24)),
    (KS2, "Reading", (0.74, 0.75), (0.62, 0.63)),
    (KS2, "Maths", (0.73, 0.74), (0.59, 0.60)),
    (KS2_TEACHER, "Writing", (0.72, 0.72), (0.58, 0.59)),
)

Scores = NDArray[np.float64]
Words = NDArray[np.object_]


def make_results(
    school_id: str, roll: Roll, standing: NDArray[np.float64], rng: np.random.Generator
) -> pd.DataFrame:
    """Make every scored result of one school.

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
        The tidy `results` table.
    """
    level = (standing[:, :, 0] - MIDDLE) / 2
    level = level + rng.normal(0, 0.35, level.shape)

    def sat(
        academic_year: int,
        year_group: int,
        day: dt.date,
        assessment: str,
        subject: str,
        mark: Callable[[Scores], tuple[Scores | None, Words]],
        only: NDArray[np.intp] | None = None,
    ) -> pd.DataFrame:
        pupils = _on_roll(roll, academic_year, year_group, day)
        if only is not None:
            pupils = pupils[pupils["person"].isin(only)]
        if assessment not in NOT_ENTERED:
            pupils = pupils[pupils["working_year"].isna()]
        ability = level[pupils["person"], SUBJECTS.index(subject)]
        score, outcome = mark(ability + rng.normal(0, 0.2, len(pupils)))
        alone = pupils["working_year"].notna().to_numpy()
        return pd.DataFrame(
            {
                "person": pupils["person"].to_numpy(),
                "assessment": assessment,
                "subject": subject,
                "taken_on": np.datetime64(day, "s"),
                "score": np.nan if score is None else np.where(alone, np.nan, score),
                "outcome": np.where(alone, NOT_ENTERED.get(assessment, ""), outcome),
            }
        )

    parts = []
    again: NDArray[np.intp] = np.array([], np.intp)
    for ends in STATUTORY:
        june, may = dt.date(ends, 6, 10), dt.date(ends, 5, 13)
        phonics = sat(ends, 1, june, PHONICS, "Reading", _phonics)
        retaken = sat(ends, 2, june, PHONICS, "Reading", _phonics_again, again)
        again = phonics.loc[phonics["outcome"] == "Wt", "person"].to_numpy()
        parts += [phonics, retaken]
        parts.append(sat(ends, 4, june, TABLES, "Maths", _times_tables))
        parts += [sat(ends, 6, may, KS2, subject, _scaled) for subject in ("Reading", "Maths")]
        parts.append(sat(ends, 6, dt.date(ends, 6, 27), KS2_TEACHER, "Writing", _writing))
    for ends in (NEWEST - 1, NEWEST):
        for day in (dt.date(ends - 1, 12, 2), dt.date(ends, 3, 10)):
            parts += [
                sat(ends, 6, day, PRACTICE, subject, _practice) for subject in ("Reading", "Maths")
            ]
    table = pd.concat(parts, ignore_index=True)
    table = table.sort_values(["taken_on", "assessment", "subject", "person"], ignore_index=True)
    table["school_id"] = school_id
    table["pupil_id"] = roll.people["pupil_id"].to_numpy()[table["person"]]
    table["score"] = table["score"].astype("Int16")
    return table[list(COLUMNS)]


def national() -> pd.DataFrame:
    """Return made-up figures for England, to stand beside the results.

    Returns
    -------
    pandas.DataFrame
        The tidy `national` table; every row's source says that it is illustrative and to be
        replaced with real ones.
    """
    rows = [
        (assessment, subject, year, group, share, ILLUSTRATIVE)
        for assessment, subject, everybody, disadvantaged in _NATIONAL
        for group, shares in (("all", everybody), ("disadvantaged", disadvantaged))
        for year, share in zip(STATUTORY, shares, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(NATIONAL_COLUMNS))


def _on_roll(roll: Roll, academic_year: int, year_group: int, day: dt.date) -> pd.DataFrame:
    rows, on = roll.rows[_NEEDED], pd.Timestamp(day)
    return rows[
        rows["academic_year"].eq(academic_year)
        & rows["year_group"].eq(year_group)
        & ~(rows["joined_on"] > on)
        & ~(rows["left_on"] <= on)
    ]


def _phonics(ability: Scores) -> tuple[Scores, Words]:
    mark = np.clip(np.rint(35.5 + 3.6 * ability), 0, PHONICS_TOP)
    return mark, np.where(mark >= PHONICS_LINE, "Wa", "Wt").astype(object)


def _phonics_again(ability: Scores) -> tuple[Scores, Words]:
    return _phonics(ability + 1.4)


def _times_tables(ability: Scores) -> tuple[Scores, Words]:
    mark = np.clip(np.rint(22.5 + 3.2 * ability), 0, TABLES_TOP)
    return mark, np.full(len(mark), None, object)


def _scaled(ability: Scores) -> tuple[Scores, Words]:
    score = np.clip(np.rint(104.5 + 6.5 * ability), KS2_FLOOR, KS2_TOP)
    return score, np.where(score >= KS2_LINE, "AS", "NS").astype(object)


def _practice(ability: Scores) -> tuple[Scores, Words]:
    score = np.clip(np.rint(103.0 + 6.5 * ability), KS2_FLOOR, KS2_TOP)
    return score, np.full(len(score), None, object)


def _writing(ability: Scores) -> tuple[None, Words]:
    return None, np.array(["WTS", "EXS", "GDS"], object)[np.digitize(ability, (-0.55, 1.3))]
