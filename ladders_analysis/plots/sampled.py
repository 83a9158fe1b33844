"""A sample of pupils beside everybody it was drawn from, standing by standing.

Each bar is as long as there are pupils; the dark part of it is in the sample.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.key import draw_key
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import MARGIN, PICTURE_WIDTH, TEXT_SIZE, Look
from ladders_analysis.policy import ATTAINMENT

_COLUMNS = ("pupils", "everybody", "sample")
_MADE_BY = "la.books_to_look_at"
_EVERYBODY = Look("#d5dce2")
_SAMPLE = Look("#1f6a9c")
_ROW, _BAR, _LABEL_ROOM, _KEY = 22.0, 14.0, 210.0, 18.0
_WIDEST = 22.0
_STANDINGS = (*ATTAINMENT, "not placed")


def plot_sampled(
    counted: pd.DataFrame, ax: Axes | None = None, *, under: str = "", note: str = ""
) -> Axes:
    """Draw how a sample of pupils stands beside everybody it was drawn from.

    Parameters
    ----------
    counted
        Columns `pupils` (who is counted), `everybody` and `sample` [pupils]. The rows that are
        standings come first and add up to everybody.
    ax
        Axes to clear and use again; None makes a figure.
    under
        A line under the title on whose books they are.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; across one unit is one pupil.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(counted, _COLUMNS, _MADE_BY)
    rows = [
        (str(name), int(whole), int(part))
        for name, whole, part in counted[list(_COLUMNS)].itertuples(index=False)
    ]
    if not any(whole for _, whole, _ in rows):
        return draw_message(ax, "No pupil is in scope here", "Choose another cohort.", note)
    standing = [row for row in rows if row[0] in _STANDINGS]
    people, chosen = sum(row[1] for row in standing), sum(row[2] for row in standing)
    title = f"The sample: {count(chosen)} of {some(people, 'pupil', 'pupils')}"
    if all(part for _, _, part in standing) and len(standing) > 1:
        title += ", some of every standing"
    words = heading(title, under, note, PICTURE_WIDTH)
    others = len(rows) > len(standing) > 0
    height = words.height + words.foot + _KEY + _ROW * len(rows) + 4.0 + _KEY * others
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    words.draw(sheet)
    labels = min(max(width_of(row[0], TEXT_SIZE) for row in rows), _LABEL_ROOM) + 12.0
    said = [f"{count(part)} of {count(whole)}" for _, whole, part in rows]
    ends = max(width_of(each, TEXT_SIZE, bold=True) for each in said) + 12.0
    left = MARGIN + labels
    longest = max(row[1] for row in rows)
    each = min((PICTURE_WIDTH - left - ends - MARGIN) / longest, _WIDEST)
    sheet.measure_across(left, 0.0, each)
    top = words.height
    looks = ((_SAMPLE, "in the sample"), (_EVERYBODY, "not in the sample"))
    draw_key(sheet, left, top + 6.0, looks)
    top += _KEY
    for place, ((name, whole, part), result) in enumerate(zip(rows, said, strict=True)):
        if others and place == len(standing):
            sheet.caption(MARGIN, top + 8.0, "among them")
            top += _KEY
        middle = top + _BAR / 2
        sheet.text(MARGIN, middle, shorten(name, _LABEL_ROOM, TEXT_SIZE))
        sheet.bar(0, top, part, _BAR, _SAMPLE, f"{name}: in the sample")
        sheet.bar(part, top, whole - part, _BAR, _EVERYBODY, f"{name}: not in the sample")
        sheet.text(left + whole * each + 8.0, middle, result, bold=True)
        top += _ROW
    told = "; ".join(f"{name} {result}" for (name, _, _), result in zip(rows, said, strict=True))
    return describe(sheet.ax, f"{title}. {under}. In the sample, of everybody: {told}. {note}")
