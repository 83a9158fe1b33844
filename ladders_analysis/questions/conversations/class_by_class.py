"""Whom to ask about in each class, in order: one entry a pupil, with everything there is to ask.

A deputy head has ten minutes with a class teacher and talks about children, one after another, not
about pupils × subjects. So each pupil comes once, with their subjects inside, and what most of the
class shares is asked about the class and not about each child.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ladders_analysis.english import in_a_sentence, listing
from ladders_analysis.movement import Progress
from ladders_analysis.plots.wording import without_ending
from ladders_analysis.questions.conversations.kinds import (
    BEHIND,
    DIFFER,
    GOOD,
    KEY_OPEN,
    KINDS,
    LADDER,
    LOOK_AGAIN,
    OWN,
    UNRECORDED,
    WORSE,
    Reason,
)
from ladders_analysis.questions.conversations.reasons_to_ask import look_again_due, reasons_for
from ladders_analysis.questions.conversations.talks import ClassTalk, LastTime, Talk
from ladders_analysis.questions.pupil_names import names_or_ids
from ladders_analysis.snapshot import Snapshot

ENOUGH_OF_A_CLASS = 5
"""Fewer pupils than this are never "most of the class"."""
ALIKE = {
    WORSE: ("are rated “{kind}”", "What changed for so many, and would a smaller step help?"),
    BEHIND: ("are rated “{kind}”", "Is it these pupils, the plan, or what we expect by now?"),
    DIFFER: ("are judged one way overall, another by the statements", "What do you see?"),
    UNRECORDED: ("have too little recorded to say", "What have you seen that is not recorded?"),
    KEY_OPEN: ("have earlier key statements open", "When could they come back?"),
    LADDER: ("have many gaps on one ladder", "Was it taught, and what would you teach again?"),
    GOOD: ("have good news to tell", "What made the difference, and could others have it too?"),
}
"""What is asked about a class in which most pupils share a reason."""


def class_talks(
    start: Snapshot | None,
    end: Snapshot,
    moved: Progress | None,
    people: pd.DataFrame,
    latest: pd.DataFrame,
    today: dt.date,
    subject: str | None = None,
) -> list[ClassTalk]:
    """Find whom to ask about in each class.

    Parameters
    ----------
    start, end, moved
        As for `reasons_for`.
    people
        The pupils chosen, as `Snapshot.pupils` lists them, with `pupil_id` as a column.
    latest
        The last conversation about each pupil in each subject, from `last_conversations`, its keys
        as columns.
    today
        The day on which it is asked.
    subject
        Only this subject; None for each.

    Returns
    -------
    list of ClassTalk
        The youngest class first.

    Notes
    -----
    A pupil's strongest reason decides the order, then how many kinds of reasons there are, then the
    name. What more than half of a class shares (five pupils or more) in one subject is asked about
    the class instead; a promise to look again, and a pupil's own curriculum, stay with the pupil.
    """
    if subject is not None:
        latest = latest[(latest["subject"] == subject).to_numpy(bool)]
    found = reasons_for(start, end, moved, look_again_due(latest, today))
    by_pupil: dict[str, list[Reason]] = {}
    for reason in found:
        if subject is None or reason.subject == subject:
            by_pupil.setdefault(reason.pupil_id, []).append(reason)
    said = {
        str(pupil): _last_time(rows, today)
        for pupil, rows in latest.groupby("pupil_id", sort=False)
    }
    named = by_class(people)
    classes = [
        _class_of(str(name), rows, by_pupil, said)
        for name, rows in named.groupby("_class", sort=False)
    ]
    youngest = named.groupby("_class")["year_group"].min()
    return sorted(classes, key=lambda each: (youngest[each.name], each.name))


def by_class(people: pd.DataFrame) -> pd.DataFrame:
    """Say of every pupil the class that they are asked about in.

    Parameters
    ----------
    people
        Pupils, as `Snapshot.pupils` lists them.

    Returns
    -------
    DataFrame
        The same with `_label`, the year group in words, and `_class`, the class; the year group
        where the school names no class.
    """
    label = people["cohort_label"].astype("str").map(without_ending)
    return people.assign(_label=label, _class=people["class_name"].fillna(label))


def _class_of(
    name: str,
    people: pd.DataFrame,
    by_pupil: dict[str, list[Reason]],
    said: dict[str, LastTime],
) -> ClassTalk:
    """Put one class together."""
    ids = people["pupil_id"].astype("str").tolist()
    names = dict(zip(ids, names_or_ids(people["name"], ids), strict=True))
    shared = _shared([reason for pupil in ids for reason in by_pupil.get(pupil, [])], len(ids))
    talks = []
    for pupil in ids:
        mine = [each for each in by_pupil.get(pupil, []) if (each.kind, each.subject) not in shared]
        if mine:
            talks.append(Talk(pupil, names[pupil], _one_each(mine), said.get(pupil)))
    talks.sort(key=_order)
    labels = sorted(set(zip(people["year_group"], people["_label"], strict=True)))
    years = (
        ""
        if [name] == [label for _, label in labels]
        else listing(
            label if place == 0 else label.removeprefix("Year ")
            for place, (_, label) in enumerate(labels)
        ).replace("Year ", "Years ", int(len(labels) > 1))
    )
    alike = tuple(
        (f"{subject}: {many} of {len(ids)} {ALIKE[kind][0].format(kind=kind)}", ALIKE[kind][1])
        for (kind, subject), many in shared.items()
    )
    return ClassTalk(name, years, len(ids), alike, tuple(talks))


def _shared(reasons: Sequence[Reason], pupils: int) -> dict[tuple[str, str], int]:
    """Return the kinds of reasons that most of a class shares, with how many pupils."""
    counted = Counter(
        dict.fromkeys((each.pupil_id, each.kind, each.subject) for each in reasons).keys()
    )
    alike = Counter((kind, subject) for _, kind, subject in counted)
    return {
        key: alike[key]
        for key in sorted(alike, key=lambda key: (KINDS.index(key[0]), key[1]))
        if key[0] not in (LOOK_AGAIN, OWN)
        and alike[key] >= ENOUGH_OF_A_CLASS
        and 2 * alike[key] > pupils
    }


def _one_each(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Keep one reason of a kind and subject; the same words in several subjects become one."""
    kept: dict[tuple[str, str], Reason] = {}
    for each in reasons:
        kept.setdefault((each.kind, each.subject), each)
    alike: dict[tuple[str, str, str], list[Reason]] = {}
    for each in kept.values():
        alike.setdefault((each.kind, each.why, each.behind), []).append(each)
    return tuple(
        Reason(
            first.pupil_id,
            listing(
                each.subject if place == 0 else in_a_sentence(each.subject)
                for place, each in enumerate(group)
            ),
            first.kind,
            first.why,
            first.ask,
            first.behind,
        )
        for group in alike.values()
        for first in group[:1]
    )


def _order(talk: Talk) -> tuple[int, int, str]:
    kinds = {reason.kind for reason in talk.reasons}
    return KINDS.index(talk.kind), -len(kinds), talk.name


def _last_time(rows: pd.DataFrame, today: dt.date) -> LastTime:
    """Say what was said the last time, in whatever subject that was."""
    row = rows.sort_values("on", kind="stable").iloc[-1]
    again = None if pd.isna(row["review_on"]) else row["review_on"]
    overdue = again is not None and again <= pd.Timestamp(today)
    said, action = (
        "" if pd.isna(row[name]) else str(row[name]) for name in ("teacher_said", "action")
    )
    return LastTime(str(row["subject"]), row["on"], said, action, again, overdue)
