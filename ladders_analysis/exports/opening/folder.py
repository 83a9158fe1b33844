"""A folder of tables as one file: a bundle is read alike, zipped or unpacked.

The folder becomes a stored zip whose bytes depend only on the names and contents of its files, so
that its fingerprint says whether anything changed. Links in it are not followed.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.opening.steady import read_steadily

MOST_BYTES = 100_000_000
"""Size of a folder that is read as one file [bytes]; a large school's bundle has about 50 MB."""
MOST_FILES = 1000
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The same for every member; a zip cannot be older."""


def folder_as_zip(folder: Path, name: str) -> tuple[bytes, float | None]:
    """Zip the regular files of a folder, at any depth, in memory.

    Parameters
    ----------
    folder
        The folder.
    name
        What messages call it.

    Returns
    -------
    tuple
        The zip's bytes, the same for the same names and contents; and when the newest file was
        changed [seconds since 1970], None without any.

    Raises
    ------
    ReadError
        It holds more files, or larger ones, than a bundle does.
    OSError
        Part of it may not be read.

    Notes
    -----
    Links, to files or folders, are left out: a bundle that needs one holds something from
    elsewhere. Nor are sockets, devices and the like files.
    """
    found = sorted(_files(folder))
    size = sum(path.lstat().st_size for _, path in found)
    if len(found) > MOST_FILES or size > MOST_BYTES:
        raise ReadError(
            f"{name} holds far more than a bundle of tables (at most {MOST_FILES:,} files of "
            f"{MOST_BYTES / 1e6:,.0f} MB together). Name the folder that holds the tables and "
            f"nothing else."
        )
    zipped = io.BytesIO()
    newest: float | None = None
    room = MOST_BYTES
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as parts:
        for member, path in found:
            data, changed = read_steadily(path, f"{name}{member}")
            room -= len(data)
            if room < 0:
                raise ReadError(f"{name} grew while it was read. Read it again.")
            newest = max(newest or 0.0, changed)
            parts.writestr(zipfile.ZipInfo(member, _STAMP), data)
    return zipped.getvalue(), newest


def _files(top: Path) -> list[tuple[str, Path]]:
    """List the regular files of a folder, or one too many: name inside it, and path."""
    found: list[tuple[str, Path]] = []
    folders = [top]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if len(found) > MOST_FILES:
                    return found
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                elif entry.is_file(follow_symlinks=False):
                    found.append((path.relative_to(top).as_posix(), path))
    return found
