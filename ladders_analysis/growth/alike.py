"""A table of scores, sorted into pupils who can be compared with each other.

Pupils are alike in kind where they sat the same assessment of the same subject in the same year
group, and hold earlier scores from the same occasions and assessments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.grid import Floats, Integers

NEEDED = ("subject", "year_group", "assessment", "score", "prior_1")
PRIOR = re.compile(r"prior_([1-9]\d?)")
Sat: TypeAlias = tuple[str, int, str]
"""Subject, year group and assessment."""
Held: TypeAlias = tuple[tuple[int, str], ...]
"""Occasions from which there is an earlier score, latest (1) first, each with its assessment."""


class Kind(NamedTuple):
    """Pupils of one kind: what they sat, which earlier scores they hold, and their rows."""

    sat: Sat
    held: Held
    rows: Integers


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores and earlier scores as arrays.

    Attributes
    ----------
    sat
        Subject, year group and assessment of each row.
    score
        The score (NaN without).
    places
        The occasions, 1 for the latest.
    priors
        Rows × occasions (NaN without).
    assessments
        Rows × occasions: the assessment of each earlier score.
    """

    sat: pd.DataFrame
    score: Floats
    places: tuple[int, ...]
    priors: Floats
    assessments: npt.NDArray[Any]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The pupils who have a score and at least one earlier one, by kind."""
        return tuple(self._kinds())

    def _kinds(self) -> Iterator[Kind]:
        there = ~np.isnan(self.priors)
        rows = np.flatnonzero(~np.isnan(self.score) & there.any(axis=1))
        names = self.assessments.copy()
        names[~there] = None
        columns = {f"at_{place}": names[rows, at] for at, place in enumerate(self.places)}
        keys = self.sat.iloc[rows].reset_index(drop=True).assign(**columns)
        number = keys.groupby(list(keys.columns), dropna=False).ngroup().to_numpy(np.int64)
        for first in np.unique(number, return_index=True)[1].tolist():
            subject, year_group, assessment, *given = keys.iloc[first].tolist()
            held = tuple(
                (place, str(name))
                for place, name in zip(self.places, given, strict=True)
                if not pd.isna(name)
            )
            members = rows[number == number[first]]
            yield Kind((str(subject), int(year_group), str(assessment)), held, members)

    def priors_of(self, held: Held, rows: Integers) -> Floats:
        """Return some rows' earlier scores from the given occasions: rows × occasions."""
        across = [self.places.index(place) for place, _ in held]
        return self.priors[rows][:, across]


def scores_from(table: pd.DataFrame) -> Scores:
    """Read a table of scores.

    Parameters
    ----------
    table
        One row per pupil × subject with `subject`, `year_group`, `assessment`, `score`, `prior_1`
        (the latest earlier score), further `prior_2` …, and where it is another assessment
        `prior_1_assessment` ….

    Raises
    ------
    LaddersError
        A column is missing, or holds something else than it should.
    """
    for column in NEEDED:
        if column not in table:
            raise LaddersError(
                f"A table of scores needs the column {column}: "
                f"{nearest(column, map(str, table.columns))}."
            )
    matches = [PRIOR.fullmatch(str(column)) for column in table.columns]
    places = tuple(sorted(int(match[1]) for match in matches if match))
    if table["year_group"].isna().any() or table["subject"].isna().any():
        raise LaddersError(
            "A table of scores needs a subject and a year_group (0 to 6) in every row."
        )
    sat = pd.DataFrame(
        {
            "subject": table["subject"].astype("str").to_numpy(object),
            "year_group": _numbers(table["year_group"]).astype(np.int64),
            "assessment": table["assessment"].fillna("").astype("str").to_numpy(object),
        }
    )
    assessments = np.empty((len(table), len(places)), dtype=object)
    for at, place in enumerate(places):
        column = f"prior_{place}_assessment"
        given = table[column] if column in table else table["assessment"]
        assessments[:, at] = given.fillna("").astype("str").to_numpy(object)
    priors = np.column_stack([_numbers(table[f"prior_{place}"]) for place in places])
    return Scores(sat, _numbers(table["score"]), places, priors, assessments)


def _numbers(column: pd.Series) -> Floats:
    try:
        given = column.astype("Float64").to_numpy(np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        raise LaddersError(
            f"The column {column.name} holds something else than numbers. "
            f"Leave it blank where there is none."
        ) from None
    numbers = np.asarray(given, dtype=np.float64)
    if np.isinf(numbers).any():
        raise LaddersError(f"The column {column.name} is infinite somewhere. Leave it blank there.")
    return numbers
