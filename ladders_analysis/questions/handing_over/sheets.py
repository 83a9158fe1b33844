"""The July handover on paper: one page a class, for the teacher who receives it.

On the screen each class is folded away under its name; in print every class begins on a sheet of
its own. It names pupils, so it is for staff of the school only.
"""

from __future__ import annotations

from dataclasses import dataclass

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import some
from ladders_analysis.questions.answers import Sentence, write_table
from ladders_analysis.questions.beginning import latest_point
from ladders_analysis.questions.handing_over.as_a_class import ClassHandover
from ladders_analysis.questions.handing_over.pupils_listed import PupilList
from ladders_analysis.questions.handing_over.question import classes_handed_over, handover
from ladders_analysis.questions.handing_over.told import (
    handover_in_words,
    start_table,
    untaught_table,
)
from ladders_analysis.questions.on_paper import sheet
from ladders_analysis.school import School


@dataclass(frozen=True, eq=False)
class HandoverPages:
    """One page a class for paper; a notebook and the leaders' page hold them all.

    Attributes
    ----------
    classes
        What is handed over with each class.
    silence
        Why there is none; blank where there is.
    """

    classes: tuple[ClassHandover, ...]
    silence: str = ""

    def __repr__(self) -> str:
        """Say how many pages there are."""
        return f"<HandoverPages: {some(len(self.classes), 'class', 'classes')}>"

    def _repr_html_(self) -> str:
        """Return the pages, every word meant as itself."""
        if self.silence:
            return Sentence(self.silence)._repr_html_()
        return "".join(_page(each) for each in self.classes)


def handover_pages(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    class_name: str | None = None,
    cohort: int | str | None = None,
    subject: str | None = None,
) -> HandoverPages:
    """Lay the handover of every class out for paper, one page a class.

    Parameters
    ----------
    school, point, class_name, cohort, subject
        As for `handover`; without a class or cohort, all classes.

    Returns
    -------
    HandoverPages
        Show it as the last line of a cell, or print the rendered page.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    end = latest_point(school, point)
    if end is None or len(school.schools) != 1:
        return HandoverPages((), handover(school, point, subject=subject).sentence)
    told = classes_handed_over(school, end, class_name=class_name, cohort=cohort, subject=subject)
    return HandoverPages(tuple(told), "" if told else f"{end.label}: no pupil is in scope here.")


def _page(told: ClassHandover) -> str:
    """Write one class: the class as a class, then each pupil."""
    parts = [
        Sentence(handover_in_words(told))._repr_html_(),
        write_table(start_table(told), "Start here: what most still miss"),
        write_table(untaught_table(told), "Not taught, or judged for nobody"),
        PupilList(told.pupils)._repr_html_(),
    ]
    return sheet(told.title, f"{told.title}, {told.when}", parts)
