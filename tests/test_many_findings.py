"""A file in which very many rows break one rule: the first are named, all are counted."""

from __future__ import annotations

from pathlib import Path

from folders import accounts, load

from ladders_analysis.exports.finding import MOST_PLACES
from ladders_analysis.exports.opening.ragged import ragged_problems

HEADER = "pupil_id,statement_id,assessed_on,judgement\n"


def test_rows_beyond_the_first_are_counted(tmp_path: Path) -> None:
    """Of three rows more than are named, the account and the rule still say all."""
    row = "00999,R1,2025-12-05,Secure\n"
    school = load(tmp_path, files={"judgements.csv": HEADER + row * (MOST_PLACES + 3)})
    every = MOST_PLACES + 3
    assert accounts(school)["judgements.csv"] == (every, 0, 0, 0, every)
    refused = school.load_report.problems.query("severity == 'refused'")
    assert refused["count"].sum() == every
    assert len(refused) == MOST_PLACES + 1
    assert refused["row"].isna().sum() == 1


def test_ragged_rows_beyond_the_first_are_counted_by_rule() -> None:
    """Rows that are too wide and too narrow are told apart among those counted too."""
    named = [(2, 3)] * MOST_PLACES
    problems = ragged_problems("a.csv", [*named, (3, 3), (4, 3), (5, 9)], 4)
    further = [(each.rule, each.row, each.count) for each in problems[MOST_PLACES:]]
    assert further == [("too few cells", None, 2), ("too many cells", None, 1)]
