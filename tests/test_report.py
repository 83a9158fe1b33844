"""The load report: it adds up, says why, and quotes no child."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ladders_analysis.errors import LaddersError
from ladders_analysis.report import FileRecord, LoadReport, Problem

COUNTS = st.integers(0, 10_000)


def refused(row: int | None = 3, **more: object) -> Problem:
    """Make a refusal."""
    given = {"file": "a.csv", "rule": "unknown code", "severity": "refused", "remedy": "mend it"}
    return Problem(**{**given, "row": row, **more})


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_an_account_that_adds_up_can_be_made(
    kept: int, superseded: int, duplicates: int, refused: int
) -> None:
    """Rows read = kept + superseded + duplicates + refused."""
    total = kept + superseded + duplicates + refused
    record = FileRecord(
        "a.csv",
        rows_read=total,
        kept=kept,
        superseded=superseded,
        duplicates=duplicates,
        refused=refused,
    )
    assert record.rows_read == total


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), st.integers(-50, 50).filter(bool))
def test_an_account_that_does_not_add_up_cannot(
    counts: tuple[int, int, int, int], off: int
) -> None:
    """One row lost or made up raises."""
    kept, superseded, duplicates, turned_away = counts
    with pytest.raises(LaddersError, match="fault of the toolkit"):
        FileRecord(
            "a.csv",
            rows_read=sum(counts) + off,
            kept=kept,
            superseded=superseded,
            duplicates=duplicates,
            refused=turned_away,
        )


def test_counts_below_nothing_raise() -> None:
    """Negative counts that add up are refused too."""
    with pytest.raises(LaddersError):
        FileRecord("a.csv", rows_read=1, kept=2, refused=-1)


def test_every_refused_row_must_be_explained() -> None:
    """Two refused rows and one reason cannot be reported."""
    record = FileRecord("a.csv", rows_read=2, refused=2)
    with pytest.raises(LaddersError, match="only 1 are explained"):
        LoadReport([record], [refused()])
    assert LoadReport([record], [refused(), refused(4)]).exit_code == 1


def test_an_explanation_of_another_sheet_does_not_count() -> None:
    """Refusals are explained sheet by sheet."""
    record = FileRecord("a.xlsx", sheet="Year 3", rows_read=1, refused=1)
    with pytest.raises(LaddersError):
        LoadReport([record], [refused(file="a.xlsx", sheet="Year 4")])


def test_tables_of_files_and_problems() -> None:
    """The frames carry the contract's columns; `value` only on request."""
    record = FileRecord("a.csv", rows_read=2, kept=1, refused=1, sha256="f" * 64)
    report = LoadReport([record], [refused(value="EXX")])
    assert list(report.files) == (
        "file sheet reader encoding delimiter date_format rows_read kept superseded duplicates "
        "refused sha256".split()
    )
    assert list(report.problems) == "file sheet row column rule severity count remedy".split()
    assert report.problems.loc[0, "row"] == 3
    shown = LoadReport([record], [refused(value="EXX")], show_values=True)
    assert shown.problems.loc[0, "value"] == "EXX"


def test_without_problems_the_frame_is_empty_but_typed() -> None:
    """A clean load has an empty problems table and exit code 0."""
    report = LoadReport([FileRecord("a.csv", rows_read=1, kept=1)], [])
    assert report.exit_code == 0
    assert report.problems.empty
    assert report.problems["row"].dtype == pd.Int64Dtype()


def test_json_is_the_contract() -> None:
    """The keys are those of DESIGN §8, and rows without a place are null."""
    report = LoadReport(
        [FileRecord("a.csv", reader="tidy", encoding="UTF-8", rows_read=1, refused=1)],
        [refused(), refused(None, severity="note", value="Zoë")],
    )
    told = json.loads(report.to_json())
    assert told["files"] == [
        {
            "file": "a.csv",
            "reader": "tidy",
            "encoding": "UTF-8",
            "rows_read": 1,
            "kept": 0,
            "superseded": 0,
            "duplicates": 0,
            "refused": 1,
        }
    ]
    assert told["problems"][1]["row"] is None
    assert set(told["problems"][0]) == {
        "file",
        "sheet",
        "row",
        "column",
        "rule",
        "severity",
        "count",
        "remedy",
    }
    assert "Zoë" not in report.to_json()


def test_brief_counts_by_rule_and_names_the_first_places() -> None:
    """Seven rows of one rule are one line with five places."""
    record = FileRecord("a.csv", rows_read=9, kept=2, refused=7)
    report = LoadReport([record], [refused(row, column="judgement") for row in range(2, 9)])
    assert report.brief().splitlines() == [
        "Read 1 file, 9 rows: 2 kept, 0 superseded, 0 exact duplicates, 7 refused.",
        "  a.csv: 9 rows, 2 kept, 7 refused",
        "Refused, unknown code: 7 in a.csv, column judgement, rows 2, 3, 4, 5, 6 and 2 more. "
        "To mend it: mend it",
    ]


def test_brief_puts_refusals_before_warnings_before_notes() -> None:
    """The gravest comes first, and more than six rules are cut short."""
    record = FileRecord("a.csv", rows_read=1, refused=1)
    entries = [refused(None, severity="note", rule=f"note {n}") for n in range(5)]
    entries += [refused(None, severity="warning", rule="odd"), refused()]
    lines = LoadReport([record], entries).brief().splitlines()
    assert lines[2].startswith("Refused, unknown code")
    assert lines[3].startswith("Warning, odd")
    assert lines[-1] == "… and 1 more: `ladders check` lists them all."


def test_the_page_has_captions_and_headers_and_escapes() -> None:
    """Hostile file names are shown as text; every table has a caption and scoped headers."""
    record = FileRecord("<script>.csv", rows_read=1, refused=1)
    page = LoadReport([record], [refused(file="<script>.csv")])._repr_html_()
    assert "<script>" not in page
    assert page.count("<caption>") == 2
    assert set(re.findall(r"<th [^>]*>", page)) == {'<th scope="col">', '<th scope="row">'}
    assert "sha256" not in page


def test_brief_stays_brief_for_a_trust() -> None:
    """Twelve files are listed, the others counted."""
    records = [FileRecord(f"{number}.csv", rows_read=1, kept=1) for number in range(60)]
    lines = LoadReport(records, []).brief().splitlines()
    assert len(lines) == 14
    assert lines[-1] == "  … and 48 more files or sheets"
