"""What a reader is likely to choose next, worked out while the page is idle.

A snapshot, or one definition between two points of one school, is a step: short enough that a
reader who chooses in between does not notice.
"""

from __future__ import annotations

from collections.abc import Iterator

from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.options import Offer
from ladders_analysis.exploring.selection import A_YEAR_AGO, Selection


def steps_for(
    facts: Facts, offer: Offer, selection: Selection, *, all_points: bool = True
) -> Iterator[None]:
    """Work out a school's other views, the likeliest first.

    Parameters
    ----------
    facts
        What is known of the school, filled by each step.
    offer
        What may be chosen of it.
    selection
        What is looked at now, settled.
    all_points
        False for the first view of a school only: its two points and a year before them.

    Yields
    ------
    None
        After each step.
    """
    start = selection.start
    if start == A_YEAR_AGO or not start:
        start = offer.starts[-1].name if offer.starts else ""
    pair = (start, selection.end) if start else None
    definitions = [selection.definition, *(offer.definitions if all_points else ())]
    yield from standings(facts, [selection.end, *([start] if start else [])])
    for definition in dict.fromkeys(definitions):
        for each in (pair, _a_year_before(facts, pair)):
            if each is not None:
                yield from _moved(facts, *each, definition)
    if not all_points:
        return
    points = [each.name for each in reversed(offer.points)]
    yield from standings(facts, points)
    for other in reversed(offer.starts):
        further = (other.name, selection.end)
        for each in (further, _a_year_before(facts, further)):
            if each is not None:
                yield from _moved(facts, *each, selection.definition)


def standings(facts: Facts, points: list[str]) -> Iterator[None]:
    """Take the snapshots of some points and of the same a year before, a school a step."""
    for name in points:
        point = facts.point(name)
        ago = facts.first.year_before(point)
        for each in (point, ago):
            if each is None or facts.knows_standing(each.name):
                continue
            for school in facts.schools:
                # Kept by the snapshot, so that putting them together costs little.
                _ = school.snapshot(each.name).standing
                yield
            facts.standing(each.name)
            yield


def _moved(facts: Facts, start: str, end: str, definition: str) -> Iterator[None]:
    """Rate progress between two points, a school at a time."""
    if facts.knows(start, end, definition):
        return
    for school in facts.schools:
        facts.rate(school, start, end, definition)
        yield
    facts.movement(start, end, definition)
    yield


def _a_year_before(facts: Facts, pair: tuple[str, str] | None) -> tuple[str, str] | None:
    """Return the same two points a year ago, where the calendar has them in order."""
    if pair is None:
        return None
    start, end = (facts.first.year_before(facts.point(name)) for name in pair)
    if start is None or end is None or start.on >= end.on:
        return None
    return start.name, end.name
