"""A grid of year groups × subjects with a count in every cell, as a table on the wall would be.

The count is printed and the shade repeats it: the darker, the larger its part of the whole. A cell
that has nothing to count says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns, whole
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    SMALL_SIZE,
    TEXT_SIZE,
    Look,
    ink_on,
)

_COLUMNS = ("year", "subject", "count", "of", "said", "detail")
_MADE_BY = "la.assessment_practice(school)"
_SHADES = ((0.0, "#eef0f2"), (0.1, "#fbe3c4"), (0.25, "#f7c988"), (0.5, "#dd7624"))
"""From which part of the whole a shade begins, above none at all."""
_NOTHING = Look("#ffffff")
_LEFT, _HEAD, _ROW, _GAP = 84.0, 20.0, 36.0, 3.0
_WIDEST = 186.0
MOST_SUBJECTS = 9


@dataclass(frozen=True)
class _Cell:
    """One cell: its words, and the part of the whole that shades it."""

    said: str
    detail: str
    count: int
    of: int

    @property
    def look(self) -> Look:
        """The shade."""
        if not self.of:
            return _NOTHING
        if not self.count:
            return Look(_SHADES[0][1])
        share = self.count / self.of
        return Look([colour for start, colour in _SHADES if share >= start or not start][-1])


def plot_year_grid(
    frame: pd.DataFrame, ax: Axes | None = None, *, title: str, under: str = "", note: str = ""
) -> Axes:
    """Draw counts by year group and subject.

    Parameters
    ----------
    frame
        One row per year group and subject: `year` and `subject` in words, `count` and `of` (what
        shades the cell), `said` (the cell in words: "45 of 612") and `detail` (a smaller line).
        Rows and columns stand in the order in which they first occur.
    ax
        Axes to clear and use again; None makes a figure.
    title
        The finding.
    under
        What is counted, and how to read the shade.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described, cell by cell.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(frame, _COLUMNS, _MADE_BY)
    if not len(frame):
        return draw_message(ax, title, under or "There is nothing to count here.", note)
    cells: dict[tuple[str, str], _Cell] = {}
    for year, subject, number, of, said, detail in zip(
        *(frame[name] for name in _COLUMNS), strict=True
    ):
        cells[str(year), str(subject)] = _Cell(str(said), str(detail), whole(number), whole(of))
    years = list(dict.fromkeys(year for year, _ in cells))
    subjects = list(dict.fromkeys(subject for _, subject in cells))
    if len(subjects) > MOST_SUBJECTS:
        note = f"{note} The first {MOST_SUBJECTS} of {len(subjects)} subjects.".strip()
        subjects = subjects[:MOST_SUBJECTS]
    head = heading(title, under, note, PICTURE_WIDTH)
    height = head.height + _HEAD + _ROW * len(years) + 6.0 + head.foot
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    head.draw(sheet)
    room = (PICTURE_WIDTH - 2 * MARGIN - _LEFT) / len(subjects)
    wide = min(room, _WIDEST)
    top = head.height
    for place, subject in enumerate(subjects):
        middle = MARGIN + _LEFT + (place + 0.5) * wide
        words = shorten(subject, wide - 6.0, TEXT_SIZE, bold=True)
        sheet.text(middle, top + 8.0, words, bold=True, side="center")
    top += _HEAD
    for year in years:
        middle = top + (_ROW - _GAP) / 2
        sheet.text(MARGIN, middle, shorten(year, _LEFT - 6.0, TEXT_SIZE))
        for place, subject in enumerate(subjects):
            left = MARGIN + _LEFT + place * wide
            _draw_cell(sheet, cells.get((year, subject)), left, top, wide - _GAP)
        top += _ROW
    listed = (
        f"{year}, {subject}: {cell.said}{f' ({cell.detail})' if cell.detail else ''}"
        for (year, subject), cell in cells.items()
        if subject in subjects
    )
    return describe(sheet.ax, f"{title}. {under}. {'; '.join(listed)}. {note}")


def _draw_cell(sheet: Sheet, cell: _Cell | None, left: float, top: float, wide: float) -> None:
    """Draw one cell, its count above its detail."""
    high = _ROW - _GAP
    if cell is None:
        sheet.text(left + wide / 2, top + high / 2, "–", side="center", colour=MUTED)
        return
    look = cell.look
    sheet.bar(left, top, wide, high, look, cell.said)
    ink = ink_on(look.colour)
    middle = top + high / 2 - (6.0 if cell.detail else 0.0)
    size = TEXT_SIZE if width_of(cell.said, TEXT_SIZE, bold=True) <= wide - 6.0 else SMALL_SIZE
    words = shorten(cell.said, wide - 4.0, size, bold=cell.of > 0)
    sheet.text(
        left + wide / 2, middle, words, size=size, bold=cell.of > 0, side="center", colour=ink
    )
    if cell.detail:
        detail = shorten(cell.detail, wide - 4.0, SMALL_SIZE)
        sheet.text(
            left + wide / 2, middle + 13.0, detail, size=SMALL_SIZE, side="center", colour=ink
        )
