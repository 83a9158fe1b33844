"""Names and statements made fit to draw.

What a school typed may hold dollar signs, line ends, marks that no font has, or a paragraph where
a word was meant. Here it becomes one plain line that fits its place. Widths come from the font
itself, so that what fits can be decided before anything is drawn.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

ELLIPSIS = "…"
UNKNOWN = "\ufffd"
_LONGEST = 4_000


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    """Open the font that comes with matplotlib, so that every machine draws alike."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return get_font(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))


@lru_cache(maxsize=256)
def font(size: float, bold: bool = False) -> FontProperties:
    """Return the house font at a size.

    Parameters
    ----------
    size
        Size [points].
    bold
        Whether it is the bold cut.

    Returns
    -------
    FontProperties
        DejaVu Sans from matplotlib's own files.
    """
    return FontProperties(fname=str(_font(bold).fname), size=size)


@lru_cache(maxsize=1)
def _drawable() -> frozenset[int]:
    """Return the characters that both cuts of the font can draw."""
    return frozenset(_font(False).get_charmap()) & frozenset(_font(True).get_charmap())


def plain(text: object) -> str:
    r"""Make one drawable line of whatever was typed.

    Parameters
    ----------
    text
        A name, a statement, a label.

    Returns
    -------
    str
        One line: runs of white space become one space, invisible and control characters go, and a
        character that the font lacks becomes a replacement mark. Nothing is read as markup.

    Examples
    --------
    >>> plain("Explain  how\nplants grow")
    'Explain how plants grow'
    """
    kept = []
    drawable = _drawable()
    for character in unicodedata.normalize("NFC", str(text)[:_LONGEST]):
        kind = unicodedata.category(character)
        if character.isspace() or kind in ("Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind[0] == "C":
            continue
        else:
            kept.append(character if ord(character) in drawable else UNKNOWN)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=8_192)
def _advance(character: str, bold: bool) -> float:
    """Return one character's width at a size of one point."""
    face = _font(bold)
    face.set_size(64.0, 72.0)
    drawn = ord(character) if ord(character) in _drawable() else ord(UNKNOWN)
    glyph = face.load_char(drawn, flags=LoadFlags.NO_HINTING)
    return glyph.linearHoriAdvance / 65536 / 64.0


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text.

    Parameters
    ----------
    text
        One line.
    size
        Size [points].
    bold
        Whether it is set in bold.

    Returns
    -------
    float
        Width [points], a hair generous: kerning is left out.

    Examples
    --------
    >>> width_of("mm", 10) == 2 * width_of("m", 10)
    True
    """
    return size * sum(_advance(character, bold) for character in text)


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """Cut a line to the room there is, with an ellipsis where something went.

    Parameters
    ----------
    text
        One line, or anything that `plain` makes one of.
    room
        Width there is [points].
    size, bold
        How it will be set.

    Returns
    -------
    str
        The line, or its beginning and an ellipsis, preferably after a whole word.

    Examples
    --------
    >>> shorten("Explain how shadows change", 80, 9.5)
    'Explain how…'
    """
    line = plain(text)
    if width_of(line, size, bold) <= room:
        return line
    left = room - width_of(ELLIPSIS, size, bold)
    end = 0
    while end < len(line):
        left -= size * _advance(line[end], bold)
        if left < 0:
            break
        end += 1
    cut = line[:end].rstrip()
    space = cut.rfind(" ")
    if line[end : end + 1] not in ("", " ") and space > 0.6 * len(cut):
        cut = cut[:space]
    return cut.rstrip(" ,;:") + ELLIPSIS


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 3) -> list[str]:
    """Break a text into lines that fit.

    Parameters
    ----------
    text
        The text.
    room
        Width of a line [points].
    size, bold
        How it will be set.
    most
        Most lines; the last is shortened where more would be needed.

    Returns
    -------
    list of str
        The lines; none for a text without anything to draw.

    Examples
    --------
    >>> wrap("Year 3 stands lowest in maths", 80, 9.5)
    ['Year 3 stands', 'lowest in maths']
    """
    lines: list[str] = []
    words = plain(text).split()
    while words:
        if len(lines) == most - 1:
            lines.append(shorten(" ".join(words), room, size, bold))
            break
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, bold) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(shorten(line, room, size, bold))
    return lines
