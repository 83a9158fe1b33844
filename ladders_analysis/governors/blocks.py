"""The parts that a section of the page is made of, and how they are written as HTML.

A section holds words, published tables and drawn ranges; it has no way to hold anything else. Every
word is escaped when it is written, whoever typed it.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

import jinja2

from ladders_analysis.disclosure import PublishedTable

RELEASE_MIME = "application/vnd.ladders.release+json"
"""The form of a display by which a governors' page knows what came through the release door."""


@dataclass(frozen=True)
class Words:
    """One paragraph.

    Parameters
    ----------
    text
        What it says.
    kind
        Plain, leading, an exception, a smaller note, or a heading within the section.
    """

    text: str
    kind: Literal["plain", "lead", "exception", "note", "heading"] = "plain"


@dataclass(frozen=True)
class Points:
    """A list of short sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Image:
    """A picture of published ranges, with the words that stand for it."""

    png: bytes
    alt: str

    @property
    def address(self) -> str:
        """The picture as an address that needs no other file."""
        return "data:image/png;base64," + b64encode(self.png).decode("ascii")


Block: TypeAlias = Words | Points | PublishedTable | Image


@dataclass(frozen=True)
class Section:
    """One section of the page, which a notebook shows by itself.

    Parameters
    ----------
    key
        Its name as an attribute of the release.
    title
        Its heading where the whole page is shown. Shown by itself it has none: the notebook's text
        above it is its heading.
    blocks
        What it says.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def html(self) -> str:
        """The section as HTML, without its heading."""
        return _written("section.html.j2", section=self, headed=False)

    @property
    def text(self) -> str:
        """What the section says, without tables and pictures, a line each."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Words):
                lines.append(block.text)
            elif isinstance(block, Points):
                lines += block.items
        return "\n".join(lines)

    def as_record(self) -> dict[str, Any]:
        """Return what is published as plain data."""
        parts: list[dict[str, Any]] = []
        for block in self.blocks:
            if isinstance(block, Words):
                parts.append({"text": block.text})
            elif isinstance(block, Points):
                parts.append({"list": list(block.items)})
            elif isinstance(block, Image):
                parts.append({"picture": block.alt})
            else:
                parts.append({"table": block.as_record()})
        return {"section": self.key, "title": self.title, "parts": parts}

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, Any]:
        """Return the section for a notebook and for the governors' page."""
        return bundle(self.html, {"sections": [self.as_record()]})

    def __repr__(self) -> str:
        """Say what the section says, for a console."""
        return f"{self.title}\n{self.text}"


def page_html(sections: tuple[Section, ...]) -> str:
    """Write sections one below the other, each with its heading.

    Parameters
    ----------
    sections
        The sections in their order.

    Returns
    -------
    str
        HTML.
    """
    return "\n".join(_written("section.html.j2", section=each, headed=True) for each in sections)


def bundle(html: str, record: dict[str, Any]) -> dict[str, Any]:
    """Dress a released piece of HTML for a notebook.

    Parameters
    ----------
    html
        What is shown.
    record
        What is published, as plain data.

    Returns
    -------
    dict
        The HTML, and the record with the HTML's SHA-256, by which a page made from the notebook
        knows that nobody has touched it.
    """
    digest = hashlib.sha256(html.encode()).hexdigest()
    return {"text/html": html, RELEASE_MIME: record | {"sha256": digest}}


@cache
def _templates() -> jinja2.Environment:
    """Give the templates, in which every value is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ladders_analysis.governors", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["kind_of"] = lambda block: type(block).__name__
    return environment


def _written(template: str, **values: object) -> str:
    return _templates().get_template(template).render(**values).strip()
