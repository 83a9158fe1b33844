"""What a reader may choose from, and what they chose: pupils, subject, group, dates, definition.

Everything that can be chosen is taken from the school's own data, so that no choice is offered
that has nothing behind it. A choice is checked once, here, and then means the same to every
question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM
from ladders_analysis.english import in_a_sentence
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import NOBODY_ON_ROLL, TrustSnapshot, by_school

TOGETHER = "Reading, writing and maths together"
"""The choice of subject that means at expectation in all three."""

EVERYBODY = "everybody"
GROUP_COLUMNS = {
    "class_name": "Class",
    "disadvantaged": "Disadvantaged",
    "sen": "Special educational needs",
    "eal": "English as an additional language",
    "sex": "Sex",
    "summer_born": "Summer-born",
}
_VALUES = {"none": "no support", "support": "SEN support", "ehcp": "EHC plan"}


@dataclass(frozen=True)
class Choice:
    """One checked choice.

    Attributes
    ----------
    school
        A school, or a trust.
    start, end
        The assessment points; `start` is None where the question needs only one.
    subject
        A subject, `TOGETHER`, or None for each subject.
    cohort
        The year in which the cohort reaches Year 6, or None for the whole school.
    group, value
        An attribute of pupils and the value that counts, or None for everybody.
    """

    school: School
    end: AssessmentPoint
    start: AssessmentPoint | None = None
    subject: str | None = None
    cohort: int | None = None
    group: str | None = None
    value: object = None

    @property
    def now(self) -> Snapshot | TrustSnapshot:
        """The school as at the later point."""
        return self.school.as_at(self.end)

    @property
    def who(self) -> dict[str, object]:
        """What pupils are chosen by: column and value."""
        chosen: dict[str, object] = {}
        if self.cohort is not None:
            chosen["cohort"] = self.cohort
        if self.group is not None:
            chosen[self.group] = self.value
        return chosen

    def keep(self, pupils: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of a table of pupils that are chosen."""
        for column, wanted in self.who.items():
            pupils = pupils[pupils[column].isin([wanted]).to_numpy(bool)]
        return pupils

    @property
    def whom(self) -> str:
        """Who is chosen, in words.

        Notes
        -----
        "Whole school", "Year 4", "Year 4 (disadvantaged: yes)".
        """
        name = "Whole school" if len(self.school.schools) == 1 else "All schools"
        if self.cohort is not None:
            labels = {cohort: label for label, cohort in cohorts_of(self.school, self.end)}
            name = labels.get(self.cohort, f"Leavers of {self.cohort}").partition(" (")[0]
        return with_groups(name, {} if self.group is None else {self.group: self.value})


def choose(
    school: School,
    *,
    end: str | AssessmentPoint | None = None,
    start: str | AssessmentPoint | None = None,
    subject: str | None = None,
    cohort: int | str | None = None,
    group: str | None = None,
    value: object = None,
) -> Choice:
    """Check a choice against the school's data.

    Parameters
    ----------
    school
        A school, or a trust.
    end, start
        Assessment points by name; without them the latest two that have evidence.
    subject
        A subject; None for each.
    cohort
        The year in which it reaches Year 6, or its name at the later point: "Year 4" will do.
    group, value
        An attribute of pupils, such as "disadvantaged", and the value that counts.

    Returns
    -------
    Choice

    Raises
    ------
    LaddersError
        Something chosen is not in the data; what is, is said.
    """
    if end is None:
        end = school.latest_points(1)[-1]
    end = school.calendar.point(end)
    if start is not None:
        start = school.calendar.point(start)
    subjects = subjects_of(school, end)
    if subject is not None and subject not in subjects:
        raise LaddersError(f'No subject "{subject}" here: {nearest(subject, subjects)}.')
    if group is not None:
        known = {column: dict(values) for _, column, values in groups_of(school, end)}
        if group not in known:
            raise LaddersError(f'No group "{group}" here: {nearest(group, known)}.')
        if value is not None and value not in known[group].values():
            said = nearest(value_name(value), known[group])
            raise LaddersError(f'No pupil has {group} "{value_name(value)}": {said}.')
        value = next(iter(known[group].values())) if value is None else value
    return Choice(school, end, start, subject, _cohort(school, end, cohort), group, value)


def subjects_of(school: School, point: AssessmentPoint) -> tuple[str, ...]:
    """Return the subjects, and `TOGETHER` where the school judges all three."""
    snapshots = by_school(school.as_at(point)).values()
    subjects = tuple(dict.fromkeys(name for each in snapshots for name in each.subjects))
    if len(snapshots) == 1 and set(RWM) <= set(subjects):
        return (*subjects, TOGETHER)
    return subjects


def cohorts_of(school: School, point: AssessmentPoint) -> tuple[tuple[str, int], ...]:
    """Return the cohorts on roll at a point, youngest first: name and leaving year."""
    pupils = pupils_of(school.as_at(point))[["cohort", "cohort_label"]].drop_duplicates("cohort")
    ordered = pupils.dropna().sort_values("cohort", ascending=False)
    return tuple(
        (str(label), int(cohort))
        for cohort, label in zip(ordered["cohort"], ordered["cohort_label"], strict=True)
    )


def groups_of(
    school: School, point: AssessmentPoint
) -> tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]:
    """Return the groups that the data tells apart.

    Returns
    -------
    tuple
        For each: its name, its column, and its values as (name, value), "yes" first.

    Notes
    -----
    A column that nobody's row fills, or in which all are alike, tells nobody apart and is left out.
    """
    pupils = pupils_of(school.as_at(point))
    columns = [*GROUP_COLUMNS, *(name for name in pupils if str(name).startswith("group_"))]
    found = []
    for column in columns:
        recorded = pupils[column].dropna() if column in pupils else pupils.iloc[:0, 0]
        values = sorted(recorded.unique().tolist(), key=lambda one: (one is False, str(one)))
        if len(values) > 1:
            named = tuple((value_name(value), value) for value in values)
            found.append((group_name(str(column)), str(column), named))
    return tuple(found)


def pupils_of(snapshot: Snapshot | TrustSnapshot) -> pd.DataFrame:
    """Return the pupils in scope of a school or of all schools of a trust, one row each.

    Raises
    ------
    LaddersError
        The folder holds no school, because nobody is on roll.
    """
    schools = by_school(snapshot).values()
    if not schools:
        raise LaddersError(NOBODY_ON_ROLL)
    return pd.concat([each.pupils.reset_index() for each in schools], ignore_index=True)


def group_name(column: str) -> str:
    """Name a group as people say it.

    Examples
    --------
    >>> group_name("eal"), group_name("group_looked_after")
    ('English as an additional language', 'Looked after')
    """
    plain = column.removeprefix("group_").replace("_", " ")
    return GROUP_COLUMNS.get(column, plain[:1].upper() + plain[1:])


def value_name(value: object) -> str:
    """Name the value of an attribute.

    Examples
    --------
    >>> value_name(True), value_name("ehcp"), value_name("Hazel")
    ('yes', 'EHC plan', 'Hazel')
    """
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return _VALUES.get(str(value), str(value))


def with_groups(name: str, groups: Mapping[str, object]) -> str:
    """Say whom a name means when only the pupils of some groups are chosen.

    Parameters
    ----------
    name
        Such as "Year 4".
    groups
        Column -> value; several mean pupils in all of them.

    Examples
    --------
    >>> with_groups("Year 4", {"eal": True, "sen": "support"})
    'Year 4 (English as an additional language: yes; special educational needs: SEN support)'
    """
    said = "; ".join(
        f"{in_a_sentence(group_name(column))}: {value_name(value)}"
        for column, value in groups.items()
    )
    return f"{name} ({said})" if said else name


def _cohort(school: School, end: AssessmentPoint, cohort: int | str | None) -> int | None:
    if cohort is None:
        return None
    known: Mapping[str, int] = dict(cohorts_of(school, end))
    if not isinstance(cohort, str):
        if cohort not in known.values():
            raise LaddersError(f"No cohort leaves in {cohort}: {nearest(str(cohort), known)}.")
        return int(cohort)
    for label, leaves in known.items():
        if cohort.casefold() in (label.casefold(), label.partition(" (")[0].casefold()):
            return leaves
    raise LaddersError(f'No cohort "{cohort}" at {end.label}: {nearest(cohort, known)}.')
