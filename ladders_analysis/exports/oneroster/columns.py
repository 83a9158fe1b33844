"""The tables that a OneRoster bundle may hold, and which of their columns are read.

What is not in `COLUMN_MAP` is not read: contacts, log-ins and passwords stay in the bundle.
"""

from __future__ import annotations

from collections.abc import Mapping

_ROW = ("sourcedId", "status", "dateLastModified")
COLUMN_MAP: Mapping[str, tuple[str, ...]] = {
    "academicSessions": (*_ROW, "type", "startDate", "endDate", "schoolYear"),
    "categories": (*_ROW, "title"),
    "classes": (
        *(*_ROW, "title", "grades", "courseSourcedId", "classType", "schoolSourcedId"),
        *("termSourcedIds", "subjects"),
    ),
    "courses": (*_ROW, "title", "grades", "subjects"),
    "demographics": (*_ROW, "userSourcedId", "birthDate", "sex"),
    "enrollments": (
        *(*_ROW, "classSourcedId", "schoolSourcedId", "userSourcedId", "role"),
        *("beginDate", "endDate"),
    ),
    "lineItemLearningObjectiveIds": (*_ROW, "lineItemSourcedId", "learningObjectiveId"),
    "lineItemScoreScales": (*_ROW, "lineItemSourcedId", "scoreScaleSourcedId"),
    "lineItems": (*_ROW, "title", "classSourcedId", "categorySourcedId", "schoolSourcedId"),
    "orgs": (*_ROW, "type", "identifier", "parentSourcedId"),
    "resultLearningObjectiveIds": (
        *(*_ROW, "resultSourcedId", "source", "learningObjectiveId", "score", "textScore"),
    ),
    "resultScoreScales": (*_ROW, "resultSourcedId", "scoreScaleSourcedId"),
    "results": (
        *(*_ROW, "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score", "scoreDate"),
        *("comment", "textScore", "inProgress", "incomplete", "late", "missing"),
    ),
    "roles": (*_ROW, "userSourcedId", "roleType", "role", "orgSourcedId"),
    "scoreScales": (*_ROW, "classSourcedId", "scoreScaleValue"),
    "users": (
        *(*_ROW, "orgSourcedIds", "primaryOrgSourcedId", "role", "userIds", "givenName"),
        *("familyName", "identifier", "grades"),
    ),
}
"""Table -> the columns of it that are read, those of OneRoster 1.1 and 1.2 together.

1EdTech OneRoster CSV tables 1.1.1 (2023) and CSV binding 1.2.1 (2023).
"""

NOT_READ: Mapping[str, str] = {
    "classResources": "it holds nothing about attainment",
    "courseResources": "it holds nothing about attainment",
    "resources": "it holds nothing about attainment",
    "userProfiles": "it holds log-in details",
    "userResources": "it holds nothing about attainment",
}
"""Tables of OneRoster that are never opened, and why."""

MANIFEST = "manifest"
MANIFEST_COLUMNS = ("propertyName", "value")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "users": ("sourcedId",),
    "results": ("lineItemSourcedId", "studentSourcedId", "scoreDate"),
    "resultLearningObjectiveIds": ("resultSourcedId", "learningObjectiveId"),
}
"""Columns without which the records of a table mean nothing."""

SPELLINGS: Mapping[str, str] = {
    "grade": "grades",
    "subject": "subjects",
    "userid": "userids",
    "orgsourcedid": "orgsourcedids",
    "orgsourcedids": "orgsourcedid",
    "termsourcedid": "termsourcedids",
    "datalastmodified": "datelastmodified",
}
"""Header as real bundles spell it -> the header it stands for, both in small letters."""
