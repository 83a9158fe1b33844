"""A school made smaller: some of its pupils, one of its subjects, some of its records.

What is left counts as it did before, so that an example tells the same story.
"""

from __future__ import annotations

from dataclasses import replace

from ladders_analysis.basis import BASES
from ladders_analysis.expectation import YEAR_GROUPS
from ladders_analysis.one_school import OneSchool
from ladders_analysis.settings import SchoolSettings


def one_subject(of_school: OneSchool, pupils: list[str], subject: str) -> OneSchool:
    """Keep some pupils and one subject of a school, every year group's basis as it was."""
    tables = dict(of_school.tables)
    for name, table in tables.items():
        if "pupil_id" in table:
            table = table[table["pupil_id"].isin(pupils)]
        if "subject" in table and name != "national":
            table = table[table["subject"] == subject]
        tables[name] = table.reset_index(drop=True)
    about = tables["judgements"]["statement_id"].astype("str")
    kept = about.isin(tables["statements"]["statement_id"].astype("str"))
    tables["judgements"] = tables["judgements"][kept].reset_index(drop=True)
    small = replace(of_school, settings=_same_bases(of_school, subject))
    return small.with_tables(**tables)


def _same_bases(of_school: OneSchool, subject: str) -> SchoolSettings:
    """Write out which basis each year group has; a smaller school might choose another."""
    settings = of_school.settings
    across = of_school.grid.subjects.index(subject)
    years = {year: dict(rules) for year, rules in settings.expectations.get("year", {}).items()}
    for year in YEAR_GROUPS:
        default = BASES[of_school.bases[year, across]]
        named = settings.expectation(subject, year).basis or default
        years[str(year)] = {**years.get(str(year), {}), "basis": named}
    scores = {name: line for name, line in settings.scores.items() if name == subject}
    return replace(settings, scores=scores, expectations={**settings.expectations, "year": years})


def only_statements(of_school: OneSchool, ids: list[str]) -> OneSchool:
    """Keep some statements, and the judgements on them."""
    tables = {
        name: of_school.tables[name][
            of_school.tables[name]["statement_id"].astype("str").isin(ids)
        ].reset_index(drop=True)
        for name in ("statements", "judgements")
    }
    return of_school.with_tables(**tables)


def only_judgements(of_school: OneSchool, rows: list[int]) -> OneSchool:
    """Keep some rows of the judgements."""
    kept = of_school.tables["judgements"].iloc[rows].reset_index(drop=True)
    return of_school.with_tables(judgements=kept)
