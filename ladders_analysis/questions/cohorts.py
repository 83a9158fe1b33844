"""Two of the leaders' three questions: where are we now, and what has moved.

Each is one plain call that gives a sentence, a picture and a table. Notebooks call them, the
controls call them with whatever was chosen, and what a control shows can always be had again by
the same call.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM
from ladders_analysis.english import in_a_sentence
from ladders_analysis.movement import Progress, progress, transitions
from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.flow import plot_flow
from ladders_analysis.plots.outcomes import plot_outcomes
from ladders_analysis.policy import WORKING_TOWARDS
from ladders_analysis.questions.answers import Answer, Sentence, silent
from ladders_analysis.questions.asking import pupils_to_ask_about
from ladders_analysis.questions.choosing import TOGETHER, Choice, choose, subjects_of
from ladders_analysis.questions.chosen_figures import (
    attained_by,
    rows_by,
    small_print,
    summary_of,
    who_in,
)
from ladders_analysis.questions.laying_out import lay_out
from ladders_analysis.questions.sentences import (
    a_year_ago_in_words,
    attainment_in_words,
    in_the_way_in_words,
    most_not_placed_in_words,
    progress_in_words,
)
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.summary import summarise
from ladders_analysis.trust import TrustSnapshot

MOVEMENT = "against_expectation"
MOST_PUPILS = 60
_Kept = dict[tuple[int, str], tuple[object, Progress]]
_RATED: WeakKeyDictionary[Snapshot, _Kept] = WeakKeyDictionary()


def where_we_are(
    school: School,
    point: str | AssessmentPoint | None = None,
    *,
    subject: str | None = None,
    cohort: int | str | None = None,
    group: str | None = None,
    value: object = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask where pupils stand against what the curriculum expects by now.

    Parameters
    ----------
    school
        A school, or a trust.
    point
        The assessment point; without one, the latest that has evidence.
    subject
        A subject, or "Reading, writing and maths together"; None for each subject.
    cohort
        The year in which the cohort reaches Year 6, or its name: "Year 4"; None for all.
    group, value
        An attribute of pupils, such as "disadvantaged", and its value.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        Beside each figure stands that of the pupils in the same place a year ago, where the
        school has one.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.
    """
    if subject == TOGETHER and TOGETHER not in subjects_of(school, _latest(school, point)):
        return silent(
            "This folder does not hold reading, writing and maths of one school, so it cannot be "
            "said who is at expectation in all three.",
            ax,
        )
    choice = choose(school, end=point, subject=subject, cohort=cohort, group=group, value=value)
    now, when, ago = choice.now, choice.end.label, school.year_before(choice.end)
    then = None if ago is None else school.as_at(ago)
    attained, by = attained_by(choice, now), rows_by(choice)
    standing = summary_of(now, attained, by)
    beside, past, ago_label = None, None, ""
    if then is not None and ago is not None:
        earlier, ago_label = attained_by(choice, then), ago.label
        past = summary_of(then, earlier, by)
        beside = past if past["of"].sum() else None
    axes = plot_attainment(
        standing, ax, beside=beside, beside_label=ago_label, note=small_print(choice)
    )
    said = attainment_in_words(standing, choice.whom, when)
    if len(attained):
        between = " " if len(standing["subject"].unique()) == 1 else "\n"
        said += between + a_year_ago_in_words(past, choice.whom, ago_label)
    if choice.subject == TOGETHER:
        said += _after(_in_the_way(attained))
    elif choice.cohort is None:
        said += _after(_mostly_in(standing))
    tables = {f"Where pupils stand, {when}": lay_out(standing, beside)} if len(attained) else {}
    return Answer(Sentence(said), axes, tables)


def what_has_moved(
    school: School,
    start: str | AssessmentPoint | None = None,
    end: str | AssessmentPoint | None = None,
    *,
    definition: Any = MOVEMENT,
    subject: str | None = None,
    cohort: int | str | None = None,
    group: str | None = None,
    value: object = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask what has moved between two assessment points.

    Parameters
    ----------
    school
        A school, or a trust.
    start, end
        The assessment points; without them, the latest two that have evidence.
    definition
        A progress definition: its name, or the definition itself.
    subject, cohort, group, value, ax
        As for `where_we_are`.

    Returns
    -------
    Answer
        The picture is the flow from attainment then to attainment now where the question is about
        one subject's movement against expectation, else the outcomes of each group. The second
        table lists pupils to ask about.

    Raises
    ------
    LaddersError
        Something chosen is not in the data, or the end is before the start.
    """
    if start is None or end is None:
        latest = school.latest_points()
        start, end = start or latest[0], end or latest[-1]
    choice = choose(
        school, start=start, end=end, subject=subject, cohort=cohort, group=group, value=value
    )
    first = choice.start
    if first is None or choice.subject == TOGETHER:
        return silent(
            f"{TOGETHER} is a question about where pupils stand. Choose one subject, or each "
            "subject, to see what has moved.",
            ax,
        )
    if first.on >= choice.end.on:
        return silent(
            f"{first.label} is not before {choice.end.label}: choose an earlier point to start "
            "from.",
            ax,
        )
    moved = _rated(school.as_at(first), choice.now, definition).only(
        **choice.who, **({"subject": subject} if subject else {})
    )
    between = (first.label, choice.end.label)
    if not len(moved.population):
        return silent(
            f"{choice.whom}, {' to '.join(between)}: nobody was in scope at either point.", ax
        )
    labels = school.settings.for_school(school.schools[0]).labels
    summary = summarise(moved, rows_by(choice))
    about = f"{choice.whom}{f' {in_a_sentence(subject)}' if subject else ''}"
    note = f"{about}. {moved.provenance.small_print}"
    if subject and moved.about.name == MOVEMENT:
        axes = plot_flow(transitions(moved), ax, start=between[0], end=between[1], note=note)
    else:
        good = moved.about.favourable
        axes = plot_outcomes(summary, ax, favourable=good, labels=labels, note=note)
    past = _a_year_ago(choice, first, definition)
    said = progress_in_words(summary, moved.about, choice.whom, between, labels, past)
    tables = {}
    if len(moved):
        tables["What has moved, in pupils"] = lay_out(summary, past, labels)
        asked = pupils_to_ask_about(moved, now=choice.now)
        name = "Pupils to ask their teacher about"
        if len(asked) > MOST_PUPILS:
            name += f" (the first {MOST_PUPILS} of {len(asked)}; choose a cohort to see fewer)"
        tables[name] = asked.head(MOST_PUPILS).set_index("Pupil")
    return Answer(Sentence(said), axes, tables)


def _a_year_ago(choice: Choice, first: AssessmentPoint, definition: Any) -> pd.DataFrame | None:
    """Summarise the same two points a year ago, of those who were then in the same place."""
    school = choice.school
    start, end = school.year_before(first), school.year_before(choice.end)
    if start is None or end is None or start.on >= end.on:
        return None
    then = school.as_at(end)
    subject = {} if choice.subject is None else {"subject": choice.subject}
    past = _rated(school.as_at(start), then, definition).only(**who_in(choice, then), **subject)
    if not len(past.population):
        return None
    return summarise(past, rows_by(choice))


def _rated(
    start: Snapshot | TrustSnapshot, end: Snapshot | TrustSnapshot, definition: Any
) -> Progress:
    """Rate progress, or give again what the same two snapshots gave by the same name."""
    if not isinstance(end, Snapshot) or not isinstance(definition, str):
        return progress(start, end, definition)
    known = _RATED.setdefault(end, {})
    key = (id(start), definition)
    if key not in known:
        # The start is kept with its result, so that its id is not given to another.
        known[key] = (start, progress(start, end, definition))
    return known[key][1]


def _latest(school: School, point: str | AssessmentPoint | None) -> AssessmentPoint:
    return school.latest_points(1)[-1] if point is None else school.calendar.point(point)


def _mostly_in(standing: pd.DataFrame) -> str:
    """Say which group most of those not placed are in, where it is one."""
    by = [str(column) for column in standing.columns[1:2]]
    groups = standing.drop_duplicates(["subject", *by])
    missing = (groups["in_scope"] - groups["of"]).groupby(groups[by[0]].astype("str")).sum()
    return most_not_placed_in_words({str(name): int(many) for name, many in missing.items()})


def _in_the_way(attained: pd.DataFrame) -> str:
    """Say which subject most often keeps pupils from all three."""
    behind = attained[(attained["attainment"] == WORKING_TOWARDS).to_numpy(bool)]
    counted = behind["in_the_way"].str.split(", ").explode().value_counts()
    return in_the_way_in_words({name: int(counted.get(name, 0)) for name in RWM})


def _after(said: str) -> str:
    """Set a further sentence off from the one before it."""
    return f" {said}" if said else ""
