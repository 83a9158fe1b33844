"""Files of every shape: tables, workbooks, bundles, XML and JSON that a school could never mean.

Each strategy begins with what a format does know, its headers and words, and then lays it out
oddly: ragged rows, headers that come twice, merged cells, other encodings, codes and days of all
kinds. What comes out is bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

from fuzz.packing import join, split
from fuzz.target import CELLS, Target

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32")
NUMBERS = ("0", "-1", "1e300", "45996", "0.5", "2958466", "60", "99999999999999999999")


def words(own: Sequence[str]) -> st.SearchStrategy[str]:
    """Cells: mostly what the format holds, sometimes what any cell may hold, seldom anything."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    return st.one_of(st.sampled_from(own), st.sampled_from(own), st.sampled_from(CELLS), anything)


def _cells(text: str) -> list[list[str]]:
    """Split the text of a good file into its rows."""
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row]


@st.composite
def tables(draw: st.DrawFn, text: str) -> str:
    """Draw a table like a good one: its header more or less, its rows more or less ragged."""
    rows = _cells(text)
    top = max(range(min(len(rows), 4)), key=lambda number: sum(map(bool, rows[number])))
    over, good = rows[:top], rows[top:]
    header = list(good[0])
    own = sorted({cell for row in good for cell in row if cell})
    change = draw(st.sampled_from(["none", "none", "none", "order", "twice", "one gone", "other"]))
    place = draw(st.integers(0, len(header) - 1))
    if change == "order":
        header = draw(st.permutations(header))
    elif change == "twice":
        header.append(header[place])
    elif change == "one gone":
        header.pop(place)
    elif change == "other":
        header[place] = draw(words(own))
    width = max(len(header), 1)
    columns = [[row[n] for row in good[1:] if n < len(row)] or [""] for n in range(width)]
    like = st.tuples(*(st.one_of(st.sampled_from(each), words(own)) for each in columns))
    ragged = st.lists(words(own), max_size=width + 2)
    body = draw(st.lists(st.one_of(like.map(list), like.map(list), ragged), max_size=6))
    odd = st.lists(st.lists(words(own), max_size=3), max_size=2)
    above = draw(st.one_of(st.just(over), st.just(over), odd))
    stream = io.StringIO(newline="")
    csv.writer(
        stream,
        delimiter=draw(st.sampled_from([",", ",", ";", "\t", "|"])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    ).writerows([*above, header, *body])
    return stream.getvalue()


@st.composite
def encoded(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> bytes:
    """Draw bytes: the text in some encoding, cut off now and then."""
    text = draw(texts)
    encoding = draw(st.sampled_from(("utf-8",) * 4 + ENCODINGS))
    data = text.encode(encoding, errors="replace")
    cut = draw(st.integers(0, 4 * len(data)))
    return data[:cut] if cut < len(data) else data


@st.composite
def _sheet_cell(draw: st.DrawFn, own: Sequence[str]) -> str:
    """Draw one cell of a sheet: its type, its style, perhaps its place."""
    kind = draw(st.sampled_from(["inlineStr", "str", "n", "b", "e", "d", "s", "odd", ""]))
    place = draw(st.sampled_from(["", "", "", ' r="B2"', ' r="C1"', ' r="AA3"', ' r="1"', ' r=""']))
    style = draw(st.sampled_from(["", ' s="1"', ' s="2"', ' s="99"']))
    value = escape(draw(st.one_of(words(own), st.sampled_from(NUMBERS))))
    value = "".join(letter for letter in value if letter >= " " or letter in "\t\n")
    typed = f' t="{kind}"' if kind else ""
    if kind == "inlineStr":
        return f"<c{place}{style}{typed}><is><t>{value}</t></is></c>"
    return f"<c{place}{style}{typed}><v>{value}</v></c>"


@st.composite
def sheets(draw: st.DrawFn, own: Sequence[str], header: Sequence[str]) -> bytes:
    """Draw a sheet: its header as it should be, then cells of all types, some of them merged."""
    head = "".join(f'<c t="str"><v>{escape(name)}</v></c>' for name in header)
    rows = draw(st.lists(st.lists(_sheet_cell(own), max_size=6), max_size=5))
    numbers = draw(st.lists(st.sampled_from(["", "", "", ' r="2"', ' r="9"']), min_size=5))
    body = "".join(
        f"<row{number}>{''.join(row)}</row>" for row, number in zip(rows, numbers, strict=False)
    )
    ranges = st.sampled_from(["A1:B1", "A1:A2", "B1:C1", "C1:ZZ1", "A2", "Z9:A1", "", "A1:B2"])
    merged = "".join(
        f"<mergeCell ref={quoteattr(each)}/>" for each in draw(st.lists(ranges, max_size=3))
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<worksheet xmlns="{space}"><sheetData><row>{head}</row>{body}</sheetData>'
        f"<mergeCells>{merged}</mergeCells></worksheet>"
    ).encode()


@st.composite
def bundles(draw: st.DrawFn, members: Mapping[str, str]) -> bytes:
    """Draw a bundle: most members good, some of them odd, one of them gone."""
    odd = draw(st.lists(st.sampled_from(sorted(members)), max_size=3))
    gone = draw(st.sampled_from([*sorted(members), "", ""]))
    return join(
        {
            name: draw(encoded(tables(text))) if name in odd else text
            for name, text in members.items()
            if name != gone
        }
    )


@st.composite
def elements(draw: st.DrawFn, text: str) -> str:
    """Draw XML like a good file: elements left out, doubled, moved, renamed or said otherwise."""
    root = ElementTree.fromstring(text)
    for _ in range(draw(st.integers(1, 4))):
        parents = [each for each in root.iter() if len(each)] or [root]
        parent = draw(st.sampled_from(parents))
        child = draw(st.sampled_from(list(parent) or [parent]))
        change = draw(st.sampled_from(["drop", "double", "move", "rename", "say", "say", "empty"]))
        if change == "drop" and child is not parent:
            parent.remove(child)
        elif change == "double" and child is not parent:
            parent.append(deepcopy(child))
        elif change == "move":
            draw(st.sampled_from(parents)).append(deepcopy(child))
        elif change == "rename":
            child.tag = draw(st.sampled_from(sorted({each.tag for each in root.iter()})))
        elif change == "say":
            said = draw(words(["2026", "ENG", "KS1", "PHO", "104", "A"]))
            child.text = "".join(letter for letter in said if letter >= " ")
        elif change == "empty":
            child.clear()
    return ElementTree.tostring(root, encoding="unicode")


def leaves() -> st.SearchStrategy[object]:
    """Draw what JSON can hold at the end of a branch."""
    return st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**70), 2**70),
        st.floats(allow_nan=True),
        st.sampled_from(CELLS),
        st.text(max_size=6),
    )


@st.composite
def values(draw: st.DrawFn, good: object) -> object:
    """Draw a value like a good one, any part of it replaced by something else now and then."""
    if draw(st.integers(0, 19)) == 0:
        anything = st.recursive(leaves(), lambda inner: st.lists(inner, max_size=2), max_leaves=4)
        return draw(anything)
    if isinstance(good, dict):
        return {
            name: draw(values(each)) for name, each in good.items() if draw(st.integers(0, 19)) != 0
        }
    if isinstance(good, list):
        return [
            draw(values(each)) for each in good for _ in range(draw(st.sampled_from([1, 1, 2])))
        ]
    return good


def files(target: Target) -> st.SearchStrategy[bytes]:
    """Give the strategy that fits a target's first good input."""
    good = target.seeds[0]
    if target.file.endswith(".json"):
        return encoded(values(json.loads(good)).map(json.dumps))
    if target.file.endswith(".xml"):
        return encoded(elements(good.decode("utf-8")))
    if target.file.endswith(".xlsx"):
        header = ["Adm No", "Name", "Reading R1", "Maths M1", "Reading"]
        return sheets(["00123", "00124", "Secure", "NY", "EXS", "Total"], header)
    if target.file.endswith(".zip"):
        return bundles({name: part.decode() for name, part in split(good)})
    return encoded(tables(good.decode("utf-8")))
