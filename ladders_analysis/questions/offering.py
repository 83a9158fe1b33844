"""Which progress definitions a reader may choose from: those that this school's data can answer.

A deputy head chooses a question, not a method. So the list is short, the school's own expectation
leads it, and nothing stands there that this school's records cannot answer. The foils, the school's
own mapping table and definitions by scores are for whoever analyses: by name, in a line of code.
"""

from __future__ import annotations

from collections.abc import Callable

from ladders_analysis.definitions import DEFINITIONS, known_definitions, resolve
from ladders_analysis.definitions.teacher_view import VIEWS
from ladders_analysis.school import School


def definitions_for(school: School) -> tuple[tuple[str, str], ...]:
    """Return the definitions to offer for a school: title and name, the first to begin with.

    Parameters
    ----------
    school
        A school, or a trust.

    Returns
    -------
    tuple
        Movement against expectation always; those about statements where any statement was judged,
        the deeper code where the scale has one, a working curriculum where a pupil works on one;
        the teacher's view where teachers recorded one in codes that `school.toml` explains; then
        what other packages add.
    """
    known = known_definitions()
    offered = [name for name, speaks in _OFFERED if name in known and speaks(school)]
    added = [name for name in known if name not in DEFINITIONS]
    return tuple((resolve(known[name]).about.title, name) for name in [*offered, *added])


def _always(school: School) -> bool:
    return True


def _judged_by_statement(school: School) -> bool:
    return len(school.judgements) > 0


def _judged_deeper(school: School) -> bool:
    scales = [school.settings.for_school(each).scale for each in school.schools]
    known = any(scale is not None and scale.deeper is not None for scale in scales)
    return known and _judged_by_statement(school)


def _working_on_another_year(school: School) -> bool:
    pupils = school.pupils
    earlier = (pupils["working_year"] < pupils["year_group"]).fillna(False)
    return bool(earlier.any()) and _judged_by_statement(school)


def _teachers_told(school: School) -> bool:
    rules = [school.settings.for_school(each).overall for each in school.schools]
    in_words = any(rule is not None and len(rule.progress) == len(VIEWS) for rule in rules)
    return in_words and bool(school.overall["progress"].notna().any())


_OFFERED: tuple[tuple[str, Callable[[School], bool]], ...] = (
    ("against_expectation", _always),
    ("gaps_closed", _judged_by_statement),
    ("curriculum_secured", _judged_by_statement),
    ("retained", _judged_by_statement),
    ("deepened", _judged_deeper),
    ("working_curriculum", _working_on_another_year),
    ("from_starting_point", _always),
    ("teacher_view", _teachers_told),
)
"""What is offered, in the order of the list, and whether a school's records can answer it."""
