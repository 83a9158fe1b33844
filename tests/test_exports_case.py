"""CASE packages: every item accounted for, by hand, however the associations go."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from folders import SETTINGS, load
from hypothesis import given, settings
from hypothesis import strategies as st

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import LaddersError, ReadError, SettingsError
from ladders_analysis.exports.case import package as case_package
from ladders_analysis.exports.case.reader import read_case, recognise
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.formats import NAMED
from ladders_analysis.exports.glance import glance

DOCUMENT = {"identifier": "doc", "title": "Small Standards", "subject": ["Mathematics"]}


def item(identifier: str, kind: str = "Standard", *levels: str, **more: object) -> dict[str, Any]:
    """Make a CFItem."""
    said = {
        "identifier": identifier,
        "fullStatement": f"Words of {identifier}.",
        "CFItemType": kind,
    }
    return {**said, **({"educationLevel": list(levels)} if levels else {}), **more}


def under(child: str, heading: str, place: int | None = 1) -> dict[str, Any]:
    """Make an `isChildOf`."""
    return {
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": child, "uri": f"https://example.org/{child}"},
        "destinationNodeURI": {"identifier": heading},
        **({} if place is None else {"sequenceNumber": place}),
    }


ITEMS: list[Any] = [
    item("g", "Domain", fullStatement="Number"),
    item("a", "Standard", "KG", fullStatement="Counts \n to ten.", humanCodingScheme="K.1"),
    item("b", "Standard", "01", humanCodingScheme="1.1"),
    item("b1", "Component", "01"),
    item("b2", "Component"),
    item("h", "Domain", fullStatement="Shape"),
    item("c", "Standard", "01", "02", humanCodingScheme="1.2"),
    item("d", "Standard", "07"),
    item("e"),
    item("f", "Standard", "PK"),
    item("k", "Standard", "03"),
    item("x", "Standard", "03"),
    item("y", "Standard", "03"),
    item("a", "Standard", "05"),
    "not an item",
    item("m", "Standard", "02"),
    item("n", "Standard", "04"),
]
LINKS: list[Any] = [
    under("h", "doc", 2),
    under("g", "doc", 1),
    under("a", "g", 2),
    under("b", "g", 1),
    under("b2", "b", 2),
    under("b1", "b", 1),
    under("c", "h", None),
    under("d", "h", 3),
    under("e", "h", 4),
    under("f", "h", 5),
    under("x", "y"),
    under("y", "x"),
    under("m", "g", 3),
    under("m", "h", 1),
    under("n", "gone"),
    under("stranger", "g"),
    under("c", "h", 9),
    {"associationType": "isRelatedTo", "originNodeURI": "a", "destinationNodeURI": "c"},
    7,
]


def package(
    items: Sequence[object] = ITEMS,
    links: Sequence[object] = LINKS,
    document: Mapping[str, object] = DOCUMENT,
) -> dict[str, object]:
    """Put a package together."""
    return {"CFDocument": document, "CFItems": items, "CFAssociations": links}


def read(whole: object, options: Mapping[str, object] | None = None) -> Extract:
    """Read a package, or bytes as they are."""
    data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    file = RawFile(Path("x.json"), "x.json", data, "", None)
    return read_case(file, options or {}, Calendar((), ()))[0]


def rows(extract: Extract, *columns: str) -> list[tuple[str, ...]]:
    """List the statements."""
    table = extract.tables["statements"]
    return list(table[list(columns)].itertuples(index=False, name=None))


def told(extract: Extract) -> dict[str, int]:
    """Count what was told, by severity and rule."""
    found: dict[str, int] = {}
    for problem in extract.problems:
        key = f"{problem.severity}: {problem.rule}"
        found[key] = found.get(key, 0) + problem.count
    return found


BY_HAND = [
    ("b1", "Number", "1", "", 4),
    ("b2", "Number", "1", "", 5),
    ("a", "Number", "0", "", 2),
    ("m", "Number", "2", "", 16),
    ("c", "Shape", "1", "2", 7),
    ("k", "Small Standards", "3", "", 11),
    ("n", "Small Standards", "4", "", 17),
]


def test_every_item_is_accounted_for_by_hand() -> None:
    """Seventeen items: 7 statements, 3 headings, 1 beyond Year 6 and 6 refused."""
    extract = read(package())
    assert rows(extract, "statement_id", "ladder", "year", "year_to", "_row") == BY_HAND
    assert set(extract.tables["statements"]["subject"]) == {"Mathematics"}
    assert (extract.rows_read, extract.refused) == (13, 6)
    assert told(extract) == {
        "refused: identifier given twice": 1,
        "refused: not a CFItem": 1,
        "refused: isChildOf goes round in a circle": 2,
        "refused: no year group": 1,
        "refused: unknown education level": 1,
        "warning: not a CFAssociation": 1,
        "warning: an item under two headings": 1,
        "warning: a heading that is not in the file": 1,
        "warning: no isChildOf for an item": 1,
        "note: association of another type": 1,
        "note: isChildOf of an item that is not in the file": 1,
        "note: isChildOf said twice": 1,
        "note: headings over statements": 3,
        "note: beyond Year 6": 1,
        "note: no Domain above it": 2,
    }
    refused = {p.rule: p.row for p in extract.problems if p.severity == "refused"}
    assert refused["no year group"] == 9 and refused["unknown education level"] == 10
    remedies = [p.remedy for p in extract.problems if p.rule == "unknown education level"]
    assert 'levels = { "PK" = 1 }' in remedies[0]


def test_without_associations_everything_stands_at_the_top() -> None:
    """A package may leave the list out; the document's title is then every ladder."""
    extract = read({"CFDocument": DOCUMENT, "CFItems": [item("p", "Standard", "01")]})
    assert rows(extract, "statement_id", "ladder") == [("p", "Small Standards")]
    assert told(extract)["warning: no isChildOf for an item"] == 1


def test_a_wrapped_package_is_the_same() -> None:
    """Some servers put everything inside `CFPackage`."""
    extract = read({"CFPackage": package()})
    assert rows(extract, "statement_id", "ladder", "year", "year_to", "_row") == BY_HAND
    marked = read(b"\xef\xbb\xbf" + json.dumps(package()).encode())
    assert len(marked.tables["statements"]) == 7


def test_words_stand_on_one_line_and_order_is_the_trees() -> None:
    """Line breaks go; siblings without a place come after those with one, as the file has them."""
    extract = read(package())
    assert ("a", "Counts to ten.") in rows(extract, "statement_id", "text")
    items = [item(name, "Standard", "01") for name in "pqrs"]
    links = [under("p", "doc", None), under("q", "doc", None), under("r", "doc", 5)]
    extract = read(package(items, [*links, under("s", "doc", 4)]))
    assert [name for (name,) in rows(extract, "statement_id")] == ["s", "r", "p", "q"]


def test_standards_instead_of_their_parts() -> None:
    """With leaf = "Standard" b is the statement and its two components are counted as parts."""
    extract = read(package(), {"leaf": "standard"})
    names = [name for (name,) in rows(extract, "statement_id")]
    assert names == ["b", "a", "m", "c", "k", "n"]
    counts = told(extract)
    assert counts["note: parts of a standard"] == 2
    assert counts["note: headings over statements"] == 2
    # With leaf = "Component" only the two components are statements; g and b stand over them.
    extract = read(package(), {"leaf": "Component"})
    assert rows(extract, "statement_id", "ladder") == [("b1", "Number"), ("b2", "Number")]
    counts = told(extract)
    assert counts["note: headings over statements"] == 2
    # 17 items − 2 − 2 headings − 4 refused (twice, no item, circle) leave 9.
    assert counts["note: no Component under it"] == 9


def test_the_ladder_from_a_type_or_a_depth() -> None:
    """The heading of that type or depth; else the nearest above, and a count of those."""
    extract = read(package(), {"ladder_from": "Standard"})
    assert rows(extract, "statement_id", "ladder")[:3] == [
        ("b1", "Words of b."),
        ("b2", "Words of b."),
        ("a", "Number"),
    ]
    assert told(extract)["note: no Standard above it"] == 5
    by_depth = read(package(), {"ladder_from": 1, "ladders": {"Number": "Number and place"}})
    assert rows(by_depth, "statement_id", "ladder")[0] == ("b1", "Number and place")
    assert told(by_depth)["note: no heading at depth 1 above it"] == 2


def test_codes_as_ids() -> None:
    """The code where there is one; a code of two statements is nobody's."""
    extract = read(package(), {"id_from": "humanCodingScheme"})
    names = [name for (name,) in rows(extract, "statement_id")]
    assert names == ["b1", "b2", "K.1", "m", "1.2", "k", "n"]
    twice = [item(name, "Standard", "01", humanCodingScheme="1.1") for name in "pq"]
    beyond = item("r", "Standard", "08", humanCodingScheme="8.1")
    also = item("s", "Standard", "01", humanCodingScheme="8.1")
    extract = read(package([*twice, beyond, also], []), {"id_from": "humanCodingScheme"})
    assert rows(extract, "statement_id") == [("8.1",)]
    assert told(extract)["refused: one code for several statements"] == 2


def test_levels_are_the_schools_to_say() -> None:
    """A Kindergarten that is Year 1 moves everything one year up; "03" stays the Year 3 it was."""
    levels = {"KG": 1, "01": 2, "02": 3, "PK": 0}
    extract = read(package(), {"levels": levels})
    assert rows(extract, "statement_id", "year", "year_to") == [
        ("b1", "2", ""),
        ("b2", "2", ""),
        ("a", "1", ""),
        ("m", "3", ""),
        ("f", "0", ""),
        ("c", "2", "3"),
        ("k", "3", ""),
        ("n", "4", ""),
    ]
    with pytest.raises(SettingsError, match="a year group is 0"):
        read(package(), {"levels": {"KG": -1}})


def test_a_band_that_ends_beyond_year_6_is_not_due_in_primary_school() -> None:
    """Due at the end of its last year: Years 5 to 8 are beyond, Years 5 to 6 a band."""
    items = [item("p", "Standard", "05", "06", "07", "08"), item("q", "Standard", "05", "06")]
    extract = read(package(items, []))
    assert rows(extract, "statement_id", "year", "year_to") == [("q", "5", "6")]
    assert told(extract)["note: beyond Year 6"] == 1


def test_the_subject() -> None:
    """Stated, else the document's only subject, else its title; none is an error."""
    assert rows(read(package(), {"subject": "Maths"}), "subject")[0] == ("Maths",)
    two = {**DOCUMENT, "subject": ["Mathematics", "Science"]}
    assert rows(read(package(document=two)), "subject")[0] == ("Small Standards",)
    with pytest.raises(ReadError, match="names no subject and no title"):
        read(package(document={}))


def test_words_that_are_missing_and_things_in_wrong_places() -> None:
    """Blank words, numbers for names and lists for words are refused one by one."""
    items = [
        item("p", "Standard", "01", fullStatement="  "),
        item("q", "Standard", "01", fullStatement=["no", "text"]),
        {"identifier": 5},
        {},
        None,
        [],
        item("r", educationLevel="02"),
        item("s", educationLevel=2),
        item("t", educationLevel={"a": 1}),
    ]
    extract = read(package(items, [{}, None, {"associationType": ["isChildOf"]}]))
    assert rows(extract, "statement_id", "year") == [("r", "2"), ("s", "2")]
    assert told(extract)["refused: blank fullStatement"] == 2
    assert told(extract)["refused: not a CFItem"] == 4
    assert told(extract)["refused: no year group"] == 1


def test_addresses_instead_of_identifiers() -> None:
    """A node may be given by its uri alone, or by a uri that ends in the identifier."""
    items = [
        item("g", "Domain", uri="https://example.org/one/g"),
        item("p", "Standard", "01"),
    ]
    link = {
        "associationType": "isChildOf",
        "originNodeURI": "https://example.org/two/p",
        "destinationNodeURI": {"uri": "https://example.org/one/g"},
    }
    extract = read(package(items, [link, under("g", "doc")]))
    assert rows(extract, "statement_id", "ladder") == [("p", "Words of g.")]


def test_unknown_types_and_keys_are_named_with_the_nearest() -> None:
    """A slip of the pen is not a curriculum without statements."""
    with pytest.raises(ReadError, match='did you mean "Standard"'):
        read(package(), {"leaf": "Standards"})
    with pytest.raises(ReadError, match='ladder_from = "Cluster"'):
        read(package(), {"ladder_from": "Cluster"})
    with pytest.raises(SettingsError, match="unknown key `leave`"):
        read(package(), {"leave": "Standard"})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty|not JSON"),
        (b"[1]", "not one JSON object"),
        (b'{"CFDocument": {}}', "it has no CFItems"),
        (b'{"CFItems": null}', "it has no CFItems"),
        (b'{"CFItems": 5}', "CFItems is not a list"),
        (b'{"CFItems": [' + b"[" * 100_000, "nested far deeper"),
        (b'{"CFPackage": ' * 100_000, "nested far deeper"),
        (b'{"CFItems": [{"identifier": "a', "not JSON that can be read"),
        (b'{"CFItems": [], "CFDocument": {"title": "\\ud800"}}', "not JSON|no title"),
    ],
)
def test_what_is_no_package_is_a_plain_error(data: bytes, said: str) -> None:
    """Cut off, nested without end, or something else altogether."""
    with pytest.raises(ReadError, match=said):
        read(data)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither bytes nor records without end."""
    monkeypatch.setattr(case_package, "MOST_RECORDS", 3)
    with pytest.raises(ReadError, match="far more CFItems than a curriculum"):
        read(package(ITEMS[:4], []))
    monkeypatch.setattr(case_package, "MOST_BYTES", 10)
    with pytest.raises(ReadError, match="far larger than a curriculum"):
        read(package())


def test_a_chain_of_ten_thousand_headings() -> None:
    """No recursion: the last item is the one statement, its level the first heading's."""
    names = [f"i{number}" for number in range(10_000)]
    items = [item(names[0], "Domain", "01"), *(item(name, "Group") for name in names[1:])]
    links = [under(low, high) for high, low in zip(names, names[1:], strict=False)]
    extract = read(package(items, links))
    assert rows(extract, "statement_id", "ladder", "year") == [("i9999", "Words of i0.", "1")]
    assert told(extract)["note: headings over statements"] == 9_999


NAMES = st.sampled_from("abcdefg")
SOME_ITEM = st.one_of(
    st.builds(
        item,
        NAMES,
        st.sampled_from(["Domain", "Standard"]),
        st.sampled_from(["KG", "03", "09", "?"]),
    ),
    st.builds(item, NAMES),
    st.sampled_from([None, 3, {}, {"identifier": ""}]),
)
SOME_LINK = st.builds(under, NAMES, st.one_of(NAMES, st.just("doc")), st.integers(0, 3))


@given(
    items=st.lists(SOME_ITEM, max_size=9),
    links=st.lists(SOME_LINK, max_size=12),
    leaf=st.sampled_from([None, "Standard"]),
)
@settings(max_examples=200, deadline=None)
def test_whatever_the_associations_nothing_is_lost(
    items: list[Any], links: list[Any], leaf: str | None
) -> None:
    """Statements, refusals and the counts of the notes add up to the number of items."""
    try:
        extract = read(package(items, links), {} if leaf is None else {"leaf": leaf})
    except ReadError as error:
        assert "no item of the type" in str(error)
        return
    beside = ("headings over", "parts of", "no Standard under", "beyond Year 6")
    noted = sum(p.count for p in extract.problems if p.rule.startswith(beside))
    refused = sum(p.count for p in extract.problems if p.severity == "refused")
    kept = extract.tables["statements"]
    assert refused == extract.refused
    assert len(kept) + noted + refused == len(items)
    assert kept["statement_id"].is_unique


def test_a_fault_in_the_account_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that loses an item says so itself."""
    real = case_package.read_package
    monkeypatch.setattr(
        "ladders_analysis.exports.case.reader.read_package",
        lambda *given: case_package.Package(**{**vars(real(*given)), "found": 18}),
    )
    with pytest.raises(LaddersError, match="18 CFItems, but"):
        read(package())


def test_a_school_names_it(tmp_path: Path) -> None:
    """`curriculum = "x.json"` is enough; everything is then due at the end of its year."""
    files = {"x.json": json.dumps(package())}
    toml = f'curriculum = "x.json"\n{SETTINGS}'
    school = load(tmp_path, curriculum=None, files=files, settings=toml)
    assert school.statements["statement_id"].tolist() == [row[0] for row in BY_HAND]
    account = school.load_report.files.set_index("file").loc["x.json"]
    assert account[["reader", "rows_read", "kept", "refused"]].tolist() == ["case", 13, 7, 6]
    warned = school.load_report.problems.query("rule == 'no due_half_term'")
    assert warned["count"].tolist() == [7]
    assert "`ladders curriculum spread`" in warned["remedy"].item()
    table = '{ reader = "case", file = "x.json", subject = "Maths", leaf = "Standard" }'
    again = load(
        tmp_path, curriculum=None, files=files, settings=f"curriculum = {table}\n{SETTINGS}"
    )
    assert set(again.statements["subject"]) == {"Maths"}
    assert len(again.statements) == 6


def test_it_is_recognised_by_its_own_names() -> None:
    """JSON that names CASE's parts; other JSON is not."""
    for whole in (package(), {"CFPackage": package()}):
        file = RawFile(Path("x"), "x", json.dumps(whole).encode(), "", None)
        seen = recognise(glance(file))
        assert seen is not None and seen.strength == NAMED
        assert "CFDocument" in seen.because
    for data in (b'{"a": 1}', b"CFItems,CFDocument\n1,2\n"):
        assert recognise(glance(RawFile(Path("x"), "x", data, "", None))) is None
