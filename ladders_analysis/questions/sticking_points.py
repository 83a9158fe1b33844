"""The third of the leaders' questions: which statements are the sticking points.

A sticking point is a statement, and it is stuck for somebody: the picture is always of one subject
and one cohort. Unless told which, it is those of the statement that most pupils miss.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence
from ladders_analysis.grid import Mask
from ladders_analysis.policy import MISSED
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.choosing import TOGETHER, choose, with_groups
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.sentences import nobody_in_words, statements_in_words
from ladders_analysis.questions.statements import cells_of, gap_states, table_of
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_STATEMENTS = 15
CHOOSE_A_SCHOOL = (
    "Each school of this trust has its own curriculum: choose one school to see its statements."
)
CHOOSE_A_SUBJECT = "Statements belong to one subject: choose one."
NO_STATEMENTS = (
    "This school keeps no curriculum of statements and no judgements on them, so this page cannot "
    "say which statements are the sticking points. Ask the subject leads, or look at books "
    "together."
)
STATEMENT_COLUMNS = {
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
        return silent(CHOOSE_A_SCHOOL, ax)
    if choice.subject == TOGETHER:
        return silent(CHOOSE_A_SUBJECT, ax)
    if not len(now.grid.table):
        return silent(NO_STATEMENTS, ax)
    ids = choice.keep(now.pupils.reset_index())["pupil_id"].tolist()
    chosen = np.asarray(now.grid.pupils.isin(ids), dtype=bool)
    picked_subject, picked = narrowed(now, subject, chosen, to_cohort=choice.cohort is None)
    ids = now.grid.pupils[picked].tolist()
    table = table_of(now, cells_of(now, picked_subject, picked))
    whom = choice.whom
    if choice.cohort is None and ids:
        groups = {} if choice.group is None else {choice.group: choice.value}
        whom = with_groups(cohort_of(now, picked), groups)
    if not ids:
        said = nobody_in_words(choice.whom, choice.end.label)
    else:
        said = statements_in_words(table, whom, picked_subject, choice.end.label)
    about = f"{whom} {in_a_sentence(picked_subject or '')}".strip()
    note = f"{about}, {choice.end.label}. {small_print(choice)}"
    from ladders_analysis.plots.gap_grid import plot_gap_grid

    axes = plot_gap_grid(
        gap_states(now, picked_subject, ids), now.statements, now.pupils, ax, note=note
    )
    shown = table[table["not_secure"] > 0].head(MOST_STATEMENTS)
    tables = {f"Most missed statements, {about}": _readable(shown)} if len(shown) else {}
    return Answer(Sentence(said), axes, tables)


def narrowed(
    now: Snapshot, subject: str | None, chosen: Mask, *, to_cohort: bool
) -> tuple[str | None, Mask]:
    """Settle on one subject and one cohort: those of the statement that most pupils miss.

    Parameters
    ----------
    now
        The school as at a point.
    subject
        The subject chosen; None leaves it open.
    chosen
        Which pupils of the grid are chosen.
    to_cohort
        Whether the cohort is left open too.

    Returns
    -------
    str or None, ndarray of bool
        The subject, None where no statement is meant for anybody; and the pupils of the grid.
    """
    cells = cells_of(now, subject, chosen)
    order = cells.most_missed(now.grid.plan.key)
    if not len(order):
        return subject, chosen
    first = order[0]
    settled = subject or now.grid.subjects[now.grid.subject_of[cells.across[first]]]
    if not to_cohort:
        return settled, chosen
    missed = cells.meant[:, first] & (cells.states[:, first] == MISSED)
    cohorts = now.pupils["cohort"].reindex(now.grid.pupils)
    counted = cohorts.iloc[cells.down[missed] if missed.any() else cells.down].value_counts()
    return settled, chosen & (cohorts == counted.index[0]).to_numpy(bool, na_value=False)


def cohort_of(now: Snapshot, chosen: Mask) -> str:
    """Name the cohort of some pupils of the grid who are all of one: "Year 4"."""
    first = now.grid.pupils[np.flatnonzero(chosen)[0]]
    return str(now.pupils.loc[first, "cohort_label"]).partition(" (")[0]


def _readable(table: pd.DataFrame) -> Readable:
    """Name the columns of a statement table in words."""
    shown = table[list(STATEMENT_COLUMNS)].rename(columns=STATEMENT_COLUMNS)
    shown["Key"] = shown["Key"].map({True: "key", False: ""})
    return Readable(shown.set_index("Statement"))
