"""A published count: what it is known to lie between, of how many, and how a person says so.

The words, the percentage and the place in an order are worked out from the two ends alone. Two
counts with the same ends cannot be told apart by anything made from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TOO_FEW = "too few pupils to report"


@dataclass(frozen=True, order=True)
class Range:
    """How many pupils, as published.

    Parameters
    ----------
    low, high
        The fewest and the most that it may be [pupils].
    of
        How many there are in all [pupils].

    Raises
    ------
    ValueError
        The ends are not in order between 0 and `of`.

    Examples
    --------
    >>> Range(12, 12, 27).text, Range(0, 5, 27).text, Range(22, 27, 27).text
    ('12 of 27', '5 or fewer of 27', 'all but 5 or fewer of 27')
    >>> Range(17, 22, 60).text, Range(0, 9, 9).text
    ('between 17 and 22 of 60', 'too few pupils to report')
    """

    low: int
    high: int
    of: int

    def __post_init__(self) -> None:
        """Refuse ends that are out of order."""
        if not 0 <= self.low <= self.high <= self.of:
            raise ValueError(f"a range needs 0 ≤ low ≤ high ≤ of: {self.low}, {self.high}")

    def __add__(self, other: Range) -> Range:
        """Add two counts of different pupils: never narrower than their ends allow."""
        return Range(self.low + other.low, self.high + other.high, self.of + other.of)

    @property
    def complement(self) -> Range:
        """Everybody else: as wide as this."""
        return Range(self.of - self.high, self.of - self.low, self.of)

    @property
    def exact(self) -> bool:
        """Whether one number is published."""
        return self.low == self.high

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is published but how many there are in all."""
        return self.low == 0 and self.high == self.of

    @property
    def share_low(self) -> float:
        """The least share that it may be [share 0–1]; 0 of nobody."""
        return self.low / self.of if self.of else 0.0

    @property
    def share_high(self) -> float:
        """The largest share that it may be [share 0–1]; 1 of nobody."""
        return self.high / self.of if self.of else 1.0

    @property
    def count(self) -> str:
        """The count in words, without of how many."""
        if self.says_nothing:
            return TOO_FEW
        if self.exact:
            return f"{self.low:,}"
        if self.low == 0:
            return f"{self.high:,} or fewer"
        if self.high == self.of:
            return f"all but {self.of - self.low:,} or fewer"
        return f"between {self.low:,} and {self.high:,}"

    @property
    def text(self) -> str:
        """The count in words, of how many."""
        return TOO_FEW if self.says_nothing else f"{self.count} of {self.of:,}"

    @property
    def percentage(self) -> str:
        """The share in words; a range unless the count is exact, widened to whole percents.

        Examples
        --------
        >>> Range(12, 12, 27).percentage, Range(0, 5, 27).percentage
        ('44%', 'at most 19%')
        >>> Range(22, 27, 27).percentage, Range(17, 22, 60).percentage
        ('at least 81%', '28% to 37%')
        >>> Range(0, 9, 9).percentage
        ''
        """
        if self.says_nothing:
            return ""
        if self.exact:
            return f"{(200 * self.low + self.of) // (2 * self.of)}%"
        least, most = 100 * self.low // self.of, -(-100 * self.high // self.of)
        if self.low == 0:
            return f"at most {most}%"
        if self.high == self.of:
            return f"at least {least}%"
        return f"{least}% to {most}%"

    @property
    def full_text(self) -> str:
        """The count of how many, with the percentage in brackets.

        Examples
        --------
        >>> Range(12, 12, 27).full_text
        '12 of 27 (44%)'
        """
        return self._bracketed(self.text)

    @property
    def short_text(self) -> str:
        """The count with the percentage in brackets, where of how many stands nearby."""
        return self._bracketed(self.count)

    def _bracketed(self, words: str) -> str:
        return words if self.says_nothing else f"{words} ({self.percentage})"

    def as_record(self) -> dict[str, int]:
        """Return it as plain data."""
        return {"low": self.low, "high": self.high, "of": self.of}


def total(ranges: Iterable[Range]) -> Range:
    """Add up counts of different pupils.

    Parameters
    ----------
    ranges
        The published counts.

    Returns
    -------
    Range
        From the sum of the low ends to the sum of the high ends.

    Examples
    --------
    >>> total([Range(0, 5, 20), Range(12, 12, 30)])
    Range(low=12, high=17, of=50)
    """
    return sum(ranges, start=Range(0, 0, 0))


def compare(now: Range, then: Range) -> float | None:
    """Say by how much a share has certainly changed.

    Parameters
    ----------
    now, then
        Two published counts.

    Returns
    -------
    float or None
        The least certain change [share −1 to 1], 0 for two exact counts that are alike; None where
        the ranges overlap, so that nothing can be said.

    Examples
    --------
    >>> compare(Range(18, 18, 24), Range(12, 12, 24))
    0.25
    >>> compare(Range(0, 5, 20), Range(10, 10, 20))
    -0.25
    >>> compare(Range(0, 5, 20), Range(4, 9, 20)) is None
    True
    """
    if now.share_low > then.share_high:
        return now.share_low - then.share_high
    if now.share_high < then.share_low:
        return now.share_high - then.share_low
    return 0.0 if now.exact and then.exact else None
