"""Oak's National Curriculum: all 568 rows accounted for, counted by other means."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from folders import SETTINGS, load

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.oak import read_oak

OAK = Path(__file__).parents[2] / "shared" / "data" / "oak"
FLAT = OAK / "nc_england_statements_ks1_ks2.csv"
TAXONOMY = OAK / "mathematics-knowledge-taxonomy.ttl"
STRUCTURE = OAK / "mathematics-programme-structure.ttl"
needs_oak = pytest.mark.skipif(not FLAT.exists(), reason="Oak's files are not beside the project")

ROWS = """statement_id,statement,subject,strand,substrand,key_stage,year_groups
a,Count,Mathematics,Number,Place value,1,1
b,Spell,English,Writing,Transcription,1,1
b,Spell,English,Writing,Transcription,2,3-4
c,Observe,Science,Working scientifically,Methods,1,
c,Observe,Science,Working scientifically,Methods,1,
d,Measure,Science,Working scientifically,Methods,2,5-6
d,Measure,Science,Working scientifically,Methods,2,5-6
"""


def flat_rows() -> list[dict[str, str]]:
    """Read the flat CSV without the toolkit."""
    with FLAT.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def folder(tmp_path: Path, curriculum: str) -> str:
    """Write settings that name a curriculum."""
    return f"curriculum = {curriculum}\n{SETTINGS}"


def test_repeats_years_and_bands_by_hand(tmp_path: Path) -> None:
    """Seven rows: b twice for two years, c without a year, d listed twice."""
    settings = folder(tmp_path, '{ reader = "oak", file = "nc.csv" }')
    school = load(tmp_path, curriculum=None, files={"nc.csv": ROWS}, settings=settings)
    columns = ["statement_id", "subject", "ladder", "year", "year_to"]
    kept = school.statements[columns].astype({"year_to": "Int64"}).fillna({"year_to": 0})
    assert kept.to_numpy().tolist() == [
        ["a", "Mathematics", "Place value", 1, 0],
        ["b@1", "English", "Transcription", 1, 0],
        ["b@3-4", "English", "Transcription", 3, 4],
        ["d", "Science", "Methods", 5, 6],
    ]
    account = school.load_report.files.set_index("file").loc["nc.csv"]
    assert account[["rows_read", "kept", "duplicates", "refused"]].tolist() == [7, 4, 1, 2]
    problems = school.load_report.problems.query("file == 'nc.csv'")
    assert problems[["row", "rule", "severity"]].to_numpy().tolist()[:2] == [
        [5, "no year group", "refused"],
        [6, "no year group", "refused"],
    ]
    warned = problems.query("severity == 'warning'")
    assert warned[["rule", "count"]].to_numpy().tolist() == [["no due_half_term", 4]]
    assert "spread evenly" in warned["remedy"].item()


def test_the_schools_own_words_and_choices(tmp_path: Path) -> None:
    """Subjects and ladders renamed, strands as ladders, key stages as bands, one subject only."""
    settings = folder(
        tmp_path,
        '{ reader = "oak", files = ["nc.csv"], ladder_from = "strand", only = ["Science"], '
        'no_year = "key stage", subjects = { Science = "Sci" }, '
        'ladders = { "Working scientifically" = "Enquiry" } }',
    )
    school = load(tmp_path, curriculum=None, files={"nc.csv": ROWS}, settings=settings)
    columns = ["statement_id", "subject", "ladder", "year", "year_to"]
    assert school.statements[columns].to_numpy().tolist() == [
        ["c", "Sci", "Enquiry", 1, 2],
        ["d", "Sci", "Enquiry", 5, 6],
    ]
    notes = school.load_report.problems.query("rule == 'subject not asked for'")
    assert notes["count"].tolist() == [3]


def test_another_csv_is_not_oaks(tmp_path: Path) -> None:
    """The missing columns are named."""
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ReadError, match="not Oak's flat CSV: no column statement, statement_id"):
        read_oak(RawFile.read(tmp_path / "x.csv"), {}, Calendar((), ()))


@needs_oak
def test_all_568_rows_are_accounted_for(tmp_path: Path) -> None:
    """Counted with csv and Counter: 18 without a year, the rest distinct or repeated."""
    rows = flat_rows()
    dated = Counter(
        (row["statement_id"], row["year_groups"], row["subject"], row["substrand"])
        for row in rows
        if row["year_groups"]
    )
    without = sum(not row["year_groups"] for row in rows)
    assert (len(rows), without, len(dated), dated.total() - len(dated)) == (568, 18, 520, 30)
    settings = folder(tmp_path, '{ reader = "oak", file = "nc.csv" }')
    files = {"nc.csv": FLAT.read_bytes()}
    school = load(tmp_path, curriculum=None, files=files, settings=settings)
    account = school.load_report.files.set_index("file").loc["nc.csv"]
    assert account[["rows_read", "kept", "duplicates", "refused"]].tolist() == [568, 520, 30, 18]
    assert school.statements["statement_id"].is_unique
    assert school.statements["subject"].value_counts().to_dict() == Counter(
        subject for _, _, subject, _ in dated
    )
    bands = Counter((years.partition("-")[2] or "0") for _, years, _, _ in dated)
    assert Counter(school.statements["year_to"].fillna(0).astype("str")) == bands


@needs_oak
def test_with_key_stages_as_bands_nothing_is_refused(tmp_path: Path) -> None:
    """The 18 rows are six statements, each listed under three sciences."""
    settings = folder(tmp_path, '{ reader = "oak", file = "nc.csv", no_year = "key stage" }')
    files = {"nc.csv": FLAT.read_bytes()}
    school = load(tmp_path, curriculum=None, files=files, settings=settings)
    account = school.load_report.files.set_index("file").loc["nc.csv"]
    assert account[["kept", "duplicates", "refused"]].tolist() == [526, 42, 0]


def turtle_statements() -> Iterator[tuple[str, str]]:
    """Find year and descriptor in the structure file with regular expressions alone."""
    text = STRUCTURE.read_text(encoding="utf-8")
    for block in re.split(r"\n(?=natcurric:progression-)", text):
        year = re.search(r"coversYearGroup natcurric:year-group-(\d+)", block)
        included = re.search(r"includesContentDescriptor\s+([^.;]*)", block)
        if year and included:
            for name in re.findall(r"natcurric:contentdescriptor-([\w-]+)", included[1]):
                yield year[1], name


@needs_oak
def test_the_pair_of_turtle_files(tmp_path: Path) -> None:
    """235 statements of Key Stages 1 and 2, the same as mathematics in the flat CSV."""
    by_hand = list(turtle_statements())
    settings = folder(tmp_path, f'"{TAXONOMY.name}"')
    files = {path.name: path.read_bytes() for path in (TAXONOMY, STRUCTURE)}
    school = load(tmp_path, curriculum=None, files=files, settings=settings)
    assert len(school.statements) == len(by_hand) == 235
    years = Counter(school.statements["year"].astype("str"))
    assert years == Counter(year for year, _ in by_hand)
    flat = pd.DataFrame(flat_rows()).query("subject == 'Mathematics'")
    assert Counter(school.statements["ladder"]) == Counter(flat["substrand"])
    ids = school.statements["statement_id"].str.partition("@")[0]
    assert Counter(ids) == Counter(flat["statement_id"])
    assert set(school.statements["text"]) == {" ".join(t.split()) for t in flat["statement"]}
    assert {TAXONOMY.name, STRUCTURE.name} <= set(school.sources)
    beyond = school.load_report.problems.query("rule == 'beyond Year 6'")
    assert beyond["count"].tolist() == [159]


@needs_oak
def test_half_a_pair_is_an_error(tmp_path: Path) -> None:
    """Without the other file there are no years."""
    settings = folder(tmp_path, f'"{TAXONOMY.name}"')
    with pytest.raises(ReadError, match="programme-structure.ttl could not be read"):
        load(
            tmp_path,
            curriculum=None,
            files={TAXONOMY.name: TAXONOMY.read_bytes()},
            settings=settings,
        )


def test_turtle_that_is_none_is_an_error(tmp_path: Path) -> None:
    """Bytes that are no Turtle get a plain message, as does a stray name."""
    settings = folder(tmp_path, '"x-knowledge-taxonomy.ttl"')
    files = {"x-knowledge-taxonomy.ttl": "@prefix", "x-programme-structure.ttl": "nonsense {"}
    with pytest.raises(ReadError, match="is not Turtle that can be read"):
        load(tmp_path, curriculum=None, files=files, settings=settings)
    empty = {"x-knowledge-taxonomy.ttl": "", "x-programme-structure.ttl": ""}
    with pytest.raises(ReadError, match="no statements found"):
        load(tmp_path, curriculum=None, files=empty, settings=settings)
    with pytest.raises(ReadError, match="Oak's files end in"):
        load(tmp_path, curriculum=None, files={"y.ttl": ""}, settings=folder(tmp_path, '"y.ttl"'))
