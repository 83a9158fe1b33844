"""What assessment asks of teachers: how much is judged at each point, and how often in a year.

A judgement costs somebody time, and a school that judges much learns no more for it. Nothing here
is about a named teacher or a class: figures are for year groups, as if each were a class of 30.

References
----------
Making Data Work, report of the Teacher Workload Advisory Group (Department for Education, November
2018): no more than two or three collections of attainment data a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.english import count, some
from ladders_analysis.records import Section
from ladders_analysis.roll import year_name

if TYPE_CHECKING:
    from ladders_analysis.calendar import AcademicYear
    from ladders_analysis.school import School

CLASS_SIZE = 30
ADVISED = 3
"""Collections a year that the Making Data Work report advises at most (it says two or three)."""
HALF_TERM_USED = 0.25
"""The share of pupils who must have been judged in a half-term for it to be one in use."""
SCHOOLS_NAMED = 5
"""Of a trust with more schools than this only the range is said in words."""
KINDS = ("judgements", "overall")
COLUMNS = (
    "school_id academic_year point year_group pupils judgements overall judgements_per_class"
).split()
OFTEN = (
    "school_id academic_year points overall_half_terms statement_half_terms collections advised"
).split()


def workload(school: School) -> pd.DataFrame:
    """Count judgements per class-sized group of pupils at each assessment point.

    Parameters
    ----------
    school
        A school or a trust.

    Returns
    -------
    pandas.DataFrame
        One row per school, assessment point and year group, of points with any judgement:
        `school_id, academic_year, point, year_group, pupils` (with a row for that year),
        `judgements` (of statements), `overall` (overall judgements), `judgements_per_class` (both,
        for 30 pupils).

    Notes
    -----
    A judgement belongs to the first assessment point of its academic year whose entries close on
    or after `assessed_on`; later ones belong to none and are not counted.
    """
    parts = [_one(school.one(school_id)) for school_id in school.schools]
    made = [part for part in parts if len(part)]
    return pd.concat(made, ignore_index=True) if made else pd.DataFrame(columns=COLUMNS)


def _one(school: School) -> pd.DataFrame:
    """Count one school's judgements."""
    points = school.points
    names = [point.name for point in points]
    years = np.array([point.year.ends for point in points], dtype=np.int64)
    roll = school.pupils.drop_duplicates(["pupil_id", "academic_year"])
    groups = roll.set_index(["pupil_id", "academic_year"])["year_group"]
    counted: dict[str, pd.Series] = {}
    for kind in KINDS:
        judged = _per_pupil(school, kind)
        if judged.empty:
            continue
        place = pd.MultiIndex.from_arrays([judged["pupil_id"], years[judged["place"]]])
        judged["year_group"] = groups.reindex(place).to_numpy()
        counted[kind] = judged.groupby(["place", "year_group"])["judged"].sum()
    if not counted:
        return pd.DataFrame(columns=COLUMNS)
    table = pd.DataFrame(counted).reindex(columns=list(KINDS)).fillna(0).astype("int64")
    table = table.reset_index().astype({"place": "int64", "year_group": "int64"})
    size = roll.groupby(["academic_year", "year_group"]).size()
    table["academic_year"] = years[table["place"]]
    cohort = pd.MultiIndex.from_frame(table[["academic_year", "year_group"]])
    table["pupils"] = size.reindex(cohort).to_numpy()
    table["point"] = [names[place] for place in table["place"]]
    per_pupil = (table["judgements"] + table["overall"]) / table["pupils"]
    table["judgements_per_class"] = (per_pupil * CLASS_SIZE).round(0).astype("int64")
    return table.assign(school_id=school.schools[0])[COLUMNS]


def _per_pupil(school: School, kind: str) -> pd.DataFrame:
    """Count judgements per pupil and assessment point: `pupil_id, place, judged`."""
    rows = school.tables[kind]
    points = school.points
    closes = np.array([point.entries_close for point in points], dtype="datetime64[s]")
    years = np.array([point.year.ends for point in points], dtype=np.int64)
    days, distinct = pd.factorize(rows["assessed_on"])
    place = np.searchsorted(closes, distinct.to_numpy(), side="left")
    ends = academic_years(pd.Series(distinct)).to_numpy(dtype=np.int64)
    known = place < len(points)
    known[known] = years[place[known]] == ends[known]
    pupils, ids = pd.factorize(rows["pupil_id"])
    pair = (pupils * max(len(points), 1) + place[days])[known[days]]
    number, judged = np.unique(pair, return_counts=True)
    return pd.DataFrame(
        {
            "pupil_id": pd.Index(ids).astype("str").take(number // max(len(points), 1)),
            "place": number % max(len(points), 1),
            "judged": judged,
        }
    )


def collections(school: School) -> pd.DataFrame:
    """Count how often a year the school takes stock.

    Parameters
    ----------
    school
        A school or a trust.

    Returns
    -------
    pandas.DataFrame
        One row per school and academic year in which anything was judged: `school_id,
        academic_year`, `points` (assessment points with evidence), `overall_half_terms` and
        `statement_half_terms` (half-terms in which at least a quarter of the pupils had such a
        judgement), `collections` (the greater of the first two), `advised` (at most so many).

    Notes
    -----
    Statements judged as they are taught are no collection; overall judgements are, whether or not
    school.toml calls it an assessment point. A day in a holiday belongs to the half-term just
    ended.
    """
    rows = [
        {"school_id": school_id, "academic_year": year.ends, **often, "advised": ADVISED}
        for school_id in school.schools
        for year in school.one(school_id).calendar.years
        if any((often := _how_often(school.one(school_id), year)).values())
    ]
    return pd.DataFrame(rows, columns=list(OFTEN))


def _how_often(school: School, year: AcademicYear) -> dict[str, int]:
    """Count one school's collections in one academic year."""
    points = sum(point.year.ends == year.ends for point in school.points_with_evidence)
    overall, statements = (_half_terms(school, kind, year) for kind in ("overall", "judgements"))
    return {
        "points": points,
        "overall_half_terms": overall,
        "statement_half_terms": statements,
        "collections": max(points, overall),
    }


def _half_terms(school: School, kind: str, year: AcademicYear) -> int:
    """Count the half-terms of a year in which many pupils were judged."""
    table = school.tables[kind]
    inside = academic_years(table["assessed_on"]) == year.ends
    days = table.loc[inside, "assessed_on"].to_numpy()
    starts = np.array([each.first for each in year.half_terms[1:]], dtype="datetime64[s]")
    judged = pd.DataFrame(
        {
            "half_term": np.searchsorted(starts, days, side="right"),
            "pupil_id": table.loc[inside, "pupil_id"].to_numpy(),
        }
    )
    on_roll = school.pupils.loc[school.pupils["academic_year"] == year.ends, "pupil_id"].nunique()
    often = judged.groupby("half_term")["pupil_id"].nunique()
    return int((often >= max(HALF_TERM_USED * on_roll, 1)).sum())


def workload_section(school: School) -> Section | None:
    """Say for the load report what assessment asks of teachers; None where nothing was judged."""
    table = workload(school)
    if table.empty:
        return None
    often = collections(school)
    latest = often[often["academic_year"] == often["academic_year"].max()]
    sentences = _collections_in_words(school, latest)
    heaviest = table.sort_values("judgements_per_class", ascending=False).to_dict("records")[0]
    group = year_name(heaviest["year_group"])
    most = int(heaviest["judgements_per_class"])
    sentences.append(
        f"Workload: the most was asked for {heaviest['point']} in {group}: {count(most)} "
        f"judgements for a class of {CLASS_SIZE}, about {count(most / CLASS_SIZE)} a pupil."
    )
    shown = table.drop(columns="school_id") if len(school.schools) == 1 else table
    shown = shown.assign(
        academic_year=[f"{ends - 1}–{ends % 100:02}" for ends in table["academic_year"]],
        year_group=[year_name(number) for number in table["year_group"]],
    )
    shown = shown.rename(
        columns={"judgements_per_class": f"judgements for a class of {CLASS_SIZE}"}
    )
    return Section("What assessment asks of teachers", tuple(sentences), shown)


def _collections_in_words(school: School, latest: pd.DataFrame) -> list[str]:
    """Say how often each school has taken stock this year; of many schools, the range."""
    advice = "(Making Data Work, 2018: no more than two or three a year)"
    often = latest["collections"].tolist()
    if not often:
        return []
    ends = int(latest["academic_year"].max())
    year = f"{ends - 1}–{ends % 100:02}"
    if len(often) > SCHOOLS_NAMED:
        beyond = some(sum(number > ADVISED for number in often), "school has", "schools have")
        return [
            f"Workload: in {year} {len(often)} schools have from {min(often)} to "
            f"{some(max(often), 'collection', 'collections')} so far; {beyond} more than "
            f"advised {advice}."
        ]
    names = [school.one(str(school_id)).name for school_id in latest["school_id"]]
    where = [f"{name} in {year}" if len(school.schools) > 1 else year for name in names]
    return [
        f"Workload: {place} has {some(number, 'collection', 'collections')} so far"
        f"{', more than advised' if number > ADVISED else ''} {advice}."
        for place, number in zip(where, often, strict=True)
    ]
