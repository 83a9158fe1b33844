"""One cohort at every assessment point that has evidence: who was there, and where they stood.

A cohort is never quite the same children: some join, some leave, and over the summer it is held to
a new year's expectations. So every step tells who came and went, and counts the same pupils beside
everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ladders_analysis.basis import BASES
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM, combined
from ladders_analysis.policy import PLACED, UP
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

_RULES = (
    "secure_share all_key deeper_share unjudged minimum_due earlier_years by_exception counts"
).split()


@dataclass(frozen=True, eq=False)
class Step:
    """A cohort in one subject at one point.

    Attributes
    ----------
    point, year_group
        When, and the year group that most of the cohort was in.
    words
        Each pupil's attainment, by id.
    joined, left
        Ids of those who were not there at the point before, and of those who were and are not.
    rule
        What a pupil is placed by here: the basis, and the policy's values.
    """

    point: AssessmentPoint
    year_group: int
    words: pd.Series
    joined: frozenset[str] = field(default_factory=frozenset)
    left: frozenset[str] = field(default_factory=frozenset)
    rule: tuple[str, ...] = ()

    @property
    def year_name(self) -> str:
        """The year group in words."""
        return year_name(self.year_group)

    def count(self, *words: str, among: frozenset[str] | None = None) -> int:
        """Count pupils by their attainment, of all or of some."""
        here = self.words if among is None else self.words[self.words.index.isin(list(among))]
        return int(here.isin(words).sum())

    @property
    def up(self) -> int:
        """At or above what is expected."""
        return self.count(*UP)

    @property
    def of(self) -> int:
        """Placed."""
        return self.count(*PLACED)


@dataclass(frozen=True, eq=False)
class SubjectJourney:
    """A cohort's way in one subject.

    Attributes
    ----------
    subject
        The subject.
    steps
        Oldest first; points at which nobody could be placed are left out.
    same
        Ids of those who were there and placed at every one of them.
    """

    subject: str
    steps: tuple[Step, ...]
    same: frozenset[str]


def journey_of(school: School, cohort: int, subjects: list[str]) -> list[SubjectJourney]:
    """Follow a cohort through every assessment point that has evidence.

    Parameters
    ----------
    school
        One school.
    cohort
        The year in which it reaches Year 6.
    subjects
        Subjects, or `TOGETHER`.

    Returns
    -------
    list of SubjectJourney
        Subjects in which anybody was ever placed.
    """
    snapshots = [school.snapshot(point) for point in school.points_with_evidence]
    found = []
    for subject in subjects:
        steps: list[Step] = []
        before: frozenset[str] = frozenset()
        for snapshot in snapshots:
            step = _step(snapshot, cohort, subject, before if steps else None)
            if step is not None:
                steps.append(step)
                before = frozenset(step.words.index)
        if steps:
            placed = [
                frozenset(step.words.index[step.words.isin(PLACED).to_numpy(bool)])
                for step in steps
            ]
            found.append(SubjectJourney(subject, tuple(steps), frozenset.intersection(*placed)))
    return found


def points_placed(school: School, cohort: int) -> int:
    """Count the points with evidence at which anybody of a cohort could be placed."""
    number = 0
    for point in school.points_with_evidence:
        snapshot = school.snapshot(point)
        ids = snapshot.pupils.index[(snapshot.pupils["cohort"] == cohort).to_numpy(bool)]
        number += int(snapshot.stands(*PLACED).loc[ids].to_numpy().any())
    return number


def _step(
    snapshot: Snapshot, cohort: int, subject: str, before: frozenset[str] | None
) -> Step | None:
    """Place a cohort at one point; None where nobody of it can be placed."""
    pupils = snapshot.pupils[(snapshot.pupils["cohort"] == cohort).to_numpy(bool)]
    table = combined(snapshot, RWM) if subject == TOGETHER else snapshot.attainment()
    if subject != TOGETHER:
        table = table[(table["subject"] == subject).to_numpy(bool)]
    words = table.set_index("pupil_id")["attainment"].astype("str")
    words = words[words.index.isin(pupils.index)]
    if not words.isin(PLACED).any():
        return None
    here = frozenset(words.index)
    year_group = int(pupils["year_group"].mode().iloc[0])
    rule = () if subject == TOGETHER else _rule(snapshot, pupils.index, subject)
    if before is None:
        return Step(snapshot.point, year_group, words, rule=rule)
    return Step(snapshot.point, year_group, words, here - before, before - here, rule)


def _rule(snapshot: Snapshot, ids: pd.Index, subject: str) -> tuple[str, ...]:
    """Return what most of the cohort are placed by."""
    on = max(BASES, key=lambda basis: int(snapshot.rests_on(basis).loc[ids, subject].sum()))
    if on != "statements":
        return (on,)
    values = [snapshot.policy(name).loc[ids, subject] for name in _RULES]
    return (on, *(str(each.astype("str").mode().iloc[0]) for each in values))
