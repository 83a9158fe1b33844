"""Loading whole folders: what is kept, what is refused and why, and that nothing is lost."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from folders import CURRICULUM, PUPILS, SETTINGS, accounts, load, refusals, warnings, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.loading import check_file

JUDGED = "pupil_id,statement_id,assessed_on,judgement\n"
OVERALL = "pupil_id,subject,assessed_on,attainment\n"


def judgements(*rows: str) -> dict[str, str | bytes]:
    """Write `judgements.csv` of those rows."""
    return {"judgements.csv": JUDGED + "".join(row + "\n" for row in rows)}


def test_a_folder_without_settings_says_what_to_do(tmp_path: Path) -> None:
    """The missing file and the remedy are named."""
    with pytest.raises(SettingsError, match=r"school\.toml is missing.*ladders sample DIR"):
        la.load(tmp_path)
    with pytest.raises(ReadError, match="`ladders check FILE` reads a single export"):
        la.load(tmp_path / "nowhere")


def test_a_folder_without_pupils_says_what_to_do(tmp_path: Path) -> None:
    """Nobody there is an error, whether the file is missing or empty of rows."""
    with pytest.raises(ReadError, match=r"Add pupils\.csv"):
        load(tmp_path, pupils=None)
    with pytest.raises(ReadError, match=r"Add pupils\.csv"):
        load(tmp_path, pupils="pupil_id,academic_year,year_group\n")


def test_tables_are_tidy_and_typed(tmp_path: Path) -> None:
    """Ids are text with zeros, days are days, codes are ordered, blanks are filled as designed."""
    school = load(tmp_path, files=judgements("00123,R1,2025-12-05,Secure"))
    assert school.pupils["pupil_id"].tolist() == ["00123", "00124"]
    assert school.pupils["school_id"].tolist() == ["9352001", "9352001"]
    assert school.pupils["cohort"].tolist() == [2029, 2029]
    row = school.judgements.iloc[0]
    assert row["assessed_on"] == pd.Timestamp("2025-12-05")
    assert school.judgements["judgement"].cat.ordered
    assert school.judgements["judgement"].cat.categories.tolist() == [
        "Not yet",
        "Developing",
        "Secure",
        "absent",
        "not required",
        "N/A",
    ]
    assert school.statements["weight"].tolist() == [1.0, 1.0, 1.0]
    assert school.statements["key"].tolist() == [False, False, False]
    assert not {column for column in school.judgements if column.startswith("_")}
    assert school.load_report.exit_code == 0


def test_absent_files_are_empty_tables(tmp_path: Path) -> None:
    """Pupils alone are a school; every other table is there without rows."""
    school = load(tmp_path, curriculum=None)
    for name in (
        "statements",
        "judgements",
        "overall",
        "results",
        "conversations",
        "books",
        "national",
    ):
        assert len(getattr(school, name)) == 0
    assert school.judgements["judgement"].cat.categories[0] == "Not yet"


def test_unknown_things_are_refused_with_their_place(tmp_path: Path) -> None:
    """Pupil, statement, code and subject, each by row and column."""
    school = load(
        tmp_path,
        files={
            **judgements(
                "00123,R1,2025-12-05,Secure",
                "99999,R1,2025-12-05,Secure",
                "00123,R9,2025-12-05,Secure",
                "00123,R1,2025-12-05,Secur",
                "123,R1,2025-12-05,Secure",
            ),
            "overall.csv": OVERALL
            + "00123,Raeding,2025-12-05,EXS\n00123,reading,2025-12-05,exs\n"
            + "00123,Reading,2025-12-05,EXX\n",
        },
    )
    assert refusals(school) == [
        ("judgements.csv", 3, "pupil_id", "unknown pupil"),
        ("judgements.csv", 6, "pupil_id", "unknown pupil"),
        ("judgements.csv", 4, "statement_id", "unknown statement"),
        ("judgements.csv", 5, "judgement", "unknown code"),
        ("overall.csv", 2, "subject", "unknown subject"),
        ("overall.csv", 4, "attainment", "unknown code"),
    ]
    remedies = school.load_report.problems["remedy"].tolist()
    assert "leading zeros" in remedies[1]
    assert remedies[2] == (
        "add the statement to the curriculum, correct the id, or declare it in "
        "curriculum_map.csv where it was renamed"
    )
    assert remedies[3].startswith('did you mean "Secure"? allowed: Not yet, Developing, Secure')
    assert remedies[4].startswith('did you mean "Reading"?')
    assert remedies[5].startswith('did you mean "EXS"? allowed: WTS, EXS, GDS')
    assert school.overall[["subject", "attainment"]].to_numpy().tolist() == [["Reading", "EXS"]]
    assert accounts(school)["judgements.csv"] == (5, 1, 0, 0, 4)
    assert school.load_report.exit_code == 1


def test_no_value_is_told_unless_asked(tmp_path: Path) -> None:
    """Neither the report nor its JSON nor its page names a child, unless values are asked for."""
    files = judgements("99999,R1,2025-12-05,Secure", "00123,R1,2025-12-05,Zebedee")
    report = load(tmp_path, files=files).load_report
    for told in (report.brief(), report.to_json(), report._repr_html_(), repr(report.problems)):
        assert "99999" not in told
        assert "Zebedee" not in told
    shown = load(tmp_path, files=files, show_values=True).load_report
    assert shown.problems["value"].tolist() == ["99999", "Zebedee"]


def test_aliases_case_and_spaces(tmp_path: Path) -> None:
    """The alias table and folded case; NA is unknown where only N/A is known."""
    school = load(
        tmp_path,
        files=judgements(
            "00123,R1,2025-12-01, secure ",
            "00123,R1,2025-12-02,S+",
            "00123,R1,2025-12-03,ny",
            "00123,R1,2025-12-04,N/A",
            "00123,R1,2025-12-05,NA",
            "00123,R1,2025-12-06,absent",
            "00123,R1,2025-12-07,not  required",
            "00123,R1,2025-12-08,",
        ),
    )
    kept = ["Secure", "Secure", "Not yet", "N/A", "absent", "not required"]
    assert school.judgements["judgement"].astype("str").tolist() == kept
    assert refusals(school) == [
        ("judgements.csv", 9, "judgement", "required cell is blank"),
        ("judgements.csv", 6, "judgement", "unknown code"),
    ]


def test_exact_duplicates_are_counted_and_conflicts_listed(tmp_path: Path) -> None:
    """The same row twice is one; two codes of one day stay, and are listed."""
    school = load(
        tmp_path,
        files=judgements(
            "00123,R1,2025-12-05,Secure",
            "00123,R1,2025-12-05,Secure",
            "00123,R1,2025-12-05,Developing",
            "00124,R1,2025-12-05,Secure",
        ),
    )
    assert accounts(school)["judgements.csv"] == (4, 3, 0, 1, 0)
    listed = school.load_report.problems.query("rule == 'two judgements of one day differ'")
    assert listed["row"].tolist() == [2, 4]


def two_exports(first: str, second: str, shared: str = "") -> str:
    """Write settings with two exports of overall judgements, January's and March's."""
    return SETTINGS + "".join(
        f'[[export]]\nfile = "exports/{name}.csv"\nreader = "tidy"\ntable = "overall"\n{shared}\n'
        for name in (first, second)
    )


RECORDED = "pupil_id,subject,assessed_on,recorded_on,attainment\n"


def test_a_later_export_of_the_same_source_supersedes(tmp_path: Path) -> None:
    """The same thing again supersedes; a correction entered later does not, nor does silence."""
    january = RECORDED + (
        "00123,Reading,2025-12-05,,WTS\n"  # comes again, changed
        "00124,Reading,2025-12-05,,EXS\n"  # comes again, the same
        "00123,Maths,2025-12-05,,EXS\n"  # does not come again
        "00124,Maths,2025-12-05,2025-12-05,WTS\n"  # is corrected on a later day
    )
    march = RECORDED + (
        "00123,Reading,2025-12-05,,EXS\n"
        "00124,Reading,2025-12-05,2025-12-05,EXS\n"
        "00124,Maths,2025-12-05,2026-01-09,EXS\n"
    )
    files: dict[str, str | bytes] = {"exports/january.csv": january, "exports/march.csv": march}
    shared = 'source = "tracker"'
    school = load(tmp_path, files=files, settings=two_exports("january", "march", shared))
    assert accounts(school)["exports/january.csv"] == (4, 2, 2, 0, 0)
    assert accounts(school)["exports/march.csv"] == (3, 3, 0, 0, 0)
    kept = school.overall[["pupil_id", "subject", "attainment"]].astype("str")
    assert kept.to_numpy().tolist() == [
        ["00123", "Maths", "EXS"],
        ["00124", "Maths", "WTS"],
        ["00123", "Reading", "EXS"],
        ["00124", "Reading", "EXS"],
        ["00124", "Maths", "EXS"],
    ]


def test_exports_of_different_sources_do_not_supersede(tmp_path: Path) -> None:
    """Without a shared source both stay, an identical row counts once."""
    files: dict[str, str | bytes] = {
        "exports/january.csv": OVERALL + "00123,Reading,2025-12-05,WTS\n",
        "exports/march.csv": OVERALL
        + "00123,Reading,2025-12-05,EXS\n00123,Reading,2025-12-05,WTS\n",
    }
    school = load(tmp_path, files=files, settings=two_exports("january", "march"))
    assert accounts(school)["exports/january.csv"] == (1, 1, 0, 0, 0)
    assert accounts(school)["exports/march.csv"] == (2, 1, 0, 1, 0)


def test_a_glob_is_one_source_in_the_order_of_names(tmp_path: Path) -> None:
    """The last by name counts; reading the same bytes again changes nothing."""
    row = OVERALL + "00123,Reading,2025-12-05,{}\n"
    files: dict[str, str | bytes] = {
        "exports/2025-12.csv": row.format("WTS"),
        "exports/2026-03.csv": row.format("EXS"),
        "exports/2026-04.csv": row.format("EXS"),
    }
    glob = '[[export]]\nfile = "exports/*.csv"\nreader = "tidy"\ntable = "overall"\n'
    school = load(tmp_path, files=files, settings=SETTINGS + glob)
    assert school.overall["attainment"].astype("str").tolist() == ["EXS"]
    assert school.load_report.files["superseded"].sum() == 2


def test_exports_that_are_not_there_or_have_no_reader(tmp_path: Path) -> None:
    """Both are errors with the name; an unknown reader with the nearest."""
    missing = '[[export]]\nfile = "exports/*.xlsx"\nreader = "wide"\n'
    with pytest.raises(ReadError, match=r"exports/\*\.xlsx.*no such file"):
        load(tmp_path, settings=SETTINGS + missing)
    unknown = '[[export]]\nfile = "pupils.csv"\nreader = "tidi"\n'
    with pytest.raises(SettingsError, match='did you mean "tidy"'):
        load(tmp_path, settings=SETTINGS + unknown)
    absolute = '[[export]]\nfile = "/etc/*"\nreader = "tidy"\n'
    with pytest.raises(SettingsError, match=r"file = '/etc/\*'"):
        load(tmp_path, settings=SETTINGS + absolute)


def test_an_export_is_not_read_twice(tmp_path: Path) -> None:
    """A tidy file that is listed is read as listed only; the other tidy files are read too."""
    listed = '[[export]]\nfile = "overall.csv"\nreader = "tidy"\ndate_format = "day first"\n'
    files: dict[str, str | bytes] = {"overall.csv": OVERALL + "00123,Reading,05/12/2025,EXS\n"}
    school = load(tmp_path, files=files, settings=SETTINGS + listed)
    assert school.overall["assessed_on"].tolist() == [pd.Timestamp("2025-12-05")]
    assert school.load_report.files["file"].tolist() == [
        "curriculum.csv",
        "pupils.csv",
        "overall.csv",
    ]


def test_ambiguous_dates_ask_for_the_format(tmp_path: Path) -> None:
    """The file, the column and the remedy are named."""
    with pytest.raises(ReadError, match=r"overall\.csv, column assessed_on: .*date_format"):
        load(tmp_path, files={"overall.csv": OVERALL + "00123,Reading,05/12/2025,EXS\n"})


def test_marksheets_make_a_school_by_themselves(tmp_path: Path) -> None:
    """Two marksheets describe the same pupils and hold different subjects; nothing is lost."""
    sheet = "Adm No,Name,Class,{0}\n00123,Zoë,3A,EXS\n00124,Lin,{1},WTS\n"
    table = (
        '[[export]]\nfile = "{0}.csv"\nreader = "wide"\npoint = "Autumn 2025"\n'
        "academic_year = 2026\nyear_group = 3\n"
        'pupil = {{ pupil_id = "Adm No", name = "Name", class_name = "Class" }}\n'
        'columns = {{ {0} = {{ holds = "overall", subject = "{0}" }} }}\n'
    )
    files: dict[str, str | bytes] = {
        "Reading.csv": sheet.format("Reading", "3A"),
        "Maths.csv": sheet.format("Maths", ""),
    }
    school = load(
        tmp_path,
        pupils=None,
        curriculum=None,
        files=files,
        settings=SETTINGS + table.format("Reading") + table.format("Maths"),
    )
    assert school.pupils[["pupil_id", "name", "class_name"]].to_numpy().tolist() == [
        ["00123", "Zoë", "3A"],
        ["00124", "Lin", "3A"],
    ]
    assert len(school.overall) == 4
    assert accounts(school)["Reading.csv"] == (4, 4, 0, 0, 0)
    assert accounts(school)["Maths.csv"] == (4, 2, 0, 2, 0)


def test_pupils_described_twice(tmp_path: Path) -> None:
    """The fuller row stays, whichever comes first; a row that disagrees is refused."""
    pupils = (
        "pupil_id,academic_year,year_group,name,class_name\n"
        "1,2026,3,,\n"
        "1,2026,3,Zoë,3A\n"
        "2,2026,3,Lin,3A\n"
        "2,2026,3,Lin,3B\n"
        "2,2025,2,Lin,2B\n"
    )
    school = load(tmp_path, pupils=pupils)
    assert accounts(school)["pupils.csv"] == (5, 3, 0, 1, 1)
    assert refusals(school) == [("pupils.csv", 5, "pupil_id", "pupil described twice, differently")]
    assert school.pupils["name"].tolist() == ["Zoë", "Lin", "Lin"]


def test_leaving_before_joining_takes_the_judgements_along(tmp_path: Path) -> None:
    """The pupil's row is refused; the judgement's remedy points to it."""
    pupils = (
        "pupil_id,academic_year,year_group,joined_on,left_on\n"
        "1,2026,3,2025-11-03,2025-10-01\n"
        "2,2026,3,2025-11-03,2025-11-03\n"
    )
    school = load(tmp_path, pupils=pupils, files=judgements("1,R1,2025-12-05,Secure"))
    assert refusals(school) == [
        ("pupils.csv", 2, "left_on", "left before joining"),
        ("judgements.csv", 2, "pupil_id", "unknown pupil"),
    ]
    assert "mend that first" in school.load_report.problems["remedy"].tolist()[-1]


def test_birthdays_against_year_groups(tmp_path: Path) -> None:
    """Year 3 pupils turn eight between 1 September 2025 and 31 August 2026."""
    pupils = (
        "pupil_id,academic_year,year_group,date_of_birth\n"
        "1,2026,3,2017-09-01\n2,2026,3,2018-08-31\n3,2026,3,2018-09-01\n4,2026,3,2017-08-31\n"
    )
    school = load(tmp_path, pupils=pupils)
    odd = school.load_report.problems.query("rule == 'year group against date of birth'")
    assert odd["row"].tolist() == [4, 5]
    assert len(school.pupils) == 4


def test_judgements_later_than_their_file(tmp_path: Path) -> None:
    """Nothing is judged after the file was made, by its stamp or as stated."""
    folder = write(
        tmp_path,
        {
            "pupils.csv": PUPILS,
            "curriculum.csv": CURRICULUM,
            **judgements("00123,R1,2025-12-05,Secure", "00123,R1,2025-12-06,Secure"),
        },
    )
    made = dt.datetime(2025, 12, 5, 15, 30).timestamp()
    os.utime(folder / "judgements.csv", (made, made))
    school = la.load(folder)
    assert refusals(school) == [
        ("judgements.csv", 3, "assessed_on", "dated after the file was made")
    ]
    zero = dt.datetime(1980, 1, 1).timestamp()
    os.utime(folder / "judgements.csv", (zero, zero))
    assert refusals(la.load(folder)) == []
    stated = '[[export]]\nfile = "judgements.csv"\nreader = "tidy"\nmade_on = 2025-12-04\n'
    (folder / "school.toml").write_text(SETTINGS + stated, encoding="utf-8")
    assert len(refusals(la.load(folder))) == 2


PARTS = """statement_id,subject,ladder,year,year_to,cycle,due_half_term,part_of,weight
W,Reading,L,3,,,2,,
W1,Reading,L,3,,,2,W,
P1,Reading,L,3,,,2,P,
P2,Reading,L,3,,,2,P,
P3,Reading,L,3,,,2,P,0.7
Z,Reading,L,3,,,2,,0
N,Reading,L,3,,,2,,-1
C,Reading,L,3,,A,2,,
D,Reading,L,3,4,A,2,,
E,Reading,L,4,3,,2,,
F,Reading,L,3,4,,,,
F,Reading,L,3,4,,,,
F,Reading,M,3,4,,,,
"""


def test_curricula_that_contradict_themselves(tmp_path: Path) -> None:
    """Parents still there, weights of nothing, cycles without a band or a year, bands backwards."""
    school = load(tmp_path, curriculum=PARTS)
    assert refusals(school) == [
        ("curriculum.csv", 7, "weight", "weight not positive"),
        ("curriculum.csv", 8, "weight", "weight not positive"),
        ("curriculum.csv", 3, "part_of", "the statement it is a part of is still there"),
        ("curriculum.csv", 11, "year_to", "band ends before it begins"),
        ("curriculum.csv", 9, "cycle", "cycle without a band"),
        ("curriculum.csv", 10, "cycle", "cycle without a [[year]] that names one"),
        ("curriculum.csv", 14, "statement_id", "statement described twice, differently"),
    ]
    weights = school.statements.set_index("statement_id")["weight"]
    assert weights.to_dict() == pytest.approx({"W": 1, "P1": 1 / 3, "P2": 1 / 3, "P3": 0.7, "F": 1})
    assert warnings(school) == [("curriculum.csv", "no due_half_term", 1)]


def test_cycles_named_by_every_year_are_kept(tmp_path: Path) -> None:
    """A rolling programme with both turns named is in order."""
    named = SETTINGS.replace("ends = 2025", 'ends = 2025\ncycle = "A"').replace(
        "ends = 2026", 'ends = 2026\ncycle = "B"'
    )
    text = "statement_id,subject,ladder,year,year_to,cycle,due_half_term\nD,Reading,L,3,4,A,2\n"
    assert refusals(load(tmp_path, curriculum=text, settings=named)) == []


def test_judgements_in_a_year_without_a_pupil_row(tmp_path: Path) -> None:
    """Kept, and counted in one warning."""
    school = load(
        tmp_path,
        files=judgements(
            "00123,R1,2025-08-31,Secure", "00123,R2,2025-07-01,Secure", "00123,R1,2025-09-01,Secure"
        ),
    )
    assert warnings(school) == [("judgements.csv", "in a year without a pupil row", 2)]
    assert len(school.judgements) == 3


def test_years_that_the_calendar_does_not_know(tmp_path: Path) -> None:
    """Pupils of such a year are kept, with a warning."""
    school = load(tmp_path, pupils=PUPILS + "7,2020,1\n")
    assert warnings(school) == [("pupils.csv", "academic year without a [[year]]", 1)]


def test_earlier_years_that_were_never_judged(tmp_path: Path) -> None:
    """Two pupils × one Year 2 statement, none judged: the policy leaves them without evidence."""
    policy = SETTINGS + '[expectation]\nearlier_years = "all"\n'
    text = CURRICULUM + "R0,Reading,Word reading,2,6\n"
    school = load(tmp_path, curriculum=text, settings=policy)
    assert warnings(school) == [
        ("school.toml", "Reading: earlier years count but were hardly judged", 2)
    ]
    judged = judgements("00123,R0,2025-12-05,Secure")
    assert warnings(load(tmp_path, curriculum=text, settings=policy, files=judged)) == []


def test_results_need_something_to_say(tmp_path: Path) -> None:
    """A score, an outcome, or neither; junk is refused; a subject of its own is only noted."""
    text = (
        "pupil_id,assessment,subject,taken_on,score,outcome\n"
        "00123,KS2,Maths,2026-05-12,103,\n"
        "00123,Phonics,Phonics,2025-06-12,,Wa\n"
        "00123,KS2,Maths,2026-05-12,,\n"
        "00124,KS2,Maths,2026-05-12,12:04,\n"
    )
    school = load(tmp_path, files={"results.csv": text})
    assert refusals(school) == [
        ("results.csv", 5, "score", "not a number"),
        ("results.csv", 4, "score", "no score and no outcome"),
    ]
    assert ("results.csv", "subject not in the curriculum", 1) in warnings(school)


TRUST_PUPILS = """school_id,pupil_id,academic_year,year_group
A,1,2026,3
B,1,2026,3
B,2,2026,3
"""


def test_a_trust_keeps_equal_ids_apart(tmp_path: Path) -> None:
    """Pupil 1 of A and of B are two; school A has no pupil 2; a blank school is refused."""
    text = (
        "school_id," + JUDGED + "A,1,R1,2025-12-05,Secure\nB,1,R1,2025-12-05,Not yet\n"
        "A,2,R1,2025-12-05,Secure\n,1,R1,2025-12-05,Secure\n"
    )
    school = load(tmp_path, pupils=TRUST_PUPILS, files={"judgements.csv": text})
    assert school.schools == ("A", "B")
    assert refusals(school) == [
        ("judgements.csv", 5, "school_id", "required cell is blank"),
        ("judgements.csv", 4, "pupil_id", "unknown pupil"),
    ]
    assert accounts(school)["judgements.csv"] == (4, 2, 0, 0, 2)


def test_a_school_of_a_trust_with_its_own_curriculum_and_scale(tmp_path: Path) -> None:
    """School B knows only its own statements and codes; A only everyone's."""
    policy = SETTINGS.replace('aliases = { NY = "Not yet", "S+" = "Secure" }', "") + (
        '[schools.B]\ncurriculum = "b.csv"\n'
        '[schools.B.scale]\ncodes = ["E", "D", "S"]\nsecure = "S"\n'
    )
    files: dict[str, str | bytes] = {
        "b.csv": "statement_id,subject,ladder,year,due_half_term\nB1,Reading,Own,3,1\n",
        "judgements.csv": "school_id,"
        + JUDGED
        + "A,1,R1,2025-12-05,Secure\nB,1,B1,2025-12-05,S\n"
        + "A,1,B1,2025-12-05,Secure\nB,2,R1,2025-12-05,S\nB,2,B1,2025-12-05,Secure\n",
    }
    school = load(tmp_path, pupils=TRUST_PUPILS, files=files, settings=policy)
    assert refusals(school) == [
        ("judgements.csv", 4, "statement_id", "unknown statement"),
        ("judgements.csv", 5, "statement_id", "unknown statement"),
        ("judgements.csv", 6, "judgement", "unknown code"),
    ]
    by_school = school.statements.groupby("school_id")["statement_id"].agg(list).to_dict()
    assert by_school == {"A": ["R1", "R2", "M1"], "B": ["B1"]}
    assert school.one("B").statements["statement_id"].tolist() == ["B1"]
    assert accounts(school)["curriculum.csv"] == (3, 3, 0, 0, 0)


def test_the_only_school_needs_no_id(tmp_path: Path) -> None:
    """Without an id in school.toml the pupils' own counts; without either it is asked for."""
    nameless = SETTINGS.replace('id = "9352001"\n', "")
    pupils = "school_id,pupil_id,academic_year,year_group\nS7,1,2026,3\n"
    school = load(
        tmp_path, pupils=pupils, files=judgements("1,R1,2025-12-05,Secure"), settings=nameless
    )
    assert school.judgements["school_id"].tolist() == ["S7"]
    with pytest.raises(SettingsError, match=r"pupils\.csv does not say which school"):
        load(tmp_path, settings=nameless)


def test_pupils_found_by_upn(tmp_path: Path) -> None:
    """A list that knows UPNs only finds the pupils; an unknown UPN is refused."""
    pupils = "pupil_id,academic_year,year_group,upn\n00123,2026,3,B801200005001\n"
    table = (
        '[[export]]\nfile = "x.csv"\nreader = "long"\nholds = "overall"\non = 2025-12-05\n'
        'columns = { upn = "UPN", attainment = "Grade" }\nconstants = { subject = "Reading" }\n'
    )
    files: dict[str, str | bytes] = {"x.csv": "UPN,Grade\nB801200005001,EXS\nP207000016049,EXS\n"}
    school = load(tmp_path, pupils=pupils, files=files, settings=SETTINGS + table)
    assert school.overall["pupil_id"].tolist() == ["00123"]
    assert refusals(school) == [("x.csv", 3, "pupil_id", "unknown pupil")]


def test_refusals_name_the_headers_of_the_marksheet(tmp_path: Path) -> None:
    """Row and header are those of the sheet, as its owner sees them."""
    table = (
        '[[export]]\nfile = "x.csv"\nreader = "wide"\non = 2025-12-05\n'
        'pupil = { pupil_id = "Adm No" }\n'
        'patterns = { "[RM][0-9]" = { holds = "judgement", statement = "{0}" } }\n'
    )
    files: dict[str, str | bytes] = {
        "x.csv": "Year 3\n\nAdm No,R1,R9\n00123,Secure,Secure\n7,Secur,\n"
    }
    school = load(tmp_path, files=files, settings=SETTINGS + table)
    assert refusals(school) == [
        ("x.csv", 5, "Adm No", "unknown pupil"),
        ("x.csv", 4, "R9", "unknown statement"),
    ]
    assert accounts(school)["x.csv"] == (3, 1, 0, 0, 2)


def test_two_forms_of_one_table_are_not_both_read(tmp_path: Path) -> None:
    """Which one is meant, the school must say."""
    with pytest.raises(ReadError, match=r"results\.csv and results\.csv\.gz are both"):
        load(tmp_path, files={"results.csv": "a", "results.csv.gz": "b"})


def test_a_curriculum_that_is_not_there(tmp_path: Path) -> None:
    """The file that school.toml names is named."""
    with pytest.raises(ReadError, match=r"names the curriculum nc\.csv, which is not"):
        load(tmp_path, settings=f'curriculum = "nc.csv"\n{SETTINGS}')


def test_a_file_by_itself(tmp_path: Path) -> None:
    """What a file shows by itself is checked: shape, cells, dates."""
    path = tmp_path / "judgements.csv"
    path.write_text(
        JUDGED + "1,R1,2025-12-05,Secure\n1,R1,soon,Secure\n1,R1\n1,R1,2025-12-05,Secure\n",
        encoding="utf-8",
    )
    report = check_file(path)
    record = report.records[0]
    assert (record.rows_read, record.kept, record.duplicates, record.refused) == (4, 1, 1, 2)
    assert report.exit_code == 1
    with pytest.raises(SettingsError, match='did you mean "wide"'):
        check_file(path, "wied")


def test_a_file_by_itself_knows_its_folders_points(tmp_path: Path) -> None:
    """An export in a school folder may name the school's assessment points."""
    files = {"exports/a.csv": "ID,Reading\n1,EXS\n"}
    write(tmp_path, files)
    held = {"holds": "overall", "subject": "Reading", "point": "Autumn 2025"}
    options = {"pupil": {"pupil_id": "ID"}, "columns": {"Reading": held}}
    report = check_file(tmp_path / "exports" / "a.csv", "wide", options)
    assert report.records[0].kept == 1


def test_every_file_is_named_with_its_fingerprint(tmp_path: Path) -> None:
    """Sources carry the SHA-256 of the bytes that were read."""
    import hashlib

    school = load(tmp_path)
    assert school.sources["pupils.csv"] == hashlib.sha256(PUPILS.encode()).hexdigest()


CELL = st.sampled_from(
    ["00123", "00124", "", "R1", "R9", "Secure", "Secur", "2025-12-05", "2026-13-01", '"a', "NA"]
)
LINE = st.one_of(
    st.lists(CELL, min_size=0, max_size=6).map(",".join),
    st.tuples(
        st.sampled_from(["00123", "00124", "7"]),
        st.sampled_from(["R1", "R2", "x"]),
        st.sampled_from(["2025-12-05", "2025-12-06", "", "05/12/2025"]),
        st.sampled_from(["Secure", "secure", "absent", "?", ""]),
    ).map(",".join),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, max_size=12))
@example([","])  # blank cells, fewer than the header has
@example([',"",,,,,,', "00123,R1,2025-12-05,Secure"])
def test_nothing_is_lost_whatever_the_rows(lines: list[str]) -> None:
    """Either the folder loads and its accounts add up, or it fails with our own error."""
    with tempfile.TemporaryDirectory() as name:
        try:
            school = load(Path(name), files=judgements(*lines))
        except ReadError as error:
            assert "judgements.csv" in str(error)
            return
    rows_read, kept, superseded, duplicates, refused = accounts(school)["judgements.csv"]
    assert rows_read == kept + superseded + duplicates + refused
    assert kept == len(school.judgements)
    records = list(csv.reader(io.StringIO("\n".join(lines) + "\n")))
    assert rows_read == sum(any(cell.strip() for cell in record) for record in records)
    places = {place[1] for place in refusals(school)}
    assert len(places) == refused
