"""Test scores beside teacher judgement: where they agree, and whom to ask about where they differ.

A test is one day and a judgement is many; neither is the truth. So the page counts the pupils on
whom both agree, names those on whom they do not, and asks.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint, academic_years
from ladders_analysis.english import count, in_a_sentence, listing, some, spoken_day
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.plots.scores import NOT_JUDGED, SAME, TEST_HIGHER, TEST_LOWER, plot_scores
from ladders_analysis.policy import EXPECTED, OWN_CURRICULUM, PLACED, WORKING_TOWARDS
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.asking import DIFFERS
from ladders_analysis.questions.beginning import latest_point, not_one_school
from ladders_analysis.questions.choosing import choose
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.pupil_names import names_or_ids
from ladders_analysis.questions.scores.pairs import STATEMENTS, TEACHER, pair_scores, scores_near
from ladders_analysis.roll import year_name
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

TO_ASK, SPREAD = "Pupils on whom the test and the judgement differ", "Scores by judgement"
_ASK_TEACHER = "Your own judgement says {judged}, the test on {day} {score}: what do you see?"
_ASK_STATEMENTS = "The statements say {judged}, the test on {day} {score}: what do you see?"
_LONG_APART = 60
NEITHER = "Neither is the truth: a test is one day, a judgement is many."


def scores_beside_judgement(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    assessment: str | None = None,
    subject: str | None = None,
    cohort: int | str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask where test scores and teachers' judgements say different things of a pupil.

    Parameters
    ----------
    school
        One school.
    point
        The assessment point of the judgement; without one, the latest of a year with scores.
    assessment
        A scored assessment; without one, that with a line, of those the nearest to the point.
    subject, cohort
        A subject and a cohort; None for all.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        The picture has a dot for each pupil; the tables name the pupils on whom the two differ,
        and how the scores spread under each word.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    The score is that of the sitting nearest to the point in its academic year. The judgement is
    the teacher's overall one, else what the statements say. They differ where one is on the
    expected side of the line and the other is not; without a line there is no side.
    """
    why = not_one_school(school, "its own tests and lines", "scores_beside_judgement")
    if why:
        return _nothing(why, ax)
    at = latest_point(school, point) if point is not None else _point_with_scores(school)
    if at is None:
        return _nothing(
            "This folder holds no test scores of a year it has assessment points for, so nothing "
            "can stand beside the teachers’ judgements. Add results.csv with a score to see both.",
            ax,
        )
    choice, now = choose(school, end=at, cohort=cohort), school.snapshot(at)
    known = sorted(set(school.results["assessment"].astype("str")))
    if assessment is not None and assessment not in known:
        raise LaddersError(f'No assessment "{assessment}" here: {nearest(assessment, known)}.')
    held = scores_near(school.results, now.settings, at, assessment)
    table = choice.keep(pair_scores(held.rows, now))
    subjects = sorted(set(table["subject"]))
    if subject is not None:
        if subject not in (*subjects, *now.subjects):
            raise LaddersError(f'No subject "{subject}" here: {nearest(subject, subjects)}.')
        table = table[(table["subject"] == subject).to_numpy(bool)]
    elif table["judged"].isin(PLACED).any():
        placed = table.loc[table["judged"].isin(PLACED), "subject"]
        table = table[table["subject"].isin(placed).to_numpy(bool)]
    if not len(table):
        return _nothing(
            f"{choice.whom}, {at.label}: no pupil here has a test score in that academic year. "
            "Choose another point, or ask what was taken and where it is kept.",
            ax,
        )
    order = [_place(now, name) for name in table["subject"]]
    table = table.assign(_order=order, panel=[_panel(row) for row in table.to_dict("records")])
    table = table.sort_values(["_order", "subject", "pupil_id"], ignore_index=True)
    said = [f"{choice.whom}, judged as at {at.label}."] if cohort else [f"Judged as at {at.label}."]
    said += [_told(rows, at) for _, rows in table.groupby("panel", sort=False)]
    if table["judged"].isin(PLACED).any():
        said.append(NEITHER)
    if held.others and assessment is None:
        others = listing([f"“{name}”" for name in held.others])
        said.append(f"Scores of that year are also held for {others}.")
    axes = plot_scores(table, ax, note=small_print(choice))
    return Answer(Sentence("\n".join(said)), axes, {TO_ASK: _asked(table), SPREAD: _spread(table)})


def _nothing(said: str, ax: Axes | None) -> Answer:
    """Say that nothing can be answered, with the tables empty."""
    return silent(said, ax, (TO_ASK, SPREAD))


def _point_with_scores(school: School) -> AssessmentPoint | None:
    """Return the latest point with evidence of the latest year that has scores."""
    scored = school.results[school.results["score"].notna().to_numpy(bool)]
    years = set(academic_years(scored["taken_on"]))
    known = [*school.points_with_evidence] or [*school.points]
    fitting = [point for point in known if point.year.ends in years]
    return fitting[-1] if fitting else None


def _place(now: Snapshot, subject: str) -> int:
    return now.subjects.index(subject) if subject in now.subjects else len(now.subjects)


def _panel(row: dict[Hashable, Any]) -> str:
    """Name what a panel shows."""
    return f"{row['subject']}: {row['assessment']}"


def _told(rows: pd.DataFrame, at: AssessmentPoint) -> str:
    """Say one assessment in one subject."""
    days = rows["taken_on"].drop_duplicates().sort_values()
    when = " to ".join(dict.fromkeys(spoken_day(days.iloc[place]) for place in (0, -1)))
    years = listing([year_name(int(year)) for year in sorted(rows["year_group"].unique())])
    test = f"{years} {in_a_sentence(str(rows['subject'].iloc[0]))}, {rows['assessment'].iloc[0]}"
    head = f"{test} ({when}): "
    far = min(abs((day.date() - at.on).days) for day in days)
    tail = f" The test and {at.label} are {far} days apart." if far > _LONG_APART else ""
    judged = rows[rows["judged"].isin(PLACED).to_numpy(bool)]
    compared = judged[(judged["side"] != "").to_numpy(bool)]
    if not len(judged):
        return (
            f"{head}{some(len(rows), 'pupil has', 'pupils have')} a score and nobody’s judgement "
            f"to stand beside it.{tail}"
        )
    if len(compared):
        said = _sides(compared)
    else:
        said = f"{some(len(judged), 'pupil has', 'pupils have')} a score and a judgement. "
        said += _overlap(judged)
    return f"{head}{said}{_apart(rows)}{tail}"


def _sides(rows: pd.DataFrame) -> str:
    """Say how many are on the same side of the line."""
    same, higher, lower = (
        int((rows["side"] == side).sum()) for side in (SAME, TEST_HIGHER, TEST_LOWER)
    )
    lines = sorted(rows["line"].unique())
    line = f"{lines[0]:g}" if len(lines) == 1 else "their line"
    by = set(rows["judged_by"])
    who = {
        frozenset([TEACHER]): "as their teacher places them",
        frozenset([STATEMENTS]): "as the statements place them",
    }.get(frozenset(by), "as their teacher, or else the statements, place them")
    said = (
        f"of {some(len(rows), 'pupil', 'pupils')} with a score and a judgement, {count(same)} "
        f"scored on the same side of {line} {who}"
    )
    if not higher + lower:
        return f"{said}."
    some_higher = f"{count(higher) if higher else 'none'} scored higher than they were judged"
    return f"{said}; {some_higher}, {count(lower) if lower else 'none'} lower: ask."


def _overlap(judged: pd.DataFrame) -> str:
    """Say how far the scores of two words overlap, where no line says more."""
    upper = judged.loc[~judged["judged"].isin([WORKING_TOWARDS]), "score"]
    lower = judged.loc[judged["judged"].isin([WORKING_TOWARDS]), "score"]
    none = "There is no line for this test, and none is invented"
    if not len(upper) or not len(lower):
        scores = judged["score"]
        return f"{none}: the scores run from {scores.min():g} to {scores.max():g}."
    said = (
        f"{none}: the lowest score of those judged {EXPECTED} or better is {upper.min():g}, the "
        f"highest of those {WORKING_TOWARDS} is {lower.max():g}"
    )
    both = int((upper <= lower.max()).sum() + (lower >= upper.min()).sum())
    if lower.max() < upper.min():
        return f"{said}; they do not overlap."
    return f"{said}; {some(both, 'pupil stands', 'pupils stand')} where the two overlap."


def _apart(rows: pd.DataFrame) -> str:
    """Say who has a score and cannot be compared."""
    own = int((rows["judged"] == OWN_CURRICULUM).sum())
    none = int((rows["judged"] == NOT_JUDGED).sum())
    parts = []
    if own:
        parts.append(f"{count(own)} on their own curriculum")
    if none:
        parts.append(f"{count(none)} without a judgement")
    return f" Apart: {listing(parts)}." if parts else ""


def _asked(table: pd.DataFrame) -> Readable:
    """List the pupils on whom the two differ, with both views and a question."""
    rows = table[table["side"].isin([TEST_HIGHER, TEST_LOWER]).to_numpy(bool)]
    rows = rows.assign(
        Pupil=names_or_ids(rows["name"], rows["pupil_id"]),
        Class=rows["class_name"].fillna("–"),
        Subject=rows["subject"],
        Score=[f"{score:g}" for score in rows["score"]],
        Line=[f"{line:g}" for line in rows["line"]],
        Teacher=rows["by_teacher"],
        Statements=rows["by_statements"],
    ).rename(columns={"Teacher": "Teacher says", "Statements": "Statements say"})
    rows["To ask"] = [_question(row) for row in rows.to_dict("records")]
    rows = rows.sort_values(["_order", "side", "Class", "Pupil"])
    columns = ["Class", "Subject", "Score", "Line", "Teacher says", "Statements say", "To ask"]
    return Readable(rows.set_index("Pupil")[columns])


def _question(row: dict[Hashable, Any]) -> str:
    """Ask about the test, or about the statements where those differ from the teacher too."""
    teacher, statements = str(row["by_teacher"]), str(row["by_statements"])
    day, score = spoken_day(pd.Timestamp(str(row["taken_on"]))), f"says {row['score']:g}"
    if row["judged_by"] == STATEMENTS:
        return _ASK_STATEMENTS.format(judged=row["judged"], day=day, score=score)
    if statements in PLACED and statements != teacher:
        both = DIFFERS.format(teacher=teacher, statements=statements)
        return both.replace(": what do you see?", f", the test on {day} {score}: what do you see?")
    return _ASK_TEACHER.format(judged=row["judged"], day=day, score=score)


def _spread(table: pd.DataFrame) -> Readable:
    """Lay out, for every word of attainment, how many pupils and from which score to which."""
    rows = {}
    for panel, part in table.groupby("panel", sort=False):
        words = [word for word in (*PLACED, OWN_CURRICULUM, NOT_JUDGED)]
        for word in words:
            scores = part.loc[(part["judged"] == word).to_numpy(bool), "score"]
            if len(scores):
                rows[str(panel), word] = {
                    "Pupils": len(scores),
                    "Lowest": f"{scores.min():g}",
                    "Middle": f"{scores.median():g}",
                    "Highest": f"{scores.max():g}",
                }
    index = pd.MultiIndex.from_tuples(list(rows), names=["Test", "Judged"])
    return Readable(pd.DataFrame(list(rows.values()), index=index))
