"""No More Marking: scaled scores of comparative judgement, one row a pupil's script.

The export has no pupil id. Pupils are found among the school's own by name and date of birth
together, never by name alone; a column with a UPN or pupil id is used where school.toml names it.
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
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.exports.vendors.scored_options import ScoredOptions, day_taken
from ladders_analysis.exports.vendors.sheet_records import (
    column_of,
    find_columns,
    sheet_extract,
    who,
)
from ladders_analysis.records import Problem

HEADERS = (
    "QR Code",
    "First Name",
    "Last Name",
    "DOB",
    "Gender",
    "Group",
    "Pupil Premium",
    "Year Group",
    "Mark",
    "Scaled Score",
    "Scaled Score SE",
)
"""The headers of an export, in order; more may follow."""

COLUMN_MAP: Mapping[str, tuple[str, ...]] = {
    "score": ("Scaled Score",),
    "error": ("Scaled Score SE",),
}
"""What a column is -> its header; the pupil's are in `PUPIL_HEADERS`."""

ASSESSMENT = "No More Marking"
SUBJECT = "Writing"


class NoMoreMarkingOptions(ScoredOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "no_more_marking"` (see `ScoredOptions`)."""


def read_no_more_marking(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read a task's export, CSV or XLSX, one extract per sheet.

    Parameters
    ----------
    file
        The export.
    options
        Its `[[export]]` table (`NoMoreMarkingOptions`): `taken_on` or `point` says the day;
        `assessment` is "No More Marking" and `subject` "Writing" unless stated.
    calendar
        The assessment points that may be meant.

    Raises
    ------
    SettingsError
        Nothing says the day.
    ReadError
        The file cannot be read, or has no scaled score.

    Notes
    -----
    The score is the scaled score. Its standard error, the mark and what the file says of the pupil
    are not kept: `results` have no column for them, and a note says so.
    """
    stated = read_options(options, NoMoreMarkingOptions, "no_more_marking")
    day = day_taken(stated, calendar, file.name)
    marks = (stated.columns.get("score", COLUMN_MAP["score"][0]),)
    return [
        _read_sheet(file, sheet, stated, day)
        for sheet in read_marksheets(file, stated.layout, marks, HEADERS)
    ]


def _read_sheet(file: RawFile, sheet: Marksheet, stated: NoMoreMarkingOptions, day: str) -> Extract:
    people, used = who(file, sheet, stated.pupil, stated)
    places = find_columns(file, sheet, stated.columns, COLUMN_MAP)
    if "score" not in places:
        raise ReadError(
            f"{file.name} has no column Scaled Score. Name it in its [[export]] table: "
            f'columns = {{ score = "…" }}.'
        )
    results = people.assign(
        assessment=stated.assessment or ASSESSMENT,
        subject=stated.subject or SUBJECT,
        taken_on=day,
        score=column_of(sheet, places["score"]),
        outcome="",
    )
    known = {fold(header) for header in HEADERS}
    about = [place for place, header in enumerate(sheet.headers) if fold(header) in known]
    return sheet_extract(
        file,
        "no_more_marking",
        sheet,
        stated,
        {"results": results},
        [*used.values(), *places.values(), *about],
        _not_kept(file.name, sheet, [*used.values(), places["score"]], about),
        headers={
            "pupil_id": " + ".join(sheet.headers[place] for place in used.values()),
            "score": sheet.headers[places["score"]],
        },
    )


def _not_kept(
    file: str, sheet: Marksheet, read: Sequence[int], about: Sequence[int]
) -> list[Problem]:
    """Note in one line the known columns that are not kept."""
    names = [sheet.headers[place] for place in about if place not in read]
    if not names:
        return []
    remedy = f"results keep the scaled score only, not {', '.join(names)}"
    return [Problem(file, "columns not kept", "note", remedy, sheet.sheet, count=len(names))]


def recognise(seen: Glance) -> Recognised | None:
    """Tell an export of No More Marking by its scaled score and its QR code or standard error."""
    row = seen.header_with("Scaled Score", "Scaled Score SE") or seen.header_with(
        "QR Code", "Scaled Score"
    )
    if row is None:
        return None
    folded = {fold(cell) for cell in row}
    found = [header for header in HEADERS if fold(header) in folded]
    return Recognised(
        f"its header has {' and '.join(found[-2:])}",
        len(found),
        ask=("On which day was it written? State `taken_on` (or `point`).",),
    )


FORMAT = Format(
    "no_more_marking",
    "No More Marking",
    "scaled scores of comparative judgement, pupils by name and date of birth",
    read_no_more_marking,
    recognise,
    source="No More Marking's published list of columns",
    options=NoMoreMarkingOptions,
    column_map=COLUMN_MAP,
)
