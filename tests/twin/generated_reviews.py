"""What generated teachers do later: look again, go deeper, work on another year's statements.

Laid over the judgements of a generated school, so that statements once secure are found secure,
lost or known more deeply when somebody looks again, as often as not exactly on a line: four of
five kept, one of five deeper, half of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from .folder import Row
from .generated_calendar import Calendar
from .generated_policy import Words

KEPT = ((3, 3), (5, 5), (5, 4), (5, 4), (4, 3), (5, 3), (10, 8), (3, 2), (2, 2))
DEEPENED = ((5, 1), (4, 2), (5, 0), (2, 1), (6, 3), (10, 2), (3, 1), (4, 3))


def make_reviews(
    rng: Random,
    pupils: list[Row],
    statements: list[Row],
    rows: list[Row],
    calendar: Calendar,
    words: Words,
) -> list[Row]:
    """Make further judgements: of what was secure before, and of a working year's statements.

    Parameters
    ----------
    rng
        Where chance comes from.
    pupils, statements, rows
        Of one school: its pupils, its curriculum and the judgements made so far.
    calendar
        The years, and the moments towards which days are drawn.
    words
        The school's scale.

    Returns
    -------
    list of dict
        Judgements to be added.
    """
    subject_of = {row["statement_id"]: row["subject"] for row in statements}
    held: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if _rank(row, words) >= words.secure:
            subject = subject_of[row["statement_id"]]
            held.setdefault((row["pupil_id"], subject), []).append(row)
    made = list(_on_working_year(rng, pupils, statements, calendar, words))
    last = calendar.half_terms[calendar.years[-1]][5][1]
    for theirs in held.values():
        kind = rng.random()
        if kind < 0.4:
            made += _again(rng, theirs, rng.choice(KEPT), last, words, falls=True)
        elif kind < 0.7 and words.deeper is not None:
            made += _again(rng, theirs, rng.choice(DEEPENED), last, words, falls=False)
        elif kind < 0.78 and words.deeper is not None:
            for row in theirs:  # whatever is secure is known deeply from the first
                row["judgement"] = words.codes[words.deeper]
    return made


def _again(
    rng: Random, held: Sequence[Row], share: tuple[int, int], last: date, words: Words, falls: bool
) -> Iterator[Row]:
    """Look again at some statements: of so many looked at so many kept, or found deeper.

    Now and then on the very day that a point's entries close, or written down only weeks later.
    """
    looked, good = share
    by_statement = {row["statement_id"]: row for row in held}
    chosen = rng.sample(sorted(by_statement), min(looked, len(by_statement)))
    after = max(by_statement[name]["assessed_on"] for name in chosen)
    left = max(1, (last - after).days)
    days = [after + timedelta(rng.choice([1, 20, 60, 120, 200])) for _ in range(2)]
    for place, name in enumerate(chosen):
        day = min(rng.choice(days), after + timedelta(left))
        if falls:
            code = words.codes[words.secure if place < good else rng.randrange(words.secure)]
        else:
            code = words.codes[(words.deeper or 0) if place < good else words.secure]
        late = rng.choice([None, None, None, None, 0, 3, 60])
        yield {
            **by_statement[name],
            "assessed_on": day,
            "recorded_on": None if late is None else day + timedelta(late),
            "judgement": code,
        }


def _on_working_year(
    rng: Random, pupils: list[Row], statements: list[Row], calendar: Calendar, words: Words
) -> Iterator[Row]:
    """Judge pupils who work on another year's statements on those: little, half or most of them."""
    for pupil in pupils:
        working = pupil["working_year"]
        if working is None or working == pupil["year_group"] or rng.random() < 0.25:
            continue
        year = pupil["academic_year"]
        able = rng.choice([0.3, 0.7, 0.8, 0.95, 1.0])
        theirs = [row for row in statements if row["year"] == working]
        for number in (1, 3, 5) if rng.random() < 0.7 else (1,):
            opens, _ = calendar.half_terms[year][number - 1]
            able = min(1.0, able + rng.choice([0, 0, 0.2]))
            for row in theirs:
                rank = words.secure if rng.random() < able else rng.randrange(words.secure)
                if rank and words.deeper is not None and rng.random() < 0.3:
                    rank = words.deeper
                yield {
                    "school_id": pupil["school_id"],
                    "pupil_id": pupil["pupil_id"],
                    "statement_id": row["statement_id"],
                    "assessed_on": opens + timedelta(rng.choice([0, 5, 12])),
                    "recorded_on": None,
                    "judgement": words.codes[rank],
                }


def _rank(row: Row, words: Words) -> int:
    """Give the place of a judgement's code on the scale, -1 for a word that is no judgement."""
    code = words.aliases.get(row["judgement"], row["judgement"])
    return words.codes.index(code) if code in words.codes else -1


def make_views(rng: Random, overall: list[Row], progress: Sequence[str]) -> list[Row]:
    """Write the teacher's word for progress beside some overall judgements; give corrections.

    A correction speaks of the same day and was written down later.
    """
    free = ["Slow", "As hoped", "More", "Fine", "See me"]
    often = rng.choice([0, 0.4, 0.8, 1])
    corrections = []
    for row in overall:
        if rng.random() < often:
            row["progress"] = rng.choice(progress or free)
            if rng.random() < 0.15:
                recorded = row["recorded_on"] or row["assessed_on"]
                corrections.append(
                    {
                        **row,
                        "recorded_on": recorded + timedelta(rng.choice([1, 4, 30])),
                        "progress": rng.choice(progress or free),
                    }
                )
    return corrections
