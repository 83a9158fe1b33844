"""Bromcom's primary import/export: `Assessment Type$Term$Year Group$Subject` in every header.

One row a pupil and one year group a file. Codes such as `3EXS` carry the year group, which is
taken off only where school.toml says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.exports.vendors.attainment_codes import (
    CODES,
    has_year_group,
    prefix_notes,
    without_year_group,
    year_group_of,
)
from ladders_analysis.exports.vendors.bromcom_headers import (
    HEADER,
    BromcomOptions,
    Column,
    columns_in,
    holds_of,
    refuse_two,
    term_days,
)
from ladders_analysis.exports.vendors.sheet_records import (
    NUMBER,
    PUPIL_HEADERS,
    beside,
    filled_cells,
    landmarks,
    sheet_extract,
    who,
)
from ladders_analysis.exports.vendors.terms import WHICH_YEAR

COLUMN_MAP: Mapping[str, tuple[str, ...]] = {
    **{name: PUPIL_HEADERS[name] for name in ("upn", "pupil_id")},
    "attainment": ("{any type}${term}${year group}${subject}",),
    "progress": ("{a type with the word progress}${term}${year group}${subject}",),
}
"""What a column is -> its header. The order of the four parts is Bromcom's; the rest unverified."""


def read_bromcom(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read Bromcom's primary export, CSV or XLSX, one extract per sheet.

    Parameters
    ----------
    file
        The export: one year group.
    options
        Its `[[export]]` table (`BromcomOptions`).
    calendar
        The terms and assessment points that may be meant.

    Raises
    ------
    SettingsError
        Two types hold the attainment of one subject and term, a term is unknown, or nothing says
        the academic year.
    ReadError
        The file cannot be read, has no such header, or has several year groups.

    Notes
    -----
    A term's day is that of the point of its name, else of the point due through its second
    half-term, else that half-term's last day (`terms.TermDays`). A type whose name has the word
    progress stands beside the attainment of its subject and term; a type of `RESULT_WORDS`, and a
    column of numbers only, is a result; any other is the teacher's overall judgement. `types` says
    otherwise.
    """
    stated = read_options(options, BromcomOptions, "bromcom")
    marks = landmarks(stated.pupil, "upn", "pupil_id")
    return [
        _read_sheet(file, sheet, stated, calendar)
        for sheet in read_marksheets(file, stated.layout, marks)
    ]


def _read_sheet(
    file: RawFile, sheet: Marksheet, stated: BromcomOptions, calendar: Calendar
) -> Extract:
    columns = columns_in(file, sheet, stated, calendar)
    people, used = who(file, sheet, stated.pupil, stated)
    holds = {column.place: holds_of(sheet, column, stated) for column in columns}
    refuse_two(file.name, columns, holds)
    cells = filled_cells(sheet, people, [column.place for column in columns])
    for name, values in (
        ("assessment", {column.place: column.kind for column in columns}),
        ("subject", {column.place: column.subject for column in columns}),
        ("day", {column.place: column.day.isoformat() for column in columns}),
        ("holds", holds),
    ):
        cells[name] = cells["place"].map(values).astype("str")
    cells, prefixed = _codes(cells, columns, stated)
    attained = cells[cells["holds"] == "attainment"]
    progressed = cells[cells["holds"] == "progress"]
    overall, alone = beside(attained, progressed, [ROW, "subject", "day"], "progress")
    results = pd.concat([cells[cells["holds"] == "result"], alone], ignore_index=True)
    scored = results["cell"].str.fullmatch(NUMBER)
    results = results.assign(
        score=results["cell"].where(scored, ""), outcome=results["cell"].where(~scored, "")
    )
    days = {column.term: column.day for column in columns}
    return sheet_extract(
        file,
        "bromcom",
        sheet,
        stated,
        {
            "overall": overall.rename(columns={"cell": "attainment", "day": "assessed_on"}),
            "results": results.rename(columns={"day": "taken_on"}),
        },
        [*used.values(), *holds],
        [
            *term_days(file, stated, calendar).notes(days, sheet.sheet),
            *prefix_notes(file.name, sheet.sheet, prefixed, stated.strip_year_group),
        ],
        headers={"pupil_id": sheet.headers[next(iter(used.values()))]},
    )


def _codes(
    cells: pd.DataFrame, columns: Sequence[Column], stated: BromcomOptions
) -> tuple[pd.DataFrame, int]:
    """Take the year group off codes where that is wanted; count those that still have one."""
    codes = (*CODES, *stated.codes)
    year_group = year_group_of(columns[0].year_group)
    attained = cells["holds"] == "attainment"
    words = {str(word): str(word) for word in cells.loc[attained, "cell"].unique()}
    if stated.strip_year_group:
        words = {word: without_year_group(word, year_group, codes) for word in words}
    left = [word for word, read in words.items() if has_year_group(read, codes)]
    count = int((attained & cells["cell"].isin(left)).sum())
    read = cells["cell"].map(words).where(attained, cells["cell"]).astype("str")
    return cells.assign(cell=read), count


def recognise(seen: Glance) -> Recognised | None:
    """Tell Bromcom's export by headers of four parts with dollar signs between them."""
    for row in seen.rows:
        parts = [match for cell in row if (match := HEADER.fullmatch(cell))]
        if not parts:
            continue
        years = list(dict.fromkeys(match[3].strip() for match in parts))
        which = ("Which year group is to be read? State `year_group`.",) if len(years) > 1 else ()
        cells = {fold(cell) for other in seen.rows for cell in other}
        year = year_group_of(years[0])
        prefixed = any(without_year_group(cell, year) != cell for cell in cells)
        return Recognised(
            f"its headers have four parts, such as {parts[0][0]}",
            4 + len(parts),
            {"strip_year_group": True} if prefixed else {},
            (*which, WHICH_YEAR),
        )
    return None


FORMAT = Format(
    "bromcom",
    "Bromcom primary import/export",
    "a teacher's overall judgements per subject and term, one year group",
    read_bromcom,
    recognise,
    source="Bromcom's help pages name the four-part header; the rest unverified",
    options=BromcomOptions,
    column_map=COLUMN_MAP,
)
