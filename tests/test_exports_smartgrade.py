"""Smartgrade: types of result as a list, or one column a type."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, accounts, load, refusals

from ladders_analysis.errors import LaddersError, ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.vendors.smartgrade import read_smartgrade, recognise
from ladders_analysis.settings import settings_from

DAY = dt.date(2026, 2, 3)
LISTED = """UPN,Assessment,Subject,Result Type,Result
U1,Spring test,Maths,GLOBAL SMARTGRADE,7
U1,Spring test,Maths,GLOBAL STD SCORE,104
U1,Spring test,Maths,RAW %,62.5%
U2,Spring test,Maths,Raw Score,absent
U2,,Maths,GLOBAL % RANK,41
U2,Spring test,Maths,BONUS,3
U2,Spring test,Maths,RAW SCORE,
"""
WIDE = """UPN,Maths RAW SCORE,Maths GLOBAL STD SCORE,Reading RAW SCORE,Reading GLOBAL SMARTGRADE
U1,31,104,,EXS
U2,,,17,WTS
"""


def read(path: Path, text: str, **options: Any) -> Extract:
    """Write an export and read it."""
    path.write_text(text, encoding="utf-8")
    calendar = settings_from(tomllib.loads(SETTINGS), path.parent).default.calendar
    (extract,) = read_smartgrade(RawFile.read(path), options, calendar)
    return extract


def rows(extract: Extract, *columns: str) -> list[tuple[object, ...]]:
    """Lay out some columns of the results."""
    return list(extract.tables["results"][list(columns)].itertuples(index=False, name=None))


def test_a_list_of_results(tmp_path: Path) -> None:
    """Each type is an assessment of its own; a grade is an outcome even where it is a number."""
    extract = read(tmp_path / "a.csv", LISTED, taken_on=DAY)
    assert rows(extract, "pupil_id", "assessment", "score", "outcome", ROW) == [
        ("U1", "Spring test GLOBAL SMARTGRADE", "", "7", 2),
        ("U1", "Spring test GLOBAL STD SCORE", "104", "", 3),
        ("U1", "Spring test RAW %", "62.5", "", 4),
        ("U2", "Spring test RAW SCORE", "", "absent", 5),
        ("U2", "Smartgrade GLOBAL % RANK", "41", "", 6),
    ]
    assert (extract.rows_read, extract.refused) == (6, 1)
    assert [(p.severity, p.rule, p.row, p.count) for p in extract.problems] == [
        ("note", "rows without a result passed over", None, 1),
        ("refused", "unknown result type", 7, 1),
    ]


def test_a_column_for_each_type(tmp_path: Path) -> None:
    """What stands before the type is the subject; blank cells are no records."""
    extract = read(tmp_path / "a.csv", WIDE, point="Autumn 2025", assessment="Autumn test")
    assert rows(extract, "pupil_id", "assessment", "subject", "taken_on", "score", "outcome") == [
        ("U1", "Autumn test RAW SCORE", "Maths", "2025-12-19", "31", ""),
        ("U1", "Autumn test GLOBAL STD SCORE", "Maths", "2025-12-19", "104", ""),
        ("U2", "Autumn test RAW SCORE", "Reading", "2025-12-19", "17", ""),
        ("U1", "Autumn test GLOBAL SMARTGRADE", "Reading", "2025-12-19", "", "EXS"),
        ("U2", "Autumn test GLOBAL SMARTGRADE", "Reading", "2025-12-19", "", "WTS"),
    ]
    text = "UPN,Subject,Date,T1 RAW SCORE\nU1,Maths,2026-02-03,31\n"
    extract = read(tmp_path / "a.csv", text)
    assert rows(extract, "assessment", "subject", "taken_on") == [
        ("T1 RAW SCORE", "Maths", "2026-02-03")
    ]


def test_only_the_types_wanted(tmp_path: Path) -> None:
    """The others are passed over with their number."""
    extract = read(tmp_path / "a.csv", WIDE, taken_on=DAY, keep=["raw score"])
    assert rows(extract, "score") == [("31",), ("17",)]
    assert [(p.rule, p.count) for p in extract.problems] == [("result types not kept", 3)]
    with pytest.raises(SettingsError, match='"RAW": did you mean "RAW %"'):
        read(tmp_path / "a.csv", WIDE, taken_on=DAY, keep=["RAW"])


def test_an_export_in_a_school_folder(tmp_path: Path) -> None:
    """Unknown pupils and types are refused; every row is accounted for."""
    text = LISTED.replace("U1", "00123").replace("UPN", "Admission No")
    export = '[[export]]\nfile = "s.csv"\nreader = "smartgrade"\ntaken_on = 2026-02-03\n'
    school = load(tmp_path, files={"s.csv": text}, settings=SETTINGS + export)
    assert accounts(school)["s.csv"] == (6, 3, 0, 0, 3)
    assert refusals(school) == [
        ("s.csv", 7, "Result Type", "unknown result type"),
        ("s.csv", 5, "Admission No", "unknown pupil"),
        ("s.csv", 6, "Admission No", "unknown pupil"),
    ]
    assert school.results["score"].isna().tolist() == [True, False, False]
    assert "absent" not in school.load_report.to_json()


@pytest.mark.parametrize(
    ("text", "options", "error", "said"),
    [
        (LISTED, {}, SettingsError, "does not say when the test was taken"),
        ("UPN,RAW SCORE\nU,3\n", {"taken_on": DAY}, SettingsError, "does not say its subject"),
        ("UPN,Subject,Score\nU,M,3\n", {"taken_on": DAY}, ReadError, "no column Result Type"),
        ("Class,RAW SCORE\nU,3\n", {"taken_on": DAY}, ReadError, 'no header row holds "UPN"'),
        (LISTED, {"taken_on": DAY, "columns": {"kind": "X"}}, SettingsError, "called `kind`"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, text: str, options: dict[str, Any], error: type[LaddersError], said: str
) -> None:
    """Each mistake is named with its remedy."""
    with pytest.raises(error, match=said):
        read(tmp_path / "a.csv", text, **options)


def test_it_is_recognised_by_its_types(tmp_path: Path) -> None:
    """A raw score alone gives nothing away."""
    path = tmp_path / "a.csv"
    path.write_text(LISTED, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None
    assert found.because == "it has results of type GLOBAL SMARTGRADE"
    assert (found.strength, len(found.ask)) == (7, 1)
    path.write_text(WIDE, encoding="utf-8")
    found = recognise(glance(RawFile.read(path)))
    assert found is not None and len(found.ask) == 2
    for text in ("UPN,RAW SCORE\nU,3\n", "Class,GLOBAL STD SCORE\n3A,100\n"):
        path.write_text(text, encoding="utf-8")
        assert recognise(glance(RawFile.read(path))) is None
