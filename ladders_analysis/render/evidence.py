"""Every text that a finished page holds, wherever it hides.

A name can stand in a page's words, but also in an attribute, a comment, an escape, the notes inside
a picture or data encoded for transport. This module only digs texts out and folds them to one
form; `scan` decides what they may not say.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PIXELS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA pHYs sRGB cHRM".split())
MAXIMUM_UNPACKED = 1_000_000  # bytes of one compressed picture note
MAXIMUM_DEPTH = 3  # data within data within data
DATA_ADDRESS = re.compile(r"data:[\w/+.-]*(?:;[\w=.-]+)*;base64,([A-Za-z0-9+/=_\s-]*)", re.I)
ENCODED_RUN = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
BLOCK_TAG = re.compile(
    r"</?(?:p|h[1-6]|section|table|figure|figcaption|ul|ol|main|header|footer|title|caption)\b[^>]*>",
    re.I,
)
TAG = re.compile(r"<!--|-->|</?[A-Za-z][^>]*>")
CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
CODE_ESCAPE = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\x([0-9A-Fa-f]{2})")
END_OF_BLOCK = " ¶ "
# Letters that Unicode does not take apart into a plain letter and its mark.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
    | dict.fromkeys("’‘ʼʹ`´′＇", "'")
)


class Text(NamedTuple):
    """A text found in a page, and where it was."""

    where: str
    text: str


def fold(text: str) -> str:
    """Fold case, accents, apostrophes and invisible characters to one plain form.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text in lower case without marks or characters of no width.

    Examples
    --------
    >>> fold("ZOË O’Bri\N{ZERO WIDTH SPACE}en")
    "zoe o'brien"
    """
    taken_apart = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in taken_apart if unicodedata.category(c) not in {"Mn", "Cf", "Me"})
    return "".join(kept).translate(PLAIN)


def texts(data: bytes, depth: int = 0) -> Iterator[Text]:
    """Dig every text out of a page or of data embedded in one.

    Parameters
    ----------
    data
        The bytes.
    depth
        How deep inside other data these bytes were.

    Yields
    ------
    Text
        The source as it stands, the words with tags taken off in two ways (a tag between two
        words; a tag inside a word), and what embedded data holds, each unescaped, not folded.
    """
    page = data.decode("utf-8", "replace")
    embedded: list[bytes] = []

    def take(match: re.Match[str]) -> str:
        embedded.append(_decoded(match[1]))
        return " "

    rest = DATA_ADDRESS.sub(take, page)
    where = "the page's source" if depth == 0 else "embedded data"
    read = "the page's words" if depth == 0 else where
    plain = html.unescape(html.unescape(rest))
    # as browsers read it, and with the escapes of addresses, style sheets and code undone as well
    for source in dict.fromkeys((plain, unescaped(plain))):
        yield Text(where, source)
        apart = BLOCK_TAG.sub(END_OF_BLOCK, source)
        yield Text(read, TAG.sub(" ", apart))
        yield Text(read, TAG.sub("", apart))
    for run in ENCODED_RUN.findall(rest):
        inside = _decoded(run)
        if inside and _is_readable(inside):
            yield Text("encoded text", inside.decode("utf-8", "replace"))
    for inside in embedded:
        yield from _embedded_texts(inside, depth + 1)


def unescaped(text: str) -> str:
    """Undo the escapes of addresses, of code and of style sheets."""
    plain = CODE_ESCAPE.sub(lambda found: _character(found[1] or found[2]), unquote(text))
    return CSS_ESCAPE.sub(lambda found: _character(found[1]), plain)


def _character(code: str) -> str:
    """Give the character of a hexadecimal code, or a space when there is none."""
    number = int(code, 16)
    return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else " "


def _embedded_texts(data: bytes, depth: int) -> Iterator[Text]:
    """Dig the texts out of one piece of embedded data."""
    if data.startswith(PNG_SIGNATURE):
        yield from png_texts(data)
        return
    for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
        yield Text("embedded data", data.decode(encoding, "replace"))
    if depth <= MAXIMUM_DEPTH:
        yield from texts(data, depth)


def png_texts(data: bytes) -> Iterator[Text]:
    """Dig the texts out of a picture: everything but its pixels.

    Parameters
    ----------
    data
        A PNG file.

    Yields
    ------
    Text
        Each chunk that is not pixels, unpacked where it is packed, and whatever follows the end.
    """
    where = "the notes inside a picture"
    position = len(PNG_SIGNATURE)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        body = data[position + 8 : position + 8 + length]
        position += 12 + length
        if kind not in PIXELS:
            yield from _note_texts(kind, body, where)
        if kind == b"IEND":
            break
    trailing = data[position:]
    for encoding in ("utf-8", "latin-1", "utf-16-le"):
        yield Text(where, trailing.decode(encoding, "replace"))


def _note_texts(kind: bytes, body: bytes, where: str) -> Iterator[Text]:
    """Read a chunk as text in each encoding it may have, packed parts unpacked."""
    pieces = [body]
    for start in range(len(body)):
        if body[start : start + 1] == b"\x78":  # a zlib stream begins so
            unpacker = zlib.decompressobj()
            try:
                pieces.append(unpacker.decompress(body[start:], MAXIMUM_UNPACKED))
            except zlib.error:
                continue
            if kind in {b"zTXt", b"iTXt", b"iCCP"}:
                break
    for piece in pieces:
        spaced = piece.replace(b"\x00", b" ")
        for encoding in ("utf-8", "latin-1"):
            yield Text(where, unescaped(html.unescape(spaced.decode(encoding, "replace"))))
        for encoding in ("utf-16-le", "utf-16-be"):
            yield Text(where, piece.decode(encoding, "replace"))


def _decoded(encoded: str) -> bytes:
    """Decode base64 of either alphabet, however it is padded; empty when it is none."""
    plain = re.sub(r"\s", "", encoded).rstrip("=").replace("-", "+").replace("_", "/")
    whole = plain[:-1] if len(plain) % 4 == 1 else plain
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except (binascii.Error, ValueError):
        return b""


def _is_readable(data: bytes) -> bool:
    """Say whether bytes are words rather than noise."""
    text = data.decode("utf-8", "replace")
    readable = sum(c.isprintable() and c != "\N{REPLACEMENT CHARACTER}" for c in text)
    return readable >= 0.9 * len(text)
