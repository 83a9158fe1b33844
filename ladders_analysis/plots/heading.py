"""The words around a picture: its finding, how to read it, and the small print.

Also the calm picture that is drawn where there is nothing to show.
"""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.lettering import font, wrap
from ladders_analysis.plots.sheet import Sheet
from ladders_analysis.plots.style import (
    INK,
    MARGIN,
    MUTED,
    PICTURE_WIDTH,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
    TITLE_SIZE,
)


@dataclass(frozen=True)
class Heading:
    """The finding at the head of a picture, a line on how to read it, and a note at its foot."""

    title: tuple[str, ...]
    under: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the room it takes at the top [points]."""
        return MARGIN + 17.5 * len(self.title) + 14.0 * len(self.under) + 8.0

    @property
    def foot(self) -> float:
        """Return the room it takes at the bottom [points]."""
        return MARGIN + 11.0 * len(self.note) + (6.0 if self.note else 0.0)

    def draw(self, sheet: Sheet) -> None:
        """Write it.

        Parameters
        ----------
        sheet
            The sheet to write it on.
        """
        title = sheet.ax.set_title("\n".join(self.title), y=1.0, pad=0.0, parse_math=False)
        title.set(
            transform=sheet.points,
            position=(MARGIN, MARGIN - 3.0),
            ha="left",
            va="top",
            fontproperties=font(TITLE_SIZE * sheet.scale, True),
            color=INK,
            linespacing=1.2,
            usetex=False,
        )
        down = MARGIN + 17.5 * len(self.title) + 6.0
        for line in self.under:
            sheet.text(MARGIN, down, line, colour=MUTED)
            down += 14.0
        down = sheet.height - self.foot + 10.0
        for line in self.note:
            sheet.text(MARGIN, down, line, size=SMALL_SIZE, colour=MUTED)
            down += 11.0


def heading(title: str, under: str = "", note: str = "", width: float = 0.0) -> Heading:
    """Break the words around a picture into lines.

    Parameters
    ----------
    title
        The finding.
    under
        How to read the picture.
    note
        Where the figures come from, small, at the foot.
    width
        Width of the sheet [points].

    Returns
    -------
    Heading
        The lines, ready to draw.
    """
    room = width - 2 * MARGIN
    return Heading(
        tuple(wrap(title, room, TITLE_SIZE, bold=True)),
        tuple(wrap(under, room, TEXT_SIZE)),
        tuple(wrap(note, room, SMALL_SIZE, most=4)),
    )


def draw_message(ax: Axes | None, title: str, detail: str, note: str = "") -> Axes:
    """Draw and describe a calm picture that says why there is nothing to draw.

    Parameters
    ----------
    ax
        Axes to use again, or None.
    title
        What there is not.
    detail
        Why, or what would change it.
    note
        Where the figures come from.

    Returns
    -------
    Axes
        The axes, described.
    """
    words = heading(title, "", note, PICTURE_WIDTH)
    lines = wrap(detail, PICTURE_WIDTH - 4 * MARGIN, TEXT_SIZE, most=6)
    sheet = Sheet(ax, PICTURE_WIDTH, words.height + words.foot + 30.0 + 14.0 * len(lines))
    words.draw(sheet)
    for place, line in enumerate(lines):
        sheet.text(2 * MARGIN, words.height + 20.0 + 14.0 * place, line, colour=MUTED)
    side = [MARGIN + 2.0] * 2
    sheet.line(side, [words.height + 12.0, words.height + 14.0 + 14.0 * len(lines)], RULE, 3.0)
    return describe(sheet.ax, f"{title}. {detail} {note}")
