"""Learning Ladders' Assessment Summary: attainment and progress per half-term, one subject a file.

A column is told by its header: the half-term's name, and whether it is attainment or progress.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.vendors.learning_ladders_options import LearningLaddersOptions
from ladders_analysis.exports.vendors.sheet_records import (
    NUMBER,
    beside,
    filled_cells,
    sheet_extract,
    who,
)
from ladders_analysis.exports.vendors.terms import TermDays

SUMMARY_MAP: Mapping[str, tuple[str, ...]] = {
    "attainment": ("{half_term} Attainment", "Attainment {half_term}"),
    "progress": ("{half_term} Progress", "Progress {half_term}"),
    "percentage": ("{half_term} %", "{half_term} Percentage", "Percentage {half_term}"),
}
"""What a column holds -> the patterns of its header; unverified."""

PERCENTAGE = "Learning Ladders percentage"
PROGRESS = "Learning Ladders progress"

_MEASURES = {
    "attainment": "attainment",
    "att": "attainment",
    "progress": "progress",
    "prog": "progress",
    "%": "percentage",
    "percentage": "percentage",
    "attainment %": "percentage",
}
_WORDS = "|".join(re.escape(word) for word in sorted(_MEASURES, key=len, reverse=True))
_AFTER = re.compile(rf"(?P<term>.+?) ?[-–:]? ?(?P<measure>{_WORDS})")
_BEFORE = re.compile(rf"(?P<measure>{_WORDS}) ?[-–:]? (?P<term>.+)")
_PER_CENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) ?%")
_TITLE = re.compile(r"subject ?[:–-]? ?(.*)", re.IGNORECASE)
_NOT_SUBJECT = re.compile(
    r"learning ladders|assessment|summary|export|report|raw|data|autumn|spring|summer|term|year"
    r"|class|\b(?:y|yr)? ?[0-9]+\b|[0-9]{2,}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """A column of the summary: where it stands, what it holds, and of which day."""

    place: int
    header: str
    holds: str
    words: str
    day: dt.date


def measures_in(
    headers: Sequence[str], stated: LearningLaddersOptions, calendar: Calendar, file: RawFile
) -> list[Measure]:
    """Find the columns that hold attainment or progress of a half-term.

    Parameters
    ----------
    headers
        The header row.
    stated
        What school.toml says.
    calendar
        The half-terms that may be meant.
    file
        The file.
    """
    named = {fold(header): column for header, column in stated.columns.items()}
    days = _days(file, stated, calendar)
    found = []
    for place, header in enumerate(headers):
        column = named.get(fold(header))
        if column is not None:
            words = str(column.half_term or header)
            own: dict[str, Any] = {words: column.on or column.half_term}
            day = replace(days, stated=own).day(words)
            if day is None:
                raise SettingsError(
                    f'school.toml, [[export]] columns "{header}": say its `half_term` or `on`.'
                )
            holds = str(column.holds)
        else:
            match = _AFTER.fullmatch(fold(header)) or _BEFORE.fullmatch(fold(header))
            if match is None:
                continue
            words, holds = match["term"], _MEASURES[match["measure"]]
            day = days.day(words)
        if day is not None:
            found.append(Measure(place, header, holds, words, day))
    return found


def _days(file: RawFile, stated: LearningLaddersOptions, calendar: Calendar) -> TermDays:
    return TermDays(file, calendar, stated.academic_year, stated.half_terms, stated.made_on)


def read_summary(
    file: RawFile, sheet: Marksheet, stated: LearningLaddersOptions, calendar: Calendar
) -> Extract:
    """Read one Assessment Summary.

    Raises
    ------
    SettingsError
        Nothing says which subject it is.
    ReadError
        Two columns hold the same of one half-term.
    """
    measures = measures_in(sheet.headers, stated, calendar, file)
    twice = [(each.holds, each.day) for each in measures]
    if len(twice) > len(set(twice)):
        raise ReadError(
            f"{file.name} has two columns of one half-term that hold the same. Remove one, or "
            f"state `columns` (or `half_terms`) in its [[export]] table."
        )
    subject = subject_of(file, glance(file).rows, stated)
    people, used = who(file, sheet, stated.pupil, stated)
    cells = {
        holds: _cells(sheet, people, [each for each in measures if each.holds == holds])
        for holds in SUMMARY_MAP
    }
    attained = cells["attainment"]
    shared = attained["cell"].str.fullmatch(_PER_CENT)
    overall, alone = beside(attained[~shared], cells["progress"], [ROW, "day"], "progress")
    results = pd.concat(
        [
            _scored(attained[shared], PERCENTAGE),
            _scored(cells["percentage"], PERCENTAGE),
            _scored(alone, PROGRESS),
        ],
        ignore_index=True,
    )
    overall = overall.rename(columns={"cell": "attainment", "day": "assessed_on"})
    return sheet_extract(
        file,
        "learning_ladders",
        sheet,
        stated,
        {"overall": overall.assign(subject=subject), "results": results.assign(subject=subject)},
        [*used.values(), *(each.place for each in measures), *_class(sheet)],
        _days(file, stated, calendar).notes(
            {each.words: each.day for each in measures}, sheet.sheet
        ),
        headers={"pupil_id": sheet.headers[next(iter(used.values()))]},
    )


def _class(sheet: Marksheet) -> list[int]:
    """Find the column of classes, which pupils.csv knows better: passed over without a note."""
    return [place for place, header in enumerate(sheet.headers) if fold(header) == "class"]


def _cells(sheet: Marksheet, people: pd.DataFrame, measures: Sequence[Measure]) -> pd.DataFrame:
    """Take the filled cells of some columns, with their day."""
    cells = filled_cells(sheet, people, [each.place for each in measures])
    days = {each.place: each.day.isoformat() for each in measures}
    return cells.assign(day=cells["place"].map(days).astype("str"))


def _scored(cells: pd.DataFrame, assessment: str) -> pd.DataFrame:
    """Turn cells into results: a percentage or number is the score, a word the outcome."""
    number = cells["cell"].str.replace("%", "").str.strip()
    scored = number.str.fullmatch(NUMBER)
    return cells.assign(
        assessment=assessment,
        score=number.where(scored, ""),
        outcome=cells["cell"].where(~scored, ""),
    ).rename(columns={"day": "taken_on"})


def subject_of(
    file: RawFile,
    rows: Sequence[Sequence[str]],
    stated: LearningLaddersOptions,
    *,
    required: bool = True,
) -> str:
    """Find the subject of a summary: stated, in a title above the header, or in the file's name.

    Raises
    ------
    SettingsError
        None of them says it, and it is required.

    Notes
    -----
    A title is a row "Subject: Reading" or "Subject | Reading". Of the file's name, the words that
    name the report, a term, a year or a class are left out: "Assessment Summary - Reading.csv".
    """
    if stated.subject:
        return stated.subject
    for row in rows:
        filled = [cell for cell in row if cell]
        match = _TITLE.fullmatch(filled[0]) if filled and len(filled) <= 2 else None
        if match and (match[1] or len(filled) == 2):
            return str(match[1] or filled[1])
    stem = PurePath(file.name).name.split(".")[0].replace("_", " ")
    words = re.split(r"[\s\-–()\[\],]+", _NOT_SUBJECT.sub(" ", stem))
    subject = " ".join(word for word in words if word)
    if subject or not required:
        return subject[:1].upper() + subject[1:]
    raise SettingsError(
        f'{file.name} does not say its subject. State subject = "Reading" in its [[export]] table.'
    )
