"""Each pupil's judgements as they were entered, found at once: code, day, evidence and note.

The grid knows which code counts; what a teacher wrote beside it stands in the table as loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from ladders_analysis.english import spoken_day
from ladders_analysis.grid import Integers
from ladders_analysis.school import School


@dataclass(frozen=True)
class Judged:
    """One judgement of one statement."""

    code: str
    on: dt.date
    evidence: str = ""
    note: str = ""

    @property
    def said(self) -> str:
        """The code and the day: "Secure, 10 March 2025"."""
        return f"{self.code}, {spoken_day(self.on)}"


@dataclass(frozen=True, eq=False)
class Entries:
    """A school's judgements, ordered by pupil so that one pupil's are found without a search."""

    table: pd.DataFrame
    order: Integers
    starts: Integers
    places: Mapping[str, int]

    def of(self, pupil_id: str, until: dt.date) -> dict[str, list[Judged]]:
        """Return a pupil's judgements by statement, the latest first.

        Parameters
        ----------
        pupil_id
            The pupil.
        until
            The last day whose entries are known.
        """
        place = self.places.get(pupil_id)
        if place is None:
            return {}
        mine = self.order[self.starts[place] : self.starts[place + 1]]
        found: dict[str, list[Judged]] = {}
        for statement, entry in _latest_first(self.table.iloc[mine], "statement_id", until):
            found.setdefault(statement, []).append(entry)
        return found

    def latest_on(self, statement_id: str, until: dt.date) -> dict[str, Judged]:
        """Return everybody's latest judgement of one statement, by pupil.

        Parameters
        ----------
        statement_id
            The statement.
        until
            The last day whose entries are known.
        """
        of_it = (self.table["statement_id"] == statement_id).to_numpy(bool)
        found: dict[str, Judged] = {}
        for pupil, entry in _latest_first(self.table[of_it], "pupil_id", until):
            found.setdefault(pupil, entry)
        return found


def _latest_first(rows: pd.DataFrame, by: str, until: dt.date) -> Iterator[tuple[str, Judged]]:
    """Go through the judgements known by a day, the latest first; of one day the last recorded."""
    limit = np.datetime64(until, "s")
    assessed = rows["assessed_on"].to_numpy("datetime64[s]")
    recorded = rows["recorded_on"].to_numpy("datetime64[s]")
    recorded = np.where(np.isnat(recorded), assessed, recorded)
    known = np.flatnonzero((assessed <= limit) & (recorded <= limit))
    order = known[np.lexsort((known, recorded[known], assessed[known]))[::-1]]
    columns = (by, "judgement", "assessed_on", "evidence", "note")
    told = rows[list(columns)].iloc[order]
    for whose, code, on, *beside in zip(*(told[name].tolist() for name in columns), strict=True):
        evidence, note = ("" if pd.isna(word) else str(word) for word in beside)
        yield str(whose), Judged(str(code), on.date(), evidence, note)


_ENTRIES: WeakKeyDictionary[School, Entries] = WeakKeyDictionary()


def entries_of(school: School) -> Entries:
    """Order a school's judgements by pupil, once.

    Parameters
    ----------
    school
        A folder that holds one school.
    """
    if school not in _ENTRIES:
        pupils = school.judgements["pupil_id"].astype("category")
        codes = pupils.cat.codes.to_numpy().astype(np.int64)
        order = np.argsort(codes, kind="stable")
        names = [str(name) for name in pupils.cat.categories]
        starts = np.searchsorted(codes[order], np.arange(len(names) + 1))
        places = {name: place for place, name in enumerate(names)}
        _ENTRIES[school] = Entries(school.judgements, order, starts, places)
    return _ENTRIES[school]
