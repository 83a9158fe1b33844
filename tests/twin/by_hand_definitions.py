"""Two tiny schools on which every definition was worked out by hand, from docs/definitions.md.

The numbers were written down with a pencil before either implementation was asked, each with the
sum that gives it. A pupil's line holds: outcome, value, numerator, denominator.
"""

from __future__ import annotations

from .by_hand import (
    OWN,
    THIN,
    WorkedSchool,
    judged,
    overall_row,
    pupil_row,
    result_row,
    statement_row,
)
from .by_hand_schools import AUTUMN, NEXT, SPRING, YEARS

THIRD = 10 / 3  # a sixth of the ten statements of Year 3, for each of the two half-terms between


def points(gained: int, expected: float, word: str, fixed: float, other: str) -> dict[str, tuple]:
    """Give both answers about points: by the own year's statements, and at 1.5 a half-term."""
    return {
        "points_gained": (word, gained, gained, expected),
        "points_gained, fixed": (other, gained, gained, fixed),
    }


# Maths: in Year 3, m1 to m5 are due by the autumn point and m6 to m10 by the spring point; Year 2
# has k1 and k2 by the autumn and k3 by the spring; Year 4 n1 to n3 by its autumn. Secure share
# 0.6, greater depth from 0.4 deeper; places N 0, D 1, S 2, X 3, so the ten are worth 30. The lines
# of milestones are 0.2 and 0.2667 in the autumn, 0.4 and 0.5333 in the spring. In reading the
# highest judgement counts.
BECAME = WorkedSchool(
    settings={
        "school": {"id": "1", "name": "What became of statements"},
        "year": YEARS,
        "scale": {"codes": ["N", "D", "S", "X"], "secure": "S", "deeper": "X"},
        "expectation": {
            "secure_share": 0.6,
            "minimum_due": 2,
            "subject": {"Reading": {"counts": "highest"}},
        },
    },
    pupils=[
        *(pupil_row(n, 2024, 3) for n in ("kept", "slip", "deep", "many", "full", "late", "two")),
        *(pupil_row(name, 2024, 3) for name in ("slow", "dawn", "idle")),
        *(pupil_row("third", year, group) for year, group in ((2024, 3), (2025, 4))),
        pupil_row("own", 2024, 3, working_year=2),
    ],
    statements=[
        *(statement_row(name, "Maths", 2, 2) for name in ("k1", "k2")),
        statement_row("k3", "Maths", 2, 4),
        *(statement_row(f"m{n}", "Maths", 3, 2) for n in range(1, 6)),
        *(statement_row(f"m{n}", "Maths", 3, 4) for n in range(6, 11)),
        *(statement_row(name, "Maths", 4, 2) for name in ("n1", "n2", "n3")),
        *(statement_row(name, "Reading", 3, 2) for name in ("r1", "r2", "r3")),
    ],
    judgements=[
        *judged("kept", "2023-11-06", "m1=S", "m2=S", "m3=S", "m4=S", "m5=S"),
        *judged("kept", "2024-03-04", "m1=S", "m2=S", "m3=S", "m4=S", "m5=S"),
        *judged("kept", "2023-11-06", "r1=S", "r2=S", "r3=S"),
        *judged("kept", "2024-03-04", "r1=N", "r2=N", "r3=D"),
        *judged("slip", "2023-11-06", "m1=S", "m2=S", "m3=S", "m4=S", "m5=S"),
        *judged("slip", "2024-03-04", "m1=S", "m2=S", "m3=S", "m4=S", "m5=D"),
        *judged("slip", "2024-03-04", "m6=S", "m7=S", "m8=D", "m9=D", "m10=N"),
        *judged("deep", "2023-11-06", "m1=X", "m2=S", "m3=S", "m4=S", "m5=S"),
        *judged("deep", "2024-03-04", "m2=X", "m6=X", "m7=S", "m8=S", "m9=S", "m10=S"),
        *judged("many", "2023-11-06", "m1=S", "m2=S", "m3=S", "m4=S", "m5=N"),
        *judged("many", "2024-03-28", "m1=X", "m2=X", "m3=D", "m4=S", "m5=S"),
        *judged("many", "2024-03-04", "m6=S", "m7=S", "m8=S", "m9=S", "m10=S"),
        *judged("full", "2023-11-06", "m1=X", "m2=X", "m3=X", "m4=X", "m5=X"),
        *judged("third", "2023-11-06", "m1=S", "m2=S", "m3=D", "m4=D", "m5=N"),
        *judged("third", "2024-03-04", "m3=S", "m6=N", "m7=N", "m8=N", "m9=N", "m10=N"),
        *judged("third", "2024-10-07", "n1=S", "n2=S", "n3=N"),
        *judged("two", "2023-11-06", "m1=S", "m2=S", "m3=D", "m4=D", "m5=N"),
        *judged("two", "2024-03-04", "m3=S", "m4=S"),
        *judged("two", "2024-03-04", "m6=S", "m7=S", "m8=S", "m9=S", "m10=S"),
        *judged("own", "2023-11-06", "k1=S", "k2=D"),
        *judged("own", "2024-03-04", "k2=D", "k3=N"),
        *(row for name in ("slow", "dawn", "idle") for row in judged(name, "2023-11-06", "m1=D")),
        *judged("slow", "2024-03-04", "m1=S", "m2=D", "m3=D"),
        *judged("dawn", "2024-03-04", "m1=S", "m2=S", "m3=S", "m4=S", "m5=X", "m6=D"),
        *judged("late", "2023-11-06", "m1=S", "m2=S", "m3=S", "m4=S", "m5=S"),
        *judged("late", "2023-12-20", "m4=S"),
        *judged("late", "2023-12-10", "m5=D", recorded="2024-01-10"),
        *judged("late", "2024-03-20", "m1=D", "m2=D", "m3=D", recorded="2024-04-02"),
    ],
    overall=[],
    results=[],
    attainment={},
    progress={},
    absent=[],
    rated={
        # secure 5 of 5, then 5 of 10 with five never judged
        (AUTUMN, SPRING, "kept", "Maths"): {
            "against_expectation": (THIN, None, 5, 10),
            "working_curriculum": (THIN, None, 5, 10),
            "gaps_closed": ("no gaps", None, 0, 0),
            "curriculum_secured": ("behind plan", 0, 0, 5),
            "retained": ("all kept", 1, 5, 5),
            "deepened": ("none deeper", 0, 0, 5),
            "from_starting_point": (THIN, None, 5, 10),
            "mapped": (THIN, None, None, None),
            # 10 of 30 is over 0.2667, then under 0.4
            "percentage_of_milestones": ("fell behind", 0, 10, 30),
            **points(0, THIRD, "fewer", 3, "fewer"),
        },
        # looked at again, and the highest counts: nothing can be seen to slip
        (AUTUMN, SPRING, "kept", "Reading"): {
            "retained": (THIN, None, 3, 3),
            "deepened": ("none deeper", 0, 0, 3),
            "curriculum_secured": (THIN, None, 0, 0),
            "gaps_closed": ("no gaps", None, 0, 0),
            # 6 of 9, whatever was seen later; half a point expected a half-term
            "percentage_of_milestones": ("kept up", 0, 6, 9),
            **points(0, 1, "fewer", 3, "fewer"),
        },
        # four of five is exactly 0.8; 6 of 10 is exactly 0.6, and 2 of the new 5 is 0.4
        (AUTUMN, SPRING, "slip", "Maths"): {
            "against_expectation": ("kept up", 6 / 10 - 1, 6, 10),
            "working_curriculum": ("kept up", 6 / 10 - 1, 6, 10),
            "gaps_closed": ("no gaps", None, 0, 0),
            "curriculum_secured": ("behind plan", 2 / 5, 2, 5),
            "retained": ("mostly kept", 4 / 5, 4, 5),
            "deepened": ("none deeper", 0, 0, 5),
            "from_starting_point": ("where they began", 0, 6, 10),
            "mapped": ("kept up", None, None, None),
            # 4 S and 1 D are 9, then 2 S and 2 D are 6: 15 of 30, between 0.4 and 0.5333
            "percentage_of_milestones": ("kept up", 15 / 30 - 10 / 30, 15, 30),
            **points(5, THIRD, "more", 3, "more"),
        },
        # m1 was known deeply already; of m2 to m5, m2 is now: a quarter. Only m2 was looked at
        (AUTUMN, SPRING, "deep", "Maths"): {
            "against_expectation": ("kept up", 0, 10, 10),
            "curriculum_secured": ("on plan", 1, 5, 5),
            "retained": (THIN, None, 1, 1),
            "deepened": ("some deeper", 1 / 4, 1, 4),
            # 3 + 4 x 2 = 11; then 3 + 3 + 3 x 2 and 3 + 4 x 2: 23
            "percentage_of_milestones": ("kept up", 12 / 30, 23, 30),
            **points(12, THIRD, "more", 3, "more"),
        },
        # of four looked at again three are kept; of the same four two are known deeply
        (AUTUMN, SPRING, "many", "Maths"): {
            "gaps_closed": ("most closed", 1, 1, 1),
            "curriculum_secured": ("on plan", 1, 5, 5),
            "retained": ("slipping", 3 / 4, 3, 4),
            "deepened": ("many deeper", 2 / 4, 2, 4),
            "from_starting_point": ("where they began", 0, 9, 10),
            # 8 of 30 is exactly 0.2667: higher already, and so not moved ahead
            "percentage_of_milestones": ("kept up", 13 / 30, 21, 30),
            **points(13, THIRD, "more", 3, "more"),
        },
        # all five deeply from the first, and nothing since
        (AUTUMN, SPRING, "full", "Maths"): {
            "retained": (THIN, None, 0, 0),
            "deepened": ("deeper already", None, 0, 0),
            "from_starting_point": (THIN, None, 5, 10),
            "percentage_of_milestones": ("kept up", 0, 15, 30),
            **points(0, THIRD, "fewer", 3, "fewer"),
        },
        # one of the three gaps; 2 of 5 then, 3 of 10 now
        (AUTUMN, SPRING, "third", "Maths"): {
            "against_expectation": ("still behind", 3 / 10 - 2 / 5, 3, 10),
            "gaps_closed": ("some closed", 1 / 3, 1, 3),
            "curriculum_secured": ("behind plan", 0, 0, 5),
            "deepened": ("none deeper", 0, 0, 2),
            "from_starting_point": ("behind, as they began", 0, 3, 10),
            "mapped": ("stayed behind", None, None, None),
            # 6 of 30 is exactly 0.2
            "percentage_of_milestones": ("fell behind", 1 / 30, 7, 30),
            **points(1, THIRD, "fewer", 3, "fewer"),
        },
        # Year 4: 2 of 3, all of them newly due; six half-terms between
        (AUTUMN, NEXT, "third", "Maths"): {
            "against_expectation": ("caught up", 2 / 3 - 2 / 5, 2, 3),
            "working_curriculum": ("caught up", 2 / 3 - 2 / 5, 2, 3),
            "gaps_closed": ("some closed", 1 / 3, 1, 3),
            "curriculum_secured": ("on plan", 2 / 3, 2, 3),
            "from_starting_point": ("beyond where they began", 1, 2, 3),
            "mapped": ("caught up", None, None, None),
            # 4 of 9 against 0.2667, after 6 of 30; three own statements give 0.5 a half-term
            "percentage_of_milestones": ("moved ahead", 4 / 9 - 6 / 30, 4, 9),
            **points(5, 3, "more", 9, "fewer"),
        },
        # two of the three gaps
        (AUTUMN, SPRING, "two", "Maths"): {
            "against_expectation": ("caught up", 9 / 10 - 2 / 5, 9, 10),
            "gaps_closed": ("most closed", 2 / 3, 2, 3),
            "from_starting_point": ("beyond where they began", 1, 9, 10),
            "mapped": ("caught up", None, None, None),
            "percentage_of_milestones": ("moved ahead", 18 / 30 - 6 / 30, 18, 30),
            **points(12, THIRD, "more", 3, "more"),
        },
        # on Year 2's: 1 of 2, then 1 of 3. By age nothing of five is secure; k1 was not looked at
        (AUTUMN, SPRING, "own", "Maths"): {
            "against_expectation": (OWN, None, 0, 10),
            "working_curriculum": ("still behind", 1 / 3 - 1 / 2, 1, 3),
            "gaps_closed": ("few closed", 0, 0, 5),
            "curriculum_secured": (OWN, None, 0, 5),
            "retained": (OWN, None, 0, 0),
            "deepened": (OWN, None, 0, 1),
            "from_starting_point": (OWN, None, 0, 10),
            "mapped": (OWN, None, None, None),
            "teacher_view": (OWN, None, None, None),
            "percentage_of_milestones": (OWN, None, 0, 30),
            **points(0, THIRD, "fewer", 3, "fewer"),
        },
        # 1 and then 4 of 30: a rise of exactly a tenth; and 3 points is within a tenth of 3.33
        (AUTUMN, SPRING, "slow", "Maths"): {
            "percentage_of_milestones": ("closing the gap", 3 / 30, 4, 30),
            **points(3, THIRD, "expected", 3, "expected"),
        },
        # 12 of 30 is exactly 0.4
        (AUTUMN, SPRING, "dawn", "Maths"): {
            "percentage_of_milestones": ("caught up", 11 / 30, 12, 30),
            "gaps_closed": ("most closed", 1, 5, 5),
            "deepened": (THIN, None, 0, 0),
        },
        (AUTUMN, SPRING, "idle", "Maths"): {
            "percentage_of_milestones": ("still behind", 0, 1, 30),
            "gaps_closed": ("few closed", 0, 0, 5),
        },
        # m4 was looked at on the day the start closed, m5 before it; m1 to m3 became known later
        (AUTUMN, SPRING, "late", "Maths"): {
            "gaps_closed": ("no gaps", None, 0, 0),
            "retained": (THIN, None, 0, 0),
            "deepened": ("none deeper", 0, 0, 5),
            # m5 has gone from S to D
            **points(-1, THIRD, "fewer", 3, "fewer"),
        },
    },
)

# No statements. Maths by a paper with its line at 100, in Year 3 at 102; reading by a paper, in
# Year 3 by another test; writing by the teacher, who says of progress Less, Fine or More. On entry
# a check, by outcome or by score. From the autumn to the spring of Year 2 there are 2 half-terms,
# and 28 from that autumn to the end of Year 6, 16 to the end of Year 4.
STANDINGS = WorkedSchool(
    settings={
        "school": {"id": "1", "name": "Standings"},
        "year": YEARS,
        "overall": {
            "codes": {"WTS": "working towards", "EXS": "expected", "GDS": "greater depth"},
            "progress": ["Less", "Fine", "More"],
        },
        "score": {
            "Maths": {"assessment": "Paper", "expected": 100, "year": {"3": {"expected": 102}}},
            "Reading": {
                "assessment": "Paper",
                "expected": 100,
                "year": {"3": {"assessment": "Year test"}},
            },
        },
    },
    pupils=[
        pupil_row(name, year, group)
        for name in ("ann", "bob", "cat", "dan", "eve", "fay", "gus")
        for year, group in ((2024, 2), (2025, 3))
    ],
    statements=[],
    judgements=[],
    overall=[
        overall_row("ann", "2023-12-01", "EXS"),
        overall_row("ann", "2024-01-10", "EXS", progress="Fine"),
        overall_row("ann", "2024-03-01", "GDS", progress="More"),
        overall_row("bob", "2023-12-20", "EXS", progress="More"),
        overall_row("bob", "2024-03-01", "WTS"),
        overall_row("cat", "2024-02-01", "EXS", progress="Fine"),
        overall_row("cat", "2024-03-28", "EXS", recorded="2024-03-29", progress="Less"),
        overall_row("dan", "2024-03-01", "EXS", progress="Less"),
        overall_row("dan", "2024-03-01", "EXS", progress="Fine"),
        overall_row("eve", "2024-01-10", "EXS", progress="Less"),
        overall_row("eve", "2024-03-01", "EXS"),
        overall_row("fay", "2024-03-01", "EXS", recorded="2024-03-05", progress="Fine"),
        overall_row("fay", "2024-03-01", "EXS", recorded="2024-03-06", progress="Less"),
    ],
    results=[
        *(result_row("ann", "2023-12-01", 86), result_row("ann", "2024-03-28", 87)),
        *(result_row("bob", "2023-12-01", 100), result_row("bob", "2024-03-01", 99)),
        *(result_row("cat", "2023-12-01", 99), result_row("cat", "2024-03-01", 100)),
        *(result_row("dan", "2023-12-01", 100), result_row("dan", "2024-03-01", 100)),
        *(result_row("eve", "2023-12-01", 90), result_row("eve", "2024-03-01", 90.5)),
        result_row("fay", "2023-12-01", 95),
        *(result_row("gus", "2024-03-01", 101), result_row("gus", "2024-12-01", 101)),
        result_row("gus", "2024-03-01", 100, subject="Reading"),
        result_row("gus", "2024-12-01", 105, "Year test", subject="Reading"),
        result_row("ann", "2023-09-11", None, "Entry check", outcome="emerging"),
        result_row("bob", "2023-09-11", None, "Entry check", outcome="secure"),
        result_row("cat", "2023-09-11", 95, "Entry check"),
        result_row("dan", "2023-09-11", None, "Entry check", outcome="emerging"),
        result_row("dan", "2023-09-11", None, "Entry check", outcome="at entry"),
        result_row("eve", "2023-09-11", None, "Entry check", outcome="emerging"),
        result_row("eve", "2023-09-18", None, "Entry check", outcome="not taken"),
        result_row("fay", "2023-09-11", None, "Entry check", outcome="emerging"),
        result_row("gus", "2023-09-11", None, "Entry check", outcome="emerging"),
        result_row("gus", "2023-12-20", 105, "Entry check", outcome="not taken"),
        result_row("gus", "2023-12-21", 80, "Entry check"),
    ],
    attainment={},
    progress={},
    absent=[],
    rated={
        # 14 to go, 2 of 28 half-terms: 1 is enough. To 104 by Year 4: 18 to go, 2 of 16, 2.25
        (AUTUMN, SPRING, "ann", "Maths"): {
            "growth_to_target": ("catching up", 1, 87, 100),
            "growth_to_target, target": ("not catching up", 1, 87, 104),
            "from_starting_point": ("behind, as they began", 0, 0, 0),
            "from_starting_point, baseline": ("behind, as they began", 0, 0, 0),
            "against_expectation, closing score": ("still behind", None, 0, 0),
            "mapped": ("stayed behind", None, None, None),
            # no statement of their own year
            "percentage_of_milestones": (THIN, None, 0, 0),
            "gaps_closed": (THIN, None, 0, 0),
            "curriculum_secured": (THIN, None, 0, 0),
            "retained": (THIN, None, 0, 0),
            "deepened": (THIN, None, 0, 0),
            **points(0, 0, "expected", 3, "fewer"),
        },
        # expected by the school then, high on entry, behind now
        (AUTUMN, SPRING, "bob", "Maths"): {
            "growth_to_target": ("dropped below", -1, 99, 100),
            "growth_to_target, target": ("not catching up", -1, 99, 104),
            "from_starting_point": ("behind where they began", -1, 0, 0),
            "from_starting_point, baseline": ("behind where they began", -2, 0, 0),
            "mapped": ("fell behind", None, None, None),
        },
        # to 104: 5 to go, an eighth of it is 0.625. On entry 95, where middle begins
        (AUTUMN, SPRING, "cat", "Maths"): {
            "growth_to_target": ("caught up", 1, 100, 100),
            "growth_to_target, target": ("catching up", 1, 100, 104),
            "from_starting_point": ("beyond where they began", 1, 0, 0),
            "from_starting_point, baseline": ("where they began", 0, 0, 0),
            "mapped": ("caught up", None, None, None),
        },
        # of two checks on one day the higher band, middle
        (AUTUMN, SPRING, "dan", "Maths"): {
            "growth_to_target": ("keeping up", 0, 100, 100),
            "from_starting_point, baseline": ("where they began", 0, 0, 0),
        },
        # 10 to go: 0.71 would do, 0.5 will not. The latest check says nothing
        (AUTUMN, SPRING, "eve", "Maths"): {
            "growth_to_target": ("not catching up", 0.5, 90.5, 100),
            "from_starting_point": ("behind, as they began", 0, 0, 0),
            "from_starting_point, baseline": (THIN, None, 0, 0),
        },
        # the autumn's 95 is still the latest of the academic year
        (AUTUMN, SPRING, "fay", "Maths"): {
            "growth_to_target": ("not catching up", 0, 95, 100),
            "from_starting_point, baseline": ("behind, as they began", 0, 0, 0),
        },
        # no score of this academic year, and so not placed either
        (SPRING, NEXT, "ann", "Maths"): {
            "growth_to_target": (THIN, None, None, 102),
            "from_starting_point": (THIN, None, 0, 0),
            "from_starting_point, baseline": (THIN, None, 0, 0),
        },
        # no score then, so no attainment; on entry 105 on the closing day, where high begins
        (AUTUMN, SPRING, "gus", "Maths"): {
            "growth_to_target": (THIN, None, 101, 100),
            "from_starting_point": (THIN, None, 0, 0),
            "from_starting_point, baseline": ("behind where they began", -1, 0, 0),
        },
        # the line of Year 3 is 102, and the same score as in Year 2 is no catching up
        (SPRING, NEXT, "gus", "Maths"): {
            "growth_to_target": ("not catching up", 0, 101, 102),
        },
        # another test in Year 3; on one scale 100 to 105 reaches 104
        (SPRING, NEXT, "gus", "Reading"): {
            "growth_to_target": (THIN, None, 105, 100),
            "growth_to_target, target": ("caught up", 5, 105, 104),
        },
        # a point with itself: no half-term between
        (AUTUMN, AUTUMN, "ann", "Maths"): {
            "growth_to_target": (THIN, None, 86, 100),
            **points(0, 0, "expected", 0, "expected"),
        },
        (AUTUMN, SPRING, "ann", "Writing"): {
            "teacher_view": ("more than expected", None, None, None),
            "from_starting_point": ("beyond where they began", 1, 0, 0),
            "mapped": ("moved ahead", None, None, None),
        },
        # only on the start's own day
        (AUTUMN, SPRING, "bob", "Writing"): {"teacher_view": (THIN, None, None, None)},
        # Less became known a day after the close
        (AUTUMN, SPRING, "cat", "Writing"): {
            "teacher_view": ("as expected", None, None, None),
            "teacher_view, codes": ("as expected", None, None, None),
        },
        # two at once: the better
        (AUTUMN, SPRING, "dan", "Writing"): {
            "teacher_view": ("as expected", None, None, None),
        },
        # the latest that says anything of progress
        (AUTUMN, SPRING, "eve", "Writing"): {
            "teacher_view": ("less than expected", None, None, None),
        },
        # two of one day: the one recorded later
        (AUTUMN, SPRING, "fay", "Writing"): {
            "teacher_view": ("less than expected", None, None, None),
        },
    },
)

WORKED_DEFINITIONS = {"what became of statements": BECAME, "standings": STANDINGS}
