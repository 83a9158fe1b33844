"""Where teachers might look at books together, told by year group and subject.

No teacher and no class is named or ranked. Whatever is counted here is a reason to look, and
children differ from class to class.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import count, in_a_sentence, listing, some
from ladders_analysis.plots.year_grid import plot_year_grid
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.choosing import choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.practice.signs import (
    has_parallel_classes,
    nearly_all_or_none,
    parallel_classes,
    two_views,
)
from ladders_analysis.questions.practice.standing_out import (
    one_school,
    place_name,
    stand_out,
)
from ladders_analysis.questions.statements import statement_table
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

VIEWS, PARALLEL, ALIKE = (
    "Where the overall judgement and the statements differ",
    "Parallel classes that judge the same statements differently",
    "Statements that nearly nobody has, or nearly everybody",
)
MOST_STATEMENTS = 20
LEAST_ONE_WAY = 12
"""Differences that go one way are remarked on from so many, where four in five of them do."""
_NAMED = 3


def where_to_moderate(
    school: School, point: str | AssessmentPoint | None = None, ax: Axes | None = None
) -> Answer:
    """Ask where teachers might look at books together.

    Parameters
    ----------
    school, point, ax
        As for `assessment_practice`.

    Returns
    -------
    Answer
        The picture is where the overall judgement and the statements place pupils differently, by
        year group and subject. The tables: the same, parallel classes that judge the same
        statements differently (none named), and statements that nearly nobody or everybody has.

    Raises
    ------
    PointError
        The school has no such point.

    Notes
    -----
    Two views differ where their words of attainment do. Children differ from class to class: what
    stands here says where to look, not who is right.
    """
    now, why = one_school(school, point, "where_to_moderate")
    if now is None:
        return silent(why, ax, (VIEWS, PARALLEL, ALIKE))
    views = two_views(now)
    parallel, alike = parallel_classes(now), _alike(now)
    said = [_views_said(views, now), _parallel_said(parallel, now), _alike_said(alike)]
    tables = {VIEWS: _views_table(views), PARALLEL: parallel, ALIKE: alike.head(MOST_STATEMENTS)}
    if not len(views):
        plain = silent("\n".join(each for each in said if each), ax)
        return Answer(plain.sentence, plain.axes, tables)
    frame = views.assign(
        count=views["differ"],
        said=[f"{row.differ} of {row.of}" for row in views.itertuples()],
        detail=[
            f"teacher higher {row.teacher_higher}, lower {row.statements_higher}"
            if row.differ
            else ""
            for row in views.itertuples()
        ],
    )
    axes = plot_year_grid(
        frame,
        ax,
        title=_views_title(views),
        under="Pupils whom the overall judgement and the statements place differently; darker: "
        "more of them",
        note=small_print(choose(school, end=now.point)),
    )
    return Answer(Sentence("\n".join(each for each in said if each)), axes, tables)


def _views_title(views: pd.DataFrame) -> str:
    rows = stand_out(views, "differ", "of")
    if not rows:
        return "The overall judgement and the statements place nearly everybody alike"
    first = rows[0]
    return (
        f"The overall judgement and the statements differ most in {place_name(first)}: "
        f"{count(first['differ'])} of {some(first['of'], 'pupil', 'pupils')}"
    )


def _views_said(views: pd.DataFrame, now: Snapshot) -> str:
    head = f"{now.point.label}: "
    if not len(views):
        return (
            f"{head}no pupil has both an overall judgement and enough judged statements, so the "
            "two views cannot be set side by side."
        )
    rows = stand_out(views, "differ", "of")[:_NAMED]
    if not rows:
        differ, of = int(views["differ"].sum()), int(views["of"].sum())
        return (
            f"{head}the overall judgement and the statements place nearly everybody alike: they "
            f"differ for {count(differ)} of {count(of)} (pupil by pupil, subject by subject)."
        )
    parts = [
        f"{place_name(row)} ({count(row['differ'])} of {count(row['of'])} pupils: the teacher "
        f"higher for {count(row['teacher_higher'])}, the statements for "
        f"{count(row['statements_higher'])})"
        for row in rows
    ]
    of, teacher, statements = (
        int(views[name].sum()) for name in ("of", "teacher_higher", "statements_higher")
    )
    return (
        f"{head}the overall judgement and the statements differ most in {listing(parts)}. Look at "
        f"books together there first.\nIn all, of {count(of)} placed by both (pupil by pupil, "
        f"subject by subject), the teacher is higher for {count(teacher)} and the statements for "
        f"{count(statements)}{_one_way(teacher, statements)}."
    )


def _one_way(teacher: int, statements: int) -> str:
    """Ask about the line itself where nearly all differences go one way."""
    less, more = sorted((teacher, statements))
    if more < LEAST_ONE_WAY or less * 4 > more:
        return ""
    return ": nearly all one way, so ask first whether both mean the same by expected"


def _views_table(views: pd.DataFrame) -> Readable:
    shown = (
        views[(views["differ"] > PUPILS_THAT_COUNT).to_numpy(bool)]
        .rename(
            columns={
                "year": "Year group",
                "subject": "Subject",
                "of": "Pupils placed by both",
                "differ": "Differ",
                "teacher_higher": "Teacher higher",
                "statements_higher": "Statements higher",
            }
        )
        .drop(columns="year_group")
    )
    return Readable(shown.set_index(["Year group", "Subject"]))


def _parallel_said(parallel: Readable, now: Snapshot) -> str:
    if not len(now.grid.table):
        return (
            "This school keeps no curriculum of statements and no judgements on them, so "
            "statements cannot be compared."
        )
    if not has_parallel_classes(now):
        return "There is one class a year here, so parallel classes cannot be compared."
    if not len(parallel):
        return "Parallel classes judge the same statements much alike."
    places = [f"{year} {in_a_sentence(str(subject))}" for year, subject in parallel.index]
    return (
        f"Parallel classes judge the same statements differently in {listing(places)}: children "
        "differ too, so look at books together before anything is said."
    )


def _alike(now: Snapshot) -> Readable:
    """List the due statements that nearly nobody or everybody has."""
    table = statement_table(now)
    down = now.roll.in_scope
    due = now.grid.table["statement_id"].to_numpy()[now.expected.due[down].any(axis=0)]
    return nearly_all_or_none(table[table.index.isin(due)])


def _alike_said(alike: Readable) -> str:
    if not len(alike):
        return ""
    return (
        f"{some(len(alike), 'statement that is due is', 'statements that are due are')} judged "
        "alike for nearly everybody: ask whether all teachers read such a statement the same way."
    )
