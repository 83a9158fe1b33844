"""Files that appear whole or not at all.

What is written goes to a private temporary file beside its place, is forced to the disk, and only
then takes the place of the earlier file: a full disk or a killed program leaves the earlier file
as it was. A program killed at that moment cannot tidy up after itself; its temporary file is
hidden, private and read by nothing, and the next writing to the folder removes it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ladders_analysis.errors import LaddersError
from ladders_analysis.locking import lock, try_lock

PREFIX, SUFFIX = ".ladders-", ".part"
"""How temporary files are named, so that abandoned ones are known."""
LOOKED_AT = 1.0
"""How long another writer may look whether a file is abandoned [seconds]."""


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Lend a temporary path; when all went well, what was written there becomes `path`.

    Parameters
    ----------
    path
        Where the file shall be. Its folder is made when it is not there.
    private
        Whether only the owner may read it (pages and tables with names).

    Yields
    ------
    Path
        An empty private file in the same folder, to be written.

    Raises
    ------
    LaddersError
        When the folder cannot be made or written; the earlier file, if any, is intact.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(path.parent)
        handle, temporary = _begin(path.parent)
        try:
            yield temporary
            _force_to_disk(temporary)
            if not private:
                mask = os.umask(0)
                os.umask(mask)
                temporary.chmod(0o666 & ~mask)
            if os.name != "posix":
                handle = _closed(handle)  # Windows moves no open file
            temporary.replace(path)
        except BaseException:
            handle = _closed(handle)
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        finally:
            _closed(handle)
        if os.name == "posix":
            _force_to_disk(path.parent)
    except OSError as error:
        raise LaddersError(
            f"{path.name} could not be written to {path.parent}: {error.strerror or error}. "
            "What was there before is unchanged. Choose another folder, or make room."
        ) from None


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write bytes to a file, whole or not at all.

    Parameters
    ----------
    path
        Where the file shall be.
    data
        What it shall hold.
    private
        Whether only the owner may read it.

    Raises
    ------
    LaddersError
        When it cannot be written; the earlier file, if any, is intact.
    """
    with whole_file(path, private=private) as temporary:
        temporary.write_bytes(data)


def _begin(folder: Path) -> tuple[int, Path]:
    """Make a temporary file and lock it, which says that its writer lives."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX, suffix=SUFFIX)
        lock(handle, LOOKED_AT)
        if os.fstat(handle).st_nlink:  # else it was taken for abandoned before it was locked
            return handle, Path(name)
        os.close(handle)


def _closed(handle: int) -> int:
    """Close a handle once; give the one that stands for none."""
    if handle >= 0:
        os.close(handle)
    return -1


def _remove_abandoned(folder: Path) -> None:
    """Remove temporary files whose writer was killed: nobody holds their lock."""
    for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):
            handle = os.open(left, os.O_RDWR)
            try:
                abandoned = try_lock(handle)
            finally:
                os.close(handle)
            if abandoned:
                left.unlink()


def _force_to_disk(path: Path) -> None:
    """Wait until the disk has a file, or a folder's list of files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
