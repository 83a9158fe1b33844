"""The third of the leaders' questions: which statements are the sticking points.

A sticking point is a statement, and it is stuck for somebody: the picture is always of one subject
and one cohort. Unless told which, it is those of the statement that most pupils miss.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence
from ladders_analysis.plots.gap_grid import plot_gap_grid
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.choosing import TOGETHER, Choice, choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.sentences import statements_in_words
from ladders_analysis.questions.statements import gap_states, statement_table
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

MOST_STATEMENTS = 15
_TEXT_COLUMNS = {
    "statement": "Statement",
    "ladder": "Ladder",
    "key": "Key",
    "taught": "Taught",
    "assessed": "Assessed",
    "secure": "Secure",
    "not_secure": "Not secure",
}


def which_statements(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    subject: str | None = None,
    cohort: int | str | None = None,
    group: str | None = None,
    value: object = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask which statements are the sticking points.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point; without one, the latest that has evidence.
    subject, cohort
        As for `where_we_are`. Without them: those of the statement that most pupils miss.
    group, value, ax
        As for `where_we_are`.

    Returns
    -------
    Answer
        The picture is the grid of pupils × statements in four states, of one subject and cohort.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    choice = choose(school, end=point, subject=subject, cohort=cohort, group=group, value=value)
    now = choice.now
    if not isinstance(now, Snapshot):
        return silent(
            "Each school of this trust has its own curriculum: choose one school to see its "
            "statements.",
            ax,
        )
    if choice.subject == TOGETHER:
        return silent("Statements belong to one subject: choose one.", ax)
    if not len(now.grid.table):
        return silent(
            "This school keeps no curriculum of statements and no judgements on them, so this page "
            "cannot say which statements are the sticking points. Ask the subject leads, or look "
            "at books together.",
            ax,
        )
    chosen = choice.keep(now.pupils.reset_index())
    wide = statement_table(now, subject, chosen["pupil_id"].tolist())
    picked_subject, picked = _narrowed(choice, chosen, wide, now)
    ids = picked["pupil_id"].tolist()
    table = statement_table(now, picked_subject, ids)
    whom = choice.whom
    if choice.cohort is None and len(picked):
        whom = str(picked["cohort_label"].iloc[0]).partition(" (")[0]
        whom += choice.whom.partition(",")[1] + choice.whom.partition(",")[2]
    if not len(picked):
        said = f"{choice.whom}, {choice.end.label}: no pupil is in scope here."
    else:
        said = statements_in_words(table, whom, picked_subject, choice.end.label)
    about = f"{whom} {in_a_sentence(picked_subject or '')}".strip()
    note = f"{about}, {choice.end.label}. {small_print(choice)}"
    axes = plot_gap_grid(
        gap_states(now, picked_subject, ids), now.statements, now.pupils, ax, note=note
    )
    shown = table[table["not_secure"] > 0].head(MOST_STATEMENTS)
    tables = {f"Most missed statements, {about}": _readable(shown)} if len(shown) else {}
    return Answer(Sentence(said), axes, tables)


def _narrowed(
    choice: Choice, chosen: pd.DataFrame, table: pd.DataFrame, now: Snapshot
) -> tuple[str | None, pd.DataFrame]:
    """Settle on one subject and one cohort: those of the statement that most pupils miss."""
    if not len(table):
        return choice.subject, chosen
    first = table.iloc[0]
    subject = choice.subject or str(first["subject"])
    if choice.cohort is not None:
        return subject, chosen
    meant = (now.own_year | now.due).to_numpy()
    place = now.grid.table["statement_id"].tolist().index(table.index[0])
    missed = meant[:, place] & now.judged_not_secure.to_numpy()[:, place]
    behind = chosen[chosen["pupil_id"].isin(now.grid.pupils[missed])]
    counted = (behind if len(behind) else chosen)["cohort"].value_counts(sort=True)
    return subject, chosen[(chosen["cohort"] == counted.index[0]).to_numpy(bool)]


def _readable(table: pd.DataFrame) -> Readable:
    """Name the columns of a statement table in words."""
    shown = table[list(_TEXT_COLUMNS)].rename(columns=_TEXT_COLUMNS)
    shown["Key"] = shown["Key"].map({True: "key", False: ""})
    return Readable(shown.set_index("Statement"))
