"""Dates as written, read by hand beside."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.dates import MIXED, NOT_A_DATE, Dates, read_dates

FIFTH = dt.date(2025, 12, 5)


def read(*words: str, **more: object) -> Dates:
    """Read a column of those words."""
    return read_dates(words, "a.csv, column on", **more)


@pytest.mark.parametrize(
    "word",
    [
        "2025-12-05",
        "2025/12/05",
        "20251205",
        "2025-12-05T09:30:00",
        "2025-12-05 09:30",
        "5 December 2025",
        "5th Dec 2025",
        "05-Dec-25",
        "Fri 5 Dec 2025",
        "December 5, 2025",
        "2025-12-05T23:59:59Z",
        "2025-12-05T12:00:00.000+00:00",
    ],
)
def test_dates_that_say_what_they_are(word: str) -> None:
    """ISO dates and months in words need no format."""
    assert read(word).days == (FIFTH,)


def test_one_certain_date_settles_a_column() -> None:
    """25/12 can only be day first; 12/25 only month first."""
    assert read("05/12/2025", "25/12/2025").days[0] == FIFTH
    assert read("05/12/2025", "25/12/2025").format == "day first"
    assert read("12/05/2025", "12/25/2025").days[0] == FIFTH
    assert read("12.05.25", "12.25.25").format == "month first"


def test_ambiguous_columns_are_asked_about() -> None:
    """03/04 alone could be either; the remedy is named; stated it is read."""
    with pytest.raises(ReadError, match=r"a\.csv, column on: .*date_format = \"day first\""):
        read("03/04/2025", "05/06/2025")
    assert read("03/04/2025", stated="day first").days == (dt.date(2025, 4, 3),)
    assert read("03/04/2025", stated="month first").days == (dt.date(2025, 3, 4),)


def test_a_day_equal_to_its_month_is_not_ambiguous() -> None:
    """04/04 is the fourth of April either way."""
    assert read("04/04/2025").days == (dt.date(2025, 4, 4),)


def test_a_column_with_both_orders_is_not_trusted() -> None:
    """None of its numeric dates is read, but ISO dates are."""
    found = read("25/12/2025", "12/25/2025", "03/04/2025", "2025-12-05", "")
    assert found.days == (None, None, None, FIFTH, None)
    assert found.refused == {0: MIXED, 1: MIXED, 2: MIXED}


def test_a_date_against_the_stated_order_is_refused_alone() -> None:
    """Day first is stated: 12/25 is no date."""
    found = read("05/12/2025", "12/25/2025", stated="day first")
    assert found.days == (FIFTH, None)
    assert found.refused == {1: NOT_A_DATE}


@pytest.mark.parametrize(
    "word",
    [
        "12:04",
        "722025",
        "n/a",
        "31/02/2025",
        "2025-13-01",
        "1850-01-01",
        "5 Foo 2025",
        "2025-12-05 25:00",
        "2025-12-05 10:00+99:00",
        "13:00 PM",
        "2025-12-05 13:00 pm",
        "9" * 100_000,
    ],
)
def test_junk_is_refused(word: str) -> None:
    """Reading ages, typed dates and impossible days are no dates."""
    assert read(word, "25/12/2025").refused == {0: NOT_A_DATE}


def test_excel_serials_need_their_epoch() -> None:
    """45996 is 5 December 2025 by 1900 and a day later than 4 December 2029 by 1904."""
    assert read("45996", stated="excel 1900").days == (FIFTH,)
    assert read("44534", stated="excel 1904").days == (FIFTH,)
    assert read("45996", epoch=1900).days == (FIFTH,)
    assert read("44534.75", epoch=1904).days == (FIFTH,)
    with pytest.raises(ReadError, match="one of two epochs"):
        read("45996")


def test_the_schools_years_tell_the_epochs_apart() -> None:
    """Inside the school's years by one epoch only."""
    window = (dt.date(2024, 9, 1), dt.date(2026, 8, 31))
    assert read("45996", window=window).format == "Excel serial (1900)"
    assert read("44534", window=window).format == "Excel serial (1904)"
    with pytest.raises(ReadError, match="one of two epochs"):
        read("30000", window=window)


def test_the_day_is_the_day_in_london() -> None:
    """Half past eleven on a summer night keeps its day, in whatever zone it is written."""
    tenth = dt.date(2026, 6, 10)
    assert read(
        "2026-06-10 23:30 BST", "2026-06-10T22:30:00Z", "2026-06-10T23:30:00+01:00"
    ).days == (
        tenth,
        tenth,
        tenth,
    )
    assert read("2026-06-10T23:30:00Z").days == (dt.date(2026, 6, 11),)
    assert read("2025-12-05T23:30:00Z").days == (FIFTH,)
    assert read("2026-06-10T23:30:00").days == (tenth,)
    assert read("10/06/2026 11:30 PM", "25/06/2026").days[0] == tenth


def test_two_digit_years_turn_at_seventy() -> None:
    """Born in 15 is 2015; 70 is 1970."""
    assert read("25/12/15", "25/12/70").days == (dt.date(2015, 12, 25), dt.date(1970, 12, 25))


def test_an_unknown_format_is_named() -> None:
    """The nearest known one is suggested."""
    with pytest.raises(ReadError, match='did you mean "day first"'):
        read("05/12/2025", stated="days first")


@given(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)), min_size=1))
def test_day_first_columns_come_back_as_they_were(days: list[dt.date]) -> None:
    """Written day first and read, the days are the same, or the school is asked."""
    words = [f"{day:%d/%m/%Y}" for day in days]
    settled = any(day.day > 12 for day in days)
    undecided = any(day.day <= 12 and day.day != day.month for day in days)
    if undecided and not settled:
        with pytest.raises(ReadError):
            read(*words)
    else:
        assert list(read(*words).days) == days


@given(st.lists(st.text(max_size=12)))
def test_any_words_are_dates_refused_or_asked_about(words: list[str]) -> None:
    """Every word is blank, a day or refused."""
    try:
        found = read(*words)
    except ReadError:
        return
    for number, (word, day) in enumerate(zip(words, found.days, strict=True)):
        assert (day is not None) or (number in found.refused) or not word.strip()
