"""Kept secure: of what was secure at the start and looked at again, how much is still secure.

Marks are one letter a statement: N not yet, D developing, S secure, X deeper, A absent, a full stop
for nobody looked. Ten statements of Year 4 Reading are due by the autumn. The first page is of the
autumn, the second of the spring.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import markbook, numbered, outcomes, pupils, rows, statements

import ladders_analysis as la
from ladders_analysis.definitions.retained import Retained
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
THEN, NOW = "2024-11-15", "2025-03-20"


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from two pages of marks: pupil, ten in the autumn, the same in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4),
        "curriculum": statements(TEN, 1),
    } | more
    return build(
        judgements=[
            *markbook(THEN, TEN, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook(NOW, TEN, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
        ],
        **given,
    )


def rated(school: School, definition: object = "retained") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


def test_typical_with_four_fifths_on_the_line(build: Build) -> None:
    """Only statements secure then and judged again count; 4 of 5 is mostly, 3 of 3 is enough."""
    table = rated(
        moved(
            build,
            """
            all       SSSSSSSSSS  SSSSS.....
            line      SSSSSNNNNN  SSSSDNNNNN
            below     SSSSSSS...  SSSSSND...
            none      SSSNNNNNNN  DDNSSSSSSS
            three     SSSSSSSSSS  SSS.......
            eased     XXXXX.....  SSSSS.....
            """,
        )
    )
    expected = {
        # still secure, of those looked at again
        "all": ("all kept", 5, 5),
        "line": ("mostly kept", 4, 5),  # exactly 0.8
        "below": ("slipping", 5, 7),
        "none": ("slipping", 0, 3),  # what became secure since then is no part of the question
        "three": ("all kept", 3, 3),  # exactly `at_least`
        "eased": ("all kept", 5, 5),  # from deeper to secure is still secure
    }
    for pupil, (outcome, kept, looked_at) in expected.items():
        assert table.loc[pupil, "outcome"] == outcome
        assert table.loc[pupil, "value"] == pytest.approx(kept / looked_at)
        assert table.loc[pupil, ["numerator", "denominator"]].tolist() == [kept, looked_at]
        assert table.loc[pupil, "because"] == (
            f"{kept} of {looked_at} statements looked at again are still secure"
        )


def test_too_little_was_looked_at_again(build: Build) -> None:
    """Two of ten, none of ten, none secure at all: not enough evidence, and because says which."""
    table = rated(
        moved(
            build,
            """
            two       SSSSSSSSSS  SD........
            unlooked  SSSSSSSSSS  ..........
            absent    SSSS......  AAAS......
            notyet    NNNNNNNNNN  SSSSSSSSSS
            blank     ..........  SSSSSSSSSS
            """,
        )
    )
    assert set(table["outcome"]) == {"not enough evidence"}
    assert table["value"].isna().all()
    # The counts stay what they are.
    assert table.loc["two", ["numerator", "denominator"]].tolist() == [1, 2]
    assert table["because"].to_dict() == {
        "two": "only 2 of 10 statements secure at the start were looked at again",
        "unlooked": "only 0 of 10 statements secure at the start were looked at again",
        "absent": "only 1 of 4 statements secure at the start were looked at again",
        "notyet": "nothing was judged secure at the start",
        "blank": "nothing was judged secure at the start",
    }


def test_when_a_second_look_is_one(build: Build) -> None:
    """Assessed after the start's entries closed, and known by the close of the end.

    The autumn's entries close on 10 January, the spring's on 4 April. Everybody's ten statements
    were secure on 15 November; the second judgement of all ten is D, on the day that is named.
    """
    days = {
        # assessed on, recorded on
        "early": ("2025-01-10", ""),  # on the last day of the autumn's entries: D is the start
        "next": ("2025-01-11", ""),  # the day after: a second look
        "latein": ("2025-01-05", "2025-03-01"),  # assessed before, entered late: no second look
        "lastday": ("2025-04-04", "2025-04-04"),  # the last day of the spring's
        "toolate": ("2025-04-04", "2025-04-05"),  # not yet known
        "after": ("2025-04-05", ""),
    }
    names = " ".join(days)
    school = build(
        pupils=pupils(names, 4),
        curriculum=statements(TEN, 1),
        judgements=[
            *markbook(THEN, TEN, "\n".join(f"{name} SSSSSSSSSS" for name in days)),
            *(
                row
                for name, (on, entered) in days.items()
                for row in markbook(on, TEN, f"{name} DDDDDDDDDD", recorded_on=entered)
            ),
        ],
        policy="""
        [[point]]
        name = "Autumn 2024"
        on = 2024-12-20
        entries_close = 2025-01-10
        due_through = 2

        [[point]]
        name = "Spring 2025"
        on = 2025-04-04
        due_through = 4
        """,
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {
        "early": "not enough evidence",
        "next": "slipping",
        "latein": "not enough evidence",
        "lastday": "slipping",
        "toolate": "not enough evidence",
        "after": "not enough evidence",
    }
    assert table.loc["early", "because"] == "nothing was judged secure at the start"
    # By the spring the late entry counts, but nobody looked again after the autumn.
    assert table.loc["latein", "denominator"] == 0


def test_the_latest_look_decides(build: Build) -> None:
    """Lost in January and back in March is kept; two marks on one day count as the higher."""
    school = build(
        pupils=pupils("back tied", 4),
        curriculum=statements(TEN, 1),
        judgements=[
            *markbook(THEN, TEN, "back SSSSSSSSSS\ntied SSSSSSSSSS"),
            *markbook("2025-01-20", TEN, "back DDDDDDDDDD"),
            *markbook(NOW, TEN, "back SSSSSSSSSS\ntied SSSSSSSSSS"),
            *markbook(NOW, TEN, "tied NNNNNNNNNN"),
        ],
    )
    assert rated(school)["outcome"].to_dict() == {"back": "all kept", "tied": "all kept"}


def test_it_is_the_weight_that_counts(build: Build) -> None:
    """Three thirds and two wholes are 3 in weight: enough; one third lost leaves 8 ninths."""
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=[*statements("p1 p2 p3", 1, part_of="p"), *statements("w1 w2", 1)],
        judgements=[
            *markbook(THEN, "p1 p2 p3 w1 w2", "ann SSSSS\nben SSSSS"),
            *markbook(NOW, "p1 p2 p3 w1 w2", "ann SSDSS\nben SSSS."),
        ],
    )
    table = rated(school)
    # ben: five statements less one whole are 2 in weight, less than 3.
    assert table["outcome"].to_dict() == {"ann": "mostly kept", "ben": "not enough evidence"}
    assert table.loc["ann", "value"] == pytest.approx(8 / 9)
    assert table["denominator"].tolist() == pytest.approx([3, 2])


def test_secure_by_exception_was_never_judged(build: Build) -> None:
    """What was secure at the start because nobody noted an exception is not asked about."""
    school = moved(
        build,
        """
        ann  SSS.......  SSSNNNNNNN
        ben  SSSSSSSSSS  ..........
        """,
        policy="[expectation]\nby_exception = true\n",
    )
    # ann: ten secure in the autumn, seven of them by exception; those were judged, not "lost".
    assert rated(school).loc["ann", ["outcome", "denominator"]].tolist() == ["all kept", 3]


@pytest.mark.parametrize("counts", ['"highest"', "{ n_times = 2 }"])
def test_nothing_can_slip_where_the_latest_does_not_count(build: Build, counts: str) -> None:
    """Where the best judgement counts, a fall is never seen: not enough evidence, in that subject.

    Maths counts by the latest, and there three of four are kept.
    """
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[*statements(TEN, 1), *statements("m1 m2 m3 m4", 1, subject="Maths")],
        judgements=[
            *markbook(THEN, TEN + " m1 m2 m3 m4", "ann SSSSSSSSSSSSSS"),
            *markbook(NOW, TEN + " m1 m2 m3 m4", "ann NNNNNNNNNNSSSN"),
        ],
        policy=f"[expectation.subject.Reading]\ncounts = {counts}\n",
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "retained")
    assert outcomes(table) == {"ann": "not enough evidence"}
    assert outcomes(table, "Maths") == {"ann": "slipping"}
    assert "nothing can be seen to slip" in table["because"].iloc[0]


def test_the_year_group_at_the_end_says_how_judgements_count(build: Build) -> None:
    """Year 4 counts the highest, Year 5 the latest: Year 5 in the autumn can be seen to slip."""
    school = build(
        pupils=[*pupils("ann", 4, years=(2024, 2025)), *pupils("ben", 3, years=(2024, 2025))],
        curriculum=[*statements(TEN, 6, year=3)],
        judgements=[
            *markbook("2024-07-01", TEN, "ann SSSSSSSSSS\nben SSSSSSSSSS"),
            *markbook(THEN, TEN, "ann DDDDDDDDDD\nben DDDDDDDDDD"),
        ],
        policy='[expectation.year.4]\ncounts = "highest"\n',
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "retained")
    assert outcomes(table) == {"ann": "slipping", "ben": "not enough evidence"}


def test_own_curriculum_at_either_point(build: Build) -> None:
    """On an earlier year's curriculum at either point: own curriculum, the counts beside it."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group  working_year
            start     2024           4           2
            start     2025           5           .
            end       2024           4           .
            end       2025           5           3
            """
        ),
        curriculum=statements(TEN, 6),
        judgements=[
            *markbook("2024-07-01", TEN, "start SSSSSSSSSS\nend SSSSSSSSSS"),
            *markbook(THEN, TEN, "start SSSSSSSSSS\nend SSSSSSSSSS"),
        ],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), Retained)
    assert set(table["outcome"]) == {"own curriculum"}
    assert table["value"].isna().all()
    assert table["denominator"].tolist() == [10, 10]


def test_a_school_that_judges_no_statements(build: Build) -> None:
    """Without a scale and without judgements nothing was secure."""
    school = build(pupils=pupils("ann", 4), curriculum=statements(TEN, 1), scale="")
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence"}
    assert table.loc["ann", "because"] == "nothing was judged secure at the start"


def test_lines_are_parameters(build: Build) -> None:
    """With `mostly` 0.9, nine of ten are mostly kept and eight are not; one may be enough."""
    school = moved(
        build,
        """
        nine   SSSSSSSSSS  SSSSSSSSSN
        eight  SSSSSSSSSS  SSSSSSSSNN
        one    SSSSSSSSSS  S.........
        """,
    )
    found = rated(school, Retained(mostly=0.9, at_least=1))["outcome"].to_dict()
    assert found == {"nine": "mostly kept", "eight": "slipping", "one": "all kept"}


def test_from_a_point_to_itself_nobody_looked_again(build: Build) -> None:
    """Between a point and itself there is no second look."""
    school = moved(build, "ann  SSSSSSSSSS  SSSSSSSSSS")
    table = la.progress(school.as_at(SPRING), school.as_at(SPRING), "retained")
    assert outcomes(table) == {"ann": "not enough evidence"}


def test_own_curriculum_is_the_reason_before_any_other(build: Build) -> None:
    """Even where nothing was secure, or too little looked at, the reason is the curriculum."""
    school = moved(
        build,
        "much  SSSSSSSSSS  SSSSSSSSSS\nfew  SSSSSSSSSS  S.........\nnone  ..........  ..........",
        pupils=pupils("much few none", 4, working_year=2),
    )
    table = rated(school)
    assert set(table["outcome"]) == {"own curriculum"}
    assert set(table["because"]) == {"works on an earlier year's curriculum"}
