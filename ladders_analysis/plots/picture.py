"""A picture as a page shows it: an image with the words that stand for it.

Pages and widgets show every figure in this one way, so that none is without a description and
none carries the name of a program or of a folder on somebody's machine.
"""

from __future__ import annotations

import html
import io
import re
from base64 import b64encode
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.figures import figure_of

CSS_DOTS = 96
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Picture:
    """A drawn picture with its description.

    Attributes
    ----------
    png
        The image, without any metadata.
    alt
        The description.
    width, height
        The size at which a page shows it [CSS pixels].
    """

    def __init__(self, ax: Axes, png: bytes, alt: str, width: int, height: int) -> None:
        self._ax = ax
        self.png = png
        self.alt = alt
        self.width = width
        self.height = height

    def _repr_html_(self) -> str:
        """Return the picture for a page or a notebook."""
        data = b64encode(self.png).decode("ascii")
        alt = html.escape(_NOT_IN_XML.sub("", self.alt), quote=True)
        return (
            f'<figure class="ladders-picture"><img src="data:image/png;base64,{data}" '
            f'alt="{alt}" width="{self.width}" height="{self.height}"></figure>'
        )

    def __repr__(self) -> str:
        """Return the description, for a console."""
        return f"<Picture: {self.alt}>"

    def svg(self) -> str:
        """Return the picture as a drawing that stays sharp at any size.

        Returns
        -------
        str
            An ``<svg>`` element whose title and description are the picture's own. It names no
            program, date or file, and is the same each time.

        Raises
        ------
        PictureError
            When something else has been drawn on the same axes since.
        """
        if alt_text(self._ax) != self.alt:
            raise PictureError(
                "Another picture has been drawn on these axes since. Show it again first: "
                "show(ax).svg()."
            )
        drawn = io.StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        with matplotlib.rc_context(
            {
                "svg.hashsalt": "ladders",
                "svg.fonttype": "path",
                "savefig.bbox": "standard",
                "savefig.facecolor": "auto",
            }
        ):
            figure_of(self._ax).savefig(drawn, format="svg", metadata=nothing)
        text = drawn.getvalue()
        text = re.sub(r"<!--.*?-->\s*", "", text[text.index("<svg") :], flags=re.DOTALL)
        text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.DOTALL)
        title, _, rest = self.alt.partition(". ")
        named = (
            f"<title>{html.escape(_NOT_IN_XML.sub('', title))}</title>"
            f"<desc>{html.escape(_NOT_IN_XML.sub('', rest or title))}</desc>"
        )
        opening, _, inside = text.partition(">")
        return f'{opening} role="img">{named}{inside}'

    def save(self, path: str | Path) -> Path:
        """Write the picture to a file.

        Parameters
        ----------
        path
            Where to; the ending is ``.png`` or ``.svg``.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        PictureError
            When the ending is another.
        """
        file = Path(path)
        ending = file.suffix.lower()
        if ending == ".png":
            file.write_bytes(self.png)
        elif ending == ".svg":
            file.write_text(self.svg(), encoding="utf-8")
        else:
            raise PictureError(
                f'A picture cannot be saved as "{file.name}". Allowed endings: .png, .svg.'
            )
        return file


def show(ax: Axes, *, dpi: float = 192.0) -> Picture:
    """Turn a drawn figure into the picture that a page shows.

    Parameters
    ----------
    ax
        The axes; every `plot_` function of the toolkit returns such, described.
    dpi
        Dots drawn per inch. A page shows 96 of them as one inch, so that 192 stays crisp on a
        fine screen and in print.

    Returns
    -------
    Picture
        With `_repr_html_`, so that a notebook shows it.

    Raises
    ------
    PictureError
        When the axes have no description; `describe` gives them one.
    """
    alt = alt_text(ax)
    figure = figure_of(ax)
    before = figure.dpi
    own = canvas = figure.canvas
    if not isinstance(canvas, FigureCanvasAgg):
        canvas = FigureCanvasAgg(figure)
    try:
        figure.set_dpi(dpi)
        canvas.draw()
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
        image = image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    finally:
        figure.set_dpi(before)
        figure.set_canvas(own)
    file = io.BytesIO()
    image.save(file, format="PNG", compress_level=4)
    inches = figure.get_size_inches()
    return Picture(
        ax, file.getvalue(), alt, round(inches[0] * CSS_DOTS), round(inches[1] * CSS_DOTS)
    )
