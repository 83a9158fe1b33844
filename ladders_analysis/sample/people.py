"""The roll: who is in which class in which year, and everything a school knows about them.

A school has one cohort for each year group and holds its size from year to year, but for the cases
that every real roll has: joiners and leavers, a child who repeats a year, children who work on an
earlier year's curriculum, and two children with the same name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.sample import names
from ladders_analysis.sample.terms import NEWEST, years_on_roll
from ladders_analysis.sample.upn import OTHER_AUTHORITY, OUR_AUTHORITY, temporary_upn, upn

YEAR_GROUPS = 7
CLASS_SIZE = 30
DISADVANTAGED, EAL, SUPPORT, EHCP = 0.25, 0.2, 0.13, 0.035
"""Shares of a cohort [share 0–1]: near the averages of English primary schools."""
ATTENDANCE = ("95% and over", "90% to 95%", "below 90%")
ATTENDANCE_SHARES = (0.66, 0.2, 0.14)


@dataclass(frozen=True, slots=True)
class Mover:
    """A child who joined or left: in which year group of the newest year, when, and where from."""

    year_group: int
    joined_on: str | None = None
    left_on: str | None = None
    temporary: bool = False


JOINERS = (
    Mover(5, joined_on="2026-01-12", temporary=True),
    Mover(3, joined_on="2025-09-03"),
    Mover(1, joined_on="2025-11-03"),
    Mover(6, joined_on="2025-04-22"),
)
"""Children who count among today's roll."""
LEAVERS = (
    Mover(5, left_on="2026-02-09"),
    Mover(6, joined_on="2025-11-10", left_on="2026-03-02"),
    Mover(4, left_on="2025-07-23"),
    Mover(3, left_on="2025-02-24"),
)
"""Children on top of today's roll, who have left."""
REPEATS = 1
"""Year group that one child repeats in the newest year."""


@dataclass(frozen=True, slots=True)
class Roll:
    """One school's people and their years.

    Attributes
    ----------
    people
        One row per child; the index is its position.
    rows
        One row per child per academic year, with `person` pointing into `people`.
    """

    people: pd.DataFrame
    rows: pd.DataFrame


def make_roll(number: int, pupils: int, years: int, rng: np.random.Generator) -> Roll:
    """Make the roll of one school.

    Parameters
    ----------
    number
        The school's number, counted from 0.
    pupils
        Children on roll in Spring 2026.
    years
        Academic years that hold judgements, the newest among them. The roll may reach further
        back, so that the results of two summers have their pupils.
    rng
        Source of chance.

    Returns
    -------
    Roll
    """
    people = _people(pupils, years, rng)
    _describe(people, rng)
    _name(people, rng)
    _number(people, names.school_id(number))
    return Roll(people, _rows(people, years, rng))


def _people(pupils: int, years: int, rng: np.random.Generator) -> pd.DataFrame:
    entries = np.arange(years_on_roll(years).start - YEAR_GROUPS + 1, NEWEST + 1)
    sizes = np.full(len(entries), pupils // YEAR_GROUPS)
    sizes[len(entries) - pupils % YEAR_GROUPS :] += 1
    leavers = pd.DataFrame(
        [
            {
                "entry": NEWEST - mover.year_group,
                "joined_on": mover.joined_on,
                "left_on": mover.left_on,
                "temporary": False,
            }
            for mover in LEAVERS
        ]
    )
    staying = pd.DataFrame({"entry": np.repeat(entries, sizes)})
    people = pd.concat([staying, leavers], ignore_index=True).sort_values(
        "entry", kind="stable", ignore_index=True
    )
    people["temporary"] = people["temporary"].eq(True)
    people["seat"] = people.groupby("entry").cumcount()
    for mover in JOINERS:
        seat = people.index[people["entry"].eq(NEWEST - mover.year_group) & people["seat"].eq(1)]
        people.loc[seat, "joined_on"] = mover.joined_on
        people.loc[seat, "temporary"] = mover.temporary
    for column in ("joined_on", "left_on"):
        people[column] = pd.to_datetime(people[column]).astype("datetime64[s]")
    people["repeats"] = people["entry"].eq(NEWEST - REPEATS - 1) & people["seat"].eq(2)
    people["luck"] = rng.random(len(people))
    return people


def _describe(people: pd.DataFrame, rng: np.random.Generator) -> None:
    shuffled = rng.permutation(len(people))
    place = people.loc[shuffled].groupby("entry").cumcount().sort_index()
    size = people.groupby("entry")["entry"].transform("size")
    people["ehcp"] = place < np.maximum(1, np.rint(EHCP * size))
    people["sen"] = np.select(
        [people["ehcp"], place < np.rint((EHCP + SUPPORT) * size)], ["ehcp", "support"], "none"
    )
    for column, share in (("disadvantaged", DISADVANTAGED), ("eal", EAL)):
        mixed = people.loc[rng.permutation(len(people))].groupby("entry").cumcount().sort_index()
        people[column] = mixed < np.rint(share * size)
    people["sex"] = np.where(rng.permuted(np.arange(len(people)) % 2) == 0, "F", "M")
    september = pd.to_datetime((people["entry"] - 6).astype(str) + "-09-01")
    born = september + pd.to_timedelta(rng.integers(0, 365, len(people)), unit="D")
    people["date_of_birth"] = born.astype("datetime64[s]")
    people["group_attendance"] = rng.choice(ATTENDANCE, len(people), p=ATTENDANCE_SHARES)


def _name(people: pd.DataFrame, rng: np.random.Generator) -> None:
    given = np.empty(len(people), object)
    for sex, forenames in (("F", names.GIRLS), ("M", names.BOYS)):
        chosen = np.flatnonzero(people["sex"] == sex)
        pairs = len(forenames) * len(names.SURNAMES)
        numbers = rng.choice(pairs, len(chosen), replace=len(chosen) > pairs)
        given[chosen] = [
            f"{forenames[pair // len(names.SURNAMES)]} {names.SURNAMES[pair % len(names.SURNAMES)]}"
            for pair in numbers
        ]
    people["name"] = given
    girls = people[people["sex"].eq("F") & people["left_on"].isna()]
    for year_group, name in ((5, names.ACCENTED), (2, names.SHARED), (6, names.SHARED)):
        cohort = girls.index[girls["entry"].eq(NEWEST - year_group)]
        people.loc[cohort[:1], "name"] = name


def _number(people: pd.DataFrame, school_id: str) -> None:
    people["pupil_id"] = [f"{101 + position:05d}" for position in range(len(people))]
    establishment = school_id[-4:]
    numbers = []
    for entry, seat, elsewhere, temporary in zip(
        people["entry"].tolist(),
        people["seat"].tolist(),
        people["joined_on"].notna().tolist(),
        people["temporary"].tolist(),
        strict=True,
    ):
        authority = OTHER_AUTHORITY if elsewhere else OUR_AUTHORITY
        issue = temporary_upn if temporary else upn
        numbers.append(issue(authority, establishment, entry - 1, seat + 1))
    people["upn"] = numbers


def _rows(people: pd.DataFrame, years: int, rng: np.random.Generator) -> pd.DataFrame:
    parts = []
    for ends in years_on_roll(years):
        year_group = ends - people["entry"] - (people["repeats"] & (ends == NEWEST))
        september, august = pd.Timestamp(ends - 1, 9, 1), pd.Timestamp(ends, 8, 31)
        joined = people["joined_on"].isna() | (people["joined_on"] <= august)
        staying = people["left_on"].isna() | (people["left_on"] >= september)
        here = people[joined & staying & year_group.between(0, YEAR_GROUPS - 1)]
        rows = here.assign(
            person=here.index, academic_year=ends, year_group=year_group[here.index].astype("Int16")
        )
        behind = np.where(rows["ehcp"] & (rows["entry"] % 3 > 0), 1 + rows["entry"] % 2, 0)
        working = (rows["year_group"] - behind).clip(lower=0)
        rows["working_year"] = working.where(working < rows["year_group"])
        rows["class_name"] = _classes(rows)
        left_this_year = rows["left_on"] <= august
        rows["left_on"] = rows["left_on"].where(left_this_year)
        parts.append(rows)
    return pd.concat(parts, ignore_index=True)


def _classes(rows: pd.DataFrame) -> pd.Series:
    size = rows["left_on"].isna().groupby(rows["year_group"]).transform("sum")
    classes = np.maximum(1, np.rint(size / CLASS_SIZE)).astype(int)
    turn = rows.groupby("year_group").cumcount() % classes
    return pd.Series(
        [
            names.class_names(int(year_group), int(count))[int(place)]
            for year_group, count, place in zip(rows["year_group"], classes, turn, strict=True)
        ],
        index=rows.index,
    )
