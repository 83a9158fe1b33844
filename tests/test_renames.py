"""Renamed statements: a declared map is followed, and whatever is not sure is refused."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from folders import CURRICULUM, SETTINGS, accounts, load, refusals, warnings
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.checking.renames import CIRCLE, ITSELF, MERGED, SPLIT, chains
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.curriculum_map import recognise
from ladders_analysis.exports.glance import glance
from ladders_analysis.loading import check_file
from ladders_analysis.school import School

HEADER = "pupil_id,statement_id,assessed_on,judgement\n"
OLD_IDS = f"""{HEADER}00123,word-1,2025-11-14,Secure
00124,word-1,2025-11-14,Not yet
00123,word-2,2026-03-12,Secure
00124,R1,2026-03-12,Secure
00123,M1,2025-11-14,Developing
"""
NEW_IDS = OLD_IDS.replace("word-1", "R1").replace("word-2", "R2")
MAP = "was,is,why\nword-1,R1,new numbering\nword-2,R2,\n"
POLICY = f"{SETTINGS}\n[expectation]\nminimum_due = 1\n"


def attained(school: School, point: str) -> pd.DataFrame:
    """Give the attainment at a point."""
    return school.as_at(point).attainment().reset_index(drop=True)


def test_old_ids_give_the_same_attainment_as_new_ones(tmp_path: Path) -> None:
    """The map changes the words of the judgements and nothing else."""
    files = {"judgements.csv": OLD_IDS, "curriculum_map.csv": MAP}
    old = load(tmp_path / "old", files=files, settings=POLICY)
    new = load(tmp_path / "new", files={"judgements.csv": NEW_IDS}, settings=POLICY)
    pd.testing.assert_frame_equal(
        old.judgements.astype({"statement_id": "str"}),
        new.judgements.astype({"statement_id": "str"}),
    )
    for point in ("Autumn 2025", "Spring 2026"):
        pd.testing.assert_frame_equal(attained(old, point), attained(new, point))
    spring = attained(old, "Spring 2026").query("subject == 'Reading'").set_index("pupil_id")
    # Two statements are due by spring: 00123 has both secure, 00124 only R1.
    assert spring["secure"].to_dict() == {"00123": 2, "00124": 1}
    assert accounts(old)["curriculum_map.csv"] == (2, 2, 0, 0, 0)
    assert accounts(old)["judgements.csv"] == (5, 5, 0, 0, 0)
    noted = old.load_report.problems.query("rule == 'judgement of a renamed statement'")
    assert noted[["file", "severity", "count"]].to_numpy().tolist() == [
        ["judgements.csv", "note", 3]
    ]
    assert old.load_report.exit_code == 0


def test_undeclared_ids_are_refused_with_the_way_out(tmp_path: Path) -> None:
    """The remedy names the map; what the curriculum has is kept."""
    school = load(tmp_path, files={"judgements.csv": OLD_IDS})
    assert [row for _, row, _, rule in refusals(school) if rule == "unknown statement"] == [2, 3, 4]
    assert "declare it in curriculum_map.csv" in school.load_report.problems["remedy"].iloc[0]


def test_chains_circles_and_what_is_not_one_to_one_row_by_row(tmp_path: Path) -> None:
    """Each row that cannot be followed is refused with its own reason; the others are followed."""
    rows = [
        *("v1,v2,", "v2,R1,", "R2x,R2,"),  # rows 2, 3, 4: a chain, and a plain one
        *("one,a,", "one,b,"),  # 5, 6: one to several
        *("c,M9,", "d,M9,"),  # 7, 8: several to one
        *("e,f,", "f,e,"),  # 9, 10: a circle
        *("g,g,", "M1,h,"),  # 11, 12: itself; still in the curriculum
        *("R2x,R2,", ",R1,", "k,L9,"),  # 13 duplicate; 14 blank; 15 to nowhere
    ]
    judged = f"{HEADER}00123,v1,2025-11-14,Secure\n00124,v2,2025-11-14,Not yet\n"
    school = load(
        tmp_path,
        files={
            "judgements.csv": judged + "00123,one,2025-11-14,Secure\n",
            "curriculum_map.csv": "\n".join(["was,is,why", *rows]) + "\n",
        },
    )
    mine = [found[1:] for found in refusals(school) if found[0] == "curriculum_map.csv"]
    assert sorted(mine) == [
        (5, "was", "one statement renamed to several"),
        (6, "was", "one statement renamed to several"),
        (7, "is", "several statements renamed to one"),
        (8, "is", "several statements renamed to one"),
        (9, "was", "renamed in a circle"),
        (10, "was", "renamed in a circle"),
        (11, "was", "renamed to itself"),
        (12, "was", "the renamed statement is still in the curriculum"),
        (14, "was", "required cell is blank"),
    ]
    # 14 rows: 4 kept (2, 3, 4, 15), 1 exact duplicate, 9 refused.
    assert accounts(school)["curriculum_map.csv"] == (14, 4, 0, 1, 9)
    assert ("curriculum_map.csv", "renamed to a statement that the curriculum lacks", 1) in (
        warnings(school)
    )
    assert school.judgements["statement_id"].tolist() == ["R1", "R1"]
    assert [row for file, row, _, _ in refusals(school) if file == "judgements.csv"] == [4]
    unused = school.load_report.problems.query("rule == 'no judgement speaks of the old id'")
    assert unused["count"].tolist() == [2]  # R2x and k; v1 and v2 have judgements


def test_judgements_under_both_ids_meet(tmp_path: Path) -> None:
    """The same judgement under both ids is an exact duplicate; one that differs is listed."""
    judged = (
        f"{HEADER}00123,word-1,2025-11-14,Secure\n00123,R1,2025-11-14,Secure\n"
        "00124,word-1,2025-11-14,Secure\n00124,R1,2025-11-14,Not yet\n"
    )
    files = {"judgements.csv": judged, "curriculum_map.csv": MAP}
    school = load(tmp_path, files=files)
    assert accounts(school)["judgements.csv"] == (4, 3, 0, 1, 0)
    told = ("judgements.csv", "two judgements of one day differ", 1)
    assert warnings(school).count(told) == 2  # one for each of the two rows


def test_the_map_may_have_another_name_or_be_unwanted(tmp_path: Path) -> None:
    """`renamed` in the table form of `[curriculum]`, with or without the curriculum's own file."""
    files = {"judgements.csv": OLD_IDS, "maps/2026.csv": MAP.replace(",", ";")}
    for number, table in enumerate(
        ('{ renamed = "maps/2026.csv" }', '{ file = "curriculum.csv", renamed = "maps/2026.csv" }')
    ):
        toml = f"curriculum = {table}\n{SETTINGS}"
        school = load(tmp_path / str(number), files=files, settings=toml)
        assert accounts(school)["maps/2026.csv"] == (2, 2, 0, 0, 0)
        assert school.load_report.exit_code == 0
    without = f'curriculum = {{ renamed = "" }}\n{SETTINGS}'
    files = {"judgements.csv": OLD_IDS, "curriculum_map.csv": MAP}
    school = load(tmp_path / "none", files=files, settings=without)
    assert "curriculum_map.csv" not in accounts(school)
    assert school.load_report.exit_code == 1
    with pytest.raises(ReadError, match="names the curriculum map gone.csv"):
        load(tmp_path / "a", settings=f'curriculum = {{ renamed = "gone.csv" }}\n{SETTINGS}')
    with pytest.raises(SettingsError, match="renamed = "):
        load(tmp_path / "b", settings=f"curriculum = {{ renamed = 5 }}\n{SETTINGS}")


def test_each_school_of_a_trust_has_its_own_map(tmp_path: Path) -> None:
    """School B has a curriculum and a map of its own; everyone's map does not hold for it."""
    pupils = "school_id,pupil_id,academic_year,year_group\nA,1,2026,3\nB,1,2026,3\n"
    judged = (
        "school_id,pupil_id,statement_id,assessed_on,judgement\n"
        "A,1,x,2025-11-14,Secure\nB,1,x,2025-11-14,Secure\nB,1,word-1,2025-11-14,Secure\n"
    )
    toml = SETTINGS + '[schools.B.curriculum]\nfile = "b.csv"\nrenamed = "b_map.csv"\n'
    school = load(
        tmp_path,
        pupils=pupils,
        files={
            "b.csv": CURRICULUM.replace("R1", "B1"),
            "b_map.csv": "was,is\nx,B1\n",
            "curriculum_map.csv": "was,is\nx,R1\nword-1,R2\n",
            "judgements.csv": judged,
        },
        settings=toml,
    )
    kept = school.judgements[["school_id", "statement_id"]].astype("str")
    assert kept.to_numpy().tolist() == [["A", "R1"], ["B", "B1"]]
    assert refusals(school) == [("judgements.csv", 4, "statement_id", "unknown statement")]
    assert accounts(school)["b_map.csv"] == (1, 1, 0, 0, 0)
    unused = school.load_report.problems.query("rule == 'no judgement speaks of the old id'")
    assert unused[["file", "count"]].to_numpy().tolist() == [["curriculum_map.csv", 1]]


def test_a_school_may_share_the_curriculum_and_have_its_own_map(tmp_path: Path) -> None:
    """A map without a file of its own goes with everyone's curriculum."""
    pupils = "school_id,pupil_id,academic_year,year_group\nA,1,2026,3\nB,1,2026,3\n"
    judged = (
        "school_id,pupil_id,statement_id,assessed_on,judgement\n"
        "A,1,x,2025-11-14,Secure\nB,1,x,2025-11-14,Secure\n"
    )
    toml = SETTINGS + '[schools.B.curriculum]\nrenamed = "b_map.csv"\n'
    files = {
        "b_map.csv": "was,is\nx,R2\n",
        "curriculum_map.csv": "was,is\nx,R1\n",
        "judgements.csv": judged,
    }
    school = load(tmp_path, pupils=pupils, files=files, settings=toml)
    kept = school.judgements[["school_id", "statement_id"]].astype("str")
    assert kept.to_numpy().tolist() == [["A", "R1"], ["B", "R2"]]


def test_a_map_that_is_none(tmp_path: Path) -> None:
    """A missing column and a column twice are told by the file's name."""
    for text, said in (
        ("old,new\na,b\n", "curriculum_map.csv has no column was or is"),
        ("was,is,is\na,b,c\n", "curriculum_map.csv has more than one column named is"),
    ):
        with pytest.raises(ReadError, match=said):
            load(tmp_path, files={"curriculum_map.csv": text})


def test_further_columns_and_ragged_rows_are_told(tmp_path: Path) -> None:
    """A column of the school's own is not read; a row that is too long is refused."""
    text = "is,was,who\nR1,word-1,Sam\nR2,word-2,Sam,again\n\n"
    school = load(tmp_path, files={"curriculum_map.csv": text, "judgements.csv": OLD_IDS})
    assert accounts(school)["curriculum_map.csv"] == (2, 1, 0, 0, 1)
    told = school.load_report.problems.query("file == 'curriculum_map.csv'")
    assert {"column not read"} <= set(told["rule"])
    assert school.judgements["statement_id"].astype("str").tolist() == ["R1", "R1", "R1", "M1"]


def test_a_map_by_itself(tmp_path: Path) -> None:
    """It is recognised by its two columns; without a curriculum only the map itself is checked."""
    path = tmp_path / "curriculum_map.csv"
    path.write_text(f"{MAP}word-2,R3,\n", encoding="utf-8")
    seen = recognise(glance(RawFile.read(path)))
    assert seen is not None and seen.because == "its header has was and is"
    report = check_file(path, "curriculum_map")
    assert report.files[["rows_read", "kept", "refused"]].to_numpy().tolist() == [[3, 1, 2]]
    assert set(report.problems["severity"]) == {"refused"}
    path.write_text("pupil_id,subject\n1,Maths\n", encoding="utf-8")
    assert recognise(glance(RawFile.read(path))) is None


def test_chains_by_hand() -> None:
    """Followed to the last name; broken pairs are left out, and what they broke stays whole."""
    assert chains([("a", "b"), ("b", "c"), ("x", "y")]) == ({"a": "c", "b": "c", "x": "y"}, {})
    assert chains([("a", "a")]) == ({}, {0: ITSELF})
    assert chains([("a", "b"), ("b", "c"), ("d", "c")]) == ({"a": "b"}, {1: MERGED, 2: MERGED})
    assert chains([("a", "b"), ("a", "c"), ("b", "d")]) == ({"b": "d"}, {0: SPLIT, 1: SPLIT})
    assert chains([("a", "b"), ("b", "c"), ("c", "a")])[1] == dict.fromkeys(range(3), CIRCLE)
    assert chains([]) == ({}, {})


NAMES = st.sampled_from("abcdef")


@given(st.lists(st.tuples(NAMES, NAMES), max_size=8))
def test_what_is_followed_ends_and_is_one_to_one_at_every_step(
    pairs: list[tuple[str, str]],
) -> None:
    """No final name is itself renamed, and every pair is either followed or told why not."""
    followed, amiss = chains(pairs)
    assert not set(followed.values()) & set(followed)
    good = {pairs[place] for place in range(len(pairs)) if place not in amiss}
    assert {was for was, _ in good} == set(followed)
    assert len({now for _, now in good}) == len(good)
