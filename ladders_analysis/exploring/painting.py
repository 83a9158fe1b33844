"""How words are drawn on the page: the looks of the printed pictures as fill, ink and hatch."""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.definitions.contract import About
from ladders_analysis.exploring.views import Hatch, Paint
from ladders_analysis.plots.style import (
    ATTAINMENT_LOOKS,
    DIRECTION_LOOKS,
    Look,
    ink_on,
    outcome_looks,
)

_HATCHES: dict[str, Hatch] = {"": "", "/": "stripes", ".": "dots", "-": "dashes", "x": "crosses"}


def paint_of(look: Look) -> Paint:
    """Turn the look of a printed picture into what a page paints with.

    Examples
    --------
    >>> paint_of(Look("#0b3c5d"))
    Paint(fill='#0b3c5d', ink='#ffffff', hatch='')
    """
    return Paint(fill=look.colour, ink=ink_on(look.colour), hatch=_HATCHES[look.hatch[:1]])


ATTAINMENT_PAINTS: Mapping[str, Paint] = {
    word: paint_of(look) for word, look in ATTAINMENT_LOOKS.items()
}
DIRECTION_PAINTS: Mapping[str, Paint] = {
    word: paint_of(look) for word, look in DIRECTION_LOOKS.items()
}


def outcome_paints(about: About) -> dict[str, Paint]:
    """Paint every outcome of a definition, the unranked ones with it."""
    looks = outcome_looks(about.outcomes, about.favourable)
    return {word: paint_of(look) for word, look in looks.items()}
