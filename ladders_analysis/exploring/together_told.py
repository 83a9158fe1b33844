"""What has moved in reading, writing and maths together: where pupils stood in all three."""

from __future__ import annotations

from ladders_analysis.english import count, in_a_sentence, listing
from ladders_analysis.exploring.facts import Facts, Movement
from ladders_analysis.exploring.flowing import NOBODY_MOVED, flow_of_pupils, moves_of
from ladders_analysis.exploring.selection import Selection
from ladders_analysis.exploring.views import PartView, TableView
from ladders_analysis.exploring.whom import whom
from ladders_analysis.plots.flow_layout import FlowLayout
from ladders_analysis.plots.style import DIRECTIONS
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.questions.choosing import TOGETHER

_NOT_BY = (
    "Progress by a definition is told subject by subject; of all three together it can be said "
    "where pupils stood then and stand now."
)


def together_view(facts: Facts, movement: Movement, selection: Selection) -> PartView:
    """Show how pupils moved in all three subjects together.

    Parameters
    ----------
    facts
        What is known.
    movement
        Between the two points.
    selection
        A settled selection whose subject is `TOGETHER`.
    """
    between = (facts.point(selection.start).label, facts.point(selection.end).label)
    who = whom(facts, selection)
    about = f"{who} {in_a_sentence(TOGETHER)}"
    mask = movement.people.chosen(selection)
    layout = moves_of(movement, TOGETHER, mask)
    head = f"{about}, {' to '.join(between)}"
    if not layout.bands:
        return PartView(
            sentences=(f"{head}: nobody was in scope at both points.",), picture=NOBODY_MOVED
        )
    note = f"{about}. {movement.provenance.small_print}"
    return PartView(
        sentences=(f"{head}: {_ways(layout)}.", _NOT_BY),
        picture=flow_of_pupils(movement, TOGETHER, mask, between, note),
        table=_then_and_now(layout, between, head),
    )


def _ways(layout: FlowLayout) -> str:
    """Say how many went each way: "5 of 29 moved up, 20 stayed and 2 moved down"."""
    counted = [(way, layout.towards(way)) for way in DIRECTIONS]
    clauses = [
        f"{count(many)}{f' of {count(layout.pupils)}' if place == 0 else ''} {way}"
        + (" at one of the points" if way == "not placed" else "")
        for place, (way, many) in enumerate(counted)
        if many or place < len(DIRECTIONS) - 1
    ]
    return listing(clauses)


def _then_and_now(layout: FlowLayout, between: tuple[str, str], head: str) -> TableView:
    """Lay out who stood where then, and where they stand now."""
    starts, ends = (
        [word for word in ATTAINMENT if any(node.word == word for node in layout.on(side))]
        for side in ("start", "end")
    )
    pairs = {(band.start, band.end): band.pupils for band in layout.bands}
    rows = tuple((start, *(str(pairs.get((start, end), 0)) for end in ends)) for start in starts)
    columns = (between[0], *(f"{between[1]}: {word}" for word in ends))
    return TableView(caption=f"Then and now, in pupils: {head}", columns=columns, rows=rows)
