"""A cohort's way across the years, with the same pupils only beside everybody.

One load has one curriculum and one policy, so every point is counted by today's: no step here comes
from a curriculum that was changed in between. What still differs from point to point is what is due
and, where the school says so, the line; the answer names both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.plots.journey import plot_journey
from ladders_analysis.policy import ATTAINMENT, UP
from ladders_analysis.questions.answers import Answer, Readable, Sentence, silent
from ladders_analysis.questions.beginning import NO_POINT, latest_point, not_one_school
from ladders_analysis.questions.choosing import TOGETHER, Choice, choose, cohorts_of, subjects_of
from ladders_analysis.questions.chosen_figures import small_print
from ladders_analysis.questions.journey.steps import (
    Step,
    SubjectJourney,
    journey_of,
    points_placed,
)
from ladders_analysis.questions.journey.told import finding, journey_in_words
from ladders_analysis.questions.laying_out import out_of
from ladders_analysis.questions.sentences import nobody_in_words
from ladders_analysis.school import School


def cohorts_journey(
    school: School,
    cohort: int | str | None = None,
    *,
    subject: str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask how one cohort has come through the years.

    Parameters
    ----------
    school
        One school.
    cohort
        The year in which the cohort reaches Year 6, or its name at the latest point: "Year 5".
        Without one: that with evidence at most points, the oldest where several have.
    subject
        A subject, or "Reading, writing and maths together"; None for each subject.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        At every assessment point that has evidence: at or above expectation of those placed, the
        same of the pupils who were there and placed at all of them, and who joined and left.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    Points at which nobody of the cohort could be placed in a subject are left out of its row. The
    same pupils are those on roll and placed at every point that is left.
    """
    why = not_one_school(school, "its own cohorts", "cohorts_journey")
    end = latest_point(school)
    if why or end is None:
        return silent(why or NO_POINT, ax)
    if subject == TOGETHER and TOGETHER not in subjects_of(school, end):
        return silent("This folder does not hold reading, writing and maths of one school.", ax)
    known = [leaves for _, leaves in cohorts_of(school, end)]
    if not known:
        return silent(nobody_in_words("Whole school", end.label), ax)
    if cohort is None:
        cohort = min(known, key=lambda each: (-points_placed(school, each), each))
    choice = choose(school, end=end, subject=subject, cohort=cohort)
    subjects = (
        [subject] if subject else [name for name in subjects_of(school, end) if name != TOGETHER]
    )
    label = {leaves: name for name, leaves in cohorts_of(school, end)}[choice.cohort or 0]
    journeys = journey_of(school, choice.cohort or 0, subjects)
    longer = [each for each in journeys if len(each.steps) > 1]
    if not longer:
        when = journeys[0].steps[0].point.label if journeys else ""
        only = f"there is evidence for one point only, {when}" if when else "nobody can be placed"
        return silent(
            f"{label}: {only}, so there is no journey to follow yet. After the next assessment "
            "point there is.",
            ax,
        )
    said = journey_in_words(label, longer, [each for each in journeys if each not in longer])
    axes = plot_journey(
        _frame(longer), ax, title=finding(label, longer), under=label, note=_small_print(choice)
    )
    return Answer(Sentence(said), axes, {f"{label}, point by point": _table(longer)})


def _small_print(choice: Choice) -> str:
    return f"Every point counted by today’s curriculum and policy. {small_print(choice)}"


def _frame(journeys: Sequence[SubjectJourney]) -> pd.DataFrame:
    """Return the table that the picture is drawn from."""
    return pd.DataFrame(
        {
            "subject": journey.subject,
            "point": step.point.label,
            "year": step.year_name,
            **{word: step.count(word) for word in ATTAINMENT},
            "up": step.up,
            "of": step.of,
            "same_up": step.count(*UP, among=journey.same),
            "same": len(journey.same),
            "joined": len(step.joined),
            "left": len(step.left),
        }
        for journey in journeys
        for step in journey.steps
    )


def _table(journeys: Sequence[SubjectJourney]) -> Readable:
    """Lay the steps out to be read."""
    rows = [
        {
            "Subject": journey.subject,
            "Point": step.point.label,
            "Year group": step.year_name,
            "At or above": out_of(step.up, step.of),
            "The same pupils": (
                out_of(step.count(*UP, among=journey.same), len(journey.same))
                if journey.same
                else "–"
            ),
            "Not placed": len(step.words) - step.of,
            "In scope": len(step.words),
            "Joined": len(step.joined),
            "Left": len(step.left),
            "What changed here": _changed(before, step),
        }
        for journey in journeys
        for before, step in pairwise((None, *journey.steps))
        if step is not None
    ]
    table = pd.DataFrame(rows)
    if not table["What changed here"].any():
        table = table.drop(columns="What changed here")
    index = ["Subject", "Point"] if len(journeys) > 1 else ["Point"]
    return Readable(table.drop(columns=[] if len(journeys) > 1 else ["Subject"]).set_index(index))


def _changed(before: Step | None, step: Step) -> str:
    """Name what differs from the point before that is none of the pupils' doing."""
    if before is None:
        return ""
    parts = []
    if step.year_group != before.year_group:
        parts.append(f"the summer: now {step.year_name}’s curriculum")
    if step.rule[:1] != before.rule[:1]:
        parts.append(f"judged by {step.rule[0]}, before by {before.rule[0]}")
    elif step.rule != before.rule:
        parts.append("the school’s line for expected")
    return "; ".join(parts)
