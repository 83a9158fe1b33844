"""Who is who in a OneRoster bundle: which users are pupils, their ids and their schools.

Version 1.1 says a user's role in `users.csv`, 1.2 in `roles.csv`; some bundles only say it where
somebody is enrolled. Of users who are no pupils nothing but their number is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ladders_analysis.exports.oneroster.classes import (
    Enrolment,
    SchoolClass,
    Session,
    classes_of,
    enrolments_of,
    parts_of,
    sessions_of,
)
from ladders_analysis.exports.oneroster.options import OneRosterOptions
from ladders_analysis.exports.oneroster.tables import Member
from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.upn import has_form, tidy_upn

STUDENT = "student"
_SCHOOL_ID = re.compile(r"[0-9]{6,7}|[0-9]{3}[/ ][0-9]{4}")
"""A URN (6 digits), or the local authority's and establishment's numbers (7)."""
_TYPED_ID = re.compile(r"\{([^:{}]*):([^{}]*)\}")


@dataclass(frozen=True)
class Roster:
    """The people, classes and schools of a bundle.

    Attributes
    ----------
    tables
        Every table by name; absent ones have no rows.
    stated
        What the school says of the bundle.
    """

    tables: Mapping[str, Member]
    stated: OneRosterOptions

    @property
    def users(self) -> Member:
        """The table of users."""
        return self.tables["users"]

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """The sessions by id."""
        return sessions_of(self.tables["academicSessions"], self.stated)

    @cached_property
    def classes(self) -> dict[str, SchoolClass]:
        """The classes by id."""
        return classes_of(self.tables, self.sessions, self.stated)

    @cached_property
    def enrolments(self) -> dict[str, list[Enrolment]]:
        """Pupils' enrolments by user."""
        return enrolments_of(self.tables["enrollments"], self.stated)

    @cached_property
    def roles(self) -> np.ndarray:
        """The role of each row of users: student, another, or blank where nobody says."""
        stated = self.users.cells("role").tolist()
        given = self._given_roles
        found = []
        for user, role in zip(self.users.cells("sourcedId").tolist(), stated, strict=True):
            roles = {fold(role)} - {""} or given.get(user, set())
            if not roles and user in self.enrolments:
                roles = {STUDENT}
            found.append(STUDENT if STUDENT in roles else next(iter(sorted(roles)), ""))
        return np.array(found, dtype=object)

    @cached_property
    def _given_roles(self) -> dict[str, set[str]]:
        """The roles that `roles.csv` gives each user."""
        member = self.tables["roles"]
        found: dict[str, set[str]] = {}
        users, roles = (member.cells(name).tolist() for name in ("userSourcedId", "role"))
        for place in np.flatnonzero(~member.withdrawn).tolist():
            found.setdefault(users[place], set()).add(fold(roles[place]))
        return found

    @cached_property
    def upns(self) -> list[str]:
        """The UPN of each row of users, blank where none of its ids has the form of one."""
        cells = (self.users.cells(name).tolist() for name in ("userIds", "identifier"))
        return [_upn(*pair) for pair in zip(*cells, strict=True)]

    @cached_property
    def pupil_ids(self) -> dict[str, str]:
        """User -> the pupil's id, blank where the user has no such id."""
        users = self.users.cells("sourcedId").tolist()
        named = self.stated.pupil_id
        ids = self.upns if named == "upn" else self.users.cells(named).tolist()
        return dict(zip(reversed(users), reversed(ids), strict=True))

    @cached_property
    def school_ids(self) -> dict[str, str]:
        """User -> the pupil's school id, blank where the folder's own school is meant."""
        return {user: self.school_of(org) for user, org in self._orgs_of_users.items()}

    @cached_property
    def _orgs_of_users(self) -> dict[str, str]:
        """User -> the org: that of enrolments first, then of the user, then of the role."""
        users, primary, listed = (
            self.users.cells(name).tolist()
            for name in ("sourcedId", "primaryOrgSourcedId", "orgSourcedIds")
        )
        roles = self._orgs_of_roles
        found: dict[str, str] = {}
        for user, first, others in zip(users, primary, listed, strict=True):
            enrolled = (enrolment.org for enrolment in self.enrolments.get(user, ()))
            ways = [*enrolled, first, *parts_of(others), roles.get(user, "")]
            org = next((self._climbed(way) for way in ways if way), "")
            schools = [self._climbed(way) for way in ways if self._kind(self._climbed(way))]
            found.setdefault(user, schools[0] if schools else org)
        return found

    @cached_property
    def _orgs_of_roles(self) -> dict[str, str]:
        """User -> the org of the role of pupil, a primary role before others."""
        member = self.tables["roles"]
        users, orgs = (member.cells(name).tolist() for name in ("userSourcedId", "orgSourcedId"))
        pupils = member.said("role", STUDENT) & ~member.withdrawn
        first = member.said("roleType", "primary")
        found: dict[str, str] = {}
        for mask in (pupils & first, pupils & ~first):
            for place in np.flatnonzero(mask).tolist():
                found.setdefault(users[place], orgs[place])
        return found

    @cached_property
    def _org_rows(self) -> dict[str, tuple[str, str, str]]:
        """Org -> kind, identifier and parent."""
        member = self.tables["orgs"]
        cells = [member.cells(name) for name in ("type", "identifier", "parentSourcedId")]
        return {
            org: (fold(cells[0][place]), cells[1][place], cells[2][place])
            for org, place in member.first_of().items()
        }

    def _kind(self, org: str) -> bool:
        """Whether an org is known to be a school."""
        return org in self._org_rows and self._org_rows[org][0] == "school"

    def _climbed(self, org: str) -> str:
        """Return the school that an org is part of; itself where none is known."""
        seen: set[str] = set()
        at = org
        while at in self._org_rows and at not in seen:
            kind, _, parent = self._org_rows[at]
            if kind == "school":
                return at
            seen.add(at)
            at = parent
        return org

    @cached_property
    def _schools(self) -> set[str]:
        """The orgs that pupils and classes belong to."""
        students = self.users.cells("sourcedId")[self.roles == STUDENT].tolist()
        orgs = [self._orgs_of_users.get(user, "") for user in students]
        orgs += [self._climbed(each.org) for each in self.classes.values()]
        return set(orgs) - {""}

    def school_of(self, org: str) -> str:
        """Return the school id of an org.

        Notes
        -----
        In this order: as stated in `schools`; its identifier or sourcedId where that has the form
        of a school's number; blank where the bundle has one school, so that it is the folder's;
        else its sourcedId as written, so that no two schools become one.
        """
        school = self._climbed(org)
        for way in (org, school):
            if way in self.stated.schools:
                return self.stated.schools[way]
        identifier = self._org_rows.get(school, ("", "", ""))[1]
        for way in (identifier, school):
            if _SCHOOL_ID.fullmatch(way):
                return way.replace("/", "").replace(" ", "")
        return "" if len(self._schools | {school}) == 1 else school

    @property
    def unmapped_schools(self) -> list[str]:
        """The orgs whose sourcedId stands as school id for want of a better."""
        return sorted(org for org in self._schools if self.school_of(org) == org)


def _upn(typed: str, identifier: str) -> str:
    """Find a UPN among a user's ids: one that is called so, else one that looks like one."""
    pairs = [(fold(kind), tidy_upn(word)) for kind, word in _TYPED_ID.findall(typed)]
    named = [word for kind, word in pairs if kind == "upn"]
    others: Iterable[str] = [tidy_upn(identifier), *(word for _, word in pairs)]
    return next((word for word in [*named, *others] if has_form(word)), "")
