"""A school in which every pair of attainment, then and now, is one pupil's: on any basis.

Pupil `WE` was working towards then and is at expectation now; `G` is greater depth. `thin` has no
evidence then, and `late` none now: an autumn's overall judgement or score still counts in the
spring, so on those bases `late` is there across the summer alone. `own` works on an earlier year's
curriculum at both points. Those at expectation or above stand exactly on the lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from building import OVERALL, Row, best_fit, markbook, numbered, pupils, statements

from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

NINE = "WW WE WG EW EE EG GW GE GG"
BASES = ("statements", "teacher", "score")
TIMES = ("within a year", "across the summer")
POINTS = {
    "within a year": ("Autumn 2024", "Spring 2025"),
    "across the summer": ("Summer 2024", "Autumn 2024"),
}
DAYS = {
    "within a year": ("2024-11-15", "2025-03-20"),
    "across the summer": ("2024-07-01", "2024-11-15"),
}
SCORE_LINES = '[score.Reading]\nassessment = "NFER"\nexpected = 100\nhigher = 110\n'
OF_FIVE = {"W": "SSSNN", "E": "SSSSN", "G": "XXSSN"}  # 3, 4 and 4 of 5 secure; 2 of 5 deeper
OF_TEN = {letter: half * 2 for letter, half in OF_FIVE.items()}  # 6, 8 and 8 of 10; 4 of 10
CODES = {"W": "WTS", "E": "EXS", "G": "GDS"}
SCORES = {"W": "99.9", "E": "100", "G": "110"}


def nine_pairs(
    build: Callable[..., School], basis: str, time: str, results: Sequence[Row] = ()
) -> School:
    """Build the school.

    Parameters
    ----------
    build
        The fixture that builds schools.
    basis
        On what pupils are placed.
    time
        One of `TIMES`; across the summer the pupils go from Year 3 to Year 4.
    results
        Further results.
    """
    first, last = DAYS[time]
    then = {name: name[0] for name in NINE.split()} | {"own": "E"}
    now = {name: name[1] for name in NINE.split()} | {"thin": "E", "own": "E"}
    unjudged = ["thin"]
    if basis == "statements" or time == TIMES[1]:
        then["late"] = "E"
        unjudged.append("late")
    year, years = (4, (2025,)) if time == TIMES[0] else (3, (2024, 2025))
    policy = f'{OVERALL}{SCORE_LINES}[expectation]\nbasis = "{basis}"\n'
    people = [
        *pupils(" ".join([NINE, *unjudged]), year, years),
        *pupils("own", year, years, working_year=1),
    ]
    if basis == "teacher":
        marks = [
            *best_fit(first, "\n".join(f"{who} {CODES[letter]}" for who, letter in then.items())),
            *best_fit(last, "\n".join(f"{who} {CODES[letter]}" for who, letter in now.items())),
        ]
        return build(pupils=people, overall=marks, results=results, policy=policy, scale="")
    if basis == "score":
        marks = [
            {
                "pupil_id": who,
                "assessment": "NFER",
                "subject": "Reading",
                "taken_on": day,
                "score": SCORES[letter],
            }
            for day, at in ((first, then), (last, now))
            for who, letter in at.items()
        ]
        return build(pupils=people, results=[*marks, *results], policy=policy, scale="")
    five, ten = numbered("r", 5), numbered("r", 10)
    curriculum = statements(ten, [1] * 5 + [4] * 5)
    if time == TIMES[1]:  # five of each year: nothing is handed over
        ten = numbered("n", 5)
        curriculum = [*statements(five, 6, year=3), *statements(ten, 1, year=4)]
    ends = OF_TEN if time == TIMES[0] else OF_FIVE
    marks = [
        *markbook(first, five, "\n".join(f"{who} {OF_FIVE[at]}" for who, at in then.items())),
        *markbook(last, ten, "\n".join(f"{who} {ends[at]}" for who, at in now.items())),
    ]
    return build(
        pupils=people, curriculum=curriculum, judgements=marks, results=results, policy=policy
    )


def of_those_there(school: School, expected: dict[str, str]) -> dict[str, str]:
    """Leave `late` out of what is expected where there is no such pupil."""
    there = set(school.pupils["pupil_id"])
    assert set(expected) - there <= {"late"}
    return {name: word for name, word in expected.items() if name in there}


def both(school: School, time: str) -> tuple[Snapshot, Snapshot]:
    """Take both snapshots of it."""
    start, end = (school.as_at(point) for point in POINTS[time])
    assert isinstance(start, Snapshot) and isinstance(end, Snapshot)
    return start, end
