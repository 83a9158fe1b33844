"""The four questions of the page, and what answers each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gaps import gaps_view
from ladders_analysis.exploring.groups import groups_view
from ladders_analysis.exploring.moved import moved_view
from ladders_analysis.exploring.selection import Part, Selection
from ladders_analysis.exploring.views import PartView
from ladders_analysis.exploring.where import where_view

PART_VIEWS: Mapping[Part, Callable[[Facts, Selection], PartView]] = {
    "where": where_view,
    "moved": moved_view,
    "statements": gaps_view,
    "groups": groups_view,
}


def part_view(facts: Facts, selection: Selection) -> PartView:
    """Answer the question that a settled selection looks at."""
    return PART_VIEWS[selection.part](facts, selection)
