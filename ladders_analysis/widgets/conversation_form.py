"""The form in which a conversation is noted down: class, pupil, subject, what was said and agreed.

What it saves, it saves through `record_conversation`, which can be called without it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import ipywidgets

from ladders_analysis.questions.conversations.class_by_class import by_class
from ladders_analysis.recording_conversations import record_conversation
from ladders_analysis.school import School
from ladders_analysis.trust import by_school
from ladders_analysis.widgets.form import Form

_Pupil = tuple[str, str]
_AFRESH = ("teacher_said", "action", "review_on", "approved_summary")


def note_conversation(school: School) -> Form:
    """Note down what a teacher said about a pupil.

    Parameters
    ----------
    school
        A school, or a trust, as `la.load` gives it.

    Returns
    -------
    Form
        Show it as the last line of a cell. Choosing a class offers its pupils by name.

    Notes
    -----
    The pupils are those on roll at the latest assessment point that has evidence, or at the last
    point of the calendar. The button calls `la.record_conversation`; what it refuses is said in the
    form's line.
    """
    classes = _classes_of(school)
    first = next(iter(classes.values()), [])
    fields: dict[str, Any] = {
        "class_name": ipywidgets.Dropdown(description="Class", options=list(classes)),
        "pupil": ipywidgets.Dropdown(description="Pupil", options=first),
        "subject": ipywidgets.Dropdown(description="Subject", options=_subjects_of(school)),
        "teacher_said": ipywidgets.Textarea(description="What the teacher said", rows=4),
        "action": ipywidgets.Text(description="What we will do"),
        "review_on": ipywidgets.DatePicker(description="Look again on"),
        "approved_summary": ipywidgets.Text(
            description="For governors",
            placeholder="one line without names, once leaders have approved it; or leave it blank",
        ),
    }

    def offer(change: dict[str, str]) -> None:
        fields["pupil"].options = classes.get(change["new"], [])

    fields["class_name"].observe(offer, names="value")

    def save(
        class_name: str,
        pupil: _Pupil,
        subject: str,
        teacher_said: str,
        action: str,
        review_on: dt.date | None,
        approved_summary: str,
    ) -> str:
        school_id, pupil_id = pupil
        return record_conversation(
            school.one(school_id) if len(school.schools) > 1 else school,
            pupil_id,
            subject,
            teacher_said,
            action,
            review_on,
            approved_summary=approved_summary,
        )

    return Form(fields, save, "Record the conversation", cleared=_AFRESH)


def _classes_of(school: School) -> dict[str, list[tuple[str, _Pupil]]]:
    """List each class's pupils: the name that is read, and the pupil that it stands for."""
    points = school.points_with_evidence or school.points
    found: dict[str, list[tuple[str, _Pupil]]] = {}
    for school_id, snapshot in by_school(school.as_at(points[-1])).items():
        people = by_class(snapshot.pupils.reset_index())
        people = people.assign(_name=people["name"].fillna(people["pupil_id"]))
        before = f"{school_id}: " if len(school.schools) > 1 else ""
        for name, rows in people.sort_values(["year_group", "_class", "_name"]).groupby(
            "_class", sort=False
        ):
            listed = zip(rows["_name"].astype("str"), rows["pupil_id"].astype("str"), strict=True)
            found[f"{before}{name}"] = [(word, (school_id, pupil)) for word, pupil in listed]
    return found


def _subjects_of(school: School) -> list[str]:
    each = (school.one(name).one_school.grid.subjects for name in school.schools)
    return list(dict.fromkeys(str(subject) for subjects in each for subject in subjects))
