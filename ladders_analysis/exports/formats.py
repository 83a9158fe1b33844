"""A format: what it is called, what it holds, how it is read, and what gives it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from ladders_analysis.exports.contract import Reader
from ladders_analysis.exports.glance import Glance
from ladders_analysis.policy import Record

NAMED = 100
"""The strength of a file that names its own format."""
HEADERS_SHOWN = 6
"""Headers that are named as the reason why a file looks like a format."""


@dataclass(frozen=True)
class Recognised:
    """A file that looks like a format, and why.

    Attributes
    ----------
    because
        What gives it away, as the end of a sentence: "its header has Scaled Score SE".
    strength
        How many telling features were found; `NAMED` where the file names its format itself.
    options
        What its `[[export]]` table should say, as far as the file tells.
    ask
        What the school must still say, one plain sentence each.
    """

    because: str
    strength: int
    options: Mapping[str, Any] = field(default_factory=dict)
    ask: tuple[str, ...] = ()


Recogniser: TypeAlias = Callable[[Glance], Recognised | None]


def _never(seen: Glance) -> Recognised | None:
    """Tell nothing from the content: such a format must be named."""
    return None


@dataclass(frozen=True)
class Format:
    """One format that a school's system exports.

    Attributes
    ----------
    name
        What `reader = "…"` calls it.
    title
        What people call it.
    holds
        What is in it, in a few words.
    read
        The reader.
    recognise
        Tells whether a file looks like it; None where it does not.
    source
        The document its facts rest on, and its year; or that they could not be verified.
    options
        The record of what its `[[export]]` table may say; None where the reader does not tell.
    column_map
        What it fills, and from which headers or elements.
    is_curriculum
        It holds statements: school.toml names it under `[curriculum]`.
    """

    name: str
    title: str
    holds: str
    read: Reader
    recognise: Recogniser = _never
    source: str = ""
    options: type[Record] | None = None
    column_map: Mapping[str, Any] = field(default_factory=dict)
    is_curriculum: bool = False
