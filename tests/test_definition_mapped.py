"""Mapped: the school's own table, from its words to its errors.

The school has a pupil for each of the nine pairs of attainment (`nine_pairs`): `WE` was working
towards then and is at expectation now.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from building import (
    OVERALL,
    best_fit,
    markbook,
    numbered,
    outcomes,
    pupils,
    statements,
    write_school,
)
from click.testing import CliRunner
from nine_pairs import BASES, NINE, TIMES, both, nine_pairs, of_those_there

import ladders_analysis as la
from ladders_analysis.cli import main
from ladders_analysis.definitions import resolve
from ladders_analysis.definitions.mapped import BUILT_IN, Mapped
from ladders_analysis.definitions.mapped_table import Line, MappedTable, table_from_csv
from ladders_analysis.definitions.then_and_now import why_unranked
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School

Build = Callable[..., School]
EXAMPLE = Path(__file__).parents[1] / "docs" / "mapped_example.csv"
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"

OURS = """then,now,progress,rank,favourable
working towards,working towards,not yet moving,1,no
working towards,expected,"well done, arrived",5,yes
working towards,greater depth,"well done, arrived",5,yes
expected,working towards,slipping,2,no
expected,expected,holding,4,yes
expected,greater depth,flying,7,yes
greater depth,working towards,slipping,2,no
greater depth,expected,come down,3,no
greater depth,greater depth,holding,4,yes
"""


def written(folder: Path, text: str, name: str = "our_table.csv") -> Path:
    """Write a table to a file."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("basis", BASES)
def test_the_built_in_table_on_every_basis(build: Build, basis: str, time: str) -> None:
    """The same answers from statements, teachers and scores, within a year and across the summer.

    Across the summer what is due begins afresh; the table asks for attainment at the two points and
    nothing else.
    """
    school = nine_pairs(build, basis, time)
    table = la.progress(*both(school, time), "mapped")
    expected = {
        "WW": "stayed behind",
        "WE": "caught up",
        "WG": "caught up",
        "EW": "fell behind",
        "EE": "kept up",
        "EG": "moved ahead",
        "GW": "fell behind",
        "GE": "kept up",
        "GG": "kept up",
        "thin": "not enough evidence",
        "late": "not enough evidence",
        "own": "own curriculum",
    }
    assert outcomes(table) == of_those_there(school, expected)
    assert table[["value", "numerator", "denominator"]].isna().all(axis=None)
    reasons = table["because"].xs("Reading", level="subject").droplevel("school_id")
    assert reasons["GE"] == "expected now, was greater depth"
    assert reasons["thin"] == "not enough evidence at the start"
    assert reasons["own"] == "on an earlier year's curriculum at the start and at the end"


@pytest.mark.parametrize("basis", BASES)
def test_a_school_s_own_words(build: Build, tmp_path: Path, basis: str) -> None:
    """The table's words are the outcomes, worst first; ranks need not follow on each other."""
    within = TIMES[0]
    school = nine_pairs(build, basis, within)
    path = written(tmp_path, OURS)
    table = la.progress(*both(school, within), str(path))
    assert {name: word for name, word in outcomes(table).items() if name in NINE.split()} == {
        "WW": "not yet moving",
        "WE": "well done, arrived",
        "WG": "well done, arrived",
        "EW": "slipping",
        "EE": "holding",
        "EG": "flying",
        "GW": "slipping",
        "GE": "come down",
        "GG": "holding",
    }
    about = Mapped.from_csv(path).about
    assert about.outcomes == (
        *("not yet moving", "slipping", "come down"),
        *("holding", "well done, arrived", "flying"),
    )
    assert about.favourable == ("holding", "well done, arrived", "flying")
    assert list(table["outcome"].cat.categories[:6]) == list(about.outcomes)


def test_one_pupil_with_too_little_due(build: Build) -> None:
    """Too early to say at the start: not enough evidence, with the reason."""
    ten = numbered("r", 10)
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(ten, [1] * 4 + [4] * 6),
        judgements=markbook("2024-11-15", ten, "ann  SSSSSSSSSS"),
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), Mapped)
    assert outcomes(table) == {"ann": "not enough evidence"}
    assert table["because"].tolist() == ["too early to say at the start"]


def test_the_example_is_the_built_in_table() -> None:
    """The file that a school copies says what the built-in definition says."""
    read = table_from_csv(EXAMPLE)
    assert read.name == "mapped_example.csv"
    assert read.lines == BUILT_IN.lines
    assert Mapped(read).about.outcomes == Mapped().about.outcomes
    assert Mapped(read).about.favourable == ("kept up", "caught up", "moved ahead")


WRITTEN_OTHERWISE = {
    "byte-order mark": "\ufeff" + OURS,
    "Windows line ends": OURS.replace("\n", "\r\n"),
    "blank rows": OURS.replace("\n", "\n,,,,\n\n", 3) + "\n\n",
    "no line end at the end": OURS.rstrip("\n"),
    "semicolons": OURS.replace('"well done, arrived"', "well done - arrived")
    .replace(",", ";")
    .replace("well done - arrived", "well done, arrived"),
    "capitals and spaces": OURS.replace("greater depth", "  Greater  Depth ").replace("yes", "YES"),
    "another header": OURS.replace("then,now", " Then,NOW", 1),
    "rows in another order": "\n".join([OURS.splitlines()[0], *OURS.splitlines()[:0:-1]]),
    "another column": "\n".join(f"{line},more" for line in OURS.splitlines()),
    "ranks as a spreadsheet may write them": OURS.replace(",5,", ",5.0,"),
}


@pytest.mark.parametrize("how", WRITTEN_OTHERWISE)
def test_however_it_is_written(tmp_path: Path, how: str) -> None:
    """What spreadsheets and people do to a file changes nothing, its fingerprint neither."""
    path = written(tmp_path, WRITTEN_OTHERWISE[how])
    assert table_from_csv(path) == table_from_csv(written(tmp_path, OURS))


def test_in_an_encoding_of_windows(tmp_path: Path) -> None:
    """A word with an accent, as Excel saves it."""
    path = tmp_path / "table.csv"
    path.write_bytes(OURS.replace("flying", "élan").encode("cp1252"))
    assert table_from_csv(path).outcomes[-1] == "élan"


def changed(*changes: tuple[str, str]) -> str:
    """Change the table in one or more places."""
    text = OURS
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


WRONG = {
    "a pair is missing": (
        changed(("expected,greater depth,flying,7,yes\n", "")),
        "our_table.csv, nothing is said about expected then and greater depth now: add a row.",
    ),
    "a pair is there twice": (
        OURS + "\nexpected,expected,holding,4,yes\n",
        "our_table.csv, row 12: expected then and expected now stand in row 6 already: keep one of "
        "the two.",
    ),
    "a word of attainment is unknown": (
        changed(("expected,greater depth,flying", "expcted,greater depth,flying")),
        'our_table.csv, row 7, column then: "expcted": did you mean "expected"? Allowed: working '
        "towards, expected, greater depth.",
    ),
    "a pupil who is not placed": (
        OURS + "own curriculum,expected,holding,4,yes\n",
        'our_table.csv, row 11, column then: "own curriculum": allowed: working towards, expected, '
        "greater depth.",
    ),
    "the word is blank": (
        changed(("holding", " ")),
        "our_table.csv, row 6, column progress is blank: write the word for it.",
    ),
    "the word is kept for the unrated": (
        changed(("holding", "Not enough evidence")),
        'our_table.csv, row 6, column progress: "Not enough evidence" is kept for pupils who are '
        "not rated: choose another word.",
    ),
    "a word has two ranks": (
        changed(("expected,expected,holding,4", "expected,expected,holding,6")),
        'our_table.csv, row 10, column rank: "holding" has rank 4 here and 6 in row 6: give a word '
        "one rank.",
    ),
    "a rank has two words": (
        changed(("flying,7", "flying,5")),
        'our_table.csv, row 7, column rank: rank 5 is "flying" here and "well done, arrived" in '
        "row 3: give each word a rank of its own.",
    ),
    "a word is and is not favourable": (
        changed(("expected,expected,holding,4,yes", "expected,expected,holding,4,no")),
        'our_table.csv, row 10, column favourable: "holding" is favourable in one row and not in '
        "another (see row 6): say the same in both.",
    ),
    "rank 1 was taken for the best": (
        changed(
            ("not yet moving,1", "not yet moving,9"),
        ),
        'our_table.csv, row 2, column rank: "not yet moving" is not favourable, and ranks above '
        '"holding" in row 6, which is: rank 1 is the worst.',
    ),
    "the rank is no number": (
        changed(("flying,7", "flying,best")),
        'our_table.csv, row 7, column rank: "best": a whole number from 1.',
    ),
    "the rank is nought": (
        changed(("not yet moving,1", "not yet moving,0")),
        'our_table.csv, row 2, column rank: "0": a whole number from 1.',
    ),
    "the rank is between two": (
        changed(("flying,7", "flying,6.5")),
        'our_table.csv, row 7, column rank: "6.5": a whole number from 1.',
    ),
    "favourable is neither yes nor no": (
        changed(("flying,7,yes", "flying,7,maybe")),
        'our_table.csv, row 7, column favourable: "maybe": yes or no.',
    ),
    "a comma without quotes": (
        changed(('"well done, arrived"', "well done, arrived")),
        "our_table.csv, row 3 has 6 cells, the header 5: put quotes around a cell with a comma.",
    ),
    "a column is missing": (
        "\n".join(line.rpartition(",")[0] for line in OURS.splitlines()),
        "our_table.csv: no column favourable. The first row of such a table is "
        "then,now,progress,rank,favourable; the first row here is then,now,progress,rank.",
    ),
    "a column is there twice": (
        changed(("progress,rank", "progress,Now")),
        "our_table.csv has more than one column named now. Rename or remove one.",
    ),
    "nothing is in it": ("", "our_table.csv is empty. Export it again."),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_table_that_cannot_be_followed(tmp_path: Path, what: str) -> None:
    """Each fault is named by file, row and column, with what to do about it."""
    text, message = WRONG[what]
    with pytest.raises(DefinitionError) as refused:
        table_from_csv(written(tmp_path, text))
    assert message in str(refused.value).splitlines()


def test_all_faults_at_once(tmp_path: Path) -> None:
    """A school mends its table once, not fault by fault."""
    text = changed(("flying,7,yes", "flying,best,maybe"), ("slipping,2,no", "slipping,,no"))
    with pytest.raises(DefinitionError) as refused:
        table_from_csv(written(tmp_path, text))
    assert str(refused.value).splitlines() == [
        'our_table.csv, row 5, column rank: "": a whole number from 1.',
        'our_table.csv, row 7, column rank: "best": a whole number from 1.',
        'our_table.csv, row 7, column favourable: "maybe": yes or no.',
    ]


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """Blank rows are passed over and still counted."""
    text = changed(("slipping,2,no\n", "slipping,2,no\n\n,,,,\n"), ("flying,7", "flying,best"))
    with pytest.raises(DefinitionError, match="row 9, column rank"):
        table_from_csv(written(tmp_path, text))


def test_files_that_are_none(tmp_path: Path) -> None:
    """A file that is not there, and one that is no table, in plain words."""
    with pytest.raises(DefinitionError, match="our_table.csv could not be read: No such file"):
        resolve(str(tmp_path / "our_table.csv"))
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(DefinitionError, match="picture.csv is a picture, not text"):
        resolve(str(picture))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(DefinitionError, match=r"folder\.csv/"):
        resolve(str(tmp_path / "folder.csv"))


def test_a_table_made_in_a_notebook_is_held_to_the_same() -> None:
    """A table is checked however it is made, and called by its lines."""
    with pytest.raises(DefinitionError, match="ours, nothing is said about greater depth then and"):
        MappedTable("ours", BUILT_IN.lines[:-1])
    wrong = replace(BUILT_IN.lines[0], now="beyond", rank=0)
    with pytest.raises(DefinitionError) as refused:
        MappedTable("ours", (wrong, *BUILT_IN.lines[1:]))
    assert [fault.partition(":")[0] for fault in str(refused.value).splitlines()] == [
        "ours, line 1, column now",
        "ours, line 1, column rank",
    ]
    backwards = MappedTable("ours", BUILT_IN.lines[::-1])
    assert backwards.lines == BUILT_IN.lines
    assert hash(Mapped(backwards)) == hash(Mapped(MappedTable("ours", BUILT_IN.lines)))


def test_provenance_names_the_table_and_its_fingerprint(build: Build, tmp_path: Path) -> None:
    """Another table under the same name has another fingerprint; another name has not."""
    within = TIMES[0]
    points = both(nine_pairs(build, "teacher", within), within)
    path = written(tmp_path, OURS)
    first = la.progress(*points, Mapped.from_csv(path)).provenance
    fingerprint = table_from_csv(path).fingerprint
    assert len(fingerprint) == 12
    assert f"Definition mapped 1, table our_table.csv {fingerprint};" in first.small_print
    assert table_from_csv(written(tmp_path, OURS, "renamed.csv")).fingerprint == fingerprint
    other = written(tmp_path, OURS.replace("holding", "steady"))
    assert table_from_csv(other).fingerprint != fingerprint
    assert json.loads(json.dumps(first.as_dict()))["parameters"]["table"]["name"] == path.name
    built_in = la.progress(*points, "mapped").provenance
    assert f"table built-in {BUILT_IN.fingerprint};" in built_in.small_print


def test_two_tables_are_told_apart_when_compared(build: Build, tmp_path: Path) -> None:
    """Trying the built-in table and one's own gives two results."""
    within = TIMES[0]
    points = both(nine_pairs(build, "teacher", within), within)
    ours = table_from_csv(written(tmp_path, OURS))
    tried = la.try_each(*points, ["mapped", Mapped(ours), str(tmp_path / "missing.csv")])
    assert list(tried.results) == ["mapped", f"mapped (table our_table.csv {ours.fingerprint})"]
    assert [failure.broke for failure in tried.failures] == ["is no definition"]
    assert "missing.csv could not be read" in tried.failures[0].because


def test_what_a_table_does_not_hold() -> None:
    """`about.holds` follows from the table: the ceiling, and outcomes that fall as pupils rise."""
    assert Mapped().about.holds == ""
    lines = {(line.then, line.now): line for line in BUILT_IN.lines}
    slipped = lines | {
        ("greater depth", "expected"): Line("greater depth", "expected", "fell back", 6, False)
    }
    ranked = [replace(line, rank=line.rank + 10 * line.favourable) for line in slipped.values()]
    holds = Mapped(MappedTable("ours", tuple(ranked))).about.holds
    assert holds == (
        "The ceiling does not hold: the table says “fell back” of pupils who are up at both "
        "points, and does not count it as good."
    )
    odd = lines | {
        ("working towards", "greater depth"): Line(
            "working towards", "greater depth", "kept up", 3, True
        )
    }
    holds = Mapped(MappedTable("ours", tuple(odd.values()))).about.holds
    assert holds == (
        "More that is secure can make an outcome worse, and less evidence can make it better: from "
        "working towards, “kept up” for greater depth ranks below “caught up” for expected."
    )


def test_no_code_at_the_command_line(tmp_path: Path) -> None:
    """`ladders progress --definition our_table.csv`: nothing but a file."""
    folder = write_school(
        tmp_path / "school",
        pupils=pupils("ann ben", 4),
        overall=best_fit("2024-11-15 2025-03-20", "ann  WTS EXS\nben  GDS EXS"),
        policy=OVERALL,
        scale="",
    )
    path = written(tmp_path, OURS)
    given = [str(folder), "--from", AUTUMN, "--to", SPRING, "--pupils", "--definition"]
    done = CliRunner().invoke(main, ["progress", *given, str(path)])
    assert done.exit_code == 0, done.output
    header, ann, ben = done.output.splitlines()
    assert "well done, arrived" in ann and "come down" in ben
    refused = CliRunner().invoke(main, ["progress", *given, str(tmp_path / "other_table.csv")])
    assert refused.exit_code != 0
    assert "other_table.csv could not be read" in refused.output


def table_of(*lines: str) -> MappedTable:
    """Make a table of nine words, each with its rank and whether it is good, pair by pair."""
    pairs = [(line.then, line.now) for line in BUILT_IN.lines]
    cells = [line.rsplit(" ", 2) for line in lines]
    return MappedTable(
        "ours",
        tuple(
            Line(then, now, word, int(rank), good == "yes")
            for (then, now), (word, rank, good) in zip(pairs, cells, strict=True)
        ),
    )


def test_what_a_table_does_not_hold_names_every_word() -> None:
    """Two words that call pupils up at both points not good, and two steps down for a step up."""
    table = table_of(
        "stayed behind 1 no",
        "caught up 6 yes",
        "kept up 5 yes",
        "fell behind 2 no",
        "coasting 4 no",
        "slid 3 no",
        "fell behind 2 no",
        "slid 3 no",
        "kept up 5 yes",
    )
    assert Mapped(table).about.holds == (
        "The ceiling does not hold: the table says “coasting”, “slid” of pupils who are up at both "
        "points, and does not count it as good. More that is secure can make an outcome worse, and "
        "less evidence can make it better: from working towards, “kept up” for greater depth ranks "
        "below “caught up” for expected; from expected, “slid” for greater depth ranks below "
        "“coasting” for expected."
    )


@pytest.mark.parametrize("good", ["yes", "no"])
def test_all_words_may_be_good_or_none(good: str) -> None:
    """A table on which everything counts as good, or nothing does, contradicts nothing."""
    words = [
        *("stayed 1", "rose 5", "rose 5"),
        *("fell 2", "held 4", "rose 5"),
        *("fell 2", "slid 3", "held 4"),
    ]
    table = table_of(*(f"{word} {good}" for word in words))
    assert table.outcomes == ("stayed", "fell", "slid", "held", "rose")
    assert table.favourable == (table.outcomes if good == "yes" else ())


def test_a_shared_rank_is_one_fault() -> None:
    """A good word and another that is not, on one rank: one sentence, not two."""
    with pytest.raises(DefinitionError) as refused:
        table_of(
            *("stayed 1 no", "rose 4 yes", "rose 4 yes"),
            *("fell 2 no", "held 3 no", "kept 3 yes"),
            *("fell 2 no", "held 3 no", "kept 3 yes"),
        )
    said = str(refused.value).splitlines()
    assert [line for line in said if "ranks above" in line] == []
    assert said[0] == (
        'ours, line 6, column rank: rank 3 is "kept" here and "held" in line 5: give each word a '
        "rank of its own."
    )


def test_why_nobody_was_rated_names_both_points() -> None:
    """Each point that does not place a pupil, in the order of time."""
    assert why_unranked("not enough evidence", "too early to say") == (
        "not enough evidence at the start; too early to say at the end"
    )


def test_every_missing_column_and_the_cell_as_it_stands_are_named(tmp_path: Path) -> None:
    """All that is missing at once; and a word that nobody knows as the school wrote it."""
    two = "\n".join(",".join(line.split(",")[:3]) for line in OURS.replace('"', "").splitlines())
    with pytest.raises(DefinitionError, match=r"our_table\.csv: no column rank or favourable\."):
        table_from_csv(written(tmp_path, two))
    capital = changed(("expected,greater depth,flying", "Expcted,greater depth,flying"))
    with pytest.raises(DefinitionError, match='row 7, column then: "Expcted"'):
        table_from_csv(written(tmp_path, capital))
