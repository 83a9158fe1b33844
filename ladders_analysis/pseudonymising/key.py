"""The secret key behind pseudonyms: 32 random bytes in a private file of its own.

Whoever has the key can work out which pseudonym is which child, so it never lies beside the data
nor beside the copy made with it, and nothing ever prints it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ladders_analysis.errors import LaddersError

KEY_BYTES = 32


class Key(NamedTuple):
    """The key, and what is worth saying of its file."""

    secret: bytes
    made: bool
    readable_by_others: bool

    def __repr__(self) -> str:
        """Never show the secret, not even in a traceback."""
        return f"<Key made={self.made}>"


def read_or_make_key(path: Path, away_from: Iterable[Path]) -> Key:
    """Read the key from its file, or make one where there is no file.

    Parameters
    ----------
    path
        The key file: 64 hexadecimal digits.
    away_from
        Folders in which it must not lie.

    Returns
    -------
    Key

    Raises
    ------
    LaddersError
        The file lies in one of the folders, cannot be read or made, or holds no key.

    Notes
    -----
    32 bytes are as many as the output of SHA-256, the recommended length of an HMAC's key
    (RFC 2104, 1997, section 3). A new file can be read by its owner only.
    """
    for folder in away_from:
        if path.resolve().is_relative_to(folder.resolve()):
            raise LaddersError(
                f"The key file must not lie in {folder}: whoever gets the folder would get the key "
                "with it. Keep it where only you can read it."
            )
    try:
        return _made(path) if not path.exists() else _read(path)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        raise LaddersError(
            f"The key file {path.name} cannot be read or made: {error.strerror}. Name a file in a "
            "folder that is there and that you may write to."
        ) from None


def _made(path: Path) -> Key:
    """Make a key file that only its owner may read."""
    secret = secrets.token_bytes(KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(handle)
    return Key(secret, made=True, readable_by_others=False)


def _read(path: Path) -> Key:
    """Read a key file, and see whether others may."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:  # not ASCII, or not hexadecimal
        secret = b""
    if len(secret) != KEY_BYTES:
        raise LaddersError(
            f"{path.name} is not a key file: it must hold {2 * KEY_BYTES} hexadecimal digits and "
            "nothing else. Name the file made with the first copy, or a new name to make a key."
        )
    others = os.name == "posix" and bool(path.stat().st_mode & 0o077)
    return Key(secret, made=False, readable_by_others=others)
