"""A school explored: the whole view, what is kept, what is prepared, and a file of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from building import markbook, pupils, statements
from explored import AUTUMN, SPRING, explored_tables

from ladders_analysis.errors import DefinitionError
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.selection import (
    ALL_SCHOOLS,
    PARTS,
    Behind,
    Part,
    Selection,
    from_link,
)
from ladders_analysis.exploring.views import Bars, Message
from ladders_analysis.school import School

Build = Callable[..., School]


@pytest.fixture
def explored(build: Build) -> Explored:
    """Give the small school, explored."""
    return Explored(build(**explored_tables()))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_plain_and_answers(explored: Explored, part: Part) -> None:
    """A view can be sent to a page, and says the number of what it answers."""
    view = explored.view(Selection(part=part), 7)
    assert view.seq == 7
    assert view.selection.part == part
    assert view.part is not None
    assert view.part.sentences
    assert not isinstance(view.part.picture, Message)
    assert msgspec.json.decode(msgspec.json.encode(view)) == msgspec.json.decode(
        msgspec.json.encode(view.plain())
    )


def test_the_link_and_the_code_give_the_view_again(explored: Explored) -> None:
    """What reproduces the page stands on it."""
    view = explored.view(Selection(part="moved", cohort=2027, groups={"disadvantaged": "yes"}))
    again = explored.settle(Selection().changed(from_link(view.link)))
    assert again == view.selection
    assert view.code == (
        "la.explore(school, part='moved', cohort=2027, groups={'disadvantaged': 'yes'}, "
        f"start='{AUTUMN}', end='{SPRING}')"
    )


def test_pupils_stand_there_only_when_clicked(explored: Explored) -> None:
    """No name is sent that was not asked for."""
    shown = explored.view(Selection())
    assert (shown.behind, shown.pupil) == (None, None)
    assert b"Ann" not in msgspec.json.encode(shown)
    clicked = explored.view(Selection(behind=Behind(subject="Reading", now="working towards")))
    assert clicked.behind is not None
    assert sorted(row.name for row in clicked.behind.rows) == ["Cat", "Dan"]


def test_the_number_clicked_is_the_number_listed(explored: Explored) -> None:
    """Every part of every bar lists as many pupils as it shows."""
    parts: tuple[Part, ...] = ("where", "groups")
    for part in parts:
        view = explored.view(Selection(part=part, subject="Reading"))
        assert view.part is not None
        assert isinstance(view.part.picture, Bars)
        for row in view.part.picture.rows:
            for each in row.segments:
                listed = explored.view(view.selection.changed({"behind": each.behind})).behind
                assert listed is not None
                assert len(listed.rows) + listed.more == each.count


def test_what_was_worked_out_is_kept(explored: Explored) -> None:
    """The same facts answer every question about one school."""
    first = explored.facts(Selection())
    explored.view(Selection(part="moved"))
    assert explored.facts(Selection(school="no such")) is first
    assert first.knows(AUTUMN, SPRING, "against_expectation")


def test_preparing_works_out_the_other_definitions(explored: Explored) -> None:
    """After every step nothing that is offered has to be worked out."""
    explored.view(Selection())
    steps = sum(1 for _ in explored.prepare(Selection()))
    facts = explored.facts(Selection())
    offer = explored.offer("", SPRING)
    assert steps
    assert all(facts.knows(AUTUMN, SPRING, name) for name in offer.definitions)
    assert all(facts.knows_standing(point.name) for point in offer.points)
    assert sum(1 for _ in explored.prepare(Selection())) == 0


def test_preparing_a_trust_reaches_all_schools(build: Build) -> None:
    """The first view of every school, and of all together, is ready."""
    table = [{**row, "school_id": school} for school in "12" for row in pupils(f"ann{school}", 4)]
    marks = [
        {**row, "school_id": school}
        for school in "12"
        for day in ("2024-12-10", "2025-03-10")
        for row in markbook(day, "r1", f"ann{school} S")
    ]
    school = build(pupils=table, curriculum=statements("r1 r2 r3 r4 r5", 2), judgements=marks)
    explored = Explored(school)
    for _ in explored.prepare(Selection()):
        pass
    for chosen in ("1", "2", ALL_SCHOOLS):
        facts = explored.facts(Selection(school=chosen))
        assert facts.knows(AUTUMN, SPRING, "against_expectation")
        assert facts.knows_standing(SPRING)


def test_a_school_without_judgements_says_so(build: Build) -> None:
    """Where nothing was ever assessed the page stands, and nobody is placed."""
    school = build(pupils=pupils("ann bob", 4), curriculum=statements("r1 r2 r3 r4 r5", 2))
    explored = Explored(school)
    for part in PARTS:
        view = explored.view(Selection(part=part))
        assert view.part is not None
        assert view.part.sentences


def test_trouble_is_raised(explored: Explored, monkeypatch: pytest.MonkeyPatch) -> None:
    """A definition that breaks its contract is not passed over in silence."""

    def broken(*_: object) -> None:
        raise DefinitionError("The definition breaks its contract.")

    monkeypatch.setattr("ladders_analysis.exploring.facts.progress", broken)
    with pytest.raises(DefinitionError):
        explored.view(Selection(part="moved"))


def test_what_is_shown_can_be_had_as_a_file(explored: Explored) -> None:
    """The table behind the picture, as CSV."""
    made = explored.export(Selection(cohort=2027), "csv")
    assert made.name.endswith(".csv")
    assert made.data
