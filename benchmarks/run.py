"""Time the main job beside its floor and its peers, interleaved in one run, and print a table.

Each job is a process of its own, so that imports, parsing and memory all count. Rounds go through
all jobs in turn, so that a slow minute of the machine falls on everybody; ratios are of medians.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from jobs import JOBS

FLOOR = "floor_pandas"


class Run(NamedTuple):
    """What one process took."""

    wall: float
    cpu: float
    peak: float


def run_once(job: str, folder: Path) -> Run:
    """Run a job as a process: wall and CPU seconds, and peak memory in megabytes."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, Path(__file__).with_name("jobs.py"), job, folder])
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if status:
        raise SystemExit(f"{job} failed")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write_school(folder: Path, pupils: int, schools: int) -> None:
    """Write the school in a process of its own: a child's peak memory counts its parent's."""
    ladders = [sys.executable, "-c", "from ladders_analysis.cli import main; main()"]
    size = ["--pupils", str(pupils), "--schools", str(schools), "--seed", "1"]
    subprocess.run([*ladders, "sample", folder, *size], check=True, stdout=subprocess.DEVNULL)


def table(runs: dict[str, list[Run]], rows: int) -> str:
    """Write the medians and their ratios to the floor as a Markdown table."""
    floor = median(run.cpu for run in runs[FLOOR])
    lines = [
        f"{rows:,} judgements; medians of {len(runs[FLOOR])} interleaved rounds.",
        "",
        f"| job | wall [s] | CPU [s] | CPU × {FLOOR} | peak [MB] |",
        "|---|---|---|---|---|",
    ]
    for job, each in runs.items():
        wall, cpu, peak = (median(run[place] for run in each) for place in range(3))
        lines.append(f"| {job} | {wall:.2f} | {cpu:.2f} | {cpu / floor:.1f} | {peak:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Write a school of the asked size, run all jobs on it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=420)
    parser.add_argument("--schools", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "school"
        write_school(folder, asked.pupils, asked.schools)
        with (folder / "judgements.csv").open(encoding="utf-8") as file:
            rows = sum(1 for _ in file) - 1
        runs: dict[str, list[Run]] = {job: [] for job in JOBS}
        for _ in range(asked.rounds):
            for job, each in runs.items():
                each.append(run_once(job, folder))
        print(table(runs, rows))


if __name__ == "__main__":
    main()
