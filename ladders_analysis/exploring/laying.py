"""One school's progress laid out as arrays of pupils × subjects, which a trust puts together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.combining import NONE
from ladders_analysis.definitions.contract import About
from ladders_analysis.movement import BOTH, JOINED, LEFT, Progress
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.provenance import Provenance

PRESENCE = (BOTH, JOINED, LEFT)
_Places = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Laid:
    """One school's progress; `because` is pupils × subjects too, and the others as in `Movement`.

    Attributes
    ----------
    pupils
        Everybody in scope at either point, one row each.
    subjects
        The school's own subjects.
    """

    pupils: pd.DataFrame
    subjects: tuple[str, ...]
    presence: _Places
    then: _Places
    now: _Places
    outcome: _Places
    because: NDArray[np.object_]
    about: About
    provenance: Provenance
    rows_from: int


def laid_out(rated: Progress) -> Laid:
    """Lay one school's results out; a population holds every pupil × subject, pupil by pupil."""
    people = rated.population
    own = tuple(str(name) for name in dict.fromkeys(people.index.get_level_values("subject")))
    shape = (len(people) // max(len(own), 1), len(own))
    rows = pd.DataFrame(rated).reindex(people.index)
    words = rated["outcome"].cat.categories.astype("str")
    outcomes = words.get_indexer(pd.Index(rows["outcome"].astype(object).to_numpy()))
    pupils = people.iloc[:: max(len(own), 1)].reset_index().drop(columns="subject")
    present = pd.Index(pupils["presence"].to_numpy())
    said = rows["because"].astype(object).where(rows["because"].notna(), "").to_numpy()
    return Laid(
        pupils,
        own,
        pd.Index(PRESENCE).get_indexer(present).astype(np.int8),
        _places(people["attainment_start"]).reshape(shape),
        _places(people["attainment_end"]).reshape(shape),
        outcomes.astype(np.int8).reshape(shape),
        said.reshape(shape),
        rated.about,
        rated.provenance,
        rated.rows_from,
    )


def spread(places: _Places, own: Sequence[str], subjects: Sequence[str]) -> _Places:
    """Put a school's subjects where they belong among the subjects of all."""
    if tuple(own) == tuple(subjects):
        return places
    wide = np.full((len(places), len(subjects)), NONE, np.int8)
    wide[:, [subjects.index(name) for name in own]] = places
    return wide


def spread_words(
    words: NDArray[np.object_], own: Sequence[str], subjects: Sequence[str]
) -> NDArray[np.object_]:
    """Put a school's words where they belong among the subjects of all; blank elsewhere."""
    wide = np.full((len(words), len(subjects)), "", object)
    wide[:, [subjects.index(name) for name in own]] = words
    return wide


def _places(attained: pd.Series) -> _Places:
    """Read attainment as places in `ATTAINMENT`, `NONE` where out of scope."""
    if not isinstance(attained.dtype, pd.CategoricalDtype):
        words = attained.astype(object).to_numpy()
        return pd.Index(ATTAINMENT).get_indexer(pd.Index(words)).astype(np.int8)
    # The last is that of a blank.
    known = pd.Index(ATTAINMENT).get_indexer(attained.cat.categories.astype("str"))
    return np.append(known, NONE).astype(np.int8)[attained.cat.codes.to_numpy()]
