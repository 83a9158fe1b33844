"""How one pupil is told from another on the page, and by what name they are read.

An id is unique within a school only, so what a link or a click carries is the school's id before
the pupil's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.exploring.people import Mask, People
from ladders_analysis.grid import Integers
from ladders_analysis.questions.pupil_names import name_or_id

NO_CLASS = "–"


def pupil_key(school_id: str, pupil_id: str) -> str:
    """Write a pupil's school and id as one text.

    Examples
    --------
    >>> pupil_key("9992001", "00137")
    '9992001/00137'
    """
    return f"{school_id}/{pupil_id}"


def with_key(people: People, key: str) -> Mask:
    """Mark the pupils whom a key names: one, or nobody.

    Parameters
    ----------
    people
        The pupils.
    key
        As `pupil_key` writes it; the pupil's id alone will do where it names one school's pupil.
    """
    ids = people.table["pupil_id"].astype("str")
    schools = people.table["school_id"].astype("str")
    named = (schools + "/" + ids == key).to_numpy(bool)
    return named if named.any() else (ids == key).to_numpy(bool)


@dataclass(frozen=True)
class Known:
    """One pupil as a list shows them: a dash where there is no class, the id where no name."""

    school_id: str
    pupil_id: str
    name: str
    class_name: str

    @property
    def key(self) -> str:
        """What a link or a click carries."""
        return pupil_key(self.school_id, self.pupil_id)


def known_at(people: People, places: Integers) -> list[Known]:
    """Return the pupils at some places."""
    columns = ("school_id", "pupil_id", "name", "class_name")
    rows = zip(*(people.table[name].iloc[places] for name in columns), strict=True)
    return [
        Known(
            str(school),
            str(pupil),
            name_or_id(name, pupil),
            NO_CLASS if pd.isna(class_name) else str(class_name),
        )
        for school, pupil, name, class_name in rows
    ]


def by_class_and_name(people: People, places: Integers) -> Integers:
    """Order the pupils at some places: by class, and within it by name."""
    names, classes = (people.words(column).places[places] for column in ("name", "class_name"))
    return np.lexsort((names, classes))


def by_name(names: Sequence[str], *before: Sequence[object]) -> Integers:
    """Order pupils by what comes before (a class, a number), then by name.

    Examples
    --------
    >>> by_name(["Zoë", "ann", "Bob"]).tolist(), by_name(["Ann", "Bob"], ["Oak", "Elm"]).tolist()
    ([1, 2, 0], [1, 0])
    """
    keys = [*zip(*before, (name.casefold() for name in names), range(len(names)), strict=True)]
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.int64)
