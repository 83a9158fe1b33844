"""Colours hold for colour-blind readers, in grey, and under the text that stands on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from ladders_analysis.plots import style
from ladders_analysis.policy import NOT_PLACED, PLACED, UNRANKED

# Machado, Oliveira and Fernandes (2009), "A physiologically-based model for simulation of color
# vision deficiency", severity 1.0, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
FAMILIES = {
    "attainment": [style.ATTAINMENT_LOOKS[word].colour for word in PLACED],
    "states": list(style.STATE_COLOURS.values()),
    "directions": [look.colour for look in style.DIRECTION_LOOKS.values()],
    "outcomes": [
        look.colour
        for word, look in style.outcome_looks(
            ["fell", "still", "closing", "earlier", "kept", "caught", "ahead"],
            ["closing", "earlier", "kept", "caught", "ahead"],
        ).items()
        if word not in UNRANKED
    ],
}


def seen(colour: str, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a colour's place in CIE L*a*b* as somebody sees it."""
    parts = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    xyz = XYZ @ np.clip(matrix @ linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("family", FAMILIES)
def test_colours_of_a_family_differ(family: str, sight: str) -> None:
    """Keep any two colours of a family clearly apart: a just visible difference is about 2.3."""
    places = [seen(colour, SIGHT[sight]) for colour in FAMILIES[family]]
    nearest = min(float(np.linalg.norm(a - b)) for a, b in combinations(places, 2))
    assert nearest >= 9


@pytest.mark.parametrize("sight", SIGHT)
def test_what_to_ask_about_is_not_mistaken_for_favourable(sight: str) -> None:
    """Keep warm outcomes far from cool ones."""
    outcomes = FAMILIES["outcomes"]
    warm = [seen(colour, SIGHT[sight]) for colour in outcomes[:2]]
    cool = [seen(colour, SIGHT[sight]) for colour in outcomes[2:]]
    assert min(float(np.linalg.norm(a - b)) for a in warm for b in cool) >= 20


@pytest.mark.parametrize("family", ["attainment", "states"])
def test_colours_differ_in_grey(family: str) -> None:
    """Keep lightness apart, so that a greyscale print still tells them."""
    light = sorted(float(seen(colour, SIGHT["usual"])[0]) for colour in FAMILIES[family])
    assert min(np.diff(light)) >= 4


def test_a_simulation_that_confuses_is_noticed() -> None:
    """Make sure that the measure sees red and green fall together."""
    apart = np.linalg.norm(seen("#a06000", np.eye(3)) - seen("#608000", np.eye(3)))
    fallen = np.linalg.norm(
        seen("#a06000", SIGHT["deuteranopia"]) - seen("#608000", SIGHT["deuteranopia"])
    )
    assert apart > 40
    assert fallen < 20


def test_the_unplaced_are_grey_and_hatched_differently() -> None:
    """Give each reason for not placing a pupil a hatching of its own on a neutral fill."""
    looks = [style.ATTAINMENT_LOOKS[word] for word in NOT_PLACED]
    assert len({look.hatch for look in looks}) == len(looks)
    assert all(look.hatch for look in looks)
    for look in looks:
        parts = style.channels(look.colour)
        assert max(parts) - min(parts) < 0.05
    assert not any(style.ATTAINMENT_LOOKS[word].hatch for word in PLACED)


@pytest.mark.parametrize(
    "family",
    [
        lambda: [look.colour for look in style.ATTAINMENT_LOOKS.values()],
        lambda: FAMILIES["outcomes"],
        lambda: FAMILIES["directions"],
    ],
)
def test_text_on_every_fill_reads(family: Callable[[], list[str]]) -> None:
    """Keep text on a fill at the contrast that small text needs."""
    for colour in family():
        assert style.contrast(style.ink_on(colour), colour) >= 4.5


def test_quiet_text_on_paper_reads() -> None:
    """Keep captions at the contrast that small text needs."""
    assert style.contrast(style.MUTED, style.PAPER) >= 4.5
    for state in ("taught, not assessed", "secure"):
        glyph, tile = style.STATE_GLYPH_COLOURS[state], style.STATE_COLOURS[state]
        assert style.contrast(glyph, tile) >= 3
    assert style.contrast(style.STATE_GLYPH_COLOURS["assessed, not secure"], "#e0742e") >= 3


@pytest.mark.parametrize(
    ("poor", "well"), [(0, 1), (1, 0), (1, 1), (2, 5), (3, 3), (0, 8), (9, 1), (1, 9)]
)
def test_any_definition_gets_a_colour_for_each_outcome(poor: int, well: int) -> None:
    """Colour definitions with few or many outcomes, none alike."""
    words = [f"outcome {number}" for number in range(poor + well)]
    looks = style.outcome_looks(words, words[poor:])
    colours = [looks[word].colour for word in words]
    assert len(set(colours)) == len(words)
    assert set(looks) == {*words, *UNRANKED}
