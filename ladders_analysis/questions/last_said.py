"""What a teacher last said of each pupil, and what was agreed: nobody should have to ask twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import spoken_day
from ladders_analysis.school import School


def last_conversations(school: School, until: dt.date) -> pd.DataFrame:
    """Return the last conversation about each pupil in each subject.

    Parameters
    ----------
    school
        A school, or a trust.
    until
        The last day whose conversations count.

    Returns
    -------
    DataFrame
        Indexed by `school_id`, `pupil_id`, `subject`: `on`, `teacher_said`, `action`,
        `review_on`; and `agreed`, the action in words: "Five minutes of tables a day (agreed 17
        December 2025, to look at again 28 January 2026)".
    """
    talked = school.conversations
    talked = talked[(talked["on"] <= pd.Timestamp(until)).to_numpy(bool)]
    keys = ["school_id", "pupil_id", "subject"]
    talked = talked.astype(dict.fromkeys(keys, "str")).sort_values("on", kind="stable")
    last = talked.drop_duplicates(keys, keep="last").set_index(keys)
    rows = last[["on", "teacher_said", "action", "review_on"]].to_dict("records")
    return last.assign(agreed=[_agreed(**{str(name): row[name] for name in row}) for row in rows])


def agreed_that_year(school: School, point: AssessmentPoint) -> dict[Any, str]:
    """Say what was last agreed about each pupil by the end of a point's school year.

    Parameters
    ----------
    school
        A school, or a trust.
    point
        The assessment point.

    Returns
    -------
    dict
        School, pupil and subject -> what was agreed, in words.
    """
    last = last_conversations(school, dt.date(point.year.ends, 8, 31))
    return last["agreed"].to_dict()


def _agreed(on: Any, teacher_said: Any, action: Any, review_on: Any) -> str:
    """Say what was agreed, when, and when to look at it again."""
    said = str(action if not pd.isna(action) else teacher_said).rstrip(". ")
    again = "" if pd.isna(review_on) else f", to look at again {spoken_day(review_on)}"
    word = "agreed" if not pd.isna(action) else "said"
    return f"{said} ({word} {spoken_day(on)}{again})"
