"""The main job on 1,192 real pupils, checked against sums over the raw rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.school import School
from real.junior_school_project import EXPECTED, SCORES, WAVES, raw, write_folder

PUPILS, SCHOOLS = 1192, 49


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load the study through the public reader."""
    return la.load(write_folder(tmp_path_factory.mktemp("jsp") / "school"))


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    """Return the raw rows, with where each stands worked out straight from the scores."""
    table = raw()
    for subject, column in SCORES.items():
        lines = table["year"].map(EXPECTED[subject])
        table[subject] = (table[column] >= lines).map({True: "expected", False: "working towards"})
    return table


def test_every_row_is_accounted_for(school: School, rows: pd.DataFrame) -> None:
    """Each row is one record for the pupil and one for each of two scores; none is refused."""
    files = school.load_report.files
    assert list(files["rows_read"]) == [3 * (rows["year"] == wave).sum() for wave in WAVES]
    assert (files["kept"] == files["rows_read"]).all()
    assert school.pupils["pupil_id"].nunique() == PUPILS
    assert len(school.schools) == SCHOOLS
    assert len(school.results) == 2 * len(rows)


@pytest.mark.parametrize("wave", list(WAVES))
@pytest.mark.parametrize("subject", list(SCORES))
def test_attainment_is_the_score_against_its_years_line(
    school: School, rows: pd.DataFrame, wave: int, subject: str
) -> None:
    """Every pupil of a wave stands where the raw score puts them, school by school."""
    attained = school.as_at(f"Summer {WAVES[wave]}").attainment()
    attained = attained[attained["subject"] == subject]
    assert set(attained["basis"]) == {"score"}
    found = dict(zip(attained["pupil_id"], attained["attainment"], strict=True))
    wanted = rows[rows["year"] == wave]
    assert found == {
        f"{pupil:04d}": word for pupil, word in zip(wanted["id"], wanted[subject], strict=True)
    }


@pytest.mark.parametrize("subject", list(SCORES))
def test_movement_is_the_cross_table_of_the_raw_rows(
    school: School, rows: pd.DataFrame, subject: str
) -> None:
    """Outcomes between the first and last wave are the four cells of a two-by-two table."""
    start, end = school.as_at("Summer 2001"), school.as_at("Summer 2003")
    progress = la.progress(start, end, "against_expectation").only(subject=subject)
    first, last = (rows[rows["year"] == wave].set_index("id")[subject] for wave in (0, 2))
    both = pd.DataFrame({"was": first, "now": last}).dropna()
    cells = both.value_counts()
    found = progress["outcome"].value_counts()
    assert found["kept up"] == cells["expected", "expected"]
    assert found["caught up"] == cells["working towards", "expected"]
    assert found["fell behind"] == cells["expected", "working towards"]
    assert found["still behind"] == cells["working towards", "working towards"]
    assert found.sum() == len(both)


def test_a_school_is_counted_with_those_who_joined_and_left(
    school: School, rows: pd.DataFrame
) -> None:
    """A summary by school counts who was there at both, only at the start and only at the end."""
    start, end = school.as_at("Summer 2001"), school.as_at("Summer 2002")
    summary = la.summarise(la.progress(start, end, "against_expectation"), by=["school_id"])
    first = summary.drop_duplicates("school_id").set_index("school_id")
    for number in (1, 20, 50):
        here = rows[rows["school"] == number]
        was, now = (set(here.loc[here["year"] == wave, "id"]) for wave in (0, 1))
        row = first.loc[f"{number:02d}"]
        # Both subjects are counted in one row, so every pupil counts twice.
        assert (row["in_scope"], row["left"], row["joined"]) == (
            2 * len(was & now),
            2 * len(was - now),
            2 * len(now - was),
        )


def test_the_script_runs_as_a_command(tmp_path: Path) -> None:
    """What the README of the study's folder promises: three marksheets and a school.toml."""
    folder = write_folder(tmp_path / "jsp")
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        "school.toml",
        "wave-0.csv",
        "wave-1.csv",
        "wave-2.csv",
    ]
