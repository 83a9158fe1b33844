"""Gaps between a group and the other pupils: how wide, and which side of the gap moved.

A gap can close because some pupils moved up or because others fell back, and the two call for
opposite things. So both sides stand in the sentence, in pupils, then and now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.english import in_a_sentence
from ladders_analysis.pupil_groups import PUPILS_THAT_COUNT, PupilGroup
from ladders_analysis.questions.answers import Answer, Sentence, silent
from ladders_analysis.questions.choosing import choose, group_name, groups_of, value_name
from ladders_analysis.questions.chosen_figures import attained_by, small_print, summary_of
from ladders_analysis.questions.group_words import row_of_group
from ladders_analysis.questions.laying_out import lay_out
from ladders_analysis.school import School

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_IN, _OUT = "in the group", "others"


def which_side_moved(
    school: School,
    start: str | AssessmentPoint | None = None,
    end: str | AssessmentPoint | None = None,
    *,
    group: str = "disadvantaged",
    value: object = None,
    cohort: int | str | None = None,
    ax: Axes | None = None,
) -> Answer:
    """Ask how the gap between a group and the other pupils has changed, and which side moved.

    Parameters
    ----------
    school
        A school, or a trust.
    start, end
        The assessment points; without them, the latest two that have evidence.
    group, value
        An attribute of pupils and its value; without a value, the first ("yes").
    cohort
        One cohort; None for all.
    ax
        Axes to draw on again.

    Returns
    -------
    Answer
        In each subject: at or above expectation, of those placed, on both sides at both points.

    Raises
    ------
    LaddersError
        Something chosen is not in the data.

    Notes
    -----
    Gap = share of the others at or above expectation − share of the group. It is said to have
    changed when it moved by more than two pupils of the smaller side could move it. A side moved
    when its share changed at least twice as much as the other's.
    """
    if (start is None or end is None) and len(school.points_with_evidence) < 2:
        return silent(
            "There is evidence for one assessment point or none, so it cannot be said which side "
            "of a gap moved. After the next one it can.",
            ax,
        )
    if start is None or end is None:
        latest = school.latest_points()
        start, end = start or latest[0], end or latest[-1]
    choice = choose(school, start=start, end=end, cohort=cohort)
    known = {column: dict(values) for _, column, values in groups_of(school, choice.end)}
    if group not in known:
        return silent(
            f"The records do not tell pupils apart by {in_a_sentence(group_name(group))}, so no "
            "gap can be shown.",
            ax,
        )
    chosen = choose(school, end=end, group=group, value=value).value
    before = school.as_at(choice.start or choice.end)
    sides = {}
    for when, snapshot in (("then", before), ("now", choice.now)):
        attained = attained_by(choice, snapshot)
        members = attained_by(choose(school, end=end, group=group, value=chosen), snapshot)
        keys = ["school_id", "pupil_id", "subject"]
        inside = pd.MultiIndex.from_frame(attained[keys]).isin(
            pd.MultiIndex.from_frame(members[keys])
        )
        for side, table in ((_IN, attained[inside]), (_OUT, attained[~inside])):
            sides[when, side] = summary_of(snapshot, table, ["subject"])
    named = row_of_group((PupilGroup(group, chosen),))
    name = f"{named}: {value_name(chosen)}" if isinstance(chosen, bool) else named
    then, now = (
        _both_sides(sides[when, _IN], sides[when, _OUT], group, chosen) for when in ("then", "now")
    )
    label = choice.start.label if choice.start else ""
    from ladders_analysis.plots.attainment import plot_attainment

    axes = plot_attainment(now, ax, beside=then, beside_label=label, note=small_print(choice))
    table = lay_out(now, then).rename(columns={"A year ago": label})
    said = [_said(subject, sides, name) for subject in now["subject"].unique()]
    head = f"{name}, beside everyone else. {choice.whom}, {label} to {choice.end.label}."
    return Answer(Sentence("\n".join([head, *said])), axes, {"Both sides of the gap": table})


_MEASURES = ["attainment", "pupils", "of", "share", "in_scope", "up", "up_share", "too_small"]


def _both_sides(
    members: pd.DataFrame, others: pd.DataFrame, group: str, value: object
) -> pd.DataFrame:
    """Put both sides' summaries together, subject by subject."""
    other = (not value) if isinstance(value, bool) else "everyone else"
    both = pd.concat([members, others], ignore_index=True)
    both[group] = pd.Series([value] * len(members) + [other] * len(others), dtype=object)
    subjects = list(dict.fromkeys(both["subject"]))
    both["subject"] = pd.Categorical(both["subject"], categories=subjects)
    both = both.sort_values("subject", kind="stable", ignore_index=True)
    return both[["subject", group, *_MEASURES]]


def _said(subject: str, sides: dict[tuple[str, str], pd.DataFrame], name: str) -> str:
    """Say one subject's gap, and which side of it moved."""
    figures = {}
    for key, summary in sides.items():
        rows = summary[(summary["subject"] == subject).to_numpy(bool)]
        if not len(rows) or int(rows["of"].iloc[0]) == 0 or bool(rows["too_small"].iloc[0]):
            return f"{subject}: too few pupils placed to speak of a gap."
        figures[key] = (int(rows["up"].iloc[0]), int(rows["of"].iloc[0]))
    return gap_in_words(
        subject,
        (figures["now", _IN], figures["now", _OUT]),
        (figures["then", _IN], figures["then", _OUT]),
    )


def gap_in_words(
    subject: str,
    now: tuple[tuple[int, int], tuple[int, int]],
    then: tuple[tuple[int, int], tuple[int, int]],
) -> str:
    """Say how one gap has changed, and which side of it moved.

    Parameters
    ----------
    subject
        What the gap is in.
    now, then
        The group's pupils at or above expectation and placed, then the others'; somebody is placed
        on either side.

    Returns
    -------
    str
        "Reading: 9 of 14 of the group are at or above (were 7 of 14), and 60 of 71 of the others
        (were 60 of 71); the gap narrowed, because the group moved up."
    """
    ours_now, theirs_now, ours_then, theirs_then = (up / of for up, of in (*now, *then))
    was, gap = theirs_then - ours_then, theirs_now - ours_now
    counts = (
        f"{_of(now[0])} of the group are at or above (were {_of(then[0])}), and {_of(now[1])} of "
        f"the others (were {_of(then[1])})"
    )
    least = min(of for _, of in (*now, *then))
    if abs(gap - was) <= PUPILS_THAT_COUNT / least + 1e-9:
        return f"{subject}: {counts}; the gap has hardly changed."
    way = "narrowed" if abs(gap) < abs(was) else "widened"
    return (
        f"{subject}: {counts}; the gap {way}, because "
        f"{_moved(ours_now - ours_then, theirs_now - theirs_then)}."
    )


def _moved(ours: float, theirs: float) -> str:
    """Say which side's share changed."""
    sides = [f"the {who} {_went(by)}" for who, by in (("group", ours), ("others", theirs))]
    if abs(ours) >= 2 * abs(theirs):
        return sides[0]
    if abs(theirs) >= 2 * abs(ours):
        return sides[1]
    if (ours > 0) == (theirs > 0):
        return (
            f"both sides {_went(ours)}, the {'group' if abs(ours) > abs(theirs) else 'others'} more"
        )
    return " and ".join(sides)


def _went(change: float) -> str:
    return "moved up" if change > 0 else "fell back"


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]:,} of {pair[1]:,}"
