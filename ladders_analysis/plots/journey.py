"""A cohort's way through the years: one bar a point, one row of bars a subject.

What is at or above expectation stands at the foot of each bar, so that the eye follows one line
from point to point; the strokes between bars follow the same pupils only. The summer is a gap with
its name, because from then on another year's curriculum is expected.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns, whole
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.key import draw_key
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    ATTAINMENT_LOOKS,
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
    ink_on,
)
from ladders_analysis.policy import ATTAINMENT, NOT_PLACED

MOST_POINTS = 10
_STACK = ("expected", "greater depth", "working towards", *NOT_PLACED)
"""From the foot of a bar upwards."""
_NEEDED = ("subject", "point", "year", "joined", "left", "same_up", "same", "up", "of")
_MADE_BY = "as la.cohorts_journey gives it"
_TALL, _HEAD, _FOOT = 106.0, 26.0, 52.0
_BAR = 0.5
"""How much of a point's room its bar takes."""


def plot_journey(
    steps: pd.DataFrame, ax: Axes | None = None, *, title: str, under: str = "", note: str = ""
) -> Axes:
    """Draw a cohort at every point, subject by subject.

    Parameters
    ----------
    steps
        One row per subject × point, in order: `subject`, `point`, `year` (the year group in
        words), pupils with each word of attainment, `up` of `of` placed, `same_up` of the `same`
        pupils, `joined` and `left` since the point before.
    ax
        Axes to clear and use again; None makes a figure.
    title
        The finding.
    under
        Whose figures they are.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; the latest ten points are drawn.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(steps, (*_NEEDED, *_STACK), _MADE_BY)
    if not len(steps):
        return draw_message(ax, title, "Nobody can be placed at any point.", note)
    points = list(dict.fromkeys(steps["point"]))
    shown = points[-MOST_POINTS:]
    if len(shown) < len(points):
        note = f"{note} Drawn: the latest {len(shown)} of {len(points)} points.".strip()
    how = "Each bar is everybody on roll; up to its line: at or above what was expected then. "
    how += "Strokes between bars: the same pupils only"
    how = f"{under}. {how}" if under else how
    drawn = steps[steps["point"].isin(shown).to_numpy(bool)]
    words = heading(title, how, note, PICTURE_WIDTH)
    subjects = list(dict.fromkeys(drawn["subject"]))
    height = words.height + 16.0 + words.foot + (_HEAD + _TALL + _FOOT) * len(subjects)
    sheet = Sheet(ax, PICTURE_WIDTH, height)
    words.draw(sheet)
    _key(sheet, drawn, words.height + 6.0)
    top = words.height + 16.0
    columns = [str(word) for word in _STACK]
    tallest = max(int(drawn[columns].to_numpy().sum(axis=1).max()), 1)
    years = dict(zip(drawn["point"], drawn["year"], strict=True))
    places = _places(shown, [str(years[point]) for point in shown])
    for subject in subjects:
        rows = drawn[(drawn["subject"] == subject).to_numpy(bool)]
        _row(sheet, str(subject), rows, top, tallest, places)
        top += _HEAD + _TALL + _FOOT
    said = " ".join(_described(row) for row in steps.to_dict("records"))
    return describe(sheet.ax, f"{title}. {how}. {said} {note}")


def _places(points: list[str], years: list[str]) -> dict[str, tuple[float, float]]:
    """Choose where each point's bar begins and how wide it is; a summer is a wider gap."""
    summers = sum(one != other for one, other in pairwise(years))
    room = PICTURE_WIDTH - 2 * MARGIN
    each = min((room - 34.0 * summers) / len(points), 130.0)
    bar = each * _BAR
    at, places = MARGIN, {}
    for place, point in enumerate(points):
        if place and years[place] != years[place - 1]:
            at += 34.0
        places[point] = (at + (each - bar) / 2, bar)
        at += each
    return places


def _row(
    sheet: Sheet,
    subject: str,
    rows: pd.DataFrame,
    top: float,
    tallest: int,
    places: dict[str, tuple[float, float]],
) -> None:
    """Draw one subject."""
    sheet.text(MARGIN, top + 10.0, subject, size=TEXT_SIZE + 1, bold=True)
    ends = [MARGIN + width_of(subject, TEXT_SIZE + 1, bold=True) + 8.0, PICTURE_WIDTH - MARGIN]
    sheet.line(ends, [top + 10.0] * 2, RULE, 0.6)
    foot = top + _HEAD + _TALL
    each = _TALL / tallest
    year, end, was = "", 0.0, 0.0
    for row in rows.to_dict("records"):
        left, wide = places[str(row["point"])]
        _bar(sheet, row, left, foot, wide, each)
        _labels(sheet, row, left + wide / 2, foot, wide / _BAR)
        now = foot - whole(row["same_up"]) * each
        if year and whole(row["same"]):
            sheet.line([end + 4.0, left - 4.0], [was, now], INK, 1.8)
        if year and row["year"] != year:
            between = (end + left) / 2
            sheet.line([between] * 2, [top + _HEAD, foot + 8.0], MUTED, 0.7)
            words = f"{year} → {row['year']}"
            sheet.caption(between, top + _HEAD - 5.0, words, side="center")
        year, end, was = str(row["year"]), left + wide, now


def _labels(sheet: Sheet, row: dict[Any, Any], middle: float, foot: float, room: float) -> None:
    """Write what stands under a bar."""
    placed = f"{count(whole(row['up']))} of {count(whole(row['of']))}"
    sheet.text(middle, foot + 9.0, placed, side="center", bold=True)
    same = whole(row["same"])
    lines = [
        str(row["point"]),
        f"same {count(same)}: {count(whole(row['same_up']))}" if same else "",
        _came_and_went(row),
    ]
    for place, line in enumerate(lines):
        sheet.caption(
            middle,
            foot + 21.0 + 10.5 * place,
            shorten(line, room + 4.0, SMALL_SIZE),
            side="center",
        )


def _bar(
    sheet: Sheet, row: dict[Any, Any], left: float, foot: float, wide: float, each: float
) -> None:
    """Draw one stacked bar with its counts."""
    at = foot
    for word in _STACK:
        pupils = whole(row[word])
        if not pupils:
            continue
        tall = pupils * each
        look = ATTAINMENT_LOOKS[word]
        sheet.bar(left, at - tall, wide, tall, look, word)
        at -= tall
        if tall >= SMALL_SIZE + 0.5:
            words = count(pupils)
            if look.hatch:
                sheet.patch_behind(left + wide / 2, at + tall / 2, width_of(words, SMALL_SIZE) + 3)
            ink = ink_on(look.colour)
            down = at + tall / 2
            sheet.text(left + wide / 2, down, words, size=SMALL_SIZE, side="center", colour=ink)
    up = whole(row["up"]) * each
    sheet.line([left - 3.0, left + wide + 3.0], [foot - up] * 2, INK, 1.4)


def _key(sheet: Sheet, steps: pd.DataFrame, down: float) -> None:
    """Show what the colours stand for."""
    there = [word for word in ATTAINMENT if int(steps[word].sum())]
    draw_key(sheet, MARGIN, down, [(ATTAINMENT_LOOKS[word], word) for word in there])


def _came_and_went(row: dict[Any, Any]) -> str:
    """Write "2 joined, 1 left", or nothing."""
    parts = [f"{count(whole(row[word]))} {word}" for word in ("joined", "left") if whole(row[word])]
    return ", ".join(parts)


def _described(row: dict[Any, Any]) -> str:
    """Say one point in words."""
    said = (
        f"{row['subject']}, {row['point']}, {row['year']}: {count(whole(row['up']))} of "
        f"{count(whole(row['of']))} placed at or above"
    )
    if whole(row["same"]):
        said += f"; of the same {count(whole(row['same']))} pupils {count(whole(row['same_up']))}"
    apart = sum(whole(row[word]) for word in NOT_PLACED)
    if apart:
        said += f"; {count(apart)} not placed"
    for word in ("joined", "left"):
        if whole(row[word]):
            said += f"; {some(whole(row[word]), 'pupil', 'pupils')} {word}"
    return f"{said}."
