"""Times of day beside a date: half past eleven at night in British Summer Time keeps its day.

A date with a time zone is the day it was in London. Without one the day stands as written.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TypeAlias
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
Clock: TypeAlias = tuple[int, int, dt.timezone]
"""Hour, minute and zone."""

_TIMED = re.compile(
    r"(?P<day>.*?[^ T])(?:T| +)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r" ?(?P<half>[AaPp][Mm])?"
    r" ?(?P<zone>Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2})?"
)
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 1}


def split_clock(word: str) -> tuple[str, Clock | None]:
    """Take a word apart into its date and, where it names a zone, the time.

    Parameters
    ----------
    word
        A date, with or without a time.

    Returns
    -------
    tuple
        The date's own word, and the clock or None.

    Raises
    ------
    ValueError
        No clock shows that time.

    Examples
    --------
    >>> split_clock("05/12/2025 09:30")
    ('05/12/2025', None)
    >>> split_clock("2026-06-10 23:30 BST")[1][:2]
    (23, 30)
    """
    timed = _TIMED.fullmatch(word)
    if timed is None:
        return word, None
    hour, minute, second = int(timed["hour"]), int(timed["minute"]), int(timed["second"] or 0)
    if timed["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(word)
        hour = hour % 12 + (12 if timed["half"].casefold() == "pm" else 0)
    if hour > 23 or minute > 59 or second > 60:
        raise ValueError(word)
    zone = timed["zone"]
    clock = None if zone is None else (hour, minute, _zone(zone))
    return timed["day"].rstrip(","), clock


def _zone(zone: str) -> dt.timezone:
    if zone in _ZONES:
        return dt.timezone(dt.timedelta(hours=_ZONES[zone]))
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(zone)
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if zone[0] == "-" else offset)


def day_in_london(day: dt.date | None, clock: Clock | None) -> dt.date | None:
    """Return the day it was in London.

    Examples
    --------
    >>> day_in_london(dt.date(2026, 6, 10), (23, 30, dt.timezone.utc))
    datetime.date(2026, 6, 11)
    """
    if day is None or clock is None:
        return day
    hour, minute, zone = clock
    moment = dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    return moment.astimezone(LONDON).date()
