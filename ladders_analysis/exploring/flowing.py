"""The flow from attainment then to attainment now, as records that can be drawn and clicked."""

from __future__ import annotations

import numpy as np

from ladders_analysis.english import some
from ladders_analysis.exploring.facts import Movement
from ladders_analysis.exploring.painting import ATTAINMENT_PAINTS, DIRECTION_PAINTS
from ladders_analysis.exploring.people import Mask
from ladders_analysis.exploring.selection import Behind
from ladders_analysis.exploring.views import Flow, FlowBand, FlowNode, Key, Message
from ladders_analysis.plots.findings import flow_finding
from ladders_analysis.plots.flow_layout import FlowLayout, flow_layout
from ladders_analysis.plots.style import DIRECTION_SIGNS, DIRECTIONS
from ladders_analysis.policy import ATTAINMENT

NOBODY_MOVED = Message(
    title="No pupil is in scope at both points",
    detail="Choose two other dates, or another cohort or subject, to see what has moved.",
)


def moves_of(movement: Movement, subject: str, mask: Mask) -> FlowLayout:
    """Work out the flow of some pupils in a subject, or in all three together."""
    then, now = movement.places_in(subject)
    kept = mask & (then >= 0) & (now >= 0)
    many = len(ATTAINMENT)
    joint = then[kept].astype(np.int64) * many + now[kept]
    counted = np.bincount(joint, minlength=many * many)
    return flow_layout(
        (ATTAINMENT[place // many], ATTAINMENT[place % many], int(counted[place]))
        for place in np.flatnonzero(counted)
    )


def flow_of_pupils(
    movement: Movement, subject: str, mask: Mask, between: tuple[str, str], note: str
) -> Flow:
    """Draw how some pupils moved.

    Parameters
    ----------
    movement
        Between the two points.
    subject
        A subject, or all three together.
    mask
        Who is chosen.
    between
        The points' names.
    note
        Where the figures come from.
    """
    layout = moves_of(movement, subject, mask)
    start, end = between
    nodes = tuple(
        FlowNode(
            word=node.word,
            side="start" if node.side == "start" else "end",
            pupils=node.pupils,
            top=node.top,
            bottom=node.bottom,
            paint=ATTAINMENT_PAINTS[node.word],
            behind=Behind(subject=subject, then=node.word)
            if node.side == "start"
            else Behind(subject=subject, now=node.word),
        )
        for node in layout.nodes
    )
    bands = tuple(
        FlowBand(
            start=band.start,
            end=band.end,
            pupils=band.pupils,
            direction=band.direction,
            sign=DIRECTION_SIGNS[band.direction],
            start_top=band.start_top,
            start_bottom=band.start_bottom,
            end_top=band.end_top,
            end_bottom=band.end_bottom,
            paint=DIRECTION_PAINTS[band.direction],
            behind=Behind(subject=subject, then=band.start, now=band.end),
        )
        for band in layout.bands
    )
    keys = tuple(
        Key(
            word=f"{way} at one of the points" if way == "not placed" else way,
            paint=DIRECTION_PAINTS[way],
            sign=DIRECTION_SIGNS[way],
            pupils=layout.towards(way),
        )
        for way in DIRECTIONS
        if layout.towards(way)
    )
    return Flow(
        title=flow_finding(layout),
        under=f"{some(layout.pupils, 'pupil', 'pupils')}, {start} to {end}",
        note=note,
        start=start,
        end=end,
        pupils=layout.pupils,
        keys=keys,
        nodes=nodes,
        bands=bands,
    )
