"""What was seen in books: recorded, checked, evidence on judgements, and never a figure."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from building import load_school, markbook, pupils, statements
from folders import accounts, load, refusals

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.places import sample_folder
from ladders_analysis.recording_books import record_books
from ladders_analysis.school import School
from ladders_analysis.widgets.books_form import note_books
from ladders_analysis.widgets.form import Form

HEADER = "pupil_id,statement_id,subject,looked_on,seen,where,seed"
JUDGED = """pupil_id,statement_id,assessed_on,recorded_on,judgement,evidence
00123,R1,2025-11-10,,Developing,
00123,R1,2025-12-05,,Secure,blue book
00123,R1,2025-12-09,,absent,
00123,R1,2026-03-20,,Secure,
00123,R2,2025-12-05,,Not yet,
"""


def looked(folder: Path, *lines: str, judged: str = JUDGED) -> School:
    """Load the small school of `folders` with judgements and these looks."""
    files = {"judgements.csv": judged, "books.csv": "\n".join([HEADER, *lines, ""])}
    return load(folder, files=files)


def evidence(school: School) -> list[str | None]:
    """Give the evidence of every judgement, in the file's order."""
    return [word if isinstance(word, str) else None for word in school.judgements["evidence"]]


# ── checked at load ───────────────────────────────────────────────────────────────────────────


def test_what_cannot_be_is_refused_with_its_row(tmp_path: Path) -> None:
    """Pupil, statement, subject, word and day, each by row and column; rows read add up."""
    school = looked(
        tmp_path,
        '00123,R1,Reading,2026-01-29,"seen, and secure",page 14,4821',
        '00123,R1,Reading,2026-01-29,"seen, and secure",page 14,4821',
        "00124,,reading,2026-01-29,seen in part,,",
        "99999,R1,Reading,2026-01-29,not seen,,",
        "00124,R9,Reading,2026-01-29,not seen,,",
        "00124,M1,Reading,2026-01-29,not seen,,",
        "00124,,Latin,2026-01-29,not seen,,",
        "00124,R1,Reading,2026-01-29,missing,,",
        "00124,R1,Reading,2099-01-29,not seen,,",
        "00124,R1,Reading,2026-01-29,not seen,,12345",
    )
    assert accounts(school)["books.csv"] == (10, 2, 0, 1, 7)
    assert sorted((row, column) for file, row, column, _ in refusals(school)) == [
        (5, "pupil_id"),
        (6, "statement_id"),
        (7, "subject"),
        (8, "subject"),
        (9, "seen"),
        (10, "looked_on"),
        (11, "seed"),
    ]
    assert school.books["subject"].tolist() == ["Reading", "Reading"]
    assert school.books["statement_id"].isna().tolist() == [False, True]
    assert school.books["seed"].tolist()[0] == 4821


def test_a_statement_that_was_renamed_is_followed(tmp_path: Path) -> None:
    """A look for an old id is a look for the statement as it is called now."""
    files = {
        "books.csv": f"{HEADER}\n00123,OLD,Reading,2026-01-29,not seen,,\n",
        "curriculum_map.csv": "was,is\nOLD,R1\n",
    }
    school = load(tmp_path, files=files)
    assert school.books["statement_id"].tolist() == ["R1"]


# ── evidence on judgements ────────────────────────────────────────────────────────────────────


def test_a_finding_completes_the_evidence_of_the_judgement_it_is_about(tmp_path: Path) -> None:
    """The latest judgement by that day; what stood there stays; absences are no judgement."""
    school = looked(
        tmp_path,
        '00123,R1,Reading,2026-01-29,"seen, and secure",page 14,',
        "00123,R1,Reading,2026-02-05,seen in part,,",
        "00123,R1,Reading,2025-11-12,not seen,,",
        "00123,R2,Reading,2025-11-12,not seen,,",  # before it was judged: nothing is invented
        "00124,R1,Reading,2026-01-29,seen in part,,",  # never judged
        "00123,,Reading,2026-01-29,seen in part,,",  # no single judgement
    )
    assert evidence(school) == [
        "looked for in books on 12 November 2025: not seen",
        "blue book; looked for in books on 29 January 2026: seen, and secure; page 14; looked for "
        "in books on 5 February 2026: seen in part",
        None,
        None,
        None,
    ]
    assert len(school.books) == 6


def test_nothing_else_of_a_judgement_changes(tmp_path: Path) -> None:
    """The table without its evidence is that of the school that looked at no books."""
    line = '00123,R1,Reading,2026-01-29,"seen, and secure",page 14,'
    with_books, without = looked(tmp_path / "a", line), looked(tmp_path / "b")
    pd.testing.assert_frame_equal(
        with_books.judgements.drop(columns="evidence"), without.judgements.drop(columns="evidence")
    )
    assert with_books.judgements["evidence"].dtype == without.judgements["evidence"].dtype


def test_no_figure_changes(tmp_path: Path) -> None:
    """Attainment and progress are those of the same school without books.csv."""
    tables = {
        "pupils": pupils("ann ben", 4),
        "curriculum": statements("r1 r2 r3 r4 r5", 1),
        "judgements": [
            *markbook("2024-11-15", "r1 r2 r3 r4 r5", "ann SSDDD\nben SSSSS"),
            *markbook("2025-03-15", "r1 r2 r3 r4 r5", "ann SSSSD\nben SSSDD"),
        ],
    }
    load_school(tmp_path, **tables)
    before = la.load(tmp_path)
    for pupil in ("ann", "ben"):
        record_books(before, pupil, "r5", "not taught yet", on="2025-01-10")
        record_books(before, pupil, "Reading", "not seen", on="2025-04-01")
    after = la.load(tmp_path)
    assert len(after.books) == 4
    points = "Autumn 2024", "Spring 2025"
    for point in points:
        pd.testing.assert_frame_equal(
            after.as_at(point).attainment(), before.as_at(point).attainment()
        )
    then, now = (
        la.progress(each.as_at(points[0]), each.as_at(points[1]), "against_expectation")
        for each in (before, after)
    )
    pd.testing.assert_frame_equal(pd.DataFrame(now), pd.DataFrame(then))


# ── recording ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def school(tmp_path: Path) -> School:
    """Load two pupils and two statements, one of them judged."""
    people = [{**row, "name": "Zoë Adams"} for row in pupils("007 008", 4)]
    return load_school(
        tmp_path / "school",
        pupils=people,
        curriculum=statements("r1 r2", 1),
        judgements=markbook("2024-11-15", "r1 r2", "007  S."),
    )


def _again(school: School) -> School:
    assert school.folder is not None
    return la.load(school.folder)


def test_what_is_recorded_is_read_back(school: School) -> None:
    """One row a call, in the declared columns; the very same again adds nothing."""
    asked = ("007", "r1", "seen, and secure", "page 14, “=1+1”")
    said = record_books(school, *asked, on="2025-01-10", seed=4821)
    assert said == (
        "Recorded in books.csv: one statement of reading, 10 January 2025: seen, and secure. It "
        "stands beside the judgement the next time the school is loaded."
    )
    assert "already" in record_books(school, *asked, on=dt.date(2025, 1, 10), seed=4821)
    assert record_books(school, "008", "reading", "not seen").startswith("Recorded")
    again = _again(school)
    assert again.load_report.files["refused"].sum() == 0
    first, second = again.books.astype("object").to_dict("records")
    assert first == {
        "school_id": "1",
        "pupil_id": "007",
        "statement_id": "r1",
        "subject": "Reading",
        "looked_on": pd.Timestamp("2025-01-10"),
        "seen": "seen, and secure",
        "where": "page 14, “=1+1”",
        "seed": 4821,
    }
    assert (second["subject"], second["looked_on"]) == ("Reading", pd.Timestamp(dt.date.today()))
    assert pd.isna(second["statement_id"])
    assert evidence(again) == [
        "looked for in books on 10 January 2025: seen, and secure; page 14, “=1+1”"
    ]


def test_two_who_record_at_once_both_find_their_row(school: School) -> None:
    """Eight recordings from four threads are eight rows."""
    days = [f"2025-01-{day}" for day in range(10, 18)]
    with ThreadPoolExecutor(4) as many:
        said = list(many.map(lambda on: record_books(school, "007", "r1", "not seen", on=on), days))
    assert all(each.startswith("Recorded") for each in said)
    assert sorted(_again(school).books["looked_on"].dt.strftime("%Y-%m-%d")) == days


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("7", "r1", "not seen"), "zeros in front"),
        (("007", "r9", "not seen"), "neither a statement"),
        (("007", "r1", "seen"), "seen, and secure"),
        (("007", "r1", "not seen", "", "2999-01-01"), "still to come"),
        (("007", "r1", "not seen", "", "10/01/2025"), "year first"),
        (("007", "r1", "not seen", "", None, 10_000), "from 0 to 9999"),
    ],
    ids=["pupil", "statement", "word", "future", "no day", "seed"],
)
def test_what_cannot_be_recorded(school: School, asked: tuple, said: str) -> None:
    """It is refused with what is allowed, and nothing is written."""
    with pytest.raises(LaddersError, match=said):
        record_books(school, *asked)
    assert school.folder is not None
    assert not (school.folder / "books.csv").exists()


def test_nothing_is_recorded_in_the_made_up_school() -> None:
    """The sample that the toolkit brings along stays as it is."""
    sample = la.load(sample_folder())
    pupil = str(sample.pupils["pupil_id"].iloc[-1])
    with pytest.raises(LaddersError, match="made-up school"):
        record_books(sample, pupil, "Reading", "not seen")


def test_the_form_records_what_it_shows(school: School) -> None:
    """Choose a line, say what was seen, press: the row is the one that the line is about."""
    form = note_books(school, "Autumn 2024", seed=5)
    assert isinstance(form, Form)
    lines = [label for label, _ in form.fields["line"].options]
    form.fields["line"].value = len(lines) - 1
    form.fields["seen"].value = "seen in part"
    form.fields["where"].value = "page 3"
    form.fields["on"].value = dt.date(2025, 1, 10)
    assert form.press().startswith("Recorded in books.csv")
    row = _again(school).books.iloc[0]
    assert (row["seen"], row["where"], row["seed"]) == ("seen in part", "page 3", 5)
    assert form.fields["where"].value == ""
