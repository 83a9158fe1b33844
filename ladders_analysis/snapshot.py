"""A snapshot: one school under one curriculum, as at an assessment point.

Its masks say what is due and what is secure; here they become a standing, subject by subject, on
the basis that the school has chosen, with what the other bases say beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.attainment import ByStatements, attainment_table, by_statements, standing
from ladders_analysis.basis import BASES, by_score, by_teacher
from ladders_analysis.errors import nearest
from ladders_analysis.grid import Integers
from ladders_analysis.masks import Masks
from ladders_analysis.policy import ATTAINMENT


@dataclass(frozen=True, eq=False, repr=False)
class Snapshot(Masks):
    """One school as at an assessment point, made by `School.as_at`.

    Notes
    -----
    All snapshots of one school share their grid, and so their index and columns.
    """

    @cached_property
    def placed(self) -> ByStatements:
        """Attainment by statements, as arrays of pupils × subjects."""
        return by_statements(self.grid, self.rules, self.evidence, self.roll.year_group)

    @cached_property
    def _teacher(self) -> tuple[Integers, pd.DataFrame]:
        return by_teacher(self.grid, self.settings, self.point, self.of_school.tables["overall"])

    @cached_property
    def _score(self) -> tuple[Integers, pd.DataFrame]:
        results = self.of_school.tables["results"]
        return by_score(self.grid, self.settings, self.point, results, self.roll.year_group)

    @property
    def overall(self) -> pd.DataFrame:
        """The overall judgements that count, one per pupil × subject, with the word `placed`."""
        return self._teacher[1]

    @property
    def results(self) -> pd.DataFrame:
        """The scores that count, pupils × subjects (NaN without)."""
        return self._score[1]

    @cached_property
    def basis(self) -> Integers:
        """The basis in force, pupils × subjects, places in `BASES`."""
        named = self.rules.values("basis")
        fallback = self.of_school.bases[np.maximum(self.roll.year_group, 0)]
        chosen = np.select([named == basis for basis in BASES], range(len(BASES)), fallback)
        return chosen.astype(np.int64)

    @cached_property
    def standing(self) -> Integers:
        """Attainment under the basis in force, pupils × subjects, places in `ATTAINMENT`."""
        return self.stood[0]

    @cached_property
    def stood(self) -> tuple[Integers, Integers]:
        """The standing, and what each of `BASES` says of it, stacked."""
        views = [self.placed.placed, self._teacher[0], self._score[0]]
        return standing(self.roll, self.basis, views)

    def stands(self, *words: str) -> pd.DataFrame:
        """Ask which pupils' attainment is one of the given words.

        Parameters
        ----------
        *words
            Words of attainment, such as "expected", "greater depth".

        Returns
        -------
        DataFrame of bool
            Pupils × subjects; False out of scope.

        Raises
        ------
        ValueError
            A word that attainment does not have.
        """
        for word in words:
            if word not in ATTAINMENT:
                raise ValueError(f'"{word}" is no word of attainment: {nearest(word, ATTAINMENT)}')
        places = [ATTAINMENT.index(word) for word in words]
        here = self.roll.in_scope[:, None]
        return self.grid.subject_frame(np.isin(self.standing, places) & here)

    def rests_on(self, *bases: str) -> pd.DataFrame:
        """Ask which pupils are placed on one of the given bases, pupils × subjects."""
        return self.grid.subject_frame(np.isin(self.basis, [BASES.index(base) for base in bases]))

    def attainment(self) -> pd.DataFrame:
        """Place every pupil in scope against the expectation in every subject.

        Returns
        -------
        DataFrame
            One row per pupil × subject: `pupil_id`, `subject`, `attainment` (ordered, see
            DESIGN §4), `basis`, `secure`, `due` and `assessed` [weight of due statements], and what
            each basis says: `by_statements`, `by_teacher`, `by_score`.
        """
        return self._attainment.copy()

    @cached_property
    def _attainment(self) -> pd.DataFrame:
        return attainment_table(self.grid, self.roll, self.basis, self.placed, *self.stood)
