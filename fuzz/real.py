"""Inputs cut from the real files beside the checkout, where they are there; never kept with it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from fuzz.packing import join

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LINES = 6
"""Lines taken of each table."""


def _top(path: Path, lines: int = LINES) -> bytes:
    """Take the first lines of a table."""
    with path.open("rb") as stream:
        return b"".join(islice(stream, lines))


def real_seeds(target: str) -> list[bytes]:
    """Give the real inputs that a target may begin with besides its own.

    Parameters
    ----------
    target
        Its name.
    """
    if target in ("oak-flat", "oak-key-stage"):
        flat = DATA / "oak" / "nc_england_statements_ks1_ks2.csv"
        return [_top(flat)] if flat.exists() else []
    if target == "oneroster":
        bundles = {path.parent for path in DATA.glob("oneroster/*/manifest.csv")}
        return [
            join({path.name: _top(path) for path in sorted(folder.glob("*.csv"))})
            for folder in sorted(bundles)
        ]
    return []
