"""Is our assessment practice sound: what was never judged, what is old, what it asks of teachers.

Year groups and subjects are counted, no teacher and no class; every count is a reason to ask, not
a fault.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.plots.year_grid import plot_year_grid
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.choosing import choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.practice.missing_judgements import (
    SCORE,
    STATEMENTS,
    TEACHER,
    judged_so_far,
    said_of,
)
from ladders_analysis.questions.practice.standing_out import (
    one_school,
    place_name,
    stand_out,
)
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.workload import CLASS_SIZE, workload, workload_section

MISSING, ASKED = "Never judged, and old", "What assessment asks of teachers"
_KINDS = {STATEMENTS: "judgements of statements", TEACHER: "overall judgements", SCORE: "scores"}
_NAMED = 3


def assessment_practice(
    school: School, point: str | AssessmentPoint | None = None, ax: Axes | None = None
) -> Answer:
    """Ask whether assessment is kept up, and what it asks of teachers.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point; without one, the latest that has evidence.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        The picture is the missing judgements by year group and subject; the tables are the same
        in figures, and the judgements made for a class of 30 at each point of the year.

    Raises
    ------
    PointError
        The school has no such point.

    Notes
    -----
    Missing: due by now, taught, never judged. Old: of statements, last judged longer ago than
    `stale_after_days`; of overall judgements, made for an earlier point of the year. Neither
    changes attainment here.

    References
    ----------
    Making Data Work (Department for Education, 2018): two or three collections a year at most.
    """
    now, why = one_school(school, point, "assessment_practice")
    if now is None:
        return silent(why, ax, (MISSING, ASKED))
    at = now.point
    table = judged_so_far(now, _before(school, at))
    asked = _workload(school, at)
    if not table["due"].sum():
        empty = (
            f"Judged as at {at.label}: nothing is due by then that this folder keeps judgements "
            "on, so none can be missing. "
        )
        plain = silent(empty + " ".join(_workload_said(school)), ax, (MISSING, ASKED))
        return Answer(plain.sentence, plain.axes, {MISSING: Readable(), ASKED: asked})
    said = [_missing_said(table, at), *_workload_said(school)]
    cells = [said_of(row) for row in table.to_dict("records")]
    frame = table.assign(
        count=table["missing"],
        of=table["due"],
        said=[cell[0] for cell in cells],
        detail=[cell[1] for cell in cells],
    )
    frame = frame[frame.groupby("subject")["due"].transform("sum") > 0]
    axes = plot_year_grid(
        frame,
        ax,
        title=_missing_title(table, at),
        under="Judgements that are due by now, taught, and were never made; darker: more of them",
        note=small_print(choose(school, end=at)),
    )
    return Answer(Sentence("\n".join(said)), axes, {MISSING: _missing_table(table), ASKED: asked})


def _before(school: School, at: AssessmentPoint) -> AssessmentPoint | None:
    """Return the assessment point before this one in the same academic year."""
    earlier = [each for each in school.points if each.year == at.year and each.on < at.on]
    return earlier[-1] if earlier else None


def _missing_title(table: pd.DataFrame, at: AssessmentPoint) -> str:
    rows = stand_out(table, "missing", "due")
    if not table["missing"].sum():
        return f"{at.label}: nothing that is due was left unjudged"
    if not rows:
        return f"{at.label}: hardly anything that is due was left unjudged"
    first = rows[0]
    return (
        f"{at.label}: most is missing in {place_name(first)}, {count(first['missing'])} of "
        f"{count(first['due'])} judgements"
    )


def _missing_said(table: pd.DataFrame, at: AssessmentPoint) -> str:
    """Say how much is missing and old, and where most of it is."""
    said = [f"Judged as at {at.label}."]
    for basis, what in _KINDS.items():
        rows = table[(table["basis"] == basis).to_numpy(bool) & (table["due"] > 0).to_numpy(bool)]
        due, missing, old = (int(rows[name].sum()) for name in ("due", "missing", "stale"))
        if not due:
            continue
        subjects = listing([in_a_sentence(each) for each in rows["subject"].unique()])
        where = [
            f"{place_name(row)} ({count(row['missing'])} of {count(row['due'])})"
            for row in stand_out(rows, "missing", "due")[:_NAMED]
            if row["missing"] * 10 >= row["due"]
        ]
        lacking = (
            "every one was made" if not missing else f"{some(missing, 'was', 'were')} never made"
        )
        aged = f"{some(old, 'is', 'are')} old" if old else "none is old"
        most = f"; most are missing in {listing(where)}: ask what was seen there" if where else ""
        said.append(f"Of {count(due)} {what} due in {subjects}, {lacking} and {aged}{most}.")
    return " ".join(said)


def _missing_table(table: pd.DataFrame) -> Readable:
    """Lay out what is missing and old, of the places that have any."""
    rows = table[((table["missing"] > 0) | (table["stale"] > 0)).to_numpy(bool)]
    shown = pd.DataFrame(
        {
            "Year group": rows["year"],
            "Subject": rows["subject"],
            "Placed by": rows["basis"],
            "Due": rows["due"],
            "Judged": rows["judged"],
            "Never judged": rows["missing"],
            "Old": rows["stale"],
            "Pupils who lack one": [
                f"{lacking} of {pupils}"
                for lacking, pupils in zip(rows["pupils_missing"], rows["pupils"], strict=True)
            ],
        }
    )
    return Readable(shown.set_index(["Year group", "Subject"]))


def _workload_said(school: School) -> list[str]:
    section = workload_section(school)
    if section is None:
        return ["No judgement is kept here, so nothing can be said of what it asks of teachers."]
    said = (each.removeprefix("Workload: ") for each in section.sentences)
    return [each[:1].upper() + each[1:] for each in said]


def _workload(school: School, at: AssessmentPoint) -> Readable:
    """Lay out judgements for a class of 30, year groups × points of the academic year."""
    table = workload(school)
    table = table[(table["academic_year"] == at.year.ends).to_numpy(bool)]
    if not len(table):
        return Readable()
    order = list(dict.fromkeys(table["point"]))
    wide = table.pivot_table(
        index="year_group", columns="point", values="judgements_per_class", aggfunc="sum"
    )[order]
    names = [year_name(int(year)) for year in wide.index]
    wide = wide.set_axis(names).astype("Int64").rename_axis(f"For a class of {CLASS_SIZE}")
    return Readable(wide.rename_axis(columns=None))
