"""The only place where a raw count of pupils becomes a published one.

A leaf is one yes/no count. It is published exactly where it lies at least `minimum` from nobody and
from everybody; nearer than that only the end is named, so that none and five, or all and all but
five, look the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ladders_analysis.disclosure.ranges import Range
from ladders_analysis.errors import ReleaseError

LEAST_MINIMUM = 6
"""No count below six is ever published (DESIGN §1; PRIVACY, point 2)."""


@dataclass(frozen=True)
class Rules:
    """How near to nobody and to everybody a published count may come.

    Parameters
    ----------
    minimum
        Exact counts are at least this, and at most everybody less this [pupils].
    rows_from
        No row for fewer [pupils].

    Raises
    ------
    ReleaseError
        The rules would protect less than PRIVACY.md asks.

    Examples
    --------
    >>> Rules().years_from
    24
    """

    minimum: int = LEAST_MINIMUM
    rows_from: int = 2 * LEAST_MINIMUM - 1

    def __post_init__(self) -> None:
        """Refuse rules under which a page would protect too little."""
        if self.minimum < LEAST_MINIMUM or self.rows_from < 2 * self.minimum - 1:
            raise ReleaseError(
                f"school.toml, [disclosure]: a governors' page needs minimum = {LEAST_MINIMUM} or "
                f"more and rows_from at least 2 × minimum − 1; found {self.minimum} and "
                f"{self.rows_from}. Raise them, or leave the table out."
            )

    @property
    def years_from(self) -> int:
        """Fewest pupils for a row of one year group: below it most counts would have open ends.

        Notes
        -----
        Four times the minimum: a class of 26 to 30 stands by itself, one of 15 to 20 is told with
        its phase (PRIVACY, after point 10).
        """
        return max(4 * self.minimum, self.rows_from)


def leaf(pupils: int, of: int, rules: Rules) -> Range:
    """Publish one yes/no count.

    Parameters
    ----------
    pupils
        The raw count.
    of
        How many pupils there are in all.
    rules
        The thresholds.

    Returns
    -------
    Range
        Exact where minimum ≤ pupils ≤ of − minimum; else 0 … minimum − 1 or
        of − minimum + 1 … of; 0 … of, which says nothing, where `of` is below `rows_from`.

    Raises
    ------
    ValueError
        The count is below 0 or above `of`.

    Examples
    --------
    >>> leaf(12, 27, Rules()), leaf(0, 27, Rules()), leaf(5, 27, Rules())
    (Range(low=12, high=12, of=27), Range(low=0, high=5, of=27), Range(low=0, high=5, of=27))
    >>> leaf(27, 27, Rules()), leaf(4, 10, Rules())
    (Range(low=22, high=27, of=27), Range(low=0, high=10, of=10))
    """
    pupils, of = int(pupils), int(of)
    if not 0 <= pupils <= of:
        raise ValueError("a count lies between 0 and the number of pupils there are")
    if of < rules.rows_from:
        return Range(0, of, of)
    if pupils < rules.minimum:
        return Range(0, rules.minimum - 1, of)
    if pupils > of - rules.minimum:
        return Range(of - rules.minimum + 1, of, of)
    return Range(pupils, pupils, of)


def split(outcomes: Mapping[str, int], rules: Rules) -> tuple[tuple[tuple[str, ...], Range], ...]:
    """Publish several ordered outcomes of one whole, neighbours merged until each is large enough.

    Parameters
    ----------
    outcomes
        Every outcome in its order, with its raw count; together they are everybody.
    rules
        The thresholds.

    Returns
    -------
    tuple
        The names that stand together, and their exact count; empty where there are fewer pupils
        than `rows_from`.

    Notes
    -----
    From the first outcome on, a cut is made as soon as both what stands before it and all that
    comes after it are at least `minimum`. Because what comes after is asked too, nothing is ever
    merged backwards, and each count that was merged keeps at least `minimum` possible values even
    for a reader who knows this rule. Only for a whole school or phase (PRIVACY, point 5), and only
    where the whole is itself published exactly.

    Examples
    --------
    >>> for names, count in split({"fell": 3, "still": 4, "closing": 9, "kept": 14}, Rules()):
    ...     print(" or ".join(names), count.text)
    fell or still 7 of 30
    closing 9 of 30
    kept 14 of 30
    """
    of = sum(outcomes.values())
    if of < rules.rows_from:
        return ()
    groups: list[tuple[tuple[str, ...], Range]] = []
    names: list[str] = []
    here, after = 0, of
    for name, pupils in outcomes.items():
        if pupils < 0:
            raise ValueError("a count is never below 0")
        names.append(name)
        here, after = here + pupils, after - pupils
        if here >= rules.minimum and after >= rules.minimum:
            groups.append((tuple(names), Range(here, here, of)))
            names, here = [], 0
    groups.append((tuple(names), Range(here, here, of)))
    return tuple(groups)
