"""Pupils counted: one tally for each subject and row of a picture, made in a moment from arrays.

Sentence, bars and table of a view are made from the same tallies, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ladders_analysis.exploring.facts import Facts, Movement, Places, Standing
from ladders_analysis.exploring.laying import PRESENCE
from ladders_analysis.exploring.people import Mask, Words
from ladders_analysis.exploring.selection import ALL_SCHOOLS, Selection
from ladders_analysis.exploring.whom import school_name
from ladders_analysis.movement import JOINED, LEFT
from ladders_analysis.policy import ATTAINMENT, PLACED, UP
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.questions.counted import CountedSubject
from ladders_analysis.roll import cohort_label

COHORT, SCHOOL = "cohort", "school_id"


@dataclass(frozen=True)
class Tally:
    """One subject's pupils in one row.

    Attributes
    ----------
    subject
        The subject.
    row, label
        The row's value as text, and what it is called: "2028", "Year 4 (2025–26)".
    pupils
        Word -> pupils, every word in its order.
    of, good
        Pupils placed or ranked, and those of them at or above what is expected or favourable.
    joined, left
        Pupils in scope at one of two points only.
    """

    subject: str
    row: str
    label: str
    pupils: Mapping[str, int]
    of: int
    good: int
    joined: int = 0
    left: int = 0

    @property
    def in_scope(self) -> int:
        """Everybody counted."""
        return sum(self.pupils.values())


@dataclass(frozen=True)
class Scale:
    """The words that pupils are counted by: all of them, those that rank, those that are good."""

    words: tuple[str, ...]
    ranked: frozenset[str]
    good: frozenset[str]

    def tally(self, subject: str, row: tuple[str, str], counts: Iterable[int]) -> Tally:
        """Write one row's counts down."""
        pupils = {word: int(many) for word, many in zip(self.words, counts, strict=True)}
        of = sum(many for word, many in pupils.items() if word in self.ranked)
        good = sum(many for word, many in pupils.items() if word in self.good)
        return Tally(subject, *row, pupils, of, good)


STANDING = Scale(ATTAINMENT, frozenset(PLACED), frozenset(UP))


@dataclass(frozen=True)
class Rows:
    """How the rows of a picture are told apart: by what, and each row's place, value and name."""

    by: str
    words: Words
    named: tuple[tuple[int, str, str], ...]


def rows_among(words: Words, facts: Facts, selection: Selection, year_ends: int) -> Rows:
    """Tell rows apart: the schools of a trust, else the cohorts, youngest first.

    Parameters
    ----------
    words
        The column `rows_by` of the people to be counted.
    facts, selection
        What is known and chosen.
    year_ends
        End year of the academic year that names the cohorts.
    """
    places = range(len(words.words))
    if rows_by(selection) == SCHOOL:
        called = {each.schools[0]: school_name(each, each.schools[0]) for each in facts.schools}
        named = [(place, words.words[place], called.get(words.words[place])) for place in places]
    else:
        youngest = [place for place in reversed(places) if words.words[place].isdigit()]
        named = [
            (place, words.words[place], cohort_label(int(words.words[place]), year_ends))
            for place in youngest
        ]
    return Rows(
        rows_by(selection), words, tuple((at, word, label or word) for at, word, label in named)
    )


def rows_by(selection: Selection) -> str:
    """Return the column that rows stand for, as `la.where_we_are` has them."""
    return SCHOOL if selection.school == ALL_SCHOOLS else COHORT


def counts_of(rows: Words, places: Places, mask: Mask, many: int) -> np.ndarray:
    """Count pupils, rows × places; those without a place are left out."""
    kept = mask & (places >= 0)
    joint = rows.places[kept] * many + places[kept]
    return np.bincount(joint, minlength=len(rows.words) * many).reshape(-1, many)


def subjects_chosen(selection: Selection, subjects: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen subject, or each."""
    return tuple(subjects) if selection.subject is None else (selection.subject,)


def standing_tallies(
    standing: Standing, facts: Facts, selection: Selection, cohort: int | None = None
) -> list[Tally]:
    """Count where the chosen pupils stand.

    Parameters
    ----------
    standing
        At a point.
    facts, selection
        What is known and chosen.
    cohort
        The cohort in place of the selection's, in another year.
    """
    people = standing.people
    words = people.words(rows_by(selection))
    rows = rows_among(words, facts, selection, standing.point.year.ends)
    mask = people.chosen(selection, cohort)
    found = []
    for subject in subjects_chosen(selection, standing.subjects):
        if subject != TOGETHER and subject not in standing.subjects:
            continue
        counted = counts_of(words, standing.of(subject), mask, len(ATTAINMENT))
        found += [
            STANDING.tally(subject, (word, label), counted[place].tolist())
            for place, word, label in rows.named
            if counted[place].any()
        ]
    return found


def outcome_scale(movement: Movement) -> Scale:
    """Return the words of a definition's outcomes."""
    about = movement.about
    return Scale(movement.outcomes, frozenset(about.outcomes), frozenset(about.favourable))


def movement_tallies(
    movement: Movement,
    facts: Facts,
    selection: Selection,
    year_ends: int,
    cohort: int | None = None,
) -> list[Tally]:
    """Count how the chosen pupils came out; a row without anybody in scope at both is left out."""
    people = movement.people
    words = people.words(rows_by(selection))
    rows = rows_among(words, facts, selection, year_ends)
    mask = people.chosen(selection, cohort)
    scale = outcome_scale(movement)
    present = counts_of(words, movement.presence, mask, len(PRESENCE))
    found = []
    for subject in subjects_chosen(selection, movement.subjects):
        if subject not in movement.subjects:
            continue
        outcome = movement.outcome[:, movement.column(subject)]
        counted = counts_of(words, outcome, mask, len(scale.words))
        found += [
            replace(
                scale.tally(subject, (word, label), counted[place].tolist()),
                joined=int(present[place, PRESENCE.index(JOINED)]),
                left=int(present[place, PRESENCE.index(LEFT)]),
            )
            for place, word, label in rows.named
            if counted[place].any()
        ]
    return found


def by_subject(tallies: Sequence[Tally], subjects: Iterable[str] = ()) -> list[CountedSubject]:
    """Add the rows of each subject up, as sentences need them."""
    found = {name: CountedSubject(name) for name in subjects}
    for tally in tallies:
        subject = found.setdefault(tally.subject, CountedSubject(tally.subject))
        subject.in_scope += tally.in_scope
        subject.of += tally.of
        subject.good += tally.good
        for word, many in tally.pupils.items():
            subject.pupils[word] = subject.pupils.get(word, 0) + many
    return list(found.values())


def row_column(selection: Selection) -> str:
    """Return what the rows of bars stand for, blank where there is one row a subject."""
    alone = selection.cohort is not None or selection.class_name is not None
    return "" if alone and selection.school != ALL_SCHOOLS else rows_by(selection)


def rows_drawn(tallies: Sequence[Tally], selection: Selection) -> list[Tally]:
    """Return a tally for every row of bars: one a subject where a cohort or class is chosen."""
    if row_column(selection):
        return list(tallies)
    if selection.class_name is None:
        return [replace(each, row="") for each in tallies]
    return [replace(each, row="", label=selection.class_name) for each in summed(tallies)]


def summed(tallies: Sequence[Tally]) -> list[Tally]:
    """Add the rows of each subject up as one."""
    found: dict[str, Tally] = {}
    for each in tallies:
        known = found.get(each.subject)
        found[each.subject] = (
            each
            if known is None
            else replace(
                known,
                pupils={word: many + each.pupils[word] for word, many in known.pupils.items()},
                of=known.of + each.of,
                good=known.good + each.good,
                joined=known.joined + each.joined,
                left=known.left + each.left,
            )
        )
    return list(found.values())


def in_the_same_place(tallies: Sequence[Tally], years: int) -> dict[tuple[str, str], Tally]:
    """Return tallies by (subject, row), each cohort's under that in its place years later."""
    return {
        (each.subject, str(int(each.row) + years) if each.row.isdigit() and years else each.row): (
            each
        )
        for each in tallies
    }


def not_ranked(tallies: Sequence[Tally]) -> dict[str, int]:
    """Count those who could not be placed, row by row."""
    missing: dict[str, int] = {}
    for each in tallies:
        missing[each.label] = missing.get(each.label, 0) + each.in_scope - each.of
    return missing


def rows_from(facts: Facts) -> int:
    """Return below how many pupils a row is too small to speak of."""
    settings = (each.settings.for_school(each.schools[0]) for each in facts.schools)
    return max(each.disclosure.rows_from for each in settings)
