"""Statutory results over the years, one small picture for each, in pupils.

A bar is the whole cohort of a year and its filled part is those who met the standard; a dark mark
with a diamond stands where the national share would put it. Both are printed in pupils.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, percent
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns, whole
from ladders_analysis.plots.heading import draw_message, heading
from ladders_analysis.plots.key import draw_key
from ladders_analysis.plots.lettering import shorten
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    SMALL_SIZE,
    TEXT_SIZE,
    Look,
)
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT

_COLUMNS = ("result", "year", "count", "of", "national")
_MADE_BY = "la.statutory_results(school)"
MOST_PANELS = 24
_SLACK = 1e-9
_MET, _COHORT = Look("#4a96c1"), Look("#e2e6ea")
_GUTTER, _YEAR, _BAR, _BETWEEN = 26.0, 36.0, 152.0, 10.0
_TITLE, _ROW, _THICK, _KEY = 22.0, 29.0, 14.0, 22.0
_WIDE = (PICTURE_WIDTH - 2 * MARGIN - _GUTTER) / 2


@dataclass(frozen=True)
class _Year:
    """One year's cohort: who met it, of how many, and the national share where there is one."""

    year: int
    count: int
    of: int
    national: float

    @property
    def compared(self) -> bool:
        """Whether a national figure stands beside it."""
        return self.of > 0 and not math.isnan(self.national)

    @property
    def nationally(self) -> str:
        """The national share in pupils of this cohort."""
        return f"nationally {count(in_pupils(self.national, self.of))}" if self.compared else ""

    @property
    def alike(self) -> bool:
        """Whether no more than two pupils lie between both."""
        return abs(self.count - self.national * self.of) <= PUPILS_THAT_COUNT + _SLACK


def in_pupils(share: float, of: int) -> int:
    """Say how many pupils of a cohort a share would be.

    Examples
    --------
    >>> in_pupils(0.75, 28)
    21
    """
    return math.floor(share * of + 0.5 + _SLACK)


def plot_statutory(
    frame: pd.DataFrame, ax: Axes | None = None, *, illustrative: bool = False, note: str = ""
) -> Axes:
    """Draw statutory results over the years beside national figures.

    Parameters
    ----------
    frame
        One row per result and year: `result` (its name), `year`, `count` of pupils who met the
        standard, `of` how many, `national` [share 0–1, NaN without].
    ax
        Axes to clear and use again; None makes a figure.
    illustrative
        Whether the national figures say of themselves that they are not published ones.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; every bar is a whole cohort, so that cohorts of different sizes compare.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(frame, _COLUMNS, _MADE_BY)
    panels: dict[str, list[_Year]] = {}
    for result, year, met, of, national in zip(*(frame[name] for name in _COLUMNS), strict=True):
        share = math.nan if pd.isna(national) else float(national)
        panels.setdefault(str(result), []).append(_Year(int(year), whole(met), whole(of), share))
    if not panels:
        detail = "Statutory results come from results.csv or the DfE’s extracts."
        return draw_message(ax, "There are no statutory results here", detail, note)
    left_out = len(panels) - MOST_PANELS
    shown = dict(list(panels.items())[:MOST_PANELS])
    if left_out > 0:
        note = f"{note} The first {MOST_PANELS} of {len(panels)} results.".strip()
    title = _finding(shown, illustrative)
    under = "Each bar is a year’s whole cohort; its filled part is the pupils who met the standard"
    head = heading(title, under, note, PICTURE_WIDTH)
    pairs = list(shown.items())
    rows = [pairs[place : place + 2] for place in range(0, len(pairs), 2)]
    tall = [_TITLE + _ROW * max(len(years) for _, years in row) + _BETWEEN for row in rows]
    sheet = Sheet(ax, PICTURE_WIDTH, head.height + _KEY + sum(tall) + head.foot)
    head.draw(sheet)
    _draw_key(sheet, head.height + 6.0, illustrative)
    top = head.height + _KEY
    for row, high in zip(rows, tall, strict=True):
        for place, (result, years) in enumerate(row):
            _draw_panel(sheet, MARGIN + place * (_WIDE + _GUTTER), top, result, years)
        top += high
    said = " ".join(f"{result}: {_described(years)}." for result, years in pairs)
    figures = "National figures are illustrative. " if illustrative else ""
    return describe(sheet.ax, f"{title}. {under}. {said} {figures}{note}")


def _finding(panels: dict[str, list[_Year]], illustrative: bool) -> str:
    """State how many of the latest results more than two pupils tell from the national share."""
    latest = max(each.year for years in panels.values() for each in years)
    now = [each for years in panels.values() for each in years if each.year == latest]
    compared = [each for each in now if each.compared]
    if not compared:
        oldest = min(each.year for years in panels.values() for each in years)
        when = f"{latest}" if oldest == latest else f"{oldest} to {latest}"
        return f"Statutory results {when}, in pupils; no national figure stands beside {latest}"
    alike = sum(each.alike for each in compared)
    figure = "the illustrative national figure" if illustrative else "the national figure"
    of = f"{alike} of {len(compared)} results" if len(compared) > 1 else "the result"
    if len(compared) == 1:
        within = "is within" if alike else "is more than"
        return f"{latest}: {of} {within} two pupils {'of' if alike else 'from'} {figure}"
    return f"{latest}: {of} {'is' if alike == 1 else 'are'} within two pupils of {figure}"


def _draw_key(sheet: Sheet, middle: float, illustrative: bool) -> None:
    """Say what the filled part, the rest and the mark stand for."""
    looks = ((_MET, "met the standard"), (_COHORT, "the rest of the cohort"))
    at = draw_key(sheet, MARGIN, middle, looks)
    sheet.line([at + 4.0] * 2, [middle - 3.0, middle + 7.0], INK, 1.8)
    sheet.text(at + 4.0, middle - 4.0, "◆", size=6.0, side="center")
    words = "national share, illustrative only" if illustrative else "national share"
    sheet.text(at + 12.0, middle, words, size=SMALL_SIZE)


def _draw_panel(sheet: Sheet, left: float, top: float, result: str, years: Sequence[_Year]) -> None:
    """Draw one result's years, the oldest first."""
    sheet.text(left, top + 9.0, shorten(result, _WIDE, TEXT_SIZE, bold=True), bold=True)
    top += _TITLE
    start = left + _YEAR
    for each in years:
        middle = top + _THICK / 2
        sheet.text(left, middle, str(each.year), colour=MUTED)
        share = each.count / each.of if each.of else 0.0
        sheet.bar(start, top, share * _BAR, _THICK, _MET, f"{result}, {each.year}: met")
        rest = (1 - share) * _BAR
        sheet.bar(start + share * _BAR, top, rest, _THICK, _COHORT, f"{result}, {each.year}: rest")
        if each.compared:
            mark = start + each.national * _BAR
            sheet.line([mark] * 2, [top - 1.0, top + _THICK + 3.0], INK, 1.8)
            sheet.text(mark, top - 3.0, "◆", size=6.0, side="center")
        words = f"{count(each.count)} of {count(each.of)}"
        at = start + _BAR + 10.0
        sheet.text(at, middle if not each.compared else top + 3.0, words, bold=True)
        if each.compared:
            sheet.caption(at, top + _THICK + 1.0, each.nationally)
        top += _ROW


def _described(years: Sequence[_Year]) -> str:
    """Say one result's years in words."""
    said = []
    for each in years:
        words = f"{each.year}, {count(each.count)} of {count(each.of)}"
        if each.compared:
            words += f" (nationally {percent(each.national)}, which would be "
            words += f"{count(in_pupils(each.national, each.of))})"
        said.append(words)
    return "; ".join(said)
