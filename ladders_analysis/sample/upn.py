"""Unique pupil numbers that pass their own check, for pupils who do not exist.

The local authority numbers used here belong to no local authority.
"""

from __future__ import annotations

from ladders_analysis.upn import check_letter

__all__ = ["check_letter", "temporary_upn", "upn"]

OUR_AUTHORITY = 999
OTHER_AUTHORITY = 998


def upn(authority: int, establishment: str, issued: int, serial: int) -> str:
    """Return a permanent UPN issued in the calendar year `issued`."""
    rest = f"{authority:03d}{establishment}{issued % 100:02d}{serial:03d}"
    return check_letter(rest) + rest


def temporary_upn(authority: int, establishment: str, issued: int, serial: int) -> str:
    """Return a temporary UPN: two digits of serial number and a final letter."""
    rest = f"{authority:03d}{establishment}{issued % 100:02d}{serial:02d}A"
    return check_letter(rest) + rest
