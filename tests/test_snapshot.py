"""The snapshot: masks that line up, four states of a statement, and copies for what-ifs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from building import column, markbook, numbered, pupils, rows, stands, statements

from ladders_analysis.policy import STATES
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
MASKS = (
    *("due", "own_year", "taught", "assessed", "secure", "deeper", "key", "stale"),
    *("judged_not_secure", "codes"),
)


@pytest.fixture
def school(build: Build) -> School:
    """Three pupils of Year 4, one of whom leaves; Reading and Maths."""
    return build(
        pupils=[*pupils("ann ben", 4), *pupils("cat", 4, left_on="2025-01-10")],
        curriculum=[
            *statements("r1 r2", 1),
            *statements("r3", 3, taught_half_term=2, key="true"),
            *statements("r4", 4, key="true"),
            *statements("m1", 2, subject="Maths"),
        ],
        judgements=markbook(
            "2024-11-15",
            "r1 r2 r3 r4 m1",
            """
            ann  SN.XS
            ben  X....
            cat  SSSSS
            """,
        ),
        policy="[expectation]\nminimum_due = 1\n",
    )


def cells(mask: pd.DataFrame, pupil: str) -> str:
    """Return one pupil's row of a mask as 1s and 0s, in the order r1 r2 r3 r4 m1."""
    row = mask.loc[pupil].droplevel(["subject", "ladder", "year"])
    return "".join(str(int(row[name])) for name in ("r1", "r2", "r3", "r4", "m1"))


def test_masks_of_all_snapshots_share_index_and_columns(school: School) -> None:
    """One index and one set of columns, the very objects, so that masks always line up."""
    frames = [
        getattr(school.as_at(point), mask)
        for point in (AUTUMN, SPRING, "2024-10-01")
        for mask in MASKS
    ]
    for one, other in combinations(frames, 2):
        assert one.index is other.index
        assert one.columns is other.columns
    assert list(frames[0].columns.names) == ["subject", "ladder", "year", "statement_id"]
    assert frames[0].index.name == "pupil_id"
    assert {str(dtype) for frame in frames for dtype in frame.dtypes} == {"bool", "uint8"}


def test_masks_cell_by_cell(school: School) -> None:
    """Every mask of the autumn, worked out by hand; N D S X are the codes 1 2 3 4."""
    autumn = school.as_at(AUTUMN)
    # Due through 2: r1, r2 (half-term 1) and m1 (2). r3 has been taught since half-term 2.
    assert cells(autumn.due, "ann") == "11001"
    assert cells(autumn.taught, "ann") == "11101"
    assert cells(autumn.own_year, "ann") == "11111"
    assert cells(autumn.assessed, "ann") == "11011"
    assert cells(autumn.secure, "ann") == "10011"
    assert cells(autumn.deeper, "ann") == "00010"
    assert cells(autumn.judged_not_secure, "ann") == "01000"
    assert cells(autumn.key, "ann") == "00110"
    assert cells(autumn.codes, "ann") == "31043"
    assert cells(autumn.secure, "ben") == "10000"
    assert cells(autumn.deeper, "ben") == "10000"


def test_out_of_scope_is_false_in_due(school: School) -> None:
    """Who has left has nothing due, but the judgements stay what they were."""
    spring = school.as_at(SPRING)
    assert spring.in_scope.to_dict() == {"ann": True, "ben": True, "cat": False}
    assert cells(spring.due, "cat") == "00000"
    assert cells(spring.taught, "cat") == "00000"
    assert cells(spring.secure, "cat") == "11111"
    assert spring.per_subject(spring.due).loc["cat"].tolist() == [0.0, 0.0]
    assert not spring.stands("working towards", "expected").loc["cat"].any()


def test_four_states(school: School) -> None:
    """Not yet taught; taught, not assessed; assessed, not secure; secure, even before its time."""
    assert STATES == (
        *("not yet taught", "taught, not assessed"),
        *("assessed, not secure", "secure"),
    )
    found = school.as_at(AUTUMN).states("Reading")
    assert found.index.name == "pupil_id" and found.columns.name == "statement_id"
    assert (found.dtypes == np.uint8).all()
    # ann: r1 secure, r2 judged not secure, r3 taught and not judged, r4 secure though not taught.
    assert found.loc["ann"].to_dict() == {"r1": 3, "r2": 2, "r3": 1, "r4": 3}
    # ben: r2 taught (due), r3 taught, r4 not yet.
    assert found.loc["ben"].to_dict() == {"r1": 3, "r2": 1, "r3": 1, "r4": 0}
    assert school.as_at(AUTUMN).states("Maths").loc["ben"].to_dict() == {"m1": 1}
    # Only those in scope; before anything is due or begun, nothing is taught.
    assert list(school.as_at(SPRING).states("Reading").index) == ["ann", "ben"]
    assert school.as_at("2024-09-10").states("Reading").loc["ben"].tolist() == [0, 0, 0, 0]


def test_statements_of_earlier_years_are_taught(build: Build) -> None:
    """A Year 3 statement is taught for a Year 4 pupil, whatever its half-term."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements("r3", 6, year=3), *statements("r4 r5", 6, year=4)],
        judgements=markbook("2024-09-05", "r3 r4 r5", "ann  .D."),
    )
    # r4 has been judged before it is taught: assessed, not secure.
    assert school.as_at("2024-09-10").states("Reading").loc["ann"].to_dict() == {
        "r3": 1,
        "r4": 2,
        "r5": 0,
    }


def test_per_subject_and_share(build: Build) -> None:
    """Weights add up by subject; a share of nothing is blank."""
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=[
            *statements("p1 p2 p3", 1, part_of="whole"),
            *statements("r1", 1, weight=2.5),
            *statements("m1 m2", 6, subject="Maths"),
        ],
        judgements=markbook("2024-11-15", "p1 p2 p3 r1 m1 m2", "ann  SSSNSN\nben  S....."),
    )
    autumn = school.as_at(AUTUMN)
    assert autumn.subjects == ("Reading", "Maths")
    secure = autumn.per_subject(autumn.secure)
    # ann: three thirds are one; ben: one third.
    assert secure.loc["ann"].to_dict() == {"Reading": 1.0, "Maths": 1.0}
    assert secure.loc["ben"].to_dict() == {"Reading": pytest.approx(1 / 3), "Maths": 0.0}
    share = autumn.share(autumn.due & autumn.secure, of=autumn.due)
    # Reading due: 1 + 2.5 = 3.5. Maths: nothing due.
    assert share.loc["ann", "Reading"] == pytest.approx(1 / 3.5)
    assert share["Maths"].isna().all()
    assert autumn.tally(autumn.secure).loc["ann"].to_dict() == {"Reading": 3.0, "Maths": 1.0}


def test_masks_that_do_not_line_up_are_refused(school: School) -> None:
    """A mask in another order, or of another school, is refused rather than added up wrongly."""
    autumn = school.as_at(AUTUMN)
    for wrong in (autumn.due.iloc[::-1], autumn.due.iloc[:1]):
        with pytest.raises(ValueError, match="rows are not this school's pupils"):
            autumn.per_subject(wrong)
    for wrong in (autumn.due.iloc[:, ::-1], autumn.due.iloc[:, :2]):
        with pytest.raises(ValueError, match="columns are not this school's statements"):
            autumn.share(wrong, of=autumn.due)
    # A mask with equal labels of its own lines up and is welcome.
    own = autumn.due.copy()
    own.index, own.columns = own.index.copy(), own.columns.copy()
    assert autumn.per_subject(own).equals(autumn.per_subject(autumn.due))


def test_with_codes_is_a_copy(school: School) -> None:
    """A what-if leaves the snapshot as it was, and every mask of the copy follows its codes."""
    autumn = school.as_at(AUTUMN)
    assert stands(autumn) == {
        "ann": "working towards",  # r1 secure, r2 not
        "ben": "not enough evidence",
        "cat": "expected",
    }
    before = {name: getattr(autumn, name).copy() for name in MASKS}
    better = autumn.codes.copy()
    better.loc["ann"] = 4
    what_if = autumn.with_codes(better)
    assert stands(what_if)["ann"] == "greater depth"
    assert cells(what_if.secure, "ann") == "11111"
    assert what_if.codes.loc["ben"].equals(autumn.codes.loc["ben"])
    assert what_if.due.index is autumn.due.index
    assert stands(autumn)["ann"] == "working towards"
    for name, frame in before.items():
        assert getattr(autumn, name).equals(frame)
    # The school's own snapshot is the one it keeps.
    assert school.as_at(AUTUMN) is autumn


def test_with_codes_does_not_follow_later_changes(school: School) -> None:
    """The copy keeps the codes it was given, whatever is done to the array afterwards."""
    autumn = school.as_at(AUTUMN)
    codes = autumn.codes.to_numpy().copy()
    what_if = autumn.with_codes(codes)
    codes[:] = 4
    assert what_if.codes.equals(autumn.codes)


def test_with_codes_refuses_what_does_not_line_up(school: School) -> None:
    """Codes of another shape, or a frame in another order, are refused."""
    autumn = school.as_at(AUTUMN)
    with pytest.raises(ValueError, match=r"shape \(3, 4\), expected \(3, 5\)"):
        autumn.with_codes(autumn.codes.iloc[:, :4])
    with pytest.raises(ValueError, match="rows are not this school's pupils"):
        autumn.with_codes(autumn.codes.iloc[::-1])
    with pytest.raises(ValueError, match="columns are not this school's statements"):
        autumn.with_codes(autumn.codes.iloc[:, ::-1])


def test_stale(build: Build) -> None:
    """Stale: judged more than `stale_after_days` before the point, by subject and year group."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements("r1 r2 r3", 1), *statements("m1", 1, subject="Maths")],
        judgements=[
            *markbook("2024-11-20", "r1 r2 m1", "ann  SSS"),
            *markbook("2024-11-19", "r3", "ann  S"),
            *markbook("2024-12-01", "r2", "ann  S"),
        ],
        policy="""
        [expectation.subject.Reading]
        stale_after_days = 30
        """,
    )
    autumn = school.as_at(AUTUMN)
    # 20 December is 30 days after 20 November, 31 after the 19th; Maths has 365.
    found = autumn.stale.loc["ann"].droplevel(["subject", "ladder", "year"])
    assert found.to_dict() == {"r1": False, "r2": False, "r3": True, "m1": False}


def test_words_that_attainment_does_not_have(school: School) -> None:
    """Asking for a word that is not one of attainment's is an error."""
    with pytest.raises(ValueError, match="behind"):
        school.as_at(AUTUMN).stands("behind")


def test_what_a_snapshot_says_of_itself(school: School) -> None:
    """Name, size, pupils and statements in plain words."""
    autumn = school.as_at(AUTUMN)
    assert repr(autumn) == (
        "<Snapshot of Example Primary as at Autumn 2024: 3 pupils, 5 statements>"
    )
    assert autumn.school_id == "1"
    assert autumn.half_terms_ended == 2
    assert list(autumn.pupils.index) == ["ann", "ben", "cat"]
    assert autumn.pupils.loc["ann", "class_name"] == "Oak"
    assert sorted(autumn.statements.index) == ["m1", "r1", "r2", "r3", "r4"]
    assert autumn.statements.loc["m1", "subject"] == "Maths"


def test_repeated_years(build: Build) -> None:
    """Who repeats Year 4 is expected the same statements again, and keeps what was judged."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group
            ann       2024           4
            ann       2025           4
            """
        ),
        curriculum=statements(numbered("r", 5), [1, 1, 1, 6, 6]),
        judgements=[
            *markbook("2023-11-15", numbered("r", 5), "ann  SSN.."),
            *markbook("2024-11-15", numbered("r", 5), "ann  ..S.."),
        ],
        policy="[expectation]\nminimum_due = 3\n",
    )
    assert column(school.as_at("Autumn 2023"), "secure") == {"ann": 2.0}
    assert stands(school.as_at("Autumn 2023")) == {"ann": "working towards"}
    assert column(school.as_at(AUTUMN), "secure") == {"ann": 3.0}
    assert stands(school.as_at(AUTUMN)) == {"ann": "expected"}
