"""A picture carries its description everywhere, and nothing about the machine that made it."""

from __future__ import annotations

import base64
import html
import io
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image
from test_plots_tables import YEAR_3_AND_4, attainment_table, words_of

from ladders_analysis.plots import style
from ladders_analysis.plots.alt_text import alt_text, describe
from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.figures import figure_of
from ladders_analysis.plots.picture import show
from ladders_analysis.policy import PLACED

ODD = 'A "$5_x$" <b>name</b> & \x0bmore'


def odd_axes() -> Axes:
    """Draw a summary whose subject holds every mark that pages and fonts trip over."""
    return plot_attainment(attainment_table([({"subject": ODD}, [1, 12, 3, 0, 0, 0, 0])]))


def chunks(png: bytes) -> list[str]:
    """List the kinds of chunk in a PNG file."""
    kinds, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kinds.append(png[at + 4 : at + 8].decode("ascii"))
        at += 12 + length
    return kinds


def test_no_picture_uses_pyplot() -> None:
    """Keep nothing open behind the reader's back."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_plots_tables import YEAR_3_AND_4\n"
        "from ladders_analysis.plots.attainment import plot_attainment\n"
        "from ladders_analysis.plots.picture import show\n"
        "show(plot_attainment(YEAR_3_AND_4)).svg()\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_png_holds_pixels_only() -> None:
    """Write no date, program or path into the image."""
    assert set(chunks(show(plot_attainment(YEAR_3_AND_4)).png)) <= {
        "IHDR",
        "PLTE",
        "IDAT",
        "IEND",
    }


def test_page_shows_the_picture_crisply_with_its_words() -> None:
    """Give twice the dots of the size a page shows, and the words as the alternative."""
    ax = plot_attainment(YEAR_3_AND_4)
    picture = show(ax)
    page = picture._repr_html_()
    found = re.fullmatch(
        r'<figure class="ladders-picture"><img src="data:image/png;base64,([^"]+)" '
        r'alt="([^"]+)" width="(\d+)" height="(\d+)"></figure>',
        page,
    )
    assert found is not None
    assert html.unescape(found[2]) == alt_text(ax) == picture.alt
    with Image.open(io.BytesIO(base64.b64decode(found[1]))) as image:
        assert image.size == (2 * int(found[3]), pytest.approx(2 * int(found[4]), abs=1))


def test_colours_survive_the_smaller_file() -> None:
    """Draw every fill in very nearly its own colour."""
    picture = show(plot_attainment(YEAR_3_AND_4))
    with Image.open(io.BytesIO(picture.png)) as image:
        pixels = np.asarray(image.convert("RGB"), dtype=int).reshape(-1, 3)
    for word in PLACED:
        wanted = np.array([round(255 * part) for part in style.channels(
            style.ATTAINMENT_LOOKS[word].colour)])  # fmt: skip
        assert (np.abs(pixels - wanted).max(axis=1) <= 4).sum() > 1_000


def test_marks_of_pages_are_words() -> None:
    """Escape what a page would read as markup, and draw it as it was typed."""
    ax = odd_axes()
    picture = show(ax)
    assert "<b>" not in picture._repr_html_().replace("&lt;b&gt;", "")
    assert "&lt;b&gt;name&lt;/b&gt; &amp; more" in picture._repr_html_()
    assert any('A "$5_x$" <b>name</b> & more' in words for words in words_of(ax))


def test_svg_is_described_and_bare() -> None:
    """Name and describe the drawing; hold no text of it, script, link, date or program."""
    ax = odd_axes()
    picture = show(ax)
    drawing = picture.svg()
    root = ElementTree.fromstring(drawing)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    title, description = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None
    assert description is not None
    assert f"{title.text}. {description.text}" == picture.alt
    assert "<!--" not in drawing
    assert "metadata" not in drawing
    assert "matplotlib" not in drawing.lower().replace("matplotlib.org", "")
    assert "matplotlib.org" not in drawing
    assert picture.svg() == drawing


def test_saving(tmp_path: Path) -> None:
    """Write either kind of file, and refuse another."""
    picture = show(plot_attainment(YEAR_3_AND_4))
    assert picture.save(tmp_path / "a.png").read_bytes() == picture.png
    assert picture.save(str(tmp_path / "a.SVG")).read_text(encoding="utf-8").startswith("<svg")
    with pytest.raises(PictureError, match=r'"a\.pdf".*\.png, \.svg'):
        picture.save(tmp_path / "a.pdf")


def test_a_picture_keeps_its_words_when_axes_are_used_again() -> None:
    """Refuse a drawing that would show something else than the image does."""
    ax = plot_attainment(YEAR_3_AND_4)
    first = show(ax)
    plot_attainment(YEAR_3_AND_4, ax, subject="Reading")
    assert first.alt != alt_text(ax)
    with pytest.raises(PictureError, match="drawn on these axes since"):
        first.svg()


def test_reused_axes_draw_as_new_ones_do() -> None:
    """Leave nothing of an earlier picture behind."""
    ax = plot_attainment(YEAR_3_AND_4)
    show(ax)
    again = show(plot_attainment(YEAR_3_AND_4, ax, subject="Reading"))
    fresh = show(plot_attainment(YEAR_3_AND_4, subject="Reading"))
    assert again.png == fresh.png
    assert (again.width, again.height) == (fresh.width, fresh.height)


def test_part_of_somebody_elses_figure() -> None:
    """Draw inside the axes given, smaller, and leave the figure its size and canvas."""
    figure = Figure(figsize=(6, 4))
    canvas = figure.canvas
    left, right = figure.subplots(1, 2)
    plot_attainment(YEAR_3_AND_4, left)
    show(left)
    assert tuple(figure.get_size_inches()) == (6, 4)
    assert figure.canvas is canvas
    assert figure.dpi == 100
    for text in left.texts:
        box = text.get_window_extent()
        assert left.bbox.x0 - 1 <= box.x0
        assert box.x1 <= left.bbox.x1 + 1
    assert right.get_title() == ""


def test_undescribed_axes_are_not_shown() -> None:
    """Ask for words rather than show a picture without any."""
    ax = Figure().subplots()
    with pytest.raises(PictureError, match=r"describe\(ax"):
        show(ax)
    with pytest.raises(PictureError, match="empty"):
        describe(ax, "  \n ")
    describe(ax, "Two\nlines of 3 pupils.")
    assert show(ax, dpi=96).alt == "Two lines of 3 pupils."
    assert repr(show(ax, dpi=96)) == "<Picture: Two lines of 3 pupils.>"


def test_axes_taken_out_of_their_figure() -> None:
    """Say so plainly."""
    ax = Figure().subplots()
    ax.remove()
    with pytest.raises(PictureError, match="belong to no figure"):
        figure_of(ax)
