"""Which files are a school's curriculum, by which reader, and the map of what was renamed in it.

`curriculum` in school.toml is a file's name, or a table with its `file` or `files`, its `reader`,
that reader's own keys, and `renamed`: the map from an earlier version's ids to this one's. Where
no reader is named, the file's ending and its header tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports import oak
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.curriculum_map import READER as MAP_READER
from ladders_analysis.exports.curriculum_map import RENAMES
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.oak import curriculum_files

ToRead: TypeAlias = tuple[Path, str, Mapping[str, Any]]
"""A file, the name of its reader and that reader's options."""

_NOT_OPTIONS = ("reader", "file", "files", "renamed")
_TIDY: Mapping[str, Any] = {"table": "statements"}


def reader_for(path: Path) -> tuple[str, Mapping[str, Any]]:
    """Tell how a curriculum file is read, from its ending and its header.

    Parameters
    ----------
    path
        A tidy file, a CASE package (`.json`), or Oak's Turtle (`.ttl`) or flat CSV.

    Returns
    -------
    tuple
        The reader's name and its options.
    """
    ending = path.suffix.casefold()
    if ending == ".json":
        return "case", {}
    if ending == ".ttl" or (path.is_file() and oak.recognise(glance(RawFile.read(path)))):
        return "oak", {}
    return "tidy", _TIDY


def curriculum_to_read(
    folder: Path,
    stated: str | Mapping[str, Any] | None,
    default: Iterable[Path],
    school_id: str = "",
) -> list[ToRead]:
    """List the files of one curriculum and its map.

    Parameters
    ----------
    folder
        The school folder.
    stated
        What school.toml says under `curriculum`, if anything.
    default
        The tidy file that is read where it names none.
    school_id
        The school whose own curriculum it is; blank: everyone's.

    Raises
    ------
    ReadError
        A file that it names is not there.
    SettingsError
        `renamed` is not a file's name.

    Notes
    -----
    A `curriculum_map.csv` beside the curriculum need not be named. In the school folder itself it
    is everyone's: a school of a trust that keeps its own curriculum there names its own map.
    """
    table = {"file": stated} if isinstance(stated, str) else dict(stated or {})
    named = "file" in table or "files" in table
    paths = curriculum_files(folder, table) if named else list(default)
    for path in paths:
        if not path.is_file():
            raise ReadError(
                f"school.toml names the curriculum {path.name}, which is not in the school folder."
            )
    own = {key: value for key, value in table.items() if key not in _NOT_OPTIONS}
    found: list[ToRead] = []
    for path in paths:
        if "reader" in table:
            reader = str(table["reader"])
            options = _TIDY if reader == "tidy" else {}
        else:
            reader, options = reader_for(path)
        found.append((path, reader, {**own, **options}))
    return [*found, *_map(folder, table.get("renamed"), paths, school_id)]


def _map(folder: Path, renamed: object, paths: list[Path], school_id: str) -> list[ToRead]:
    """Find the map: named in school.toml, or beside the curriculum; `renamed = ""` wants none."""
    if renamed is None:
        folders = [path.parent for path in paths[:1] if not school_id or path.parent != folder]
        beside = [parent / RENAMES.file for parent in folders]
        return [(path, MAP_READER, {}) for path in beside if path.is_file()]
    if not isinstance(renamed, str):
        raise SettingsError('school.toml, [curriculum]: renamed = "a file\'s name".')
    if not renamed:
        return []
    path = folder / renamed
    if not path.is_file():
        raise ReadError(
            f"school.toml names the curriculum map {path.name}, which is not in the school folder."
        )
    return [(path, MAP_READER, {})]
