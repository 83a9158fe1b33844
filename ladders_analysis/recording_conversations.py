"""Recording what came of asking a teacher: one row more in the folder's `conversations.csv`.

The answer to a question is worth as much as the question. It is kept where the school keeps its
other data, in a file that opens in any spreadsheet, and stands beside the pupil the next time.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from ladders_analysis.adding_rows import add_row
from ladders_analysis.english import in_a_sentence, spoken_day
from ladders_analysis.errors import LaddersError
from ladders_analysis.loading import load
from ladders_analysis.schema import TABLES
from ladders_analysis.school import School
from ladders_analysis.where_to_record import (
    as_written,
    day_given,
    folder_to_record,
    school_of_pupil,
    subject_named,
)

CONVERSATIONS = TABLES["conversations"]
FIRST_DAY = dt.date(1990, 1, 1)
FAR_AHEAD = dt.timedelta(days=5 * 366)
"""A conversation before the one, or a day to look again beyond the other, is a slip of the pen."""


def record_conversation(
    school: School | str | Path,
    pupil_id: str,
    subject: str,
    teacher_said: str,
    action: str = "",
    review_on: str | dt.date | None = None,
    on: str | dt.date | None = None,
    approved_summary: str = "",
) -> str:
    """Record what a teacher said about a pupil, what will be done, and when to look again.

    Parameters
    ----------
    school
        A school as `la.load` gives it, or its folder. In a trust, `school.one(ID)` where two
        schools know a pupil by the same id.
    pupil_id
        The pupil.
    subject
        The subject, as the school names it.
    teacher_said
        What the teacher said, in as many words as it takes.
    action
        What will be done.
    review_on
        The day to look again: a date, or one as 2026-05-22.
    on
        The day of the conversation; without one, today.
    approved_summary
        One line without names that leaders approve for governors; blank: governors read nothing.

    Returns
    -------
    str
        A sentence that says what was recorded and where.

    Raises
    ------
    LaddersError
        No such pupil or subject, a date that cannot be, nothing said, a name in the approved
        summary, or a folder whose conversations are kept in another way. Nothing is then recorded.

    Notes
    -----
    The row is added to `conversations.csv`, which is made where it is not there; `la.load` reads it
    back exactly, spaces at the ends apart. Recording the very same again adds nothing.
    """
    whole = school if isinstance(school, School) else load(school)
    folder = folder_to_record(whole, CONVERSATIONS)
    one = school_of_pupil(whole, str(pupil_id))
    named = subject_named(one, subject)
    held = day_given(on, "on") or dt.date.today()
    again = day_given(review_on, "review_on")
    _check_days(held, again)
    said = as_written(teacher_said)
    if not said:
        raise LaddersError("Write what the teacher said: nothing is written, so nothing is kept.")
    summary = " ".join(approved_summary.split())
    _check_summary(one, str(pupil_id), summary)
    row = {
        "school_id": one.schools[0],
        "pupil_id": str(pupil_id),
        "subject": named,
        "on": held.isoformat(),
        "teacher_said": said,
        "action": as_written(action),
        "review_on": again.isoformat() if again else "",
        "approved_summary": summary,
    }
    everybody = {"school_id": whole.settings.default.school_id}
    if not add_row(folder, CONVERSATIONS, row, unsaid=everybody):
        return f"This is in {CONVERSATIONS.file} already: nothing was added."
    about = f"Recorded in {CONVERSATIONS.file}: {in_a_sentence(named)}, {spoken_day(held)}."
    about += f" To look again on {spoken_day(again)}." if again else ""
    about += " Its approved summary can stand on the governors’ page." if summary else ""
    return f"{about} The page shows it the next time the school is loaded."


def _check_days(held: dt.date, again: dt.date | None) -> None:
    """Refuse days that cannot be."""
    if held > dt.date.today():
        raise LaddersError(
            f"The conversation is dated {spoken_day(held)}, which is still to come. Give the day "
            "it was held; review_on is the day to look again."
        )
    far = again is not None and again > held + FAR_AHEAD
    if far or held < FIRST_DAY:
        day = spoken_day(again if far and again else held)
        raise LaddersError(f"{day} is too far away to be meant: check the year.")
    if again is not None and again <= held:
        raise LaddersError(
            f"The day to look again ({spoken_day(again)}) is not after the conversation "
            f"({spoken_day(held)}). Give a later day, or none."
        )


def _check_summary(school: School, pupil_id: str, summary: str) -> None:
    """Refuse an approved summary that names the pupil it is about."""
    pupils = school.pupils
    names = pupils.loc[(pupils["pupil_id"] == pupil_id).to_numpy(bool), "name"].dropna()
    parts = {part for name in names for part in _parts(str(name))} | {pupil_id.casefold()}
    if parts & _parts(summary):
        raise LaddersError(
            "The approved summary names the pupil. It may stand on the governors’ page: write it "
            "without names, such as “Regular reading at home has begun.”"
        )


def _parts(text: str) -> set[str]:
    return {part.casefold() for part in re.findall(r"\w+", text)}
