"""What is due: own year, bands and cycles, earlier years, and when teaching has begun."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import YEARS, statements

from ladders_analysis.school import School

Build = Callable[..., School]

CLASSES = """
pupil_id  academic_year  year_group
rec       2025           0
three     2024           2
three     2025           3
four      2024           3
four      2025           4
five      2024           4
five      2025           5
"""


def true_of(mask: pd.DataFrame, pupil: str) -> list[str]:
    """Return the statements under a mask for one pupil."""
    row = mask.loc[pupil]
    return list(row.index[row].get_level_values("statement_id"))


def test_due_by_half_term(build: Build) -> None:
    """Due through half-term 2: what is due in 1 and 2, and nothing of other years."""
    school = build(
        pupils=CLASSES,
        curriculum=[
            *statements("a1 a2 a3 a6 ablank", [1, 2, 3, 6, None], year=4),
            *statements("b1", 1, year=5),
            *statements("z1", 1, year=0),
        ],
    )
    autumn = school.as_at("Autumn 2024")
    assert true_of(autumn.due, "four") == ["a1", "a2"]
    assert true_of(autumn.due, "five") == ["b1"]
    assert true_of(autumn.due, "three") == []
    assert true_of(autumn.due, "rec") == ["z1"]
    assert true_of(autumn.own_year, "four") == ["a1", "a2", "a3", "a6", "ablank"]
    # No half-term: due at the end of the year, so not on the last day of half-term 5 but of 6.
    assert true_of(school.as_at("2025-07-21").due, "four") == ["a1", "a2", "a3"]
    assert true_of(school.as_at("2025-07-22").due, "four") == ["a1", "a2", "a3", "a6", "ablank"]
    # On 17 October half-term 1 has not ended: nothing is due.
    assert true_of(school.as_at("2024-10-17").due, "four") == []
    assert true_of(school.as_at("2024-10-18").due, "four") == ["a1"]


def test_out_of_scope_nothing_is_due(build: Build) -> None:
    """A pupil not on roll has nothing due, taught or of their own year."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  left_on
        ann       2025           4           2024-10-01
        ben       2025           4           .
        """,
        curriculum=statements("r1", 1),
    )
    snapshot = school.as_at("Autumn 2024")
    for mask in (snapshot.due, snapshot.taught, snapshot.own_year):
        assert mask.loc["ann"].tolist() == [False]
        assert mask.loc["ben"].tolist() == [True]


BANDS = """
statement_id  subject  ladder  year  year_to  cycle  due_half_term
band          Reading  one     3     4        .      1
turn_a        Reading  one     3     4        A      1
turn_b        Reading  one     3     4        B      1
"""
CYCLES = YEARS.replace("ends = 2024\n", 'ends = 2024\ncycle = "A"\n').replace(
    "ends = 2025\n", 'ends = 2025\ncycle = "B"\n'
)


def test_a_band_is_due_in_its_last_year_or_in_the_years_of_its_cycle(build: Build) -> None:
    """Without a cycle: the band's last year. With one: each of its years, when its turn comes."""
    school = build(pupils=CLASSES, curriculum=BANDS, years=CYCLES)
    then, now = school.as_at("Autumn 2023"), school.as_at("Autumn 2024")
    # 2023–24 is turn A: `three` is in Year 2, `four` in Year 3, `five` in Year 4.
    assert true_of(then.due, "three") == []
    assert true_of(then.due, "four") == ["turn_a"]
    assert true_of(then.due, "five") == ["band", "turn_a"]
    # 2024–25 is turn B: they are in Years 3, 4 and 5.
    assert true_of(now.due, "three") == ["turn_b"]
    assert true_of(now.due, "four") == ["band", "turn_b"]
    assert true_of(now.due, "five") == []


EARLIER = """
statement_id  subject  ladder  year  year_to  due_half_term  key
y2            Reading  one     2     .        6              true
y3            Reading  one     3     .        6              false
y34           Reading  one     3     4        6              true
y4            Reading  one     4     .        1              false
"""


@pytest.mark.parametrize(
    ("rule", "four", "five"),
    [
        # Year 4 in the autumn: own and due is y4 alone; y34 is own, due in half-term 6. A band
        # counts as earlier only when its last year has passed: for Year 5.
        ("none", ["y4"], []),
        ("key", ["y2", "y4"], ["y2", "y34"]),
        ("all", ["y2", "y3", "y4"], ["y2", "y3", "y34", "y4"]),
    ],
)
def test_earlier_years(build: Build, rule: str, four: list[str], five: list[str]) -> None:
    """Statements of earlier years count by policy, all of them whatever their half-term."""
    school = build(
        pupils=CLASSES,
        curriculum=EARLIER,
        policy=f'[expectation]\nearlier_years = "{rule}"\n',
    )
    autumn = school.as_at("Autumn 2024")
    assert sorted(true_of(autumn.due, "four")) == four
    assert sorted(true_of(autumn.due, "five")) == five
    # Statements of earlier years are taught whatever the policy says of them.
    assert {"y2", "y3"} <= set(true_of(autumn.taught, "four"))
    assert sorted(true_of(autumn.taught, "five")) == ["y2", "y3", "y34", "y4"]


def test_earlier_years_by_subject_and_year_group(build: Build) -> None:
    """The rule is that of the pupil's year group and the statement's subject."""
    school = build(
        pupils=CLASSES,
        curriculum=[
            *statements("r3", 6, year=3),
            *statements("m3", 6, year=3, subject="Maths"),
        ],
        policy="""
        [expectation.subject.Maths]
        earlier_years = "all"
        [expectation.year.5]
        earlier_years = "none"
        """,
    )
    autumn = school.as_at("Autumn 2024")
    assert true_of(autumn.due, "four") == ["m3"]
    assert true_of(autumn.due, "five") == []


def test_working_year_plays_no_part_in_what_is_due(build: Build) -> None:
    """The expectation is for the age: Year 4 statements are due of a Year 4 pupil."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        ann       2025           4           2
        """,
        curriculum=[*statements("r2", 1, year=2), *statements("r4", 1, year=4)],
    )
    assert true_of(school.as_at("Autumn 2024").due, "ann") == ["r4"]


def test_taught_has_begun_or_is_due(build: Build) -> None:
    """Taught from the first day of its half-term; without one, from when it is due."""
    school = build(
        pupils=CLASSES,
        curriculum="""
        statement_id  subject  ladder  year  due_half_term  taught_half_term
        due2          Reading  one     4     2              .
        from2due4     Reading  one     4     4              2
        from3         Reading  one     4     4              3
        next          Reading  one     5     1              1
        """,
    )
    # Half-term 2 begins on 28 October and ends on 20 December.
    assert true_of(school.as_at("2024-10-27").taught, "four") == []
    assert true_of(school.as_at("2024-10-28").taught, "four") == ["from2due4"]
    assert true_of(school.as_at("2024-12-20").taught, "four") == ["due2", "from2due4"]


def test_policy_is_that_of_the_point_and_the_year_group(build: Build) -> None:
    """A list of six is read by the point's due_through; 0 uses the first entry."""
    school = build(
        pupils=CLASSES,
        curriculum=[*statements("r1", 1), *statements("m1", 1, subject="Maths")],
        policy="""
        [expectation]
        secure_share = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
        [expectation.subject.Maths]
        secure_share = 0.9
        [expectation.year.5]
        secure_share = 0.75
        minimum_due = 2
        """,
    )
    table = school.as_at("2024-09-10").policy("secure_share")
    assert table.loc["four", "Reading"] == 0.1  # due through 0: the first entry
    assert school.as_at("Autumn 2024").policy("secure_share").loc["four", "Reading"] == 0.2
    assert school.as_at("Summer 2025").policy("secure_share").loc["four", "Reading"] == 0.6
    assert school.as_at("Summer 2025").policy("secure_share").loc["four", "Maths"] == 0.9
    assert school.as_at("Summer 2025").policy("secure_share").loc["five", "Maths"] == 0.75
    minimum = school.as_at("Autumn 2024").policy("minimum_due")
    assert minimum["Reading"].to_dict() == {"five": 2, "four": 5, "rec": 5, "three": 5}


def test_without_a_half_term_teaching_begins_only_when_it_is_due(build: Build) -> None:
    """Nobody said when `open` is taught, so on the first day of half-term 6 it is not yet."""
    school = build(
        pupils=CLASSES,
        curriculum="""
        statement_id  subject  ladder  year  due_half_term  taught_half_term
        open          Reading  one     4     6              .
        from6         Reading  one     4     6              6
        """,
    )
    # Half-term 6 runs from 2 June to 22 July.
    assert true_of(school.as_at("2025-06-01").taught, "four") == []
    assert true_of(school.as_at("2025-06-02").taught, "four") == ["from6"]
    assert true_of(school.as_at("2025-07-21").taught, "four") == ["from6"]
    assert true_of(school.as_at("2025-07-22").taught, "four") == ["from6", "open"]


def test_the_policy_of_the_reception_year_is_its_own(build: Build) -> None:
    """Year 0 is a year group like the others: its policy is not that of Year 1."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group
        rec       2025           0
        one       2025           1
        """,
        curriculum=[*statements("r0", 1, year=0), *statements("r1", 1, year=1)],
        policy="""
        [expectation.year.0]
        secure_share = 0.5
        minimum_due = 1
        [expectation.year.1]
        secure_share = 0.7
        minimum_due = 2
        """,
    )
    autumn = school.as_at("Autumn 2024")
    assert autumn.policy("secure_share")["Reading"].to_dict() == {"one": 0.7, "rec": 0.5}
    assert autumn.policy("minimum_due")["Reading"].to_dict() == {"one": 2, "rec": 1}
