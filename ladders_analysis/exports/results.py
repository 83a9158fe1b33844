"""A table of scored results, as a trust's data warehouse or a test publisher gives it.

It is a long list whose headers are known: the school need only name the ones that differ. What is
not a score is refused with its reason, never turned into one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ladders_analysis.calendar import Calendar
from ladders_analysis.english import listing
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.long import ListOptions, extracts_of
from ladders_analysis.exports.opening.marksheet import fold, read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.schema import TABLES

COLUMN_MAP: Mapping[str, tuple[str, ...]] = {
    "school_id": ("school_id", "school"),
    "pupil_id": ("pupil_id", "student_id", "student id", "pupil id", "admission number"),
    "assessment": ("assessment", "assessment_type", "assessment type", "test"),
    "subject": ("subject",),
    "taken_on": ("taken_on", "date", "test date", "date taken"),
    "score": ("score", "scaled score", "mark", "result"),
    "outcome": ("outcome",),
}
"""Column of `results` -> the headers it goes by, the likeliest first."""
NEEDED = {"pupil_id", "assessment", "subject", "taken_on"}
VALUES = {"score", "outcome"}


def read_results(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read a table of scored results, CSV or XLSX.

    Parameters
    ----------
    file
        The table.
    options
        Its `[[export]]` table (`ListOptions`); `columns` overrides `COLUMN_MAP`.
    calendar
        The assessment points that may be meant.

    Raises
    ------
    SettingsError
        A column that results need is neither mapped, known nor constant.
    ReadError
        The file cannot be read.
    """
    stated = read_options(options, ListOptions, "results")
    columns = dict(stated.columns)
    stated_pupil = columns.get("pupil_id") or columns.get("upn")
    landmarks = (stated_pupil,) if stated_pupil else COLUMN_MAP["pupil_id"]
    sheets = read_marksheets(file, stated.layout, landmarks)
    there = {fold(header): header for sheet in sheets for header in sheet.headers}
    for name, headers in COLUMN_MAP.items():
        by_upn = name == "pupil_id" and "upn" in columns
        if name not in columns and name not in stated.constants and not by_upn:
            found = next((there[fold(header)] for header in headers if fold(header) in there), None)
            columns |= {name: found} if found else {}
    return extracts_of(file, stated, "score", columns, calendar, "results")


def recognise(seen: Glance) -> Recognised | None:
    """Tell a table of results by its pupil, assessment, subject and day, and a score or outcome."""
    if seen.kind != "table":
        return None
    for there in seen.headers():
        found = {
            name: there[header]
            for name, headers in COLUMN_MAP.items()
            if (header := next((h for h in map(fold, headers) if h in there), None)) is not None
        }
        tidy = there.keys() >= {*TABLES["results"].required}
        if not tidy and found.keys() >= NEEDED and not found.keys().isdisjoint(VALUES):
            several = [name for name, _ in seen.sheets]
            return Recognised(
                f"its header has {listing(found.values())}",
                len(found),
                {"sheet": "*"} if len(several) > 1 else {},
            )
    return None


FORMAT = Format(
    "results",
    "Table of scored results",
    "one row a result of a scored assessment",
    read_results,
    recognise,
    source="the school's own headers",
    options=ListOptions,
    column_map=COLUMN_MAP,
)
