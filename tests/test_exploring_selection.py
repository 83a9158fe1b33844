"""What was chosen: changed, written as a link or as code, and read again."""

from __future__ import annotations

import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.selection import Behind, Selection, from_link

CHOSEN = Selection(
    part="moved",
    school="2",
    cohort=2028,
    subject="Reading, writing and maths together",
    groups={"disadvantaged": "yes", "group_looked_after": "not recorded"},
    start="a year ago",
    end="Spring 2026",
    behind=Behind(subject="Maths", by="cohort", row="2028", then="expected"),
    pupil="2/007",
)


@pytest.mark.parametrize(
    "selection",
    [Selection(), CHOSEN, Selection(class_name="Elm & Oak", groups={"sex": "F"})],
    ids=["first view", "all at once", "a class"],
)
def test_a_link_gives_the_same_selection_again(selection: Selection) -> None:
    """What a link holds, changed from the first view, is what was chosen."""
    assert Selection().changed(from_link(f"#{selection.as_link()}")) == selection


def test_the_first_view_needs_no_link() -> None:
    """Only what differs from the first view is written down."""
    assert Selection().as_link() == ""
    assert Selection().as_code() == "la.explore(school)"


def test_choosing_anew_forgets_what_was_clicked() -> None:
    """A band that was clicked belongs to the picture that it was in."""
    changed = CHOSEN.changed({"subject": "Maths"})
    assert (changed.behind, changed.pupil) == (None, "")


def test_opening_a_pupil_keeps_what_was_clicked() -> None:
    """The list behind a band stays while one of its pupils is open."""
    assert CHOSEN.changed({"pupil": "2/008"}).behind == CHOSEN.behind


def test_clicking_elsewhere_closes_the_pupil() -> None:
    """A record belongs to the list that it was opened from."""
    assert CHOSEN.changed({"behind": {"now": "expected"}}).pupil == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cohrt": 2028}, 'No choice is called "cohrt": did you mean "cohort"?'),
        ({"cohort": "soon"}, "This cannot be chosen"),
        ({"part": "elsewhere"}, "This cannot be chosen"),
        ({"behind": {"colour": "red"}}, "This cannot be chosen"),
    ],
    ids=["name", "kind", "part", "inside"],
)
def test_what_no_selection_has_is_refused(changes: dict[str, object], said: str) -> None:
    """A slip of the pen is told with what is allowed."""
    with pytest.raises(LaddersError) as refused:
        Selection().changed(changes)
    assert said in str(refused.value)
