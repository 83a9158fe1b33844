"""What all pages together say of one school: published counts, and the pupils they can be about.

A page speaks of a pair of points: a span. Whoever reads several pages knows the sizes of every
year, who joined and who left, and that a pupil who is on two pages stands at the point that they
share where that pupil stands. Here that knowledge is written down, without any pupil and without
any count that was not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias

from ladders_analysis.disclosure.leaves import Rules

Mark: TypeAlias = Literal[
    "up", "placed", "favourable", "caught", "fell", "apart", "own", "together"
]
Side: TypeAlias = Literal["start", "end"]


class Standing(StrEnum):
    """Where a pupil stands at a point, as far as a page tells."""

    UP = "up"
    BELOW = "below"
    UNPLACED = "unplaced"


class Outcome(StrEnum):
    """How a pupil's standing moved, as far as a page tells."""

    FAVOURABLE = "favourable"
    CAUGHT = "caught up"
    FELL = "fell behind"
    OTHER = "other"
    UNRANKED = "unranked"


class Seat(NamedTuple):
    """Where a page counts a pupil.

    Parameters
    ----------
    year
        The year group at the span's end.
    member
        Whether the pupil is in the group of whom one side is shown.
    """

    year: int
    member: bool = False


class Way(NamedTuple):
    """What may become of one pupil in one subject between a span's two points."""

    start: Standing
    end: Standing
    outcome: Outcome

    def has(self, mark: Mark) -> bool:
        """Say whether a pupil who went this way is counted by a mark.

        Examples
        --------
        >>> way = Way(Standing.BELOW, Standing.UP, Outcome.CAUGHT)
        >>> way.has("up"), way.has("favourable"), way.has("fell")
        (True, True, False)
        """
        match mark:
            case "up":
                return self.end is Standing.UP
            case "placed":
                return self.end is not Standing.UNPLACED
            case "favourable":
                return self.outcome in (Outcome.FAVOURABLE, Outcome.CAUGHT)
            case "caught":
                return self.outcome is Outcome.CAUGHT
            case "fell":
                return self.outcome is Outcome.FELL
            case "apart":
                return self.outcome is Outcome.UNRANKED
            case _:
                raise ValueError(f"{mark} is not told by the way of a pupil in one subject")


@dataclass(frozen=True)
class Fact:
    """What a reader who knows the rules learns from one published count.

    Parameters
    ----------
    subject
        The subject; "" for `together`, which is about several.
    mark
        What is counted.
    years
        The year groups of its row; empty for the whole school.
    members
        Whether only members of the group are counted (whole school only).
    low, high
        The fewest and the most pupils that lead to what was published, all other published counts
        being as they are [pupils]. For an exact count both are that count.
    of
        How many there are in all [pupils].
    """

    subject: str
    mark: Mark
    years: tuple[int, ...]
    members: bool
    low: int
    high: int
    of: int


@dataclass(frozen=True)
class Span:
    """One pair of points as published.

    Parameters
    ----------
    start, end
        The two points, as `calendar` names them with the day on which entries close.
    sizes
        How many pupils were there at both points, by seat [pupils].
    subjects
        The subjects with figures.
    combined_of
        The subjects that `together` is about.
    ways
        By subject and year group, the ways that a pupil can go.
    facts
        What was published. Without any fact about progress (favourable, caught, fell, apart, own),
        nothing ties the start to the end.
    """

    start: str
    end: str
    sizes: Mapping[Seat, int]
    subjects: tuple[str, ...]
    combined_of: tuple[str, ...]
    ways: Mapping[tuple[str, int], tuple[Way, ...]]
    facts: tuple[Fact, ...]


Seats: TypeAlias = tuple[Seat | None, ...]
"""Where each span that has to do with a point counts the same pupil; None where it does not."""


@dataclass(frozen=True)
class Meeting:
    """A point that several spans share, and how many pupils they have in common.

    Parameters
    ----------
    point
        The point.
    sides
        The spans that begin or end there, by their place in `Joint.spans`.
    sizes
        How many pupils there are by seats, one seat a side; those whom no span counts are left out
        [pupils].
    """

    point: str
    sides: tuple[tuple[int, Side], ...]
    sizes: Mapping[Seats, int]


@dataclass(frozen=True)
class Joint:
    """All spans of one school's pages, with the points at which they meet.

    Parameters
    ----------
    spans
        Every span of every page, oldest first; no two are alike and no two end at one point.
    meetings
        The points that at least two spans share.
    rules
        The thresholds.
    """

    spans: tuple[Span, ...]
    meetings: tuple[Meeting, ...]
    rules: Rules


class Went(NamedTuple):
    """How many pupils of a seat went one way in a subject."""

    span: int
    subject: str
    seat: Seat
    way: Way


class Own(NamedTuple):
    """How many pupils of the school are on an earlier year's curriculum; some of the unranked."""

    span: int
    subject: str


class Together(NamedTuple):
    """How many pupils of a seat are at expectation in all combined subjects at a span's end."""

    span: int
    seat: Seat


class Stood(NamedTuple):
    """How many pupils with the same seats stood somewhere at a shared point."""

    meeting: int
    subject: str
    seats: Seats
    standing: Standing


Variable: TypeAlias = Went | Own | Together | Stood
Witness: TypeAlias = Mapping[Variable, int]
"""One table of pupils that might be the school: what is not named is nobody."""
