"""What points do when only the boxes change.

The same pupils and the same judgements are counted twice, once with the curriculum as it is and
once with every statement cut into several. A measure of learning gives the same answer both times.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import listing
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import PictureError, need_columns
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    RULE,
    TEXT_SIZE,
    Look,
)

_COLUMNS = ("curriculum", "measure", "value", "label")
_MADE_BY = "one row per curriculum and measure, as in the notebook 12_why_not_points"
_MOVES = Look("#dd7624")
_HOLDS = Look("#4a96c1")
_ROW, _BAR, _HEAD = 25.0, 17.0, 26.0
_SAME = 1e-9


@dataclass(frozen=True)
class _Measure:
    """One measure: for each curriculum its name, value and label."""

    name: str
    rows: tuple[tuple[str, float, str], ...]

    @property
    def moves(self) -> bool:
        """Return whether its value differs between the first curriculum and the last."""
        first, last = self.rows[0][1], self.rows[-1][1]
        return abs(last - first) > _SAME * max(abs(first), abs(last), 1.0)

    @property
    def change(self) -> str:
        """Say how the last value compares with the first."""
        first, last = self.rows[0][1], self.rows[-1][1]
        if len(self.rows) < 2:
            return ""
        if not self.moves:
            return "the same"
        if first <= 0 or last < 0:
            return "not the same"
        times = last / first
        if times >= 1_000:
            return "more than 1,000 times as large"
        said = f"{times:.0f}" if abs(times - round(times)) < 0.005 else f"{times:.1f}"
        return f"{said} times as large" if said not in ("0", "0.0", "1", "1.0") else "not the same"


def _measures(frame: pd.DataFrame) -> list[_Measure]:
    """Gather the table by measure, both in the table's order."""
    gathered: dict[str, list[tuple[str, float, str]]] = {}
    for curriculum, measure, value, label in zip(
        *(frame[column] for column in _COLUMNS), strict=True
    ):
        number = float("nan") if bool(pd.isna(value)) else float(value)
        if not (math.isfinite(number) and number >= 0) and not math.isnan(number):
            raise PictureError(
                "The column value holds a number that no bar can show. Allowed: 0 or more."
            )
        gathered.setdefault(str(measure), []).append((str(curriculum), number, str(label)))
    return [_Measure(name, tuple(rows)) for name, rows in gathered.items()]


def _inside(words: str) -> str:
    """Write words as they stand inside a sentence."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _finding(measures: list[_Measure]) -> str:
    changed = [measure for measure in measures if measure.change]
    if not changed or any(math.isnan(row[1]) for measure in measures for row in measure.rows):
        return "There is nothing to compare yet"
    said = [f"‘{_inside(measure.name)}’ is {measure.change}" for measure in changed]
    return f"With {_inside(changed[0].rows[-1][0])}, {listing(said)}"


def plot_points(
    frame: pd.DataFrame, ax: Axes | None = None, *, under: str = "", note: str = ""
) -> Axes:
    """Draw measures before and after the statements are cut.

    Parameters
    ----------
    frame
        Columns `curriculum` (as it is; every statement cut in three), `measure`, `value`
        [0 or more, in the measure's own unit] and `label`, the words beside the bar.
    ax
        Axes to clear and use again; None makes a figure.
    under
        A line on whose figures they are, under the title.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described. Every measure has its own scale, named by its labels; the longest bar of each
        is one unit long.

    Raises
    ------
    PictureError
        When a column is missing, or a value is below 0.
    """
    need_columns(frame, _COLUMNS, _MADE_BY)
    measures = _measures(frame)
    if not measures:
        title = "There is nothing to compare yet"
        detail = "Count the same pupils twice: with the curriculum as it is, and cut."
        return draw_message(ax, title, detail, note)
    title = _finding(measures)
    under = (
        f"{under}. Each measure has its own scale" if under else "Each measure has its own scale"
    )
    head = heading(title, under, note, PICTURE_WIDTH)
    height = head.height + head.foot
    height += sum(_HEAD + _ROW * len(measure.rows) + 8.0 for measure in measures)
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    head.draw(sheet)
    rows = [row for measure in measures for row in measure.rows]
    names = min(max(width_of(row[0], TEXT_SIZE) for row in rows), 180.0) + 12.0
    labels = min(max(width_of(row[2], TEXT_SIZE, bold=True) for row in rows), 190.0) + 12.0
    left = MARGIN + names
    room = PICTURE_WIDTH - left - labels - MARGIN
    sheet.measure_across(left, 0.0, room)
    top = head.height
    said = []
    for measure in measures:
        longest = max((row[1] for row in measure.rows if not math.isnan(row[1])), default=0.0)
        look = _MOVES if measure.moves else _HOLDS
        name = shorten(measure.name, PICTURE_WIDTH / 2, TEXT_SIZE + 1, bold=True)
        sheet.text(MARGIN, top + 10.0, name, size=TEXT_SIZE + 1, bold=True)
        wide = width_of(name, TEXT_SIZE + 1, bold=True)
        sheet.text(MARGIN + wide + 10.0, top + 10.0, measure.change, colour=MUTED)
        end = MARGIN + wide + 18.0 + width_of(measure.change, TEXT_SIZE)
        sheet.line([end, PICTURE_WIDTH - MARGIN], [top + 10.0] * 2, RULE, 0.6)
        top += _HEAD
        for curriculum, value, label in measure.rows:
            length = value / longest if longest > 0 and not math.isnan(value) else 0.0
            middle = top + _BAR / 2
            sheet.text(MARGIN, middle, shorten(curriculum, 180.0, TEXT_SIZE))
            sheet.bar(0.0, top, length, _BAR, look, f"{measure.name}: {curriculum}")
            words = shorten(label, 190.0, TEXT_SIZE, bold=True)
            sheet.text(left + length * room + 8.0, middle, words, bold=True)
            top += _ROW
        top += 8.0
        each = "; ".join(f"{curriculum}, {label}" for curriculum, _, label in measure.rows)
        said.append(f"{measure.name}: {each}.")
    return describe(sheet.ax, f"{title}. {under}. {' '.join(said)} {note}")
