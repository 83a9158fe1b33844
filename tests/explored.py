"""One small school that the tests of questions, tables and controls share, worked out by hand.

Ten statements of Year 4 reading, all due in the second half-term; r05 is a key statement. Autumn
2024 and Spring 2025 are the last days of the second and the fourth half-term.

====  ===========  ===========  =====================================
name  Autumn 2024  Spring 2025  so
====  ===========  ===========  =====================================
Ann   10 of 10     10 of 10     expected, expected: kept up
Bob   7 of 10      9 of 10      working towards, expected: caught up
Cat   8 of 10      7 of 10      expected, working towards: fell behind
Dan   2 of 10      2 of 10      working towards twice: still behind
Eve   (Year 3)     (Year 3)     nothing judged: not enough evidence
====  ===========  ===========  =====================================
"""

from __future__ import annotations

from building import markbook, numbered, pupils, statements

AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
READING = numbered("r", 10)


def explored_tables() -> dict[str, object]:
    """Write the school's tables, for `build(**explored_tables())`."""
    rows = statements(READING, 2)
    for row in rows:
        row["key"] = "true" if row["statement_id"] == "r05" else "false"
        row["text"] = f"Knows {row['statement_id']}"
    year_4 = [
        {**row, "name": str(row["pupil_id"]).capitalize(), "disadvantaged": group}
        for row, group in zip(pupils("ann bob cat dan", 4), ("no", "yes", "yes", "no"), strict=True)
    ]
    year_3 = [
        {**row, "name": "Eve", "disadvantaged": "no", "class_name": "Elm"}
        for row in pupils("eve", 3)
    ]
    autumn = """
        ann SSSSSSSSSS
        bob SSSSSSSDDD
        cat SSSSSSSSDD
        dan SSDDDDDDDD
    """
    spring = """
        bob .......SS.
        cat D.........
    """
    return {
        "pupils": [*year_4, *year_3],
        "curriculum": [*rows, *statements("t1 t2 t3 t4 t5", 2, year=3, key="false")],
        "judgements": [
            *markbook("2024-12-10", READING, autumn),
            *markbook("2025-03-10", READING, spring),
        ],
    }
