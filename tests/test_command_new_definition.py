"""`ladders new-definition`: what it writes runs, holds and is clean; nothing is written over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ladders_analysis.cli import main
from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.drafting import LONGEST, draft_definition
from ladders_analysis.errors import LaddersError
from ladders_analysis.places import SCHOOL_VARIABLE

PROJECT = Path(__file__).parent.parent
NAME = "half_the_gaps"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool of this Python's in a folder, on the sample school."""
    environment = {key: value for key, value in os.environ.items() if key != SCHOOL_VARIABLE}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tests_it_writes_pass_at_once(tmp_path: Path) -> None:
    """Contract, pupils by hand and the audit hold for what was written, as it was written."""
    said = CliRunner().invoke(main, ["new-definition", NAME, "--out", str(tmp_path)])
    assert said.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{NAME}.py", f"test_{NAME}.py"]
    done = run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "-W", "error", ".")
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_it_says_what_to_do_next(tmp_path: Path) -> None:
    """Open it, test it, audit it, compare it."""
    said = CliRunner().invoke(main, ["new-definition", NAME, "--out", str(tmp_path)]).output
    written = tmp_path / f"{NAME}.py"
    assert f"ladders audit --definition {written}" in said
    assert f"pytest {tmp_path / f'test_{NAME}.py'}" in said
    assert f"from {NAME} import HalfTheGaps" in said


@pytest.mark.parametrize("name", ["g", NAME, "a" * LONGEST, "_".join(["ab"] * 13), "gaps_2_go"])
def test_what_it_writes_is_clean(tmp_path: Path, name: str) -> None:
    """Whatever the name's length, both files pass the project's own lint and format."""
    draft_definition(name, tmp_path)
    settings = ["--no-cache", "--config", str(PROJECT / "pyproject.toml"), "."]
    for check in (["check"], ["format", "--check"]):
        done = run(tmp_path, "ruff", *check, *settings)
        assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Either file stands in the way of both."""
    for file in (f"{NAME}.py", f"test_{NAME}.py"):
        folder = tmp_path / file.removesuffix(".py")
        folder.mkdir()
        (folder / file).write_text("mine", encoding="utf-8")
        said = CliRunner().invoke(main, ["new-definition", NAME, "--out", str(folder)])
        assert said.exit_code == 2
        assert f"{file} is there already, and nothing is written over it" in said.output
        assert [path.name for path in folder.iterdir()] == [file]
        assert (folder / file).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("key gaps", "begins with a small letter"),
        ("2gaps", "begins with a small letter"),
        ("KeyGaps", "begins with a small letter"),
        ("lücken", "begins with a small letter"),
        ("../gaps", "begins with a small letter"),
        ("_gaps", "begins with a small letter"),
        ("gaps\n", "begins with a small letter"),
        ("", "begins with a small letter"),
        ("lambda", "no word of Python's own"),
        ("a" * (LONGEST + 1), "longer than 40 characters"),
        ("test_gaps", "Leave out the test_"),
        ("json", "Python has a module of that name"),
        ("pandas", "Python has a module of that name"),
        ("ladders_analysis", "Python has a module of that name"),
        *((name, "there is one of that name already") for name in DEFINITIONS),
    ],
)
def test_names_that_will_not_do(tmp_path: Path, name: str, complaint: str) -> None:
    """Each is refused with what is allowed, and nothing is written."""
    with pytest.raises(LaddersError, match=complaint):
        draft_definition(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    """Both files go into it, readable by others: they hold nobody's data."""
    written, tests = draft_definition(NAME, tmp_path / "mine" / "definitions")
    assert written.parent == tests.parent == tmp_path / "mine" / "definitions"
    assert 'name="half_the_gaps"' in written.read_text(encoding="utf-8")
    assert "class HalfTheGaps:" in written.read_text(encoding="utf-8")
