"""Which of several judgements on one statement counts, and what follows for each definition.

`counts` in school.toml says it: "latest", "highest", or the code reached or passed on n different
days. Five statements of Year 4 Reading are due by the autumn; each pupil is judged alike on all
five, so one code says where they stand: N and D working towards, S expected, X greater depth.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from building import markbook, numbered, outcomes, pupils, rows, stands, statements, write_school

import ladders_analysis as la
from ladders_analysis.errors import SettingsError
from ladders_analysis.school import School

Build = Callable[..., School]
FIVE = numbered("r", 5)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"  # 20 December and 4 April
RULES = {
    "latest": '"latest"',
    "highest": '"highest"',
    "once": "{ n_times = 1 }",
    "twice": "{ n_times = 2 }",
    "thrice": "{ n_times = 3 }",
}
CODE = {0: ".", 1: "N", 2: "D", 3: "S", 4: "X"}
WORDS = {
    ".": "not enough evidence",
    "N": "working towards",
    "D": "working towards",
    "S": "expected",
    "X": "greater depth",
}


def judged(build: Build, table: str, counts: str) -> School:
    """Build a school of a table of judgements, each on all five statements."""
    given = rows(table)
    names = " ".join(dict.fromkeys(str(row["pupil"]) for row in given))
    return build(
        pupils=pupils(names, 4),
        curriculum=statements(FIVE, 1),
        judgements=[
            mark
            for row in given
            for mark in markbook(
                str(row["assessed_on"]),
                FIVE,
                f"{row['pupil']} {5 * str(row['code'])}",
                recorded_on=row["recorded_on"],
            )
        ],
        policy=f"[expectation]\ncounts = {counts}\n",
    )


JUDGED = """
pupil      assessed_on  recorded_on  code
rising     2024-11-01   .            D
rising     2024-11-15   .            S
falling    2024-11-01   .            S
falling    2024-11-15   .            D
tumbling   2024-11-01   .            X
tumbling   2024-11-15   .            N
steady     2024-11-01   .            S
steady     2024-11-15   .            S
passing    2024-11-01   .            X
passing    2024-11-15   .            S
thrice     2024-11-01   .            S
thrice     2024-11-08   .            S
thrice     2024-11-15   .            D
sameday    2024-11-15   .            D
sameday    2024-11-15   .            S
twodays    2024-11-01   .            S
twodays    2024-11-15   .            N
twodays    2024-11-15   .            X
corrected  2024-11-15   2024-11-15   S
corrected  2024-11-15   2024-11-20   D
once       2024-11-15   .            S
absent     2024-11-01   .            S
absent     2024-11-15   .            A
lateentry  2024-11-01   .            S
lateentry  2024-12-19   2025-01-06   D
nextterm   2024-11-01   .            D
nextterm   2025-01-06   .            S
onlylate   2024-12-20   2024-12-21   S
"""

COUNTED = """
pupil      latest  highest  once  twice  thrice
rising     S       S        S     D      .
falling    D       S        S     D      .
tumbling   N       X        X     N      .
steady     S       S        S     S      .
passing    S       X        X     S      .
thrice     D       S        S     S      D
sameday    S       S        S     .      .
twodays    X       X        X     S      .
corrected  D       S        S     .      .
once       S       S        S     .      .
absent     S       S        S     .      .
lateentry  S       S        S     .      .
nextterm   D       D        D     .      .
onlylate   .       .        .     .      .
"""
"""By the close of 20 December.

Two marks of one day are one day: by `latest` the later entry, then the higher code; for n times the
day's best. "twodays" has S or better on two days. Absent is no judgement and erases none. What is
recorded after the close is not known, whenever it was assessed.
"""


@pytest.mark.parametrize("rule", RULES)
def test_the_code_that_counts(build: Build, rule: str) -> None:
    """Every kind of history by every rule, and the attainment it makes."""
    # A full stop in the table of expectations is "no code", which `rows` reads as a blank.
    expected = {str(row["pupil"]): str(row[rule]) or "." for row in rows(COUNTED)}
    autumn = judged(build, JUDGED, RULES[rule]).as_at(AUTUMN)
    codes = autumn.codes
    assert codes.eq(codes.iloc[:, 0], axis=0).to_numpy().all()
    assert {pupil: CODE[code] for pupil, code in codes.iloc[:, 0].items()} == expected
    assert stands(autumn) == {pupil: WORDS[code] for pupil, code in expected.items()}


MOVED = """
pupil    assessed_on  recorded_on  code
slips    2024-11-01   .            S
slips    2024-11-08   .            S
slips    2025-02-03   .            D
slips    2025-02-10   .            D
gains    2024-11-01   .            D
gains    2024-11-08   .            D
gains    2025-02-03   .            S
settles  2024-11-01   .            D
settles  2024-11-08   .            D
settles  2025-02-03   .            S
settles  2025-02-10   .            S
deepens  2024-11-01   .            S
deepens  2024-11-08   .            S
deepens  2025-02-03   .            X
deepens  2025-02-10   .            S
sameday  2024-11-01   .            S
sameday  2024-11-08   .            S
sameday  2025-02-03   .            D
sameday  2025-02-03   .            S
unknown  2024-11-01   .            S
unknown  2024-11-08   .            S
unknown  2025-02-03   2025-04-05   N
"""

CAME_OUT = {
    # by the latest, S becomes D; by the others it stays S
    ("latest", "against_expectation"): {
        "slips": "fell behind",
        "gains": "caught up",
        "settles": "caught up",
        "deepens": "kept up",
        "sameday": "kept up",
        "unknown": "kept up",
    },
    ("highest", "against_expectation"): {
        "slips": "kept up",
        "gains": "caught up",
        "settles": "caught up",
        "deepens": "moved ahead",  # the X of 3 February stands
        "sameday": "kept up",
        "unknown": "kept up",
    },
    ("twice", "against_expectation"): {
        "slips": "kept up",
        "gains": "still behind",  # S on one day only: two days must show it
        "settles": "caught up",
        "deepens": "kept up",
        "sameday": "kept up",
        "unknown": "kept up",
    },
    ("latest", "gaps_closed"): {
        "slips": "no gaps",  # gaps are those of the start
        "gains": "most closed",
        "settles": "most closed",
        "deepens": "no gaps",
        "sameday": "no gaps",
        "unknown": "no gaps",
    },
    ("twice", "gaps_closed"): {
        "slips": "no gaps",
        "gains": "few closed",
        "settles": "most closed",
        "deepens": "no gaps",
        "sameday": "no gaps",
        "unknown": "no gaps",
    },
    ("latest", "retained"): {
        "slips": "slipping",
        "gains": "not enough evidence",  # nothing was secure at the start
        "settles": "not enough evidence",
        "deepens": "all kept",
        "sameday": "all kept",  # the higher of two marks on one day
        "unknown": "not enough evidence",  # nobody is known to have looked again
    },
    ("latest", "deepened"): {
        "slips": "none deeper",
        "gains": "not enough evidence",
        "settles": "not enough evidence",
        "deepens": "none deeper",  # the S of 10 February stands
        "sameday": "none deeper",
        "unknown": "none deeper",
    },
    ("highest", "deepened"): {
        "slips": "none deeper",
        "gains": "not enough evidence",
        "settles": "not enough evidence",
        "deepens": "many deeper",
        "sameday": "none deeper",
        "unknown": "none deeper",
    },
    ("twice", "deepened"): {
        "slips": "none deeper",
        "gains": "not enough evidence",
        "settles": "not enough evidence",
        "deepens": "none deeper",  # X on one day only
        "sameday": "none deeper",
        "unknown": "none deeper",
    },
}
SEES_NOTHING_SLIP = dict.fromkeys(CAME_OUT["latest", "retained"], "not enough evidence")
CAME_OUT["highest", "gaps_closed"] = CAME_OUT["latest", "gaps_closed"]
CAME_OUT["highest", "retained"] = CAME_OUT["twice", "retained"] = SEES_NOTHING_SLIP
for each in ("latest", "highest", "twice"):
    # Statements place everybody, on their own year: the same question.
    CAME_OUT[each, "working_curriculum"] = CAME_OUT[each, "against_expectation"]


@pytest.mark.parametrize("rule", ["latest", "highest", "twice"])
def test_what_each_definition_makes_of_it(build: Build, rule: str) -> None:
    """From the autumn to the spring, outcome by outcome, under each counting rule."""
    school = judged(build, MOVED, RULES[rule])
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    wanted = {name: words for (counts, name), words in CAME_OUT.items() if counts == rule}
    found = {name: outcomes(la.progress(start, end, name)) for name in wanted}
    assert found == wanted


def test_exact_duplicates_make_no_difference(build: Build) -> None:
    """The same judgement entered twice is one, under every rule."""
    school = judged(build, JUDGED, RULES["twice"])
    twice = pd.concat([school.judgements, school.judgements], ignore_index=True)
    again = School(school.settings, {**school.tables, "judgements": twice}, school.load_report)
    pd.testing.assert_frame_equal(school.as_at(AUTUMN).codes, again.as_at(AUTUMN).codes)


def refused(folder: Path, counts: str) -> str:
    """Return what `la.load` says of a school that counts in a way that is not offered."""
    write_school(
        folder,
        pupils=pupils("ann", 4),
        curriculum=statements(FIVE, 1),
        judgements=markbook("2024-11-15", FIVE, "ann SSSSS"),
        policy=f"[expectation]\ncounts = {counts}\n",
    )
    with pytest.raises(SettingsError) as error:
        la.load(folder)
    return str(error.value)


@pytest.mark.parametrize("counts", ["average", "mean", "Average of codes", "sum"])
def test_averages_of_codes_are_refused(tmp_path: Path, counts: str) -> None:
    """An average is points by another name; the message says so, and what is allowed."""
    told = refused(tmp_path / "school", f'"{counts}"')
    assert f'counts = "{counts}"' in told
    assert "latest, highest, { n_times = 2 }" in told
    assert "points by another name" in told


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ('"latst"', 'did you mean "latest"? Allowed: latest, highest, { n_times = 2 }'),
        ('"first"', "allowed: latest, highest, { n_times = 2 }"),
        ("{ n_times = 0 }", "counts.n_times = 0: must be 1 or more"),
        ("{ times = 2 }", "times"),
        ("2", "counts"),
    ],
)
def test_other_rules_are_refused_without_a_lecture(
    tmp_path: Path, counts: str, message: str
) -> None:
    """A slip of the pen is named with what is allowed, and no word of points."""
    told = refused(tmp_path / "school", counts)
    assert message in told
    assert "points" not in told
