"""A first look at files of every kind: what they are, their first rows, and no failure ever."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.glance import ROWS, Glance, glance


def looked(name: str, data: bytes) -> Glance:
    """Look at bytes under a name."""
    return glance(RawFile(Path(name), name, data, "", None))


def zipped(*members: str) -> bytes:
    """Make a zip with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for member in members:
            parts.writestr(zipfile.ZipInfo(member), "a,b\n")  # a day that never changes
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.csv", b"UPN,Name\n1,Ayo\n", "table"),
        ("a.csv", "UPN\tName\n1\tZoë\n".encode("utf-16"), "table"),
        ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?><CTfile/>", "xml"),
        ("a.txt", b'\n {"CFDocument": {}}', "json"),
        ("a.txt", b'[{"UPN": 1}]', "json"),
        ("a.csv", b"[Class],UPN\n", "table"),
        ("a.ttl", b"# maths\n", "turtle"),
        ("a.txt", b"@prefix a: <b> .\n", "turtle"),
        ("a.zip", zipped("manifest.csv", "users.csv"), "bundle"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", "unknown"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unknown"),
        ("a.csv", b"", "unknown"),
        ("a.csv", b" \r\n \n", "unknown"),
        ("a.zip", zipped("a.csv")[:40], "unknown"),
        ("a.parquet", b"PAR1 and nothing else", "unknown"),
    ],
)
def test_kinds(name: str, data: bytes, kind: str) -> None:
    """What a file is, is told from its bytes; one that cannot be looked into says why."""
    seen = looked(name, data)
    assert seen.kind == kind
    assert bool(seen.trouble) == (kind == "unknown")


def test_the_rows_of_a_csv() -> None:
    """Trimmed cells; the last row is there although no line end follows it."""
    seen = looked("a.csv", b'sep=;\nUPN; Name \n1;"Ayo; B"\n2;Lin')
    assert seen.sheets == [("", [[], ["UPN", "Name"], ["1", "Ayo; B"], ["2", "Lin"]])]
    assert seen.header_with("name", "upn") == ["UPN", "Name"]
    assert seen.header_with("name", "class") is None


def test_a_long_csv_is_looked_at_in_part() -> None:
    """The first sixty rows, none of them cut."""
    row = b"B801200005001," + b"x" * 10_000 + b"\n"
    seen = looked("a.csv", b"UPN,Note\n" + row * 100)
    assert 10 < len(seen.rows) <= ROWS
    assert {len(cells[1]) for cells in seen.rows[1:]} == {10_000}
    assert len(looked("a.csv", b"UPN,Name\n" + b"1,Ayo\n" * 500).rows) == ROWS


def test_the_rows_of_every_sheet(tmp_path: Path) -> None:
    """A workbook's sheets by name."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    for name in ("3A", "3B"):
        book.add_worksheet(name).write_row(0, 0, ["UPN", f"Name {name}"])
    book.close()
    seen = glance(RawFile.read(path))
    assert seen.kind == "table"
    assert seen.sheets == [("3A", [["UPN", "Name 3A"]]), ("3B", [["UPN", "Name 3B"]])]
    assert seen.rows == [["UPN", "Name 3A"], ["UPN", "Name 3B"]]


def test_packed_files(tmp_path: Path) -> None:
    """A compressed CSV by its head, Parquet by its columns."""
    packed = gzip.compress(b"pupil_id,subject\n" + b"00123,Reading\n" * 100_000)
    seen = looked("overall.csv.gz", packed)
    assert (seen.kind, seen.rows[0], len(seen.rows)) == ("table", ["pupil_id", "subject"], ROWS)
    assert looked("a.csv.gz", packed[:20]).kind == "unknown"
    path = tmp_path / "a.parquet"
    pd.DataFrame({"pupil_id": ["1"], "score": [2.0]}).to_parquet(path)
    assert glance(RawFile.read(path)).rows == [["pupil_id", "score"]]


def test_a_file_of_twenty_million_bytes_is_looked_at_quickly() -> None:
    """Within two seconds, on a busy machine too."""
    data = b"UPN,Surname,Forename,Reading\n" + b"B801200005001,Bell,Ayo,EXS\n" * 740_000
    assert len(data) > 19_900_000
    start = time.perf_counter()
    assert looked("a.csv", data).kind == "table"
    assert time.perf_counter() - start < 2


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"{"]))
def test_any_bytes_at_all(data: bytes, start: bytes) -> None:
    """A look never fails."""
    assert looked("a.csv", start + data).kind
