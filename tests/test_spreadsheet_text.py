"""Text that begins like a formula, written as text and read back as it was."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.spreadsheet_text import as_meant, column_as_meant, held_as_text, holds_any

WORDS = st.text(alphabet="'=+-@\t\r\n aZë＝", max_size=8) | st.text(max_size=20)


@given(WORDS)
def test_any_text_comes_back(word: str) -> None:
    """However many apostrophes and signs: what is written is what is read."""
    held = held_as_text(word)
    assert as_meant(held) == word
    assert not held.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))
    assert holds_any(f"a,{held},b") or held == word


@pytest.mark.parametrize("word", ["O'Brien", "'tis", "a=b", "", "'", "00123"])
def test_other_text_is_left_alone(word: str) -> None:
    """An apostrophe that only is one stays, and none is added."""
    assert held_as_text(word) == word
    assert as_meant(word) == word


def test_two_spellings_of_one_word_become_one() -> None:
    """A column in which both stand has one category for them; blanks stay blank."""
    column = pd.Series(pd.Categorical(["'=a", "=a", None, "b"]), index=[3, 5, 7, 9])
    meant = column_as_meant(column)
    assert meant.tolist()[:2] == ["=a", "=a"]
    assert meant.isna().tolist() == [False, False, True, False]
    assert meant.index.tolist() == [3, 5, 7, 9]
    untouched = pd.Series(pd.Categorical(["a", "b"]))
    assert column_as_meant(untouched) is untouched
