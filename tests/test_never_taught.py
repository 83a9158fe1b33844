"""What was due and never taught, or taught and never judged: four statements, worked out by hand.

Four pupils of Year 4, Spring 2025. r1 is judged for all; r2 is taught and judged for nobody; r3 for
one of four; r4 is due by then and our plan teaches it in the summer; r5 is not due yet.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import OVERALL, best_fit, markbook, pupils, statements, two_schools
from test_plots_tables import text_faults, words_of

from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.practice.untaught import LADDERS, LISTED, never_taught
from ladders_analysis.school import School

PAGE = """
    ann S.S..
    ben S....
    cat S....
    dan D....
"""


def school_of_four(build: Callable[..., School], **more: object) -> School:
    """Build the school of the table above."""
    given: dict[str, object] = {
        "pupils": [*pupils("ann ben cat dan", 4), *pupils("eve", 4, working_year=2)],
        "curriculum": [
            *statements("r1", 2, text="Knows r1"),
            *statements("r2", 2, text="Knows r2", key="true"),
            *statements("r3", 4, text="Knows r3", ladder="another"),
            *statements("r4", 4, text="Knows r4", ladder="another", taught_half_term=5),
            *statements("r5", 6, text="Knows r5"),
        ],
        "judgements": markbook("2025-03-10", "r1 r2 r3 r4 r5", PAGE),
        **more,
    }
    return build(**given)


def test_what_is_open_and_why(build: Callable[..., School]) -> None:
    """Three of four due statements, each for its own reason; Eve is on her own curriculum."""
    answer = never_taught(school_of_four(build))
    assert answer.sentence == (
        "Whole school, Spring 2025: 4 statements are due by now; of them 1 is not taught yet by "
        "our own plan, 1 is taught and judged for nobody (1 of them key) and 1 is taught and "
        "judged for fewer than half of the pupils. Ask before reading a figure there."
    )
    listed = answer.tables[LISTED]
    assert listed.index.tolist() == ["Knows r4", "Knows r2", "Knows r3"]
    assert listed["Judged"].tolist() == ["0\xa0of\xa04", "0\xa0of\xa04", "1\xa0of\xa04"]
    assert listed["Key"].tolist() == ["", "key", ""]
    assert listed["Because"].tolist() == [
        "the plan teaches it later",
        "judged for nobody",
        "judged for fewer than half",
    ]
    ladders = answer.tables[LADDERS]
    assert ladders.loc[("Reading", "one ladder")].tolist() == [2, 0, 1, 0, 1]
    assert ladders.loc[("Reading", "another")].tolist() == [2, 1, 0, 1, 0]
    assert {"3 of 4", "1 not taught, 1 for nobody"} <= set(words_of(answer.axes))
    assert "Year 4, Reading: 3 of 4 (1 not taught, 1 for nobody)" in alt_text(answer.axes)
    assert text_faults(answer.axes) == []


def test_everything_judged_is_said(build: Callable[..., School]) -> None:
    """At Autumn 2024 only r1 and r2 are due; with r2 judged nothing is open."""
    page = "\n".join(f"{name} SS" for name in "ann ben cat dan".split())
    school = school_of_four(build, judgements=markbook("2024-12-10", "r1 r2", page))
    answer = never_taught(school, "Autumn 2024", subject="Reading", cohort="Year 4")
    assert answer.sentence == (
        "Year 4 reading, Autumn 2024: 2 statements are due by now, and each is taught and judged "
        "for half or more."
    )
    assert not len(answer.table)
    assert not len(answer.tables[LADDERS])


def test_secure_by_exception_is_not_missing(build: Callable[..., School]) -> None:
    """Where only exceptions are recorded, r3 counts as secure for the class that has one on it."""
    school = school_of_four(build, policy="[expectation]\nby_exception = true\n")
    assert "Knows r3" not in never_taught(school).table.index
    assert "Knows r2" in never_taught(school).table.index


def test_what_cannot_be_answered_is_said(build: Callable[..., School]) -> None:
    """A trust, no evidence, no curriculum, nothing due; and a subject that is not there."""
    trust = build(pupils=two_schools("a1", "a2"))
    assert "choose one school" in never_taught(trust).sentence
    assert "No assessment point has" in never_taught(build(pupils=pupils("ann", 4))).sentence
    bare = build(pupils=pupils("ann", 4), overall=best_fit("2025-03-10", "ann EXS"), policy=OVERALL)
    answer = never_taught(bare)
    assert "keeps no curriculum of statements" in answer.sentence
    assert set(answer.tables) == {LISTED, LADDERS}
    later = school_of_four(build, curriculum=statements("r1 r2 r3 r4 r5", 6))
    assert "no statement is due by then" in never_taught(later).sentence
    with pytest.raises(LaddersError, match="No subject"):
        never_taught(later, subject="Latin")
