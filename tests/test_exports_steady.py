"""Reading a file that may still be being written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening import steady
from ladders_analysis.exports.opening.steady import read_steadily


def test_a_file_that_holds_still_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No waiting where nothing changes; its time of change comes with it."""
    path = tmp_path / "marks.csv"
    path.write_bytes(b"a,b\n")
    monkeypatch.setattr(steady.time, "sleep", lambda seconds: pytest.fail("it waited"))
    assert read_steadily(path, "marks.csv") == (b"a,b\n", path.stat().st_mtime)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """Missing files are the reader's to tell."""
    with pytest.raises(FileNotFoundError):
        read_steadily(tmp_path / "marks.csv", "marks.csv")
    with pytest.raises(ReadError, match="marks.csv could not be read"):
        RawFile.read(tmp_path / "marks.csv")
