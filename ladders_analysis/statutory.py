"""Statutory results, counted: who met the standard of each assessment, and in which year.

One rule serves leaders and governors: a pupil counts once, at the first sitting, and met the
standard or did not. The multiplication tables check has no standard, so nobody passes it here.

References
----------
Codes are the DfE's, as in `exports.dfe.codes`; 100 and 110 are the expected standard and the higher
score of the key stage 2 tests (Standards and Testing Agency, Understanding scaled scores at key
stage 2, 2025).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.exports.dfe import eyfsp, key_stage_1, key_stage_2, mtc, phonics

MET = frozenset({"Wa", "AS", "EXS", "GDS"})
"""Outcomes at the expected standard: phonics, KS2 tests, KS2 teacher assessment (DfE codes)."""
NOT_MET = frozenset("Wt A D NS N B H J T U WTS HNM BLW PK1 PK2 PK3 PK4 PK5 PK6".split())
"""Outcomes that count as not met: below the standard or the test, absent, or not entered."""
HIGHER = "GDS"
"""The outcome of a teacher assessment above the expected standard."""

GOOD_LEVEL = eyfsp.GOOD_LEVEL
PHONICS = phonics.CHECK.assessment
KS1_TEACHER = key_stage_1.teacher_assessment("Reading").assessment
KS1_OPTIONAL_FROM = key_stage_1.OPTIONAL_FROM
TABLES_CHECK = mtc.ASSESSMENT
FULL_MARKS = 25
KS2_TESTS = key_stage_2.scaled_score("Reading").assessment
KS2_TEACHER = key_stage_2.teacher_assessment("Writing").assessment
KS2_TOGETHER = "KS2 combined"
TOGETHER_SUBJECT = "Reading, writing and maths"
SCORE_LINES: Mapping[str, float] = {KS2_TESTS: 100.0, GOOD_LEVEL: 1.0}
"""Scores at the standard, where a score stands without an outcome."""
HIGHER_SCORES: Mapping[str, float] = {KS2_TESTS: 110.0}
NO_STANDARD = frozenset({TABLES_CHECK, eyfsp.ASSESSMENT})
"""Assessments that nobody meets or misses: absence from them is no result either."""
_TOGETHER = ((KS2_TESTS, "Reading"), (KS2_TEACHER, "Writing"), (KS2_TESTS, "Maths"))
_EVERYBODY = ("all", "all pupils")


class National(NamedTuple):
    """A national share, and where it was published."""

    share: float
    source: str


def sittings(
    results: pd.DataFrame, until: pd.Timestamp, pupils: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Keep the results that say whether a standard was met, the first sittings told apart.

    Parameters
    ----------
    results
        The results table, all years.
    until
        The last day to count.
    pupils
        The pupils table: with it, a phonics check taken above Year 1 is a second sitting even
        where the folder does not hold the first.

    Returns
    -------
    DataFrame
        The rows of `results` that count, with `ends` (the academic year), `met`, `higher`, and
        `again` where the pupil had sat the same before.

    Notes
    -----
    The outcome decides where it is one of the DfE's; without an outcome a score decides where the
    standard is a score: 100 in the key stage 2 tests, 1 for a good level of development. Pupils
    who left, or whose result was annulled or is missing, are not counted.
    """
    taken = results[results["taken_on"] <= until]
    code = taken["outcome"].astype("str").str.strip()
    blank = taken["outcome"].isna() | code.isin(["", "nan", "<NA>", "None"])
    score = pd.to_numeric(taken["score"], errors="coerce").astype("float64")
    assessment = taken["assessment"].astype("str")
    line = assessment.map(SCORE_LINES).astype("float64")
    by_score = blank & score.notna() & line.notna()
    by_code = code.isin(MET | NOT_MET) & ~assessment.isin(NO_STANDARD)
    met = (by_code & code.isin(MET)) | (by_score & (score >= line))
    above = assessment.map(HIGHER_SCORES).astype("float64")
    known = taken.assign(
        assessment=assessment,
        subject=taken["subject"].astype("str"),
        met=met,
        higher=met & ((code == HIGHER) | (score >= above).fillna(False)),
        ends=academic_years(taken["taken_on"]),
    )[by_code | by_score]
    known = known.sort_values("taken_on", kind="stable")
    who = [name for name in ("school_id", "pupil_id") if name in known]
    again = known.duplicated([*who, "assessment", "subject"])
    if pupils is not None:
        year = year_groups(known, pupils)
        again |= (known["assessment"] == PHONICS) & (year > 1).fillna(False).astype(bool)
    return known.assign(again=again)


def year_groups(rows: pd.DataFrame, pupils: pd.DataFrame) -> pd.Series:
    """Return the year group each row's pupil was in; NaN where the roll does not say.

    Parameters
    ----------
    rows
        Rows with `school_id`, `pupil_id` and `ends`.
    pupils
        The pupils table.
    """
    keys = ["school_id", "pupil_id", "academic_year"]
    roll = pupils.astype({"school_id": "str", "pupil_id": "str"}).drop_duplicates(keys)
    wanted = pd.MultiIndex.from_arrays(
        [rows["school_id"].astype("str"), rows["pupil_id"].astype("str"), rows["ends"]]
    )
    found = roll.set_index(keys)["year_group"].astype("float64").reindex(wanted)
    return pd.Series(found.to_numpy(), index=rows.index)


def count_met(sat: pd.DataFrame) -> pd.DataFrame:
    """Count who met each standard, year by year.

    Parameters
    ----------
    sat
        Rows of `sittings`.

    Returns
    -------
    DataFrame
        Indexed by `assessment`, `subject`, `ends`: `met`, `higher` and `of` [pupils].
    """
    groups = sat.groupby(["assessment", "subject", "ends"], observed=True)
    counted = groups[["met", "higher"]].sum().astype("int64")
    return counted.assign(of=groups.size().astype("int64"))


def together_at_ks2(sat: pd.DataFrame) -> pd.DataFrame:
    """Put reading, writing and maths at key stage 2 together, pupil by pupil.

    Parameters
    ----------
    sat
        First sittings, from `sittings`.

    Returns
    -------
    DataFrame
        Rows like those of `sittings`, `KS2_TOGETHER` for an assessment: met (or higher) where all
        three are. Only pupils who have a result in all three in one year.
    """
    parts = [
        sat[(sat["assessment"] == assessment) & (sat["subject"] == subject)]
        for assessment, subject in _TOGETHER
    ]
    rows = pd.concat(parts)
    who = [name for name in ("school_id", "pupil_id", "ends") if name in rows]
    groups = rows.groupby(who, observed=True)
    three = groups[["met", "higher"]].all()[groups.size() == len(_TOGETHER)].reset_index()
    return three.assign(assessment=KS2_TOGETHER, subject=TOGETHER_SUBJECT, again=False)


def national_shares(
    national: pd.DataFrame | None,
) -> dict[tuple[str, str, int], National]:
    """Return the national figures for all pupils by assessment, subject and year.

    Parameters
    ----------
    national
        The national table, or None.
    """
    if national is None or not len(national):
        return {}
    everybody = national[
        national["group"].astype("str").str.casefold().isin(_EVERYBODY) & national["share"].notna()
    ]
    columns = ("assessment", "subject", "year", "share", "source")
    return {
        (str(assessment), str(subject), int(year)): National(
            float(share), "" if source is None or pd.isna(source) else str(source)
        )
        for assessment, subject, year, share, source in zip(
            *(everybody[name] for name in columns), strict=True
        )
    }
