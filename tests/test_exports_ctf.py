"""Common Transfer Files: every assessment a result, every pupil by UPN, nothing lost or guessed."""

from __future__ import annotations

import datetime as dt
import os
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, accounts, load, refusals
from transfers import AYO, HEADER, LIN, ZOE, assessment, pupil, stage, transfer

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import LaddersError, ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, UPN, Extract, RawFile
from ladders_analysis.exports.dfe.ctf import read_ctf
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.registry import format_named
from ladders_analysis.settings import settings_from

PUPILS = f"""pupil_id,academic_year,year_group,upn
00123,2026,6,{AYO}
00124,2026,6,{LIN}
"""
EXPORT = '[[export]]\nfile = "ctf.xml"\nreader = "ctf"\n'


def read(path: Path, content: str | bytes, **options: Any) -> Extract:
    """Write a file and read it with the calendar of the example school."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    settings = settings_from(tomllib.loads(SETTINGS), path.parent)
    (extract,) = read_ctf(RawFile.read(path), options, settings.default.calendar)
    return extract


def told(extract: Extract) -> list[tuple[Any, ...]]:
    """List the results: row, assessment, subject, day, score and outcome."""
    columns = [ROW, "assessment", "subject", "taken_on", "score", "outcome"]
    return list(extract.tables["results"][columns].itertuples(index=False, name=None))


def noted(extract: Extract, severity: str = "note") -> list[tuple[str, int]]:
    """List what was noted, or warned of, with its count."""
    return [(each.rule, each.count) for each in extract.problems if each.severity == severity]


KS2 = stage(
    "KS2",
    assessment("TT", "ENG/REA", "104"),
    assessment("TT", "MAT/MAT", "B"),
    assessment("TA", "ENG/WRI", "EXS"),
    assessment("TT", "MAT/MTC", "21", year="2024", ResultQualifier="MT"),
)
KS1 = stage(
    "KS1",
    assessment("TA", "PHO/PHO", "34", year="2021", ResultQualifier="NM"),
    assessment("TA", "PHO/PHO", "Wa", year="2021"),
    assessment("TA", "MAT/MAT", "GDS", year="2022"),
)


def test_every_assessment_is_a_result(tmp_path: Path) -> None:
    """Numbers are scores, codes outcomes; each stands on the last day of its own year."""
    extract = read(tmp_path / "a.xml", transfer(pupil(AYO, KS2), pupil(LIN, KS1)))
    assert told(extract) == [
        (1, "KS2 scaled score", "Reading", "2026-07-21", "104", ""),
        (1, "KS2 scaled score", "Maths", "2026-07-21", "", "B"),
        (1, "KS2 teacher assessment", "Writing", "2026-07-21", "", "EXS"),
        (1, "Multiplication tables check", "Maths", "2024-07-31", "21", ""),
        (2, "Phonics screening check", "Reading", "2021-07-31", "34", "Wa"),
        (2, "Phonics screening check", "Reading", "2021-07-31", "34", "Wa"),
        (2, "KS1 teacher assessment", "Maths", "2022-07-31", "", "GDS"),
    ]
    assert extract.tables["results"][UPN].tolist() == [AYO] * 4 + [LIN] * 3
    assert (extract.rows_read, extract.refused, extract.encoding) == (7, 0, "UTF-8 with BOM")
    assert ("a mark and its outcome come as two assessments", 1) in noted(extract)
    assert ("the multiplication tables check has no expected standard", 1) in noted(extract)
    assert ("pupils described here are not taken from here", 2) in noted(extract)


def test_early_learning_goals_under_either_name_of_the_stage(tmp_path: Path) -> None:
    """COM/E01 and LIT/E10 are goals, whether the stage is written FSP or EYF."""
    goals = (assessment("FA", "COM/E01", "2"), assessment("FA", "LIT/E10", "A"))
    extract = read(
        tmp_path / "a.xml",
        transfer(pupil(AYO, stage("FSP", *goals)), pupil(LIN, stage("EYF", *goals))),
    )
    goal, other = "Listening, attention and understanding", "Writing"
    assert [(row, *rest[:2], *rest[3:]) for row, *rest in told(extract)] == [
        (1, "EYFSP", goal, "2", ""),
        (1, "EYFSP", other, "", "A"),
        (2, "EYFSP", goal, "2", ""),
        (2, "EYFSP", other, "", "A"),
    ]


def test_what_is_not_understood_is_kept_as_written_and_counted(tmp_path: Path) -> None:
    """Unknown codes, another country's, qualifiers, statuses and outcomes: nothing is guessed."""
    unknown = stage(
        "KS2",
        assessment("TT", "Xyz/AbC", "7", ResultQualifier="QQ"),
        assessment("TT", "Xyz/AbC", "high"),
        assessment("TT", "ENG/REA", "4", Locale="WLS"),
        assessment("TT", "ENG/REA", "99", ResultStatus="E"),
        assessment("TT", "MAT/MAT", "95", ResultQualifier="NM"),
        assessment("TA", "SCI/SCI", "YES"),
    )
    extract = read(tmp_path / "a.xml", transfer(pupil(AYO, unknown)))
    assert [row[1:3] + row[4:] for row in told(extract)] == [
        ("KS2 Xyz/AbC", "Xyz", "7", ""),
        ("KS2 Xyz/AbC", "Xyz", "", "high"),
        ("KS2 ENG/REA", "ENG", "4", ""),
        ("KS2 scaled score (status E)", "Reading", "99", ""),
        ("KS2 test mark", "Maths", "95", ""),
        ("KS2 teacher assessment", "Science", "", "YES"),
    ]
    assert ("codes that the reader's table does not have", 3) in noted(extract)
    assert ("qualifiers whose meaning is not known", 1) in noted(extract)
    assert ("status other than a result", 1) in noted(extract)
    assert noted(extract, "warning") == [("code that the DfE's guidance does not list", 1)]
    (listed,) = (each.remedy for each in extract.problems if "table does not have" in each.rule)
    assert listed.startswith("KS2 Xyz/AbC TT (2), KS2 ENG/REA TT, locale WLS (1)")


def test_what_cannot_be_a_result_is_refused_with_its_pupil(tmp_path: Path) -> None:
    """A mark out of range; no result, year, subject or UPN."""
    amiss = stage(
        "KS2",
        assessment("TT", "ENG/REA", "121"),
        assessment("TT", "MAT/MAT", ""),
        assessment("TT", "GPS/GPS", "104", year="soon"),
        assessment("TA", "", "EXS"),
    )
    extract = read(
        tmp_path / "a.xml", transfer(pupil(AYO, amiss), pupil("", KS2), pupil(LIN), pupil(""))
    )
    refused = [
        (each.row, each.column, each.rule, each.count)
        for each in extract.problems
        if each.severity == "refused"
    ]
    assert refused == [
        (1, "KS2 ENG/REA", "mark outside 80 to 120", 1),
        (1, "KS2 MAT/MAT", "assessment without a result", 1),
        (1, "KS2 GPS/GPS", "assessment without a year", 1),
        (1, "KS2 /", "assessment without stage or subject", 1),
        (2, "UPN", "no UPN", 4),
        (4, "UPN", "no UPN", 1),
    ]
    assert (extract.rows_read, extract.refused) == (9, 9)
    assert ("pupils without any assessment", 2) in noted(extract)


def test_pupils_where_no_other_file_lists_them(tmp_path: Path) -> None:
    """Reception is year 0, nursery and Year 7 are refused; a former UPN is carried along."""
    named = "<Surname>Okafor</Surname><Forename>Ayo</Forename><DOB>2020-10-03</DOB><Sex>F</Sex>"
    older = "<Surname>Li</Surname><DOB>2015-01-05</DOB><Gender>M</Gender>"
    former = f"<BasicDetails><FormerUPN>{ZOE}</FormerUPN></BasicDetails>"
    extract = read(
        tmp_path / "a.xml",
        transfer(
            pupil(AYO, year_group="R", details=named),
            pupil(LIN, year_group="6", details=older + former),
            pupil(ZOE, year_group="N2"),
            pupil("Q999123420004", year_group="7"),
            pupil("E999123420005", year_group=""),
        ),
        defines_pupils=True,
    )
    columns = ["academic_year", "year_group", "name", "sex", "date_of_birth", "former_upn", ROW]
    kept = extract.tables["pupils"]
    assert kept["pupil_id"].tolist() == kept["upn"].tolist() == [AYO, LIN]
    assert list(kept[columns].itertuples(index=False, name=None)) == [
        ("2026", "0", "Ayo Okafor", "F", "2020-10-03", "", 1),
        ("2026", "6", "Li", "M", "2015-01-05", ZOE, 2),
    ]
    assert [(each.row, each.rule) for each in extract.problems if each.severity == "refused"] == [
        (3, "year group outside Reception to Year 6"),
        (4, "year group outside Reception to Year 6"),
        (5, "no year group"),
    ]
    assert (extract.rows_read, extract.refused) == (5, 3)


@pytest.mark.parametrize(
    ("year", "made", "born", "ends"),
    [
        ("2025", "2026-07-10T10:00:00", "", "2026"),  # begins in 2025
        ("2025", "2025-09-02T10:00:00", "", "2026"),
        ("2026", "2026-07-10T10:00:00", "", "2026"),  # has not begun: it ends in 2026
        ("2026", "2026-09-10T10:00:00", "", "2027"),
        ("2026", "2026-09-10T10:00:00", "2015-01-05", "2026"),  # turns 11 in 2025/26
        ("2025", "", "", "2026"),
        ("2025/26", "", "", "2026"),
    ],
)
def test_which_academic_year_the_header_means(
    tmp_path: Path, year: str, made: str, born: str, ends: str
) -> None:
    """Birthdays tell; else the year begins in it, unless the file is older than that."""
    header = (
        f"<CTFversion>25.0</CTFversion><DateTime>{made}</DateTime>"
        f"<SourceSchool><AcademicYear>{year}</AcademicYear></SourceSchool>"
    )
    content = transfer(pupil(AYO, details=f"<DOB>{born}</DOB>"), header=header)
    extract = read(tmp_path / "a.xml", content, defines_pupils=True)
    assert extract.tables["pupils"]["academic_year"].tolist() == [ends]
    stated = read(tmp_path / "a.xml", content, defines_pupils=True, academic_year="2023/24")
    assert stated.tables["pupils"]["academic_year"].tolist() == ["2024"]


def test_a_header_without_a_year_asks_for_it(tmp_path: Path) -> None:
    """Only where the file is to define pupils; a year that cannot be read is named."""
    content = transfer(pupil(AYO, KS2), header="<CTFversion>25.0</CTFversion>")
    assert read(tmp_path / "a.xml", content).rows_read == 4
    with pytest.raises(ReadError, match="academic_year = 2026"):
        read(tmp_path / "a.xml", content, defines_pupils=True)
    with pytest.raises(SettingsError, match="academic_year = '2025-6'"):
        read(tmp_path / "a.xml", content, defines_pupils=True, academic_year="2025-6")


@pytest.mark.parametrize(
    ("element", "warned"),
    [
        ("<CTFversion>25.0</CTFversion>", []),
        ("<CTFVersion>24.0</CTFVersion>", []),
        ("<CTFversion>25</CTFversion>", []),
        ("<CTFversion>19.0</CTFversion>", [("version 19.0 of the format", 1)]),
        ("<CTFversion>new</CTFversion>", [("no version of the format is given", 1)]),
        ("", [("no version of the format is given", 1)]),
    ],
)
def test_versions_24_and_25_and_others_with_a_warning(
    tmp_path: Path, element: str, warned: list[tuple[str, int]]
) -> None:
    """Both spellings of the element; other versions are read all the same."""
    extract = read(tmp_path / "a.xml", transfer(pupil(AYO, KS2), header=element))
    assert noted(extract, "warning") == warned
    assert extract.rows_read == 4


def test_a_stated_day_holds_for_its_own_academic_year(tmp_path: Path) -> None:
    """Results of other years in the same file keep the last day of theirs."""
    content = transfer(pupil(AYO, KS2))
    extract = read(tmp_path / "a.xml", content, taken_on=dt.date(2026, 5, 14))
    assert [row[3] for row in told(extract)] == ["2026-05-14"] * 3 + ["2024-07-31"]
    assert ("only the academic year is given: taken on 2024-07-31", 1) in noted(extract)


def test_no_result_of_a_day_to_come(tmp_path: Path) -> None:
    """A file made in June holds what was known in June."""
    path = tmp_path / "a.xml"
    path.write_text(transfer(pupil(AYO, KS2)), encoding="utf-8")
    june = dt.datetime(2026, 6, 12, 12).timestamp()
    os.utime(path, (june, june))
    (extract,) = read_ctf(RawFile.read(path), {}, Calendar((), ()))
    assert [row[3] for row in told(extract)] == ["2026-06-12"] * 3 + ["2024-07-31"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, codec: str) -> None:
    """A file that calls itself UTF-8 and is Windows-1252 is read as what it is."""
    text = transfer(pupil(AYO, details="<Surname>O’Brien</Surname><Forename>Zoë</Forename>"))
    text = text.removeprefix("\ufeff")
    if codec == "utf-16":
        text = text.replace("UTF-8", "UTF-16")
    extract = read(tmp_path / "a.xml", text.encode(codec), defines_pupils=True)
    assert extract.tables["pupils"]["name"].tolist() == ["Zoë O’Brien"]
    words = {"utf-8-sig": "UTF-8 with BOM", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
    assert extract.encoding == words.get(codec, "UTF-8")


def test_a_namespace_is_tolerated(tmp_path: Path) -> None:
    """The format has none; some systems write one."""
    content = transfer(pupil(AYO, KS2), root='CTfile xmlns="urn:example"')
    assert read(tmp_path / "a.xml", content).rows_read == 4


BOMB = "<!DOCTYPE x [<!ENTITY a '{}'><!ENTITY b '&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
HOSTILE = {
    "entity bomb": BOMB.format("ha" * 50) + transfer(pupil("&b;")).split("?>", 1)[1],
    "external entity": OUTSIDE + transfer(pupil("&a;")).split("?>", 1)[1],
    "document type": "<!DOCTYPE CTfile SYSTEM 'x.dtd'>" + transfer().split("?>", 1)[1],
    "undeclared entity": transfer(pupil("&c;")),
    "deep": "<CTfile>" + "<a>" * 200_000,
    "cut off": transfer(pupil(AYO, KS2))[:400],
    "another root": "<Message><Header/></Message>",
    "empty": "",
    "not XML": "UPN,Surname\n1,Okafor\n",
    "unknown encoding": '<?xml version="1.0" encoding="utf-99"?><CTfile/>',
    "no text at all": "\x00\x01\x02",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_and_damaged_files_are_refused_in_plain_words(tmp_path: Path, case: str) -> None:
    """Each raises our own error, names the file and quotes no child."""
    with pytest.raises(ReadError, match=r"a\.xml ") as caught:
        read(tmp_path / "a.xml", HOSTILE[case], defines_pupils=True)
    assert AYO not in str(caught.value) and "Okafor" not in str(caught.value)
    if case in ("entity bomb", "external entity", "document type"):
        assert "document type or entity" in str(caught.value)


def test_elements_in_odd_places_are_no_records(tmp_path: Path) -> None:
    """A stray assessment or UPN outside a pupil is passed over; a stage may come last."""
    late = "<KeyStage>" + assessment("TT", "ENG/REA", "104") + "<Stage>KS2</Stage></KeyStage>"
    content = transfer(assessment("TT", "ENG/REA", "90"), "<UPN>x</UPN>", pupil(AYO, late))
    extract = read(tmp_path / "a.xml", content)
    assert [row[1] for row in told(extract)] == ["KS2 scaled score"]


def test_too_large_a_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit and the way round it are named."""
    monkeypatch.setattr("ladders_analysis.exports.dfe.ctf_xml.MOST_BYTES", 1_000)
    with pytest.raises(ReadError, match="in parts, for example by year group"):
        read(tmp_path / "a.xml", transfer(pupil(AYO, KS2, KS1)))


def test_a_large_school_in_seconds(tmp_path: Path) -> None:
    """Four megabytes: every record, well under ten seconds even when lines are traced."""
    one = pupil(AYO, KS2, KS1)
    count = 4_000_000 // len(one)
    (tmp_path / "a.xml").write_text(transfer(one * count), encoding="utf-8")
    started = time.process_time()
    (extract,) = read_ctf(RawFile.read(tmp_path / "a.xml"), {}, Calendar((), ()))
    assert extract.rows_read == 7 * count
    assert time.process_time() - started < 10


def test_results_reach_the_pupils_of_a_school_folder(tmp_path: Path) -> None:
    """Pupils are keyed by admission number; the UPN finds them, a stranger is refused unseen."""
    stranger = pupil("W999123420009", stage("KS2", assessment("TT", "ENG/REA", "110")))
    school = load(
        tmp_path,
        pupils=PUPILS,
        curriculum=None,
        files={"ctf.xml": transfer(pupil(AYO, KS2), stranger, pupil(LIN))},
        settings=SETTINGS + EXPORT,
    )
    results = school.results.sort_values(["assessment", "subject"])
    assert set(results["pupil_id"]) == {"00123"}
    assert accounts(school)["ctf.xml"] == (5, 4, 0, 0, 1)
    assert refusals(school) == [("ctf.xml", 2, "UPN", "unknown pupil")]
    assert "W999123420009" not in school.load_report.to_json() + school.load_report.brief()


def test_a_mark_and_its_outcome_are_one_result(tmp_path: Path) -> None:
    """Told as two assessments, they are kept as one and counted as two; nothing conflicts."""
    told_twice = stage("KS2", assessment("TT", "ENG/REA", "AS"), assessment("TT", "ENG/REA", "104"))
    disagree = stage("KS2", *(assessment("TT", "ENG/REA", each) for each in ("99", "101", "AS")))
    school = load(
        tmp_path,
        pupils=PUPILS,
        curriculum=None,
        files={"ctf.xml": transfer(pupil(AYO, told_twice), pupil(LIN, disagree))},
        settings=SETTINGS + EXPORT,
    )
    columns = ["pupil_id", "score", "outcome"]
    kept = school.results[columns].fillna({"score": 0.0, "outcome": ""})
    assert list(kept.itertuples(index=False, name=None)) == [
        ("00123", 104.0, "AS"),
        ("00124", 99.0, ""),
        ("00124", 101.0, ""),
        ("00124", 0.0, "AS"),
    ]
    assert accounts(school)["ctf.xml"] == (5, 4, 0, 1, 0)
    conflicts = school.load_report.problems.query("rule == 'two judgements of one day differ'")
    assert set(conflicts["row"]) == {2}


def test_a_folder_whose_pupils_come_from_the_file(tmp_path: Path) -> None:
    """Pupil and result are one by the UPN."""
    school = load(
        tmp_path,
        pupils=None,
        curriculum=None,
        files={"ctf.xml": transfer(pupil(AYO, KS2), pupil(LIN, KS2))},
        settings=SETTINGS + EXPORT + "defines_pupils = true\n",
    )
    assert school.pupils["pupil_id"].tolist() == [AYO, LIN]
    assert len(school.results) == 8
    assert accounts(school)["ctf.xml"] == (10, 10, 0, 0, 0)


def test_a_transfer_file_is_recognised_by_its_root(tmp_path: Path) -> None:
    """And pupils are proposed only where it gives their year groups."""
    recognise = format_named("ctf").recognise
    path = tmp_path / "a.xml"
    path.write_text(transfer(pupil(AYO, KS2)), encoding="utf-8")
    seen = recognise(glance(RawFile.read(path)))
    assert seen is not None
    assert (seen.because, seen.strength, dict(seen.options)) == (
        "it begins with <CTfile> and says version 25.0",
        100,
        {"defines_pupils": True},
    )
    path.write_text(transfer(pupil(AYO, year_group="")), encoding="utf-8")
    seen = recognise(glance(RawFile.read(path)))
    assert seen is not None and not seen.options
    path.write_text(f"<Other>{HEADER}</Other>", encoding="utf-8")
    assert recognise(glance(RawFile.read(path))) is None


def test_a_wrong_option_is_named(tmp_path: Path) -> None:
    """With the nearest that exists."""
    with pytest.raises(LaddersError, match="defines_pupils"):
        read(tmp_path / "a.xml", transfer(), defines_pupil=True)
