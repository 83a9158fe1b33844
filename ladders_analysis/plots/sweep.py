"""A specification curve: one figure under every setting of the school's own lines.

Above, the figure under each setting, smallest first, with its interval; below, which option of
every choice that setting takes. The school's own setting is marked all the way down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D

from ladders_analysis.english import count, percent, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.lettering import width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    PICTURE_WIDTH,
    RULE,
    TEXT_SIZE,
)
from ladders_analysis.plots.sweep_options import (
    CHANGES,
    OPTIONS,
    OWN,
    TITLES,
    Frame,
    draw_options,
    option_rows,
    options_height,
    rows_in_words,
)

if TYPE_CHECKING:
    from ladders_analysis.comparing.sweeping import Sweep

_DOT, _INTERVAL, _OWN = "#1f6a9c", "#c8e4f1", "#94380a"
_CURVE, _STRIP, _LABELS = 150.0, 36.0, 34.0


def plot_sweep(swept: Sweep, ax: Axes | None = None, *, note: str = "") -> Axes:
    """Draw a figure under every setting of the lines it rests on.

    Parameters
    ----------
    swept
        From `la.sweep`.
    ax
        Axes to clear and use again; None makes a figure.
    note
        Where the figures come from, printed small at the foot; without it the sweep's provenance.

    Returns
    -------
    Axes
        Described. Settings in which nobody can be ranked are left out of the curve, and the foot
        says how many.
    """
    note = note or swept.provenance.small_print
    table = swept.table
    ranked = table[table["share"].notna()].sort_values(["share", "of"], kind="stable")
    if ranked.empty:
        return draw_message(ax, "Nobody can be ranked, however the lines are set", swept.sentence)
    if unranked := len(table) - len(ranked):
        note += f" In {some(unranked, 'further way', 'further ways')} nobody can be ranked."
    title = _finding(swept.line, ranked)
    under = (
        f"‘{swept.about.title}’, pupils × subjects. One upright line for each way, smallest share "
        f"first; {OWN} as things are"
    )
    options = option_rows(swept)
    words = heading(title, under, note, PICTURE_WIDTH)
    height = words.height + _LABELS + _CURVE + 14.0 + _STRIP + 24.0 + words.foot
    height += options_height(options)
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    words.draw(sheet)
    left = MARGIN + TITLES + OPTIONS + 10.0
    frame = Frame(left, PICTURE_WIDTH - MARGIN - CHANGES - left, len(ranked))
    top = words.height + _LABELS
    _draw_curve(sheet, frame, ranked, top, swept.line)
    strip = top + _CURVE + 14.0
    _draw_strip(sheet, frame, ranked, strip)
    end = draw_options(sheet, frame, ranked, options, strip + _STRIP + 24.0)
    _draw_own(sheet, frame, ranked, top, end)
    return describe(sheet.ax, f"{title}. {under}. {swept.sentence} {rows_in_words(options)} {note}")


def _finding(line: float, ranked: pd.DataFrame) -> str:
    """Say whether the story survives."""
    most, ways = int((ranked["share"] > line + 1e-9).sum()), len(ranked)
    part = "most" if line == 0.5 else f"more than {percent(line)} of the"
    story = f"{part} ranked judgements are"
    if ways == 1:
        return f"As things are, {_counted(ranked.iloc[0])} ranked judgements are favourable"
    if most == ways:
        return f"However the lines are set ({count(ways)} ways), {story} favourable"
    if most == 0:
        return f"In none of {count(ways)} ways of setting the lines {story} favourable"
    return f"In {count(most)} of {count(ways)} ways of setting the lines, {story} favourable"


def _counted(row: pd.Series) -> str:
    return f"{count(row['favourable'])} of {count(row['of'])} ({percent(float(row['share']))})"


def _draw_curve(sheet: Sheet, frame: Frame, ranked: pd.DataFrame, top: float, line: float) -> None:
    """Draw the shares with their intervals, on a scale from 0 to 100 %."""
    right = frame.left + frame.room
    sheet.caption(MARGIN, top + _CURVE / 2 - 7.0, "Favourable, of those")
    sheet.caption(MARGIN, top + _CURVE / 2 + 5.0, "ranked; 95% interval")
    for share, said in ((0.0, "0"), (0.5, "50%"), (1.0, "100%")):
        down = top + _CURVE * (1 - share)
        sheet.line([frame.left, right], [down] * 2, RULE, 0.6)
        sheet.caption(frame.left - 6.0, down, said, side="right")
    down = top + _CURVE * (1 - line)
    sheet.line([frame.left, right], [down] * 2, INK, 1.0)
    sheet.caption(right + 6.0, down, "half" if line == 0.5 else percent(line))
    across = frame.middles()
    low, high = (top + _CURVE * (1 - ranked[name].to_numpy(float)) for name in ("low", "high"))
    segments = [[(x, a), (x, b)] for x, a, b in zip(across, low, high, strict=True)]
    intervals = LineCollection(
        segments,
        transform=sheet.points,
        colors=_INTERVAL,
        linewidths=min(max(0.8 * frame.each, 0.8), 6.0) * sheet.scale,
        label="_intervals",
    )
    sheet.ax.add_collection(intervals, autolim=False)
    dots = Line2D(
        across,
        top + _CURVE * (1 - ranked["share"].to_numpy(float)),
        transform=sheet.points,
        marker="o",
        linestyle="none",
        markersize=min(max(0.8 * frame.each, 1.6), 6.0) * sheet.scale,
        color=_DOT,
        markeredgewidth=0,
        label="share",
    )
    sheet.ax.add_line(dots)
    if len(ranked) > 1:
        sheet.caption(frame.left, top - 8.0, _counted(ranked.iloc[0]))
        sheet.caption(right, top - 8.0, _counted(ranked.iloc[-1]), side="right")


def _draw_strip(sheet: Sheet, frame: Frame, ranked: pd.DataFrame, top: float) -> None:
    """Draw how many can be ranked at all, under the curve."""
    right, bottom = frame.left + frame.room, top + _STRIP
    in_scope = count(ranked["in_scope"].iloc[0])
    sheet.caption(MARGIN, top + _STRIP / 2 - 1.0, f"Ranked, of {in_scope} in scope")
    for down, said in ((top, "100%"), (bottom, "0")):
        sheet.line([frame.left, right], [down] * 2, RULE, 0.6)
        sheet.caption(frame.left - 6.0, down, said, side="right")
    edges = frame.left + np.arange(frame.many + 1) * frame.each
    heights = bottom - _STRIP * ranked["ranked_share"].to_numpy(float)
    outline = [(edges[0], bottom)]
    for place, height in enumerate(heights):
        outline += [(edges[place], height), (edges[place + 1], height)]
    outline.append((edges[-1], bottom))
    area = PolyCollection(
        [outline], transform=sheet.points, facecolors=RULE, linewidths=0, label="ranked"
    )
    sheet.ax.add_collection(area, autolim=False)


def _draw_own(sheet: Sheet, frame: Frame, ranked: pd.DataFrame, top: float, end: float) -> None:
    """Mark how things are, from the curve down through the options."""
    places = np.flatnonzero(ranked["own"].to_numpy(bool))
    if not len(places):
        return
    across = float(frame.middles()[places[0]])
    row = ranked.iloc[places[0]]
    sheet.line([across] * 2, [top, end], _OWN, 1.0)
    said = f"{OWN} as things are: {_counted(row)}"
    half = width_of(said, TEXT_SIZE, bold=True) / 2
    middle = min(max(across, frame.left + half), PICTURE_WIDTH - MARGIN - half)
    sheet.text(middle, top - 22.0, said, bold=True, side="center", colour=_OWN)
    mark = Line2D(
        [across],
        [top + _CURVE * (1 - float(row["share"]))],
        transform=sheet.points,
        marker="D",
        linestyle="none",
        markersize=6.5 * sheet.scale,
        color=_OWN,
        label="as things are",
        zorder=4,
    )
    sheet.ax.add_line(mark)
