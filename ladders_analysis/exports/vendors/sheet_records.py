"""Records taken from a marksheet: whom they speak of, and which cells say something.

Readers of vendors' marksheets share this: finding the pupil's column, taking the filled cells one
by one with their places, and drawing up the account of the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import pandas as pd

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import BORN, COLUMN, NAME, ROW, UPN, Extract, RawFile
from ladders_analysis.exports.dates import read_dates
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.exports.sheet_account import columns_passed_over, extract_of_sheet
from ladders_analysis.records import Problem
from ladders_analysis.schema import TABLES

Known: TypeAlias = Mapping[str, tuple[str, ...]]
"""What a column is -> the headers it goes by, the likeliest first."""

NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
"""A cell that is a number and nothing else."""

PUPIL_HEADERS: Known = {
    "upn": ("UPN", "Pupil UPN", "Student UPN", "Unique Pupil Number"),
    "pupil_id": (
        "pupil_id",
        "Pupil ID",
        "Admission Number",
        "Admission No",
        "Adm No",
        "Student ID",
        "student_id",
        "MIS ID",
    ),
    "first": ("First Name", "Forename", "Preferred Forename", "Given Name"),
    "last": ("Last Name", "Surname", "Family Name"),
    "born": ("DOB", "Date of Birth", "Birth Date"),
}
"""What tells who a pupil is -> the headers it goes by; unverified for most systems."""


def landmarks(stated: Mapping[str, str], *known: str) -> tuple[str, ...]:
    """List the headers of which the header row has one: what is stated, or what is known."""
    if stated:
        return tuple(stated.values())
    return tuple(header for name in known for header in PUPIL_HEADERS[name])


def find_columns(
    file: RawFile, sheet: Marksheet, stated: Mapping[str, str], known: Known
) -> dict[str, int]:
    """Find where columns stand: by the header stated, or by the first known one that is there.

    Parameters
    ----------
    file, sheet
        The marksheet.
    stated
        What a column is -> its header.
    known
        The headers taken for granted.

    Raises
    ------
    SettingsError
        What is stated names no column that the reader knows.
    ReadError
        A stated header is not there, or a header is there twice.
    """
    for name in stated:
        if name not in known:
            raise SettingsError(
                f"school.toml, [[export]] for {file.name}: no column is called `{name}`; "
                f"allowed: {', '.join(known)}."
            )
    there = {fold(header) for header in sheet.headers if header}
    found = {name: sheet.place(header, file.name) for name, header in stated.items()}
    for name, headers in known.items():
        here = next((header for header in headers if fold(header) in there), None)
        if name not in found and here is not None:
            found[name] = sheet.place(here, file.name)
    return found


def column_of(sheet: Marksheet, place: int) -> pd.Series:
    """Take one column of a marksheet as text."""
    return pd.Series([row[place] for _, row in sheet.rows], dtype="str")


def who(
    file: RawFile, sheet: Marksheet, stated: Mapping[str, str], options: MarksheetOptions
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Say of whom each row of a marksheet speaks.

    Parameters
    ----------
    file, sheet
        The marksheet.
    stated
        `pupil_id` or `upn` (or `first`, `last`, `born`) -> header, as school.toml says.
    options
        How dates are written.

    Returns
    -------
    tuple
        One row per row of the sheet, with `_row` and `pupil_id`, by UPN with `_upn`, or by `_name`
        and `_born`; and the columns that were read for it.

    Raises
    ------
    ReadError
        Nothing says who the pupils are.

    Notes
    -----
    What is stated wins, then a UPN, then another id. Names count only together with a date of
    birth, and only where there is no id at all; both are forgotten once the pupil is found.
    """
    found = find_columns(file, sheet, stated, PUPIL_HEADERS)
    rows = pd.DataFrame({ROW: pd.Series([number for number, _ in sheet.rows], dtype="int64")})
    for key in (*(name for name in stated if name in ("pupil_id", "upn")), "upn", "pupil_id"):
        if key in found:
            rows["pupil_id"] = column_of(sheet, found[key])
            if key == "upn":
                rows[UPN] = rows["pupil_id"]
            return rows, {key: found[key]}
    if not {"first", "last", "born"} <= set(found):
        raise ReadError(
            f"{file.name} does not say who the pupils are: no UPN, no pupil id, and not first "
            f'name, last name and date of birth. Name the column: pupil = {{ upn = "…" }} in its '
            f"[[export]] table."
        )
    first, last = (column_of(sheet, found[name]) for name in ("first", "last"))
    rows[NAME] = (first + " " + last).str.strip()
    born = column_of(sheet, found["born"])
    words = list(born.unique())
    where = f"{file.name}, column {sheet.headers[found['born']]}"
    dates = read_dates(words, where, stated=options.date_format, epoch=sheet.epoch)
    days = {w: d.isoformat() if d else "" for w, d in zip(words, dates.days, strict=True)}
    rows[BORN] = born.map(days).astype("str")
    return rows, {name: found[name] for name in ("first", "last", "born")}


def filled_cells(sheet: Marksheet, people: pd.DataFrame, places: Iterable[int]) -> pd.DataFrame:
    """Take the filled cells of some columns one by one, column after column.

    Parameters
    ----------
    sheet
        The marksheet.
    people
        One row per row of the sheet (`who`).
    places
        The columns.

    Returns
    -------
    pandas.DataFrame
        The columns of `people`, with `_column` (the header), `place` and `cell`.
    """
    parts = []
    for place in places:
        cells = column_of(sheet, place)
        here = people.assign(**{COLUMN: sheet.headers[place]}, place=place, cell=cells)
        parts.append(here[cells.ne("").to_numpy()])
    if not parts:
        return people.iloc[:0].assign(**{COLUMN: ""}, place=0, cell="")
    return pd.concat(parts, ignore_index=True)


def beside(
    main: pd.DataFrame, other: pd.DataFrame, on: Sequence[str], column: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put cells beside the records they belong to.

    Parameters
    ----------
    main
        Records.
    other
        Filled cells, at most one for each record.
    on
        The columns that say which belong together.
    column
        What the cells are called in the records.

    Returns
    -------
    tuple
        The records with that column (blank where no cell belongs to them), and the cells that
        belong to no record.
    """
    wanted = other[[*on, "cell"]].rename(columns={"cell": column}).drop_duplicates([*on])
    joined = main.merge(wanted, on=[*on], how="left")
    joined[column] = joined[column].fillna("").astype("str")
    key = pd.MultiIndex.from_frame(other[[*on]])
    alone = ~key.isin(pd.MultiIndex.from_frame(main[[*on]])) | other.duplicated([*on]).to_numpy()
    return joined, other[alone]


def tidy_columns(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Keep the columns that a table declares, and where each record stood."""
    own = (ROW, COLUMN, UPN, NAME, BORN)
    kept = [name for name in frame.columns if name in TABLES[table] or name in own]
    rows = frame[ROW].astype("int64").to_numpy()
    return frame[kept].astype("str").assign(**{ROW: rows}).reset_index(drop=True)


def sheet_extract(
    file: RawFile,
    reader: str,
    sheet: Marksheet,
    stated: MarksheetOptions,
    tables: Mapping[str, pd.DataFrame],
    used: Iterable[int],
    problems: Sequence[Problem] = (),
    *,
    refused: int = 0,
    headers: Mapping[str, str] | None = None,
) -> Extract:
    """Draw up the extract of one sheet.

    Parameters
    ----------
    file, reader, sheet, stated
        What was read, by which reader, and how the school says it is written.
    tables
        Tidy table -> records; tables without records are left out.
    used
        The columns that were read; the others are noted by header.
    problems, refused
        What the reader found, and how many records it refused.
    headers
        Tidy column -> the header it was read from.
    """
    kept = {name: tidy_columns(table, name) for name, table in tables.items() if len(table)}
    rule, remedy = "column not read", "name it in the [[export]] table if it matters"
    passed_over = columns_passed_over(file, sheet, set(used), rule, remedy)
    return extract_of_sheet(
        file,
        sheet,
        reader,
        stated,
        kept,
        [*passed_over, *problems],
        refused=refused,
        headers=headers,
    )
