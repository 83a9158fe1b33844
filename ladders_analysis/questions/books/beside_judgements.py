"""What was seen in books beside what was judged, and where they say different things.

A difference is a question for the teacher who knows the pupil, never a mistake that was found: the
work may be in another book, or the pupil may have moved on since.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.book_findings import judgement_looked_at
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import count, listing, some, spoken_day
from ladders_analysis.errors import LaddersError, PointError, nearest
from ladders_analysis.plots.looked_at import plot_looked_at
from ladders_analysis.policy import PLACED, UP
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import not_one_school
from ladders_analysis.school import School

BORNE_OUT = "borne out"
ANOTHER_LOOK = "asks for another look"
NOT_FOUND = "could not be found"
NO_JUDGEMENT = "no judgement to compare"
VERDICTS = (NOT_FOUND, ANOTHER_LOOK, BORNE_OUT, NO_JUDGEMENT)
NOT_JUDGED = "not judged"

_EARLY = "Was it judged before it was taught? Ask when it comes."
_FOUND = {
    (True, "seen, and secure"): (BORNE_OUT, ""),
    (True, "seen in part"): (ANOTHER_LOOK, "What was seen on the day it was judged?"),
    (True, "not seen"): (NOT_FOUND, "Where else would it be: another book, talk, practical work?"),
    (True, "not taught yet"): (ANOTHER_LOOK, _EARLY),
    (False, "seen, and secure"): (ANOTHER_LOOK, "Is it time to judge it again?"),
    (False, "seen in part"): (BORNE_OUT, ""),
    (False, "not seen"): (BORNE_OUT, ""),
    (False, "not taught yet"): (ANOTHER_LOOK, _EARLY),
    (None, "seen, and secure"): (NO_JUDGEMENT, "Does anyone need a judgement of it?"),
    (None, "seen in part"): (NO_JUDGEMENT, "What comes next for this pupil?"),
    (None, "not seen"): (NO_JUDGEMENT, "Was it taught in another way?"),
    (None, "not taught yet"): (NO_JUDGEMENT, "When does it come?"),
}
"""Judged secure (None: not judged) × what was seen -> what became of it, and what to ask."""


def books_beside_judgements(
    school: School,
    point: str | AssessmentPoint | None = None,
    subject: str | None = None,
    *,
    ax: Axes | None = None,
) -> Answer:
    """Ask where the books and the judgements say different things.

    Parameters
    ----------
    school
        One school.
    point
        Only looks from this assessment point until the next; without one, all that were recorded.
    subject
        A subject; without one, all.
    ax
        Axes to use again.

    Returns
    -------
    Answer
        The picture counts by subject; the first table has a row for each look that asks something.

    Raises
    ------
    LaddersError
        The school has no such point, or nobody looked at books of that subject.

    Notes
    -----
    A look is compared with the judgement that stood on its day: the latest of that pupil and
    statement; for a subject as a whole the teacher's overall judgement. Judged secure (overall:
    expected or above) is borne out by "seen, and secure"; judged not secure by "seen in part" and
    "not seen". "Could not be found" is what was judged secure and not seen. Everything else asks
    for another look. No figure elsewhere changes.
    """
    why = not_one_school(school, "its own books", "books_beside_judgements")
    if why:
        return silent(why, ax)
    if not len(school.books):
        return silent(
            "Nobody has recorded a look at books yet, so there is nothing to set beside the "
            "judgements. What is recorded with la.note_books(school) stands here the next time "
            "the school is loaded.",
            ax,
        )
    looks = compared_looks(school)
    looks, when = _between(school, looks, point)
    if subject is not None:
        known = sorted(set(looks["subject"]))
        if len(looks) and subject not in known:
            raise LaddersError(f'No book of "{subject}" was looked at: {nearest(subject, known)}.')
        looks = looks[(looks["subject"] == subject).to_numpy(bool)]
    if not len(looks):
        return silent(f"Nobody has recorded a look at books{when}.", ax)
    counted = pd.crosstab(looks["subject"], looks["verdict"])
    counted = counted.reindex(columns=list(VERDICTS), fill_value=0)
    axes = plot_looked_at(counted, ax, favourable=BORNE_OUT, apart=NO_JUDGEMENT)
    order = looks["verdict"].map(VERDICTS.index)
    looks = looks.assign(_order=order).sort_values(
        ["_order", "subject", "looked_on", "pupil"], kind="stable"
    )
    asks = looks[looks["verdict"].isin([NOT_FOUND, ANOTHER_LOOK]).to_numpy(bool)]
    rest = looks[~looks["verdict"].isin([NOT_FOUND, ANOTHER_LOOK]).to_numpy(bool)]
    tables = {}
    if len(asks):
        tables["Where the books and the judgement say different things"] = _readable(asks)
    if len(rest):
        tables["Everything else that was looked at"] = _readable(rest)
    return Answer(Sentence(_said(Counter(looks["verdict"]), when)), axes, tables)


def compared_looks(school: School) -> pd.DataFrame:
    """Set every look of one school beside the judgement that stood on its day.

    Parameters
    ----------
    school
        One school.

    Returns
    -------
    DataFrame
        The rows of `books` with `pupil` (the name, else the id), `looked_for`, `judged` (in words),
        `verdict` (one of `VERDICTS`) and `ask`.
    """
    books = school.books.reset_index(drop=True)
    one = school.one_school
    scale = one.settings.scale
    nothing = {one.settings.school_id: scale.not_assessed} if scale else {}
    about = judgement_looked_at(school.judgements, books, nothing)
    texts = dict(zip(one.grid.table["statement_id"], one.grid.table["text"], strict=True))
    names = school.pupils.dropna(subset="name").drop_duplicates("pupil_id", keep="last")
    named = dict(zip(names["pupil_id"], names["name"], strict=True))
    rows = []
    for place, (pupil, statement, subject, day, seen) in enumerate(
        zip(*(books[name] for name in _LOOKED), strict=True)
    ):
        judged, secure = NOT_JUDGED, None
        if about[place] >= 0 and scale is not None:
            row = school.judgements.iloc[about[place]]
            judged = f"{row['judgement']}, {spoken_day(row['assessed_on'])}"
            secure = scale.codes.index(str(row["judgement"])) >= scale.secure_index
        elif not isinstance(statement, str):
            judged, secure = _overall(school, pupil, subject, day)
        verdict, ask = _FOUND[secure, seen]
        said = texts.get(statement, statement)
        whole = f"{subject} as a whole"
        looked_for = said if isinstance(statement, str) else whole
        rows.append((named.get(pupil, pupil), looked_for, judged, verdict, ask))
    columns = ["pupil", "looked_for", "judged", "verdict", "ask"]
    return pd.concat([books, pd.DataFrame(rows, columns=columns)], axis=1)


_LOOKED = ("pupil_id", "statement_id", "subject", "looked_on", "seen")


def _overall(
    school: School, pupil: str, subject: str, day: pd.Timestamp
) -> tuple[str, bool | None]:
    """Find the overall judgement that stood on a day."""
    try:
        told = school.snapshot(day.date()).overall
    except PointError:
        return NOT_JUDGED, None
    mine = told[((told["pupil_id"] == pupil) & (told["subject"] == subject)).to_numpy(bool)]
    if not len(mine) or mine["placed"].iloc[-1] not in PLACED:
        return NOT_JUDGED, None
    word = str(mine["placed"].iloc[-1])
    return f"{word}, {spoken_day(mine['assessed_on'].iloc[-1])}", word in UP


def _between(
    school: School, looks: pd.DataFrame, point: str | AssessmentPoint | None
) -> tuple[pd.DataFrame, str]:
    """Keep the looks from a point until the next, and say so."""
    if point is None:
        return looks, ""
    start = school.calendar.point(point)
    later = [each.on for each in school.points if each.on > start.on]
    kept = looks["looked_on"] >= pd.Timestamp(start.on)
    if later:
        kept &= looks["looked_on"] < pd.Timestamp(min(later))
    return looks[kept.to_numpy(bool)], f" since {start.label}"


def _said(verdicts: Counter[str], when: str) -> str:
    """Say how many judgements were borne out, and how many ask for another look."""
    compared = sum(number for verdict, number in verdicts.items() if verdict != NO_JUDGEMENT)
    out, again, lost = (verdicts[name] for name in (BORNE_OUT, ANOTHER_LOOK, NOT_FOUND))
    alone = verdicts[NO_JUDGEMENT]
    parts = []
    if compared:
        clauses = [f"{count(out)} {'was' if out == 1 else 'were'} borne out"]
        clauses += [f"{count(again)} {'asks' if again == 1 else 'ask'} for another look"] * bool(
            again
        )
        clauses += [f"{count(lost)} could not be found"] * bool(lost)
        parts.append(
            f"Of {some(compared, 'judgement', 'judgements')} looked at in books{when}, "
            f"{listing(clauses)}."
        )
    if alone:
        parts.append(f"{some(alone, 'look', 'looks')} had no judgement to compare with.")
    if again or lost:
        parts.append("Ask the teacher who knows the pupil: the work may be elsewhere.")
    return " ".join(parts)


def _readable(looks: pd.DataFrame) -> Readable:
    """Write looks in words."""
    found = [
        f"{seen}{f'; {where}' if isinstance(where, str) else ''} ({spoken_day(day)})"
        for seen, where, day in zip(looks["seen"], looks["where"], looks["looked_on"], strict=True)
    ]
    asks = [
        f"{verdict[:1].upper()}{verdict[1:]}. {ask}".strip()
        for verdict, ask in zip(looks["verdict"], looks["ask"], strict=True)
    ]
    shown = pd.DataFrame(
        {
            "Pupil": looks["pupil"],
            "Looked for": looks["looked_for"],
            "Judged": looks["judged"],
            "In the book": found,
            "So": asks,
        }
    )
    return Readable(shown.set_index("Pupil"))
