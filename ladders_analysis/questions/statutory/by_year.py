"""The statutory results that leaders look at, named as schools name them and counted by year.

Phonics in Year 1 stands apart from the check taken again in Year 2; Key Stage 1 is said to be
optional since 2024; the multiplication tables check is told by its full marks and its spread, since
it has no pass mark.
"""

from __future__ import annotations

import math

import pandas as pd

from ladders_analysis import statutory as counted
from ladders_analysis.calendar import academic_years
from ladders_analysis.english import in_a_sentence
from ladders_analysis.questions.answers import Readable
from ladders_analysis.school import School

COLUMNS = (
    "result assessment subject year count of higher national source".split()  # one row a year
)
_BANDS = ((0, 9), (10, 14), (15, 19), (20, 24), (25, 25))
_ORDER = (
    counted.GOOD_LEVEL,
    counted.PHONICS,
    counted.KS1_TEACHER,
    counted.TABLES_CHECK,
    counted.KS2_TESTS,
    counted.KS2_TEACHER,
    counted.KS2_TOGETHER,
)
_SUBJECTS = ("Reading", "Writing", "Maths")


def statutory_counts(school: School, years: int = 3) -> pd.DataFrame:
    """Count the statutory results of the latest years.

    Parameters
    ----------
    school
        A school; of a trust, the pupils of all its schools together.
    years
        How many of the latest years that hold any.

    Returns
    -------
    DataFrame
        One row per result and year, in the order of a child's years at school: `result` (its
        name), `assessment`, `subject`, `year`, `count` who met the standard [pupils], `of`,
        `higher` (of them above it; NA where there is no such thing), `national` (share for all
        pupils, NaN without) and its `source`.

    Notes
    -----
    Of the multiplication tables check, `count` is the pupils with all 25 right and `of` those who
    took it; the national figure beside it is read as the share with full marks.
    """
    results = school.results
    if not len(results):
        return pd.DataFrame(columns=COLUMNS)
    until = results["taken_on"].max()
    sat = counted.sittings(results, until, school.pupils)
    first = sat[~sat["again"]]
    parts = {
        "": pd.concat([first, counted.together_at_ks2(first)], ignore_index=True),
        " again (Year 2)": sat[sat["again"] & (sat["assessment"] == counted.PHONICS)],
    }
    rows = [_named(counted.count_met(part), tail) for tail, part in parts.items() if len(part)]
    rows.append(_full_marks(results))
    table = pd.concat([part for part in rows if len(part)] or [pd.DataFrame(columns=COLUMNS)])
    if not len(table):
        return table
    latest = sorted(table["year"].unique())[-years:]
    table = table[table["year"].isin(latest)]
    table = _beside(table, counted.national_shares(school.national))
    order = [_place(*each) for each in zip(table["assessment"], table["subject"], strict=True)]
    table = table.assign(_order=order)
    return table.sort_values(["_order", "result", "year"], ignore_index=True)[COLUMNS]


def tables_check_marks(school: School, years: int = 3) -> Readable:
    """Lay out how the marks of the multiplication tables check are spread.

    Parameters
    ----------
    school, years
        As for `statutory_counts`.

    Returns
    -------
    Readable
        By year: pupils in each band of marks, who did not take it, and the middle mark. No rows
        where nobody took it.
    """
    results = school.results
    check = results[(results["assessment"] == counted.TABLES_CHECK).to_numpy(bool)]
    ends = academic_years(check["taken_on"])
    rows = {}
    for year in sorted(ends.unique())[-years:]:
        scores = check.loc[ends == year, "score"].astype("float64")
        marks = scores.dropna()
        row = {
            (f"{low}–{high}" if low < high else str(low)): int(marks.between(low, high).sum())
            for low, high in _BANDS
        }
        row["No mark"] = len(scores) - len(marks)
        middle = math.nan if marks.empty else float(marks.median())
        rows[int(year)] = {**row, "Middle mark": "–" if math.isnan(middle) else f"{middle:g}"}
    return Readable(pd.DataFrame.from_dict(rows, orient="index").rename_axis("Year"))


def result_name(assessment: str, subject: str) -> str:
    """Name a result as people in school do.

    Examples
    --------
    >>> result_name("KS2 scaled score", "Maths"), result_name("spelling test", "English")
    ('Key Stage 2 maths test', 'spelling test, English')
    """
    said = in_a_sentence(subject)
    names = {
        counted.GOOD_LEVEL: "Good level of development (Reception)",
        counted.PHONICS: "Phonics check (Year 1)",
        counted.KS1_TEACHER: f"Key Stage 1 {said} (optional since {counted.KS1_OPTIONAL_FROM})",
        counted.TABLES_CHECK: "Times tables check (Year 4), all 25 right",
        counted.KS2_TESTS: f"Key Stage 2 {said} test",
        counted.KS2_TEACHER: f"Key Stage 2 {said}, teacher assessed",
        counted.KS2_TOGETHER: f"Key Stage 2 {said} together",
    }
    return names.get(assessment, f"{assessment}, {said}")


def _named(table: pd.DataFrame, tail: str) -> pd.DataFrame:
    """Give the rows of `count_met` their names."""
    rows = table.reset_index().rename(columns={"met": "count", "ends": "year"})
    names = [
        f"Phonics check{tail}" if tail else result_name(*each)
        for each in zip(rows["assessment"], rows["subject"], strict=True)
    ]
    above = rows["assessment"].isin([*counted.HIGHER_SCORES, counted.KS2_TOGETHER])
    above |= rows["assessment"].isin([counted.KS1_TEACHER, counted.KS2_TEACHER])
    higher = rows["higher"].astype("Int64").where(above)
    return rows.assign(result=names, higher=higher, year=rows["year"].astype("int64"))


def _full_marks(results: pd.DataFrame) -> pd.DataFrame:
    """Count full marks in the multiplication tables check, year by year."""
    took = results[
        (results["assessment"] == counted.TABLES_CHECK).to_numpy(bool)
        & results["score"].notna().to_numpy(bool)
    ]
    full = (took["score"].astype("float64") == counted.FULL_MARKS).rename("full")
    groups = full.groupby(academic_years(took["taken_on"]).rename("year"))
    rows = pd.DataFrame({"count": groups.sum(), "of": groups.size()}).astype("int64").reset_index()
    return rows.assign(
        result=result_name(counted.TABLES_CHECK, "Maths"),
        assessment=counted.TABLES_CHECK,
        subject="Maths",
        higher=pd.array([None] * len(rows), dtype="Int64"),
        year=rows["year"].astype("int64"),
    )


def _beside(
    table: pd.DataFrame, national: dict[tuple[str, str, int], counted.National]
) -> pd.DataFrame:
    """Put the national figures beside the results that they are about."""
    nobody = counted.National(math.nan, "")
    found = []
    for row in table.to_dict("records"):
        optional = (
            row["assessment"] == counted.KS1_TEACHER and row["year"] >= counted.KS1_OPTIONAL_FROM
        )
        apart = str(row["result"]).startswith("Phonics check again") or optional
        key = (str(row["assessment"]), str(row["subject"]), int(row["year"]))
        found.append(nobody if apart else national.get(key, nobody))
    return table.assign(
        national=[figure.share for figure in found], source=[figure.source for figure in found]
    )


def _place(assessment: str, subject: str) -> int:
    """Return where a result stands: by a child's years at school, then by subject."""
    first = _ORDER.index(assessment) if assessment in _ORDER else len(_ORDER)
    then = _SUBJECTS.index(subject) if subject in _SUBJECTS else len(_SUBJECTS)
    return first * (len(_SUBJECTS) + 1) + then
