"""The gradebook of OneRoster bundles: results, judgements of statements, and a school with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from bundles import spread, zipped
from folders import SETTINGS, accounts, refusals, write
from oneroster_bundles import (
    CURRICULUM,
    GRADEBOOK,
    NUMBER,
    VERSION_1_1,
    VERSION_1_2,
    read,
    rows,
    said,
)

import ladders_analysis as la
from ladders_analysis.exports.contract import ROW
from ladders_analysis.exports.oneroster.scales import scale_of


def test_results_without_statements() -> None:
    """Scores and words apart; what is not graded is kept by its status, not as a zero."""
    found = read({**VERSION_1_1, **GRADEBOOK})["results.csv"]
    columns = ("pupil_id", "assessment", "subject", "taken_on", "score", "outcome", ROW)
    assert rows(found.tables["results"], *columns) == [
        ("u1", "Arithmetic test", "Maths", "2025-12-05", "31", "", 2),
        ("u2", "Arithmetic test", "Maths", "2025-12-05", "", "exempt", 3),
        ("u3", "Arithmetic test", "Maths", "2025-12-05", "", "not submitted", 4),
        ("u1", "Spelling", "3 Oak", "2025-12-08T23:30:00Z", "0", "", 5),
        ("u2", "Spelling", "3 Oak", "2025-12-08", "18", "EXS", 6),
        ("u3", "Spelling", "3 Oak", "2025-12-08", "", "partially graded", 9),
        ("u3", "Spelling", "3 Oak", "2025-12-09", "", "missing", 10),
    ]
    assert found.tables["results"]["school_id"].unique().tolist() == ["9352001"]
    assert [(p.row, p.rule) for p in found.problems if p.severity == "refused"] == [
        (8, "withdrawn by the exporting system (status tobedeleted)"),
        (7, "line item not in the bundle, or withdrawn"),
    ]
    assert said(found, "warning") == {"zero for work that was not done": 1}
    notes = said(found)
    assert notes["results that are not graded"] == 4
    assert notes["scores of work that is late, incomplete or partly graded"] == 1
    assert notes["comments on results"] == 1


def test_subjects_are_named_as_the_school_says() -> None:
    """By the category of the line item, and by a map."""
    bundle = {**VERSION_1_1, **GRADEBOOK}
    by_category = read(bundle, subject_from="category")["results.csv"].tables["results"]
    assert set(by_category["subject"]) == {"Reading"}
    mapped = read(bundle, subjects={"3 oak": "Spelling", "Maths": "Mathematics"})
    assert set(mapped["results.csv"].tables["results"]["subject"]) == {"Spelling", "Mathematics"}


def test_judgements_of_statements() -> None:
    """Each tie is a judgement: its own word or score, else its result's, by the nearest scale."""
    found = read(VERSION_1_2)
    ties = found["resultLearningObjectiveIds.csv"]
    columns = ("pupil_id", "statement_id", "assessed_on", "judgement", "note", ROW)
    assert rows(ties.tables["judgements"], *columns) == [
        ("u1", f"{NUMBER}1", "2025-12-05", "Secure", "fluent", 2),
        ("u1", f"{NUMBER}2", "2025-12-05", "Not yet", "fluent", 3),
        ("u2", f"{NUMBER}1", "2025-12-05", "Developing", "", 4),
        ("u1", f"{NUMBER}3", "2025-12-05", "Secure", "", 5),
        ("u2", f"{NUMBER}3", "2025-12-05", "exempt", "", 6),
    ]
    assert (ties.rows_read, ties.refused) == (8, 3)
    assert said(ties, "refused") == {
        "withdrawn by the exporting system (status tobedeleted)": 1,
        "result not in the bundle, or withdrawn": 1,
        "too few cells": 1,
    }
    results = found["results.csv"]
    assert rows(results.tables["results"], "pupil_id", "score", ROW) == [("u1", "17", 4)]
    assert said(results)["results told by their statements"] == 3
    assert said(found["lineItemLearningObjectiveIds.csv"])["line items tied to statements"] == 1
    assert said(found["userProfiles.csv"]) == {"table not read": 1}


def test_the_day_of_entry_only_where_asked() -> None:
    """The tie's day, else its result's, both as they were in London."""
    table = read(VERSION_1_2, entered_when_modified=True)["resultLearningObjectiveIds.csv"].tables
    assert table["judgements"]["recorded_on"].tolist() == [
        *("2025-12-06", "2025-12-06", "", "2025-12-07", ""),
    ]
    plain = read(VERSION_1_2)["resultLearningObjectiveIds.csv"].tables["judgements"]
    assert "recorded_on" not in plain


@pytest.mark.parametrize(
    ("cell", "score", "code"),
    [
        ("{90-100:A},{80-89:B}", "90", "A"),
        ("{90-100:A},{80-89:B}", "89.5", "89.5"),
        ("{0-60:F},{60-70:D}", "60", "60"),
        ("{A:90-100},{B:80-89}", "85", "B"),
        ("90-100:A, 80-89:B", "80", "B"),
        ("{1:Not yet},{2:Secure}", "2.00", "Secure"),
        ("{pass:Secure}", "pass", "Secure"),
        ("{1:2},{2:3}", "1", "2"),
        ("{:A},{1:}", "1", "1"),
        ("", "1", "1"),
        ("{-1-0:Low}", "-0.5", "Low"),
    ],
)
def test_scales_map_scores_or_leave_them(cell: str, score: str, code: str) -> None:
    """One code, or the score as it is written."""
    assert scale_of(cell).code_of(score) == code


def test_a_class_with_two_scales_has_none() -> None:
    """Nothing says which of them is meant."""
    bundle = dict(VERSION_1_2)
    bundle["Export/scoreScales.csv"] += 'x3,active,,More,ordinal,o1,,c3,"{12:Developing}"\n'
    judged = read(bundle)["resultLearningObjectiveIds.csv"].tables["judgements"]
    assert judged["judgement"].tolist()[3] == "12"


def test_a_results_table_without_its_line_items() -> None:
    """Nothing can be said of a score without its assessment: refused, row by row."""
    bundle = {**VERSION_1_1, "results.csv": GRADEBOOK["results.csv"]}
    results = read(bundle)["results.csv"]
    assert (results.rows_read, results.refused) == (9, 9)


def test_repeated_results_are_not_lost() -> None:
    """A tie speaks of the first row with its id; a second row of that id is its own result."""
    bundle = dict(VERSION_1_2)
    bundle["Export/results.csv"] += "r1,active,,l1,u1,fully graded,1,2025-12-12,,,c3,,,,\n"
    found = read(bundle)
    assert rows(found["results.csv"].tables["results"], "score", ROW) == [("17", 4), ("1", 6)]


EXPORT = """
[expectation]
minimum_due = 2

[[export]]
file = "sis{end}"
reader = "oneroster"
"""


@pytest.mark.parametrize("end", [".zip", ""])
def test_a_school_folder_with_a_bundle(tmp_path: Path, end: str) -> None:
    """Judgements of CASE statements arrive, and attainment can be told from them."""
    settings = SETTINGS.replace('"N/A"]', '"N/A", "exempt"]') + EXPORT.format(end=end)
    if end:
        (tmp_path / "sis.zip").write_bytes(zipped(VERSION_1_2))
    else:
        spread(tmp_path / "sis", VERSION_1_2)
    school = la.load(write(tmp_path, {"curriculum.csv": CURRICULUM}, settings))
    name = f"sis{end}" if end else "sis/"
    assert rows(school.judgements, "pupil_id", "statement_id", "judgement") == [
        ("u1", f"{NUMBER}1", "Secure"),
        ("u1", f"{NUMBER}2", "Not yet"),
        ("u2", f"{NUMBER}1", "Developing"),
        ("u1", f"{NUMBER}3", "Secure"),
        ("u2", f"{NUMBER}3", "exempt"),
    ]
    assert set(school.pupils["school_id"]) == {"9352001"}
    assert sorted(found[:2] for found in refusals(school)) == [(name, 7), (name, 8), (name, 9)]
    records = {
        row.sheet: (row.rows_read, row.kept, row.refused)
        for row in school.load_report.files.itertuples()
        if row.file == name
    }
    assert records["users.csv"] == (2, 2, 0)
    assert records["results.csv"] == (1, 1, 0)
    assert records["resultLearningObjectiveIds.csv"] == (8, 5, 3)
    assert accounts(school)["curriculum.csv"] == (3, 3, 0, 0, 0)
    table = school.as_at("Autumn 2025").attainment()
    reading = table[table["subject"] == "Reading"].set_index("pupil_id")
    # Two statements are due; Ayo is secure in one of them and not yet in the other.
    assert reading.loc["u1", "attainment"] == "working towards"
    assert (reading.loc["u1", "secure"], reading.loc["u1", "due"]) == (1, 2)
    # Lin has one judgement, Developing; the other statement alone is not four fifths of two.
    assert reading.loc["u2", "attainment"] == "working towards"
    assert (reading.loc["u2", "secure"], reading.loc["u2", "assessed"]) == (0, 1)
