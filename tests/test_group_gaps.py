"""Which side of a gap moved: counts on both sides, then and now, worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import ladders_analysis as la

POLICY = """
[overall]
codes = { WTS = "working towards", EXS = "expected" }
[disclosure]
minimum = 3
rows_from = 5
"""
CODES = ("WTS", "EXS")


def school_of(build: Callable, then: tuple[int, int], now: tuple[int, int]) -> object:
    """Build ten disadvantaged and ten other pupils, of whom so many are at expectation."""
    pupils, overall = [], []
    for side, group in enumerate(("yes", "no")):
        for place in range(10):
            pupil = f"{group}{place}"
            pupils.append(
                {
                    "pupil_id": pupil,
                    "academic_year": 2025,
                    "year_group": 4,
                    "disadvantaged": group,
                }
            )
            for day, counts in (("2024-12-10", then), ("2025-03-10", now)):
                overall.append(
                    {
                        "pupil_id": pupil,
                        "subject": "Maths",
                        "assessed_on": day,
                        "attainment": CODES[place < counts[side]],
                    }
                )
    return build(pupils=pupils, overall=overall, policy=POLICY)


def last_line(build: Callable, then: tuple[int, int], now: tuple[int, int]) -> str:
    """Return what is said of maths."""
    return la.which_side_moved(school_of(build, then, now)).sentence.splitlines()[-1]


def test_a_gap_that_narrows_because_the_group_moved_up(build: Callable) -> None:
    """From 3 of 10 beside 8 of 10 to 7 of 10 beside 8 of 10."""
    answer = la.which_side_moved(school_of(build, (3, 8), (7, 8)))
    assert answer.sentence == (
        "Disadvantaged: yes, beside everyone else. Whole school, Autumn 2024 to Spring 2025.\n"
        "Maths: 7 of 10 of the group are at or above (were 3 of 10), and 8 of 10 of the others "
        "(were 8 of 10); the gap narrowed, because the group moved up."
    )
    assert answer.table.index.tolist() == ["yes", "no"]
    assert answer.table["At or above"].tolist() == ["7\xa0of\xa010", "8\xa0of\xa010"]
    assert answer.table["Autumn 2024"].tolist() == ["3\xa0of\xa010", "8\xa0of\xa010"]


def test_a_gap_that_narrows_because_the_others_fell_back(build: Callable) -> None:
    """From 3 beside 9 to 3 beside 5: nothing to be glad of."""
    assert last_line(build, (3, 9), (3, 5)).endswith("narrowed, because the others fell back.")


def test_a_gap_that_widens(build: Callable) -> None:
    """From 6 beside 7 to 2 beside 7; and from 6 beside 6 to 4 beside 9."""
    assert last_line(build, (6, 7), (2, 7)).endswith("widened, because the group fell back.")
    assert last_line(build, (6, 6), (4, 9)).endswith(
        "widened, because the group fell back and the others moved up."
    )


def test_both_sides_may_move_the_same_way(build: Callable) -> None:
    """The group by seven pupils, the others by four."""
    assert last_line(build, (1, 5), (8, 9)).endswith(
        "narrowed, because both sides moved up, the group more."
    )


def test_two_pupils_make_no_change(build: Callable) -> None:
    """A change that two pupils of ten could make is not called one."""
    assert last_line(build, (4, 8), (6, 8)).endswith("the gap has hardly changed.")


def test_where_nobody_is_told_apart_a_plain_sentence_stands(build: Callable) -> None:
    """No pupil's row says whether English is an additional language."""
    answer = la.which_side_moved(school_of(build, (3, 8), (7, 8)), group="eal")
    assert answer.sentence.startswith("The records do not tell pupils apart by English as")
    assert len(answer.table) == 0


def test_too_few_pupils_are_not_compared(build: Callable) -> None:
    """Ten a side is fewer than eleven, where the school says eleven."""
    school = school_of(build, (3, 8), (7, 8))
    one = la.which_side_moved(school, group="disadvantaged", cohort="Year 4")
    assert "narrowed" in one.sentence
    small = build(
        pupils=[
            {"pupil_id": name, "academic_year": 2025, "year_group": 4, "disadvantaged": group}
            for name, group in (("a", "yes"), ("b", "no"))
        ],
        overall=[
            {"pupil_id": name, "subject": "Maths", "assessed_on": day, "attainment": "EXS"}
            for name in "ab"
            for day in ("2024-12-10", "2025-03-10")
        ],
        policy=POLICY,
    )
    assert la.which_side_moved(small).sentence.endswith(
        "Maths: too few pupils placed to speak of a gap."
    )
