"""A tiny school on which the definitions were worked by hand: those about standings and scores.

The numbers were written down with a pencil, from docs/definitions.md, each with the sum that gives
it. A pupil's line holds: outcome, value, numerator, denominator.
"""

from __future__ import annotations

from .by_hand import THIN, WorkedSchool, overall_row, points, pupil_row, result_row
from .by_hand_schools import AUTUMN, NEXT, SPRING, YEARS

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
