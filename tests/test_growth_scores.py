"""Which scores growth percentiles compare: read off small tables by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import NAME, pupils, rows

from ladders_analysis.errors import PointError
from ladders_analysis.growth.scores import growth_scores
from ladders_analysis.school import School

Build = Callable[..., School]
LINE = '[score.Maths]\nassessment = "Test"\n'
SPRING_24, SUMMER_24 = "Spring 2024", "Summer 2024"
AUTUMN, SUMMER = "Autumn 2024", "Summer 2025"


def sat(text: str, **more: object) -> list[dict[str, object]]:
    """Read scores: pupil, day and score a line; the test is Test, in maths."""
    table = rows("pupil_id  taken_on  score\n" + text)
    return [{"assessment": "Test", "subject": "Maths", **more, **row} for row in table]


def told(school: School, start: str, end: str) -> dict[str, list[float | None]]:
    """Return each pupil's score and earlier scores, latest first, None for none."""
    table = growth_scores(school.as_at(start), school.as_at(end))
    columns = ["score", *(name for name in table if name[6:].isdigit())]
    return {
        pupil: [None if np.isnan(each) else each for each in scores]
        for pupil, *scores in table[["pupil_id", *columns]].itertuples(index=False)
    }


def test_the_scores_that_count(build: Build) -> None:
    """The score at the start, and before it the last of each earlier academic year.

    ann sat one a year; ben two in 2022–23, of which the later counts, and missed 2023–24; cat has
    none but at the end; dan none at the end; eve joined in 2024–25 and brought a score from her
    old school, as old as ann's first.
    """
    school = build(
        pupils=[
            *pupils("ann ben cat dan", 4, years=(2024, 2025)),
            *pupils("eve", 5, joined_on="2024-09-02"),
        ],
        results=sat(
            """
            ann  2023-06-10  91
            ann  2024-06-10  95
            ann  2025-06-10  99
            ben  2023-01-10  80
            ben  2023-06-10  85
            ben  2025-06-10  90
            cat  2025-06-10  70
            dan  2023-06-10  60
            dan  2024-06-10  61
            eve  2023-06-10  50
            eve  2025-06-10  55
            """
        ),
        policy=LINE,
    )
    assert told(school, SUMMER_24, SUMMER) == {"ann": [99, 95, 91], "ben": [90, None, 85]}
    # From the autumn eve is in scope at both; nobody sat anything in the autumn, so the last of
    # 2023–24 is one year back and the last of 2022–23 two.
    assert told(school, AUTUMN, SUMMER) == {
        "ann": [99, None, 95, 91],
        "ben": [90, None, None, 85],
        "eve": [55, None, None, 50],
    }


def test_within_one_year_a_new_score_is_needed(build: Build) -> None:
    """The score of the autumn counts at the start; at the end only one taken since."""
    school = build(
        pupils=pupils("ann ben", 4),
        results=sat(
            """
            ann  2024-11-10  91
            ann  2025-06-10  95
            ben  2024-11-10  80
            """
        ),
        policy=LINE,
    )
    assert told(school, AUTUMN, SUMMER) == {"ann": [95, 91]}


def test_a_result_without_a_score_hides_an_earlier_one(build: Build) -> None:
    """The latest result of a year counts: absent from it, there is no score."""
    school = build(
        pupils=pupils("ann", 4, years=(2024, 2025)),
        results=[
            *sat("ann  2024-01-10  91\nann  2025-06-10  95"),
            *sat("ann  2024-06-10  .", outcome="absent"),
        ],
        policy=LINE,
    )
    assert told(school, SUMMER_24, SUMMER) == {}
    assert told(school, SPRING_24, SUMMER) == {"ann": [95, 91]}


def test_each_year_groups_own_assessment(build: Build) -> None:
    """Year 6 sits another test; a score of another assessment is not looked at."""
    school = build(
        pupils=pupils("ann", 5, years=(2024, 2025)),
        results=[
            *sat("ann  2023-06-10  91\nann  2024-06-10  92\nann  2025-01-10  93"),
            *sat("ann  2025-05-10  104", assessment="KS2"),
            *sat("ann  2024-05-10  101", assessment="KS2"),
        ],
        policy=LINE + '[score.Maths.year.6]\nassessment = "KS2"\n',
    )
    table = growth_scores(school.as_at(SUMMER_24), school.as_at(SUMMER))
    assert table.to_dict("records") == [
        {
            "school_id": "1",
            "pupil_id": "ann",
            "subject": "Maths",
            "year_group": 6,
            "assessment": "KS2",
            "score": 104,
            "prior_1_assessment": "Test",
            "prior_1": 92,
            "prior_2_assessment": "Test",
            "prior_2": 91,
        }
    ]


def test_a_pupil_who_repeats_a_year_is_where_the_row_says(build: Build) -> None:
    """In Year 6 twice: the score of the first time is one of Year 6's test."""
    school = build(
        pupils=[
            {"pupil_id": "ann", "academic_year": year, "year_group": group}
            for year, group in ((2024, 6), (2025, 6))
        ],
        results=[
            *sat("ann  2024-05-10  91\nann  2025-05-10  104", assessment="KS2"),
            # In 2022–23 there is no row: by her cohort she would have been in Year 4.
            *sat("ann  2023-06-10  80"),
        ],
        policy=LINE + '[score.Maths.year.6]\nassessment = "KS2"\n',
    )
    table = growth_scores(school.as_at(SUMMER_24), school.as_at(SUMMER))
    assert table.filter(regex="^prior").to_dict("records") == [
        {
            "prior_1_assessment": "KS2",
            "prior_1": 91,
            "prior_2_assessment": "Test",
            "prior_2": 80,
        }
    ]


def test_a_trust_is_one_table(build: Build) -> None:
    """Schools are stacked; the years that one school lacks are blank."""
    school = build(
        name=NAME,
        pupils=[
            *pupils("ann", 4, years=(2024, 2025), school_id="1"),
            *pupils("ben", 4, years=(2024, 2025), school_id="2"),
        ],
        results=[
            *sat("ann  2023-06-10  91\nann  2024-06-10  92\nann  2025-06-10  93", school_id="1"),
            *sat("ben  2024-06-10  82\nben  2025-06-10  83", school_id="2"),
        ],
        policy=LINE,
    )
    start, end = school.as_at(SUMMER_24), school.as_at(SUMMER)
    table = growth_scores(start, end)
    assert table["school_id"].tolist() == ["1", "2"]
    assert told(school, SUMMER_24, SUMMER) == {"ann": [93, 92, 91], "ben": [83, 82, None]}
    with pytest.raises(PointError, match="different schools"):
        growth_scores(start["1"], end)


def test_snapshots_of_two_loads_are_refused(build: Build) -> None:
    """The same folder loaded twice has two grids, which need not line up."""
    given = {
        "pupils": pupils("ann", 4),
        "results": sat("ann  2025-06-10  93"),
        "policy": LINE,
    }
    one, other = build(**given), build(**given)
    with pytest.raises(PointError, match="load once"):
        growth_scores(one.as_at(AUTUMN), other.as_at(SUMMER))


def test_no_results_at_all(build: Build) -> None:
    """A school without scores has an empty table of the same shape."""
    school = build(pupils=pupils("ann", 4), policy=LINE)
    table = growth_scores(school.as_at(AUTUMN), school.as_at(SUMMER))
    assert isinstance(table, pd.DataFrame) and table.empty
    assert {"subject", "year_group", "assessment", "score", "prior_1"} <= set(table)
