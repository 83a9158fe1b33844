"""Records that only ever grow: one line is added whole or not at all, by one writer at a time.

What is written here may be all that is known of an earlier page, so nothing in the file is ever
changed. A program that dies half-way leaves part of a line at the end. That line was never
confirmed to anybody; the next writer sets it apart in a file beside, and says so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ladders_analysis.errors import LaddersError
from ladders_analysis.locking import lock

SECONDS = 30.0
"""How long to wait for another program that is writing [seconds]."""
_BACKWARDS = 1 << 16


def is_json(text: str) -> bool:
    """Say whether a text is whole JSON; no beginning of an object or list ever is.

    Examples
    --------
    >>> is_json('{"page": 1}'), is_json('{"page": 1')
    (True, False)
    """
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def append_line(
    path: Path,
    text: str,
    *,
    is_whole: Callable[[str], bool] = is_json,
    seconds: float = SECONDS,
) -> Path | None:
    """Add one line to a file that only grows.

    Parameters
    ----------
    path
        The file; it is made, for its owner only, where it is not there.
    text
        The line, without its end.
    is_whole
        Tells a whole line from the beginning of one, for a last line without an end.
    seconds
        How long to wait while another program writes to the file.

    Returns
    -------
    Path or None
        Where part of a line was set apart that an earlier, interrupted writing had left; None
        where there was none.

    Raises
    ------
    LaddersError
        The text holds a line break, the file is in use for longer than `seconds`, or it cannot be
        written (then it is as it was).

    Notes
    -----
    The line has reached the disk when this returns. A last line without an end is whole where an
    editor took the end off (it is then given back), and otherwise part of a line that was never
    confirmed: it goes to the file of the same name with `.torn` added.
    """
    line = _one_line(path, text)
    with _locked(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, seconds) as handle:
        size = os.fstat(handle).st_size
        apart = None
        if end := _unended(handle, size):
            if is_whole(end.decode("utf-8", errors="replace")):
                line = b"\n" + line
            else:
                apart = path.with_name(f"{path.name}.torn")
                _write_all(apart, os.O_WRONLY | os.O_CREAT | os.O_APPEND, end + b"\n")
                size -= len(end)
                os.ftruncate(handle, size)
        try:
            _write(handle, line)
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(handle, size)
            raise
        if not size:
            _force_folder(path.parent)
    return apart


def read_lines(
    path: Path, *, is_whole: Callable[[str], bool] = is_json, seconds: float = SECONDS
) -> list[str]:
    """Read the whole lines of a file that only grows.

    Parameters
    ----------
    path
        The file; one that is not there has no lines.
    is_whole, seconds
        As for `append_line`.

    Returns
    -------
    list of str
        The lines, oldest first. Part of a line at the end is left out: it was never confirmed.

    Raises
    ------
    LaddersError
        The file cannot be read, or is not UTF-8.
    """
    if not path.exists():
        return []
    with _locked(path, os.O_RDONLY, seconds) as handle:
        size = os.fstat(handle).st_size
        os.lseek(handle, 0, os.SEEK_SET)
        data = b""
        while piece := os.read(handle, max(size - len(data), 1)):
            data += piece
    try:
        *lines, end = data.split(b"\n")
        lines += [end] if end and is_whole(end.decode("utf-8", errors="replace")) else []
        return [line.decode("utf-8") for line in lines]
    except UnicodeDecodeError as error:
        raise LaddersError(
            f"{path.name} holds bytes that are not UTF-8 (byte {error.start} of a line). Somebody "
            f"has changed it: put back the copy from your backup."
        ) from None


def _one_line(path: Path, text: str) -> bytes:
    """Give a line's bytes, refusing a text of several lines or none."""
    if not text or "\n" in text or "\r" in text:
        raise LaddersError(f"{path.name} takes one line at a time: no line break, and not nothing.")
    return text.encode("utf-8") + b"\n"


@contextmanager
def _locked(path: Path, flags: int, seconds: float) -> Iterator[int]:
    """Open a file and keep other writers out; say plainly what could not be done."""
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)
        try:
            if not lock(handle, seconds):
                raise LaddersError(
                    f"{path.name} has been in use by another program for {seconds:g} seconds. "
                    f"Close that program, then try again."
                )
            yield handle
        finally:
            os.close(handle)
    except OSError as error:
        raise LaddersError(
            f"{path.name} in {path.parent} could not be opened or written: "
            f"{error.strerror or error}. Nothing was added. Make room, or allow writing there."
        ) from None


def _unended(handle: int, size: int) -> bytes:
    """Give what stands after the last line end."""
    tail = b""
    start = size
    while start and b"\n" not in tail:
        step = min(_BACKWARDS, start)
        start -= step
        os.lseek(handle, start, os.SEEK_SET)
        tail = os.read(handle, step) + tail
    return tail.rpartition(b"\n")[2]


def _write(handle: int, data: bytes) -> None:
    """Write all bytes at the end of an open file."""
    os.lseek(handle, 0, os.SEEK_END)
    while data:
        data = data[os.write(handle, data) :]


def _write_all(path: Path, flags: int, data: bytes) -> None:
    """Add bytes to a file and wait until the disk has them."""
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0), 0o600)
    try:
        _write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def _force_folder(folder: Path) -> None:
    """Wait until the disk has a folder's list of files, where the system can say so."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
