"""The shape of a flow, worked out apart from any drawing.

Pupils stand in a column by their attainment then and in another by their attainment now; a band
joins the two for every pair that somebody took. Lengths are shares of the height and places
across run from 0 (then) to 1 (now), so that the same shape serves a printed picture and one that
is clicked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ladders_analysis.policy import NOT_PLACED, PLACED

ORDER = (*reversed(PLACED), *NOT_PLACED)
GAP = 0.045


@dataclass(frozen=True)
class Node:
    """One attainment at one of the two points: how many pupils, and from where to where down."""

    word: str
    side: str
    pupils: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Band:
    """Pupils who went one way: its two ends, each from where to where down."""

    start: str
    end: str
    pupils: int
    direction: str
    start_top: float
    start_bottom: float
    end_top: float
    end_bottom: float


@dataclass(frozen=True)
class FlowLayout:
    """Every node and band of a flow."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]

    @property
    def pupils(self) -> int:
        """Return how many pupils it shows."""
        return sum(band.pupils for band in self.bands)

    def on(self, side: str) -> tuple[Node, ...]:
        """Return the nodes of one side, ``"start"`` or ``"end"``, from the top."""
        return tuple(node for node in self.nodes if node.side == side)

    def towards(self, direction: str) -> int:
        """Return how many pupils went in a direction."""
        return sum(band.pupils for band in self.bands if band.direction == direction)


def direction_of(start: str, end: str) -> str:
    """Say which way pupils moved.

    Parameters
    ----------
    start, end
        Their attainment at the two points.

    Returns
    -------
    str
        ``moved up``, ``stayed`` or ``moved down`` between the three places; ``not placed`` where
        either is none of them.

    Examples
    --------
    >>> direction_of("working towards", "expected"), direction_of("expected", "own curriculum")
    ('moved up', 'not placed')
    """
    if start not in PLACED or end not in PLACED:
        return "not placed"
    before, after = PLACED.index(start), PLACED.index(end)
    return "moved up" if after > before else "moved down" if after < before else "stayed"


def _side(
    side: str, words: Sequence[str], totals: dict[str, int], unit: float
) -> tuple[list[Node], dict[str, float]]:
    """Stack one side's nodes, the whole column in the middle of the height."""
    present = [word for word in words if totals.get(word)]
    gaps = [
        GAP * (2.0 if before in PLACED and after not in PLACED else 1.0)
        for before, after in zip(present, present[1:], strict=False)
    ]
    tall = unit * sum(totals.values()) + sum(gaps)
    at = (1 - tall) / 2
    nodes = []
    for word, gap in zip(present, [*gaps, 0.0], strict=True):
        nodes.append(Node(word, side, totals[word], at, at + unit * totals[word]))
        at += unit * totals[word] + gap
    return nodes, {node.word: node.top for node in nodes}


def flow_layout(moves: Iterable[tuple[str, str, int]]) -> FlowLayout:
    """Work out where every node and band of a flow stands.

    Parameters
    ----------
    moves
        Attainment then, attainment now, and how many pupils; pairs may come more than once, and
        pairs without pupils are left out.

    Returns
    -------
    FlowLayout
        Greater depth at the top, those not placed at the bottom. Each pupil has the same height
        on both sides; bands leave and arrive in the order of their other ends, so that those of
        one node do not cross each other there.

    Examples
    --------
    >>> layout = flow_layout([("working towards", "expected", 3), ("expected", "expected", 7)])
    >>> [(node.word, node.side, node.pupils) for node in layout.nodes]
    [('expected', 'start', 7), ('working towards', 'start', 3), ('expected', 'end', 10)]
    """
    pairs: dict[tuple[str, str], int] = {}
    for start, end, pupils in moves:
        if pupils > 0:
            pairs[start, end] = pairs.get((start, end), 0) + pupils
    if not pairs:
        return FlowLayout((), ())
    said = dict.fromkeys(word for pair in pairs for word in pair)
    words = [word for word in ORDER if word in said] + [word for word in said if word not in ORDER]
    place = {word: number for number, word in enumerate(words)}
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    for (start, end), pupils in pairs.items():
        starts[start] = starts.get(start, 0) + pupils
        ends[end] = ends.get(end, 0) + pupils
    most = max(len(starts), len(ends))
    unit = (1 - GAP * most) / sum(pairs.values())
    left, leave = _side("start", words, starts, unit)
    right, arrive = _side("end", words, ends, unit)
    tops: dict[tuple[str, str], float] = {}
    for start, end in sorted(pairs, key=lambda pair: (place[pair[1]], place[pair[0]])):
        tops[start, end] = arrive[end]
        arrive[end] += unit * pairs[start, end]
    bands = []
    for start, end in sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]])):
        tall = unit * pairs[start, end]
        top, over = leave[start], tops[start, end]
        leave[start] += tall
        bands.append(
            Band(
                start,
                end,
                pairs[start, end],
                direction_of(start, end),
                top,
                top + tall,
                over,
                over + tall,
            )
        )
    return FlowLayout((*left, *right), tuple(bands))


def middle_at(band: Band, across: float) -> float:
    """Find how far down the middle of a band is.

    Parameters
    ----------
    band
        The band.
    across
        A place across [0-1].

    Returns
    -------
    float
        Its middle there [share of the height].
    """
    eased = across * across * (3 - 2 * across)
    start = (band.start_top + band.start_bottom) / 2
    end = (band.end_top + band.end_bottom) / 2
    return start + (end - start) * eased


def outline(band: Band, steps: int = 24) -> NDArray[np.float64]:
    """Trace a band's smooth edge.

    Parameters
    ----------
    band
        The band.
    steps
        Into how many pieces each of its two long edges is cut.

    Returns
    -------
    array
        Points across [0-1] and down [share of the height], shape ``(2 × (steps + 1), 2)``: the
        upper edge from then to now and the lower one back.

    Notes
    -----
    Down at ``x`` is ``start + (end - start) × (3x² - 2x³)``: level at both ends.

    Examples
    --------
    >>> band = flow_layout([("expected", "expected", 1)]).bands[0]
    >>> outline(band, 1).round(4).tolist()
    [[0.0, 0.0225], [1.0, 0.0225], [1.0, 0.9775], [0.0, 0.9775]]
    """
    across = np.linspace(0.0, 1.0, steps + 1)
    eased = across * across * (3 - 2 * across)
    upper = band.start_top + (band.end_top - band.start_top) * eased
    lower = band.start_bottom + (band.end_bottom - band.start_bottom) * eased
    there = np.column_stack([across, upper])
    back = np.column_stack([across, lower])[::-1]
    return np.vstack([there, back])
