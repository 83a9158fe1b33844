"""Packing: a fuzzer changes plain text best, so files within files are packed after it has.

An input is the parts of a bundle one after the other, each under a line that names it. What does
not follow that form is one part.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Mapping

MARK = re.compile(rb"(?:^|\n)=== ([ -~]{1,80}) ===\r?\n")


def join(parts: Mapping[str, str | bytes]) -> bytes:
    r"""Write parts one after the other.

    Examples
    --------
    >>> join({"a.csv": "x\n", "b.csv": "y\n"})
    b'=== a.csv ===\nx\n\n=== b.csv ===\ny\n'
    """
    written = (
        b"=== " + name.encode() + b" ===\n" + (part.encode() if isinstance(part, str) else part)
        for name, part in parts.items()
    )
    return b"\n".join(written)


def split(data: bytes) -> list[tuple[str, bytes]]:
    r"""Take parts apart again; a name may come twice, as it may in a zip.

    Examples
    --------
    >>> split(join({"a.csv": "x\n", "b.csv": "y\n"}))
    [('a.csv', b'x\n'), ('b.csv', b'y\n')]
    >>> split(b"x")
    [('part', b'x')]
    """
    pieces = MARK.split(data)
    named = [
        (name.decode("ascii"), part) for name, part in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    return named or [("part", data)]


def zipped(data: bytes) -> bytes:
    """Pack parts as a zip, without compression and with one time, so that it is always the same."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as bundle:
        there: set[str] = set()
        for name, part in split(data):
            if name not in there:
                bundle.writestr(zipfile.ZipInfo(name), part)
            there.add(name)
    return stream.getvalue()


WORKBOOK = {
    "[Content_Types].xml": """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>""",
    "_rels/.rels": """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
<Relationship Id="rId2" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>
<Relationship Id="rId3" Target="sharedStrings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>
</Relationships>""",
    "xl/workbook.xml": """<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""",
    "xl/styles.xml": """<?xml version="1.0"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>
</styleSheet>""",
    "xl/sharedStrings.xml": """<?xml version="1.0"?>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Adm No</t></si>
<si><t>Name</t></si><si><t>Reading</t></si></sst>""",
}
"""The parts of a workbook that a sheet needs around it."""


def workbook(data: bytes) -> bytes:
    """Pack parts as a workbook, what it needs besides being given."""
    parts = dict(split(data))
    if "part" in parts:
        parts["xl/worksheets/sheet1.xml"] = parts.pop("part")
    whole = {**{name: part.encode() for name, part in WORKBOOK.items()}, **parts}
    return zipped(join(whole))


def compressed(data: bytes) -> bytes:
    """Compress with one time, so that it is always the same."""
    return gzip.compress(data, 1, mtime=0)


def plain(data: bytes) -> bytes:
    """Leave the input as it is."""
    return data
