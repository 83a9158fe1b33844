"""The controls: a few drop-down lists whose options come from the school's own data.

When a choice takes others away (another school, another date), the lists are filled anew and keep
what was chosen where it still exists. One change of a reader's is one change to whoever listens.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import ipywidgets

from ladders_analysis.questions.choosing import (
    EVERYBODY,
    cohorts_of,
    groups_of,
    subjects_of,
)
from ladders_analysis.questions.offering import definitions_for
from ladders_analysis.school import School

ALL = ""
"""The value of an option that leaves the choice open (a list shows nothing for None)."""
EVERY_SUBJECT = "Each subject"
EVERY_COHORT = "Whole school"
NOBODY_ELSE = "–"
CONTROLS = ("school", "cohort", "subject", "group", "value", "start", "end", "definition")
_LABELS = {
    "school": "School",
    "cohort": "Pupils",
    "subject": "Subject",
    "group": "Group",
    "value": "Which",
    "start": "From",
    "end": "To",
    "definition": "Progress by",
}
Option = tuple[str, Any]


class Controls(ipywidgets.HBox):
    """Drop-down lists for everything that can be chosen.

    Parameters
    ----------
    school
        A school, or a trust: then the school is chosen first.
    names
        Which controls to show, of `CONTROLS`; the school's is shown for a trust only.
    """

    def __init__(self, school: School, names: Collection[str] = CONTROLS) -> None:
        self._trust = school
        self._told: list[Callable[[], None]] = []
        self._filling = False
        self.lists = {
            name: ipywidgets.Dropdown(
                description=_LABELS[name],
                style={"description_width": "initial"},
                layout={"width": "auto", "min_width": "11em", "margin": "2px 12px 2px 0"},
            )
            for name in CONTROLS
        }
        self._fill("school", [(_school_name(school, each), each) for each in school.schools])
        self._fill_points()
        self._fill_pupils()
        super().__init__(layout={"flex_flow": "row wrap"})
        self.show(names)
        for name, each in self.lists.items():
            each.observe(lambda change, name=name: self._changed(name), names="value")

    def show(self, names: Collection[str]) -> None:
        """Show only some of the controls; what the others hold is kept."""
        trust = len(self._trust.schools) > 1
        shown = [name for name in CONTROLS if name in names and (name != "school" or trust)]
        self.children = [self.lists[name] for name in shown]

    def tell(self, listener: Callable[[], None]) -> None:
        """Call a listener once after every change of a reader's."""
        self._told.append(listener)

    @property
    def school(self) -> School:
        """The school chosen."""
        if len(self._trust.schools) < 2:
            return self._trust
        return self._trust.one(self.lists["school"].value)

    @property
    def chosen(self) -> dict[str, Any]:
        """What is chosen, by the names that the questions know."""
        values = {name: self.lists[name].value for name in CONTROLS if name != "school"}
        return {name: None if value == ALL else value for name, value in values.items()}

    def _changed(self, name: str) -> None:
        """Fill the lists that hang on this one, and tell everybody once."""
        if self._filling:
            return
        if name == "school":
            self._fill_points()
        if name in ("school", "end"):
            self._fill_pupils()
        elif name == "group":
            self._fill_values()
        for listener in self._told:
            listener()

    def _fill_points(self) -> None:
        """Fill the lists of definitions and dates, which the school decides."""
        school = self.school
        self._fill("definition", definitions_for(school))
        points = school.points_with_evidence or school.points
        named = [(point.label, point.name) for point in points]
        self._fill("end", named, otherwise=-1)
        self._fill("start", named, otherwise=max(len(named) - 2, 0))

    def _fill_pupils(self) -> None:
        """Fill the lists that the school and the later date decide."""
        school = self.school
        end = school.calendar.point(self.lists["end"].value)
        self._fill("subject", [(EVERY_SUBJECT, ALL), *((s, s) for s in subjects_of(school, end))])
        self._fill("cohort", [(EVERY_COHORT, ALL), *cohorts_of(school, end)])
        groups = groups_of(school, end)
        self._values = {column: values for _, column, values in groups}
        self._fill(
            "group",
            [(EVERYBODY.capitalize(), ALL), *((name, column) for name, column, _ in groups)],
        )
        self._fill_values()

    def _fill_values(self) -> None:
        group = self.lists["group"].value
        self._fill("value", self._values.get(group, ()) or [(NOBODY_ELSE, ALL)])
        self.lists["value"].disabled = group == ALL

    def _fill(self, name: str, options: Sequence[Option], otherwise: int = 0) -> None:
        """Offer options, keeping what was chosen where it is among them."""
        with self._quietly():
            control = self.lists[name]
            kept = control.value
            values = [value for _, value in options]
            control.options = list(options)
            if values:
                control.value = kept if kept in values else values[otherwise]

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before


def _school_name(school: School, school_id: str) -> str:
    """Name a school of a trust by its own name where it has one."""
    name = school.settings.for_school(school_id).name
    return school_id if name in ("", school.name) else name
