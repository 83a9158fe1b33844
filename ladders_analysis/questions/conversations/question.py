"""Pupils worth a conversation: whom to ask a class teacher about, and what to ask.

A teacher can tell a rich history that no tracking system holds. The page says only where to begin,
what was said the last time, and which promise to look again has come due.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import some
from ladders_analysis.errors import LaddersError
from ladders_analysis.movement import progress
from ladders_analysis.plots.conversations import plot_conversations
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import not_one_school, of_class
from ladders_analysis.questions.choosing import TOGETHER, choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.conversations.class_by_class import class_talks
from ladders_analysis.questions.conversations.kinds import GOOD, KINDS, LOOK_AGAIN
from ladders_analysis.questions.conversations.talks import Asked, ClassTalk, Talk
from ladders_analysis.questions.conversations.told import (
    asked_in_words,
    last_in_words,
    question_in_words,
    whys_in_words,
)
from ladders_analysis.questions.last_said import last_conversations
from ladders_analysis.questions.sentences import nobody_in_words
from ladders_analysis.school import School

MOST = 6
"""So many pupils a class by default: a talk of ten minutes."""
_Point = str | AssessmentPoint | None


def worth_a_conversation(
    school: School,
    start: _Point = None,
    end: _Point = None,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
    definition: Any = "against_expectation",
    most: int | None = MOST,
    today: dt.date | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask whom to talk to a class teacher about, and what to ask.

    Parameters
    ----------
    school
        One school.
    start, end
        The assessment points; without them, the latest two that have evidence. Where only one has,
        nothing is said of movement.
    class_name, cohort, subject
        Only this class, cohort ("Year 4") or subject; None for all.
    definition
        The progress definition by which movement is told.
    most
        How many pupils of a class are listed; None for all who have something to ask about.
    today
        The day on which it is asked; without one, today or the close of the later point's entries,
        whichever is later. A day to look again that has come by then is due.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        The first table counts, class by class; then one table a class lists its pupils: why, what
        to ask, and what was said last time. One row a pupil, with the subjects inside, because a
        class teacher is asked about children, one after another.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    The order is that of `KINDS`: a promise to look again that is due; fell behind; two views that
    differ; little recorded; key statements due earlier still open; still behind; many gaps on one
    ladder; own curriculum; good news, which has the last place wherever there is any. What more
    than half of a class shares is asked about the class. Nobody is lost: whoever is not listed is
    counted, and `most=None` lists all.
    """
    if most is not None and most < 1:
        raise LaddersError("most: list at least 1 pupil a class, or None for all.")
    asked = asked_about(
        school,
        start,
        end,
        class_name=class_name,
        cohort=cohort,
        subject=subject,
        definition=definition,
        today=today,
    )
    if asked.silence:
        return silent(asked.silence, ax)
    counts = pd.DataFrame(
        [
            (each.title, each.pupils, kind, sum(talk.kind == kind for talk in each.talks))
            for each in asked.classes
            for kind in KINDS
        ],
        columns=["class", "pupils", "kind", "asked"],
    )
    axes = plot_conversations(counts, ax, kinds=KINDS, good=GOOD, note=asked.note)
    tables = {f"Pupils to ask about, {asked.when}": _counted(asked.classes)}
    for each in asked.classes:
        if each.talks:
            tables[f"{each.title}: {_shown(each, most)}"] = _listed(each.first(most))
    return Answer(Sentence(asked_in_words(asked, most)), axes, tables)


def asked_about(
    school: School,
    start: _Point = None,
    end: _Point = None,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
    definition: Any = "against_expectation",
    today: dt.date | None = None,
) -> Asked:
    """Find whom to ask about in each class; see `worth_a_conversation`."""
    why = not_one_school(school, "its own teachers to talk with", "worth_a_conversation")
    if why:
        return Asked(silence=why)
    if subject == TOGETHER:
        return Asked(silence="A conversation is about one subject or each: choose one, or none.")
    known = school.points_with_evidence
    if end is None and not known:
        return Asked(
            silence="Nothing is recorded for any assessment point yet, so this page cannot say "
            "where to begin. Ask the teachers all the same; once judgements are in, it can."
        )
    choice = choose(school, end=end, subject=subject, cohort=cohort)
    earlier = [point for point in known if point.on < choice.end.on]
    first = earlier[-1] if start is None and earlier else None
    if start is not None:
        first = school.calendar.point(start)
        if first.on >= choice.end.on:
            return Asked(
                silence=f"{first.label} is not before {choice.end.label}: choose an earlier point "
                "to start from."
            )
    now = school.snapshot(choice.end)
    then = None if first is None else school.snapshot(first)
    people = of_class(choice.keep(now.pupils.reset_index()), class_name)
    if not len(people):
        return Asked(silence=nobody_in_words(choice.whom, choice.end.label))
    day = today or max(dt.date.today(), choice.end.entries_close)
    moved = None if then is None else progress(then, now, definition)
    last = last_conversations(school, day).reset_index()
    classes = class_talks(then, now, moved, people, last, day, subject)
    when = choice.end.label if first is None else f"{first.label} to {choice.end.label}"
    note = small_print(choice) if moved is None else moved.provenance.small_print
    return Asked(tuple(classes), when, note)


def _listed(talks: tuple[Talk, ...]) -> Readable:
    """Lay pupils out, one row each."""
    rows = [
        (
            talk.name,
            "; ".join(whys_in_words(talk.reasons)),
            question_in_words(talk),
            last_in_words(talk.last),
        )
        for talk in talks
    ]
    table = pd.DataFrame(
        rows, columns=["Pupil", "What stands in the records", "To ask", "Last time"]
    )
    return Readable(table.set_index("Pupil"))


def _counted(classes: tuple[ClassTalk, ...]) -> Readable:
    """Count, class by class."""
    rows = [
        (
            each.title,
            each.pupils,
            len(each.talks),
            sum(talk.kind == LOOK_AGAIN for talk in each.talks),
            "; ".join(shared for shared, _ in each.alike) or "–",
        )
        for each in classes
    ]
    heads = ["Class", "Pupils", "To ask about", "Look again is due", "Shared by most of it"]
    return Readable(pd.DataFrame(rows, columns=heads).set_index("Class"))


def _shown(each: ClassTalk, most: int | None) -> str:
    """Say how many of a class are listed, and how many more there are."""
    listed, more = len(each.first(most)), len(each.others(most))
    if not more:
        return f"{some(listed, 'pupil', 'pupils')} to ask about"
    return f"the first {listed} of {listed + more} pupils to ask about"
