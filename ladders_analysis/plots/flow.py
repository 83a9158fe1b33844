"""What has moved: attainment then, attainment now, and a band for everyone between.

The way pupils moved is told by colour, by a sign beside each count and by hatching; the title
says how many of those who were working towards what is expected have reached it.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ladders_analysis.english import count, listing, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns, whole
from ladders_analysis.plots.findings import flow_finding
from ladders_analysis.plots.flow_layout import (
    Band,
    FlowLayout,
    Node,
    flow_layout,
    middle_at,
    outline,
)
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.placing import spread
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    ATTAINMENT_LOOKS,
    DIRECTION_LOOKS,
    DIRECTION_SIGNS,
    DIRECTIONS,
    HATCH_COLOUR,
    MARGIN,
    MUTED,
    PAPER,
    PICTURE_WIDTH,
    SMALL_SIZE,
    TEXT_SIZE,
    Look,
    ink_on,
)

_COLUMNS = ("attainment_start", "attainment_end", "pupils")
_BLANK = "not recorded"
_NODE = 12.0
_LABELS = 126.0
_LINE = 13.0
_EDGE = MARGIN + _LABELS + _NODE
_HEIGHT = 250.0


def _described(layout: FlowLayout, start: str, end: str) -> str:
    """Say every node and band in words."""
    parts = []
    for side, name in (("start", start), ("end", end)):
        nodes = [f"{count(node.pupils)} {node.word}" for node in layout.on(side)]
        parts.append(f"{name}: {listing(nodes)}.")
    for band in layout.bands:
        way = f"{band.start} to {band.end}" if band.start != band.end else f"stayed {band.start}"
        parts.append(f"{way}: {count(band.pupils)}.")
    totals = [f"{count(layout.towards(way))} {way}" for way in DIRECTIONS]
    return f"{some(layout.pupils, 'pupil', 'pupils')}: {listing(totals)}. {' '.join(parts)}"


def _draw_band(sheet: Sheet, band: Band) -> None:
    look = DIRECTION_LOOKS[band.direction]
    shape = Polygon(
        outline(band),
        closed=True,
        facecolor=look.colour,
        edgecolor=HATCH_COLOUR if look.hatch else PAPER,
        hatch=look.hatch or None,
        linewidth=0.8 * sheet.scale,
        label=f"{band.start} to {band.end}",
        alpha=None if look.hatch else 0.88,
    )
    sheet.ax.add_patch(shape)


def _band_places(layout: FlowLayout, tall: float) -> tuple[list[float], list[float]]:
    """Find where bands' labels would stand and where they can, from the top [points]."""
    reach = PICTURE_WIDTH - 2 * _EDGE
    wanted = [tall * middle_at(band, 10.0 / reach) for band in layout.bands]
    return wanted, spread(wanted, [_LINE] * len(wanted), 0.0, 2 * tall)


def _label_bands(sheet: Sheet, layout: FlowLayout, top: float, tall: float) -> None:
    """Write each band's sign and count where it leaves, none over another."""
    left = _EDGE
    wanted, places = _band_places(layout, tall)
    for band, place, middle in zip(layout.bands, places, wanted, strict=True):
        place, middle = top + place, top + middle
        look = DIRECTION_LOOKS[band.direction]
        words = f"{DIRECTION_SIGNS[band.direction]} {count(band.pupils)}"
        thick = tall * (band.start_bottom - band.start_top)
        moved = abs(place - middle) > _LINE / 3
        inside = thick >= _LINE - 2.5 and not moved
        across = left + (26.0 if moved else 10.0)
        if moved:
            sheet.line([left + 2.0, across - 3.0], [middle, place], MUTED, 0.7)
        if not inside or look.hatch:
            wide = width_of(words, TEXT_SIZE, bold=True) + 5.0
            sheet.patch_behind(across + wide / 2 - 2.5, place, wide, min(_LINE - 2.0, 11.0))
        colour = ink_on(look.colour) if inside else ink_on(PAPER)
        sheet.text(across, place, words, bold=True, colour=colour)


def _label_nodes(
    sheet: Sheet, nodes: tuple[Node, ...], top: float, tall: float, left: bool, edge: float
) -> None:
    """Write each node's word and count beside it."""
    wanted = [top + tall * (node.top + node.bottom) / 2 for node in nodes]
    places = spread(wanted, [_LINE] * len(nodes), top, top + 2 * tall)
    for node, place, middle in zip(nodes, places, wanted, strict=True):
        number = count(node.pupils)
        room = _LABELS - width_of(number, TEXT_SIZE, bold=True) - 12.0
        word = shorten(node.word, room, TEXT_SIZE)
        gap = 8.0 if abs(place - middle) < 1.0 else 14.0
        if left:
            sheet.text(edge - gap, place, number, bold=True, side="right")
            across = edge - gap - 5.0 - width_of(number, TEXT_SIZE, bold=True)
            sheet.text(across, place, word, side="right")
        else:
            sheet.text(edge + gap, place, number, bold=True)
            sheet.text(edge + gap + 5.0 + width_of(number, TEXT_SIZE, bold=True), place, word)
        if gap > 8.0:
            way = -1.0 if left else 1.0
            sheet.line([edge + way * 1.0, edge + way * 11.0], [middle, place], MUTED, 0.7)


def _draw_key(sheet: Sheet, layout: FlowLayout, down: float) -> None:
    """Write how many went each way, each beside a sample of its band."""
    across = MARGIN
    for way in DIRECTIONS:
        if not layout.towards(way):
            continue
        where = " at one of the points" if way == "not placed" else ""
        words = f"{DIRECTION_SIGNS[way]} {count(layout.towards(way))} {way}{where}"
        sheet.swatch(across, down, DIRECTION_LOOKS[way], 9.0)
        sheet.text(across + 14.0, down, words)
        across += 14.0 + width_of(words, TEXT_SIZE) + 18.0


def plot_flow(
    transitions: pd.DataFrame,
    ax: Axes | None = None,
    *,
    start: str = "then",
    end: str = "now",
    under: str = "",
    note: str = "",
) -> Axes:
    """Draw how pupils moved from attainment then to attainment now.

    Parameters
    ----------
    transitions
        From `la.transitions`: `attainment_start, attainment_end, pupils`; rows that differ only
        in other columns are added up.
    ax
        Axes to clear and use again; None makes a figure.
    start, end
        Names of the two points, such as ``"Autumn 2025"``.
    under
        Whose movement it is, such as ``"Maths, Year 4"``, written under the title.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; across from 0 (then) to 1 (now), down from 0 to 1. Pairs that nobody took are
        left out.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(transitions, _COLUMNS, "la.transitions(progress)")
    words = [transitions[column].astype("str").fillna(_BLANK) for column in _COLUMNS[:2]]
    pupils = [whole(number) for number in transitions["pupils"]]
    layout = flow_layout(zip(*words, pupils, strict=True))
    if not layout.bands:
        title = "No pupil is in scope at both points"
        detail = "Choose two other dates, or another cohort or subject, to see what has moved."
        return draw_message(ax, title, detail, note)
    title = flow_finding(layout)
    who = f"{some(layout.pupils, 'pupil', 'pupils')}, {start} to {end}"
    head = heading(title, f"{under}: {who}" if under else who, note, PICTURE_WIDTH)
    tall = max(min(_HEIGHT, 60.0 + 24.0 * layout.pupils), _LINE * (len(layout.bands) + 2))
    key, names = 18.0, 20.0
    below = max(0.0, max(_band_places(layout, tall)[1]) + _LINE / 2 - tall)
    height = head.height + key + names + tall + below + head.foot + 4.0
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    head.draw(sheet)
    _draw_key(sheet, layout, head.height + 6.0)
    top = head.height + key + names
    left = _EDGE
    reach = PICTURE_WIDTH - 2 * left
    sheet.measure_across(left, 0.0, reach)
    sheet.measure_down(top, 0.0, tall)
    for band in sorted(layout.bands, key=lambda band: -band.pupils):
        _draw_band(sheet, band)
    for node in layout.nodes:
        look = ATTAINMENT_LOOKS.get(node.word, Look("#eceff2"))
        wide = _NODE / reach
        across = -wide if node.side == "start" else 1.0
        sheet.bar(across, node.top, wide, node.bottom - node.top, look, f"{node.side}: {node.word}")
    _label_nodes(sheet, layout.on("start"), top, tall, True, left - _NODE)
    _label_nodes(sheet, layout.on("end"), top, tall, False, PICTURE_WIDTH - left + _NODE)
    _label_bands(sheet, layout, top, tall)
    room = left - MARGIN
    words_then, words_now = (shorten(name, room, SMALL_SIZE, True) for name in (start, end))
    sheet.caption(left, top - 8.0, words_then, bold=True, side="right")
    sheet.caption(PICTURE_WIDTH - left, top - 8.0, words_now, bold=True)
    said = f"{under}. " * bool(under) + _described(layout, start, end)
    return describe(sheet.ax, f"{title}. {said} {note}")
