"""Files that lie in a school folder and that nothing reads: said, so that nothing is lost silently.

An export dropped into the folder is not data until `school.toml` lists it. The load report names
it, and what it looks like.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.recognising import look, sentence
from ladders_analysis.records import Problem

SUFFIXES = frozenset(".csv .tsv .gz .xlsx .xlsm .xls .xml .json .zip .parquet .ttl".split())
"""Endings of files that may hold a school's data."""
FILES_NAMED = 40
ENTRIES_LOOKED_AT = 5_000
LARGEST_LOOKED_INTO = 20_000_000
"""A larger file is named without looking what it is [bytes]."""


def files_not_read(folder: Path, read: Collection[str]) -> list[Problem]:
    """Warn of data files in a school folder that were not read.

    Parameters
    ----------
    folder
        The school folder, with the folders inside it.
    read
        The names of the files and bundles that were read, as the load report gives them.

    Returns
    -------
    list of Problem
        One a file; beyond `FILES_NAMED` one that counts the others.
    """
    left = [name for name in _data_files(folder) if not _was_read(name, read)]
    problems = [
        Problem(
            name,
            "in the folder, but nothing reads it",
            "warning",
            f"{_looks_like(folder / name, name)}`ladders check` on this file says how to list it "
            f"under [[export]] in school.toml; move it elsewhere if it is not meant",
        )
        for name in left[:FILES_NAMED]
    ]
    if len(left) > FILES_NAMED:
        more = len(left) - FILES_NAMED
        problems.append(
            Problem("the school folder", "further files that nothing reads", "warning", count=more)
        )
    return problems


def _data_files(folder: Path) -> Iterator[str]:
    """Name the data files of a folder and of those inside it, hidden ones apart."""
    looked_at = 0
    for inside, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            looked_at += 1
            if looked_at > ENTRIES_LOOKED_AT:
                return
            if Path(name).suffix.casefold() in SUFFIXES and not name.startswith((".", "~$")):
                yield Path(inside, name).relative_to(folder).as_posix()


def _was_read(name: str, read: Collection[str]) -> bool:
    """Say whether a file was read by itself, or as part of a bundle in a folder."""
    parents = {str(parent) for parent in PurePosixPath(name).parents}
    return name in read or not parents.isdisjoint(each.rstrip("/") for each in read)


def _looks_like(path: Path, name: str) -> str:
    """Say what a file looks like, where one format stands out."""
    try:
        if path.stat().st_size > LARGEST_LOOKED_INTO:
            return ""
        likeliest = look(RawFile.read(path)).likeliest
    except (LaddersError, OSError):
        return ""
    return sentence(*likeliest[0]) + " " if len(likeliest) == 1 else ""
