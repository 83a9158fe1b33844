"""A class handed over, in sentences and tables: where to start, what they have, what is open."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.questions.answers import Readable
from ladders_analysis.questions.handing_over.as_a_class import ONE_IN, Carried, ClassHandover
from ladders_analysis.questions.handing_over.each_pupil import Subject, of_year
from ladders_analysis.questions.laying_out import out_of

MOST_TO_START = 8
MOST_KEY = 3


def handover_in_words(told: ClassHandover) -> str:
    """Say what is handed over with a class.

    Parameters
    ----------
    told
        The class.

    Returns
    -------
    str
        "Birch, Year 4, going into Year 5, as at Summer 2026: 30 pupils. 21 of 29 placed in reading
        and 20 of 29 in maths are at or above what our curriculum expects by now." Then where to
        start, what everybody has, and what they carry forward.
    """
    clauses = [
        f"{count(up)} of {count(of)}{' placed' if place == 0 else ''} in {in_a_sentence(subject)}"
        for place, (subject, (up, of)) in enumerate(
            (name, pair) for name, pair in told.standing.items() if pair[1]
        )
    ]
    stands = (
        f" {listing(clauses)} are at or above what our curriculum expects by now."
        if clauses
        else " Nobody can be placed."
    )
    people = some(len(told.pupils), "pupil", "pupils")
    lines = [f"{told.title}, as at {told.when}: {people}.{stands}"]
    if len(told.statements):
        lines += [*_start(told), _has(told), *_untaught(told)]
    else:
        lines.append(
            "No statements are judged here, so what is secure and what is open cannot be said "
            "statement by statement: ask this year’s teacher, and look at books together."
        )
    lines.append(carried_in_words(told.carried))
    return "\n".join(lines)


def carried_in_words(carried: Carried | None) -> str:
    """Say what a class carries forward: never a reset."""
    if carried is None:
        return (
            "Nothing starts again in September: what is secure here counts until somebody looks "
            "again."
        )
    still, rest = carried.again - carried.lost, carried.secure - carried.again
    said = (
        f"Nothing starts again in September. In {carried.since} these pupils had "
        f"{some(carried.secure, 'statement', 'statements')} secure between them; "
    )
    if not carried.again:
        return f"{said}nobody has looked at them again since, and all of them still count."
    looked = "was" if carried.again == 1 else "were"
    said += (
        f"{count(carried.again)} {looked} looked at again since ({count(still)} still secure, "
        f"{count(carried.lost)} open now)"
    )
    if not rest:
        return f"{said}."
    verb = "counts" if rest == 1 else "count"
    return f"{said}, and the other {count(rest)} {verb} until somebody looks again."


def _start(told: ClassHandover) -> list[str]:
    """Say where to start."""
    first = told.start_here.head(1).to_dict("records")
    return [
        f"Start here: ‘{str(row['statement']).rstrip('.')}’ "
        f"({in_a_sentence(str(row['subject']))}), secure for {count(row['secure'])} of the "
        f"{count(row['secure'] + row['not_secure'])} judged."
        for row in first
    ]


def _has(told: ClassHandover) -> str:
    has = len(told.everybody_has)
    if not has:
        return f"No statement is secure for {_all_of(told)} yet."
    verb = "statement is" if has == 1 else "statements are"
    return (
        f"{count(has)} {verb} secure for {_all_of(told)}: build on {'it' if has == 1 else 'them'}."
    )


def _all_of(told: ClassHandover) -> str:
    """Say how many of a class may miss what it is said to have."""
    missing = len(told.ids) // ONE_IN
    if not missing:
        return "everybody"
    few = {1: "one", 2: "one or two"}.get(missing, f"{count(missing)} at most")
    return f"everybody, or all but {few}"


def _untaught(told: ClassHandover) -> list[str]:
    """Say what was not taught, and what was taught and judged for nobody."""
    parts = [
        f"{some(len(table), 'statement', 'statements')} {what}"
        for table, what in (
            (told.not_taught, "not taught yet"),
            (told.never_judged, "taught and judged for nobody"),
        )
        if len(table)
    ]
    return [f"Nobody’s gap yet: {listing(parts)}."] if parts else []


def start_table(told: ClassHandover) -> Readable:
    """List the statements that most pupils still miss."""
    shown = told.start_here.head(MOST_TO_START)
    return _statements(
        shown,
        {
            "Still open for": shown["not_secure"].tolist(),
            "Secure for": _of(shown["secure"], shown["secure"] + shown["not_secure"]),
        },
        told,
    )


def untaught_table(told: ClassHandover) -> Readable:
    """List what was not taught, then what was taught and judged for nobody."""
    both = pd.concat([told.not_taught, told.never_judged])
    words = ["not taught yet"] * len(told.not_taught)
    words += ["taught, judged for nobody"] * len(told.never_judged)
    return _statements(both, {"What is known": words}, told)


def everybody_table(told: ClassHandover) -> Readable:
    """Count what everybody has, by subject and ladder, with the key statements by words."""
    rows = []
    for (subject, ladder), part in told.everybody_has.groupby(
        ["subject", "ladder"], sort=True, observed=True
    ):
        key = part.loc[part["key"].to_numpy(bool), "statement"].astype("str").tolist()
        rows.append(
            {
                "Subject": str(subject),
                "Ladder": str(ladder),
                "Statements all have": len(part),
                "Key statements among them": " ".join(_sentence(text) for text in key) or "–",
            }
        )
    return Readable(pd.DataFrame(rows).set_index(["Subject", "Ladder"])) if rows else Readable()


def pupil_table(told: ClassHandover) -> Readable:
    """List each pupil × subject: standing, what is open, what is secure, and the teacher's view."""
    rows = [
        {"Pupil": pupil.name, "Subject": subject.name, **subject_row(subject)}
        for pupil in told.pupils
        for subject in pupil.subjects
    ]
    table = pd.DataFrame(rows)
    if not rows:
        return Readable()
    empty = [name for name in table if not table[name].astype("str").str.strip("–").any()]
    return Readable(table.drop(columns=empty).set_index(["Pupil", "Subject"]))


def subject_row(subject: Subject) -> dict[str, str]:
    """Write one pupil's subject in the columns of a table."""
    return {
        "Now": now_in_words(subject),
        "Still open": open_in_words(subject),
        "Secure": secure_in_words(subject),
        "Taught, never judged": str(subject.never_judged or ""),
        "Agreed the last time": subject.agreed,
    }


def now_in_words(subject: Subject) -> str:
    """Say where a pupil stands, and what their teacher thinks."""
    brackets = [subject.because] if subject.because.startswith(("works on", "score")) else []
    brackets += [f"teacher: {subject.view}"] if subject.view else []
    return f"{subject.standing} ({'; '.join(brackets)})" if brackets else subject.standing


def open_in_words(subject: Subject) -> str:
    """Say the key statements still open, and how many others."""
    words = [_sentence(text) for text in subject.open_key[:MOST_KEY]]
    more, others = len(subject.open_key) - MOST_KEY, subject.open_others
    counts = [f"{count(more)} more key"] if more > 0 else []
    if others and (words or counts):
        counts.append(some(others, "other", "others"))
    elif others:
        counts.append(f"{count(others)}, none of them key")
    if counts:
        words.append(f"{'And ' if words else ''}{listing(counts)}: most on {subject.open_on}.")
    return " ".join(words)


def secure_in_words(subject: Subject) -> str:
    """Say how much is secure, and the ladders that are so far wholly secure."""
    if not subject.meant:
        return ""
    said = out_of(subject.secure, subject.meant)
    said += f", {count(subject.deeper)} deeper" if subject.deeper else ""
    if subject.whole:
        said += f"; wholly so far: {listing(subject.whole)}"
    return said


def _statements(
    table: pd.DataFrame, more: dict[str, Sequence[object]], told: ClassHandover
) -> Readable:
    """Lay statements out to be read, with their year where it is not the class's own."""
    if not len(table):
        return Readable()
    texts = [
        _sentence(str(text) if int(year) in told.years else of_year(str(text), int(year)))
        for text, year in zip(table["statement"], table["year"], strict=True)
    ]
    shown = pd.DataFrame(
        {
            "Statement": texts,
            "Subject": table["subject"].astype("str").tolist(),
            "Ladder": table["ladder"].astype("str").tolist(),
            "Key": ["key" if key else "" for key in table["key"]],
            **more,
        }
    )
    return Readable(shown.set_index("Statement"))


def _of(part: pd.Series, whole: pd.Series) -> list[str]:
    return list(map(out_of, part, whole))


def _sentence(text: str) -> str:
    """End a statement as a sentence, so that several can stand in a row."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."
