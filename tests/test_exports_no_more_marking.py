"""No More Marking: scaled scores without a pupil id, and finding whose they are."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, accounts, load, refusals

from ladders_analysis.errors import LaddersError, ReadError, SettingsError
from ladders_analysis.exports.contract import BORN, NAME, ROW, UPN, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.vendors.no_more_marking import read_no_more_marking, recognise
from ladders_analysis.loading import check_file, read_file
from ladders_analysis.settings import settings_from

EXPORT = """QR Code,First Name,Last Name,DOB,Gender,Group,Pupil Premium,Year Group,Mark,\
Scaled Score,Scaled Score SE,Writing Age
Q1,Ayo,Bello,14/03/2018,M,3A,N,3,,512,9.4,7:02
Q2,ZOE,O’Brien,01/09/2017,F,3A,Y,3,,548.5,8.8,8:01
Q3,Lin,Chen,22/05/2018,F,3B,N,3,,495,9.9,6:11
Q4,Lin,Chen,23/05/2018,F,3B,N,3,,530,9.1,7:09
Q5,Sam,Hart,02/02/2018,M,3B,N,3,,501,9.0,7:00
Q6,Ada,Moss,,F,3B,N,3,,488,9.2,6:08
Q7,Jo,Ray,30/06/2018,F,3B,N,3,,,,
"""
PUPILS = """pupil_id,academic_year,year_group,name,date_of_birth
1,2025,2,Ayo Bello,2018-03-14
1,2026,3,Ayo Bello,2018-03-14
2,2026,3,"O'Brien, Zoë",2017-09-01
3,2026,3,Lin Chen,2018-05-22
5,2026,3,Sam Hart,2018-02-02
6,2026,3,Sam Hart,2018-02-02
7,2026,3,Ada Moss,2018-01-20
8,2026,3,Jo Ray,2018-06-30
"""
DAY = dt.date(2026, 1, 20)
BY = '[[export]]\nfile = "nmm.csv"\nreader = "no_more_marking"\ntaken_on = 2026-01-20\n'


def read(path: Path, text: str, **options: Any) -> Extract:
    """Write an export and read it."""
    path.write_text(text, encoding="utf-8")
    calendar = settings_from(tomllib.loads(SETTINGS), path.parent).default.calendar
    (extract,) = read_no_more_marking(RawFile.read(path), options, calendar)
    return extract


def test_the_reader_carries_names_and_birth_dates_to_find_the_pupils(tmp_path: Path) -> None:
    """Dates of birth are read day first, as the column's other dates show."""
    extract = read(tmp_path / "a.csv", EXPORT, taken_on=DAY, assessment="Assessing Writing Y3")
    table = extract.tables["results"]
    assert table[NAME].tolist()[:2] == ["Ayo Bello", "ZOE O’Brien"]
    assert table[BORN].tolist()[:2] == ["2018-03-14", "2017-09-01"]
    assert table["score"].tolist() == ["512", "548.5", "495", "530", "501", "488", ""]
    assert set(table["assessment"]) == {"Assessing Writing Y3"}
    assert (set(table["subject"]), set(table["taken_on"])) == ({"Writing"}, {"2026-01-20"})
    assert [(p.rule, p.column, p.count) for p in extract.problems] == [
        ("column not read", "Writing Age", 1),
        ("columns not kept", "", 7),
    ]
    assert "Scaled Score SE" in extract.problems[1].remedy


def test_pupils_are_found_by_name_and_date_of_birth_together(tmp_path: Path) -> None:
    """Born another day: nobody. Two of both: not told apart. No date of birth: no pupil."""
    school = load(tmp_path, pupils=PUPILS, files={"nmm.csv": EXPORT}, settings=SETTINGS + BY)
    assert accounts(school)["nmm.csv"] == (7, 3, 0, 0, 4)
    kept = school.results[["pupil_id", "score"]].astype({"score": "float"})
    assert list(kept.itertuples(index=False, name=None)) == [("1", 512.0), ("2", 548.5), ("3", 495)]
    column = "First Name + Last Name + DOB"
    assert sorted(refusals(school), key=lambda refusal: refusal[1]) == [
        ("nmm.csv", 5, column, "no pupil of that name and date of birth"),
        ("nmm.csv", 6, column, "several pupils of that name and date of birth"),
        ("nmm.csv", 7, column, "no date of birth to find the pupil by"),
        ("nmm.csv", 8, "Scaled Score", "no score and no outcome"),
    ]
    said = school.load_report.brief() + school.load_report.to_json()
    for secret in ("Lin", "Chen", "Hart", "Moss", "2018", "512"):
        assert secret not in said


def test_values_are_shown_only_where_asked(tmp_path: Path) -> None:
    """With show_values the report says whose row it was."""
    school = load(
        tmp_path,
        pupils=PUPILS,
        files={"nmm.csv": EXPORT},
        settings=SETTINGS + BY,
        show_values=True,
    )
    refused = school.load_report.problems.query("severity == 'refused'")
    assert refused.set_index("row")["value"][5] == "Lin Chen"


def test_a_school_without_names_finds_nobody(tmp_path: Path) -> None:
    """The remedy says what pupils.csv lacks, or to name a UPN."""
    school = load(tmp_path, files={"nmm.csv": EXPORT}, settings=SETTINGS + BY)
    problems = school.load_report.problems.query("severity == 'refused' and row == 2")
    assert problems["remedy"].tolist() == [
        "pupils.csv has no pupil with name and date_of_birth: add them, or name a column with a "
        'UPN in its [[export]] table: pupil = { upn = "…" }'
    ]
    assert len(school.results) == 0


def test_pupils_of_two_schools_with_one_name(tmp_path: Path) -> None:
    """A pupil is looked for in the file's own school only."""
    pupils = """school_id,pupil_id,academic_year,year_group,name,date_of_birth
9352001,1,2026,3,Ayo Bello,2018-03-14
9352002,9,2026,3,Ayo Bello,2018-03-14
"""
    text = "\n".join(EXPORT.splitlines()[:2]) + "\n"
    school = load(tmp_path, pupils=pupils, files={"nmm.csv": text}, settings=SETTINGS + BY)
    assert school.results["pupil_id"].tolist() == ["1"]


def test_a_upn_is_used_where_the_school_names_it(tmp_path: Path) -> None:
    """Then neither names nor dates of birth are read."""
    text = "Ref,First Name,Last Name,DOB,Scaled Score\nU1,Ayo,Bello,14/03/2018,512\n"
    extract = read(tmp_path / "a.csv", text, taken_on=DAY, pupil={"upn": "Ref"})
    table = extract.tables["results"]
    assert (table[UPN].tolist(), table["pupil_id"].tolist()) == (["U1"], ["U1"])
    assert not {NAME, BORN} & set(table)
    extract = read(tmp_path / "a.csv", text, point="Autumn 2025", pupil={"pupil_id": "Ref"})
    assert extract.tables["results"]["taken_on"].tolist() == ["2025-12-19"]
    assert extract.tables["results"][ROW].tolist() == [2]


def test_by_itself_the_file_is_checked_without_its_pupils(tmp_path: Path) -> None:
    """Nobody can be found outside a school folder: the report says so and keeps the rows."""
    path = tmp_path / "nmm.csv"
    path.write_text(EXPORT, encoding="utf-8")
    report = check_file(path, "no_more_marking", {"taken_on": DAY})
    (record,) = report.records
    assert (record.rows_read, record.kept, record.refused) == (7, 7, 0)
    warned = report.problems.query("severity == 'warning'")
    assert warned["rule"].tolist() == ["pupils without an id"]
    tables, _ = read_file(path, "no_more_marking", {"taken_on": DAY})
    assert "Ayo" not in tables["results"].to_csv()


@pytest.mark.parametrize(
    ("text", "options", "error", "said"),
    [
        (EXPORT, {}, SettingsError, "does not say when the test was taken"),
        ("Name,Scaled Score\nAyo,512\n", {"taken_on": DAY}, ReadError, "who the pupils are"),
        ("UPN,Score\nU,512\n", {"taken_on": DAY}, ReadError, 'holds "Scaled Score"'),
        (
            EXPORT.replace("14/03", "03/04").replace("22/05", "05/05").replace("23/05", "05/06")
            .replace("30/06", "06/06"),
            {"taken_on": DAY},
            ReadError,
            "column DOB: every date written like 03/04/2025 fits",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read(
    tmp_path: Path, text: str, options: dict[str, Any], error: type[LaddersError], said: str
) -> None:
    """Each mistake is named, and no child's data with it."""
    with pytest.raises(error, match=said) as raised:
        read(tmp_path / "a.csv", text, **options)
    assert "Bello" not in str(raised.value) and "512" not in str(raised.value)


def test_it_is_recognised_by_its_scores(tmp_path: Path) -> None:
    """The day must be asked for."""
    path = tmp_path / "a.csv"
    path.write_text(EXPORT, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.because == "its header has Scaled Score and Scaled Score SE"
    assert (found.strength, len(found.ask)) == (11, 1)
    path.write_text("UPN,Scaled Score\nU,512\n", encoding="utf-8")
    assert recognise(glance(RawFile.read(path))) is None
