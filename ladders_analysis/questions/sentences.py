"""Summaries in whole sentences: what a leader would say aloud, with every count in its place.

A sentence is made from the same counts as its picture. It names whom it is about, the dates and
the definition; it gives counts of pupils, and it never leaves out those who could not be placed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.definitions.contract import About
from ladders_analysis.english import count, in_a_sentence, listing, quoted, some
from ladders_analysis.plots.wording import without_ending
from ladders_analysis.policy import PLACED, UNRANKED
from ladders_analysis.questions.counted import CountedSubject, counted_by_subject

ENOUGH_TO_NAME = 5
"""Fewer pupils than this who cannot be placed are not worth a sentence."""
Counts = pd.DataFrame | Sequence[CountedSubject]
"""A summary, or its subjects counted already."""


def nobody_in_words(whom: str, when: str) -> str:
    """Say that nobody who was chosen is in scope."""
    return f"{whom}, {when}: no pupil is in scope here."


def attainment_in_words(summary: Counts, whom: str, when: str) -> str:
    """Say where pupils stand, by subject.

    Parameters
    ----------
    summary
        From `la.summarise_attainment`, by "subject" and whatever else: its groups are added up.
    whom
        Whose figures they are: "Whole school", "Year 4".
    when
        The assessment point's name.

    Returns
    -------
    str
        One subject: "Year 4 reading, Spring 2026: 21 of 26 pupils placed are at or above what our
        curriculum expects by now. Not placed: 3 not enough evidence." Several: a clause each.
    """
    subjects = counted_by_subject(summary, "attainment", "up")
    if not any(each.in_scope for each in subjects):
        return nobody_in_words(whom, when)
    if len(subjects) == 1:
        return _one_subject(subjects[0], whom, when)
    placed = [each for each in subjects if each.of]
    silent = [in_a_sentence(each.name) for each in subjects if not each.of]
    clauses = [
        f"{each.said}{' pupils placed' if each is placed[0] else ''} in {in_a_sentence(each.name)}"
        for each in placed
    ]
    parts = []
    if clauses:
        parts.append(f"{listing(clauses)} are at or above what our curriculum expects by now.")
    if silent:
        parts.append(f"Nobody can be placed in {listing(silent, 'or')}.")
    apart = [
        f"{count(each.in_scope - each.of)} in {in_a_sentence(each.name)}"
        for each in placed
        if each.of < each.in_scope
    ]
    if apart:
        parts.append(f"Not placed: {listing(apart)}.")
    return f"{whom}, {when}: " + "\n".join(parts)


def a_year_ago_in_words(then: Counts | None, whom: str, when: str) -> str:
    """Say where the pupils who were then in the same place stood a year ago.

    Parameters
    ----------
    then
        The summary at that point; None where the calendar does not reach it.
    whom
        Who is in that place: "Whole school", "Year 4".
    when
        The point's name.

    Returns
    -------
    str
        "Last year’s Year 4, in Spring 2025: 17 of 27."
    """
    if then is None:
        return "There is no assessment point a year ago to stand beside it."
    subjects = counted_by_subject(then, "attainment", "up")
    clauses = [
        each.said if len(subjects) == 1 else f"{each.said} in {in_a_sentence(each.name)}"
        for each in subjects
        if each.of
    ]
    if not clauses:
        return f"For {when} there is no evidence to stand beside it."
    if whom.startswith(("Whole", "All")):
        return f"A year ago, in {when}: {listing(clauses)}."
    return f"Last year’s {whom}, in {when}: {listing(clauses)}."


def progress_in_words(
    summary: Counts,
    about: About,
    whom: str,
    between: Sequence[str],
    labels: Mapping[str, str] | None = None,
    past: Counts | None = None,
) -> str:
    """Say what has moved, by subject.

    Parameters
    ----------
    summary
        From `la.summarise`, by "subject" and whatever else: its groups are added up.
    about
        The definition's.
    whom
        Whose figures they are.
    between
        The names of both assessment points.
    labels
        The school's own wording for outcomes.
    past
        The summary of those who were in the same place a year ago, where there is one.

    Returns
    -------
    str
        "Year 4 reading, Autumn 2025 to Spring 2026, by movement against expectation: 21 of 29 kept
        up, 3 caught up, 2 fell behind, 3 not enough evidence." The most frequent outcome leads,
        and a second sentence says how many are favourable. Of several subjects, that sentence
        comes first, and each subject has a line.
    """
    by = f"{' to '.join(between)}, by {in_a_sentence(about.title)}"
    subjects = counted_by_subject(summary, "outcome", "favourable")
    if not any(each.in_scope for each in subjects):
        return f"{whom}, {by}: nobody was in scope at both points."
    headline = favourable_in_words(summary, past)
    if len(subjects) == 1:
        name = in_a_sentence(subjects[0].name)
        return f"{whom} {name}, {by}: {_outcomes(subjects[0], labels)}. {headline}"
    lines = [f"{each.name}: {_outcomes(each, labels)}." for each in subjects]
    return "\n".join([f"{whom}, {by}. {headline}", *lines])


def favourable_in_words(summary: Counts, past: Counts | None) -> str:
    """Say how many outcomes are favourable, and how many were a year ago.

    Parameters
    ----------
    summary
        From `la.summarise`, by "subject" and whatever else.
    past
        The same of those who were then in the same place; None where there is nothing to compare.

    Returns
    -------
    str
        "On the favourable side: 24 of 27 pupils rated in reading (a year ago 20 of 26)."
    """
    now = [each for each in counted_by_subject(summary, "outcome", "favourable") if each.of]
    if not now:
        return "Nobody could be rated."
    then = {}
    if past is not None:
        then = {
            each.name: each for each in counted_by_subject(past, "outcome", "favourable") if each.of
        }
    clauses = []
    for each in now:
        rated = (" pupil rated" if each.of == 1 else " pupils rated") if each is now[0] else ""
        ago = f" (a year ago {then[each.name].said})" if each.name in then else ""
        clauses.append(f"{each.said}{rated} in {in_a_sentence(each.name)}{ago}")
    none = "" if then else " There is nothing from a year ago to stand beside it."
    return f"On the favourable side: {listing(clauses)}.{none}"


def most_not_placed_in_words(missing: Mapping[str, int]) -> str:
    """Say which group most of those not placed are in, where it is one.

    Parameters
    ----------
    missing
        Group -> its pupils who could not be placed.

    Returns
    -------
    str
        A sentence, blank where there is nothing to say.
    """
    most = max(missing, key=lambda group: missing[group], default="")
    if (
        len(missing) < 2
        or missing[most] < ENOUGH_TO_NAME
        or missing[most] * 2 <= sum(missing.values())
    ):
        return ""
    where = without_ending(most)
    return f"Most of those not placed are in {where}: ask what stands behind it."


def in_the_way_in_words(behind: Mapping[str, int]) -> str:
    """Say which subject most often keeps pupils from all of several.

    Parameters
    ----------
    behind
        Subject -> pupils working towards what is expected in it; of subjects that are alike, the
        first is named.

    Returns
    -------
    str
        A sentence, blank where nobody is behind.
    """
    subject = max(behind, key=lambda name: behind[name], default="")
    if not behind.get(subject):
        return ""
    pupils = some(behind[subject], "pupil", "pupils")
    return f"Most often in the way: {in_a_sentence(subject)} ({pupils})."


def statements_in_words(table: pd.DataFrame, whom: str, subject: str | None, when: str) -> str:
    """Say which statement is the sticking point, and what was never judged.

    Parameters
    ----------
    table
        From `la.statement_table`.
    whom, subject, when
        What it is about.
    """
    about = f"{whom}{f' {in_a_sentence(subject)}' if subject else ''}, {when}"
    if not len(table):
        return f"{about}: no statement of the curriculum is meant for these pupils."
    if not int(table["assessed"].sum()):
        return f"{about}: nothing has been judged by statement, so no sticking point can be seen."
    missed = int((table["not_secure"] > 0).sum())
    unjudged = int(((table["taught"] > 0) & (table["assessed"] == 0)).sum())
    said = f"{about}: "
    if missed:
        first = table.iloc[0]
        key = "the key statement " if bool(first["key"]) else ""
        said += (
            f"the sticking point is {key}{quoted(str(first['statement']).rstrip('.'))}, secure for "
            f"{count(int(first['secure']))} of the {some(int(first['taught']), 'pupil', 'pupils')} "
            f"taught it and judged not secure for {count(int(first['not_secure']))}."
        )
    else:
        said += "everything that was judged is secure."
    if unjudged:
        were = "was" if unjudged == 1 else "were"
        said += f" {some(unjudged, 'statement', 'statements')} {were} taught and never judged."
    return said


def _one_subject(subject: CountedSubject, whom: str, when: str) -> str:
    """Say where pupils stand in one subject."""
    said = f"{whom} {in_a_sentence(subject.name)}, {when}: "
    if subject.of:
        pupils = "pupil" if subject.of == 1 else "pupils"
        said += (
            f"{subject.said} {pupils} placed {'is' if subject.good == 1 else 'are'} at or above "
            "what our curriculum expects by now."
        )
    else:
        said += "no pupil can be placed against what our curriculum expects yet."
    apart = [
        f"{count(number)} {word}"
        for word, number in subject.pupils.items()
        if word not in PLACED and number
    ]
    return f"{said} Not placed: {', '.join(apart)}." if apart else said


def _outcomes(subject: CountedSubject, labels: Mapping[str, str] | None) -> str:
    """Say the outcomes in one subject, the most frequent first, the unranked last."""
    counted = [(outcome, number) for outcome, number in subject.pupils.items() if number]
    if not counted:
        return "nobody was in scope at both points"
    counted.sort(key=lambda pair: (pair[0] in UNRANKED, -pair[1]))
    (first, most), *others = [
        (_out((labels or {}).get(outcome, outcome)), number) for outcome, number in counted
    ]
    said = [f"{count(most)} of {count(subject.in_scope)} {first}"]
    return ", ".join([*said, *(f"{count(number)} {outcome}" for outcome, number in others)])


def _out(outcome: str) -> str:
    """Keep an outcome that holds a comma together."""
    return f"“{outcome}”" if "," in outcome else outcome
