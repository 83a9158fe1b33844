"""Learning Ladders: the Assessment Summary by half-term, and judgements by statement."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, accounts, load, refusals

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import COLUMN, ROW, UPN, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.vendors.learning_ladders import read_learning_ladders, recognise
from ladders_analysis.exports.vendors.terms import WHICH_YEAR
from ladders_analysis.settings import settings_from

AYO, LIN, ZOE = "B801200005001", "P207000016049", "R801200005002"
SUMMARY = f"""Learning Ladders Assessment Summary,,,,,,
Subject: Reading,,,,,,
UPN,Class,Autumn 1 Attainment,Autumn 1 Progress,Aut2 Attainment,Aut2 Progress,Spring 1 Attainment
{AYO},3A,WTS,good,EXS,good,64%
{LIN},3A,EXS,,,slow,
{ZOE},3B,,,GDS,,71.5 %
"""
PUPILS = f"""pupil_id,upn,academic_year,year_group
00123,{AYO},2026,3
00124,{LIN},2026,3
00125,{ZOE},2026,3
"""


def read(path: Path, text: str, settings: str = SETTINGS, **options: Any) -> Extract:
    """Write an export and read it with the calendar of the settings."""
    path.write_text(text, encoding="utf-8")
    calendar = settings_from(tomllib.loads(settings), path.parent).default.calendar
    (extract,) = read_learning_ladders(RawFile.read(path), options, calendar)
    return extract


def rows(extract: Extract, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of a table."""
    return list(extract.tables[table][list(columns)].itertuples(index=False, name=None))


def test_codes_progress_and_percentages_go_where_they_belong(tmp_path: Path) -> None:
    """A code is an overall judgement with its progress; a percentage is no code, but a result."""
    extract = read(tmp_path / "export.csv", SUMMARY)
    named = ("pupil_id", "subject", "assessed_on", "attainment", "progress", ROW, COLUMN)
    assert rows(extract, "overall", *named) == [
        (AYO, "Reading", "2025-10-24", "WTS", "good", 4, "Autumn 1 Attainment"),
        (LIN, "Reading", "2025-10-24", "EXS", "", 5, "Autumn 1 Attainment"),
        (AYO, "Reading", "2025-12-19", "EXS", "good", 4, "Aut2 Attainment"),
        (ZOE, "Reading", "2025-12-19", "GDS", "", 6, "Aut2 Attainment"),
    ]
    assert rows(extract, "results", "pupil_id", "assessment", "taken_on", "score", "outcome") == [
        (AYO, "Learning Ladders percentage", "2026-02-13", "64", ""),
        (ZOE, "Learning Ladders percentage", "2026-02-13", "71.5", ""),
        (LIN, "Learning Ladders progress", "2025-12-19", "", "slow"),
    ]
    assert (extract.rows_read, extract.refused) == (7, 0)
    assert extract.tables["overall"][UPN].tolist() == [AYO, LIN, AYO, ZOE]


def test_a_summary_in_a_school_folder(tmp_path: Path) -> None:
    """Pupils are found by UPN; codes are the school's; every record is accounted for."""
    school = load(
        tmp_path,
        pupils=PUPILS,
        files={"exports/reading.csv": SUMMARY.replace("GDS", "GD")},
        settings=SETTINGS
        + '[[export]]\nfile = "exports/reading.csv"\nreader = "learning_ladders"\n',
    )
    assert accounts(school)["exports/reading.csv"] == (7, 6, 0, 0, 1)
    assert refusals(school) == [("exports/reading.csv", 6, "Aut2 Attainment", "unknown code")]
    assert sorted(school.overall["pupil_id"].astype("str")) == ["00123", "00123", "00124"]
    said = school.load_report.brief() + school.load_report.to_json()
    assert AYO not in said and ZOE not in said


def test_the_school_s_own_point_is_the_day(tmp_path: Path) -> None:
    """A half-term through which a point is due has that point's day; a point's name works too."""
    points = '[[point]]\nname = "Autumn data drop"\non = 2025-12-05\ndue_through = 2\n'
    text = f"UPN,Autumn 2 Attainment,Autumn data drop Progress,DD3 Attainment\n{AYO},EXS,good,WTS\n"
    extract = read(
        tmp_path / "Assessment Summary - Writing Y3 2025-26.csv",
        text,
        SETTINGS + points,
        half_terms={"DD3": 3},
    )
    assert rows(extract, "overall", "subject", "assessed_on", "attainment", "progress") == [
        ("Writing", "2025-12-05", "EXS", "good"),
        ("Writing", "2026-02-13", "WTS", ""),
    ]


def test_other_headers_are_mapped(tmp_path: Path) -> None:
    """Columns of other names are stated; another year than the latest too."""
    text = "Adm No,A1,A1 steps,DOB\n00123,EXS,3,x\n"
    extract = read(
        tmp_path / "maths.csv",
        text,
        pupil={"pupil_id": "Adm No"},
        columns={
            "A1": {"holds": "attainment", "half_term": "Autumn 1"},
            "A1 steps": {"holds": "progress", "half_term": 1},
        },
        academic_year=2025,
    )
    assert rows(extract, "overall", "pupil_id", "subject", "assessed_on", "progress") == [
        ("00123", "Maths", "2024-10-18", "3")
    ]
    assert [(p.rule, p.column) for p in extract.problems] == [("column not read", "DOB")]


def test_without_a_year_in_school_toml_the_day_is_a_guess_and_said_to_be(tmp_path: Path) -> None:
    """2024 is in no [[year]]: the end of a month stands in, with a warning."""
    text = f"UPN,Autumn 2 Attainment 2023\n{AYO},EXS\n".replace(
        "Attainment 2023", "2023 Attainment"
    )
    extract = read(tmp_path / "reading.csv", text)
    assert rows(extract, "overall", "assessed_on") == [("2023-12-31",)]
    (problem,) = extract.problems
    assert (problem.severity, problem.count) == ("warning", 1)


def test_a_file_made_while_the_half_term_was_on(tmp_path: Path) -> None:
    """Made on 9 December it cannot know 19 December: what it holds counts from its own day."""
    text = f"UPN,Autumn 1 Attainment,Autumn 2 Attainment\n{AYO},WTS,EXS\n"
    extract = read(tmp_path / "reading.csv", text, made_on=dt.date(2025, 12, 9))
    assert rows(extract, "overall", "assessed_on", "attainment") == [
        ("2025-10-24", "WTS"),
        ("2025-12-09", "EXS"),
    ]
    assert [(p.rule, p.severity) for p in extract.problems] == [
        ("made while the half-term was on", "note")
    ]


@pytest.mark.parametrize(
    ("text", "options", "error", "said"),
    [
        ("UPN,Autumn 1 Attainment\n1,EXS\n", {}, SettingsError, "does not say its subject"),
        ("UPN,Reading\n1,EXS\n", {"subject": "Reading"}, ReadError, "neither a half-term's"),
        (
            "UPN,Autumn 1 Attainment,Aut1 Attainment\n1,EXS,EXS\n",
            {"subject": "Reading"},
            ReadError,
            "two columns of one half-term",
        ),
        (
            "UPN,DD Attainment\n1,EXS\n",
            {"subject": "Reading", "half_terms": {"DD": "Autum 1"}},
            SettingsError,
            '"dd" stands for a half-term',
        ),
        (
            "UPN,A\n1,EXS\n",
            {"subject": "Reading", "columns": {"A": {"holds": "attainment"}}},
            SettingsError,
            "say its `half_term` or `on`",
        ),
        ("UPN,A\n1,EXS\n", {"pupil": {"name": "A"}}, ReadError, "neither"),
        ("UPN,A\n1,EXS\n", {"half_term": {}}, SettingsError, "unknown key `half_term`; did you"),
    ],
)
def test_what_cannot_be_followed(
    tmp_path: Path, text: str, options: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Each mistake is named with its remedy."""
    with pytest.raises(error, match=said):
        read(tmp_path / "2025.csv", text, **options)


LIST = f"""UPN,Subject,Ladder,Rung,Statement,Milestone,Date
{AYO},Reading,Word reading,Year 3,Reads on sight,Secure,05/12/2025
{AYO},Reading,Word reading,Year 3,Uses roots,Not yet,15/12/2025
{LIN},Reading,Word reading,Year 3,Reads on sight,,
"""


def test_a_list_of_judgements_by_statement(tmp_path: Path) -> None:
    """A statement without an id is known by its place; unjudged rows are no record."""
    extract = read(tmp_path / "a.csv", LIST)
    assert rows(extract, "judgements", "pupil_id", "statement_id", "judgement", "assessed_on") == [
        (AYO, "Reading / Word reading / Year 3 / Reads on sight", "Secure", "05/12/2025"),
        (AYO, "Reading / Word reading / Year 3 / Uses roots", "Not yet", "15/12/2025"),
    ]
    assert [(p.rule, p.count) for p in extract.problems] == [
        ("rows without a judgement passed over", 1)
    ]


def test_the_id_of_a_statement_can_be_stated(tmp_path: Path) -> None:
    """Its own column is used where there is one; other columns are joined as stated."""
    text = "UPN,Statement ID,Ladder,Milestone\nU1,R1,Word reading,Secure\n"
    extract = read(tmp_path / "a.csv", text, on=dt.date(2025, 12, 5))
    assert rows(extract, "judgements", "statement_id", "assessed_on") == [("R1", "2025-12-05")]
    extract = read(
        tmp_path / "a.csv", text, point="Autumn 2025", statement_id=["Ladder", "Statement ID"]
    )
    assert rows(extract, "judgements", "statement_id", "assessed_on") == [
        ("Word reading / R1", "2025-12-19")
    ]
    with pytest.raises(SettingsError, match="say which header holds assessed_on"):
        read(tmp_path / "a.csv", text)
    with pytest.raises(SettingsError, match="no column is called `grade`"):
        read(tmp_path / "a.csv", text, list_columns={"grade": "Milestone"})


def test_a_list_in_a_school_folder(tmp_path: Path) -> None:
    """Judgements are kept where the curriculum knows the statement by that id."""
    curriculum = (
        "statement_id,subject,ladder,year,due_half_term\n"
        "Reading / Word reading / Year 3 / Reads on sight,Reading,Word reading,3,2\n"
    )
    school = load(
        tmp_path,
        pupils=PUPILS,
        curriculum=curriculum,
        files={"ll.csv": LIST},
        settings=SETTINGS + '[[export]]\nfile = "ll.csv"\nreader = "learning_ladders"\n',
    )
    assert accounts(school)["ll.csv"] == (2, 1, 0, 0, 1)
    assert refusals(school) == [("ll.csv", 3, "statement_id", "unknown statement")]


def test_both_kinds_are_recognised(tmp_path: Path) -> None:
    """Half-terms of attainment, or ladders with statements, give it away."""
    path = tmp_path / "spring.csv"
    path.write_text(SUMMARY, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.because == "its header has Autumn 1 Attainment and Autumn 1 Progress"
    assert (found.strength, found.options, found.ask) == (6, {"subject": "Reading"}, (WHICH_YEAR,))
    path.write_text(SUMMARY.replace("Subject: Reading", ""), encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.ask == ("Which subject is it? State `subject`.", WHICH_YEAR)
    path.write_text(LIST, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None and found.strength == 6
    for text in ("UPN,Reading\nU1,EXS\n", "Name,Autumn 1 Attainment,Autumn 1 Progress\nA,B,C\n"):
        path.write_text(text, encoding="utf-8")
        assert recognise(glance(RawFile.read(path))) is None
