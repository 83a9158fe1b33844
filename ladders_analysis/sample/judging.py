"""Judging: what teachers enter in a year, statement by statement.

A class is judged on a statement near the end of the half-term in which it is due. Some children are
looked at while it is still being taught, those who are not secure are looked at again later, and a
few gaps are closed in the following autumn. Entries come late now and then, and children are away.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

CODES = ("Not yet", "Developing", "Secure", "Deeper")
NOT_ASSESSED = ("absent", "not required")
EVERY_CODE = CODES + NOT_ASSESSED
NOT_YET, DEVELOPING, SECURE, DEEPER, ABSENT, NOT_REQUIRED = range(len(EVERY_CODE))

DEEPER_STEP = 4.1
"""How much harder it is to be deeper than to be secure [log-odds]."""
DEVELOPING_STEP = 2.0
GAIN = 0.25
"""What a second look finds beyond the first [log-odds]."""
NEXT_YEAR_GAIN = 0.6
EARLY, AGAIN, THIRD, RECHECK, SLIP = 0.35, 0.65, 0.5, 0.06, 0.03
MISSED, NOTED_ABSENT, NOT_NEEDED = 0.012, 0.6, 0.1
CAUGHT_LATER = 0.85
REVISIT_KEY, REVISIT = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Entries:
    """Judgements as parallel arrays: positions of pupil rows and statements, day and code."""

    row: Integers
    statement: Integers
    day: NDArray[np.datetime64]
    code: Integers


@dataclass(frozen=True, slots=True)
class Group:
    """The pupils who work on one year's statements in one academic year.

    Attributes
    ----------
    standing
        Pupils × statements × terms of this year, ladder and subject taken in [log-odds].
    luck
        Pupils × statements: the draw that decides what is secure, kept from first to last look.
    classes
        The class of each pupil, as a number from 0.
    due, taught
        Half-terms of the statements [1–6].
    arrived
        The first day each pupil can be judged, NaT for always.
    keen
        Pupils × statements: looked at again without fail from the spring of the newest year on.
    """

    standing: Floats
    luck: Floats
    classes: Integers
    due: Integers
    taught: Integers
    arrived: NDArray[np.datetime64]
    keen: Flags


@dataclass(frozen=True, slots=True)
class Clock:
    """The days of one academic year on which teachers judge.

    Attributes
    ----------
    near_end
        For each half-term, the school days near its end, before entries close.
    whole
        For each half-term, every school day up to the same one.
    """

    near_end: tuple[NDArray[np.datetime64], ...]
    whole: tuple[NDArray[np.datetime64], ...]

    @property
    def half_terms(self) -> int:
        """How many half-terms of the year are judged."""
        return len(self.whole)


def deal_luck(pupils: int, blocks: Integers, rng: np.random.Generator) -> Floats:
    """Deal each pupil's luck evenly over the statements of each block.

    Parameters
    ----------
    pupils
        Number of pupils.
    blocks
        A number for each statement: those with the same number share out one hand.
    rng
        Source of chance.

    Returns
    -------
    numpy.ndarray
        Pupils × statements [0–1].
    """
    luck = np.empty((pupils, len(blocks)))
    for block in np.unique(blocks):
        columns = np.flatnonzero(blocks == block)
        shape = (pupils, len(columns))
        place = rng.random(shape).argsort(axis=1)
        luck[:, columns] = (place + rng.random(shape)) / len(columns)
    return luck


def judge_year(group: Group, clock: Clock, rng: np.random.Generator) -> tuple[list[Entries], Flags]:
    """Judge one year's statements.

    Returns
    -------
    list of Entries
        One for each kind of look.
    numpy.ndarray
        Pupils × statements: whether each was secure when last looked at.
    """
    shape = group.luck.shape
    judged = np.broadcast_to(group.due <= clock.half_terms, shape)
    first_day = _class_days(group, clock, rng)
    here = ~(first_day < group.arrived[:, None])
    seen = judged & here & (rng.random(shape) >= MISSED)
    standing = _at(group, group.due)
    secure = group.luck < _chance(standing)
    found: list[Entries] = []

    early = seen & (group.taught < group.due) & (rng.random(shape) < EARLY)
    early_day = _any_day(clock, np.broadcast_to(group.taught, shape), rng)
    early &= ~(early_day < group.arrived[:, None])
    code = _code(group.luck, standing)
    already = group.luck < _chance(standing) / 2
    early_code = np.where(already, SECURE, np.minimum(code, DEVELOPING))
    found.append(_entries(early, early_day, early_code))
    found.append(_entries(seen, first_day, code))
    noted = judged & here & ~seen
    chance = rng.random(shape)
    away = np.where(chance < NOT_NEEDED, NOT_REQUIRED, ABSENT)
    found.append(_entries(noted & (chance < NOTED_ABSENT + NOT_NEEDED), first_day, away))

    secure &= seen
    known = seen.copy()
    for later, share in ((1, AGAIN), (2, THIRD)):
        half_term = np.broadcast_to(group.due + later, shape)
        possible = judged & (half_term <= clock.half_terms)
        look = (
            possible
            & ~secure
            & (
                (rng.random(shape) < np.where(known, share, CAUGHT_LATER))
                | (group.keen & (half_term > 2))
            )
        )
        day = _any_day(clock, half_term, rng)
        look &= ~(day < group.arrived[:, None])
        standing = _at(group, half_term) + GAIN * later
        code = _code(group.luck, standing)
        found.append(_entries(look, day, code))
        secure |= look & (code >= SECURE)
        known |= look
        if later == 1:
            check = possible & secure & ~look & (rng.random(shape) < RECHECK)
            slip = check & (rng.random(shape) < SLIP)
            found.append(_entries(check, day, np.where(slip, DEVELOPING, np.maximum(code, SECURE))))
            secure &= ~slip
    return found, secure


def revisit(
    group: Group, secure: Flags, key: Flags, clock: Clock, rng: np.random.Generator
) -> Entries:
    """Look again, in the following autumn, at statements that were not secure in the summer."""
    shape = group.luck.shape
    look = ~secure & (rng.random(shape) < np.where(key, REVISIT_KEY, REVISIT))
    day = _any_day(clock, rng.integers(1, 3, shape), rng)
    standing = group.standing[:, :, 0] + NEXT_YEAR_GAIN
    return _entries(look, day, _code(group.luck, standing))


def _entries(chosen: Flags, day: NDArray[np.datetime64], code: Integers) -> Entries:
    row, statement = np.nonzero(chosen)
    return Entries(row, statement, day[row, statement], np.broadcast_to(code, chosen.shape)[chosen])


def _at(group: Group, half_term: Integers) -> Floats:
    term = np.broadcast_to((np.minimum(half_term, 6) - 1) // 2, group.luck.shape)
    return np.take_along_axis(group.standing, term[:, :, None], axis=2)[:, :, 0]


def _chance(standing: Floats) -> Floats:
    return 1 / (1 + np.exp(-standing))


def _code(luck: Floats, standing: Floats) -> Integers:
    return (
        (luck < _chance(standing + DEVELOPING_STEP)).astype(np.int64)
        + (luck < _chance(standing))
        + (luck < _chance(standing - DEEPER_STEP))
    )


def _class_days(group: Group, clock: Clock, rng: np.random.Generator) -> NDArray[np.datetime64]:
    shape = group.luck.shape
    common = rng.random((int(group.classes.max(initial=0)) + 1, shape[1]))[group.classes]
    late = np.where(rng.random(shape) < 0.15, rng.random(shape), 0)
    place = np.clip(0.75 * common + 0.25 * late, 0, 0.999)
    return _pick(clock.near_end, np.broadcast_to(group.due, shape), place)


def _any_day(clock: Clock, half_term: Integers, rng: np.random.Generator) -> NDArray[np.datetime64]:
    return _pick(clock.whole, half_term, rng.random(half_term.shape))


def _pick(
    days: tuple[NDArray[np.datetime64], ...], half_term: Integers, place: Floats
) -> NDArray[np.datetime64]:
    number = np.minimum(half_term, len(days)) - 1
    starts = np.concatenate([[0], np.cumsum([len(one) for one in days])[:-1]])
    lengths = np.array([len(one) for one in days])
    return np.concatenate(days)[starts[number] + (place * lengths[number]).astype(np.int64)]
