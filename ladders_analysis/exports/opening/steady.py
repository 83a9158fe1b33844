"""Reading a file that another program may still be writing.

A school's system takes seconds to write an export, and a scheduled one may be written while it is
read. Half of the new file and half of the old would load without a complaint, so a file that
changes under the reader is read again, and given up with a plain word if it never holds still.
"""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from ladders_analysis.errors import ReadError

TIMES = 4
"""How often a file is read before it is given up."""
PAUSE = 0.25
"""How long to wait before reading it again [seconds]."""


def read_steadily(path: Path, name: str) -> tuple[bytes, float]:
    """Read a file whole, as it was at one moment.

    Parameters
    ----------
    path
        The file.
    name
        What messages call it.

    Returns
    -------
    tuple
        Its bytes, and when they were last changed [seconds since 1970].

    Raises
    ------
    OSError
        It is missing or may not be read.
    ReadError
        It changed each time that it was read.

    Notes
    -----
    The file stayed as it was when its size and both its times of change are the same before and
    after. One that is replaced as a whole keeps its bytes for whoever has it open.
    """
    for turn in range(TIMES):
        if turn:
            time.sleep(PAUSE)
        with path.open("rb") as stream:
            before = os.fstat(stream.fileno())
            data = stream.read()
            after = os.fstat(stream.fileno())
        whole = not stat.S_ISREG(after.st_mode) or len(data) == after.st_size
        if whole and _stamp(before) == _stamp(after):
            return data, after.st_mtime
    raise ReadError(
        f"{name} is being changed while it is read. Wait until the export is finished, or close "
        f"the program that writes it, then load again."
    )


def _stamp(seen: os.stat_result) -> tuple[int, int, int]:
    return seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
