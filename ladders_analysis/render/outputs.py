"""What a cell's outputs become on a page, for leaders and for governors.

Leaders see tables, pictures and printed text; controls stay in the notebook, and the page says so.
Governors see only what came through the release door. Whatever is left out is counted and said, and
whatever may not be left out stops the page with the name of its cell.
"""

from __future__ import annotations

import hashlib
import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from ladders_analysis.errors import ReleaseError
from ladders_analysis.render.problems import PageError, Place
from ladders_analysis.render.sanitise import markdown_to_html

RELEASE_MIME = "application/vnd.ladders.release+json"
WIDGET_MIME = "application/vnd.jupyter.widget-view+json"
CONTROLS_NOTE = (
    '<p class="ladders-note">In the notebook, controls stand here: open it with '
    "<code>ladders explore</code> to choose another cohort, subject or date.</p>"
)


@dataclass
class Shown:
    """What one cell contributes to a page.

    Parameters
    ----------
    parts
        HTML of each output, in order, not yet sanitised.
    left_out
        One sentence for each output that the page does not show.
    """

    parts: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def leaders_outputs(cell: NotebookNode, place: Place) -> Shown:
    """Give what a leaders' page shows of a code cell.

    Parameters
    ----------
    cell
        An executed code cell.
    place
        Its name, for messages.

    Returns
    -------
    Shown
        Tables, pictures and text; and what is left out: warnings on stderr and bare reprs.

    Raises
    ------
    PageError
        On an error output, or an output of a kind that a page cannot show.
    """
    shown = Shown()
    for output in cell.get("outputs", []):
        kind = output["output_type"]
        if kind == "error":
            raise PageError(
                f"{place} ended in an error ({output.get('ename', 'unknown')}). Run the notebook, "
                "mend the cell, and render again."
            )
        if kind == "stream":
            if output.get("name") == "stdout":
                text = html.escape(_joined(output["text"]).rstrip())
                shown.parts.append(f'<pre class="ladders-printed">{text}</pre>')
            else:
                shown.left_out.append(f"{place}: a warning it printed is not on the page.")
            continue
        _show_bundle(output["data"], shown, place)
    return shown


def _show_bundle(data: Mapping[str, Any], shown: Shown, place: Place) -> None:
    """Take the first of a display's forms that a page can show."""
    if "text/html" in data:
        shown.parts.append(_joined(data["text/html"]))
    elif "text/markdown" in data:
        shown.parts.append(markdown_to_html(_joined(data["text/markdown"])))
    elif WIDGET_MIME in data:
        if not shown.parts or shown.parts[-1] != CONTROLS_NOTE:
            shown.parts.append(CONTROLS_NOTE)
    elif set(data) == {"text/plain"}:
        shown.left_out.append(
            f"{place}: a bare value is not on the page; print it, or show it as a table."
        )
    else:
        kinds = ", ".join(sorted(set(data) - {"text/plain"})) or "nothing"
        raise PageError(
            f"{place}: it shows {kinds}, which a page cannot show. Show a table, text, or a "
            "picture through la.show(axes), which describes it in words."
        )


def governors_outputs(cell: NotebookNode, place: Place) -> Shown:
    """Give what a governors' page shows of a code cell: what was released, or nothing.

    Parameters
    ----------
    cell
        An executed code cell.
    place
        Its name, for messages.

    Returns
    -------
    Shown
        The HTML of each release.

    Raises
    ------
    ReleaseError
        On any output that did not come through the release door unaltered.

    Notes
    -----
    A release is a display whose bundle holds `application/vnd.ladders.release+json` beside its
    `text/html`, and whose JSON gives, as `sha256`, the SHA-256 of that HTML in UTF-8: HTML that
    was touched after its release is not released.
    """
    shown = Shown()
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if RELEASE_MIME not in data:
            raise ReleaseError(
                f"{place} shows {_kind_of(output)}. A governors' page holds only text cells and "
                "what la.release(...) gives: put the figure through la.release, or end the line "
                "with a semicolon if it need not be shown."
            )
        released = _joined(data.get("text/html", ""))
        record = data[RELEASE_MIME]
        digest = hashlib.sha256(released.encode()).hexdigest()
        if not released or not isinstance(record, Mapping) or record.get("sha256") != digest:
            raise ReleaseError(
                f"{place} shows a release whose page was changed after it was released. Run the "
                "notebook again and leave what la.release gives as it is."
            )
        shown.parts.append(released)
    return shown


def _kind_of(output: Mapping[str, Any]) -> str:
    """Name an output in words, without quoting it."""
    kind = output["output_type"]
    if kind == "error":
        return f"an error ({output.get('ename', 'unknown')})"
    if kind == "stream":
        return "printed text" if output.get("name") == "stdout" else "a printed warning"
    data = output.get("data", {})
    if WIDGET_MIME in data:
        return "a control"
    if any(name.startswith("image/") for name in data) or "<img" in _joined(
        data.get("text/html", "")
    ):
        return "a picture that was not released"
    if "text/html" in data:
        return "a table or text that was not released"
    return "a value that was not released"


def _joined(text: str | list[str]) -> str:
    """Give text that notebooks may store in lines."""
    return text if isinstance(text, str) else "".join(text)
