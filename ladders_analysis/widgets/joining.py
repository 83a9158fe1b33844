"""The page's modules as the one that a browser is given: no build step, no second file.

Each module of `page/` holds one idea and says what it takes from the others, so that an editor can
follow it. A notebook's browser is handed one text, so they are written after one another, what they
take from each other left out.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MODULES = (
    "states",
    "dom",
    "paints",
    "roving",
    "bars",
    "flow",
    "cells",
    "grid",
    "table",
    "picture",
    "people",
    "controls",
    "tabs",
    "tools",
    "asking",
    "page",
)
"""Each after those that it takes from; `types` is for editors alone."""
_TAKEN = re.compile(r'^import .* from "\./\w+\.js";\n', re.MULTILINE)
_GIVEN = re.compile(r"^export (?!default )", re.MULTILINE)


@cache
def page_script() -> str:
    """Join the page's modules into one.

    Returns
    -------
    str
        One ES module; it imports nothing and its default export is what anywidget asks for.
    """
    texts = (_text(f"{name}.js") for name in MODULES)
    return "\n".join(_GIVEN.sub("", _TAKEN.sub("", text)) for text in texts)


@cache
def page_style() -> str:
    """Return the page's style sheet."""
    return _text("page.css")


def _text(name: str) -> str:
    return files("ladders_analysis.widgets").joinpath("page", name).read_text(encoding="utf-8")
