"""What to look for in one pupil's book: a few statements, and what the record says of each.

The key ones come first, spread over the ladders: some judged secure, some judged not secure and
some taught and never judged. All pupils of a sample share one order of chance, so that the same
statement comes back from book to book and the books can be laid side by side.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.english import spoken_day
from ladders_analysis.expectation import expected_at
from ladders_analysis.grid import day_number
from ladders_analysis.policy import PLACED
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

SECURE = "judged secure"
NOT_SECURE = "judged, not secure"
UNJUDGED = "taught, not assessed"
KINDS = (SECURE, NOT_SECURE, UNJUDGED)
AS_A_WHOLE = "the subject as a whole"
NOTHING_JUDGED = "nothing judged"

ASKED = {
    SECURE: "Is it there?",
    NOT_SECURE: "Is there more than the record says?",
    UNJUDGED: "Is it in the book at all?",
    AS_A_WHOLE: "Does the work bear it out?",
    NOTHING_JUDGED: "What does the work show?",
}
"""What to ask, by what the record says."""
EACH_TIME = (
    "Each time: where in the book would you expect to see it? Without help, more than once, in "
    "another subject?"
)

_FIRST_DAY = (9, 1)


@dataclass(frozen=True)
class Look:
    """One thing to look for in one pupil's book.

    Attributes
    ----------
    pupil_id
        The pupil.
    statement_id
        The statement; None for the subject as a whole.
    kind
        What the record says, in a word: one of `ASKED`.
    text
        What to look for.
    key
        Whether it is a key statement.
    record
        What the record says, and when.
    """

    pupil_id: str
    statement_id: str | None
    kind: str
    text: str
    key: bool
    record: str


def statements_to_look_for(
    now: Snapshot, subject: str, pupils: list[str], number: int, seed: int
) -> list[Look]:
    """Choose statements for each pupil.

    Parameters
    ----------
    now
        The school as at a point.
    subject
        The subject.
    pupils
        The pupils drawn.
    number
        Statements a pupil, at most.
    seed
        The number of the sample.

    Returns
    -------
    list of Look
        Pupil by pupil; nothing for a pupil of whom no statement is judged, or was taught, this
        year.

    Notes
    -----
    Only this year's work is in this year's book. What can be chosen: statements judged since 1
    September, and statements of the year the pupil works on that were taught and never judged.
    """
    table = now.grid.table
    across = np.flatnonzero((table["subject"] == subject).to_numpy(bool))
    across = across[np.argsort(table["statement_id"].to_numpy(str)[across], kind="stable")]
    # A sequence of its own, so that the number of pupils does not change what is looked for.
    across = across[np.random.default_rng([seed, 1]).permutation(len(across))]
    key = table["key"].fillna(False).to_numpy(bool)
    across = across[np.argsort(~key[across], kind="stable")]
    september = dt.date(now.point.year.ends - 1, *_FIRST_DAY)
    last = now.grid.last_assessed(now.point.entries_close)
    works_on = now.roll.by_working_year().year_group
    working = expected_at(now.grid, now.settings, now.point, works_on)
    evidence = now.evidence
    fresh = evidence.assessed & (last >= day_number(september))
    kinds = {
        SECURE: fresh & evidence.secure,
        NOT_SECURE: fresh & ~evidence.secure,
        UNJUDGED: working.own_year & working.taught & ~evidence.assessed,
    }
    ladders = table["ladder"].astype("str").to_numpy()
    chosen = []
    for pupil, row in zip(pupils, now.grid.pupils.get_indexer(pd.Index(pupils)), strict=True):
        open_to = {
            kind: [int(at) for at in across if mask[row, at]] for kind, mask in kinds.items()
        }
        for kind, at in _spread(open_to, ladders, number):
            chosen.append(
                Look(
                    pupil,
                    str(table["statement_id"].iloc[at]),
                    kind,
                    str(table["text"].iloc[at]),
                    bool(key[at]),
                    _record(now, int(row), at, int(last[row, at])),
                )
            )
    return chosen


def subject_to_look_for(now: Snapshot, subject: str, pupil: str, standing: str) -> Look:
    """Say what to look for where there is no statement: the subject's work as a whole.

    Parameters
    ----------
    now
        The school as at a point.
    subject
        The subject.
    pupil
        The pupil.
    standing
        Where the records place the pupil, on whatever basis.
    """
    year = int(now.roll.year_group[now.grid.pupils.get_indexer(pd.Index([pupil]))[0]])
    told = now.overall
    mine = told[(told["pupil_id"] == pupil).to_numpy(bool)]
    mine = mine[(mine["subject"] == subject).to_numpy(bool)]
    text = f"{subject}: work at what we expect of {year_name(year)} by now"
    if not len(mine) and standing in PLACED:
        return Look(pupil, None, AS_A_WHOLE, text, False, f"The records place: {standing}")
    if not len(mine):
        return Look(pupil, None, NOTHING_JUDGED, text, False, "Nothing judged this year")
    last = mine.iloc[-1]
    record = f"The teacher judged: {last['placed']}, {spoken_day(last['assessed_on'])}"
    return Look(pupil, None, AS_A_WHOLE, text, False, record)


def _spread(
    open_to: dict[str, list[int]], ladders: np.ndarray, number: int
) -> list[tuple[str, int]]:
    """Take statements of each kind in turn, from the ladders least looked at so far."""
    chosen: list[tuple[str, int]] = []
    used: dict[str, int] = {}
    left = {kind: list(places) for kind, places in open_to.items()}
    while len(chosen) < number and any(left.values()):
        for kind in KINDS:
            if len(chosen) < number and left[kind]:
                at = min(left[kind], key=lambda place: used.get(str(ladders[place]), 0))
                left[kind].remove(at)
                used[str(ladders[at])] = used.get(str(ladders[at]), 0) + 1
                chosen.append((kind, at))
    return sorted(chosen, key=lambda one: KINDS.index(one[0]))


def _record(now: Snapshot, row: int, at: int, last: int) -> str:
    """Say which judgement counts, and when somebody last judged."""
    code = int(now.counted[row, at])
    scale = now.settings.scale
    if not code or scale is None:
        return "Taught; no judgement"
    day = pd.Timestamp(0) + pd.Timedelta(days=int(last))
    return f"{scale.codes[code - 1]}, last judged {spoken_day(day)}"
