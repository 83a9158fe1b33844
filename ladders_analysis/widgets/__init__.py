"""The explorer's page: what is chosen and clicked, and the answers, in a notebook or as an app.

The page draws and computes nothing; Python computes and draws nothing. What goes between them are
the records of `exploring.views`.
"""

from __future__ import annotations

from ladders_analysis.widgets.explorer import Explorer
from ladders_analysis.widgets.exploring import (
    explore,
    explore_attainment,
    explore_groups,
    explore_movement,
    explore_statements,
)

__all__ = [
    "Explorer",
    "explore",
    "explore_attainment",
    "explore_groups",
    "explore_movement",
    "explore_statements",
]
