"""Bars of pupils either side of a line, one row a group.

Pupils to ask about stand to the left of the line and the others to the right, so that rows
compare at a glance; pupils who could not be placed stand apart. Every count is printed: on its
piece where it fits, under it where it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from ladders_analysis.english import count
from ladders_analysis.plots.heading import heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.placing import lines_of, spread
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
    Look,
    ink_on,
)

_GAP = 12.0
_BAR = 16.0
_EARLIER_BAR = 5.0
_UNDER = 10.0
_BETWEEN = 8.0
_BLOCK_HEADING = 22.0
_LABEL_ROOM = 170.0
_TINY = 7.0


@dataclass(frozen=True)
class Piece:
    """Some pupils of a row that share one word."""

    word: str
    pupils: int


@dataclass(frozen=True)
class Row:
    """One group: pieces left of the line, right of it, and apart; and its result in words."""

    label: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    apart: tuple[Piece, ...]
    result: str
    in_scope: str
    earlier: tuple[tuple[Piece, ...], tuple[Piece, ...]] | None = None
    earlier_result: str = ""


@dataclass(frozen=True)
class Block:
    """Rows under one heading, such as a subject."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chart:
    """All that is drawn: the words around it, its blocks, and a look for every word."""

    title: str
    under: str
    note: str
    blocks: tuple[Block, ...]
    looks: dict[str, Look]
    result_label: str
    scope_label: str = "in scope"


@dataclass(frozen=True)
class _Plan:
    """Where the columns of a chart stand [points]."""

    line: float
    each: float
    apart: float
    result: float
    scope: float


def _total(pieces: Iterable[Piece]) -> int:
    return sum(piece.pupils for piece in pieces)


def _plan(rows: Sequence[Row], chart: Chart, width: float) -> _Plan:
    """Share the width out between labels, bars, pupils apart and results."""
    labels = max(width_of(row.label, TEXT_SIZE) for row in rows)
    labels = min(labels, _LABEL_ROOM) + _GAP
    results = [width_of(row.result, TEXT_SIZE, bold=True) for row in rows]
    results += [width_of(row.earlier_result, SMALL_SIZE) for row in rows]
    result = max([*results, width_of(chart.result_label, SMALL_SIZE)])
    scopes = [width_of(row.in_scope, TEXT_SIZE) for row in rows]
    scope = max([*scopes, width_of(chart.scope_label, SMALL_SIZE)])
    lefts = [_total(row.left) for row in rows]
    rights = [_total(row.right) for row in rows]
    for row in rows:
        if row.earlier:
            lefts.append(_total(row.earlier[0]))
            rights.append(_total(row.earlier[1]))
    aparts = max(_total(row.apart) for row in rows)
    room = width - 2 * MARGIN - labels - result - scope - 3 * _GAP
    most = max(lefts) + max(rights) + aparts
    each = min(max(room, 60.0) / max(most, 1), 24.0)
    start = MARGIN + labels
    line = start + max(lefts) * each
    after = line + max(rights) * each + _GAP
    end = width - MARGIN - scope
    return _Plan(line, each, after, end - _GAP, end + scope)


def _size(piece: Piece, each: float) -> float:
    """Choose the largest size at which a piece's count fits on it; 0 where none does."""
    for size in (TEXT_SIZE, SMALL_SIZE):
        if width_of(count(piece.pupils), size) + 0.16 * size <= piece.pupils * each:
            return size
    return 0.0


def _is_tight(row: Row, each: float) -> bool:
    """Tell whether some count of a row must stand under its piece."""
    return not all(_size(piece, each) for piece in (*row.left, *row.right, *row.apart))


def _row_height(rows: Sequence[Row], each: float) -> float:
    """Return how much of the sheet a row takes, all rows alike [points]."""
    earlier = _EARLIER_BAR + 6.0 if any(row.earlier for row in rows) else 0.0
    under = _UNDER if any(_is_tight(row, each) for row in rows) else 0.0
    return _BAR + earlier + under + _BETWEEN


def _draw_pieces(
    sheet: Sheet, pieces: Sequence[Piece], start: float, top: float, plan: _Plan, chart: Chart
) -> list[tuple[float, str]]:
    """Draw a run of pieces with their counts; return the counts that did not fit on them."""
    under = []
    at = start
    for piece in pieces:
        look = chart.looks[piece.word]
        sheet.bar(at, top, piece.pupils, _BAR, look, piece.word)
        middle = plan.line + (at + piece.pupils / 2) * plan.each
        at += piece.pupils
        size = _size(piece, plan.each)
        if not size:
            under.append((middle, count(piece.pupils)))
            continue
        words = count(piece.pupils)
        if look.hatch:
            sheet.patch_behind(middle, top + _BAR / 2, width_of(words, size) + 1.0)
        ink = ink_on(look.colour)
        sheet.text(middle, top + _BAR / 2, words, size=size, side="center", colour=ink)
    return under


def _draw_row(sheet: Sheet, row: Row, top: float, plan: _Plan, chart: Chart) -> None:
    """Draw one group."""
    middle = top + _BAR / 2
    sheet.text(MARGIN, middle, shorten(row.label, _LABEL_ROOM, TEXT_SIZE))
    apart = (plan.apart - plan.line) / plan.each
    under = _draw_pieces(sheet, row.left, -_total(row.left), top, plan, chart)
    under += _draw_pieces(sheet, row.right, 0, top, plan, chart)
    under += _draw_pieces(sheet, row.apart, apart, top, plan, chart)
    sheet.text(plan.result, middle, row.result, side="right", bold=True)
    sheet.text(plan.scope, middle, row.in_scope, side="right", colour=MUTED)
    below = top + _BAR
    if row.earlier:
        at = -float(_total(row.earlier[0]))
        for piece in (*row.earlier[0], *row.earlier[1]):
            look = chart.looks[piece.word]
            sheet.bar(at, below + 2.0, piece.pupils, _EARLIER_BAR, look, f"earlier: {piece.word}")
            at += piece.pupils
        sheet.caption(plan.result, below + 5.0, row.earlier_result, side="right")
        below += _EARLIER_BAR + 6.0
    widths = [width_of(words, _TINY) for _, words in under]
    places = spread([place for place, _ in under], widths, MARGIN, plan.result, 4.0)
    for place, (_, words) in zip(places, under, strict=True):
        sheet.text(place, below + 6.0, words, size=_TINY, side="center")


def _key_words(chart: Chart) -> list[str]:
    """Return the words that some row shows, in the order they stand across the picture."""
    shown: set[str] = set()
    for block in chart.blocks:
        for row in block.rows:
            shown.update(piece.word for piece in (*row.left, *row.right, *row.apart))
            if row.earlier:
                shown.update(piece.word for piece in (*row.earlier[0], *row.earlier[1]))
    return [word for word in chart.looks if word in shown]


def _centres(rows: Sequence[Row], words: Sequence[str], plan: _Plan) -> list[float]:
    """Find where each word stands in the first row that shows it [points]."""
    found: dict[str, float] = {}
    for row in rows:
        starts = (-_total(row.left), 0, (plan.apart - plan.line) / plan.each)
        for start, pieces in zip(starts, (row.left, row.right, row.apart), strict=True):
            at = float(start)
            for piece in pieces:
                middle = plan.line + (at + piece.pupils / 2) * plan.each
                found.setdefault(piece.word, middle)
                at += piece.pupils
    return [found.get(word, plan.line) for word in words]


def _draw_key(
    sheet: Sheet, words: Sequence[str], rows: Sequence[Row], top: float, plan: _Plan, chart: Chart
) -> None:
    """Write each word above its pieces; where they crowd, in lines across the sheet."""
    widths = [12.0 + width_of(word, SMALL_SIZE) for word in words]
    wanted = _centres(rows, words, plan)
    room = plan.result - max(width_of(chart.result_label, SMALL_SIZE), 0.0) - _GAP
    for number, line in enumerate(_key_lines(widths, room)):
        some = [widths[place] for place in line]
        centres = spread([wanted[place] for place in line], some, MARGIN, room, 10.0)
        if any(after < before for before, after in pairwise(centres)):
            centres = spread(list(range(len(line))), some, MARGIN, room, 10.0)
        for place, centre in zip(line, centres, strict=True):
            left, down = centre - widths[place] / 2, top + 6.0 + 13.0 * number
            sheet.swatch(left, down, chart.looks[words[place]])
            sheet.text(left + 12.0, down, words[place], size=SMALL_SIZE)


def _key_lines(widths: Sequence[float], room: float) -> list[list[int]]:
    return lines_of(widths, room - MARGIN, 10.0)


def draw_rows(chart: Chart, ax: Axes | None = None) -> Axes:
    """Draw a chart of rows.

    Parameters
    ----------
    chart
        What to draw; at least one row.
    ax
        Axes to clear and use again, or None for a new figure.

    Returns
    -------
    Axes
        The axes. Across, one unit is one pupil and 0 is the line; down, one unit is one point.
    """
    rows = [row for block in chart.blocks for row in block.rows]
    width = PICTURE_WIDTH
    words = heading(chart.title, chart.under, chart.note, width)
    plan = _plan(rows, chart, width)
    shown = _key_words(chart)
    widths = [12.0 + width_of(word, SMALL_SIZE) for word in shown]
    room = plan.result - width_of(chart.result_label, SMALL_SIZE) - _GAP
    key = 13.0 * max(len(_key_lines(widths, room)), 1) + 4.0
    height = words.height + key + words.foot
    each_row = _row_height(rows, plan.each)
    for block in chart.blocks:
        height += _BLOCK_HEADING if block.heading else 4.0
        height += each_row * len(block.rows)
    sheet = Sheet(ax, width, height)
    sheet.measure_across(plan.line, 0.0, plan.each)
    words.draw(sheet)
    top = words.height
    _draw_key(sheet, shown, rows, top, plan, chart)
    sheet.caption(plan.result, top + 6.0, chart.result_label, side="right")
    sheet.caption(plan.scope, top + 6.0, chart.scope_label, side="right")
    top += key
    for block in chart.blocks:
        if block.heading:
            name = shorten(block.heading, width - 2 * MARGIN, TEXT_SIZE + 1, bold=True)
            sheet.text(MARGIN, top + 10.0, name, size=TEXT_SIZE + 1, bold=True)
            ends = [MARGIN + width_of(name, TEXT_SIZE + 1, bold=True) + 8.0, width - MARGIN]
            sheet.line(ends, [top + 10.0] * 2, RULE, 0.6)
            top += _BLOCK_HEADING
        else:
            top += 4.0
        start = top
        for row in block.rows:
            _draw_row(sheet, row, top, plan, chart)
            top += each_row
        sheet.line([plan.line] * 2, [start - 3.0, top - _BETWEEN + 3.0], INK, 1.4)
    return sheet.ax
