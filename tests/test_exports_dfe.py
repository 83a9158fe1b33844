"""Extracts of the DfE: marks within their range, codes and symbols as outcomes, nothing guessed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from folders import SETTINGS
from transfers import AYO, LIN, ZOE

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, UPN, Extract, RawFile
from ladders_analysis.exports.dfe.eyfsp import GOALS
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.registry import READERS, format_named
from ladders_analysis.settings import settings_from

EXTRACTS = ("eyfsp", "phonics", "key_stage_1", "key_stage_2", "mtc")
KS2 = (
    "KS2_ACADYR,KS2_UPN,KS2_SURNAME,KS2_FORENAMES,KS2_DOB,KS2_SEX,KS2_YEARGRP,KS2_READSCORE,"
    "KS2_READOUTCOME,KS2_MATSCORE,KS2_MATOUTCOME,KS2_WRITTAOUTCOME,KS2_READMRK\n"
)
PHONICS = "Phonics_ACADYR,Phonics_UPN,Phonics_NCYEARACTUAL,Phonics_PHONICS_MARK,"
PHONICS += "Phonics_PHONICS_OUTCOME\n"


def read(reader: str, path: Path, content: str | None, **options: Any) -> Extract:
    """Write an extract and read it with the calendar of the example school."""
    if content is not None:
        path.write_text(content, encoding="utf-8")
    settings = settings_from(tomllib.loads(SETTINGS), path.parent)
    raw = RawFile.read(path)
    (extract,) = format_named(reader).read(raw, options, settings.default.calendar)
    return extract


def told(extract: Extract) -> list[tuple[Any, ...]]:
    """List the results: row, assessment, subject, score and outcome."""
    columns = [ROW, "assessment", "subject", "score", "outcome"]
    return list(extract.tables["results"][columns].itertuples(index=False, name=None))


def noted(extract: Extract, severity: str) -> list[tuple[str, str, int | None, int]]:
    """List rule, column, row and count of what was noted, warned of or refused."""
    return [
        (each.rule, each.column, each.row, each.count)
        for each in extract.problems
        if each.severity == severity
    ]


def test_key_stage_2_scores_with_their_outcomes(tmp_path: Path) -> None:
    """A mark and its outcome are one result; a code in either column is an outcome."""
    extract = read(
        "key_stage_2",
        tmp_path / "a.csv",
        KS2
        + f"2025/26,{AYO},Okafor,Ayo,2015-01-05,F,6,104,AS,99,NS,EXS,31\n"
        + f"2025/26,{LIN},Li,Lin,2014-10-20,M,6,,B,SUPP,,GDS,\n"
        + f"2025/26,{ZOE},O’Brien,Zoë,2015-08-31,F,6,NA,NA,c,AS,PK5,\n",
    )
    reading, maths, writing = (
        ("KS2 scaled score", "Reading"),
        ("KS2 scaled score", "Maths"),
        ("KS2 teacher assessment", "Writing"),
    )
    assert told(extract) == [
        (2, *reading, "104", "AS"),
        (2, *maths, "99", "NS"),
        (2, *writing, "", "EXS"),
        (3, *reading, "", "B"),
        (3, *maths, "", "SUPP"),
        (3, *writing, "", "GDS"),
        (4, *reading, "", "NA"),
        (4, *maths, "", "AS"),
        (4, *writing, "", "PK5"),
    ]
    results = extract.tables["results"]
    assert set(results["taken_on"]) == {"2026-07-21"}
    assert results[UPN].tolist() == [AYO] * 3 + [LIN] * 3 + [ZOE] * 3
    assert (extract.rows_read, extract.refused) == (9, 0)
    notes = noted(extract, "note")
    assert ("second outcome of one result", "KS2_MATSCORE", 4, 1) in notes
    assert ("columns not read", "", None, 1) in notes
    missing = [each.remedy for each in extract.problems if "not there" in each.rule]
    assert missing == ["GPSSCORE, SCITAOUTCOME, READTAOUTCOME, MATTAOUTCOME, GPSOUTCOME"]


def test_marks_outside_the_range_are_refused_by_that_rule(tmp_path: Path) -> None:
    """79, 121, a half mark and a negative one; 80 and 120 and 100.0 stand."""
    rows = "".join(
        f"2026,{AYO},{mark}\n" for mark in ("79", "80", "120", "121", "100.5", "-1", "100.0")
    )
    extract = read("key_stage_2", tmp_path / "a.csv", "ACADYR,UPN,MATSCORE\n" + rows)
    assert [row[3] for row in told(extract)] == ["80", "120", "100"]
    assert noted(extract, "refused") == [
        ("mark outside 80 to 120", "MATSCORE", 2, 1),
        ("mark outside 80 to 120", "MATSCORE", 5, 1),
        ("mark is not a whole number", "MATSCORE", 6, 1),
        ("mark outside 80 to 120", "MATSCORE", 7, 1),
    ]
    assert (extract.rows_read, extract.refused) == (7, 4)
    remedies = {each.remedy for each in extract.problems if each.severity == "refused"}
    assert len(remedies) == 1 and "a whole number from 80 to 120" in remedies.pop()


@pytest.mark.parametrize(
    ("reader", "column", "least", "most"),
    [
        ("phonics", "PHONICS_MARK", 0, 40),
        ("mtc", "FormMark", 0, 25),
        ("key_stage_2", "GPSSCORE", 80, 120),
        ("eyfsp", "COM_E01", 1, 2),
    ],
)
def test_every_range(tmp_path: Path, reader: str, column: str, least: int, most: int) -> None:
    """Both ends are in, one beyond is out."""
    marks = (least - 1, least, most, most + 1)
    rows = "".join(f"2026,{AYO},{mark}\n" for mark in marks)
    extract = read(reader, tmp_path / "a.csv", f"ACADYR,UPN,{column}\n{rows}")
    assert [row[3] for row in told(extract)] == [str(least), str(most)]
    assert {each[0] for each in noted(extract, "refused")} == {f"mark outside {least} to {most}"}


@pytest.mark.parametrize("symbol", "SUPP NE NA NP LOWCOV c x z low k u".split())
def test_symbols_in_columns_of_numbers_are_outcomes(tmp_path: Path, symbol: str) -> None:
    """Never a number, never blank, never a warning."""
    extract = read("phonics", tmp_path / "a.csv", f"{PHONICS}2025/26,{AYO},1,{symbol},\n")
    assert told(extract) == [(2, "Phonics screening check", "Reading", "", symbol)]
    assert noted(extract, "warning") == []


def test_unknown_codes_are_kept_as_written_and_counted(tmp_path: Path) -> None:
    """Known ones take their own spelling, whatever their case."""
    rows = [f"2025/26,{AYO},1,33,{code}\n" for code in ("WA", "wt", "Zq", "Zq", "7")]
    extract = read("phonics", tmp_path / "a.csv", PHONICS + "".join(rows))
    assert [row[4] for row in told(extract)] == ["Wa", "Wt", "Zq", "Zq", "7"]
    assert noted(extract, "warning") == [
        (
            "code that the DfE's guidance does not list",
            "Phonics_PHONICS_OUTCOME",
            4,
            3,
        )
    ]


def test_phonics_in_year_1_and_again_in_year_2(tmp_path: Path) -> None:
    """The year group is the file's; each result stands in its own year."""
    extract = read(
        "phonics",
        tmp_path / "a.csv",
        PHONICS + f"2024/25,{AYO},1,25,Wt\n202526,{AYO},2,36,Wa\n2025-2026,{LIN},,,A\n",
        defines_pupils=True,
    )
    assert extract.tables["results"]["taken_on"].tolist() == [
        "2025-07-22",
        "2026-07-21",
        "2026-07-21",
    ]
    pupils = extract.tables["pupils"]
    assert pupils["academic_year"].tolist() == ["2025", "2026", "2026"]
    assert pupils["year_group"].tolist() == ["1", "2", "1"]
    assert (extract.rows_read, extract.refused) == (6, 0)


def test_the_early_years_profile_and_its_good_level(tmp_path: Path) -> None:
    """Seventeen goals by name; a good level that contradicts the goals is counted."""
    names = [f"FSP_{area}_{goal}" for goal, (area, _) in GOALS.items()]
    header = f"FSP_ACADYR,FSP_UPN,{','.join(names)},FSP_GLD\n"
    all_expected = ",".join("2" * 17)
    arts_emerging = ",".join("2" * 12 + "1" * 5)
    maths_emerging = ",".join("2" * 11 + "1" * 6)
    exempt = ",".join("A" * 17)
    extract = read(
        "eyfsp",
        tmp_path / "a.csv",
        header
        + f"2025/26,{AYO},{all_expected},1\n"
        + f"2025/26,{LIN},{arts_emerging},1\n"
        + f"2025/26,{ZOE},{maths_emerging},1\n"  # wrong: number is expected, patterns is not
        + f"2025/26,Q999123420004,{arts_emerging},0\n"  # wrong: all of E01 to E12 expected
        + f"2025/26,E999123420005,{exempt},0\n",
    )
    assert extract.rows_read == 5 * 18
    first = told(extract)[:18]
    assert [row[2] for row in first] == [
        "Listening, attention and understanding",
        "Speaking",
        "Self-regulation",
        "Managing self",
        "Building relationships",
        "Gross motor skills",
        "Fine motor skills",
        "Comprehension",
        "Word reading",
        "Writing",
        "Number",
        "Numerical patterns",
        "Past and present",
        "People, culture and communities",
        "The natural world",
        "Creating with materials",
        "Being imaginative and expressive",
        "Early years",
    ]
    assert first[17] == (2, "EYFSP good level of development", "Early years", "1", "")
    assert told(extract)[72] == (6, "EYFSP", "Listening, attention and understanding", "", "A")
    assert noted(extract, "warning") == [
        ("good level of development against the goals", "FSP_GLD", 4, 2)
    ]


@pytest.mark.parametrize(("year", "count"), [("2022/23", 0), ("2023/24", 2), ("2025/26", 2)])
def test_key_stage_1_has_been_optional_since_2023_24(tmp_path: Path, year: str, count: int) -> None:
    """Said of files of 2024 and later."""
    content = f"ACADYR,UPN,READ_OUTCOME,MATH_OUTCOME\n{year},{AYO},EXS,BLW\n{year},{LIN},PKF,WTS\n"
    extract = read("key_stage_1", tmp_path / "a.csv", content)
    assert [row[1:] for row in told(extract)[:2]] == [
        ("KS1 teacher assessment", "Reading", "", "EXS"),
        ("KS1 teacher assessment", "Maths", "", "BLW"),
    ]
    rule = "key stage 1 assessment has been optional since 2023/24"
    assert [each[3] for each in noted(extract, "note") if each[0] == rule] == [count] * bool(count)


def test_the_tables_check_is_a_distribution(tmp_path: Path) -> None:
    """A reason before a status, and a note that there is no standard."""
    content = (
        "ACADYR,PupilMatchingRef,UPN,Surname,Forename,Sex,DOB,LA,LA_9Code,ESTAB,LAESTAB,URN,"
        "ToE_Code,FormMark,PupilStatus,ReasonNotTakingCheck\n"
        f"2025/26,1,{AYO},Okafor,Ayo,F,05/01/2017,999,E99,1234,9991234,1,2,0,Complete,\n"
        f"2025/26,2,{LIN},Li,Lin,M,20/10/2016,999,E99,1234,9991234,1,2,,Not taking the check,B\n"
        f"2025/26,3,{ZOE},O’Brien,Zoë,F,31/08/2017,999,E99,1234,9991234,1,2,,Incomplete,\n"
    )
    extract = read("mtc", tmp_path / "a.csv", content, defines_pupils=True)
    assert [row[3:] for row in told(extract)] == [("0", "Complete"), ("", "B"), ("", "Incomplete")]
    assert extract.tables["pupils"]["year_group"].tolist() == ["4", "4", "4"]
    assert extract.tables["pupils"]["name"].tolist() == ["Ayo Okafor", "Lin Li", "Zoë O’Brien"]
    rules = [each[0] for each in noted(extract, "note")]
    assert "the multiplication tables check has no expected standard" in rules
    assert noted(extract, "warning") == []


def test_rows_without_upn_or_year_are_refused_with_all_their_results(tmp_path: Path) -> None:
    """Conservation: results and the pupil's own record are counted."""
    content = (
        "ACADYR,UPN,READSCORE,MATSCORE\n"
        f"2026,,101,102\n2025/27,{LIN},103,\n2026,{AYO},,\n,{AYO},104,105\n"
    )
    extract = read("key_stage_2", tmp_path / "a.csv", content, defines_pupils=True)
    assert noted(extract, "refused") == [
        ("no UPN", "UPN", 2, 3),
        ("academic year cannot be read", "ACADYR", 3, 2),
        ("academic year cannot be read", "ACADYR", 5, 3),
    ]
    assert (extract.rows_read, extract.refused) == (9, 8)
    assert ("rows without any result", "", None, 1) in noted(extract, "note")
    assert told(extract) == []


def test_pupils_outside_the_primary_years_are_refused(tmp_path: Path) -> None:
    """Nursery and Year 7, with the reason; a former UPN is carried along."""
    content = (
        "ACADYR,UPN,Former UPN,NCYEARACTUAL,PHONICS_MARK\n"
        f"2026,{AYO},{ZOE},1,30\n2026,{LIN},,N2,30\n2026,{ZOE},,7,30\n"
    )
    extract = read("phonics", tmp_path / "a.csv", content, defines_pupils=True)
    pupils = extract.tables["pupils"]
    assert pupils[["pupil_id", "former_upn"]].to_numpy().tolist() == [[AYO, ZOE]]
    assert noted(extract, "refused") == [
        ("year group outside Reception to Year 6", "NCYEARACTUAL", 3, 1),
        ("year group outside Reception to Year 6", "NCYEARACTUAL", 4, 1),
    ]
    assert (extract.rows_read, len(told(extract))) == (6, 3)


def test_days_stated_and_years_stated(tmp_path: Path) -> None:
    """A day holds for its own academic year, a year for every row; without either it is asked."""
    path = tmp_path / "a.csv"
    dated = f"ACADYR,UPN,MATSCORE\n2025/26,{AYO},101\n2024/25,{LIN},102\n"
    extract = read("key_stage_2", path, dated, taken_on=dt.date(2026, 5, 14))
    assert extract.tables["results"]["taken_on"].tolist() == ["2026-05-14", "2025-07-22"]
    extract = read("key_stage_2", path, dated, academic_year=2023)
    assert extract.tables["results"]["taken_on"].tolist() == ["2023-07-31", "2023-07-31"]
    undated = f"UPN,MATSCORE\n{AYO},101\n"
    with pytest.raises(ReadError, match=r"no column ACADYR.*academic_year = 2026.*taken_on"):
        read("key_stage_2", path, undated)
    extract = read("key_stage_2", path, undated, taken_on=dt.date(2026, 5, 14), defines_pupils=True)
    assert extract.tables["results"]["taken_on"].tolist() == ["2026-05-14"]
    assert extract.tables["pupils"]["academic_year"].tolist() == ["2026"]
    with pytest.raises(SettingsError, match="academic_year = 'this'"):
        read("key_stage_2", path, undated, academic_year="this")


def test_headers_in_any_case_with_titles_above_and_in_a_workbook(tmp_path: Path) -> None:
    """The header row is where the UPN stands; ragged rows are refused by number."""
    extract = read(
        "phonics",
        tmp_path / "a.csv",
        "Results of the check,,,\nacadyr,upn,phonics_mark,Phonics_Outcome\n"
        f"2026,{AYO},31,wa\n1,2\n",
    )
    assert told(extract) == [(3, "Phonics screening check", "Reading", "31", "Wa")]
    assert ("too few cells", "", 4, 1) in noted(extract, "refused")
    assert (extract.rows_read, extract.refused) == (2, 1)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Check")
    sheet.write_row("A1", ["ACADYR", "UPN", "PHONICS MARK", "PHONICS OUTCOME"])
    sheet.write_row("A2", ["2025/26", LIN, 31, "Wa"])
    book.close()
    extract = read("phonics", tmp_path / "a.xlsx", None)
    assert told(extract) == [(2, "Phonics screening check", "Reading", "31", "Wa")]
    assert extract.sheet == "Check"


def test_a_header_without_pupils(tmp_path: Path) -> None:
    """Nothing is read and nothing noted of marks; without a UPN the file is no use."""
    header = "ACADYR,UPN,FormMark,PupilStatus\n"
    extract = read("mtc", tmp_path / "a.csv", header)
    assert (extract.rows_read, told(extract)) == (0, [])
    assert all("standard" not in each.rule for each in extract.problems)
    with pytest.raises(ReadError, match="by which pupils are known"):
        read("mtc", tmp_path / "a.csv", header.replace("UPN", "Ref"), title_rows=0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("ACADYR,UPN,Grade\n2026,1,2\n", r"none of|no column of key stage 2.*READSCORE, MATSCORE"),
        ("ACADYR,Name,READSCORE\n2026,1,101\n", 'no header row holds "UPN"'),
        (f"UPN,MATSCORE,KS2_MATSCORE\n{AYO},101,102\n", "MATSCORE more than once"),
        ("", "no header row"),
    ],
)
def test_files_that_are_no_such_extract(tmp_path: Path, content: str, said: str) -> None:
    """What was looked for is named."""
    with pytest.raises(ReadError, match=said):
        read("key_stage_2", tmp_path / "a.csv", content)


HEADERS = {
    "eyfsp": "FSP_ACADYR,FSP_UPN,FSP_COM_E01,FSP_COM_E02,FSP_PSE_E03,FSP_GLD",
    "phonics": "Phonics_ACADYR,Phonics_UPN,Phonics_PHONICS_MARK,Phonics_PHONICS_OUTCOME",
    "key_stage_1": "ACADYR,UPN,READ_OUTCOME,WRIT_OUTCOME,MATH_OUTCOME,SCI_OUTCOME",
    "key_stage_2": "ACADYR,UPN,READSCORE,READOUTCOME,MATSCORE,MATOUTCOME,WRITTAOUTCOME",
    "mtc": "ACADYR,PupilMatchingRef,UPN,FormMark,PupilStatus,ReasonNotTakingCheck",
}


@pytest.mark.parametrize("reader", EXTRACTS)
def test_each_extract_is_told_from_the_others(tmp_path: Path, reader: str) -> None:
    """By its own columns; key stages 1 and 2 differ by an underscore."""
    path = tmp_path / "a.csv"
    path.write_text(HEADERS[reader] + "\n", encoding="utf-8")
    seen = glance(RawFile.read(path))
    found = {name: READERS[name].recognise(seen) for name in EXTRACTS}
    assert [name for name, each in found.items() if each is not None] == [reader]
    recognised = found[reader]
    assert recognised is not None
    assert dict(recognised.options) == {"defines_pupils": True} and recognised.ask == ()
    shown = [each for each in HEADERS[reader].split(",") if each in recognised.because]
    assert recognised.because.startswith("its header has ") and len(shown) >= 2


def test_an_extract_without_a_year_asks_for_it(tmp_path: Path) -> None:
    """And a marksheet that merely has a UPN is none."""
    path = tmp_path / "a.csv"
    path.write_text("UPN,READSCORE,MATSCORE\n", encoding="utf-8")
    recognised = READERS["key_stage_2"].recognise(glance(RawFile.read(path)))
    assert recognised is not None and "academic_year = 2026" in recognised.ask[0]
    path.write_text("UPN,Name,Reading,Writing\n", encoding="utf-8")
    seen = glance(RawFile.read(path))
    assert all(READERS[name].recognise(seen) is None for name in EXTRACTS)
