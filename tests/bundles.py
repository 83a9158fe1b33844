"""Bundles written member by member, as text, so that a test shows exactly what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from ladders_analysis.exports.contract import RawFile


def zipped(members: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Zip members under the names given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return out.getvalue()


def raw(data: bytes, name: str = "bundle.zip") -> RawFile:
    """Take bytes for a file that was read."""
    return RawFile(Path(name), name, data, "", None)


def spread(folder: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write the members of a bundle into a folder."""
    for name, content in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder
