"""Pictures of where pupils stand, what has moved and which statements stick.

Each `plot_` function takes a table that a summary made, draws it on axes without pyplot, says its
finding in the title and describes itself in words; `show` turns the axes into an image with that
description. Nothing is computed here that a summary should compute.
"""

from __future__ import annotations

from ladders_analysis.plots.alt_text import alt_text, describe
from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.flow import plot_flow
from ladders_analysis.plots.flow_layout import Band, FlowLayout, Node, flow_layout, outline
from ladders_analysis.plots.gap_grid import plot_gap_grid
from ladders_analysis.plots.outcomes import plot_outcomes
from ladders_analysis.plots.picture import Picture, show
from ladders_analysis.plots.points import plot_points

__all__ = [
    "Band",
    "FlowLayout",
    "Node",
    "Picture",
    "PictureError",
    "alt_text",
    "describe",
    "flow_layout",
    "outline",
    "plot_attainment",
    "plot_flow",
    "plot_gap_grid",
    "plot_outcomes",
    "plot_points",
    "show",
]
