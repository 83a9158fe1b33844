"""What a real trust's results table contains: everything in one column, told apart."""

from __future__ import annotations

import csv
import io
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from folders import SETTINGS, accounts, load

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.vendors.trust_results import read_trust_results, recognise
from ladders_analysis.exports.vendors.trust_values import Kind, read_value
from ladders_analysis.settings import settings_from

HEADER = (
    "student_id,school_id,teacher_id,class_id,year_group,academic_year,date,assessment_type,"
    "subject,score\n"
)
TABLE = HEADER + (
    "00123,9352001,T77,C3,Year 3,2025/26,05/12/2025,Attainment,Pri: Reading,EXS\n"  # 2
    "00123,9352001,,,Year 3,2025/26,15/12/2025,Attainment,Pri TA: Maths,3WTS\n"  # 3
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Progress,Pri TA: Reading,EXP-\n"  # 4
    "00124,9352001,,,Year 3,2025/26,05/12/2025,On Track,Pri: Reading,++\n"  # 5
    "00123,9352001,,,Year 3,2025/26,05/12/2025,Reading Age,Pri: Reading,12:04\n"  # 6
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Reading Age,Pri: Reading,12:40\n"  # 7
    "00123,9352001,,,Year 3,2025/26,05/12/2025,Scaled Score,Pri: Maths,103\n"  # 8
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Scaled Score,Pri: Maths,0\n"  # 9
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Standardised,Pri: Maths,0\n"  # 10
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Scaled Score,Pri: Maths,722025\n"  # 11
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Attendance,Whole school,97.3\n"  # 12
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Scaled Score,Pri: Maths,#N/A\n"  # 13
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Attainment,Pri: Maths,\n"  # 14
    "00124,9352001,,,Year 3,2025/26,05/12/2025,DC1,Pri: Reading,GDS\n"  # 15
    "00124,9352001,,,Year 3,2025/26,05/12/2025,DC1,EY01: LAU,0\n"  # 16
    "00124,9352001,,,Year 3,2025/26,05/12/2025,DC1,Pri: Maths,hello\n"  # 17
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Attainment,Pri: Maths,7\n"  # 18
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Raw score,Pri: Maths,lots\n"  # 19
    "00124,9352001,,,Year 3,2025/26,05/12/2025,Raw score,Pri: Maths,0\n"  # 20
    "00124,9352001,,,Year 3\n"  # 21
)


def read(path: Path, text: str | None, **options: Any) -> Extract:
    """Write a table and read it."""
    if text is not None:
        path.write_text(text, encoding="utf-8")
    calendar = settings_from(tomllib.loads(SETTINGS), path.parent).default.calendar
    (extract,) = read_trust_results(RawFile.read(path), options, calendar)
    return extract


def rows(extract: Extract, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of a table."""
    return list(extract.tables[table][list(columns)].itertuples(index=False, name=None))


def refused(extract: Extract) -> list[tuple[str, int | None, int]]:
    """List what the reader refused: rule, first row and count."""
    found = [p for p in extract.problems if p.severity == "refused"]
    return [(problem.rule, problem.row, problem.count) for problem in found]


def test_attainment_progress_ages_and_scores_are_told_apart(tmp_path: Path) -> None:
    """Codes are overall judgements; words of progress, ages in months and scores are results."""
    extract = read(tmp_path / "a.csv", TABLE)
    assert rows(extract, "overall", "pupil_id", "subject", "attainment", "assessed_on", ROW) == [
        ("00123", "Reading", "EXS", "05/12/2025", 2),
        ("00123", "Maths", "3WTS", "15/12/2025", 3),
        ("00124", "Reading", "GDS", "05/12/2025", 15),
    ]
    assert rows(extract, "results", "assessment", "subject", "score", "outcome", ROW) == [
        ("Progress TA", "Reading", "", "EXP-", 4),
        ("On Track", "Reading", "", "++", 5),
        ("Reading Age", "Reading", "148", "12:04", 6),
        ("Scaled Score", "Maths", "103", "", 8),
        ("DC1", "EY01: LAU", "0", "", 16),
        ("Raw score", "Maths", "0", "", 20),
    ]


def test_junk_is_refused_with_its_reason(tmp_path: Path) -> None:
    """Each rule names the first of its rows, how many there are, and what to do."""
    extract = read(tmp_path / "a.csv", TABLE)
    assert refused(extract) == [
        ("not an age in years and months", 7, 1),
        ("0 stands for missing", 9, 1),
        ("0 stands for missing", 10, 1),
        ("a date typed as a score", 11, 1),
        ("attendance is no assessment", 12, 1),
        ("a formula error or a word for nothing", 13, 1),
        ("no score", 14, 1),
        ("a word that no assessment type explains", 17, 1),
        ("a number where a code should be", 18, 1),
        ("not a number", 19, 1),
        ("too few cells", 21, 1),
    ]
    torn = read(tmp_path / "a.csv", TABLE + TABLE.splitlines()[1])
    assert [p.row for p in torn.problems if "does not end its line" in p.rule] == [22]
    assert (extract.rows_read, extract.refused) == (20, 11)
    assert all(problem.remedy for problem in extract.problems)
    said = " ".join(problem.rule + problem.remedy for problem in extract.problems)
    for secret in ("00124", "T77", "hello", "722025"):
        assert secret not in said


@pytest.mark.parametrize(
    ("kind", "word", "expected"),
    [
        (None, "64 %", ("result", "64", "", "")),
        (None, "=", ("result", "", "=", "")),
        (None, "EXP", ("result", "", "EXP", "")),
        (None, "A", ("result", "", "A", "")),
        (None, "2EXS", ("attainment", "", "", "")),
        (None, "99999", ("result", "99999", "", "")),
        (None, "20251205", ("", "", "", "a date typed as a score")),
        (None, "31042025", ("result", "31042025", "", "")),
        (None, "45996", ("", "", "", "a date typed as a score")),
        (None, "05/12/2025", ("", "", "", "a date typed as a score")),
        ("progress", "3", ("result", "3", "", "")),
        ("attainment", "0", ("", "", "", "0 stands for missing")),
        ("attainment", "Emerging", ("attainment", "", "", "")),
        ("attainment", "12:04", ("", "", "", "a number where a code should be")),
        ("scaled", "0.0", ("", "", "", "0 stands for missing")),
        ("scaled", "HNM", ("attainment", "", "", "")),
        ("score", "0", ("result", "0", "", "")),
        ("score", "31%", ("result", "31", "", "")),
        ("reading age", "00:00", ("", "", "", "0 stands for missing")),
        ("reading age", "148", ("", "", "", "not an age in years and months")),
        ("attendance", "", ("", "", "", "attendance is no assessment")),
    ],
)
def test_type_and_value_decide_together(
    kind: Kind | None, word: str, expected: tuple[str, str, str, str]
) -> None:
    """31 April is no day; 99999 is no serial number of one; an age is written with its colon."""
    value = read_value(word, kind)
    assert (value.holds, value.score, value.outcome, value.rule) == expected


def test_what_is_passed_over_or_in_doubt_is_said(tmp_path: Path) -> None:
    """Teachers are never read; a 0 of which nothing is known is kept with a warning."""
    extract = read(tmp_path / "a.csv", TABLE)
    assert [(p.severity, p.rule, p.column, p.count) for p in extract.problems][:4] == [
        ("note", "column not read", "teacher_id", 1),
        ("note", "column not read", "class_id", 1),
        ("warning", "0 may stand for missing", "score", 1),
        ("note", "codes with a year group in front", "", 1),
    ]
    for table in extract.tables.values():
        assert not table.isin(["T77", "C3"]).any(axis=None)


def test_the_school_says_what_its_types_and_subjects_are(tmp_path: Path) -> None:
    """Types, subjects, the school's codes and the year group's prefix are stated."""
    extract = read(
        tmp_path / "a.csv",
        TABLE,
        types={"dc1": "scaled", "Standardised": "score"},
        subjects={"EY01: LAU": "Listening", "Maths": "Mathematics"},
        strip_year_group=True,
    )
    assert rows(extract, "overall", "subject", "attainment") == [
        ("Reading", "EXS"),
        ("Mathematics", "WTS"),
        ("Reading", "GDS"),
    ]
    assert ("0 stands for missing", 16, 1) in refused(extract)
    assert ("Standardised", "0") in rows(extract, "results", "assessment", "score")
    assert "codes with a year group in front" not in [p.rule for p in extract.problems]


def test_a_table_that_says_who_the_pupils_are(tmp_path: Path) -> None:
    """Each pupil and year once, from the first row that has it, besides the results."""
    extract = read(tmp_path / "a.csv", TABLE, defines_pupils=True)
    named = ("school_id", "pupil_id", "academic_year", "year_group", ROW)
    assert rows(extract, "pupils", *named) == [
        ("9352001", "00123", "2025/26", "Year 3", 2),
        ("9352001", "00124", "2025/26", "Year 3", 4),
    ]
    assert extract.rows_read == 22
    text = "student_id,date,assessment_type,subject,score\n1,2025-12-05,Attainment,Maths,EXS\n"
    with pytest.raises(ReadError, match="no year_group and no academic_year"):
        read(tmp_path / "a.csv", text, defines_pupils=True)


def test_a_table_without_dates(tmp_path: Path) -> None:
    """The last day of the year is taken: the school's own, or 31 July."""
    text = "student_id,academic_year,assessment_type,subject,score\n"
    text += "1,2025/26,Attainment,Maths,EXS\n1,2023/24,Attainment,Maths,WTS\n"
    extract = read(tmp_path / "a.csv", text)
    assert rows(extract, "overall", "assessed_on") == [("2026-07-21",), ("2024-07-31",)]
    assert [(p.rule, p.count) for p in extract.problems] == [("no dates", 2)]


def test_a_table_in_a_school_folder(tmp_path: Path) -> None:
    """Every row is kept, a duplicate or refused, and nothing of a child is in the report."""
    export = (
        '[[export]]\nfile = "trust.csv"\nreader = "trust_results"\nstrip_year_group = true\n'
        "defines_pupils = true\n"
    )
    text = TABLE + TABLE.splitlines()[1] + "\n"
    school = load(tmp_path, pupils=None, files={"trust.csv": text}, settings=SETTINGS + export)
    assert accounts(school)["trust.csv"] == (23, 11, 0, 1, 11)
    assert school.overall["attainment"].tolist() == ["EXS", "WTS", "GDS"]
    assert school.results["score"].dropna().astype(int).tolist() == [148, 103, 0, 0]
    said = school.load_report.brief() + school.load_report.to_json()
    assert "00124" not in said and "T77" not in said


def test_a_workbook_and_other_headers(tmp_path: Path) -> None:
    """The same from a sheet; a column by another name is stated."""
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Results")
    sheet.write_row("A1", ["Pupil", "date", "assessment_type", "subject", "score", ""])
    sheet.write_row("A2", ["00123", "2025-12-05", "Reading Age", "Reading", "08:00", ""])
    book.close()
    extract = read(tmp_path / "a.xlsx", None, columns={"pupil_id": "Pupil"})
    assert rows(extract, "results", "pupil_id", "score", "outcome", ROW) == [
        ("00123", "96", "08:00", 2)
    ]
    assert extract.sheet == "Results"


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("student_id,date,subject,score\n1,2,3,4\n", {}, 'no column headed "assessment_type"'),
        ("student_id,assessment_type,subject,score\n1,2,3,4\n", {}, "neither date nor academic"),
        (TABLE, {"columns": {"mark": "score"}}, "no column is called `mark`"),
        (TABLE, {"columns": {"score": "marks"}}, 'no column headed "marks"'),
        (TABLE.replace("class_id", "score"), {}, '2 columns headed "score"'),
        ("", {}, "is empty"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: str, options: dict[str, Any], said: str) -> None:
    """Each mistake is named with its remedy."""
    with pytest.raises(ReadError, match=said):
        read(tmp_path / "a.csv", text, **options)


def test_half_a_million_rows_in_a_few_seconds(tmp_path: Path) -> None:
    """Values are told apart once each, and every row is accounted for."""
    kinds = [
        ("Attainment", "EXS"),
        ("Scaled Score", "0"),
        ("Scaled Score", "104"),
        ("Reading Age", "09:11"),
        ("Progress", "EXP+"),
    ]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for number in range(500_000):
        kind, value = kinds[number % 5]
        day = f"2025-12-{1 + number % 19:02d}"
        pupil = f"P{number % 20_000}"
        writer.writerow([pupil, "S1", "", "", "Year 3", "2025/26", day, kind, "Pri: Maths", value])
    path = tmp_path / "a.csv"
    path.write_text(HEADER + buffer.getvalue(), encoding="utf-8")
    start = time.process_time()
    extract = read(path, None)
    assert time.process_time() - start < 8
    assert {name: len(table) for name, table in extract.tables.items()} == {
        "overall": 100_000,
        "results": 300_000,
    }
    assert (extract.rows_read, extract.refused) == (500_000, 100_000)


def test_it_is_recognised_by_its_headers(tmp_path: Path) -> None:
    """A plain table of results, without the warehouse's columns, is left to its own reader."""
    path = tmp_path / "a.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.strength == 10
    assert found.because.endswith("assessment_type, subject and score")
    path.write_text("student_id,assessment_type,subject,score\n1,2,3,4\n", encoding="utf-8")
    assert recognise(glance(RawFile.read(path))) is None
