"""What has moved, as a flow or bars that can be clicked: by hand, and as the plain call says it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from building import best_fit, pupils
from explored import AUTUMN, SPRING, explored_tables
from explored_sample import choices, same_rows

import ladders_analysis as la
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.moved import moved_view
from ladders_analysis.exploring.selection import A_YEAR_AGO, Behind, Selection
from ladders_analysis.exploring.views import Bars, Flow, Message
from ladders_analysis.movement import BOTH
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School

Build = Callable[..., School]
POINTS: dict[str, Any] = {"start": AUTUMN, "end": SPRING}
MEANT = "[overall.codes]\n" + "\n".join(
    f'{code} = "{word}"'
    for code, word in (
        ("WTS", "working towards"),
        ("EXS", "expected"),
        ("GDS", "greater depth"),
    )
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Give a made-up school of seventy."""
    folder: Path = tmp_path_factory.mktemp("seventy")
    return la.load(write_sample(folder, pupils=70, seed=3))


def test_a_flow_by_hand(build: Build) -> None:
    """Ann and Dan stay, Bob moves up, Cat moves down."""
    facts = Facts([build(**explored_tables())])
    part = moved_view(facts, Selection(cohort=2027, subject="Reading", **POINTS))
    assert isinstance(part.picture, Flow)
    bands = {
        (band.start, band.end): (band.pupils, band.direction, band.sign)
        for band in part.picture.bands
    }
    assert bands == {
        ("expected", "expected"): (1, "stayed", "="),
        ("working towards", "working towards"): (1, "stayed", "="),
        ("working towards", "expected"): (1, "moved up", "▲"),
        ("expected", "working towards"): (1, "moved down", "▼"),
    }
    assert [(node.word, node.side, node.pupils) for node in part.picture.nodes] == [
        ("expected", "start", 2),
        ("working towards", "start", 2),
        ("expected", "end", 2),
        ("working towards", "end", 2),
    ]
    assert part.picture.nodes[0].behind == Behind(subject="Reading", then="expected")
    assert part.picture.nodes[2].behind == Behind(subject="Reading", now="expected")
    assert {band.behind for band in part.picture.bands} == {
        Behind(subject="Reading", then=start, now=end) for start, end in bands
    }
    assert [(key.word, key.pupils) for key in part.picture.keys] == [
        ("moved up", 1),
        ("stayed", 2),
        ("moved down", 1),
    ]
    assert part.sentences == (
        "Year 4 reading, Autumn 2024 to Spring 2025, by movement against expectation: 1 of 4 fell "
        "behind, 1 still behind, 1 kept up, 1 caught up. On the favourable side: 2 of 4 pupils "
        "rated in reading. There is nothing from a year ago to stand beside it.",
    )
    assert part.table is not None
    assert part.table.columns[1:] == (
        *("Favourable", "Fell behind", "Still behind", "Kept up", "Caught up"),
        *("Not rated", "In scope at both"),
    )
    assert part.table.rows[0][1:] == ("2\u00a0of\u00a04", "1", "1", "1", "1", "0", "4")


def test_bars_of_outcomes_by_hand(build: Build) -> None:
    """By gaps closed: Bob had three gaps and closed two; Cat two, Dan eight, and closed none.

    Ann had none. Eve of Year 3 had five statements due, and none is secure at either point.
    """
    facts = Facts([build(**explored_tables())])
    part = moved_view(facts, Selection(definition="gaps_closed", **POINTS))
    assert isinstance(part.picture, Bars)
    rows = {row.label: row for row in part.picture.rows}
    assert (rows["Year 4"].said, rows["Year 3"].said) == ("2 of 4", "0 of 1")
    assert [(each.word, each.count, each.behind) for each in rows["Year 4"].segments] == [
        (word, pupils, Behind(subject="Reading", by="cohort", row="2027", outcome=word))
        for word, pupils in (("few closed", 2), ("most closed", 1), ("no gaps", 1))
    ]


def test_joined_and_left_stand_in_the_table(build: Build) -> None:
    """Fay came and Gus went between the points: neither moved."""
    tables = explored_tables()
    tables["pupils"] = [
        *cast(list[dict[str, object]], tables["pupils"]),
        *({**row, "joined_on": "2025-01-06"} for row in pupils("fay", 4)),
        *({**row, "left_on": "2025-01-06"} for row in pupils("gus", 4)),
    ]
    facts = Facts([build(**tables)])
    part = moved_view(facts, Selection(cohort=2027, subject="Reading", **POINTS))
    assert part.table is not None
    assert part.table.columns[-3:] == ("In scope at both", "Joined", "Left")
    assert part.table.rows[0][-3:] == ("4", "1", "1")


def together_school(build: Build) -> School:
    """Ann moves up in all three when her maths does; Bob stays behind; Cat falls in writing."""
    days = "2024-12-10 2025-03-20"
    reading = "ann EXS EXS\nbob WTS WTS\ncat EXS EXS"
    writing = "ann EXS EXS\nbob EXS EXS\ncat EXS WTS"
    maths = "ann WTS EXS\nbob EXS EXS\ncat EXS EXS"
    judged = [
        row
        for subject, codes in (("Reading", reading), ("Writing", writing), ("Maths", maths))
        for row in best_fit(days, codes, subject)
    ]
    return build(pupils=pupils("ann bob cat", 4), overall=judged, policy=MEANT)


def test_all_three_together_by_hand(build: Build) -> None:
    """One moved up, one stayed, one moved down."""
    facts = Facts([together_school(build)])
    part = moved_view(facts, Selection(subject=TOGETHER, **POINTS))
    assert part.sentences[0] == (
        "Whole school reading, writing and maths together, Autumn 2024 to Spring 2025: 1 of 3 "
        "moved up, 1 stayed and 1 moved down."
    )
    assert isinstance(part.picture, Flow)
    assert {(band.start, band.end) for band in part.picture.bands} == {
        ("working towards", "expected"),
        ("working towards", "working towards"),
        ("expected", "working towards"),
    }
    assert part.table is not None
    assert part.table.rows == (("working towards", "1", "1"), ("expected", "1", "0"))


def year_ago_school(build: Build) -> School:
    """Twelve of this year's Year 4 and twelve of last year's: 9 and 6 at expectation in spring."""
    this, last = ("abcdefghijkl", "mnopqrstuvwx")
    roll = [
        *pupils(" ".join(this), 4, [2025]),
        *pupils(" ".join(last), 4, [2024, 2025]),
    ]
    codes = [
        row
        for day, names, up in (
            ("2025-03-20", this, "abcdefghi"),
            ("2024-03-20", last, "mnopqr"),
        )
        for name in names
        for row in best_fit(day, f"{name} {'EXS' if name in up else 'WTS'}")
    ]
    return build(pupils=roll, overall=codes, policy=MEANT)


def test_beside_last_years_cohort_by_hand(build: Build) -> None:
    """9 of 12 beside 6 of 12: three fewer this year would make the shares equal."""
    school = year_ago_school(build)
    facts = Facts([school])
    chosen = Selection(cohort=2027, subject="Reading", start=A_YEAR_AGO, end=SPRING)
    part = moved_view(facts, chosen)
    assert part.sentences == (
        "Year 4, Spring 2025, beside last year’s in Spring 2024: they are different children.",
        "Reading: this year’s stand higher (this year’s 9 of 12, last year’s 6 of 12); 3 fewer "
        "pupils at or above this year would make the shares equal.",
    )
    assert isinstance(part.picture, Bars)
    assert [(row.label, row.said, row.behind) for row in part.picture.rows] == [
        ("Spring 2025", "9 of 12", Behind(subject="Reading", by="point", row="Spring 2025")),
        ("Spring 2024", "6 of 12", Behind(subject="Reading", by="point", row="Spring 2024")),
    ]


def test_nobody_in_scope_is_said(build: Build) -> None:
    """Nobody of Year 3 is disadvantaged."""
    facts = Facts([build(**explored_tables())])
    part = moved_view(facts, Selection(cohort=2028, groups={"disadvantaged": "yes"}, **POINTS))
    assert isinstance(part.picture, Message)
    assert part.sentences[0].endswith("nobody was in scope at either point.")


@pytest.mark.parametrize("definition", ["against_expectation", "curriculum_secured"])
def test_the_page_says_what_the_plain_call_says(sample: School, definition: str) -> None:
    """The same sentence, title and table as `la.what_has_moved`, for every choice."""
    explored = Explored(sample)
    for selection, words in choices():
        if selection.subject == TOGETHER:
            continue
        settled = explored.settle(selection.changed({"definition": definition}))
        part = moved_view(explored.facts(settled), settled)
        answer = la.what_has_moved(
            sample, settled.start, settled.end, definition=definition, **words
        )
        assert "\n".join(part.sentences) == str(answer.sentence)
        if not isinstance(part.picture, Message):
            assert alt_text(answer.axes).startswith(f"{part.picture.title}. ")
            assert same_rows(part, answer)


def test_bands_are_those_of_the_transitions(sample: School) -> None:
    """Every band of a flow is counted by `la.transitions` too, and its reasons are the rating's."""
    explored = Explored(sample)
    settled = explored.settle(Selection(part="moved", subject="Maths"))
    facts = explored.facts(settled)
    rated = la.progress(sample.as_at(settled.start), sample.as_at(settled.end), settled.definition)
    table = la.transitions(rated.only(subject="Maths"))
    part = moved_view(facts, settled)
    assert isinstance(part.picture, Flow)
    assert {(band.start, band.end): band.pupils for band in part.picture.bands} == {
        (str(start), str(end)): int(many)
        for start, end, many in zip(
            table["attainment_start"], table["attainment_end"], table["pupils"], strict=True
        )
    }
    movement = facts.movement(settled.start, settled.end, settled.definition)
    here = rated.population["presence"].xs("Maths", level="subject") == BOTH
    said = rated["because"].xs("Maths", level="subject").fillna("")
    ids = movement.people.table["pupil_id"]
    because = dict(zip(ids, movement.because[:, movement.column("Maths")], strict=True))
    assert {name: because[name] for name in said.index.get_level_values("pupil_id")} == dict(
        zip(said.index.get_level_values("pupil_id"), said, strict=True)
    )
    assert int(here.sum()) == part.picture.pupils
