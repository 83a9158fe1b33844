"""Making one school of a sample: its roll, and everything recorded about its pupils.

Every school draws from its own source of chance, so that a school is the same whether it is made
alone or among others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ladders_analysis.sample import names
from ladders_analysis.sample.books import make_books
from ladders_analysis.sample.conversations import make_conversations
from ladders_analysis.sample.entries import make_judgements
from ladders_analysis.sample.overall import make_overall
from ladders_analysis.sample.people import JOINERS, LEAVERS, make_roll
from ladders_analysis.sample.results import make_results
from ladders_analysis.sample.standing import make_standing
from ladders_analysis.sample.stories import STORIES, Story

SEED = 32
PUPILS = 210
YEARS = 2
PUPIL_COLUMNS = (
    "school_id pupil_id academic_year year_group upn name class_name working_year sex "
    "date_of_birth disadvantaged sen eal joined_on left_on group_attendance"
).split()
WHOLE_NUMBERS = "academic_year year_group working_year".split()
SAME_CHILD = "upn name sex date_of_birth disadvantaged eal".split()
"""What goes along with a child who moves to another school of the trust."""


@dataclass(frozen=True, slots=True)
class SampleSchool:
    """The tables of one school of a sample, in their tidy form."""

    pupils: pd.DataFrame
    judgements: pd.DataFrame
    overall: pd.DataFrame
    results: pd.DataFrame
    conversations: pd.DataFrame
    books: pd.DataFrame


def make_school(
    number: int = 0,
    *,
    pupils: int = PUPILS,
    years: int = YEARS,
    seed: int = SEED,
    stories: Sequence[Story] = STORIES,
) -> SampleSchool:
    """Make the tables of one school without writing them.

    Parameters
    ----------
    number
        Which school, counted from 0; stories are planted in school 0 only.
    pupils, years, seed, stories
        As for `write_sample`.

    Returns
    -------
    SampleSchool
    """
    chances = [np.random.default_rng([seed, number, part]) for part in range(7)]
    planted = tuple(stories) if number == 0 else ()
    school_id = names.school_id(number)
    roll = make_roll(number, pupils, years, chances[0])
    standing = make_standing(roll, years, planted, chances[1])
    overall = make_overall(school_id, roll, standing, chances[3])
    table = roll.rows.assign(school_id=school_id)
    table[WHOLE_NUMBERS] = table[WHOLE_NUMBERS].astype("Int16")
    table = table.sort_values(["academic_year", "year_group", "pupil_id"], ignore_index=True)
    judgements = make_judgements(school_id, roll, standing, planted, chances[2])
    return SampleSchool(
        pupils=table[PUPIL_COLUMNS],
        judgements=judgements,
        overall=overall,
        results=make_results(school_id, roll, standing, chances[4]),
        conversations=make_conversations(overall, pupils, chances[5]),
        books=make_books(judgements, table, chances[6]),
    )


def make_schools(
    schools: int,
    *,
    pupils: int = PUPILS,
    years: int = YEARS,
    seed: int = SEED,
    stories: Sequence[Story] = STORIES,
) -> Iterator[SampleSchool]:
    """Make the schools of a sample one after another.

    Notes
    -----
    Where there are several, one child moves from the first to the second in January 2026: one
    pupil, because the UPN says so.
    """
    made = (
        make_school(number, pupils=pupils, years=years, seed=seed, stories=stories)
        for number in range(schools)
    )
    if schools == 1:
        yield from made
        return
    first, second = next(made), next(made)
    left, joined = pd.Timestamp(f"{LEAVERS[0].left_on}"), pd.Timestamp(f"{JOINERS[0].joined_on}")
    rows = first.pupils[first.pupils["left_on"].eq(left)]
    child = rows.iloc[-1]
    moved = second.pupils.copy()
    for column in SAME_CHILD:
        moved.loc[moved["joined_on"].eq(joined), column] = child[column]
    stayed = first.pupils.copy()
    stayed.loc[rows.index, "left_on"] = joined
    judged = first.judgements
    gone = judged["pupil_id"].eq(child["pupil_id"]) & (judged["assessed_on"] >= joined)
    yield replace(first, pupils=stayed, judgements=judged[~gone])
    yield replace(second, pupils=moved)
    yield from made
