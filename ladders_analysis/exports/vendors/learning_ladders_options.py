"""What school.toml may say of an export of Learning Ladders."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.policy import Record


class SummaryColumn(Record, frozen=True):
    """What a column of the summary holds.

    Attributes
    ----------
    holds
        The school's code of attainment, its word for progress, or a percentage.
    half_term
        The half-term, by number, by name, or the name of an assessment point.
    on
        Or the day itself.
    """

    holds: Literal["attainment", "progress", "percentage"]
    half_term: int | str | None = None
    on: dt.date | None = None


class LearningLaddersOptions(MarksheetOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "learning_ladders"`.

    Attributes
    ----------
    pupil
        `upn` or `pupil_id` -> header.
    subject
        The subject; left out: as a title or the file's name says.
    columns
        Header -> what it holds, in place of the patterns (summary).
    half_terms
        What a half-term is called in the headers -> its number, a point or a date.
    academic_year
        The end year of the half-terms; left out: the calendar's latest.
    list_columns
        What a column of the list is -> its header (`LIST_MAP`).
    statement_id
        Headers joined by " / " to the id of a statement (list).
    point, on
        The day of every judgement in a list without dates.
    """

    pupil: dict[str, str] = {}
    subject: str | None = None
    columns: dict[str, SummaryColumn] = {}
    half_terms: dict[str, Any] = {}
    academic_year: int | None = None
    list_columns: dict[str, str] = {}
    statement_id: tuple[str, ...] = ()
    point: str | None = None
    on: dt.date | None = None
