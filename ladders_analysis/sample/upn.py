"""Unique pupil numbers that pass their own check, for pupils who do not exist.

The local authority numbers used here belong to no local authority.
"""

from __future__ import annotations

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The letters of a UPN: no I, O or S."""
OUR_AUTHORITY = 999
OTHER_AUTHORITY = 998


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


def upn(authority: int, establishment: str, issued: int, serial: int) -> str:
    """Return a permanent UPN issued in the calendar year `issued`."""
    rest = f"{authority:03d}{establishment}{issued % 100:02d}{serial:03d}"
    return check_letter(rest) + rest


def temporary_upn(authority: int, establishment: str, issued: int, serial: int) -> str:
    """Return a temporary UPN: two digits of serial number and a final letter."""
    rest = f"{authority:03d}{establishment}{issued % 100:02d}{serial:02d}A"
    return check_letter(rest) + rest
