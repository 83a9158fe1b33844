"""The pupils of one or several schools as columns that are quickly searched.

Who is chosen is asked many times of the same pupils, so every column that pupils are told apart by
is read once, as the words a reader sees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ladders_analysis.exploring.selection import Selection
from ladders_analysis.questions.choosing import value_name

Mask = NDArray[np.bool_]
NOT_RECORDED = "not recorded"


@dataclass(frozen=True, eq=False)
class Words:
    """One column in words: every pupil's place among them, and the values they stand for."""

    words: tuple[str, ...]
    places: NDArray[np.int64]
    known: tuple[object, ...] = ()

    def counted(self, mask: Mask) -> NDArray[np.int64]:
        """Count the marked pupils by word."""
        return np.bincount(self.places[mask], minlength=len(self.words))

    def are(self, word: str) -> Mask:
        """Mark the pupils who have a word; nobody where nobody has it."""
        if word not in self.words:
            return np.zeros(len(self.places), bool)
        return self.places == self.words.index(word)


@dataclass(frozen=True, eq=False)
class People:
    """Pupils, one row each.

    Attributes
    ----------
    table
        `school_id`, `pupil_id`, `name`, `class_name`, `cohort`, `cohort_label`, `year_group` and
        every attribute of the pupils' rows, numbered from 0.
    """

    table: pd.DataFrame
    _words: dict[str, Words] = field(default_factory=dict, init=False, repr=False)

    def __len__(self) -> int:
        """Count them."""
        return len(self.table)

    def words(self, column: str) -> Words:
        """Return a column in words: "yes", "SEN support", "2028", `NOT_RECORDED` where blank.

        Notes
        -----
        Words stand in the order of the values they are made from: numbers rise, "yes" is first.
        """
        if column not in self._words:
            self._words[column] = _in_words(self.table[column])
        return self._words[column]

    def chosen(self, selection: Selection, cohort: int | None = None) -> Mask:
        """Mark the pupils whom a selection chooses.

        Parameters
        ----------
        selection
            Its school, cohort or class, and groups count.
        cohort
            A cohort in place of the selection's: last year's, in the same place.
        """
        return self.having(_asked(selection, cohort))

    def having(self, wanted: Mapping[str, str]) -> Mask:
        """Mark the pupils with all of some words, column -> word; nobody has an unknown column."""
        mask = np.ones(len(self.table), bool)
        for column, word in wanted.items():
            mask &= self.words(column).are(word) if column in self.table else False
        return mask


def _asked(selection: Selection, cohort: int | None) -> dict[str, str]:
    """Write down what pupils are chosen by, column -> word; their school is chosen already."""
    wanted = dict(selection.groups)
    leaving = selection.cohort if cohort is None else cohort
    if leaving is not None:
        wanted["cohort"] = str(leaving)
    if selection.class_name is not None:
        wanted["class_name"] = selection.class_name
    return wanted


def _in_words(column: pd.Series) -> Words:
    values = column.astype(object).where(column.notna(), None)
    places, distinct = pd.factorize(values)
    order = sorted(range(len(distinct)), key=lambda place: _rank(distinct[place]))
    words = [value_name(distinct[place]) for place in order]
    renumber = np.empty(len(distinct) + 1, np.int64)
    renumber[order] = np.arange(len(order))
    # factorize says −1 for a blank, which is the last place here.
    renumber[-1] = len(words)
    known = (*(distinct[place] for place in order), None)
    return Words((*words, NOT_RECORDED), renumber[places], known)


def _rank(value: object) -> tuple[bool, bool, float, str]:
    """Order values: "yes" before "no", numbers by size, text by its letters."""
    if isinstance(value, bool | np.bool_):
        return (False, not value, 0.0, "")
    if isinstance(value, int | float | np.integer | np.floating):
        return (False, False, float(value), "")
    return (True, False, 0.0, str(value))


def people_of(tables: Sequence[pd.DataFrame]) -> People:
    """Put the pupils of several schools together."""
    return People(pd.concat(tables, ignore_index=True) if len(tables) != 1 else tables[0])
