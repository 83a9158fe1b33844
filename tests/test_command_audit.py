"""`ladders audit` as people type it: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import markbook, pupils, statements, write_school
from click.testing import CliRunner, Result

from ladders_analysis.auditing import auditing
from ladders_analysis.cli import main

IDS = "r1 r2 r3 r4 r5"
HALF = """
import ladders_analysis as la

print("loading half_secure")


@la.definition(name="half_secure", question="?", outcomes=["less", "half"], favourable=["half"])
def half_secure(start, end):
    print("rating")
    share = end.share(end.due & end.secure, of=end.due)
    return la.results(start, end, (share >= 0.5).replace({True: "half", False: "less"}))
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Write a school of two pupils: one caught up, one stayed up."""
    return write_school(
        tmp_path / "school",
        pupils=pupils("ann ben", 4),
        curriculum=statements(IDS, 1),
        judgements=[
            *markbook("2024-11-15", IDS, "ann SSNNN\nben SSSSS"),
            *markbook("2025-03-20", IDS, "ann SSSSN\nben SSSSS"),
        ],
    )


@pytest.fixture(autouse=True)
def no_made_up_schools() -> Iterator[None]:
    """Leave out the made-up schools: they are audited on elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auditing, "_made_up", lambda seed: ())
        yield


def ladders(*words: object) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["audit", *map(str, words)])


def test_a_sound_definition_ends_with_0(school: Path) -> None:
    """The latest two points are the default."""
    result = ladders(school)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("against_expectation: not refuted on 2 pupils × subjects.")
    assert "Autumn 2024" in result.stdout and "Spring 2025" in result.stdout


def test_one_that_fails_ends_with_1(school: Path) -> None:
    """A failing check is printed with its example."""
    result = ladders(school, "--definition", "points_gained")
    assert result.exit_code == 1
    assert result.stdout.startswith("points_gained fails ")
    assert "A Year 4 pupil, Reading: in Autumn 2024" in " ".join(result.stdout.split())


def test_a_definition_file_and_json(school: Path, tmp_path: Path) -> None:
    """What the file prints goes to the other stream: the JSON can be read."""
    file = tmp_path / "half_secure.py"
    file.write_text(HALF, encoding="utf-8")
    result = ladders(
        school, "--definition", file, "--json", "--from", "Autumn 2024", "--to", "2025-03-25"
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["definition"] == "half_secure" and told["holds"] and told["failures"] == []
    assert "loading half_secure" in result.stderr and "rating" in result.stderr
    assert [check["verdict"] for check in told["checks"][:2]] == ["not refuted", "not refuted"]


def test_one_that_breaks_its_contract_ends_with_1(school: Path, tmp_path: Path) -> None:
    """A definition that hangs, or raises, is named in the audit."""
    file = tmp_path / "hangs.py"
    file.write_text(HALF.replace("    share =", "    while True: pass\n    share ="))
    result = ladders(school, "--definition", f"{file}:half_secure", "--seconds", "0.4")
    assert result.exit_code == 1
    assert "longer than 0.4 seconds" in " ".join(result.stdout.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--definition", "gaps_close"], 'did you mean "gaps_closed"'),
        (["--definition", "none.py"], "none.py cannot be read"),
        (["--from", "Autumn 2024"], "both --from and --to"),
        (["--from", "Autum 2024", "--to", "Spring 2025"], 'did you mean "Autumn 2024"'),
        (["--from", "Spring 2025", "--to", "Autumn 2024"], "give the earlier point first"),
    ],
    ids=["name", "file", "one point", "no point", "wrong order"],
)
def test_what_cannot_be_audited_ends_with_2(school: Path, words: list[str], message: str) -> None:
    """One plain message on the error stream."""
    result = ladders(school, *words)
    assert result.exit_code == 2
    assert message in result.stderr and "Traceback" not in result.stderr


def test_the_help_says_that_a_file_is_a_program() -> None:
    """Whoever runs somebody else's file is told to read it first."""
    result = ladders("--help")
    assert "it runs with your rights" in " ".join(result.output.split())
