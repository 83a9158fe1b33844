"""Example maps for Insight, Arbor, ScholarPack and SIMS read files of the shape they describe."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from folders import SETTINGS, accounts, load, refusals

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.examples import about, example_maps
from ladders_analysis.school import School

AYO, LIN = "B801200005001", "P207000016049"
PUPILS = f"""pupil_id,upn,academic_year,year_group
00123,{AYO},2026,3
00124,{LIN},2026,3
"""


def load_through(folder: Path, name: str, content: str | bytes) -> School:
    """Load a file through an example map, put where the map says."""
    example = example_maps()[name]
    (export,) = tomllib.loads(example)["export"]
    return load(folder, pupils=PUPILS, files={export["file"]: content}, settings=SETTINGS + example)


def overall(school: School) -> list[tuple[str, str, str, str]]:
    """List the overall judgements: pupil, subject, day and code."""
    table = school.overall
    days = table["assessed_on"].dt.strftime("%Y-%m-%d")
    codes = table["attainment"].astype("str")
    return list(zip(table["pupil_id"], table["subject"], days, codes, strict=True))


def test_every_map_says_that_it_is_an_example() -> None:
    """Nobody may take the headers for a vendor's own."""
    maps = example_maps()
    assert list(maps) == ["arbor", "insight", "scholarpack", "sims_marksheet"]
    for text in maps.values():
        assert about(text).startswith("EXAMPLE: ")
        assert "unverified" in about(text)
        assert list(tomllib.loads(text)) == ["export"]


def test_insight(tmp_path: Path) -> None:
    """Subjects and terms are in the headers; UPNs find the pupils."""
    text = (
        "UPN,Forename,Reading Autumn 2025,Reading Spring 2026,Maths Autumn 2025\n"
        f"{AYO},Ayo,EXS,GDS,\n{LIN},Lin,WTS,,QQQ\n"
    )
    school = load_through(tmp_path, "insight", text)
    file = "exports/insight/main-assessments.csv"
    assert accounts(school)[file] == (4, 3, 0, 0, 1)
    assert refusals(school) == [(file, 3, "Maths Autumn 2025", "unknown code")]
    assert overall(school) == [
        ("00123", "Reading", "2025-12-19", "EXS"),
        ("00124", "Reading", "2025-12-19", "WTS"),
        ("00123", "Reading", "2026-03-27", "GDS"),
    ]


def test_a_zip_must_be_unpacked_first(tmp_path: Path) -> None:
    """The message says so in plain words."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as bundle:
        bundle.writestr("main-assessments.csv", f"UPN,Reading Autumn 2025\n{AYO},EXS\n")
    with pytest.raises(ReadError, match="is a zip of files, .* Unpack it into the school folder"):
        load_through(tmp_path, "insight", buffer.getvalue())


def test_arbor(tmp_path: Path) -> None:
    """Overall judgements, scores and statements stand side by side below a title."""
    book = xlsxwriter.Workbook(tmp_path / "made.xlsx")
    sheet = book.add_worksheet()
    lines = [
        ["Year 3 – Autumn assessments"],
        [],
        [
            "UPN",
            "Legal First Name",
            "Legal Last Name",
            "Registration Form",
            "Reading: Teacher Assessment",
            "Reading: Progress",
            "Maths: Standardised Score",
            "[R1] Reads words on sight",
        ],
        [AYO, "Ayo", "Bello", "3A", "EXS", "good", 104, "Secure"],
        [LIN, "Lin", "Chen", "3A", "WTS", "", "", "Not yet"],
    ]
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
    book.close()
    school = load_through(tmp_path, "arbor", (tmp_path / "made.xlsx").read_bytes())
    assert accounts(school)["exports/arbor-year-3.xlsx"] == (5, 5, 0, 0, 0)
    assert overall(school) == [
        ("00123", "Reading", "2025-12-19", "EXS"),
        ("00124", "Reading", "2025-12-19", "WTS"),
    ]
    assert school.overall["progress"].iloc[0] == "good"
    assert school.results["score"].tolist() == [104]
    judged = school.judgements[["pupil_id", "statement_id", "judgement"]].astype("str")
    assert list(judged.itertuples(index=False, name=None)) == [
        ("00123", "R1", "Secure"),
        ("00124", "R1", "Not yet"),
    ]


def test_scholarpack(tmp_path: Path) -> None:
    """A list of one period: the point says the day."""
    text = f"UPN,Name,Subject,Level,Progress\n{AYO},Ayo,Reading,EXS,good\n{LIN},Lin,Maths,WTS,\n"
    school = load_through(tmp_path, "scholarpack", text)
    assert accounts(school)["exports/scholarpack-autumn.csv"] == (2, 2, 0, 0, 0)
    assert overall(school) == [
        ("00123", "Reading", "2025-12-19", "EXS"),
        ("00124", "Maths", "2025-12-19", "WTS"),
    ]


def test_sims(tmp_path: Path) -> None:
    """Result sets stand above their aspects; the footer is no pupil."""
    text = (
        "Marksheet: Year 3,,,,\n"
        ",,Autumn 2025,,Spring 2026\n"
        "Adm No,Name,Reading TA,Maths test,Reading TA\n"
        "00123,Ayo,EXS,101,GDS\n"
        "00124,Lin,WTS,,EXS\n"
        "Average,,,101,\n"
    )
    school = load_through(tmp_path, "sims_marksheet", text)
    assert accounts(school)["exports/sims-marksheet.csv"] == (5, 5, 0, 0, 0)
    assert overall(school) == [
        ("00123", "Reading", "2025-12-19", "EXS"),
        ("00124", "Reading", "2025-12-19", "WTS"),
        ("00123", "Reading", "2026-03-27", "GDS"),
        ("00124", "Reading", "2026-03-27", "EXS"),
    ]
    assert school.results[["pupil_id", "subject"]].to_numpy().tolist() == [["00123", "Maths"]]
