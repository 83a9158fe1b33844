"""A form to record what was seen in the books of a sample, line by line of the printed page."""

from __future__ import annotations

import datetime as dt

import ipywidgets

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.questions.answers import Sentence
from ladders_analysis.questions.books.chosen import PUPILS, STATEMENTS, choose_books
from ladders_analysis.recording_books import record_books
from ladders_analysis.schema import SEEN_IN_BOOKS
from ladders_analysis.school import School
from ladders_analysis.widgets.form import Form

_LONGEST = 90


def note_books(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    cohort: int | str | None = None,
    class_name: str | None = None,
    subject: str | None = None,
    pupils: int = PUPILS,
    statements: int = STATEMENTS,
    seed: int | None = None,
) -> Form | Sentence:
    """Make a form to record what was seen in the books of a sample.

    Parameters
    ----------
    school, point, cohort, class_name, subject, pupils, statements, seed
        As for `la.books_to_look_at`: the same arguments give the lines of the same page.

    Returns
    -------
    Form or Sentence
        What was looked for (the numbers are those of the page), what was seen, where, and on which
        day; pressing its button calls `la.record_books`. Where no sample can be drawn, a sentence
        that says why.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    chosen = choose_books(
        school,
        point,
        cohort=cohort,
        class_name=class_name,
        subject=subject,
        pupils=pupils,
        statements=statements,
        seed=seed,
    )
    if isinstance(chosen, str):
        return Sentence(chosen)
    lines = []
    for number, look in enumerate(chosen.looks, start=1):
        words = f"{number}. {chosen.name_of(look.pupil_id)}: {look.text}"
        lines.append((words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…", number - 1))

    def save(line: int, seen: str, where: str, on: dt.date | None) -> str:
        look = chosen.looks[line]
        looked_for = look.statement_id or chosen.subject
        return record_books(school, look.pupil_id, looked_for, seen, where, on, chosen.seed)

    fields = {
        "line": ipywidgets.Dropdown(options=lines, description="Looked for"),
        "seen": ipywidgets.Dropdown(options=SEEN_IN_BOOKS, description="What the work shows"),
        "where": ipywidgets.Text(description="Where in the book"),
        "on": ipywidgets.DatePicker(value=dt.date.today(), description="Looked at on"),
    }
    return Form(fields, save, "Record what was seen", cleared=("where",))
