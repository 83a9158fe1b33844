"""The grid: which judgement counts in each cell, and sums of weights per subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from building import markbook, pupils, rows, statements
from hypothesis import given, settings
from hypothesis import strategies as st

from ladders_analysis.grid import Grid, build_grid
from ladders_analysis.policy import NTimes, Scale
from ladders_analysis.school import School

Build = Callable[..., School]
DAY = dt.date(2024, 12, 20)

# One pupil, three statements. N < D < S < X are the codes 1 to 4; A (absent) is no judgement.
JUDGED = """
pupil_id  statement_id  assessed_on  recorded_on  judgement
ann       r1            2024-11-01   .            S
ann       r1            2024-11-08   .            D
ann       r2            2024-11-08   2024-11-09   X
ann       r2            2024-11-08   2024-11-10   N
ann       r3            2024-11-08   2024-11-09   N
ann       r3            2024-11-08   2024-11-09   S
ann       r3            2024-11-20   .            A
"""


def one_pupil(build: Build, judged: str, ids: str = "r1 r2 r3") -> Grid:
    """Lay out one pupil's judgements on Reading statements."""
    return build(pupils=pupils("ann", 4), curriculum=statements(ids, 1), judgements=judged).grid


def test_latest_is_last_assessed_then_last_recorded_then_higher(build: Build) -> None:
    """Latest: the later day; on one day the later entry; entered together the higher code."""
    grid = one_pupil(build, JUDGED)
    # r1: 8 November beats 1 November (D=2). r2: the correction entered on the 10th (N=1).
    # r3: same day, same entry, so the higher (S=3); "absent" later on erases nothing.
    assert grid.codes_as_at(DAY, "latest").tolist() == [[2, 1, 3]]


def test_highest_looks_past_later_falls(build: Build) -> None:
    """Highest: the best code ever, whatever came after."""
    assert one_pupil(build, JUDGED).codes_as_at(DAY, "highest").tolist() == [[3, 4, 3]]


def test_n_times_needs_different_days(build: Build) -> None:
    """The highest code reached or passed on two days; two entries on one day are one day."""
    judged = """
    pupil_id  statement_id  assessed_on  judgement
    ann       r1            2024-11-01   X
    ann       r1            2024-11-08   D
    ann       r1            2024-11-15   S
    ann       r2            2024-11-01   S
    ann       r2            2024-11-01   X
    ann       r3            2024-11-01   S
    ann       r3            2024-11-01   X
    ann       r3            2024-11-08   D
    """
    grid = one_pupil(build, judged)
    # r1: X once, S or better twice -> S=3. r2: one day only -> nothing. r3: D or better twice -> D.
    assert grid.codes_as_at(DAY, NTimes(2)).tolist() == [[3, 0, 2]]
    # Three times: r1 reached D or better on three days -> D=2; once: the best of each.
    assert grid.codes_as_at(DAY, NTimes(3)).tolist() == [[2, 0, 0]]
    assert grid.codes_as_at(DAY, NTimes(1)).tolist() == [[4, 4, 4]]


def test_what_was_entered_after_the_close_does_not_count(build: Build) -> None:
    """Both the day assessed and the day recorded must be by the close, that day included."""
    judged = """
    pupil_id  statement_id  assessed_on  recorded_on  judgement
    ann       r1            2024-12-20   .            S
    ann       r2            2024-12-21   .            S
    ann       r3            2024-11-01   2024-12-21   S
    """
    grid = one_pupil(build, judged)
    assert grid.codes_as_at(DAY, "latest").tolist() == [[3, 0, 0]]
    assert grid.codes_as_at(dt.date(2024, 12, 21), "latest").tolist() == [[3, 3, 3]]
    first = (dt.date(2024, 12, 20) - dt.date(1970, 1, 1)).days
    assert grid.last_assessed(DAY).tolist() == [[first, 0, 0]]


CODES = {"N": 1, "D": 2, "S": 3, "X": 4}
ENTRY = st.tuples(
    st.sampled_from(["r1", "r2"]),
    st.integers(0, 5),
    st.integers(0, 3),
    st.sampled_from("NDSXA"),
)


def naive(entries: list[tuple[str, int, int, str]], statement: str, counts: str | int) -> int:
    """Say which code counts, the slow way and straight from the sentence, by day 4."""
    known = [
        (on, on + late, CODES[code])
        for where, on, late, code in entries
        if where == statement and code != "A" and on + late <= 4
    ]
    if counts == "latest":
        return max(known)[2] if known else 0
    if counts == "highest":
        return max((code for *_, code in known), default=0)
    reached = [
        code for code in range(1, 5) if len({on for on, _, had in known if had >= code}) >= counts
    ]
    return max(reached, default=0)


@given(entries=st.lists(ENTRY, max_size=12))
@settings(max_examples=200, deadline=None)
def test_the_code_that_counts_agrees_with_the_sentence(
    entries: list[tuple[str, int, int, str]],
) -> None:
    """Whatever was entered, in whatever order, the fast way agrees with the slow one."""
    day = pd.Timestamp("2024-11-01")
    judged = pd.DataFrame(
        {
            "pupil_id": ["ann"] * len(entries),
            "statement_id": [entry[0] for entry in entries],
            "judgement": [entry[3] for entry in entries],
            "assessed_on": pd.Series(
                [day + pd.Timedelta(days=entry[1]) for entry in entries], dtype="datetime64[s]"
            ),
            "recorded_on": pd.Series(
                [day + pd.Timedelta(days=entry[1] + entry[2]) for entry in entries],
                dtype="datetime64[s]",
            ),
        }
    )
    grid = bare_grid(judged)
    close = dt.date(2024, 11, 5)  # day 4
    for counts, asked in (("latest", "latest"), ("highest", "highest"), (2, NTimes(2))):
        expected = [[naive(entries, statement, counts) for statement in ("r1", "r2")]]
        assert grid.codes_as_at(close, asked).tolist() == expected


def bare_grid(judgements: pd.DataFrame) -> Grid:
    """Lay out two statements and one pupil without a folder."""
    table = pd.DataFrame(
        {
            "statement_id": ["r1", "r2"],
            "text": ["Retells a story.", "Explains what a word means."],
            "subject": "Reading",
            "ladder": "one",
            "year": pd.array([4, 4], dtype="Int16"),
            "year_to": pd.array([None, None], dtype="Int16"),
            "cycle": pd.array([None, None], dtype="str"),
            "due_half_term": pd.array([1, 2], dtype="Int16"),
            "taught_half_term": pd.array([None, None], dtype="Int16"),
            "key": [True, False],
            "weight": [1.0, 1.0],
        }
    )
    scale = Scale(codes=("N", "D", "S", "X"), secure="S", not_assessed=("A",))
    return build_grid(pd.DataFrame({"pupil_id": ["ann"]}), table, judgements, scale, ())


CURRICULUM = """
statement_id  subject  ladder  year  due_half_term  key   weight  part_of
m1            Maths    number  4     1              true  .       .
r1            Reading  words   4     1              true  .       .
r2a           Reading  words   4     1              true  .       r2
r2b           Reading  words   4     1              true  .       r2
r2c           Reading  words   4     1              true  .       r2
r3            Reading  words   4     2              true  2.5     .
"""


def test_weights_add_up_per_subject(build: Build) -> None:
    """A statement split in three counts a third for each part; a stated weight stays."""
    grid = build(
        pupils=pupils("ann ben", 4),
        curriculum=CURRICULUM,
        overall="""
        pupil_id  subject  assessed_on  attainment
        ann       Writing  2024-11-01   EXS
        """,
        policy='[overall]\ncodes = { EXS = "expected" }\n[expectation.subject.Writing]\n',
    ).grid
    assert grid.subjects == ("Maths", "Reading", "Writing")
    ids = list(grid.table["statement_id"])
    mask = np.zeros(grid.shape, bool)
    mask[0] = True
    mask[1, [ids.index("r2a"), ids.index("r2b")]] = True
    found = grid.per_subject(mask)
    # ann: Maths 1; Reading 1 + 3 × 1/3 + 2.5 = 4.5; Writing has no statements.
    assert found[0].tolist() == [1.0, 4.5, 0.0]
    # ben: two of three parts.
    assert found[1].tolist() == [0.0, 2 / 3, 0.0]
    # Every statement counts as one in a tally: five of Reading, of which ben has two.
    assert grid.tally(mask).tolist() == [[1.0, 5.0, 0.0], [0.0, 2.0, 0.0]]


@pytest.mark.parametrize("parts", [3, 6, 7, 10, 49])
def test_parts_of_a_statement_make_a_whole(build: Build, parts: int) -> None:
    """However many parts a statement is split into, together they count as one exactly."""
    ids = " ".join(f"p{place}" for place in range(parts))
    grid = build(
        pupils=pupils("ann", 4), curriculum=statements(ids, 1, part_of="whole"), judgements=[]
    ).grid
    total = grid.per_subject(np.ones(grid.shape, bool))[0, 0]
    assert abs(Fraction(total) - 1) < Fraction(1, 10**15)


def test_a_school_without_statements_has_an_empty_grid(build: Build) -> None:
    """A school that holds overall judgements alone has pupils and subjects, and no statements."""
    grid = build(
        pupils=pupils("ann ben", 4),
        overall="""
        pupil_id  subject  assessed_on  attainment
        ann       Writing  2024-11-01   EXS
        """,
        policy='[overall]\ncodes = { EXS = "expected" }\n[expectation.subject.Writing]\n',
    ).grid
    assert grid.shape == (2, 0)
    nothing = np.zeros((2, 0), bool)
    assert grid.per_subject(nothing).tolist() == [[0.0], [0.0]]
    assert grid.tally(nothing).tolist() == [[0.0], [0.0]]
    for counts in ("latest", "highest", NTimes(2)):
        assert grid.codes_as_at(DAY, counts).shape == (2, 0)


def test_the_curriculum_hash_follows_the_curriculum(build: Build) -> None:
    """The order of rows and the wording do not matter; weights, dates and keys do."""

    def fingerprint(text: list) -> str:
        return build(pupils=pupils("ann", 4), curriculum=text).grid.curriculum_hash

    plain = fingerprint(rows(CURRICULUM))
    assert len(plain) == 12
    assert fingerprint(rows(CURRICULUM)[::-1]) == plain
    for column, value in (("weight", "3"), ("due_half_term", "3"), ("key", "false")):
        changed = rows(CURRICULUM)
        changed[-1][column] = value
        assert fingerprint(changed) != plain


def test_pupils_and_statements_are_in_a_fixed_order(build: Build) -> None:
    """Pupils by id, statements by subject, weight, year, ladder and id, however written."""
    grid = build(
        pupils=pupils("zoe ann", 4),
        curriculum=statements("r2 r1", 1),
        judgements=markbook("2024-11-01", "r1 r2", "zoe  SN"),
    ).grid
    assert list(grid.pupils) == ["ann", "zoe"]
    assert list(grid.statements.get_level_values("statement_id")) == ["r1", "r2"]
    assert grid.codes_as_at(DAY, "latest").tolist() == [[0, 0], [3, 1]]
