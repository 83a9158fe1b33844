"""One cell at a time: numbers, year groups, yes and no, and words from a short list.

Each function reads one word for one column and returns its value with the rule it breaks, which
is blank where it breaks none. Ids and codes are not read here: they stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ladders_analysis.columns import Column

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_ACADEMIC_YEAR = re.compile(r"((?:19|20)[0-9]{2}) ?[-–/] ?((?:20)?[0-9]{2})")
_YEAR_GROUP = re.compile(r"(?:year|yr|y|nc ?year)? ?([0-9])", re.IGNORECASE)
MOST = 1e15
"""No score or weight is as large; beyond it whole numbers are no longer exact."""
_TRUE = {"true", "yes", "y", "1", "t"}
_FALSE = {"false", "no", "n", "0", "f"}
_RECEPTION = {"r", "reception", "yr r", "year r", "rec"}
_SEN = {
    "none": "none",
    "no": "none",
    "n": "none",
    "no sen": "none",
    "support": "support",
    "sen support": "support",
    "k": "support",
    "ehcp": "ehcp",
    "ehc plan": "ehcp",
    "e": "ehcp",
}


def _read_number(word: str, column: Column) -> tuple[object, str]:
    if not _NUMBER.fullmatch(word):
        return None, "not a number"
    return _within(float(word), column)


def _read_integer(word: str, column: Column) -> tuple[object, str]:
    known = _academic_year(word) if column.name == "academic_year" else None
    if column.name in ("year_group", "working_year", "year", "year_to"):
        known = _year_group(word)
    if known is None:
        if not _NUMBER.fullmatch(word) or not float(word).is_integer():
            return None, "not a whole number"
        known = int(float(word))
    return _within(known, column)


def _within(value: float, column: Column) -> tuple[object, str]:
    low, high = column.bounds or (-32_768.0, 32_767.0)
    if column.kind == "number" and column.bounds is None:
        low, high = -MOST, MOST
    return (value, "") if low <= value <= high else (None, "outside the allowed range")


def _academic_year(word: str) -> int | None:
    """Read 2025/26 and its like as the year it ends in."""
    match = _ACADEMIC_YEAR.fullmatch(word)
    if match is None or int(match[2]) % 100 != (int(match[1]) + 1) % 100:
        return None
    return int(match[1]) + 1


def _year_group(word: str) -> int | None:
    """Read Year 3, Y3 and Reception."""
    if word.casefold() in _RECEPTION:
        return 0
    match = _YEAR_GROUP.fullmatch(word)
    return int(match[1]) if match else None


def _read_share(word: str, column: Column) -> tuple[object, str]:
    per_cent = word.endswith("%")
    number = word.removesuffix("%").strip()
    if not _NUMBER.fullmatch(number):
        return None, "not a number"
    return _within(float(number) / (100 if per_cent else 1), column)


def _read_boolean(word: str, column: Column) -> tuple[object, str]:
    folded = word.casefold()
    if folded in _TRUE or folded in _FALSE:
        return folded in _TRUE, ""
    return None, "not yes or no"


def _read_choice(word: str, column: Column) -> tuple[object, str]:
    folded = " ".join(word.casefold().split())
    known = _SEN.get(folded, folded) if column.name == "sen" else folded
    return (known, "") if known in column.words else (None, "not one of the allowed words")


READ: Mapping[str, Callable[[str, Column], tuple[object, str]]] = {
    "integer": _read_integer,
    "number": _read_number,
    "share": _read_share,
    "boolean": _read_boolean,
    "choice": _read_choice,
}
