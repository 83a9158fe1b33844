"""A CASE package taken apart: its document, its items and its associations, each as far as it goes.

The file may come from anywhere. What is not where CASE puts it is passed over or refused with its
place; nothing here says yet what an item is to a school.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.text import decode
from ladders_analysis.records import Problem

MOST_BYTES = 20_000_000
"""A curriculum of 10,000 items is about 16 MB; what is far larger is not one."""

MOST_RECORDS = 100_000
"""Items, or associations, of one package."""

CHILD_OF = "ischildof"


@dataclass(frozen=True, slots=True)
class Item:
    """One CFItem: its place in the file (from 1), its names, its words and its levels."""

    row: int
    identifier: str
    uri: str
    statement: str
    kind: str
    code: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One `isChildOf`: names of the child, names of its heading, and the place among siblings."""

    child: tuple[str, ...]
    heading: tuple[str, ...]
    place: float


@dataclass(frozen=True)
class Package:
    """A package: its title and subject, the names of its document, items, links and findings."""

    title: str
    subject: str
    names: tuple[str, ...]
    items: Sequence[Item]
    links: Sequence[Link]
    problems: Sequence[Problem]
    found: int
    encoding: str


class _Item(msgspec.Struct):
    identifier: Any = None
    uri: Any = None
    full_statement: Any = msgspec.field(default=None, name="fullStatement")
    kind: Any = msgspec.field(default=None, name="CFItemType")
    code: Any = msgspec.field(default=None, name="humanCodingScheme")
    levels: Any = msgspec.field(default=None, name="educationLevel")


class _Link(msgspec.Struct):
    kind: Any = msgspec.field(default=None, name="associationType")
    origin: Any = msgspec.field(default=None, name="originNodeURI")
    destination: Any = msgspec.field(default=None, name="destinationNodeURI")
    place: Any = msgspec.field(default=None, name="sequenceNumber")


class _Document(msgspec.Struct):
    identifier: Any = None
    uri: Any = None
    title: Any = None
    subject: Any = None


def read_package(file: RawFile, encoding: str | None = None) -> Package:
    """Take a CASE file apart.

    Parameters
    ----------
    file
        JSON with `CFDocument`, `CFItems` and `CFAssociations`, as it is or inside `CFPackage`.
    encoding
        The encoding, where the school states one.

    Raises
    ------
    ReadError
        It is no JSON, no CASE package, or larger than any curriculum.

    Notes
    -----
    An item is refused only where it is no object, has no `identifier`, or one that an earlier item
    has. An association that cannot be read, or is of another type than `isChildOf`, is counted in
    a note.
    """
    if len(file.data) > MOST_BYTES:
        raise ReadError(f"{file.name} is far larger than a curriculum. It is not read.")
    source = decode(file.name, file.data, encoding)
    whole = _parts(file.name, source.text.encode())
    if "CFPackage" in whole:
        whole = _parts(file.name, whole["CFPackage"])
    if "CFItems" not in whole or bytes(memoryview(whole["CFItems"])[:5]) == b"null":
        raise ReadError(f"{file.name} is not a CASE package: it has no CFItems.")
    document = _one(whole.get("CFDocument"), _Document) or _Document()
    items, problems, found = _items(file.name, whole["CFItems"])
    links, notes = _links(file.name, whole.get("CFAssociations"))
    subjects = document.subject if isinstance(document.subject, list) else [document.subject]
    named = [line for line in map(_line, subjects) if line]
    return Package(
        title=_line(document.title),
        subject=named[0] if len(named) == 1 else "",
        names=tuple(name for name in (_line(document.identifier), _line(document.uri)) if name),
        items=items,
        links=links,
        problems=[*problems, *notes],
        found=found,
        encoding=source.encoding,
    )


def _parts(name: str, data: Any) -> dict[str, msgspec.Raw]:
    """Take an object apart into its keys, leaving each value for later."""
    try:
        return msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except RecursionError:
        raise ReadError(f"{name} is nested far deeper than CASE is. It is not read.") from None
    except msgspec.ValidationError:
        raise ReadError(f"{name} is not a CASE package: it is not one JSON object.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{name} is not JSON that can be read: {error}.") from None


def _list(name: str, key: str, data: msgspec.Raw | None) -> list[msgspec.Raw]:
    """Take a list apart into its records; one that is left out or null is empty."""
    if data is None:
        return []
    try:
        listed = msgspec.json.decode(data, type=list[msgspec.Raw] | None) or []
    except (msgspec.DecodeError, RecursionError):  # what nests deepest passes only some frames
        raise ReadError(f"{name} is not a CASE package: {key} is not a list.") from None
    if len(listed) > MOST_RECORDS:
        raise ReadError(f"{name} has far more {key} than a curriculum. It is not read.")
    return listed


def _one(data: msgspec.Raw | None, kind: type[Any]) -> Any:
    """Read one record, None where it is not an object that can be read."""
    if data is None:
        return None
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _items(name: str, data: msgspec.Raw) -> tuple[list[Item], list[Problem], int]:
    """Read the items, refusing what is none and what comes twice."""
    kept: dict[str, Item] = {}
    problems: list[Problem] = []
    listed = _list(name, "CFItems", data)
    for row, raw in enumerate(listed, start=1):
        item: _Item | None = _one(raw, _Item)
        identifier = "" if item is None else _line(item.identifier)
        if item is None or not identifier:
            rule, remedy = "not a CFItem", "an item is an object with an identifier"
            column = "CFItems" if item is None else "identifier"
        elif identifier in kept:
            rule, remedy = "identifier given twice", "the first is kept; export the file again"
            column = "identifier"
        else:
            kept[identifier] = Item(
                row,
                identifier,
                _line(item.uri),
                _line(item.full_statement),
                _line(item.kind),
                _line(item.code),
                _levels(item.levels),
            )
            continue
        problems.append(Problem(name, rule, "refused", remedy, row=row, column=column))
    return list(kept.values()), problems, len(listed)


def _links(name: str, data: msgspec.Raw | None) -> tuple[list[Link], list[Problem]]:
    """Read the hierarchy; other associations, and what is none, are counted."""
    links: list[Link] = []
    others = unreadable = 0
    for raw in _list(name, "CFAssociations", data):
        link: _Link | None = _one(raw, _Link)
        if link is None:
            unreadable += 1
        elif _line(link.kind).casefold() != CHILD_OF:
            others += 1
        else:
            place = link.place if isinstance(link.place, int | float) else float("inf")
            links.append(Link(_names(link.origin), _names(link.destination), place))
    notes = []
    if others:
        remedy = "only isChildOf says where an item stands"
        notes.append(Problem(name, "association of another type", "note", remedy, count=others))
    if unreadable:
        rule = "not a CFAssociation"
        notes.append(Problem(name, rule, "warning", "passed over", count=unreadable))
    return links, notes


def _names(node: object) -> tuple[str, ...]:
    """List what a node is called: its identifier, its address, and the end of its address."""
    if isinstance(node, Mapping):
        identifier, uri = _line(node.get("identifier")), _line(node.get("uri"))
    else:
        identifier, uri = "", _line(node)
    end = uri.rstrip("/").rsplit("/", 1)[-1]
    return tuple(dict.fromkeys(name for name in (identifier, uri, end) if name))


def _levels(levels: object) -> tuple[str, ...]:
    """List the levels of an item; whole numbers are written as CASE writes them."""
    listed = levels if isinstance(levels, list) else [levels]
    words = [f"{level:02d}" if type(level) is int else _line(level) for level in listed]
    return tuple(dict.fromkeys(word for word in words if word))


def _line(text: object) -> str:
    """Write text on one line; blank where it is no text."""
    return " ".join(text.split()) if isinstance(text, str) else ""
