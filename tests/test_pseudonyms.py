"""A copy without names: the same figures, nobody recognisable by looking, and a key kept apart."""

from __future__ import annotations

import hashlib
import hmac
import os
import tomllib
from base64 import b32encode
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from folders import CURRICULUM, SETTINGS, write

import ladders_analysis as la
from ladders_analysis import schema
from ladders_analysis.cli import main
from ladders_analysis.definitions import DEFINITIONS
from ladders_analysis.errors import LaddersError
from ladders_analysis.places import sample_folder
from ladders_analysis.pseudonymising import copying as pseudonyms
from ladders_analysis.pseudonymising.copying import pseudonymise
from ladders_analysis.pseudonymising.key import read_or_make_key
from ladders_analysis.pseudonymising.tables import LEFT_OUT, coarse_birthdays, pupil_pseudonyms
from ladders_analysis.school import School

AYO, LIN = "G823299915001", "W823299915002"
PUPILS = f"""pupil_id,academic_year,year_group,upn,former_upn,name,date_of_birth,class_name
00123,2026,3,{AYO},E82329992401A,Ayo Bello,2018-05-04,3A
00124,2026,3,{LIN},,Zoë O'Brien,2017-11-30,3A
00125,2026,3,,,=Lin Chen,,3B
"""
JUDGEMENTS = """pupil_id,statement_id,assessed_on,judgement,assessor,note,evidence
00123,R1,2025-11-11,Secure,Miss Hall,Ayo did it,book
00123,R1,2025-11-11,Secure,Mr Long,again,
00124,R1,2025-11-11,-,Miss Hall,,
"""
SIGNS = SETTINGS.replace('["Not yet", "Developing", "Secure"]', '["-", "Not yet", "Secure"]')
CONVERSATIONS = (
    "pupil_id,subject,on,teacher_said,action,review_on,approved_summary\n"
    "00123,Reading,2025-12-05,Ayo was away,ring home,2026-01-10,Calls home began\n"
)
FILES: dict[str, str | bytes] = {
    "pupils.csv": PUPILS,
    "curriculum.csv": CURRICULUM,
    "judgements.csv": JUDGEMENTS,
    "conversations.csv": CONVERSATIONS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a small school with names, notes and a scale that begins with a sign."""
    return write(tmp_path / "school", FILES, SIGNS)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[School, School, Path, bytes]:
    """Copy the sample school; give it, the copy, the copy's folder and the key."""
    place = tmp_path_factory.mktemp("pseudonyms")
    pseudonymise(sample_folder(), place / "out", place / "key")
    secret = bytes.fromhex((place / "key").read_text())
    return la.load(sample_folder()), la.load(place / "out"), place / "out", secret


def everything(folder: Path) -> bytes:
    """Read all bytes of a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def mapping(school: School, copy: School, secret: bytes) -> pd.Series:
    """Work out each pupil's pseudonym from the key, apart from the code under test.

    In the sample every pupil has a UPN of their own.
    """
    latest = school.pupils.sort_values("academic_year").drop_duplicates("pupil_id", keep="last")
    made = [
        "p"
        + b32encode(hmac.new(secret, f"3:upn13:{upn}".encode(), hashlib.sha256).digest()[:20])
        .decode()
        .lower()
        for upn in latest["upn"]
    ]
    assert set(made) == set(copy.pupils["pupil_id"])
    return pd.Series(made, index=latest["pupil_id"])


# ── the sample school ─────────────────────────────────────────────────────────────────────────


def test_attainment_is_the_same_pupil_by_pupil(
    copies: tuple[School, School, Path, bytes],
) -> None:
    """At every point with evidence, every pupil × subject row is equal but for the id."""
    school, copy, _, secret = copies
    names = mapping(school, copy, secret)
    points = school.points_with_evidence
    assert points == copy.points_with_evidence
    for point in points:
        before, after = school.as_at(point).attainment(), copy.as_at(point).attainment()
        renamed = before.assign(pupil_id=before["pupil_id"].astype("str").map(names))
        keys = ["pupil_id", "subject"]
        pd.testing.assert_frame_equal(
            _plain(renamed, keys), _plain(after, keys), check_categorical=False
        )


def _plain(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Sort a table by its keys, whose categories may stand in another order."""
    plain = table.astype({key: "str" for key in keys})
    left = [name for name in ("name",) if name in plain]
    return plain.drop(columns=left).sort_values(keys, ignore_index=True)


def test_progress_is_the_same_pupil_by_pupil(copies: tuple[School, School, Path, bytes]) -> None:
    """By every definition each row is equal but for the id, and so the outcomes are counted."""
    school, copy, _, secret = copies
    names = mapping(school, copy, secret)
    for name in DEFINITIONS:
        before, after = (
            pd.DataFrame(la.progress(*map(each.as_at, each.latest_points(2)), name)).reset_index()
            for each in (school, copy)
        )
        renamed = before.assign(pupil_id=before["pupil_id"].astype("str").map(names))
        keys = ["pupil_id", "subject"]
        pd.testing.assert_frame_equal(
            _plain(renamed, keys), _plain(after, keys), check_categorical=False
        )
        counts = [
            each["outcome"].astype("str").value_counts().to_dict() for each in (before, after)
        ]
        assert counts[0] == counts[1] != {}


def test_groups_and_the_checks_by_age_are_the_same(
    copies: tuple[School, School, Path, bytes],
) -> None:
    """Summer-born, every group and the warning of the year group come out as they did."""
    school, copy, _, secret = copies
    names = mapping(school, copy, secret)
    before, after = (each.as_at("Spring 2026").pupils for each in (school, copy))
    groups = ["summer_born", "sex", "disadvantaged", "sen", "eal", "class_name", "year_group"]
    expected = before[groups].rename(index=names).sort_index()
    pd.testing.assert_frame_equal(expected, after[groups].sort_index(), check_names=False)
    rule = "year group against date of birth"
    counts = [each.load_report.problems["rule"].eq(rule).sum() for each in (school, copy)]
    assert counts[0] == counts[1] == 1
    assert len(school.judgements) == len(copy.judgements)
    assert not copy.load_report.files[["refused", "duplicates", "superseded"]].to_numpy().any()


def test_nobody_is_named_in_any_byte(copies: tuple[School, School, Path, bytes]) -> None:
    """No id, UPN or name, no word written about a child, and not the key."""
    school, _, out, secret = copies
    data = everything(out)
    assert secret not in data and secret.hex().encode() not in data
    for column in ("pupil_id", "upn", "name"):
        values = [str(value) for value in school.pupils[column].dropna().unique()]
        assert len(values) > 200
        assert [value for value in values if value.encode() in data] == []
    surnames = {str(name).split()[-1] for name in school.pupils["name"].dropna()}
    assert [name for name in surnames if f" {name}".encode() in data] == []
    for table, columns in LEFT_OUT.items():
        header = (out / schema.TABLES[table].file).read_text().splitlines()[0].split(",")
        assert not set(columns) & set(header)
        for column in columns:
            words = school.tables[table][column].dropna().unique()
            assert [word for word in words if str(word).encode() in data] == []


def test_the_order_of_rows_says_nothing(copies: tuple[School, School, Path, bytes]) -> None:
    """Pupils stand in the order of their pseudonyms in every table."""
    _, copy, out, _ = copies
    assert copy.pupils["pupil_id"].is_monotonic_increasing
    for name in ("judgements", "overall", "results", "conversations", "books"):
        listed = pd.read_csv(out / f"{name}.csv", usecols=["pupil_id"])["pupil_id"]
        assert listed.is_monotonic_increasing


def test_the_policy_is_kept_and_the_exports_are_not(
    copies: tuple[School, School, Path, bytes],
) -> None:
    """The same rules by the same fingerprint; no comment, export or curriculum file is named."""
    school, copy, out, _ = copies
    assert copy.settings.default.policy_hash == school.settings.default.policy_hash
    assert copy.name == school.name
    assert copy.settings.default.actions == school.settings.default.actions
    text = (out / "school.toml").read_text(encoding="utf-8")
    assert "#" not in text
    assert not {"export", "curriculum"} & set(tomllib.loads(text))


# ── what is left out ──────────────────────────────────────────────────────────────────────────


def test_every_word_about_a_child_is_left_out() -> None:
    """A personal column of free text or ids that is declared later has to be decided on here."""
    kept = {
        (table.name, column.name)
        for table in schema.TABLES.values()
        for column in table.columns
        if column.personal
        and column.kind in ("text", "id")
        and column.name not in LEFT_OUT.get(table.name, ())
    }
    ids = {(name, "pupil_id") for name in schema.TABLES if "pupil_id" in schema.TABLES[name]}
    assert kept == ids | {("pupils", "sex")}


def test_a_small_school_by_hand(folder: Path, tmp_path: Path) -> None:
    """Notes, assessors and birthdays are gone; codes that begin with a sign are not changed."""
    copied = pseudonymise(folder, tmp_path / "out", tmp_path / "key")
    assert (copied.pupils, copied.key_made) == (3, True)
    copy = la.load(tmp_path / "out")
    assert sorted(copy.judgements["judgement"].astype("str")) == [
        "-",
        "Secure",
    ]  # two said the same
    born = copy.pupils["date_of_birth"].dt.strftime("%Y-%m-%d").dropna()
    assert sorted(born) == ["2017-12-01", "2018-06-01"]
    written = ["teacher_said", "action", "approved_summary"]
    assert copy.conversations[written].isna().all(axis=None)
    assert copy.conversations["review_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-10"]
    data = everything(tmp_path / "out").decode()
    for word in ("Ayo", "Zoë", "Brien", "Chen", "Hall", "00123", AYO, "E82329992401A", "ring"):
        assert word not in data


@pytest.mark.parametrize(
    ("born", "coarse"),
    [
        ("2018-03-31", "2017-12-01"),
        ("2018-04-01", "2018-06-01"),
        ("2018-08-31", "2018-06-01"),
        ("2018-09-01", "2018-12-01"),
        ("2019-01-01", "2018-12-01"),
    ],
)
def test_a_birthday_keeps_its_academic_year_and_its_season(born: str, coarse: str) -> None:
    """April to August is summer; the academic year turns on 1 September."""
    made = coarse_birthdays(pd.Series(pd.to_datetime([born]).astype("datetime64[s]")))
    assert made.dt.strftime("%Y-%m-%d").tolist() == [coarse]


def test_a_name_in_the_schools_own_words_refuses_the_copy(folder: Path, tmp_path: Path) -> None:
    """A class called after a child: nothing is written, and the child is not named again."""
    named = PUPILS.replace(",3B", ",Ayo Bello's nurture group")
    (folder / "pupils.csv").write_text(named, encoding="utf-8")
    with pytest.raises(LaddersError, match=r"pupils\.csv, column class_name holds") as raised:
        pseudonymise(folder, tmp_path / "out", tmp_path / "key")
    assert "Ayo" not in str(raised.value)
    assert not (tmp_path / "out").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "school"]


# ── pseudonyms ────────────────────────────────────────────────────────────────────────────────


def test_the_same_key_gives_the_same_pseudonyms(folder: Path, tmp_path: Path) -> None:
    """Another key gives others."""
    first = pseudonymise(folder, tmp_path / "one", tmp_path / "key")
    second = pseudonymise(folder, tmp_path / "two", tmp_path / "key")
    pseudonymise(folder, tmp_path / "three", tmp_path / "other")
    assert (first.key_made, second.key_made) == (True, False)
    one, two, three = (
        set(la.load(tmp_path / name).pupils["pupil_id"]) for name in ("one", "two", "three")
    )
    assert one == two
    assert not one & three
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_a_pupil_of_two_schools_is_one_by_upn_only() -> None:
    """Same UPN: one pseudonym. Same id or same words in the UPN's column: not."""
    pupils = pd.DataFrame(
        [
            ("A", "1", 2026, AYO),
            ("B", "7", 2026, AYO),
            ("A", "2", 2026, None),
            ("B", "2", 2026, None),
            ("A", "3", 2026, "pending"),
            ("B", "4", 2026, "pending"),
            ("B", "5", 2026, LIN),  # two ids of one school share a UPN: two pupils
            ("B", "6", 2026, LIN),
        ],
        columns=["school_id", "pupil_id", "academic_year", "upn"],
    )
    made = pupil_pseudonyms(pupils, bytes(32))
    assert made["A", "1"] == made["B", "7"]
    assert len(set(made.values())) == 7


def test_schools_can_be_hidden(tmp_path: Path) -> None:
    """A trust's ids and names go, its overrides stay with the right school."""
    pupils = "school_id,pupil_id,academic_year,year_group\nNorth,1,2026,3\nSouth,1,2026,3\n"
    judged = "school_id,pupil_id,statement_id,assessed_on,judgement\nSouth,1,S1,2025-12-05,Hat\n"
    trust = SETTINGS.replace('id = "9352001"\nname = "Example Primary"', 'name = "Compass Trust"')
    trust += '[schools.South]\ncurriculum = "south.csv"\n[schools.South.school]\nname = "South"\n'
    trust += '[schools.South.scale]\ncodes = ["Bonnet", "Hat"]\nsecure = "Hat"\n'
    south = "statement_id,subject,ladder,year,due_half_term\nS1,Reading,Words,3,2\n"
    files = {
        "pupils.csv": pupils,
        "curriculum.csv": CURRICULUM,
        "south.csv": south,
        "judgements.csv": judged,
    }
    folder = write(tmp_path / "trust", files, trust)
    pseudonymise(folder, tmp_path / "out", tmp_path / "key", hide_school=True)
    school, copy = la.load(folder), la.load(tmp_path / "out")
    data = everything(tmp_path / "out")
    assert not any(word in data for word in (b"North", b"South", b"Compass"))
    assert len(copy.schools) == 2
    before, after = (each.as_at("Autumn 2025") for each in (school, copy))
    counts = [
        sorted((len(one.grid.statements), int(one.secure.to_numpy().sum())) for one in at.values())
        for at in (before, after)
    ]
    assert counts[0] == counts[1] == [(1, 1), (3, 0)]


# ── places and keys ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("out", ["school", "school/copy", "."])
def test_the_copy_never_lies_in_or_around_the_school(
    folder: Path, tmp_path: Path, out: str
) -> None:
    """Names and pseudonyms side by side would undo each other."""
    with pytest.raises(LaddersError, match="Choose a folder elsewhere"):
        pseudonymise(folder, tmp_path / out, tmp_path.parent / "key")
    assert everything(folder).count(b"Ayo Bello") == 1


def test_a_folder_with_anything_in_it_is_left_alone(folder: Path, tmp_path: Path) -> None:
    """An earlier file with names must not stay beside the copy; an empty folder will do."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "pupils.csv").write_text("names\n")
    with pytest.raises(LaddersError, match="not empty"):
        pseudonymise(folder, out, tmp_path / "key")
    assert (out / "pupils.csv").read_text() == "names\n"
    assert not (tmp_path / "key").exists()
    (out / "pupils.csv").unlink()
    pseudonymise(folder, out, tmp_path / "key")
    assert len(la.load(out).pupils) == 3


@pytest.mark.parametrize("place", ["school/key", "out/key", "link/key"])
def test_a_key_in_either_folder_is_refused(folder: Path, tmp_path: Path, place: str) -> None:
    """Also where a link leads into it."""
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    with pytest.raises(LaddersError, match="must not lie in"):
        pseudonymise(folder, tmp_path / "out", tmp_path / place)
    assert not (tmp_path / "out").exists()
    assert not (folder / "key").exists()


@pytest.mark.parametrize("content", [b"", b"\n", b"abcd", b"0" * 63, b"x" * 64, b"\xff" * 64])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    """Empty, too short, or not hexadecimal; the message does not repeat it."""
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(LaddersError, match="64 hexadecimal digits") as raised:
        read_or_make_key(tmp_path / "key", ())
    assert "abcd" not in str(raised.value)


@pytest.mark.skipif(os.name != "posix", reason="rights are told by mode on POSIX only")
def test_the_key_and_the_copy_are_private(folder: Path, tmp_path: Path) -> None:
    """Only the owner may read the key file, the folder and its files."""
    pseudonymise(folder, tmp_path / "out", tmp_path / "key")
    made = [tmp_path / "key", *(tmp_path / "out").iterdir()]
    assert {oct(path.stat().st_mode & 0o777) for path in made} == {"0o600"}
    assert oct((tmp_path / "out").stat().st_mode & 0o777) == "0o700"
    assert len(bytes.fromhex((tmp_path / "key").read_text())) == 32
    (tmp_path / "key").chmod(0o644)
    assert read_or_make_key(tmp_path / "key", ()).readable_by_others


def test_a_key_is_never_shown(tmp_path: Path) -> None:
    """Not even where the object is printed."""
    key = read_or_make_key(tmp_path / "key", ())
    assert key.secret.hex() not in f"{key!r} {key}"
    assert repr(key.secret) not in f"{key!r} {key}"


def test_a_key_in_a_folder_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    """A plain message, and no copy."""
    with pytest.raises(LaddersError, match="cannot be read or made"):
        pseudonymise(folder, tmp_path / "out", tmp_path / "nowhere" / "key")
    assert not (tmp_path / "out").exists()


def test_a_failure_while_writing_leaves_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: no half copy, no hidden folder, the school as it was."""
    before = everything(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pseudonyms, "write_table", full)
    with pytest.raises(LaddersError, match="No space left on device"):
        pseudonymise(folder, tmp_path / "out", tmp_path / "key")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["key", "school"]
    assert everything(folder) == before


def test_a_copy_that_cannot_be_read_back_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row lost on the way is noticed before the copy gets its place."""
    real = pseudonyms.write_table
    monkeypatch.setattr(
        pseudonyms, "write_table", lambda table, path, **how: real(table.head(1), path, **how)
    )
    with pytest.raises(LaddersError, match=r"of 3 rows of pupils\.csv 1 could be read back"):
        pseudonymise(folder, tmp_path / "out", tmp_path / "key")
    assert not (tmp_path / "out").exists()


# ── the command ───────────────────────────────────────────────────────────────────────────────


def run(*words: object) -> Result:
    """Run `ladders pseudonymise`."""
    return CliRunner().invoke(main, ["pseudonymise", *map(str, words)])


def test_the_command_says_what_it_made(folder: Path, tmp_path: Path) -> None:
    """How many pupils and rows, and that a key was made; never the key."""
    result = run(folder, "--out", tmp_path / "out", "--key", tmp_path / "key")
    assert result.exit_code == 0, result.output
    # 3 pupils, 3 statements, 2 judgements (two assessors said the same), 1 conversation
    assert "3 pupils, 9 rows" in result.output
    assert "The key was made" in result.output
    assert (tmp_path / "key").read_text().strip() not in result.output
    again = run(folder, "--out", tmp_path / "two", "--key", tmp_path / "key")
    assert again.exit_code == 0
    assert "The key was made" not in again.output


def test_the_command_refuses_in_plain_words(folder: Path, tmp_path: Path) -> None:
    """Exit code 2 and one message; a missing option is the usage of the command."""
    result = run(folder, "--out", tmp_path / "out", "--key", folder / "key")
    assert result.exit_code == 2
    assert "must not lie in" in result.output
    assert "Traceback" not in result.output
    assert run(folder, "--out", tmp_path / "out").exit_code == 2
    nowhere = run(tmp_path / "nowhere", "--out", tmp_path / "out", "--key", tmp_path / "key")
    assert nowhere.exit_code == 2
    assert not (tmp_path / "key").exists()
