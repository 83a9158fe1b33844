"""The masks of a snapshot: pupils down, statements across, and the counting of them.

All masks are plain boolean frames that share one index and one set of columns, so that a definition
reads as the sentence a teacher would say: `start.due & ~start.secure` is what they had not got yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd

from ladders_analysis.attainment import Evidence, gather, share_of, states_of
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.expectation import Expected, Policy, expected_at, policy_at
from ladders_analysis.grid import Codes, Grid, Integers, Mask, day_number
from ladders_analysis.one_school import OneSchool
from ladders_analysis.roll import Roll
from ladders_analysis.settings import SchoolSettings


@dataclass(frozen=True, eq=False)
class Masks:
    """What is due, taught, assessed and secure at a point, pupils × statements.

    Masks are computed when first asked for.

    Attributes
    ----------
    of_school
        The school, with its settings, tables and grid.
    point
        The assessment point.
    roll
        Who was on roll.
    counted
        The code that counts in each cell [0 none, 1 worst …].
    """

    of_school: OneSchool
    point: AssessmentPoint
    roll: Roll
    counted: Codes

    def __repr__(self) -> str:
        """Name the school, the point and the size."""
        return (
            f"<Snapshot of {self.settings.name} as at {self.point.label}: "
            f"{int(self.roll.in_scope.sum())} pupils, {len(self.grid.statements)} statements>"
        )

    @property
    def settings(self) -> SchoolSettings:
        """The school's settings."""
        return self.of_school.settings

    @property
    def grid(self) -> Grid:
        """The school's grid, shared by all its snapshots."""
        return self.of_school.grid

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
    def secure_by_exception(self) -> pd.DataFrame:
        """Due statements that nobody judged and that count as secure by the school's policy."""
        return self.grid.frame(self.evidence.secure & ~self.evidence.assessed)

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
        """Statements last judged longer ago than the school's `stale_after_days`."""
        limits = self.rules.shares("stale_after_days")[:, self.grid.subject_of]
        age = day_number(self.point.on) - self.grid.last_assessed(self.point.entries_close)
        return self.grid.frame(self.evidence.assessed & (age > limits))

    def judged_after(self, earlier: Masks) -> pd.DataFrame:
        """Mark the statements that somebody looked at again after an earlier point.

        Parameters
        ----------
        earlier
            The earlier snapshot of the same school.

        Returns
        -------
        DataFrame of bool
            Pupils × statements with a judgement assessed after the close of the earlier point's
            entries, and known by the close of this one's. What was assessed before and entered late
            is no second look.
        """
        last = self.grid.last_assessed(self.point.entries_close)
        return self.grid.frame(last > day_number(earlier.point.entries_close))

    @cached_property
    def codes(self) -> pd.DataFrame:
        """The code that counts in each cell, as uint8: 0 none, 1 the worst code, and so on."""
        return self.grid.frame(self.counted)

    def with_codes(self, codes: pd.DataFrame | Codes) -> Self:
        """Return a copy in which other codes count, for audits and what-ifs.

        Parameters
        ----------
        codes
            Pupils × statements, as in `codes`.

        Raises
        ------
        ValueError
            The grid has another shape, or is a frame of other rows or columns.
        """
        if np.shape(codes) != self.grid.shape:
            raise ValueError(f"codes: shape {np.shape(codes)}, expected {self.grid.shape}")
        values = self._lined_up(codes) if isinstance(codes, pd.DataFrame) else codes
        return replace(self, counted=np.array(values, dtype=np.uint8))

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
        state = states_of(evidence.secure, evidence.assessed, self.expected.taught)
        across = self.grid.table["subject"].to_numpy() == subject
        ids = pd.Index(self.grid.table.loc[across, "statement_id"], name="statement_id")
        down = self.roll.in_scope
        return pd.DataFrame(state[down][:, across], index=self.grid.pupils[down], columns=ids)

    def tally(self, values: pd.DataFrame) -> pd.DataFrame:
        """Add up numbers or True marks per pupil × subject, each statement counting as one."""
        return self.grid.subject_frame(self.grid.tally(np.asarray(values)))

    @cached_property
    def _classes(self) -> Integers:
        names = self.roll.table["class_name"].reindex(self.grid.pupils)
        return np.asarray(pd.factorize(names)[0], dtype=np.int64)

    def _array(self, mask: pd.DataFrame) -> Mask:
        return self._lined_up(mask).astype(bool, copy=False)

    def _lined_up(self, frame: pd.DataFrame) -> np.ndarray[Any, Any]:
        """Give a frame's values, refusing one that does not line up with this school's grid."""
        for given, own, what in (
            (frame.columns, self.grid.statements, "columns are not this school's statements"),
            (frame.index, self.grid.pupils, "rows are not this school's pupils"),
        ):
            if given is not own and not given.equals(own):
                raise ValueError(f"the frame's {what}")
        return frame.to_numpy()
