"""Whether the judgements reach far enough back for what the school expects of earlier years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from ladders_analysis.policy import Expectation
from ladders_analysis.report import Problem
from ladders_analysis.settings import Settings

ENOUGH = 0.5
"""Below this share of earlier years' statements judged, most pupils will lack evidence."""


def thin_earlier_years(
    pupils: pd.DataFrame,
    statements: pd.DataFrame,
    judgements: pd.DataFrame,
    expectation: Callable[[str, int], Expectation],
) -> Iterable[tuple[str, int, int]]:
    """Find subjects whose expectation counts earlier years that were hardly judged.

    Parameters
    ----------
    pupils, statements, judgements
        One school's tables.
    expectation
        Subject, year group -> the expectation in force.

    Yields
    ------
    tuple
        Subject, pupil × statement pairs of earlier years judged, and pairs there are.

    Notes
    -----
    Counts the pupils of the latest academic year against the statements of earlier years: all, or
    the key ones where `earlier_years = "key"`.
    """
    if pupils.empty or statements.empty:
        return
    now = pupils[pupils["academic_year"] == pupils["academic_year"].max()]
    ends = statements["year_to"].fillna(statements["year"]).astype("int64")
    asked = [
        (str(subject), int(number))
        for subject in statements["subject"].unique()
        for number in now["year_group"].unique()
        if expectation(str(subject), int(number)).earlier_years != "none"
    ]
    if not asked:
        return
    judged = judgements[["pupil_id", "statement_id"]].drop_duplicates().astype("str")
    for subject, mine in statements.groupby("subject"):
        there = had = 0
        for year_group, group in now.groupby("year_group"):
            number = int(str(year_group))
            if (subject, number) not in asked:
                continue
            rule = expectation(str(subject), number).earlier_years
            earlier = mine[ends.loc[mine.index] < number]
            earlier = earlier[earlier["key"]] if rule == "key" else earlier
            there += len(group) * len(earlier)
            had += int(
                (
                    judged["pupil_id"].isin(group["pupil_id"])
                    & judged["statement_id"].isin(earlier["statement_id"])
                ).sum()
            )
        if there and had < ENOUGH * there:
            yield str(subject), had, there


def look_back(settings: Settings, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """Warn where the expectation counts earlier years that were hardly judged.

    Parameters
    ----------
    settings
        What `school.toml` says.
    tables
        The tidy tables by name, of every school in the folder.

    Returns
    -------
    list of Problem
        One for each school and subject.
    """
    people, curriculum, judged = (tables[name] for name in ("pupils", "statements", "judgements"))
    return [
        Problem(
            "school.toml",
            f"{subject}: earlier years count but were hardly judged",
            "warning",
            f"{had:,} of {there:,} pupil × statement pairs are judged, so most pupils "
            f'will lack evidence: add earlier judgements, or earlier_years = "none"',
            count=there - had,
        )
        for school_id in sorted(people["school_id"].unique())
        for subject, had, there in thin_earlier_years(
            people[people["school_id"] == school_id],
            curriculum[curriculum["school_id"].isna() | (curriculum["school_id"] == school_id)],
            judged[judged["school_id"] == school_id],
            settings.for_school(school_id).expectation,
        )
    ]
