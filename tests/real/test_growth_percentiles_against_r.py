"""Growth percentiles beside those of R: 1,000 synthetic pupils and the answers of its package SGP.

The answers were made by running R on one prior score; SOURCES.md beside them says how. They are
read where they lie, never copied.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.definitions.growth_percentile import GrowthPercentile
from ladders_analysis.growth.alike import scores_from
from ladders_analysis.growth.fitting import growth_norms
from ladders_analysis.school import School

FILE = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "growth"
NAME = "one_prior_1000.csv"
PUPILS = 1000

pytestmark = pytest.mark.skipif(
    not (FILE / NAME).exists(), reason="the shared sample files are not here"
)


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    """Read the scores and R's percentiles."""
    table = pd.read_csv(FILE / NAME)
    assert len(table) == PUPILS
    return table


def compared(found: pd.Series, answers: pd.DataFrame) -> tuple[int, int]:
    """Count the pupils whose percentile is R's, and by how much the farthest is off."""
    off = (found.astype("int64").to_numpy() - answers["sgp"].to_numpy()).astype(int)
    return int((off == 0).sum()), int(abs(off).max())


def test_every_pupil_has_the_percentile_that_r_gives(answers: pd.DataFrame) -> None:
    """The bar is 99.5 % identical and none off by more than one; all 1,000 are identical."""
    scores = pd.DataFrame(
        {
            "subject": "Maths",
            "year_group": 5,
            "assessment": "Test",
            "score": answers["score_after"],
            "prior_1": answers["score_before"],
        }
    )
    norms = growth_norms(scores)
    found = norms.percentiles(scores_from(scores))["percentile"]
    assert compared(found, answers) == (PUPILS, 0)


def test_so_does_the_definition(answers: pd.DataFrame, build: Callable[..., School]) -> None:
    """A school folder with these pupils and scores, from the files to the figures."""
    names = answers["pupil_id"].map("p{:04d}".format)
    results = [
        {"pupil_id": name, "assessment": "Test", "subject": "Maths", "taken_on": day, "score": mark}
        for day, column in (("2024-06-10", "score_before"), ("2025-06-10", "score_after"))
        for name, mark in zip(names, answers[column], strict=True)
    ]
    school = build(
        pupils=[
            {"pupil_id": name, "academic_year": year, "year_group": year - 2020}
            for name in names
            for year in (2024, 2025)
        ],
        results=results,
        policy='[score.Maths]\nassessment = "Test"\n',
    )
    progress = la.progress(
        school.as_at("Summer 2024"), school.as_at("Summer 2025"), GrowthPercentile()
    )
    assert compared(progress["value"], answers) == (PUPILS, 0)
    assert progress["numerator"].tolist() == answers["score_after"].tolist()
    assert progress["denominator"].tolist() == answers["score_before"].tolist()
    below = (answers["sgp"] < 35).sum(), (answers["sgp"] < 66).sum()
    assert progress["outcome"].value_counts().loc["low growth"] == below[0]
    assert progress["outcome"].value_counts().loc["typical growth"] == below[1] - below[0]
