"""The one module behind the release door that sees pupils; it answers with numbers of them.

Everybody here was on roll at both points, whatever is known of them: one population for every
figure of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from ladders_analysis.definitions.moving import CAUGHT, FELL
from ladders_analysis.disclosure import Row
from ladders_analysis.movement import BOTH, Progress
from ladders_analysis.policy import OWN_CURRICULUM, PLACED, UNRANKED, UP


class Pupils:
    """Yes/no marks of everybody on roll at both points, pupils × subjects."""

    def __init__(self, progress: Progress) -> None:
        people = progress.population
        both = people[people["presence"] == BOTH].join(progress["outcome"])
        words = both["outcome"].astype("str")
        marks = {
            "up": both["attainment_end"].isin(UP),
            "placed": both["attainment_end"].isin(PLACED),
            "favourable": words.isin(progress.about.favourable),
            "apart": words.isin(UNRANKED),
            "own": words == OWN_CURRICULUM,
            "caught": words == CAUGHT,
            "fell": words == FELL,
        }
        self._marks = {name: _wide(mark) for name, mark in marks.items()}
        attributes = both.groupby(level=["school_id", "pupil_id"], observed=True).first()
        self.attributes = attributes.reindex(self._marks["up"].index)
        self._years = self.attributes["year_group"].astype("Int64")
        self.count = len(self.attributes)
        self.sizes = dict(Counter(int(year) for year in self._years.dropna()))

    def number(self, mark: str, subject: str, row: Row | None = None) -> int:
        """Count the pupils with a mark in a subject."""
        marked = self._marks[mark][subject]
        return int(marked[self._years.isin(row.years)].sum() if row else marked.sum())

    def number_in_all(self, mark: str, subjects: Sequence[str]) -> int:
        """Count the pupils with a mark in every one of several subjects."""
        return int(self._marks[mark][list(subjects)].all(axis=1).sum())

    def knows(self, column: str) -> bool:
        """Say whether the school's data says of anybody whether they are in a group."""
        return column in self.attributes and bool(self.attributes[column].notna().any())

    def number_among(self, mark: str, subject: str, column: str) -> tuple[int, int]:
        """Count a group's pupils with a mark, and the group; a blank is not a member."""
        members = self.attributes[column].astype("boolean").fillna(False).astype(bool)
        return int((self._marks[mark][subject] & members).sum()), int(members.sum())


def _wide(mark: pd.Series) -> pd.DataFrame:
    """Lay a mark out as pupils × subjects."""
    table = mark.rename("mark").reset_index()
    return table.pivot_table(
        index=["school_id", "pupil_id"], columns="subject", values="mark", aggfunc="any"
    ).astype(bool)
