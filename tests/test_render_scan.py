"""Identities planted where they hide, and words that only look like a name."""

from __future__ import annotations

import base64
import html
import struct
import unicodedata
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.errors import ReleaseError
from ladders_analysis.render.evidence import fold, png_texts, texts
from ladders_analysis.render.identities import Identities
from ladders_analysis.render.scan import Finding, refuse, scan

WHO = Identities.collect(
    names=["Zoë O’Brien", "Rose Reading", "Anne-Marie Smith Jones", "Khan, Aisha Noor", "Madonna"],
    upns=["A123456789012"],
    pupil_ids=["00123", "P-0042", "7", "2025", "x9"],
    folders=["/srv/schools/example"],
)


def chunk(kind: bytes, body: bytes) -> bytes:
    """Give a PNG chunk."""
    crc = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + crc


def png(*chunks: bytes, trailing: bytes = b"") -> bytes:
    """Give a PNG of one pixel with further chunks, and bytes after its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return (
        b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"") + trailing
    )


def picture(*chunks: bytes, trailing: bytes = b"") -> str:
    """Give an img element that holds a PNG."""
    data = base64.b64encode(png(*chunks, trailing=trailing)).decode()
    return f'<img alt="Bars" src="data:image/png;base64,{data}">'


def encoded(text: str) -> str:
    """Give text in base64."""
    return base64.b64encode(text.encode()).decode()


PLANTED = {
    "words": "<p>Zoë O’Brien is behind</p>",
    "capitals": "<p>ZOË O'BRIEN</p>",
    "no accent": "<p>Zoe O'Brien</p>",
    "no apostrophe": "<p>Zoe OBrien</p>",
    "apostrophe as space": "<p>Zoe O Brien</p>",
    "accent taken apart": f"<p>{unicodedata.normalize('NFD', 'Zoë O’Brien')}</p>",
    "surname first": "<p>O’Brien, Zoë</p>",
    "two cells": "<table><tr><td>Rose</td><td>Reading</td></tr></table>",
    "two cells turned round": "<tr><th>Reading</th>\n <td>Rose</td></tr>",
    "tag inside a word": "<p>R<b>os</b>e Read<i>ing</i></p>",
    "one word": "<p>file rosereading</p>",
    "under score": "<p>rose_reading</p>",
    "dotted": "<p>rose.reading@school</p>",
    "zero width": "<p>Ro\u200bse Rea\u200dding</p>",
    "soft hyphen": "<p>Ro\u00adse Reading</p>",
    "no-break space": "<p>Rose&nbsp;Reading</p>",
    "double escape": "<p>Rose&amp;nbsp;Reading</p>",
    "numeric entities": "<p>&#82;&#111;&#115;&#101; &#x52;eading</p>",
    "alt text": '<img alt="Bars: Rose Reading lowest">',
    "title attribute": '<abbr title="Reading, Rose">RR</abbr>',
    "data attribute": "<p data-who='Rose Reading'>a</p>",
    "comment": "<!-- Rose Reading -->",
    "style sheet": "<style>.a::after{content:'Rose Reading'}</style>",
    "style escape": "<style>a{content:'\\52 ose Reading'}</style>",
    "script escape": '<p data-x="\\u0052ose Reading">a</p>',
    "class name": '<p class="rose-reading">a</p>',
    "address": '<a href="#rose%20reading">a</a>',
    "page title": "<title>Rose Reading</title>",
    "double barrelled": "<p>Anne Marie Smith Jones</p>",
    "double barrelled as one": "<p>AnneMarie Smith Jones</p>",
    "first and last": "<p>Anne Jones</p>",
    "forename and surname of a comma name": "<p>Aisha Khan</p>",
    "comma name in full": "<p>Aisha Noor Khan</p>",
    "single name in a cell": "<td>Madonna</td>",
    "single name labelled": "<p>pupil: Madonna</p>",
    "single name as alt": '<img alt="Madonna">',
    "upn": "<p>A123456789012</p>",
    "upn lower case": "<p>a123456789012</p>",
    "upn spaced": "<p>A123 456 789 012</p>",
    "pupil id": "<td>00123</td>",
    "pupil id in an id": '<p id="pupil-00123">a</p>',
    "pupil id with signs": "<p>P-0042</p>",
    "short id labelled": "<p>pupil 7</p>",
    "short id labelled otherwise": "<p>Pupil_id: x9</p>",
    "short id as attribute": '<tr data-key="x9">',
    "short id in its column": "<table><tr><th>pupil id</th></tr><tr><td>7</td></tr></table>",
    "year-like id labelled": "<p>admission no. 2025</p>",
    "home folder": f"<p>{Path.home()}/schools</p>",
    "school folder": "<p>/srv/schools/example/pupils.csv</p>",
    "any home": "<p>/home/office/data</p>",
    "windows home": "<p>C:\\Users\\office\\data</p>",
    "file address": '<a href="file:///a">a</a>',
    "encoded text": f"<p data-x='{encoded('behind: Rose Reading')}'>a</p>",
    "encoded page": f'<a href="data:text/html;base64,{encoded("<p>Rose Reading</p>")}">a</a>',
    "encoded style": f"<style>a{{b:url(data:text/css;base64,{encoded('Rose Reading')})}}</style>",
    "encoded twice": (
        f"<a href='data:;base64,{encoded('data:;base64,' + encoded('Rose Reading'))}'>a</a>"
    ),
    "encoded wide": (
        "<a href='data:font/woff;base64,"
        f"{base64.b64encode('Rose Reading'.encode('utf-16-le')).decode()}'>a</a>"
    ),
    "png text": picture(chunk(b"tEXt", b"Title\0Rose Reading")),
    "png packed text": picture(chunk(b"zTXt", b"Title\0\0" + zlib.compress(b"Rose Reading"))),
    "png wide text": picture(chunk(b"iTXt", "Title\0\0\0\0\0Zoë O’Brien".encode())),
    "png wide packed": picture(
        chunk(b"iTXt", b"Title\0\1\0\0\0" + zlib.compress("Zoë O’Brien".encode()))
    ),
    "png camera notes": picture(chunk(b"eXIf", b"II*\0" + b"Rose Reading")),
    "png own chunk": picture(chunk(b"prVt", b"Rose Reading")),
    "after the png": picture(trailing=b"Rose Reading"),
}


@pytest.mark.parametrize("page", PLANTED.values(), ids=PLANTED.keys())
def test_an_identity_is_found_wherever_it_hides(page: str) -> None:
    """Each placement is found in a page that is otherwise clean."""
    assert scan(f"<html><p>Progress in maths.</p>{page}</html>".encode(), WHO)


CLEAN = {
    "a sentence that ends in the forename": "<p>The share rose. Reading is strong.</p>",
    "a paragraph that ends in it": "<p>how the share rose</p><h2>Reading</h2>",
    "a label": "<p>Reading: rose from 20 to 24</p>",
    "each name alone": "<p>Rose petals. We are reading.</p>",
    "part of a longer word": "<p>primrose readings</p>",
    "a year like an id": "<p>2025–26, since 2025</p>",
    "a count like an id": "<td>7</td><p>7 of 30 pupils</p>",
    "one pupil is": "<p>One pupil 7</p><p>Every pupil 7</p><p>pupils 7</p>",
    "a decimal that ends in an id": "<p>0.00123 and 1.00123</p>",
    "a longer number": "<p>9900123 and 001234</p>",
    "a single name in a sentence": "<p>Songs by Madonna and others</p>",
    "a picture": picture(),
    "a folder of the same beginning": "<p>/srv/schools/examples-of-work</p>",
}


@pytest.mark.parametrize("page", CLEAN.values(), ids=CLEAN.keys())
def test_words_that_name_nobody_pass(page: str) -> None:
    """What only looks like an identity does not stop a page."""
    assert scan(f"<html><body>{page}</body></html>".encode(), WHO) == ()


def test_a_finding_says_what_and_where_and_not_whom() -> None:
    """The findings of one page, each kind once."""
    page = "<p>Rose Reading, A123456789012</p>"
    assert scan(page.encode(), WHO) == (
        Finding("a UPN or pupil id", "the page's words"),
        Finding("a pupil's full name", "the page's words"),
    )
    with pytest.raises(ReleaseError) as caught:
        refuse(scan(page.encode(), WHO), place="governors, cell 3")
    assert "governors, cell 3" in str(caught.value)
    assert "Rose" not in str(caught.value)
    assert "A123" not in str(caught.value)


def test_nothing_found_refuses_nothing() -> None:
    """A clean page goes on."""
    refuse((), place="anywhere")


NAMES = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=3, max_size=9)


@given(NAMES, NAMES, st.sampled_from([" ", ", ", "_", "</td><td>", "-", "\n"]), st.booleans())
def test_any_full_name_is_found_in_either_order(
    forename: str, surname: str, between: str, turned: bool
) -> None:
    """Whatever the letters, joined by whatever stands between two words of a name."""
    who = Identities.collect(names=[f"{forename} {surname}"])
    first, second = (surname, forename) if turned else (forename, surname)
    page = f"<table><tr><td>{first}{between}{second}</td></tr></table>"
    assert scan(page.encode(), who)


@given(st.binary(max_size=60))
def test_broken_pictures_do_not_stop_the_search(rest: bytes) -> None:
    """Whatever follows the signature, the picture is read to its end."""
    assert all(isinstance(text.text, str) for text in png_texts(b"\x89PNG\r\n\x1a\n" + rest))


@given(st.text(max_size=60))
def test_any_text_survives_escaping(text: str) -> None:
    """What a page says is among the texts dug out of it."""
    page = f"<p>{html.escape(text)}</p>".encode("utf-8", "replace")
    assert any(fold(text.encode("utf-8", "replace").decode()) in fold(t.text) for t in texts(page))
