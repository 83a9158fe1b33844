"""A tiny school on which the definitions were worked by hand: those about statements.

The numbers were written down with a pencil, from docs/definitions.md, each with the sum that gives
it. A pupil's line holds: outcome, value, numerator, denominator.
"""

from __future__ import annotations

from .by_hand import OWN, THIN, WorkedSchool, judged, points, pupil_row, statement_row
from .by_hand_schools import AUTUMN, NEXT, SPRING, YEARS

THIRD = 10 / 3  # a sixth of the ten statements of Year 3, for each of the two half-terms between

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
