"""The figures of the pupils chosen: now, and of those in the same place a year ago."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ladders_analysis.calendar import AssessmentPoint
from ladders_analysis.combining import RWM, combined
from ladders_analysis.questions.choosing import TOGETHER, Choice, pupils_of
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.summary import summarise_attainment
from ladders_analysis.trust import TrustSnapshot, by_school


def attained_by(choice: Choice, snapshot: Snapshot | TrustSnapshot) -> pd.DataFrame:
    """Return the attainment of the pupils chosen, or of those in their place in another year.

    Parameters
    ----------
    choice
        The choice.
    snapshot
        The school as at the choice's later point, or at another. In another academic year a
        cohort's place is held by the cohort that was then in the same year group.

    Returns
    -------
    DataFrame
        As `Snapshot.attainment`, with `school_id`; of `TOGETHER`, as `la.combined`.
    """
    if choice.subject == TOGETHER and isinstance(snapshot, Snapshot):
        table = combined(snapshot, RWM).assign(subject=TOGETHER)
    else:
        table = snapshot.attainment()
        if choice.subject is not None:
            table = table[(table["subject"] == choice.subject).to_numpy(bool)]
    if "school_id" not in table:
        table = table.assign(school_id=choice.school.schools[0])
    pupils = pupils_of(snapshot)
    for column, wanted in who_in(choice, snapshot).items():
        pupils = pupils[pupils[column].isin([wanted]).to_numpy(bool)]
    kept = pd.MultiIndex.from_frame(table[["school_id", "pupil_id"]]).isin(
        pd.MultiIndex.from_frame(pupils[["school_id", "pupil_id"]])
    )
    return table[kept].reset_index(drop=True)


def summary_of(
    snapshot: Snapshot | TrustSnapshot, attained: pd.DataFrame, by: list[str]
) -> pd.DataFrame:
    """Summarise attainment; of nobody, the columns of the summary without a row."""
    if len(attained):
        return summarise_attainment(snapshot, by, attained)
    return summarise_attainment(snapshot, by).iloc[:0]


def rows_by(choice: Choice) -> list[str]:
    """Choose the rows of a picture: the schools of a trust, else the cohorts."""
    return ["subject", "school_id" if len(choice.school.schools) > 1 else "cohort_label"]


def small_print(choice: Choice) -> str:
    """Say where a figure without a definition comes from."""
    return standing_small_print(choice.end, by_school(choice.now).values())


def standing_small_print(end: AssessmentPoint, snapshots: Iterable[Snapshot]) -> str:
    """Say where figures of so many schools at a point come from."""
    taken = list(snapshots)
    policy = ", ".join(dict.fromkeys(each.settings.policy_hash for each in taken))
    curriculum = ", ".join(dict.fromkeys(each.grid.curriculum_hash for each in taken))
    close = end.entries_close
    return (
        f"As at {end.label} (entries to {close.day} {close:%B %Y}); policy {policy}; "
        f"curriculum {curriculum}."
    )


def who_in(choice: Choice, snapshot: Snapshot | TrustSnapshot) -> dict[str, object]:
    """Return what pupils are chosen by, the cohort being that in the same place.

    Parameters
    ----------
    choice
        The choice.
    snapshot
        The school as at the choice's later point, or at another.
    """
    who = choice.who
    if choice.cohort is not None:
        ends = min((each.point.year.ends for each in by_school(snapshot).values()), default=0)
        who["cohort"] = choice.cohort - (choice.end.year.ends - ends)
    return who
