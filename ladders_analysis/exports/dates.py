"""Dates as schools' systems write them, read once for each distinct value of a column.

ISO dates and dates with the month in words say what they are. Dates such as 03/04/2025 do not:
the column's other dates decide, or the school is asked. A column that says both day first and
month first cannot be trusted, and none of its such dates is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.clock import Clock, day_in_london, split_clock
from ladders_analysis.exports.contract import Epoch

DAY_FIRST = "day first"
MONTH_FIRST = "month first"
ISO = "year first"
SERIAL_1900 = "Excel serial (1900)"
SERIAL_1904 = "Excel serial (1904)"
IN_WORDS = "month in words"
FORMATS = {
    "day first": DAY_FIRST,
    "month first": MONTH_FIRST,
    "iso": ISO,
    "excel 1900": SERIAL_1900,
    "excel 1904": SERIAL_1904,
}
NOT_A_DATE = "not a date"
MIXED = "day first and month first mixed"
_ORIGIN = {1900: dt.date(1899, 12, 30), 1904: dt.date(1904, 1, 1)}
_CENTURY_TURNS = 70
_LONGEST = 60
_SERIALS = range(10_000, 80_000)

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_PACKED = re.compile(r"(19|20)([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_WORDED = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?([0-9]{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})\.?,?[- ]"
    r"([0-9]{4}|[0-9]{2})"
)
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{5})(?:\.([0-9]+))?")
_MONTHS = {
    name.casefold(): number
    for number, names in enumerate(
        (
            "Jan January,Feb February,Mar March,Apr April,May,Jun June,Jul July,Aug August,"
            "Sep Sept September,Oct October,Nov November,Dec December"
        ).split(","),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True)
class Dates:
    """The dates of a column's distinct words.

    Attributes
    ----------
    days
        One per word, None where it is blank or cannot be read.
    format
        The format or formats found, in words.
    refused
        Position of the word -> the rule it breaks.
    """

    days: tuple[dt.date | None, ...]
    format: str
    refused: Mapping[int, str]


@dataclass(frozen=True)
class _Reading:
    """One word taken apart: a certain date, or two numbers whose order is open."""

    kind: str
    day: dt.date | None = None
    numbers: tuple[int, int, int] | None = None
    serial: int | None = None
    clock: Clock | None = None


def read_dates(
    words: Sequence[str],
    column: str,
    *,
    stated: str | None = None,
    epoch: Epoch | None = None,
    window: tuple[dt.date, dt.date] | None = None,
) -> Dates:
    """Read a column's dates from its distinct words.

    Parameters
    ----------
    words
        The distinct words of the column; blank ones have no date.
    column
        File and column, for messages.
    stated
        The format that school.toml states: day first, month first, iso, excel 1900 or excel 1904.
    epoch
        The first day of a workbook's serial dates, where the workbook says so.
    window
        The first and last day that make sense, to tell the two Excel epochs apart.

    Returns
    -------
    Dates

    Raises
    ------
    ReadError
        Every date fits both orders, or serial dates fit both epochs or neither; the message asks
        for `date_format`.

    Notes
    -----
    A date with a time zone is the day it was in London. Two-digit years 00 to 69 are 2000 to
    2069.

    Examples
    --------
    >>> read_dates(["05/12/2025", "25/12/2025"], "judgements.csv, assessed_on").format
    'day first'
    >>> read_dates(["2026-06-10T22:30:00Z", "2026-06-10T23:30:00Z"], "a.csv, on").days
    (datetime.date(2026, 6, 10), datetime.date(2026, 6, 11))
    """
    if stated is not None and stated not in FORMATS:
        raise ReadError(f"{column}: date_format {stated!r}: {nearest(stated, FORMATS)}.")
    readings = [_take_apart(word) for word in words]
    order, mixed = _order(readings, column, FORMATS.get(stated or ""))
    origin = _epoch(readings, column, stated, epoch, window)
    days: list[dt.date | None] = []
    refused: dict[int, str] = {}
    found: set[str] = set()
    for position, reading in enumerate(readings):
        day, kind = _settle(reading, order, origin)
        if reading.kind == "numeric" and mixed:
            day, refused[position] = None, MIXED
        elif day is None and reading.kind != "blank":
            refused[position] = NOT_A_DATE
        elif day is not None:
            found.add(kind)
        days.append(day)
    return Dates(tuple(days), ", ".join(sorted(found)), refused)


def _take_apart(word: str) -> _Reading:
    word = word.strip()
    if not word:
        return _Reading("blank")
    if len(word) > _LONGEST:
        return _Reading("junk")
    try:
        word, clock = split_clock(word)
    except ValueError:
        return _Reading("junk")
    if match := _ISO.fullmatch(word):
        return _certain(ISO, int(match[1]), int(match[2]), int(match[3]), clock)
    if match := _PACKED.fullmatch(word):
        return _certain(ISO, int(match[1] + match[2]), int(match[3]), int(match[4]), clock)
    if match := _NUMERIC.fullmatch(word):
        year = _year(match[4])
        return _Reading("numeric", numbers=(int(match[1]), int(match[3]), year), clock=clock)
    if (match := _WORDED.fullmatch(word)) and match[2].casefold() in _MONTHS:
        month = _MONTHS[match[2].casefold()]
        return _certain(IN_WORDS, _year(match[3]), month, int(match[1]), clock)
    if (match := _MONTH_DAY.fullmatch(word)) and match[1].casefold() in _MONTHS:
        month = _MONTHS[match[1].casefold()]
        return _certain(IN_WORDS, int(match[3]), month, int(match[2]), clock)
    if (match := _SERIAL.fullmatch(word)) and int(match[1]) in _SERIALS and clock is None:
        return _Reading("serial", serial=int(match[1]))
    return _Reading("junk")


def _certain(kind: str, year: int, month: int, day: int, clock: Clock | None) -> _Reading:
    return _Reading(kind, day=day_in_london(_date(year, month, day), clock))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < _CENTURY_TURNS else 1900)


def _order(
    readings: Sequence[_Reading], column: str, stated: str | None
) -> tuple[str | None, bool]:
    """Find the order of the column's numeric dates: `(order, whether both orders occur)`."""
    pairs = [reading.numbers for reading in readings if reading.numbers is not None]
    if stated in (DAY_FIRST, MONTH_FIRST):
        return stated, False
    day_first = any(first > 12 and second <= 12 for first, second, _ in pairs)
    month_first = any(second > 12 and first <= 12 for first, second, _ in pairs)
    if day_first and month_first:
        return None, True
    if month_first:
        return MONTH_FIRST, False
    open_pairs = [pair for pair in pairs if max(pair[:2]) <= 12 and pair[0] != pair[1]]
    if open_pairs and not day_first:
        raise ReadError(
            f"{column}: every date written like 03/04/2025 fits day first and month first. State "
            f'date_format = "day first" (or "month first") in its [[export]] table of school.toml.'
        )
    return DAY_FIRST, False


def _epoch(
    readings: Sequence[_Reading],
    column: str,
    stated: str | None,
    epoch: Epoch | None,
    window: tuple[dt.date, dt.date] | None,
) -> Epoch | None:
    serials = [reading.serial for reading in readings if reading.serial is not None]
    if stated in ("excel 1900", "excel 1904"):
        return 1904 if stated.endswith("1904") else 1900
    if not serials or epoch is not None:
        return epoch
    if window is None:
        fits: list[Epoch] = []
    else:
        epochs: tuple[Epoch, Epoch] = (1900, 1904)
        fits = [
            known
            for known in epochs
            if all(window[0] <= _from_serial(serial, known) <= window[1] for serial in serials)
        ]
    if len(fits) != 1:
        raise ReadError(
            f"{column}: numbers such as 45996 are Excel dates of one of two epochs. State "
            f'date_format = "excel 1900" (or "excel 1904") in its [[export]] table of school.toml.'
        )
    return fits[0]


def _from_serial(serial: int, epoch: int) -> dt.date:
    return _ORIGIN[epoch] + dt.timedelta(days=serial)


def _settle(
    reading: _Reading, order: str | None, epoch: Epoch | None
) -> tuple[dt.date | None, str]:
    if reading.numbers is not None and order is not None:
        first, second, year = reading.numbers
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return day_in_london(_date(year, month, day), reading.clock), order
    if reading.serial is not None and epoch is not None:
        return _from_serial(reading.serial, epoch), SERIAL_1900 if epoch == 1900 else SERIAL_1904
    return reading.day, reading.kind
