"""Cases 37 to 40: what is written is whole, what is read is one file, nobody fails for others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.appending import append_line, read_lines
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.opening import steady
from ladders_analysis.writing import write_whole
from torture.harness import CASES, Case, check_loading, script

WRITING = Case(CASES / "37_writing_fails")
READING = Case(CASES / "38_changed_while_read")
LEDGER = Case(CASES / "39_two_writers")
TRYING = Case(CASES / "40_definitions_that_fail")
TESTS = Path(__file__).parents[1]
EARLIER = b"what was there before\n"
SYSTEM = {
    "read-only folder": 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"',
    "a disk that is really full": (
        'cp -a "$1" "$1.before" && mount -t tmpfs -o size=8k tmpfs "$1" && cp -a "$1.before/." "$1"'
    ),
}
"""Faults that only the system can make, in a name space of its own; $1 is the folder."""
NOTHING: dict[str, Any] = {"name": "none", "bytes": 0}
FAULTS = [NOTHING, *WRITING.expected["fault"]]
IN_A_FORK = tuple(each["name"] for each in FAULTS if each["name"] not in SYSTEM)


@pytest.mark.parametrize("case", [WRITING, TRYING], ids=lambda case: case.name)
def test_loading(case: Case, tmp_path: Path) -> None:
    """The schools of these cases are in order."""
    check_loading(case, tmp_path / "school")


# 37 ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay out the school from which everything is written."""
    return WRITING.lay_out(tmp_path_factory.mktemp("writing") / "school")


Done = dict[tuple[str, str], tuple[dict[str, Any], Path]]


@pytest.fixture(scope="module")
def written(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Done]:
    """Run all commands under a fault; give what each said, and where it wrote."""

    @cache
    def under(faults: tuple[str, ...]) -> Done:
        return write_under(faults, school, tmp_path_factory.mktemp("out"))

    def asked(fault: str) -> Done:
        return under((fault,) if fault in SYSTEM else IN_A_FORK)

    return asked


def tried(fault: dict[str, Any], write: dict[str, Any]) -> bool:
    """Say whether a command is tried under a fault."""
    if fault is NOTHING:
        return True
    return fault["name"] in write.get("faults", [fault["name"]]) and write["name"] in fault.get(
        "only", [write["name"]]
    )


def write_under(faults: tuple[str, ...], school: Path, top: Path) -> Done:
    """Run all commands that write, each into a folder of its own that holds one earlier file."""
    jobs, places = [], []
    outs = top / "outs"
    for fault in [each for each in FAULTS if each["name"] in faults]:
        for write in [each for each in WRITING.expected["write"] if tried(fault, each)]:
            out = outs / fault["name"].replace(" ", "-") / write["name"].replace(" ", "-")
            out.mkdir(parents=True)
            if fault is not NOTHING:
                (out / write["earlier"]).parent.mkdir(parents=True, exist_ok=True)
                (out / write["earlier"]).write_bytes(EARLIER)
            arguments = [word.format(school=school, out=out) for word in write["command"]]
            jobs.append({"fault": fault["name"], "bytes": fault["bytes"], "arguments": arguments})
            places.append(((fault["name"], write["name"]), out))
    command = [sys.executable, "-m", "torture.faulty"]
    if faults[0] in SYSTEM:
        inside = f'{SYSTEM[faults[0]]} || exit 77; out="$1"; shift; "$@"; '
        inside += 'code=$?; [ -d "$out.before" ] && cp -a "$out/." "$out.after"; exit $code'
        command = ["unshare", "-rm", "sh", "-c", inside, "sh", str(outs), *command]
    if shutil.which(command[0]) is None:
        pytest.skip(f"this system has no {command[0]}")
    done = subprocess.run(
        command,
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=TESTS,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        timeout=120,
        check=False,
    )
    if faults[0] in SYSTEM and done.returncode in (1, 77):
        pytest.skip(f"nobody may mount a file system here: {done.stderr.strip()[:100]}")
    assert done.returncode == 0, done.stderr
    after = outs.with_name("outs.after")
    told = json.loads(done.stdout)
    return {
        key: (said, after / out.relative_to(outs) if after.exists() else out)
        for (key, out), said in zip(places, told, strict=True)
    }


def files_of(folder: Path) -> dict[str, bytes]:
    """Read every file that a person would see in a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize(
    ("fault", "write"),
    [
        pytest.param(fault, write, id=f"{fault['name']}-{write['name']}")
        for fault in WRITING.expected["fault"]
        for write in WRITING.expected["write"]
        if tried(fault, write)
    ],
)
def test_writing_fails(
    fault: dict[str, Any], write: dict[str, Any], written: Callable[[str], Done]
) -> None:
    """The earlier file is intact, every other file is whole, and what happened is said plainly."""
    good, good_folder = written("none")["none", write["name"]]
    assert good["exit_code"] == 0, good["said"]
    whole = files_of(good_folder)
    assert len(whole[write["earlier"]]) > 600
    done, folder = written(fault["name"])[fault["name"], write["name"]]
    assert done["exit_code"] == fault["exit_code"], done["said"]
    for words in fault.get("says", []):
        assert words in done["said"]
    assert "Traceback" not in done["said"]
    found = files_of(folder)
    assert found[write["earlier"]] == EARLIER
    torn = [name for name, data in found.items() if data not in (EARLIER, whole.get(name))]
    assert torn == []
    left = [path for path in folder.rglob(".*") if path.is_file()]
    assert not left or fault["name"].startswith("killed")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_what_a_killed_program_left_goes_with_the_next(written: Callable[[str], Done]) -> None:
    """The temporary file is hidden and private, and the next writing to the folder removes it."""
    _, folder = written("killed at the end")["killed at the end", "convert"]
    (left,) = [path for path in folder.iterdir() if path.name.startswith(".")]
    assert left.suffix == ".part" and left.stat().st_mode & 0o077 == 0
    write_whole(folder / "another.csv", b"x")
    assert sorted(path.name for path in folder.iterdir()) == ["another.csv", "judgements.csv"]


# 38 ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", READING.expected["change"], ids=lambda change: change["how"])
def test_changed_while_read(
    change: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One whole file is read, and the fingerprint is that file's; or nothing is read."""
    folder = READING.lay_out(tmp_path / "school")
    before, after = ((READING.folder / f"{name}.csv").read_bytes() for name in ("before", "after"))
    path = folder / "judgements.csv"
    path.write_bytes(before)
    monkeypatch.setattr(steady, "PAUSE", 0.01)
    turns = iter(range(1000))
    real = os.fstat

    def fstat(handle: int) -> os.stat_result:
        """Look at an open file; after the first look at the export, another program strikes."""
        seen = real(handle)
        if os.path.samestat(seen, path.stat()) and (turn := next(turns)) in strikes:
            strikes[turn]()
        return seen

    newer = folder / "newer.csv"
    newer.write_bytes(after)
    strikes: dict[int, Callable[[], object]] = {
        "replaced": {0: lambda: newer.replace(path)},
        "written over": {0: lambda: path.write_bytes(after)},
        "cut off and finished": {
            0: lambda: path.write_bytes(after[:60]),
            2: lambda: path.write_bytes(after),
        },
        "never still": {turn: lambda: path.write_bytes(after) for turn in range(0, 100, 2)},
    }[change["how"]]
    monkeypatch.setattr(os, "fstat", fstat)
    if "error" in change:
        with pytest.raises(LaddersError) as raised:
            la.load(folder)
        assert type(raised.value).__name__ == change["error"]
        assert all(words in str(raised.value) for words in change["says"])
        return
    loaded = la.load(folder)
    assert loaded.judgements["judgement"].tolist() == change["kept"]
    whole = {"before": before, "after": after}[change["fingerprint"]]
    assert loaded.sources["judgements.csv"] == sha256(whole).hexdigest()


# 39 ---------------------------------------------------------------------------------------------

WRITER = """
import json, sys
from pathlib import Path
from ladders_analysis.appending import append_line
path, writer, lines = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for line in range(lines):
    append_line(path, json.dumps({"writer": writer, "line": line, "padding": "x" * (line * 40)}))
"""


def test_several_programs_add_to_the_ledger(tmp_path: Path) -> None:
    """Every line of every writer is there, whole and once, in its writer's order."""
    path = tmp_path / "releases.jsonl"
    writers, lines = LEDGER.expected["writers"], LEDGER.expected["lines_each"]
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(number), str(lines)])
        for number in range(writers)
    ]
    assert [each.wait(60) for each in running] == [0] * writers
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == writers * lines
    for number in range(writers):
        assert [each["line"] for each in found if each["writer"] == number] == list(range(lines))
    assert [json.loads(line) for line in read_lines(path)] == found


@pytest.mark.parametrize("ledger", LEDGER.expected["ledger"], ids=lambda ledger: ledger["what"])
def test_half_a_line(ledger: dict[str, Any], tmp_path: Path) -> None:
    """Whole lines stay, half a line is set apart, and the new line is whole."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(bytes_of(ledger, "before"))
    apart = append_line(path, '{"page": 3}')
    assert path.read_bytes() == ledger["after"].encode()
    if "apart" in ledger or "apart_bytes" in ledger:
        assert apart == tmp_path / "releases.jsonl.torn"
        assert apart.read_bytes() == bytes_of(ledger, "apart")
    else:
        assert apart is None
        assert [each.name for each in tmp_path.iterdir()] == ["releases.jsonl"]


def bytes_of(entry: dict[str, Any], key: str) -> bytes:
    """Give text or a list of bytes as bytes."""
    return entry[key].encode() if key in entry else bytes(entry[f"{key}_bytes"])


# 40 ---------------------------------------------------------------------------------------------


def test_definitions_that_fail(tmp_path: Path) -> None:
    """Each is named with what it broke; the good ones' results are as if they were alone."""
    loaded = la.load(TRYING.lay_out(tmp_path / "school"))
    points = loaded.as_at("Autumn 2025"), loaded.as_at("Spring 2026")
    mine = script(TRYING.folder / "definitions.py")
    tried = la.try_each(
        *points,
        ["gaps_closed", *mine.DEFINITIONS, mine.GOOD, "against_expectation"],
        seconds=TRYING.expected["seconds"],
    )
    wanted = TRYING.expected["failure"]
    found = [(failure.definition, failure.broke) for failure in tried.failures]
    assert found == [(each["definition"], each["broke"]) for each in wanted]
    for failure, each in zip(tried.failures, wanted, strict=True):
        assert all(words in failure.because for words in each["says"]), failure.because
        assert "Ayo" not in failure.because
    assert list(tried.results) == ["gaps_closed", "right", "against_expectation"]
    for name, definition in (("gaps_closed", "gaps_closed"), ("right", mine.GOOD)):
        straight = pd.DataFrame(la.progress(*points, definition))
        pd.testing.assert_frame_equal(pd.DataFrame(tried.results[name]), straight)
