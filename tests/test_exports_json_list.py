"""Lists of flat records in JSON, read as marksheets; nested, doubled and hostile ones refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.long import read_long
from ladders_analysis.exports.opening.json_list import MOST_CHARACTERS, records_of
from ladders_analysis.exports.wide import read_wide

LIST = """{"count": 3, "value": [
  {"UPN": "B801200005001", "Name": "Ayo", "Reading": "EXS", "Marks": [1, 2]},
  {"UPN": "P207000016049", "Name": "Zoë", "Reading": null, "Score": 98.50, "Late": false},
  {"UPN": "total", "Reading": "WTS", "Marks": []}
]}"""


def read(path: Path, text: str, **options: Any) -> Extract:
    """Write a list and read it as a marksheet."""
    path.write_text(text, encoding="utf-8")
    given = {
        "pupil": {"upn": "UPN"},
        "columns": {"Reading": {"holds": "overall", "subject": "Reading", "on": "2025-12-05"}},
        **options,
    }
    (extract,) = read_wide(RawFile.read(path), given, Calendar((), ()))
    return extract


def test_values_come_as_they_are_written() -> None:
    """Numbers keep their digits, true and false are words, null and absent keys are blank."""
    rows, notes = records_of("a.json", LIST)
    assert rows == [
        ["UPN", "Name", "Reading", "Score", "Late"],
        ["B801200005001", "Ayo", "EXS", "", ""],
        ["P207000016049", "Zoë", "", "98.50", "FALSE"],
        ["total", "", "WTS", "", ""],
    ]
    assert [(note.rule, note.column, note.count) for note in notes] == [
        ("key not read", "Marks", 2)
    ]


def test_records_are_numbered_from_one_and_none_is_a_footer(tmp_path: Path) -> None:
    """The first and third record have a filled cell under Reading."""
    extract = read(tmp_path / "a.json", LIST)
    assert extract.rows_read == 2
    assert extract.encoding == "UTF-8 JSON"
    assert list(extract.tables["overall"][ROW]) == [1, 3]
    assert list(extract.tables["overall"]["attainment"]) == ["EXS", "WTS"]


def test_the_list_meant_can_be_stated(tmp_path: Path) -> None:
    """Where there are several, the school says which."""
    text = '{"pupils": [{"UPN": "1"}], "marks": [{"UPN": "1", "Reading": "EXS"}]}'
    assert read(tmp_path / "a.json", text, records="marks").rows_read == 1
    with pytest.raises(ReadError, match="several lists: pupils, marks. State `records`"):
        read(tmp_path / "a.json", text)
    with pytest.raises(ReadError, match='under "mark": did you mean "marks"'):
        read(tmp_path / "a.json", text, records="mark")


def test_a_long_list_in_json(tmp_path: Path) -> None:
    """The long reader takes one as well, a bare array of objects."""
    path = tmp_path / "a.json"
    path.write_text('\ufeff[{"id": "00123", "what": "R1", "code": "Secure", "day": "2025-12-05"}]')
    columns = {"pupil_id": "id", "statement_id": "what", "judgement": "code", "assessed_on": "day"}
    options = {"holds": "judgement", "columns": columns}
    (extract,) = read_long(RawFile.read(path), options, Calendar((), ()))
    found = extract.tables["judgements"].to_dict("records")
    assert [{name: row[name] for name in columns} for row in found] == [
        {
            "pupil_id": "00123",
            "statement_id": "R1",
            "judgement": "Secure",
            "assessed_on": "2025-12-05",
        }
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"value": [{"UPN": "1", "UPN": "2"}]}', 'the key "UPN" twice'),
        ('[{"a": 1}, {"a": [1]}]', 'record 2: "a" holds a list or an object, elsewhere a value'),
        ('[{"a": 1}, {"a": ', "not JSON that can be read: .* cut off"),
        ('[{"a": NaN}]', "holds NaN, which is no JSON"),
        ('{"value": []}', "no list of records"),
        ('[{"a": 1}, 2]', "no list of records"),
        ('[{"a": "\\ud800"}]', "record 1 holds half a character"),
        ('[{"\\ud800": 1, "\\ud800": 2}]', r"the key .\\ud800. twice"),
        ("[" * 100_000 + "]" * 100_000, "nested far too deep"),
        ('{"a":' * 100_000, "nested far too deep"),
        (" " * MOST_CHARACTERS + "[]", "far larger than a school's list"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    """In plain words, whatever the bytes."""
    with pytest.raises(ReadError, match=message):
        records_of("a.json", text)


def test_records_without_a_key_in_common_do_not_fill_the_memory() -> None:
    """Every record with a key of its own would make a table of ten thousand million cells."""
    with pytest.raises(ReadError, match="100,000 records of 100,000 keys"):
        records_of("a.json", json.dumps([{f"k{n}": 1} for n in range(100_000)]))
