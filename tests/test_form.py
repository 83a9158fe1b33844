"""A form saves through the plain call it is given, and never fails in silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import ipywidgets
import pytest
from building import pupils, statements, two_schools

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.school import School
from ladders_analysis.widgets.conversation_form import note_conversation
from ladders_analysis.widgets.form import Form


def _form(save, **words) -> Form:
    fields = {
        "pupil": ipywidgets.Dropdown(description="Pupil", options=[("Zoë", "z"), ("Ben", "b")]),
        "said": ipywidgets.Textarea(description="What the teacher said"),
    }
    return Form(fields, save, "Record", **words)


def test_pressing_saves_what_the_fields_hold_and_says_so() -> None:
    """Hand the fields over by name, and show the sentence that comes back."""
    kept = []
    form = _form(lambda pupil, said: kept.append((pupil, said)) or f"Kept for {pupil}.")
    form.fields["pupil"].value = "b"
    form.fields["said"].value = "Reads <at> home"
    form.button.click()
    assert kept == [("b", "Reads <at> home")]
    assert '<p role="status">Kept for b.</p>' in form.status.value
    assert form.error is None


def test_shows_every_field_a_button_and_a_line() -> None:
    """Keep the order of the fields, label each, and end with the button and the line."""
    form = _form(lambda **fields: "")
    assert [type(child).__name__ for child in form.children] == [
        "Dropdown",
        "Textarea",
        "Button",
        "HTML",
    ]
    assert all(field.description for field in form.fields.values())
    assert form.button.description == "Record"
    assert 'role="status"' in form.status.value


def test_the_toolkits_own_trouble_is_said_in_its_own_words_and_raised() -> None:
    """Show what the toolkit says, as words and not as markup, and raise it."""

    def save(**fields: str) -> str:
        raise LaddersError("Write what the teacher said: <nothing> is written.")

    form = _form(save)
    with pytest.raises(LaddersError):
        form.press()
    assert 'role="alert"' in form.status.value
    assert "Write what the teacher said: &lt;nothing&gt; is written." in form.status.value
    assert isinstance(form.error, LaddersError)
    assert not form.button.disabled


def test_any_other_trouble_is_named_by_its_kind_only() -> None:
    """Quote nothing that the toolkit did not write: it may hold a child's data."""

    def save(**fields: str) -> str:
        raise ValueError("Zoë's secret")

    form = _form(save)
    with pytest.raises(ValueError):
        form.press()
    assert "ValueError" in form.status.value
    assert "tell whoever looks after this toolkit" in form.status.value
    assert "secret" not in form.status.value


def test_what_went_wrong_is_gone_once_it_goes_right() -> None:
    """Leave nothing of an earlier trouble under a later success."""
    answers = iter([LaddersError("Not yet."), "Kept."])

    def save(**fields: str) -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    form = _form(save)
    with pytest.raises(LaddersError):
        form.press()
    assert form.press() == "Kept."
    assert form.error is None
    assert "Not yet" not in form.status.value


def test_fields_that_start_afresh_do_so_only_once_saved() -> None:
    """Keep what was written while it is not saved; clear it when it is."""
    trouble = [LaddersError("Not yet.")]

    def save(**fields: str) -> str:
        if trouble:
            raise trouble.pop()
        return "Kept."

    form = _form(save, cleared=["said"])
    form.fields["pupil"].value = "b"
    form.fields["said"].value = "A rich history"
    with pytest.raises(LaddersError):
        form.press()
    assert form.fields["said"].value == "A rich history"
    form.press()
    assert form.values == {"pupil": "b", "said": ""}


def test_a_conversation_is_noted_down_through_the_form(build: Callable[..., School]) -> None:
    """Offer the pupils of the class chosen, by name, and record what was written."""
    people = [
        *({**row, "name": "Zoë"} for row in pupils("007", 4)),
        *({**row, "class_name": "Elm"} for row in pupils("008", 3)),
    ]
    school = build(pupils=people, curriculum=statements("r1", 2))
    form = note_conversation(school)
    assert form.fields["class_name"].options == ("Elm", "Oak")
    assert form.fields["pupil"].options == (("008", ("1", "008")),)
    form.fields["class_name"].value = "Oak"
    assert form.fields["pupil"].options == (("Zoë", ("1", "007")),)
    form.fields["teacher_said"].value = "Loves maps."
    form.fields["review_on"].value = dt.date.today() + dt.timedelta(days=30)
    assert form.press().startswith("Recorded in conversations.csv: reading, ")
    (row,) = la.load(school.folder).conversations.to_dict("records")
    assert (row["pupil_id"], row["teacher_said"]) == ("007", "Loves maps.")
    assert form.fields["teacher_said"].value == "" and form.fields["review_on"].value is None
    with pytest.raises(LaddersError, match="Write what the teacher said"):
        form.press()
    assert 'role="alert"' in form.status.value


def test_the_form_of_a_trust_names_the_school_of_each_class(build: Callable[..., School]) -> None:
    """Record for the pupil of the class's own school, where two know the same id."""
    trust = build(pupils=two_schools("ann", "ann"), curriculum=statements("r1", 2))
    form = note_conversation(trust)
    assert form.fields["class_name"].options == ("1: Oak", "2: Oak")
    form.fields["class_name"].value = "2: Oak"
    form.fields["teacher_said"].value = "Well."
    form.press()
    assert la.load(trust.folder).conversations["school_id"].tolist() == ["2"]
