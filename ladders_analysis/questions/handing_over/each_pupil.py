"""What the teacher who receives a class needs to know of each pupil, subject by subject.

What is secure, what is open and what nobody has looked at yet are told apart. A pupil on an earlier
year's curriculum is told about by that curriculum, because that is what they are learning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis.definitions.still_open import ladders_of
from ladders_analysis.expectation import expected_at
from ladders_analysis.grid import Mask
from ladders_analysis.questions.pupil_names import name_or_id
from ladders_analysis.questions.standing_reasons import reasons
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot


@dataclass(frozen=True)
class Subject:
    """One pupil in one subject.

    Attributes
    ----------
    name
        The subject.
    standing, because
        Attainment, and what it rests on.
    open_key
        Key statements of this and earlier years that were judged and are not secure, by words.
    open_others
        How many others are open.
    open_on
        The ladders on which most is open.
    secure, meant
        Statements of their year (or the one they work on) that are secure, and all of them.
    whole
        Ladders on which all that was taught is secure, and nothing earlier is open.
    deeper
        How many of these are deeper.
    never_judged
        How many were taught and never judged.
    view
        The teacher's own view and note, in words; blank where none is recorded.
    agreed
        What was said and agreed the last time, in words; blank where nothing is recorded.
    """

    name: str
    standing: str
    because: str
    open_key: tuple[str, ...]
    open_others: int
    open_on: str
    secure: int
    meant: int
    whole: tuple[str, ...]
    deeper: int
    never_judged: int
    view: str
    agreed: str


@dataclass(frozen=True)
class Pupil:
    """One pupil, with their subjects."""

    pupil_id: str
    name: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, eq=False)
class Handed:
    """What is secure, open and unjudged at a point, by the year that each pupil works on."""

    snapshot: Snapshot

    @cached_property
    def _years(self) -> np.ndarray:
        """The year each pupil is working on: their own, or the earlier one of their plan."""
        roll = self.snapshot.roll
        return np.where(roll.own_curriculum, roll.working_year, roll.year_group)

    @cached_property
    def _expected(self) -> tuple[Mask, Mask]:
        """What is meant for each pupil, and what of it was taught."""
        now = self.snapshot
        expected = expected_at(now.grid, now.settings, now.point, self._years)
        meant = expected.own_year | expected.due
        return meant, meant & expected.taught

    @cached_property
    def meant(self) -> Mask:
        """Statements of their year, and those still expected of earlier ones."""
        return self._expected[0]

    @cached_property
    def opened(self) -> Mask:
        """Statements of this and earlier years that were judged and are not secure."""
        evidence = self.snapshot.evidence
        years = self.snapshot.grid.table["year"].to_numpy(np.int64)
        earlier = years[None, :] < self._years[:, None]
        return evidence.assessed & ~evidence.secure & (self.meant | earlier)

    @cached_property
    def unjudged(self) -> Mask:
        """Statements that were taught and never judged."""
        evidence = self.snapshot.evidence
        return self._expected[1] & ~evidence.assessed & ~evidence.secure

    @cached_property
    def secure(self) -> Mask:
        """Statements meant for them that are secure."""
        return self.meant & self.snapshot.evidence.secure

    @cached_property
    def open_on(self) -> pd.DataFrame:
        """The ladders on which most is open, pupils × subjects, in words."""
        return ladders_of(self.snapshot, self.snapshot.grid.frame(self.opened))

    @cached_property
    def reasons(self) -> dict[Any, dict[Any, Any]]:
        """Standing and what it rests on, by pupil and subject."""
        return reasons(self.snapshot).to_dict("index")

    def pupils(
        self, ids: Sequence[str], subjects: Sequence[str], agreed: dict[Any, str]
    ) -> list[Pupil]:
        """Tell of each pupil, by name.

        Parameters
        ----------
        ids
            Whom.
        subjects
            In what.
        agreed
            What was agreed the last time, by school, pupil and subject.
        """
        names = self.snapshot.pupils["name"]
        told = [
            Pupil(
                pupil_id,
                name_or_id(names[pupil_id], pupil_id),
                tuple(self._subject(pupil_id, subject, agreed) for subject in subjects),
            )
            for pupil_id in ids
        ]
        return sorted(told, key=lambda each: each.name)

    def _subject(self, pupil_id: str, subject: str, agreed: dict[Any, str]) -> Subject:
        now = self.snapshot
        down = int(now.grid.pupils.get_indexer(pd.Index([pupil_id]))[0])
        across = np.flatnonzero(now.grid.subject_of == now.subjects.index(subject))
        table = now.grid.table.iloc[across]
        opened, secure = self.opened[down, across], self.secure[down, across]
        key = table["key"].to_numpy(bool)
        taught = self._expected[1][down, across] | secure
        ladders = table["ladder"].astype("object").to_numpy()
        still = set(ladders[(taught & ~secure) | opened])
        row = self.reasons[pupil_id, subject]
        return Subject(
            name=subject,
            standing=str(row["attainment"]),
            because=str(row["because"]),
            open_key=tuple(self._words(table[opened & key], int(self._years[down]))),
            open_others=int((opened & ~key).sum()),
            open_on=str(self.open_on.iloc[down][subject]),
            secure=int(secure.sum()),
            meant=int(self.meant[down, across].sum()),
            whole=tuple(dict.fromkeys(name for name in ladders[secure] if name not in still)),
            deeper=int((self.meant[down, across] & now.evidence.deeper[down, across]).sum()),
            never_judged=int(self.unjudged[down, across].sum()),
            view=_view(row),
            agreed=agreed.get((now.school_id, pupil_id, subject), ""),
        )

    def _words(self, table: pd.DataFrame, year: int) -> list[str]:
        """Return statements by their words, those of earlier years with their year."""
        return [
            str(text) if at == year else of_year(str(text), int(at))
            for text, at in zip(table["text"], table["year"], strict=True)
        ]


def of_year(text: str, year: int) -> str:
    """Name the year that a statement belongs to.

    Examples
    --------
    >>> of_year("Joins the letters in most words.", 3)
    'Joins the letters in most words (Year 3)'
    """
    return f"{text.rstrip('. ')} ({year_name(year)})"


def _view(row: dict[Any, Any]) -> str:
    """Say the teacher's own view and note."""
    if pd.isna(row["code"]):
        return ""
    parts = [str(row["code"])]
    parts += [] if pd.isna(row["progress"]) else [f"progress: {row['progress']}"]
    parts += [] if pd.isna(row["note"]) else [f"“{row['note']}”"]
    return ", ".join(parts)
