"""What both questions about assessment practice share: one school, and where something stands out.

A place is a year group and a subject, never a class.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT
from ladders_analysis.questions.beginning import NO_POINT, latest_point, not_one_school
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot


def one_school(
    school: School, point: str | AssessmentPoint | None, call: str
) -> tuple[Snapshot | None, str]:
    """Take the snapshot of one school, or say why there is none.

    Parameters
    ----------
    school, point
        As for `assessment_practice`.
    call
        The question's name.
    """
    why = not_one_school(school, "its own way of assessing", call)
    if why:
        return None, why
    at = latest_point(school, point)
    now = None if at is None else school.as_at(at)
    return (now, "") if isinstance(now, Snapshot) else (None, NO_POINT)


def place_name(row: dict[Hashable, Any]) -> str:
    """Name a row's year group and subject as in a sentence.

    Examples
    --------
    >>> place_name({"year": "Year 4", "subject": "Maths"})
    'Year 4 maths'
    """
    return f"{row['year']} {in_a_sentence(str(row['subject']))}"


def stand_out(table: pd.DataFrame, number: str, of: str) -> list[dict[Hashable, Any]]:
    """Return the rows of which most is counted, of those that more than two make up.

    Parameters
    ----------
    table
        Rows with `year` and `subject`.
    number, of
        The columns of the count and of its whole.
    """
    rows = table[(table[number] > PUPILS_THAT_COUNT).to_numpy(bool)]
    rows = rows.assign(_part=rows[number] / rows[of])
    return rows.sort_values("_part", ascending=False, kind="stable").to_dict("records")
