"""Looking at books together: which pupils' books to bring, and what to look for in them.

An hour after school, six to ten books of one cohort or class and one subject, and no blame: do we
see in the books what the records say? The sample can be drawn again by anybody.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.book_findings import finding_in_words
from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import count, listing, some
from ladders_analysis.plots.sampled import plot_sampled
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.books.chosen import PUPILS, STATEMENTS, BooksChosen, choose_books
from ladders_analysis.questions.books.pupils_drawn import STANDINGS
from ladders_analysis.questions.books.what_to_look_for import ASKED, EACH_TIME, NOTHING_JUDGED
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.school import School

KEY_SIGN = "◆"
_NEXT_TO = "\u00a0"
TICKS = " ".join(
    f"☐ {word}\u2002".replace(" ", _NEXT_TO)
    for word in ("secure", "in part", "not seen", "not taught")
)
"""A box to tick for each of `SEEN_IN_BOOKS`, short enough for a page."""
ROOM = f"Where: {_NEXT_TO * 30}"
"""Room to write by hand."""
DIFFERS = "teacher’s view and statements differ"


def books_to_look_at(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    cohort: int | str | None = None,
    class_name: str | None = None,
    subject: str | None = None,
    pupils: int = PUPILS,
    statements: int = STATEMENTS,
    seed: int | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Draw a sample of pupils, and say what to look for in their books.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point; without one, the latest that has evidence.
    cohort, class_name
        Whose books: a cohort ("Year 4"), a class, or the pupils of a cohort in a class. Without
        either, the cohort of which most pupils' teacher's view and statements differ.
    subject
        The subject; without one, that in which most pupils' views and statements differ.
    pupils
        Books to bring, at most.
    statements
        Statements to look for in each, at most.
    seed
        The number of the sample, 0 to 9999. Without one it is made from the school's id, the point,
        the subject and whose books they are: the same question draws the same sample anywhere.
    ax
        Axes to use again.

    Returns
    -------
    Answer
        The picture sets the sample beside everybody it was drawn from; the table has a row for each
        pupil and statement, with room to write.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    Pupils are drawn from each standing (working towards, expected, greater depth, not placed) in
    proportion and at least one of each; see `books.pupils_drawn.drawn`. Of statements, those
    judged secure, those judged not secure and those taught and not assessed come in turn, key ones
    first. It is a sample for looking: no share of it is a share of the cohort.
    """
    chosen = choose_books(
        school,
        point,
        cohort=cohort,
        class_name=class_name,
        subject=subject,
        pupils=pupils,
        statements=statements,
        seed=seed,
    )
    if isinstance(chosen, str):
        return silent(chosen, ax)
    counted = _counted(chosen)
    about = f"{chosen.about}, sample {chosen.seed}"
    axes = plot_sampled(counted, ax, under=about, note=small_print(chosen.choice))
    return Answer(
        Sentence(_said(chosen)),
        axes,
        {
            f"What to look for: {about}": _to_write_on(chosen, school),
            "The sample beside everybody it was drawn from": _readable_counts(counted),
        },
    )


def _counted(chosen: BooksChosen) -> pd.DataFrame:
    """Count everybody and the sample, by standing and by what else was minded."""
    people = chosen.people
    masks = {name: (people["standing"] == name).to_numpy(bool) for name in STANDINGS}
    masks["disadvantaged"] = people["disadvantaged"].to_numpy(bool)
    masks[DIFFERS] = people["differs"].to_numpy(bool)
    drawn_too = people["drawn"].to_numpy(bool)
    return pd.DataFrame(
        [
            (name, int(mask.sum()), int((mask & drawn_too).sum()))
            for name, mask in masks.items()
            if mask.any()
        ],
        columns=["pupils", "everybody", "sample"],
    )


def _said(chosen: BooksChosen) -> str:
    """Say whose books to bring, what for, and how to draw the same sample again."""
    counts = Counter(chosen.people.loc[chosen.people["drawn"], "standing"])
    there = some(len(chosen.people), "pupil", "pupils")
    drawn_pupils = sum(counts.values())
    bring = f"{count(drawn_pupils)} of the {there}"
    if drawn_pupils == len(chosen.people):
        bring = f"all {there}" if drawn_pupils > 1 else f"the {there}"
    stand = listing([f"{count(counts[name])} {name}" for name in STANDINGS if counts[name]])
    named = [look for look in chosen.looks if look.statement_id is not None]
    said = f"{chosen.about}: bring the books of {bring} ({stand})"
    if named:
        said += f", and look for {some(len(named), 'statement', 'statements')} in all."
    elif all(look.kind == NOTHING_JUDGED for look in chosen.looks):
        said += ". Nothing is judged of them yet this year: see what the books say first."
    else:
        said += (
            ". No statements were judged here, so look at the subject’s work as a whole beside "
            "what was judged."
        )
    return f"{said}\n{EACH_TIME}\nThis is sample {chosen.seed}. The same again: {chosen.code}"


def _to_write_on(chosen: BooksChosen, school: School) -> Readable:
    """Write the page to take along: a row for each thing to look for, with room to write."""
    earlier = _earlier_looks(school, chosen.subject)
    rows = []
    for number, look in enumerate(chosen.looks, start=1):
        before = earlier.get((look.pupil_id, look.statement_id), [])
        rows.append(
            {
                "No.": number,
                "Pupil": chosen.name_of(look.pupil_id),
                "Look for": f"{KEY_SIGN} {look.text}" if look.key else look.text,
                "The record says": "; ".join([look.record, *before]) + f". {ASKED[look.kind]}",
                "What we saw, and where": f"{TICKS} {ROOM}",
            }
        )
    return Readable(pd.DataFrame(rows).set_index(["No.", "Pupil"]))


def _earlier_looks(school: School, subject: str) -> dict[tuple[str, str | None], list[str]]:
    """Say what was seen the last time somebody looked, by pupil and statement."""
    books = school.books
    mine = books[(books["subject"] == subject).to_numpy(bool)].sort_values("looked_on")
    columns = (mine[name] for name in ("pupil_id", "statement_id", "looked_on", "seen", "where"))
    return {
        (str(pupil), str(statement) if isinstance(statement, str) else None): (
            [finding_in_words(day, seen, where)]
        )
        for pupil, statement, day, seen, where in zip(*columns, strict=True)
    }


def _readable_counts(counted: pd.DataFrame) -> Readable:
    words = {"pupils": "Pupils", "everybody": "In all", "sample": "In the sample"}
    return Readable(counted.rename(columns=words).set_index("Pupils"))
