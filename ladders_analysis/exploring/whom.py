"""Who is chosen, in the words that every sentence and small print begins with."""

from __future__ import annotations

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.selection import ALL_SCHOOLS, Selection
from ladders_analysis.questions.choosing import with_groups
from ladders_analysis.roll import cohort_label
from ladders_analysis.school import School


def whom(facts: Facts, selection: Selection) -> str:
    """Say who is chosen.

    Returns
    -------
    str
        "Whole school", "Year 4", "Class Oak", "Year 4 (disadvantaged: yes; sex: F)".
    """
    name = "All schools" if selection.school == ALL_SCHOOLS else "Whole school"
    if selection.cohort is not None:
        name = cohort_name(selection.cohort, facts.point(selection.end))
    elif selection.class_name is not None:
        name = f"Class {selection.class_name}"
    return with_groups(name, selection.groups)


def cohort_name(cohort: int, point: AssessmentPoint) -> str:
    """Name a cohort by its year group at a point: "Year 4"."""
    return cohort_label(cohort, point.year.ends).partition(" (")[0]


def school_name(school: School, school_id: str) -> str:
    """Name a school of a trust by its own name where it has one, else by its id."""
    name = school.settings.for_school(school_id).name
    return school_id if name in ("", school.settings.default.name) else name


def cohort_then(selection: Selection, end: AssessmentPoint, then: AssessmentPoint) -> int | None:
    """Return the cohort that was in the chosen one's place at another point."""
    if selection.cohort is None:
        return None
    return selection.cohort - (end.year.ends - then.year.ends)
