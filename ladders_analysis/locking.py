"""One writer at a time: a lock on an open file that other programs on the computer respect.

The system lets go of the lock when the file is closed or the program dies, so that a lock never
outlives its owner and nothing has to be tidied away after a crash.
"""

from __future__ import annotations

import sys
import time

PAUSE = 0.02
"""How long to wait before trying again [seconds]."""

if sys.platform == "win32":
    import msvcrt
    import os

    _FAR = 2**62
    """A byte that no file reaches: locking it keeps nobody from reading."""

    def try_lock(handle: int) -> bool:
        """Lock an open file unless somebody else has; say whether that worked."""
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Lock an open file unless somebody else has; say whether that worked."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def lock(handle: int, seconds: float) -> bool:
    """Lock an open file, waiting for whoever has it.

    Parameters
    ----------
    handle
        The open file. Closing it lets go of the lock.
    seconds
        How long to wait at most.

    Returns
    -------
    bool
        Whether the file is locked now.
    """
    until = time.monotonic() + seconds
    while not try_lock(handle):
        if time.monotonic() >= until:
            return False
        time.sleep(PAUSE)
    return True
