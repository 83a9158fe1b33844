"""Movement on the working curriculum, worked out by hand.

Marks are one letter a statement: N not yet, D developing, S secure, X deeper, a full stop for no
judgement. Each year's Reading has ten statements, five due by the autumn and ten by the spring; 0.8
of those due make a pupil expected (4 of 5, 8 of 10), 0.4 deeper greater depth (2 of 5, 4 of 10).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, statements
from drawing import Drawn, drawn_schools, ranks
from hypothesis import given, settings
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.definitions.contract import Definition
from ladders_analysis.definitions.deepened import Deepened
from ladders_analysis.definitions.retained import Retained
from ladders_analysis.definitions.working_curriculum import (
    WorkingCurriculum,
    on_working_curriculum,
)
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
THEN, NOW = "2024-11-15", "2025-03-20"
YEAR = {year: numbered(f"y{year}-", 10) for year in range(7)}
CURRICULUM = [
    row for year, ids in YEAR.items() for row in statements(ids, [1] * 5 + [4] * 5, year=year)
]


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from a table of marks.

    Each line is a pupil, their year group, their working year, and marks on the statements of the
    working year: five in the autumn, ten in the spring. Nothing of any other year is secure.
    """
    roll, judged = [], []
    for line in marks.strip().splitlines():
        pupil, year, working, was, now = line.split()
        roll += pupils(pupil, int(year), working_year="" if working == "." else working)
        ids = YEAR[int(year if working == "." else working)]
        judged += [
            *markbook(THEN, " ".join(ids.split()[:5]), f"{pupil} {was}"),
            *markbook(NOW, ids, f"{pupil} {now}"),
        ]
    given = {"pupils": roll, "curriculum": CURRICULUM} | more
    return build(judgements=judged, **given)


def rated(school: School, definition: object = "working_curriculum") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition).xs(
        ("1", "Reading"), level=("school_id", "subject")
    )


def test_typical_movements_on_the_year_a_pupil_works_on(build: Build) -> None:
    """Year 4 pupils on Year 2's curriculum are asked what Year 2 is asked; others their own."""
    table = rated(
        moved(
            build,
            """
            caught   4  2  SSNNN  SSSSSSSSNN
            closing  4  2  SNNNN  SSSNNNNNNN
            still    4  2  SNNNN  SSNNNNNNNN
            fell     4  2  SSSSN  SSSSSSSNNN
            ahead    4  2  SSSSN  XXXXSSSSNN
            plain    4  .  SSSSN  SSSSSSSSNN
            same     4  4  SSSSN  SSSSSSSSNN
            later    4  5  NNNNN  SSSSSSSSNN
            """,
        )
    )
    assert table["outcome"].to_dict() == {
        # secure/due on the working year's statements: start → end
        "caught": "caught up",  # 2/5 → 8/10
        "closing": "closing the gap",  # 1/5 → 3/10: + 0.1, on the line
        "still": "still behind",  # 1/5 → 2/10: + 0.0
        "fell": "fell behind",  # 4/5 → 7/10
        "ahead": "moved ahead",  # 4/5 → 8/10, of them 4/10 deeper
        "plain": "kept up",
        "same": "kept up",
        "later": "caught up",  # asked about Year 5's, on which they work
    }
    assert table.loc["caught", "value"] == pytest.approx(8 / 10 - 2 / 5)
    assert table.loc["caught", ["numerator", "denominator"]].tolist() == [8, 10]
    assert table.loc["caught", "because"] == (
        "8 of 10 due are secure, was 2 of 5; works on the Year 2 curriculum"
    )
    assert table.loc["plain", "because"] == "8 of 10 due are secure, was 4 of 5"
    assert table.loc["same", "because"] == table.loc["plain", "because"]


def test_own_curriculum_never_occurs(build: Build) -> None:
    """Against the expectation of their age the same pupils are own curriculum, unranked."""
    school = moved(build, "ann  4  2  SSNNN  SSSSSSSSNN\nben  4  .  SSNNN  SSSSSSSSNN")
    assert rated(school, "against_expectation")["outcome"].to_dict() == {
        "ann": "own curriculum",
        "ben": "caught up",
    }
    assert set(rated(school)["outcome"]) == {"caught up"}


def test_no_greater_depth_in_reception(build: Build) -> None:
    """Nobody who works on Reception's curriculum moves ahead, whatever their age."""
    school = moved(build, "ann  1  0  SSSSS  XXXXXXXXXX\nben  1  .  SSSSS  XXXXXXXXXX")
    assert rated(school)["outcome"].to_dict() == {"ann": "kept up", "ben": "moved ahead"}


def test_missing_evidence_and_nothing_due(build: Build) -> None:
    """Unjudged, or a working year without statements: not enough evidence, and because says so."""
    school = moved(
        build,
        """
        thin     4  2  SSSSS  SSSSS.....
        blank    4  2  .....  SSSSSSSSSS
        nothing  4  1  NNNNN  NNNNNNNNNN
        """,
        curriculum=[row if row["year"] != 1 else row | {"due_half_term": 6} for row in CURRICULUM],
    )
    table = rated(school)
    assert set(table["outcome"]) == {"not enough evidence"}
    assert table["value"].isna().all()
    assert table["because"].to_dict() == {
        "thin": "not enough evidence at the end; works on the Year 2 curriculum",
        "blank": "not enough evidence at the start; works on the Year 2 curriculum",
        "nothing": (
            "nothing due yet at the start; nothing due yet at the end; "
            "works on the Year 1 curriculum"
        ),
    }


def test_too_early_by_the_working_year(build: Build) -> None:
    """Year 4 has ten statements due, Year 2 four of ten: too early to say for who works there."""
    school = build(
        pupils=[*pupils("ann", 4, working_year=2), *pupils("ben", 4)],
        curriculum=[*CURRICULUM[40:50], *statements(YEAR[2], [1] * 4 + [6] * 6, year=2)],
        judgements=[
            *markbook(THEN, YEAR[2], "ann SSSSSSSSSS"),
            *markbook(THEN, YEAR[4], "ben SSSSSSSSSS"),
        ],
    )
    table = rated(school)
    assert table["outcome"].to_dict() == {"ann": "not enough evidence", "ben": "kept up"}
    assert table.loc["ann", "because"].startswith("too early to say at the start")


@pytest.mark.parametrize(
    ("policy", "outcome", "secure", "due"),
    [
        # 5 of 10 of Year 2 are secure in the spring, and were in the autumn (5 of 5).
        ("", "fell behind", 5, 10),
        ("[expectation.year.2]\nsecure_share = 0.5\n", "kept up", 5, 10),
        ("[expectation.year.4]\nsecure_share = 0.5\n", "fell behind", 5, 10),
        # Year 1's ten are due as well, and nobody judged them: 15 of 15 might be secure then.
        ('[expectation.year.2]\nearlier_years = "all"\n', "not enough evidence", 5, 20),
        ('[expectation.year.4]\nearlier_years = "all"\n', "fell behind", 5, 10),
    ],
    ids=["plain", "share 2", "share 4", "earlier 2", "earlier 4"],
)
def test_the_policy_is_that_of_the_working_year(
    build: Build, policy: str, outcome: str, secure: int, due: int
) -> None:
    """Thresholds and earlier years are those of Year 2, for a Year 4 pupil who works there."""
    school = moved(
        build,
        "ann  4  2  SSSSS  SSSSSNNNNN",
        policy=policy,
        curriculum=[row for row in CURRICULUM if row["year"] in (1, 2, 4)],
    )
    found = rated(school).loc["ann", ["outcome", "numerator", "denominator"]].tolist()
    assert found == [outcome, secure, due]


def test_which_judgement_counts_is_the_working_years_policy(build: Build) -> None:
    """Year 2 counts the highest: what fell in the spring is secure still, in Year 2 alone."""
    school = moved(
        build,
        "ann  4  2  SSSSS  NNNNNSSSNN\nben  4  .  SSSSS  NNNNNSSSNN",
        policy='[expectation.year.2]\ncounts = "highest"\n',
    )
    assert rated(school)["outcome"].to_dict() == {"ann": "kept up", "ben": "fell behind"}
    # With codes put in by an audit, those of ben count; ann's are found again by her rule.
    end = school.as_at(SPRING)
    emptied = end.with_codes(np.zeros(end.grid.shape, np.uint8))
    secure = on_working_curriculum(emptied).placed.secure[:, 0]
    assert dict(zip(end.grid.pupils, secure, strict=True)) == {"ann": 8, "ben": 0}


def test_the_basis_is_always_statements(build: Build) -> None:
    """The teacher's overall judgements say otherwise; here only statements are asked."""
    school = moved(
        build,
        "ann  4  2  SSSSS  NNNNNNNNNN\nben  4  .  SSSSS  NNNNNNNNNN",
        overall=best_fit("2024-11-15 2025-03-20", "ann  EXS GDS\nben  EXS GDS"),
        policy=OVERALL,
    )
    assert rated(school)["outcome"].to_dict() == {"ann": "fell behind", "ben": "fell behind"}
    assert rated(school, "against_expectation")["outcome"].to_dict() == {
        "ann": "own curriculum",
        "ben": "moved ahead",
    }


def test_across_years_the_working_year_moves_up_too(build: Build) -> None:
    """From Year 2's statements in the summer to Year 3's in the autumn; a key gap stays open."""
    curriculum = [dict(row) for row in CURRICULUM]
    curriculum[20]["key"] = "true"  # the first statement of Year 2
    school = build(
        pupils=[
            *pupils("ann", 4, years=(2024,), working_year=2),
            *pupils("ann", 5, years=(2025,), working_year=3),
        ],
        curriculum=curriculum,
        judgements=[
            *markbook("2024-07-01", YEAR[2], "ann NSSSSNNNNN"),
            *markbook(THEN, YEAR[3], "ann SSSSS....."),
        ],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "working_curriculum")
    # 4 of 10, then 5 of 5.
    assert outcomes(table) == {"ann": "up, earlier gaps open"}
    assert table["because"].tolist() == [
        "5 of 5 due are secure, was 4 of 10; 1 key statement due earlier still open (one ladder); "
        "works on the Year 3 curriculum"
    ]


def test_the_closing_line_is_a_parameter(build: Build) -> None:
    """With `closing` 0.3, a rise from 0 to 3 of 10 is closing and a rise from 0 to 2 is not."""
    school = moved(build, "two  4  2  NNNNN  SSNNNNNNNN\nthree  4  2  NNNNN  SSSNNNNNNN")
    found = rated(school, WorkingCurriculum(closing=0.3))["outcome"].to_dict()
    assert found == {"two": "still behind", "three": "closing the gap"}


def test_the_snapshots_stay_as_they_were(build: Build) -> None:
    """Asking leaves the school's own snapshots on the expectation of the pupils' age."""
    school = moved(build, "ann  4  2  SSSSS  SSSSSSSSSS")
    start = school.as_at(AUTUMN)
    rated(school)
    assert start.roll.year_group.tolist() == [4]
    assert start.stands("own curriculum").to_numpy().all()
    working = on_working_curriculum(start)
    assert working.roll.year_group.tolist() == [2]
    assert working.stands("expected").to_numpy().all()


@given(drawn=drawn_schools())
@settings(max_examples=25, deadline=None)
def test_on_their_own_curriculum_nothing_differs(drawn: Drawn) -> None:
    """Who works on their own year, placed by statements, is rated as against the expectation."""
    ours = WorkingCurriculum()(drawn.start, drawn.end)
    theirs = AgainstExpectation()(drawn.start, drawn.end)
    plain = ours.index.get_level_values("pupil_id") != "eve"
    pd.testing.assert_frame_equal(ours[plain], theirs[plain])
    assert "own curriculum" not in set(ours["outcome"])


ALL_THREE = pytest.mark.parametrize(
    "definition",
    [WorkingCurriculum(), Retained(at_least=0.5), Deepened()],
    ids=["working_curriculum", "retained", "deepened"],
)


@ALL_THREE
@given(drawn=drawn_schools(), code=st.sampled_from([3, 4]), place=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_one_more_secure_statement_never_makes_it_worse(
    definition: Definition, drawn: Drawn, code: int, place: int
) -> None:
    """A due statement that becomes secure in the end grid makes no outcome worse."""
    open_now = np.argwhere((drawn.end.due & ~drawn.end.secure).to_numpy())
    if len(open_now):
        codes = drawn.end.codes.to_numpy().copy()
        codes[tuple(open_now[place % len(open_now)])] = code
        for before, after in ranks_with(definition, drawn, codes):
            assert after >= before


@ALL_THREE
@given(drawn=drawn_schools(), drop=st.lists(st.booleans(), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_removing_end_evidence_never_makes_it_better(
    definition: Definition, drawn: Drawn, drop: list[bool]
) -> None:
    """Secure statements that become unassessed at the end, the start untouched, help nobody."""
    secure = drawn.end.secure.to_numpy()
    codes = drawn.end.codes.to_numpy().copy()
    codes[secure & np.resize(drop, secure.shape)] = 0
    for before, after in ranks_with(definition, drawn, codes):
        assert after <= before


def ranks_with(definition: Definition, drawn: Drawn, codes: np.ndarray) -> list[tuple[int, int]]:
    """Give each outcome's rank with the school's own end codes and with others, where both rank."""
    both = (definition(drawn.start, end) for end in (drawn.end, drawn.end.with_codes(codes)))
    before, after = (ranks(table["outcome"]) for table in both)
    return [
        (was, now)
        for was, now in zip(before, after, strict=True)
        if was is not None and now is not None
    ]
