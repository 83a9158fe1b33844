"""Encodings, delimiters and rows of text files."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.opening.delimited import read_columns
from ladders_analysis.exports.opening.text import (
    Text,
    check_quotes,
    decode,
    find_delimiter,
    split_separator_line,
)

NAMES = "pupil_id,name\n1,Zoë O’Brien\n2,Siân\n"


@pytest.mark.parametrize(
    ("data", "encoding", "certain"),
    [
        (NAMES.encode("cp1252"), "Windows-1252", False),
        (NAMES.encode("utf-8"), "UTF-8", True),
        (NAMES.encode("utf-8-sig"), "UTF-8 with BOM", True),
        (NAMES.encode("utf-16"), "UTF-16", True),
        (codecs.BOM_UTF16_BE + NAMES.encode("utf-16-be"), "UTF-16", True),
        (NAMES.encode("utf-16-le"), "UTF-16 without BOM", False),
        (NAMES.encode("utf-32"), "UTF-32", True),
    ],
)
def test_encodings_are_found_and_stated(data: bytes, encoding: str, certain: bool) -> None:
    """The text is the same whatever the encoding, which is stated."""
    found = decode("a.csv", data)
    assert (found.text, found.encoding, found.certain) == (NAMES, encoding, certain)


def test_a_stated_encoding_is_followed_or_refused() -> None:
    """A stated encoding wins over detection; one that does not fit is an error."""
    assert decode("a.csv", b"Zo\xe9", "mac_roman").text == "ZoÈ"
    with pytest.raises(ReadError, match="not in the stated encoding 'utf-8'"):
        decode("a.csv", b"Zo\xeb", "utf-8")
    with pytest.raises(ReadError, match="stated encoding 'klingon'"):
        decode("a.csv", b"Zo", "klingon")


@pytest.mark.parametrize(
    "data",
    [
        b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00}\x94(\x8c\x01a\x94K\x01u.",
        b"PK\x03\x04rest",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0rest",
        bytes(range(256)) * 4,
    ],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    """A pickle, a zip, a PDF or an Office file named .csv gets a plain message."""
    with pytest.raises(ReadError, match=r"a\.csv"):
        decode("a.csv", data)


def test_a_damaged_utf16_file_is_refused() -> None:
    """An odd byte at the end of UTF-16 is a file cut off."""
    with pytest.raises(ReadError, match="damaged or cut off"):
        decode("a.csv", NAMES.encode("utf-16") + b"\x00")


def test_bytes_that_windows_does_not_know_are_left_to_likelihood() -> None:
    """Byte 8D means nothing in Windows-1252: what is found instead is stated as uncertain."""
    cyrillic = "ученик,оценка\nИванова Надежда,хорошо\n".encode("cp866")
    with pytest.raises(UnicodeDecodeError):
        cyrillic.decode("cp1252")
    try:
        found = decode("a.csv", cyrillic)
    except ReadError as error:
        assert "Save it as CSV UTF-8" in str(error)
    else:
        assert not found.certain


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    """Nothing but text or our own error comes of any bytes."""
    try:
        assert isinstance(decode("a.csv", data).text, str)
    except ReadError as error:
        assert "a.csv" in str(error)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_are_found(delimiter: str) -> None:
    """Names with commas in quotes do not lead astray."""
    text = "\n".join(
        delimiter.join(cells)
        for cells in (["id", "name", "class"], ["1", '"Ayo, B"', "3A"], ["2", '"Lin, C"', "3B"])
    )
    assert find_delimiter("a.csv", text) == delimiter


def test_a_delimiter_can_be_stated_by_word_or_character() -> None:
    """Stated ones are not searched for."""
    assert find_delimiter("a.csv", "a,b", "semicolon") == ";"
    assert find_delimiter("a.csv", "a,b", ";") == ";"
    with pytest.raises(ReadError, match="not one of comma, semicolon, tab, bar"):
        find_delimiter("a.csv", "a,b", "colon and a half")


def test_two_delimiters_that_fit_equally_are_asked_about() -> None:
    """Both split every row in two."""
    with pytest.raises(ReadError, match="comma and semicolon fit equally well"):
        find_delimiter("a.csv", "a,b;c\n1,2;3\n")


def test_one_column_needs_no_delimiter() -> None:
    """A list of ids is a CSV of one column."""
    assert find_delimiter("a.csv", "pupil_id\n1\n2\n") == ","


def test_the_separator_line_of_excel_is_taken_off() -> None:
    """`sep=;` is not a header; other first lines stay."""
    assert split_separator_line('"sep=;"\r\na;b') == (";", "a;b")
    assert split_separator_line("a;b\n") == (None, "a;b\n")


def test_an_open_quote_is_a_file_cut_off() -> None:
    """The line is named; inches and doubled quotes are not quotes left open."""
    with pytest.raises(ReadError, match="line 3"):
        check_quotes("a.csv", 'id,note\n1,"a ""b"""\n2,"cut', ",")
    check_quotes("a.csv", 'id,note\n1,5" ruler\n', ",")
    check_quotes("a.csv", 'id,note\n1,"all ""well"""\n', ",")


def columns(text: str, above: int = 0) -> tuple[list, list, list, list, int]:
    """Read a CSV and lay out what came of it."""
    found = read_columns(Text("a.csv", text, "UTF-8", True), ",", above)
    cells = found.frame.astype("str").to_numpy().tolist()
    return found.header, cells, found.rows.tolist(), found.ragged, found.blank


def test_rows_of_another_width_are_numbered_and_the_others_kept() -> None:
    """Short, long and blank rows; a line break in quotes is one row."""
    text = 'a,b\n1,2\n3\n\n"4\n4",5\n6,7,8\n9,NA\n\n'
    assert columns(text) == (
        ["a", "b"],
        [["1", "2"], ["4\n4", "5"], ["9", "NA"]],
        [2, 5, 7],
        [(3, 1), (6, 3)],
        1,
    )


def test_rows_move_down_below_a_separator_line() -> None:
    """Row numbers stay those of the spreadsheet."""
    assert columns("a,b\n1,2\n3\n", 1)[2:4] == ([3], [(4, 1)])


def test_blank_lines_above_the_header_are_counted() -> None:
    """The header is the first row that says something."""
    assert columns("\r\n\na,b\n1,2\n")[:3] == (["a", "b"], [["1", "2"]], [4])


@pytest.mark.parametrize("text", ["a,b", "a,b\n", "a,b\r\n"])
def test_a_header_alone_is_a_table_without_rows(text: str) -> None:
    """A file with a header only is read."""
    assert columns(text) == (["a", "b"], [], [], [], 0)


@pytest.mark.parametrize("text", ["", " \n\n", "\n"])
def test_an_empty_file_is_an_error(text: str) -> None:
    """There is nothing to read, and no header."""
    with pytest.raises(ReadError, match="is empty"):
        columns(text)


def test_a_cell_of_a_million_characters_and_twenty_thousand_columns() -> None:
    """Large cells and wide tables are read whole."""
    cell = "x" * 1_000_000
    assert columns(f"a,b\n{cell},1\n")[1] == [[cell, "1"]]
    wide = ",".join(f"c{number}" for number in range(20_000))
    found = read_columns(Text("a.csv", f"{wide}\n{wide}\n", "UTF-8", True), ",")
    assert found.frame.shape == (1, 20_000)


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=5)),
        max_size=8,
    )
)
def test_every_record_is_kept_ragged_or_blank(records: list[list[str]]) -> None:
    """Whatever the cells, records in = rows + ragged + blank; a blank row has no wrong width."""
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in records]
    last = max((n for n, row in enumerate(records) if any(c.strip() for c in row)), default=-1)
    wide = [len(row) != 2 and any(cell.strip() for cell in row) for row in records]
    header, cells, rows, ragged, blank = columns("\n".join(["a,b", *quoted]) + "\n")
    expected_ragged = [n + 2 for n, odd in enumerate(wide) if odd]
    assert [row for row, _ in ragged] == expected_ragged
    kept = [
        n + 2
        for n, row in enumerate(records)
        if len(row) == 2 and any(cell.strip() for cell in row)
    ]
    assert rows == kept
    assert blank <= len(records) - len(kept) - len(ragged)
    assert last < 0 or len(rows) + len(ragged) + blank >= len(kept)
