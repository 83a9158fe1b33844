"""What was due and is not judged, and what was judged long ago, by year group and subject.

Where statements lead, judgements are counted; where the teacher's overall judgement or a score
leads, pupils are. Missing is not wrong: it is asked whether anyone needs the judgement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from typing import Any

import numpy as np
import pandas as pd

from ladders_analysis.attainment import BASIS_WORDS
from ladders_analysis.calendar import HALF_TERMS, AssessmentPoint
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

COLUMNS = "year_group year subject basis pupils due judged missing stale pupils_missing".split()
STATEMENTS, TEACHER, SCORE = BASIS_WORDS.categories.tolist()
_UNITS = {STATEMENTS: "judgement", TEACHER: "overall judgement", SCORE: "score"}


def judged_so_far(snapshot: Snapshot, before: AssessmentPoint | None = None) -> pd.DataFrame:
    """Count what is missing and what is stale, by year group and subject.

    Parameters
    ----------
    snapshot
        One school as at a point.
    before
        The assessment point before it in the same academic year, if any: an overall judgement
        made by the close of its entries is an old one at this point.

    Returns
    -------
    DataFrame
        One row per year group × subject of pupils in scope: `year_group`, `year` (its name),
        `subject`, `basis` (on what most of them are placed), `pupils`; `due`: judgements due by
        now and taught (for the teacher's or a score's basis: pupils), of them `judged` and
        `missing` (never judged), `stale` (of those judged), and `pupils_missing`, who lack one or
        more.

    Notes
    -----
    A judgement of a statement is stale after the school's `stale_after_days`; statements that
    count as secure because nobody said otherwise are not missing. Pupils on their own curriculum
    are left out where statements lead. Where a score leads, a year group of which nobody has one
    did not sit the test, and nothing is due.
    """
    roll = snapshot.roll
    rows = []
    for year_group in sorted(set(roll.year_group[roll.in_scope].tolist())):
        down = roll.in_scope & (roll.year_group == year_group)
        for place, subject in enumerate(snapshot.subjects):
            bases = np.bincount(snapshot.basis[down, place], minlength=3)
            basis = (STATEMENTS, TEACHER, SCORE)[int(bases.argmax())]
            if basis == STATEMENTS:
                counts = _by_statements(snapshot, down & ~roll.own_curriculum, place)
            elif basis == TEACHER:
                counts = _by_teacher(snapshot, down, subject, before)
            else:
                counts = _by_score(snapshot.results[subject].to_numpy()[down])
            due, judged, stale, lacking = counts
            rows.append(
                (year_group, year_name(int(year_group)), subject, basis, int(down.sum()))
                + (due, judged, due - judged, stale, lacking)
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def planned_for_later(snapshot: Snapshot) -> np.ndarray:
    """Mark, pupils × statements, what the plan itself begins to teach only after the point.

    Parameters
    ----------
    snapshot
        One school as at a point.

    Notes
    -----
    A due statement counts as taught everywhere else, because nothing else is known; here the
    school's `taught_half_term` is taken at its word. Statements of earlier years are taught.
    """
    point = snapshot.point
    starts = snapshot.grid.plan.taught_from
    later = (starts > point.year.half_terms_begun(point.on)) & (starts <= HALF_TERMS)
    return snapshot.expected.own_year & later


def _by_statements(snapshot: Snapshot, down: np.ndarray, place: int) -> tuple[int, int, int, int]:
    """Count due judgements, those made, those stale, and the pupils who lack one."""
    cells = np.ix_(down, snapshot.grid.subject_of == place)
    evidence = snapshot.evidence
    due = (snapshot.expected.due & ~planned_for_later(snapshot))[cells]
    made = due & (evidence.assessed | evidence.secure)[cells]
    stale = due & snapshot.stale.to_numpy()[cells]
    lacking = int((due & ~made).any(axis=1).sum())
    return int(due.sum()), int(made.sum()), int(stale.sum()), lacking


def _by_score(scores: np.ndarray) -> tuple[int, int, int, int]:
    """Count pupils, those with a score, none as old, and those without."""
    held = int((~np.isnan(scores)).sum())
    return (len(scores), held, 0, len(scores) - held) if held else (0, 0, 0, 0)


def _by_teacher(
    snapshot: Snapshot, down: np.ndarray, subject: str, before: AssessmentPoint | None
) -> tuple[int, int, int, int]:
    """Count pupils, those with an overall judgement this year, and those whose is an old one."""
    overall = snapshot.overall
    mine = overall[(overall["subject"].astype("str") == subject).to_numpy(bool)]
    mine = mine[mine["pupil_id"].isin(snapshot.grid.pupils[down]).to_numpy(bool)]
    pupils = int(down.sum())
    close = dt.date.min if before is None else before.entries_close
    old = 0 if before is None else int((mine["assessed_on"] <= pd.Timestamp(close)).sum())
    return pupils, len(mine), old, pupils - len(mine)


def said_of(row: dict[Hashable, Any]) -> tuple[str, str]:
    """Say one row of `judged_so_far` in a cell: what is missing, and what more there is.

    Examples
    --------
    >>> said_of({"basis": "teacher", "due": 30, "missing": 2, "stale": 0, "pupils_missing": 2})
    ('2 of 30', 'pupils’ overall judgements')
    >>> said_of({"basis": "statements", "due": 0, "missing": 0, "stale": 0, "pupils_missing": 0})
    ('nothing due', '')
    """
    due, missing, stale = (int(row[name]) for name in ("due", "missing", "stale"))
    if not due:
        return "nothing due", ""
    said = f"{missing:,} of {due:,}" if missing else f"none of {due:,}"
    if row["basis"] == STATEMENTS:
        lacking = int(row["pupils_missing"])
        lacks = "pupil lacks" if lacking == 1 else "pupils lack"
        detail = f"{lacking:,} {lacks} one or more" if missing else ""
    else:
        detail = f"pupils’ {_UNITS[str(row['basis'])]}s"
    if stale:
        detail = f"{detail}; {stale:,} old" if detail else f"{stale:,} old"
    return said, detail
