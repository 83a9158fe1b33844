"""Pupils of a OneRoster bundle: users with the role of student, placed in a year and year group.

A record of `users.csv` is a pupil. Teachers, parents and others are counted and left alone; what
is known of a pupil comes together from users, classes, enrolments, sessions and demographics.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ladders_analysis.exports.contract import ROW
from ladders_analysis.exports.oneroster.classes import Enrolment, SchoolClass, year_group_of
from ladders_analysis.exports.oneroster.roster import STUDENT, Roster
from ladders_analysis.exports.oneroster.tables import WITHDRAWN, Member
from ladders_analysis.records import Problem

HEADERS = {
    "pupil_id": "sourcedId",
    "academic_year": "schoolYear",
    "year_group": "grades",
    "upn": "identifier",
    "name": "givenName + familyName",
    "sex": "sex",
    "date_of_birth": "birthDate",
}
"""Column of pupils -> the header it comes from, for messages."""
_CODE = re.compile(r"[A-Z]{2}|[Oo]ther|[A-Za-z]{0,6} ?[0-9]{1,2}")


def pupils_of(roster: Roster) -> tuple[pd.DataFrame, list[Problem], int]:
    """Read the pupils.

    Parameters
    ----------
    roster
        The bundle's people.

    Returns
    -------
    tuple
        The table of pupils, what there is to say, and how many records were refused.

    Notes
    -----
    Academic year: as stated; else the latest of the pupil's classes; else the only one of the
    bundle's sessions. Year group: the pupil's own grade; else that of the class they are
    registered in, else of their other classes where these agree. A pupil without either is
    refused.
    """
    users = roster.users
    student = roster.roles == STUDENT
    unknown = (roster.roles == "") & ~users.withdrawn
    problems = _about_others(users, roster, student, unknown)
    problems += users.refused(
        unknown, "no role given", "role", "say in users.csv or roles.csv who is a student"
    )
    withdrawn = student & users.withdrawn
    problems += users.refused(withdrawn, WITHDRAWN, "status", "none needed if the pupil left")
    years, groups = _placed(roster)
    asked = student & ~withdrawn
    without_year = asked & (years == "")
    problems += users.refused(
        without_year,
        "no academic year",
        "sourcedId",
        "no session of the pupil's classes says it: state `academic_year` in its [[export]] table",
    )
    without_group = asked & ~without_year & (groups == "")
    problems += users.refused(
        without_group,
        "no year group",
        "grades",
        "neither the pupil nor one class of theirs has a grade that is a year group: state "
        "`grades` or `classes` in its [[export]] table",
    )
    above = asked & ~without_year & np.array([_is_above(group) for group in groups], dtype=bool)
    problems += users.refused(
        above,
        "above Year 6",
        "grades",
        "primary schools end with Year 6: where the grade means an earlier year, map it with "
        "`grades` in its [[export]] table",
    )
    kept = asked & ~without_year & ~without_group & ~above
    problems += _about_grades(roster, without_group)
    refused = int((unknown | withdrawn | without_year | without_group | above).sum())
    return _table(roster, kept, years, groups), problems, refused


def _is_above(group: str) -> bool:
    return group.isdecimal() and (len(group) > 2 or int(group) > 6)


def _about_others(
    users: Member, roster: Roster, student: np.ndarray, unknown: np.ndarray
) -> list[Problem]:
    """Count those who are no pupils, and pupils who are marked inactive."""
    others = int((~student & ~unknown).sum())
    inactive = int((student & users.said("status", "inactive")).sum())
    ids = users.cells("sourcedId").tolist()
    enrolled = sum(ids[place] in roster.enrolments for place in np.flatnonzero(~student).tolist())
    counted = (
        (
            "users who are not pupils",
            "teachers, parents and others: nothing of them is kept",
            others,
        ),
        ("pupils with status inactive", "kept: the standard does without that word", inactive),
        (
            "enrolled as students, but with another role",
            "not taken for pupils: correct users.csv or roles.csv if they are",
            enrolled,
        ),
    )
    return [
        users.problem(rule, "note", remedy, count=count) for rule, remedy, count in counted if count
    ]


def _about_grades(roster: Roster, without: np.ndarray) -> list[Problem]:
    """Count the grades that stand for no year group, and name those that are codes.

    Notes
    -----
    Anything else might be a child's cell that slipped into the column, and is not printed.
    """
    words = sorted(set(roster.users.cells("grades")[without]) - {""})
    if not words:
        return []
    codes = [word for word in words if _CODE.fullmatch(word)]
    listed = f": {', '.join(codes[:8])}" + (" …" if len(codes) > 8 else "") if codes else ""
    remedy = f"map them with `grades`{listed}"
    return [roster.users.problem("grades that are no year group", "note", remedy, count=len(words))]


def _placed(roster: Roster) -> tuple[np.ndarray, np.ndarray]:
    """Find the academic year and year group of every user."""
    stated = roster.stated
    grades = roster.users.cells("grades").tolist()
    sessions = {each.year for each in roster.sessions.values()} - {None}
    only = str(next(iter(sessions))) if len(sessions) == 1 else ""
    years, groups = [], []
    for user, grade in zip(roster.users.cells("sourcedId").tolist(), grades, strict=True):
        now = [school_class for _, school_class in _current(roster, user)]
        latest = now[0].year if now else None
        own = year_group_of(grade, stated)
        registered = {each.year_group for each in now if each.homeroom} - {""}
        others = {each.year_group for each in now} - {""}
        agreed = registered if len(registered) == 1 else others
        groups.append(own or (next(iter(agreed)) if len(agreed) == 1 else ""))
        found = only if latest is None else str(latest)
        years.append(found if stated.academic_year is None else str(stated.academic_year))
    return np.array(years, dtype=object), np.array(groups, dtype=object)


def _table(roster: Roster, kept: np.ndarray, years: np.ndarray, groups: np.ndarray) -> pd.DataFrame:
    """Lay out the pupils that are kept."""
    users = roster.users
    at = np.flatnonzero(kept)
    given, family = users.cells("givenName"), users.cells("familyName")
    ids = users.cells("sourcedId")
    columns: dict[str, Sequence[str]] = {
        "pupil_id": [roster.pupil_ids[ids[place]] for place in at],
        "academic_year": years[at].tolist(),
        "year_group": groups[at].tolist(),
        "upn": [roster.upns[place] for place in at],
        "name": [f"{given[place]} {family[place]}".strip() for place in at],
        "class_name": [_class_name(roster, ids[place]) for place in at],
        **_demographics(roster, ids[at].tolist()),
    }
    schools = [roster.school_ids[ids[place]] for place in at]
    if any(schools):
        columns["school_id"] = schools
    if roster.stated.roll_dates:
        days = [_roll(roster, ids[place], years[place]) for place in at]
        columns |= {"joined_on": [day for day, _ in days], "left_on": [day for _, day in days]}
    table = pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()})
    table[ROW] = users.rows[at]
    return table


def _current(roster: Roster, user: str) -> list[tuple[Enrolment, SchoolClass]]:
    """Return a pupil's classes of the latest year they have any in."""
    known = [
        (enrolment, roster.classes[enrolment.school_class])
        for enrolment in roster.enrolments.get(user, ())
        if enrolment.school_class in roster.classes
    ]
    years = [each.year for _, each in known if each.year is not None]
    latest = max(years, default=None)
    return [pair for pair in known if pair[1].year == latest]


def _class_name(roster: Roster, user: str) -> str:
    """Return the class a pupil is registered in, else the only class they have."""
    classes = {enrolment.school_class: each for enrolment, each in _current(roster, user)}
    homes = [each.title for each in classes.values() if each.homeroom]
    titles = homes or ([each.title for each in classes.values()] if len(classes) == 1 else [])
    return titles[0] if titles else ""


def _demographics(roster: Roster, users: Sequence[str]) -> dict[str, list[str]]:
    """Return sex and date of birth; the table's id is the user's, under one of two names."""
    member = roster.tables["demographics"]
    column = "userSourcedId" if "userSourcedId" in member.columns else "sourcedId"
    at = member.first_of(column)
    cells = {"sex": member.cells("sex"), "date_of_birth": member.cells("birthDate")}
    return {
        name: [found[at[user]] if user in at else "" for user in users]
        for name, found in cells.items()
    }


def _roll(roster: Roster, user: str, year: str) -> tuple[str, str]:
    """Return the days a pupil joined and left, where they fall inside the year's sessions.

    Notes
    -----
    An enrolment's `endDate` is the first day after it, as `left_on` is. A pupil who is in a class
    from the first day of the sessions, or to their end, neither joined nor left.
    """
    enrolled = [enrolment for enrolment, _ in _current(roster, user)]
    if not enrolled or not year.isdigit():
        return "", ""
    sessions = [each for each in roster.sessions.values() if str(each.year) == year]
    first, last = f"{int(year) - 1}-09-01", f"{year}-08-31"
    opens = min((each.begins for each in sessions if each.begins), default=first)
    closes = max((each.ends for each in sessions if each.ends), default=last)
    begins = min(each.begins for each in enrolled)
    ends = "" if any(not each.ends for each in enrolled) else max(each.ends for each in enrolled)
    return (begins if opens < begins <= last else ""), (ends if first < ends < closes else "")
