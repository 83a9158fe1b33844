"""Which statements were due and never taught, and which were taught and never judged.

Both look alike on a chart of what is secure, and neither is the pupil's doing. So they are counted
by themselves: by subject and ladder, with the key statements marked.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.plots.year_grid import plot_year_grid
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import NO_POINT, latest_point, not_one_school
from ladders_analysis.questions.choosing import TOGETHER, choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.laying_out import out_of
from ladders_analysis.questions.practice.missing_judgements import planned_for_later
from ladders_analysis.questions.sticking_points import CHOOSE_A_SUBJECT
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

LISTED, LADDERS = "Due, and not taught or not judged", "By ladder"
MOST_STATEMENTS = 25
NOT_TAUGHT, NOBODY, FEW = (
    "the plan teaches it later",
    "judged for nobody",
    "judged for fewer than half",
)
COLUMNS = "subject ladder year statement key pupils not_taught not_judged".split()


def never_taught(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    subject: str | None = None,
    cohort: int | str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask which statements due by now were never taught, and which were taught and never judged.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point; without one, the latest that has evidence.
    subject, cohort
        A subject and a cohort; None for all.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        The picture counts such statements by year group and subject. The tables: the statements,
        those taught to nobody or judged for nobody first; and the same by subject and ladder.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    "Not taught" is what the school's own plan says: it is due, and `taught_half_term` is later than
    the point; whether it was taught as planned, only the teacher knows. A statement is judged for
    fewer than half where that is so of the pupils it is due for. What counts as secure by exception
    is not missing.
    """
    elsewhere = not_one_school(school, "its own curriculum", "never_taught")
    if elsewhere:
        return _nothing(elsewhere, ax)
    at = latest_point(school, point)
    if at is None:
        return _nothing(NO_POINT, ax)
    choice = choose(school, end=at, subject=subject, cohort=cohort)
    now = school.snapshot(at)
    if choice.subject == TOGETHER:
        return _nothing(CHOOSE_A_SUBJECT, ax)
    if not len(now.grid.table):
        return _nothing(
            "This school keeps no curriculum of statements, so this page cannot say which were "
            "never taught or never judged. Ask the subject leads.",
            ax,
        )
    chosen = choice.keep(now.pupils.reset_index())["pupil_id"]
    table = due_table(now, now.grid.pupils.isin(chosen.tolist()), subject)
    whom = f"{choice.whom}{f' {in_a_sentence(subject)}' if subject else ''}"
    if not len(table):
        return _nothing(f"{whom}, {at.label}: no statement is due by then for anybody here.", ax)
    why = why_open(table)
    axes = plot_year_grid(
        _by_year(table, why),
        ax,
        title=_title(why, at),
        under="Statements that are due: not taught yet by our plan, or judged for fewer than half "
        "of the pupils; darker: more of them",
        note=small_print(choice),
    )
    said = _said(table, why, f"{whom}, {at.label}")
    return Answer(
        Sentence(said), axes, {LISTED: _listed(table, why), LADDERS: _ladders(table, why)}
    )


def due_table(snapshot: Snapshot, down: np.ndarray, subject: str | None = None) -> pd.DataFrame:
    """Count, for every statement that is due, the pupils not taught it and those never judged.

    Parameters
    ----------
    snapshot
        One school as at a point.
    down
        Which pupils of the grid to count.
    subject
        A subject; None for all.

    Returns
    -------
    DataFrame
        By `statement_id`, in the curriculum's order: `subject`, `ladder`, `year`, `statement`,
        `key`, `pupils` it is due for, of them `not_taught` and `not_judged` (taught, never judged).
        Pupils on their own curriculum are left out.
    """
    here = down & snapshot.roll.in_scope & ~snapshot.roll.own_curriculum
    evidence = snapshot.evidence
    due = snapshot.expected.due[here]
    seen = (evidence.assessed | evidence.secure)[here]
    taught = ~planned_for_later(snapshot)[here]
    rows = snapshot.grid.table.rename(columns={"text": "statement"}).assign(
        pupils=due.sum(axis=0),
        not_taught=(due & ~taught & ~seen).sum(axis=0),
        not_judged=(due & taught & ~seen).sum(axis=0),
    )
    rows = rows[(rows["pupils"] > 0).to_numpy(bool)]
    if subject is not None:
        rows = rows[(rows["subject"] == subject).to_numpy(bool)]
    return rows.set_index("statement_id")[COLUMNS]


def why_open(table: pd.DataFrame) -> pd.Series:
    """Say of every statement why little is known of it; blank where it is judged.

    Parameters
    ----------
    table
        From `due_table`.
    """
    open_to = table["not_taught"] + table["not_judged"]
    why = np.select(
        [
            2 * table["not_taught"] > table["pupils"],
            open_to == table["pupils"],
            2 * open_to > table["pupils"],
        ],
        [NOT_TAUGHT, NOBODY, FEW],
        "",
    )
    return pd.Series(why, index=table.index)


def _nothing(said: str, ax: Axes | None) -> Answer:
    """Answer with a plain sentence and empty tables."""
    return silent(said, ax, (LISTED, LADDERS))


def _said(table: pd.DataFrame, why: pd.Series, head: str) -> str:
    """Say how many statements are open, and how many of them are key."""
    parts = []
    for word, said in (
        (NOT_TAUGHT, "not taught yet by our own plan"),
        (NOBODY, "taught and judged for nobody"),
        (FEW, "taught and judged for fewer than half of the pupils"),
    ):
        rows = table[(why == word).to_numpy(bool)]
        key = int(rows["key"].sum())
        keyed = f" ({count(key)} of them key)" if key else ""
        if len(rows):
            parts.append(f"{count(len(rows))} {'is' if len(rows) == 1 else 'are'} {said}{keyed}")
    due = some(len(table), "statement is", "statements are")
    if not parts:
        return f"{head}: {due} due by now, and each is taught and judged for half or more."
    return f"{head}: {due} due by now; of them {listing(parts)}. Ask before reading a figure there."


def _title(why: pd.Series, at: AssessmentPoint) -> str:
    number = int((why != "").sum())
    if not number:
        return f"{at.label}: all that is due is taught, and judged for half of the pupils or more"
    return (
        f"{at.label}: {count(number)} of {some(len(why), 'due statement', 'due statements')} "
        f"{'is' if number == 1 else 'are'} not taught, or judged for fewer than half"
    )


def _by_year(table: pd.DataFrame, why: pd.Series) -> pd.DataFrame:
    """Count open statements by year group and subject, for the picture."""
    rows = []
    subjects = list(dict.fromkeys(table["subject"]))
    for year in sorted(table["year"].unique()):
        for subject in subjects:
            here = ((table["year"] == year) & (table["subject"] == subject)).to_numpy(bool)
            due, found = int(here.sum()), why[here]
            number = int((found != "").sum())
            parts = [
                f"{int((found == word).sum())} {said}"
                for word, said in ((NOT_TAUGHT, "not taught"), (NOBODY, "for nobody"))
                if (found == word).any()
            ]
            said = f"{number or 'none'} of {due}" if due else "nothing due"
            rows.append((year_name(int(year)), subject, number, due, said, ", ".join(parts)))
    return pd.DataFrame(rows, columns=["year", "subject", "count", "of", "said", "detail"])


def _listed(table: pd.DataFrame, why: pd.Series) -> Readable:
    """List the open statements, key ones first."""
    rank = why.map({NOT_TAUGHT: 0, NOBODY: 1, FEW: 2})
    rows = table.assign(_why=why, _rank=rank)[(why != "").to_numpy(bool)]
    rows = rows.sort_values(["_rank", "key"], ascending=[True, False], kind="stable")
    seen = rows["pupils"] - rows["not_taught"] - rows["not_judged"]
    shown = pd.DataFrame(
        {
            "Statement": rows["statement"],
            "Year group": [year_name(int(year)) for year in rows["year"]],
            "Ladder": rows["subject"].astype("str") + ", " + rows["ladder"].astype("str"),
            "Key": rows["key"].map({True: "key", False: ""}),
            "Judged": list(map(out_of, seen, rows["pupils"])),
            "Because": rows["_why"],
        }
    )
    return Readable(shown.head(MOST_STATEMENTS).set_index("Statement"))


def _ladders(table: pd.DataFrame, why: pd.Series) -> Readable:
    """Count the open statements by subject and ladder, of the ladders that have any."""
    rows = table[["subject", "ladder"]].copy()
    rows["Due"] = 1
    rows["Not taught yet"] = why == NOT_TAUGHT
    rows["Judged for nobody"] = why == NOBODY
    rows["For fewer than half"] = why == FEW
    rows["Key, of these"] = (why != "") & table["key"].astype(bool)
    columns = ["Due", "Not taught yet", "Judged for nobody", "For fewer than half", "Key, of these"]
    counts = rows.groupby(["subject", "ladder"], sort=False)[columns].sum().astype("int64")
    some_open = counts[columns[1:-1]].sum(axis=1) > 0
    return Readable(counts[some_open].rename_axis(["Subject", "Ladder"]))
