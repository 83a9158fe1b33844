"""A pickle under the name of a CSV, which makes a folder when it is unpickled."""

from __future__ import annotations

import os
import pickle
from pathlib import Path


class Trap:
    """What somebody may have been told to put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[object, ...]:
        """Make a folder when unpickled."""
        return os.mkdir, (str(self.folder / "canary"),)


def make(folder: Path) -> None:
    """Write the pickle."""
    (folder / "judgements.csv").write_bytes(pickle.dumps(Trap(folder), protocol=5))
