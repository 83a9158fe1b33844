"""Whether the judgements reach far enough back for what the school expects of earlier years."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from ladders_analysis.policy import Expectation

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
