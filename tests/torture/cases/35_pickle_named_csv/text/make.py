"""A pickle of the oldest kind is text; under the name of a CSV it is a strange CSV."""

from __future__ import annotations

from pathlib import Path


def make(folder: Path) -> None:
    """Write the pickle by hand: call os.mkdir on a folder."""
    trap = f"cos\nmkdir\n(V{folder / 'canary'}\ntR."
    (folder / "judgements.csv").write_text(trap, encoding="ascii")
