"""Two real OneRoster bundles, made for testing other people's importers.

What is in them is counted by the csv module, never by the reader. One has pupils in grades 11 and
12, the other no grades and no sessions, so that a primary school has to say what they mean.
"""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.oneroster.reader import recognise
from ladders_analysis.loading import read_file

DATA = Path(__file__).parents[3] / "shared/data/oneroster"
ZIPPED = DATA / "catalyst_v1p1_full.zip"
FOLDER = DATA / "oat-sa_OneRosterv1p1BaseCSV"

pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the shared sample files are not here")


def counted(path: Path) -> dict[str, list[dict[str, str]]]:
    """Read every member with the csv module alone."""
    if path.is_dir():
        texts = {each.name: each.read_text(encoding="utf-8") for each in path.glob("*.csv")}
    else:
        with zipfile.ZipFile(path) as parts:
            texts = {name: parts.read(name).decode("utf-8") for name in parts.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()
    }


def students(path: Path) -> list[dict[str, str]]:
    """List the rows of users with the role of student."""
    return [row for row in counted(path)["users.csv"] if row["role"] == "student"]


@pytest.mark.parametrize("path", [ZIPPED, FOLDER])
def test_every_member_is_accounted_for(path: Path) -> None:
    """Records are the students; every other table says how many rows it has."""
    report = read_file(path, "oneroster")[1]
    there = counted(path)
    assert set(report.files["sheet"]) == set(there)
    read = dict(zip(report.files["sheet"], report.files["rows_read"], strict=True))
    assert read.pop("users.csv") == len(students(path))
    assert set(read.values()) == {0}
    noted = report.problems[report.problems["rule"] == "read to understand other tables"]
    assert dict(zip(noted["sheet"], noted["count"], strict=True)) == {
        name: len(rows) for name, rows in there.items() if name != "users.csv" and rows
    }
    others = report.problems[report.problems["rule"] == "users who are not pupils"]
    assert others["count"].sum() == len(there["users.csv"]) - len(students(path))


@pytest.mark.parametrize("path", [ZIPPED, FOLDER])
def test_they_are_recognised(path: Path) -> None:
    """By their manifest and tables."""
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert "manifest.csv, users.csv, orgs.csv" in found.because


def test_older_pupils_are_refused_until_their_grades_are_mapped() -> None:
    """Grades 11 and 12 are above Year 6; the year is that of every session."""
    pupils = students(ZIPPED)
    assert {row["grades"] for row in pupils} == {"11", "12"}
    years = {row["schoolYear"] for row in counted(ZIPPED)["academicSessions.csv"]}
    assert years == {"2023"}

    report = read_file(ZIPPED, "oneroster")[1]
    refused = report.problems[report.problems["severity"] == "refused"]
    assert list(refused["rule"]) == ["above Year 6"] * len(pupils)
    assert list(refused["row"]) == [3, 6, 7]  # as `grep -n student` counts them

    mapped = {"11": 5, "12": 6}
    tables, report = read_file(ZIPPED, "oneroster", {"grades": mapped})
    assert report.exit_code == 0
    kept = tables["pupils"].set_index("pupil_id")
    assert sorted(kept.index) == sorted(row["sourcedId"] for row in pupils)
    assert set(kept["academic_year"]) == {int(year) for year in years}
    for row in pupils:
        assert kept.loc[row["sourcedId"], "year_group"] == mapped[row["grades"]]
        assert kept.loc[row["sourcedId"], "name"] == f"{row['givenName']} {row['familyName']}"


def test_a_withdrawn_class_is_not_named() -> None:
    """The only homeroom is tobedeleted: the one class left is named, of those enrolled in it."""
    there = counted(ZIPPED)
    standing = {
        row["sourcedId"]: row["title"]
        for row in there["classes.csv"]
        if row["status"] != "tobedeleted"
    }
    enrolled = {
        row["userSourcedId"]: standing[row["classSourcedId"]]
        for row in there["enrollments.csv"]
        if row["role"] == "student" and row["classSourcedId"] in standing
    }
    kept = read_file(ZIPPED, "oneroster", {"grades": {"11": 5, "12": 6}})[0]["pupils"]
    named = kept.dropna(subset="class_name").set_index("pupil_id")["class_name"].to_dict()
    ids = set(kept["pupil_id"])
    assert named == {user: title for user, title in enrolled.items() if user in ids}
    assert len(named) == 1


def test_pupils_without_year_or_grade_are_placed_by_options() -> None:
    """No sessions: the year is stated. One class has a grade, another is told its year group."""
    pupils = students(FOLDER)
    assert not any("grades" in row for row in pupils)
    assert counted(FOLDER)["academicSessions.csv"] == []

    refused = read_file(FOLDER, "oneroster")[1].problems.query("severity == 'refused'")
    assert list(refused["rule"]) == ["no academic year"] * len(pupils)

    tables, report = read_file(FOLDER, "oneroster", {"academic_year": 2018})
    graded = {row["sourcedId"] for row in counted(FOLDER)["classes.csv"] if row["grade"] == "2"}
    placed = {
        row["userSourcedId"]
        for row in counted(FOLDER)["enrollments.csv"]
        if row["classSourcedId"] in graded
    }
    assert set(tables["pupils"]["pupil_id"]) == placed == {"user1"}
    assert list(report.problems.query("severity == 'refused'")["rule"]) == ["no year group"]

    options = {"academic_year": 2018, "classes": {"class3": 4}}
    tables, report = read_file(FOLDER, "oneroster", options)
    assert report.exit_code == 0
    assert dict(zip(tables["pupils"]["pupil_id"], tables["pupils"]["year_group"], strict=True)) == {
        "user1": 2,
        "user2": 4,
    }
    # Two schools, neither with a school's number: they keep their own ids.
    orgs = {row["sourcedId"] for row in counted(FOLDER)["orgs.csv"]}
    assert set(tables["pupils"]["school_id"]) == orgs
