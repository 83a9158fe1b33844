"""Bundles of tables, zipped or as a folder: what is safe is read, anything else is refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import stat
import time
import zipfile
from pathlib import Path

import pytest
from bundles import raw, spread, zipped

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening import bundle as bundle_module
from ladders_analysis.exports.opening import folder as folder_module
from ladders_analysis.exports.opening.bundle import open_bundle
from ladders_analysis.exports.opening.folder import folder_as_zip

TABLE = "sourcedId,title\nc1,Year 3\n"


def named(name: str, content: str = TABLE, mode: int = 0) -> bytes:
    """Zip one member whose name the zip writer would otherwise have tidied."""
    part = zipfile.ZipInfo("x")
    part.filename = part.orig_filename = name
    part.create_system = 3
    part.external_attr = mode << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("users.csv", TABLE)
        bundle.writestr(part, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "members",
    [
        {"users.csv": TABLE, "orgs.csv": "a\n1\n"},
        {"Export/users.csv": TABLE, "Export/orgs.csv": "a\n1\n"},
        {"Export/": "", "Export/Users.CSV": TABLE, "Export/ORGS.csv": "a\n1\n"},
        {"users.csv": TABLE, "orgs.csv": "a\n1\n", "__MACOSX/._users.csv": "x", ".DS_Store": "x"},
    ],
)
def test_tables_are_found_by_name(members: dict[str, str]) -> None:
    """Capital letters, one folder around the tables and what a Mac adds make no difference."""
    bundle = open_bundle(raw(zipped(members)))
    assert set(bundle.members) == {"users.csv", "orgs.csv"}
    assert bundle.read("USERS.csv") == TABLE.encode()
    assert bundle.written("users.csv").casefold() == "users.csv"


def test_what_is_no_table_is_noted() -> None:
    """Nested zips, other files and tables in further folders are passed over, and said so."""
    members = {
        "Export/users.csv": TABLE,
        "Export/more/orgs.csv": TABLE,
        "Export/inner.zip": zipped({"users.csv": "z"}),
        "Export/readme.txt": "hello",
        "Export/notes.pdf": "hello",
    }
    bundle = open_bundle(raw(zipped(members)))
    assert set(bundle.members) == {"users.csv"}
    assert {(note.rule, note.severity, note.count) for note in bundle.notes} == {
        ("table in a further folder of the bundle not read", "note", 1),
        ("zip inside the bundle not opened", "note", 1),
        ("file in the bundle that is no table", "note", 2),
    }


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../users.csv", "climbs out"),
        ("a/../../users.csv", "climbs out"),
        ("/etc/users.csv", "absolute path"),
        ("C:/users.csv", "absolute path"),
        ("c:users.csv", "absolute path"),
        ("a\\users.csv", "backslash"),
        ("..\\users.csv", "backslash"),
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str, says: str) -> None:
    """One unsafe name, and none of the bundle is read."""
    with pytest.raises(ReadError, match=says):
        open_bundle(raw(named(name)))


def test_a_name_cut_by_nul_is_refused() -> None:
    """A NUL hides what follows it from some programs."""
    with pytest.raises(ReadError, match="proper name"):
        open_bundle(raw(named("a\0.csv")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int) -> None:
    """A link in a zip points at a file that is not in it."""
    with pytest.raises(ReadError, match="link or device"):
        open_bundle(raw(named("orgs.csv", "/etc/passwd", kind | 0o777)))


def test_a_table_twice_is_refused() -> None:
    """Two members of one name, or that differ only in capitals."""
    with pytest.raises(ReadError, match=r"Users.csv twice"):
        open_bundle(raw(zipped({"users.csv": TABLE, "Users.csv": TABLE})))
    with pytest.raises(ReadError, match=r"users.csv twice"):
        open_bundle(
            raw(zipped({"users.csv": TABLE, "userz.csv": TABLE}).replace(b"userz", b"users"))
        )


def test_a_password_is_asked_to_be_taken_off() -> None:
    """The encrypted bit of the central directory and of the member."""
    data = bytearray(zipped({"users.csv": TABLE}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    with pytest.raises(ReadError, match="password-protected"):
        open_bundle(raw(bytes(data)))


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(way: int) -> None:
    """Systems write stored or deflated members only."""
    with pytest.raises(ReadError, match="packed in a way"):
        open_bundle(raw(zipped({"users.csv": TABLE}, way)))


def test_a_bundle_that_swells_is_refused() -> None:
    """Three million zeros pack a thousandfold; no list does."""
    bundle = open_bundle(raw(zipped({"users.csv": b"0" * 3_000_000})))
    with pytest.raises(ReadError, match="unpacks to far more"):
        bundle.read("users.csv")


def test_too_much_altogether_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sizes of all members are added up before any is unpacked."""
    monkeypatch.setattr(bundle_module, "MOST_BYTES", 50)
    with pytest.raises(ReadError, match="unpacks to far more"):
        open_bundle(raw(zipped({"users.csv": TABLE, "orgs.csv": TABLE})))


def test_a_size_that_lies_is_found_out() -> None:
    """A member that holds more than it says is damaged: nothing of it is taken."""
    data = bytearray(zipped({"users.csv": TABLE * 50}, zipfile.ZIP_STORED))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + place
        data[at : at + 4] = (10).to_bytes(4, "little")
    bundle = open_bundle(raw(bytes(data)))
    with pytest.raises(ReadError, match="damaged"):
        bundle.read("users.csv")


def test_too_many_members_are_refused() -> None:
    """A bundle has about twenty tables."""
    members = {f"{number}.csv": "" for number in range(1001)}
    with pytest.raises(ReadError, match="1,001 members"):
        open_bundle(raw(zipped(members)))


def test_damage_is_told_plainly() -> None:
    """Not a zip, a zip cut off, and a member whose bytes changed."""
    whole = zipped({"users.csv": TABLE * 50})
    for data in (b"", b"PK", b"sourcedId,title\n", whole[: len(whole) // 2]):
        with pytest.raises(ReadError, match="cannot be|can be read|damaged"):
            open_bundle(raw(data))
    changed = zipped({"users.csv": TABLE}, zipfile.ZIP_STORED).replace(b"Year 3", b"Year 4")
    with pytest.raises(ReadError, match="bundle.zip, users.csv is cut off or damaged"):
        open_bundle(raw(changed)).read("users.csv")


def test_a_folder_is_read_as_the_zip_it_could_have_been(tmp_path: Path) -> None:
    """Its name ends with a stroke, its fingerprint changes with its contents only."""
    folder = spread(tmp_path / "sis", {"users.csv": TABLE, "more/orgs.csv": "a\n"})
    os.utime(folder / "users.csv", (0, dt.datetime(2025, 12, 5, 12).timestamp()))
    os.utime(folder / "more/orgs.csv", (0, dt.datetime(2025, 12, 6, 12).timestamp()))
    first = RawFile.read(folder, tmp_path)
    assert first.name == "sis/"
    assert first.made_on == dt.date(2025, 12, 6)
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()
    with zipfile.ZipFile(io.BytesIO(first.data)) as parts:
        assert parts.namelist() == ["more/orgs.csv", "users.csv"]
        assert parts.read("users.csv") == TABLE.encode()
    time.sleep(0.01)
    (folder / "users.csv").touch()
    assert RawFile.read(folder, tmp_path).sha256 == first.sha256
    (folder / "users.csv").write_text("changed")
    assert RawFile.read(folder, tmp_path).sha256 != first.sha256


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither to files nor to folders, nor is a pipe waited for."""
    secret = spread(tmp_path / "elsewhere", {"secret.csv": "x"})
    folder = spread(tmp_path / "sis", {"users.csv": TABLE})
    (folder / "orgs.csv").symlink_to(secret / "secret.csv")
    (folder / "more").symlink_to(secret)
    os.mkfifo(folder / "classes.csv")
    data, _ = folder_as_zip(folder, "sis/")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert parts.namelist() == ["users.csv"]


def test_a_folder_without_files_is_an_empty_zip(tmp_path: Path) -> None:
    """Nobody knows when it was made."""
    file = RawFile.read(tmp_path)
    assert file.made_on is None
    assert not open_bundle(file).members


def test_a_folder_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its size, and by the number of its files."""
    spread(tmp_path / "sis", {f"{name}.csv": TABLE for name in ("users", "orgs", "classes")})
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "MOST_BYTES", 30)
        with pytest.raises(ReadError, match="far more than a bundle"):
            RawFile.read(tmp_path / "sis")
    with monkeypatch.context() as patched:
        patched.setattr(folder_module, "MOST_FILES", 1)
        with pytest.raises(ReadError, match="far more than a bundle"):
            RawFile.read(tmp_path / "sis")
