"""Whom to ask about, in words: the reasons, what was said the last time, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from ladders_analysis.english import in_a_sentence, some, spoken_day
from ladders_analysis.questions.conversations.kinds import LOOK_AGAIN, Reason
from ladders_analysis.questions.conversations.talks import Asked, LastTime, Talk


def asked_in_words(asked: Asked, most: int | None) -> str:
    """Say in a few sentences how many pupils there are to ask about."""
    pupils = sum(each.pupils for each in asked.classes)
    talks = sum(len(each.talks) for each in asked.classes)
    if not talks:
        return (
            f"{asked.when}: the records raise no question about any of the {pupils} pupils. Ask "
            "all the same: a teacher knows what no record holds."
        )
    where = asked.classes[0].title if len(asked.classes) == 1 else f"{len(asked.classes)} classes"
    more = sum(len(each.others(most)) for each in asked.classes)
    due = sum(talk.kind == LOOK_AGAIN for each in asked.classes for talk in each.talks)
    said = (
        f"{where}, {asked.when}: the records raise a question about {talks} of "
        f"{some(pupils, 'pupil', 'pupils')}."
    )
    if more:
        said += f" The {talks - more} most worth asking about are listed, at most {most} a class; "
        are = "is" if more == 1 else "are"
        said += f"{more} more {are} named at the foot of their class’s sheet."
    if due:
        said += f" For {due} the day to look again has come."
    alike = sum(len(each.alike) for each in asked.classes)
    if alike:
        said += f" {some(alike, 'question is', 'questions are')} about most of a class."
    return f"{said}\nThe page only says where to begin: the teacher knows the rest."


def why_in_words(reason: Reason, *, quoted: bool = True) -> str:
    """Say one reason as a line: the subject, what stands in the records, the statements behind."""
    behind = f". Not secure: {reason.behind}" if reason.behind and quoted else ""
    return f"{reason.subject}: {reason.why}{behind}"


def whys_in_words(reasons: Sequence[Reason]) -> list[str]:
    """Say several reasons, a line each; the statements behind the first are quoted."""
    return [why_in_words(reason, quoted=place == 0) for place, reason in enumerate(reasons)]


def last_in_words(last: LastTime | None, *, again: bool = True) -> str:
    """Say what was said the last time; a dash where nothing was.

    Parameters
    ----------
    last
        What was said, if anything.
    again
        Whether to name the day to look again.
    """
    if last is None:
        return "–"
    parts = [f"{spoken_day(last.on)}, {in_a_sentence(last.subject)}: {last.said or 'not noted'}"]
    if last.action:
        parts.append(f"Agreed: {last.action}")
    if again and last.review_on is not None:
        word = "Look again was due on" if last.overdue else "Look again on"
        parts.append(f"{word} {spoken_day(last.review_on)}")
    return " ".join(f"{part.rstrip('. ')}." for part in parts)


def question_in_words(talk: Talk) -> str:
    """Give the question to begin with."""
    first = talk.reasons[0]
    return f"{first.subject}: {first.ask}"
