"""Counts that may be published: a small library of its own, safe by construction.

A count of pupils enters through one door (`leaf`, or `split` for several outcomes of one whole) and
leaves as a `Range`: exact in the middle, an open end near nobody and near everybody. Everything
else here (totals, parts of a whole, groups, order, words) is worked out from ranges alone, so that
what a page says cannot depend on more than what it shows. PRIVACY.md holds the rule.
"""

from __future__ import annotations

from ladders_analysis.disclosure.leaves import Rules, leaf, split
from ladders_analysis.disclosure.nesting import in_all, one_side, within
from ladders_analysis.disclosure.ranges import Range, compare, total
from ladders_analysis.disclosure.rows import PHASES, Row, choose_rows
from ladders_analysis.disclosure.tables import Cell, PublishedTable

__all__ = [
    "PHASES",
    "Cell",
    "PublishedTable",
    "Range",
    "Row",
    "Rules",
    "choose_rows",
    "compare",
    "in_all",
    "leaf",
    "one_side",
    "split",
    "total",
    "within",
]
