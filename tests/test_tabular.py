"""Tables as files and at the terminal."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.tabular import plain_table, safe_for_spreadsheets, write_table

PUPILS = pd.DataFrame(
    {
        "pupil_id": ["00123", "=1+1", "@a", "-b", "+c", "a=b"],
        "outcome": pd.Categorical(["kept up", "=x", "kept up", "=x", "kept up", "=x"]),
        "value": [-0.25, 0.5, None, 1.0, 0.0, -1.0],
    }
)


def test_text_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    """An apostrophe before = + - @; numbers and what stands inside a text are left alone."""
    path = tmp_path / "pupils.csv"
    write_table(PUPILS, path)
    assert path.read_text(encoding="utf-8").splitlines() == [
        "pupil_id,outcome,value",
        "00123,kept up,-0.25",
        "'=1+1,'=x,0.5",
        "'@a,kept up,",
        "'-b,'=x,1.0",
        "'+c,kept up,0.0",
        "a=b,'=x,-1.0",
    ]


def test_a_column_named_like_a_formula_is_text() -> None:
    """Names of columns come from schools too."""
    assert list(safe_for_spreadsheets(pd.DataFrame({"=a": [1]}))) == ["'=a"]


def test_the_table_given_is_not_changed() -> None:
    """Writing reads."""
    before = PUPILS.copy()
    safe_for_spreadsheets(PUPILS)
    pd.testing.assert_frame_equal(PUPILS, before)


def test_parquet_keeps_text_as_it_is(tmp_path: Path) -> None:
    """No spreadsheet opens Parquet, so nothing is put before its text."""
    path = tmp_path / "pupils.parquet"
    write_table(PUPILS, path)
    assert list(pd.read_parquet(path)["pupil_id"]) == list(PUPILS["pupil_id"])


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """A format nobody asked for is not written under a misleading name."""
    with pytest.raises(LaddersError, match=r"\.csv or \.parquet"):
        write_table(PUPILS, tmp_path / "pupils.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_table_at_the_terminal() -> None:
    """Words to the left, numbers to the right, shares as percentages, a dash for nothing."""
    table = pd.DataFrame(
        {
            "subject": ["Maths", "Reading"],
            "pupils": [3, 12],
            "share": pd.array([0.125, None], "Float64"),
        }
    )
    assert plain_table(table).splitlines() == [
        "subject  pupils  share",
        "Maths         3  12.5%",
        "Reading      12      –",
    ]


def test_nobody_is_said_in_words() -> None:
    """An empty table is a sentence."""
    assert plain_table(PUPILS.iloc[:0]).startswith("No rows")
