"""Summaries in whole sentences: what a leader would say aloud, with every count in its place.

A sentence is made from the same summary as its picture. It names whom it is about, the dates and
the definition; it gives counts of pupils, and it never leaves out those who could not be placed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.definitions.contract import UNRANKED, About
from ladders_analysis.plots.wording import count, listing, some
from ladders_analysis.policy import PLACED

_KEEP_CAPITAL = frozenset(
    "Arabic Bengali English French German Greek Hebrew Italian Latin Mandarin Polish Portuguese "
    "Punjabi Spanish Urdu Welsh".split()
)


def in_a_sentence(subject: str) -> str:
    """Write a subject as it stands inside a sentence.

    Examples
    --------
    >>> in_a_sentence("Maths"), in_a_sentence("English grammar"), in_a_sentence("PE")
    ('maths', 'English grammar', 'PE')
    """
    first = subject.partition(" ")[0]
    if first in _KEEP_CAPITAL or first[1:2].isupper():
        return subject
    return subject[:1].lower() + subject[1:]


def attainment_in_words(summary: pd.DataFrame, whom: str, when: str) -> str:
    """Say where pupils stand, by subject.

    Parameters
    ----------
    summary
        From `la.summarise_attainment`, by "subject" alone.
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
    subjects = [str(subject) for subject in summary["subject"].unique()]
    each = [summary[summary["subject"] == subject] for subject in subjects]
    if not subjects or not int(summary["in_scope"].max()):
        return f"{whom}, {when}: no pupil is in scope here."
    if len(subjects) == 1:
        up, of = (int(each[0][column].iloc[0]) for column in ("up", "of"))
        said = f"{whom} {in_a_sentence(subjects[0])}, {when}: "
        if of:
            said += (
                f"{count(up)} of {some(of, 'pupil', 'pupils')} placed {_be(up)} at or above what "
                "our curriculum expects by now."
            )
        else:
            said += "no pupil can be placed against what our curriculum expects yet."
        apart = _not_placed(each[0])
        return f"{said} Not placed: {apart}." if apart else said
    clauses = [
        f"{count(int(part['up'].iloc[0]))} of {count(int(part['of'].iloc[0]))} in "
        f"{in_a_sentence(subject)}"
        for subject, part in zip(subjects, each, strict=True)
        if int(part["of"].iloc[0])
    ]
    silent = [
        in_a_sentence(subject)
        for subject, part in zip(subjects, each, strict=True)
        if not int(part["of"].iloc[0])
    ]
    said = f"{whom}, {when}: "
    if clauses:
        first, *others = clauses
        part, _, rest = first.partition(" in ")
        clauses = [f"{part} pupils placed in {rest}", *others]
        said += f"{listing(clauses)} are at or above what our curriculum expects by now."
    if silent:
        said += f"{' ' if clauses else ''}Nobody can be placed in {listing(silent, 'or')}."
    unplaced = [
        f"{count(int(part['in_scope'].iloc[0]) - int(part['of'].iloc[0]))} in "
        f"{in_a_sentence(subject)}"
        for subject, part in zip(subjects, each, strict=True)
        if 0 < int(part["of"].iloc[0]) < int(part["in_scope"].iloc[0])
    ]
    return f"{said} Not placed: {listing(unplaced)}." if unplaced else said


def a_year_ago_in_words(then: pd.DataFrame | None, whom: str, when: str) -> str:
    """Say where the pupils who were then in the same place stood a year ago.

    Parameters
    ----------
    then
        The summary by "subject" at that point; None where the calendar does not reach it.
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
    alone = len(then["subject"].unique()) == 1
    clauses = [
        f"{count(int(up))} of {count(int(of))}"
        + ("" if alone else f" in {in_a_sentence(str(subject))}")
        for subject, up, of in then.drop_duplicates("subject")[["subject", "up", "of"]].itertuples(
            index=False
        )
        if int(of)
    ]
    if not clauses:
        return f"For {when} there is no evidence to stand beside it."
    if whom.startswith(("Whole", "All")):
        return f"A year ago, in {when}: {listing(clauses)}."
    return f"Last year’s {whom}, in {when}: {listing(clauses)}."


def progress_in_words(
    summary: pd.DataFrame,
    about: About,
    whom: str,
    between: Sequence[str],
    labels: Mapping[str, str] | None = None,
) -> str:
    """Say what has moved, by subject.

    Parameters
    ----------
    summary
        From `la.summarise`, by "subject" alone.
    about
        The definition's.
    whom
        Whose figures they are.
    between
        The names of both assessment points.
    labels
        The school's own wording for outcomes.

    Returns
    -------
    str
        "Year 4 reading, Autumn 2025 to Spring 2026, by movement against expectation: 21 of 29 kept
        up, 3 caught up, 2 fell behind, 3 not enough evidence." The most frequent outcome leads.
    """
    subjects = [str(subject) for subject in summary["subject"].unique()]
    by = f"{' to '.join(between)}, by {in_a_sentence(about.title)}"
    each = [summary[summary["subject"] == subject] for subject in subjects]
    if not subjects or not int(summary["in_scope"].max()):
        return f"{whom}, {by}: nobody was in scope at both points."
    if len(subjects) == 1:
        return f"{whom} {in_a_sentence(subjects[0])}, {by}: {_outcomes(each[0], labels)}."
    clauses = [
        f"{subject}: {_outcomes(part, labels)}"
        for subject, part in zip(subjects, each, strict=True)
    ]
    return f"{whom}, {by}. {'. '.join(clauses)}."


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
            f"the sticking point is {key}“{str(first['statement']).rstrip('.')}”, secure for "
            f"{count(int(first['secure']))} of the {some(int(first['taught']), 'pupil', 'pupils')} "
            f"taught it and judged not secure for {count(int(first['not_secure']))}."
        )
    else:
        said += "everything that was judged is secure."
    if unjudged:
        were = "was" if unjudged == 1 else "were"
        said += f" {some(unjudged, 'statement', 'statements')} {were} taught and never judged."
    return said


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def _not_placed(part: pd.DataFrame) -> str:
    said = [
        f"{count(int(pupils))} {word}"
        for word, pupils in zip(part["attainment"], part["pupils"], strict=True)
        if word not in PLACED and int(pupils)
    ]
    return ", ".join(said)


def _outcomes(part: pd.DataFrame, labels: Mapping[str, str] | None) -> str:
    """Say the outcomes of one group, the most frequent first, the unranked last."""
    counted = [
        (str(outcome), int(pupils))
        for outcome, pupils in zip(part["outcome"], part["pupils"], strict=True)
        if int(pupils)
    ]
    counted.sort(key=lambda pair: (pair[0] in UNRANKED, -pair[1]))
    if not counted:
        return "nobody was in scope at both points"
    (first, most), *others = [
        ((labels or {}).get(outcome, outcome), pupils) for outcome, pupils in counted
    ]
    said = [f"{count(most)} of {count(int(part['in_scope'].iloc[0]))} {_out(first)}"]
    return ", ".join([*said, *(f"{count(number)} {_out(outcome)}" for outcome, number in others)])


def _out(outcome: str) -> str:
    """Keep an outcome that holds a comma together."""
    return f"“{outcome}”" if "," in outcome else outcome
