"""Reading a case: its files, laid over a small school, and the outcome that stands beside them.

A case is a folder of `cases/` that holds an `expected.toml`, written by hand from CASES.md and
DESIGN.md and never from what the program says. The README beside this file tells its keys.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import ladders_analysis as la
from ladders_analysis.cli import main
from ladders_analysis.exports.registry import READERS
from torture.outcome import Outcome, measured, outcome_of

HERE = Path(__file__).parent
CASES = HERE / "cases"
SCHOOL = HERE / "school"
ADDED = "add_to_school.toml"
MADE = datetime(2026, 8, 31, 12).timestamp()
"""The day all files were last changed: no judgement of a case is later."""
NEVER_SAID = ("00123", "00124", "Ayo", "Okafor", "Lin Wei")
"""The small school's own pupils: no report and no error names them."""
SECONDS, MEGABYTES = 10, 1000
"""What no file may take, however hostile."""
ACCOUNT = ("superseded", "duplicates", "refused")

Grouped = dict[tuple[str, str, str, str], tuple[list[int], int]]


@dataclass(frozen=True)
class Case:
    """One case, or one of several variants of a case."""

    folder: Path

    @property
    def name(self) -> str:
        """Name the case by its folder."""
        return self.folder.relative_to(CASES).as_posix()

    @cached_property
    def expected(self) -> dict[str, Any]:
        """Read what should come of it."""
        text = (self.folder / "expected.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)

    @property
    def numbers(self) -> list[int]:
        """List the numbers that it has in CASES.md."""
        stated = self.expected["case"]
        return stated if isinstance(stated, list) else [stated]

    def lay_out(self, folder: Path) -> Path:
        """Write the small school, then the case's own files over it, to a folder."""
        shutil.copytree(SCHOOL, folder, dirs_exist_ok=True)
        ignored = shutil.ignore_patterns("expected.toml", "make.py", ADDED, "__pycache__")
        shutil.copytree(self.folder, folder, dirs_exist_ok=True, ignore=ignored)
        settings = folder / "school.toml"
        if (self.folder / ADDED).exists():
            with settings.open("a", encoding="utf-8") as stream:
                stream.write("\n" + (self.folder / ADDED).read_text(encoding="utf-8"))
        if (self.folder / "make.py").exists():
            script(self.folder / "make.py").make(folder)
        for name in self.expected.get("without", []):
            (folder / name).unlink()
        for path in folder.rglob("*"):
            os.utime(path, (MADE, MADE), follow_symlinks=False)
        return folder

    def skip_unless_it_can_run(self) -> None:
        """Skip a case whose reader this copy does not have."""
        for reader in self.expected.get("readers", []):
            if reader not in READERS:
                pytest.skip(f"there is no reader {reader!r} in this copy")


def cases(numbers: Iterable[int]) -> list[Any]:
    """Give the cases with these numbers as parameters of a test, in order of their folders."""
    wanted = set(numbers)
    found = [case for case in all_cases() if wanted.issuperset(case.numbers)]
    return [pytest.param(case, id=case.name) for case in found]


def all_cases() -> list[Case]:
    """Find every case."""
    return [Case(path.parent) for path in sorted(CASES.rglob("expected.toml"))]


def script(path: Path) -> Any:
    """Run a case's own script and give its names."""
    spec = importlib.util.spec_from_file_location(f"torture_case_{path.parent.name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def check_loading(case: Case, folder: Path) -> None:
    """Lay a case out, load it, and hold what came of it to what should."""
    case.skip_unless_it_can_run()
    case.lay_out(folder)
    expected = case.expected
    if expected.get("heavy"):
        outcome = measured(folder)
        assert outcome["seconds"] < SECONDS, outcome["seconds"]
        assert outcome["megabytes"] < MEGABYTES, outcome["megabytes"]
    else:
        outcome = outcome_of(folder)
        told = CliRunner().invoke(main, ["check", str(folder)])
        assert told.exit_code == expected["exit_code"], told.output
        assert not isinstance(told.exception, Exception), told.exception
        _check_words(expected, outcome["said"] + told.output)
    assert outcome["exit_code"] == expected["exit_code"], outcome["said"]
    assert outcome.get("error") == expected.get("error"), outcome["said"]
    _check_words(expected, outcome["said"])
    if "error" not in expected:
        _check_files(expected, outcome)
        _check_problems(expected, outcome)
        _check_tables(expected, outcome)
        _check_standing(expected, folder)


def _check_words(expected: dict[str, Any], said: str) -> None:
    """Hold what is said to the words that must and must not be in it."""
    for words in expected.get("says", []):
        assert words in said, f"{words!r} is not said in: {said}"
    for words in [*NEVER_SAID, *expected.get("never_says", [])]:
        assert words not in said, f"{words!r} is said in: {said}"


def _check_files(expected: dict[str, Any], outcome: Outcome) -> None:
    """Hold the account of each file; one that is not listed keeps every row."""
    listed = {entry["file"]: entry for entry in expected.get("file", [])}
    there = {entry["file"] for entry in outcome["files"]}
    assert listed.keys() <= there, f"expected {sorted(listed)}, read {sorted(there)}"
    for found in outcome["files"]:
        wanted = dict.fromkeys(ACCOUNT, 0) | listed.get(found["file"], {})
        seen = {name: found[name] for name in wanted}
        assert seen == wanted, f"\n{seen}\nshould be\n{wanted}\n{outcome['said'][:3000]}"
        assert found["rows_read"] == found["kept"] + sum(found[name] for name in ACCOUNT)


def _check_problems(expected: dict[str, Any], outcome: Outcome) -> None:
    """Hold refusals and warnings to those expected, no more and no less; notes to those listed."""
    wanted: Grouped = {}
    for entry in expected.get("problem", []):
        rows = sorted(entry.get("rows", []))
        key = (entry["severity"], entry["rule"], entry["file"], entry.get("column", ""))
        wanted[key] = (rows, entry.get("count", len(rows)))
    found: Grouped = {}
    for entry in outcome["problems"]:
        key = (entry["severity"], entry["rule"], entry["file"], entry["column"])
        rows, count = found.get(key, ([], 0))
        here = [] if entry["row"] is None else [entry["row"]]
        found[key] = (sorted({*rows, *here}), count + entry["count"])
    found = {key: value for key, value in found.items() if key[0] != "note" or key in wanted}
    assert found == wanted


def _check_tables(expected: dict[str, Any], outcome: Outcome) -> None:
    """Hold the rows kept, in order, in the columns that are listed."""
    for name, wanted in expected.get("holds", {}).items():
        columns, *rows = wanted
        kept = [[row.get(column, "") for column in columns] for row in outcome["tables"][name]]
        assert kept == rows


def _check_standing(expected: dict[str, Any], folder: Path) -> None:
    """Hold what the kept rows mean: the code that counts at a point, and who came and went."""
    asked = expected.get("counts", []), expected.get("moved", [])
    if not any(asked):
        return
    school = la.load(folder)
    for entry in asked[0]:
        snapshot = school.as_at(entry["at"])
        scale = ["", *snapshot.settings.scale.codes]
        cell = snapshot.codes.xs(entry["statement"], axis=1, level="statement_id")
        assert scale[int(cell.loc[entry["pupil"]].iloc[0])] == entry["code"], entry
    for entry in asked[1]:
        moved = la.progress(school.as_at(entry["start"]), school.as_at(entry["end"]), "gaps_closed")
        people = moved.population.reset_index().drop_duplicates(["school_id", "pupil_id"])
        found = people["presence"].value_counts().to_dict()
        assert found == {name: entry[name] for name in found}, entry
