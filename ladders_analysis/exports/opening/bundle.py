"""A bundle: a zip of tables that speak of each other, opened without trusting it.

Members are read in memory, never written anywhere; still a bundle whose names climb out of it,
link elsewhere or come twice was not made by a school's system, and none of it is read.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.unpacking import DAMAGE, is_encrypted, unpacked
from ladders_analysis.records import Problem

MOST_MEMBERS = 1000
MOST_BYTES = 100_000_000
"""Unpacked size of all members [bytes]; a large school's bundle has about 50 MB."""
_DRIVE = re.compile(r"[A-Za-z]:")
_JUNK_FOLDERS = ("__MACOSX",)
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True)
class Bundle:
    """The tables of a bundle, by name, unpacked one at a time.

    Attributes
    ----------
    file
        The zip.
    members
        Name in small letters -> the member; names are those inside the bundle's one top folder,
        where it has one.
    notes
        What in it is no table of the bundle and is passed over.
    """

    file: RawFile
    members: Mapping[str, zipfile.ZipInfo]
    notes: tuple[Problem, ...] = field(default=())

    def written(self, name: str) -> str:
        """Return a member's name as the bundle writes it, without its folder."""
        return PurePosixPath(self.members[name.casefold()].filename).name

    def read(self, name: str) -> bytes:
        """Unpack one member.

        Parameters
        ----------
        name
            Its name; capital and small letters are alike.

        Raises
        ------
        ReadError
            It is damaged, or unpacks to more than a table holds.
        """
        part = self.members[name.casefold()]
        too_much = f"{self.file.name}, {self.written(name)}: {_TOO_MUCH}"
        try:
            with zipfile.ZipFile(io.BytesIO(self.file.data)) as parts:
                return b"".join(unpacked(parts, part, MOST_BYTES, too_much))
        except DAMAGE:
            raise ReadError(
                f"{self.file.name}, {self.written(name)} is cut off or damaged. Export it again."
            ) from None


_TOO_MUCH = "it unpacks to far more than a bundle of tables holds. It is not read."


def open_bundle(file: RawFile) -> Bundle:
    """Look into a zip of tables and refuse it whole where anything in it is unsafe.

    Parameters
    ----------
    file
        The zip, or a folder read as one.

    Returns
    -------
    Bundle
        Nothing is unpacked yet.

    Raises
    ------
    ReadError
        It is no zip, damaged, password-protected, too large, or holds an unsafe or doubled name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as parts:
            if is_encrypted(parts):
                raise ReadError(f"{file.name} is password-protected. Save it without a password.")
            listed = parts.infolist()
    except DAMAGE:
        raise ReadError(
            f"{file.name} is not a zip that can be read: it is something else, cut off or damaged. "
            f"Export it again."
        ) from None
    if len(listed) > MOST_MEMBERS:
        raise ReadError(
            f"{file.name} has {len(listed):,} members, a bundle at most {MOST_MEMBERS:,}."
        )
    if sum(part.file_size for part in listed) > MOST_BYTES:
        raise ReadError(f"{file.name}: {_TOO_MUCH}")
    paths = [(_safe_path(file.name, part), part) for part in listed]
    paths = [(path, part) for path, part in paths if not part.is_dir()]
    _refuse_twice(file.name, [path for path, _ in paths])
    return _sorted_out(file, paths)


def _safe_path(file: str, part: zipfile.ZipInfo) -> PurePosixPath:
    """Return a member's path inside the bundle, or refuse the bundle."""
    name = part.orig_filename
    steps = name.split("/")
    if not name.strip("/") or "\0" in name:
        rule = "a member without a proper name"
    elif name.startswith("/") or _DRIVE.match(name):
        rule = "a member with an absolute path"
    elif "\\" in name:
        rule = "a member with a backslash in its path"
    elif ".." in steps:
        rule = 'a member whose path climbs out of it ("..")'
    elif stat.S_IFMT(part.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        rule = "a link or device in place of a file"
    elif part.compress_type not in _WAYS:
        rule = "a member packed in a way that no export uses"
    else:
        return PurePosixPath(name)
    raise ReadError(
        f"{file} holds {rule}. No school's system writes that, so none of it is read. Export it "
        f"again, and ask who made it."
    )


def _refuse_twice(file: str, paths: list[PurePosixPath]) -> None:
    seen: set[str] = set()
    for path in paths:
        if str(path).casefold() in seen:
            raise ReadError(
                f"{file} holds {path.name} twice: nobody can say which is meant. Export it again."
            )
        seen.add(str(path).casefold())


def _sorted_out(file: RawFile, paths: list[tuple[PurePosixPath, zipfile.ZipInfo]]) -> Bundle:
    """Tell tables from what else is in the zip."""
    tables = [(path, part) for path, part in paths if _is_table(path)]
    tops = {path.parts[0] if len(path.parts) > 1 else "" for path, _ in tables}
    inside = tops.pop() if len(tops) == 1 else ""
    members: dict[str, zipfile.ZipInfo] = {}
    passed: dict[str, int] = {}
    for path, part in paths:
        within = path.parts[1:] if inside and path.parts[0] == inside else path.parts
        if not _is_table(path):
            rule = _NESTED if path.suffix.casefold() == ".zip" else _OTHER
            passed[rule] = passed.get(rule, 0) + 1
        elif len(within) == 1:
            members[within[0].casefold()] = part
        else:
            passed[_DEEPER] = passed.get(_DEEPER, 0) + 1
    notes = [
        Problem(file.name, rule, "note", _REMEDY[rule], count=count)
        for rule, count in passed.items()
    ]
    return Bundle(file, members, tuple(notes))


def _is_table(path: PurePosixPath) -> bool:
    hidden = path.name.startswith(".") or path.parts[0] in _JUNK_FOLDERS
    return path.suffix.casefold() == ".csv" and not hidden


_NESTED = "zip inside the bundle not opened"
_OTHER = "file in the bundle that is no table"
_DEEPER = "table in a further folder of the bundle not read"
_REMEDY = {
    _NESTED: "unpack it and list it by itself if it is an export of its own",
    _OTHER: "",
    _DEEPER: "put it beside the others, or list that folder by itself",
}
