"""Cases 31 to 36: files and names that mean harm are refused quickly, or are text and stay text."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import ladders_analysis as la
from ladders_analysis.cli import main
from ladders_analysis.loading import read_file
from ladders_analysis.render.pages import render
from torture.harness import CASES, Case, cases, check_loading

NAMES = Case(CASES / "36_hostile_names")
DRAWN = ("script", "iframe", "object", "embed", "form", "base", "b", "i")
"""Elements that hostile names ask for; no leaders' page of tables and pictures has any."""
OURS = re.compile(r"#.*|data:,|data:image/png;base64,.*|[0-9a-z_]+\.html", re.DOTALL)
"""Links that a leaders' page has: to itself, to its pictures and to the other pages."""
CELLS = [
    "import os, ladders_analysis as la\nschool = la.load(os.environ['LADDERS_SCHOOL'])\nschool",
    "school.load_report",
    "school.pupils",
    "school.statements",
    "print(school.pupils['name'].tolist())",
    "from IPython.display import Markdown\nMarkdown(' / '.join(school.pupils['name']))",
    "standing = la.where_we_are(school)\nla.show(standing.axes)",
    "standing.table",
    "stuck = la.which_statements(school)\nla.show(stuck.axes)",
    "stuck.table",
]


@pytest.mark.parametrize("case", cases(range(31, 37)))
def test_loading(case: Case, tmp_path: Path) -> None:
    """What is refused is refused in time, in plain words, and leaves nothing behind."""
    folder = tmp_path / "schools" / "school"
    check_loading(case, folder)
    for name in case.expected.get("absent", []):
        assert not (folder / name).exists(), f"{name} was made"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the school of hostile names."""
    return NAMES.lay_out(tmp_path_factory.mktemp("hostile") / "school")


def test_hostile_names_on_a_page(school: Path, tmp_path: Path) -> None:
    """A leaders' page shows the names as they are written, and does nothing that they say."""
    cells = [new_markdown_cell("# Names\n\nWho is here?"), *map(new_code_cell, CELLS)]
    notebook = tmp_path / "names.ipynb"
    nbformat.write(new_notebook(cells=cells), notebook)
    made = render(school, "leaders", tmp_path / "pages", notebooks=[notebook])
    assert not any("could not" in sentence for sentence in made.left_out)
    for path in made.pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        assert page.find_all(DRAWN) == []
        assert [
            tag for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)
        ] == []
        links = [tag.get(name) for tag in page.find_all(True) for name in ("href", "src", "action")]
        assert [link for link in links if link and not OURS.fullmatch(link)] == []
        assert '</title><script>alert("school")</script>' in page.get_text()
    shown = BeautifulSoup(made.pages[1].read_text(encoding="utf-8"), "html.parser").get_text()
    for name in (
        "<script>alert('name')</script>",
        "<script>alert('statement')</script>",
        "<b>Oak</b>",
    ):
        assert name in shown


def test_hostile_names_in_a_spreadsheet(school: Path, tmp_path: Path) -> None:
    """No cell of an exported CSV begins like a formula, and our own reader reads it back."""
    for export in ("pupils.csv", "curriculum.csv", "judgements.csv"):
        out = tmp_path / "tidy"
        done = CliRunner().invoke(main, ["convert", str(school / export), "--out", str(out)])
        assert done.exit_code == 0, done.output
        with (out / export).open(encoding="utf-8", newline="") as stream:
            formulas = [cell for row in csv.reader(stream) for cell in row if cell[:1] in "=+-@"]
        assert [cell for cell in formulas if cell] == []
        before, _ = read_file(school / export)
        after, report = read_file(out / export)
        assert report.exit_code == 0
        for name, table in before.items():
            pd.testing.assert_frame_equal(table, after[name])


def test_hostile_subjects_in_a_summary(school: Path, tmp_path: Path) -> None:
    """A subject called =1+1 stays text in the summary that leaves the toolkit."""
    out = tmp_path / "progress.csv"
    arguments = ["progress", str(school), "--from", "Autumn 2025", "--to", "Spring 2026"]
    done = CliRunner().invoke(main, [*arguments, "--out", str(out)])
    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8", newline="") as stream:
        subjects = {row["subject"] for row in csv.DictReader(stream)}
    assert subjects == {"Reading", "'=1+1"}
    assert set(la.load(school).statements["subject"]) == {"Reading", "=1+1"}
