"""Wide marksheets as they come: titles, two-row headers, footers, codes, gaps."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter
from folders import SETTINGS

from ladders_analysis.errors import PointError, ReadError, SettingsError
from ladders_analysis.exports.contract import COLUMN, ROW, Extract, RawFile
from ladders_analysis.exports.wide import read_wide
from ladders_analysis.settings import Settings, settings_from

DAY = dt.date(2025, 12, 5)
READING = {"holds": "overall", "subject": "Reading"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Make the settings whose assessment points are meant."""
    import tomllib

    return settings_from(tomllib.loads(SETTINGS), tmp_path)


def read(path: Path, content: str | None, settings: Settings, **options: Any) -> list[Extract]:
    """Write a marksheet and read it."""
    if content is not None:
        path.write_text(content, encoding="utf-8")
    return list(read_wide(RawFile.read(path), options, settings.default.calendar))


def cells(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of a table."""
    return list(frame[list(columns)].itertuples(index=False, name=None))


SHEET = """Example Primary,,,,
Autumn assessments,,,,

Adm No,Name,Class,Reading,Reading score
00123,"Zoë, A",3A,EXS,103
00124,Lin,3A,,97

00125,Ayo,3B,WTS,
Total,,,2,2
"""

MAP = {
    "pupil": {"pupil_id": "Adm No", "name": "Name", "class_name": "Class"},
    "columns": {
        "Reading": READING,
        "Reading score": {"holds": "score", "assessment": "NMM", "subject": "Reading"},
    },
    "point": "Autumn 2025",
}


def test_a_marksheet_with_titles_and_a_footer(tmp_path: Path, settings: Settings) -> None:
    """Four filled cells are four records, each with its row and header; the rest is noted."""
    (extract,) = read(tmp_path / "a.csv", SHEET, settings, **MAP)
    assert set(extract.tables) == {"overall", "results"}
    overall, results = extract.tables["overall"], extract.tables["results"]
    assert cells(overall, "pupil_id", "subject", "assessed_on", "attainment", ROW, COLUMN) == [
        ("00123", "Reading", "2025-12-19", "EXS", 5, "Reading"),
        ("00125", "Reading", "2025-12-19", "WTS", 8, "Reading"),
    ]
    assert cells(results, "pupil_id", "assessment", "taken_on", "score", ROW) == [
        ("00123", "NMM", "2025-12-19", "103", 5),
        ("00124", "NMM", "2025-12-19", "97", 6),
    ]
    assert extract.rows_read == 4
    assert [(note.rule, note.row, note.count) for note in extract.problems] == [
        ("title rows passed over", 1, 2),
        ("blank rows passed over", None, 1),
        ("footer rows passed over", 9, 1),
    ]


def test_a_marksheet_that_says_who_the_pupils_are(tmp_path: Path, settings: Settings) -> None:
    """With a year and a year group each row is a pupil besides its filled cells."""
    stated = {**MAP, "academic_year": 2026, "year_group": "Year 3"}
    (extract,) = read(tmp_path / "a.csv", SHEET, settings, **stated)
    assert extract.rows_read == 7
    pupils = extract.tables["pupils"]
    assert cells(pupils, "pupil_id", "name", "class_name", "academic_year", "year_group", ROW) == [
        ("00123", "Zoë, A", "3A", "2026", "Year 3", 5),
        ("00124", "Lin", "3A", "2026", "Year 3", 6),
        ("00125", "Ayo", "3B", "2026", "Year 3", 8),
    ]
    (extract,) = read(tmp_path / "a.csv", SHEET, settings, **stated, defines_pupils=False)
    assert "pupils" not in extract.tables


def test_two_row_headers_of_a_csv_are_joined(tmp_path: Path, settings: Settings) -> None:
    """The heading above stands over every column until the next."""
    text = ",,Reading,,Maths\nAdm No,Name,Autumn,Spring,Autumn\n1,Ayo,EXS,GDS,WTS\n"
    columns = {
        "Reading Autumn": {**READING, "point": "Autumn 2025"},
        "Reading Spring": {**READING, "on": DAY},
        "Maths Autumn": {"holds": "overall", "subject": "Maths", "point": "Autumn 2025"},
    }
    (extract,) = read(
        tmp_path / "a.csv",
        text,
        settings,
        header_rows=2,
        pupil={"pupil_id": "Adm No"},
        columns=columns,
    )
    assert cells(extract.tables["overall"], "subject", "assessed_on", "attainment", ROW) == [
        ("Reading", "2025-12-19", "EXS", 3),
        ("Reading", "2025-12-05", "GDS", 3),
        ("Maths", "2025-12-19", "WTS", 3),
    ]


def statement_sheet(path: Path) -> None:
    """Write a workbook: a merged title, merged two-row headers, dates, a footer."""
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Year 3")
    sheet.merge_range("A1:F1", "Example Primary – Year 3")
    sheet.merge_range("A3:A4", "Adm No")
    sheet.merge_range("B3:B4", "Assessed")
    sheet.merge_range("C3:D3", "Number")
    sheet.merge_range("E3:F3", "Shape")
    sheet.write_row("C4", ["M3.1", "M3.2", "M3.3", "M3.4"])
    for row, (pupil, *codes) in enumerate(
        [("00123", "Secure", "", "Not yet", "NA"), ("00124", "N/A", "absent", "", "Developing")],
        start=4,
    ):
        sheet.write_string(row, 0, pupil)
        sheet.write_datetime(row, 1, dt.datetime(2025, 12, 5 + row), day)
        for column, code in enumerate(codes, start=2):
            if code:
                sheet.write_string(row, column, code)
    sheet.write_row("A8", ["Total", "", 1, 1, 1, 2])
    book.close()


def test_a_workbook_with_merged_headers_and_a_pattern(tmp_path: Path, settings: Settings) -> None:
    """Statements are named by a pattern, days by a column; footers and titles are no pupils."""
    statement_sheet(tmp_path / "a.xlsx")
    (extract,) = read(
        tmp_path / "a.xlsx",
        None,
        settings,
        header_rows=2,
        pupil={"pupil_id": "Adm No"},
        on_column="Assessed",
        patterns={r"(\w+) (M3\.\d)": {"holds": "judgement", "statement": "{2}"}},
    )
    judged = extract.tables["judgements"]
    assert cells(judged, "pupil_id", "statement_id", "assessed_on", "judgement", ROW, COLUMN) == [
        ("00123", "M3.1", "2025-12-09", "Secure", 5, "Number M3.1"),
        ("00124", "M3.1", "2025-12-10", "N/A", 6, "Number M3.1"),
        ("00124", "M3.2", "2025-12-10", "absent", 6, "Number M3.2"),
        ("00123", "M3.3", "2025-12-09", "Not yet", 5, "Shape M3.3"),
        ("00123", "M3.4", "2025-12-09", "NA", 5, "Shape M3.4"),
        ("00124", "M3.4", "2025-12-10", "Developing", 6, "Shape M3.4"),
    ]
    assert (extract.sheet, extract.rows_read, extract.epoch) == ("Year 3", 6, 1900)
    assert [(note.rule, note.row, note.count) for note in extract.problems] == [
        ("title rows passed over", 1, 1),
        ("blank rows passed over", None, 1),
        ("footer rows passed over", 8, 1),
    ]


def test_footers_can_be_counted_or_worded(tmp_path: Path, settings: Settings) -> None:
    """A number of rows, or the school's own words; a pupil called Mean is a pupil."""
    text = "Name,Adm No,Reading\nMean,1,EXS\nSumme,,1\n"
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated, footer=["Summe"])
    assert cells(extract.tables["overall"], "pupil_id") == [("1",)]
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated, footer=1)
    assert cells(extract.tables["overall"], "pupil_id") == [("1",)]
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated)
    assert cells(extract.tables["overall"], "pupil_id") == [("1",), ("",)]


def test_ragged_rows_of_a_marksheet_are_refused(tmp_path: Path, settings: Settings) -> None:
    """A row cut off in the middle is not read as a shorter mark."""
    text = "Adm No,Reading,Maths\n1,EXS,GDS\n2,EX\n3,EXS,GDS,WTS\n"
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated)
    assert (extract.rows_read, extract.refused) == (3, 2)
    assert [(p.rule, p.row) for p in extract.problems if p.severity == "refused"] == [
        ("too few cells", 3),
        ("too many cells", 4),
    ]


def test_unmapped_columns_are_noted_by_header(tmp_path: Path, settings: Settings) -> None:
    """A column nobody mapped is not lost in silence."""
    text = "Adm No,Reading,Attendance\n1,EXS,97\n"
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated)
    assert [(note.rule, note.column) for note in extract.problems] == [
        ("column not in the map", "Attendance")
    ]


def test_companions_names_and_days_of_entry(tmp_path: Path, settings: Settings) -> None:
    """Progress belongs to its overall judgement; a name may be in two columns."""
    text = "UPN,Forename,Surname,Attainment,Progress,Entered\nU1,Zoë,A,EXS,good,2025-12-09\n"
    (extract,) = read(
        tmp_path / "a.csv",
        text,
        settings,
        pupil={"upn": "UPN", "name": ["Forename", "Surname"]},
        columns={"Attainment": {**READING, "progress": "Progress"}},
        on=DAY,
        recorded_on_column="Entered",
        academic_year="2025/26",
        year_group=3,
        school_id="S1",
    )
    assert cells(extract.tables["pupils"], "pupil_id", "upn", "name", "school_id") == [
        ("U1", "U1", "Zoë A", "S1")
    ]
    overall = extract.tables["overall"]
    assert cells(overall, "school_id", "pupil_id", "progress", "recorded_on") == [
        ("S1", "U1", "good", "2025-12-09")
    ]


def test_headers_match_as_people_read_them(tmp_path: Path, settings: Settings) -> None:
    """Case, spaces and no-break spaces do not matter; two alike are an error."""
    text = "adm\u00a0no,READING \n1,EXS\n"
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated)
    assert len(extract.tables["overall"]) == 1
    with pytest.raises(ReadError, match='2 columns headed "Reading"'):
        read(tmp_path / "a.csv", "Adm No,Reading,Reading\n1,EXS,GDS\n", settings, **stated)
    with pytest.raises(ReadError, match='no column headed "Reading": did you mean "Raeding"'):
        read(tmp_path / "a.csv", "Adm No,Raeding\n1,EXS\n", settings, **stated)
    with pytest.raises(ReadError, match='no header row holds "Adm No"'):
        read(tmp_path / "a.csv", "Number,Reading\n1,EXS\n", settings, **stated)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"columns": {"Reading": {"holds": "overall"}}, "on": DAY}, "needs `subject`"),
        ({"columns": {"Reading": READING}}, "say its day"),
        ({"columns": {"Reading": {"holds": "mark"}}, "on": DAY}, "mark"),
        ({"colums": {}}, 'unknown key `colums`; did you mean "columns"'),
        ({"pupil": {"pupil_number": "Adm No"}}, "no column `pupil_number`; did you mean"),
        ({"pupil": {"name": "Name"}}, "which column has the pupil_id"),
        ({"patterns": {"(": READING}, "on": DAY}, "patterns"),
    ],
)
def test_maps_that_cannot_be_followed(
    tmp_path: Path, settings: Settings, options: dict[str, Any], said: str
) -> None:
    """Each mistake is named with its remedy."""
    given = {"pupil": {"pupil_id": "Adm No"}, **options}
    with pytest.raises(SettingsError, match=said):
        read(tmp_path / "a.csv", "Adm No,Reading\n1,EXS\n", settings, **given)


def test_an_unknown_point_is_named(tmp_path: Path, settings: Settings) -> None:
    """Points come from the school's own calendar."""
    with pytest.raises(PointError, match='did you mean "Autumn 2025"'):
        read(tmp_path / "a.csv", SHEET, settings, **{**MAP, "point": "Autum 2025"})


def test_a_sheet_without_pupils_is_empty_not_an_error(tmp_path: Path, settings: Settings) -> None:
    """Header only: no records, and typed columns still come of it."""
    (extract,) = read(tmp_path / "a.csv", SHEET.split("00123")[0], settings, **MAP)
    assert extract.rows_read == 0
    assert list(extract.tables["overall"]["attainment"]) == []


def test_the_header_can_be_counted_down_to(tmp_path: Path, settings: Settings) -> None:
    """Stated title rows are believed; a header below the last row is an error."""
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    text = "Adm No,Reading\nAdm No,Reading\n1,EXS\n"
    (extract,) = read(tmp_path / "a.csv", text, settings, **stated, title_rows=1)
    assert cells(extract.tables["overall"], "pupil_id", ROW) == [("1", 3)]
    with pytest.raises(ReadError, match="the header cannot be below them"):
        read(tmp_path / "a.csv", text, settings, **stated, title_rows=3)
    with pytest.raises(ReadError, match="header_rows = 0"):
        read(tmp_path / "a.csv", text, settings, **stated, header_rows=0)


def test_an_excel_csv_with_a_separator_line(tmp_path: Path, settings: Settings) -> None:
    """Rows are numbered as the spreadsheet numbers them."""
    stated = {"pupil": {"pupil_id": "Adm No"}, "columns": {"Reading": READING}, "on": DAY}
    (extract,) = read(tmp_path / "a.csv", "sep=;\nAdm No;Reading\n1;EXS\n", settings, **stated)
    assert cells(extract.tables["overall"], "pupil_id", ROW) == [("1", 3)]
    assert extract.delimiter == "semicolon"
