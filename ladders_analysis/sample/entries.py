"""The judgements of one school: every year and year group judged, and put into one table.

Here the planted stories about a ladder or a class are laid in, children are judged only while they
are on roll, and a few entries are keyed in after the assessment point has closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.sample.curriculum import SUBJECTS, read_curriculum
from ladders_analysis.sample.judging import (
    EVERY_CODE,
    Clock,
    Entries,
    Group,
    deal_luck,
    judge_year,
    revisit,
)
from ladders_analysis.sample.people import YEAR_GROUPS, Roll
from ladders_analysis.sample.standing import TERMS
from ladders_analysis.sample.stories import Story
from ladders_analysis.sample.terms import (
    LAST_DAY,
    NEWEST,
    assessment_points,
    half_terms_judged,
    school_days,
    school_year,
)

NEAR_END_DAYS = 14
LADDER_SPREAD = 0.1
STATEMENT_SPREAD = 0.15
LATE, LATE_BY_DAYS, CLOSE_DAYS = 0.02, 5, 8
COLUMNS = ("school_id", "pupil_id", "statement_id", "assessed_on", "recorded_on", "judgement")


def make_judgements(
    school_id: str,
    roll: Roll,
    standing: NDArray[np.float64],
    stories: Sequence[Story],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Make every judgement of one school.

    Parameters
    ----------
    school_id
        The school.
    roll
        Its roll.
    standing
        People × subjects × terms, from `make_standing`.
    stories
        The stories to plant.
    rng
        Source of chance.

    Returns
    -------
    pandas.DataFrame
        The tidy `judgements` table, in order of day, pupil and statement.
    """
    statements = read_curriculum()
    difficulty = _difficulty(statements, rng)
    years = standing.shape[2] // TERMS
    parts: list[pd.DataFrame] = []
    waiting: dict[int, tuple[Group, NDArray[np.bool_], NDArray[np.bool_], pd.DataFrame]] = {}
    for ends in range(NEWEST - years + 1, NEWEST + 1):
        clock = _clock(ends)
        rows = roll.rows[roll.rows["academic_year"] == ends]
        working = rows["working_year"].fillna(rows["year_group"])
        for year_group, (group, secure, key, then) in waiting.items():
            again = revisit(group, secure, key, clock, rng)
            chosen = np.flatnonzero(statements["year"] == year_group)
            parts.append(_table([again], then, chosen, rows, ends))
        waiting = {}
        for year_group in range(YEAR_GROUPS):
            pupils = rows[working == year_group]
            chosen = np.flatnonzero(statements["year"] == year_group)
            own = statements.iloc[chosen]
            first_term = TERMS * (ends - NEWEST + years - 1)
            terms = standing[pupils["person"], :, first_term : first_term + TERMS]
            group = _group(pupils, own, terms, difficulty[chosen], stories, ends, rng)
            found, secure = judge_year(group, clock, rng)
            parts.append(_table(found, pupils, chosen, rows, ends))
            later = replace(group, standing=_next_year(standing, pupils, own, first_term))
            waiting[year_group] = (later, secure, own["key"].to_numpy(bool), pupils)
    table = _thinned(pd.concat(parts, ignore_index=True), roll, standing, statements, stories)
    return _finished(table, school_id, roll, statements, rng)


def _difficulty(statements: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.float64]:
    ladder, _ = pd.factorize(statements["ladder"])
    by_ladder = rng.normal(0, LADDER_SPREAD, ladder.max() + 1)[ladder]
    return by_ladder + rng.normal(0, STATEMENT_SPREAD, len(statements))


def _clock(ends: int) -> Clock:
    close = {point.due_through: point.entries_close for point in assessment_points(ends)}
    whole = []
    for number, half_term in enumerate(school_year(ends).half_terms, start=1):
        if number <= half_terms_judged(ends):
            last = min(half_term.last, close.get(number, half_term.last))
            whole.append(school_days(half_term.first, last))
    return Clock(tuple(days[-NEAR_END_DAYS:] for days in whole), tuple(whole))


def _group(
    pupils: pd.DataFrame,
    own: pd.DataFrame,
    terms: NDArray[np.float64],
    difficulty: NDArray[np.float64],
    stories: Sequence[Story],
    ends: int,
    rng: np.random.Generator,
) -> Group:
    subject = _subject(own)
    level = terms[:, subject, :] - difficulty[None, :, None]
    keen = np.zeros(level.shape[:2], bool)
    for story in stories:
        about = own["subject"].isin(story.subjects).to_numpy()
        if story.ladder is not None and int(own["year"].iloc[0]) in story.year_groups:
            ladder = own["ladder"].eq(story.ladder).to_numpy()
            level[:, about & ladder] += story.before
            level[:, about & ~ladder] += story.elsewhere
        elif story.after > story.before and ends == NEWEST and story.ladder is None:
            keen |= about & _among(pupils, story)[:, None]
    due = own["due_half_term"].to_numpy(np.int64)
    return Group(
        standing=level,
        luck=deal_luck(len(pupils), subject * TERMS + (due - 1) // 2, rng),
        classes=pd.factorize(pupils["class_name"])[0].astype(np.int64),
        due=due,
        taught=own["taught_half_term"].to_numpy(np.int64),
        arrived=pupils["joined_on"].to_numpy("datetime64[D]"),
        keen=keen,
    )


def _subject(own: pd.DataFrame) -> NDArray[np.int64]:
    place = {name: number for number, name in enumerate(SUBJECTS)}
    return np.array([place[name] for name in own["subject"]], np.int64)


def _among(pupils: pd.DataFrame, story: Story) -> NDArray[np.bool_]:
    among = np.ones(len(pupils), bool)
    if story.year_groups:
        among &= pupils["year_group"].isin(story.year_groups).to_numpy(bool)
    if story.group is not None:
        among &= pupils[story.group].to_numpy(bool)
    return among


def _next_year(
    standing: NDArray[np.float64], pupils: pd.DataFrame, own: pd.DataFrame, first_term: int
) -> NDArray[np.float64]:
    autumn = min(first_term + TERMS, standing.shape[2] - 1)
    return standing[pupils["person"]][:, _subject(own), autumn : autumn + 1]


def _table(
    found: Sequence[Entries],
    pupils: pd.DataFrame,
    chosen: NDArray[np.intp],
    rows: pd.DataFrame,
    ends: int,
) -> pd.DataFrame:
    person = pupils["person"].to_numpy()
    table = pd.concat(
        [
            pd.DataFrame(
                {
                    "person": person[look.row],
                    "statement": chosen[look.statement],
                    "day": look.day,
                    "code": look.code,
                }
            )
            for look in found
        ],
        ignore_index=True,
    )
    on_roll = rows.set_index("person")[["joined_on", "left_on"]].reindex(table["person"])
    joined, left = on_roll["joined_on"].to_numpy(), on_roll["left_on"].to_numpy()
    day = table["day"].to_numpy()
    here = table["person"].isin(rows["person"]).to_numpy() & ~(day < joined) & ~(day >= left)
    return table[here].assign(ends=ends)


def _thinned(
    table: pd.DataFrame,
    roll: Roll,
    standing: NDArray[np.float64],
    statements: pd.DataFrame,
    stories: Sequence[Story],
) -> pd.DataFrame:
    for story in stories:
        if not story.missing:
            continue
        rows = roll.rows[roll.rows["academic_year"] == NEWEST]
        rows = rows[rows["year_group"].isin(story.year_groups)]
        rows = rows[rows["class_name"].isin([story.class_name, f"{story.class_name} 1"])]
        level = standing[rows["person"], :, -2].mean(axis=1)
        order = rows["person"].to_numpy()[np.argsort(level, kind="stable")]
        turn = np.arange(len(order)) * story.missing
        unseen = order[np.floor(turn + story.missing) > np.floor(turn)]
        since = np.datetime64(school_year(NEWEST).half_terms[2].first)
        subject = statements["subject"].to_numpy()[table["statement"]]
        gone = (
            table["person"].isin(unseen)
            & (table["day"] >= since)
            & pd.Series(subject, index=table.index).isin(story.subjects)
        )
        table = table[~gone]
    return table


def _finished(
    table: pd.DataFrame,
    school_id: str,
    roll: Roll,
    statements: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.DataFrame:
    table = table.sort_values(["day", "person", "statement"], kind="stable", ignore_index=True)
    table = table.drop_duplicates(["day", "person", "statement"], keep="last", ignore_index=True)
    day = table["day"].to_numpy("datetime64[D]")
    return pd.DataFrame(
        {
            "school_id": school_id,
            "pupil_id": roll.people["pupil_id"].to_numpy()[table["person"]],
            "statement_id": statements["statement_id"].to_numpy()[table["statement"]],
            "assessed_on": day.astype("datetime64[s]"),
            "recorded_on": recorded_late(day, table["ends"].to_numpy(), LATE, rng),
            "judgement": np.array(EVERY_CODE)[table["code"]],
        },
        columns=list(COLUMNS),
    )


def recorded_late(
    day: NDArray[np.datetime64], ends: NDArray[np.int64], share: float, rng: np.random.Generator
) -> NDArray[np.datetime64]:
    """Return when entries were keyed in: blank for the day itself, now and then later.

    Parameters
    ----------
    day
        The day of each judgement.
    ends
        The academic year of each.
    share
        How many of those made just before an assessment point closes come after it [share 0–1].
    rng
        Source of chance.

    Returns
    -------
    numpy.ndarray
    """
    recorded = np.full(len(day), np.datetime64("NaT"), "datetime64[D]")
    chance, delay = rng.random(len(day)), rng.integers(1, LATE_BY_DAYS + 1, len(day))
    for year in np.unique(ends):
        for point in assessment_points(int(year)):
            close = np.datetime64(point.entries_close)
            near = (ends == year) & (day <= close) & (day > close - CLOSE_DAYS)
            late = near & (chance < share)
            recorded[late] = np.minimum(close + delay[late], np.datetime64(LAST_DAY))
    return recorded.astype("datetime64[s]")
