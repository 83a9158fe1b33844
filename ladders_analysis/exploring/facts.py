"""Where pupils stand and how they moved, as arrays that are counted in a moment.

Taking a snapshot and rating progress cost tens of milliseconds a school; counting what they found
costs almost nothing. So each is done once for a pair of points and a definition, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM, together
from ladders_analysis.definitions.contract import About
from ladders_analysis.exploring.laying import Laid, laid_out, spread, spread_words
from ladders_analysis.exploring.people import People, people_of
from ladders_analysis.movement import progress
from ladders_analysis.policy import UNRANKED
from ladders_analysis.provenance import Provenance, provenance_of
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Places = NDArray[np.int8]
Rated = dict[tuple[str, str, str, str], Laid]
"""Progress laid out, by school, start, end and definition."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Where everybody in scope stands at one point.

    Attributes
    ----------
    point
        The point.
    people
        Pupils in scope.
    subjects
        The subjects of any of the schools, in their order.
    places
        Pupils × subjects, places in `ATTAINMENT`, or `NONE`.
    snapshots
        By school id.
    """

    point: AssessmentPoint
    people: People
    subjects: tuple[str, ...]
    places: Places
    snapshots: dict[str, Snapshot]

    def of(self, subject: str) -> Places:
        """Return everybody's place in one subject, or in `TOGETHER`."""
        return (
            self._together if subject == TOGETHER else self.places[:, self.subjects.index(subject)]
        )

    @cached_property
    def _together(self) -> Places:
        return together(self.places[:, [self.subjects.index(name) for name in RWM]])

    @property
    def can_combine(self) -> bool:
        """Whether every school judges reading, writing and maths."""
        return all(set(RWM) <= set(each.subjects) for each in self.snapshots.values())


@dataclass(frozen=True, eq=False)
class Movement:
    """How everybody in scope at either point moved, by one definition.

    Attributes
    ----------
    people
        Everybody in scope at either point, with their attributes at the end (at the start for
        those who left).
    presence
        Each pupil's place in `PRESENCE`.
    subjects
        The subjects.
    then, now
        Pupils × subjects, places in `ATTAINMENT` at each point, or `NONE`.
    outcome
        Pupils × subjects, places in `outcomes`, or `NONE`: not in scope at both.
    because
        Pupils × subjects, the reason in words, blank where there is none.
    about, provenance, rows_from
        As `Progress` has them.
    """

    people: People
    presence: Places
    subjects: tuple[str, ...]
    then: Places
    now: Places
    outcome: Places
    because: NDArray[np.object_]
    about: About
    provenance: Provenance
    rows_from: int

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The definition's outcomes, worst first, then those that are not ranked."""
        return (*self.about.outcomes, *UNRANKED)

    def column(self, subject: str) -> int:
        """Return the column of a subject."""
        return self.subjects.index(subject)

    def places_in(self, subject: str) -> tuple[Places, Places]:
        """Return everybody's place then and now in one subject, or in `TOGETHER`."""
        if subject != TOGETHER:
            column = self.column(subject)
            return self.then[:, column], self.now[:, column]
        return self._together

    @cached_property
    def _together(self) -> tuple[Places, Places]:
        columns = [self.column(name) for name in RWM]
        return together(self.then[:, columns]), together(self.now[:, columns])


class Facts:
    """What is known of one school, or of several schools of a trust together.

    Parameters
    ----------
    schools
        Each a school of its own.
    rated
        Where each school's progress is kept, so that a school and its trust rate it once.
    """

    def __init__(self, schools: Sequence[School], rated: Rated | None = None) -> None:
        self.schools = tuple(schools)
        self._rated: Rated = {} if rated is None else rated
        self._standing: dict[str, Standing] = {}
        self._movement: dict[tuple[str, str, str], Movement] = {}

    @property
    def first(self) -> School:
        """The only school, or the first: whose calendar and labels are shown."""
        return self.schools[0]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The school's own wording for outcomes."""
        return self.first.settings.for_school(self.first.schools[0]).labels

    def point(self, name: str) -> AssessmentPoint:
        """Find an assessment point by its name."""
        return self.first.calendar.point(name)

    def knows(self, start: str, end: str, definition: str) -> bool:
        """Say whether a movement has been worked out already."""
        return (start, end, definition) in self._movement

    def knows_standing(self, point: str) -> bool:
        """Say whether it has been put together where everybody stands at a point."""
        return point in self._standing

    def standing(self, point: str) -> Standing:
        """Return where everybody stands at a point."""
        if point not in self._standing:
            self._standing[point] = _standing(self.point(point), self.schools)
        return self._standing[point]

    def movement(self, start: str, end: str, definition: str) -> Movement:
        """Return how everybody moved between two points.

        Raises
        ------
        DefinitionError
            The definition is unknown or breaks its contract.
        PointError
            The end is before the start.
        """
        key = (start, end, definition)
        if key not in self._movement:
            laid = [self.rate(each, start, end, definition) for each in self.schools]
            pairs = [(each.snapshot(start), each.snapshot(end)) for each in self.schools]
            self._movement[key] = _movement(laid, pairs)
        return self._movement[key]

    def rate(self, school: School, start: str, end: str, definition: str) -> Laid:
        """Rate one school's progress between two points, once."""
        key = (school.schools[0], start, end, definition)
        if key not in self._rated:
            before, after = school.snapshot(start), school.snapshot(end)
            self._rated[key] = laid_out(progress(before, after, definition))
        return self._rated[key]


def _standing(point: AssessmentPoint, schools: Sequence[School]) -> Standing:
    snapshots = {each.schools[0]: each.snapshot(point) for each in schools}
    subjects = tuple(dict.fromkeys(name for each in snapshots.values() for name in each.subjects))
    tables, places = [], []
    for each in snapshots.values():
        tables.append(each.pupils.reset_index())
        places.append(
            spread(each.standing[each.roll.in_scope].astype(np.int8), each.subjects, subjects)
        )
    return Standing(point, people_of(tables), subjects, np.concatenate(places), snapshots)


def _movement(laid: Sequence[Laid], pairs: Sequence[tuple[Snapshot, Snapshot]]) -> Movement:
    """Put the results of each school together."""
    subjects = tuple(dict.fromkeys(name for each in laid for name in each.subjects))
    first, told = laid[0], laid[0].provenance
    return Movement(
        people_of([each.pupils for each in laid]),
        np.concatenate([each.presence for each in laid]),
        subjects,
        np.concatenate([spread(each.then, each.subjects, subjects) for each in laid]),
        np.concatenate([spread(each.now, each.subjects, subjects) for each in laid]),
        np.concatenate([spread(each.outcome, each.subjects, subjects) for each in laid]),
        np.concatenate([spread_words(each.because, each.subjects, subjects) for each in laid]),
        first.about,
        provenance_of(told.definition, told.version, told.parameters, pairs),
        max(each.rows_from for each in laid),
    )
