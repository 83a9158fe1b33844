"""Controls for exploring: choose pupils, subject, dates and definition, and read the answer.

The controls compute nothing. They offer what the school's data holds, and hand what was chosen to
the same plain calls that the notebooks make.
"""

from __future__ import annotations

from ladders_analysis.widgets.explorer import (
    Explorer,
    explore,
    explore_attainment,
    explore_movement,
    explore_statements,
)
from ladders_analysis.widgets.panel import Panel

__all__ = [
    "Explorer",
    "Panel",
    "explore",
    "explore_attainment",
    "explore_movement",
    "explore_statements",
]
