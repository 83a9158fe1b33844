"""The statutory results of a school over the years, told in pupils beside the national figures.

A percentage of thirty children moves by three points with each child. So a national share is
turned into pupils of our own cohort, and what two pupils could change is said to be no difference.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, listing, percent, some
from ladders_analysis.plots.statutory import in_pupils, plot_statutory
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.laying_out import out_of
from ladders_analysis.questions.statutory.by_year import statutory_counts, tables_check_marks
from ladders_analysis.school import School
from ladders_analysis.statutory import TABLES_CHECK

RESULTS, MARKS, BY_SCHOOL = (
    "Statutory results, in pupils",
    "Marks in the multiplication tables check",
    "By school",
)
_ILLUSTRATIVE = "illustrative"
_POINTS = "percentage points"


def statutory_results(school: School, *, years: int = 3, ax: Axes | None = None) -> Answer:
    """Ask how statutory results stand over the years, beside the national figures.

    Parameters
    ----------
    school
        A school; a trust's pupils are counted together, and school by school in a table.
    years
        How many of the latest years that hold any.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        Counts of pupils at the standard by assessment and year: good level of development,
        phonics (the check taken again in Year 2 apart), Key Stage 1, the multiplication tables
        check (all 25 right; it has no pass mark) and Key Stage 2, with reading, writing and maths
        together. The tables: all of them, the spread of times-tables marks, and a trust's schools.

    Notes
    -----
    A pupil counts at the first sitting; absent or not entered counts as not met, as in the DfE's
    own figures. A difference from the national share is said to be none where two pupils could
    make it. Figures for disadvantaged pupils in `national.csv` are not shown here.
    """
    table = statutory_counts(school, years)
    if not len(table):
        return silent(
            "This folder holds no statutory results (good level of development, phonics, times "
            "tables, Key Stage 1 or 2), so nothing can stand beside the national figures. Add "
            "results.csv, or list the DfE’s extracts in school.toml.",
            ax,
            (RESULTS, MARKS),
        )
    sources = [str(source) for source in table["source"].unique() if source]
    illustrative = any(_ILLUSTRATIVE in source.casefold() for source in sources)
    whose = (
        school.name if len(school.schools) == 1 else f"The {len(school.schools)} schools together"
    )
    each = [str(year) for year in sorted(table["year"].unique())]
    said = [f"{whose}, statutory results of {listing(each)}. Counts are those of {each[-1]}."]
    said += _told(table)
    said.append(_one_pupil(table))
    if sources:
        said.append(f"National figures: {listing(sources)}.")
    note = f"National figures: {listing(sources)}." if sources else ""
    axes = plot_statutory(table, ax, illustrative=illustrative, note=note)
    tables = {RESULTS: _laid_out(table), MARKS: tables_check_marks(school, years)}
    if len(school.schools) > 1:
        tables[BY_SCHOOL] = _by_school(school, years)
    return Answer(Sentence("\n".join(said)), axes, tables)


def _told(table: pd.DataFrame) -> list[str]:
    """Say the latest of every result: first what differs, each by itself, then the others."""
    apart, alike, alone = [], [], []
    newest = int(table["year"].max())
    for result, rows in table.groupby("result", sort=False):
        latest = rows.iloc[-1]
        when = int(latest["year"])
        counts = _of(latest) if when == newest else f"{_of(latest)} in {when}"
        share, met, of = latest["national"], int(latest["count"]), int(latest["of"])
        if pd.isna(share):
            alone.append(f"{result}, {counts}")
            continue
        would = count(in_pupils(float(share), of))
        if abs(met - float(share) * of) <= PUPILS_THAT_COUNT + 1e-9:
            alike.append(f"{result}, {counts} (nationally {would})")
        else:
            apart.append(
                f"{result}, {counts}: nationally {percent(float(share))}, which of {count(of)} "
                f"would be {would}; we had {_difference(met, float(share) * of)}."
            )
    said = list(apart)
    if alike:
        said.append(f"No difference to speak of: {'; '.join(alike)}.")
    if alone:
        said.append(f"Without a national figure: {'; '.join(alone)}.")
    return said


def _difference(met: int, would: float) -> str:
    """Say by how many pupils, more than two, a cohort differs from the national share."""
    apart = max(abs(met - in_pupils(would, 1)), PUPILS_THAT_COUNT + 1)
    return f"{count(apart)} {'more' if met > would else 'fewer'}"


def _one_pupil(table: pd.DataFrame) -> str:
    """Say what one pupil is worth, and what the check without a pass mark is told by."""
    of = int(table.loc[table["year"] == table["year"].max(), "of"].max())
    said = (
        f"One pupil of {count(of)} is {some(round(100 / of), 'percentage point', _POINTS)}; a "
        "difference that two pupils could make is called none. Each year is other children."
    )
    if (table["assessment"] == TABLES_CHECK).any():
        said += " The times tables check has no pass mark: a table shows how its marks are spread."
    return said


def _laid_out(table: pd.DataFrame) -> Readable:
    """Lay the results out, a row each and a column a year."""
    years = sorted(table["year"].unique())
    rows = {}
    for result, group in table.groupby("result", sort=False):
        by_year = {int(row["year"]): row for _, row in group.iterrows()}
        row = {str(year): _of(by_year[year]) if year in by_year else "–" for year in years}
        latest = group.iloc[-1]
        share, of = latest["national"], int(latest["of"])
        row["Nationally"] = (
            "–"
            if pd.isna(share)
            else f"{percent(float(share))}: {out_of(in_pupils(float(share), of), of)}"
        )
        row["One pupil is"] = f"{some(round(100 / of), 'point', 'points')}" if of else "–"
        higher = latest["higher"]
        row["Higher standard"] = "–" if pd.isna(higher) else out_of(higher, of)
        rows[str(result)] = row
    return Readable(pd.DataFrame.from_dict(rows, orient="index").rename_axis("Result"))


def _by_school(school: School, years: int) -> Readable:
    """Lay the latest year out school by school, in the order of their ids."""
    latest = int(statutory_counts(school, years)["year"].max())
    columns = {}
    for school_id in school.schools:
        table = statutory_counts(school.one(school_id), years)
        rows = table[(table["year"] == latest).to_numpy(bool)]
        columns[school_id] = pd.Series(
            [_of(row) for _, row in rows.iterrows()], index=rows["result"].astype("str")
        )
    together = pd.DataFrame(columns).fillna("–").rename_axis(f"Result, {latest}")
    return Readable(together)


def _of(row: pd.Series) -> str:
    return out_of(row["count"], row["of"])
