"""A trust's results table: attainment, progress, ages, scores and junk in one column, told apart.

What is attainment becomes a teacher's overall judgement, what is another result a result. What is
neither is refused with its reason. Nothing about a teacher is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.category_columns import trimmed
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.plain_table import read_plain
from ladders_analysis.exports.opening.ragged import ragged_problems
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.exports.vendors.attainment_codes import CODES, prefix_notes
from ladders_analysis.exports.vendors.trust_notes import NOT_READ, notes_on, refusals, unsure_zeros
from ladders_analysis.exports.vendors.trust_telling import (
    assessments_of,
    codes_of,
    days_from_years,
    subjects_of,
    tell,
)
from ladders_analysis.exports.vendors.trust_values import Kind

COLUMN_MAP: Mapping[str, str] = {
    "pupil_id": "student_id",
    "school_id": "school_id",
    "teacher_id": "teacher_id",
    "class_id": "class_id",
    "year_group": "year_group",
    "academic_year": "academic_year",
    "date": "date",
    "assessment": "assessment_type",
    "subject": "subject",
    "score": "score",
}
"""What a column is -> its header, as in a real trust's table."""

NEEDED = ("pupil_id", "assessment", "subject", "score")


class TrustOptions(ReadingOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "trust_results"`.

    Attributes
    ----------
    columns
        What a column is -> its header, where it differs from `COLUMN_MAP`.
    types
        Assessment type -> attainment, progress, on track, reading age, scaled, score, attendance.
    subjects
        Subject as the table writes it -> as the curriculum does.
    strip_year_group
        Read `3EXS` of a Year 3 row as `EXS`.
    codes
        The school's own codes of attainment, besides the known ones.
    defines_pupils
        Whether the table also says who the pupils are, by year group and academic year.
    """

    columns: dict[str, str] = {}
    types: dict[str, Kind] = {}
    subjects: dict[str, str] = {}
    strip_year_group: bool = False
    codes: tuple[str, ...] = ()
    defines_pupils: bool = False


def read_trust_results(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read a trust's results table.

    Parameters
    ----------
    file
        A CSV (or a workbook of one sheet).
    options
        Its `[[export]]` table (`TrustOptions`).
    calendar
        The academic years, for a table without dates.

    Raises
    ------
    ReadError
        The file cannot be read, or lacks a column that it needs.

    Notes
    -----
    The assessment type's words and the value decide together (`trust_values`). Attainment goes to
    `overall`. Progress and on-track judgements go to `results`, the word as outcome: a row is one
    record, and in `overall` they would have to share the attainment's. Reading ages go there in
    months (12:04 is 148), the age as written as outcome. Refused rows are grouped by rule and
    assessment type, with the first row's number.

    `Pri:` and `Pri TA:` are taken off subjects, and TA is kept in the name of the assessment;
    other subjects stay as written (`trust_subjects`). Without dates a row's day is the last day
    of its academic year's sixth half-term, else 31 July.
    """
    stated = read_options(options, TrustOptions, "trust_results")
    table = read_plain(file, stated, stated.columns.get("pupil_id", COLUMN_MAP["pupil_id"]))
    places = _places(file.name, table.columns.header, stated)
    columns = {name: trimmed(table.columns.frame[str(place)]) for name, place in places.items()}
    notes = notes_on(file.name, table, places)
    if "date" not in columns:
        columns["date"], note = days_from_years(file.name, columns["academic_year"], calendar)
        notes.append(note)
    codes = (*CODES, *stated.codes)
    told = tell(columns, stated.types, codes)
    subjects, ta = subjects_of(columns["subject"], stated.subjects)
    shared = {
        "pupil_id": columns["pupil_id"],
        **({"school_id": columns["school_id"]} if "school_id" in columns else {}),
        "subject": subjects,
    }
    rows = table.columns.rows
    attained = told.where([value.holds == "attainment" for value in told.read])
    results = told.where([value.holds == "result" for value in told.read])
    words, prefixed = codes_of(columns, attained, codes, stated.strip_year_group)
    tables = {
        "overall": _table({**shared, "assessed_on": columns["date"], "attainment": words}, rows),
        "results": _table(
            {
                **shared,
                "assessment": assessments_of(columns["assessment"], ta),
                "taken_on": columns["date"],
                "score": told.laid([value.score for value in told.read]),
                "outcome": told.laid([value.outcome for value in told.read]),
            },
            rows,
        ),
    }
    tables = {
        name: frame[mask].reset_index(drop=True)
        for (name, frame), mask in zip(tables.items(), (attained, results), strict=True)
        if mask.any()
    }
    if stated.defines_pupils:
        tables["pupils"] = _pupils(file.name, columns, rows)
    refused = refusals(file.name, told, rows, table.sheet)
    turned_away = sum(problem.count for problem in refused) + len(table.columns.ragged)
    return [
        Extract(
            file=file,
            reader="trust_results",
            tables=tables,
            rows_read=sum(len(frame) for frame in tables.values()) + turned_away,
            refused=turned_away,
            problems=[
                *notes,
                *unsure_zeros(file.name, told),
                *prefix_notes(file.name, table.sheet, prefixed, stated.strip_year_group),
                *refused,
                *ragged_problems(
                    file.name, table.columns.ragged, len(table.columns.header), table.sheet
                ),
            ],
            sheet=table.sheet,
            encoding=table.encoding,
            delimiter=table.delimiter,
            headers={
                name: table.columns.header[place]
                for name, place in places.items()
                if name in ("pupil_id", "school_id", "subject", "score", "year_group")
            },
            date_format=stated.date_format,
            epoch=table.epoch,
            made_on=stated.made_on,
        )
    ]


def _places(file: str, header: Sequence[str], stated: TrustOptions) -> dict[str, int]:
    """Find the columns; those that nothing can be told without must be there."""
    for name in stated.columns:
        if name not in COLUMN_MAP:
            raise ReadError(
                f"{file}: school.toml, [[export]] columns: no column is called `{name}`; "
                f"{nearest(name, COLUMN_MAP)}."
            )
    folded = [fold(cell) for cell in header]
    places = {}
    for name, usual in {**COLUMN_MAP, **stated.columns}.items():
        count = folded.count(fold(usual))
        if count > 1:
            raise ReadError(f'{file} has {count} columns headed "{usual}". Rename one of them.')
        if count:
            places[name] = folded.index(fold(usual))
        elif name in NEEDED or name in stated.columns:
            raise ReadError(
                f'{file} has no column headed "{usual}": {nearest(usual, header)}. Name it: '
                f'columns = {{ {name} = "…" }} in its [[export]] table.'
            )
    if not {"date", "academic_year"} & set(places):
        raise ReadError(f"{file} has neither date nor academic_year: name one in `columns`.")
    return places


def _table(columns: Mapping[str, pd.Series], rows: np.ndarray) -> pd.DataFrame:
    frame = pd.DataFrame(dict(columns))
    frame[ROW] = rows
    return frame


def _pupils(file: str, columns: Mapping[str, pd.Series], rows: np.ndarray) -> pd.DataFrame:
    """Take the pupils that the table speaks of, each year once, from its first row."""
    missing = [name for name in ("year_group", "academic_year") if name not in columns]
    if missing:
        raise ReadError(
            f"{file} cannot say who the pupils are: it has no {' and no '.join(missing)}. Leave "
            f"out defines_pupils, or name the column in `columns`."
        )
    names = ("school_id", "pupil_id", "academic_year", "year_group")
    people = _table({name: columns[name] for name in names if name in columns}, rows)
    described = people["year_group"].ne("") & people["academic_year"].ne("")
    there = [name for name in names if name in people]
    return people[described].drop_duplicates(there).reset_index(drop=True)


def recognise(seen: Glance) -> Recognised | None:
    """Tell a trust's results table by its headers."""
    row = seen.header_with("student_id", "assessment_type", "subject", "score")
    if row is None:
        return None
    folded = {fold(cell) for cell in row}
    found = [header for header in COLUMN_MAP.values() if header in folded]
    if not folded & {"teacher_id", "class_id", "academic_year", "year_group"}:
        return None
    return Recognised(f"its header has {', '.join(found[:-1])} and {found[-1]}", len(found))


FORMAT = Format(
    "trust_results",
    "A trust's results table",
    "attainment, progress, reading ages and scores in one column, told apart",
    read_trust_results,
    recognise,
    source="the columns of a real trust's table; its assessment types unverified",
    options=TrustOptions,
    column_map={name: header for name, header in COLUMN_MAP.items() if name not in NOT_READ},
)
