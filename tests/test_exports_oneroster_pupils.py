"""Pupils of OneRoster bundles: who is one, in which year, class and school."""

from __future__ import annotations

import pytest
from oneroster_bundles import (
    GRADEBOOK,
    VERSION_1_1,
    VERSION_1_2,
    read,
    rows,
    said,
)

from ladders_analysis.exports.contract import ROW, UPN


def test_pupils_of_version_1_1() -> None:
    """Two of ten users are pupils who can be placed; the others are refused or counted."""
    found = read(VERSION_1_1)
    users = found["users.csv"]
    assert users.tables["pupils"].to_dict("records") == [
        {
            "pupil_id": "u1",
            "academic_year": "2026",
            "year_group": "3",
            "upn": "B801200005001",
            "name": "Ayo Bell",
            "class_name": "3 Oak",
            "sex": "female",
            "date_of_birth": "2018-01-15",
            "school_id": "9352001",
            ROW: 2,
        },
        {
            "pupil_id": "u2",
            "academic_year": "2026",
            "year_group": "3",
            "upn": "P207000016049",
            "name": "Lin Chan",
            "class_name": "3 Oak",
            "sex": "male",
            "date_of_birth": "2018-02-20",
            "school_id": "9352001",
            ROW: 3,
        },
    ]
    assert (users.rows_read, users.refused) == (8, 6)
    refused = [(p.row, p.rule) for p in users.problems if p.severity == "refused"]
    assert sorted(refused, key=str) == [
        (10, "too few cells"),
        (11, "no role given"),
        (4, "no academic year"),
        (5, "withdrawn by the exporting system (status tobedeleted)"),
        (6, "no academic year"),
        (7, "no academic year"),
    ]
    notes = said(users)
    assert notes["users who are not pupils"] == 2
    assert notes["pupils with status inactive"] == 1
    assert notes["enrolled as students, but with another role"] == 1


def test_options_place_pupils() -> None:
    """A year for all, grades and classes mapped by the school."""
    users = read(
        VERSION_1_1, academic_year=2026, grades={"UG": 4, "10": 5, "KG": 1}, classes={"3 Oak": 2}
    )["users.csv"]
    assert rows(users.tables["pupils"], "pupil_id", "year_group") == [
        ("u1", "3"),
        ("u2", "2"),
        ("u3", "1"),
        ("u5", "4"),
        ("u6", "5"),
    ]
    unmapped = read(VERSION_1_1, academic_year=2026)["users.csv"]
    assert [(p.row, p.rule) for p in unmapped.problems if p.severity == "refused"] == [
        (11, "no role given"),
        (5, "withdrawn by the exporting system (status tobedeleted)"),
        (6, "no year group"),
        (7, "above Year 6"),
        (10, "too few cells"),
    ]
    assert "UG" in str(unmapped.problems)
    assert rows(unmapped.tables["pupils"], "pupil_id", "year_group")[-1] == ("u3", "0")


def test_the_roll_from_enrolments_only_where_asked() -> None:
    """Dates inside the year's sessions; the first and last day of the sessions are neither."""
    pupils = read(VERSION_1_1, roll_dates=True)["users.csv"].tables["pupils"]
    assert rows(pupils, "pupil_id", "joined_on", "left_on") == [
        ("u1", "", ""),
        ("u2", "2025-11-05", "2026-03-02"),
    ]
    assert "joined_on" not in read(VERSION_1_1)["users.csv"].tables["pupils"]


@pytest.mark.parametrize(
    ("pupil_id", "ids"),
    [("identifier", ["4711", "P207000016049"]), ("upn", ["B801200005001", "P207000016049"])],
)
def test_pupils_by_another_id(pupil_id: str, ids: list[str]) -> None:
    """The id that the school's other exports use."""
    bundle = {**VERSION_1_1, **GRADEBOOK}
    found = read(bundle, pupil_id=pupil_id)
    assert found["users.csv"].tables["pupils"]["pupil_id"].tolist() == ids
    results = found["results.csv"].tables["results"]
    assert results["pupil_id"].tolist()[0] == ids[0]
    by_upn = read(bundle, pupil_id=pupil_id, defines_pupils=False)
    assert (UPN in by_upn["results.csv"].tables["results"]) == (pupil_id == "upn")
    assert by_upn["users.csv"].tables == {}
    assert said(by_upn["users.csv"])["pupils described here, not taken"] == 6


def test_pupils_of_version_1_2() -> None:
    """Roles stand apart, the year comes from the last day, which is exclusive."""
    users = read(VERSION_1_2)["users.csv"]
    pupils = users.tables["pupils"]
    assert rows(pupils, "pupil_id", "academic_year", "year_group", "class_name") == [
        ("u1", "2026", "3", "3 Oak"),
        ("u2", "2026", "3", "3 Oak"),
    ]
    assert "school_id" not in pupils  # the one school is the folder's own
    assert said(users)["users who are not pupils"] == 1


def test_two_schools_do_not_become_one() -> None:
    """Orgs without a school's number keep their own id, unless the school says which is which."""
    bundle = dict(VERSION_1_2)
    bundle["Export/orgs.csv"] += "o2,active,,Other Primary,school,,\n"
    bundle["Export/enrollments.csv"] = bundle["Export/enrollments.csv"].replace("o1,u2", "o2,u2")
    found = read(bundle)
    assert found["users.csv"].tables["pupils"]["school_id"].tolist() == ["o1", "o2"]
    assert said(found["orgs.csv"])["schools without a school id"] == 2
    mapped = read(bundle, schools={"o1": "9352001", "o2": "9352002"})
    assert mapped["users.csv"].tables["pupils"]["school_id"].tolist() == ["9352001", "9352002"]
    judged = mapped["resultLearningObjectiveIds.csv"].tables["judgements"]
    assert judged["school_id"].tolist() == ["9352001", "9352001", "9352002", "9352001", "9352002"]


def test_departments_belong_to_their_school() -> None:
    """An org is climbed to its school, and a ring of orgs is no trap."""
    bundle = dict(VERSION_1_1)
    bundle["orgs.csv"] += "d1,active,,Maths,department,,o1\r\nd2,active,,A,department,,d3\r\n"
    bundle["orgs.csv"] += "d3,active,,B,department,,d2\r\n"
    bundle["enrollments.csv"] = bundle["enrollments.csv"].replace("cm,o1,u1", "cm,d1,u1")
    bundle["enrollments.csv"] = bundle["enrollments.csv"].replace("c3,o1,u2", "c3,d2,u2")
    pupils = read(bundle)["users.csv"].tables["pupils"]
    assert pupils["school_id"].tolist() == ["9352001", "9352001"]


def test_roles_known_only_from_enrolments() -> None:
    """Where neither users nor roles say it, whoever is enrolled as a student is a pupil."""
    bundle = {name: cells for name, cells in VERSION_1_2.items() if "roles" not in name}
    users = read(bundle)["users.csv"]
    assert users.tables["pupils"]["pupil_id"].tolist() == ["u1", "u2"]
    assert said(users, "refused") == {"no role given": 1}


def test_a_school_year_named_by_its_beginning_is_warned_of() -> None:
    """The standard means the year it ends in; the days of the session tell the slip."""
    bundle = dict(VERSION_1_1)
    bundle["academicSessions.csv"] = bundle["academicSessions.csv"].replace("y1,2026", "y1,2025")
    sessions = read(bundle)["academicSessions.csv"]
    assert said(sessions, "warning") == {"school year against the days of the session": 1}
    spans = bundle["academicSessions.csv"].replace("y1,2025", "y1,2025/26")
    assert (
        said(read({**bundle, "academicSessions.csv": spans})["academicSessions.csv"], "warning")
        == {}
    )


def test_the_roll_of_pupils_without_classes() -> None:
    """Nobody is enrolled: the pupils neither joined nor left."""
    bundle = dict(VERSION_1_1)
    bundle["enrollments.csv"] = bundle["enrollments.csv"].split("\r\n")[0]
    users = read(bundle, roll_dates=True, academic_year=2026)["users.csv"]
    columns = ("pupil_id", "class_name", "joined_on", "left_on")
    assert rows(users.tables["pupils"], *columns) == [("u1", "", "", ""), ("u3", "", "", "")]


def test_a_name_that_slipped_into_the_grades_is_not_printed() -> None:
    """Codes of grades are named in the load report, other words only counted."""
    bundle = {**VERSION_1_1, "users.csv": VERSION_1_1["users.csv"].replace(",UG,", ",Cyrus,")}
    users = read(bundle, academic_year=2026)["users.csv"]
    assert said(users)["grades that are no year group"] == 1
    assert "Cyrus" not in str(users.problems)
