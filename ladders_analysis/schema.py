"""Every column of every table that the toolkit keeps, declared once.

Readers, checks, reports and pages all look here for what a column is called, what it may hold, in
which unit, what it means to a school and whether it is about a child. Anything a table does not
declare is not kept (but for the school's own `group_…` columns on pupils).
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ladders_analysis.columns import GROUP_PREFIX, Column, Kind, Table
from ladders_analysis.columns import declare as _column

__all__ = ["GROUP_PREFIX", "Column", "Kind", "Table", "TABLES", "empty"]

_SCHOOL = _column("school_id", "id", "The school; blank means the one in school.toml.", "filled")
_PUPIL = _column(
    "pupil_id", "id", "The pupil, unique within a school; zeros kept.", "required", "personal"
)
_SUBJECT = _column("subject", "id", "The subject, as the curriculum names it.", "required")
_NOTE = _column("note", "text", "What the teacher added in words.", "personal")
_ASSESSED = _column("assessed_on", "date", "The day the judgement is about.", "required")
_RECORDED = _column("recorded_on", "date", "The day it was entered; blank means that day.")
_YEARS = (0.0, 6.0)

PUPILS = Table(
    "pupils",
    "pupils.csv",
    "One row per pupil per academic year.",
    (
        _SCHOOL,
        _PUPIL,
        _column(
            "academic_year",
            "integer",
            "The academic year, by the year it ends in (2026 is 2025–26).",
            "required",
            allowed=(1990.0, 2100.0),
            unit="year",
        ),
        _column(
            "year_group",
            "integer",
            "The year group that year; 0 is Reception.",
            "required",
            allowed=_YEARS,
            unit="year group",
        ),
        _column("upn", "id", "The unique pupil number.", "personal"),
        _column("former_upn", "id", "Numbers the pupil had before, parted by spaces.", "personal"),
        _column("name", "text", "The pupil's name.", "personal"),
        _column("class_name", "text", "The class that year."),
        _column(
            "working_year",
            "integer",
            "The year whose statements the pupil is working on, when not their own.",
            "personal",
            allowed=_YEARS,
            unit="year group",
        ),
        _column("sex", "text", "As the school records it.", "personal"),
        _column("date_of_birth", "date", "The date of birth.", "personal", "descriptive"),
        _column("disadvantaged", "boolean", "Eligible for the premium.", "personal", "descriptive"),
        _column(
            "sen",
            "choice",
            "Special educational needs.",
            "personal",
            "descriptive",
            allowed=("none", "support", "ehcp"),
        ),
        _column("eal", "boolean", "English is an additional language.", "personal", "descriptive"),
        _column("joined_on", "date", "First day on roll; blank: before the year.", "personal"),
        _column("left_on", "date", "First day no longer on roll; blank: still there.", "personal"),
    ),
    ("school_id", "pupil_id", "academic_year"),
    groups=True,
)

STATEMENTS = Table(
    "statements",
    "curriculum.csv",
    "One row per statement of the curriculum.",
    (
        _column("school_id", "id", "The school whose own curriculum it is; blank: everyone's."),
        _column("statement_id", "id", "The statement.", "required"),
        _SUBJECT,
        _column("ladder", "text", "The strand of the subject that it is a step of.", "required"),
        _column(
            "year",
            "integer",
            "The year group it belongs to, or the first of its band.",
            "required",
            allowed=_YEARS,
            unit="year group",
        ),
        _column(
            "year_to", "integer", "The last year of its band.", allowed=_YEARS, unit="year group"
        ),
        _column("cycle", "id", "The turn of a rolling programme in which it is taught."),
        _column(
            "due_half_term",
            "integer",
            "The half-term by whose end it is due; blank: the end of the year.",
            allowed=(1.0, 6.0),
            unit="half-term",
        ),
        _column(
            "taught_half_term",
            "integer",
            "The half-term in which its teaching begins; blank: when it is due.",
            allowed=(1.0, 6.0),
            unit="half-term",
        ),
        _column("key", "boolean", "The school marks it as one that must not be missed."),
        _column("text", "text", "The statement in words."),
        _column("part_of", "id", "The statement that it was split from."),
        _column(
            "weight",
            "number",
            "How much it counts; blank: 1, or 1 ÷ the number of parts of its whole.",
            unit="statements",
        ),
    ),
    ("school_id", "statement_id"),
)

JUDGEMENTS = Table(
    "judgements",
    "judgements.csv",
    "One row per judgement of one pupil on one statement on one day.",
    (
        _SCHOOL,
        _PUPIL,
        _column("statement_id", "id", "The statement.", "required"),
        _ASSESSED,
        _RECORDED,
        _column("judgement", "code", "The code of the school's scale.", "required", "personal"),
        _column("assessor", "text", "Who judged."),
        _NOTE,
        _column("evidence", "text", "Where the work can be seen; never expected.", "personal"),
    ),
    ("school_id", "pupil_id", "statement_id", "assessed_on"),
)

OVERALL = Table(
    "overall",
    "overall.csv",
    "One row per teacher's best-fit view of one pupil in one subject.",
    (
        _SCHOOL,
        _PUPIL,
        _SUBJECT,
        _ASSESSED,
        _RECORDED,
        _column("attainment", "code", "The school's overall code.", "required", "personal"),
        _column("progress", "code", "The school's own word for the progress made.", "personal"),
        _NOTE,
    ),
    ("school_id", "pupil_id", "subject", "assessed_on"),
)

RESULTS = Table(
    "results",
    "results.csv",
    "One row per scored assessment of one pupil.",
    (
        _SCHOOL,
        _PUPIL,
        _column("assessment", "id", "The assessment, such as KS2 scaled score.", "required"),
        _SUBJECT,
        _column("taken_on", "date", "The day it was taken.", "required"),
        _column("score", "number", "The score, on the assessment's own scale.", "personal"),
        _column("outcome", "code", "The outcome where it is not a score.", "personal"),
    ),
    ("school_id", "pupil_id", "assessment", "subject", "taken_on"),
)

CONVERSATIONS = Table(
    "conversations",
    "conversations.csv",
    "What came of asking the teacher who knows the pupil.",
    (
        _SCHOOL,
        _PUPIL,
        _SUBJECT,
        _column("on", "date", "The day of the conversation.", "required"),
        _column("teacher_said", "text", "What the teacher said.", "personal"),
        _column("action", "text", "What will be done.", "personal"),
        _column("review_on", "date", "The day to look again."),
        _column(
            "approved_summary",
            "text",
            "One line without names that leaders approve for governors.",
        ),
    ),
    ("school_id", "pupil_id", "subject", "on"),
)

SEEN_IN_BOOKS = ("seen, and secure", "seen in part", "not seen", "not taught yet")
"""What can be said of a statement, or of a subject's work, after looking at a pupil's book."""

BOOKS = Table(
    "books",
    "books.csv",
    "What was seen of a statement, or of a subject, when people looked at a pupil's book together.",
    (
        _SCHOOL,
        _PUPIL,
        _column("statement_id", "id", "The statement looked for; blank: the subject as a whole."),
        _SUBJECT,
        _column("looked_on", "date", "The day the book was looked at.", "required"),
        _column("seen", "choice", "What the work shows.", "required", allowed=SEEN_IN_BOOKS),
        _column("where", "text", "Where in the book, and in what work.", "personal"),
        _column(
            "seed",
            "integer",
            "The number of the sample it was part of; blank: none.",
            allowed=(0.0, 9999.0),
        ),
    ),
    ("school_id", "pupil_id", "statement_id", "subject", "looked_on"),
)

NATIONAL = Table(
    "national",
    "national.csv",
    "National figures to stand beside statutory results.",
    (
        _column("assessment", "id", "The assessment.", "required"),
        _SUBJECT,
        _column("year", "integer", "The year it was taken in.", "required", unit="year"),
        _column("group", "text", "The pupils it is about.", "required"),
        _column("share", "share", "The share at or above the standard.", allowed=(0.0, 1.0)),
        _column("source", "text", "Where the figure was published."),
    ),
    ("assessment", "subject", "year", "group"),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        *(PUPILS, STATEMENTS, JUDGEMENTS, OVERALL, RESULTS),
        *(CONVERSATIONS, BOOKS, NATIONAL),
    )
}


def empty(name: str) -> pd.DataFrame:
    """Make a table without rows, every declared column with its dtype.

    Examples
    --------
    >>> empty("overall").dtypes["assessed_on"]
    dtype('<M8[s]')
    """
    return pd.DataFrame(
        {column.name: pd.Series([], dtype=column.dtype) for column in TABLES[name].columns}
    )
