"""Pupils to ask their teacher about, with the reason and a question.

A figure never ends the conversation. This table begins it: it says what stood in the records and
asks the person who knows the pupil. It asks; it does not judge.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.definitions.moving import CAUGHT, CLOSING, FELL, GAPS_OPEN, STILL
from ladders_analysis.movement import Progress
from ladders_analysis.policy import PLACED
from ladders_analysis.questions.answers import Readable
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot

QUESTIONS = {
    FELL: "What has changed since then, and what would help first?",
    STILL: "What have you tried, and what is still hardest?",
    CLOSING: "What is working, and what will keep it going?",
    GAPS_OPEN: "Which of the earlier key statements would you go back to?",
    CAUGHT: "What made the difference, and could others have it too?",
    "own curriculum": "What are they working on, and what is the next step?",
    "not enough evidence": "What have you seen that is not recorded?",
}
OTHERWISE = "Does this match what you see in class?"
DIFFERS = "Your own judgement says {teacher}, the statements say {statements}: what do you see?"
COLUMNS = ("Pupil", "Class", "Subject", "Then", "Now", "Outcome", "Because", "To ask")


def pupils_to_ask_about(
    progress: Progress,
    *,
    outcomes: Sequence[str] | None = None,
    now: Snapshot | TrustSnapshot | None = None,
) -> Readable:
    """List the pupils behind some outcomes, with the reason and a question for their teacher.

    Parameters
    ----------
    progress
        From `la.progress`; `progress.only(...)` for a cohort, class or subject.
    outcomes
        The outcomes to list; without them, every ranked outcome that is not favourable.
    now
        The snapshot at the end: where a teacher's own overall judgement and the statements differ,
        the question is about that.

    Returns
    -------
    Readable
        One row per pupil × subject: `Pupil` (the name, or the id where there is none), `Class`,
        `Subject`, `Then` and `Now` (attainment), `Outcome`, `Because`, `To ask`. The worst outcome
        first, then by subject, class and name.
    """
    about = progress.about
    if outcomes is None:
        outcomes = [word for word in about.outcomes if word not in about.favourable]
    asked = pd.DataFrame(progress)[progress["outcome"].isin(list(outcomes)).to_numpy(bool)]
    people = progress.population.reindex(asked.index)
    subjects = asked.index.get_level_values("subject")
    order = pd.Index(dict.fromkeys(progress.index.get_level_values("subject")))
    table = pd.DataFrame(
        {
            "Pupil": _names(people),
            "Class": people["class_name"].fillna("–").to_numpy(),
            "Subject": subjects.to_numpy(),
            "Then": asked["attainment_start"].astype("str").to_numpy(),
            "Now": asked["attainment_end"].astype("str").to_numpy(),
            "Outcome": asked["outcome"].astype("str").to_numpy(),
            "Because": asked["because"].to_numpy(),
            "To ask": _questions(asked, now),
            "_rank": asked["outcome"].cat.codes.to_numpy(),
            "_subject": order.get_indexer(subjects),
        }
    )
    table = table.sort_values(["_rank", "_subject", "Class", "Pupil"], ignore_index=True)
    return Readable(table[list(COLUMNS)])


def _names(people: pd.DataFrame) -> list[str]:
    """Return names, or the id where there is none."""
    ids = people.index.get_level_values("pupil_id")
    return [
        str(pupil_id) if name is None or pd.isna(name) else str(name)
        for pupil_id, name in zip(ids, people["name"], strict=True)
    ]


def _questions(asked: pd.DataFrame, now: Snapshot | TrustSnapshot | None) -> list[str]:
    """Choose a question for each row: about a difference of views first, else by the outcome."""
    views = _views(asked, now)
    said = []
    for outcome, (teacher, statements) in zip(asked["outcome"], views, strict=True):
        if teacher in PLACED and statements in PLACED and teacher != statements:
            said.append(DIFFERS.format(teacher=teacher, statements=statements))
        else:
            said.append(QUESTIONS.get(str(outcome), OTHERWISE))
    return said


def _views(
    asked: pd.DataFrame, now: Snapshot | TrustSnapshot | None
) -> list[tuple[str | None, str | None]]:
    """Return what the teacher and what the statements say at the end, row by row."""
    if now is None:
        return [(None, None)] * len(asked)
    table = now.attainment()
    if "school_id" not in table:
        table = table.assign(school_id=next(iter(asked.index.get_level_values("school_id")), ""))
    views = table.astype({"subject": "str"}).set_index(["school_id", "pupil_id", "subject"])
    views = views[["by_teacher", "by_statements"]].astype("str").reindex(asked.index)
    return list(zip(views["by_teacher"], views["by_statements"], strict=True))
