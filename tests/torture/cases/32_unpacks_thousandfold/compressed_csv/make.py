"""A compressed list of judgements of 0.3 megabytes that unpacks to 300."""

from __future__ import annotations

import gzip
from pathlib import Path


def make(folder: Path) -> None:
    """Write the list."""
    with gzip.open(folder / "judgements.csv.gz", "wb", compresslevel=6) as stream:
        stream.write(b"pupil_id,statement_id,assessed_on,judgement\n")
        for _ in range(300):
            stream.write(b"x" * 1_000_000)
