"""The small made-up school that the explorer is held against the plain calls on, and its choices.

A choice is a selection and the words that ask `la.where_we_are` or `la.what_has_moved` the same.
"""

from __future__ import annotations

from itertools import product
from typing import Any

from ladders_analysis.exploring.selection import Selection
from ladders_analysis.exploring.views import PartView
from ladders_analysis.questions.answers import Answer
from ladders_analysis.questions.choosing import TOGETHER

SUBJECTS = (None, "Writing", TOGETHER)
COHORTS = (None, 2028, 2032, 2026)
GROUPS: tuple[tuple[dict[str, str], dict[str, object]], ...] = (
    ({}, {}),
    ({"disadvantaged": "yes"}, {"group": "disadvantaged", "value": True}),
    ({"sen": "SEN support"}, {"group": "sen", "value": "support"}),
)

MOVED = ("Joined", "Left")


def choices() -> list[tuple[Selection, dict[str, Any]]]:
    """Return thirty-six choices of whom, subject and group."""
    return [
        (
            Selection(cohort=cohort, subject=subject, groups=groups),
            {"cohort": cohort, "subject": subject, **words},
        )
        for cohort, subject, (groups, words) in product(COHORTS, SUBJECTS, GROUPS)
    ]


def same_rows(part: PartView, answer: Answer) -> bool:
    """Say whether the table behind a picture has the rows of an answer's table.

    Where one cohort is chosen the page does not repeat it in every row; it has no row for a cohort
    of which nobody was in scope at both points.
    """
    assert part.table is not None
    table = answer.table.reset_index()
    if "Cohort" in table and "Cohort" not in part.table.columns:
        table = table.drop(columns="Cohort")
    if "In scope at both" in table:
        table = table[(table["In scope at both"] > 0).to_numpy(bool)]
        table = table.drop(
            columns=[each for each in MOVED if each in table and not any(table[each])]
        )
    first = 0 if "Subject" in table or "Cohort" in table else 1
    columns = [str(name) for name in table.columns]
    rows = [tuple(map(str, row)) for row in table.itertuples(index=False)]
    shown = [row[first:] for row in part.table.rows]
    return list(part.table.columns[first:]) == columns and shown == rows
