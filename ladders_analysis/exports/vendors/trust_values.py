"""What one cell of a trust's results table is: attainment, progress, an age, a score, or no result.

One column holds all of them. The assessment type says what to expect where its words say so; the
value must agree. What agrees with neither is refused with its own reason, never made to fit.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.vendors.attainment_codes import CODES, has_year_group

Kind: TypeAlias = Literal[
    "attainment", "progress", "on track", "reading age", "scaled", "score", "attendance"
]

KIND_WORDS: tuple[tuple[str, Kind], ...] = (
    ("attendance", "attendance"),
    ("absence", "attendance"),
    ("reading age", "reading age"),
    ("spelling age", "reading age"),
    ("on track", "on track"),
    ("on-track", "on track"),
    ("ontrack", "on track"),
    ("progress", "progress"),
    ("scaled", "scaled"),
    ("standardised", "scaled"),
    ("standardized", "scaled"),
    ("std score", "scaled"),
    ("sas", "scaled"),
    ("raw", "score"),
    ("mark", "score"),
    ("percent", "score"),
    ("score", "score"),
    ("attainment", "attainment"),
    ("teacher assessment", "attainment"),
)
"""Words of an assessment type -> what it is about; the first that fits. Unverified: `types` in
school.toml says otherwise."""

MISSING = "0 stands for missing"
TYPED_DATE = "a date typed as a score"
ATTENDANCE = "attendance is no assessment"
NO_VALUE = "no score"
FORMULA = "a formula error or a word for nothing"
NO_AGE = "not an age in years and months"
NO_NUMBER = "not a number"
NO_CODE = "a number where a code should be"
NO_TYPE = "a word that no assessment type explains"

REMEDIES: Mapping[str, str] = {
    MISSING: "this scale has no 0: leave the result out; if 0 is real, say what the assessment is: "
    'types = { "…" = "score" } in its [[export]] table',
    TYPED_DATE: "the day stands where the score should: type the score again",
    ATTENDANCE: "leave it out of results; attendance bands can be a group_… column of pupils.csv",
    NO_VALUE: "leave the row out, or type the score",
    FORMULA: "export the values and not the formulas, or leave the row out",
    NO_AGE: "write years and months, such as 12:04; months go from 00 to 11",
    NO_NUMBER: "type the number; if the assessment has codes, say so in `types`",
    NO_CODE: "type the code; if the assessment has scores, say so in `types`",
    NO_TYPE: "say in its [[export]] table what the assessment type holds: types = { … }",
}
"""Rule -> what to do; nothing in them tells what stood in a pupil's row."""

ON_TRACK = ("--", "-", "=", "+", "++")
NOTHING = {"null", "nan", "none", "n/a", "na", "#n/a", "#ref!", "#value!", "#div/0!", "#name?"}
OUTCOMES = {*("a", "d", "f", "l", "m", "n", "p", "q", "u", "b", "h", "j", "x", "s"), "as", "ns"}
"""Codes that stand where a score should, such as absent or not reached; kept as outcome."""

_PROGRESS = re.compile(r"exp ?(?:-|\+|=)?", re.IGNORECASE)
_AGE = re.compile(r"([0-9]{1,2}):([0-9]{1,2})")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(
    r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:20)?[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}"
)
_SERIALS = range(36_526, 54_789)
"""Serial numbers of the days from 2000 to 2049; no assessment scores so high."""


@dataclass(frozen=True)
class Value:
    """What one value is.

    Attributes
    ----------
    holds
        `attainment`, or `result`; blank where it is refused.
    score, outcome
        Of a result.
    rule
        Why it is refused.
    unsure
        It is a 0 of an assessment of which nothing says whether it can have one.
    """

    holds: Literal["attainment", "result", ""]
    score: str = ""
    outcome: str = ""
    rule: str = ""
    unsure: bool = False


def kind_of(assessment: str, stated: Mapping[str, Kind]) -> Kind | None:
    """Say what an assessment type is about: as stated, or by its words; None: they do not say.

    Examples
    --------
    >>> kind_of("Pri: Reading Age", {}), kind_of("DC1", {}), kind_of("DC1", {"dc1": "attainment"})
    ('reading age', None, 'attainment')
    """
    folded = fold(assessment)
    if folded in stated:
        return stated[folded]
    found = (kind for words, kind in KIND_WORDS if re.search(rf"\b{re.escape(words)}", folded))
    return next(found, None)


def is_typed_date(word: str) -> bool:
    """Say whether a word is a day that somebody typed where a score should be.

    Examples
    --------
    >>> [is_typed_date(word) for word in ("722025", "07022025", "07/02/2025", "45695", "1042025")]
    [True, True, True, True, True]
    >>> [is_typed_date(word) for word in ("103", "12", "992025", "72025")]
    [False, False, True, False]
    >>> is_typed_date("992099"), is_typed_date("4402025")
    (False, False)
    """
    if _DATE.fullmatch(word):
        return True
    if not word.isascii() or not word.isdigit():
        return False
    if len(word) == 5:
        return int(word) in _SERIALS
    if len(word) == 8 and _is_day(word[:4], word[4:6], word[6:]):
        return True
    return any(
        _is_day(word[-4:], word[split:-4], word[:split])
        or _is_day(word[-4:], word[:split], word[split:-4])
        for split in range(1, len(word) - 4)
    )


def _is_day(year: str, month: str, day: str) -> bool:
    if not "2000" <= year <= "2049" or len(year) != 4 or not 1 <= len(month) <= 2 >= len(day) >= 1:
        return False
    try:
        dt.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def read_value(word: str, kind: Kind | None, codes: Collection[str] = CODES) -> Value:
    """Say what a value is, given what its assessment type is about.

    Parameters
    ----------
    word
        The value, trimmed.
    kind
        What the assessment type is about, None where its words do not say.
    codes
        Codes of attainment, by which it is known where the type does not say.

    Examples
    --------
    >>> read_value("12:04", None).score, read_value("EXP+", None).outcome
    ('148', 'EXP+')
    >>> read_value("0", "scaled").rule, read_value("3EXS", None).holds
    ('0 stands for missing', 'attainment')
    """
    folded = fold(word)
    if kind == "attendance":
        return Value("", rule=ATTENDANCE)
    if not word:
        return Value("", rule=NO_VALUE)
    if folded in NOTHING or word.startswith("#"):
        return Value("", rule=FORMULA)
    if is_typed_date(word):
        return Value("", rule=TYPED_DATE)
    age = _AGE.fullmatch(word)
    number = _NUMBER.fullmatch(word) is not None
    if kind == "reading age" or (kind is None and age):
        return _age(word, age)
    if kind in ("progress", "on track"):
        return _result(word, number)
    if kind == "attainment":
        misfit = number and folded not in {fold(code) for code in codes}
        if misfit or age:
            return Value("", rule=MISSING if word == "0" else NO_CODE)
        return Value("attainment")
    if number:
        zero = float(word) == 0
        if zero and kind == "scaled":
            return Value("", rule=MISSING)
        return Value("result", score=word, unsure=zero and kind is None)
    if kind in ("scaled", "score"):
        return _score_in_words(word, folded, codes)
    return _by_itself(word, folded, codes)


def _by_itself(word: str, folded: str, codes: Collection[str]) -> Value:
    """Read a word of which the assessment type says nothing."""
    if word in ON_TRACK or _PROGRESS.fullmatch(word):
        return Value("result", outcome=word)
    read = _score_in_words(word, folded, codes)
    return Value("", rule=NO_TYPE) if read.rule else read


def _score_in_words(word: str, folded: str, codes: Collection[str]) -> Value:
    """Read a word where a number would stand: a code of attainment or absence, a percentage."""
    if folded in {fold(code) for code in codes} or has_year_group(word, codes):
        return Value("attainment")
    if word.endswith("%") and _NUMBER.fullmatch(word[:-1].strip()):
        return Value("result", score=word[:-1].strip())
    return Value("result", outcome=word) if folded in OUTCOMES else Value("", rule=NO_NUMBER)


def _result(word: str, number: bool) -> Value:
    """Keep progress as the word written, or a number of steps as a score."""
    return Value("result", score=word) if number else Value("result", outcome=word)


def _age(word: str, age: re.Match[str] | None) -> Value:
    """Read years and months as months."""
    if word in ("0", "00:00", "0:00"):
        return Value("", rule=MISSING)
    if age is None or int(age[2]) > 11:
        return Value("", rule=NO_AGE)
    return Value("result", score=str(12 * int(age[1]) + int(age[2])), outcome=word)
