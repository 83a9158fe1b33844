"""An even spread of statements over the half-terms: by hand, and for any curriculum."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from folders import CURRICULUM, PUPILS, SETTINGS, write
from hypothesis import given, settings
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis.cli import main
from ladders_analysis.curriculum.reading import read_curriculum
from ladders_analysis.curriculum.spreading import even_spread, open_to_spread

HALF_TERMS = range(1, 7)


def curriculum(ladders: dict[str, int], **columns: object) -> pd.DataFrame:
    """Make a year's statements: ladder -> how many."""
    names = [ladder for ladder, count in ladders.items() for _ in range(count)]
    table = pd.DataFrame(
        {
            "statement_id": [f"s{number}" for number in range(len(names))],
            "subject": "Maths",
            "ladder": names,
            "year": 3,
            "year_to": pd.array([None] * len(names), dtype="Int16"),
            "due_half_term": pd.array([None] * len(names), dtype="Int16"),
            "taught_half_term": pd.array([None] * len(names), dtype="Int16"),
        }
    )
    return table.assign(**columns)


def due(table: pd.DataFrame, ladder: str) -> list[int]:
    """List the half-terms of a ladder, in its own order."""
    spread = even_spread(table)
    return spread.loc[spread["ladder"] == ladder, "due_half_term"].astype(int).tolist()


@pytest.mark.parametrize(
    ("count", "by_hand"),
    [
        (1, [3]),  # 3.5 is the middle of the year; 3 and 4 are as near, 3 is earlier
        (2, [2, 5]),  # half a year apart, each in the middle of its half
        (3, [1, 3, 5]),  # a third of a year apart; 2, 4, 6 is as even, 1, 3, 5 earlier
        (6, [1, 2, 3, 4, 5, 6]),
        (8, [1, 2, 2, 3, 4, 5, 5, 6]),  # one each, and the two left over as if there were two
        (12, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]),
    ],
)
def test_one_ladder_by_hand(count: int, by_hand: list[int]) -> None:
    """Counts differ by one at most, and what is left over lies far apart."""
    assert due(curriculum({"Number": count}), "Number") == by_hand


def test_ladders_balance_each_other_by_hand() -> None:
    """Number takes 2 and 5; Shape must then take two of 1, 3, 4, 6, three apart: 1 and 4."""
    table = curriculum({"Number": 2, "Shape": 2, "Data": 2})
    assert [due(table, name) for name in ("Number", "Shape", "Data")] == [[2, 5], [1, 4], [3, 6]]


def test_what_is_stated_is_left_alone() -> None:
    """A half-term that the school set stays, and one for teaching alone is nobody's to guess."""
    table = curriculum({"Number": 4})
    table["due_half_term"] = pd.array([6, None, None, None], dtype="Int16")
    table["taught_half_term"] = pd.array([None, None, 4, None], dtype="Int16")
    spread = even_spread(table)["due_half_term"]
    assert spread.fillna(0).astype(int).tolist() == [6, 2, 0, 5]


def test_a_band_is_spread_over_its_last_year_and_a_turn_over_its_own() -> None:
    """Years 3–4 lie with Year 4; the turns of a rolling programme do not share a year."""
    table = curriculum({"Number": 4}, year=[3, 4, 3, 3], cycle=["", "", "A", "B"])
    table["year_to"] = pd.array([4, None, 4, 4], dtype="Int16")
    assert even_spread(table)["due_half_term"].astype(int).tolist() == [2, 5, 3, 3]


def test_nothing_to_spread() -> None:
    """No rows, or none that is open, come back as they were."""
    table = curriculum({"Number": 2}, due_half_term=pd.array([1, 2], dtype="Int16"))
    pd.testing.assert_frame_equal(even_spread(table), table)
    assert even_spread(table.iloc[:0]).empty


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "subject": st.sampled_from(["Maths", "Reading"]),
            "ladder": st.sampled_from(["a", "b", "c"]),
            "year": st.sampled_from([3, 4]),
            "year_to": st.sampled_from([None, None, 5]),
            "due_half_term": st.sampled_from([None, None, None, 1, 6]),
            "taught_half_term": st.sampled_from([None, None, None, None, 2]),
        }
    ),
    max_size=60,
)


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_any_curriculum(rows: list[dict[str, object]]) -> None:
    """Stated ones stay; ladders stay in order; ladders and subjects are level within one."""
    whole = ["due_half_term", "taught_half_term", "year_to"]
    columns = ["subject", "ladder", "year", "year_to", "due_half_term", "taught_half_term"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.astype({"year": "int64", **dict.fromkeys(whole, "Int16")})
    spread = even_spread(table)
    free = open_to_spread(table).to_numpy(dtype=bool)
    pd.testing.assert_frame_equal(spread[~free], table[~free])
    pd.testing.assert_frame_equal(
        spread.drop(columns="due_half_term"), table.drop(columns="due_half_term")
    )
    given_one = spread[free]
    assert given_one["due_half_term"].between(1, 6).all()
    last = given_one["year_to"].fillna(given_one["year"])
    for _, year in given_one.groupby([given_one["subject"], last]):
        assert level(year)
        for _, ladder in year.groupby("ladder"):
            assert level(ladder)
            assert ladder["due_half_term"].is_monotonic_increasing
    pd.testing.assert_frame_equal(even_spread(spread), spread)


def level(rows: pd.DataFrame) -> bool:
    """Say whether the half-terms have as many statements as each other, within one."""
    counts = Counter(rows["due_half_term"].astype(int))
    found = [counts[half_term] for half_term in HALF_TERMS]
    return max(found) - min(found) <= 1


def test_the_samples_curriculum_is_level_too() -> None:
    """371 statements, their half-terms taken away: each year of each subject is level."""
    statements = la.load().statements
    blank = pd.array([None] * len(statements), dtype="Int16")
    bare = statements.assign(due_half_term=blank, taught_half_term=blank)
    spread = even_spread(bare)
    groups = spread.groupby(["subject", spread["year_to"].fillna(spread["year"])])
    assert all(level(rows) for _, rows in groups)
    assert np.array_equal(spread["statement_id"], statements["statement_id"])


# The command

BARE = """statement_id,subject,ladder,year,year_to,due_half_term,key,part_of,text
R1,Reading,Words,3,,,true,,"Reads words, slowly"
R2,Reading,Words,3,,,,,
R3,Reading,Sense,3,4,,,,
R4a,Reading,Sense,3,,5,,R4,
R4b,Reading,Sense,3,,,,R4,
"""


def ladders(*arguments: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, ["curriculum", *map(str, arguments)])


def test_a_file_is_spread_and_read_again(tmp_path: Path) -> None:
    """Nothing but the half-terms differs between the two files."""
    path = tmp_path / "bare.csv"
    path.write_text(BARE, encoding="utf-8")
    result = ladders("spread", path)
    assert result.exit_code == 0, result.output
    assert "4 of 5 statements spread over the six half-terms." in result.output
    assert "1 had a half-term already and keep it." in result.output
    text = (tmp_path / "curriculum.csv").read_text(encoding="utf-8")
    # Year 3: Words 2 and 5; Sense (R4b) then the emptiest nearest the middle: 3. R3 in Year 4: 3.
    assert text.splitlines() == [
        "statement_id,subject,ladder,year,year_to,due_half_term,key,text,part_of",
        'R1,Reading,Words,3,,2,true,"Reads words, slowly",',
        "R2,Reading,Words,3,,5,false,,",
        "R3,Reading,Sense,3,4,3,false,,",
        "R4a,Reading,Sense,3,,5,false,,R4",
        "R4b,Reading,Sense,3,,3,false,,R4",
    ]
    before, after = read_curriculum(path), read_curriculum(tmp_path / "curriculum.csv")
    pd.testing.assert_frame_equal(
        before.statements.drop(columns="due_half_term"),
        after.statements.drop(columns="due_half_term"),
    )
    assert after.report.exit_code == 0


def test_no_file_is_overwritten_unasked(tmp_path: Path) -> None:
    """What is there stays until --force; then it is replaced whole."""
    path = tmp_path / "curriculum.csv"
    path.write_text(BARE, encoding="utf-8")
    result = ladders("spread", path)
    assert result.exit_code == 2
    assert "is there already and stays as it is" in result.output
    assert path.read_text(encoding="utf-8") == BARE
    assert ladders("spread", path, "--force").exit_code == 0
    assert "no due_half_term" not in set(read_curriculum(path).report.problems["rule"])
    other = tmp_path / "new" / "spread.parquet"
    assert ladders("spread", path, "--out", other).exit_code == 0
    assert len(read_curriculum(other).statements) == 5
    assert ladders("spread", path, "--out", tmp_path / "x.txt").exit_code == 2


def test_a_school_folder(tmp_path: Path) -> None:
    """The folder's curriculum, by its own reader and options; the command says how to use it."""
    flat = (
        "statement_id,statement,subject,strand,substrand,key_stage,year_groups\n"
        "a,Count,Mathematics,Number,Place value,1,1\nb,Add,Mathematics,Number,Adding,1,1\n"
    )
    toml = 'curriculum = { file = "nc.csv", reader = "oak", ladder_from = "strand" }\n' + SETTINGS
    folder = write(tmp_path, {"pupils.csv": PUPILS, "nc.csv": flat}, toml)
    result = ladders("spread", folder)
    assert result.exit_code == 0, result.output
    assert 'curriculum = "curriculum.csv"' in result.output
    written = pd.read_csv(folder / "curriculum.csv")
    assert written["ladder"].tolist() == ["Number", "Number"]
    assert written["due_half_term"].tolist() == [2, 5]
    # Oak's flat file is known by its header where nobody names the reader.
    assert len(read_curriculum(folder / "nc.csv").statements) == 2


def test_half_terms_for_teaching_and_refusals_are_told(tmp_path: Path) -> None:
    """Exit code 1 where rows were refused; the others are written."""
    path = tmp_path / "bare.csv"
    path.write_text(
        "statement_id,subject,ladder,year,taught_half_term\nM1,Maths,Number,3,2\n"
        "M2,Maths,Number,9,\nM3,Maths,Number,3,\n",
        encoding="utf-8",
    )
    result = ladders("spread", path)
    assert result.exit_code == 1
    assert "1 of 2 statements spread" in result.output
    assert "1 have a half-term for teaching only" in result.output
    assert "1 refused" in result.output


def test_what_is_no_curriculum(tmp_path: Path) -> None:
    """A missing path, an empty file and a folder without a curriculum are plain messages."""
    assert "is not there" in ladders("spread", tmp_path / "none.csv").output
    (tmp_path / "x.csv").write_text("statement_id,subject,ladder,year\n", encoding="utf-8")
    assert "has no statements" in ladders("spread", tmp_path / "x.csv").output
    folder = write(tmp_path / "school", {"pupils.csv": PUPILS})
    assert "has no statements" in ladders("spread", folder).output


def test_ids_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    """They are held as text in the CSV, and read back as they are meant."""
    path = tmp_path / "bare.csv"
    path.write_text(CURRICULUM.replace("R1", "=R1"), encoding="utf-8")
    out = tmp_path / "c.csv"
    assert ladders("spread", path, "--out", out).exit_code == 0
    assert "'=R1" in out.read_text(encoding="utf-8")
    assert read_curriculum(out).statements["statement_id"].tolist() == ["=R1", "R2", "M1"]
