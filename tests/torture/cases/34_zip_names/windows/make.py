"""A bundle with members that climb and name a drive, as Windows writes them."""

from __future__ import annotations

import zipfile
from pathlib import Path

MANIFEST = "propertyName,value\noneroster.version,1.1\n"
USERS = "sourcedId,status,dateLastModified,role,username\nu1,active,2026-01-01,student,ayo\n"


def make(folder: Path) -> None:
    """Write the bundle."""
    with zipfile.ZipFile(folder / "bundle.zip", "w") as bundle:
        bundle.writestr("manifest.csv", MANIFEST)
        bundle.writestr("..\\\\..\\\\canary", USERS)
        bundle.writestr("C:canary", USERS)
        bundle.writestr("users.csv", USERS)
