"""The explorer: the leaders' three questions as tabs under one set of controls.

What was chosen stays chosen from tab to tab; each tab shows only the controls that its question
takes. Only the tab that is looked at is drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets

from ladders_analysis.questions.answers import Answer
from ladders_analysis.questions.cohorts import what_has_moved, where_we_are
from ladders_analysis.questions.sticking_points import which_statements
from ladders_analysis.school import School
from ladders_analysis.widgets.controls import Controls
from ladders_analysis.widgets.panel import Panel, View, words_for

_WHO = ("cohort", "subject", "group", "value")


def _where(school: School, end: str, **words: Any) -> Answer:
    return where_we_are(school, end, **words)


def _which(school: School, end: str, **words: Any) -> Answer:
    return which_statements(school, end, **words)


@dataclass(frozen=True)
class _Question:
    title: str
    ask: Callable[..., Answer]
    names: tuple[str, ...]


WHERE = _Question("Where are we now?", _where, (*_WHO, "end"))
MOVED = _Question("What has moved?", what_has_moved, (*_WHO, "start", "end", "definition"))
WHICH = _Question("Which statements?", _which, (*_WHO, "end"))
QUESTIONS = (WHERE, MOVED, WHICH)


class Explorer(ipywidgets.VBox):
    """Three tabs under one set of controls.

    Parameters
    ----------
    school
        A school, or a trust.

    Attributes
    ----------
    controls
        What is chosen.
    tabs
        The tabs; `tabs.selected_index` is the one that is looked at.
    views
        What each tab shows.
    """

    def __init__(self, school: School) -> None:
        self.controls = Controls(school)
        self.views = tuple(View() for _ in QUESTIONS)
        self.tabs = ipywidgets.Tab(
            children=self.views,
            titles=[question.title for question in QUESTIONS],
            selected_index=0,
        )
        super().__init__([self.controls, self.tabs])
        self.controls.tell(self.refresh)
        self.tabs.observe(lambda change: self.refresh(), names="selected_index")
        self.refresh()

    @property
    def view(self) -> View:
        """The tab that is looked at."""
        return self.views[self.tabs.selected_index or 0]

    @property
    def error(self) -> Exception | None:
        """What went wrong in the tab that is looked at; None when nothing did."""
        return self.view.error

    def refresh(self) -> None:
        """Ask the question of the tab that is looked at, with what is chosen now."""
        question = QUESTIONS[self.tabs.selected_index or 0]
        self.controls.show(["school", *question.names])
        words = words_for(self.controls, question.names)
        self.view.answer(question.ask, self.controls.school, words)


def explore(school: School) -> Explorer:
    """Explore a school: where we are, what has moved, which statements.

    Parameters
    ----------
    school
        A school, or a trust (then the school is chosen first).

    Returns
    -------
    Explorer
        Show it as the last line of a notebook's cell.
    """
    return Explorer(school)


def explore_attainment(school: School) -> Panel:
    """Explore where pupils stand: pupils, subject, group and date can be chosen.

    Parameters
    ----------
    school
        A school, or a trust.
    """
    return Panel(school, WHERE.ask, WHERE.names)


def explore_movement(school: School) -> Panel:
    """Explore what has moved: pupils, subject, group, both dates and the definition.

    Parameters
    ----------
    school
        A school, or a trust.
    """
    return Panel(school, MOVED.ask, MOVED.names)


def explore_statements(school: School) -> Panel:
    """Explore which statements are the sticking points: pupils, subject, group and date.

    Parameters
    ----------
    school
        A school, or a trust.
    """
    return Panel(school, WHICH.ask, WHICH.names)
