"""A snapshot: one school under one curriculum, as at an assessment point.

Pupils down, statements across. The masks are plain boolean frames that all share one index and one
set of columns, so that a definition reads as the sentence a teacher would say:
`start.due & ~start.secure` is what they had not got yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ladders_analysis.attainment import (
    ByStatements,
    Evidence,
    attainment_table,
    by_statements,
    gather,
    share_of,
    standing,
)
from ladders_analysis.basis import BASES, by_score, by_teacher
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.expectation import Expected, Policy, expected_at, policy_at
from ladders_analysis.grid import Codes, Grid, Integers, Mask, day_number
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.roll import Roll
from ladders_analysis.settings import SchoolSettings

STATES = ("not yet taught", "taught, not assessed", "assessed, not secure", "secure")
"""The four states of a statement, told apart and shown apart everywhere."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One school as at an assessment point.

    Made by `School.as_at`. Masks are pupils × statements, computed when first asked for.

    Attributes
    ----------
    settings
        The school's settings.
    grid
        The school's grid, shared by all its snapshots.
    point
        The assessment point.
    roll
        Who was on roll.
    counted
        The code that counts in each cell [0 none, 1 worst …].
    overall_table, results_table
        The school's overall judgements and results, all years.
    bases
        The default basis by year group × subject.
    sources
        File name -> SHA-256 of everything that was loaded.
    """

    settings: SchoolSettings
    grid: Grid
    point: AssessmentPoint
    roll: Roll
    counted: Codes
    overall_table: pd.DataFrame
    results_table: pd.DataFrame
    bases: Integers
    sources: Mapping[str, str]

    def __repr__(self) -> str:
        """Name the school, the point and the size."""
        return (
            f"<Snapshot of {self.settings.name} as at {self.point.label}: "
            f"{int(self.roll.in_scope.sum())} pupils, {len(self.grid.statements)} statements>"
        )

    @property
    def school_id(self) -> str:
        """The school's id."""
        return self.settings.school_id

    @property
    def subjects(self) -> tuple[str, ...]:
        """Every subject the school knows of, in the curriculum's order."""
        return self.grid.subjects

    @property
    def half_terms_ended(self) -> int:
        """The half-term through which the curriculum is due [0–6]."""
        return self.point.due_through

    @property
    def pupils(self) -> pd.DataFrame:
        """Pupils in scope: one row each, indexed by `pupil_id`, with their attributes."""
        return self.roll.table

    @property
    def statements(self) -> pd.DataFrame:
        """The curriculum's statements, indexed by `statement_id`, in the grid's order."""
        return self.grid.table.set_index("statement_id")

    @cached_property
    def in_scope(self) -> pd.Series:
        """Whether each pupil of the grid is in scope."""
        return pd.Series(self.roll.in_scope, index=self.grid.pupils, name="in_scope")

    @cached_property
    def expected(self) -> Expected:
        """What is expected of each pupil by year group, as arrays."""
        return expected_at(self.grid, self.settings, self.point, self.roll.year_group)

    @cached_property
    def rules(self) -> Policy:
        """The policy in force, by each pupil's year group."""
        return policy_at(self.grid, self.settings, self.point, self.roll.year_group)

    @cached_property
    def evidence(self) -> Evidence:
        """The masks that attainment by statements rests on, as arrays."""
        return self.evidence_for(self.expected, self.rules)

    def evidence_for(self, expected: Expected, rules: Policy) -> Evidence:
        """Gather the evidence under an expectation, which may be that of a working year.

        Parameters
        ----------
        expected
            What is due and taught.
        rules
            The policy in force with it.
        """
        return gather(self.grid, self.settings, self.counted, expected, rules, self._classes)

    @cached_property
    def due(self) -> pd.DataFrame:
        """Statements the curriculum expects secure by the point; False out of scope."""
        return self.grid.frame(self.expected.due)

    @cached_property
    def own_year(self) -> pd.DataFrame:
        """Statements of the pupil's own year group."""
        return self.grid.frame(self.expected.own_year)

    @cached_property
    def taught(self) -> pd.DataFrame:
        """Statements whose teaching has begun."""
        return self.grid.frame(self.expected.taught)

    @cached_property
    def assessed(self) -> pd.DataFrame:
        """Statements with a judgement that counts."""
        return self.grid.frame(self.evidence.assessed)

    @cached_property
    def secure(self) -> pd.DataFrame:
        """Statements judged secure or better."""
        return self.grid.frame(self.evidence.secure)

    @cached_property
    def deeper(self) -> pd.DataFrame:
        """Statements judged at the deeper code or better."""
        return self.grid.frame(self.evidence.deeper)

    @cached_property
    def key(self) -> pd.DataFrame:
        """Statements the school marks as key."""
        return self.grid.frame(self.evidence.key)

    @cached_property
    def judged_not_secure(self) -> pd.DataFrame:
        """Statements judged, and not secure."""
        return self.grid.frame(self.evidence.assessed & ~self.evidence.secure)

    @cached_property
    def stale(self) -> pd.DataFrame:
        """Statements whose counting judgement is older than the school's `stale_after_days`."""
        limits = self.rules.shares("stale_after_days")[:, self.grid.subject_of]
        age = day_number(self.point.on) - self.grid.last_assessed(self.point.entries_close)
        return self.grid.frame(self.evidence.assessed & (age > limits))

    @cached_property
    def codes(self) -> pd.DataFrame:
        """The code that counts in each cell, as uint8: 0 none, 1 the worst code, and so on."""
        return self.grid.frame(self.counted)

    def with_codes(self, codes: pd.DataFrame | Codes) -> Snapshot:
        """Return a copy in which other codes count, for audits and what-ifs.

        Parameters
        ----------
        codes
            Pupils × statements, as in `codes`.

        Raises
        ------
        ValueError
            The grid has another shape.
        """
        grid = np.asarray(codes, dtype=np.uint8)
        if grid.shape != self.grid.shape:
            raise ValueError(f"codes: shape {grid.shape}, expected {self.grid.shape}")
        return replace(self, counted=grid)

    def policy(self, name: str) -> pd.DataFrame:
        """Return one value of the expectation policy, pupils × subjects.

        Parameters
        ----------
        name
            A key of `[expectation]`, such as "secure_share" (as in force at this point).
        """
        return self.grid.subject_frame(self.rules.values(name)).infer_objects()

    def per_subject(self, mask: pd.DataFrame) -> pd.DataFrame:
        """Add up statements' weights where `mask` is True: pupils × subjects [weight]."""
        return self.grid.subject_frame(self.grid.per_subject(self._array(mask)))

    def share(self, mask: pd.DataFrame, of: pd.DataFrame) -> pd.DataFrame:
        """Return the weight under `mask` as a share of the weight under `of`.

        Parameters
        ----------
        mask, of
            Pupils × statements.

        Returns
        -------
        DataFrame
            Pupils × subjects [share 0–1], NaN where nothing is under `of`.
        """
        part, whole = (self.grid.per_subject(self._array(each)) for each in (mask, of))
        return self.grid.subject_frame(share_of(part, whole))

    def states(self, subject: str) -> pd.DataFrame:
        """Return each own-year or due statement's state, for the pupils in scope.

        Parameters
        ----------
        subject
            The subject.

        Returns
        -------
        DataFrame of uint8
            Pupils in scope × statements of the subject (by `statement_id`), places in `STATES`. A
            secure statement is secure even if not yet taught.
        """
        evidence = self.evidence
        state = np.select(
            [evidence.secure, evidence.assessed, self.expected.taught], [3, 2, 1], 0
        ).astype(np.uint8)
        across = self.grid.table["subject"].to_numpy() == subject
        ids = pd.Index(self.grid.table.loc[across, "statement_id"], name="statement_id")
        down = self.roll.in_scope
        return pd.DataFrame(state[down][:, across], index=self.grid.pupils[down], columns=ids)

    @cached_property
    def placed(self) -> ByStatements:
        """Attainment by statements, as arrays of pupils × subjects."""
        return by_statements(self.grid, self.rules, self.evidence, self.roll.year_group)

    @cached_property
    def _teacher(self) -> tuple[Integers, pd.DataFrame]:
        return by_teacher(self.grid, self.settings, self.point, self.overall_table)

    @cached_property
    def _score(self) -> tuple[Integers, pd.DataFrame]:
        return by_score(
            self.grid, self.settings, self.point, self.results_table, self.roll.year_group
        )

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
        fallback = self.bases[np.maximum(self.roll.year_group, 0)]
        chosen = np.select([named == basis for basis in BASES], range(len(BASES)), fallback)
        return chosen.astype(np.int64)

    @cached_property
    def standing(self) -> Integers:
        """Attainment under the basis in force, pupils × subjects, places in `ATTAINMENT`."""
        return standing(self.roll, self.basis, self._views)[0]

    @property
    def _views(self) -> list[Integers]:
        return [self.placed.placed, self._teacher[0], self._score[0]]

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
        places = [ATTAINMENT.index(word) for word in words]
        here = self.roll.in_scope[:, None]
        return self.grid.subject_frame(np.isin(self.standing, places) & here)

    def rests_on(self, *bases: str) -> pd.DataFrame:
        """Ask which pupils are placed on one of the given bases, pupils × subjects."""
        return self.grid.subject_frame(np.isin(self.basis, [BASES.index(base) for base in bases]))

    def tally(self, values: pd.DataFrame) -> pd.DataFrame:
        """Add up numbers or True marks per pupil × subject, each statement counting as one."""
        return self.grid.subject_frame(self.grid.tally(np.asarray(values)))

    def attainment(self) -> pd.DataFrame:
        """Place every pupil in scope against the expectation in every subject.

        Returns
        -------
        DataFrame
            One row per pupil × subject: `pupil_id`, `subject`, `attainment` (ordered, see
            DESIGN §4), `basis`, `secure`, `due` and `assessed` [weight of due statements], and what
            each basis says: `by_statements`, `by_teacher`, `by_score`.
        """
        return attainment_table(self.grid, self.roll, self.basis, self.placed, self._views)

    @cached_property
    def _classes(self) -> Integers:
        names = self.roll.table["class_name"].reindex(self.grid.pupils)
        return np.asarray(pd.factorize(names)[0], dtype=np.int64)

    def _array(self, mask: pd.DataFrame) -> Mask:
        if mask.columns is not self.grid.statements and not mask.columns.equals(
            self.grid.statements
        ):
            raise ValueError("the mask's columns are not this school's statements")
        if mask.index is not self.grid.pupils and not mask.index.equals(self.grid.pupils):
            raise ValueError("the mask's rows are not this school's pupils")
        return mask.to_numpy(bool)
