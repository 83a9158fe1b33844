"""Column maps proposed for strange tables: they parse, they load once answered, they name none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from folders import SETTINGS
from hypothesis import given
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.proposing.proposal import Proposal, propose
from ladders_analysis.school import School

CURRICULUM = "statement_id,subject,ladder,year\n" + "".join(
    f"R3.0{n},Reading,Word reading,3\n" for n in range(1, 5)
)
QUESTION = re.compile(r"^# ([a-z_]+ = .*?)(  # .*)?$")


def proposed(name: str, text: str) -> Proposal:
    """Propose how to read a text; there must be a way, and it must be TOML."""
    found = propose(RawFile(Path(name), name, text.encode(), "", None))
    assert found is not None
    tomllib.loads(found.toml)
    return found


def tables(toml: str) -> list[dict[str, Any]]:
    """Parse the `[[export]]` tables."""
    exports = tomllib.loads(toml)["export"]
    assert isinstance(exports, list)
    return exports


def answered(toml: str, **answers: str) -> str:
    """Answer the questions named, by taking each out of its comment."""
    lines = []
    for line in toml.splitlines():
        match = QUESTION.match(line)
        key = match[1].split(" = ")[0] if match else ""
        lines.append(f"{key} = {answers[key]}" if key in answers else line)
    return "\n".join(lines)


def loaded(folder: Path, toml: str, **files: str | bytes) -> School:
    """Load a school folder with the maps in its school.toml."""
    (folder / "school.toml").write_text(SETTINGS + "\n" + toml, encoding="utf-8")
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return la.load(folder)


MARKS = """Example Primary School,,,,,,
Printed 5/12/2025,,,,,,

,,,,Reading,,Maths
Adm No,Surname,Forename,SEN,Autumn,Spring,Autumn
00123,Bell,Zoë,K,EXS,GDS,EXS
00124,Okafor,Ayo,N,EXS,EXS,WTS
00125,Li,Lin,N,WTS,,EXS
Total,,,,3,2,3
"""


def test_a_two_row_header_under_titles(tmp_path: Path) -> None:
    """Headers are joined; terms ask for their year; codes that two rows share are shown."""
    found = proposed("marks.csv", MARKS)
    (table,) = tables(found.toml)
    assert {key: table[key] for key in ("file", "reader", "header_rows", "pupil")} == {
        "file": "marks.csv",
        "reader": "wide",
        "header_rows": 2,
        "pupil": {"pupil_id": "Adm No", "name": ["Forename", "Surname"], "sen": "SEN"},
    }
    assert table["patterns"] == {
        "(Reading|Maths) Autumn": {"holds": "overall", "subject": "{1}"},
        "(Reading) Spring": {"holds": "overall", "subject": "{1}"},
    }
    assert "# 2 columns: EXS" in found.toml
    assert found.questions == 2
    for word in ("Zoë", "Bell", "Okafor", "00123", "GDS", "Printed", "Example Primary"):
        assert word not in found.toml
    ready = answered(found.toml, academic_year="2026", year_group="3")
    ready = ready.replace('# point = "Autumn 2025"  # answer', 'point = "Autumn 2025"')
    ready = ready.replace('# point = "Spring 2026"  # answer', 'point = "Spring 2026"')
    school = loaded(tmp_path, ready, marks__csv=MARKS)
    assert sorted(school.pupils["name"]) == ["Ayo Okafor", "Lin Li", "Zoë Bell"]
    assert dict(zip(school.pupils["pupil_id"], school.pupils["sen"], strict=True)) == {
        "00123": "support",
        "00124": "none",
        "00125": "none",
    }
    assert len(school.overall) == 8
    spring = school.overall[school.overall["assessed_on"] == "2026-03-27"]
    assert dict(zip(spring["pupil_id"], spring["attainment"], strict=True)) == {
        "00123": "GDS",
        "00124": "EXS",
    }


STATEMENTS = "Ref,Pupil,Y,R3.01,R3.02,R3.03,R3.04,Comment\n" + "".join(
    f"B8012000{n:05d},Ayo {n},Year 3,Secure,Secure,Developing,,Ayo {n} likes books\n"
    for n in range(1, 7)
)


def test_statement_codes_share_a_pattern(tmp_path: Path) -> None:
    """UPNs are known by their shape under any header; a comment is left alone."""
    found = proposed("tracker.csv", STATEMENTS)
    (table,) = tables(found.toml)
    assert table["pupil"] == {"upn": "Ref", "name": "Pupil", "year_group": "Y"}
    assert table["patterns"] == {
        "[A-Za-z]+[0-9]+\\.[0-9]+": {"holds": "judgement", "statement": "{0}"}
    }
    assert "columns" not in table
    assert "# 4 columns: Secure, Developing" in found.toml
    assert '# Not read: "Comment".' in found.toml
    assert "likes" not in found.toml
    assert found.questions == 1
    ready = answered(found.toml, on="2025-12-05", academic_year="2026")
    school = loaded(tmp_path, ready, tracker__csv=STATEMENTS, curriculum__csv=CURRICULUM)
    assert len(school.judgements) == 6 * 3
    assert school.load_report.exit_code == 0


SCORES = "UPN,Name,DOB,Reading NMM score,Reading age,Teacher,Maths,Target grade\n" + "".join(
    f"B8012000{n:05d},Ayo {n},{n:02d}/09/2017,{90 + n},8:{n:02d},Mrs Lee,"
    f"{'EXS' if n % 2 else 'WTS'},GDS\n"
    for n in range(1, 13)
)


def test_scores_reading_ages_targets_and_teachers(tmp_path: Path) -> None:
    """A typical range for scores; what is no attainment is left out, with the reason."""
    found = proposed("scores.csv", SCORES)
    (table,) = tables(found.toml)
    assert table["pupil"] == {"upn": "UPN", "name": "Name", "date_of_birth": "DOB"}
    assert table["columns"] == {
        "Reading NMM score": {"holds": "score", "subject": "Reading"},
        "Maths": {"holds": "overall", "subject": "Maths"},
    }
    # 91 to 102: the second lowest is 92 and the second highest 101.
    assert "# numbers, mostly 90 to 110" in found.toml
    assert '# assessment = "NMM score"  # answer' in found.toml
    assert '"Reading age", its cells look like reading ages' in found.toml
    assert '"Target grade", by its header it is no judgement' in found.toml
    assert '# Not read: "Teacher".' in found.toml
    for word in ("Mrs Lee", "Ayo", "2017", "B8012"):
        assert word not in found.toml
    ready = answered(
        found.toml,
        date_format='"day first"',
        point='"Autumn 2025"',
        assessment='"NMM"',
        academic_year="2026",
        year_group='"Year 3"',
    )
    school = loaded(tmp_path, ready, scores__csv=SCORES)
    assert (len(school.pupils), len(school.results), len(school.overall)) == (12, 12, 12)


def test_a_workbook_with_several_sheets(tmp_path: Path) -> None:
    """Sheets of one layout share a table; another layout has its own; a cover has none."""
    path = tmp_path / "three.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Cover").write(0, 0, "Autumn assessments")
    for name, header in (
        ("3A", ["UPN", "Name", "Reading"]),
        ("3B", ["UPN", "Name", "Reading"]),
        ("Maths", ["UPN", "Name", "Maths", "Writing"]),
    ):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, f"Class list {name}")
        sheet.write_row(2, 0, header)
        for row in range(3, 8):
            upn = f"B8012000{len(name)}{row}{ord(name[1])}"
            sheet.write_row(row, 0, [upn[:13].ljust(13, "1"), "Ayo", "EXS", "WTS"][: len(header)])
    book.close()
    found = propose(RawFile.read(path))
    assert found is not None
    first, second = tables(found.toml)
    assert first["sheet"] == ["3A", "3B"]
    assert list(first["columns"]) == ["Reading"]
    assert second["sheet"] == "Maths"
    assert list(second["columns"]) == ["Maths", "Writing"]
    assert '# Sheets without a table of pupils: "Cover".' in found.toml
    ready = answered(found.toml, on="2025-12-05", academic_year="2026", year_group="3")
    school = loaded(tmp_path, ready)
    assert len(school.overall) == 5 + 5 + 5 + 5


def test_sheets_that_are_all_alike(tmp_path: Path) -> None:
    """A star reads them all, merged headings over two columns and all."""
    path = tmp_path / "two.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("3A", "3B"):
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 2, 0, 3, "Reading")
        sheet.write_row(1, 0, ["UPN", "Name", "Autumn 2025", "Spring 2026"])
        for row in range(2, 6):
            sheet.write_row(row, 0, [f"B80120000{name[0]}{ord(name[1])}{row}", "Ayo", "EXS", "EXS"])
    book.close()
    found = propose(RawFile.read(path))
    assert found is not None
    (table,) = tables(found.toml)
    assert (table["sheet"], table["header_rows"], found.questions) == ("*", 2, 0)
    assert table["columns"]["Reading Spring 2026"] == {
        "holds": "overall",
        "subject": "Reading",
        "point": "Spring 2026",
    }


LONG = "Admission No,Objective,Grade,Marked by\n" + "".join(
    f"0012{n % 3},R3.0{1 + n // 3},Secure,Mrs Lee\n" for n in range(12)
)


def test_a_long_list(tmp_path: Path) -> None:
    """The same pupils again and again: a row is a judgement."""
    found = proposed("list.csv", LONG)
    (table,) = tables(found.toml)
    assert (table["reader"], table["holds"]) == ("long", "judgement")
    assert table["columns"] == {
        "pupil_id": "Admission No",
        "statement_id": "Objective",
        "judgement": "Grade",
    }
    assert found.questions == 1
    pupils = "pupil_id,academic_year,year_group\n00120,2026,3\n00121,2026,3\n00122,2026,3\n"
    school = loaded(
        tmp_path,
        answered(found.toml, point='"Autumn 2025"'),
        list__csv=LONG,
        pupils__csv=pupils,
        curriculum__csv=CURRICULUM,
    )
    assert len(school.judgements) == 12
    assert school.load_report.exit_code == 0


def test_a_long_list_of_scores_without_a_subject(tmp_path: Path) -> None:
    """What every row shares is asked as constants, in one line."""
    rows = "".join(f"0012{n % 3},{90 + n},0{1 + n % 9}/12/2025,Test {n // 3}\n" for n in range(12))
    text = "Admission No,Score,Date taken,Assessment\n" + rows
    found = proposed("scores.csv", text)
    (table,) = tables(found.toml)
    assert table["columns"] == {
        "pupil_id": "Admission No",
        "assessment": "Assessment",
        "taken_on": "Date taken",
        "score": "Score",
    }
    assert '# constants = { subject = "…" }' in found.toml
    ready = answered(found.toml, constants='{ subject = "Reading" }', date_format='"day first"')
    pupils = "pupil_id,academic_year,year_group\n00120,2026,3\n00121,2026,3\n00122,2026,3\n"
    school = loaded(tmp_path, ready, scores__csv=text, pupils__csv=pupils)
    assert len(school.results) == 12


def test_a_curriculum() -> None:
    """A list of statements names no pupil."""
    found = proposed(
        "objectives.csv", "Code,Strand,Year,Objective\nR1,Word reading,3,Reads aloud\n"
    )
    (table,) = tables(found.toml)
    assert (table["holds"], table["columns"]) == (
        "statement",
        {"statement_id": "Code", "ladder": "Strand", "year": "Year", "text": "Objective"},
    )
    assert '# constants = { subject = "…" }' in found.toml


def test_a_list_in_json() -> None:
    """Pupils with no judgement: what makes them pupils is asked."""
    text = '{"value": [{"UPN": "B801200005001", "Forename": "Ayo", "Surname": "Bell", "Sex": "F"}]}'
    found = proposed("pupils.json", text)
    (table,) = tables(found.toml)
    assert table["pupil"] == {"upn": "UPN", "name": ["Forename", "Surname"], "sex": "Sex"}
    assert found.questions == 2
    assert found.holds == "one row a pupil and no judgements or scores"


@pytest.mark.parametrize(
    "text",
    [
        "B801200005001,Ayo Bell,EXS\nP207000016049,Lin Li,WTS\n",
        "Statement,Ayo Bell,Lin Li\nR1,S,D\nR2,S,S\n",
        "\n\n",
        "one cell",
    ],
)
def test_nothing_is_proposed_without_a_header(text: str) -> None:
    """A first row of pupils is not a header, nor are pupils that stand across."""
    assert propose(RawFile(Path("a.csv"), "a.csv", text.encode(), "", None)) is None


def test_headers_without_an_id_ask_for_one() -> None:
    """A name is not enough: two pupils may share it."""
    found = proposed("a.csv", "Surname,Forename,Class,Reading\nBell,Ayo,3A,EXS\nLi,Lin,3A,EXS\n")
    assert '# pupil_id = "…"  # which column has the admission number' in found.toml
    assert found.questions == 2


def test_a_header_twice_is_told() -> None:
    """It cannot be mapped until one is renamed."""
    found = proposed("a.csv", "UPN,Reading,Reading,Maths\nB801200005001,EXS,WTS,EXS\n")
    assert '"Reading" stands over several columns; rename all but one' in found.toml
    assert list(tables(found.toml)[0]["columns"]) == ["Maths"]


cells = st.text(max_size=12) | st.sampled_from(
    ["UPN", "Adm No", "Name", "Reading", "Autumn 1 Maths", "R3.01", "R3.02", "R3.03", "R3.04"]
    + ["EXS", "WTS", "103", "B801200005001", "01/09/2025", "Statement", "Grade", 'a"b\\', "Total"]
)


@given(st.lists(st.lists(cells, max_size=8), max_size=8), st.sampled_from([",", "\t"]))
def test_whatever_is_proposed_is_toml(rows: list[list[str]], delimiter: str) -> None:
    """Headers of any kind are quoted as TOML needs; nothing but our own errors comes out."""
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    text = "\n".join(delimiter.join(row) for row in quoted)
    data = text.encode("utf-8", "surrogatepass")
    try:
        found = propose(RawFile(Path("a.csv"), "a.csv", data, "", None))
    except LaddersError:
        return
    if found is not None:
        assert tables(found.toml)


def test_a_child_who_stands_in_a_row_alone_is_never_shown() -> None:
    """Whatever stands in one row only is not repeated, under whatever header."""
    rows = [f"B8012000{n:05d},Secret{n},{n},SECRET{n},Q{n},01/0{n}/2017" for n in range(1, 9)]
    text = "UPN,Nickname,Shoe size,Keyword,Desk,Moved in\n" + "\n".join(rows) + "\n"
    found = proposed("a.csv", text)
    for row in rows:
        for cell in row.split(","):
            if len(cell) > 1:
                assert cell not in found.toml, cell


def test_many_sheets_are_not_named(tmp_path: Path) -> None:
    """A sheet may be named after a child; beside a cover, the school is asked for them."""
    path = tmp_path / "many.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Cover").write(0, 0, "Autumn")
    for number in range(10):
        sheet = book.add_worksheet(f"Ayo {number}")
        sheet.write_row(0, 0, ["UPN", "Reading"])
        sheet.write_row(1, 0, ["B801200005001", "EXS"])
    book.close()
    found = propose(RawFile.read(path))
    assert found is not None
    assert "Ayo" not in found.toml
    assert "# answer: name the 10 sheets that hold pupils" in found.toml
    assert found.questions == 2
