"""What a reader may choose from, taken from the school's own data.

No choice is offered that has nothing behind it. What is offered hangs on the school and on the
later date only, so it is worked out once for each pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM
from ladders_analysis.errors import PointError
from ladders_analysis.exploring.facts import Facts, Standing
from ladders_analysis.exploring.people import NOT_RECORDED, People
from ladders_analysis.exploring.selection import A_YEAR_AGO, ALL_SCHOOLS, ORDERS, Selection
from ladders_analysis.exploring.views import Control, Option
from ladders_analysis.exploring.whom import school_name
from ladders_analysis.questions.choosing import GROUP_COLUMNS, TOGETHER, group_name
from ladders_analysis.questions.offering import definitions_for
from ladders_analysis.roll import cohort_label
from ladders_analysis.school import School

EVERYBODY = "Everybody"
CLASS = "class_name"
_ORDER_NAMES = ("Most missed first", "In the curriculum’s order", "Pupils who miss most first")


@dataclass(frozen=True)
class Offer:
    """What may be chosen at one point of one school, or of all schools of a trust.

    Attributes
    ----------
    points
        The points to end at, oldest first.
    starts
        The points before the end, oldest first.
    year_ago
        Whether last year's pupils at the same point can stand beside these.
    subjects
        The subjects, and all three together where every school judges them.
    cohorts
        Leaving year -> name, youngest first.
    classes
        Names of classes; none for all schools together.
    groups
        Column of an attribute -> its values in words.
    definitions
        Name -> title.
    """

    points: tuple[AssessmentPoint, ...]
    starts: tuple[AssessmentPoint, ...]
    year_ago: bool
    subjects: tuple[str, ...]
    cohorts: Mapping[int, str]
    classes: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    definitions: Mapping[str, str]


def points_offered(school: School) -> tuple[AssessmentPoint, ...]:
    """Return the points that have evidence; where none has, all of the calendar.

    Raises
    ------
    PointError
        The calendar has no point.
    """
    points = school.points_with_evidence or school.points
    if not points:
        raise PointError(
            "The calendar of this school has no assessment point. Add a [[year]] with its six "
            "half-terms to school.toml."
        )
    return points


def offered(whole: School, facts: Facts, end: str) -> Offer:
    """Work out what may be chosen.

    Parameters
    ----------
    whole
        The school whose dates and definitions are offered: the one chosen, or the trust.
    facts
        What is known of it.
    end
        The later point.
    """
    standing = facts.standing(end)
    points = points_offered(whole)
    ago = facts.first.year_before(standing.point)
    return Offer(
        points=points,
        starts=tuple(each for each in points if each.on < standing.point.on),
        year_ago=ago is not None and ago in points,
        subjects=_subjects(standing),
        cohorts=_cohorts(standing),
        classes=_present(standing.people, CLASS) if len(facts.schools) == 1 else (),
        groups=_groups(standing.people),
        definitions={name: title for title, name in definitions_for(whole)},
    )


def controls(whole: School, offer: Offer, selection: Selection) -> tuple[Control, ...]:
    """Return the lists to choose from, each with what is chosen.

    Parameters
    ----------
    whole
        The folder's school, or trust: of a trust the school is chosen first.
    offer
        What may be chosen.
    selection
        A settled selection.
    """
    trust = [_schools(whole, selection)] if len(whole.schools) > 1 else []
    return (
        *trust,
        _who(offer, selection),
        _subject(offer, selection),
        *_group_controls(offer, selection),
        _start(offer, selection),
        Control(name="end", label="To", options=_points(offer.points), value=selection.end),
        _definition(offer, selection),
        Control(
            name="order",
            label="Order",
            options=tuple(
                Option(label=label, value=order)
                for label, order in zip(_ORDER_NAMES, ORDERS, strict=True)
            ),
            value=selection.order,
        ),
    )


def group_columns(people: People) -> list[str]:
    """Return the attributes that may tell groups apart: not the class, which is chosen as such."""
    known = [name for name in GROUP_COLUMNS if name != CLASS and name in people.table]
    further = [str(name) for name in people.table if str(name).startswith("group_")]
    return [*known, *further]


def _schools(whole: School, selection: Selection) -> Control:
    named = sorted((school_name(whole, each), each) for each in whole.schools)
    options = [Option(label=name, value=each) for name, each in named]
    options.append(Option(label="All schools", value=ALL_SCHOOLS))
    return Control(name="school", label="School", options=tuple(options), value=selection.school)


def _who(offer: Offer, selection: Selection) -> Control:
    everybody = "All schools" if selection.school == ALL_SCHOOLS else "Whole school"
    options = [Option(label=everybody, value="")]
    options += [
        Option(label=label, value=f"cohort:{cohort}", under="Year groups")
        for cohort, label in offer.cohorts.items()
    ]
    options += [
        Option(label=name, value=f"class:{name}", under="Classes") for name in offer.classes
    ]
    value = ""
    if selection.cohort is not None:
        value = f"cohort:{selection.cohort}"
    elif selection.class_name is not None:
        value = f"class:{selection.class_name}"
    return Control(name="who", label="Pupils", options=tuple(options), value=value)


def _subject(offer: Offer, selection: Selection) -> Control:
    options = [Option(label="Each subject", value="")]
    options += [Option(label=name, value=name) for name in offer.subjects]
    return Control(
        name="subject", label="Subject", options=tuple(options), value=selection.subject or ""
    )


def _group_controls(offer: Offer, selection: Selection) -> list[Control]:
    return [
        Control(
            name=f"group:{column}",
            label=group_name(column),
            options=(
                Option(label=EVERYBODY, value=""),
                *(Option(label=word, value=word) for word in words),
            ),
            value=selection.groups.get(column, ""),
        )
        for column, words in offer.groups.items()
    ]


def _start(offer: Offer, selection: Selection) -> Control:
    options = list(_points(offer.starts))
    if offer.year_ago:
        options.append(Option(label="Last year’s cohort, same point", value=A_YEAR_AGO))
    if not options:
        options = [Option(label="No earlier point", value="")]
    return Control(name="start", label="From", options=tuple(options), value=selection.start)


def _definition(offer: Offer, selection: Selection) -> Control:
    known = dict(offer.definitions)
    # A definition of an analyst's own is chosen by a line of code, and stays in the list.
    known.setdefault(selection.definition, selection.definition)
    options = tuple(Option(label=title, value=name) for name, title in known.items())
    return Control(
        name="definition", label="Progress by", options=options, value=selection.definition
    )


def _points(points: tuple[AssessmentPoint, ...]) -> tuple[Option, ...]:
    return tuple(Option(label=each.label, value=each.name) for each in points)


def _subjects(standing: Standing) -> tuple[str, ...]:
    if standing.can_combine and set(RWM) <= set(standing.subjects):
        return (*standing.subjects, TOGETHER)
    return standing.subjects


def _cohorts(standing: Standing) -> dict[int, str]:
    known = (int(word) for word in _present(standing.people, "cohort"))
    return {
        cohort: cohort_label(cohort, standing.point.year.ends)
        for cohort in sorted(known, reverse=True)
    }


def _groups(people: People) -> dict[str, tuple[str, ...]]:
    """Return the attributes that tell pupils apart, with those not recorded where there are any."""
    found = {}
    for column in group_columns(people):
        known = _present(people, column)
        if len(known) > 1:
            words = people.words(column)
            blank = bool(words.are(NOT_RECORDED).any())
            found[column] = (*known, NOT_RECORDED) if blank else known
    return found


def _present(people: People, column: str) -> tuple[str, ...]:
    """Return the words that somebody has, blanks left out."""
    words = people.words(column)
    counted = words.counted(np.ones(len(people), bool))
    return tuple(
        word
        for word, pupils in zip(words.words, counted, strict=True)
        if pupils and word != NOT_RECORDED
    )
