"""Mapped: the school's own table of attainment then and now says what progress is.

Many schools already have such a table on paper. Here it is nine rows of a CSV file
(`docs/mapped_example.csv` is one to copy), and nobody writes code.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ladders_analysis.definitions.contract import About, results
from ladders_analysis.definitions.mapped_table import Line, MappedTable, table_from_csv
from ladders_analysis.definitions.then_and_now import of_each_pair, why_unranked
from ladders_analysis.policy import EXPECTED, GREATER_DEPTH, OWN_CURRICULUM, UP, WORKING_TOWARDS
from ladders_analysis.snapshot import Snapshot

BUILT_IN = MappedTable(
    "built-in",
    (
        Line(WORKING_TOWARDS, WORKING_TOWARDS, "stayed behind", 1, False),
        Line(WORKING_TOWARDS, EXPECTED, "caught up", 4, True),
        Line(WORKING_TOWARDS, GREATER_DEPTH, "caught up", 4, True),
        Line(EXPECTED, WORKING_TOWARDS, "fell behind", 2, False),
        Line(EXPECTED, EXPECTED, "kept up", 3, True),
        Line(EXPECTED, GREATER_DEPTH, "moved ahead", 5, True),
        Line(GREATER_DEPTH, WORKING_TOWARDS, "fell behind", 2, False),
        Line(GREATER_DEPTH, EXPECTED, "kept up", 3, True),
        Line(GREATER_DEPTH, GREATER_DEPTH, "kept up", 3, True),
    ),
)


@dataclass(frozen=True)
class Mapped:
    """Look each pupil's attainment then and now up in a table.

    Parameters
    ----------
    table
        The table; `from_csv` reads a school's own.

    Notes
    -----
    Not placed at either point: not enough evidence. `value`, `numerator` and `denominator` are
    blank: a table of words has no numbers.

    Examples
    --------
    >>> Mapped().about.outcomes
    ('stayed behind', 'fell behind', 'kept up', 'caught up', 'moved ahead')
    """

    table: MappedTable = BUILT_IN

    @classmethod
    def from_csv(cls, path: str | Path) -> Mapped:
        """Make the definition of a school's own table.

        Parameters
        ----------
        path
            A CSV file with the columns `then`, `now`, `progress`, `rank` (1 is the worst; one rank
            for each word) and `favourable` (yes or no), a row for each pair of attainment.

        Raises
        ------
        DefinitionError
            The file cannot be read or followed; each fault is named with its row and column.
        """
        return cls(table_from_csv(path))

    @property
    def about(self) -> About:
        """What the definition says about itself, in the table's own words."""
        own = self.table != BUILT_IN
        return About(
            name="mapped",
            title="Progress by the school's own table",
            question="What does the school's own table say of where they stood and stand?",
            outcomes=self.table.outcomes,
            favourable=self.table.favourable,
            why=(
                "A school that has agreed in words what each move in attainment comes to can use "
                "those words as they are."
            ),
            source=f"The table {self.table}." if own else "DESIGN §5 of this project.",
            author="The ladders_analysis authors" + ("; the table: this school" if own else ""),
            reviewed_by=(
                "The ladders_analysis authors" + (", but for this school's table" if own else "")
            ),
            review_by=dt.date(2027, 9, 1),
            holds=" ".join(_not_held(self.table)),
        )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Rate every pupil × subject in scope at both points."""
        words = {(line.then, line.now): line.progress for line in self.table.lines}

        def outcome(then: str, now: str) -> str | None:
            return OWN_CURRICULUM if OWN_CURRICULUM in (then, now) else words.get((then, now))

        def reason(then: str, now: str) -> str:
            return why_unranked(then, now) or f"{now} now, was {then}"

        return results(
            start,
            end,
            of_each_pair(outcome, start.standing, end),
            about=self.about,
            because=of_each_pair(reason, start.standing, end),
        )


def _not_held(table: MappedTable) -> Iterator[str]:
    """Say which checks of the audit a table cannot hold, whoever the pupils are."""
    low = [line for line in table.lines if {line.then, line.now} <= set(UP) and not line.favourable]
    if low:
        words = ", ".join(f"“{word}”" for word in dict.fromkeys(line.progress for line in low))
        yield (
            f"The ceiling does not hold: the table says {words} of pupils who are up at both "
            f"points, and does not count it as good."
        )
    falls = [
        (worse, better)
        for worse, better in zip(table.lines, table.lines[1:], strict=False)
        if worse.then == better.then and better.rank < worse.rank
    ]
    if falls:
        pairs = "; ".join(
            f"from {worse.then}, “{better.progress}” for {better.now} ranks below "
            f"“{worse.progress}” for {worse.now}"
            for worse, better in falls
        )
        yield (
            f"More that is secure can make an outcome worse, and less evidence can make it better: "
            f"{pairs}."
        )
