"""The words that stand for a picture where it cannot be seen.

Every picture is described from the same numbers that it draws, completely enough that the
description reads as the table would.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from matplotlib.axes import Axes

from ladders_analysis.plots.checking import PictureError

_DESCRIPTIONS: WeakKeyDictionary[Axes, str] = WeakKeyDictionary()


def describe(ax: Axes, text: str) -> Axes:
    """Keep the description of a picture with it.

    Parameters
    ----------
    ax
        The axes it is drawn on.
    text
        What it shows, with its numbers, in sentences.

    Returns
    -------
    Axes
        The same axes.

    Raises
    ------
    PictureError
        When the description is empty.
    """
    said = " ".join(text.split())
    if not said:
        raise PictureError(
            "A picture's description is empty. Say in a sentence or two what it shows, with its "
            'numbers: describe(ax, "…").'
        )
    _DESCRIPTIONS[ax] = said
    return ax


def alt_text(ax: Axes) -> str:
    """Return the description of a picture.

    Parameters
    ----------
    ax
        The axes it is drawn on.

    Returns
    -------
    str
        What `describe` was told, on one line.

    Raises
    ------
    PictureError
        When nobody has described it.
    """
    try:
        return _DESCRIPTIONS[ax]
    except KeyError:
        raise PictureError(
            "This picture has no description, so it cannot be shown to everyone. Say what it "
            'shows, with its numbers: describe(ax, "…").'
        ) from None
