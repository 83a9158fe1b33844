"""Exports of one system over time: a later one supersedes, one read again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import SETTINGS, accounts, load

from ladders_analysis.school import School

SOURCE = """
[[export]]
file = "exports/*.csv"
reader = "long"
holds = "judgement"
[export.columns]
pupil_id = "Adm No"
statement_id = "Statement"
judgement = "Grade"
assessed_on = "On"
recorded_on = "Entered"
"""
HEADER = "Adm No,Statement,Grade,On,Entered\n"
FIRST = HEADER + "00123,R1,Not yet,2025-12-05,2025-12-05\n00124,R1,Secure,2025-12-05,2025-12-05\n"
LATER = HEADER + "00123,R1,Secure,2025-12-05,2025-12-05\n00123,R2,Secure,2026-03-20,2026-03-20\n"


def judged(school: School) -> set[tuple[str, ...]]:
    """List pupil, statement, day and code of every judgement kept."""
    columns = ["pupil_id", "statement_id", "assessed_on", "judgement"]
    return set(school.judgements[columns].astype("str").itertuples(index=False, name=None))


EXPECTED = {
    ("00123", "R1", "2025-12-05", "Secure"),
    ("00123", "R2", "2026-03-20", "Secure"),
    ("00124", "R1", "2025-12-05", "Secure"),
}


@pytest.mark.parametrize(("first", "later"), [("1", "2"), ("2", "1")])
def test_the_export_with_the_later_entries_supersedes_whatever_it_is_called(
    tmp_path: Path, first: str, later: str
) -> None:
    """Its latest day of entry says which export is later, not its name."""
    files = {f"exports/{first}.csv": FIRST, f"exports/{later}.csv": LATER}
    school = load(tmp_path, files=files, settings=SETTINGS + SOURCE)
    assert judged(school) == EXPECTED
    assert accounts(school)[f"exports/{first}.csv"] == (2, 1, 1, 0, 0)
    assert accounts(school)[f"exports/{later}.csv"] == (2, 2, 0, 0, 0)


def test_without_days_of_entry_the_names_say_which_is_later(tmp_path: Path) -> None:
    """Files of one glob are taken in the order of their names."""
    undated = SETTINGS + SOURCE.replace('recorded_on = "Entered"\n', "")
    files = {"exports/a.csv": LATER, "exports/b.csv": FIRST}
    school = load(tmp_path, files=files, settings=undated)
    assert ("00123", "R1", "2025-12-05", "Not yet") in judged(school)
    assert accounts(school)["exports/a.csv"] == (2, 1, 1, 0, 0)


def test_a_correction_entered_later_stands_beside_what_it_corrects(tmp_path: Path) -> None:
    """The same thing entered on another day is no repeat: both are kept."""
    corrected = HEADER + "00123,R1,Secure,2025-12-05,2026-01-12\n"
    files = {"exports/1.csv": FIRST, "exports/2.csv": corrected}
    school = load(tmp_path, files=files, settings=SETTINGS + SOURCE)
    assert accounts(school)["exports/1.csv"] == (2, 2, 0, 0, 0)
    assert accounts(school)["exports/2.csv"] == (1, 1, 0, 0, 0)


def test_reading_the_same_export_again_changes_nothing(tmp_path: Path) -> None:
    """A copy of an export supersedes it row for row, and the report says they are one."""
    once = load(tmp_path / "once", files={"exports/1.csv": FIRST}, settings=SETTINGS + SOURCE)
    files = {"exports/1.csv": FIRST, "exports/copy.csv": FIRST}
    twice = load(tmp_path / "twice", files=files, settings=SETTINGS + SOURCE)
    assert twice.judgements.equals(once.judgements)
    assert accounts(twice)["exports/1.csv"] == (2, 0, 2, 0, 0)
    problems = twice.load_report.problems
    (note,) = problems[problems["rule"] == "the same bytes as another file"].to_dict("records")
    assert (note["file"], note["severity"]) == ("exports/copy.csv", "note")
    assert "exports/1.csv" in note["remedy"]


def test_the_same_export_under_another_source_is_an_exact_duplicate(tmp_path: Path) -> None:
    """Where nothing says that two files are one source, their equal rows are duplicates."""
    one = SOURCE.replace("exports/*.csv", "exports/1.csv")
    two = SOURCE.replace("exports/*.csv", "exports/copy.csv")
    files = {"exports/1.csv": FIRST, "exports/copy.csv": FIRST}
    school = load(tmp_path, files=files, settings=SETTINGS + one + two)
    assert len(school.judgements) == 2
    assert accounts(school)["exports/copy.csv"] == (2, 0, 0, 2, 0)
