"""Three bases: statements, the teacher's overall judgement, a score; and which is the default."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import OVERALL, column, markbook, numbered, pupils, rows, stands, statements

from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN = "Autumn 2024"
TEACHER = '[expectation]\nbasis = "teacher"\n'


def test_the_latest_overall_judgement(build: Build) -> None:
    """The latest of this academic year by the close; ties go to the higher attainment."""
    school = build(
        pupils=pupils("ann ben cat dan eve fay gus", 4),
        overall="""
        pupil_id  subject  assessed_on  recorded_on  attainment
        ann       Reading  2024-10-01   .            GDS
        ann       Reading  2024-12-20   .            EXS
        ann       Reading  2024-12-21   .            BLW
        ben       Reading  2024-12-01   .            WTS
        ben       Reading  2024-12-01   .            EXS
        cat       Reading  2024-10-01   .            EXS
        cat       Reading  2024-12-01   2024-12-21   GDS
        dan       Reading  2024-08-31   .            GDS
        eve       Reading  2024-09-01   .            GDS
        fay       Reading  2024-12-01   2024-12-05   GDS
        fay       Reading  2024-12-01   2024-12-09   WTS
        """,
        policy=TEACHER + OVERALL,
    )
    assert stands(school.as_at(AUTUMN)) == {
        "ann": "expected",  # 20 December is the close; the 21st is too late
        "ben": "expected",  # the same day, entered together: the higher
        "cat": "expected",  # greater depth was entered after the close
        "dan": "not enough evidence",  # 31 August is last year's
        "eve": "greater depth",  # 1 September is this year's
        "fay": "working towards",  # a correction entered later replaces the entry it corrects
        "gus": "not enough evidence",
    }
    judged = school.as_at(AUTUMN).overall.set_index("pupil_id")
    assert judged["placed"].to_dict()["fay"] == "working towards"
    assert judged["attainment"].to_dict()["ben"] == "EXS"
    assert len(judged) == 5
    # As at last year's summer dan has no row in pupils.csv, so he is not in scope.
    assert stands(school.as_at("Summer 2024")) == {}


HALF_TERMLY = """
[overall]
codes = [
  { emerging = "expected", developing = "greater depth" },
  { emerging = "expected", developing = "greater depth" },
  { emerging = "working towards", developing = "expected", secure = "greater depth" },
  { emerging = "working towards", developing = "expected", secure = "greater depth" },
  { emerging = "working towards", developing = "working towards", secure = "expected" },
  { emerging = "working towards", developing = "working towards", secure = "expected" },
]
"""


@pytest.mark.parametrize(
    ("day", "code", "attainment"),
    [
        # "Emerging in the autumn, developing in the spring, secure in the summer" is expected.
        ("2024-10-18", "emerging", "expected"),
        ("2024-12-20", "developing", "greater depth"),
        ("2025-01-05", "developing", "greater depth"),  # Christmas: half-term 2 has just ended
        ("2025-01-06", "developing", "expected"),  # the first day of half-term 3
        ("2025-04-10", "developing", "expected"),  # Easter: half-term 4 has just ended
        ("2025-04-22", "developing", "working towards"),
        ("2025-07-30", "secure", "expected"),  # summer: half-term 6 has just ended
        ("2024-09-01", "secure", "expected"),  # before school begins: last year's sixth
    ],
)
def test_a_code_may_mean_different_things(
    build: Build, day: str, code: str, attainment: str
) -> None:
    """What a code means is decided by the half-term of the day it was given, not of the point."""
    school = build(
        pupils=pupils("ann", 4),
        overall=[{"pupil_id": "ann", "subject": "Reading", "assessed_on": day, "attainment": code}],
        policy=TEACHER + HALF_TERMLY,
    )
    assert stands(school.as_at("2025-08-31")) == {"ann": attainment}


def test_a_judgement_of_another_term_keeps_its_meaning(build: Build) -> None:
    """Autumn's "emerging" still is expected in spring, until it is judged again."""
    school = build(
        pupils=pupils("ann", 4),
        overall="""
        pupil_id  subject  assessed_on  attainment
        ann       Reading  2024-12-20   emerging
        ann       Reading  2025-04-22   developing
        """,
        policy=TEACHER + HALF_TERMLY,
    )
    assert stands(school.as_at("Spring 2025")) == {"ann": "expected"}
    assert stands(school.as_at("Summer 2025")) == {"ann": "working towards"}


SCORES = """
[expectation]
basis = "score"
[score.Maths]
assessment = "KS2 scaled score"
expected = 100
higher = 110
[score.Reading]
assessment = "KS1"
[score.Maths.year.3]
assessment = "NFER"
expected = 99.5
"""


def test_scores_against_thresholds(build: Build) -> None:
    """The latest score of that assessment in the year; no score or no line says nothing."""
    people = [
        *pupils("ann ben cat dan eve fay gus hal", 6),
        *pupils("three", 3),
        *pupils("six", 3),
    ]
    school = build(
        pupils=people,
        results="""
        pupil_id  assessment        subject  taken_on    score  outcome
        ann       KS2 scaled score  Maths    2024-11-01  99     .
        ben       KS2 scaled score  Maths    2024-11-01  100     .
        cat       KS2 scaled score  Maths    2024-11-01  110     .
        dan       KS2 scaled score  Maths    2024-11-01  115     .
        dan       KS2 scaled score  Maths    2024-11-08  100     .
        dan       KS2 scaled score  Maths    2024-12-21  90     .
        eve       KS2 scaled score  Maths    2024-08-31  120     .
        fay       NFER              Maths    2024-11-01  120     .
        gus       KS2 scaled score  Maths    2024-11-01  .      absent
        hal       KS2 scaled score  Maths    2024-11-01  99     .
        hal       KS2 scaled score  Maths    2024-11-01  101     .
        ann       KS1               Reading  2024-11-01  120     .
        three     NFER              Maths    2024-11-01  99.5     .
        six       NFER              Maths    2024-11-01  99.4     .
        """,
        policy=SCORES,
    )
    autumn = school.as_at(AUTUMN)
    assert stands(autumn, "Maths") == {
        "ann": "working towards",
        "ben": "expected",
        "cat": "greater depth",
        "dan": "expected",  # the latest by the close, 20 December, not the best
        "eve": "not enough evidence",  # last year's score
        "fay": "not enough evidence",  # another assessment
        "gus": "not enough evidence",  # no score
        "hal": "expected",  # of one day, the higher
        "three": "expected",  # Year 3 has a line of its own, and no higher one
        "six": "working towards",
    }
    scores = autumn.results["Maths"]
    assert scores["dan"] == 100
    # Reading has no threshold: no line is invented, and the score is still shown.
    assert set(stands(autumn, "Reading").values()) == {"not enough evidence"}
    assert autumn.results.loc["ann", "Reading"] == 120
    assert scores.isna()["gus"] and scores.isna()["eve"]


@pytest.mark.parametrize(
    ("score", "attainment"),
    [("99.9999999999", "expected"), ("99.9999", "working towards"), ("110", "greater depth")],
)
def test_scores_have_the_same_tolerance(build: Build, score: str, attainment: str) -> None:
    """A billionth short of a threshold has reached it, ten thousandths have not."""
    school = build(
        pupils=pupils("ann", 6),
        results=f"""
        pupil_id  assessment        subject  taken_on    score
        ann       KS2 scaled score  Maths    2024-11-01  {score}
        """,
        policy=SCORES,
    )
    assert stands(school.as_at(AUTUMN), "Maths") == {"ann": attainment}


def test_a_subject_without_a_score_line(build: Build) -> None:
    """Basis score without [score.SUBJECT]: not enough evidence."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, 1),
        results="""
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-11-01  100
        """,
        policy='[expectation]\nbasis = "score"\n',
    )
    assert stands(school.as_at(AUTUMN)) == {"ann": "not enough evidence"}


def test_the_others_stand_beside(build: Build) -> None:
    """Whatever the basis, what each of the three says is in the table."""
    given = {
        "pupils": pupils("ann", 4),
        "curriculum": statements(TEN, 1),
        "judgements": markbook("2024-11-15", TEN, "ann  SSSSSSSSNN"),
        "overall": """
        pupil_id  subject  assessed_on  attainment
        ann       Reading  2024-11-15   WTS
        """,
        "results": """
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-11-01  112
        """,
    }
    line = '[score.Reading]\nassessment = "NFER"\nexpected = 100\nhigher = 110\n'
    says = {
        "statements": "expected",
        "teacher": "working towards",
        "score": "greater depth",
    }
    for basis, attainment in says.items():
        school = build(**given, policy=f'{OVERALL}{line}[expectation]\nbasis = "{basis}"\n')
        autumn = school.as_at(AUTUMN)
        assert stands(autumn) == {"ann": attainment}
        assert column(autumn, "basis") == {"ann": basis}
        for other, said in says.items():
            assert column(autumn, f"by_{other}") == {"ann": said}
        assert column(autumn, "secure") == {"ann": 8.0}


def test_the_default_basis(build: Build) -> None:
    """Teacher where any overall judgement is held, else statements, else score."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group
            y3        2024           2
            y3        2025           3
            y4        2024           3
            y4        2025           4
            y5        2025           5
            """
        ),
        curriculum=[
            *statements("r3", 1, year=3),
            *statements("r4", 1, year=4),
            *statements("m4", 1, year=4, subject="Maths"),
        ],
        # One judgement of one pupil, in Year 3, last year.
        overall="""
        pupil_id  subject  assessed_on  attainment
        y4        Reading  2023-11-15   EXS
        """,
        policy=OVERALL
        + """
        [score.Maths]
        assessment = "NFER"
        expected = 100
        [expectation.year.5]
        basis = "statements"
        """,
    )
    autumn = school.as_at(AUTUMN)
    # Reading, Year 3: a judgement is held for the subject and year group (of last year's Year 3).
    # Maths, Year 3: no statements of that year, and a score line. Year 4: statements. Year 5: said.
    assert column(autumn, "basis", "Reading") == {
        "y3": "teacher",
        "y4": "statements",
        "y5": "statements",
    }
    assert column(autumn, "basis", "Maths") == {
        "y3": "score",
        "y4": "statements",
        "y5": "statements",
    }
    assert autumn.rests_on("teacher").loc["y3"].to_dict() == {"Reading": True, "Maths": False}


def test_a_school_without_a_curriculum(build: Build) -> None:
    """Overall judgements alone, twice a year: the commonest data there is."""
    school = build(
        pupils=pupils("ann ben", 4),
        overall="""
        pupil_id  subject  assessed_on  attainment
        ann       Reading  2024-12-20   EXS
        ben       Writing  2024-12-20   WTS
        """,
        policy=OVERALL,
        scale="",
    )
    autumn = school.as_at(AUTUMN)
    assert stands(autumn, "Reading") == {"ann": "expected", "ben": "not enough evidence"}
    assert stands(autumn, "Writing") == {"ann": "not enough evidence", "ben": "working towards"}
    assert set(autumn.attainment()["by_statements"]) == {"nothing due yet"}
    assert set(autumn.attainment()["due"]) == {0.0}


def test_basis_teacher_without_a_table_of_codes(build: Build) -> None:
    """Without [overall] no overall judgement means anything."""
    school = build(pupils=pupils("ann", 4), curriculum=statements(TEN, 1), policy=TEACHER)
    assert stands(school.as_at(AUTUMN)) == {"ann": "not enough evidence"}
