"""How a gap grid is drawn: tiles and glyphs in a handful of collections, labels around them.

Thousands of cells are eight collections, two a state, so that a class's grid is drawn while
somebody waits; only names, statements and counts are text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from ladders_analysis.english import count
from ladders_analysis.plots.gap_order import GapOrder
from ladders_analysis.plots.heading import heading
from ladders_analysis.plots.lettering import plain, shorten, width_of
from ladders_analysis.plots.placing import levels
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    SMALL_SIZE,
    STATE_COLOURS,
    STATE_GLYPH_COLOURS,
    TEXT_SIZE,
)
from ladders_analysis.policy import MISSED, NOT_TAUGHT, SECURE, STATES, UNASSESSED

Places: TypeAlias = Sequence[float] | NDArray[np.floating[Any]]
_Named: TypeAlias = list[tuple[str, float, float]]

_LEAN = 60.0
_LABEL = 168.0
_NAME_ROOM = 120.0
_COUNT_ROOM = 30.0
_KEY_ROOM = 26.0
_KEY_SIGN = "◆"
_KEY_TILE = 18.0
_TICK = Outline([(-0.75, 0.0), (-0.2, -0.55), (0.8, 0.6)], [1, 2, 2])
_CROSS = Outline([(-0.6, -0.6), (0.6, 0.6), (-0.6, 0.6), (0.6, -0.6)], [1, 2, 1, 2])
_GLYPHS: dict[int, tuple[str | Outline, float, float]] = {
    NOT_TAUGHT: ("o", 0.14, 0.0),
    UNASSESSED: ("o", 0.42, 0.9),
    MISSED: (_CROSS, 0.46, 1.5),
    SECURE: (_TICK, 0.46, 1.0),
}


@dataclass(frozen=True)
class _Plan:
    """Sizes of a grid [points]: its cells, its letters, and where its corner stands."""

    cell: float
    row: float
    small: float
    left: float
    top: float
    width: float
    height: float


def _draw_state(
    sheet: Sheet, state: int, across: Places, down: Places, plan: _Plan, **more: Any
) -> None:
    """Draw all cells of one state at once: a collection of tiles and one of glyphs."""
    if not len(across):
        return
    wide, tall = plan.cell - 1.2, plan.row - 1.2
    tile = Outline([(-wide, -tall), (wide, -tall), (wide, tall), (-wide, tall), (-wide, -tall)])
    side = max(wide, tall) * sheet.scale
    name = STATES[state]
    sheet.ax.scatter(
        across, down, s=side**2, marker=tile, color=STATE_COLOURS[name], linewidths=0, **more
    )
    size = min(plan.cell, plan.row) * sheet.scale
    ink = STATE_GLYPH_COLOURS[name]
    marker, part, thick = _GLYPHS[state]
    sheet.ax.scatter(
        across,
        down,
        s=(part * size) ** 2,
        marker=marker,
        facecolors=ink if state == NOT_TAUGHT else "none",
        edgecolors=ink,
        linewidths=thick * sheet.scale,
        **(more | {"label": f"_glyph: {name}"}),
    )


def _draw_states(sheet: Sheet, codes: NDArray[np.uint8], plan: _Plan) -> None:
    """Draw the grid's cells; across one unit is a statement, down a pupil."""
    for state, name in enumerate(STATES):
        down, across = np.nonzero(codes == state)
        _draw_state(sheet, state, across + 0.5, down + 0.5, plan, label=name)


def _draw_key(sheet: Sheet, order: GapOrder, down: float, plan: _Plan) -> None:
    """Show each state's tile with its glyph, name and number of judgements."""
    tile = replace(plan, cell=min(plan.cell, _KEY_TILE))
    named = {
        state: f"{count(order.totals[state])} {STATES[state]}"
        for state in (MISSED, UNASSESSED, SECURE, NOT_TAUGHT)
    }
    key = f"{_KEY_SIGN} key statement" if any(column.key for column in order.columns) else ""
    taken = sum(tile.cell + 4.0 + width_of(words, TEXT_SIZE) for words in named.values())
    room = plan.width - 2 * MARGIN - taken - width_of(key, TEXT_SIZE, bold=True)
    between = min(room / len(named), 16.0)
    across = MARGIN
    for state, words in named.items():
        places = [across + tile.cell / 2], [down]
        _draw_state(sheet, state, *places, tile, transform=sheet.points, label="_sample")
        sheet.text(across + tile.cell + 4.0, down, words)
        across += tile.cell + 4.0 + width_of(words, TEXT_SIZE) + between
    if key:
        sheet.text(across, down, key, bold=True)


def _draw_statements(sheet: Sheet, order: GapOrder, plan: _Plan, bottom: float) -> None:
    """Write each statement above its column and its count below."""
    most = max(column.states[MISSED] for column in order.columns)
    for place, column in enumerate(order.columns):
        middle = plan.left + (place + 0.5) * plan.cell
        text = f"{_KEY_SIGN} {plain(column.text)}" if column.key else column.text
        sheet.text(
            middle,
            plan.top - 5.0,
            shorten(text, _LABEL, plan.small, column.key),
            size=plan.small,
            bold=column.key,
            turn=_LEAN,
        )
        missed = column.states[MISSED]
        sheet.text(
            middle,
            bottom + 9.0,
            count(missed),
            size=plan.small,
            side="center",
            bold=missed == most > 0,
            colour=INK if missed else MUTED,
        )
    end = plan.left + plan.cell * len(order.columns)
    words = STATES[MISSED]
    sheet.caption(end + _COUNT_ROOM / 2, plan.top - 5.0, words, size=plan.small, turn=_LEAN)
    sheet.caption(plan.left - 8.0, bottom + 9.0, words, size=plan.small, side="right")


def _ladder_names(order: GapOrder, left: float, cell: float) -> _Named:
    """Shorten each ladder's name and say where it begins and how wide it is."""
    end = left + cell * len(order.columns)
    found = []
    for ladder, first, _ in order.ladders:
        name = shorten(ladder, min(_LABEL, end - MARGIN), SMALL_SIZE, bold=True)
        wide = width_of(name, SMALL_SIZE, bold=True)
        found.append((name, max(min(left + cell * first, end - wide), MARGIN), wide))
    return found


def _lines_of(names: _Named) -> list[int]:
    """Put the ladders' names on as few lines as hold them."""
    return levels([start for _, start, _ in names], [wide for _, _, wide in names], 8.0)


def _draw_ladders(sheet: Sheet, order: GapOrder, plan: _Plan, bottom: float) -> None:
    """Bracket the columns of each ladder and write its name below."""
    names = _ladder_names(order, plan.left, plan.cell)
    lines = _lines_of(names)
    spans = order.ladders
    for (name, start, _), line, (_, first, after) in zip(names, lines, spans, strict=True):
        begin, end = plan.left + plan.cell * first, plan.left + plan.cell * after
        if first:
            sheet.line([begin, begin], [plan.top - 2.0, bottom + 16.0], INK, 0.9)
        if not name:
            continue
        sheet.line([begin + 1.5, end - 1.5], [bottom + 18.0] * 2, INK, 1.2)
        down = bottom + 26.0 + 12.0 * line
        sheet.text(start, down, name, size=SMALL_SIZE, bold=True)


def _draw_pupils(
    sheet: Sheet, names: list[str] | None, missed: NDArray[np.int64], plan: _Plan, end: float
) -> None:
    """Write each pupil's name beside its row, and its count at the other end."""
    size = SMALL_SIZE if plan.row >= 12.0 else plan.small
    most = int(missed.max())
    for place, number in enumerate(missed):
        down = plan.top + (place + 0.5) * plan.row
        if names is not None:
            name = shorten(names[place], _NAME_ROOM, size)
            sheet.text(plan.left - 8.0, down, name, size=size, side="right")
        sheet.text(
            end + _COUNT_ROOM / 2,
            down,
            count(int(number)),
            size=size,
            side="center",
            bold=int(number) == most > 0,
            colour=INK if number else MUTED,
        )


def _plan(pupils: int, order: GapOrder, names: Sequence[str], head: float, foot: float) -> _Plan:
    """Choose the size of the cells, and with it that of the sheet."""
    columns = len(order.columns)
    widest = max((width_of(plain(name), SMALL_SIZE) for name in names), default=0.0)
    side = max(min(widest, _NAME_ROOM), width_of(STATES[MISSED], SMALL_SIZE)) + 10.0
    longest = max(width_of(plain(column.text), SMALL_SIZE, column.key) for column in order.columns)
    label = min(max(longest + 12.0, width_of(STATES[MISSED], SMALL_SIZE)), _LABEL)
    lean = label * float(np.cos(np.radians(_LEAN))) + _COUNT_ROOM / 2
    rise = label * float(np.sin(np.radians(_LEAN)))
    room = PICTURE_WIDTH - 2 * MARGIN - side - lean
    cell = float(np.clip(room / columns, 11.5, 26.0))
    row = float(np.clip(420.0 / pupils, 12.0, 16.0))
    left = MARGIN + side
    width = max(PICTURE_WIDTH, left + cell * columns + lean + MARGIN)
    top = head + _KEY_ROOM + rise + 6.0
    lines = _lines_of(_ladder_names(order, left, cell))
    below = 18.0 + 12.0 * (max(lines) + 1) + 6.0
    return _Plan(
        cell,
        row,
        7.0 if cell < 14.0 else SMALL_SIZE,
        left,
        top,
        width,
        top + row * pupils + below + foot,
    )


def draw_grid(
    ax: Axes | None,
    codes: NDArray[np.uint8],
    order: GapOrder,
    missed: NDArray[np.int64],
    names: list[str] | None,
    words: tuple[str, str, str],
) -> Axes:
    """Draw a grid with everything around it.

    Parameters
    ----------
    ax
        Axes to clear and use again, or None for a new figure.
    codes
        Pupils × statements in drawing order, 0 to 3; at least one of each.
    order
        The statements, in the same order, and the totals.
    missed
        For each row, how many statements were assessed and are not secure.
    names
        Names of the rows, or None for none.
    words
        The finding, a line under it, and the small print.

    Returns
    -------
    Axes
        The axes; across one unit is a statement, down one unit is a pupil.
    """
    pupils, columns = codes.shape
    narrow = heading(*words, PICTURE_WIDTH)
    plan = _plan(pupils, order, names or [], narrow.height, narrow.foot)
    head = heading(*words, plan.width)
    sheet = Sheet(ax, plan.width, plan.height)
    head.draw(sheet)
    _draw_key(sheet, order, head.height + 7.0, plan)
    sheet.measure_across(plan.left, 0.0, plan.cell)
    sheet.measure_down(plan.top, 0.0, plan.row)
    _draw_states(sheet, codes, plan)
    if order.sticking_point is not None:
        place = order.columns.index(order.sticking_point)
        outline = Rectangle((place, 0), 1, pupils, fill=False, edgecolor=INK)
        outline.set(linewidth=1.8 * sheet.scale, label="sticking point")
        sheet.ax.add_patch(outline)
    bottom = plan.top + plan.row * pupils
    _draw_statements(sheet, order, plan, bottom)
    _draw_ladders(sheet, order, plan, bottom)
    _draw_pupils(sheet, names, missed, plan, plan.left + plan.cell * columns)
    return sheet.ax
