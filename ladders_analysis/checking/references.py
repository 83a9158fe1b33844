"""Each judgement must speak of a pupil, a statement and a subject that the school knows.

What is unknown is refused with the nearest that is known; a pupil's id is never printed unless
values are asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from difflib import get_close_matches

import numpy as np
import pandas as pd

from ladders_analysis.calendar import academic_years
from ladders_analysis.checking.staging import FILE
from ladders_analysis.exports.finding import Finding
from ladders_analysis.exports.opening.marksheet import fold

Check = Callable[[pd.DataFrame], Iterable[Finding]]
SUGGESTIONS = 200
"""Distinct unknown words for which the nearest known one is looked for."""


def pairs_of(frame: pd.DataFrame, first: str, second: str) -> tuple[np.ndarray, pd.MultiIndex]:
    """Find the distinct pairs of two columns: the number of each row's pair, and the pairs."""
    codes = []
    words = []
    for name in (first, second):
        code, uniques = pd.factorize(frame[name])
        codes.append(code.astype(np.int64))
        words.append(pd.Index(uniques.astype("str")))
    joint, distinct = pd.factorize(codes[0] * (len(words[1]) + 1) + codes[1])
    size = len(words[1]) + 1
    pairs = pd.MultiIndex.from_arrays(
        [words[0].take(distinct // size), words[1].take(distinct % size)]
    )
    return joint, pairs


def known_pupils(pupils: pd.DataFrame, refused: pd.DataFrame) -> Check:
    """Make the check that every pupil is on the school's list.

    Parameters
    ----------
    pupils
        The pupils kept.
    refused
        The pupils' rows that were refused, so that the remedy points there.
    """
    known = pd.MultiIndex.from_frame(pupils[["school_id", "pupil_id"]]).unique()
    turned_away = pd.MultiIndex.from_frame(refused[["school_id", "pupil_id"]]).unique()
    without_zeros = {(school, pupil.lstrip("0")) for school, pupil in known}

    def remedy(pair: tuple[Hashable, ...]) -> str:
        if pair in turned_away:
            return "the pupil's own row was refused: mend that first"
        if (pair[0], str(pair[1]).lstrip("0")) in without_zeros:
            return "a pupil is known whose id differs in its leading zeros: export ids as text"
        return "add the pupil to pupils.csv, or correct the id"

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        joint, pairs = pairs_of(rows, "school_id", "pupil_id")
        unknown = ~pairs.isin(known)
        at = np.flatnonzero(unknown[joint]) if len(joint) else joint
        remedies = {number: remedy(pairs[number]) for number in np.flatnonzero(unknown).tolist()}
        yield Finding(
            at,
            "pupil_id",
            "unknown pupil",
            "refused",
            [remedies[number] for number in joint[at]],
            [str(pairs[number][1]) for number in joint[at]],
        )

    return check


def known_statements(statements: pd.DataFrame) -> Check:
    """Make the check that every statement is in the school's curriculum."""
    everyone = set(statements.loc[statements["school_id"].isna(), "statement_id"])
    own = statements.dropna(subset="school_id").groupby("school_id")["statement_id"].agg(set)
    mine = {str(school): set(ids) for school, ids in own.items()}

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        joint, pairs = pairs_of(rows, "school_id", "statement_id")
        unknown = np.array(
            [statement not in mine.get(school, everyone) for school, statement in pairs], dtype=bool
        )
        at = np.flatnonzero(unknown[joint]) if len(joint) else joint
        remedies: dict[int, str] = {}
        for number in np.flatnonzero(unknown).tolist():
            school, statement = map(str, pairs[number])
            near = nearest_of(statement, mine.get(school, everyone), len(remedies))
            remedies[number] = (
                f"{near}add the statement to the curriculum, correct the id, or declare it in "
                f"curriculum_map.csv where it was renamed"
            )
        yield Finding(
            at,
            "statement_id",
            "unknown statement",
            "refused",
            [remedies[number] for number in joint[at]],
            [str(pairs[number][1]) for number in joint[at]],
        )

    return check


def nearest_of(word: str, known: Collection[str], asked: int) -> str:
    """Suggest the nearest known word, for the first `SUGGESTIONS` words asked about."""
    if asked >= SUGGESTIONS:
        return ""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"? ' if close else ""


def with_known_subjects(subjects: pd.Series, known: Collection[str]) -> pd.Series:
    """Write subjects as the curriculum does, where they differ only in case or spaces.

    Examples
    --------
    >>> with_known_subjects(pd.Series(["reading", "Latin"]), ["Reading"]).tolist()
    ['Reading', 'Latin']
    """
    spelling = {fold(name): name for name in known}
    words = {
        word: spelling.get(fold(str(word)), word)
        for word in subjects.dropna().unique()
        if word not in known
    }
    return subjects.replace(words) if words else subjects


def known_subjects(known: Collection[str], *, refuse: bool) -> Check:
    """Make the check that every subject is in the curriculum or named in school.toml.

    Parameters
    ----------
    known
        The subjects; without any, every subject is taken.
    refuse
        Refuse the rows, or only warn (results of tests in subjects of their own).
    """

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        subjects = rows["subject"].astype("str")
        unknown = ~subjects.isin(list(known)).to_numpy() if known else np.zeros(len(rows), bool)
        at = np.flatnonzero(unknown)
        words = subjects.iloc[at]
        remedies = {
            word: nearest_of(word, known, number)
            + "correct it, or name it in school.toml under [expectation.subject]"
            for number, word in enumerate(words.unique())
        }
        if refuse:
            each = [remedies[word] for word in words]
            yield Finding(at, "subject", "unknown subject", "refused", each, list(words))
        else:
            for word, remedy in remedies.items():
                here = at[(words == word).to_numpy()]
                rule = "subject not in the curriculum"
                yield Finding(here, "subject", rule, "warning", remedy, each=False)

    return check


def dated_after_file(column: str, made_on: Mapping[int, dt.date | None]) -> Check:
    """Make the check that no judgement is later than the file that holds it.

    Parameters
    ----------
    column
        The column of days.
    made_on
        Number of a file -> the day it was made, None where that is not known.
    """

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        files = rows[FILE].to_numpy()
        days = rows[column].to_numpy()
        for number, made in made_on.items():
            if made is None:
                continue
            late = np.flatnonzero((files == number) & (days > np.datetime64(made, "s")))
            yield Finding(
                late,
                column,
                "dated after the file was made",
                "refused",
                f"the file was made on {made}: correct the day, or state `made_on` in its "
                f"[[export]] table",
                [str(day)[:10] for day in days[late]],
            )

    return check


def entered_before_its_day(rows: pd.DataFrame) -> Iterable[Finding]:
    """Warn of judgements entered before the day they are about: the two days may be changed about.

    A result has no day of entry, and none of its own is asked for.
    """
    if not {"recorded_on", "assessed_on"} <= {*rows.columns}:
        return
    early = (rows["recorded_on"] < rows["assessed_on"]).to_numpy()
    yield Finding(
        np.flatnonzero(early),
        "recorded_on",
        "entered before the day it is about",
        "warning",
        "kept as it stands: see that assessed_on and recorded_on are not changed about",
        each=False,
    )


def in_a_year_on_roll(pupils: pd.DataFrame, column: str) -> Check:
    """Make the check that pupils have a row for the year of each judgement."""
    known = pd.MultiIndex.from_arrays(
        [
            pupils["school_id"].astype("str") + "\0" + pupils["pupil_id"].astype("str"),
            pupils["academic_year"].astype("int64"),
        ]
    ).unique()

    def check(rows: pd.DataFrame) -> Iterable[Finding]:
        if rows.empty:
            return
        joint, pairs = pairs_of(rows, "school_id", "pupil_id")
        day, days = pd.factorize(rows[column])
        ends = academic_years(pd.Series(days)).to_numpy().astype(np.int64)
        year = ends[day]
        first = int(year.min())
        code, distinct = pd.factorize(joint.astype(np.int64) * 1000 + (year - first))
        who = pairs.get_level_values(0) + "\0" + pairs.get_level_values(1)
        asked = pd.MultiIndex.from_arrays([who.take(distinct // 1000), distinct % 1000 + first])
        missing = ~asked.isin(known)
        yield Finding(
            np.flatnonzero(missing[code]),
            column,
            "in a year without a pupil row",
            "warning",
            "kept; it counts from the first year in which pupils.csv has the pupil",
            each=False,
        )

    return check


def says_something(rows: pd.DataFrame) -> Iterable[Finding]:
    """Refuse results that have neither a score nor an outcome."""
    silent = (rows["score"].isna() & rows["outcome"].isna()).to_numpy()
    yield Finding(
        np.flatnonzero(silent),
        "score",
        "no score and no outcome",
        "refused",
        "write the score, or the outcome where the assessment has no score",
    )
