"""What a reader's options are, in words: taken from the record that checks them.

The names, kinds, defaults and meanings printed by `ladders formats NAME` come from the code that
reads school.toml, so they cannot differ from it.
"""

from __future__ import annotations

import datetime as dt
import inspect
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from ladders_analysis.exports.proposing.toml_text import toml_value
from ladders_analysis.policy import Record

_KINDS: Mapping[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a day",
    dict: "a table",
    tuple: "a list",
    list: "a list",
}


@dataclass(frozen=True)
class Option:
    """One key of an `[[export]]` table.

    Attributes
    ----------
    name
        The key.
    kind
        What it may be.
    default
        What holds where it is left out; blank where nothing does, None where it is needed.
    meaning
        What it says.
    """

    name: str
    kind: str
    default: str | None
    meaning: str


def options_of(kind: type[Record]) -> list[Option]:
    """List the keys that a record knows, those it needs first.

    Parameters
    ----------
    kind
        The record of a reader's options.

    Examples
    --------
    >>> from ladders_analysis.exports.long import LongOptions
    >>> first = options_of(LongOptions)[0]
    >>> first.name, first.default, first.kind.split(" or ")[0]
    ('holds', None, '"judgement"')
    """
    meanings = meanings_of(kind)
    found = [
        Option(each.name, _kind(each.type), _default(each), meanings.get(each.name, ""))
        for each in msgspec.structs.fields(kind)
    ]
    return sorted(found, key=lambda option: option.default is not None)


def meanings_of(kind: type) -> dict[str, str]:
    """Read the Attributes of a record's docstring, and of those it is made from."""
    meanings: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        lines = inspect.cleandoc(each.__doc__ or "").splitlines()
        if "Attributes" not in lines:
            continue
        names: list[str] = []
        for line in lines[lines.index("Attributes") + 2 :]:
            if not line.strip():
                continue
            if not line.startswith(" "):
                names = [name.strip() for name in line.split(",")]
                meanings |= dict.fromkeys(names, "")
            else:
                for name in names:
                    meanings[name] = f"{meanings[name]} {line.strip()}".strip()
    return meanings


def _kind(annotation: Any) -> str:
    """Say in words what a value may be."""
    origin = get_origin(annotation)
    if origin is Literal:
        return " or ".join(toml_value(each) for each in get_args(annotation))
    if origin in (Union, types.UnionType):
        parts = [_kind(each) for each in get_args(annotation) if each is not type(None)]
        return " or ".join(dict.fromkeys(parts))
    held = get_args(annotation)[1:] if origin is dict else ()
    for each in held:
        if isinstance(each, type) and issubclass(each, Record):
            return f"a table of tables, each with {', '.join(each.__struct_fields__)}"
    return _KINDS.get(origin or annotation, "a table")


def _default(each: msgspec.structs.FieldInfo) -> str | None:
    if each.required:
        return None
    value = each.default
    if value is msgspec.NODEFAULT:
        value = each.default_factory()
    if value is None or value == () or value == {}:
        return ""
    return toml_value(value)
