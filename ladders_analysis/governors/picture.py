"""A picture of published ranges: a bar for what is certain, a faded open end for what is not.

Bars, numbers, title and description are made of the ranges alone, so that a ruler laid on the
picture finds nothing that the table does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from ladders_analysis.disclosure import Range, Row
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.heading import heading
from ladders_analysis.plots.lettering import shorten, width_of
from ladders_analysis.plots.picture import show
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
)

CERTAIN, TRACK, OPEN_END = "#1f6a9c", "#edf0f3", "#9cc3dc"
PANELS_ABREAST = 3
ROW_HEIGHT, BAR_HEIGHT, PANEL_GAP = 22.0, 13.0, 16.0
FADING = (0.85, 0.6, 0.35)


@dataclass(frozen=True)
class Drawn:
    """A drawn picture: its PNG, and its description in words."""

    png: bytes
    alt: str


def draw_ranges(
    title: str,
    measure: str,
    rows: Sequence[Row],
    subjects: Sequence[str],
    counts: Mapping[tuple[str, str], Range],
    whole: Mapping[str, Range],
) -> Drawn:
    """Draw a measure by row and subject.

    Parameters
    ----------
    title
        The finding.
    measure
        What is counted, to follow "pupils": "at or above what we expect".
    rows, subjects
        What is drawn, in order.
    counts
        The published count of each row name and subject.
    whole
        The published count of the whole school by subject; an exact one is drawn as a line.

    Returns
    -------
    Drawn
        One panel a subject. The full width of a bar is everybody in its row.
    """
    opened = any(not count.exact for count in counts.values())
    lined = any(whole[subject].exact for subject in subjects) and len(rows) > 1
    under = f"Pupils {measure}. The full width of a bar is every pupil in its row."
    under += " Faded end: the count lies somewhere within it." if opened else ""
    under += " Upright line: the whole school." if lined else ""
    words = heading(title, under, "", PICTURE_WIDTH)
    abreast = min(PANELS_ABREAST, len(subjects))
    storeys = [subjects[at : at + abreast] for at in range(0, len(subjects), abreast)]
    tall = 24.0 + ROW_HEIGHT * len(rows)
    sheet = Sheet(None, PICTURE_WIDTH, words.height + tall * len(storeys) + words.foot)
    words.draw(sheet)
    names = [f"{row.name} ({row.of})" for row in rows]
    left = MARGIN + min(max(width_of(name, TEXT_SIZE) for name in names), 170.0) + 14.0
    wide = (PICTURE_WIDTH - MARGIN - left - PANEL_GAP * (abreast - 1)) / abreast
    room = max(width_of(_label(count), SMALL_SIZE + 0.5) for count in counts.values()) + 6.0
    track = max(wide - room, 40.0)
    for storey, together in enumerate(storeys):
        top = words.height + tall * storey
        for place, name in enumerate(names):
            middle = top + 24.0 + ROW_HEIGHT * (place + 0.5)
            sheet.text(MARGIN, middle, shorten(name, left - MARGIN - 6.0, TEXT_SIZE))
        for place, subject in enumerate(together):
            across = left + place * (wide + PANEL_GAP)
            column = [counts[row.name, subject] for row in rows]
            line = whole[subject] if lined and whole[subject].exact else None
            _panel(sheet, across, top, wide, track, subject, column, line)
    alt = f"{title}. {under} {_in_words(rows, subjects, counts)}"
    return Drawn(show(describe(sheet.ax, alt)).png, " ".join(alt.split()))


def _panel(
    sheet: Sheet,
    left: float,
    top: float,
    wide: float,
    track: float,
    subject: str,
    counts: Sequence[Range],
    whole: Range | None,
) -> None:
    """Draw one subject's bars, with the counts beside them."""
    labels = [_label(count) for count in counts]
    sheet.text(left, top + 10.0, shorten(subject, wide, TEXT_SIZE, True), bold=True)
    for place, (count, label) in enumerate(zip(counts, labels, strict=True)):
        upper = top + 24.0 + ROW_HEIGHT * place + (ROW_HEIGHT - BAR_HEIGHT) / 2
        middle = upper + BAR_HEIGHT / 2
        sheet.bar(left, upper, track, BAR_HEIGHT, Look(TRACK), "everybody")
        certain = track * count.share_low
        _open_end(sheet, left + certain, upper, track * (count.share_high - count.share_low))
        if certain:
            sheet.bar(left, upper, certain, BAR_HEIGHT, Look(CERTAIN), "certain")
        sheet.text(left + track + 5.0, middle, label, size=SMALL_SIZE + 0.5)
    if whole is not None:
        at = left + track * whole.share_low
        down = [top + 22.0, top + 26.0 + ROW_HEIGHT * len(counts)]
        sheet.line([at, at], down, INK, 1.0)
    sheet.line([left, left + track], [top + 20.0] * 2, RULE, 0.8)
    sheet.text(left + track, top + 12.0, "all", size=SMALL_SIZE, colour=MUTED, side="right")


def _open_end(sheet: Sheet, left: float, top: float, wide: float) -> None:
    """Draw the part of a bar that is not certain: fading, without an edge."""
    step = wide / len(FADING)
    for place, strength in enumerate(FADING):
        if step > 0:
            sheet.ax.add_patch(
                Rectangle(
                    (left + step * place, top),
                    step,
                    BAR_HEIGHT,
                    facecolor=OPEN_END,
                    alpha=strength,
                    linewidth=0,
                    label="open end",
                )
            )


def _label(count: Range) -> str:
    """Write a count as shortly as a picture needs."""
    if count.exact:
        return f"{count.low}"
    if count.low == 0:
        return f"{count.high} or fewer"
    return f"{count.low} or more" if count.high == count.of else f"{count.low}–{count.high}"


def _in_words(
    rows: Sequence[Row], subjects: Sequence[str], counts: Mapping[tuple[str, str], Range]
) -> str:
    return " ".join(
        f"{subject}: "
        + "; ".join(f"{row.name} {counts[row.name, subject].full_text}" for row in rows)
        + "."
        for subject in subjects
    )
