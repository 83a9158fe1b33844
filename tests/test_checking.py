"""Checks on small literal tables: what repeats, what conflicts, what is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.checking.codes import Codes
from ladders_analysis.checking.evidence import thin_earlier_years
from ladders_analysis.checking.pupils import with_cohort
from ladders_analysis.checking.repeats import is_first, numbered
from ladders_analysis.exports.finding import Finding
from ladders_analysis.policy import Expectation

ROWS = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["x", "y", None])), max_size=9)


@given(ROWS)
def test_equal_numbers_mean_equal_rows(rows: list[tuple[str, str | None]]) -> None:
    """Text or categories, blanks among them: numbers are equal exactly where rows are."""
    text = pd.DataFrame(rows, columns=["one", "two"], dtype="str")
    for frame in (text, text.astype("category")):
        number = numbered(frame, ["one", "two"])
        for first in range(len(rows)):
            for second in range(len(rows)):
                assert (number[first] == number[second]) == (rows[first] == rows[second])
        seen: set[tuple[str, str | None]] = set()
        for mark, row in zip(is_first(number), rows, strict=True):
            assert mark == (row not in seen)
            seen.add(row)


def test_many_wide_columns_do_not_overflow() -> None:
    """Twelve columns of a thousand values each have more combinations than an integer holds."""
    values = np.arange(1000)
    frame = pd.DataFrame({str(column): np.roll(values, column) for column in range(12)})
    twice = pd.concat([frame, frame], ignore_index=True)
    number = numbered(twice, list(twice.columns))
    assert number[:1000].tolist() == number[1000:].tolist() == list(range(1000))


def test_codes_that_fold_alike_are_told_apart_exactly() -> None:
    """`s` and `S` are two codes: each as written; ` S ` in other case is neither."""
    codes = Codes(("s", "S", "Q"), {}, "[scale]")
    assert [codes.read(word) for word in ("s", "S", "q", "Ｓ")] == ["s", "S", "Q", None]
    assert Codes(("s", "ſ"), {}, "[scale]").read("s") == "s"


def test_cohorts_follow_the_latest_row() -> None:
    """Repeated and skipped years move the cohort; it is one per pupil."""
    pupils = pd.DataFrame(
        {
            "school_id": ["S", "S", "S", "T"],
            "pupil_id": ["1", "1", "2", "1"],
            "academic_year": pd.array([2025, 2026, 2026, 2026], dtype="Int16"),
            "year_group": pd.array([3, 3, 0, 6], dtype="Int16"),
        }
    )
    assert with_cohort(pupils)["cohort"].tolist() == [2029, 2029, 2032, 2026]
    assert with_cohort(pupils)["cohort"].dtype == "Int16"


def test_earlier_years_count_only_as_the_policy_says() -> None:
    """Key statements only, of the year before, for the latest year's pupils."""
    pupils = pd.DataFrame(
        {"pupil_id": ["1", "2"], "academic_year": [2026, 2026], "year_group": [3, 3]}
    )
    statements = pd.DataFrame(
        {
            "statement_id": ["K", "N", "B"],
            "subject": ["Reading"] * 3,
            "year": [2, 2, 2],
            "year_to": pd.array([None, None, 3], dtype="Int16"),
            "key": [True, False, True],
        }
    )
    judgements = pd.DataFrame({"pupil_id": ["1", "1"], "statement_id": ["N", "K"]})

    def thin(judged: pd.DataFrame, **policy: str) -> list[tuple[str, int, int]]:
        rule = Expectation(**policy)
        return list(thin_earlier_years(pupils, statements, judged, lambda *_: rule))

    assert thin(judgements, earlier_years="none") == []
    assert thin(judgements, earlier_years="key") == []  # 1 of 2 pairs
    assert thin(judgements.iloc[:1], earlier_years="key") == [("Reading", 0, 2)]
    assert thin(judgements.iloc[:1], earlier_years="all") == [("Reading", 1, 4)]


def test_findings_keep_their_remedies_when_narrowed() -> None:
    """Rows, remedies and what was found stay together."""
    finding = Finding(np.array([1, 3, 5]), "c", "r", "refused", ["a", "b", "c"], ["x", "y", "z"])
    narrowed = finding.only(np.array([True, True, True, False, True, True]))
    assert (narrowed.rows.tolist(), narrowed.remedy, narrowed.found) == (
        [1, 5],
        ["a", "c"],
        ["x", "z"],
    )
    moved = finding.at(np.arange(10, 20))
    assert moved.rows.tolist() == [11, 13, 15]
