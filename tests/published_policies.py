"""Six assessment policies of the kinds that real schools publish, as school folders.

Each is a `school.toml` and one small literal table. Run as `python tests/published_policies.py
DIR` to write all six and look at their pages.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from building import NAME, Row, markbook, numbered, pupils, statements, write_school

CLASS = "ava ben cai dee eli fay"
"""Six pupils of Year 4, in 2024–25 (in 2023–24 they were in Year 3)."""

POINTS = """
[[point]]
name = "Autumn 2024"
on = 2024-12-13
due_through = 2
[[point]]
name = "Spring 2025"
on = 2025-04-04
due_through = 4
[[point]]
name = "Summer 2025"
on = 2025-07-11
due_through = 6
"""

DAYS = {"Autumn 2024": "2024-12-12", "Spring 2025": "2025-04-03", "Summer 2025": "2025-07-10"}


def overall(table: str) -> list[Row]:
    """Read a table of overall judgements: a pupil a line, one code a point."""
    records: list[Row] = []
    for line in table.strip().splitlines():
        pupil, *codes = line.split()
        records += [
            {"pupil_id": pupil, "subject": "Reading", "assessed_on": day, "attainment": code}
            for day, code in zip(DAYS.values(), codes, strict=True)
            if code != "."
        ]
    return records


def on_track(folder: Path) -> Path:
    """Judge working towards, secure or exceeding at three points, and call it "on track".

    A pupil who is secure at each point has stayed on track; the school has no statements.
    """
    return write_school(
        folder,
        name=NAME.replace("Example", "On Track"),
        scale="",
        policy=POINTS
        + """
[overall]
codes = { WT = "working towards", S = "expected", EX = "greater depth" }
[labels]
"kept up" = "stayed on track"
"caught up" = "now on track"
"fell behind" = "no longer on track"
"still behind" = "not yet on track"
"moved ahead" = "on track and now exceeding"
""",
        pupils=pupils(CLASS, 4),
        overall=overall(
            """
            ava  S   S   S
            ben  WT  S   S
            cai  S   WT  WT
            dee  WT  WT  S
            eli  S   EX  EX
            fay  S   .   S
            """
        ),
    )


def one_word_three_meanings(folder: Path) -> Path:
    """Expect "emerging" in autumn, "developing" in spring and "secure" in summer.

    The same code means different things through the year: a pupil who is developing in autumn is
    ahead, in spring as expected, in summer behind.
    """
    autumn = '{ E = "expected", D = "greater depth", S = "greater depth" }'
    spring = '{ E = "working towards", D = "expected", S = "greater depth" }'
    summer = '{ E = "working towards", D = "working towards", S = "expected" }'
    tables = ", ".join([autumn] * 2 + [spring] * 2 + [summer] * 2)
    return write_school(
        folder,
        name=NAME.replace("Example", "Three Words"),
        scale="",
        policy=f"{POINTS}\n[overall]\ncodes = [{tables}]\n",
        pupils=pupils(CLASS, 4),
        overall=overall(
            """
            ava  E  D  S
            ben  E  E  D
            cai  D  D  D
            dee  D  S  S
            eli  E  E  S
            fay  E  D  D
            """
        ),
    )


def share_of_the_year(folder: Path) -> Path:
    """Expect a rising share of the whole year's statements: a third, two thirds, 85 %.

    Nothing has a due date of its own: all of the year's statements count from the start, the
    share rises by half-term, and what has no tick is not secure. Depth is half of them deeper.
    """
    return write_school(
        folder,
        name=NAME.replace("Example", "Share of the Year"),
        policy=POINTS
        + """
[expectation]
secure_share = [0.15, 0.33, 0.5, 0.66, 0.75, 0.85]
deeper_share = 0.5
unjudged = "not secure"
""",
        pupils=pupils(CLASS, 4),
        curriculum=statements(numbered("r", 12), 1),
        judgements=[
            *markbook(
                DAYS["Autumn 2024"],
                numbered("r", 12),
                """
                ava  SSSS........
                ben  SSS.........
                cai  SSSSSS......
                dee  XXXXXX......
                eli  DDDDDDDDDDDD
                fay  ............
                """,
            ),
            *markbook(
                DAYS["Spring 2025"],
                numbered("r", 12),
                """
                ava  ....SSSS....
                ben  ...SSSS.....
                cai  ............
                dee  ......SSSS..
                eli  SSSSSSSS....
                fay  SSSS........
                """,
            ),
        ],
    )


def five_steps(folder: Path) -> Path:
    """Use five steps with two before expected, as a teacher's overall judgement.

    "Well below" and "just below" are both working towards; a rise from one to the other is not
    yet meeting the expectation, and the toolkit does not call it progress.
    """
    return write_school(
        folder,
        name=NAME.replace("Example", "Five Steps"),
        scale="",
        policy=POINTS
        + """
[overall.codes]
WB = "working towards"
JB = "working towards"
AT = "expected"
AB = "expected"
GD = "greater depth"
""",
        pupils=pupils(CLASS, 4),
        overall=overall(
            """
            ava  WB  JB  JB
            ben  JB  AT  AT
            cai  AT  AB  AB
            dee  AB  GD  GD
            eli  GD  AB  AT
            fay  AT  JB  AT
            """
        ),
    )


def milestones_by_half_term(folder: Path) -> Path:
    """Count a percentage of the year's milestones, 60–79 % being expected at the end.

    Ten statements of three milestones each make 30; the lines are 20 % and 26.7 % after two
    half-terms, 40 % and 53.3 % after four. Attainment itself stays with what is due.
    """
    ids = numbered("r", 10)
    return write_school(
        folder,
        name=NAME.replace("Example", "Milestones"),
        policy=POINTS,
        pupils=pupils(CLASS, 4),
        curriculum=statements(ids, [1, 1, 2, 2, 3, 3, 4, 4, 5, 6]),
        judgements=[
            *markbook(
                DAYS["Autumn 2024"],
                ids,
                """
                ava  SSS.......
                ben  DDDDD.....
                cai  XXX.......
                dee  SSSS......
                eli  ..........
                fay  DD........
                """,
            ),
            *markbook(
                DAYS["Spring 2025"],
                ids,
                """
                ava  ...SSS....
                ben  SSSSS.....
                cai  ...XXX....
                dee  ....D.....
                eli  DDDDD.....
                fay  DDDDDDD...
                """,
            ),
        ],
    )


def due_by_half_term(folder: Path) -> Path:
    """Say of each statement by which half-term it is due, and expect four fifths of those.

    Five statements are due by Christmas and ten by Easter; one key statement must be secure.
    """
    ids = numbered("r", 12)
    curriculum = statements(ids, [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6])
    curriculum[2]["key"] = True
    return write_school(
        folder,
        name=NAME.replace("Example", "Due Dates"),
        policy=POINTS + "\n[expectation]\nall_key = true\n",
        pupils=pupils(CLASS, 4),
        curriculum=curriculum,
        judgements=[
            *markbook(
                DAYS["Autumn 2024"],
                ids,
                """
                ava  SSSSD.......
                ben  SSDSS.......
                cai  SSSSS.......
                dee  SDSDS.......
                eli  SSS.........
                fay  SSSDD.......
                """,
            ),
            *markbook(
                DAYS["Spring 2025"],
                ids,
                """
                ava  .....SSSSD..
                ben  ..S..SSSDD..
                cai  .....DDDSS..
                dee  ...S.SSSSS..
                eli  ...SSSSSS...
                fay  .....SSSDD..
                """,
            ),
        ],
    )


POLICIES: dict[str, Callable[[Path], Path]] = {
    policy.__name__: policy
    for policy in (
        on_track,
        one_word_three_meanings,
        share_of_the_year,
        five_steps,
        milestones_by_half_term,
        due_by_half_term,
    )
}

if __name__ == "__main__":
    for name, write in POLICIES.items():
        print(write(Path(sys.argv[1]) / name))
