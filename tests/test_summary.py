"""Summaries: counts that leave nobody out, every column worked out by hand on one literal table.

The pupils are placed by overall judgements (basis teacher): WTS working towards, EXS expected, GDS
greater depth, a full stop for none.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, rows, statements

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.intervals import pupils_to_change, wilson
from ladders_analysis.movement import Progress
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"

PUPILS = """
pupil_id  academic_year  year_group  class_name  disadvantaged  working_year  joined_on   left_on
a1        2025           4           Oak         yes            .             .           .
a2        2025           4           Oak         yes            .             .           .
a3        2025           4           Oak         no             .             .           .
a4        2025           4           Oak         no             .             .           .
a5        2025           4           Oak         .              .             .           .
a6        2025           4           Oak         no             .             .           .
a7        2025           4           Oak         no             .             .           .
a8        2025           4           Oak         no             2             .           .
new       2025           4           Oak         no             .             2025-01-10  .
old       2025           4           Elm         yes            .             .           2025-01-10
e1        2025           4           Elm         no             .             .           .
e2        2025           4           Elm         no             .             .           .
"""
CODES = """
a1   WTS  EXS
a2   WTS  WTS
a3   EXS  EXS
a4   EXS  WTS
a5   EXS  GDS
a6   EXS  EXS
a7   .    EXS
a8   EXS  EXS
new  .    EXS
old  WTS  .
e1   EXS  EXS
e2   EXS  WTS
"""


@pytest.fixture
def school(build: Build) -> School:
    """Build the literal school."""
    return build(
        pupils=PUPILS,
        overall=best_fit("2024-11-15 2025-03-20", CODES),
        policy=OVERALL,
        scale="",
    )


@pytest.fixture
def progress(school: School) -> Progress:
    """Rate it by movement against expectation."""
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")


def counts(table: pd.DataFrame) -> dict[str, int]:
    """Return the pupils of each outcome that has any."""
    some = table[table["pupils"] > 0]
    return dict(zip(some["outcome"], some["pupils"], strict=True))


def test_every_column_by_hand(progress: Progress) -> None:
    """Ten pupils at both points: eight ranked, one on their own curriculum, one unplaced."""
    table = la.summarise(progress)
    assert list(table.columns) == [
        *("school_id", "cohort", "subject", "outcome", "pupils", "of", "share"),
        *("in_scope", "joined", "left", "own_curriculum", "no_evidence"),
        *("favourable", "favourable_share", "low", "high"),
        *("pupils_to_change", "one_pupil", "too_small"),
    ]
    # One group, all nine outcomes, in order, those without pupils too.
    assert list(table["outcome"]) == list(progress.about.dtype.categories)
    assert list(zip(table["outcome"], table["pupils"], strict=True)) == [
        ("fell behind", 2),  # a4, e2
        ("still behind", 1),  # a2
        ("closing the gap", 0),
        ("up, earlier gaps open", 0),
        ("kept up", 3),  # a3, a6, e1
        ("caught up", 1),  # a1
        ("moved ahead", 1),  # a5
        ("own curriculum", 1),  # a8
        ("not enough evidence", 1),  # a7
    ]
    # Shares are of the eight ranked; unranked outcomes have none.
    assert table["share"].tolist()[:7] == [2 / 8, 1 / 8, 0, 0, 3 / 8, 1 / 8, 1 / 8]
    assert table["share"].isna().tolist() == [False] * 7 + [True, True]
    row = table.iloc[0]
    assert (row["school_id"], row["cohort"], row["subject"]) == ("1", 2027, "Reading")
    assert (row["of"], row["in_scope"], row["joined"], row["left"]) == (8, 10, 1, 1)
    assert (row["own_curriculum"], row["no_evidence"]) == (1, 1)
    # Favourable: three kept up, one caught up, one moved ahead.
    assert (row["favourable"], row["favourable_share"]) == (5, 5 / 8)
    # More than half, so the headline is "most": one pupil fewer and it is exactly half.
    assert (row["pupils_to_change"], row["one_pupil"]) == (1, 12.5)
    assert bool(row["too_small"]) is True  # 8 is below 11
    # Wilson, z² = 3.8415: centre (0.625 + 3.8415/16) ÷ (1 + 3.8415/8) = 0.5844; half width
    # 1.96 ÷ 1.4802 × √(0.625 × 0.375 ÷ 8 + 3.8415 ÷ 256) = 0.2786.
    assert row["low"] == pytest.approx(0.3057, abs=5e-4)
    assert row["high"] == pytest.approx(0.8630, abs=5e-4)
    # Every column of a group is the same on each of its rows.
    assert len(table[["of", "in_scope", "favourable", "low", "too_small"]].drop_duplicates()) == 1


def test_nothing_is_lost(progress: Progress) -> None:
    """Over outcomes, the pupils of each group add up to those in scope at both points."""
    for by in (["school_id"], ["class_name"], ["disadvantaged"], ["class_name", "disadvantaged"]):
        table = la.summarise(progress, by=by)
        groups = table.groupby(by, dropna=False)
        assert (groups["pupils"].sum() == groups["in_scope"].first()).all()
        assert table["pupils"].sum() == 10
        per_group = groups[["joined", "left", "own_curriculum", "no_evidence"]].first()
        assert per_group.sum().tolist() == [1, 1, 1, 1]


def test_by_class(progress: Progress) -> None:
    """Joiners and leavers stand in the class they were in."""
    table = la.summarise(progress, by=["class_name"])
    groups = table.drop_duplicates("class_name").set_index("class_name")
    columns = ["of", "in_scope", "joined", "left", "favourable", "pupils_to_change"]
    # Oak: a1–a8, six ranked, four favourable of them: 4 > 3, one pupil changes it.
    assert groups.loc["Oak", columns].tolist() == [6, 8, 1, 0, 4, 1]
    # Elm: two ranked, one favourable: exactly half is not most, one more makes it so.
    assert groups.loc["Elm", columns].tolist() == [2, 2, 0, 1, 1, 1]


def test_a_blank_attribute_is_a_group_of_its_own(progress: Progress) -> None:
    """Who is neither yes nor no is counted apart, not dropped."""
    table = la.summarise(progress, by=["disadvantaged"])
    yes, no = (table[table["disadvantaged"].fillna(False) == word] for word in (True, False))
    blank = table[table["disadvantaged"].isna()]
    assert counts(yes) == {"still behind": 1, "caught up": 1}
    assert counts(blank) == {"moved ahead": 1}
    assert counts(no[no["disadvantaged"].notna()]) == {
        "fell behind": 2,
        "kept up": 3,
        "own curriculum": 1,
        "not enough evidence": 1,
    }
    assert len(table) == 27


def test_a_group_of_joiners_only(build: Build) -> None:
    """A class in which nobody was there at both points: counts of 0 and blank shares."""
    school = build(
        pupils=[
            *pupils("ann", 4, class_name="Oak"),
            *pupils("new", 4, class_name="Elm", joined_on="2025-01-10"),
        ],
        overall=best_fit("2024-11-15 2025-03-20", "ann  EXS EXS\nnew  .  EXS"),
        policy=OVERALL,
        scale="",
    )
    progress = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = la.summarise(progress, by=["class_name"])
    elm = table[table["class_name"] == "Elm"]
    assert elm["pupils"].sum() == 0
    assert elm.iloc[0][["of", "in_scope", "joined", "left"]].tolist() == [0, 0, 1, 0]
    for column in ("share", "favourable_share", "low", "high", "pupils_to_change", "one_pupil"):
        assert elm[column].isna().all(), column
    assert elm["too_small"].all()
    assert table.loc[table["class_name"] == "Oak", "favourable_share"].unique().tolist() == [1.0]


def test_unknown_columns_are_refused(progress: Progress, school: School) -> None:
    """Grouping by what the population does not have names the nearest."""
    with pytest.raises(LaddersError, match='Cannot group by "clas_name": did you mean'):
        la.summarise(progress, by=["clas_name"])
    with pytest.raises(LaddersError, match='Cannot group by "year": '):
        la.summarise_attainment(school.as_at(AUTUMN), by=["year"])


def test_another_line(progress: Progress) -> None:
    """The headline may turn on another share: three quarters of eight are six."""
    table = la.summarise(progress, line=0.75)
    # Five favourable; more than six are needed, so seven: two more.
    assert table["pupils_to_change"].unique().tolist() == [2.0]


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R. G. Newcombe (1998), "Two-sided confidence intervals for the single proportion:
        # comparison of seven methods", Statistics in Medicine 17, 857–872, Table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # And its mirror image.
        (20, 20, 0.8389, 1.0000),
    ],
)
def test_wilson_against_published_values(part: int, whole: int, low: float, high: float) -> None:
    """The 95 % Wilson score interval, without continuity correction."""
    ends = wilson(np.array([float(part)]), np.array([float(whole)]))
    assert [round(float(end[0]), 4) for end in ends] == [low, high]


def test_wilson_of_nobody_is_blank() -> None:
    """No pupils, no interval."""
    ends = wilson(np.array([0.0]), np.array([0.0]))
    assert np.isnan(ends[0][0]) and np.isnan(ends[1][0])


@pytest.mark.parametrize(
    ("favourable", "of", "line", "pupils"),
    [
        (16, 30, 0.5, 1),  # 15 of 30 is not most
        (15, 30, 0.5, 1),  # 16 would be
        (10, 30, 0.5, 6),
        (30, 30, 0.5, 15),
        (0, 30, 0.5, 16),
        (8, 15, 0.5, 1),  # half of 15 is 7.5: 7 is not most
        (7, 15, 0.5, 1),
        (24, 30, 0.8, 1),  # exactly the line: one more passes it
        (3, 10, 0.3, 1),  # 0.3 × 10 is 3 whatever floats say
    ],
)
def test_pupils_to_change(favourable: int, of: int, line: float, pupils: int) -> None:
    """How many pupils would have to be judged differently for "most" to turn."""
    found = pupils_to_change(np.array([float(favourable)]), np.array([float(of)]), line)
    assert found.tolist() == [pupils]


def test_rows_from_decides_what_is_too_small(build: Build) -> None:
    """Eleven ranked pupils are enough by default; the school may say otherwise."""
    names = " ".join(f"p{place}" for place in range(11))
    codes = "\n".join(f"{name}  EXS EXS" for name in names.split())
    given = {
        "pupils": pupils(names, 4),
        "overall": best_fit("2024-11-15 2025-03-20", codes),
        "scale": "",
    }
    for policy, small in (("", False), ("[disclosure]\nrows_from = 12\n", True)):
        school = build(**given, policy=OVERALL + policy)
        progress = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
        assert la.summarise(progress)["too_small"].unique().tolist() == [small]
        standing = la.summarise_attainment(school.as_at(AUTUMN))
        assert standing["too_small"].unique().tolist() == [small]


def test_summaries_by_several_columns_in_any_order(progress: Progress) -> None:
    """The `by` columns come first, as asked, and groups that do not occur are not made up."""
    table = la.summarise(progress, by=["disadvantaged", "class_name", "subject"])
    assert list(table.columns[:3]) == ["disadvantaged", "class_name", "subject"]
    groups = table.drop_duplicates(["disadvantaged", "class_name"])
    # Oak yes, Oak no, Oak blank, Elm yes (the leaver), Elm no.
    assert len(groups) == 5


def test_attainment_by_hand(school: School) -> None:
    """Where pupils stand in the spring: eleven in scope, ten placed."""
    table = la.summarise_attainment(school.as_at(SPRING))
    assert list(table.columns) == [
        *("cohort_label", "subject", "attainment", "pupils", "of", "share"),
        *("in_scope", "own_curriculum", "no_evidence", "up", "up_share", "low", "high"),
        *("pupils_to_change", "one_pupil", "too_small"),
    ]
    assert tuple(table["attainment"]) == ATTAINMENT
    # Working towards a2, a4, e2; expected a1, a3, a6, a7, new, e1; greater depth a5; own a8.
    assert table["pupils"].tolist() == [3, 6, 1, 1, 0, 0, 0]
    assert table["share"].tolist()[:3] == [0.3, 0.6, 0.1]
    assert table["share"].isna().tolist() == [False] * 3 + [True] * 4
    row = table.iloc[0]
    assert (row["cohort_label"], row["of"], row["in_scope"]) == ("Year 4 (2024–25)", 10, 11)
    assert (row["up"], row["up_share"], bool(row["too_small"])) == (7, 0.7, True)
    assert (row["own_curriculum"], row["no_evidence"]) == (1, 0)
    # More than five of ten is most: with two fewer it is exactly half.
    assert (row["pupils_to_change"], row["one_pupil"]) == (2, 10)
    # Wilson, z² = 3.8415: centre (0.7 + 3.8415/20) ÷ 1.38415 = 0.6445; half width
    # 1.96 ÷ 1.38415 × √(0.7 × 0.3 ÷ 10 + 3.8415 ÷ 400) = 0.2477.
    assert row["low"] == pytest.approx(0.3968, abs=5e-4)
    assert row["high"] == pytest.approx(0.8922, abs=5e-4)


def test_attainment_turns_on_another_line(school: School) -> None:
    """Seven of ten are up: more than eight are needed, so nine: two more."""
    table = la.summarise_attainment(school.as_at(SPRING), line=0.8)
    assert table["pupils_to_change"].unique().tolist() == [2]


def test_a_child_in_three_subjects_is_one_child(build: Build) -> None:
    """Four pupils in three subjects are twelve rows, and no surer than four pupils."""
    subjects = ("Reading", "Writing", "Maths")
    school = build(
        pupils=pupils("ann ben cat dan", 4),
        overall=[
            row
            for subject in subjects
            for row in best_fit(
                "2024-11-15 2025-03-20",
                "ann EXS EXS\nben EXS EXS\ncat EXS EXS\ndan EXS WTS",
                subject,
            )
        ],
        policy=OVERALL,
        scale="",
    )
    progress = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    apart = la.summarise(progress, by=["subject"]).drop_duplicates("subject")
    together = la.summarise(progress, by=["school_id"]).iloc[0]
    assert together["of"] == 12 and together["favourable"] == 9
    assert apart["of"].tolist() == [4, 4, 4] and apart["favourable"].tolist() == [3, 3, 3]
    # Three of four, whether asked once or three times.
    assert together["low"] == pytest.approx(apart["low"].iloc[0])
    assert together["high"] == pytest.approx(apart["high"].iloc[0])
    assert bool(together["too_small"])
    standing = la.summarise_attainment(school.as_at(SPRING), by=["school_id"]).iloc[0]
    assert (standing["of"], standing["up"]) == (12, 9)
    assert standing["low"] == pytest.approx(apart["low"].iloc[0])
    assert bool(standing["too_small"])


def test_attainment_by_group_loses_nobody(school: School) -> None:
    """Over words, the pupils of each group add up to those in scope."""
    table = la.summarise_attainment(school.as_at(SPRING), by=["class_name", "disadvantaged"])
    groups = table.groupby(["class_name", "disadvantaged"], dropna=False)
    assert (groups["pupils"].sum() == groups["in_scope"].first()).all()
    assert table["pupils"].sum() == 11


def test_attainment_of_a_trust(build: Build) -> None:
    """Two schools with the same pupil ids are counted apart, and together."""
    trust = build(
        pupils=[
            *pupils("ann ben", 4, school_id="1"),
            *pupils("ann", 4, school_id="2"),
        ],
        overall=[
            {**row, "school_id": school_id}
            for school_id, codes in (("1", "ann  EXS\nben  WTS"), ("2", "ann  GDS"))
            for row in best_fit("2024-11-15", codes)
        ],
        policy=OVERALL + "[schools.2]\n[schools.2.disclosure]\nrows_from = 13\n",
        scale="",
    )
    autumn = trust.as_at(AUTUMN)
    apart = la.summarise_attainment(autumn, by=["school_id"]).drop_duplicates("school_id")
    assert dict(zip(apart["school_id"], apart["up"], strict=True)) == {"1": 1, "2": 1}
    together = la.summarise_attainment(autumn)
    assert together["pupils"].tolist()[:3] == [1, 1, 1]


def test_attainment_of_a_table_of_ones_own(school: School) -> None:
    """`attainment=` counts another table, such as that of `la.combined`."""
    spring = school.as_at(SPRING)
    table = la.summarise_attainment(
        spring, by=["subject"], attainment=la.combined(spring, ["Reading"])
    )
    assert table["pupils"].tolist() == [3, 6, 1, 1, 0, 0, 0]


TWO_YEARS = """
pupil_id  academic_year  year_group
x1        2024           4
x2        2024           4
x3        2024           4
x4        2024           4
x1        2025           5
y1        2025           4
y2        2025           4
"""


@pytest.fixture
def two_years(build: Build) -> School:
    """Build a school with a Year 4 in each of two years."""
    return build(
        pupils=TWO_YEARS,
        overall=best_fit(
            "2023-11-15 2024-03-01 2024-11-15 2025-03-20",
            """
            x1  EXS  EXS  EXS  EXS
            x2  WTS  EXS  .    .
            x3  WTS  WTS  .    .
            x4  EXS  WTS  .    .
            y1  .    .    WTS  EXS
            y2  .    .    EXS  EXS
            """,
        ),
        policy=OVERALL,
        scale="",
    )


def test_beside_the_same_point_a_year_ago(two_years: School) -> None:
    """Each year group beside last year's pupils in the same place, in percentage points."""
    autumn = la.summarise_attainment(two_years.as_at(AUTUMN), by=["year_group", "subject"])
    before = la.summarise_attainment(two_years.as_at("Autumn 2023"), by=["year_group", "subject"])
    table = la.beside_a_year_ago(autumn, before)
    assert list(table.columns) == [
        *("year_group", "subject", "up", "of", "in_scope"),
        *("up_a_year_ago", "of_a_year_ago", "in_scope_a_year_ago", "change"),
    ]
    four = table[table["year_group"] == 4].iloc[0]
    # Now y2 of y1 and y2; then x1 and x4 of four: 50 % and 50 %.
    assert four.tolist()[2:] == [1, 2, 2, 2, 4, 4, 0.0]
    five = table[table["year_group"] == 5]
    assert five[["up", "of"]].to_numpy().tolist() == [[1, 1]]
    assert five["change"].isna().all()  # nobody was in Year 5 a year ago
    assert len(table) == 2


def test_progress_beside_the_same_points_a_year_ago(two_years: School) -> None:
    """Progress from autumn to spring beside that of last year's Year 4."""

    def summary(start: str, end: str) -> pd.DataFrame:
        moved = la.progress(two_years.as_at(start), two_years.as_at(end), "against_expectation")
        return la.summarise(moved, by=["year_group", "subject"])

    now, then = summary(AUTUMN, SPRING), summary("Autumn 2023", "Spring 2024")
    table = la.beside_a_year_ago(now, then).set_index("year_group")
    # Then: x1 kept up, x2 caught up, x3 still behind, x4 fell behind: 2 of 4.
    # Now: y1 caught up, y2 kept up: 2 of 2.
    assert table.loc[
        4, ["favourable", "of", "favourable_a_year_ago", "of_a_year_ago"]
    ].tolist() == [
        2,
        2,
        2,
        4,
    ]
    assert table.loc[4, "change"] == 50.0


def test_gaps_closed_ranks_own_curriculum(build: Build) -> None:
    """A definition that rates everybody leaves nobody on their own curriculum unranked."""
    ids = numbered("r", 3)
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group  working_year
            ann       2025           4           2
            """
        ),
        curriculum=statements(ids, 1),
        judgements=[
            *markbook("2024-11-15", ids, "ann  NNN"),
            *markbook("2025-03-20", ids, "ann  SSS"),
        ],
    )
    progress = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gaps_closed")
    table = la.summarise(progress)
    assert counts(table) == {"most closed": 1}
    assert table["of"].unique().tolist() == [1]
