"""Statutory results in a school folder: on the right pupil, and as what a school is placed by."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import SETTINGS, accounts, load, refusals, warnings
from transfers import AYO, LIN, ZOE, assessment, pupil, stage, transfer

STRANGER = "W999123420009"
PUPILS = f"""pupil_id,academic_year,year_group,upn
00123,2026,6,{AYO}
00124,2026,6,{LIN}
00125,2026,6,{ZOE}
"""
KS2 = f"""ACADYR,UPN,MATSCORE,MATOUTCOME
2025/26,{AYO},110,AS
2025/26,{LIN},99,NS
2025/26,{ZOE},,B
2025/26,{STRANGER},105,AS
"""
CURRICULUM = "statement_id,subject,ladder,year,due_half_term\nM1,Maths,Number,6,2\n"
LINE = """
[expectation]
basis = "score"
[score.Maths]
assessment = "KS2 scaled score"
expected = 100
higher = 110
"""
PLACED = {"00123": "greater depth", "00124": "working towards", "00125": "not enough evidence"}


def export(file: str, reader: str, more: str = "") -> str:
    """Write one `[[export]]` table."""
    return f'\n[[export]]\nfile = "{file}"\nreader = "{reader}"\n{more}\n'


def test_an_extract_places_pupils_by_score(tmp_path: Path) -> None:
    """Found by UPN among admission numbers; a stranger is refused and not named."""
    school = load(
        tmp_path,
        pupils=PUPILS,
        curriculum=CURRICULUM,
        files={"ks2.csv": KS2},
        settings=SETTINGS + LINE + export("ks2.csv", "key_stage_2"),
    )
    assert accounts(school)["ks2.csv"] == (4, 3, 0, 0, 1)
    assert refusals(school) == [("ks2.csv", 5, "UPN", "unknown pupil")]
    said = school.load_report.to_json() + school.load_report.brief()
    assert not any(upn in said for upn in (AYO, LIN, ZOE, STRANGER))
    (remedy,) = school.load_report.problems.query("severity == 'refused'")["remedy"]
    assert "pupils.csv" in remedy
    placed = school.as_at("2026-07-21").attainment().set_index("pupil_id")
    assert placed["attainment"].astype("str").to_dict() == PLACED
    before = school.as_at("2026-07-20").attainment()
    assert set(before["attainment"].astype("str")) == {"not enough evidence"}


def test_a_transfer_file_places_pupils_alike(tmp_path: Path) -> None:
    """The same results by the other way in."""
    results = {AYO: "110", LIN: "99", ZOE: "B"}
    pupils = [
        pupil(upn, stage("KS2", assessment("TT", "MAT/MAT", result)))
        for upn, result in results.items()
    ]
    school = load(
        tmp_path,
        pupils=PUPILS,
        curriculum=CURRICULUM,
        files={"ctf.xml": transfer(*pupils)},
        settings=SETTINGS + LINE + export("ctf.xml", "ctf"),
    )
    placed = school.as_at("2026-07-21").attainment().set_index("pupil_id")
    assert placed["attainment"].astype("str").to_dict() == PLACED


@pytest.mark.parametrize(
    ("reader", "content", "year_group", "subject", "line"),
    [
        (
            "phonics",
            f"ACADYR,UPN,PHONICS_MARK\n2026,{AYO},31\n2026,{LIN},32\n",
            1,
            "Reading",
            'assessment = "Phonics screening check"\nexpected = 32',
        ),
        (
            "eyfsp",
            f"ACADYR,UPN,MAT_E11,GLD\n2026,{AYO},2,0\n2026,{LIN},2,1\n",
            0,
            "Early years",
            'assessment = "EYFSP good level of development"\nexpected = 1',
        ),
    ],
)
def test_the_checks_of_the_first_years_feed_a_line_too(
    tmp_path: Path, reader: str, content: str, year_group: int, subject: str, line: str
) -> None:
    """Below the school's line and on it."""
    school = load(
        tmp_path,
        pupils=f"pupil_id,academic_year,year_group,upn\n1,2026,{year_group},{AYO}\n"
        f"2,2026,{year_group},{LIN}\n",
        curriculum=f"statement_id,subject,ladder,year,due_half_term\nS1,{subject},A,{year_group},2\n",
        files={"a.csv": content},
        settings=f'{SETTINGS}\n[expectation]\nbasis = "score"\n[score."{subject}"]\n{line}\n'
        + export("a.csv", reader),
    )
    placed = school.as_at("2026-07-21").attainment().set_index("pupil_id")["attainment"]
    assert placed.astype("str").to_dict() == {"1": "working towards", "2": "expected"}


def test_pupils_from_the_extract_alone(tmp_path: Path) -> None:
    """With defines_pupils an extract is a school folder by itself."""
    header = "ACADYR,UPN,SURNAME,FORENAMES,DOB,SEX,YEARGRP,MATSCORE\n"
    row = f"2025/26,{AYO},Okafor,Ayo,05/01/2015,F,6,104\n2025/26,{LIN},Li,Lin,20/10/2014,M,6,\n"
    school = load(
        tmp_path,
        pupils=None,
        curriculum=None,
        files={"ks2.csv": header + row},
        settings=SETTINGS + export("ks2.csv", "key_stage_2", "defines_pupils = true"),
    )
    assert school.pupils["name"].tolist() == ["Ayo Okafor", "Lin Li"]
    assert school.results["pupil_id"].tolist() == [AYO]
    assert accounts(school)["ks2.csv"] == (3, 3, 0, 0, 0)


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("expected = 20", ["score.Maths"]),
        ("", []),
        ("[score.Maths.year.4]\nexpected = 20", ["score.Maths"]),
    ],
)
def test_a_line_on_the_tables_check_is_the_schools_own(
    tmp_path: Path, line: str, warned: list[str]
) -> None:
    """It has no national standard: a line is warned of, a distribution is not."""
    settings = f'{SETTINGS}\n[score.Maths]\nassessment = "multiplication tables check"\n{line}\n'
    school = load(tmp_path, settings=settings)
    rule = "Multiplication tables check: no national standard"
    assert [each for each in warnings(school) if each[1] == rule] == [
        ("school.toml", rule, 1) for _ in warned
    ]
    problems = school.load_report.problems
    assert problems.loc[problems["rule"] == rule, "column"].tolist() == warned


def test_each_school_of_a_trust_draws_its_own_line(tmp_path: Path) -> None:
    """The school is named; a line on another assessment is none of this."""
    settings = f"""{SETTINGS}
[score.Maths]
assessment = "KS2 scaled score"
expected = 100
[schools.9352002.score.Maths]
assessment = "Multiplication tables check"
expected = 20
"""
    school = load(tmp_path, settings=settings)
    problems = school.load_report.problems
    found = problems.loc[problems["rule"].str.contains("no national standard"), "column"]
    assert found.tolist() == ["schools.9352002.score.Maths"]
    for_everyone = settings.replace("KS2 scaled score", "Multiplication tables check").replace(
        "9352002.score.Maths", "9352002.score.Reading"
    )
    school = load(tmp_path, settings=for_everyone)
    problems = school.load_report.problems
    found = problems.loc[problems["rule"].str.contains("no national standard"), "column"]
    assert found.tolist() == ["score.Maths", "schools.9352002.score.Reading"]
