"""`ladders compare` as people type it: what it prints, what it writes and how it ends.

Ann and Bob are favourable by both definitions, Cat and Dan by neither; of Eve only `gaps_closed`
can tell, and finds few gaps closed.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from building import write_school
from click.testing import CliRunner, Result
from explored import explored_tables

from ladders_analysis.cli import main

TWO = ("--definitions", "against_expectation", "gaps_closed")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the small school that many tests share."""
    return write_school(tmp_path / "school", **explored_tables())


def compared(folder: Path, *arguments: object) -> Result:
    """Run `ladders compare`."""
    return CliRunner().invoke(main, ["compare", str(folder), *map(str, arguments)])


def test_it_says_how_far_two_definitions_agree(folder: Path) -> None:
    """The latest two points, without being asked: the sentence, the agreement, the changes."""
    done = compared(folder, *TWO)
    assert done.exit_code == 0, done.output
    assert "both rank 4. They agree on 4 of these (2 favourable, 2 not)" in done.output
    lines = [line.split() for line in done.output.splitlines()]
    # both_ranked, agree, share, first_only, second_only, in_scope
    numbers = ["4", "4", "100.0%", "0", "0", "5"]
    assert ["against_expectation", "gaps_closed", *numbers] in lines
    named = compared(folder, *TWO, "--from", "Autumn 2024", "--to", "Spring 2025")
    assert named.output == done.output


def test_changes_by_group_are_written(folder: Path, tmp_path: Path) -> None:
    """Bob and Cat are disadvantaged: one favourable by both, one by neither."""
    out = tmp_path / "changes.csv"
    done = compared(folder, *TWO, "--by", "disadvantaged", "--out", out)
    assert done.exit_code == 0, done.output
    table = pd.read_csv(out)
    assert table.columns.tolist() == [
        *("first", "second", "disadvantaged", "change", "judgements", "in_scope", "share"),
        *("pupils", "pupils_in_scope"),
    ]
    yes = table[table["disadvantaged"]].set_index("change")["judgements"]
    assert yes.sum() == 2
    assert yes["both favourable"] == yes["neither favourable"] == 1


def test_pupils_one_by_one(folder: Path, tmp_path: Path) -> None:
    """One row per pupil and subject, for the owner of the file only."""
    out = tmp_path / "pupils.csv"
    done = compared(folder, *TWO, "--pupils", "--out", out)
    assert done.exit_code == 0, done.output
    table = pd.read_csv(out).set_index("pupil_id")
    assert table.loc["cat", "against_expectation"] == "fell behind"
    assert table.loc["eve", "against_expectation_favourable"] == "unranked"
    printed = compared(folder, *TWO, "--pupils").output
    assert "fell behind" in printed and "both_ranked" not in printed


def test_a_definition_that_failed(folder: Path) -> None:
    """It is named on the error stream, the others stand, and the exit code is 1."""
    done = compared(folder, *TWO, "nothing_such")
    assert done.exit_code == 1
    assert 'No definition is named "nothing_such"' in done.stderr
    assert "They agree on 4" in done.stdout
    alone = compared(folder, "--definitions", "gaps_closed", "nothing_such")
    assert alone.exit_code == 1
    assert "there is nothing to compare it with" in alone.stdout


def test_refusals(folder: Path, tmp_path: Path) -> None:
    """One point without the other, an unknown column, a file of another kind."""
    one = compared(folder, *TWO, "--to", "Spring 2025")
    assert one.exit_code == 2 and "Say both --from and --to" in one.stderr
    by = compared(folder, *TWO, "--by", "disadvantage")
    assert by.exit_code == 2 and 'did you mean "disadvantaged"' in by.stderr
    out = compared(folder, *TWO, "--out", tmp_path / "table.txt")
    assert out.exit_code == 2 and ".csv or .parquet" in out.stderr
