"""The teacher's view: which of the recorded words counts, and what it says.

The autumn takes stock on 20 December 2024, the spring on 4 April 2025; both close that day.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, Rows, markbook, numbered, outcomes, pupils, rows, statements

import ladders_analysis as la
from ladders_analysis.definitions.teacher_view import TeacherView
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
THREE = OVERALL.replace(
    "[overall.codes]", '[overall]\nprogress = ["P-", "P", "P+"]\n[overall.codes]'
)
LESS, AS, MORE = "less than expected", "as expected", "more than expected"
NONE = "not enough evidence"


def school_of(build: Build, overall: Rows, policy: str = THREE, **more: object) -> School:
    """Build a school of Year 4 from its overall judgements, everybody named there on roll."""
    given = rows(overall) if isinstance(overall, str) else overall
    names = dict.fromkeys(str(row["pupil_id"]) for row in given)
    people = {"pupils": pupils(" ".join(names), 4)} | more
    return build(overall=given, policy=policy, scale="", **people)


def viewed(school: School, definition: object = "teacher_view") -> pd.DataFrame:
    """Rate from the autumn to the spring."""
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)


def test_which_view_counts(build: Build) -> None:
    """The latest with a code, after the start's date and by the close of the end, recorded by then.

    A later judgement of attainment alone takes nothing back: it says nothing about progress.
    """
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  recorded_on  attainment  progress
        ann       Reading  2025-01-10   .            EXS         P-
        ann       Reading  2025-03-20   .            EXS         P+
        ben       Reading  2025-03-20   .            EXS         P
        ben       Reading  2025-04-01   .            GDS         .
        cat       Reading  2024-12-20   .            EXS         P
        dan       Reading  2024-12-21   .            EXS         P
        eve       Reading  2025-04-04   .            EXS         P-
        fay       Reading  2025-04-05   .            EXS         P+
        gus       Reading  2025-03-20   2025-04-05   EXS         P+
        hal       Reading  2025-03-20   2025-03-21   EXS         P+
        hal       Reading  2025-03-20   2025-03-28   EXS         P-
        ivy       Reading  2025-03-20   .            EXS         P-
        ivy       Reading  2025-03-20   .            WTS         P
        joe       Reading  2025-03-20   2025-04-05   EXS         P+
        joe       Reading  2025-02-03   .            EXS         P-
        kim       Reading  2025-03-20   .            EXS         .
        """,
    )
    table = viewed(school)
    assert outcomes(table) == {
        "ann": MORE,
        "ben": AS,
        "cat": NONE,  # on the start's own date: it looks back, not on
        "dan": AS,  # the day after
        "eve": LESS,  # the day of the close
        "fay": NONE,  # the day after the close
        "gus": NONE,  # recorded after the close
        "hal": LESS,  # recorded later
        "ivy": AS,  # recorded together: the better word
        "joe": LESS,  # the later one was not known by the close
        "kim": NONE,
    }
    assert table[["value", "numerator", "denominator"]].isna().all(axis=None)
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert reasons["eve"] == "the teacher said so on 4 April 2025"
    assert reasons["kim"] == "no teacher's view of progress since the start"


def test_across_the_summer(build: Build) -> None:
    """A view of the new year counts, and so does one of the old year after the start's date."""
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment  progress
        ann       Reading  2024-07-10   EXS         P-
        ann       Reading  2024-11-20   EXS         P+
        ben       Reading  2024-07-22   EXS         P
        cat       Reading  2024-07-10   EXS         P
        """,
        pupils=pupils("ann ben cat", 3, (2024, 2025)),
    )
    # The summer of 2024 takes stock on 19 July, the autumn on 20 December.
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "teacher_view")
    assert outcomes(table) == {"ann": MORE, "ben": AS, "cat": NONE}


@pytest.mark.parametrize("basis", ["statements", "teacher", "score"])
def test_whatever_the_basis(build: Build, basis: str) -> None:
    """Where pupils are placed by statements or scores, the teacher's view is the same."""
    five = numbered("r", 5)
    school = build(
        pupils=[*pupils("ann ben", 4), *pupils("own", 4, working_year=2)],
        curriculum=statements(five, 1),
        judgements=markbook("2024-11-15", five, "ann  NNNNN\nben  SSSSS\nown  SSSSS"),
        overall="""
        pupil_id  subject  assessed_on  attainment  progress
        ann       Reading  2025-03-20   WTS         P+
        ben       Reading  2025-03-20   GDS         P-
        own       Reading  2025-03-20   WTS         P+
        """,
        results="""
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-11-15  80
        """,
        policy=f'{THREE}[score.Reading]\nassessment = "NFER"\nexpected = 100\n'
        f'[expectation]\nbasis = "{basis}"\n',
    )
    table = viewed(school)
    # ben is up throughout: the teacher may still expect more. own stays own.
    assert outcomes(table) == {"ann": MORE, "ben": LESS, "own": "own curriculum"}
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert reasons["own"] == "on an earlier year's curriculum at the start and at the end"


@pytest.mark.parametrize("working", [(4, 2), (2, 4)])
def test_own_curriculum_at_either_point(build: Build, working: tuple[int, int]) -> None:
    """One point is enough, as for the other definitions."""
    year_by_year = [
        {**pupils("own", 3 + place, (2024 + place,))[0], "working_year": min(year, 3 + place)}
        for place, year in enumerate(working)
    ]
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment  progress
        own       Reading  2024-11-20   EXS         P+
        """,
        pupils=year_by_year,
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "teacher_view")
    assert outcomes(table) == {"own": "own curriculum"}


FOUR = """
pupil_id  subject  assessed_on  attainment  progress
ann       Reading  2025-03-20   EXS         well below
ben       Reading  2025-03-20   EXS         below
cat       Reading  2025-03-20   EXS         on track
dan       Reading  2025-03-20   EXS         above
eve       Reading  2025-03-20   EXS         above
eve       Reading  2025-03-21   EXS         ask me
fay       Reading  2025-03-20   EXS         ask me
fay       Reading  2025-03-20   EXS         below
"""
CODES = {"well below": LESS, "below": LESS, "on track": AS, "above": MORE}


def test_codes_of_ones_own(build: Build) -> None:
    """`codes` gives each code its word; a later code without one leaves nothing to go by.

    Of two recorded together, a code with a word goes before one without.
    """
    school = school_of(build, FOUR, policy=OVERALL)
    table = viewed(school, TeacherView(codes=CODES))
    assert outcomes(table) == {
        "ann": LESS,
        "ben": LESS,
        "cat": AS,
        "dan": MORE,
        "eve": NONE,
        "fay": LESS,
    }
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert reasons["eve"] == "the teacher's code for progress stands for none of the three words"


@pytest.mark.parametrize("listed", ["", 'progress = ["a", "b"]', 'progress = ["a", "b", "c", "d"]'])
def test_without_three_codes_nobody_knows_which_is_which(build: Build, listed: str) -> None:
    """No list, or one of two or four: not enough evidence, and it says what is missing."""
    policy = OVERALL.replace("[overall.codes]", f"[overall]\n{listed}\n[overall.codes]")
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment  progress
        ann       Reading  2025-03-20   EXS         a
        """,
        policy=policy,
    )
    table = viewed(school)
    assert outcomes(table) == {"ann": NONE}
    assert table["because"].tolist() == [
        "nothing says what the school's codes for progress mean: [overall] progress lists three"
    ]
    # The codes given go before the list.
    assert outcomes(viewed(school, TeacherView(codes={"a": MORE}))) == {"ann": MORE}


def test_one_pupil_and_no_column(build: Build) -> None:
    """An overall.csv without the column, and a school without the file."""
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment
        ann       Reading  2025-03-20   EXS
        """,
    )
    assert outcomes(viewed(school)) == {"ann": NONE}
    bare = build(pupils=pupils("ann", 4), curriculum=statements("r1", 1))
    assert outcomes(viewed(bare)) == {"ann": NONE}


def test_each_subject_by_itself(build: Build) -> None:
    """A view of Writing says nothing of Reading."""
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment  progress
        ann       Reading  2025-03-20   EXS         P-
        ann       Writing  2025-03-20   EXS         P+
        ben       Writing  2025-03-20   EXS         P
        """,
    )
    table = viewed(school)
    assert outcomes(table, "Reading") == {"ann": LESS, "ben": NONE}
    assert outcomes(table, "Writing") == {"ann": MORE, "ben": AS}


def test_codes_that_cannot_be_followed() -> None:
    """A word that is none of the three is refused; codes cannot change afterwards."""
    with pytest.raises(DefinitionError, match='P = "expected": did you mean "as expected"'):
        TeacherView(codes={"P": "expected"})
    codes = {"P": AS}
    definition = TeacherView(codes=codes)
    codes["P"] = MORE
    assert definition == TeacherView(codes={"P": AS})
    assert hash(definition) == hash(TeacherView(codes={"P": AS}))


def test_ties_go_to_the_better_word_whichever_stands_first(build: Build) -> None:
    """Recorded together on one day: the better word, and any word before a code without one."""
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  attainment  progress
        up        Reading  2025-03-20   WTS         P-
        up        Reading  2025-03-20   EXS         P+
        down      Reading  2025-03-20   EXS         P+
        down      Reading  2025-03-20   WTS         P-
        known     Reading  2025-03-20   EXS         P-
        known     Reading  2025-03-20   WTS         P
        first     Reading  2025-03-20   WTS         P
        first     Reading  2025-03-20   EXS         P-
        """,
    )
    some = TeacherView(codes={"P-": LESS, "P+": MORE})
    assert outcomes(viewed(school, some)) == {
        "up": MORE,
        "down": MORE,
        "known": LESS,
        "first": LESS,
    }


def test_without_a_day_of_entry_it_was_entered_the_day_it_was_said(build: Build) -> None:
    """So what was entered five days later about the same day counts before it."""
    school = school_of(
        build,
        """
        pupil_id  subject  assessed_on  recorded_on  attainment  progress
        ann       Reading  2025-03-20   .            EXS         P+
        ann       Reading  2025-03-20   2025-03-25   EXS         P-
        ben       Reading  2025-03-20   2025-03-25   EXS         P-
        ben       Reading  2025-03-20   .            EXS         P+
        cat       Reading  2025-03-20   .            EXS         P-
        cat       Reading  2025-03-20   2025-03-20   EXS         P+
        """,
    )
    assert outcomes(viewed(school)) == {"ann": LESS, "ben": LESS, "cat": MORE}
