"""Figures made without pyplot, so that nothing is kept open behind a reader's back.

A figure that the toolkit made may change its size when it is drawn again; anybody else's keeps
the size it was given.
"""

from __future__ import annotations

from weakref import WeakSet

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.style import PAPER

_OWN: WeakSet[Figure] = WeakSet()


def new_axes(width: float, height: float) -> Axes:
    """Make a figure with axes that fill it.

    Parameters
    ----------
    width, height
        Its size [points].

    Returns
    -------
    Axes
        The axes.
    """
    figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
    FigureCanvasAgg(figure)
    _OWN.add(figure)
    return figure.add_axes((0.0, 0.0, 1.0, 1.0))


def used_again(ax: Axes, width: float, height: float) -> Axes:
    """Clear axes to draw on them again.

    Parameters
    ----------
    ax
        The axes.
    width, height
        The size that the picture needs [points]; a figure of the toolkit's own takes it on.

    Returns
    -------
    Axes
        The same axes, empty.
    """
    ax.clear()
    figure = figure_of(ax)
    if figure in _OWN:
        figure.set_size_inches(width / 72, height / 72)
    return ax


def figure_of(ax: Axes) -> Figure:
    """Return the whole figure that axes belong to.

    Parameters
    ----------
    ax
        The axes.

    Returns
    -------
    Figure
        The figure.

    Raises
    ------
    PictureError
        When they have been taken out of it.
    """
    figure = ax.get_figure(root=True)
    if figure is None:
        raise PictureError("These axes belong to no figure. Pass others, or ax=None for new ones.")
    return figure
