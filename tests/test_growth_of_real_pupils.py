"""Growth of 1,192 real pupils of 49 schools, whose three tests differ from year to year.

A raw difference between their years says nothing; a percentile among pupils with the same earlier
scores says at least where a score stands.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from real.junior_school_project import SCORES, raw, write_folder

import ladders_analysis as la
from ladders_analysis.definitions.growth_percentile import GrowthPercentile
from ladders_analysis.growth.fitting import growth_norms
from ladders_analysis.growth.norms import GrowthNorms
from ladders_analysis.growth.scores import growth_scores
from ladders_analysis.movement import Progress
from ladders_analysis.school import School


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load the study."""
    return la.load(write_folder(tmp_path_factory.mktemp("jsp") / "school"))


@pytest.fixture(scope="module")
def scores(school: School) -> pd.DataFrame:
    """Lay out the scores of the third wave, with those of the second and the first."""
    return growth_scores(school.as_at("Summer 2002"), school.as_at("Summer 2003"))


@pytest.fixture(scope="module")
def norms(scores: pd.DataFrame) -> GrowthNorms:
    """Fit norms to all schools together."""
    return growth_norms(scores, source="49 schools")


@pytest.fixture(scope="module")
def rated(school: School, norms: GrowthNorms) -> Progress:
    """Rate every school by them."""
    start, end = school.as_at("Summer 2002"), school.as_at("Summer 2003")
    return la.progress(start, end, GrowthPercentile(norms=norms))


@pytest.mark.parametrize("subject", list(SCORES))
def test_scores_are_the_studys_own(scores: pd.DataFrame, subject: str) -> None:
    """Every pupil of the second and third wave, with the three scores of the raw rows."""
    waves = raw().pivot_table(index="id", columns="year", values=SCORES[subject])
    wanted = waves[waves[1].notna() & waves[2].notna()]
    found = scores[scores["subject"] == subject].set_index("pupil_id")
    found = found.set_axis(found.index.astype(int)).sort_index()[["prior_2", "prior_1", "score"]]
    assert np.array_equal(found.to_numpy(), wanted.to_numpy(), equal_nan=True)


def test_who_is_compared_with_whom(scores: pd.DataFrame, norms: GrowthNorms) -> None:
    """Those with two earlier scores among their like; the rest with all who have the latest."""
    two = scores["prior_2"].notna().groupby(scores["subject"]).sum()
    all_ = scores.groupby("subject").size()
    found = {(norm.key.subject, len(norm.key.held)): norm.pupils for norm in norms.norms}
    assert found == {
        (subject, number): pupils[subject]
        for subject in SCORES
        for number, pupils in ((1, all_), (2, two))
    }


def test_percentiles_are_spread_evenly(scores: pd.DataFrame, rated: Progress) -> None:
    """Everybody with two scores is rated, a tenth in every ten points."""
    percentiles = rated["value"].dropna().astype(float)
    assert len(percentiles) == len(scores)
    shares = np.histogram(percentiles, bins=np.arange(0, 101, 10))[0] / len(percentiles)
    assert shares == pytest.approx(np.full(10, 0.1), abs=0.01)
    assert "norms of 49 schools, 4 norm groups" in rated.provenance.small_print


def test_where_a_pupil_began_does_not_matter(scores: pd.DataFrame, rated: Progress) -> None:
    """Among low, middle and high earlier scores the average percentile is near 50."""
    joined = scores.set_index(["school_id", "pupil_id", "subject"]).join(rated["value"])
    third = joined.groupby("subject")["prior_1"].transform(lambda each: pd.qcut(each, 3, False))
    averages = joined["value"].astype(float).groupby([joined.index.get_level_values(2), third])
    assert averages.mean().between(47, 53).all()


def test_one_school_is_no_norm_group(school: School) -> None:
    """Without the trust's norms the largest school, too, refuses its own few pupils."""
    start, end = school.as_at("Summer 2002"), school.as_at("Summer 2003")
    largest = max(end, key=lambda each: len(end[each].pupils))
    alone = la.progress(start[largest], end[largest], "growth_percentile")
    assert set(alone["outcome"]) == {"not enough evidence"}
    sat = alone["numerator"].notna() & alone["denominator"].notna()
    assert sat.sum() > 100
    assert alone.loc[sat, "because"].str.contains("fewer than 300: percentiles").all()
