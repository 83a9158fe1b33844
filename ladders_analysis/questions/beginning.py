"""What a question needs before it can begin: one school, an assessment point, a class by its name.

Where something is missing, a plain sentence says so, and what would change it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.school import School

NO_POINT = (
    "No assessment point has evidence yet: nothing was assessed for a quarter of the pupils or "
    "more. Name a point, or check the dates of the exports against school.toml."
)
"""What is said where there is no point to ask about."""


def not_one_school(school: School, why: str, call: str) -> str:
    """Say why one school of a trust has to be chosen; blank where the folder holds one.

    Parameters
    ----------
    school
        A school, or a trust.
    why
        What each school has of its own: "its own curriculum".
    call
        The question's name, for the line of code that asks it of one school.
    """
    if len(school.schools) == 1:
        return ""
    if not school.schools:
        return "No pupil is on roll in this folder, so there is nobody to ask about."
    return (
        f"Each school of this trust has {why}: choose one school, such as "
        f'la.{call}(school.one("{school.schools[0]}")).'
    )


def latest_point(
    school: School, point: str | AssessmentPoint | None = None
) -> AssessmentPoint | None:
    """Return the point that is named, else the latest that has evidence.

    Parameters
    ----------
    school
        A school, or a trust.
    point
        An assessment point, or None.

    Returns
    -------
    AssessmentPoint or None
        None where nobody named one and no point has evidence.

    Raises
    ------
    PointError
        The school has no such point.
    """
    if point is not None:
        return school.calendar.point(point)
    known = school.points_with_evidence
    return known[-1] if known else None


def of_class(people: pd.DataFrame, class_name: str | None) -> pd.DataFrame:
    """Keep the rows of one class.

    Parameters
    ----------
    people
        Rows with a `class_name`.
    class_name
        The class; None keeps every row.

    Raises
    ------
    LaddersError
        There is no such class among them.

    Examples
    --------
    >>> of_class(pd.DataFrame({"class_name": ["Oak", "Elm", None]}), "Elm").index.tolist()
    [1]
    """
    if class_name is None:
        return people
    known_class(class_name, people["class_name"].dropna().astype("str").unique())
    return people[(people["class_name"] == class_name).to_numpy(bool)]


def known_class(class_name: str, names: Iterable[str]) -> None:
    """Refuse a class that is not among those known.

    Raises
    ------
    LaddersError
        It is not; the nearest names are said.
    """
    known = sorted(names)
    if class_name not in known:
        raise LaddersError(f'No class "{class_name}" here: {nearest(class_name, known)}.')
