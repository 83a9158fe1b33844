"""A school, or a trust of schools: its tidy tables, its settings, and its snapshots at any date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from ladders_analysis.assessed_days import points_with_evidence
from ladders_analysis.calendar import AssessmentPoint, Calendar
from ladders_analysis.english import listing, some
from ladders_analysis.errors import LaddersError, TooFewPointsError, nearest
from ladders_analysis.grid import Grid
from ladders_analysis.one_school import OneSchool, one_school
from ladders_analysis.report import LoadReport
from ladders_analysis.settings import SchoolSettings, Settings
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import taken
from ladders_analysis.trust import TrustSnapshot

Point = str | dt.date | AssessmentPoint


@dataclass(frozen=True, eq=False)
class School:
    """Everything loaded from a school folder; usually made by `la.load`.

    Attributes
    ----------
    settings
        What `school.toml` says.
    tables
        The tidy tables by name, with the columns of `schema`.
    load_report
        What was read, what was not, and how to mend it.
    folder
        The school folder that it was read from; None where it was made in memory.
    """

    settings: Settings
    tables: Mapping[str, pd.DataFrame]
    load_report: LoadReport
    folder: Path | None = None
    _ones: dict[str, School] = field(default_factory=dict, init=False, repr=False)
    _taken: dict[AssessmentPoint, Snapshot] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        """Name the school and say how much there is."""
        return (
            f"<School {self.name}: {self.pupils['pupil_id'].nunique()} pupils, "
            f"{len(self.statements)} statements, {len(self.judgements)} judgements, "
            f"{len(self.overall)} overall judgements, {len(self.results)} results>"
        )

    @property
    def name(self) -> str:
        """The name in school.toml."""
        return self.settings.default.name

    @property
    def pupils(self) -> pd.DataFrame:
        """Pupils, one row per academic year."""
        return self.tables["pupils"]

    @property
    def statements(self) -> pd.DataFrame:
        """The curriculum."""
        return self.tables["statements"]

    @property
    def judgements(self) -> pd.DataFrame:
        """Judgements by statement."""
        return self.tables["judgements"]

    @property
    def overall(self) -> pd.DataFrame:
        """Teachers' overall judgements."""
        return self.tables["overall"]

    @property
    def results(self) -> pd.DataFrame:
        """Scored assessments."""
        return self.tables["results"]

    @property
    def conversations(self) -> pd.DataFrame:
        """What came of asking."""
        return self.tables["conversations"]

    @property
    def books(self) -> pd.DataFrame:
        """What was seen when books were looked at together."""
        return self.tables["books"]

    @property
    def national(self) -> pd.DataFrame:
        """Figures to stand beside statutory results."""
        return self.tables["national"]

    @cached_property
    def schools(self) -> tuple[str, ...]:
        """The ids of the schools whose pupils are in the folder."""
        return tuple(sorted(self.pupils["school_id"].astype("str").unique()))

    @property
    def sources(self) -> dict[str, str]:
        """SHA-256 of every file read, by its name."""
        files = self.load_report.files
        return dict(zip(files["file"], files["sha256"], strict=True))

    @property
    def calendar(self) -> Calendar:
        """The academic years and assessment points of the (first) school."""
        one = self.settings.for_school(self.schools[0]) if self.schools else self.settings.default
        return one.calendar

    @property
    def points(self) -> tuple[AssessmentPoint, ...]:
        """The assessment points, oldest first."""
        return self.calendar.points

    @cached_property
    def points_with_evidence(self) -> tuple[AssessmentPoint, ...]:
        """The assessment points that the school has evidence for, oldest first.

        Notes
        -----
        As `assessed_days.points_with_evidence` says: something was assessed of at least a quarter
        of the pupils since the point before.
        """
        return points_with_evidence(self.points, self.tables)

    def latest_points(self, number: int = 2) -> tuple[AssessmentPoint, ...]:
        """Return the latest assessment points that the school has evidence for, oldest first.

        Parameters
        ----------
        number
            How many points.

        Raises
        ------
        TooFewPointsError
            Fewer points than asked for have any evidence.
        """
        known = self.points_with_evidence
        if len(known) < number:
            raise TooFewPointsError(
                f"{some(number, 'assessment point', 'assessment points')} with evidence "
                f"{'is' if number == 1 else 'are'} needed here, and there is evidence for "
                f"{listing(point.label for point in known) if known else 'none'}. If more was "
                f"judged, check the dates of the exports against the [[point]] tables of "
                f"school.toml."
            )
        return known[-number:]

    def one(self, school_id: str) -> School:
        """Return one school of a trust, as a school of its own.

        Raises
        ------
        LaddersError
            No pupil of the folder is at that school.
        """
        if school_id not in self.schools:
            raise LaddersError(f'No school "{school_id}" here: {nearest(school_id, self.schools)}.')
        if school_id not in self._ones:
            tables = {name: _rows_of(table, school_id) for name, table in self.tables.items()}
            self._ones[school_id] = School(self.settings, tables, self.load_report, self.folder)
        return self._ones[school_id]

    def as_at(self, point: Point) -> Snapshot | TrustSnapshot:
        """Take a snapshot as at an assessment point or the close of a day.

        Parameters
        ----------
        point
            The name of an assessment point, a date, or a date in ISO form.

        Returns
        -------
        Snapshot or TrustSnapshot
            A trust's snapshot holds one per school. Snapshots are kept: asking again is free.

        Raises
        ------
        PointError
            No such point, or no academic year holds the date.
        """
        if len(self.schools) != 1:
            return TrustSnapshot({each: self.one(each).snapshot(point) for each in self.schools})
        return self.snapshot(point)

    def snapshot(self, point: Point) -> Snapshot:
        """Take the snapshot of a folder that holds one school."""
        at = self._own_settings.calendar.point(point)
        if at not in self._taken:
            self._taken[at] = taken(self.one_school, at)
        return self._taken[at]

    @cached_property
    def _own_settings(self) -> SchoolSettings:
        if len(self.schools) != 1:
            raise LaddersError(
                f"This folder holds {len(self.schools)} schools, each with a grid of its own: ask "
                f"`school.one(school_id)`, or `school.as_at(point)` for all of them."
            )
        return self.settings.for_school(self.schools[0])

    def year_before(self, point: Point) -> AssessmentPoint | None:
        """Return the same assessment point a year earlier, None where the calendar has none."""
        return self.calendar.year_before(self.calendar.point(point))

    @cached_property
    def one_school(self) -> OneSchool:
        """The one school of this folder, with its grid, of which snapshots are taken."""
        return one_school(self._own_settings, self.tables, self.sources)

    @property
    def grid(self) -> Grid:
        """The grid that all snapshots of this school share."""
        return self.one_school.grid


def _rows_of(table: pd.DataFrame, school_id: str) -> pd.DataFrame:
    """Keep one school's rows; a table (or row) that names no school is everybody's."""
    if "school_id" not in table:
        return table
    mine = (table["school_id"] == school_id) | table["school_id"].isna()
    return table[mine].reset_index(drop=True)
