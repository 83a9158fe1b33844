"""Mutations of valid files: what is kept afterwards was there before, or the report says so.

For every mutation it is stated what must come of it. Two things no program can know: that whole
rows are missing from the end, and that two headers changed places over columns of the same kind.
"""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from fuzz.packing import plain
from fuzz.school import raw, settings, with_known
from fuzz.target import Target
from fuzz.targets import TARGETS
from ladders_analysis.checking.desk import Desk
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.registry import READERS
from torture.mutating import (
    FORMATS,
    STATEMENTS,
    Kept,
    Table,
    all_of,
    duplicates,
    judgements,
    kept_of,
    of_row,
    torn_rows,
    wide_sheet,
    written,
)

EVERY = sorted(FORMATS)
SOME_ROWS = (1, 7, -1)
"""The first row, one in the middle, and the last."""
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")


def table_of(name: str) -> Table:
    """Give a valid table to spoil."""
    return [list(row) for row in FORMATS[name][3]]


@pytest.mark.parametrize("name", EVERY)
def test_a_valid_file_is_kept_whole(name: str) -> None:
    """The files that are to be spoilt are good ones."""
    told, report = kept_of(name, written(table_of(name)).encode())
    assert told == all_of(name)
    assert report.exit_code == 0 and duplicates(name, report) == 0


@pytest.mark.parametrize("row", SOME_ROWS)
@pytest.mark.parametrize("name", EVERY)
def test_a_row_dropped_takes_only_its_own(name: str, row: int) -> None:
    """All that is kept is what the other rows say."""
    table = table_of(name)
    gone = table.pop(row)
    assert kept_of(name, written(table).encode())[0] == all_of(name) - of_row(name, gone)


@pytest.mark.parametrize("row", SOME_ROWS)
@pytest.mark.parametrize("name", EVERY)
def test_a_row_doubled_is_counted_and_changes_nothing(name: str, row: int) -> None:
    """Each of its records is an exact duplicate."""
    table = table_of(name)
    again = table[row]
    table.insert(3, again)
    told, report = kept_of(name, written(table).encode())
    assert told == all_of(name)
    assert duplicates(name, report) == sum(of_row(name, again).values())


@pytest.mark.parametrize("name", EVERY)
def test_rows_in_another_order_say_the_same(name: str) -> None:
    """Two rows changed about, and all rows turned round."""
    table = table_of(name)
    table[1], table[-1] = table[-1], table[1]
    assert kept_of(name, written(table).encode())[0] == all_of(name)
    turned = [table[0], *table[:0:-1]]
    assert kept_of(name, written(turned).encode())[0] == all_of(name)


def kept_or_refused(name: str, data: bytes) -> Kept:
    """Give what is kept; nothing is kept of a file that is refused whole."""
    try:
        return kept_of(name, data)[0]
    except LaddersError:
        return Counter()


def without(table: Table, place: int) -> Table:
    """Drop a column."""
    return [[*row[:place], *row[place + 1 :]] for row in table]


@pytest.mark.parametrize(
    ("name", "needless"),
    [("tidy", {"note"}), ("long", {"Name"}), ("wide", {"Name"}), ("results", set())],
)
def test_a_column_dropped_is_missed_or_was_not_needed(name: str, needless: set[str]) -> None:
    """A column that says who, what, when or how well is asked for; the others change nothing."""
    table = table_of(name)
    for place, header in enumerate(table[0]):
        data = written(without(table, place)).encode()
        if header in needless:
            assert kept_of(name, data)[0] == all_of(name), header
            continue
        assert not kept_or_refused(name, data), header


@pytest.mark.parametrize(
    ("name", "unread"),
    [("tidy", set()), ("long", {"Name"}), ("wide", {"Name"}), ("results", set())],
)
def test_a_column_doubled_is_refused_unless_nobody_reads_it(name: str, unread: set[str]) -> None:
    """Nothing says which of the two is meant, even where they agree."""
    table = table_of(name)
    for place, header in enumerate(table[0]):
        data = written([[*row, row[place]] for row in table]).encode()
        if header in unread:
            assert kept_of(name, data)[0] == all_of(name), header
            continue
        with pytest.raises(LaddersError):
            kept_of(name, data)


@pytest.mark.parametrize("name", EVERY)
def test_columns_moved_with_their_headers_say_the_same(name: str) -> None:
    """Each column in turn is put first."""
    table = table_of(name)
    for place in range(len(table[0])):
        moved = [[row[place], *row[:place], *row[place + 1 :]] for row in table]
        assert kept_of(name, written(moved).encode())[0] == all_of(name)


def kept_with_headers_swapped(name: str, first: str, second: str) -> Kept:
    """Change two headers about and leave the cells."""
    table = table_of(name)
    one, other = table[0].index(first), table[0].index(second)
    table[0][one], table[0][other] = second, first
    return kept_or_refused(name, written(table).encode())


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("tidy", ("pupil_id", "statement_id", "assessed_on", "judgement")),
        ("long", ("Adm No", "Step", "Day", "Level", "Name")),
        ("results", ("student_id", "date", "score")),
    ],
)
def test_headers_changed_about_over_unlike_columns_keep_nothing(
    name: str, needed: tuple[str, ...]
) -> None:
    """Ids are no days, days no codes, and codes no scores: every row is refused."""
    for number, first in enumerate(needed):
        for second in needed[number + 1 :]:
            if {first, second} == {"Name", "Day"}:
                continue
            assert not kept_with_headers_swapped(name, first, second), (first, second)


def test_headers_changed_about_in_a_marksheet() -> None:
    """Who and what cannot change places; two statements can, and no program can know."""
    assert not kept_with_headers_swapped("wide", "Adm No", "R1")
    assert not kept_with_headers_swapped("wide", "Adm No", "Name")
    changed = kept_with_headers_swapped("wide", "R1", "R2")
    elsewhere = {each for each in all_of("wide") if each[1] not in ("R1", "R2")}
    assert elsewhere <= {*changed}
    assert {each[:3] for each in changed} == {each[:3] for each in all_of("wide")}


def test_headers_of_assessment_and_subject_changed_about_are_warned_of() -> None:
    """A test named Reading in a subject named KS2 scaled score is kept, and is told of."""
    table = table_of("results")
    table[0][1], table[0][2] = table[0][2], table[0][1]
    _, report = kept_of("results", written(table).encode())
    assert "subject not in the curriculum" in {each.rule for each in report.entries}


def test_headers_of_the_two_days_changed_about_are_warned_of() -> None:
    """The day of entry cannot be before the day that a judgement is about."""
    head = ["pupil_id", "statement_id", "assessed_on", "recorded_on", "judgement"]
    rows = [["00101", "R1", "2025-10-06", "2025-10-08", "Secure+"]]
    _, report = kept_of("tidy", written([head, *rows]).encode())
    assert [each.rule for each in report.entries if each.severity == "warning"] == []
    head[2], head[3] = head[3], head[2]
    _, report = kept_of("tidy", written([head, *rows]).encode())
    warned = [(each.rule, each.count) for each in report.entries if each.severity == "warning"]
    assert warned == [("entered before the day it is about", 1)]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", EVERY)
def test_another_encoding_says_the_same(name: str, encoding: str) -> None:
    """Names with accents and curly apostrophes are in all but the scores."""
    assert kept_of(name, written(table_of(name)).encode(encoding))[0] == all_of(name)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("name", EVERY)
def test_other_delimiters_and_line_ends_say_the_same(name: str, delimiter: str, ends: str) -> None:
    """Whatever stands between cells and between rows."""
    text = written(table_of(name), delimiter, ends)
    told, report = kept_of(name, text.encode())
    assert told == all_of(name)
    assert torn_rows(report) == []


def rows_before(text: str) -> int:
    """Count the rows that stand whole before the end of a text (no cell here holds a line end)."""
    return text.count("\n")


def check_cut(name: str, text: str, cut: int, encoding: str = "utf-8") -> None:
    """Cut a file and hold what is kept to what the rows before say.

    A last row whose line has no end may be kept with another value: then the report names it.
    """
    data = text.encode(encoding)[:cut]
    try:
        told, report = kept_of(name, data)
    except LaddersError:
        return
    other = told - all_of(name)
    if other:
        whole = rows_before(data.decode(encoding))
        assert torn_rows(report) == [whole + 1], (cut, other)
        assert sum(other.values()) == 1
    assert not any(count > 1 for count in told.values())


@pytest.mark.parametrize("name", EVERY)
def test_a_file_cut_anywhere_keeps_nothing_new_in_silence(name: str) -> None:
    """A few bytes of the whole file, and each of the last."""
    text = written(table_of(name))
    size = len(text.encode())
    last = len(text.splitlines()[-1].encode()) + 1
    for cut in [*range(0, size, size // 16), *range(size - min(last, 24), size)]:
        check_cut(name, text, cut)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_a_file_in_another_encoding_cut_anywhere(encoding: str) -> None:
    """In half letters too: UTF-16 is cut at odd and at even bytes."""
    text = written(table_of("tidy")[:6])
    for cut in range(0, len(text.encode(encoding)), 13):
        data = text.encode(encoding)[:cut]
        try:
            told, report = kept_of("tidy", data)
        except LaddersError:
            continue
        assert not told - all_of("tidy") or torn_rows(report)


def test_what_a_cut_row_may_say_is_told() -> None:
    """Secure+ is cut to Secure, 130 to 13, the 15th to the 1st: all can be read, all are named."""
    first = [judgements()[0], judgements()[1]]
    told, report = kept_of("tidy", written(first)[:-2].encode())
    assert told == Counter([("00101", "R1", "2025-10-06", "Secure")])
    assert torn_rows(report) == [2]
    table = table_of("results")
    told, report = kept_of("results", written(table)[:-2].encode())
    assert torn_rows(report) == [len(table)]
    assert told - all_of("results") == Counter(
        [("00112", "KS2 scaled score", "Reading", "2026-05-12", "13")]
    )
    (row,) = [row for row in table_of("long") if row[1] == "00112" and row[3] == "M11"]
    told, report = kept_of("long", written([table_of("long")[0], row])[:-2].encode())
    assert told == Counter([("00112", "M11", "2025-12-01", "Secure")])
    assert torn_rows(report) == [2]


def test_a_whole_last_row_without_a_line_end_is_kept_and_named() -> None:
    """Many systems leave the end of the last line out: nothing is lost by it."""
    text = written(wide_sheet()).removesuffix("\n")
    told, report = kept_of("wide", text.encode())
    assert told == all_of("wide")
    assert torn_rows(report) == [13]
    assert len(STATEMENTS) * 12 == sum(told.values())


PACKED = (".gz", ".xlsx", ".zip", ".parquet")
PLAIN = [each for each in TARGETS.values() if each.reader and each.pack is plain]
TEXTS = [each for each in PLAIN if not each.file.endswith(PACKED)]
FOLLOWED = ("curriculum_map",)
"""Readers whose rows are followed and given to nobody."""


def everything(target: Target, data: bytes) -> tuple[Counter[tuple[str, ...]], bool]:
    """Give every row of every table as text, and whether a row was named as perhaps cut.

    Left out are a cohort, which is worked out, and the years that Oak's ids end in where a
    statement stands in several: they follow from other rows.
    """
    read = READERS[target.reader].read
    extracts = read(raw(target.file, data), target.options, settings().default.calendar)
    desk = Desk(settings())
    for number, extract in enumerate(with_known(extracts)):
        desk.receive(extract, str(number), 0, "")
    rows = Counter(
        (name, *(f"{column}={row[column]}".split("@")[0] for column in table if column != "cohort"))
        for name, table in desk.tables().items()
        for row in table.to_dict("records")
    )
    return rows, bool(torn_rows(desk.report()))


@pytest.mark.parametrize("target", PLAIN, ids=[each.name for each in PLAIN])
def test_every_format_cut_anywhere_keeps_nothing_new_in_silence(target: Target) -> None:
    """Every reader: a file cut short is refused, says less, or has its last row named."""
    data = target.seeds[0]
    try:
        whole, _ = everything(target, data)
    except LaddersError:
        pytest.fail("the file that is to be spoilt is not a good one")
    for cut in range(len(data) // 7, len(data), max(len(data) // 7, 1)):
        try:
            told, torn = everything(target, data[:cut])
        except LaddersError:
            continue
        assert torn or not told - whole, cut


def lines_of_records(text: str) -> list[int]:
    """Find the lines that speak of a pupil or a statement."""
    lines = text.split("\n")
    marks = ("00123", "00124", "00125", "H801200001001", "Y801200001002", "s-1", "s-2")
    return [number for number, line in enumerate(lines) if any(mark in line for mark in marks)]


LINES = [each for each in TEXTS if each.file.endswith(".csv") and each.reader not in FOLLOWED]


@pytest.mark.parametrize("target", LINES, ids=[each.name for each in LINES])
def test_every_table_with_lines_doubled_dropped_or_swapped(target: Target) -> None:
    """Doubled and swapped lines change nothing that is kept; a dropped one adds nothing."""
    text = next(each.decode() for each in target.seeds if not each.startswith(b"\xff\xfe"))
    lines = text.split("\n")
    whole, _ = everything(target, text.encode())
    records = lines_of_records(text)
    for number in records:
        doubled = [*lines[: number + 1], *lines[number:]]
        assert everything(target, "\n".join(doubled).encode())[0] == whole
    if len(records) > 1:
        swapped = list(lines)
        one, other = records[0], records[1]
        swapped[one], swapped[other] = lines[other], lines[one]
        assert everything(target, "\n".join(swapped).encode())[0] == whole
    for number in records[1:]:
        dropped = [*lines[:number], *lines[number + 1 :]]
        try:
            told, _ = everything(target, "\n".join(dropped).encode())
        except LaddersError:
            continue
        assert not told - whole


@pytest.mark.parametrize("target", TEXTS, ids=[each.name for each in TEXTS])
def test_every_format_in_another_encoding_says_the_same_or_is_refused(target: Target) -> None:
    """With a byte-order mark, in UTF-16 and in Windows-1252."""
    text = target.seeds[0].decode("utf-8-sig")
    whole, _ = everything(target, target.seeds[0])
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        spoilt = dataclasses.replace(target, seeds=())
        try:
            told, _ = everything(spoilt, text.encode(encoding))
        except LaddersError:
            continue
        assert told == whole, encoding
