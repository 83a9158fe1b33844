"""What can go wrong, in words a school office can act on.

Every error of the toolkit is a `LaddersError`. Its message names the place (file, sheet, row,
column), what is allowed there and how to mend it, and never quotes a child's data unless the
caller asked for values.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class LaddersError(Exception):
    """Base of every error that the toolkit raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        """Say it in a notebook as a sentence: the lines of code that led here help no reader."""
        return [str(self)]


class SettingsError(LaddersError):
    """`school.toml` says something that cannot be followed."""


class ReadError(LaddersError):
    """A file could not be read at all."""


class PointError(LaddersError):
    """A date or assessment point that the school's calendar does not hold."""


class TooFewPointsError(PointError):
    """The school has evidence for fewer assessment points than a question needs."""


class DefinitionError(LaddersError):
    """A progress definition is unknown, named twice or breaks its contract."""


class ReleaseError(LaddersError):
    """A governors' page may not be issued as it stands."""


def nearest(found: str, allowed: Iterable[str]) -> str:
    """Say what is allowed, beginning with the likeliest slip of the pen.

    Parameters
    ----------
    found
        What stood there.
    allowed
        The values that may stand there.

    Returns
    -------
    str
        A clause to end an error message with.

    Examples
    --------
    >>> nearest("Secur", ["Not yet", "Secure"])
    'did you mean "Secure"? Allowed: Not yet, Secure'
    >>> nearest("x", ["A", "B"])
    'allowed: A, B'
    """
    choices = [str(choice) for choice in allowed]
    close = get_close_matches(found, choices, n=1, cutoff=0.6)
    listed = ", ".join(choices) if choices else "nothing"
    return f'did you mean "{close[0]}"? Allowed: {listed}' if close else f"allowed: {listed}"
