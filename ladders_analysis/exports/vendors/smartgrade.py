"""Smartgrade: grades, standardised scores, marks and ranks, as a list or one column a type.

Each type of result is an assessment of its own, so that a rank is never taken for a score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, SettingsError, nearest
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet, read_marksheets
from ladders_analysis.exports.options import read_options
from ladders_analysis.exports.vendors.scored_options import ScoredOptions, day_taken
from ladders_analysis.exports.vendors.sheet_records import (
    NUMBER,
    PUPIL_HEADERS,
    column_of,
    filled_cells,
    find_columns,
    landmarks,
    sheet_extract,
    who,
)
from ladders_analysis.records import Problem

RESULT_TYPES = (
    "GLOBAL SMARTGRADE",
    "GLOBAL STD SCORE",
    "INTERNAL STD SCORE",
    "RAW SCORE",
    "RAW %",
    "GLOBAL % RANK",
)
"""The types of result that Smartgrade exports."""
GRADES = ("GLOBAL SMARTGRADE",)
"""Types whose values are grades, even where a grade is a number."""

COLUMN_MAP: Mapping[str, tuple[str, ...]] = {
    "assessment": ("Assessment", "Assessment Name", "Test"),
    "subject": ("Subject",),
    "type": ("Result Type",),
    "result": ("Result", "Value", "Result Value"),
    "taken_on": ("Date", "Assessment Date", "Date Taken"),
}
"""What a column is -> the headers it goes by; only the result types are verified."""

ASSESSMENT = "Smartgrade"


class SmartgradeOptions(ScoredOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "smartgrade"` (see also `ScoredOptions`).

    Attributes
    ----------
    keep
        The result types to keep; left out: all.
    """

    keep: tuple[str, ...] = RESULT_TYPES


def read_smartgrade(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read an export of Smartgrade, CSV or XLSX, long or wide, one extract per sheet.

    Parameters
    ----------
    file
        A list with a column Result Type, or a marksheet with a column for each type (headed by the
        type, or by a subject and the type).
    options
        Its `[[export]]` table (`SmartgradeOptions`).
    calendar
        The assessment points that may be meant.

    Raises
    ------
    SettingsError
        Nothing says the day or the subject, or an unknown type is to be kept.
    ReadError
        The file cannot be read, or has no type of result.

    Notes
    -----
    The assessment is its name ("Smartgrade" where nothing says it) and the type: "Autumn test RAW
    SCORE". Numbers are scores, a percentage without its sign; grades, and words that stand where a
    number should, are outcomes.
    """
    stated = read_options(options, SmartgradeOptions, "smartgrade")
    for kind in stated.keep:
        if fold(kind) not in _TYPES:
            raise SettingsError(
                f'school.toml, [[export]] keep: "{kind}": {nearest(kind, RESULT_TYPES)}.'
            )
    marks = landmarks(stated.pupil, "upn", "pupil_id", "last")
    further = [*RESULT_TYPES, *(header for known in COLUMN_MAP.values() for header in known)]
    return [
        _read_sheet(file, sheet, stated, calendar)
        for sheet in read_marksheets(file, stated.layout, marks, further)
    ]


_TYPES = {fold(kind): kind for kind in RESULT_TYPES}


def type_of(words: str) -> tuple[str, str] | None:
    """Part a header or a cell into what stands before the type of result, and the type.

    Examples
    --------
    >>> type_of("Maths Raw %"), type_of("raw score"), type_of("Score")
    (('Maths', 'RAW %'), ('', 'RAW SCORE'), None)
    """
    for folded, kind in _TYPES.items():
        if fold(words) == folded:
            return "", kind
        if fold(words).endswith(f" {folded}"):
            plain = " ".join(words.split())
            return plain[: len(plain) - len(folded)].strip(" -–:|"), kind
    return None


def _read_sheet(
    file: RawFile, sheet: Marksheet, stated: SmartgradeOptions, calendar: Calendar
) -> Extract:
    people, used = who(file, sheet, stated.pupil, stated)
    places = find_columns(file, sheet, stated.columns, COLUMN_MAP)
    day = "" if "taken_on" in places else day_taken(stated, calendar, file.name)
    usual = {
        "assessment": stated.assessment or ASSESSMENT,
        "subject": stated.subject or "",
        "taken_on": day,
    }
    for name, word in usual.items():
        people[name] = column_of(sheet, places[name]) if name in places else word
    people["assessment"] = people["assessment"].where(people["assessment"].ne(""), ASSESSMENT)
    if {"type", "result"} <= set(places):
        cells, columns = _listed(sheet, people, places), [places["type"], places["result"]]
    else:
        cells, columns = _wide(sheet, people, "subject" in places)
    if not columns:
        raise ReadError(
            f"{file.name} has no column Result Type, and none headed by a type of result "
            f'({", ".join(RESULT_TYPES)}). Name it: columns = {{ type = "…", result = "…" }}.'
        )
    if "subject" not in places and cells["subject"].eq("").any():
        raise SettingsError(
            f'{file.name} does not say its subject. State subject = "Maths" in its [[export]] '
            f"table."
        )
    results, problems, refused = _results(file.name, sheet.sheet, cells, stated)
    return sheet_extract(
        file,
        "smartgrade",
        sheet,
        stated,
        {"results": results},
        [*used.values(), *places.values(), *columns],
        problems,
        refused=refused,
        headers={"pupil_id": " + ".join(sheet.headers[place] for place in used.values())},
    )


def _listed(sheet: Marksheet, people: pd.DataFrame, places: Mapping[str, int]) -> pd.DataFrame:
    """Take the rows of a list: a type of result, and the result."""
    return people.assign(
        kind=column_of(sheet, places["type"]), cell=column_of(sheet, places["result"])
    )


def _wide(
    sheet: Marksheet, people: pd.DataFrame, has_subject: bool
) -> tuple[pd.DataFrame, list[int]]:
    """Take the filled cells under types of result; what stands before the type is the subject."""
    parted = {
        place: found
        for place, header in enumerate(sheet.headers)
        if (found := type_of(header)) is not None
    }
    cells = filled_cells(sheet, people, parted)
    before = cells["place"].map({place: words for place, (words, _) in parted.items()})
    name = "assessment" if has_subject else "subject"
    cells["kind"] = cells["place"].map({place: kind for place, (_, kind) in parted.items()})
    cells[name] = before.where(before.ne(""), cells[name])
    return cells, list(parted)


def _results(
    file: str, sheet: str, cells: pd.DataFrame, stated: SmartgradeOptions
) -> tuple[pd.DataFrame, list[Problem], int]:
    """Turn cells into results by their type; say which are passed over or refused."""
    kept = {fold(kind) for kind in stated.keep}
    folded = cells["kind"].map(fold)
    blank = cells["cell"].eq("")
    unknown = ~folded.isin([*_TYPES]) & ~blank
    unwanted = ~folded.isin([*kept]) & ~unknown & ~blank
    problems = [
        Problem(file, rule, "note", remedy, sheet, count=int(rows.sum()))
        for rule, remedy, rows in (
            ("rows without a result passed over", "nothing to mend", blank),
            ("result types not kept", "add them to `keep` if they matter", unwanted),
        )
        if rows.any()
    ]
    remedy = f"allowed: {', '.join(RESULT_TYPES)}"
    problems += [
        Problem(file, "unknown result type", "refused", remedy, sheet, int(row), "Result Type")
        for row in cells.loc[unknown, ROW]
    ]
    read = cells[~(blank | unknown | unwanted)]
    kind = read["kind"].map(lambda word: _TYPES[fold(word)])
    number = read["cell"].str.removesuffix("%").str.strip()
    scored = number.str.fullmatch(NUMBER) & ~kind.isin(GRADES)
    results = read.assign(
        assessment=read["assessment"] + " " + kind,
        score=number.where(scored, ""),
        outcome=read["cell"].where(~scored, ""),
    )
    return results, problems, int(unknown.sum())


def recognise(seen: Glance) -> Recognised | None:
    """Tell an export of Smartgrade by its types of result, in the header or in a column."""
    ids = {fold(h) for name in ("upn", "pupil_id", "last") for h in PUPIL_HEADERS[name]}
    if not any(ids & {fold(cell) for cell in row} for row in seen.rows):
        return None
    kinds = {found[1] for row in seen.rows for cell in row if (found := type_of(cell)) is not None}
    telling = [kind for kind in RESULT_TYPES if kind in kinds and kind != "RAW SCORE"]
    if not telling:
        return None
    ask = ["On which day was it taken? State `taken_on` (or `point`)."]
    if seen.header_with("Subject") is None:
        ask.append("Which subject is it, where no header says so? State `subject`.")
    return Recognised(f"it has results of type {telling[0]}", len(kinds) + 2, ask=tuple(ask))


FORMAT = Format(
    "smartgrade",
    "Smartgrade",
    "grades, standardised scores, marks and ranks of tests",
    read_smartgrade,
    recognise,
    source="Smartgrade's help pages list the types of result; other headers unverified",
    options=SmartgradeOptions,
    column_map=COLUMN_MAP,
)
