"""Why a pupil may be worth a conversation, and what to ask the teacher who knows them.

A teacher can tell a history that no tracking system holds. What stands in the records (a movement,
a gap, two views that differ, a promise to look again) says only where to begin. Every reason names
its counts and ends in a question.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ladders_analysis.definitions.moving import AHEAD, CAUGHT, CLOSING, GAPS_OPEN
from ladders_analysis.definitions.teacher_view import VIEWS, TeacherView
from ladders_analysis.english import some, spoken_day
from ladders_analysis.movement import Progress
from ladders_analysis.policy import NOT_ENOUGH, OWN_CURRICULUM, PLACED
from ladders_analysis.questions.asking import (
    DIFFERS,
    OTHERWISE,
    QUESTIONS,
    VIEW_DIFFERS,
)
from ladders_analysis.questions.conversations.kinds import (
    BEHIND,
    DIFFER,
    GOOD,
    KEY_OPEN,
    KINDS,
    LOOK_AGAIN,
    OWN,
    UNRECORDED,
    WORSE,
    Reason,
)
from ladders_analysis.questions.conversations.open_statements import (
    key_statements_open,
    many_on_a_ladder,
)
from ladders_analysis.questions.conversations.statements_behind import Behind
from ladders_analysis.snapshot import Snapshot

NEWS = (CAUGHT, CLOSING)
"""Outcomes of movement that are good news; by another definition, its best outcome."""
_AGAIN = "What came of what was agreed, and what next?"


def reasons_for(
    start: Snapshot | None, end: Snapshot, moved: Progress | None, latest: pd.DataFrame
) -> list[Reason]:
    """Find every reason to ask about a pupil of one school.

    Parameters
    ----------
    start
        The school as at the earlier point; None where there is only one point.
    end
        The school as at the later point.
    moved
        The movement between the two; None where there is only one point.
    latest
        The conversations whose day to look again has come, from `look_again_due`.

    Returns
    -------
    list of Reason
        In the order of `KINDS`.
    """
    behind = Behind.of(end)
    found: list[Reason] = [*_look_again(latest, end), *_differing(end), *_unrecorded(end)]
    found += _own(end)
    if len(end.grid.table):
        found += [*key_statements_open(start, end, behind), *many_on_a_ladder(end, behind)]
    if start is not None and moved is not None:
        found += [*_movement(moved, end, behind), *_progress_words(start, end, moved)]
    return sorted(found, key=lambda reason: KINDS.index(reason.kind))


def look_again_due(latest: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Keep the conversations whose day to look again has come.

    Parameters
    ----------
    latest
        The last conversation about each pupil in each subject.
    today
        The day on which it is asked.
    """
    return latest[(latest["review_on"] <= pd.Timestamp(today)).to_numpy(bool)]


def _look_again(due: pd.DataFrame, end: Snapshot) -> Iterator[Reason]:
    here = due[due["pupil_id"].isin(end.pupils.index)]
    for pupil, subject, day in zip(
        here["pupil_id"], here["subject"], here["review_on"].dt.date, strict=True
    ):
        why = f"look again was due on {spoken_day(day)}"
        yield Reason(str(pupil), str(subject), LOOK_AGAIN, why, _AGAIN)


def _movement(moved: Progress, end: Snapshot, behind: Behind) -> Iterator[Reason]:
    """Tell what has moved, for the worse and for the better."""
    about = moved.about
    news = [word for word in about.outcomes if word in NEWS] or [about.outcomes[-1]]
    for pupil, subject, outcome, because in _rated(moved):
        if outcome in about.outcomes and outcome not in about.favourable:
            kind = WORSE if outcome == about.outcomes[0] else BEHIND
        elif outcome == GAPS_OPEN:
            kind = KEY_OPEN
        elif outcome in news:
            kind = GOOD
        else:
            continue
        ask = QUESTIONS.get(outcome, OTHERWISE)
        named = behind.not_secure(pupil, subject) if kind in (WORSE, BEHIND) else ""
        yield Reason(pupil, subject, kind, f"{outcome}: {because}", ask, named)


def _rated(moved: Progress) -> Iterator[tuple[str, str, str, str]]:
    """Give pupil, subject, outcome and reason of each row."""
    yield from zip(
        moved.index.get_level_values("pupil_id").astype("str"),
        moved.index.get_level_values("subject").astype("str"),
        moved["outcome"].astype("str"),
        moved["because"].astype("str"),
        strict=True,
    )


def _differing(end: Snapshot) -> Iterator[Reason]:
    """Find where the teacher's own overall judgement and the statements say different things."""
    table = end.attainment()
    teacher, said = table["by_teacher"].astype("str"), table["by_statements"].astype("str")
    differ = teacher.isin(PLACED) & said.isin(PLACED) & (teacher != said)
    rows = zip(
        table.loc[differ, "pupil_id"],
        table.loc[differ, "subject"].astype("str"),
        teacher[differ],
        said[differ],
        _counted(end)[differ.to_numpy()],
        strict=True,
    )
    for pupil, subject, own, read, counts in rows:
        why = f"judged {own} overall; {counts}, which reads as {read}"
        ask = DIFFERS.format(teacher=own, statements=read)
        yield Reason(pupil, subject, DIFFER, why, ask)


def _progress_words(start: Snapshot, end: Snapshot, moved: Progress) -> Iterator[Reason]:
    """Find where the teacher's own word for the progress made and the movement are far apart.

    Notes
    -----
    "As expected" and still behind can both be true of a pupil who has far to go, and "less than
    expected" and kept up of one who could do more: these are no difference. Less than expected
    beside a pupil who rose is one, and so are as expected beside the worst outcome, and more than
    expected beside any that is not favourable.
    """
    about = moved.about
    words = TeacherView()(start, end)["outcome"].astype("str")
    less, expected, more = VIEWS
    risen = {*NEWS, AHEAD, about.outcomes[-1]}
    for pupil, subject, outcome, _ in _rated(moved):
        if outcome not in about.outcomes:
            continue
        word = str(words.get((pupil, subject), ""))
        fell = outcome == about.outcomes[0]
        low = outcome not in about.favourable
        if (
            (word == less and outcome in risen)
            or (word == expected and fell)
            or (word == more and low)
        ):
            why = f"progress in the teacher’s own word: {word}; by what is recorded: "
            ask = VIEW_DIFFERS.format(teacher=word, records=outcome)
            yield Reason(pupil, subject, DIFFER, why + outcome, ask)


def _unrecorded(end: Snapshot) -> Iterator[Reason]:
    """Find where too little is recorded to place a pupil."""
    table = end.attainment()
    asked = table[(table["attainment"] == NOT_ENOUGH).to_numpy(bool)]
    due = end.tally(end.due)
    missing = end.tally(end.due & ~end.assessed)
    for pupil, subject, basis in zip(
        asked["pupil_id"], asked["subject"].astype("str"), asked["basis"].astype("str"), strict=True
    ):
        of = int(due.loc[pupil, subject])
        if basis == "statements":
            gap = int(missing.loc[pupil, subject])
            which = f"{gap} of the " if gap < of else "the "
            why = f"nothing is recorded on {which}{some(of, 'statement', 'statements')} due"
        elif basis == "teacher":
            why = "no overall judgement of this school year is recorded"
        elif subject in end.settings.scores:
            why = "no score of this school year is recorded"
        else:
            continue
        yield Reason(pupil, subject, UNRECORDED, why, QUESTIONS["not enough evidence"])


def _own(end: Snapshot) -> Iterator[Reason]:
    table = end.attainment()
    mine = table[(table["attainment"] == OWN_CURRICULUM).to_numpy(bool)]
    for pupil, subject in zip(mine["pupil_id"], mine["subject"].astype("str"), strict=True):
        why = "working on an earlier year’s curriculum"
        yield Reason(pupil, subject, OWN, why, QUESTIONS["own curriculum"])


def _counted(end: Snapshot) -> np.ndarray:
    """Write "14 of 20 statements due are secure" for each row of the attainment table."""
    due, held = end.tally(end.due), end.tally(end.due & end.secure)
    table = end.attainment()
    said = [
        f"{int(held.loc[pupil, subject])} of "
        f"{some(int(due.loc[pupil, subject]), 'statement', 'statements')} due are secure"
        for pupil, subject in zip(table["pupil_id"], table["subject"].astype("str"), strict=True)
    ]
    return np.array(said, dtype=object)
