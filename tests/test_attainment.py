"""Attainment by statements, exactly: step 6 of the contract in its order, edge by edge.

Marks are one letter a statement: N not yet, D developing, S secure, X deeper, a full stop for no
judgement. Unless a test says otherwise ten statements of Year 4 Reading are due, each of weight 1,
`secure_share` is 0.8, `deeper_share` 0.4 and `minimum_due` 5.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import column, markbook, numbered, pupils, rows, stands, statements

from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
ON = "2024-11-15"
AUTUMN = "Autumn 2024"


def place(build: Build, marks: str, policy: str = "", **more: object) -> str:
    """Place one Year 4 pupil with ten statements due by the autumn."""
    given = {"curriculum": statements(TEN, 1), "pupils": pupils("ann", 4)} | more
    school = build(
        judgements=markbook(ON, TEN, f"ann  {marks}"),
        policy=f"[expectation]\n{policy}\n",
        **given,
    )
    return stands(school.as_at(AUTUMN))["ann"]


@pytest.mark.parametrize(
    ("marks", "attainment"),
    [
        ("SSSSSSSSNN", "expected"),  # 8 of 10 is exactly 0.8
        ("SSSSSSSNNN", "working towards"),  # 7 of 10, all judged
        ("SSSSSSSS..", "expected"),  # unjudged, but 8 of 10 are secure already
        ("SSSSSSS..N", "not enough evidence"),  # 7 + 2 unjudged = 9 could reach 0.8
        ("SSSSSS..NN", "not enough evidence"),  # 6 + 2 = 8: it could, exactly
        ("SSSSSS.NNN", "working towards"),  # 6 + 1 = 7: it could not
        ("..........", "not enough evidence"),
        ("SSSSXXXXNN", "greater depth"),  # 8 secure; deeper 4 of 10 is exactly 0.4
        ("SSSSSXXXNN", "expected"),  # deeper 3 of 10
        ("XXXXXXXNNN", "working towards"),  # deeper never makes up for what is not secure
        ("DDDDDDDDDD", "working towards"),
        ("SSSSSSSSAA", "expected"),  # absent is not assessed
        ("SSSSSSSAAA", "not enough evidence"),  # 7 + 3 absent = 10
    ],
)
def test_step_6(build: Build, marks: str, attainment: str) -> None:
    """Met, could be met, or not: in the order of the contract."""
    assert place(build, marks) == attainment


@pytest.mark.parametrize(
    ("marks", "attainment"),
    [
        # Secure are 0.1 and 0.7 of 1: in binary 0.7999999999999999, which has reached 0.8.
        ("SNS", "expected"),
        # Secure or unjudged are 0.1 and 0.7: they could still reach it.
        ("SN.", "not enough evidence"),
        ("NSS", "expected"),
        ("SSN", "working towards"),
    ],
)
def test_a_billionth_short_of_the_line_has_reached_it(
    build: Build, marks: str, attainment: str
) -> None:
    """Sums of weights are not exact in binary; the tolerance of 1e-9 makes the line the line."""
    curriculum = statements("r01 r02 r03", 1)
    for row, weight in zip(curriculum, (0.1, 0.2, 0.7), strict=True):
        row["weight"] = weight
    school = build(
        pupils=pupils("ann", 4),
        curriculum=curriculum,
        judgements=markbook(ON, "r01 r02 r03", f"ann  {marks}"),
        policy="[expectation]\nminimum_due = 0\n",
    )
    assert stands(school.as_at(AUTUMN))["ann"] == attainment


def test_a_tolerance_is_no_discount(build: Build) -> None:
    """A millionth short of the line is short of it."""
    assert place(build, "SSSSSSSSNN", "secure_share = 0.800001") == "working towards"


def test_parts_make_up_the_minimum(build: Build) -> None:
    """49 parts of one statement are a minimum of 1, though 49 × 1/49 is not quite 1 in binary."""
    parts = " ".join(f"p{place}" for place in range(49))
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(parts, 1, part_of="whole"), *statements("later1 later2", 6)],
        judgements=markbook(ON, parts, f"ann  {'S' * 49}"),
        policy="[expectation]\nminimum_due = 1\n",
    )
    assert 49 * (1 / 49) < 1
    assert stands(school.as_at(AUTUMN)) == {"ann": "expected"}


@pytest.mark.parametrize(
    ("marks", "attainment"),
    [
        # Six wholes of weight 1, the third and fourth in three parts of a third each.
        # Secure: 2 + 3/3 + 1/3 + 2 = 5 1/3 of 6 ≥ 5/6 …
        ("SSSSSSNNSS", "expected"),
        # … 1 + 3/3 + 3/3 + 2 = 5 of 6, on the line 5/6 = 0.8333333333333334 …
        ("NSSSSSSSSS", "expected"),
        # … 1 + 2/3 + 3/3 + 2 = 4 2/3 of 6, below it.
        ("NSNSSSSSSS", "working towards"),
    ],
)
def test_thirds_add_up(build: Build, marks: str, attainment: str) -> None:
    """Parts of a split statement weigh a third each; three thirds are one."""
    split = rows(
        """
        statement_id  subject  ladder  year  due_half_term  part_of
        r01           Reading  one     4     1              .
        r02           Reading  one     4     1              .
        r03           Reading  one     4     1              c
        r04           Reading  one     4     1              c
        r05           Reading  one     4     1              c
        r06           Reading  one     4     1              d
        r07           Reading  one     4     1              d
        r08           Reading  one     4     1              d
        r09           Reading  one     4     1              .
        r10           Reading  one     4     1              .
        """
    )
    policy = "secure_share = 0.8333333333333334"
    assert place(build, marks, policy, curriculum=split) == attainment


def test_nothing_due_yet(build: Build) -> None:
    """Due through 0, or through half-terms in which nothing is due: nothing due yet."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, 3),
        judgements=markbook("2024-09-10", TEN, "ann  SSSSSSSSSS"),
    )
    for day in ("2024-09-11", "Autumn 2024"):
        table = school.as_at(day).attainment()
        assert table["attainment"].tolist() == ["nothing due yet"]
        assert table["due"].tolist() == [0.0]


@pytest.mark.parametrize(
    ("due", "minimum", "weight", "attainment"),
    [
        # Ten statements in the year. Five due reach the minimum, four are too early to say.
        (5, 5, 1, "expected"),
        (4, 5, 1, "too early to say"),
        # The weight counts, not the number: 4 × 1.25 = 5, and 5 × 0.99 = 4.95.
        (4, 5, 1.25, "expected"),
        (5, 5, 0.99, "too early to say"),
        # A tenth ten times is not quite 1 in binary; the tolerance makes it so.
        (10, 1, 0.1, "expected"),
        (4, 0, 1, "expected"),
        # Fewer than the minimum in the whole year: then all of them, 10 × 0.4 = 4, are enough …
        (10, 5, 0.4, "expected"),
        # … and nine of them, 3.6, are not.
        (9, 5, 0.4, "too early to say"),
    ],
)
def test_too_early_to_say(
    build: Build, due: int, minimum: float, weight: float, attainment: str
) -> None:
    """Too early: due weight below the minimum or the year's whole weight, the smaller."""
    curriculum = statements(TEN, [1] * due + [6] * (10 - due), weight=weight)
    found = place(build, "SSSSSSSSSS", f"minimum_due = {minimum}", curriculum=curriculum)
    assert found == attainment


def test_too_early_comes_before_everything_else(build: Build) -> None:
    """Four due and none secure is too early to say, not working towards."""
    curriculum = statements(TEN, [1] * 4 + [6] * 6)
    assert place(build, "NNNNNNNNNN", curriculum=curriculum) == "too early to say"
    ticks = 'unjudged = "not secure"'
    assert place(build, "..........", ticks, curriculum=curriculum) == "too early to say"


@pytest.mark.parametrize(
    ("marks", "all_key", "attainment"),
    [
        # r01 and r02 are key.
        ("SSSSSSSSNN", True, "expected"),
        ("NSSSSSSSSS", False, "expected"),  # 9 of 10
        ("NSSSSSSSSS", True, "working towards"),  # 9 of 10, but a key statement is not secure
        (".SSSSSSSSS", True, "not enough evidence"),  # the unjudged key statement decides
        (".SSSSSSNNN", True, "working towards"),  # 6 + 1 = 7 of 10 fails whatever it is
        ("DXXXXXXXXX", True, "working towards"),  # greater depth needs every key statement too
        ("SXXXXSSSNN", True, "greater depth"),
    ],
)
def test_all_key(build: Build, marks: str, all_key: bool, attainment: str) -> None:
    """With `all_key`, every due key statement must be secure."""
    curriculum = statements(TEN, 1)
    for row in curriculum[:2]:
        row["key"] = "true"
    policy = f"all_key = {str(all_key).lower()}"
    assert place(build, marks, policy, curriculum=curriculum) == attainment


def test_only_due_key_statements_are_asked(build: Build) -> None:
    """A key statement due later does not stand in the way."""
    curriculum = statements(TEN, [1] * 8 + [6] * 2)
    curriculum[9]["key"] = "true"
    assert place(build, "SSSSSSSSNN", "all_key = true", curriculum=curriculum) == "expected"


@pytest.mark.parametrize(
    ("unjudged", "marks", "attainment"),
    [
        ("unknown", "SSSSSSS...", "not enough evidence"),
        ("not secure", "SSSSSSS...", "working towards"),
        ("not secure", "SSSSSSSS..", "expected"),
        ("not secure", "..........", "working towards"),
    ],
)
def test_trackers_in_which_only_what_is_secure_is_ticked(
    build: Build, unjudged: str, marks: str, attainment: str
) -> None:
    """`unjudged = "not secure"`: what is missing is not there."""
    assert place(build, marks, f'unjudged = "{unjudged}"') == attainment


def test_reception_has_no_greater_depth(build: Build) -> None:
    """Never greater depth in Year 0; the same marks in Year 1 are."""
    marks = "XXXXXXXXXX"
    for year, attainment in ((0, "expected"), (1, "greater depth")):
        found = place(
            build, marks, pupils=pupils("ann", year), curriculum=statements(TEN, 1, year=year)
        )
        assert found == attainment


def test_no_deeper_code_no_greater_depth(build: Build) -> None:
    """Without `scale.deeper` nobody reaches greater depth by statements."""
    scale = '[scale]\ncodes = ["N", "D", "S", "X"]\nsecure = "S"\n'
    assert place(build, "XXXXXXXXXX", "deeper_share = 0.0", scale=scale) == "expected"


def test_deeper_may_be_secure_itself(build: Build) -> None:
    """Where deeper is the secure code, the shares alone tell them apart."""
    scale = '[scale]\ncodes = ["N", "S"]\nsecure = "S"\ndeeper = "S"\n'
    assert place(build, "SSSSSSSSSN", "deeper_share = 0.9", scale=scale) == "greater depth"
    assert place(build, "SSSSSSSSNN", "deeper_share = 0.9", scale=scale) == "expected"


def test_lists_of_six_at_every_point(build: Build) -> None:
    """The share asked for may rise through the year; due through 0 uses the first."""
    points = "\n".join(
        f'[[point]]\nname = "through {through}"\non = 2024-12-20\ndue_through = {through}'
        for through in range(7)
    )
    school = build(
        pupils=pupils("ann", 4),
        # Earlier years count, so that something is due through 0 as well.
        curriculum=statements(TEN, 1, year=3),
        judgements=markbook(ON, TEN, "ann  SSSSSNNNNN"),
        policy=f"""
        [expectation]
        earlier_years = "all"
        secure_share = [0.5, 0.5, 0.6, 0.4, 0.51, 0.5]
        deeper_share = [0.0, 1.0, 1.0, 1.0, 1.0, 0.0]
        {points}
        """,
    )
    found = [stands(school.as_at(f"through {through}"))["ann"] for through in range(7)]
    # 5 of 10 secure, none deeper, against 0.5 (through 0 and 1), 0.5, 0.6, 0.4, 0.51, 0.5;
    # deeper_share 0 is reached by nothing at all.
    assert found == [
        *("greater depth", "greater depth", "expected", "working towards"),
        *("expected", "working towards", "greater depth"),
    ]


def test_counts_stand_beside_every_word(build: Build) -> None:
    """Secure, due and assessed are weights of due statements only."""
    curriculum = statements(TEN, [1] * 6 + [6] * 4)
    curriculum[0]["weight"] = "2"
    school = build(
        pupils=pupils("ann", 4),
        curriculum=curriculum,
        # Due: r01 (2), r02–r06 (1 each) = 7. Assessed of them: r01 S, r02 D, r03 S = 4; secure 3.
        judgements=markbook(ON, TEN, "ann  SDS...SSSS"),
    )
    table = school.as_at(AUTUMN).attainment()
    assert table[["secure", "due", "assessed"]].to_numpy().tolist() == [[3.0, 7.0, 4.0]]
    assert list(table.columns) == [
        *("pupil_id", "subject", "attainment", "basis", "secure", "due", "assessed"),
        *("by_statements", "by_teacher", "by_score"),
    ]
    assert table["attainment"].cat.ordered
    assert tuple(table["attainment"].cat.categories) == ATTAINMENT
    assert isinstance(table.index, pd.RangeIndex)


def test_by_exception(build: Build) -> None:
    """An unjudged due statement is secure where the class has judgements on it, and only there."""
    people = rows(
        """
        pupil_id  academic_year  year_group  class_name
        ann       2025           4           Oak
        ben       2025           4           Oak
        cat       2025           4           Elm
        dan       2025           4           .
        """
    )
    school = build(
        pupils=people,
        curriculum=statements(TEN, 1),
        # In Oak, ann's page has judgements on r01–r08, so ben's blanks there are secure.
        judgements=markbook(
            ON,
            TEN,
            """
            ann  NSSSSSSS..
            ben  N.........
            dan  S.........
            """,
        ),
        policy="[expectation]\nby_exception = true\n",
    )
    autumn = school.as_at(AUTUMN)
    # ann: 7 of 10 secure, r09 and r10 unknown (the class has none): 9 could. Not enough.
    # ben: r02–r08 = 7 by exception, r01 not, two unknown: not enough evidence.
    # cat: her class has no judgements. dan: no class, so his own one judgement alone.
    assert column(autumn, "secure") == {"ann": 7.0, "ben": 7.0, "cat": 0.0, "dan": 1.0}
    assert column(autumn, "assessed") == {"ann": 8.0, "ben": 1.0, "cat": 0.0, "dan": 1.0}
    assert set(stands(autumn).values()) == {"not enough evidence"}


def test_by_exception_reaches_the_line(build: Build) -> None:
    """A class that notes exceptions only is at expectation where nothing is noted."""
    school = build(
        pupils=pupils("ann ben cat", 4),
        curriculum=statements(TEN, 1),
        judgements=markbook(
            ON,
            TEN,
            """
            ann  NNN.......
            ben  ...DDDDDDD
            """,
        ),
        policy="[expectation.subject.Reading]\nby_exception = true\n",
    )
    # ann: 3 not secure, 7 by exception = 0.7. ben: 3 = 0.3. cat: all 10, nothing noted.
    autumn = school.as_at(AUTUMN)
    assert column(autumn, "secure") == {"ann": 7.0, "ben": 3.0, "cat": 10.0}
    assert stands(autumn) == {
        "ann": "working towards",
        "ben": "working towards",
        "cat": "expected",
    }


def test_stale_judgements_never_change_attainment(build: Build) -> None:
    """A judgement of two years ago is shown as stale, and counts as ever."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, 1),
        judgements=[
            *markbook("2023-10-02", TEN, "ann  SSSSSSSS.."),
            *markbook("2024-12-01", TEN, "ann  ........NN"),
        ],
    )
    autumn = school.as_at(AUTUMN)
    assert autumn.stale.loc["ann"].tolist() == [True] * 8 + [False] * 2
    assert stands(autumn) == {"ann": "expected"}


def test_entries_close_later_than_the_point(build: Build) -> None:
    """What is entered, and assessed, by the close counts; the day after does not."""
    point = '[[point]]\nname = "P"\non = 2024-12-06\nentries_close = 2024-12-13\ndue_through = 2\n'
    judgements = [
        *markbook("2024-12-06", TEN, "ann  SSSSS.....", recorded_on="2024-12-13"),
        *markbook("2024-12-13", TEN, "ann  .....SSS.."),
        *markbook("2024-12-06", TEN, "ann  ........S.", recorded_on="2024-12-14"),
        *markbook("2024-12-14", TEN, "ann  .........S"),
    ]
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, 1),
        judgements=judgements,
        policy=point,
    )
    assert column(school.as_at("P"), "secure") == {"ann": 8.0}


def test_own_curriculum_whatever_the_basis(build: Build) -> None:
    """A pupil on an earlier year's curriculum is never behind by default, and still counted."""
    people = [
        *pupils("ann", 4, working_year=2),
        *pupils("ben", 4, working_year=5),
    ]
    overall = """
    pupil_id  subject  assessed_on  attainment
    ann       Reading  2024-11-15   WTS
    ben       Reading  2024-11-15   WTS
    """
    for basis in ("statements", "teacher", "score"):
        school = build(
            pupils=people,
            curriculum=statements(TEN, 1),
            judgements=markbook(ON, TEN, "ann  NNNNNNNNNN\nben  NNNNNNNNNN"),
            overall=overall,
            policy=f"""
            [expectation]
            basis = "{basis}"
            [overall]
            codes = {{ WTS = "working towards" }}
            """,
        )
        found = stands(school.as_at(AUTUMN))
        assert found["ann"] == "own curriculum"
        assert found["ben"] == ("not enough evidence" if basis == "score" else "working towards")


def test_a_subject_without_a_scale(build: Build) -> None:
    """A school that judges no statements is never placed by them."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, 1),
        scale="",
        policy='[expectation]\nbasis = "statements"\n',
    )
    assert stands(school.as_at(AUTUMN)) == {"ann": "not enough evidence"}


def test_counts_may_differ_between_subjects(build: Build) -> None:
    """`counts` of one subject does not touch another's."""
    ids = numbered("m", 10)
    marks = [
        *markbook("2024-11-01", TEN, "ann  SSSSSSSSSS"),
        *markbook("2024-11-01", ids, "ann  SSSSSSSSSS"),
        *markbook("2024-11-15", TEN, "ann  DDDDDDDDDD"),
        *markbook("2024-11-15", ids, "ann  DDDDDDDDDD"),
    ]
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(TEN, 1), *statements(ids, 1, subject="Maths")],
        judgements=marks,
        policy="""
        [expectation.subject.Maths]
        counts = "highest"
        [expectation.subject.Reading]
        counts = { n_times = 2 }
        """,
    )
    autumn = school.as_at(AUTUMN)
    # Reading: developing or better on two days -> D, none secure. Maths: the best was S.
    assert column(autumn, "secure", "Reading") == {"ann": 0.0}
    assert column(autumn, "secure", "Maths") == {"ann": 10.0}
