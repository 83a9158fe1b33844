"""Where pupils stand, as bars that can be clicked: by hand, and as the plain call says it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from explored import AUTUMN, SPRING, explored_tables
from explored_sample import choices, same_rows

import ladders_analysis as la
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.selection import ALL_SCHOOLS, Behind, Selection
from ladders_analysis.exploring.tallies import STANDING
from ladders_analysis.exploring.views import Bars, Message, PartView
from ladders_analysis.exploring.where import where_view
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.choosing import TOGETHER
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School

Build = Callable[..., School]
POINTS: dict[str, Any] = {"start": AUTUMN, "end": SPRING}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Give a made-up school of seventy."""
    folder: Path = tmp_path_factory.mktemp("seventy")
    return la.load(write_sample(folder, pupils=70, seed=3))


def bars_of(part: PartView) -> Bars:
    """Return the bars of an answer."""
    assert isinstance(part.picture, Bars)
    return part.picture


def test_bars_by_hand(build: Build) -> None:
    """In spring Ann and Bob are at expectation, Cat and Dan are not, and of Eve nothing is known.

    Ann 10, Bob 9, Cat 7 and Dan 2 of 10 statements due; the line is 8.
    """
    facts = Facts([build(**explored_tables())])
    part = where_view(facts, Selection(**POINTS))
    picture = bars_of(part)
    assert [(row.label, row.group, row.said, row.of_all) for row in picture.rows] == [
        ("Year 3", "", "none placed", 1),
        ("Year 4", "", "2 of 4", 4),
    ]
    year_4 = picture.rows[1]
    assert [(each.word, each.count) for each in year_4.segments] == [
        ("working towards", 2),
        ("expected", 2),
    ]
    assert year_4.segments[0].behind == Behind(
        subject="Reading", by="cohort", row="2027", now="working towards"
    )
    assert year_4.behind == Behind(subject="Reading", by="cohort", row="2027")
    assert picture.longest == 4
    assert [(key.word, key.pupils) for key in picture.keys] == [
        ("working towards", 2),
        ("expected", 2),
        ("not enough evidence", 1),
    ]
    assert part.table is not None
    assert part.table.rows == (
        ("Year 3", "–", "0", "0", "0", "1", "1"),
        ("Year 4", "2\u00a0of\u00a04", "2", "2", "0", "0", "4"),
    )


def test_of_one_class_rows_are_subjects(build: Build) -> None:
    """Clicking a part of the bar means everybody chosen."""
    facts = Facts([build(**explored_tables())])
    part = where_view(facts, Selection(class_name="Oak", groups={"disadvantaged": "yes"}, **POINTS))
    (row,) = bars_of(part).rows
    assert (row.label, row.said) == ("Reading", "1 of 2")
    assert row.segments[1].behind == Behind(subject="Reading", now="expected")
    assert part.sentences[0].startswith("Class Oak (disadvantaged: yes) reading, Spring 2025: 1 of")


def test_nobody_in_scope_is_said(build: Build) -> None:
    """Nobody of Year 3 is disadvantaged."""
    facts = Facts([build(**explored_tables())])
    part = where_view(facts, Selection(cohort=2028, groups={"disadvantaged": "yes"}, **POINTS))
    assert isinstance(part.picture, Message)
    assert part.sentences == (
        "Year 3 (disadvantaged: yes), Spring 2025: no pupil is in scope here.",
    )


def test_the_page_says_what_the_plain_call_says(sample: School) -> None:
    """Thirty-six choices: the same sentence, title and table as `la.where_we_are`."""
    explored = Explored(sample)
    for selection, words in choices():
        settled = explored.settle(selection)
        assert settled.cohort == selection.cohort
        part = where_view(explored.facts(settled), settled)
        answer = la.where_we_are(sample, settled.end, **words)
        assert "\n".join(part.sentences) == str(answer.sentence)
        if isinstance(part.picture, Bars):
            assert alt_text(answer.axes).startswith(f"{part.picture.title}. ")
            assert same_rows(part, answer)


def test_the_bars_are_those_of_the_summary(sample: School) -> None:
    """Every count of every bar is in `la.summarise_attainment`."""
    explored = Explored(sample)
    settled = explored.settle(Selection())
    summary = la.summarise_attainment(sample.as_at(settled.end), ["subject", "cohort"])
    told = {
        (str(subject), str(cohort), str(word)): int(pupils)
        for subject, cohort, word, pupils in zip(
            summary["subject"],
            summary["cohort"],
            summary["attainment"],
            summary["pupils"],
            strict=True,
        )
        if pupils
    }
    picture = bars_of(where_view(explored.facts(settled), settled))
    drawn = {
        (each.behind.subject, each.behind.row, each.word): each.count
        for row in picture.rows
        for each in row.segments
    }
    assert drawn == told


def test_all_three_together_are_those_of_combined(sample: School) -> None:
    """Places in all three, from arrays and from `la.combined`."""
    point = sample.latest_points(1)[-1]
    standing = Facts([sample]).standing(point.name)
    table = la.combined(sample.as_at(point)).set_index("pupil_id")["attainment"]
    words = [STANDING.words[place] for place in standing.of(TOGETHER)]
    assert words == table.reindex(standing.people.table["pupil_id"]).astype("str").tolist()


def test_of_a_trust_rows_are_schools(build: Build) -> None:
    """Two schools alike stand under each other, and a click says which."""
    tables = explored_tables()
    twice = {
        name: [
            {**row, "school_id": school, **({"pupil_id": f"{row['pupil_id']}{school}"})}
            for school in ("1", "2")
            for row in cast(list[dict[str, object]], tables[name])
        ]
        for name in ("pupils", "judgements")
    }
    explored = Explored(build(curriculum=tables["curriculum"], **twice))
    settled = explored.settle(Selection(school=ALL_SCHOOLS))
    part = where_view(explored.facts(settled), settled)
    rows = bars_of(part).rows
    assert [(row.said, row.behind) for row in rows] == [
        ("2 of 4", Behind(subject="Reading", by="school_id", row="1")),
        ("2 of 4", Behind(subject="Reading", by="school_id", row="2")),
    ]
    assert part.sentences[0].startswith("All schools reading, Spring 2025: 4 of 8 pupils placed")


def test_a_tally_of_nothing_is_nothing() -> None:
    """Nobody counted is nobody placed."""
    tally = STANDING.tally("Reading", ("2027", "Year 4"), [0] * len(STANDING.words))
    assert (tally.of, tally.good, tally.in_scope) == (0, 0, 0)
    assert replace(tally, joined=1).in_scope == 0
