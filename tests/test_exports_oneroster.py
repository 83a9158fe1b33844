"""OneRoster bundles as a whole: every table accounted for, quirks borne, anything else refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from bundles import raw, spread, zipped
from oneroster_bundles import (
    VERSION_1_1,
    VERSION_1_2,
    read,
    said,
)

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import ROW, RawFile
from ladders_analysis.exports.formats import NAMED
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.oneroster.reader import recognise


def test_every_member_of_a_bundle_is_accounted_for() -> None:
    """Tables that support others have no records of ours, and say how many rows they have."""
    found = read(VERSION_1_1)
    assert set(found) == {"", *(name for name in VERSION_1_1 if name.endswith(".csv"))}
    supporting = {name: said(extract) for name, extract in found.items() if not extract.rows_read}
    assert {
        name: notes.get("read to understand other tables") for name, notes in supporting.items()
    } == {
        "": None,
        "manifest.csv": 7,
        "orgs.csv": 2,
        "academicSessions.csv": 3,
        "classes.csv": 4,
        "courses.csv": 1,
        "demographics.csv": 2,
        "enrollments.csv": 8,
    }
    assert supporting[""] == {"file in the bundle that is no table": 1}
    assert supporting["classes.csv"]["rows withdrawn (status tobedeleted)"] == 1
    manifest = supporting["manifest.csv"]
    assert manifest["tables that the manifest does not name, read all the same"] == 4


def test_what_is_personal_and_not_needed_is_never_read() -> None:
    """Contacts, passwords and middle names are columns that no table of ours has."""
    found = read(VERSION_1_1, defines_pupils=True, academic_year=2026)
    text = str({name: extract.tables for name, extract in found.items()})
    assert "secret" not in text
    assert "example.org" not in text
    assert said(found["users.csv"])["columns not read"] == 9


def test_quirks_of_real_bundles() -> None:
    """Header-only and empty tables, no manifest, columns twice, and withdrawn parts."""
    bundle = {name: cells for name, cells in VERSION_1_1.items() if name != "manifest.csv"}
    bundle["demographics.csv"] = bundle["demographics.csv"].split("\r\n")[0]
    bundle["courses.csv"] = "\ufeff"
    found = read(bundle)
    assert found["users.csv"].tables["pupils"]["date_of_birth"].tolist() == ["", ""]
    assert said(found["courses.csv"]) == {"table without even a header": 1}
    bundle["users.csv"] = bundle["users.csv"].replace("enabledUser", "role")
    with pytest.raises(ReadError, match=r"bundle.zip, users.csv has 2 columns named role"):
        read(bundle)


def test_what_a_manifest_says_is_held_against_the_bundle() -> None:
    """Another version, a table that is lacking, and one with changes only."""
    bundle = dict(VERSION_1_1)
    bundle["manifest.csv"] = (
        bundle["manifest.csv"].replace("1.1", "2.0").replace("file.orgs,bulk", "file.orgs,delta")
        + "file.results,bulk\r\nfile.categories,absent\r\n"
    )
    manifest = read(bundle)["manifest.csv"]
    assert said(manifest, "warning") == {"OneRoster of another version": 1}
    notes = said(manifest)
    assert notes["tables that the manifest names and the bundle lacks"] == 1
    assert notes["tables with changes only (delta)"] == 1


def test_how_tables_are_written_is_told() -> None:
    """Windows encoding, blank rows, and a last row whose line does not end."""
    users = VERSION_1_1["users.csv"].replace("u2,active", "\r\nu2,active").rstrip("\r\n")
    bundle = {**VERSION_1_1, "users.csv": users.encode("cp1252")}
    found = read(bundle)
    notes = said(found["users.csv"])
    assert notes["read as Windows-1252"] == 1
    assert notes["blank rows passed over"] == 1
    assert said(found["users.csv"], "warning") == {"the last row does not end its line": 1}
    assert found["users.csv"].encoding == "Windows-1252"
    assert found["users.csv"].tables["pupils"][ROW].tolist() == [2, 4]


def test_rows_that_only_support_others_and_are_amiss() -> None:
    """An id twice and a row cut short: warned of, because nothing of ours is lost by them."""
    bundle = dict(VERSION_1_1)
    bundle["orgs.csv"] += "o1,active,,Second,school,9352009,\r\no9,active\r\n"
    found = read(bundle)
    assert said(found["orgs.csv"], "warning") == {
        "ids given twice": 1,
        "rows of another width than the header": 1,
    }
    assert found["users.csv"].tables["pupils"]["school_id"].tolist() == ["9352001", "9352001"]


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"orgs.csv": "sourcedId\n"}, "is no OneRoster bundle"),
        ({"users.csv": "id,role\n1,student\n"}, "has no column sourcedId"),
        ({"users.csv": "u1,active,Ayo\n"}, "users.csv has no header that OneRoster knows"),
        ({"users.csv": 'sourcedId,role\n1,"student\n'}, "users.csv is cut off"),
        ({"users.csv": zipped({"a": "b"}).decode("latin-1")}, "users.csv"),
    ],
)
def test_what_is_no_bundle_is_said_plainly(members: dict[str, str], says: str) -> None:
    """Named with the member that is to blame."""
    with pytest.raises(ReadError, match=says):
        read(members)


def test_unknown_options_are_named() -> None:
    """With the nearest that exists."""
    with pytest.raises(SettingsError, match=r"did you mean .grades"):
        read(VERSION_1_1, grade={"KG": 0})


def test_bundles_are_recognised_by_their_tables(tmp_path: Path) -> None:
    """Zip or folder, with a manifest or without, whatever folder is around it."""
    for members in (VERSION_1_1, VERSION_1_2):
        for file in (raw(zipped(members)), RawFile.read(spread(tmp_path / "sis", members))):
            found = recognise(glance(file))
            assert found is not None
            assert found.strength == NAMED
            assert "users.csv, orgs.csv" in found.because
    assert recognise(glance(raw(zipped({"manifest.csv": "a\n", "pupils.csv": "b\n"})))) is None
    assert recognise(glance(raw(b"users.csv,orgs.csv\n", "manifest.csv"))) is None
