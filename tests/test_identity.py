"""Who is who: UPNs right and wrong, former UPNs, and pupils who must never become one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from folders import SETTINGS, accounts, load, refusals, warnings
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.checking.same_child import Line, SchoolIds, WhoIsWho
from ladders_analysis.errors import ReadError
from ladders_analysis.school import School

DFE = Path(__file__).resolve().parents[2] / "shared" / "data" / "dfe"
AYO, LIN, ZOE = "G823299915001", "W823299915002", "K823299915003"
TEMPORARY, OTHER = "E82329992401A", "G82329992402B"
HEADER = "pupil_id,academic_year,year_group,upn,former_upn,name\n"
JUDGED = "pupil_id,statement_id,assessed_on,judgement\n"
BY_UPN = """
[[export]]
file = "tracker.csv"
reader = "long"
holds = "judgement"
columns = { upn = "UPN", statement_id = "Objective", judgement = "Grade" }
on = 2025-12-05
"""
TRUST = SETTINGS.replace('id = "9352001"\n', "")


def notes(school: School) -> list[tuple[str, str, int]]:
    """List what was noted: file, rule and count."""
    found = school.load_report.problems.query("severity == 'note'")
    return list(found[["file", "rule", "count"]].itertuples(index=False, name=None))


def ids(school: School, table: str = "pupils") -> list[str]:
    """List the pupil ids of a table, row by row."""
    return school.tables[table]["pupil_id"].astype("str").tolist()


def remedy(school: School, rule: str) -> str:
    """Give the remedy of the first problem that breaks a rule."""
    found = school.load_report.problems
    return str(found.loc[found["rule"] == rule, "remedy"].iloc[0])


# ── the check letter ──────────────────────────────────────────────────────────────────────────


def test_wrong_check_letters_are_one_warning_for_a_file(tmp_path: Path) -> None:
    """Everybody is kept; the file is told once, with a count and the rows."""
    pupils = (
        HEADER + f"1,2026,3,H{AYO[1:]},,\n2,2026,3,{LIN},,\n3,2026,3,A{ZOE[1:]},,\n4,2026,3,,,\n"
    )
    school = load(tmp_path, pupils=pupils)
    assert ids(school) == ["1", "2", "3", "4"]
    assert warnings(school) == [("pupils.csv", "wrong check letter in the UPN", 2)]
    assert remedy(school, "wrong check letter in the UPN").endswith("(rows 2, 4)")
    assert AYO[1:] not in school.load_report.to_json()


def test_many_wrong_check_letters_name_the_first_rows_only(tmp_path: Path) -> None:
    """Twelve rows: ten are named, the others counted."""
    rows = "".join(f"{n},2026,3,A8232999150{n:02d},,\n" for n in range(12))
    wrong = [n for n in range(12) if not _right(f"A8232999150{n:02d}")]
    assert len(wrong) == 12
    school = load(tmp_path, pupils=HEADER + rows)
    said = remedy(school, "wrong check letter in the UPN")
    assert said.endswith("(rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more)")


def test_words_that_are_no_upn_are_kept_with_a_warning(tmp_path: Path) -> None:
    """A number of another form is written down as it came."""
    school = load(tmp_path, pupils=HEADER + "1,2026,3,pending,,\n2,2026,3,12345,,\n")
    assert school.pupils["upn"].tolist() == ["pending", "12345"]
    assert warnings(school) == [("pupils.csv", "not of a UPN's form", 2)]


def test_upns_are_read_in_their_tidy_form(tmp_path: Path) -> None:
    """Small letters and spaces are one note; the values then compare with everyone else's."""
    school = load(
        tmp_path, pupils=HEADER + f"1,2026,3,{AYO.lower()},,\n2,2026,3,W8232 9991 5002,,\n"
    )
    assert school.pupils["upn"].tolist() == [AYO, LIN]
    assert notes(school) == [("pupils.csv", "UPN in small letters or with spaces", 2)]


def test_temporary_upns_are_noted_until_the_permanent_one_comes(tmp_path: Path) -> None:
    """Pupil 1 has the permanent one by now; pupil 2 has not."""
    pupils = (
        HEADER
        + f"1,2025,2,{TEMPORARY},,\n1,2026,3,{AYO},,\n2,2025,2,{OTHER},,\n2,2026,3,{OTHER},,\n"
    )
    school = load(tmp_path, pupils=pupils)
    assert notes(school) == [("pupils.csv", "temporary UPN", 2)]
    assert "(rows 4, 5)" in remedy(school, "temporary UPN")
    assert warnings(school) == []


def _right(upn: str) -> bool:
    """Check a UPN by a table of values, apart from the code under test."""
    values = dict(zip("ABCDEFGHJKLMNPQRTUVWXYZ", range(23), strict=True))
    values |= {str(digit): digit for digit in range(10)}
    total = 0
    for place, mark in enumerate(upn[1:], start=2):
        total += values[mark] * place
    return total % 23 == values[upn[0]]


def test_the_fictional_pupils_of_the_department_are_all_kept(tmp_path: Path) -> None:
    """Most of their UPNs fail the check letter: one warning, and nobody is lost."""
    file = DFE / "giap_npd_searchindex.json"
    if not file.is_file():
        pytest.skip("the public sample data are not beside the project")
    people = json.loads(file.read_text(encoding="utf-8-sig"))["value"]
    upns = [person["UPN"] for person in people]
    wrong = [upn for upn in upns if not _right(upn)]
    assert (len(upns), len(wrong)) == (10, 8)  # counted by hand, too
    rows = "".join(
        f"{number:04d},2026,3,{person['UPN']},,{person['Forename']} {person['Surname']}\n"
        for number, person in enumerate(people)
    )
    school = load(tmp_path, pupils=HEADER + rows)
    assert school.pupils["upn"].tolist() == upns
    assert accounts(school)["pupils.csv"] == (10, 10, 0, 0, 0)
    assert warnings(school) == [("pupils.csv", "wrong check letter in the UPN", 8)]
    assert notes(school) == [
        ("pupils.csv", "temporary UPN", sum(upn[-1].isalpha() for upn in upns))
    ]


# ── never merged ──────────────────────────────────────────────────────────────────────────────


def test_one_upn_at_two_ids_is_a_warning_and_no_merger(tmp_path: Path) -> None:
    """Both pupils stay; rows that come by the shared UPN are refused, the others arrive."""
    school = load(
        tmp_path,
        pupils=HEADER + f"00123,2026,3,{AYO},,\n00124,2026,3,{AYO},,\n00125,2026,3,{LIN},,\n",
        files={"tracker.csv": f"UPN,Objective,Grade\n{AYO},R1,Secure\n{LIN},R1,Secure\n"},
        settings=SETTINGS + BY_UPN,
    )
    assert ids(school) == ["00123", "00124", "00125"]
    assert warnings(school) == [("pupils.csv", "one UPN, two pupil ids", 2)]
    assert refusals(school) == [("tracker.csv", 2, "pupil_id", "a UPN that two pupils have")]
    assert ids(school, "judgements") == ["00125"]


def test_ids_that_changed_between_years_stay_two_pupils(tmp_path: Path) -> None:
    """A new admission number is not taken for the old one: the school is told, and decides."""
    school = load(
        tmp_path,
        pupils=HEADER + f"old1,2025,2,{AYO},,Ayo\nnew1,2026,3,{AYO},,Ayo\n",
        files={"tracker.csv": f"UPN,Objective,Grade\n{AYO},R1,Secure\n"},
        settings=SETTINGS + BY_UPN,
    )
    assert ids(school) == ["old1", "new1"]
    assert warnings(school) == [("pupils.csv", "one UPN, two pupil ids", 2)]
    assert ids(school, "judgements") == ["new1"]  # the pupil who has the UPN now


def test_the_same_name_never_makes_two_pupils_one(tmp_path: Path) -> None:
    """Two children of one name and birthday are two children."""
    pupils = "pupil_id,academic_year,year_group,name,date_of_birth\n"
    pupils += "1,2026,3,Lin Chen,2018-02-03\n2,2026,3,Lin Chen,2018-02-03\n"
    school = load(tmp_path, pupils=pupils)
    assert ids(school) == ["1", "2"]
    assert len(school.as_at("Autumn 2025").pupils) == 2
    assert warnings(school) == []


def test_a_change_of_surname_leaves_one_pupil_over_the_years(tmp_path: Path) -> None:
    """The id decides, and each year keeps the name it had."""
    pupils = HEADER + f"1,2025,2,{AYO},,Ayo Bello\n1,2026,3,{AYO},,Ayo Cole\n"
    school = load(tmp_path, pupils=pupils)
    assert school.pupils["name"].tolist() == ["Ayo Bello", "Ayo Cole"]
    assert school.pupils["cohort"].tolist() == [2029, 2029]
    assert list(school.grid.pupils) == ["1"]
    assert warnings(school) == []


PUPIL_EXPORTS = """
[[export]]
file = "mis*.csv"
reader = "long"
holds = "pupil"
[export.columns]
pupil_id = "Adm"
academic_year = "Year"
year_group = "NCY"
name = "Name"
class_name = "Class"
"""


def test_a_change_of_surname_between_two_exports_of_one_source(tmp_path: Path) -> None:
    """The later export supersedes the earlier one; nothing is refused."""
    header = "Adm,Year,NCY,Name,Class\n"
    school = load(
        tmp_path,
        pupils=None,
        files={
            "mis1.csv": header + "1,2026,3,Ayo Bello,3A\n",
            "mis2.csv": header + "1,2026,3,Ayo Cole,3A\n",
        },
        settings=SETTINGS + PUPIL_EXPORTS,
    )
    assert school.pupils["name"].tolist() == ["Ayo Cole"]
    assert accounts(school)["mis1.csv"] == (1, 0, 1, 0, 0)


def test_another_source_with_other_names_is_told_once(tmp_path: Path) -> None:
    """Names written the other way round change no figure; a class does, and is named by row."""
    header = "Adm,Year,NCY,Name,Class\n"
    school = load(
        tmp_path,
        pupils="pupil_id,academic_year,year_group,name,class_name\n1,2026,3,Ayo Cole,3A\n"
        "2,2026,3,Lin Chen,3A\n3,2026,3,Zoë Day,3A\n4,2026,3,Ann Li,3A\n",
        files={
            "mis.csv": header + '1,2026,3,"Cole, Ayo",3A\n2,2026,3,"Chen, Lin",3A\n'
            '3,2026,3,"Day, Zoë",3B\n4,2026,3,Ann Li,\n'
        },
        settings=SETTINGS + PUPIL_EXPORTS,
    )
    assert school.pupils["name"].tolist() == ["Ayo Cole", "Lin Chen", "Zoë Day", "Ann Li"]
    assert school.pupils["class_name"].tolist() == ["3A"] * 4
    assert accounts(school)["mis.csv"] == (4, 0, 0, 1, 3)
    found = school.load_report.problems.query("severity == 'refused'")
    assert list(found[["row", "column", "rule", "count"]].itertuples(index=False, name=None)) == [
        (4, "Adm", "pupil described twice, differently", 1),
        (2, "Name", "pupil described again, alike in all that counts", 2),
    ]
    assert "differ in name, class_name" in remedy(school, "pupil described twice, differently")


def test_admission_numbers_are_each_schools_own(tmp_path: Path) -> None:
    """00123 of two schools stays two pupils, whatever their names."""
    pupils = "school_id,pupil_id,academic_year,year_group,upn,name\n"
    pupils += f"A,00123,2026,3,{AYO},Ayo\nB,00123,2026,3,{LIN},Ayo\n"
    judged = f"school_id,{JUDGED}A,00123,R1,2025-12-05,Secure\nB,00123,R1,2025-12-05,Not yet\n"
    school = load(tmp_path, pupils=pupils, files={"judgements.csv": judged}, settings=TRUST)
    assert [len(school.one(each).pupils) for each in school.schools] == [1, 1]
    by_school = school.judgements.set_index("school_id")["judgement"].astype("str").to_dict()
    assert by_school == {"A": "Secure", "B": "Not yet"}


def test_a_pupil_who_moves_within_a_trust(tmp_path: Path) -> None:
    """Each school keeps its own row and its own judgements; a shared UPN is no fault there."""
    pupils = "school_id,pupil_id,academic_year,year_group,upn,joined_on,left_on\n"
    pupils += f"A,5,2026,3,{AYO},,2026-02-02\nB,9,2026,3,{AYO},2026-02-02,\nB,5,2026,3,{LIN},,\n"
    export = '[schools.{0}]\n[[schools.{0}.export]]\nfile = "{0}.csv"\n'
    said = BY_UPN.replace("[[export]]", "").replace('file = "tracker.csv"', "")
    school = load(
        tmp_path,
        pupils=pupils,
        files={
            "A.csv": f"UPN,Objective,Grade\n{AYO},R1,Secure\n",
            "B.csv": f"UPN,Objective,Grade\n{AYO},R2,Secure\n{LIN},R2,Secure\n",
        },
        settings=TRUST + export.format("A") + said + export.format("B") + said,
    )
    assert warnings(school) == refusals(school) == []
    judged = school.judgements.astype("str")[["school_id", "pupil_id", "statement_id"]]
    assert judged.to_numpy().tolist() == [["A", "5", "R1"], ["B", "9", "R2"], ["B", "5", "R2"]]
    autumn, spring = school.as_at("Autumn 2025"), school.as_at("Spring 2026")
    assert {name: int(at.in_scope.sum()) for name, at in autumn.items()} == {"A": 1, "B": 1}
    assert {name: int(at.in_scope.sum()) for name, at in spring.items()} == {"A": 0, "B": 2}


def test_a_former_upn_joins_nobody_in_another_school(tmp_path: Path) -> None:
    """Ids are a school's own: the temporary pupil of school B is not school A's."""
    pupils = "school_id,pupil_id,academic_year,year_group,upn,former_upn\n"
    pupils += f"A,5,2026,3,{AYO},{TEMPORARY}\nB,{TEMPORARY},2025,2,{TEMPORARY},\n"
    school = load(tmp_path, pupils=pupils, settings=TRUST)
    assert ids(school) == ["5", TEMPORARY]


# ── former UPNs ───────────────────────────────────────────────────────────────────────────────


def test_a_former_upn_brings_everything_to_the_pupil(tmp_path: Path) -> None:
    """Last year's row and judgements under the temporary UPN arrive, counted."""
    school = load(
        tmp_path,
        pupils=HEADER
        + f"00123,2026,3,{AYO},{TEMPORARY},Ayo\n{TEMPORARY},2025,2,{TEMPORARY},,Ayo\n"
        + f"00124,2026,3,{LIN},,Lin\n",
        files={
            "judgements.csv": JUDGED
            + f"{TEMPORARY},R1,2025-03-05,Secure\n00124,R1,2025-12-05,Secure\n",
            "tracker.csv": f"UPN,Objective,Grade\n{TEMPORARY.lower()},R2,Secure\n{LIN},R2,NY\n",
            "overall.csv": "pupil_id,subject,assessed_on,attainment\n"
            f"{TEMPORARY},Reading,2025-12-05,EXS\n",
            "results.csv": "pupil_id,assessment,subject,taken_on,score\n"
            f"{TEMPORARY},Test,Reading,2025-12-05,101\n",
            "conversations.csv": f"pupil_id,subject,on\n{TEMPORARY},Reading,2025-12-05\n",
        },
        settings=SETTINGS + BY_UPN,
    )
    assert ids(school) == ["00123", "00123", "00124"]
    assert school.pupils["cohort"].tolist() == [2029, 2029, 2029]
    assert ids(school, "judgements") == ["00123", "00124", "00123", "00124"]
    assert ids(school, "overall") == ids(school, "results") == ["00123"]
    assert ids(school, "conversations") == ["00123"]
    joined = [note for note in notes(school) if note[1] == "known by a former UPN"]
    assert joined == [
        ("pupils.csv", "known by a former UPN", 1),
        ("judgements.csv", "known by a former UPN", 1),
        ("tracker.csv", "known by a former UPN", 1),
        ("overall.csv", "known by a former UPN", 1),
        ("results.csv", "known by a former UPN", 1),
        ("conversations.csv", "known by a former UPN", 1),
    ]
    assert warnings(school) == refusals(school) == []


def test_chains_of_former_upns_are_followed(tmp_path: Path) -> None:
    """First a temporary one, then a second, then the permanent one: one pupil."""
    school = load(
        tmp_path,
        pupils=HEADER
        + f"7,2026,3,{AYO},{OTHER},\n{OTHER},2025,2,{OTHER},{TEMPORARY},\n"
        + f"{TEMPORARY},2024,1,{TEMPORARY},,\n",
        files={"judgements.csv": JUDGED + f"{TEMPORARY},R1,2025-12-05,Secure\n"},
    )
    assert ids(school) == ["7", "7", "7"]
    assert ids(school, "judgements") == ["7"]
    assert ("pupils.csv", "known by a former UPN", 2) in notes(school)


def test_several_former_upns_in_one_cell(tmp_path: Path) -> None:
    """Parted by a space or a semicolon."""
    school = load(
        tmp_path,
        pupils=HEADER + f"7,2026,3,{AYO},{TEMPORARY}; {OTHER},\n",
        files={
            "judgements.csv": JUDGED
            + f"{TEMPORARY},R1,2025-12-05,Secure\n{OTHER},R2,2025-12-05,Secure\n"
        },
    )
    assert ids(school, "judgements") == ["7", "7"]


def test_a_former_upn_of_two_pupils_joins_neither(tmp_path: Path) -> None:
    """Both rows are warned of, and what came under it is refused as nobody's."""
    school = load(
        tmp_path,
        pupils=HEADER + f"7,2026,3,{AYO},{TEMPORARY},\n8,2026,3,{LIN},{TEMPORARY},\n",
        files={"judgements.csv": JUDGED + f"{TEMPORARY},R1,2025-12-05,Secure\n"},
    )
    assert warnings(school) == [("pupils.csv", "former UPN of two pupils", 2)]
    assert refusals(school) == [("judgements.csv", 2, "pupil_id", "unknown pupil")]


@pytest.mark.parametrize(
    "other",
    [
        f"8,2026,3,{TEMPORARY},,",  # another pupil has it now
        f"8,2025,2,{TEMPORARY},,",  # another id had it last year: two ids are never merged
        f"{TEMPORARY},2026,3,{TEMPORARY},,",  # listed beside the pupil in the same file and year
        f"{TEMPORARY},2026,3,,,",  # the same, without a UPN
    ],
)
def test_a_former_upn_that_is_anothers_upn_is_not_used(tmp_path: Path, other: str) -> None:
    """Nobody is joined, the pupil who claims it is named by row."""
    school = load(tmp_path, pupils=HEADER + f"7,2026,3,{AYO},{TEMPORARY},\n{other}\n")
    assert ids(school) == ["7", other.split(",")[0]]
    assert warnings(school) == [("pupils.csv", "former UPN that is another pupil's UPN", 1)]
    assert remedy(school, "former UPN that is another pupil's UPN").endswith("(row 2)")


def test_a_former_upn_still_on_roll_in_a_later_year_is_not_used(tmp_path: Path) -> None:
    """Somebody is called by it after it is said to have been given up."""
    pupils = HEADER + f"7,2025,2,{AYO},{TEMPORARY},\n{TEMPORARY},2026,3,{TEMPORARY},,\n"
    school = load(tmp_path, pupils=pupils)
    assert ids(school) == ["7", TEMPORARY]
    assert warnings(school) == [("pupils.csv", "former UPN that is another pupil's UPN", 1)]


def test_a_pupils_own_earlier_upn_is_no_fault(tmp_path: Path) -> None:
    """The same id had the temporary UPN last year."""
    pupils = HEADER + f"7,2025,2,{TEMPORARY},,\n7,2026,3,{AYO},{TEMPORARY},\n"
    school = load(tmp_path, pupils=pupils)
    assert ids(school) == ["7", "7"]
    assert warnings(school) == []
    assert notes(school) == []


def test_a_former_upn_of_no_upns_form_is_not_used(tmp_path: Path) -> None:
    """An id of the school's own is not reached through the column for UPNs."""
    school = load(tmp_path, pupils=HEADER + f"7,2026,3,{AYO},8,\n8,2025,2,,,\n")
    assert ids(school) == ["7", "8"]
    assert warnings(school) == [("pupils.csv", "former UPN not of a UPN's form", 1)]


# ── exports keyed by UPN ──────────────────────────────────────────────────────────────────────

MARKSHEET = """
[[export]]
file = "marks.csv"
reader = "wide"
pupil = { upn = "UPN", name = "Name" }
columns = { Reading = { holds = "overall", subject = "Reading" } }
on = 2025-12-05
academic_year = 2026
year_group = 3
"""


def test_a_marksheet_keyed_by_upn_meets_the_pupils_list(tmp_path: Path) -> None:
    """Its pupils get their proper ids, in whatever form the UPN is written."""
    school = load(
        tmp_path,
        pupils=HEADER + f"00123,2026,3,{AYO},,Ayo\n00124,2026,3,{LIN},,Lin\n",
        files={
            "marks.csv": "UPN,Name,Reading\n"
            f"g823 2999 15001,Ayo,EXS\n{LIN},Lin,WTS\n{ZOE},Zoë,EXS\n"
        },
        settings=SETTINGS + MARKSHEET,
    )
    assert sorted(ids(school)) == ["00123", "00124", ZOE]
    assert sorted(ids(school, "overall")) == ["00123", "00124", ZOE]
    assert accounts(school)["marks.csv"] == (6, 4, 0, 2, 0)
    assert ("marks.csv", "known by UPN instead of pupil id", 2) in notes(school)


def test_a_marksheet_keyed_by_upn_alone_keeps_its_upns(tmp_path: Path) -> None:
    """Where nothing else describes the pupil the UPN is the id, in its tidy form."""
    school = load(
        tmp_path,
        pupils=None,
        files={"marks.csv": "UPN,Name,Reading\ng823 2999 15001,Ayo,EXS\n"},
        settings=SETTINGS + MARKSHEET,
    )
    assert ids(school) == ids(school, "overall") == [AYO]


def test_a_pupil_id_always_means_that_pupil(tmp_path: Path) -> None:
    """An id that looks like another pupil's UPN column is still the id."""
    school = load(
        tmp_path,
        pupils=HEADER + "1,2026,3,2,,\n2,2026,3,1,,\n",
        files={"judgements.csv": JUDGED + "1,R1,2025-12-05,Secure\n3,R1,2025-12-05,Secure\n"},
    )
    assert ids(school) == ["1", "2"]
    assert ids(school, "judgements") == ["1"]


IDS = ["1", "2", AYO, TEMPORARY]
LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(IDS),
        st.integers(2024, 2026),
        st.integers(0, 1),
        st.sampled_from(["", AYO, TEMPORARY, OTHER]),
        st.lists(st.sampled_from([AYO, TEMPORARY, OTHER, "x"]), max_size=2).map(tuple),
    ),
    max_size=6,
)


@given(LINES)
def test_whatever_the_lines_say_no_two_proper_ids_become_one(lines: list[Line]) -> None:
    """Joining ends, never touches the school's own ids, and does not hang on the order of rows."""
    school = SchoolIds(lines)
    school.resolve()
    assert all(school.root(one) == one for one in ("1", "2"))
    who = WhoIsWho()
    school.tell("S", who)
    assert {pupil for pupil, _ in who.by_upn.values()} <= {node for _, node in who.ids}
    other = SchoolIds(lines[::-1])
    other.resolve()
    assert {node: other.root(node) for node in IDS} == {node: school.root(node) for node in IDS}
    assert other.unused == school.unused


# ── ids, ages and years ───────────────────────────────────────────────────────────────────────

BOOK = """
[[export]]
file = "marks.xlsx"
reader = "wide"
pupil = { pupil_id = "Adm No" }
columns = { Reading = { holds = "overall", subject = "Reading" } }
on = 2025-12-05
"""


def workbook(path: Path, number: float) -> None:
    """Write a workbook whose admission number is a number."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Adm No", "Reading"])
        sheet.write_number(1, 0, number)
        sheet.write_string(1, 1, "EXS")


def test_an_admission_number_that_a_workbook_made_a_number(tmp_path: Path) -> None:
    """123 is not taken for 00123, and the remedy says why nothing matched."""
    workbook(tmp_path / "marks.xlsx", 123)
    school = load(tmp_path, settings=SETTINGS + BOOK)
    assert refusals(school) == [("marks.xlsx", 2, "Adm No", "unknown pupil")]
    assert "leading zeros: export ids as text" in remedy(school, "unknown pupil")


def test_an_id_of_which_a_workbook_kept_fifteen_digits_is_refused(tmp_path: Path) -> None:
    """A number of sixteen digits has lost its end."""
    workbook(tmp_path / "marks.xlsx", 1234567890123456789.0)
    with pytest.raises(ReadError, match="digits are lost"):
        load(tmp_path, settings=SETTINGS + BOOK)


def test_a_upn_written_as_a_power_of_ten_is_refused(tmp_path: Path) -> None:
    """The text 1.23E+12 in any column of ids."""
    with pytest.raises(ReadError, match=r"column former_upn: 1 ids are written like 1\.23E\+12"):
        load(tmp_path, pupils=HEADER + f"1,2026,3,{AYO},1.23E+12,\n")


def test_a_pupil_taught_out_of_their_year_counts_with_that_year(tmp_path: Path) -> None:
    """Born for Year 4, taught in Year 3: warned of, kept, expected to know Year 3's statements."""
    school = load(
        tmp_path,
        pupils="pupil_id,academic_year,year_group,date_of_birth\n1,2026,3,2017-05-01\n",
        files={"judgements.csv": JUDGED + "1,R1,2025-12-05,Secure\n"},
    )
    assert warnings(school) == [("pupils.csv", "year group against date of birth", 1)]
    at = school.as_at("Autumn 2025")
    assert at.pupils["year_group"].tolist() == [3]
    assert at.due.to_numpy().sum() == 2  # R1 and M1, due by half-term 2 of Year 3


@pytest.mark.parametrize(
    ("first", "second", "cohort"),
    [((2025, 3), (2026, 3), 2029), ((2025, 2), (2026, 4), 2028), ((2025, 2), (2026, 3), 2029)],
    ids=["repeats Year 3", "skips Year 3", "moves up"],
)
def test_the_cohort_is_that_of_the_latest_row(
    tmp_path: Path, first: tuple[int, int], second: tuple[int, int], cohort: int
) -> None:
    """In 2025–26 a Year 3 pupil leaves Year 6 in 2029, a Year 4 pupil in 2028."""
    rows = "".join(f"1,{year},{group}\n" for year, group in (second, first))
    school = load(tmp_path, pupils="pupil_id,academic_year,year_group\n" + rows)
    assert school.pupils["cohort"].tolist() == [cohort, cohort]
