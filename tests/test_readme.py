"""The README's Python runs as it stands, from top to bottom, on the sample school."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


def test_the_readmes_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each block follows on the one before; the last rates progress by a ten-line definition."""
    monkeypatch.chdir(PROJECT)
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 2
    names: dict[str, object] = {}
    for block in blocks:
        exec(block, names)
    both = names["autumn"].pupils.index.intersection(names["spring"].pupils.index)
    assert len(names["progress"]) == 3 * len(both)  # three subjects


def test_the_readme_names_every_notebook_and_definition() -> None:
    """The tables are complete, and so is the list of commands."""
    import ladders_analysis as la
    from ladders_analysis.cli import main

    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    notebooks = [path.stem for path in (PROJECT / "notebooks").glob("*.ipynb")]
    for name in [*notebooks, *la.DEFINITIONS, *main.commands]:
        assert f"`{name}`" in text, name


def test_the_guide_to_formats_names_every_reader() -> None:
    """Its table is complete, and names no reader that is not there."""
    from ladders_analysis.exports.registry import READERS

    text = (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8")
    table = text.split("## Which reader")[1].split("## ")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("|")][2:]
    named = {name for row in rows for name in re.findall(r"`([a-z_0-9]+)`", row)}
    assert named == set(READERS)
