"""The colours and sizes that every picture shares.

Warm colours stand for pupils or statements to ask about and cool ones for what is secure; they
stay apart for colour-blind readers and in a greyscale print. What could not be placed is always
pale grey and hatched, so that it never reads as a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ladders_analysis.policy import UNRANKED

PAPER = "#ffffff"
INK = "#1d2733"
MUTED = "#4f5b67"
RULE = "#c3cad1"

TITLE_SIZE = 13.0
TEXT_SIZE = 9.5
SMALL_SIZE = 8.0
MARGIN = 14.0
PICTURE_WIDTH = 648.0

DIRECTIONS = ("moved up", "stayed", "moved down", "not placed")


class Look(NamedTuple):
    """How one word is drawn: its fill and, where it has one, the hatching over it."""

    colour: str
    hatch: str = ""


ATTAINMENT_LOOKS: dict[str, Look] = {
    "working towards": Look("#f0a63c"),
    "expected": Look("#4a96c1"),
    "greater depth": Look("#0b3c5d"),
    "own curriculum": Look("#e9ecef", "//////"),
    "nothing due yet": Look("#eeeff0", "...."),
    "too early to say": Look("#e2e6ea", "----"),
    "not enough evidence": Look("#eceef0", "xxxxxx"),
}
HATCH_COLOUR = "#8794a1"

STATE_COLOURS: dict[str, str] = {
    "not yet taught": "#eef0f2",
    "taught, not assessed": "#cfd6dc",
    "assessed, not secure": "#e0742e",
    "secure": "#a9cfe4",
}
STATE_GLYPH_COLOURS: dict[str, str] = {
    "not yet taught": "#97a2ad",
    "taught, not assessed": "#4f5b67",
    "assessed, not secure": "#ffffff",
    "secure": "#1a5276",
}

DIRECTION_LOOKS: dict[str, Look] = {
    "moved up": Look("#1f6a9c"),
    "stayed": Look("#bcc7d1"),
    "moved down": Look("#e0742e"),
    "not placed": Look("#eceef0", "//////"),
}
DIRECTION_SIGNS: dict[str, str] = {
    "moved up": "▲",
    "stayed": "=",
    "moved down": "▼",
    "not placed": "?",
}

_TO_ASK = ("#94380a", "#dd7624", "#f7c988")
_DOING_WELL = ("#c8e4f1", "#8fc4de", "#4a96c1", "#1f6a9c", "#0b3c5d")


def channels(colour: str) -> tuple[float, float, float]:
    """Read a ``#rrggbb`` colour as three parts between 0 and 1.

    Parameters
    ----------
    colour
        The colour, such as ``"#f0a63c"``.

    Returns
    -------
    tuple of float
        Red, green and blue.
    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return how light a colour is.

    Parameters
    ----------
    colour
        A ``#rrggbb`` colour.

    Returns
    -------
    float
        Relative luminance [0-1].

    References
    ----------
    Web Content Accessibility Guidelines 2.2 (2023), "relative luminance".

    Examples
    --------
    >>> luminance("#ffffff"), luminance("#000000")
    (1.0, 0.0)
    """
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in channels(colour)
    ]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours.

    Parameters
    ----------
    one, other
        Two ``#rrggbb`` colours, in either order.

    Returns
    -------
    float
        From 1 (alike) to 21 (black on white); small text needs 4.5.

    Examples
    --------
    >>> contrast("#ffffff", "#000000")
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """Choose the text colour that reads best on a fill.

    Parameters
    ----------
    colour
        The fill.

    Returns
    -------
    str
        Dark ink or paper white, whichever has the higher contrast.

    Examples
    --------
    >>> ink_on("#0b3c5d"), ink_on("#f0a63c")
    ('#ffffff', '#1d2733')
    """
    return max((PAPER, INK), key=lambda ink: contrast(ink, colour))


def _along(colours: Sequence[str], many: int) -> list[str]:
    """Choose colours evenly from a run of them, mixing neighbours where there are too few."""
    if many == 1:
        return [colours[len(colours) // 2]]
    chosen = []
    for place in range(many):
        at = place * (len(colours) - 1) / (many - 1)
        below = min(int(at), len(colours) - 2)
        part = at - below
        pairs = zip(channels(colours[below]), channels(colours[below + 1]), strict=True)
        mixed = [round(255 * (low + part * (high - low))) for low, high in pairs]
        chosen.append("#{:02x}{:02x}{:02x}".format(*mixed))
    return chosen


def outcome_looks(outcomes: Sequence[str], favourable: Iterable[str]) -> dict[str, Look]:
    """Give every outcome of a definition its colour.

    Parameters
    ----------
    outcomes
        Ranked outcomes, worst first.
    favourable
        Those of them that count as good.

    Returns
    -------
    dict
        Outcome to look. The worst is darkest among the warm colours, the best darkest among the
        cool ones; the two unranked outcomes are hatched.

    Examples
    --------
    >>> looks = outcome_looks(["behind plan", "on plan"], ["on plan"])
    >>> looks["behind plan"].colour, looks["on plan"].colour
    ('#dd7624', '#4a96c1')
    """
    good = set(favourable)
    poor = [outcome for outcome in outcomes if outcome not in good]
    well = [outcome for outcome in outcomes if outcome in good]
    looks = {word: ATTAINMENT_LOOKS[word] for word in UNRANKED}
    for words, colours in ((poor, _TO_ASK), (well, _DOING_WELL)):
        for word, colour in zip(words, _along(colours, len(words)), strict=True):
            looks[word] = Look(colour)
    return looks
