"""Notebooks run in real kernels: the right Python, the right folder, and errors in our words."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ladders_analysis.errors import LaddersError, ReleaseError
from ladders_analysis.render.problems import PageError
from ladders_analysis.render.run import run_notebooks


def written(folder: Path, name: str, *sources: str) -> Path:
    """Write a notebook whose first cell is text and whose others are code."""
    cells = [new_markdown_cell("# Title"), *(new_code_cell(source) for source in sources)]
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_notebooks_run_with_this_python_on_the_given_school(tmp_path: Path) -> None:
    """Two notebooks in two kernels; each finds the folder; the files stay without outputs."""
    source = "import os, sys; print(sys.executable, os.environ['LADDERS_SCHOOL'], sep='\\n')"
    paths = [written(tmp_path, name, source) for name in ("one", "two")]
    before = [path.read_bytes() for path in paths]
    told: list[tuple[int, int, str]] = []
    done = run_notebooks(
        paths, tmp_path / "school", progress=lambda *step: told.append((step[0], step[1], step[2]))
    )
    for notebook in done:
        said = notebook.cells[1].outputs[0].text.splitlines()
        assert said == [sys.executable, str(tmp_path / "school")]
    assert [path.read_bytes() for path in paths] == before
    assert [step[:2] for step in told] == [(1, 2), (2, 2)]
    assert {step[2] for step in told} == {"one", "two"}


def test_kernels_do_not_listen_on_a_port(tmp_path: Path) -> None:
    """Where the system has private sockets, no other account can hear a kernel."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such sockets")
    source = "import json; print(json.load(open(get_ipython().config.IPKernelApp.connection_file))"
    path = written(tmp_path, "one", f"{source}['transport'])")
    assert run_notebooks([path], tmp_path)[0].cells[1].outputs[0].text == "ipc\n"


def test_an_error_in_a_cell_names_the_cell_and_quotes_nobody(tmp_path: Path) -> None:
    """An error that is not ours may hold a child's data: only its kind is said."""
    path = written(tmp_path, "02_moved", "x = 1", "{}['Ann Other']")
    with pytest.raises(PageError, match=r"02_moved, cell 3 \(the code cell numbered 2\)") as caught:
        run_notebooks([path], tmp_path)
    assert "KeyError" in str(caught.value)
    assert "Ann Other" not in str(caught.value)


def test_a_refused_release_stays_a_refused_release(tmp_path: Path) -> None:
    """The reason given in the notebook is the reason given to the person who renders."""
    source = (
        "from ladders_analysis.errors import ReleaseError\nraise ReleaseError('Merge Years 3, 4')"
    )
    with pytest.raises(ReleaseError, match="governors, cell 2.*Merge Years 3, 4"):
        run_notebooks([written(tmp_path, "governors", source)], tmp_path)


def test_a_question_that_the_school_cannot_answer_yet_ends_with_a_sentence(tmp_path: Path) -> None:
    """For leaders: what was answered, why no more, and what to ask next; elsewhere an error."""
    too_few = (
        "from ladders_analysis.errors import TooFewPointsError\n"
        "raise TooFewPointsError('2 points are needed, there is 1.')"
    )
    path = written(tmp_path, "02_moved", "print(1)", too_few, "print(2)", "print(3)")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(new_markdown_cell("## What to ask next"))
    nbformat.write(notebook, path)
    told: list[int] = []
    done = run_notebooks(
        [path], tmp_path, progress=lambda done, *_: told.append(done), may_fall_silent=True
    )[0]
    assert [cell.source for cell in done.cells] == [
        "# Title",
        "print(1)",
        "**This page can say no more about this school.** 2 points are needed, there is 1.",
        "## What to ask next",
    ]
    assert told == [1, 2, 3, 4]
    with pytest.raises(LaddersError, match="cell 3 .*2 points are needed"):
        run_notebooks([path], tmp_path)


def test_one_failing_notebook_stops_the_others(tmp_path: Path) -> None:
    """Nobody waits ten minutes for a page that will not be written."""
    paths = [
        written(tmp_path, "fails", "1 / 0"),
        written(tmp_path, "waits", "import time; time.sleep(120)"),
    ]
    with pytest.raises(PageError, match="fails, cell 2"):
        run_notebooks(paths, tmp_path)


def test_a_kernel_that_dies_is_said(tmp_path: Path) -> None:
    """Out of memory, say."""
    path = written(tmp_path, "dies", "import os; os._exit(1)")
    with pytest.raises(PageError, match="dies: the Python that ran it stopped"):
        run_notebooks([path], tmp_path)


def test_what_is_not_a_notebook_is_said(tmp_path: Path) -> None:
    """A file cut off while copying."""
    path = tmp_path / "cut.ipynb"
    path.write_text('{"cells": [')
    with pytest.raises(PageError, match="cut.ipynb cannot be read"):
        run_notebooks([path], tmp_path)
