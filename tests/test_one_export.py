"""`ladders check FILE` and `ladders formats`: what a school reads when it points at a file."""

from __future__ import annotations

import io
import json
import tomllib
import zipfile
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from folders import SETTINGS, write

from ladders_analysis.cli import main
from ladders_analysis.exports.examples import about, example_maps
from ladders_analysis.exports.option_words import options_of
from ladders_analysis.exports.registry import READERS

LONG = "Adm No,Objective,Date,Grade\n00123,R1,2025-12-05,S\n00123,R2,2025-12-05,D\n"
WIDE = "Adm No,Name,Reading\n00123,Zoë Bell,EXS\n00124,Ayo,EXS\n00125,Lin,EXS\n"


def ladders(*arguments: object) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(each) for each in arguments])


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write one file."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_recognised_file_says_what_it_looks_like_and_how_it_is_listed(tmp_path: Path) -> None:
    """The sentence, the table for school.toml, then the report."""
    done = ladders("check", put(tmp_path, "list.csv", LONG))
    assert done.exit_code == 0, done.output
    first, _, rest = done.stdout.partition("\n")
    assert first == (
        "This looks like Long list, with a column map (long): its headers tell all that is needed "
        "(Adm No, Objective, Date, Grade)."
    )
    toml, _, report = rest.partition("Read 1 file, 2 rows")
    (table,) = tomllib.loads(toml.split("\n\n", 1)[1])["export"]
    assert (table["file"], table["reader"], table["holds"]) == ("list.csv", "long", "judgement")
    assert "2 kept" in report


def test_the_json_keeps_its_contract_and_adds_what_was_recognised(tmp_path: Path) -> None:
    """`files` and `problems` are as ever; nothing else is on the output."""
    told = json.loads(ladders("check", put(tmp_path, "list.csv", LONG), "--json").stdout)
    assert set(told) == {"files", "problems", "recognised"}
    assert list(told["files"][0]) == (
        "file reader encoding rows_read kept superseded duplicates refused".split()
    )
    assert told["recognised"]["reader"] == "long"
    assert told["recognised"]["options"]["columns"]["judgement"] == "Grade"


def test_an_unknown_table_gets_a_proposal(tmp_path: Path) -> None:
    """Exit code 2, the reason, TOML that parses, and no child."""
    done = ladders("check", put(tmp_path, "marks.csv", WIDE))
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: marks.csv is in no format that the toolkit knows")
    assert "answer 1 question" in done.stderr
    (table,) = tomllib.loads(done.stderr[done.stderr.index("[[export]]") :])["export"]
    assert table["columns"]["Reading"] == {"holds": "overall", "subject": "Reading"}
    assert "Zoë" not in done.output
    assert ladders("check", tmp_path / "marks.csv", "--json").stdout == ""
    done = ladders("convert", tmp_path / "marks.csv", "--out", tmp_path / "out")
    assert done.exit_code == 2 and "[[export]]" in done.stderr


def test_a_listed_file_is_read_as_listed(tmp_path: Path) -> None:
    """Its `[[export]]` table is used, and nothing is guessed."""
    export = """
[[export]]
file = "marks.csv"
reader = "wide"
point = "Autumn 2025"
pupil = { pupil_id = "Adm No" }
columns = { Reading = { holds = "overall", subject = "Reading" } }
"""
    write(tmp_path, {"marks.csv": WIDE}, SETTINGS + export)
    done = ladders("check", tmp_path / "marks.csv")
    assert done.exit_code == 0, done.output
    assert "looks like" not in done.output
    assert "3 rows, 3 kept" in done.output


def test_a_named_reader_is_taken_at_its_word(tmp_path: Path) -> None:
    """With what the file itself tells of its options; an unknown one is named."""
    path = put(tmp_path, "list.csv", LONG)
    done = ladders("check", path, "--reader", "long")
    assert done.exit_code == 0 and "looks like" not in done.output
    done = ladders("check", path, "--reader", "wide")
    assert done.exit_code == 2 and "pupil" in done.stderr
    done = ladders("check", path, "--reader", "lnog")
    assert done.exit_code == 2 and 'did you mean "long"' in done.stderr


def packed(*members: str) -> bytes:
    """Zip empty members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        for member in members:
            parts.writestr(member, "")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x01", "photo.png is a picture, not text."),
        ("empty.csv", b"", "empty.csv is empty. Export it again."),
        ("spaces.csv", b"\n \n", "spaces.csv is empty. Export it again."),
        ("report.pdf", b"%PDF-1.7", "report.pdf is a PDF, not text. Export it again as CSV."),
        ("page.xml", b"<html></html>", "page.xml is XML, in no format that the toolkit knows."),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is in the old .xls format. Save it as"),
        ("a.docx", packed("word/document.xml"), "a.docx is a Word or PowerPoint document."),
        ("a.ods", packed("mimetype", "content.xml"), "Save it as XLSX or CSV."),
        ("a.zip", packed("one.csv", "two.csv"), "Unpack it and run `ladders check` on each table"),
        ("a.csv", b"Ayo,Bell\nLin,Li\n", "no row of it looks like a header"),
        ("a.json", b'[{"UPN": ', "It may be cut off: export it again."),
        ("a.json", b'{"a": [{"b": 1, "b": 2}]}', 'an object with the key "b" twice'),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """One plain message, exit code 2, and where to look next."""
    done = ladders("check", put(tmp_path, name, content))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.rstrip().endswith("`ladders formats` lists what can be read.")


def test_a_folder_without_settings_may_be_a_bundle(tmp_path: Path) -> None:
    """OneRoster's tables are told by their manifest; another folder hears what it lacks."""
    bundle = tmp_path / "roster"
    bundle.mkdir()
    put(bundle, "manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n")
    put(bundle, "users.csv", "sourcedId,status,role,username,givenName,familyName,grades\n")
    put(bundle, "orgs.csv", "sourcedId,status,name,type,identifier\n")
    done = ladders("check", bundle)
    assert "OneRoster" in done.stdout, done.output
    other = tmp_path / "other"
    other.mkdir()
    put(other, "notes.txt", "hello")
    done = ladders("check", other)
    assert done.exit_code == 2
    assert "school.toml" in done.stderr


def test_formats_lists_every_reader_and_example() -> None:
    """Name, title, what it holds and the source."""
    done = ladders("formats")
    assert done.exit_code == 0
    for each in READERS.values():
        assert f"{each.name}: {each.title}\n" in done.stdout
    for name, toml in example_maps().items():
        assert f"\n{name}\n" in done.stdout
        assert "example" in about(toml).casefold()


@pytest.mark.parametrize("name", list(READERS))
def test_every_format_says_what_it_can_be_told(name: str) -> None:
    """Its options and column map; every option has a meaning."""
    each = READERS[name]
    assert each.options is not None, "give its FORMAT the record of its options"
    assert each.column_map or name == "long"
    for option in options_of(each.options):
        assert option.meaning, f"{name}: say what `{option.name}` means under Attributes"
        assert option.kind
    done = ladders("formats", name)
    assert done.exit_code == 0
    for field in msgspec.structs.fields(each.options):
        assert f"  {field.name}: " in done.stdout


def test_an_example_map_is_printed_whole() -> None:
    """Ready to paste; its reader exists and its keys are known to it."""
    for name, toml in example_maps().items():
        assert ladders("formats", name).stdout.rstrip() == toml.rstrip()
        for table in tomllib.loads(toml)["export"]:
            assert table["reader"] in READERS, name


def test_an_unknown_format_is_named_with_the_nearest() -> None:
    """Exit code 2 and a suggestion."""
    done = ladders("formats", "wid")
    assert done.exit_code == 2
    assert 'No format is called "wid": did you mean "wide"' in done.stderr


def test_curricula_are_listed_as_such(tmp_path: Path) -> None:
    """A file of statements goes under `[curriculum]`."""
    header = "statement_id,statement,subject,strand,substrand,key_stage,year_groups\n"
    path = put(tmp_path, "nc.csv", header + "r1,Reads,English,Reading,Word reading,1,1\n")
    done = ladders("check", path)
    assert done.exit_code == 0, done.output
    toml = done.stdout.split("\n\n")[1]
    assert tomllib.loads(toml) == {"curriculum": {"reader": "oak", "files": ["nc.csv"]}}
