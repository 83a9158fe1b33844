"""Which files of a school folder are read, by which reader, and which of them are one source.

The tidy files are read under their own names; the `[[export]]` tables of school.toml add whatever
else the school has. A glob, or a `source` shared by several tables, is one source over time: its
files are taken in the order listed, those of one glob by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.curricula import curriculum_to_read
from ladders_analysis.exports.registry import format_named
from ladders_analysis.exports.tidy import SUFFIXES
from ladders_analysis.schema import TABLES
from ladders_analysis.school_toml import ExportSpec
from ladders_analysis.settings import Settings


@dataclass(frozen=True)
class Source:
    """One file to read.

    Attributes
    ----------
    path
        Where it is.
    reader, options
        How it is read.
    name, rank
        The source it belongs to, and its place among that source's files.
    school_id
        The school that its `[[export]]` or curriculum belongs to; blank: everyone's.
    """

    path: Path
    reader: str
    options: Mapping[str, Any]
    name: str
    rank: int
    school_id: str = ""

    def read(self, folder: Path, calendar: Calendar) -> list[Extract]:
        """Read it.

        Raises
        ------
        LaddersError
            The file cannot be read as stated.
        """
        read = format_named(self.reader).read
        return list(read(RawFile.read(self.path, folder), self.options, calendar))


def sources_of(folder: Path, settings: Settings) -> list[Source]:
    """List the files of a school folder.

    Raises
    ------
    SettingsError
        An `[[export]]` names an unknown reader.
    ReadError
        A file named in school.toml is missing, or a table is there twice.
    """
    found = curricula_of(folder, settings)
    taken = {source.path.resolve() for source in found}
    listed: list[Source] = []
    for school_id, specs in _exports(settings):
        for number, spec in enumerate(specs, start=1):
            listed += _listed(folder, spec, f"{school_id} export {number}".strip(), school_id)
    taken |= {source.path.resolve() for source in listed}
    tidy = [path for table in TABLES if table != "statements" for path in _tidy(folder, table)]
    found += [
        Source(path, "tidy", {}, path.name, 0) for path in tidy if path.resolve() not in taken
    ]
    return [*found, *_ranked(listed)]


def _exports(settings: Settings) -> list[tuple[str, tuple[ExportSpec, ...]]]:
    """List everyone's exports, then those of schools that list their own."""
    own = [
        (school_id, settings.for_school(school_id).exports)
        for school_id, table in settings.raw.get("schools", {}).items()
        if "export" in table
    ]
    return [("", settings.default.exports), *own]


def _listed(folder: Path, spec: ExportSpec, name: str, school_id: str) -> list[Source]:
    format_named(spec.reader)
    try:
        paths = sorted(folder.glob(spec.file)) if _is_glob(spec.file) else [folder / spec.file]
    except (ValueError, NotImplementedError) as error:
        raise SettingsError(f"school.toml, [[export]] file = {spec.file!r}: {error}.") from None
    paths = [path for path in paths if path.is_file()] or [path for path in paths if path.is_dir()]
    if not paths:
        raise ReadError(
            f"school.toml, [[export]] file = {spec.file!r}: no such file in the school folder."
        )
    source = str(spec.options.get("source") or name)
    return [Source(path, spec.reader, spec.options, source, 0, school_id) for path in paths]


def _is_glob(file: str) -> bool:
    return any(sign in file for sign in "*?[")


def _ranked(sources: list[Source]) -> list[Source]:
    """Give each file its place among the files of its source."""
    count: dict[str, int] = {}
    ranked = []
    for source in sources:
        count[source.name] = count.get(source.name, -1) + 1
        ranked.append(
            Source(
                source.path,
                source.reader,
                source.options,
                source.name,
                count[source.name],
                source.school_id,
            )
        )
    return ranked


def _tidy(folder: Path, table: str) -> list[Path]:
    """Find a table's tidy file; two forms of one table cannot both be meant."""
    stem = TABLES[table].file.removesuffix(".csv")
    there = [path for suffix in SUFFIXES if (path := folder / f"{stem}{suffix}").is_file()]
    if len(there) > 1:
        raise ReadError(
            f"{' and '.join(path.name for path in there)} are both in the folder: keep one."
        )
    return there


def curricula_of(folder: Path, settings: Settings) -> list[Source]:
    """List everyone's curriculum, and those of schools that have their own, each with its map.

    Parameters
    ----------
    folder
        The school folder.
    settings
        What its school.toml says.

    Raises
    ------
    LaddersError
        A file named in school.toml is missing.
    """
    default = _tidy(folder, "statements")
    stated = {"": settings.default.curriculum}
    for school_id, table in settings.raw.get("schools", {}).items():
        if "curriculum" in table:
            stated[school_id] = settings.for_school(school_id).curriculum
    found = []
    for school_id, curriculum in stated.items():
        for path, reader, options in curriculum_to_read(folder, curriculum, default, school_id):
            format_named(reader)
            name = f"{school_id} curriculum"
            found.append(Source(path, reader, options, name, 0, school_id))
    return found
