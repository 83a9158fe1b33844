"""A selection asked for in friendly words: `la.explore(school, cohort="Year 4")`.

A link or a click is settled quietly; a line of code that a person wrote is told where it names
something that is not there, with what is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ladders_analysis.definitions import known_definitions
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.exploring.options import Offer
from ladders_analysis.exploring.selection import A_YEAR_AGO, ALL_SCHOOLS, Selection
from ladders_analysis.questions.choosing import value_name
from ladders_analysis.school import School


def asked_school(whole: School, school: object) -> str:
    """Return the school asked for, blank for the first.

    Raises
    ------
    LaddersError
        There is no such school.
    """
    if school in (None, "", ALL_SCHOOLS):
        return str(school or "")
    if str(school) not in whole.schools:
        allowed = nearest(str(school), [*whole.schools, ALL_SCHOOLS])
        raise LaddersError(f'No school "{school}" here: {allowed}.')
    return str(school)


def asked_point(one: School, point: object) -> str:
    """Return the name of the point asked for, blank for the latest.

    Raises
    ------
    PointError
        The calendar has no such point.
    """
    if point in (None, "", A_YEAR_AGO):
        return str(point or "")
    found = one.calendar.point(point if isinstance(point, str) else str(point))
    if not found.named:
        names = [each.name for each in one.points]
        raise LaddersError(
            f'The explorer shows assessment points by name, not "{found.label}": '
            f"{nearest(found.label, names)}."
        )
    return found.name


def asked_selection(words: Mapping[str, object], offer: Offer) -> Selection:
    """Check what was asked for against what may be chosen.

    Parameters
    ----------
    words
        Attributes of a selection in a person's words; `school`, `start` and `end` are checked.
    offer
        What may be chosen at the end.

    Returns
    -------
    Selection
        "Year 4" is the year in which that cohort leaves; of groups, True is "yes".

    Raises
    ------
    LaddersError
        Something that is not there; what is, is said.
    """
    plain = dict(words)
    if plain.get("cohort") is not None:
        plain["cohort"] = _cohort(plain["cohort"], offer)
    _among("class_name", "class", plain, offer.classes)
    _among("subject", "subject", plain, offer.subjects)
    if plain.get("definition") is not None:
        _among("definition", "definition", plain, [*offer.definitions, *known_definitions()])
    if plain.get("groups"):
        plain["groups"] = _groups(plain["groups"], offer)
    if plain.get("cohort") is not None and plain.get("class_name") is not None:
        raise LaddersError("Choose a cohort or a class, not both: explore(school, cohort=…).")
    return Selection().changed(plain)


def _cohort(asked: object, offer: Offer) -> int:
    if isinstance(asked, int | np.integer) and int(asked) in offer.cohorts:
        return int(asked)
    for cohort, label in offer.cohorts.items():
        names = (label, label.partition(" (")[0], str(cohort))
        if str(asked).strip().casefold() in (name.casefold() for name in names):
            return cohort
    raise LaddersError(f'No cohort "{asked}" here: {nearest(str(asked), offer.cohorts.values())}.')


def _groups(asked: object, offer: Offer) -> dict[str, str]:
    if not isinstance(asked, Mapping):
        raise LaddersError('Choose groups by column and value: groups={"disadvantaged": True}.')
    found = {}
    for column, value in asked.items():
        if column not in offer.groups:
            raise LaddersError(f'No group "{column}" here: {nearest(str(column), offer.groups)}.')
        word = value_name(value)
        known = {each.casefold(): each for each in offer.groups[column]}
        if word.casefold() not in known:
            allowed = nearest(word, offer.groups[column])
            raise LaddersError(f'No pupil has {column} "{word}": {allowed}.')
        found[column] = known[word.casefold()]
    return found


def _among(name: str, called: str, plain: Mapping[str, object], known: object) -> None:
    """Refuse a word that is not among those known."""
    value = plain.get(name)
    allowed = [str(each) for each in known] if isinstance(known, tuple | list) else []
    if value is not None and value not in allowed:
        raise LaddersError(f'No {called} "{value}" here: {nearest(str(value), allowed)}.')
