"""A class on a sheet of its own: folded away under its name on the screen, a page each in print."""

from __future__ import annotations

import html
from collections.abc import Iterable


def sheet(name: str, heading: str, parts: Iterable[str]) -> str:
    """Write one class's sheet.

    Parameters
    ----------
    name
        The class, to open the sheet by.
    heading
        What stands at its head.
    parts
        The rest, as HTML.

    Examples
    --------
    >>> sheet("Elm", "Elm, Spring 2026", ["<p>Start here.</p>"])  # doctest: +ELLIPSIS
    '<section class="ladders-sheet"><details><summary>Elm</summary><h3>Elm, Spring 2026</h3><p>...'
    """
    return (
        f'<section class="ladders-sheet"><details><summary>{html.escape(name)}</summary>'
        f"<h3>{html.escape(heading)}</h3>{''.join(parts)}</details></section>"
    )
