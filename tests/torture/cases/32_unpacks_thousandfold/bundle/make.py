"""A bundle whose list of pupils unpacks to half a gigabyte."""

from __future__ import annotations

import zipfile
from pathlib import Path

MEGABYTE = b"," * 1_000_000


def make(folder: Path) -> None:
    """Write the bundle."""
    with zipfile.ZipFile(
        folder / "bundle.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=6
    ) as bundle:
        bundle.writestr("manifest.csv", "propertyName,value\noneroster.version,1.1\n")
        with bundle.open("users.csv", "w", force_zip64=True) as stream:
            stream.write(b"sourcedId,status,dateLastModified,role,username\n")
            for _ in range(500):
                stream.write(MEGABYTE)
