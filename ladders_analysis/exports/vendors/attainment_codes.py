"""Codes of teacher assessment that vendors write, some with the year group in front.

`3EXS` is EXS in Year 3. The prefix is taken off only where it is the pupil's own year group and
what is left is a known code: `2EXS` in Year 3 is another judgement, and stays as written.
"""

from __future__ import annotations

from collections.abc import Collection

from ladders_analysis.exports.cells import READ
from ladders_analysis.exports.dfe.codes import TEACHER_ASSESSMENTS
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.records import Problem
from ladders_analysis.schema import TABLES

PLACES_NOBODY = ("A", "D", "L", "F", "P", "Q")
"""Codes that say why a pupil was not assessed."""

CODES = (*(code for code in TEACHER_ASSESSMENTS if code not in PLACES_NOBODY), "BXS")
"""Teacher-assessment codes that place a pupil: the DfE's, current and older, and the `BXS` of
Bromcom's examples (`3BXS`)."""


def year_group_of(words: str) -> int | None:
    """Read a year group as schools write it, None where it is none.

    Examples
    --------
    >>> year_group_of("Year 3"), year_group_of("R"), year_group_of("3"), year_group_of("Mixed")
    (3, 0, 3, None)
    """
    value, _ = READ["integer"](words.strip(), TABLES["pupils"]["year_group"])
    return value if isinstance(value, int) else None


def without_year_group(word: str, year_group: int | None, codes: Collection[str] = CODES) -> str:
    """Take the pupil's own year group off the front of a code.

    Parameters
    ----------
    word
        The code as written.
    year_group
        The year group it was given in, None where that is not known.
    codes
        The codes that may be left.

    Examples
    --------
    >>> without_year_group("3EXS", 3), without_year_group("2EXS", 3), without_year_group("3X", 3)
    ('EXS', '2EXS', '3X')
    """
    if year_group is None:
        return word
    prefix = "R" if year_group == 0 and word[:1] in ("R", "r") else str(year_group)
    rest = word[1:].strip()
    if word[:1].upper() != prefix:
        return word
    return next((code for code in codes if fold(code) == fold(rest)), word)


def has_year_group(word: str, codes: Collection[str] = CODES) -> bool:
    """Say whether a word is a known code behind a year group.

    Examples
    --------
    >>> has_year_group("3EXS"), has_year_group("EXS"), has_year_group("33")
    (True, False, False)
    """
    return word[:1].upper() in tuple("R0123456") and fold(word[1:]) in {fold(c) for c in codes}


def prefix_notes(file: str, sheet: str, count: int, stripped: bool) -> list[Problem]:
    """Note codes that carry a year group, so that nobody wonders why [overall] lacks them.

    Parameters
    ----------
    file, sheet
        Where they stand.
    count
        How many there are; without any nothing is noted.
    stripped
        Whether the pupil's own year group was taken off.
    """
    if not count:
        return []
    remedy = (
        "they are of another year group than their column's or row's and stay as written"
        if stripped
        else "kept as written; state strip_year_group = true to read 3EXS in Year 3 as EXS"
    )
    return [Problem(file, "codes with a year group in front", "note", remedy, sheet, count=count)]
