"""The real National Curriculum as a school's curriculum, with generated judgements on it.

Oak's flat file names no half-terms, so everything is due by the end of its last year: nothing is
expected in spring, and in summer the whole year is.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from building import NAME, SCALE, YEARS, pupils, write_school

import ladders_analysis as la
from ladders_analysis.school import School

OAK = Path(__file__).parents[3] / "shared/data/oak/nc_england_statements_ks1_ks2.csv"
POLICY = """
[[point]]
name = "Spring 2025"
on = 2025-04-04
[[point]]
name = "Summer 2025"
on = 2025-07-18
due_through = 6

[curriculum]
reader = "oak"
files = ["national.csv"]
"""
CLASS = " ".join(f"pupil{number}" for number in range(8))

pytestmark = pytest.mark.skipif(not OAK.exists(), reason="the shared sample files are not here")


def dated_rows() -> pd.DataFrame:
    """Read the statements straight from the file: those with a year, once each, per last year."""
    with OAK.open(encoding="utf-8", newline="") as stream:
        rows = pd.DataFrame(csv.DictReader(stream))
    rows = rows[rows["year_groups"] != ""]
    rows = rows.drop_duplicates(["statement", "year_groups", "subject", "substrand"])
    return rows.assign(last=rows["year_groups"].str.findall(r"\d+").str[-1].astype(int))


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Generate a judgement of every pupil on three statements in four of their last year's."""
    folder = tmp_path_factory.mktemp("oak") / "school"
    roll = [
        row | {"pupil_id": f"y{year}{row['pupil_id']}"}
        for year in range(1, 7)
        for row in pupils(CLASS, year)
    ]
    write_school(folder, name=NAME, years=YEARS, scale=SCALE, policy=POLICY, pupils=roll)
    shutil.copy(OAK, folder / "national.csv")
    bare = la.load(folder)
    generator = np.random.default_rng(7)
    records = []
    for row in roll:
        last = bare.statements["year_to"].fillna(bare.statements["year"])
        for statement in bare.statements.loc[last == row["year_group"], "statement_id"]:
            code = generator.choice(["N", "D", "S", "X", ""], p=[0.03, 0.1, 0.5, 0.12, 0.25])
            if code:
                records.append(
                    {
                        "pupil_id": row["pupil_id"],
                        "statement_id": statement,
                        "assessed_on": "2025-06-20",
                        "judgement": code,
                    }
                )
    pd.DataFrame(records).to_csv(folder / "judgements.csv", index=False)
    return la.load(folder)


def test_every_row_of_the_file_is_accounted_for(school: School) -> None:
    """568 rows are read; each is kept, an exact duplicate, or refused with its reason."""
    account = school.load_report.files.set_index("file").loc["national.csv"]
    assert account["rows_read"] == 568
    assert account[["kept", "superseded", "duplicates", "refused"]].sum() == 568
    said = school.load_report.problems.set_index("rule")
    assert "even" in said.loc["no due_half_term", "remedy"]


def test_nothing_is_due_until_the_year_ends(school: School) -> None:
    """Without half-terms the toolkit expects nothing in spring, and says so."""
    attained = school.as_at("Spring 2025").attainment()
    assert set(attained["attainment"]) == {"nothing due yet"}


def test_in_summer_each_pupil_owes_the_whole_of_their_year(school: School) -> None:
    """The number due per subject and year is that of the file's own rows, counted apart."""
    rows = dated_rows()
    # A statement that the file gives several separate years is due in each of them.
    wanted = rows[~rows["year_groups"].str.contains(r"[^\d-]")].groupby(["subject", "last"]).size()
    summer = school.as_at("Summer 2025")
    attained = summer.attainment().merge(summer.pupils.reset_index(), on="pupil_id")
    due = attained.groupby(["subject", "year_group"], observed=True)["due"].agg(["min", "max"])
    assert (due["min"] == due["max"]).all()
    for (subject, year), number in wanted.items():
        assert due.loc[(subject, year), "max"] >= number
    assert due["max"].sum() == school.statements["weight"].sum()


def test_attainment_on_the_real_curriculum_is_the_share_worked_out_apart(school: School) -> None:
    """Secure over due, pupil by pupil, from the judgements' own table with plain pandas."""
    table = school.judgements.astype({"pupil_id": "str", "statement_id": "str"}).merge(
        school.statements[["statement_id", "subject"]].astype("str"), on="statement_id"
    )
    secure = table[table["judgement"].isin(["S", "X"])].groupby(["pupil_id", "subject"]).size()
    attained = school.as_at("Summer 2025").attainment().astype({"subject": "str"})
    found = attained.set_index(["pupil_id", "subject"])["secure"]
    owed = found[found.index.isin(secure.index)]
    assert len(owed) > 100
    assert (owed == secure.reindex(owed.index)).all()
    placed = attained[attained["attainment"].isin(["expected", "greater depth"])]
    assert (placed["secure"] / placed["due"] >= 0.8 - 1e-9).all()
