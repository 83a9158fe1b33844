"""One value of a statutory result: a mark within its range, or a code that stands instead of one.

The same rule serves the DfE's extracts and the Common Transfer File.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ladders_analysis.exports.dfe.codes import known_code

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:\.[0-9]{0,12})?|\.[0-9]{1,12})")


@dataclass(frozen=True)
class Held:
    """What a column, or an entry of a Common Transfer File, holds.

    Attributes
    ----------
    assessment, subject
        Under which names it goes into `results`.
    marks
        The lowest and the highest mark there is; None where it holds codes only.
    codes
        The codes it may hold -> what each means.
    beside
        Further columns of an extract that speak of the same result: outcomes, the fullest first.
    """

    assessment: str
    subject: str
    marks: tuple[int, int] | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    @property
    def allows(self) -> str:
        """What may stand there, in words."""
        codes = ", ".join(self.codes)
        span = "" if self.marks is None else "a whole number from {} to {}, ".format(*self.marks)
        return f"{self.assessment}: {span}a code ({codes}) or a DfE symbol"


@dataclass(frozen=True)
class Value:
    """A cell as it goes into `results`.

    Attributes
    ----------
    score, outcome
        One of them, the other blank.
    known
        False for a code that is not among those listed.
    rule
        The rule it breaks, for which it is refused; blank where it breaks none.
    """

    score: str = ""
    outcome: str = ""
    known: bool = True
    rule: str = ""


def read_value(word: str, held: Held) -> Value:
    """Read one cell of an assessment.

    Parameters
    ----------
    word
        The cell, trimmed.
    held
        What it should hold.

    Notes
    -----
    A number where marks are given is a score if it is a whole one within the range, and is
    refused otherwise. Anything else is an outcome, as written, whether it is known or not.

    Examples
    --------
    >>> scaled = Held("KS2 scaled score", "Maths", (80, 120), {"B": "below"})
    >>> read_value("104", scaled).score, read_value("B", scaled).outcome
    ('104', 'B')
    >>> read_value("121", scaled).rule
    'mark outside 80 to 120'
    """
    if not word:
        return Value()
    code = known_code(word, held.codes)
    if code is not None:
        return Value(outcome=code)
    if held.marks is None or not is_number(word):
        return Value(outcome=word, known=False)
    low, high = held.marks
    number = float(word)
    if not low <= number <= high:
        return Value(rule=f"mark outside {low} to {high}")
    if not number.is_integer():
        return Value(rule="mark is not a whole number")
    return Value(score=str(int(number)))


def is_number(word: str) -> bool:
    """Say whether a cell is a number.

    Examples
    --------
    >>> is_number("104.0"), is_number("AS"), is_number("inf")
    (True, False, False)
    """
    return _NUMBER.fullmatch(word) is not None
