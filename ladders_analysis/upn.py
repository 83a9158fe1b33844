"""The unique pupil number: what it looks like, and the letter by which it checks itself.

A UPN follows a child through England's state schools. One that was mistyped or made up fails its
own check letter nearly always; one given for a short while ends with a letter. Nothing here decides
who a pupil is: that is done in `checking/identity.py`.

Notes
-----
Thirteen characters: check letter, local authority (3 digits), establishment (4), year (2), serial
number (3); in a temporary UPN the last of them is a letter. The letters are those of the alphabet
without I, O and S. The check letter stands, counted from 0, at the sum of value × place modulo 23,
places 2 to 13; a final letter has its own place in that alphabet as value. (UK Government Data
Standards Catalogue, Unique Pupil Number 2.0, 2004. Q207000016049, printed as an example in some
guides, fails its own check.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

import pandas as pd

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a UPN: no I, O or S."""
PERMANENT = re.compile(f"[{LETTERS}][0-9]{{12}}")
TEMPORARY = re.compile(f"[{LETTERS}][0-9]{{11}}[{LETTERS}]")
_SPACES = re.compile(r"\s+")
_BETWEEN = re.compile(r"[\s;,]+")

Kind: TypeAlias = Literal["permanent", "temporary", "wrong check letter", "not a UPN"]


def check_letter(rest: str) -> str:
    """Return the letter that begins a UPN.

    Parameters
    ----------
    rest
        The other twelve characters: digits, or eleven digits and a letter for a temporary UPN.

    Returns
    -------
    str

    Notes
    -----
    The letter stands at Σ value × place mod 23, places counted from 2 to 13.

    Examples
    --------
    >>> check_letter("801200005001"), check_letter("207000016049")
    ('B', 'P')
    """
    values = [LETTERS.index(mark) if mark.isalpha() else int(mark) for mark in rest]
    return LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]


def has_form(word: str) -> bool:
    """Say whether a tidy word has the form of a UPN, whatever its check letter.

    Examples
    --------
    >>> has_form("Q207000016049"), has_form("00123"), has_form("b801200005001")
    (True, False, False)
    """
    return bool(PERMANENT.fullmatch(word) or TEMPORARY.fullmatch(word))


def tidy_upn(word: str) -> str:
    """Write a UPN in capitals and without spaces; anything else is left as it is written.

    Parameters
    ----------
    word
        What stands in a cell.

    Returns
    -------
    str
        The UPN's tidy form, or the word without spaces around it.

    Examples
    --------
    >>> tidy_upn("b801 2000 0500 1"), tidy_upn(" adm 12 ")
    ('B801200005001', 'adm 12')
    """
    close = _SPACES.sub("", word).upper()
    return close if has_form(close) else word.strip()


def kind_of(word: str) -> Kind:
    """Say what a word is as a UPN.

    Parameters
    ----------
    word
        What stands in a cell; lower case and spaces are tolerated.

    Returns
    -------
    Kind
        A UPN of either kind whose check letter is right, one whose check letter is wrong, or none.

    Examples
    --------
    >>> kind_of("B801200005001"), kind_of("Q207000016049"), kind_of("00123")
    ('permanent', 'wrong check letter', 'not a UPN')
    """
    tidy = tidy_upn(word)
    if not has_form(tidy):
        return "not a UPN"
    if check_letter(tidy[1:]) != tidy[0]:
        return "wrong check letter"
    return "temporary" if tidy[-1].isalpha() else "permanent"


def is_temporary(word: str) -> bool:
    """Say whether a word has the form of a temporary UPN, whatever its check letter.

    Examples
    --------
    >>> is_temporary("T69759857681R"), is_temporary("B801200005001")
    (True, False)
    """
    return bool(TEMPORARY.fullmatch(tidy_upn(word)))


def several(cell: str) -> list[str]:
    """Take apart a cell that may hold several UPNs, parted by spaces, commas or semicolons.

    Parameters
    ----------
    cell
        The cell, such as a pupil's former UPNs.

    Returns
    -------
    list of str
        Tidy UPNs and whatever else stands there, in their order, each once.

    Examples
    --------
    >>> several("b801200005001; P207000016049"), several("B801 2000 0500 1"), several("none")
    (['B801200005001', 'P207000016049'], ['B801200005001'], ['none'])
    """
    if has_form(whole := tidy_upn(cell)):
        return [whole]
    return list(dict.fromkeys(tidy_upn(word) for word in _BETWEEN.split(cell) if word))


def kinds_of(column: pd.Series) -> pd.Series:
    """Say of every cell of a column what it is as a UPN; blank where the cell is.

    Parameters
    ----------
    column
        Text; each distinct word is looked at once.

    Returns
    -------
    Series
        Words of `Kind`, on the same index.

    Examples
    --------
    >>> kinds_of(pd.Series(["P207000016049", None, "Q207000016049"], dtype="str")).tolist()
    ['permanent', nan, 'wrong check letter']
    """
    return _each(column, ((word, kind_of(word)) for word in column.dropna().unique()))


def tidy_upns(column: pd.Series) -> pd.Series:
    """Write every UPN of a column in its tidy form; see `tidy_upn`.

    Examples
    --------
    >>> tidy_upns(pd.Series(["p207000016049", "none"], dtype="str")).tolist()
    ['P207000016049', 'none']
    """
    return _each(column, ((word, tidy_upn(word)) for word in column.dropna().unique()))


def _each(column: pd.Series, found: Iterable[tuple[str, str]]) -> pd.Series:
    """Put another word for each distinct one."""
    return column.map(dict(found)).astype("str")
