"""What teachers wrote about one pupil, line by line: their own view, notes and conversations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Mapping
from typing import Any

import pandas as pd

from ladders_analysis.english import spoken_day
from ladders_analysis.errors import PointError
from ladders_analysis.school import School
from ladders_analysis.settings import SchoolSettings


def teacher_told(
    school: School, pupil_id: str, subjects: Collection[str], until: dt.date
) -> tuple[str, ...]:
    """Tell the teacher's overall views of a pupil, the latest first.

    Parameters
    ----------
    school
        One school.
    pupil_id
        The pupil.
    subjects
        The subjects to tell of.
    until
        The last day whose entries are known.

    Returns
    -------
    tuple of str
        "Reading, 10 March 2025: EXS (expected); progress: as expected. What the teacher added."
    """
    settings = school.settings.for_school(school.schools[0])
    rows = _of_pupil(school.overall, pupil_id, subjects, "assessed_on", until)
    recorded = rows["recorded_on"].fillna(rows["assessed_on"])
    rows = rows[(recorded <= pd.Timestamp(until)).to_numpy(bool)]
    return tuple(_view(row, settings) for row in rows.to_dict("records"))


def conversations_told(
    school: School, pupil_id: str, subjects: Collection[str], until: dt.date
) -> tuple[str, ...]:
    """Tell the conversations about a pupil, the latest first.

    Parameters
    ----------
    school, pupil_id, subjects, until
        As for `teacher_told`.

    Returns
    -------
    tuple of str
        "Maths, 17 December 2025: Slips on table facts. Agreed: tables each day. Look again: 28
        January 2026."
    """
    rows = _of_pupil(school.conversations, pupil_id, subjects, "on", until)
    return tuple(_talk(row) for row in rows.to_dict("records"))


def _of_pupil(
    table: pd.DataFrame, pupil_id: str, subjects: Collection[str], on: str, until: dt.date
) -> pd.DataFrame:
    rows = table[(table["pupil_id"] == pupil_id).to_numpy(bool)]
    kept = rows["subject"].isin(list(subjects)) & (rows[on] <= pd.Timestamp(until))
    return rows[kept.to_numpy(bool)].sort_values(on, ascending=False, kind="stable")


def _view(row: Mapping[Hashable, Any], settings: SchoolSettings) -> str:
    day = row["assessed_on"].date()
    said = f"{row['subject']}, {spoken_day(day)}: {row['attainment']}"
    meant = _word(str(row["attainment"]), day, settings)
    said += f" ({meant})" if meant else ""
    said += f"; progress: {row['progress']}" if not pd.isna(row["progress"]) else ""
    return f"{said}.{_sentence(row['note'])}"


def _word(code: str, day: dt.date, settings: SchoolSettings) -> str:
    """Return what an overall code means on a day; blank where school.toml does not say."""
    if settings.overall is None:
        return ""
    try:
        half_term = settings.calendar.half_term_of(day)
    except PointError:  # a year before the calendar begins
        return ""
    return settings.overall.by_half_term[half_term - 1].get(code, "")


def _talk(row: Mapping[Hashable, Any]) -> str:
    said = f"{row['subject']}, {spoken_day(row['on'].date())}:{_sentence(row['teacher_said'])}"
    if not pd.isna(row["action"]):
        said += f" Agreed:{_sentence(row['action'])}"
    if not pd.isna(row["review_on"]):
        said += f" Look again: {spoken_day(row['review_on'].date())}."
    return said


def _sentence(words: Any) -> str:
    """Write what a person wrote as the next sentence; nothing where they wrote nothing."""
    if pd.isna(words) or not str(words).strip():
        return ""
    plain = " ".join(str(words).split())
    return f" {plain}" if plain.endswith((".", "!", "?", "…")) else f" {plain}."
