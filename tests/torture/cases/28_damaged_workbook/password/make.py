"""A workbook with a password is no zip: Office packs it into a file of the older kind."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> None:
    """Write the head of such a file: its mark, and the name of the stream that is locked."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    stream = "EncryptedPackage".encode("utf-16-le")
    (folder / "marks.xlsx").write_bytes(head + stream + bytes(512 - len(stream)))
