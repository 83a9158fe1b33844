"""Growth to the target score: catching up, keeping up and neither, worked out by hand.

The autumn is due through half-term 2, the spring through 4 and the summer through 6. From the
autumn of Year 4 to the end of Year 6 there are 3 × 6 − 2 = 16 half-terms; by the spring 2 of them
have gone, so a pupil below the target needs 2/16 = 1/8 of the distance: one point in eight.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.growth_to_target import GrowthToTarget
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING, SUMMER = "Autumn 2024", "Spring 2025", "Summer 2025"
DAYS = {
    "Summer 2024": "2024-07-01",
    AUTUMN: "2024-12-02",
    SPRING: "2025-03-20",
    SUMMER: "2025-07-01",
}
LINE = '[score.Reading]\nassessment = "NFER"\nexpected = 100\nhigher = 110\n'
DROPPED, NOT, CATCHING = "dropped below", "not catching up", "catching up"
KEEPING, CAUGHT, NONE = "keeping up", "caught up", "not enough evidence"


def sat(scores: str, *points: str, assessment: str = "NFER") -> list[dict[str, object]]:
    """Read scores: a pupil a line, one score a point, a full stop for none."""
    return [
        {
            "pupil_id": pupil,
            "assessment": assessment,
            "subject": "Reading",
            "taken_on": DAYS[point],
            "score": score,
        }
        for pupil, *given in (line.split() for line in scores.strip().splitlines())
        for point, score in zip(points, given, strict=True)
        if score != "."
    ]


def sitting(build: Build, scores: str, *points: str, year_group: int = 4, **more: object) -> School:
    """Build a school from its scores, the pupils named there on roll in `year_group`."""
    names = " ".join(line.split()[0] for line in scores.strip().splitlines())
    given = {"pupils": pupils(names, year_group), "policy": LINE, "scale": ""} | more
    given["results"] = [*sat(scores, *points), *given.get("results", [])]
    return build(**given)


def rated(school: School, start: str, end: str, definition: object = "growth_to_target") -> dict:
    """Give each pupil's outcome."""
    return outcomes(la.progress(school.as_at(start), school.as_at(end), definition))


def test_every_outcome_and_its_line(build: Build) -> None:
    """From the autumn to the spring of Year 4: an eighth of the distance to 100 is enough."""
    school = sitting(
        build,
        """
        kept     100             100
        nearly   99.99999999999  100
        over     115             104
        dropped  100             99.99
        caught   99.99           100
        leapt    80              112
        catch    92              93
        short    92              92.99
        third    97.6            97.9
        flat     92              92
        fell     92              90
        joined   .               100
        """,
        AUTUMN,
        SPRING,
        results=[
            *sat("absent 100", AUTUMN),
            {
                "pupil_id": "absent",
                "assessment": "NFER",
                "subject": "Reading",
                "taken_on": "2025-03-20",
                "outcome": "A",
            },
        ],
        pupils=pupils(
            "kept nearly over dropped caught leapt catch short third flat fell joined absent", 4
        ),
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "growth_to_target")
    assert outcomes(table) == {
        "kept": KEEPING,
        "nearly": KEEPING,  # a billionth short of the target has reached it
        "over": KEEPING,  # a fall that stays over the target
        "dropped": DROPPED,
        "caught": CAUGHT,
        "leapt": CAUGHT,
        "catch": CATCHING,  # 8 to go, 1 needed
        "short": NOT,
        "third": CATCHING,  # 2.4 to go, 0.3 needed: exactly, though not in binary
        "flat": NOT,
        "fell": NOT,
        "joined": NONE,
        "absent": NONE,
    }
    numbers = table.droplevel(["school_id", "subject"])[["value", "numerator", "denominator"]]
    assert numbers.loc["catch"].tolist() == [1, 93, 100]
    assert numbers.loc["over"].tolist() == [-11, 104, 100]
    assert numbers.loc["joined", ["numerator", "denominator"]].tolist() == [100, 100]
    assert numbers["value"].isna()["joined"]
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert reasons["kept"] == "score 100, was 100; target 100"
    assert reasons["short"] == "score 92.99, was 92; target 100, 93 needed by now"
    assert reasons["joined"] == "no score at the start"
    assert reasons["absent"] == "no score at the end"


def test_across_the_summer(build: Build) -> None:
    """From the end of Year 3, 18 half-terms are left, and 2 have gone by the autumn: a ninth.

    The target is the line of the year group at the end: 98 in Year 3 is over Year 3's line, and
    under Year 4's. A score of last year is not a score of this one.
    """
    school = sitting(
        build,
        """
        catch  91  92
        short  91  91.9
        kept   98  98
        left   98  .
        """,
        "Summer 2024",
        AUTUMN,
        pupils=pupils("catch short kept left", 3, (2024, 2025)),
        policy=LINE + "[score.Reading.year.3]\nexpected = 95\n",
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "growth_to_target")
    assert outcomes(table) == {"catch": CATCHING, "short": NOT, "kept": NOT, "left": NONE}
    assert set(table["denominator"]) == {100}


@pytest.mark.parametrize(
    ("year_group", "start", "end", "by_year", "needed"),
    [
        # half-terms between ÷ half-terms from the start to the end of `by_year`, of 24 points
        (0, AUTUMN, SPRING, 6, 24 * 2 / 40),
        (4, AUTUMN, SPRING, 6, 24 * 2 / 16),
        (4, AUTUMN, SUMMER, 6, 24 * 4 / 16),
        (4, SPRING, SUMMER, 6, 24 * 2 / 14),
        (4, AUTUMN, SPRING, 4, 24 * 2 / 4),
        (4, AUTUMN, SUMMER, 4, 24),  # the whole distance, on the day
        (6, SPRING, SUMMER, 6, 24),
        (5, AUTUMN, SPRING, 4, 24),  # that end has passed: all of it is needed now
        (5, AUTUMN, SUMMER, 4, 24),
    ],
)
def test_how_much_is_needed(
    build: Build, year_group: int, start: str, end: str, by_year: int, needed: float
) -> None:
    """A hair below what is needed is not catching up; what is needed is."""
    school = sitting(
        build,
        f"just 76 {76 + needed}\nshort 76 {76 + needed - 0.001}",
        start,
        end,
        year_group=year_group,
    )
    found = rated(school, start, end, GrowthToTarget(by_year=by_year))
    assert found == {"just": CAUGHT if needed == 24 else CATCHING, "short": NOT}


def test_no_half_term_between(build: Build) -> None:
    """Two dates in one half-term: nothing can be asked of a rise yet, nor of staying over."""
    school = sitting(build, "ann 92 99\nben 105 106", AUTUMN, SPRING)
    days = "2025-02-24", "2025-04-03"  # half-term 4 begins, and has not yet ended
    table = la.progress(school.as_at(days[0]), school.as_at(days[1]), "growth_to_target")
    assert outcomes(table) == {"ann": NONE, "ben": NONE}
    assert set(table["because"]) == {"no half-term lies between the points"}
    assert rated(school, *days[:1], "2025-04-04") == {"ann": CATCHING, "ben": KEEPING}


TWO_TESTS = """
[score.Reading]
assessment = "NFER"
expected = 100
[score.Reading.year.3]
assessment = "KS1"
expected = 10
"""


def test_scores_of_different_assessments(build: Build) -> None:
    """Year 3 sat one assessment and Year 4 another: not to be compared, unless it is said."""
    school = sitting(
        build,
        "ann 104",
        AUTUMN,
        pupils=pupils("ann", 3, (2024, 2025)),
        results=sat("ann 101", "Summer 2024", assessment="KS1"),
        policy=TWO_TESTS,
    )
    points = "Summer 2024", AUTUMN
    table = la.progress(*(school.as_at(point) for point in points), "growth_to_target")
    assert outcomes(table) == {"ann": NONE}
    assert table["because"].tolist() == [
        "the scores at the two points are of different assessments"
    ]
    assert table["value"].isna().all()
    assert rated(school, *points, GrowthToTarget(same_scale=True)) == {"ann": KEEPING}


def test_a_target_of_ones_own(build: Build) -> None:
    """`target` goes before the school's line, and stands where there is none."""
    scores = "ann 98 104\nben 106 107"
    school = sitting(build, scores, AUTUMN, SPRING)
    assert rated(school, AUTUMN, SPRING) == {"ann": CAUGHT, "ben": KEEPING}
    own = GrowthToTarget(target=105)
    assert rated(school, AUTUMN, SPRING, own) == {"ann": CATCHING, "ben": KEEPING}
    lineless = sitting(
        build, scores, AUTUMN, SPRING, policy='[score.Reading]\nassessment = "NFER"\n'
    )
    table = la.progress(lineless.as_at(AUTUMN), lineless.as_at(SPRING), "growth_to_target")
    assert outcomes(table) == {"ann": NONE, "ben": NONE}
    assert set(table["because"]) == {"no target score"}
    assert table["numerator"].tolist() == [104, 107]
    assert rated(lineless, AUTUMN, SPRING, own) == {"ann": CATCHING, "ben": KEEPING}


@pytest.mark.parametrize("basis", ["statements", "teacher", "score"])
def test_whatever_the_basis(build: Build, basis: str) -> None:
    """The scores speak whoever places the pupil; own curriculum stays so."""
    five = numbered("r", 5)
    scores = "ann 92 93\nben 104 99\nown 92 110"
    school = sitting(
        build,
        scores,
        AUTUMN,
        SPRING,
        pupils=[*pupils("ann ben", 4), *pupils("own", 4, working_year=1)],
        curriculum=statements(five, 1),
        judgements=markbook("2024-11-15", five, "ann  SSSSS\nben  SSSSS"),
        overall=best_fit("2024-11-15 2025-03-20", "ann EXS EXS\nben EXS EXS"),
        policy=f'{OVERALL}{LINE}[expectation]\nbasis = "{basis}"\n',
        scale='[scale]\ncodes = ["N", "S"]\nsecure = "S"\n',
    )
    # By statements and by teachers ben is up at both points; the score has dropped all the same.
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "growth_to_target")
    assert outcomes(table) == {"ann": CATCHING, "ben": DROPPED, "own": "own curriculum"}
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert reasons["own"] == "on an earlier year's curriculum at the start and at the end"


def test_a_school_without_scores(build: Build) -> None:
    """One pupil, no results.csv, no score line: not enough evidence, and no figures."""
    school = build(pupils=pupils("ann", 4), curriculum=statements("r1", 1))
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "growth_to_target")
    assert outcomes(table) == {"ann": NONE}
    assert table[["value", "numerator", "denominator"]].isna().all(axis=None)
    assert table["because"].tolist() == ["no score at the start"]


def test_a_subject_at_a_time(build: Build) -> None:
    """Each subject has a line of its own, and one without stays unrated."""
    maths = [row | {"subject": "Maths"} for row in sat("ann 55 58", AUTUMN, SPRING)]
    school = sitting(
        build,
        "ann 92 93",
        AUTUMN,
        SPRING,
        results=maths,
        curriculum=statements("w1", 1, subject="Writing"),
        policy=LINE + '[score.Maths]\nassessment = "NFER"\nexpected = 58\n',
        scale='[scale]\ncodes = ["N", "S"]\nsecure = "S"\n',
    )
    table: pd.DataFrame = la.progress(
        school.as_at(AUTUMN), school.as_at(SPRING), "growth_to_target"
    )
    found = {subject: outcomes(table, subject)["ann"] for subject in school.as_at(AUTUMN).subjects}
    assert found == {"Writing": NONE, "Reading": CATCHING, "Maths": CAUGHT}


@pytest.mark.parametrize("by_year", [-1, 7])
def test_a_year_group_there_is_not(by_year: int) -> None:
    """A primary school ends with Year 6."""
    with pytest.raises(DefinitionError, match=f"by_year = {by_year}; a year group is 0 to 6"):
        GrowthToTarget(by_year=by_year)


def test_own_curriculum_at_one_point_is_enough(build: Build) -> None:
    """On an earlier year's curriculum only in July, or only in the autumn: not rated."""
    school = sitting(
        build,
        "then 92 110\nnow 92 110\nnever 92 110",
        "Summer 2024",
        AUTUMN,
        pupils="""
        pupil_id  academic_year  year_group  working_year
        then      2024           4           2
        then      2025           5           .
        now       2024           4           .
        now       2025           5           3
        never     2024           4           .
        never     2025           5           .
        """,
    )
    assert rated(school, "Summer 2024", AUTUMN) == {
        "then": "own curriculum",
        "now": "own curriculum",
        "never": CAUGHT,
    }
