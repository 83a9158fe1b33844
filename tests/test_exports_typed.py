"""Text cells become typed cells, or findings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.typed import Typed, type_table
from ladders_analysis.schema import TABLES


def typed(table: str, **columns: list[str]) -> Typed:
    """Type a table of text columns."""
    frame = pd.DataFrame(columns, dtype="str")
    frame[ROW] = range(2, 2 + len(frame))
    file = RawFile(Path("a.csv"), "a.csv", b"", "", None)
    extract = Extract(file, "tidy", {table: frame}, len(frame))
    return type_table(frame, TABLES[table], extract)


def pupils(**columns: list[str]) -> Typed:
    """Type pupils; what is not given is in order."""
    length = len(next(iter(columns.values())))
    given = {
        "school_id": ["S"] * length,
        "pupil_id": [f"{n:03}" for n in range(length)],
        "academic_year": ["2026"] * length,
        "year_group": ["3"] * length,
    }
    return typed("pupils", **{**given, **columns})


def found(result: Typed) -> list[tuple[str, str, str, list[int]]]:
    """List findings: severity, column, rule, rows."""
    return [(f.severity, f.column, f.rule, f.rows.tolist()) for f in result.findings]


def test_years_and_year_groups_as_schools_write_them() -> None:
    """2025/26 is 2026; Reception is 0; Y3 and Year 3 are 3."""
    result = pupils(
        academic_year=["2026", "2025/26", "2025-2026", "2025–26"],
        year_group=["R", "Reception", "Y3", "Year 4"],
    )
    assert result.frame["academic_year"].tolist() == [2026] * 4
    assert result.frame["year_group"].tolist() == [0, 0, 3, 4]
    assert result.frame["year_group"].dtype == "Int16"
    assert result.findings == ()


def test_cells_that_would_change_the_meaning_refuse_their_row() -> None:
    """Bad years, year groups, joining days, and blanks where there must be none."""
    result = pupils(
        academic_year=["2025/27", "", "26", "2026", "2026"],
        year_group=["3", "3", "3", "N2", "7"],
        joined_on=["", "", "", "2025-02-30", ""],
    )
    assert found(result) == [
        ("refused", "academic_year", "not a whole number", [0]),
        ("refused", "academic_year", "outside the allowed range", [2]),
        ("refused", "academic_year", "required cell is blank", [1]),
        ("refused", "year_group", "not a whole number", [3]),
        ("refused", "year_group", "outside the allowed range", [4]),
        ("refused", "joined_on", "not a date", [3]),
    ]


def test_cells_that_describe_are_left_blank_with_a_warning() -> None:
    """An unreadable group does not cost a pupil."""
    result = pupils(
        disadvantaged=["Y", "no", "perhaps", ""],
        eal=["TRUE", "0", "", "ja"],
        sen=["K", "EHCP", "none", "Z"],
        date_of_birth=["2017-12-05", "", "soon", ""],
    )
    assert result.frame["disadvantaged"].tolist() == [True, False, pd.NA, pd.NA]
    assert result.frame["sen"].tolist()[:3] == ["support", "ehcp", "none"]
    assert found(result) == [
        ("warning", "date_of_birth", "not a date", [2]),
        ("warning", "disadvantaged", "not yes or no", [2]),
        ("warning", "sen", "not one of the allowed words", [3]),
        ("warning", "eal", "not yes or no", [3]),
    ]


def test_own_groups_are_kept_as_text() -> None:
    """`group_…` columns come through; other unknown columns do not."""
    result = pupils(group_looked_after=["yes", ""], shoe_size=["3", "4"])
    assert result.frame["group_looked_after"].tolist()[0] == "yes"
    assert result.frame["group_looked_after"].isna().tolist() == [False, True]
    assert "shoe_size" not in result.frame


def test_five_ways_of_saying_nothing_stay_different() -> None:
    """NA, N/A, absent and not required are words; blank is blank."""
    words = ["NA", "N/A", "", "absent", "not required"]
    result = typed(
        "judgements",
        school_id=["S"] * 5,
        pupil_id=["1"] * 5,
        statement_id=["R1"] * 5,
        assessed_on=["2025-12-05"] * 5,
        judgement=words,
    )
    assert (
        result.frame["judgement"].astype("object").where(lambda cell: cell.notna(), "").tolist()
        == words
    )
    assert found(result) == [("refused", "judgement", "required cell is blank", [2])]


@pytest.mark.parametrize("lost", ["1.23E+12", "1E+05", "9.87654e+11"])
def test_ids_that_lost_their_digits_are_an_error(lost: str) -> None:
    """A spreadsheet has rounded them: no row of the column can be trusted."""
    with pytest.raises(ReadError, match="a.csv, column pupil_id: 1 ids .* digits are lost"):
        pupils(pupil_id=[lost, "00123"])


def test_ids_that_only_look_like_numbers_are_kept() -> None:
    """Zeros, exponents without a plus, and long numbers stay as written."""
    ids = ["00123", "1E5", "123456789012345678", "12.50"]
    assert pupils(pupil_id=ids).frame["pupil_id"].tolist() == ids


def test_scores_are_plain_numbers() -> None:
    """Python would take more for a number than a school would."""
    words = ["102", "102.5", "-1", ".5", "1e3", "1_0", "nan", "inf", "12:04", "EXS", "85%", "1,5"]
    result = typed(
        "results",
        school_id=["S"] * len(words),
        pupil_id=["1"] * len(words),
        assessment=["Test"] * len(words),
        subject=["Maths"] * len(words),
        taken_on=["2025-12-05"] * len(words),
        score=words,
    )
    assert result.frame["score"].tolist()[:4] == [102.0, 102.5, -1.0, 0.5]
    assert found(result) == [("refused", "score", "not a number", list(range(4, 12)))]


def test_shares_may_be_percentages() -> None:
    """65 % and 0.65 are the same; 65 is not a share."""
    result = typed(
        "national",
        assessment=["KS2"] * 3,
        subject=["Maths"] * 3,
        year=["2025"] * 3,
        group=["all"] * 3,
        share=["65%", "0.65", "65"],
    )
    assert result.frame["share"].tolist()[:2] == [0.65, 0.65]
    assert found(result) == [("refused", "share", "outside the allowed range", [2])]


def test_a_missing_column_is_an_error_that_lists_what_is_there() -> None:
    """Without year groups nothing can be said of a pupil."""
    with pytest.raises(ReadError, match="no column academic_year or year_group.*It has: school_id"):
        typed("pupils", school_id=["S"], pupil_id=["1"])


def test_absent_columns_are_blank_with_their_dtype() -> None:
    """Every declared column is there."""
    frame = pupils(name=["Zoë"]).frame
    assert frame[[*TABLES["pupils"].names]].shape == (1, 16)
    assert frame["date_of_birth"].dtype == "datetime64[s]"
    assert frame["eal"].dtype == "boolean"


def test_control_characters_are_taken_out_and_reported() -> None:
    """NUL in a name is nobody's name."""
    result = pupils(name=["A\x00yo", "Lin"])
    assert result.frame["name"].tolist() == ["Ayo", "Lin"]
    assert found(result) == [("warning", "name", "control characters", [0])]
