"""A school for governors' pages, small enough to count by hand, and how its pages are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from building import markbook, pupils, statements

import ladders_analysis as la
from ladders_analysis.governors.blocks import Section
from ladders_analysis.releasing import Release, release
from ladders_analysis.school import School

AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
POLICY = '\n[expectation]\nminimum_due = 1\nbasis = "statements"\n'
Build = Callable[..., School]


def named(letter: str, first: int, last: int) -> str:
    """Name pupils q01 to q30."""
    return " ".join(f"{letter}{number:02d}" for number in range(first, last + 1))


def marks(names: str, code: str) -> str:
    """Give pupils one mark each, a line a pupil."""
    return "\n".join(f"{name} {code}" for name in names.split())


def two_years(build: Build, fives_up: int = 26, policy: str = POLICY, **more: Any) -> School:
    """Build 30 pupils in Year 4 and 26 in Year 5, judged on one statement of reading.

    Year 4: q01–q10 are secure at both points, q11–q12 only in autumn, q13–q17 only in spring,
    q18–q28 at neither; q29–q30 were never judged. Year 5: the first `fives_up` are secure at both
    points, the others at neither. q01–q12 are disadvantaged.
    """
    fours, fives = named("q", 1, 30).split(), named("z", 1, 26).split()
    autumn = marks(" ".join(fours[:12]), "S") + "\n" + marks(" ".join(fours[12:28]), "N")
    spring = "\n".join(
        [
            marks(" ".join(fours[:10] + fours[12:17]), "S"),
            marks(" ".join(fours[10:12] + fours[17:28]), "N"),
        ]
    )
    both = marks(" ".join(fives), "S").splitlines()
    both[fives_up:] = marks(" ".join(fives[fives_up:]), "N").splitlines()
    given: dict[str, Any] = {
        "pupils": [
            *pupils(" ".join(fours[:12]), 4, disadvantaged="yes"),
            *pupils(" ".join(fours[12:]), 4, disadvantaged="no"),
            *pupils(" ".join(fives), 5, disadvantaged="no"),
        ],
        "curriculum": [
            *statements("r4", 2, ladder="Inference", text="Says why a character acts."),
            *statements("r5", 2, year=5, ladder="Inference", text="Compares two accounts."),
        ],
        "judgements": [
            *markbook("2024-11-15", "r4", autumn),
            *markbook("2025-03-14", "r4", spring),
            *markbook("2024-11-15", "r5", "\n".join(both)),
            *markbook("2025-03-14", "r5", "\n".join(both)),
        ],
    }
    return build(policy=policy, **(given | more))


def page_of(school: School, **more: Any) -> Release:
    """Release a school between the two points."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    return release(end, la.progress(start, end, "against_expectation"), **more)


def cells(section: Section) -> dict[str, list[str]]:
    """Read the first table of a section: row name -> the text of its cells."""
    table = BeautifulSoup(section.html, "html.parser").find("table")
    assert table is not None
    return {
        row.find("th").get_text(): [cell.get_text(" ") for cell in row.find_all("td")]
        for row in table.find("tbody").find_all("tr")
    }
