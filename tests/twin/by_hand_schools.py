"""Three tiny schools whose attainment and progress was worked out by hand, from the design.

Two implementations can share a misreading. These answers were written down before either was run,
each with the sum that gives it, and both are held to them.
"""

from __future__ import annotations

from datetime import date

from .by_hand import (
    EXPECTED,
    GREATER,
    NOTHING,
    OWN,
    THIN,
    WORKING,
    WorkedSchool,
    by_statements,
    judged,
    overall_row,
    pupil_row,
    result_row,
    statement_row,
    without_statements,
)

AUTUMN, SPRING, NEXT = "Autumn 2023", "Spring 2024", "Autumn 2024"
YEARS = [
    {
        "ends": 2024,
        "half_terms": [
            *("2023-09-04/2023-10-20", "2023-10-30/2023-12-20", "2024-01-04/2024-02-09"),
            *("2024-02-19/2024-03-28", "2024-04-15/2024-05-24", "2024-06-03/2024-07-19"),
        ],
    },
    {
        "ends": 2025,
        "half_terms": [
            *("2024-09-03/2024-10-18", "2024-10-28/2024-12-20", "2025-01-06/2025-02-14"),
            *("2025-02-24/2025-04-04", "2025-04-22/2025-05-23", "2025-06-02/2025-07-22"),
        ],
    },
]


# Maths: in Year 3 three statements are due by the autumn point and five by the spring point; in
# Year 4 three by its autumn point. Secure share 0.6; greater depth from 0.4 deeper.
BY_STATEMENTS = WorkedSchool(
    settings={
        "school": {"id": "1", "name": "By statements"},
        "year": YEARS,
        "scale": {
            "codes": ["N", "D", "S", "X"],
            "secure": "S",
            "deeper": "X",
            "not_assessed": ["abs"],
        },
        "expectation": {"secure_share": 0.6, "minimum_due": 2},
    },
    pupils=[
        *(pupil_row(name, 2024, 3) for name in ("ada", "ben", "cal", "dee", "flo")),
        *(pupil_row(name, 2025, 4) for name in ("ada", "ben", "cal", "dee", "flo")),
        pupil_row("eve", 2024, 3, working_year=2),
        pupil_row("gus", 2024, 3, joined_on=date(2024, 3, 28)),
        pupil_row("hal", 2024, 3, left_on=date(2024, 3, 28)),
    ],
    statements=[
        statement_row("m1", "Maths", 3, 1, key=True),
        *(statement_row(name, "Maths", 3, 2) for name in ("m2", "m3")),
        *(statement_row(name, "Maths", 3, 4) for name in ("m4", "m5")),
        *(statement_row(name, "Maths", 4, 2) for name in ("n1", "n2", "n3")),
        statement_row("n4", "Maths", 4, 4),
    ],
    judgements=[
        *judged("ada", "2023-11-06", "m1=S", "m2=S", "m3=D"),
        *judged("ada", "2024-03-04", "m4=D", "m5=N"),
        *judged("ben", "2023-11-06", "m1=D", "m2=D", "m3=S"),
        *judged("ben", "2024-03-04", "m4=S", "m5=D"),
        *judged("ben", "2024-09-30", "m1=S", "n1=S", "n2=D", "n3=N"),
        *judged("cal", "2023-11-06", "m1=D", "m2=S", "m3=D"),
        *judged("cal", "2024-03-28", "m4=S", "m5=S", "m1=abs"),
        *judged("cal", "2024-12-20", "n1=S", "n2=S", "n3=X"),
        *judged("dee", "2023-11-06", "m1=S", "m2=D"),
        *judged("flo", "2023-11-06", "m1=X", "m2=S", "m3=S"),
        *judged("flo", "2023-11-06", "m2=X", recorded="2023-12-21"),
        *judged("flo", "2024-03-04", "m4=S", "m5=S"),
    ],
    overall=[],
    results=[],
    attainment={
        # 2 of 3 is 0.67; then 2 of 5 is 0.4, everything judged
        (AUTUMN, "ada", "Maths"): by_statements(EXPECTED, 2, 3, 3),
        (SPRING, "ada", "Maths"): by_statements(WORKING, 2, 5, 5),
        # nothing judged of Year 4's three statements: three secure would do
        (NEXT, "ada", "Maths"): by_statements(THIN, 0, 3, 0),
        (AUTUMN, "ben", "Maths"): by_statements(WORKING, 1, 3, 3),
        (SPRING, "ben", "Maths"): by_statements(WORKING, 2, 5, 5),
        (NEXT, "ben", "Maths"): by_statements(WORKING, 1, 3, 3),
        (AUTUMN, "cal", "Maths"): by_statements(WORKING, 1, 3, 3),
        # 3 of 5 is exactly 0.6; the absence on m1 erases nothing
        (SPRING, "cal", "Maths"): by_statements(EXPECTED, 3, 5, 5),
        # 3 of 3 secure, 1 of 3 deeper is 0.33, less than 0.4
        (NEXT, "cal", "Maths"): by_statements(EXPECTED, 3, 3, 3),
        # 1 of 3; with m3 secure it would be 0.67, so the missing judgement decides
        (AUTUMN, "dee", "Maths"): by_statements(THIN, 1, 3, 2),
        # 1 of 5; were m3, m4 and m5 secure, 0.8
        (SPRING, "dee", "Maths"): by_statements(THIN, 1, 5, 2),
        (AUTUMN, "eve", "Maths"): by_statements(OWN, 0, 3, 0),
        # m2's X was recorded the day after the close: 1 of 3 deeper; later 2 of 5 is 0.4
        (AUTUMN, "flo", "Maths"): by_statements(EXPECTED, 3, 3, 3),
        (SPRING, "flo", "Maths"): by_statements(GREATER, 5, 5, 5),
        (SPRING, "gus", "Maths"): by_statements(THIN, 0, 5, 0),
        (AUTUMN, "hal", "Maths"): by_statements(THIN, 0, 3, 0),
    },
    progress={
        (AUTUMN, SPRING, "ada", "Maths"): ("fell behind", 2 / 5 - 2 / 3, 2, 5),
        # 0.40 - 0.33 is less than a tenth
        (AUTUMN, SPRING, "ben", "Maths"): ("still behind", 2 / 5 - 1 / 3, 2, 5),
        # of the gaps m1 and m2 of last autumn, m1 is secure now: half
        (AUTUMN, NEXT, "ben", "Maths"): ("closing the gap", 0, 1, 3),
        # of last spring's gaps m1, m2 and m5, only m1 is secure now: a third
        (SPRING, NEXT, "ben", "Maths"): ("still behind", 1 / 3 - 2 / 5, 1, 3),
        (AUTUMN, SPRING, "cal", "Maths"): ("caught up", 3 / 5 - 1 / 3, 3, 5),
        # the key statement m1 was due last autumn and is still not secure
        (AUTUMN, NEXT, "cal", "Maths"): ("up, earlier gaps open", 1 - 1 / 3, 3, 3),
        (SPRING, NEXT, "cal", "Maths"): ("kept up", 1 - 3 / 5, 3, 3),
        (AUTUMN, SPRING, "dee", "Maths"): (THIN, None, 1, 5),
        (AUTUMN, SPRING, "eve", "Maths"): (OWN, None, 0, 5),
        (AUTUMN, SPRING, "flo", "Maths"): ("moved ahead", 0, 5, 5),
    },
    absent=[(AUTUMN, "gus"), (SPRING, "hal"), (NEXT, "eve")],
)

# Writing by the teacher, whose "emerging" is as expected in autumn, not so in spring; maths by a
# paper with lines at 100 and 110; reading by a paper without any line. No statements at all.
_PLACED = {"Em": EXPECTED, "Dev": EXPECTED, "Sec": GREATER}
_LATER = {"Em": WORKING, "Dev": EXPECTED, "Sec": GREATER}
_LAST = {"Em": WORKING, "Dev": WORKING, "Sec": EXPECTED}
WITHOUT_STATEMENTS = WorkedSchool(
    settings={
        "school": {"id": "1", "name": "Without statements"},
        "year": YEARS,
        "overall": {"codes": [_PLACED, _PLACED, _LATER, _LATER, _LAST, _LAST]},
        "score": {
            "Maths": {"assessment": "Paper", "expected": 100, "higher": 110},
            "Reading": {"assessment": "Paper"},
        },
    },
    pupils=[
        *(pupil_row(name, 2024, 2) for name in ("ann", "bob", "cat", "dan")),
        *(pupil_row(name, 2025, 3) for name in ("ann", "bob", "cat", "dan")),
    ],
    statements=[],
    judgements=[],
    overall=[
        overall_row("ann", "2023-11-01", "Em"),
        overall_row("ann", "2024-02-12", "Em"),
        overall_row("bob", "2023-12-01", "Em"),
        overall_row("bob", "2023-12-01", "Sec"),
        overall_row("cat", "2023-12-20", "Sec", recorded="2023-12-21"),
        overall_row("dan", "2024-07-10", "Sec"),
        overall_row("ann", "2024-11-04", "Dev"),
    ],
    results=[
        result_row("ann", "2023-12-20", 100),
        result_row("bob", "2023-11-06", 110),
        result_row("bob", "2023-12-01", 99),
        result_row("cat", "2023-12-01", 115, assessment="Quiz"),
        result_row("dan", "2023-12-01", None),
        result_row("ann", "2024-03-28", 110),
    ],
    attainment={
        (AUTUMN, "ann", "Writing"): without_statements(EXPECTED, "teacher", EXPECTED, THIN),
        # 12 February is in the holiday after half-term 3: the same code, spring's table
        (SPRING, "ann", "Writing"): without_statements(WORKING, "teacher", WORKING, THIN),
        (NEXT, "ann", "Writing"): without_statements(EXPECTED, "teacher", EXPECTED, THIN),
        # two on one day: the higher; and still the latest in spring, in autumn's words
        (AUTUMN, "bob", "Writing"): without_statements(GREATER, "teacher", GREATER, THIN),
        (SPRING, "bob", "Writing"): without_statements(GREATER, "teacher", GREATER, THIN),
        # recorded the day after the close, known by the spring
        (AUTUMN, "cat", "Writing"): without_statements(THIN, "teacher", THIN, THIN),
        (SPRING, "cat", "Writing"): without_statements(GREATER, "teacher", GREATER, THIN),
        # July's judgement belongs to last academic year
        (NEXT, "dan", "Writing"): without_statements(THIN, "teacher", THIN, THIN),
        (AUTUMN, "ann", "Maths"): without_statements(EXPECTED, "score", THIN, EXPECTED),
        (SPRING, "ann", "Maths"): without_statements(GREATER, "score", THIN, GREATER),
        (AUTUMN, "bob", "Maths"): without_statements(WORKING, "score", THIN, WORKING),
        (AUTUMN, "cat", "Maths"): without_statements(THIN, "score", THIN, THIN),
        (AUTUMN, "dan", "Maths"): without_statements(THIN, "score", THIN, THIN),
        (NEXT, "ann", "Maths"): without_statements(THIN, "score", THIN, THIN),
        (AUTUMN, "ann", "Reading"): without_statements(THIN, "score", THIN, THIN),
    },
    progress={
        (AUTUMN, SPRING, "ann", "Writing"): ("fell behind", None, 0, 0),
        # behind and up again across years; without statements no gap can be open
        (SPRING, NEXT, "ann", "Writing"): ("caught up", None, 0, 0),
        (AUTUMN, SPRING, "bob", "Writing"): ("kept up", None, 0, 0),
        (AUTUMN, SPRING, "cat", "Writing"): (THIN, None, 0, 0),
        (AUTUMN, SPRING, "ann", "Maths"): ("moved ahead", None, 0, 0),
        (AUTUMN, SPRING, "bob", "Maths"): ("still behind", None, 0, 0),
    },
    absent=[],
)

# Science in a band of Years 3 and 4 on two cycles, judged secure only when seen twice; reading by
# exception, with key statements of earlier years and one statement split in two halves; art in a
# band without a cycle.
_Y1, _Y2 = YEARS
WITH_BANDS = WorkedSchool(
    settings={
        "school": {"id": "1", "name": "With bands"},
        "year": [{**_Y1, "cycle": "A"}, {**_Y2, "cycle": "B"}],
        "scale": {"codes": ["N", "D", "S"], "secure": "S", "not_assessed": ["abs"]},
        "expectation": {
            "minimum_due": 2,
            "subject": {
                "Science": {"counts": {"n_times": 2}},
                "Reading": {"earlier_years": "key", "by_exception": True},
            },
        },
    },
    pupils=[
        *(
            pupil_row("01", 2024, 3, "C"),
            pupil_row("02", 2024, 4, "C"),
            pupil_row("03", 2024, 3, "D"),
        ),
        *(pupil_row("01", 2025, 4, "E"), pupil_row("02", 2025, 5, "E")),
    ],
    statements=[
        *(statement_row(name, "Science", 3, 1, year_to=4, cycle="A") for name in ("a1", "a2")),
        statement_row("b1", "Science", 3, 1, year_to=4, cycle="B"),
        statement_row("r1", "Reading", 3, 1),
        *(statement_row(name, "Reading", 3, 1, part_of="r2") for name in ("r2a", "r2b")),
        statement_row("r3", "Reading", 3, None),
        statement_row("q1", "Reading", 2, 6, key=True),
        statement_row("q2", "Reading", 2, 1),
        statement_row("c1", "Art", 3, 1, year_to=4),
    ],
    judgements=[
        *judged("01", "2023-10-02", "r1=S", "q1=S", "a1=S", "a2=S"),
        *judged("01", "2023-11-13", "a1=S"),
        *judged("01", "2024-10-07", "b1=S"),
        *judged("01", "2024-11-04", "b1=S"),
        *judged("02", "2023-10-02", "r2a=S", "a1=D", "a2=S", "c1=S"),
        *judged("02", "2023-11-13", "a1=S", "a1=S", "a2=S"),
        *judged("03", "2023-10-02", "r1=S", "r2a=N", "a1=abs"),
    ],
    overall=[],
    results=[],
    attainment={
        # due: r1 1, the halves of r2, and q1 of Year 2, which is key; r3 only by the year's end.
        # r2a is unjudged but judged in the class (of the pupil in Year 4), r2b is not: 2.5 of 3
        (AUTUMN, "01", "Reading"): by_statements(EXPECTED, 2.5, 3, 2),
        # alone in class D: 1 of 3, and at best 2.5 of 3
        (AUTUMN, "03", "Reading"): by_statements(THIN, 1, 3, 1.5),
        # Year 4 has no statements of its own, so the key one of Year 2 is enough to speak; it is
        # secure by exception, not assessed
        (AUTUMN, "02", "Reading"): by_statements(EXPECTED, 1, 1, 0),
        # a1 seen twice, a2 once
        (AUTUMN, "01", "Science"): by_statements(THIN, 1, 2, 1),
        # a1 reached D on two days and S on one, however often; a2 reached S on two
        (AUTUMN, "02", "Science"): by_statements(WORKING, 1, 2, 2),
        (AUTUMN, "03", "Science"): by_statements(THIN, 0, 2, 0),
        # cycle B: only b1, all there is of its own year
        (NEXT, "01", "Science"): by_statements(EXPECTED, 1, 1, 1),
        # Year 5: the band has ended and earlier years do not count
        (NEXT, "02", "Science"): by_statements(NOTHING, 0, 0, 0),
        # a band without a cycle belongs to its last year
        (AUTUMN, "01", "Art"): by_statements(NOTHING, 0, 0, 0),
        (AUTUMN, "02", "Art"): by_statements(EXPECTED, 1, 1, 1),
    },
    progress={
        (AUTUMN, NEXT, "01", "Science"): (THIN, None, 1, 1),
        (AUTUMN, NEXT, "02", "Science"): (THIN, None, 0, 0),
        # in Year 4: due is key q1 of Year 2 alone, secure
        (AUTUMN, NEXT, "01", "Reading"): ("kept up", 1 - 2.5 / 3, 1, 1),
    },
    absent=[(NEXT, "03")],
)

WORKED = {
    "by statements": BY_STATEMENTS,
    "without statements": WITHOUT_STATEMENTS,
    "with bands": WITH_BANDS,
}
