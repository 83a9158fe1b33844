"""Long lists and tables of results."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from folders import SETTINGS

from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import ROW, UPN, Extract, RawFile
from ladders_analysis.exports.long import read_long
from ladders_analysis.exports.results import read_results
from ladders_analysis.settings import settings_from

JUDGED = "Admission number,Objective,Grade,When,Teacher\n00123,R1,Secure,05/12/2025,TS\n"
MAP = {
    "holds": "judgement",
    "columns": {
        "pupil_id": "Admission number",
        "statement_id": "Objective",
        "judgement": "Grade",
        "assessed_on": "When",
    },
}


def read(reader: Any, path: Path, content: str | None, **options: Any) -> Extract:
    """Write a list and read it."""
    if content is not None:
        path.write_text(content, encoding="utf-8")
    settings = settings_from(tomllib.loads(SETTINGS), path.parent)
    (extract,) = reader(RawFile.read(path), options, settings.default.calendar)
    return extract


def test_a_long_list_by_its_column_map(tmp_path: Path) -> None:
    """Mapped columns are read, others noted; titles above are passed over."""
    extract = read(read_long, tmp_path / "a.csv", "Judgements,,,,\n" + JUDGED, **MAP)
    (row,) = extract.tables["judgements"].to_dict("records")
    assert row == {
        "pupil_id": "00123",
        "statement_id": "R1",
        "judgement": "Secure",
        "assessed_on": "05/12/2025",
        ROW: 3,
    }
    assert extract.headers["judgement"] == "Grade"
    assert [note.rule for note in extract.problems] == [
        "title rows passed over",
        "column not in the map",
    ]


def test_what_all_rows_share_is_stated_once(tmp_path: Path) -> None:
    """Constants and a point fill what no column says."""
    extract = read(
        read_long,
        tmp_path / "a.csv",
        "ID;Level\n1;EXS\n2;WTS\n",
        holds="overall",
        columns={"pupil_id": "ID", "attainment": "Level"},
        constants={"subject": "Writing"},
        point="Autumn 2025",
    )
    table = extract.tables["overall"]
    assert table["subject"].tolist() == ["Writing", "Writing"]
    assert table["assessed_on"].tolist() == ["2025-12-19", "2025-12-19"]
    assert extract.delimiter == "semicolon"


def test_pupils_by_their_upn(tmp_path: Path) -> None:
    """Without a pupil id the UPN is carried along to find the pupil."""
    columns = {"upn": "UPN", "judgement": "Grade", "statement_id": "Objective"}
    extract = read(
        read_long,
        tmp_path / "a.csv",
        "UPN,Objective,Grade\nB801200005001,R1,Secure\n",
        holds="judgement",
        columns=columns,
        on=dt.date(2025, 12, 5),
    )
    assert extract.tables["judgements"][UPN].tolist() == ["B801200005001"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"holds": "judgement"}, "`columns` says which header fills"),
        ({"holds": "judgement", "columns": {"pupil_id": "ID"}}, "statement_id, assessed_on, judg"),
        ({"holds": "marks"}, "marks"),
        ({}, "holds"),
        ({"holds": "overall", "columns": {"grade": "Grade"}}, "no column `grade`"),
        ({"holds": "overall", "columns": {"subject": "S"}, "constants": {"x": 1}}, "column `x`"),
    ],
)
def test_lists_that_cannot_be_followed(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    """Each mistake is named."""
    with pytest.raises(SettingsError, match=said):
        read(read_long, tmp_path / "a.csv", "ID,Grade\n1,EXS\n", **options)


RESULTS = """student_id,school_id,teacher_id,date,assessment_type,subject,score
00123,S1,,2025-12-05,Reading age,Reading,12:04
00124,S1,,2025-12-05,Star,Reading,103
"""


def test_a_results_table_by_its_known_headers(tmp_path: Path) -> None:
    """Nothing need be mapped; every row is a record, whatever its score."""
    extract = read(read_results, tmp_path / "a.csv", RESULTS)
    table = extract.tables["results"]
    assert table["pupil_id"].tolist() == ["00123", "00124"]
    assert table["taken_on"].tolist() == ["2025-12-05", "2025-12-05"]
    assert table["assessment"].tolist() == ["Reading age", "Star"]
    assert table["score"].tolist() == ["12:04", "103"]
    assert [note.column for note in extract.problems] == ["teacher_id"]


def test_a_results_table_in_a_workbook_with_its_own_headers(tmp_path: Path) -> None:
    """Headers that differ are mapped, the rest is known; a shared assessment is stated."""
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Spring tests"])
    sheet.write_row("A3", ["Pupil", "Subject", "Scaled score"])
    sheet.write_row("A4", ["00123", "Maths", 101])
    book.close()
    extract = read(
        read_results,
        tmp_path / "a.xlsx",
        None,
        columns={"pupil_id": "Pupil"},
        constants={"assessment": "KS2 scaled score"},
        on=dt.date(2026, 5, 12),
    )
    (row,) = extract.tables["results"].to_dict("records")
    assert row == {
        "pupil_id": "00123",
        "subject": "Maths",
        "score": "101",
        "assessment": "KS2 scaled score",
        "taken_on": "2026-05-12",
        ROW: 4,
    }
    with pytest.raises(SettingsError, match="must say what fills assessment, taken_on"):
        read(read_results, tmp_path / "a.xlsx", None, columns={"pupil_id": "Pupil"})
