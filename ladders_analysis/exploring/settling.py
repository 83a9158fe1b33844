"""Settling a selection: blanks filled, and what no longer exists replaced by what is nearest.

A link from another term, or a change of school, may name a class or a date that is not there. The
page then shows the nearest that is, and never nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ladders_analysis.definitions import known_definitions
from ladders_analysis.exploring.options import Offer, points_offered
from ladders_analysis.exploring.selection import (
    A_YEAR_AGO,
    ALL_SCHOOLS,
    ORDERS,
    PARTS,
    Selection,
)
from ladders_analysis.school import School


def settled_school(whole: School, selection: Selection) -> str:
    """Choose the school: that chosen, all of a trust, or the first; blank where there is one."""
    if len(whole.schools) < 2:
        return ""
    known = (*whole.schools, ALL_SCHOOLS)
    return selection.school if selection.school in known else whole.schools[0]


def settled_end(one: School, selection: Selection) -> str:
    """Choose the later point: that chosen, or the latest."""
    points = points_offered(one)
    for each in (*points, *one.points):
        if each.name.casefold() == selection.end.strip().casefold():
            return each.name
    return points[-1].name


def settled(
    whole: School, one: School, selection: Selection, offer_at: Callable[[str], Offer]
) -> Selection:
    """Fill blanks, and replace what no longer exists by the nearest that does.

    Parameters
    ----------
    whole, one
        The folder's school or trust, and the school chosen of it (or the trust again).
    selection
        What was chosen; its school is settled already.
    offer_at
        Gives what may be chosen at a point.

    Returns
    -------
    Selection
        A start that is not before the end becomes the latest that is, else last year's pupils at
        the same point, else blank. A class or cohort that is not there becomes the whole school,
        a group that nobody is in is left out, an unknown definition becomes the first offered.
    """
    end = settled_end(one, selection)
    offer = offer_at(end)
    cohort = selection.cohort if selection.cohort in offer.cohorts else None
    in_class = selection.class_name if selection.class_name in offer.classes else None
    return msgspec.structs.replace(
        selection,
        part=selection.part if selection.part in PARTS else PARTS[0],
        school=settled_school(whole, selection),
        cohort=cohort,
        class_name=None if cohort is not None else in_class,
        subject=selection.subject if selection.subject in offer.subjects else None,
        groups={
            column: word
            for column, word in selection.groups.items()
            if word in offer.groups.get(column, ())
        },
        start=_start(offer, selection.start),
        end=end,
        definition=_definition(offer, selection.definition),
        order=selection.order if selection.order in ORDERS else ORDERS[0],
    )


def _start(offer: Offer, start: str) -> str:
    for each in offer.starts:
        if each.name.casefold() == start.strip().casefold():
            return each.name
    if start == A_YEAR_AGO and offer.year_ago:
        return start
    if offer.starts:
        return offer.starts[-1].name
    return A_YEAR_AGO if offer.year_ago else ""


def _definition(offer: Offer, definition: str) -> str:
    if definition in offer.definitions or definition in known_definitions():
        return definition
    return next(iter(offer.definitions))
