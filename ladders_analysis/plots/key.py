"""The key of a picture: a sample of each look and what it stands for, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from ladders_analysis.plots.lettering import width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import SMALL_SIZE, Look

_SAMPLE, _APART = 12.0, 14.0


def draw_key(
    sheet: Sheet, left: float, middle: float, entries: Iterable[tuple[Look, str]]
) -> float:
    """Write the key from left to right.

    Parameters
    ----------
    sheet
        The sheet.
    left, middle
        Where it begins, and the height of its middle [points].
    entries
        Looks and their words.

    Returns
    -------
    float
        Where a further entry would begin [points].
    """
    for look, words in entries:
        sheet.swatch(left, middle, look)
        sheet.text(left + _SAMPLE, middle, words, size=SMALL_SIZE)
        left += _SAMPLE + width_of(words, SMALL_SIZE) + _APART
    return left
