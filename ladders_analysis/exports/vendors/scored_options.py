"""What school.toml may say of a test publisher's export, and the day it was taken.

Such files rarely say when a test was sat or which assessment it was: the school does.
"""

from __future__ import annotations

import datetime as dt

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.options import MarksheetOptions


class ScoredOptions(MarksheetOptions, frozen=True):
    """The keys that readers of publishers' scores share.

    Attributes
    ----------
    pupil
        `upn` or `pupil_id` (or `first`, `last`, `born`) -> header.
    columns
        What a column is -> its header (the reader's `COLUMN_MAP`).
    assessment, subject
        Of every row, where no column says so.
    taken_on, point
        The day of every row, or an assessment point's name, where no column says so.
    """

    pupil: dict[str, str] = {}
    columns: dict[str, str] = {}
    assessment: str | None = None
    subject: str | None = None
    taken_on: dt.date | None = None
    point: str | None = None


def day_taken(stated: ScoredOptions, calendar: Calendar, file: str) -> str:
    """Return the day of every row in ISO form.

    Raises
    ------
    SettingsError
        Nothing says it.
    PointError
        The point is unknown.
    """
    if stated.taken_on is not None:
        return stated.taken_on.isoformat()
    if stated.point is not None:
        return calendar.point(stated.point).on.isoformat()
    raise SettingsError(
        f"{file} does not say when the test was taken. State taken_on = 2025-12-05, or "
        f'point = "Autumn 2025", in its [[export]] table.'
    )
