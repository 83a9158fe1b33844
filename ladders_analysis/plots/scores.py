"""Test scores beside judgements: each dot a pupil, one strip for each word of attainment.

A line is drawn where the school or the test has one, and none where it has not. Pupils on whom
the test and the judgement differ are drawn as triangles, so that nothing rests on colour alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ladders_analysis.english import count, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
)
from ladders_analysis.policy import ATTAINMENT

_COLUMNS = ("panel", "judged", "score", "line", "side")
_MADE_BY = "la.scores_beside_judgement(school)"
SAME, TEST_HIGHER, TEST_LOWER = "same side", "scored higher", "scored lower"
"""On which side of the line the score stands, seen from the judgement."""
NOT_JUDGED = "no judgement"
_MARKS = {SAME: ("o", "#4a96c1"), TEST_HIGHER: ("^", "#94380a"), TEST_LOWER: ("v", "#94380a")}
_PLAIN = ("o", "#4f5b67")
_LABEL, _HEAD, _AXIS, _PITCH, _DOT, _LEAST = 128.0, 24.0, 24.0, 7.4, 6.2, 26.0
_OVER_LINE = 10.0
_MOST_STACK = 9
_KEY = 18.0
_MOST_PANELS = 12


@dataclass(frozen=True)
class _Strip:
    """The pupils of one word: their scores and sides."""

    word: str
    dots: tuple[tuple[float, str], ...]

    @property
    def tallest(self) -> int:
        """The most dots that stand over one another."""
        return max(Counter(_place(score) for score, _ in self.dots).values(), default=0)

    @property
    def height(self) -> float:
        """The room it takes [points]."""
        return max(_LEAST, min(self.tallest, _MOST_STACK) * _PITCH + 12.0)


@dataclass(frozen=True)
class _Panel:
    """One assessment in one subject."""

    name: str
    line: float
    strips: tuple[_Strip, ...]

    @property
    def head(self) -> float:
        """The room above its strips, for its name and the word on its line [points]."""
        return _HEAD if math.isnan(self.line) else _HEAD + _OVER_LINE

    @property
    def scores(self) -> list[float]:
        """All its scores."""
        return [score for strip in self.strips for score, _ in strip.dots]

    @property
    def height(self) -> float:
        """The room it takes [points]."""
        return self.head + sum(strip.height for strip in self.strips) + _AXIS

    def on(self, side: str) -> int:
        """Count the pupils on one side."""
        return sum(each == side for strip in self.strips for _, each in strip.dots)


def plot_scores(frame: pd.DataFrame, ax: Axes | None = None, *, note: str = "") -> Axes:
    """Draw test scores by how pupils were judged.

    Parameters
    ----------
    frame
        One row a pupil: `panel` (the assessment and subject in words), `judged` (a word of
        attainment, or "no judgement"), `score`, `line` (the score at which the expectation is met;
        NaN where there is none) and `side` ("same side", "scored higher", "scored lower"; blank
        where the two cannot be compared).
    ax
        Axes to clear and use again; None makes a figure.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described. Each panel has its own scale of scores; equal scores stand over one another.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(frame, _COLUMNS, _MADE_BY)
    panels = _panels(frame)
    if not panels:
        detail = "Test scores come from results.csv or the exports that school.toml lists."
        return draw_message(ax, "There are no test scores here", detail, note)
    if len(panels) > _MOST_PANELS:
        note = f"{note} The first {_MOST_PANELS} of {len(panels)} tests.".strip()
    shown = panels[:_MOST_PANELS]
    title = _finding(shown)
    under = "Each mark is a pupil; strips are the judgement, left to right is the test score"
    head = heading(title, under, note, PICTURE_WIDTH)
    keyed = any(panel.on(SAME) + panel.on(TEST_HIGHER) + panel.on(TEST_LOWER) for panel in shown)
    key = _KEY if keyed else 0.0
    height = head.height + key + sum(panel.height for panel in shown) + head.foot
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    head.draw(sheet)
    if keyed:
        _draw_key(sheet, head.height + 5.0)
    top = head.height + key
    for panel in shown:
        _draw_panel(sheet, panel, top)
        top += panel.height
    said = " ".join(_described(panel) for panel in shown)
    return describe(sheet.ax, f"{title}. {under}. {said} {note}")


def _panels(frame: pd.DataFrame) -> list[_Panel]:
    """Gather the table by panel and word, panels in the table's order, words in their own."""
    made = []
    for name, rows in frame[frame["score"].notna()].groupby("panel", sort=False):
        judged = rows["judged"].astype("str")
        words = [*ATTAINMENT, *(each for each in dict.fromkeys(judged) if each not in ATTAINMENT)]
        lines = rows["line"].astype("float64").unique()
        strips = tuple(
            _Strip(
                word,
                tuple(
                    sorted(
                        (float(score), "" if pd.isna(side) else str(side))
                        for score, side in zip(part["score"], part["side"], strict=True)
                    )
                ),
            )
            for word in words
            if len(part := rows[(judged == word).to_numpy()])
        )
        line = float(lines[0]) if len(lines) == 1 else math.nan
        made.append(_Panel(str(name), line, strips))
    return made


def _place(score: float) -> int:
    return math.floor(score + 0.5)


def _finding(panels: Sequence[_Panel]) -> str:
    """State how many stand on the same side; without a line, what scores there are."""
    same = sum(panel.on(SAME) for panel in panels)
    higher, lower = (sum(panel.on(side) for panel in panels) for side in (TEST_HIGHER, TEST_LOWER))
    compared = same + higher + lower
    if not compared:
        dots = sum(len(panel.scores) for panel in panels)
        return f"{some(dots, 'test score', 'test scores')} by how the pupils were judged"
    what = "pupils" if len(panels) == 1 else "test scores"
    stand = "stands" if same == 1 else "stand"
    return (
        f"{count(same)} of {count(compared)} {what} {stand} on the same side of the line as "
        f"they were judged; {count(higher)} scored higher, {count(lower)} lower"
    )


def _draw_key(sheet: Sheet, middle: float) -> None:
    at = MARGIN + 4.0
    for side, words in (
        (SAME, "test and judgement agree"),
        (TEST_HIGHER, "scored higher than judged"),
        (TEST_LOWER, "scored lower than judged"),
    ):
        _dots(sheet, [at], [middle], side, _DOT)
        sheet.text(at + 9.0, middle, words, size=SMALL_SIZE)
        at += 9.0 + width_of(words, SMALL_SIZE) + 18.0


def _draw_panel(sheet: Sheet, panel: _Panel, top: float) -> None:
    """Draw one assessment: its strips, its line and its scale."""
    room = PICTURE_WIDTH - 2 * MARGIN
    sheet.text(MARGIN, top + 10.0, shorten(panel.name, room, TEXT_SIZE, bold=True), bold=True)
    low, high = min(panel.scores), max(panel.scores)
    lined = not math.isnan(panel.line)
    if lined:
        low, high = min(low, panel.line), max(high, panel.line)
    left, right = MARGIN + _LABEL, PICTURE_WIDTH - MARGIN - 12.0
    step = (right - left) / max(high - low, 1.0)
    start = top + panel.head
    end = start + sum(strip.height for strip in panel.strips)
    if lined:
        at = left + (panel.line - low) * step
        sheet.line([at] * 2, [start - 3.0, end], INK, 1.4)
        sheet.text(at, start - 10.0, f"line {panel.line:g}", size=SMALL_SIZE, side="center")
    down = start
    for strip in panel.strips:
        base = down + strip.height - 8.0
        sheet.text(MARGIN, base - 6.0, f"{strip.word}", size=TEXT_SIZE)
        words = some(len(strip.dots), "pupil", "pupils")
        sheet.caption(MARGIN, base + 4.0, words)
        _draw_strip(sheet, strip, base, left, low, step)
        sheet.line([left - 6.0, right + 6.0], [down + strip.height - 2.0] * 2, RULE, 0.6)
        down += strip.height
    for score in _ticks(low, high):
        at = left + (score - low) * step
        sheet.caption(at, end + 8.0, f"{score:g}", side="center")


def _draw_strip(
    sheet: Sheet, strip: _Strip, base: float, left: float, low: float, step: float
) -> None:
    """Stack the dots of one word, closer where many share a score."""
    pitch = _PITCH * min(1.0, _MOST_STACK / max(strip.tallest, 1))
    size = _DOT * min(1.0, pitch / _PITCH * 1.1)
    stacked: Counter[int] = Counter()
    drawn: dict[str, tuple[list[float], list[float]]] = {}
    for score, side in strip.dots:
        place = _place(score)
        across, down = drawn.setdefault(side, ([], []))
        across.append(left + (score - low) * step)
        down.append(base - stacked[place] * pitch)
        stacked[place] += 1
    for side, (across, down) in drawn.items():
        _dots(sheet, across, down, side, size)


def _dots(
    sheet: Sheet, across: Sequence[float], down: Sequence[float], side: str, size: float
) -> None:
    """Draw marks at places given in points."""
    shape, colour = _MARKS.get(side, _PLAIN)
    drawn = Line2D(
        across,
        down,
        transform=sheet.points,
        linestyle="none",
        marker=shape,
        markersize=size * sheet.scale,
        markerfacecolor=colour,
        markeredgecolor=colour,
        markeredgewidth=0.0,
        label=side or "_pupils",
        color=MUTED,
    )
    sheet.ax.add_line(drawn)


def _ticks(low: float, high: float) -> list[float]:
    """Choose a few round scores along the scale."""
    span = max(high - low, 1.0)
    step = next((each for each in (1, 2, 5, 10, 20, 25, 50, 100, 200) if span / each <= 8), 500)
    first = math.ceil(low / step) * step
    return [first + place * step for place in range(math.floor((high - first) / step) + 1)]


def _described(panel: _Panel) -> str:
    """Say one assessment in words."""
    said = []
    for strip in panel.strips:
        scores = [score for score, _ in strip.dots]
        said.append(
            f"{strip.word}, {some(len(scores), 'pupil', 'pupils')} from {min(scores):g} to "
            f"{max(scores):g}"
        )
    words = f"{panel.name}: {'; '.join(said)}"
    if not math.isnan(panel.line):
        words += f"; line {panel.line:g}"
    if panel.on(TEST_HIGHER) + panel.on(TEST_LOWER):
        words += (
            f"; {panel.on(TEST_HIGHER)} scored higher than judged, {panel.on(TEST_LOWER)} lower"
        )
    return f"{words}."
