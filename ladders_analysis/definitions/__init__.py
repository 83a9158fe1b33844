"""The progress definitions, one a file, and how one is found by its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.definitions.curriculum_secured import CurriculumSecured
from ladders_analysis.definitions.deepened import Deepened
from ladders_analysis.definitions.from_starting_point import FromStartingPoint
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.definitions.growth_percentile import GrowthPercentile
from ladders_analysis.definitions.growth_to_target import GrowthToTarget
from ladders_analysis.definitions.mapped import Mapped
from ladders_analysis.definitions.percentage_of_milestones import PercentageOfMilestones
from ladders_analysis.definitions.points_gained import PointsGained
from ladders_analysis.definitions.retained import Retained
from ladders_analysis.definitions.teacher_view import TeacherView
from ladders_analysis.definitions.working_curriculum import WorkingCurriculum
from ladders_analysis.errors import DefinitionError, nearest

ENTRY_POINTS = "ladders_analysis.definitions"

DEFINITIONS: dict[str, Callable[[], Definition]] = {
    "against_expectation": AgainstExpectation,
    "working_curriculum": WorkingCurriculum,
    "gaps_closed": GapsClosed,
    "curriculum_secured": CurriculumSecured,
    "retained": Retained,
    "deepened": Deepened,
    "from_starting_point": FromStartingPoint,
    "mapped": Mapped,
    "teacher_view": TeacherView,
    "growth_to_target": GrowthToTarget,
    "growth_percentile": GrowthPercentile,
    "percentage_of_milestones": PercentageOfMilestones,
    "points_gained": PointsGained,
}
"""The built-in definitions by name."""


def known_definitions() -> dict[str, object]:
    """Return the built-in definitions and those other packages add, by name.

    Raises
    ------
    DefinitionError
        Two definitions share a name.
    """
    known: dict[str, object] = dict(DEFINITIONS)
    for entry in _plug_ins(entry_points):
        if entry.name in known:
            raise DefinitionError(
                f'Two definitions are named "{entry.name}"; one comes from {entry.value}. '
                f"Names are unique: rename that one."
            )
        known[entry.name] = entry.load()
    return known


@cache
def _plug_ins(find: Callable[..., Iterable[EntryPoint]]) -> tuple[EntryPoint, ...]:
    """Look through the installed packages once: it takes longer than rating a school."""
    return tuple(find(group=ENTRY_POINTS))


def resolve(definition: object) -> Definition:
    """Find a definition by its name, or take a class, an instance or a decorated function.

    Parameters
    ----------
    definition
        A name in `DEFINITIONS` or of an installed plug-in, a CSV file for `mapped`, or the
        definition itself.

    Returns
    -------
    Definition

    Raises
    ------
    DefinitionError
        The name is unknown, the file cannot be followed, or the thing given is no definition.

    Examples
    --------
    >>> resolve("gaps_closed").about.title
    'Gaps closed'
    """
    if isinstance(definition, str):
        known = known_definitions()
        if definition not in known and definition.casefold().endswith(".csv"):
            return Mapped.from_csv(definition)
        if definition not in known:
            raise DefinitionError(
                f'No definition is named "{definition}": {nearest(definition, known)}.'
            )
        return resolve(known[definition])
    found = definition() if inspect.isclass(definition) else definition
    if not isinstance(found, Definition):
        raise DefinitionError(
            f"{definition!r} is no definition: decorate the function with @la.definition(...), "
            f"or give the class an `about`."
        )
    return found
