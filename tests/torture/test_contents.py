"""No case is missing, and the README lists what is there."""

from __future__ import annotations

from torture.contents import BEGIN, END, README, table
from torture.harness import all_cases

CASES = range(1, 41)


def test_every_case_is_there() -> None:
    """Cases 1 to 40: loading, hostile input, faults."""
    there = {number for case in all_cases() for number in case.numbers}
    assert there == set(CASES)


def test_every_folder_is_a_case_and_says_what_it_is() -> None:
    """The folder begins with the case's number; the outcome has a title and an exit code."""
    for case in all_cases():
        assert case.name[:2] == f"{case.numbers[0]:02d}"
        assert case.expected["title"].strip()
        assert case.expected["exit_code"] in (0, 1, 2)
        assert ("error" in case.expected) == (case.expected["exit_code"] == 2)


def test_the_readme_lists_the_cases() -> None:
    """The table in the README is the one that the cases make."""
    text = README.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0] == table()
