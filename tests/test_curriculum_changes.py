"""What changed between two versions of a curriculum, worked out by hand."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from folders import load

import ladders_analysis as la
from ladders_analysis.cli import main
from ladders_analysis.curriculum.likeness import Worded, likeness, probable_pairs
from ladders_analysis.curriculum.versions import CHANGE_OF, CHANGES
from ladders_analysis.errors import LaddersError
from ladders_analysis.schema import STATEMENTS

OLD = """statement_id,subject,ladder,year,year_to,due_half_term,key,weight,text
a,Maths,Number,1,,1,true,,Counts objects to ten.
b,Maths,Number,1,,2,false,,Adds two numbers within ten.
c,Maths,Number,1,,3,false,,Knows the days of the week.
d,Maths,Shape,1,,4,false,,Names a square and a circle.
e,Reading,Words,1,,1,false,,Says the sound of every letter.
f,Reading,Words,1,,2,false,,Reads aloud with care.
g,Reading,Words,2,,2,false,,Reads aloud with care.
h,Maths,Shape,2,,2,false,,Knows halves and quarters of a shape.
"""
NEW = """statement_id,subject,ladder,year,year_to,due_half_term,key,weight,text
a,Maths,Number,1,,1,true,,Counts objects to ten.
n2,Maths,Number,1,,4,false,,Adds two numbers within ten.
n3,Maths,Time,1,,3,true,,Knows all the days of the week.
d,Maths,Shape,2,3,4,false,2,Names a square.
r1,Reading,Words,1,,1,false,,"says the sound of every letter"
r2,Reading,Words,1,,2,false,,Reads aloud with care.
r3,Reading,Words,3,,2,false,,Reads aloud with care.
z,Maths,Shape,2,,2,false,,Draws lines with a ruler.
"""
MAP = "was,is,why\nb,n2,new numbering\n"


def table(text: str) -> pd.DataFrame:
    """Read statements with pandas alone."""
    from io import StringIO

    return pd.read_csv(StringIO(text)).astype({"year_to": "Int16", "weight": "Float64"})


def changes(renamed: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    """List the changes from OLD to NEW."""
    found = la.curriculum_changes(table(OLD), table(NEW), renamed)
    columns = ["change", "statement_id", "was", "column", "before", "after"]
    return [tuple(row) for row in found[columns].to_numpy().tolist()]


def test_every_kind_of_change_by_hand() -> None:
    """With b declared as n2: c, e and f are probably renamed, g is too (its year is not decisive).

    f and g have equal words, and so have r2 and r3. f and r2 agree in ladder and year; g and r3 in
    the ladder only, as f and r3 do, so r3 has no single best and g is gone.
    """
    assert changes({"b": "n2"}) == [
        ("added", "r3", "", "", "", "Reads aloud with care."),
        ("added", "z", "", "", "", "Draws lines with a ruler."),
        ("removed", "g", "", "", "Reads aloud with care.", ""),
        ("removed", "h", "", "", "Knows halves and quarters of a shape.", ""),
        ("renamed", "n2", "b", "statement_id", "b", "n2"),
        ("probably renamed", "n3", "c", "statement_id", "c", "n3"),
        ("probably renamed", "r1", "e", "statement_id", "e", "r1"),
        ("probably renamed", "r2", "f", "statement_id", "f", "r2"),
        (
            *("reworded", "n3", "c", "text"),
            *("Knows the days of the week.", "Knows all the days of the week."),
        ),
        ("reworded", "d", "", "text", "Names a square and a circle.", "Names a square."),
        (
            *("reworded", "r1", "e", "text"),
            *("Says the sound of every letter.", "says the sound of every letter"),
        ),
        ("moved", "n2", "b", "due_half_term", "2", "4"),
        ("moved", "n3", "c", "ladder", "Number", "Time"),
        ("moved", "d", "", "year", "1", "2"),
        ("moved", "d", "", "year_to", "", "3"),
        ("key changed", "n3", "c", "key", "no", "yes"),
        ("weight changed", "d", "", "weight", "1", "2"),
    ]


def test_without_the_map_equal_words_make_it_probable() -> None:
    """Only b and n2 have the same words."""
    found = la.curriculum_changes(table(OLD), table(NEW))
    likely = found.query("change == 'probably renamed'").set_index("was")["likeness"]
    assert likely.round(2).to_dict() == {"b": 1.0, "c": 0.93, "e": 1.0, "f": 1.0}
    assert not len(found.query("change == 'renamed'"))


def test_nothing_changed() -> None:
    """The same curriculum, its columns in another order and its weights written out."""
    again = table(OLD).assign(weight=1.0, year_to=[1, 1, 1, 1, 1, 1, 2, 2])
    found = la.curriculum_changes(table(OLD), again[list(again.columns)[::-1]])
    assert found.empty
    assert list(found.columns) == [
        *("change", "school_id", "statement_id", "was", "subject", "ladder", "year"),
        *("column", "before", "after", "likeness"),
    ]


def test_every_column_of_a_statement_is_compared() -> None:
    """No column that the schema declares goes unseen."""
    assert {*CHANGE_OF} == {*STATEMENTS.names} - {"school_id", "statement_id"}
    assert {*CHANGE_OF.values()} < {*CHANGES}


def test_a_declared_renaming_counts_only_where_the_old_is_gone_and_the_new_has_come() -> None:
    """A map may speak of statements of other versions; chains are followed."""
    assert ("renamed", "n2", "b", "statement_id", "b", "n2") in changes({"b": "m", "m": "n2"})
    kinds = [row[0] for row in changes({"a": "n2", "b": "zz"})]
    assert "renamed" not in kinds
    with pytest.raises(LaddersError, match="several statements renamed to one"):
        changes({"b": "n2", "c": "n2"})
    twice = pd.concat([table(OLD), table(OLD)])
    with pytest.raises(LaddersError, match='older curriculum has the statement "a" twice'):
        la.curriculum_changes(twice, table(NEW))


def test_schools_are_told_apart() -> None:
    """One school's a is not another's; a map with schools holds for each by itself."""
    both = pd.concat([table(OLD).assign(school_id=name) for name in ("A", "B")])
    newer = pd.concat([table(OLD).assign(school_id="A"), table(NEW).assign(school_id="B")])
    renamed = pd.DataFrame({"school_id": ["A", "B"], "was": ["b", "b"], "is": ["x", "n2"]})
    found = la.curriculum_changes(both, newer, renamed)
    assert set(found["school_id"]) == {"B"}
    assert len(found) == len(changes({"b": "n2"}))


def test_likeness_by_hand() -> None:
    """Twice the characters matched over the characters of both."""
    assert likeness("Reads a word.", "reads a WORD") == 1.0
    # "adds ten" and "adds tens": 8 matched characters, 8 + 9 in all.
    assert likeness("adds ten", "adds tens") == pytest.approx(16 / 17)


def pair(text: str, other: str, subject: str = "Maths") -> list[tuple[int, int, float]]:
    """Pair two statements of Year 1."""
    return probable_pairs(
        [Worded.of("", "Maths", "L", "1", text)], [Worded.of("", subject, "L", "1", other)]
    )


@pytest.mark.parametrize(
    ("text", "other", "subject", "paired"),
    [
        ("Counts to ten.", "counts TO ten", "maths", True),
        ("Counts to ten.", "Counts to ten.", "Reading", False),  # another subject
        ("Adds numbers to 10.", "Adds numbers to 20.", "Maths", False),  # other figures
        ("Adds", "Adds", "Maths", True),
        ("Adds it", "Adds its", "Maths", False),  # too short to be merely near
        ("Tells the time", "Tells the way", "Maths", False),  # 20 of 27 characters
        ("", "", "Maths", False),
        ("a b c d e f", "u v w x y z", "Maths", False),
    ],
)
def test_what_is_near(text: str, other: str, subject: str, paired: bool) -> None:
    """Equal words, or most words and most characters with the same figures."""
    assert bool(pair(text, other, subject)) is paired


def test_two_as_good_as_each_other_are_nobodys() -> None:
    """Where nothing tells two apart there is no suggestion."""
    before = [Worded.of("", "Maths", "L", "1", "Counts to ten.")]
    after = [Worded.of("", "Maths", "L", "1", "Counts to ten.") for _ in range(2)]
    assert probable_pairs(before, after) == []
    assert probable_pairs(after, before) == []
    apart = [after[0], Worded.of("", "Maths", "Other", "1", "Counts to ten.")]
    assert probable_pairs(before, apart) == [(0, 0, 1.0)]


def test_long_and_many_statements_take_no_time() -> None:
    """A million characters are only compared for equality; hundreds alike stay quick."""
    started = time.monotonic()
    assert pair("word " * 200_000, "word " * 200_001) == []
    many = [
        Worded.of("", "Maths", "L", "1", f"Reads and writes the number called {name} in words")
        for name in (f"n{'ab'[number % 2] * (number // 50 + 1)}x{number}" for number in range(300))
    ]
    other = [Worded.of("", "Maths", "L", "2", " ".join(each.words) + " today") for each in many]
    probable_pairs(many, other)
    assert time.monotonic() - started < 10


# The command


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    """Write both versions and the map."""
    for name, text in {"old.csv": OLD, "new.csv": NEW, "m.csv": MAP}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def ladders(*arguments: object) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, ["curriculum", *map(str, arguments)])


def test_the_command_tells_counts_first(versions: Path) -> None:
    """Of eight statements now, two came, four are renamed and one is changed: one is as it was."""
    result = ladders(
        "diff", versions / "old.csv", versions / "new.csv", "--map", versions / "m.csv"
    )
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:9] == [
        "8 statements before, 8 now: 1 as they were.",
        "added: 2",
        "removed: 2",
        "renamed: 1",
        "probably renamed: 3",
        "reworded: 3",
        "moved: 4",
        "key changed: 1",
        "weight changed: 1",
    ]
    assert "  b -> n2 (Maths, Number, Year 1)" in lines
    assert "  c -> n3 (Maths, Time, Year 1), words 93 % alike" in lines
    assert "  n2 (Maths, Number, Year 1): due half term 2 -> 4" in lines
    assert (
        "  d (Maths, Shape, Year 2): “Names a square and a circle.” -> “Names a square.”" in lines
    )
    assert "  z (Maths, Shape, Year 2): Draws lines with a ruler." in lines


def test_a_map_beside_the_newer_file_is_taken(versions: Path) -> None:
    """As when the school is loaded."""
    (versions / "m.csv").rename(versions / "curriculum_map.csv")
    result = ladders("diff", versions / "old.csv", versions / "new.csv")
    assert "renamed: 1" in result.stdout.splitlines()


def test_the_table_and_the_suggestions_are_written(versions: Path) -> None:
    """The suggestions are a map that loading understands; no file is written over unasked."""
    out, suggest = versions / "changes.csv", versions / "maps" / "suggested.csv"
    result = ladders(
        *("diff", versions / "old.csv", versions / "new.csv"),
        *("--out", out, "--suggest", suggest),
    )
    assert result.exit_code == 0, result.output
    assert len(pd.read_csv(out)) == len(changes())
    assert suggest.read_text(encoding="utf-8").splitlines() == [
        "was,is,why",
        "b,n2,suggested: equal words",
        "c,n3,suggested: words 93 % alike",
        "e,r1,suggested: equal words",
        "f,r2,suggested: equal words",
    ]
    again = ladders("diff", versions / "old.csv", versions / "new.csv", "--suggest", suggest)
    assert again.exit_code == 2 and "is there already" in again.output
    forced = ladders(
        *("diff", versions / "old.csv", versions / "new.csv", "--suggest", suggest, "--force"),
        *("--map", versions / "m.csv"),
    )
    assert forced.exit_code == 0
    assert "b,n2" not in suggest.read_text(encoding="utf-8")


def test_the_suggested_map_brings_old_judgements_home(versions: Path, tmp_path: Path) -> None:
    """From two versions to a loaded school: suggest, keep, load."""
    suggest = tmp_path / "s.csv"
    ladders("diff", versions / "old.csv", versions / "new.csv", "--suggest", suggest)
    judged = "pupil_id,statement_id,assessed_on,judgement\n"
    judged += "".join(f"00123,{name},2025-11-14,Secure\n" for name in "abcef")
    school = load(
        tmp_path / "school",
        curriculum=NEW,
        files={"judgements.csv": judged, "curriculum_map.csv": suggest.read_bytes()},
    )
    assert school.judgements["statement_id"].tolist() == ["a", "n2", "n3", "r1", "r2"]
    assert school.load_report.exit_code == 0


def test_refused_rows_end_with_1(versions: Path) -> None:
    """The changes are told all the same."""
    with (versions / "new.csv").open("a", encoding="utf-8") as stream:
        stream.write("y,Maths,Shape,12,,2,false,,Beyond the school.\n")
    result = ladders("diff", versions / "old.csv", versions / "new.csv")
    assert result.exit_code == 1
    assert "8 statements before, 8 now" in result.output
    assert "1 refused" in result.output
