"""The UPN and its check letter: published vectors, and slips that it must notice."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.upn import (
    LETTERS,
    check_letter,
    has_form,
    is_temporary,
    kind_of,
    kinds_of,
    several,
    tidy_upn,
    tidy_upns,
)

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    ("upn", "kind"),
    [
        ("B801200005001", "permanent"),  # published
        ("P207000016049", "permanent"),  # published
        ("Q207000016049", "wrong check letter"),  # printed in some guides
        # 8·2 + 2·3 + 3·4 + 2·5 + 9·6 + 9·7 + 9·8 + 1·9 + 5·10 + 1·13 = 305 = 13·23 + 6: G
        ("G823299915001", "permanent"),
        # 8·2 + 2·3 + 3·4 + 2·5 + 9·6 + 9·7 + 9·8 + 2·9 + 4·10 + 1·12 + A=0 = 303 = 13·23 + 4: E
        ("E82329992401A", "temporary"),
        # the same with 02B: 16+6+12+10+54+63+72+18+40+24+13 = 328 = 14·23 + 6: G
        ("G82329992402B", "temporary"),
        ("H82329992402B", "wrong check letter"),
        ("g 823 2999 15 001", "permanent"),
        ("S823299915001", "not a UPN"),  # no S
        ("E82329992401O", "not a UPN"),  # no O
        ("G82329991500", "not a UPN"),
        ("G8232999150011", "not a UPN"),
        ("GA23299915001", "not a UPN"),
        ("00123", "not a UPN"),
        ("", "not a UPN"),
        ("G82329991500١", "not a UPN"),  # a digit, but not one of ours
    ],
)
def test_what_a_word_is_as_a_upn(upn: str, kind: str) -> None:
    """Published examples, sums worked by hand, and words that are no UPN."""
    assert kind_of(upn) == kind


def test_the_letters_leave_out_i_o_and_s() -> None:
    """Twenty-three letters, so that the check is modulo a prime."""
    assert sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZ") - set(LETTERS)) == ["I", "O", "S"]
    assert len(LETTERS) == 23


@given(DIGITS, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(rest: str, place: int, more: int) -> None:
    """A digit off by 1 to 9 at a place weighted 2 to 13 never adds up to a multiple of 23."""
    wrong = rest[:place] + str((int(rest[place]) + more) % 10) + rest[place + 1 :]
    assert check_letter(wrong) != check_letter(rest)
    assert kind_of(check_letter(rest) + rest) == "permanent"
    assert kind_of(check_letter(rest) + wrong) == "wrong check letter"


@given(DIGITS, st.integers(0, 10))
def test_two_neighbours_swapped_are_always_noticed(rest: str, place: int) -> None:
    """Neighbours differ in weight by one, digits by less than 23."""
    a, b = rest[place], rest[place + 1]
    swapped = rest[:place] + b + a + rest[place + 2 :]
    assert (check_letter(swapped) == check_letter(rest)) == (a == b)


@given(st.text(max_size=20))
def test_any_text_is_something(word: str) -> None:
    """No text breaks the functions, and a tidy word stays as it is."""
    tidy = tidy_upn(word)
    assert tidy_upn(tidy) == tidy
    assert (kind_of(word) != "not a UPN") == has_form(tidy)
    assert is_temporary(word) == (has_form(tidy) and tidy[-1].isalpha())
    assert all(part == tidy_upn(part) for part in several(word))


def test_only_a_upn_is_tidied() -> None:
    """Capitals and no spaces for a UPN; a school's own id keeps its case and its inner spaces."""
    assert tidy_upn(" g823 2999 15001 ") == "G823299915001"
    assert tidy_upn(" adm no 12a ") == "adm no 12a"


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("G823299915001", ["G823299915001"]),
        ("g823299915001;E82329992401A", ["G823299915001", "E82329992401A"]),
        ("G823299915001, E82329992401A G823299915001", ["G823299915001", "E82329992401A"]),
        ("g 823 2999 15001", ["G823299915001"]),
        ("none known", ["none", "known"]),
        ("  ", []),
    ],
)
def test_a_cell_may_hold_several(cell: str, parts: list[str]) -> None:
    """Spaces, commas and semicolons part UPNs; each is named once."""
    assert several(cell) == parts


def test_columns_keep_blanks_and_index() -> None:
    """Whole columns are read word by word, blanks staying blank."""
    column = pd.Series(["p207000016049", None, "Q207000016049", "x"], index=[5, 6, 7, 8]).astype(
        "str"
    )
    assert kinds_of(column).dropna().to_dict() == {
        5: "permanent",
        7: "wrong check letter",
        8: "not a UPN",
    }
    assert tidy_upns(column).dropna().to_dict() == {5: "P207000016049", 7: "Q207000016049", 8: "x"}
    assert tidy_upns(column.iloc[:0]).empty
