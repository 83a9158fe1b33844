"""Recording what was seen in a pupil's book: one row more in the folder's `books.csv`.

What is recorded is about the work, in one of four phrases, and where it can be found again. The
next load puts it beside the judgement it is about; no judgement and no figure changes.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ladders_analysis.adding_rows import add_row
from ladders_analysis.english import in_a_sentence, spoken_day
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.loading import load
from ladders_analysis.sample_seeds import checked_seed
from ladders_analysis.schema import SEEN_IN_BOOKS, TABLES
from ladders_analysis.school import School
from ladders_analysis.where_to_record import (
    as_written,
    day_given,
    folder_to_record,
    school_of_pupil,
    subject_named,
)

BOOKS = TABLES["books"]


def record_books(
    school: School | str | Path,
    pupil_id: str,
    looked_for: str,
    seen: str,
    where: str = "",
    on: str | dt.date | None = None,
    seed: int | None = None,
) -> str:
    """Record what was seen in a pupil's book.

    Parameters
    ----------
    school
        A school as `la.load` gives it, or its folder. In a trust, `school.one(ID)` where two
        schools know a pupil by the same id.
    pupil_id
        The pupil.
    looked_for
        The statement's id; or a subject, where the work as a whole was looked at.
    seen
        "seen, and secure", "seen in part", "not seen" or "not taught yet".
    where
        Where in the book, and in what work: "page 14, number lines".
    on
        The day the book was looked at; without one, today.
    seed
        The number of the sample it was part of.

    Returns
    -------
    str
        A sentence that says what was recorded and where.

    Raises
    ------
    LaddersError
        No such pupil, statement or subject, another word for what was seen, a day still to come, or
        a folder whose books are kept in another way. Nothing is then recorded.

    Notes
    -----
    The row is added to `books.csv`, which is made where it is not there. Recording the very same
    again adds nothing.
    """
    whole = school if isinstance(school, School) else load(school)
    folder = folder_to_record(whole, BOOKS)
    one = school_of_pupil(whole, str(pupil_id))
    statement, subject = _looked_for(one, str(looked_for))
    if seen not in SEEN_IN_BOOKS:
        raise LaddersError(f'seen = "{seen}": {nearest(seen, SEEN_IN_BOOKS)}.')
    day = day_given(on, "on") or dt.date.today()
    if day > dt.date.today():
        raise LaddersError(
            f"The look is dated {spoken_day(day)}, which is still to come. Give the day on which "
            "the book was open."
        )
    row = {
        "school_id": one.schools[0],
        "pupil_id": str(pupil_id),
        "statement_id": statement,
        "subject": subject,
        "looked_on": day.isoformat(),
        "seen": seen,
        "where": as_written(where),
        "seed": "" if seed is None else str(checked_seed(seed)),
    }
    if not add_row(folder, BOOKS, row):
        return f"This is in {BOOKS.file} already: nothing was added."
    what = f"one statement of {in_a_sentence(subject)}" if statement else in_a_sentence(subject)
    return (
        f"Recorded in {BOOKS.file}: {what}, {spoken_day(day)}: {seen}. It stands beside the "
        "judgement the next time the school is loaded."
    )


def _looked_for(school: School, word: str) -> tuple[str, str]:
    """Find the statement and its subject; a blank and the subject where that was meant."""
    statements = school.statements
    mine = statements[(statements["statement_id"] == word).to_numpy(bool)]
    if len(mine):
        return word, str(mine["subject"].iloc[0])
    try:
        return "", subject_named(school, word)
    except LaddersError:
        known = list(map(str, school.one_school.grid.subjects))
        raise LaddersError(
            f'"{word}" is neither a statement of the curriculum nor a subject: give the '
            f"statement's id, or a subject ({nearest(word, known)})."
        ) from None
