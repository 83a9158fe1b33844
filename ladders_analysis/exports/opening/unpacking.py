"""Unpacking a zip in pieces, under limits: a small file can ask for more memory than there is.

Workbooks and bundles are both zips; what may go wrong while one is unpacked is said here once.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator

from ladders_analysis.errors import ReadError

MOST_RATIO = 250
"""Unpacked ÷ packed size; real sheets and lists reach about 30."""
SMALL = 2_000_000
"""Parts below this unpacked size are harmless whatever their ratio [bytes]."""
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What unpacking a damaged zip may raise."""
_CHUNK = 1 << 20


def is_encrypted(parts: zipfile.ZipFile) -> bool:
    """Say whether any part of a zip needs a password."""
    return any(part.flag_bits & 1 for part in parts.infolist())


def unpacked(
    parts: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, too_much: str
) -> Iterator[bytes]:
    """Unpack one part in pieces, stopping at the limits.

    Parameters
    ----------
    parts, part
        The zip, and which part of it.
    room
        Bytes that it may unpack to.
    too_much
        The message where it unpacks to more, or swells beyond what real files do.

    Raises
    ------
    ReadError
        It unpacks to too much.
    """
    size = 0
    with parts.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            swollen = size > SMALL and size > MOST_RATIO * max(part.compress_size, 1)
            if size > room or swollen:
                raise ReadError(too_much)
            yield piece
