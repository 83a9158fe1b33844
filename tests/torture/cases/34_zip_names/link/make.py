"""A bundle with a member that is a link to another file."""

from __future__ import annotations

import zipfile
from pathlib import Path

MANIFEST = "propertyName,value\noneroster.version,1.1\n"
USERS = "sourcedId,status,dateLastModified,role,username\nu1,active,2026-01-01,student,ayo\n"


def make(folder: Path) -> None:
    """Write the bundle."""
    with zipfile.ZipFile(folder / "bundle.zip", "w") as bundle:
        bundle.writestr("manifest.csv", MANIFEST)
        link = zipfile.ZipInfo("users.csv")
        link.create_system = 3
        link.external_attr = 0o120777 << 16
        bundle.writestr(link, str(folder / "school.toml"))
