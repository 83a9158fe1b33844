"""What a notebook calls: the whole explorer, or one of its questions by itself."""

from __future__ import annotations

from typing import Any

from ladders_analysis.school import School
from ladders_analysis.widgets.explorer import Explorer


def explore(school: School, /, **choice: Any) -> Explorer:
    """Explore a school: where we are, what has moved, which statements, and groups.

    Parameters
    ----------
    school
        A school, or a trust (then the school is chosen first).
    choice
        What is looked at first: `part`, `cohort` ("Year 4" or the year it leaves), `class_name`,
        `subject`, `groups` such as ``{"disadvantaged": "yes"}``, `start`, `end`, `definition`,
        `order`. The page's "Copy code" writes them.

    Returns
    -------
    Explorer
        Show it as the last line of a notebook's cell.

    Raises
    ------
    LaddersError
        Something chosen is not in the data; what is, is said.
    """
    return Explorer(school, **choice)


def explore_attainment(school: School, /, **choice: Any) -> Explorer:
    """Explore where pupils stand.

    Parameters
    ----------
    school
        A school, or a trust.
    choice
        As `explore` takes it.
    """
    return Explorer(school, ("where",), **choice)


def explore_movement(school: School, /, **choice: Any) -> Explorer:
    """Explore what has moved, as a flow whose bands can be clicked.

    Parameters
    ----------
    school
        A school, or a trust.
    choice
        As `explore` takes it.
    """
    return Explorer(school, ("moved",), **choice)


def explore_statements(school: School, /, **choice: Any) -> Explorer:
    """Explore which statements are the sticking points, pupil by pupil.

    Parameters
    ----------
    school
        A school, or a trust.
    choice
        As `explore` takes it.
    """
    return Explorer(school, ("statements",), **choice)


def explore_groups(school: School, /, **choice: Any) -> Explorer:
    """Explore groups of pupils, and their differences in pupils.

    Parameters
    ----------
    school
        A school, or a trust.
    choice
        As `explore` takes it.
    """
    return Explorer(school, ("groups",), **choice)
