"""The lower half of a specification curve: which option of every choice each setting takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection

from ladders_analysis.grid import Floats, Mask
from ladders_analysis.plots.lettering import shorten, wrap
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import INK, MARGIN, MUTED, PICTURE_WIDTH, RULE, SMALL_SIZE

if TYPE_CHECKING:
    from ladders_analysis.comparing.sweeping import Sweep

MOST_OPTIONS = 60
OWN = "◆"
TITLES, OPTIONS, CHANGES = 122.0, 84.0, 66.0
"""Room for a choice's title, its options and what each changes [points]."""
_ROW, _APART = 12.5, 5.0


def options_height(options: Sequence[OptionRow]) -> float:
    """Return how much of the sheet the rows take [points]."""
    return sum(_ROW + (_APART if option.first else 0.0) for option in options)


@dataclass(frozen=True)
class Frame:
    """Where the specifications stand across the sheet [points]."""

    left: float
    room: float
    many: int

    @property
    def each(self) -> float:
        """Width of one."""
        return self.room / self.many

    def middles(self) -> Floats:
        """Return the middle of each."""
        return (self.left + (np.arange(self.many) + 0.5) * self.each).astype(np.float64)


@dataclass(frozen=True)
class OptionRow:
    """One row under the curve."""

    choice: str
    column: str
    words: str
    own: bool
    change: float
    first: bool
    of: int


def option_rows(swept: Sweep) -> list[OptionRow]:
    """List the options, choice by choice, with what each does to the figure."""
    changes = {
        (choice, option): float(change)
        for choice, option, change in zip(
            *(swept.influence[name] for name in ("choice", "option", "change")), strict=True
        )
    }
    rows = [
        OptionRow(
            choice.title,
            choice.name,
            option.words,
            option.own,
            changes[choice.title, option.words],
            place == 0,
            len(choice.options),
        )
        for choice in swept.choices
        for place, option in enumerate(choice.options)
    ]
    return rows[:MOST_OPTIONS]


def rows_in_words(options: Sequence[OptionRow]) -> str:
    """Say what each option does, as the right-hand column shows it."""
    said: dict[str, list[str]] = {}
    for option in options:
        does = "as it is" if option.own else f"{_signed(option.change)} points"
        said.setdefault(option.choice, []).append(f"{option.words}, {does}")
    return " ".join(
        f"{choice[:1].upper()}{choice[1:]}: {'; '.join(each)}." for choice, each in said.items()
    )


def _signed(change: float) -> str:
    """Write a change of a share in points.

    Examples
    --------
    >>> _signed(2.84), _signed(-5.0), _signed(0.01), _signed(float("nan"))
    ('+2.8', '−5.0', '0.0', 'not drawn')
    """
    if change != change:
        return "not drawn"
    rounded = round(change, 1)
    if rounded == 0:
        return "0.0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.1f}"


def draw_options(
    sheet: Sheet, frame: Frame, ranked: pd.DataFrame, options: Sequence[OptionRow], top: float
) -> float:
    """Draw which option each setting takes; return where the last row ends."""
    right = frame.left + frame.room
    if options:
        said = "points, on average"
        sheet.caption(PICTURE_WIDTH - MARGIN, top - 11.0, said, side="right")
    for option in options:
        middle = top + _ROW / 2
        if option.first:
            sheet.line([MARGIN, PICTURE_WIDTH - MARGIN], [top - _APART / 2] * 2, RULE, 0.6)
            for place, line in enumerate(wrap(option.choice, TITLES, SMALL_SIZE, most=2)):
                if place < option.of:
                    sheet.text(MARGIN, middle + _ROW * place, line, size=SMALL_SIZE)
        said = f"{option.words} {OWN}" if option.own else option.words
        said = shorten(said, OPTIONS, SMALL_SIZE, bold=option.own)
        edge = frame.left - 8.0
        sheet.text(edge, middle, said, size=SMALL_SIZE, bold=option.own, side="right")
        does = "as it is" if option.own else _signed(option.change)
        sheet.caption(PICTURE_WIDTH - MARGIN, middle, does, side="right")
        sheet.line([frame.left, right], [middle] * 2, RULE, 0.3)
        on = (ranked[option.column] == option.words).to_numpy(bool)
        _draw_runs(sheet, frame, on, middle, f"{option.choice}: {option.words}", option.own)
        top += _ROW
        last = option is options[-1]
        top += _APART if last or options[options.index(option) + 1].first else 0.0
    return top


def _draw_runs(sheet: Sheet, frame: Frame, on: Mask, middle: float, label: str, own: bool) -> None:
    """Mark the settings that take an option; neighbours that both do are one mark."""
    changes = np.flatnonzero(np.diff(np.r_[0, on.astype(np.int8), 0]))
    gap = min(0.15 * frame.each, 1.0)
    boxes = []
    for begin, end in zip(changes[::2], changes[1::2], strict=True):
        left = frame.left + begin * frame.each + gap / 2
        right = frame.left + end * frame.each - gap / 2
        boxes.append(
            [
                (left, middle - 3.6),
                (right, middle - 3.6),
                (right, middle + 3.6),
                (left, middle + 3.6),
            ]
        )
    marks = PolyCollection(
        boxes,
        transform=sheet.points,
        facecolors=INK if own else MUTED,
        linewidths=0,
        label=label,
        zorder=3,
    )
    sheet.ax.add_collection(marks, autolim=False)
