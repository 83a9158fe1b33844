"""Where teachers might look at books together: year groups and subjects, never a teacher.

Three signs are counted, and each is a reason to look, not a fault: the overall judgement and the
statements place pupils differently; parallel classes judge the same statements differently; nearly
everybody, or nearly nobody, has a statement.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ladders_analysis.policy import PLACED
from ladders_analysis.questions.answers import Readable
from ladders_analysis.questions.laying_out import out_of
from ladders_analysis.roll import year_name
from ladders_analysis.snapshot import Snapshot

PUPILS_A_CLASS, STATEMENTS_ALIKE, APART = 6, 5, 0.2
"""Parallel classes are compared where each has so many pupils judged on so many statements in
common, and said to differ where the shares judged secure lie so far apart."""
PUPILS_JUDGED, EXCEPT = 10, 1
"""A statement is nearly everybody's where so many were judged and all but so many have it."""


def two_views(snapshot: Snapshot) -> pd.DataFrame:
    """Count pupils whom the overall judgement and the statements place differently.

    Parameters
    ----------
    snapshot
        One school as at a point.

    Returns
    -------
    DataFrame
        One row per year group × subject where both place anybody: `year_group`, `year`, `subject`,
        `of` (pupils whom both place), `differ`, `teacher_higher`, `statements_higher`.
    """
    table = snapshot.attainment()
    years = snapshot.pupils["year_group"].reindex(pd.Index(table["pupil_id"].astype("str")))
    views = table.assign(year_group=years.to_numpy(), subject=table["subject"].astype("str"))
    for name in ("by_teacher", "by_statements"):
        views = views[views[name].isin(PLACED).to_numpy(bool)]
    gap = views["by_teacher"].cat.codes - views["by_statements"].cat.codes
    views = views.assign(teacher_higher=gap > 0, statements_higher=gap < 0)
    rows = []
    for year_group in sorted(views["year_group"].unique()):
        for subject in snapshot.subjects:
            here = views[
                ((views["year_group"] == year_group) & (views["subject"] == subject)).to_numpy(bool)
            ]
            if len(here):
                higher = int(here["teacher_higher"].sum())
                lower = int(here["statements_higher"].sum())
                year = (int(year_group), year_name(int(year_group)), subject)
                rows.append((*year, len(here), higher + lower, higher, lower))
    columns = "year_group year subject of differ teacher_higher statements_higher".split()
    return pd.DataFrame(rows, columns=columns)


def has_parallel_classes(snapshot: Snapshot) -> bool:
    """Tell whether some year group has two classes or more with enough pupils to compare."""
    sizes = snapshot.pupils.groupby(["year_group", "class_name"], observed=True).size()
    enough = sizes[sizes >= PUPILS_A_CLASS]
    return bool((enough.groupby(level="year_group").size() > 1).any())


def parallel_classes(snapshot: Snapshot) -> Readable:
    """Count where parallel classes judge the same statements differently.

    Parameters
    ----------
    snapshot
        One school as at a point.

    Returns
    -------
    Readable
        By year group and subject, where the widest pair of classes lies apart: how many statements
        both were judged on, and what share of those judgements is secure on either side, as counts.
        No class is named and none is put first: the higher count stands first wherever it is from.

    Notes
    -----
    A statement is in common where at least five pupils of each class are judged on it. Pupils on
    their own curriculum are left out. Children differ too: this says where to look, no more.
    """
    roll = snapshot.roll
    classes = snapshot.pupils["class_name"].reindex(snapshot.grid.pupils).to_numpy(object)
    assessed, secure = snapshot.evidence.assessed, snapshot.evidence.secure
    own = snapshot.expected.own_year
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for year_group in sorted(set(roll.year_group[roll.in_scope].tolist())):
        inside = roll.in_scope & (roll.year_group == year_group) & ~roll.own_curriculum
        names = sorted({str(each) for each in classes[inside] if not pd.isna(each)})
        groups = [inside & (classes == name) for name in names]
        groups = [down for down in groups if down.sum() >= PUPILS_A_CLASS]
        for place, subject in enumerate(snapshot.subjects):
            across = snapshot.grid.subject_of == place
            judged = [(assessed & own)[np.ix_(down, across)] for down in groups]
            got = [(assessed & own & secure)[np.ix_(down, across)] for down in groups]
            found = _widest(judged, got)
            if found is not None:
                common, high, low = found
                rows[year_name(int(year_group)), subject] = {
                    "Statements in common": common,
                    "Secure in one class": out_of(*high),
                    "Secure in another": out_of(*low),
                    "To do": f"Look at books together: the {_number(len(groups))} "
                    f"{year_name(int(year_group))} classes judge differently.",
                }
    index = pd.MultiIndex.from_tuples(list(rows), names=["Year group", "Subject"])
    return Readable(pd.DataFrame(list(rows.values()), index=index if rows else None))


_Counts = tuple[int, int]


def _widest(judged: list[np.ndarray], got: list[np.ndarray]) -> tuple[int, _Counts, _Counts] | None:
    """Return the pair of classes that lies furthest apart, where it lies far enough."""
    found: tuple[int, _Counts, _Counts] | None = None
    widest = APART - 1e-9
    for one, other in combinations(range(len(judged)), 2):
        common = (judged[one].sum(axis=0) >= 5) & (judged[other].sum(axis=0) >= 5)
        if common.sum() < STATEMENTS_ALIKE:
            continue
        sides = [
            (int(got[each][:, common].sum()), int(judged[each][:, common].sum()))
            for each in (one, other)
        ]
        low, high = sorted(sides, key=lambda side: side[0] / side[1])
        apart = high[0] / high[1] - low[0] / low[1]
        if apart >= widest:
            widest, found = apart, (int(common.sum()), high, low)
    return found


def _number(classes: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(classes, str(classes))


def nearly_all_or_none(table: pd.DataFrame) -> Readable:
    """List the statements that nearly everybody has, or nearly nobody.

    Parameters
    ----------
    table
        From `la.statement_table`.

    Returns
    -------
    Readable
        Nearly nobody first: `Year group`, `Subject`, `Ladder`,
        `Secure, of those judged` ("1 of 28").

    Notes
    -----
    Of statements judged for ten pupils or more: all but one, or all, judged the same way.
    """
    judged = table[(table["assessed"] >= PUPILS_JUDGED).to_numpy(bool)]
    none = judged[(judged["secure"] <= EXCEPT).to_numpy(bool)]
    everyone = judged[(judged["assessed"] - judged["secure"] <= EXCEPT).to_numpy(bool)]
    both = pd.concat([none, everyone])
    shown = pd.DataFrame(
        {
            "Statement": both["statement"],
            "Year group": [year_name(int(year)) for year in both["year"]],
            "Subject": both["subject"].astype("str"),
            "Ladder": both["ladder"].astype("str"),
            "Secure, of those judged": list(map(out_of, both["secure"], both["assessed"])),
        }
    )
    return Readable(shown.set_index("Statement"))
