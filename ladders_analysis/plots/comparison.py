"""Several definitions beside several cohorts: what the choice of a definition does to the story.

Definitions stand down the page and groups across it. In each cell a dot is the favourable share,
the line through it its interval, and the counts stand underneath, so that nothing rests on colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ladders_analysis.english import count, percent
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import whole
from ladders_analysis.plots.heading import Heading, draw_message, heading
from ladders_analysis.plots.lettering import shorten, width_of, wrap
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    MARGIN,
    MUTED,
    PAPER,
    PICTURE_WIDTH,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
)
from ladders_analysis.plots.wording import shared_ending, value_in_words, without_ending

if TYPE_CHECKING:
    from ladders_analysis.comparing.comparison import Comparison

ACROSS = 7
"""Most groups beside each other; further ones stand in a block underneath."""
MOST_GROUPS, MOST_DEFINITIONS = 42, 30
_DOT = "#1f6a9c"
_LABELS, _WIDEST = 150.0, 130.0
_ROW, _HEAD, _BETWEEN = 34.0, 34.0, 14.0
_TINY = 7.0


@dataclass(frozen=True)
class _Cell:
    """One definition in one group."""

    favourable: int
    of: int
    in_scope: int
    low: float
    high: float
    too_small: bool

    @property
    def share(self) -> Fraction:
        """The favourable share of those ranked, exactly; somebody must be ranked."""
        return Fraction(self.favourable, self.of)

    @property
    def said(self) -> str:
        """Say it in counts."""
        return f"{count(self.favourable)} of {count(self.of)}" if self.of else "none ranked"

    @property
    def in_full(self) -> str:
        """Say all of it in words, as the table would."""
        if not self.of:
            return f"none of {count(self.in_scope)} ranked"
        words = f"{self.said} ranked"
        if self.too_small:
            return f"{words}, too few to compare"
        interval = f"interval {percent(self.low)} to {percent(self.high)}"
        return f"{words} ({percent(float(self.share))}, {interval}), of {count(self.in_scope)}"


_Table = dict[str, dict[str, _Cell]]


def plot_comparison(
    comparison: Comparison,
    by: str | Sequence[str] = "cohort_label",
    ax: Axes | None = None,
    *,
    subject: str | None = None,
    note: str = "",
) -> Axes:
    """Draw the favourable share of every group under every definition compared.

    Parameters
    ----------
    comparison
        From `la.compare`.
    by
        Columns of the population to group by.
    ax
        Axes to clear and use again; None makes a figure.
    subject
        Only this subject; without it a pupil is counted once for each subject.
    note
        Where the figures come from, printed small at the foot; without it both points are named.

    Returns
    -------
    Axes
        Described. Each cell runs from 0 to 100 %; the dot's label is "definition: group". A dot is
        hollow where too few pupils are ranked to compare; the line is the 95 % Wilson interval.

    Raises
    ------
    LaddersError
        A column or subject that the population does not have.
    """
    table = comparison.favourable(by, subject)
    columns = [by] if isinstance(by, str) else list(by)
    if not len(table) or not table["in_scope"].any():
        return draw_message(ax, "There is nothing to compare yet", comparison.sentence, note)
    cells, groups, year = _cells(table, columns)
    if not note:
        source = next(iter(comparison.results.values())).provenance
        note = f"{source.start} to {source.end}; ladders_analysis {source.toolkit}."
    for kind, there, most in (
        ("groups", len(groups), MOST_GROUPS),
        ("definitions", len(cells), MOST_DEFINITIONS),
    ):
        note += f" The first {most} of {there} {kind}." if there > most else ""
    groups = groups[:MOST_GROUPS]
    cells = {title: cells[title] for title in list(cells)[:MOST_DEFINITIONS]}
    title = _finding(cells, groups)
    whom = f"{subject}, pupils" if subject else "pupils × subjects"
    under = (
        f"{f'{year}. ' if year else ''}Favourable of those ranked ({whom}); each column runs from "
        "0 to 100%. Line: 95% interval; hollow dot: too few to compare"
    )
    ax = _draw(ax, cells, groups, heading(title, under, note, PICTURE_WIDTH))
    said = " ".join(
        f"{definition}: {'; '.join(f'{group}, {row[group].in_full}' for group in groups)}."
        for definition, row in cells.items()
    )
    return describe(ax, f"{title}. {under}. {said} {note}")


def _cells(table: pd.DataFrame, columns: Sequence[str]) -> tuple[_Table, list[str], str]:
    """Gather the table by definition and group; return the groups and the year all share."""
    year = ""
    if "cohort_label" in columns:
        year = shared_ending([str(label) for label in table["cohort_label"]])
    cells: _Table = {}
    groups: dict[str, None] = {}
    for row in table.to_dict("records"):
        group = " · ".join(_named(column, row[column], year) for column in columns)
        groups.setdefault(group)
        cells.setdefault(str(row["title"]), {})[group] = _Cell(
            whole(row["favourable"]),
            whole(row["of"]),
            whole(row["in_scope"]),
            float(row["low"]),
            float(row["high"]),
            bool(row["too_small"]),
        )
    return cells, list(groups), year


def _named(column: str, value: Any, year: str) -> str:
    words = value_in_words(column, value)
    return without_ending(words) if year and column == "cohort_label" else words


def _finding(cells: _Table, groups: Sequence[str]) -> str:
    """Say whether the definitions agree about which group has the smallest share."""
    if len(groups) == 1:
        return _finding_for_one(cells, groups[0])
    lowest: Counter[str] = Counter()
    asked = 0
    for row in cells.values():
        shares = {
            group: row[group].share
            for group in groups
            if row[group].of and not row[group].too_small
        }
        if len(shares) > 1 and min(shares.values()) < max(shares.values()):
            asked += 1
            lowest.update(group for group in groups if shares.get(group) == min(shares.values()))
    if not asked:
        return "No two groups can be told apart by any of the definitions"
    group, times = max(lowest.items(), key=lambda item: item[1])
    if asked == 1:
        return f"{group} has the smallest favourable share"
    if times == asked:
        every = "both" if asked == 2 else f"all {asked}"
        return f"By {every} definitions {group} has the smallest favourable share"
    if times == 1:
        return "Each definition finds the smallest favourable share in another group"
    return f"By {times} of {asked} definitions {group} has the smallest favourable share"


def _finding_for_one(cells: _Table, group: str) -> str:
    """Say between which figures the definitions put one group."""
    ranked = {title: row[group] for title, row in cells.items() if row[group].of}
    if not ranked:
        return f"{group}: no definition can rank anybody yet"
    order = sorted(ranked, key=lambda title: ranked[title].share)
    low, high = ranked[order[0]], ranked[order[-1]]
    if low.share == high.share:
        return f"{group}: {low.said} favourable by ‘{order[0]}’"
    return f"{group}: from {low.said} favourable by ‘{order[0]}’ to {high.said} by ‘{order[-1]}’"


def _draw(ax: Axes | None, cells: _Table, groups: Sequence[str], words: Heading) -> Axes:
    """Draw the cells, in blocks of as many groups as stand beside each other."""
    blocks = [groups[start : start + ACROSS] for start in range(0, len(groups), ACROSS)]
    each = _HEAD + _ROW * len(cells) + _BETWEEN
    sheet = Sheet(ax, PICTURE_WIDTH, words.height + words.foot + each * len(blocks))
    words.draw(sheet)
    left = MARGIN + _LABELS + 12.0
    wide = min((PICTURE_WIDTH - MARGIN - left) / len(blocks[0]), _WIDEST)
    for place, block in enumerate(blocks):
        top = words.height + each * place
        for across, group in enumerate(block):
            _draw_head(sheet, group, left + wide * across, top, wide)
        for down, (definition, row) in enumerate(cells.items()):
            line = top + _HEAD + _ROW * down
            sheet.line([MARGIN, left + wide * len(block)], [line - 3.0] * 2, RULE, 0.5)
            _draw_name(sheet, definition, line)
            for across, group in enumerate(block):
                label = f"{definition}: {group}"
                _draw_cell(sheet, row[group], label, left + wide * across, line, wide)
    return sheet.ax


def _draw_head(sheet: Sheet, group: str, left: float, top: float, wide: float) -> None:
    """Write a group's name over its column, and the ends of the column's scale."""
    middle, room = left + wide / 2, wide - 8.0
    name = shorten(group, room, SMALL_SIZE, bold=True)
    sheet.text(middle, top + 8.0, name, size=SMALL_SIZE, bold=True, side="center")
    sheet.caption(left + 4.0, top + 22.0, "0", size=_TINY)
    sheet.caption(left + wide - 4.0, top + 22.0, "100%", size=_TINY, side="right")


def _draw_name(sheet: Sheet, definition: str, top: float) -> None:
    """Write a definition's name, in two lines where it needs them."""
    lines = wrap(definition, _LABELS, TEXT_SIZE, most=2)
    first = top + 13.0 - 6.0 * (len(lines) - 1)
    for place, line in enumerate(lines):
        sheet.text(MARGIN, first + 12.0 * place, line)


def _draw_cell(sheet: Sheet, cell: _Cell, label: str, left: float, top: float, wide: float) -> None:
    """Draw one dot with its interval, and write its counts underneath."""
    start, room = left + 6.0, wide - 12.0
    down = top + 8.0
    sheet.line([start, start + room], [down] * 2, RULE, 0.8)
    sheet.line([start + room / 2] * 2, [down - 3.5, down + 3.5], RULE, 0.8)
    size = SMALL_SIZE if width_of(cell.said, SMALL_SIZE) <= room + 8.0 else _TINY
    said = shorten(cell.said, wide - 2.0, size)
    sheet.text(left + wide / 2, top + 21.0, said, size=size, side="center", colour=MUTED)
    if not cell.of:
        return
    ends = [start + room * cell.low, start + room * cell.high]
    sheet.line(ends, [down] * 2, MUTED if cell.too_small else _DOT, 1.6)
    dot = Line2D(
        [start + room * float(cell.share)],
        [down],
        transform=sheet.points,
        marker="o",
        linestyle="none",
        markersize=6.5 * sheet.scale,
        markerfacecolor=PAPER if cell.too_small else _DOT,
        markeredgecolor=MUTED if cell.too_small else _DOT,
        markeredgewidth=1.2 * sheet.scale,
        label=label,
    )
    sheet.ax.add_line(dot)
