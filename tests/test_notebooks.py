"""The leaders' notebooks: their shape, and that they speak on schools of every kind.

That they run in kernels, on the sample, is nbval's part (`make test`). Here their cells are run at
once on schools that hold less, or are several.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from speaking import spoken

from ladders_analysis.places import SCHOOL_VARIABLE, notebooks_folder
from ladders_analysis.render.exporter import LeadersExporter
from ladders_analysis.sample.folder import write_sample

LEADERS = sorted(notebooks_folder().glob("[0-9]*.ipynb"))
OWN_DEFINITION = "13_write_your_own_definition"
STORY = "14_does_the_story_hold"
FOR_ANALYSTS = (OWN_DEFINITION, STORY)
MOST_LINES = 5


def test_all_are_there() -> None:
    """One question each."""
    assert [path.stem for path in LEADERS] == [
        "01_where_are_we_now",
        "02_what_has_moved",
        "03_which_statements",
        "04_groups",
        "05_a_cohorts_journey",
        "06_july_handover",
        "07_worth_a_conversation",
        "08_looking_at_books",
        "09_scores_beside_judgement",
        "10_statutory_results",
        "11_our_assessment_practice",
        "12_why_not_points",
        "13_write_your_own_definition",
        "14_does_the_story_hold",
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


KINDS = (
    "small",
    "overall only",
    "twice a year",
    "one point",
    "scores only",
    "trust",
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a school of sixty, schools that hold less of it, and a trust of two."""

    def part(name: str, files: str, change: Callable[[str], str]) -> Path:
        folder = tmp_path_factory.mktemp(name.replace(" ", "_"))
        for file in files.split():
            shutil.copy(small / file, folder / file)
        settings = (small / "school.toml").read_text(encoding="utf-8")
        (folder / "school.toml").write_text(change(settings), encoding="utf-8")
        return folder

    small = write_sample(tmp_path_factory.mktemp("small"), pupils=60, seed=5)
    everything = " ".join(path.name for path in small.glob("*.csv"))
    return {
        "small": small,
        "overall only": part("overall only", "pupils.csv overall.csv", _no_basis),
        "twice a year": part("twice a year", everything, lambda text: _points(text, "Spring")),
        "one point": part(
            "one point",
            everything,
            lambda text: _points(text, "Autumn 2024", "Spring", "Summer"),
        ),
        "scores only": part("scores only", "pupils.csv results.csv national.csv", _no_basis),
        "trust": write_sample(
            tmp_path_factory.mktemp("trust"), pupils=40, schools=2, years=1, seed=5
        ),
    }


def _no_basis(settings: str) -> str:
    """Let the school be judged by what it holds."""
    return settings.replace('basis = "statements"', "").replace('basis = "teacher"', "")


def _points(settings: str, *without: str) -> str:
    """Take some assessment points out, by the beginnings of their names."""
    head, *points = settings.split("[[point]]")
    *points, last = points
    last, section, rest = last.partition("\n[scale]")
    kept = [
        one
        for one in (*points, last)
        if not one.strip().startswith(tuple(f'name = "{name}' for name in without))
    ]
    return "[[point]]".join([head, *kept]) + section + rest


@pytest.fixture(params=KINDS)
def pages(
    folders: dict[str, Path], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, dict[str, str]]:
    """Run every notebook on a school of a kind, and make its pages."""
    kind = str(request.param)
    monkeypatch.setenv(SCHOOL_VARIABLE, str(folders[kind]))
    made = {}
    for path in LEADERS:
        # An audit and a sweep take their time: on whole schools, and where nothing has moved yet.
        if path.stem in FOR_ANALYSTS and kind not in ("small", "overall only", "one point"):
            continue
        html, told = LeadersExporter().from_notebook_node(
            spoken(path), {"metadata": {"name": path.stem}}
        )
        assert told["left_out"] == []
        made[path.stem[:2]] = html
    return kind, made


def test_they_speak_on_schools_of_every_kind(pages: tuple[str, dict[str, str]]) -> None:
    """Every page has its picture, described, or says plainly why it can say no more."""
    kind, made = pages
    for stem, html in made.items():
        pictures = html.count("<img ")
        assert pictures == len(re.findall(r'<img [^>]*alt="[^"]{20,}', html))
        assert pictures or "can say no more about this school" in html, (kind, stem)
        # Leaders read pupils; an interval is the analyst's, and a page with one says whom it is
        # for.
        for_analysts = stem in [name[:2] for name in FOR_ANALYSTS]
        assert for_analysts or "interval" not in html.casefold()
        assert not re.search(r"\b(nan|None(?! (of|to)\b)|NaT|&lt;NA&gt;)\b", html), (kind, stem)
    if kind == "small":
        assert "the sticking point is" in made["03"]
        assert "points treble because every box became three" in made["12"]
    if kind in ("small", "overall only"):
        assert "pupils placed" in made["01"]
        assert "On the favourable side" in made["02"]
        assert "changed for 0 of" in made["12"] or "No points were gained" in made["12"]
        assert "key_gaps_closed fails 1 of " in made["13"]
        assert "no ceiling" in made["13"]
        assert "ways of setting these lines" in made["14"] or "nothing was varied" in made["14"]
        assert "These are what-ifs, not estimates" in made["14"]
        assert "for whoever analyses" in made["13"]
        assert "for whoever analyses" in made["14"]
    if kind in ("overall only", "scores only"):
        assert "keeps no curriculum of statements" in made["03"]
    if kind == "one point":
        assert "2 assessment points with evidence are needed" in made["02"]
