"""Which format a file is in, told from its content: our own, other packages', ties and faults."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import cast

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports import registry
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.formats import NAMED, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.recognising import look, recognised, sentence
from ladders_analysis.exports.registry import READERS, format_named, known_formats
from ladders_analysis.exports.results import read_results

GROUP = "ladders_analysis.readers"
GENERAL = ("wide", "long")
LOUD = Recognised("it shouts", NAMED)


def file(name: str, text: str) -> RawFile:
    """Make a file of text."""
    return RawFile(Path(name), name, text.encode(), "", None)


def found(name: str, text: str) -> list[tuple[str, int]]:
    """List the formats that a text looks like, with their strength; wide and long come last."""
    general = [way.strength for each, way in recognised(file(name, text)) if each.name in GENERAL]
    assert set(general) <= {1}
    return [
        (each.name, way.strength)
        for each, way in recognised(file(name, text))
        if each.name not in GENERAL
    ]


def test_a_tidy_file_is_known_by_its_columns() -> None:
    """By the columns that its table needs, however their case and spaces."""
    text = "Pupil ID,Subject,Assessed on,Attainment,Note\n00123,Reading,2025-12-05,EXS,\n"
    (format_, way), *_ = recognised(file("autumn.csv", text))
    assert format_.name == "tidy"
    assert way == Recognised(
        "its header has pupil_id, subject, assessed_on, attainment and note", 5, {}
    )
    assert sentence(format_, way) == (
        "This looks like the toolkit's own tidy files (tidy): its header has pupil_id, subject, "
        "assessed_on, attainment and note."
    )


def test_a_tidy_file_is_known_by_its_name_and_most_columns() -> None:
    """A column short, its reader says which; a stranger under that name is not taken for it."""
    short = "pupil_id,academic_year,name\n00123,2026,Ayo\n"
    assert found("exports/pupils.csv", short)[0] == ("tidy", 3)
    assert recognised(file("pupils.csv", short))[0][1].because == (
        "its name is that of pupils and its header has pupil_id, academic_year and name"
    )
    assert found("group.csv", short) == []
    assert found("pupils.csv", "Adm No,Name\n00123,Ayo\n") == []


def test_a_tidy_file_that_could_hold_two_tables() -> None:
    """The one of which it has more columns is proposed by name."""
    text = "pupil_id,subject,assessed_on,attainment,on,taken_on\n"
    (_, way), *_ = recognised(file("a.csv", text))
    assert way.options == {"table": "overall"}


def test_tidy_parquet(tmp_path: Path) -> None:
    """By the columns it stores."""
    path = tmp_path / "marks.parquet"
    columns = ["pupil_id", "statement_id", "assessed_on", "judgement"]
    pd.DataFrame({name: ["x"] for name in columns}).to_parquet(path)
    assert [each.name for each, _ in recognised(RawFile.read(path))] == ["tidy"]


def test_oak() -> None:
    """The flat CSV by its header, Turtle by its ontology."""
    header = "statement_id,statement,subject,strand,substrand,key_stage,year_groups\n"
    assert found("nc.csv", header) == [("oak", 7)]
    prefix = "@prefix curric: <https://w3id.org/uk/oak/curriculum/ontology/> .\n"
    for name, asked in (("maths-knowledge-taxonomy.ttl", 0), ("maths.ttl", 1)):
        ((format_, way),) = recognised(file(name, prefix))
        assert (format_.name, way.strength, len(way.ask)) == ("oak", NAMED, asked)


def test_results() -> None:
    """By pupil, assessment, subject, day and score under the names it knows."""
    assert found(
        "a.csv", "Student ID,Test,Subject,Test date,Mark\n1,NMM,Reading,2025-12-05,9\n"
    ) == [("results", 5)]
    assert found("a.csv", "Student ID,Subject,Test date,Mark\n") == []


@pytest.mark.parametrize(
    ("text", "reader", "because"),
    [
        (
            "Adm No,Objective,Date,Grade\n1,R1,2025-12-05,S\n1,R2,2025-12-05,S\n",
            "long",
            "its headers tell all that is needed (Adm No, Objective, Date, Grade)",
        ),
        (
            "UPN,Name,Year Group,Academic Year\nB801200005001,Ayo,3,2026\n",
            "wide",
            "its headers tell all that is needed (UPN, Name, Academic Year, Year Group)",
        ),
    ],
)
def test_a_table_whose_headers_tell_all(text: str, reader: str, because: str) -> None:
    """A marksheet or list is known where nothing need be asked, and only just."""
    ((format_, way),) = recognised(file("a.csv", text))
    assert (format_.name, way.strength) == (reader, 1)
    assert sorted(way.because.split("(")[1][:-1].split(", ")) == sorted(
        because.split("(")[1][:-1].split(", ")
    )
    extracts = format_.read(file("a.csv", text), way.options, registry_calendar())
    assert sum(len(table) for each in extracts for table in each.tables.values()) == (
        text.count("\n") - 1
    )


def registry_calendar() -> object:
    """Make a calendar without years."""
    from ladders_analysis.calendar import Calendar

    return Calendar((), ())


def test_strangers_are_not_known() -> None:
    """Neither a marksheet that needs a map, nor what is no table at all."""
    for name, text in (
        ("a.csv", "Adm No,Name,Reading\n00123,Ayo,EXS\n"),
        ("a.csv", ""),
        ("a.xml", "<html></html>"),
        ("a.json", '[{"Adm No": "1"}]'),
    ):
        assert found(name, text) == []


def offer(monkeypatch: pytest.MonkeyPatch, *entries: EntryPoint) -> None:
    """Let other packages offer readers."""
    monkeypatch.setattr(registry, "entry_points", lambda group: list(entries))


def entry(name: str) -> EntryPoint:
    """Name a format of this module."""
    return EntryPoint(name, f"{__name__}:{name}", GROUP)


def _fails(seen: Glance) -> Recognised | None:
    raise KeyError("a pupil's name")


def _format(name: str, recognise: Callable[[Glance], Recognised | None]) -> Format:
    return Format(name, name.title(), "anything", read_results, recognise)


loud = _format("loud", lambda seen: LOUD)
louder = _format("louder", lambda seen: LOUD)
faulty = _format("faulty", _fails)
silent = _format("silent", lambda seen: None)
rude = _format("rude", lambda seen: cast(Recognised, "yes"))


def test_another_packages_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked like the built-in ones, and named by its entry point."""
    offer(monkeypatch, entry("loud"), entry("silent"))
    assert found("a.csv", "pupil_id,academic_year,year_group\n") == [("loud", NAMED), ("tidy", 3)]
    assert set(known_formats()) == {*READERS, "loud", "silent"}
    assert format_named("loud").title == "Loud"


def test_a_recogniser_that_fails_is_named_and_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own words stay unsaid: they may be a child's data."""
    offer(monkeypatch, entry("faulty"), entry("rude"))
    seen = look(file("a.csv", "pupil_id,academic_year,year_group\n"))
    assert seen.settled() == seen.found[0]
    assert seen.found[0][0].name == "tidy"
    assert seen.notes == [
        'Whether it is Faulty (reader "faulty") could not be asked: looking failed with KeyError. '
        "Report it to whoever made that reader.",
        'Whether it is Rude (reader "rude") could not be asked: looking failed with '
        "AttributeError. Report it to whoever made that reader.",
    ]


def test_a_tie_is_told_and_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are named, with how to choose."""
    offer(monkeypatch, entry("loud"), entry("louder"))
    seen = look(file("a.csv", "a,b\n"))
    assert [each.name for each, _ in seen.likeliest] == ["loud", "louder"]
    with pytest.raises(ReadError) as raised:
        seen.settled()
    assert str(raised.value) == (
        "a.csv looks like several formats equally. This looks like Loud (loud): it shouts. This "
        "looks like Louder (louder): it shouts. Say which: --reader loud or --reader louder."
    )


def test_a_broken_plug_in_keeps_nobody_from_their_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told; the built-in readers are there; asking for the plug-in itself is an error."""
    offer(
        monkeypatch,
        EntryPoint("gone", "no_such_package:FORMAT", GROUP),
        EntryPoint("tidy", f"{__name__}:loud", GROUP),
        EntryPoint("text", f"{__name__}:GROUP", GROUP),
    )
    seen = look(file("a.csv", "pupil_id,academic_year,year_group\n"))
    assert seen.settled() == seen.found[0]
    assert seen.found[0][0].name == "tidy"
    assert [note.split(" of ")[0].split(";")[0] for note in seen.notes] == [
        'The reader "gone"',
        'Two readers are named "tidy"',
        f"{__name__}:GROUP is neither a Format nor a reader.",
    ]
    assert format_named("tidy") is READERS["tidy"]
    with pytest.raises(SettingsError, match='"gone".*could not be loaded.*ModuleNotFoundError'):
        format_named("gone")


words = st.text(max_size=10) | st.sampled_from(
    [*READERS, "pupil_id", "UPN", "FSP_UPN", "READSCORE", "Scaled Score", "Term$Year$Reading"]
    + ["student_id", "assessment_type", "date", "score", "Autumn 1 Attainment", "FormMark", "="]
)
starts = st.sampled_from([b"", b"<CTfile>", b'{"CFDocument": ', b"PK\x03\x04", b"@prefix", b"PAR1"])


@given(st.lists(st.lists(words, max_size=6), max_size=6), starts, st.binary(max_size=40))
def test_no_built_in_recogniser_fails(rows: list[list[str]], start: bytes, end: bytes) -> None:
    """Whatever the file, looking gives no note: nothing was raised."""
    text = "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    assert look(RawFile(Path("a.csv"), "a.csv", start + text + end, "", None)).notes == []


PACKAGE = '''
"""A reader of another package."""

import pandas as pd

from ladders_analysis.exports.contract import ROW, Extract
from ladders_analysis.exports.formats import Format, Recognised


def read(file, options, calendar):
    """Read one pupil a line."""
    ids = file.data.decode().splitlines()[1:]
    rows = {"pupil_id": ids, "academic_year": "2026", "year_group": "3"}
    table = pd.DataFrame(rows, dtype="str").assign(**{ROW: range(2, len(ids) + 2)})
    return [Extract(file, "cards", {"pupils": table}, len(ids))]


def recognise(seen):
    """Tell it by its first line."""
    return Recognised("its first line says so", 100) if seen.text.startswith("CARDS") else None


FORMAT = Format("cards", "Card index", "pupils", read, recognise)
'''


def test_an_installed_package_adds_its_format(tmp_path: Path) -> None:
    """A distribution on the path is found through its entry points, and reads through the CLI."""
    site = tmp_path / "site"
    info = site / "card_index-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "card_index.py").write_text(PACKAGE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: card-index\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\ncards = card_index:FORMAT\n")
    (tmp_path / "box.txt").write_text("CARDS\n00123\n00124\n")
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); from ladders_analysis.cli import main; "
        f"main(sys.argv[1:])"
    )

    def ladders(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    done = ladders("check", "box.txt")
    assert done.returncode == 0, done.stderr
    assert "This looks like Card index (cards): its first line says so." in done.stdout
    assert "box.txt: 2 rows, 2 kept" in done.stdout
    assert "cards: Card index" in ladders("formats").stdout
    done = ladders("convert", "box.txt", "--out", "tidy")
    assert done.returncode == 0, done.stderr
    written = pd.read_csv(tmp_path / "tidy" / "pupils.csv", dtype="str")
    assert list(written["pupil_id"]) == ["00123", "00124"]
