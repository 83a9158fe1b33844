"""Definitions as an analyst might write them on a bad day. Each is named after what it does."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import ladders_analysis as la
from ladders_analysis.snapshot import Snapshot

Answer = Callable[[Snapshot, Snapshot], pd.DataFrame]


def named(name: str) -> Callable[[Answer], object]:
    """Make a definition of that name, with two outcomes."""
    return la.definition(
        name=name, question="Is anything secure?", outcomes=["no", "yes"], favourable=["yes"]
    )


def right(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Answer rightly: whether any statement is secure at the end."""
    words = end.tally(end.secure).gt(0).replace({True: "yes", False: "no"})
    return la.results(start, end, words)


@named("raises")
def raises(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Divide by nothing, with a pupil's name in the message."""
    raise ZeroDivisionError(f"nothing due for {end.pupils['name'].iloc[0]}")


@named("hangs")
def hangs(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Wait for something that never comes."""
    while len(end.pupils):
        pass
    return right(start, end)


@named("mutates")
def mutates(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Mark everything as secure, so that everybody has made progress."""
    end.secure.loc[:, :] = True
    return right(start, end)


@named("writes_below")
def writes_below(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Change the codes that the masks are made from."""
    end.counted[:] = 3
    return right(start, end)


@named("wrong_rows")
def wrong_rows(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Forget a pupil."""
    return right(start, end).iloc[1:]


@named("nan_outcomes")
def nan_outcomes(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Leave the outcome blank where nobody judged."""
    return right(start, end).assign(outcome=float("nan"))


@named("right")
def good(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Answer rightly."""
    return right(start, end)


DEFINITIONS = [raises, hangs, mutates, writes_below, wrong_rows, nan_outcomes]
GOOD = good
