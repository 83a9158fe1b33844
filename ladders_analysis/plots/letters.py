"""Text that is drawn once and then stamped.

Most of the time a picture takes is spent on its letters, and a widget that draws the same figure
again writes mostly the same names and numbers. So each line is drawn once, kept as a small
picture of itself, and stamped from then on. Anything but a pixel canvas gets ordinary text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from numpy.typing import NDArray

from ladders_analysis.plots.lettering import font

Side: TypeAlias = Literal["left", "center", "right"]
Hang: TypeAlias = Literal["top", "center_baseline", "baseline", "bottom"]

_EDGE = 2


class _Stamp(NamedTuple):
    """A line of text as pixels, and where its lower left corner stands from its anchor."""

    pixels: NDArray[np.uint8]
    across: int
    up: int


@lru_cache(maxsize=8)
def _bench(dpi: float) -> Figure:
    """Keep an empty figure to draw stamps on."""
    return Figure(dpi=dpi)


@lru_cache(maxsize=4_096)
def _stamp(
    words: str,
    size: float,
    bold: bool,
    colour: str,
    turn: float,
    side: Side,
    hang: Hang,
    dpi: float,
) -> _Stamp:
    """Draw one line of text on a canvas of its own."""
    line = Text(
        0,
        0,
        words,
        fontproperties=font(size, bold),
        color=colour,
        horizontalalignment=side,
        verticalalignment=hang,
        rotation=turn,
        rotation_mode="anchor" if turn else "default",
        parse_math=False,
        usetex=False,
    )
    line.set_figure(_bench(dpi))
    box = line.get_window_extent(RendererAgg(1, 1, dpi))
    left, low = int(np.floor(box.x0)) - _EDGE, int(np.floor(box.y0)) - _EDGE
    wide, tall = int(np.ceil(box.x1)) + _EDGE - left, int(np.ceil(box.y1)) + _EDGE - low
    canvas = RendererAgg(wide, tall, dpi)
    line.set_position((-left, -low))
    line.draw(canvas)
    return _Stamp(np.array(canvas.buffer_rgba())[::-1].copy(), left, low)


class Letters(Text):
    """One line of text on a sheet, stamped where the canvas is made of pixels.

    Parameters
    ----------
    across, down
        Its place, in the transform's units.
    words
        The line; nothing in it is read as markup.
    size
        Size [points].
    bold
        Whether it is set in bold.
    colour
        Its colour.
    turn
        How far it leans from the horizontal [degrees].
    side, hang
        Which of its sides, and what height of it, stands at the place.
    """

    def __init__(
        self,
        across: float,
        down: float,
        words: str,
        *,
        size: float,
        bold: bool,
        colour: str,
        turn: float,
        side: Side,
        hang: Hang,
    ) -> None:
        super().__init__(
            across,
            down,
            words,
            fontproperties=font(size, bold),
            color=colour,
            horizontalalignment=side,
            verticalalignment=hang,
            rotation=turn,
            rotation_mode="anchor" if turn else "default",
            parse_math=False,
            usetex=False,
        )
        self._how = (size, bold, colour, turn, side, hang)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line.

        Parameters
        ----------
        renderer
            What it is drawn with.
        """
        if not isinstance(renderer, RendererAgg):
            super().draw(renderer)
            return
        words = self.get_text()
        if not words or not self.get_visible():
            return
        stamp = _stamp(words, *self._how, float(renderer.dpi))
        across, up = self.get_transform().transform(self.get_position())
        canvas = renderer.new_gc()
        across, up = round(across) + stamp.across, round(up) + stamp.up
        renderer.draw_image(canvas, across, up, stamp.pixels)
        canvas.restore()
        self.stale = False
