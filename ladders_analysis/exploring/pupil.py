"""One pupil's record: where they stand, what their teacher says, and every statement with its days.

It tells a history and asks the teacher who knows the pupil; it does not sum a child up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.attainment import states_of
from ladders_analysis.english import spoken_day
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.last_judged import entries_of
from ladders_analysis.exploring.pupil_keys import NO_CLASS, Known, known_at, with_key
from ladders_analysis.exploring.pupil_told import conversations_told, teacher_told
from ladders_analysis.exploring.selection import A_YEAR_AGO, Behind, Selection
from ladders_analysis.exploring.views import PupilView, StatementLine
from ladders_analysis.exploring.views_of_pupil import views_of
from ladders_analysis.grid import Codes
from ladders_analysis.policy import ATTAINMENT, MISSED, PLACED, SECURE, WORKING_TOWARDS
from ladders_analysis.questions.asking import question_about, question_for
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class _One:
    """The pupil, their school, and their places in the grid and among everybody in scope."""

    who: Known
    school: School
    snapshot: Snapshot
    down: int
    subjects: tuple[str, ...]

    def stands(self, subject: str) -> str:
        """Return the word of attainment."""
        across = self.snapshot.grid.subjects.index(subject)
        return ATTAINMENT[self.snapshot.standing[self.down, across]]


def pupil_view(facts: Facts, selection: Selection) -> PupilView:
    """Tell one pupil's record as at the end.

    Parameters
    ----------
    facts
        What is known of the school, or of all schools of a trust.
    selection
        A settled selection in which a pupil is open. Statements are of the subject that was
        clicked, else of the one chosen, else of all in turn.

    Returns
    -------
    PupilView
        Statements: all of the pupil's own year (and of the year they work on), and those of
        earlier years that were judged and are not secure, or are due and not secure. Nothing that
        was entered after the close of the end's entries.
    """
    one = _find(facts, selection)
    point = facts.point(selection.end)
    if one is None:
        return PupilView(
            title="This pupil",
            sentences=(f"was not on roll here in {point.label}.",),
            teacher=(),
            conversations=(),
            ask="Choose another date, or another pupil.",
            statements=(),
        )
    year = year_name(int(one.snapshot.roll.year_group[one.down]))
    close = point.entries_close
    return PupilView(
        title=", ".join([one.who.name, year, *_class(one.who), point.label]),
        sentences=_sentences(facts, selection, one),
        teacher=teacher_told(one.school, one.who.pupil_id, one.subjects, close),
        conversations=conversations_told(one.school, one.who.pupil_id, one.subjects, close),
        ask=_ask(facts, selection, one),
        statements=_statements(one),
    )


def _class(who: Known) -> list[str]:
    return [] if who.class_name == NO_CLASS else [f"class {who.class_name}"]


def _find(facts: Facts, selection: Selection) -> _One | None:
    """Find the open pupil among those on roll at the end."""
    standing = facts.standing(selection.end)
    places = np.flatnonzero(with_key(standing.people, selection.pupil))
    if len(places) != 1:
        return None
    who = known_at(standing.people, places)[0]
    snapshot = standing.snapshots[who.school_id]
    down = snapshot.grid.pupils.get_indexer(pd.Index([who.pupil_id]))[0]
    clicked = selection.behind or Behind()
    asked = [each for each in (clicked.subject, selection.subject) if each in snapshot.subjects]
    schools = {each.schools[0]: each for each in facts.schools}
    subjects = tuple(asked[:1]) or snapshot.subjects
    return _One(who, schools[who.school_id], snapshot, int(down), subjects)


def _sentences(facts: Facts, selection: Selection, one: _One) -> tuple[str, ...]:
    """Say where the pupil stands in each subject, and where they stood."""
    standing = facts.standing(selection.end)
    now = views_of(standing, [one.who.pupil_id])
    whose = (one.who.school_id, one.who.pupil_id)
    said = []
    if one.snapshot.roll.own_curriculum[one.down]:
        year = year_name(int(one.snapshot.roll.working_year[one.down]))
        said.append(
            f"On their own curriculum: works on the statements of {year}, and is not placed "
            "against the year group’s."
        )
    for subject in one.subjects:
        stands = one.stands(subject)
        line = f"{subject}: {stands} in {standing.point.label}"
        reason = now.because(*whose, subject)
        line += f" ({reason})." if not said else "."
        said.append(line + _then(facts, selection, one, subject))
    return tuple(said)


def _then(facts: Facts, selection: Selection, one: _One, subject: str) -> str:
    """Say where the pupil stood at the start, and the outcome where it is known."""
    if selection.start in ("", A_YEAR_AGO):
        return ""
    before = facts.standing(selection.start)
    snapshot = before.snapshots[one.who.school_id]
    if not snapshot.roll.in_scope[one.down]:
        return f" Not on roll in {before.point.label}."
    across = snapshot.grid.subjects.index(subject)
    stood = ATTAINMENT[snapshot.standing[one.down, across]]
    said = f" In {before.point.label}: {stood}."
    key = (selection.start, selection.end, selection.definition)
    if not facts.knows(*key):
        return said
    moved = facts.movement(*key)
    place = np.flatnonzero(with_key(moved.people, one.who.key))
    outcome = moved.outcome[place, moved.column(subject)] if len(place) == 1 else [-1]
    if outcome[0] < 0:
        return said
    word = moved.outcomes[outcome[0]]
    because = str(moved.because[place[0], moved.column(subject)])
    named = facts.labels.get(word, word)
    title = f"{moved.about.title[:1].upper()}{moved.about.title[1:]}"
    return f"{said} {title}: {named}{f' ({because})' if because else ''}."


def _ask(facts: Facts, selection: Selection, one: _One) -> str:
    """Ask about the statement that was clicked, else where views differ, else what is hardest."""
    clicked = selection.behind or Behind()
    table = one.snapshot.grid.table
    at = np.flatnonzero((table["statement_id"] == clicked.statement).to_numpy(bool))
    if clicked.statement and len(at):
        return question_about(
            str(table["text"].iloc[at[0]]), int(_states(one)[at[0]]), one.who.name
        )
    views = views_of(facts.standing(selection.end), [one.who.pupil_id])
    whose = (one.who.school_id, one.who.pupil_id)
    both = {subject: views.of(*whose, subject) for subject in one.subjects}
    differing = [
        subject
        for subject, (teacher, statements) in both.items()
        if teacher in PLACED and statements in PLACED and teacher != statements
    ]
    behind = [each for each in one.subjects if one.stands(each) == WORKING_TOWARDS]
    chosen = [*differing, *behind, *one.subjects][:1]
    if not chosen:
        return question_for("", None, None)
    asked = question_for(one.stands(chosen[0]), *both[chosen[0]])
    return asked if len(one.subjects) == 1 else f"{chosen[0]}: {asked}"


def _states(one: _One) -> Codes:
    """Return the state of every statement of the grid for this pupil."""
    evidence, expected = one.snapshot.evidence, one.snapshot.expected
    down = one.down
    return states_of(evidence.secure[down], evidence.assessed[down], expected.taught[down])


def _statements(one: _One) -> tuple[StatementLine, ...]:
    """List the statements that matter to this pupil, ladder by ladder, with their history."""
    snapshot, down = one.snapshot, one.down
    grid, states = snapshot.grid, _states(one)
    missed = (states == MISSED) & (grid.plan.last_year <= snapshot.roll.year_group[down])
    due = snapshot.expected.due[down] & (states != SECURE)
    working = grid.plan.last_year == snapshot.roll.working_year[down]
    kept = snapshot.expected.own_year[down] | missed | due | working
    kept &= np.isin(grid.subject_of, [grid.subjects.index(each) for each in one.subjects])
    places = np.flatnonzero(kept)
    judged = entries_of(one.school).of(one.who.pupil_id, snapshot.point.entries_close)
    columns = ["statement_id", "subject", "ladder", "year", "key", "text"]
    lines = []
    for place, row in zip(
        places.tolist(), grid.table[columns].iloc[places].to_dict("records"), strict=True
    ):
        entries = judged.get(str(row["statement_id"]), [])
        last = entries[0] if entries else None
        ladder = str(row["ladder"])
        several = len(one.subjects) > 1
        lines.append(
            StatementLine(
                text=str(row["text"]),
                ladder=f"{row['subject']}, {ladder}" if several else ladder,
                year=year_name(int(row["year"])),
                key=bool(row["key"]),
                state=int(states[place]),
                judged="" if last is None else last.code,
                on="" if last is None else spoken_day(last.on),
                evidence="" if last is None else last.evidence,
                note="" if last is None else last.note,
                earlier=tuple(each.said for each in entries[1:]),
            )
        )
    order = {ladder: place for place, ladder in enumerate(dict.fromkeys(x.ladder for x in lines))}
    return tuple(sorted(lines, key=lambda line: order[line.ladder]))
