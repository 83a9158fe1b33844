"""Bromcom's primary export: four parts in every header, one year group a file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, accounts, load, refusals

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, UPN, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.vendors.bromcom import read_bromcom, recognise
from ladders_analysis.exports.vendors.terms import WHICH_YEAR
from ladders_analysis.settings import settings_from

EXPORT = """Admission No,Name,TA$Autumn$Year 3$Reading,TA$Spring$Year 3$Reading,\
Progress$Autumn$Year 3$Reading,Scaled$Autumn$Year 3$Maths,Effort$Autumn$Year 3$Maths
00123,Ayo B,3EXS,2EXS,good,103,A
00124,Lin C,3WTS,,slow,97,
00125,Zoë D,,3BXS,fast,,B
"""


def read(path: Path, text: str, settings: str = SETTINGS, **options: Any) -> Extract:
    """Write an export and read it with the calendar of the settings."""
    path.write_text(text, encoding="utf-8")
    calendar = settings_from(tomllib.loads(settings), path.parent).default.calendar
    (extract,) = read_bromcom(RawFile.read(path), options, calendar)
    return extract


def rows(extract: Extract, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of a table."""
    return list(extract.tables[table][list(columns)].itertuples(index=False, name=None))


def test_four_part_headers(tmp_path: Path) -> None:
    """Codes are overall judgements with their progress, numbers and effort results."""
    extract = read(tmp_path / "a.csv", EXPORT)
    assert rows(extract, "overall", "pupil_id", "assessed_on", "attainment", "progress", ROW) == [
        ("00123", "2025-12-19", "3EXS", "good", 2),
        ("00124", "2025-12-19", "3WTS", "slow", 3),
        ("00123", "2026-03-27", "2EXS", "", 2),
        ("00125", "2026-03-27", "3BXS", "", 4),
    ]
    named = ("pupil_id", "assessment", "subject", "score", "outcome")
    assert rows(extract, "results", *named) == [
        ("00123", "Scaled", "Maths", "103", ""),
        ("00124", "Scaled", "Maths", "97", ""),
        ("00123", "Effort", "Maths", "", "A"),
        ("00125", "Effort", "Maths", "", "B"),
        ("00125", "Progress", "Reading", "", "fast"),
    ]
    assert (extract.rows_read, extract.refused) == (9, 0)
    assert [(p.rule, p.column, p.count) for p in extract.problems] == [
        ("column not read", "Name", 1),
        ("codes with a year group in front", "", 4),
    ]


def test_only_the_own_year_group_is_taken_off(tmp_path: Path) -> None:
    """2EXS in Year 3 is another judgement; a code that nobody knows stays whole."""
    text = EXPORT.replace("3WTS", "3XYZ")
    extract = read(tmp_path / "a.csv", text, strip_year_group=True)
    assert [code for (code,) in rows(extract, "overall", "attainment")] == [
        "EXS",
        "3XYZ",
        "2EXS",
        "BXS",
    ]
    assert [(p.rule, p.count) for p in extract.problems][1:] == [
        ("codes with a year group in front", 1)
    ]
    extract = read(tmp_path / "a.csv", text, strip_year_group=True, codes=["XYZ"])
    assert rows(extract, "overall", "attainment")[1] == ("XYZ",)


def test_an_export_in_a_school_folder(tmp_path: Path) -> None:
    """Codes left with a prefix are refused by the school's own list; the account adds up."""
    export = '[[export]]\nfile = "b.csv"\nreader = "bromcom"\nstrip_year_group = true\n'
    pupils = "pupil_id,academic_year,year_group\n00123,2026,3\n00124,2026,3\n00125,2026,3\n"
    school = load(tmp_path, pupils=pupils, files={"b.csv": EXPORT}, settings=SETTINGS + export)
    assert accounts(school)["b.csv"] == (9, 7, 0, 0, 2)
    assert refusals(school) == [
        ("b.csv", 2, "TA$Spring$Year 3$Reading", "unknown code"),
        ("b.csv", 4, "TA$Spring$Year 3$Reading", "unknown code"),
    ]
    assert school.overall["attainment"].tolist() == ["EXS", "WTS"]
    assert "Zoë" not in school.load_report.brief() + school.load_report.to_json()


def test_upns_terms_and_subjects_of_their_own(tmp_path: Path) -> None:
    """Terms and subjects are mapped; a point's name is a term."""
    text = "UPN,TA$Mid-year$R$Lit\nB801200005001,EXS\n"
    points = '[[point]]\nname = "Mid-year"\non = 2026-02-06\n'
    stated = {"subjects": {"Lit": "Reading"}}
    extract = read(tmp_path / "a.csv", text, SETTINGS + points, **stated)
    assert rows(extract, "overall", UPN, "subject", "assessed_on") == [
        ("B801200005001", "Reading", "2026-02-06")
    ]
    extract = read(tmp_path / "a.csv", text, terms={"mid-year": 3}, academic_year=2025)
    assert rows(extract, "overall", "assessed_on") == [("2025-02-14",)]
    with pytest.raises(SettingsError, match='"Mid-year" names no term'):
        read(tmp_path / "a.csv", text)


def test_several_year_groups_are_refused_or_one_chosen(tmp_path: Path) -> None:
    """Bromcom's export has one year group a file."""
    text = "UPN,TA$Autumn$Year 3$Reading,TA$Autumn$Year 4$Reading\nU1,EXS,\nU2,,GDS\n"
    with pytest.raises(ReadError, match=r"several year groups \(Year 3, Year 4\)"):
        read(tmp_path / "a.csv", text)
    extract = read(tmp_path / "a.csv", text, year_group=4)
    assert rows(extract, "overall", "pupil_id", "attainment") == [("U2", "GDS")]
    assert [p.column for p in extract.problems] == ["TA$Autumn$Year 3$Reading"]
    with pytest.raises(ReadError, match="for year group 5"):
        read(tmp_path / "a.csv", text, year_group=5)
    with pytest.raises(SettingsError, match="allowed: Reception, or 1 to 6"):
        read(tmp_path / "a.csv", text, year_group="Mixed")


def test_two_types_of_attainment_must_be_told_apart(tmp_path: Path) -> None:
    """Nobody guesses which of two is the teacher's overall judgement."""
    text = "UPN,TA$Autumn$3$Reading,Depth$Autumn$3$Reading\nU1,EXS,X\n"
    with pytest.raises(SettingsError, match='"TA" and "Depth" both hold the attainment'):
        read(tmp_path / "a.csv", text)
    extract = read(tmp_path / "a.csv", text, types={"Depth": "result"})
    assert rows(extract, "results", "assessment", "outcome") == [("Depth", "X")]
    assert rows(extract, "overall", "attainment") == [("EXS",)]
    with pytest.raises(SettingsError, match="mark"):
        read(tmp_path / "a.csv", text, types={"Depth": "mark"})


def test_without_such_a_header_it_is_another_file(tmp_path: Path) -> None:
    """The remedy is another reader."""
    with pytest.raises(ReadError, match="no header like Assessment Type"):
        read(tmp_path / "a.csv", "UPN,Reading\nU1,EXS\n")
    with pytest.raises(ReadError, match='no header row holds "UPN"'):
        read(tmp_path / "a.csv", "Name,TA$Autumn$3$Reading\nAyo,EXS\n")


def test_it_is_recognised_by_its_dollar_signs(tmp_path: Path) -> None:
    """Codes with a year group in front are seen; several year groups are asked about."""
    path = tmp_path / "a.csv"
    path.write_text(EXPORT, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.because == "its headers have four parts, such as TA$Autumn$Year 3$Reading"
    assert (found.strength, found.options) == (9, {"strip_year_group": True})
    assert found.ask == (WHICH_YEAR,)
    path.write_text("UPN,TA$Autumn$3$Reading,TA$Autumn$4$Reading\nU,EXS,\n", encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert (found.options, len(found.ask)) == ({}, 2)
    path.write_text("UPN,Cost $,$\n1,2,3\n", encoding="utf-8")
    assert recognise(glance(RawFile.read(path))) is None
