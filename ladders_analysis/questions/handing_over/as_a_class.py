"""What the teacher who receives a class needs to know of it as a class.

Where to start is what most of them still miss; what all of them have need not be taught again; and
what was never taught, or taught and never judged, is nobody's gap yet. What was secure last summer
counts until somebody looks again: a class never starts from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.policy import PLACED, UP
from ladders_analysis.questions.handing_over.each_pupil import Handed, Pupil
from ladders_analysis.questions.statements import statement_table
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

FEWEST_ALIKE = 2
"""What so few pupils share is not yet the class's."""
ONE_IN = 15
"""One pupil in so many may miss what a class is still said to have."""


@dataclass(frozen=True)
class Carried:
    """What a class brought over the summer, in statements of pupils.

    Attributes
    ----------
    since
        The last point of the year before.
    secure
        Secure then.
    again
        Of these, looked at again since.
    lost
        Of those looked at again, not secure any more.
    """

    since: str
    secure: int
    again: int
    lost: int


@dataclass(frozen=True, eq=False)
class ClassHandover:
    """One class as it is handed over.

    Attributes
    ----------
    name, years
        Its name, and the year groups its pupils are in.
    when
        The assessment point's name.
    subjects
        In what.
    standing
        For each subject: at or above, placed.
    statements
        From `la.statement_table`, of the pupils on their own year's curriculum.
    pupils
        Each pupil.
    ids
        Their ids.
    carried
        What they brought over the last summer, where the data reaches back.
    """

    name: str
    years: tuple[int, ...]
    when: str
    subjects: tuple[str, ...]
    standing: dict[str, tuple[int, int]]
    statements: pd.DataFrame
    pupils: tuple[Pupil, ...]
    ids: tuple[str, ...] = ()
    carried: Carried | None = None

    @property
    def title(self) -> str:
        """The class, its year group and where it goes."""
        here = " and ".join(year_name(year) for year in self.years)
        there = " and ".join(next_year(year) for year in self.years)
        name = self.name if self.name in here else f"{self.name}, {here}"
        return f"{name}, going {there}"

    @property
    def start_here(self) -> pd.DataFrame:
        """Statements that several still miss, the most missed first."""
        table = self.statements
        return table[(table["not_secure"] >= min(FEWEST_ALIKE, len(self.ids))).to_numpy(bool)]

    @property
    def everybody_has(self) -> pd.DataFrame:
        """Statements secure for everybody they are meant for; in a class of thirty, all but two."""
        table = self.statements
        missing = table["pupils"] - table["secure"]
        return table[(missing <= table["pupils"] // ONE_IN).to_numpy(bool)]

    @property
    def never_judged(self) -> pd.DataFrame:
        """Statements that were taught and judged for nobody."""
        table = self.statements
        return table[
            ((table["taught"] > 0) & (table["assessed"] + table["secure"] == 0)).to_numpy()
        ]

    @property
    def not_taught(self) -> pd.DataFrame:
        """Statements of the year whose teaching has not begun."""
        table = self.statements
        return table[((table["taught"] == 0) & (table["secure"] == 0)).to_numpy(bool)]


def next_year(year: int) -> str:
    """Say where a year group goes.

    Examples
    --------
    >>> next_year(0), next_year(6)
    ('into Year 1', 'to secondary school')
    """
    return "to secondary school" if year >= 6 else f"into {year_name(year + 1)}"


def classes_at(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the classes at a point with the ids of their pupils.

    Parameters
    ----------
    snapshot
        One school.

    Returns
    -------
    dict
        By name; pupils whose class is not recorded are told by their year group. Classes of
        Reception last: the first has a year behind it.
    """
    pupils = snapshot.pupils
    years = pupils["year_group"].to_numpy()
    named = pupils["class_name"].astype("object")
    names = [
        year_name(int(year)) if pd.isna(name) else str(name)
        for name, year in zip(named, years, strict=True)
    ]
    found: dict[str, list[str]] = {}
    lowest: dict[str, int] = {}
    for name, year, pupil_id in zip(names, years, pupils.index, strict=True):
        found.setdefault(name, []).append(str(pupil_id))
        lowest[name] = min(lowest.get(name, 9), int(year))
    return {name: found[name] for name in sorted(found, key=lambda one: (lowest[one] == 0, one))}


def class_handover(
    school: School,
    handed: Handed,
    name: str,
    ids: Sequence[str],
    subjects: Sequence[str],
    agreed: dict[tuple[str, str, str], str],
) -> ClassHandover:
    """Gather what is handed over with one class.

    Parameters
    ----------
    school
        One school.
    handed
        What is secure and open at the point.
    name, ids
        The class and its pupils.
    subjects
        In what.
    agreed
        What was agreed the last time, by school, pupil and subject.
    """
    now = handed.snapshot
    down = now.grid.pupils.isin(list(ids))
    own = now.grid.pupils[down & ~now.roll.own_curriculum]
    statements = statement_table(now, None, list(own))
    statements = statements[statements["subject"].isin(list(subjects)).to_numpy(bool)]
    placed, up = now.stands(*PLACED).loc[down], now.stands(*UP).loc[down]
    years = sorted({int(year) for year in now.pupils.loc[list(ids), "year_group"]})
    return ClassHandover(
        name=name,
        years=tuple(years),
        when=now.point.label,
        subjects=tuple(subjects),
        standing={
            subject: (int(up[subject].sum()), int(placed[subject].sum())) for subject in subjects
        },
        statements=statements,
        pupils=tuple(handed.pupils(ids, subjects, agreed)),
        ids=tuple(ids),
        carried=_carried(school, now, down, subjects),
    )


def _carried(
    school: School, now: Snapshot, down: np.ndarray, subjects: Sequence[str]
) -> Carried | None:
    """Count what was secure before the last summer, and what has become of it."""
    before = _last_of_year_before(school, now.point)
    if before is None or not len(now.grid.table):
        return None
    then = school.snapshot(before)
    places = [now.subjects.index(subject) for subject in subjects]
    cells = np.ix_(down, np.isin(now.grid.subject_of, places))
    secure = then.evidence.secure[cells]
    again = now.judged_after(then).to_numpy()[cells] & secure
    lost = again & ~now.evidence.secure[cells]
    if not secure.any():
        return None
    return Carried(before.label, int(secure.sum()), int(again.sum()), int(lost.sum()))


def _last_of_year_before(school: School, point: AssessmentPoint) -> AssessmentPoint | None:
    earlier = [each for each in school.points_with_evidence if each.year.ends < point.year.ends]
    return earlier[-1] if earlier else None
