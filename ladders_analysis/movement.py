"""Progress between two points: a definition mapped over one school or a trust.

The result is a tidy frame that remembers where it came from: the definition's `about`, the
provenance, and everybody who was in scope at either point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.contract import About, Definition, parameters_of
from ladders_analysis.definitions.holding import checked
from ladders_analysis.errors import LaddersError, PointError, nearest
from ladders_analysis.populations import (
    BOTH,
    JOINED,
    KEYS,
    LEFT,
    population_of,
    stacked,
)
from ladders_analysis.provenance import Provenance, provenance_of
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trust import NOBODY_ON_ROLL, TrustSnapshot, by_school

__all__ = ["BOTH", "JOINED", "KEYS", "LEFT", "Progress", "assembled", "check_same_rows"]
__all__ += ["grouping", "pairs_of", "progress", "transitions"]


class Progress(pd.DataFrame):
    """A definition's results: one row per pupil × subject in scope at both points.

    Index `school_id`, `pupil_id`, `subject`; columns `outcome`, `value`, `numerator`,
    `denominator`, `because`, `attainment_start`, `attainment_end`. A slice of it is a plain frame;
    `only` keeps everything it knows.

    Attributes
    ----------
    about
        What the definition says about itself.
    provenance
        Where the results come from.
    population
        Everybody in scope at either point × subject, with `presence` (both, joined or left), their
        attainment and their attributes (at the end; at the start for those who left).
    rows_from
        Fewer ranked pupils than this are too few to speak of.
    """

    _metadata: ClassVar[list[str]] = ["about", "provenance", "population", "rows_from"]
    about: About
    provenance: Provenance
    population: pd.DataFrame
    rows_from: int

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def only(self, **attributes: Any) -> Progress:
        """Keep the pupils and subjects with the given attributes.

        Parameters
        ----------
        **attributes
            Columns of `population` (cohort, cohort_label, subject, class_name, disadvantaged …)
            and the value, or list of values, to keep.

        Raises
        ------
        KeyError
            No such attribute.
        """
        people = self.population
        keep = pd.Series(True, index=people.index)
        for name, wanted in attributes.items():
            keep &= (
                _column(people, name)
                .isin(wanted if isinstance(wanted, (list, tuple, set)) else [wanted])
                .to_numpy(bool)
            )
        kept = people[keep.to_numpy()]
        rows = pd.DataFrame(self)[self.index.isin(kept.index)]
        return _dressed(rows, self.about, self.provenance, kept, self.rows_from)


def progress(
    start: Snapshot | TrustSnapshot,
    end: Snapshot | TrustSnapshot,
    definition: str | Definition | type[Definition],
) -> Progress:
    """Rate progress between two points by a definition.

    Parameters
    ----------
    start, end
        Snapshots of one school, or of a trust, as `School.as_at` gives them.
    definition
        A name, a class, an instance or a decorated function.

    Returns
    -------
    Progress

    Raises
    ------
    DefinitionError
        The definition is unknown or breaks its contract.
    PointError
        The end is before the start, or the two are of different schools.
    """
    return assembled(resolve(definition), pairs_of(start, end))


def assembled(
    found: Definition,
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    rate: Callable[[Snapshot, Snapshot], object] | None = None,
) -> Progress:
    """Rate each school and put the answers together with where they come from.

    Parameters
    ----------
    found
        The definition.
    pairs
        School id -> its two snapshots.
    rate
        Stands in for the definition's own call, such as one under a time limit.

    Raises
    ------
    DefinitionError
        The definition breaks its contract.
    LaddersError
        There is no school, because nobody is on roll.
    """
    if not pairs:
        raise LaddersError(NOBODY_ON_ROLL)
    tables, people = [], []
    for school_id, (before, after) in pairs.items():
        rated = checked((rate or found)(before, after), found.about, before, after)
        population = population_of(school_id, before, after)
        rated = rated.set_axis(population.attained.index, axis=0)
        tables.append(pd.concat([rated, population.attained], axis=1))
        people.append(population.everybody)
    return _dressed(
        tables[0] if len(tables) == 1 else stacked(tables),
        found.about,
        provenance_of(found.about.name, found.about.version, parameters_of(found), pairs.values()),
        people[0] if len(people) == 1 else stacked(people),
        max(end.settings.disclosure.rows_from for _, end in pairs.values()),
    )


def transitions(progress: Progress, by: Sequence[str] = ()) -> pd.DataFrame:
    """Count pupils by attainment at the start and at the end.

    Parameters
    ----------
    progress
        The result of `la.progress`; `progress.only(...)` for a part of it.
    by
        Further columns of its population to count by.

    Returns
    -------
    DataFrame
        The `by` columns, `attainment_start`, `attainment_end`, `pupils`; no empty rows.
    """
    people = progress.population
    both = people[people["presence"] == BOTH].reset_index()
    by = grouping(by, both.columns) if by else []
    columns = [*by, "attainment_start", "attainment_end"]
    counts = both.groupby(columns, observed=True, dropna=False).size()
    return counts.rename("pupils").reset_index()


def check_same_rows(one: Progress, other: Progress) -> None:
    """Refuse two results that are not about the same pupils and subjects.

    Raises
    ------
    LaddersError
        They are not.
    """
    if not one.index.equals(other.index):
        raise LaddersError("The two results are about different pupils: take both at one time.")


def grouping(by: str | Sequence[str], allowed: Sequence[str] | pd.Index) -> list[str]:
    """Return the columns to group by, refusing none at all and names that are not there.

    Raises
    ------
    LaddersError
        No column, or one that is not among `allowed`.
    """
    columns = [by] if isinstance(by, str) else list(by)
    if not columns:
        raise LaddersError("Group by at least one column, such as school_id or subject.")
    for column in columns:
        if column not in allowed:
            raise LaddersError(f'Cannot group by "{column}": {nearest(column, allowed)}.')
    return columns


def pairs_of(
    start: Snapshot | TrustSnapshot, end: Snapshot | TrustSnapshot
) -> dict[str, tuple[Snapshot, Snapshot]]:
    """Pair the snapshots of each school.

    Raises
    ------
    PointError
        The end is before the start, or the two are of different schools or loads.
    """
    before, after = by_school(start), by_school(end)
    if before.keys() != after.keys():
        raise PointError("The two snapshots are of different schools.")
    for school_id in before:
        first, last = before[school_id].point, after[school_id].point
        if last.on < first.on:
            raise PointError(f"{last.label} is before {first.label}: give the earlier point first.")
        if before[school_id].grid is not after[school_id].grid:
            raise PointError("The two snapshots are of different loads of the school: load once.")
    return {school_id: (before[school_id], after[school_id]) for school_id in before}


def _column(people: pd.DataFrame, name: str) -> pd.Series:
    if name in people.index.names:
        return people.index.get_level_values(name).to_series(index=people.index)
    if name not in people:
        raise KeyError(f'No attribute "{name}": {nearest(name, [*KEYS, *people.columns])}.')
    return people[name]


def _dressed(
    rows: pd.DataFrame,
    about: About,
    provenance: Provenance,
    population: pd.DataFrame,
    rows_from: int,
) -> Progress:
    table = Progress(rows)
    known: Mapping[str, object] = {
        "about": about,
        "provenance": provenance,
        "population": population,
        "rows_from": rows_from,
    }
    for name, value in known.items():
        object.__setattr__(table, name, value)
    return table
