"""A file that lies in the school folder unread is named: nothing is lost silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import SETTINGS, load

from ladders_analysis.exports import unread
from ladders_analysis.school import School

RESULTS = "student_id,assessment_type,subject,date,score\n00123,X,Y,2026-01-09,9\n"
RULE = "in the folder, but nothing reads it"


def named(school: School) -> dict[str, str]:
    """Give the files warned of, and the remedy."""
    problems = school.load_report.problems
    found = problems[problems["rule"] == RULE]
    assert (found["severity"] == "warning").all()
    return dict(zip(found["file"], found["remedy"], strict=True))


def test_exports_that_nobody_listed_are_named_with_what_they_look_like(tmp_path: Path) -> None:
    """A list of results among the exports; hidden files, notes and pages are not data."""
    files = {
        "exports/tests.csv": RESULTS,
        "exports/older/deep.csv": "a,b\n1,2\n",
        "reading.xlsx": b"not a workbook",
        ".hidden.csv": "a,b\n1,2\n",
        ".old/hidden.csv": "a,b\n1,2\n",
        "exports/~$open.xlsx": b"",
        "notes.md": "# Notes\n",
    }
    found = named(load(tmp_path, files=files))
    assert set(found) == {"exports/older/deep.csv", "exports/tests.csv", "reading.xlsx"}
    assert "looks like" in found["exports/tests.csv"]
    assert "`ladders check` on this file" in found["reading.xlsx"]


def test_files_that_are_read_are_not_named(tmp_path: Path) -> None:
    """Neither the tidy tables nor what an [[export]] lists."""
    listed = '\n[[export]]\nfile = "exports/*.csv"\nreader = "tidy"\ntable = "overall"\n'
    overall = "pupil_id,subject,assessed_on,attainment\n00123,Reading,2025-12-05,EXS\n"
    school = load(tmp_path, files={"exports/o.csv": overall}, settings=SETTINGS + listed)
    assert named(school) == {}
    assert len(school.overall) == 1


def test_of_very_many_files_the_others_are_counted(tmp_path: Path) -> None:
    """The first forty are named."""
    files = {f"exports/{number:03}.json": "{}" for number in range(unread.FILES_NAMED + 3)}
    school = load(tmp_path, files=files)
    assert len(named(school)) == unread.FILES_NAMED
    problems = school.load_report.problems
    (rest,) = problems[problems["rule"] == "further files that nothing reads"].to_dict("records")
    assert rest["count"] == 3


def test_a_large_file_is_named_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking into it would take as long as reading it."""
    monkeypatch.setattr(unread, "LARGEST_LOOKED_INTO", 3)
    found = named(load(tmp_path, files={"exports/large.csv": "pupil_id,year_group\n1,2\n"}))
    assert "looks like" not in found["exports/large.csv"]
