"""The sheet of paper that a picture is drawn on.

A picture fills its axes from edge to edge and is laid out in points from the top left corner, as
a printed page is, so that every label's place is known before anything is drawn. Given no axes it
makes a figure of its own size, without pyplot; given axes it clears and uses them again.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from ladders_analysis.plots.figures import figure_of, new_axes, used_again
from ladders_analysis.plots.lettering import plain
from ladders_analysis.plots.letters import Hang, Letters, Side
from ladders_analysis.plots.style import (
    HATCH_COLOUR,
    INK,
    MUTED,
    PAPER,
    RULE,
    SMALL_SIZE,
    TEXT_SIZE,
    Look,
)

_SMALLEST = 0.05


class Sheet:
    """Axes laid out in points from their top left corner.

    Parameters
    ----------
    ax
        Axes to clear and draw on, or None for a new figure.
    width, height
        The size that the picture needs [points].

    Attributes
    ----------
    ax
        The axes.
    width, height
        The size there is, in the sheet's own points: never less than was asked for. Axes that are
        part of somebody else's figure keep their size, and everything is drawn smaller to fit.
    scale
        How much smaller [1 = as designed].
    """

    def __init__(self, ax: Axes | None, width: float, height: float) -> None:
        if ax is None:
            ax = new_axes(width, height)
        else:
            ax = used_again(ax, width, height)
        ax.set_axis_off()
        ax.set_autoscale_on(False)
        dots = 72 / figure_of(ax).dpi
        there = max(ax.bbox.width * dots, 1.0), max(ax.bbox.height * dots, 1.0)
        self.ax = ax
        self.scale = max(min(there[0] / width, there[1] / height), _SMALLEST)
        if abs(self.scale - 1) < 1e-6:
            self.scale = 1.0
        self.width, self.height = there[0] / self.scale, there[1] / self.scale
        unit = Affine2D().scale(1 / self.width, -1 / self.height).translate(0, 1)
        self.points = unit + ax.transAxes
        self.measure_across(0, 0, 1)
        self.measure_down(0, 0, 1)

    def measure_across(self, at: float, value: float, points_each: float) -> None:
        """Set the data's own units across the sheet.

        Parameters
        ----------
        at
            A place [points from the left].
        value
            The value that stands there.
        points_each
            Points to one unit.
        """
        left = value - at / points_each
        self.ax.set_xlim(left, left + self.width / points_each)

    def measure_down(self, at: float, value: float, points_each: float) -> None:
        """Set the data's own units down the sheet, rising downwards.

        Parameters
        ----------
        at
            A place [points from the top].
        value
            The value that stands there.
        points_each
            Points to one unit.
        """
        top = value - at / points_each
        self.ax.set_ylim(top + self.height / points_each, top)

    def text(
        self,
        across: float,
        down: float,
        words: str,
        *,
        size: float = TEXT_SIZE,
        bold: bool = False,
        colour: str = INK,
        side: Side = "left",
        hang: Hang = "center_baseline",
        turn: float = 0.0,
    ) -> Letters:
        """Write one line, exactly as it is: nothing in it is read as markup.

        Parameters
        ----------
        across, down
            Its place [points from the top left].
        words
            The line.
        size, bold, colour
            How it is set.
        side, hang
            Which of its sides, and what height of it, stands at the place.
        turn
            How far it leans from the horizontal [degrees].

        Returns
        -------
        Letters
            The artist.
        """
        line = Letters(
            across,
            down,
            plain(words),
            size=size * self.scale,
            bold=bold,
            colour=colour,
            turn=turn,
            side=side,
            hang=hang,
        )
        line.set_transform(self.points)
        self.ax.add_artist(line)
        line.set_clip_path(None)
        return line

    def caption(
        self,
        across: float,
        down: float,
        words: str,
        *,
        size: float = SMALL_SIZE,
        bold: bool = False,
        side: Side = "left",
        turn: float = 0.0,
    ) -> Letters:
        """Write one small quiet line, such as a column's heading.

        Parameters
        ----------
        across, down
            Its place [points from the top left].
        words
            The line.
        size, bold, side, turn
            As for `text`.

        Returns
        -------
        Letters
            The artist.
        """
        return self.text(
            across, down, words, size=size, bold=bold, colour=MUTED, side=side, turn=turn
        )

    def bar(
        self, left: float, top: float, width: float, height: float, look: Look, label: str
    ) -> Rectangle:
        """Draw a block in the data's units.

        Parameters
        ----------
        left, top, width, height
            Its place and size.
        look
            Its fill and hatching.
        label
            What it stands for.

        Returns
        -------
        Rectangle
            The artist; its label is the word it stands for.
        """
        block = Rectangle(
            (left, top),
            width,
            height,
            facecolor=look.colour,
            edgecolor=HATCH_COLOUR if look.hatch else PAPER,
            hatch=look.hatch or None,
            linewidth=0.8 * self.scale,
            label=label,
        )
        self.ax.add_patch(block)
        return block

    def swatch(self, left: float, middle: float, look: Look, side: float = 8.0) -> None:
        """Draw a small square sample of a look.

        Parameters
        ----------
        left, middle
            Where its left side and its middle stand [points].
        look
            The look.
        side
            Its size [points].
        """
        sample = Rectangle(
            (left, middle - side / 2),
            side,
            side,
            transform=self.points,
            facecolor=look.colour,
            edgecolor=HATCH_COLOUR if look.hatch else look.colour,
            hatch=look.hatch or None,
            linewidth=0.6 * self.scale,
            label="_sample",
        )
        self.ax.add_patch(sample)

    def patch_behind(self, middle: float, down: float, width: float, height: float = 9.5) -> None:
        """Clear a little paper for a number that would stand on hatching.

        Parameters
        ----------
        middle, down
            Where its middle stands [points].
        width, height
            Its size [points].
        """
        paper = Rectangle(
            (middle - width / 2, down - height / 2),
            width,
            height,
            transform=self.points,
            facecolor=PAPER,
            linewidth=0,
            label="_paper",
        )
        self.ax.add_patch(paper)

    def line(
        self,
        across: Sequence[float],
        down: Sequence[float],
        colour: str = RULE,
        thick: float = 0.8,
    ) -> None:
        """Draw a line through places given in points.

        Parameters
        ----------
        across, down
            The places.
        colour, thick
            How it is drawn.
        """
        drawn = Line2D(
            across,
            down,
            transform=self.points,
            color=colour,
            linewidth=thick * self.scale,
            solid_capstyle="butt",
        )
        self.ax.add_line(drawn)
