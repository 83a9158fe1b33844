"""Learning Ladders: the Assessment Summary, or the list of judgements by statement.

The summary has one file a subject: the UPN, the class, then attainment and progress per half-term.
No export could be seen, so every header is a pattern that school.toml can replace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.exports.vendors.learning_ladders_list import LIST_MAP, is_list, read_list
from ladders_analysis.exports.vendors.learning_ladders_options import LearningLaddersOptions
from ladders_analysis.exports.vendors.learning_ladders_summary import (
    SUMMARY_MAP,
    measures_in,
    read_summary,
    subject_of,
)
from ladders_analysis.exports.vendors.sheet_records import PUPIL_HEADERS, landmarks
from ladders_analysis.exports.vendors.terms import WHICH_YEAR

COLUMN_MAP: Mapping[str, tuple[str, ...]] = {**PUPIL_HEADERS, **SUMMARY_MAP, **LIST_MAP}
"""What a column is -> the headers it goes by; `{half_term}` stands for "Autumn 1", "Aut1" and the
like (`terms.term_named`). All unverified."""

ANY_YEAR = 2026
"""Enough to see that a header names a half-term; which year it is about does not matter there."""


def read_learning_ladders(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read an export of Learning Ladders, CSV or XLSX, one extract per sheet.

    Parameters
    ----------
    file
        An Assessment Summary of one subject, or a list of judgements by statement.
    options
        Its `[[export]]` table (`LearningLaddersOptions`).
    calendar
        The half-terms and assessment points that may be meant.

    Raises
    ------
    SettingsError
        Nothing says the subject or the academic year, or an option cannot be followed.
    ReadError
        The file cannot be read, or is neither of the two.

    Notes
    -----
    The headers are unverified. A summary's attainment goes to `overall` as the school's code, with
    the progress beside it; a percentage (64%) is no code and goes to `results`, as assessment
    "Learning Ladders percentage"; progress without an attainment goes there too, as "Learning
    Ladders progress". The list goes to `judgements`.
    """
    stated = read_options(options, LearningLaddersOptions, "learning_ladders")
    marks = landmarks(stated.pupil, "upn", "pupil_id")
    further = [*stated.columns, *(header for known in LIST_MAP.values() for header in known)]
    extracts = []
    for sheet in read_marksheets(file, stated.layout, marks, further):
        if is_list(sheet, stated):
            extracts.append(read_list(file, sheet, stated, calendar))
        elif measures_in(sheet.headers, stated, calendar, file):
            extracts.append(read_summary(file, sheet, stated, calendar))
        else:
            raise ReadError(
                f"{file.name} has neither a half-term's attainment (Autumn 1 Attainment) nor "
                f"statements with a judgement among its headers. Say in its [[export]] table what "
                f"its columns hold (`columns`), or what its half-terms are called (`half_terms`)."
            )
    return extracts


def recognise(seen: Glance) -> Recognised | None:
    """Tell an export of Learning Ladders by its half-terms, or by its ladders and statements."""
    ids = {fold(header) for name in ("upn", "pupil_id") for header in PUPIL_HEADERS[name]}
    stated = LearningLaddersOptions(academic_year=ANY_YEAR)
    for row in seen.rows:
        folded = {fold(cell) for cell in row}
        if not ids & folded:
            continue
        found = measures_in(row, stated, Calendar((), ()), seen.file)
        if len(found) > 1:
            subject = subject_of(seen.file, seen.rows, stated, required=False)
            ask = (
                (WHICH_YEAR,) if subject else ("Which subject is it? State `subject`.", WHICH_YEAR)
            )
            return Recognised(
                f"its header has {found[0].header} and {found[1].header}",
                len(found) + 1,
                {"subject": subject} if subject else {},
                ask,
            )
        telling = [name for name in LIST_MAP if folded & {fold(h) for h in LIST_MAP[name]}]
        if {"ladder", "statement", "judgement"} <= {*telling}:
            return Recognised("its header has a ladder, a statement and a milestone", len(telling))
    return None


FORMAT = Format(
    "learning_ladders",
    "Learning Ladders",
    "attainment and progress per half-term of one subject, or judgements by statement",
    read_learning_ladders,
    recognise,
    source="Learning Ladders' help pages name the contents; headers unverified",
    options=LearningLaddersOptions,
    column_map=COLUMN_MAP,
)
