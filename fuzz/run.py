"""Fuzz all targets by turns, each in a process of its own, and keep a running total.

`python -m fuzz.run --minutes 60` takes the target that has had the least time so far, again and
again; `--target NAME` stays with one. What is found stays in the folder given by `--out`, never in
the project, until it is understood: then the smallest input that shows it becomes a file of
`tests/torture/findings/`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

COLUMNS = (
    *("target", "cpu_s", "wall_s", "peak_mb", "executions", "read"),
    *("slowest_s", "largest_bytes", "findings", "ends"),
)
"""Columns of the running total, a line for every time that a target was fuzzed."""


def fuzz_once(target: str, seconds: int, out: Path, timeout: int) -> str:
    """Fuzz one target for a while and return its line of the total."""
    folder = out / "findings" / target
    folder.mkdir(parents=True, exist_ok=True)
    tally_file = folder / "tally.json"
    tally_file.unlink(missing_ok=True)
    command = [sys.executable, "-m", "fuzz.one", target, "--seconds", str(seconds)]
    command += ["--out", str(out), "--timeout", str(timeout)]
    began = time.monotonic()
    with (folder / "log.txt").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    tally = json.loads(tally_file.read_text(encoding="utf-8")) if tally_file.exists() else {}
    cells = (
        target,
        f"{usage.ru_utime + usage.ru_stime:.1f}",
        f"{time.monotonic() - began:.1f}",
        f"{usage.ru_maxrss / 1024:.0f}",
        tally.get("executions", 0),
        tally.get("read", 0),
        f"{tally.get('slowest', 0):.2f}",
        tally.get("largest", 0),
        "; ".join(sorted(tally.get("findings", {}))),
        process.returncode,
    )
    return "\t".join(map(str, cells)) + "\n"


def names() -> list[str]:
    """List the targets as they are now, in a process of its own: readers come and go."""
    code = "from fuzz.targets import TARGETS; print(*TARGETS)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return found.stdout.split()


def seconds_spent(total: Path) -> dict[str, float]:
    """Add up the CPU seconds that each target has had."""
    spent: dict[str, float] = {}
    for line in total.read_text(encoding="utf-8").splitlines()[1:]:
        target, seconds, *_ = line.split("\t")
        spent[target] = spent.get(target, 0.0) + float(seconds)
    return spent


def main() -> None:
    """Fuzz the target that has had the least time so far, again and again, until time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--slice", type=int, default=60, help="seconds for a target at a time")
    parser.add_argument("--target", action="append", default=[])
    parser.add_argument("--timeout", type=int, default=10, help="seconds for one input")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"))
    stated = parser.parse_args()
    stated.out.mkdir(parents=True, exist_ok=True)
    total = stated.out / "total.tsv"
    if not total.exists():
        total.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
    ends = time.monotonic() + 60 * stated.minutes
    wanted = stated.target or names()
    while (left := ends - time.monotonic()) > 5:
        spent = seconds_spent(total)
        target = min(wanted, key=lambda name: spent.get(name, 0.0))
        line = fuzz_once(target, min(stated.slice, int(left)), stated.out, stated.timeout)
        with total.open("a", encoding="utf-8") as file:
            file.write(line)
        print(line, end="", flush=True)


if __name__ == "__main__":
    main()
