"""What came of loading a school folder, as plain data; by itself, or measured in a process apart.

Processes come from a server that has imported the toolkit and done nothing else, so that what they
use is what the file costs.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd

import ladders_analysis as la
from ladders_analysis.errors import LaddersError

_WAYS = multiprocessing.get_all_start_methods()
PROCESSES = multiprocessing.get_context("forkserver" if "forkserver" in _WAYS else "spawn")
if "forkserver" in _WAYS:
    PROCESSES.set_forkserver_preload(["torture.outcome", "ladders_analysis.loading"])
HARD_STOP = 60
"""When a child is killed [seconds of the clock]."""
FILE = "file reader encoding delimiter date_format rows_read kept superseded duplicates refused"
LONGEST = 100
"""Cells longer than this are told by their length."""

Outcome = dict[str, Any]


def outcome_of(folder: Path) -> Outcome:
    """Load a folder; give the account of each file, the problems and the tables, or the error."""
    try:
        school = la.load(folder)
    except LaddersError as error:
        return {"error": type(error).__name__, "said": str(error), "exit_code": 2}
    report = school.load_report
    tables = {
        name: [
            {str(column): _word(value) for column, value in row.items()}
            for row in table.to_dict("records")
        ]
        for name, table in school.tables.items()
        if name != "statements" or len(table) < 1000
    }
    return {
        "exit_code": report.exit_code,
        "files": json.loads(report.files[FILE.split() + ["sha256"]].to_json(orient="records")),
        "problems": json.loads(report.problems.to_json(orient="records")),
        "tables": tables,
        "said": report.brief() + report.to_json() + report._repr_html_(),
    }


def measured(folder: Path) -> Outcome:
    """Load a folder in a process that is killed if it does not come to an end.

    Returns
    -------
    dict
        As `outcome_of`, with `seconds` of computing and `megabytes` at the most in use.
    """
    receiving, sending = PROCESSES.Pipe(duplex=False)
    child = PROCESSES.Process(target=_measure, args=(folder, sending), daemon=True)
    child.start()
    sending.close()
    try:
        if not receiving.poll(HARD_STOP):
            raise AssertionError(f"still loading after {HARD_STOP} seconds")
        found: Outcome = receiving.recv()
    except EOFError:
        child.join(HARD_STOP)
        raise AssertionError(f"loading ended in {child.exitcode}") from None
    finally:
        child.kill()
        child.join()
        receiving.close()
    return found


def _measure(folder: Path, sending: Connection) -> None:
    """Load a folder and send what came of it."""
    began = time.process_time()
    found = outcome_of(folder)
    sending.send(found | {"seconds": time.process_time() - began, "megabytes": most_memory()})


def most_memory() -> float:
    """Tell the most memory this process had in use [MB].

    Notes
    -----
    `getrusage` of a child starts from its parent's, so Linux is asked about this program alone.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+([0-9]+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1e3
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _word(value: object) -> str:
    """Write a cell as a person would: days without midnight, nothing for a blank."""
    if pd.isna(value):
        return ""
    text = str(value).removesuffix(" 00:00:00").removesuffix(".0")
    return text if len(text) <= LONGEST else f"{len(text)} characters"
