"""Asking a definition under guard: it answers, or what it broke is kept and the audit goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd

from ladders_analysis.definitions.contract import Definition
from ladders_analysis.definitions.holding import NUMBERS, checked
from ladders_analysis.definitions.isolating import IsolatedError, isolated
from ladders_analysis.errors import DefinitionError, LaddersError
from ladders_analysis.experiments.changed import Changed
from ladders_analysis.grid import Integers, Mask
from ladders_analysis.policy import TOLERANCE, UP
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import taken


@dataclass(frozen=True, eq=False)
class Ground:
    """Two snapshots of one school on which definitions are tried.

    Attributes
    ----------
    label
        What to call it in a sentence.
    start, end
        The snapshots.
    made_up
        Whether it is a generated school or the cohort at hand.
    """

    label: str
    start: Snapshot
    end: Snapshot
    made_up: bool


@dataclass(frozen=True)
class Broken:
    """A definition that gave no answer.

    Attributes
    ----------
    broke
        What it did, in a few words.
    because
        The whole of it in a sentence or two; it names no pupil.
    """

    broke: str
    because: str


@dataclass(frozen=True, eq=False)
class Answered:
    """A definition's answer to two snapshots.

    Attributes
    ----------
    table
        As the contract has it, one row per pupil × subject.
    places
        Each row's place among the outcomes, the unranked two last.
    ranked
        Which rows have a ranked outcome.
    """

    table: pd.DataFrame
    places: Integers
    ranked: Mask


Answer: TypeAlias = Answered | Broken


def ask(
    found: Definition, start: Snapshot, end: Snapshot, seconds: float, *, watched: bool = True
) -> Answer:
    """Ask a definition under guard, and hold its answer to the contract.

    Parameters
    ----------
    found
        The definition.
    start, end
        Two snapshots; only copies of them are handed over.
    seconds
        How long it may take.
    watched
        Whether to see that the copies come back as they were. Looking takes as long as the
        definition itself, so it is done once for each school, as things are.
    """
    try:
        answer = isolated(found, start, end, seconds=seconds, watched=watched)
        return answered(checked(answer, found.about, start, end), found)
    except IsolatedError as error:
        return Broken(error.broke, str(error))
    except DefinitionError as error:
        return Broken("broke its contract", str(error))
    except Exception as error:  # an answer so odd that it cannot even be checked
        told = f'Definition "{found.about.name}" breaks its contract: its answer cannot be read'
        return Broken("broke its contract", f"{told} ({type(error).__name__}).")


def ask_changed(found: Definition, changed: Changed, before: Answered, seconds: float) -> Answer:
    """Ask about an experiment, and line the answer up with the one about things as they are."""
    answer = ask(found, changed.start, changed.end, seconds, watched=False)
    rows = before.table.index
    if isinstance(answer, Broken) or answer.table.index.equals(rows):
        return answer
    return answered(changed.back(answer.table).reindex(rows), found)


def answered(table: pd.DataFrame, found: Definition) -> Answered:
    """Dress a checked table of ratings."""
    places = np.asarray(table["outcome"].cat.codes, np.int64)
    return Answered(table, places, (places >= 0) & (places < len(found.about.outcomes)))


def same_answer(one: Answered, other: Answered) -> Mask:
    """Say of each row whether two answers agree in all they say, but for rounding."""
    agree = one.places == other.places
    for column in NUMBERS:
        first, second = (
            each.table[column].to_numpy(np.float64, na_value=np.nan) for each in (one, other)
        )
        agree &= np.isclose(first, second, rtol=0, atol=TOLERANCE, equal_nan=True)
    because = one.table["because"].astype("str") == other.table["because"].astype("str")
    return agree & because.to_numpy(bool)


def up_at_both(ground: Ground, rows: pd.Index) -> Mask:
    """Mark the rows of pupils who are up by the school's policy at both points."""
    up = ground.start.stands(*UP) & ground.end.stands(*UP)
    return marked(up.to_numpy(), ground.end, rows)


def marked(values: Mask, snapshot: Snapshot, rows: pd.Index) -> Mask:
    """Pick from pupils × subjects the values that stand for the rows of an answer."""
    down = snapshot.grid.pupils.get_indexer(pd.Index(rows.get_level_values("pupil_id")))
    across = snapshot.grid.subject_index.get_indexer(pd.Index(rows.get_level_values("subject")))
    return values[down, across]


def grounds_of(
    pairs: Mapping[str, tuple[Snapshot, Snapshot]],
    made_up: Iterable[tuple[str, Snapshot, Snapshot]],
) -> tuple[Ground, ...]:
    """Lay out on what an audit tries its definitions, the cohort at hand first.

    Raises
    ------
    LaddersError
        A snapshot is a what-if, whose codes are not those of its school.
    """
    for pair in pairs.values():
        for snapshot in pair:
            if not np.array_equal(
                snapshot.counted, taken(snapshot.of_school, snapshot.point).counted
            ):
                raise LaddersError(
                    f"The snapshot as at {snapshot.point.label} is a what-if: other codes count "
                    f"in it than the school's own judgements give. An audit changes the judgements "
                    f"themselves, so give it snapshots as school.as_at(point) takes them."
                )
    here = [Ground("this cohort", start, end, False) for start, end in pairs.values()]
    return (*here, *(Ground(label, start, end, True) for label, start, end in made_up))
