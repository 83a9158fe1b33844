"""The classes of a OneRoster bundle, the years they are taught in, and who is enrolled in them.

A class says of its pupils which academic year it is (through the sessions it belongs to), which
year group, and which subject; OneRoster spreads that over four tables.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ladders_analysis.calendar import academic_year_of
from ladders_analysis.exports.dates import read_dates
from ladders_analysis.exports.oneroster.options import OneRosterOptions
from ladders_analysis.exports.oneroster.tables import Member
from ladders_analysis.exports.opening.marksheet import fold

_SCHOOL_YEAR = re.compile(r"((?:19|20)[0-9]{2})( ?[-–/] ?(?:[0-9]{2}|[0-9]{4}))?")


@dataclass(frozen=True)
class Session:
    """A session: its academic year, whether its days are in another, and those days or blank."""

    year: int | None
    disagrees: bool
    begins: str
    ends: str


@dataclass(frozen=True)
class SchoolClass:
    """A class.

    Attributes
    ----------
    title
        What it is called.
    homeroom
        Whether it is the class that pupils are registered in.
    year
        The latest academic year of its sessions, None where they do not say.
    year_group
        Of its pupils, as stated or by its grade; blank where it has none or several.
    subject
        The subject it is taught, as the bundle writes it; its course's where it has none.
    org
        The school it belongs to.
    """

    title: str
    homeroom: bool
    year: int | None
    year_group: str
    subject: str
    org: str


@dataclass(frozen=True)
class Enrolment:
    """A pupil's place in a class, with its first day and the first day after it."""

    school_class: str
    org: str
    begins: str
    ends: str


def parts_of(cell: str) -> list[str]:
    """Split a cell that lists several ids or words with commas.

    Examples
    --------
    >>> parts_of("Science, Physics,")
    ['Science', 'Physics']
    """
    return [word for part in cell.split(",") if (word := part.strip())]


def days_of(member: Member, column: str, stated: OneRosterOptions) -> np.ndarray:
    """Return a column's days in ISO form; blank where there is none or it is no date.

    Raises
    ------
    ReadError
        Its dates fit day first and month first alike.
    """
    words = member.words(column).words
    where = f"{member.file}, {member.sheet}, column {column}"
    days = read_dates(words, where, stated=stated.date_format).days
    iso = {word: day.isoformat() for word, day in zip(words, days, strict=True) if day}
    return member.looked_up(column, iso)


def sessions_of(member: Member, stated: OneRosterOptions) -> dict[str, Session]:
    """Read the sessions that are not withdrawn, by id.

    Notes
    -----
    `schoolYear` is the year in which the school year ends. Without it the year is that of the last
    day, `endDate` being the first day after (1EdTech OneRoster 1.2 information model, 2022:
    "exclusive").
    """
    years = member.cells("schoolYear")
    begins, ends = (days_of(member, name, stated) for name in ("startDate", "endDate"))
    found = {}
    for session, place in member.first_of().items():
        named = _SCHOOL_YEAR.fullmatch(years[place])
        year = int(named[1]) + (named[2] is not None) if named else None
        by_days = year
        if ends[place]:
            by_days = academic_year_of(dt.date.fromisoformat(ends[place]) - dt.timedelta(days=1))
        year = by_days if year is None else year
        found[session] = Session(year, year != by_days, begins[place], ends[place])
    return found


def classes_of(
    tables: Mapping[str, Member], sessions: Mapping[str, Session], stated: OneRosterOptions
) -> dict[str, SchoolClass]:
    """Read the classes that are not withdrawn, by id."""
    member, courses = tables["classes"], tables["courses"]
    course_at = courses.first_of()
    taught, course_titles, course_grades = (
        courses.cells(name) for name in ("subjects", "title", "grades")
    )
    cells = {
        name: member.cells(name)
        for name in (
            *("title", "classType", "grades", "courseSourcedId", "termSourcedIds"),
            *("subjects", "schoolSourcedId"),
        )
    }
    found = {}
    for name, place in member.first_of().items():
        title = cells["title"][place]
        course = course_at.get(cells["courseSourcedId"][place])
        years = [
            year
            for term in parts_of(cells["termSourcedIds"][place])
            if term in sessions and (year := sessions[term].year) is not None
        ]
        grades = [cells["grades"][place], "" if course is None else course_grades[course]]
        year_group = stated.year_group_of_class(name, title) or next(
            (group for grade in grades if (group := year_group_of(grade, stated))), ""
        )
        words = [cells["subjects"][place]]
        words += [] if course is None else [taught[course], course_titles[course]]
        found[name] = SchoolClass(
            title,
            fold(cells["classType"][place]) == "homeroom",
            max(years, default=None),
            year_group,
            _subject(words, title),
            cells["schoolSourcedId"][place],
        )
    return found


def year_group_of(grades: str, stated: OneRosterOptions) -> str:
    """Return the year group of a cell of grades; blank where it names none, or several."""
    groups = {stated.year_group_of(grade) for grade in parts_of(grades)}
    return groups.pop() if len(groups) == 1 else ""


def _subject(words: list[str], title: str) -> str:
    """Choose the first cell that names one subject, else the first that names any."""
    one = next((word for word in words if len(parts_of(word)) == 1), "")
    return one or next((word for word in words if word), "") or title


def enrolments_of(member: Member, stated: OneRosterOptions) -> dict[str, list[Enrolment]]:
    """Read the pupils' enrolments that are not withdrawn, by user."""
    names = ("userSourcedId", "classSourcedId", "schoolSourcedId")
    users, classes, orgs = (member.cells(name).tolist() for name in names)
    begins, ends = (days_of(member, name, stated).tolist() for name in ("beginDate", "endDate"))
    found: dict[str, list[Enrolment]] = {}
    for place in np.flatnonzero(member.said("role", "student") & ~member.withdrawn).tolist():
        enrolment = Enrolment(classes[place], orgs[place], begins[place], ends[place])
        found.setdefault(users[place], []).append(enrolment)
    return found
