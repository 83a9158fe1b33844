"""The frame of every page: style, security policy, title and small print.

One style sheet serves all pages, and the page's own policy allows exactly that sheet and embedded
pictures, nothing else. What a page says about itself is a `PageContext`.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from ladders_analysis.render.identities import Identities

TEMPLATES = "ladders_analysis.render"


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """What a page says about itself in small print.

    Parameters
    ----------
    school
        Name of the school or trust.
    data_date
        The day of the latest judgement or result, as text.
    generated_on
        The day the page was made.
    provenance
        Further lines: definitions, policy, curriculum, source files.
    identities
        Whom the finished page may not name; needed for a governors' page.
    home
        File name of the page that lists the others; empty: none.
    """

    school: str = ""
    data_date: str = ""
    generated_on: date | None = None
    provenance: tuple[str, ...] = ()
    identities: Identities | None = None
    home: str = ""


@cache
def page_style() -> tuple[str, str]:
    """Give the page's style sheet and the source expression that allows exactly it.

    Returns
    -------
    tuple of str
        The CSS, and `sha256-…` for the content security policy.
    """
    css = files(TEMPLATES).joinpath("page.css").read_text(encoding="utf-8").strip() + "\n"
    digest = hashlib.sha256(css.encode()).digest()
    return css, "sha256-" + base64.b64encode(digest).decode()


@cache
def _templates() -> jinja2.Environment:
    """Give the templates, in which every value is escaped unless it was sanitised."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader(TEMPLATES, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def write_page(template: str, **values: Any) -> str:
    """Fill in a template, with the style sheet and the content security policy.

    Parameters
    ----------
    template
        File name in `render/templates`.
    **values
        What the template asks for. Only text already sanitised may be `markupsafe.Markup`.

    Returns
    -------
    str
        The whole page.
    """
    css, digest = page_style()
    policy = (
        f"default-src 'none'; style-src '{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return _templates().get_template(template).render(css=css, policy=policy, **values)
