"""Files that only grow: one line whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from ladders_analysis.appending import append_line, read_lines
from ladders_analysis.errors import LaddersError
from ladders_analysis.locking import lock, try_lock


def test_lines_are_added_in_order(tmp_path: Path) -> None:
    """The file is made for its owner only; text of any script is kept."""
    path = tmp_path / "releases.jsonl"
    assert append_line(path, '"Zoë"') is None
    assert append_line(path, '"two"') is None
    assert path.read_bytes() == '"Zoë"\n"two"\n'.encode()
    assert read_lines(path) == ['"Zoë"', '"two"']
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_no_file_has_no_lines(tmp_path: Path) -> None:
    """Before the first line there is nothing."""
    assert read_lines(tmp_path / "releases.jsonl") == []


@pytest.mark.parametrize("text", ["", "two\nlines", "a carriage\rreturn"])
def test_one_line_is_one_line(tmp_path: Path, text: str) -> None:
    """Several lines, or none, are refused, and nothing is made."""
    with pytest.raises(LaddersError, match="one line at a time"):
        append_line(tmp_path / "releases.jsonl", text)
    assert list(tmp_path.iterdir()) == []


def test_a_long_last_line_is_found(tmp_path: Path) -> None:
    """Half a line may be longer than what is looked at in one go."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"1\n" + b'"' + b"x" * 200_000)
    assert append_line(path, "2") == tmp_path / "releases.jsonl.torn"
    assert path.read_bytes() == b"1\n2\n"
    assert (tmp_path / "releases.jsonl.torn").stat().st_size == 200_002


def test_half_a_line_is_not_read(tmp_path: Path) -> None:
    """It was never confirmed; a whole line without an end is read."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b'{"a": 1}\n{"a"')
    assert read_lines(path) == ['{"a": 1}']
    path.write_bytes(b'{"a": 1}\n{"a": 2}')
    assert read_lines(path) == ['{"a": 1}', '{"a": 2}']


def test_what_is_whole_may_be_said(tmp_path: Path) -> None:
    """Lines that are not JSON say for themselves when they are whole."""
    path = tmp_path / "notes.txt"
    path.write_bytes(b"first.\nsecond.")
    append_line(path, "third.", is_whole=lambda text: text.endswith("."))
    assert path.read_bytes() == b"first.\nsecond.\nthird.\n"


def test_a_full_disk_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of the line reaches the disk and then there is no room: it is taken off again."""
    path = tmp_path / "releases.jsonl"
    append_line(path, "1")
    real = os.write
    room = [3]

    def write(handle: int, data: bytes) -> int:
        """Write what there is room for."""
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = real(handle, data[: room[0]])
        room[0] -= taken
        return taken

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(LaddersError, match="No space left on device. Nothing was added"):
        append_line(path, '"a long line"')
    assert path.read_bytes() == b"1\n"


def test_a_failed_writing_keeps_the_line_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an editor took the last end off, the line it ended is still there."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"1\n2")

    def fsync(handle: int) -> None:
        """Fail to reach the disk."""
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(LaddersError, match="Nothing was added"):
        append_line(path, "3")
    assert path.read_bytes() == b"1\n2"


def test_waiting_for_another_program(tmp_path: Path) -> None:
    """A writer waits for its turn, and says so where it never comes."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b"1\n")
    handle = os.open(path, os.O_RDWR)
    assert try_lock(handle)
    with pytest.raises(LaddersError, match="in use by another program for 0.05 seconds"):
        append_line(path, "2", seconds=0.05)
    with pytest.raises(LaddersError, match="in use by another program"):
        read_lines(path, seconds=0.05)
    threading.Timer(0.1, os.close, [handle]).start()
    append_line(path, "2", seconds=30)
    assert read_lines(path) == ["1", "2"]


def test_a_lock_goes_with_its_file(tmp_path: Path) -> None:
    """Closing the file lets go; nobody has to tidy up."""
    path = tmp_path / "a"
    path.write_bytes(b"")
    first, second = os.open(path, os.O_RDWR), os.open(path, os.O_RDWR)
    assert lock(first, 0) and not lock(second, 0)
    os.close(first)
    assert lock(second, 0)
    os.close(second)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """The ledger stands beside a school folder; that must exist."""
    with pytest.raises(LaddersError, match="could not be opened or written"):
        append_line(tmp_path / "no such" / "releases.jsonl", "1")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Somebody changed the file: that is not passed over."""
    path = tmp_path / "releases.jsonl"
    path.write_bytes(b'"\xff"\n')
    with pytest.raises(LaddersError, match="not UTF-8"):
        read_lines(path)
