"""The dense grid: every pupil of a school down, every statement of its curriculum across.

Built once per school and shared by all its snapshots, so that masks taken at different dates line
up by construction. The judgement that counts is found for all cells at once, without sorting.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from ladders_analysis.planned import Planned, planned
from ladders_analysis.policy import NTimes, Scale

Mask: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.uint8]
Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

STATEMENT_LEVELS = ["subject", "ladder", "year", "statement_id"]


def days(dates: pd.Series) -> Integers:
    """Return dates as whole days since 1970, blanks as the largest negative number."""
    return dates.to_numpy("datetime64[D]").astype(np.int64)


def day_number(day: dt.date) -> int:
    """Return one date as whole days since 1970."""
    return (day - dt.date(1970, 1, 1)).days


@dataclass(frozen=True, eq=False)
class Grid:
    """Pupils × statements of one school under one curriculum.

    Attributes
    ----------
    pupils
        Every pupil who was ever on roll (`pupil_id`).
    statements
        Every statement, as the levels subject, ladder, year and statement_id.
    table
        The statements' own rows, in the order of `statements`.
    plan
        When each is meant to be taught and known.
    subjects
        Every subject the school knows of: of its statements, overall judgements or score lines.
    cells, assessed, recorded, codes
        One entry per judgement: its flat cell, both days, and its code (1 is the worst).
    """

    pupils: pd.Index
    statements: pd.MultiIndex
    table: pd.DataFrame
    plan: Planned
    subjects: tuple[str, ...]
    cells: Integers
    assessed: Integers
    recorded: Integers
    codes: Codes
    _rows: dict[bytes, pd.MultiIndex] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Pupils × statements."""
        return len(self.pupils), len(self.statements)

    @cached_property
    def subject_of(self) -> Integers:
        """Position in `subjects` of each statement's subject."""
        return pd.Index(self.subjects).get_indexer(pd.Index(self.table["subject"])).astype(np.int64)

    @cached_property
    def curriculum_hash(self) -> str:
        """Short fingerprint of the curriculum: statements, weights, when due, which are key."""
        columns = ["statement_id", "subject", "year", "due_half_term", "key", "weight"]
        text = self.table[columns].sort_values("statement_id").to_csv(index=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @cached_property
    def _runs(self) -> tuple[Integers, Floats]:
        """Where runs of one subject and weight begin, and each run's weight in its subject."""
        weights = self.table["weight"].to_numpy(np.float64)
        new = np.r_[True, (np.diff(self.subject_of) != 0) | (np.diff(weights) != 0)][: len(weights)]
        starts = np.flatnonzero(new)
        by_subject = np.zeros((len(starts), len(self.subjects)))
        by_subject[np.arange(len(starts)), self.subject_of[starts]] = weights[starts]
        return starts, by_subject

    def per_subject(self, mask: Mask) -> Floats:
        """Add up statements' weights per pupil × subject where `mask` is True.

        Parameters
        ----------
        mask
            Pupils × statements.

        Returns
        -------
        ndarray
            Pupils × subjects [weight of statements].

        Notes
        -----
        Statements of one subject and weight are counted as integers, and each count is multiplied
        by its weight once: no rounding creeps in with the number of statements.
        """
        starts, by_subject = self._runs
        if not len(starts):
            return np.zeros((len(mask), len(self.subjects)))
        counts = np.add.reduceat(mask, starts, axis=1, dtype=np.int32)
        # One addition per run, in order: a matrix product may add in any order.
        totals = np.zeros((len(mask), len(self.subjects)))
        for run in range(len(starts)):
            totals += counts[:, run, None] * by_subject[run]
        return totals

    def tally(self, values: npt.NDArray[Any]) -> Floats:
        """Add up numbers (or True marks) per pupil × subject, every statement counting as one.

        Parameters
        ----------
        values
            Pupils × statements.
        """
        totals = np.zeros((len(values), len(self.subjects)))
        starts = np.flatnonzero(np.r_[True, np.diff(self.subject_of) != 0][: len(self.subject_of)])
        if len(starts):
            sums = np.add.reduceat(values, starts, axis=1, dtype=np.int64)
            totals[:, self.subject_of[starts]] = sums
        return totals

    def frame(self, values: npt.NDArray[Any]) -> pd.DataFrame:
        """Dress an array of pupils × statements in the grid's own index and columns."""
        return pd.DataFrame(values, index=self.pupils, columns=self.statements, copy=False)

    def subject_frame(self, values: npt.NDArray[Any]) -> pd.DataFrame:
        """Dress an array of pupils × subjects."""
        return pd.DataFrame(values, index=self.pupils, columns=self.subject_index, copy=False)

    @cached_property
    def subject_index(self) -> pd.Index:
        """The subjects as a column index."""
        return pd.Index(self.subjects, name="subject")

    def rows_of(self, who: Mask) -> pd.MultiIndex:
        """List the rows of an answer about some pupils: each of them × every subject.

        Parameters
        ----------
        who
            Which of the pupils.

        Notes
        -----
        The list is kept: every definition that is asked about the same pupils answers on it.
        """
        key = who.tobytes()
        if key not in self._rows:
            levels = [self.pupils[who], self.subject_index]
            self._rows[key] = pd.MultiIndex.from_product(levels, names=["pupil_id", "subject"])
        return self._rows[key].copy()

    def codes_as_at(self, close: dt.date, counts: str | NTimes) -> Codes:
        """Find the code that counts in each cell, by the close of a day.

        Parameters
        ----------
        close
            The last day whose entries count, both as assessed and as recorded.
        counts
            "latest" (last assessed, then last recorded, then the higher code), "highest", or the
            highest code reached or passed on n different days.

        Returns
        -------
        ndarray of uint8
            Pupils × statements; 0 where no judgement counts, else the code's place from 1.
        """
        limit = day_number(close)
        known = (self.assessed <= limit) & (self.recorded <= limit)
        cells, codes = self.cells[known], self.codes[known]
        size = self.shape[0] * self.shape[1]
        if isinstance(counts, NTimes):
            flat = _reached_on(cells, self.assessed[known], codes, counts.n_times, size)
        elif counts == "highest":
            flat = np.zeros(size, np.uint8)
            np.maximum.at(flat, cells, codes)
        else:
            packed = (self.assessed[known] << 32) | (self.recorded[known] << 8) | codes
            best = np.zeros(size, np.int64)
            np.maximum.at(best, cells, packed)
            flat = (best & 0xFF).astype(np.uint8)
        return flat.reshape(self.shape)

    def last_assessed(self, close: dt.date) -> Integers:
        """Return the last day each cell was judged, by the close of a day (0 for never)."""
        known = (self.assessed <= day_number(close)) & (self.recorded <= day_number(close))
        flat = np.zeros(self.shape[0] * self.shape[1], np.int64)
        np.maximum.at(flat, self.cells[known], self.assessed[known])
        return flat.reshape(self.shape)


def _reached_on(cells: Integers, on: Integers, codes: Codes, times: int, size: int) -> Codes:
    """Return the n-th best of each cell's daily best codes: reached or passed on n days."""
    order = np.lexsort((codes, on, cells))
    cells, on, codes = cells[order], on[order], codes[order]
    last_of_day = np.r_[(np.diff(cells) != 0) | (np.diff(on) != 0), True][: len(cells)]
    cells, codes = cells[last_of_day], codes[last_of_day]
    order = np.lexsort((-codes.astype(np.int64), cells))
    cells, codes = cells[order], codes[order]
    first = np.r_[True, np.diff(cells) != 0][: len(cells)]
    begins = np.maximum.accumulate(np.where(first, np.arange(len(cells)), 0))
    nth = np.arange(len(cells)) - begins == times - 1
    flat = np.zeros(size, np.uint8)
    flat[cells[nth]] = codes[nth]
    return flat


def build_grid(
    pupils: pd.DataFrame,
    statements: pd.DataFrame,
    judgements: pd.DataFrame,
    scale: Scale | None,
    subjects: tuple[str, ...],
) -> Grid:
    """Lay out one school's pupils, statements and judgements as a grid.

    Parameters
    ----------
    pupils, statements, judgements
        The school's tidy tables (`schema`), already checked: every judgement names a known pupil,
        statement and code.
    scale
        The judgement scale; None where the school judges no statements.
    subjects
        Further subjects, from overall judgements and score lines.

    Returns
    -------
    Grid
    """
    pupil_index = pd.Index(sorted(pupils["pupil_id"].unique()), name="pupil_id", dtype="str")
    known = tuple(dict.fromkeys([*statements["subject"].unique(), *subjects]))
    place = {subject: number for number, subject in enumerate(known)}
    table = (
        statements.assign(
            _place=statements["subject"].map(place).astype("int64"),
            # Whoever shows a statement shows its words, and its id where it has none.
            text=statements["text"].fillna(statements["statement_id"]),
        )
        .sort_values(["_place", "weight", "year", "ladder", "statement_id"])
        .drop(columns="_place")
        .reset_index(drop=True)
    )
    columns = pd.MultiIndex.from_frame(table[STATEMENT_LEVELS])
    ranks = {code: number + 1 for number, code in enumerate(scale.codes if scale else ())}
    code = _by_category(judgements["judgement"], ranks, 0)
    is_judgement = code > 0
    rows = _by_category(judgements["pupil_id"], _positions(pupil_index), -1)
    across = _by_category(
        judgements["statement_id"], _positions(pd.Index(table["statement_id"])), -1
    )
    assessed = days(judgements["assessed_on"])
    recorded = days(judgements["recorded_on"].fillna(judgements["assessed_on"]))
    return Grid(
        pupil_index,
        columns,
        table,
        planned(table),
        known,
        (rows * len(table) + across)[is_judgement],
        assessed[is_judgement],
        recorded[is_judgement],
        code[is_judgement].astype(np.uint8),
    )


def _positions(index: pd.Index) -> dict[str, int]:
    return {name: place for place, name in enumerate(index)}


def _by_category(column: pd.Series, places: dict[str, int], missing: int) -> Integers:
    """Look each distinct value up once, then spread it over the rows."""
    values = column.astype("category")
    lookup = np.array(
        [places.get(value, missing) for value in values.cat.categories] + [missing], np.int64
    )
    return lookup[values.cat.codes.to_numpy()]
