"""One export by itself: how it is read is said by the caller, or by the school folder it lies in.

An export with a column map can only be read with that map. Where the file is listed in the
`school.toml` of its folder (or the folder above), its own `[[export]]` table is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ladders_analysis.errors import ReadError, SettingsError


def how_to_read(path: Path, reader: str | None) -> tuple[str, Mapping[str, Any]]:
    """Find the reader of one export, and its options.

    Parameters
    ----------
    path
        The export.
    reader
        The reader asked for; None: the one school.toml names for the file, else `tidy`.

    Returns
    -------
    tuple
        The reader's name, and the other keys of the file's `[[export]]` table.

    Raises
    ------
    ReadError
        When there is no such file.
    """
    from ladders_analysis.settings import SETTINGS_FILE, read_settings

    if not path.is_file():
        raise ReadError(f"{path} is not there. Name a school folder or one export.")
    for folder in path.absolute().parents[:2]:
        if not (folder / SETTINGS_FILE).is_file():
            continue
        try:
            listed = read_settings(folder).default.exports
        except SettingsError:
            break  # the file can still be read by itself; `ladders check FOLDER` says what is amiss
        inside = path.absolute().relative_to(folder)
        for spec in listed:
            if inside.match(spec.file) and reader in (None, spec.reader):
                return spec.reader, spec.options
        break
    return reader or "tidy", {}
