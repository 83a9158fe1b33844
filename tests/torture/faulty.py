"""`ladders` commands to which something happens while they write, each in a process of its own.

Run as a program it reads jobs from its input, a JSON list of `{"fault", "bytes", "arguments"}`, and
writes what became of each to its output: the exit code (negative: the signal that ended it) and
what was said. `full disk`: no file can grow beyond so many bytes. `killed half-way`: the system
ends the program when a file has that size. `killed at the end`: all is written, and the program
ends before the new file takes its place. For `render` the notebooks are not run, only written as
pages.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat

from ladders_analysis import cli, loading, movement, sample, summary, tabular
from ladders_analysis.render import pages

READY_TO_FORK = (loading, movement, sample, summary, tabular)
"""What the commands import when they need it, imported once for all jobs."""


def run(fault: str, size: int, arguments: Sequence[str]) -> dict[str, Any]:
    """Run one command in a fork of this process; without a fault, here, which warms it up."""
    with tempfile.TemporaryFile() as said:
        child = 0 if fault == "none" else os.fork()
        if child == 0:
            with redirected(said.fileno()):
                arrange(fault, size)
                try:
                    cli.main(arguments)
                except SystemExit as ended:
                    code = int(ended.code or 0)
            if fault != "none":
                os._exit(code)
        else:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        return {"exit_code": code, "said": said.read().decode("utf-8")}


@contextmanager
def redirected(target: int) -> Iterator[None]:
    """Let whatever is printed go to another file."""
    kept = [(stream, os.dup(stream)) for stream in (1, 2)]
    for stream, _ in kept:
        os.dup2(target, stream)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for stream, copy in kept:
            os.dup2(copy, stream)


def arrange(fault: str, size: int) -> None:
    """Prepare what is going to happen."""
    import resource

    if fault == "none":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if fault in ("full disk", "killed half-way"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN if fault == "full disk" else signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    if fault == "killed at the end":
        os.fsync = _die


def _die(handle: int) -> None:
    """End this program as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


def _as_stored(paths: Sequence[Path], folder: Path, **_: object) -> list[Any]:
    """Give notebooks as they are stored."""
    return [nbformat.read(path, as_version=4) for path in paths]


if __name__ == "__main__":
    pages.run_notebooks = _as_stored
    jobs = json.load(sys.stdin)
    done = [run(job["fault"], job["bytes"], job["arguments"]) for job in jobs]
    json.dump(done, sys.stdout)
