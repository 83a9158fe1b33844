"""The leaders' notebooks: their shape, and that they speak on schools of every kind.

That they run on the sample is nbval's part (`make test`). Here they are run as pages are: in fresh
kernels, on a school of sixty and on one that holds overall codes only.
"""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from ladders_analysis.places import notebooks_folder
from ladders_analysis.render.exporter import LeadersExporter
from ladders_analysis.render.run import run_notebooks
from ladders_analysis.sample.folder import write_sample

LEADERS = sorted(notebooks_folder().glob("[0-9]*.ipynb"))
OWN_DEFINITION = "05_write_your_own_definition"
STORY = "06_does_the_story_hold"
FOR_ANALYSTS = (OWN_DEFINITION, STORY)
MOST_LINES = 5


def test_all_six_are_there() -> None:
    """One question each."""
    assert [path.stem for path in LEADERS] == [
        "01_where_are_we_now",
        "02_what_has_moved",
        "03_which_statements",
        "04_why_not_points",
        "05_write_your_own_definition",
        "06_does_the_story_hold",
    ]


@pytest.mark.parametrize("path", LEADERS, ids=lambda path: path.stem)
def test_they_are_stored_without_outputs(path: Path) -> None:
    """No output, no count, no widget state, and a plain kernel."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}


@pytest.mark.parametrize("path", LEADERS, ids=lambda path: path.stem)
def test_cells_are_short_and_plain(path: Path) -> None:
    """About four lines a cell; functions and loops only where one writes a definition."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        lines = [line for line in cell.source.splitlines() if line.strip()]
        banned = [
            node
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While)
        ]
        if path.stem == OWN_DEFINITION and banned:
            continue
        assert len(lines) <= MOST_LINES, cell.source
        assert not banned, cell.source


@pytest.mark.parametrize("path", LEADERS, ids=lambda path: path.stem)
def test_they_begin_with_the_question_and_end_with_whom_to_ask(path: Path) -> None:
    """The first cell says the question, the data and what an answer looks like."""
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].cell_type == cells[-1].cell_type == "markdown"
    assert re.match(r"# .+\n\n.+\?", cells[0].source)
    assert "**What it looks at:**" in cells[0].source
    assert "**What an answer looks like:**" in cells[0].source
    assert cells[-1].source.startswith("## What to ask next, and whom")


@pytest.mark.parametrize("path", LEADERS, ids=lambda path: path.stem)
def test_the_plain_call_stands_before_its_controls(path: Path) -> None:
    """A page without a kernel reads whole: something is shown before any control."""
    sources = [
        cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"
    ]
    controls = [place for place, source in enumerate(sources) if "la.explore" in source]
    pictures = [place for place, source in enumerate(sources) if "la.show(" in source]
    assert pictures
    assert not controls or pictures[0] < controls[0]
    for source in sources:
        assert "matplotlib" not in source
        assert "plt." not in source


def test_the_workshop_goes_from_writing_to_keeping() -> None:
    """Write, run, compare, audit, sweep, keep, in that order, on one definition."""
    cells = nbformat.read(notebooks_folder() / f"{OWN_DEFINITION}.ipynb", as_version=4).cells
    steps = [cell.source.partition("\n")[0] for cell in cells if cell.source.startswith("## ")]
    assert steps[:-1] == [
        *("## 1. Write", "## 2. Run", "## 3. Compare", "## 4. Audit", "## 5. Sweep", "## 6. Keep"),
    ]
    assert "`ladders new-definition my_definition`" in cells[-2].source
    used = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    asked = [
        "la.progress(start, end, key",
        "la.compare(",
        "la.audit(key",
        "la.sweep(start, end, key",
    ]
    assert [call for call in asked if call in used] == asked
    # The definition itself: ten lines that a newcomer can change, beneath what it says of itself.
    written = next(cell.source for cell in cells if "@la.definition" in cell.source)
    body = written.partition('"""')[2].partition('"""')[2].strip().splitlines()
    assert len(body) <= 10


@pytest.mark.parametrize("name", FOR_ANALYSTS)
def test_an_answer_in_words_stands_before_each_picture(name: str) -> None:
    """Whoever looks at a picture has read what it says."""
    cells = nbformat.read(notebooks_folder() / f"{name}.ipynb", as_version=4).cells
    before = ""
    for cell in cells:
        if cell.cell_type != "code":
            continue
        if "la.show(" in cell.source:
            last = before.splitlines()[-1]
            assert re.search(r"sentence$|in_words\(|^compared$|^swept$|la\.lay_out\(", last), before
        before = cell.source


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a school of sixty, and the same with overall codes only."""
    small = write_sample(tmp_path_factory.mktemp("small"), pupils=60, seed=5)
    bare = tmp_path_factory.mktemp("bare")
    for name in ("pupils.csv", "overall.csv", "school.toml"):
        shutil.copy(small / name, bare / name)
    settings = (bare / "school.toml").read_text(encoding="utf-8")
    settings = settings.replace('basis = "statements"', "")
    (bare / "school.toml").write_text(settings, encoding="utf-8")
    return {"small": small, "overall only": bare}


@pytest.mark.parametrize("kind", ["small", "overall only"])
def test_they_run_and_speak_on_other_schools(folders: dict[str, Path], kind: str) -> None:
    """Every notebook runs, and every page has its picture, described."""
    executed = run_notebooks(LEADERS, folders[kind])
    pages = {}
    for path, notebook in zip(LEADERS, executed, strict=True):
        html, told = LeadersExporter().from_notebook_node(
            notebook, {"metadata": {"name": path.stem}}
        )
        assert told["left_out"] == []
        assert html.count("<img ") == len(re.findall(r'<img [^>]*alt="[^"]{20,}', html)) > 0
        pages[path.stem[:2]] = html
    assert "pupils placed" in pages["01"]
    assert "On the favourable side" in pages["02"]
    assert "changed for 0 of" in pages["04"] or "No points were gained" in pages["04"]
    assert "key_gaps_closed fails 1 of " in pages["05"]
    assert "no ceiling" in pages["05"]
    assert "ways of setting these lines" in pages["06"] or "nothing was varied" in pages["06"]
    assert "These are what-ifs, not estimates" in pages["06"]
    # Leaders read pupils; an interval is the analyst's, and a page with one says whom it is for.
    for stem, html in pages.items():
        for_analysts = stem in [name[:2] for name in FOR_ANALYSTS]
        assert ("for whoever analyses" in html) == for_analysts
        assert for_analysts or "interval" not in html.casefold()
    if kind == "small":
        assert "the sticking point is" in pages["03"]
        assert "points treble because every box became three" in pages["04"]
    else:
        assert "keeps no curriculum of statements" in pages["03"]
        assert "No points were gained" in pages["04"]
