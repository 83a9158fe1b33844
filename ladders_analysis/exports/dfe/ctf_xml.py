"""The XML of a Common Transfer File, taken in piece by piece and never believed.

No document type, no entity, no outside reference; a limit on size and on depth. Only the elements
that are wanted are kept, so that a large file needs little memory. Names are matched without their
namespace, and in any case.
"""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile

MOST_BYTES = 50_000_000
"""Size of a file [bytes]; a large primary school's whole transfer is about 10 MB."""
MOST_DEEP = 40
"""Elements within elements; the format has eight."""
_PIECE = 1 << 16
_DECLARED = re.compile(rb"""encoding=["']([A-Za-z0-9._-]{1,40})["']""")
_ROOT = "ctfile"
_SAID_OF_A_PUPIL = "upn surname forename dob sex gender formerupn".split()
_SAID_OF_AN_ENTRY = (
    "locale year subject method component resultstatus resultqualifier result".split()
)
_DETAIL = {"dob": "date_of_birth", "formerupn": "former_upn", "ncyearactual": "year_group"}


@dataclass(frozen=True)
class _Wanted:
    """An element that is wanted: what it is, under which name it is kept, what is inside it."""

    kind: str = ""
    name: str = ""
    inside: Mapping[str, _Wanted] = field(default_factory=dict)


def _leaves(kind: str, names: Iterable[str]) -> dict[str, _Wanted]:
    return {name: _Wanted(kind, _DETAIL.get(name, name)) for name in names}


_ENTRY = _Wanted("entry", inside=_leaves("of entry", _SAID_OF_AN_ENTRY))
_STAGE = _Wanted("stage", inside={"stage": _Wanted("of stage"), "stageassessment": _ENTRY})
_PUPIL = _Wanted(
    "pupil",
    inside={
        **_leaves("of pupil", _SAID_OF_A_PUPIL),
        "basicdetails": _Wanted(inside=_leaves("of pupil", ("formerupn", "ncyearactual"))),
        "stageassessments": _Wanted(inside={"keystage": _STAGE}),
    },
)
_HEADER = _Wanted(
    inside={
        "ctfversion": _Wanted("of header", "version"),
        "datetime": _Wanted("of header", "made"),
        "sourceschool": _Wanted(inside={"academicyear": _Wanted("of header", "academic_year")}),
    }
)
_FILE = _Wanted(inside={"header": _HEADER, "ctfpupildata": _Wanted(inside={"pupil": _PUPIL})})
_NOTHING = _Wanted()


Entry: TypeAlias = dict[str, str]


@dataclass
class Pupil:
    """One pupil of a file.

    Attributes
    ----------
    place
        The position among the file's pupils, from 1.
    details
        What is said of the pupil, by the names of `COLUMN_MAP`.
    entries
        What each assessment says, by its elements' names in small letters, and its `stage`.
    """

    place: int
    details: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass
class Transfer:
    """A whole file: what its header says, and its pupils.

    Attributes
    ----------
    header
        `version`, `made` and `academic_year`, where they are given.
    pupils
        In the order of the file.
    encoding
        In words.
    """

    header: dict[str, str]
    pupils: list[Pupil]
    encoding: str


class _Taking:
    """Takes the wanted elements out of the stream of tags."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path: list[_Wanted] = []
        self.text: list[str] = []
        self.header: dict[str, str] = {}
        self.pupils: list[Pupil] = []
        self.details: dict[str, str] = {}
        self.entries: list[Entry] = []
        self.entry: Entry = {}
        self.stage = ""
        self.stage_from = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go one element deeper."""
        local = tag.rpartition("}")[2].casefold()
        if not self.path:
            if local != _ROOT:
                raise ReadError(
                    f"{self.name} is XML, but not a Common Transfer File: it begins with "
                    f"<{local[:40]}>, not <CTfile>."
                )
            self.path.append(_FILE)
            return
        if len(self.path) >= MOST_DEEP:
            raise ReadError(
                f"{self.name} has elements within elements more than {MOST_DEEP} deep, which no "
                f"Common Transfer File has. It is not read."
            )
        wanted = self.path[-1].inside.get(local, _NOTHING)
        self.path.append(wanted)
        self.text = []
        if wanted.kind == "entry":
            self.entry = {}
            self.entries.append(self.entry)
        elif wanted.kind == "stage":
            self.stage_from = len(self.entries)
        elif wanted.kind == "pupil":
            self.details, self.entries = {}, []
            self.pupils.append(Pupil(len(self.pupils) + 1, self.details, self.entries))

    def data(self, data: str) -> None:
        """Collect the text of the innermost element."""
        self.text.append(data)

    def end(self, tag: str) -> None:
        """Keep the element's text where it is wanted, and go one element up."""
        wanted = self.path.pop()
        kind = wanted.kind
        if kind.startswith("of "):
            word = "".join(self.text).strip()
            if kind == "of entry":
                self.entry.setdefault(wanted.name, sys.intern(word))
            elif kind == "of stage":
                for entry in self.entries[self.stage_from :]:
                    entry.setdefault("stage", word)
                self.stage = word
            elif word:
                (self.details if kind == "of pupil" else self.header).setdefault(wanted.name, word)
        elif kind == "entry" and self.stage:
            self.entry.setdefault("stage", self.stage)
        elif kind == "stage":
            self.stage = ""
        self.text = []

    def close(self) -> None:
        """Have nothing to hand over: what was taken is kept here."""


def read_transfer(file: RawFile) -> Transfer:
    """Read a Common Transfer File.

    Parameters
    ----------
    file
        The file.

    Raises
    ------
    ReadError
        It is too large, damaged, hostile, or another kind of XML.
    """
    if len(file.data) > MOST_BYTES:
        raise ReadError(
            f"{file.name} is {len(file.data) // 1_000_000} MB; up to {MOST_BYTES // 1_000_000} MB "
            f"are read. Export it again in parts, for example by year group."
        )
    encoding = _misdeclared(file.data)
    taking = _Taking(file.name)
    try:
        parser = DefusedXMLParser(target=taking, encoding=encoding, forbid_dtd=True)
        for start in range(0, len(file.data), _PIECE):
            parser.feed(file.data[start : start + _PIECE])
        parser.close()
    except DefusedXmlException:
        raise ReadError(
            f"{file.name} holds a document type or entity, which no Common Transfer File needs. "
            f"It is not read: ask where it came from."
        ) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        raise ReadError(
            f"{file.name} is cut off or damaged: its XML cannot be followed at line {line}, "
            f"column {column + 1}. Export it again."
        ) from None
    except (LookupError, ValueError):
        raise ReadError(
            f"{file.name} is written in an encoding that cannot be read. Export it again as UTF-8."
        ) from None
    return Transfer(taking.header, taking.pupils, _in_words(file.data, encoding))


def _misdeclared(data: bytes) -> str | None:
    """Return Windows-1252 for a file that calls itself UTF-8 and is not, else None."""
    head = data[:200].lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        return None
    if b"encoding=" in head and b"utf-8" not in head:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if data.startswith(b"\xef\xbb\xbf") else "windows-1252"
    return None


def _in_words(data: bytes, encoding: str | None) -> str:
    """Name the encoding for the load report."""
    if encoding is not None:
        return "Windows-1252"
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 with BOM"
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        return "UTF-16"
    declared = _DECLARED.search(data[:200])
    return declared[1].decode("ascii").upper() if declared else "UTF-8"
