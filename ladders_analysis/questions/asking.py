"""Pupils to ask their teacher about, with the reason and a question.

A figure never ends the conversation. This table begins it: it says what stood in the records and
asks the person who knows the pupil. It asks; it does not judge.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.definitions.moving import CAUGHT, CLOSING, FELL, GAPS_OPEN, STILL
from ladders_analysis.movement import Progress
from ladders_analysis.policy import (
    EXPECTED,
    GREATER_DEPTH,
    NOT_ENOUGH,
    NOTHING_DUE,
    OWN_CURRICULUM,
    PLACED,
    TOO_EARLY,
    WORKING_TOWARDS,
)
from ladders_analysis.questions.answers import Readable
from ladders_analysis.questions.pupil_names import names_or_ids
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import TrustSnapshot

QUESTIONS = {
    FELL: "What has changed since then, and what would help first?",
    STILL: "What have you tried, and what is still hardest?",
    CLOSING: "What is working, and what will keep it going?",
    GAPS_OPEN: "Which of the earlier key statements would you go back to?",
    CAUGHT: "What made the difference, and could others have it too?",
    OWN_CURRICULUM: "What are they working on, and what is the next step?",
    NOT_ENOUGH: "What have you seen that is not recorded?",
}
OTHERWISE = "Does this match what you see in class?"
DIFFERS = "Your own judgement says {teacher}, the statements say {statements}: what do you see?"
STANDING = {
    WORKING_TOWARDS: "What is hardest for them just now, and what would help first?",
    EXPECTED: "What are they most secure in, and what comes next?",
    GREATER_DEPTH: "What shows how deep it goes, and what would stretch them further?",
    NOTHING_DUE: "What have you noticed already?",
    TOO_EARLY: "What have you noticed so far?",
    OWN_CURRICULUM: QUESTIONS[OWN_CURRICULUM],
    NOT_ENOUGH: QUESTIONS[NOT_ENOUGH],
}
"""What to ask about where a pupil stands, where nothing is known of how they moved."""
OF_A_STATEMENT = (
    "When will {they} meet ‘{statement}’, and what will they need first?",
    "What have you seen of ‘{statement}’ since it was taught?",
    "What would help {them} with ‘{statement}’?",
    "What shows that ‘{statement}’ has stayed with {them}?",
)
"""What to ask about a statement, in the order of `policy.STATES`."""
VIEW_DIFFERS = (
    "Your own word for the progress is “{teacher}”, the records say {records}: what do you see?"
)
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
            "Pupil": names_or_ids(people["name"], people.index.get_level_values("pupil_id")),
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


def question_for(word: str, teacher: str | None, statements: str | None) -> str:
    """Choose what to ask: about a difference of views first, else by the outcome or attainment.

    Parameters
    ----------
    word
        An outcome of a definition, or a word of attainment.
    teacher, statements
        Attainment by the teacher's own judgement and by the statements; None for neither.

    Examples
    --------
    >>> question_for("expected", "expected", "working towards")
    'Your own judgement says expected, the statements say working towards: what do you see?'
    >>> question_for("fell behind", None, None)
    'What has changed since then, and what would help first?'
    """
    if teacher in PLACED and statements in PLACED and teacher != statements:
        return DIFFERS.format(teacher=teacher, statements=statements)
    return QUESTIONS.get(word) or STANDING.get(word, OTHERWISE)


def question_about(statement: str, state: int, pupil: str = "") -> str:
    """Ask about one statement.

    Parameters
    ----------
    statement
        The statement in words.
    state
        A place in `policy.STATES`.
    pupil
        The pupil's name; blank where the question stands beside it.

    Examples
    --------
    >>> question_about("Adds fractions.", 2, "Zoë")
    'What would help Zoë with ‘Adds fractions’?'
    """
    words = {"statement": statement.rstrip("."), "they": pupil or "they", "them": pupil or "them"}
    return OF_A_STATEMENT[state].format(**words)


def _questions(asked: pd.DataFrame, now: Snapshot | TrustSnapshot | None) -> list[str]:
    """Choose a question for each row: about a difference of views first, else by the outcome."""
    return [
        question_for(str(outcome), teacher, statements)
        for outcome, (teacher, statements) in zip(asked["outcome"], _views(asked, now), strict=True)
    ]


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
