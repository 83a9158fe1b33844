"""Learning Ladders' judgements by statement: one row a pupil and a statement.

A statement is known by its own id where the export has one, else by its place: subject, ladder,
rung and statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import SettingsError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.vendors.learning_ladders_options import LearningLaddersOptions
from ladders_analysis.exports.vendors.sheet_records import (
    column_of,
    find_columns,
    sheet_extract,
    who,
)
from ladders_analysis.records import Problem

LIST_MAP: Mapping[str, tuple[str, ...]] = {
    "statement_id": ("Statement ID", "statement_id", "Objective ID"),
    "subject": ("Subject",),
    "ladder": ("Ladder", "Strand"),
    "rung": ("Rung", "Rung/Year", "Year", "Rung Year"),
    "statement": ("Statement", "Objective", "Statement Text"),
    "judgement": ("Milestone", "Judgement", "Judgment", "Assessment"),
    "assessed_on": ("Date", "Date Assessed", "Assessed On", "Assessment Date"),
    "recorded_on": ("Date Recorded", "Recorded On", "Date Entered"),
}
"""What a column of the list is -> the headers it goes by; unverified."""

ID_FROM = ("subject", "ladder", "rung", "statement")
"""The columns that make up a statement's id where it has none of its own."""
JOINED_BY = " / "


def is_list(sheet: Marksheet, stated: LearningLaddersOptions) -> bool:
    """Say whether a sheet is a list of judgements by statement."""
    there = {fold(header) for header in sheet.headers}
    if stated.list_columns or stated.statement_id:
        return True
    return all(
        there & {fold(header) for name in names for header in LIST_MAP[name]}
        for names in (("statement", "statement_id"), ("judgement",))
    )


def read_list(
    file: RawFile, sheet: Marksheet, stated: LearningLaddersOptions, calendar: Calendar
) -> Extract:
    """Read one list of judgements by statement.

    Raises
    ------
    SettingsError
        Nothing says which statement, which judgement or which day.

    Notes
    -----
    The id of a statement: the headers that `statement_id` names, joined by " / "; else its own
    column; else subject, ladder, rung and statement, those that are there, joined likewise. The
    curriculum must call its statements the same.
    """
    people, used = who(file, sheet, stated.pupil, stated)
    places = find_columns(file, sheet, stated.list_columns, LIST_MAP)
    if stated.statement_id:
        id_places = [sheet.place(header, file.name) for header in stated.statement_id]
    elif "statement_id" in places:
        id_places = [places["statement_id"]]
    else:
        id_places = [places[name] for name in ID_FROM if name in places]
    day = stated.on or (calendar.point(stated.point).on if stated.point else None)
    missing = [name for name in ("judgement",) if name not in places]
    missing += [] if id_places else ["statement_id"]
    missing += ["assessed_on"] if day is None and "assessed_on" not in places else []
    if missing:
        raise SettingsError(
            f"school.toml, [[export]] for {file.name}: say which header holds "
            f"{', '.join(missing)} in `list_columns` (a day also by `point` or `on`)."
        )
    judged = people.assign(judgement=column_of(sheet, places["judgement"]))
    judged["statement_id"] = _joined(sheet, id_places)
    if "assessed_on" in places:
        judged["assessed_on"] = column_of(sheet, places["assessed_on"])
    else:
        judged["assessed_on"] = "" if day is None else day.isoformat()
    if "recorded_on" in places:
        judged["recorded_on"] = column_of(sheet, places["recorded_on"])
    filled = judged["judgement"].ne("").to_numpy()
    read = {
        name: places[name] for name in ("judgement", "assessed_on", "recorded_on") if name in places
    }
    return sheet_extract(
        file,
        "learning_ladders",
        sheet,
        stated,
        {"judgements": judged[filled]},
        [*used.values(), *places.values(), *id_places],
        _not_judged(file.name, sheet.sheet, int((~filled).sum())),
        headers={
            "pupil_id": sheet.headers[next(iter(used.values()))],
            **{name: sheet.headers[place] for name, place in read.items()},
        },
    )


def _joined(sheet: Marksheet, places: Sequence[int]) -> pd.Series:
    """Join the filled cells of some columns to one id."""
    return pd.Series(
        [JOINED_BY.join(row[place] for place in places if row[place]) for _, row in sheet.rows],
        dtype="str",
    )


def _not_judged(file: str, sheet: str, count: int) -> list[Problem]:
    """Note the rows that hold no judgement: a statement not assessed yet is no record."""
    if not count:
        return []
    remedy = "not judged yet, so no record; nothing to mend"
    return [
        Problem(file, "rows without a judgement passed over", "note", remedy, sheet, count=count)
    ]
