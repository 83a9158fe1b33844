"""The load report as a page: it says what to mend, and quotes no child unless asked."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from folders import load

from ladders_analysis.cli import main
from ladders_analysis.render.load_report import REMEDIES_LISTED, ROWS_LISTED, load_report_page
from ladders_analysis.report import FileRecord, LoadReport, Problem
from ladders_analysis.school import School

DAY = dt.date(2026, 4, 1)
JUDGEMENTS = """pupil_id,statement_id,assessed_on,judgement
00123,R1,2025-12-05,Secur
00123,R9,2025-12-05,Secure
00124,R1,2025-12-05,Secure
00124,R1,2025-12-05,Secure
Ayo,R1,2025-12-05,Secure
"""


def page_of(school: School) -> BeautifulSoup:
    """Make and parse the page."""
    return BeautifulSoup(load_report_page(school.load_report, school.name, DAY), "html.parser")


def test_it_begins_with_whether_anything_is_missing(tmp_path: Path) -> None:
    """Two pupils, three statements and five judgements: three refused, one repeated."""
    page = page_of(load(tmp_path, files={"judgements.csv": JUDGEMENTS}))
    assert page.find("main").find("p").get_text() == (
        "10 rows were read from 3 files. 3 could not be kept: see below how to mend them. "
        "1 row came more than once and counted once."
    )
    assert page.find("h1").get_text() == "What was read, and what was not"
    clean = page_of(load(tmp_path / "clean"))
    assert "Nothing had to be refused." in clean.find("main").find("p").get_text()


def test_each_rule_has_its_place_and_its_remedy(tmp_path: Path) -> None:
    """File, column and row, and the nearest that is allowed."""
    page = page_of(load(tmp_path, files={"judgements.csv": JUDGEMENTS}))
    rules = {
        section.find("h3").get_text(): section.get_text(" ", strip=True)
        for section in page.find_all("section")
    }
    code = rules["Unknown code: 1 time"]
    assert "judgements.csv, column “judgement”, row 2" in code
    assert 'did you mean "Secure"' in code
    assert "row 3" in rules["Unknown statement: 1 time"]
    assert "row 6" in rules["Unknown pupil: 1 time"]


@pytest.mark.parametrize("asked", [False, True])
def test_values_only_where_they_were_asked_for(tmp_path: Path, asked: bool) -> None:
    """Then the page bears the bar about names, and says what stood in the cells."""
    school = load(tmp_path, files={"judgements.csv": JUDGEMENTS}, show_values=asked)
    page = page_of(school)
    assert (page.find(class_="ladders-names") is not None) == asked
    assert ("Secur" in page.find("main").get_text(" ").split()) == asked
    assert ("Ayo" in page.get_text()) == asked


def test_files_are_accounted_for_and_the_workload_told(tmp_path: Path) -> None:
    """One row a file, then what assessment asks of teachers."""
    page = page_of(load(tmp_path, files={"judgements.csv": JUDGEMENTS}))
    files, asked = page.find_all("table")
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in files("tr")]
    assert rows[0][:3] == ["file", "read as", "written as"]
    account = dict(zip(rows[0], rows[3], strict=True))
    assert account["file"] == "judgements.csv"
    assert [account[each] for each in ("rows read", "kept", "refused", "exact duplicates")] == [
        "5",
        "1",
        "3",
        "1",
    ]
    assert asked.find("caption").get_text() == "What assessment asks of teachers"


def test_long_lists_are_cut_with_their_count() -> None:
    """Thousands of rows, and dozens of remedies, do not make an endless page."""
    many = ROWS_LISTED + 50
    entries = [Problem("a.csv", "one way", "refused", "mend it", row=row) for row in range(many)]
    ways = [
        Problem("a.csv", "many ways", "refused", f"way {row}", row=row)
        for row in range(REMEDIES_LISTED + 7)
    ]
    lost = len(entries) + len(ways)
    report = LoadReport([FileRecord("a.csv", rows_read=lost, refused=lost)], entries + ways)
    page = BeautifulSoup(load_report_page(report, made_on=DAY), "html.parser")
    one, other = page.find_all("section")
    assert "and 50 more" in one.get_text()
    assert len(other.find_all("li")) == REMEDIES_LISTED + 1
    assert other.find_all("li")[-1].get_text() == "… and 7 more"


def test_check_writes_the_page(tmp_path: Path) -> None:
    """`ladders check --page` says where it is; with values only the owner may read it."""
    load(tmp_path / "school", files={"judgements.csv": JUDGEMENTS})
    page = tmp_path / "out" / "report.html"
    given = ["check", str(tmp_path / "school"), "--page", str(page)]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1, done.output
    assert str(page) in done.stderr
    assert "Example Primary" in page.read_text(encoding="utf-8")
    CliRunner().invoke(main, [*given, "--show-values"])
    assert "Contains pupils’ names" in page.read_text(encoding="utf-8")
    if os.name == "posix":
        assert page.stat().st_mode & 0o077 == 0
