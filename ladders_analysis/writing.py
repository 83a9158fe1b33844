"""Files that appear whole or not at all.

What is written goes to a private temporary file beside its place, is forced to the disk, and only
then takes the place of the earlier file: a full disk or a killed program leaves the earlier file
as it was and no half file behind.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ladders_analysis.errors import LaddersError


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
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            _force_to_disk(temporary)
            if not private:
                mask = os.umask(0)
                os.umask(mask)
                temporary.chmod(0o666 & ~mask)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
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


def _force_to_disk(path: Path) -> None:
    """Wait until the disk has a file, or a folder's list of files."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
