"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.writing import whole_file, write_whole


def test_a_file_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    """New bytes, and nothing else left in the folder."""
    path = tmp_path / "new folder" / "page.html"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["page.html"]


def test_a_private_file_is_for_its_owner_only(tmp_path: Path) -> None:
    """Pages with names are not for other accounts of the computer; others follow the habit."""
    before = os.umask(0o022)
    try:
        write_whole(tmp_path / "private", b"x", private=True)
        write_whole(tmp_path / "open", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "open").stat().st_mode) == 0o644


def test_a_failure_while_writing_leaves_the_earlier_file(tmp_path: Path) -> None:
    """A full disk half-way: the earlier file is intact, no half file is left, and it is said."""
    path = tmp_path / "page.html"
    path.write_bytes(b"earlier")
    with pytest.raises(LaddersError, match="page.html could not be written"), whole_file(path) as t:
        t.write_bytes(b"hal")
        raise OSError(errno.ENOSPC, "No space left on device")
    assert path.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_being_interrupted_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl+C while writing leaves no half file."""
    with pytest.raises(KeyboardInterrupt), whole_file(tmp_path / "page.html") as temporary:
        temporary.write_bytes(b"hal")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_real(tmp_path: Path) -> None:
    """Where the system has a device that is always full, the real error is said plainly."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(LaddersError, match="No space left"), whole_file(tmp_path / "a"):
        full.write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path) -> None:
    """The folder cannot be made."""
    (tmp_path / "pages").write_bytes(b"")
    with pytest.raises(LaddersError, match="could not be written"):
        write_whole(tmp_path / "pages" / "a.html", b"x")


def test_a_file_that_is_being_written_is_not_taken_for_abandoned(tmp_path: Path) -> None:
    """Two programs may write to one folder at once."""
    with whole_file(tmp_path / "slow.csv") as temporary:
        temporary.write_bytes(b"half")
        write_whole(tmp_path / "quick.csv", b"all")
        assert temporary.read_bytes() == b"half"
        temporary.write_bytes(b"whole")
    assert (tmp_path / "slow.csv").read_bytes() == b"whole"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["quick.csv", "slow.csv"]


def test_what_a_killed_program_left_is_removed(tmp_path: Path) -> None:
    """Only temporary files of our own whose writer is gone; other hidden files stay."""
    (tmp_path / ".ladders-abc.part").write_bytes(b"half a page")
    (tmp_path / ".somebody-else.part").write_bytes(b"")
    write_whole(tmp_path / "page.html", b"x")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".somebody-else.part", "page.html"]
