"""What is to be said of a trust's results table: rows refused, zeros in doubt, columns passed over.

Rows are grouped by rule and assessment type; nothing tells what stood in a pupil's row.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ladders_analysis.exports.opening.plain_table import PlainTable
from ladders_analysis.exports.opening.torn import torn_problems
from ladders_analysis.exports.vendors.trust_telling import Told
from ladders_analysis.exports.vendors.trust_values import REMEDIES
from ladders_analysis.records import Problem

NOT_READ = {
    "teacher_id": "never read: nothing here is about a named teacher",
    "class_id": "not read: pupils.csv says which class",
}


def refusals(file: str, told: Told, rows: np.ndarray, sheet: str) -> list[Problem]:
    """Group refused rows by rule and assessment type."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, value in enumerate(told.read):
        if value.rule:
            groups.setdefault((value.rule, told.assessments[number]), []).append(number)
    problems = []
    for (rule, assessment), numbers in groups.items():
        at = np.flatnonzero(np.isin(told.pair, numbers))
        remedy = f"{REMEDIES[rule]} (assessment type: {assessment or 'blank'})"
        problems.append(
            Problem(file, rule, "refused", remedy, sheet, int(rows[at[0]]), "score", len(at))
        )
    return problems


def unsure_zeros(file: str, told: Told) -> list[Problem]:
    """Warn of zeros in assessments of which nothing says whether they can have one."""
    unsure = told.where([value.unsure for value in told.read])
    named = zip(told.assessments, told.read, strict=True)
    names = [name for name, value in named if value.unsure]
    if not names:
        return []
    listed = ", ".join(sorted(set(names)))
    remedy = f'kept as scores; where 0 is missing say so: types = {{ "…" = "scaled" }} ({listed})'
    return [
        Problem(
            file,
            "0 may stand for missing",
            "warning",
            remedy,
            column="score",
            count=int(unsure.sum()),
        )
    ]


def notes_on(file: str, table: PlainTable, places: Mapping[str, int]) -> list[Problem]:
    """Say what was passed over, and what is not certain about the file."""
    header = table.columns.header
    read = set(places.values())
    notes = [
        Problem(file, "column not read", "note", NOT_READ[name], column=header[places[name]])
        for name in NOT_READ
        if name in places
    ]
    notes += [
        Problem(file, "column not read", "note", "name it in `columns` if it matters", column=name)
        for place, name in enumerate(header)
        if name and place not in read
    ]
    if table.columns.blank:
        notes.append(Problem(file, "blank rows passed over", "note", count=table.columns.blank))
    if not table.certain:
        remedy = "look at a name with an accent; state `encoding` if it is wrong"
        notes.append(Problem(file, f"read as {table.encoding}", "note", remedy))
    return [*notes, *torn_problems(file, table.columns.torn, table.sheet)]
