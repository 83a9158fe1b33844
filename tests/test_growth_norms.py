"""Norms and the percentiles read off them: by hand where that can be, else by what must hold."""

from __future__ import annotations

import msgspec
import numpy as np
import pandas as pd
import pytest

from ladders_analysis.errors import LaddersError
from ladders_analysis.growth.alike import scores_from
from ladders_analysis.growth.fitting import fitted, growth_norms
from ladders_analysis.growth.norms import GrowthNorms, Norm


def table(score: np.ndarray, *priors: np.ndarray, **more: object) -> pd.DataFrame:
    """Lay scores and earlier scores out as a table, all of Year 5 maths."""
    columns = {f"prior_{place}": prior for place, prior in enumerate(priors, 1)}
    given = {"subject": "Maths", "year_group": 5, "assessment": "Test", "score": score}
    return pd.DataFrame(given | columns | more)


def read(
    norms: GrowthNorms, scores: pd.DataFrame, *, priors: int = 2, minimum: int = 1
) -> pd.DataFrame:
    """Read percentiles off norms."""
    return norms.percentiles(scores_from(scores), priors=priors, minimum=minimum)


def drawn(pupils: int = 400, seed: int = 1) -> pd.DataFrame:
    """Draw pupils with two earlier scores, whole numbers with many ties."""
    rng = np.random.default_rng(seed)
    able = rng.normal(100, 12, pupils)
    sat = [np.round(able + rng.normal(0, 7, pupils)) for _ in range(3)]
    return table(*sat)


@pytest.mark.parametrize(
    ("alike", "below"),
    [
        # 50 alike: the line at (i − 0.5) % is at the pupil of rank i/2, rounded up. A pupil of
        # rank r has the lines 1 … 2(r − 1) below.
        (50, lambda rank: 2 * (rank - 1)),
        # 200 alike: the line at (i − 0.5) % is at rank 2i − 1, the lower of two that would do.
        (200, lambda rank: rank // 2),
        # 40 alike: 40 × (i − 0.5) % = 0.4i − 0.2, rounded up; below are i with 0.4i − 0.2 ≤ r − 1.
        (40, lambda rank: int((rank - 1 + 0.2) / 0.4 + 1e-9)),
    ],
    ids=["50 each", "200 each", "40 each"],
)
def test_eight_earlier_scores_are_eight_rankings(alike: int, below: object) -> None:
    """With eight earlier scores and eight columns, pupils are ranked among those of their score."""
    rng = np.random.default_rng(alike)
    prior = np.repeat(np.arange(90.0, 106.0, 2), alike)
    rank = np.concatenate([rng.permutation(alike) + 1 for _ in range(8)])
    scores = table(1000 - prior + 0.5 * rank, prior)
    found = read(growth_norms(scores), scores)["percentile"]
    assert found.tolist() == [min(max(below(each), 1), 99) for each in rank]


@pytest.fixture(scope="module")
def unstretched() -> GrowthNorms:
    """Fit norms to the drawn pupils as they are."""
    return growth_norms(drawn())


def test_percentiles_are_spread_evenly() -> None:
    """A tenth of the norm group in every ten points, give or take two in a hundred."""
    scores = drawn(800).assign(score=lambda given: given["score"] + np.linspace(0, 0.5, 800))
    norms = growth_norms(scores)
    for priors in (1, 2):
        found = read(norms, scores, priors=priors)["percentile"]
        assert found.between(1, 99).all() and (found == found.round()).all()
        shares = np.histogram(found, bins=np.arange(0, 101, 10))[0] / len(found)
        assert shares == pytest.approx(np.full(10, 0.1), abs=0.02)
        assert found.mean() == pytest.approx(50, abs=1.5)


def test_a_higher_score_never_has_a_lower_percentile(unstretched: GrowthNorms) -> None:
    """With earlier scores held, the percentile rises with the score, from 1 to 99."""
    end = np.arange(0.0, 250.0)
    for earlier in ((100, 100), (85, 110), (120, 96)):
        found = read(unstretched, table(end, *(np.full(250, float(each)) for each in earlier)))
        assert (found["percentile"].diff().dropna() >= 0).all()
        assert (found["percentile"].iloc[0], found["percentile"].iloc[-1]) == (1, 99)


@pytest.mark.parametrize(("times", "plus"), [(0.37, -5.0), (1 / 3, 1000.0), (1e-4, 0.0)])
def test_the_scale_of_a_test_does_not_matter(
    unstretched: GrowthNorms, times: float, plus: float
) -> None:
    """Scores stretched and shifted, earlier ones by other figures: the same percentiles."""
    scores = drawn()
    stretched = scores.assign(
        score=scores["score"] * times + plus,
        prior_1=scores["prior_1"] * 3.7 - 11,
        prior_2=scores["prior_2"] / 7,
    )
    one = read(unstretched, scores)
    pd.testing.assert_frame_equal(read(growth_norms(stretched), stretched), one)


def test_the_order_of_rows_does_not_matter(unstretched: GrowthNorms) -> None:
    """Shuffled rows make the same norms, to the last figure."""
    shuffled = drawn().sample(frac=1, random_state=3)
    one, other = unstretched, growth_norms(shuffled)
    assert one == other and one.fingerprint == other.fingerprint


def test_each_pupil_is_rated_from_what_they_have() -> None:
    """Two earlier scores, the latest alone, or an older one alone: each its own norm.

    Of 1,000 pupils every one in four lacks the older score and every other one in four the latest.
    """
    full = drawn(1000)
    place = np.arange(1000) % 4
    scores = full.assign(
        prior_1=full["prior_1"].where(place != 1), prior_2=full["prior_2"].where(place != 2)
    )
    norms = growth_norms(scores)
    assert [(norm.key.held, norm.pupils) for norm in norms.norms] == [
        (((1, "Test"),), 750),
        (((2, "Test"),), 750),
        (((1, "Test"), (2, "Test")), 500),
    ]
    found = read(norms, scores)
    assert found["priors"].tolist() == [2, 1, 1, 2] * 250
    assert found["pupils"].tolist() == [500, 750, 750, 500] * 250
    # The same as three tables of their own would say, read for the pupils whose norm each is.
    older = scores.drop(columns="prior_1").rename(columns={"prior_2": "prior_1"})
    for own, lacking, rated in (
        (scores, (1, 2), (0, 3)),
        (scores.drop(columns="prior_2"), (1,), (2,)),
        (older, (2,), (1,)),
    ):
        alone = growth_norms(own[~np.isin(place, lacking)])
        wanted = found["percentile"][np.isin(place, rated)]
        assert read(alone, own[np.isin(place, rated)])["percentile"].tolist() == wanted.tolist()


def test_a_gap_between_earlier_scores_is_an_occasion_missed() -> None:
    """A pupil with the latest and the third is compared with all who have those two."""
    full = drawn(700).rename(columns={"prior_2": "prior_3"})
    norms = growth_norms(full.assign(prior_2=np.nan))
    assert [norm.key.held for norm in norms.norms] == [
        ((1, "Test"),),
        ((1, "Test"), (3, "Test")),
    ]


def test_where_few_hold_the_same_scores_the_oldest_is_left_out() -> None:
    """100 of 400 have an older score, too few for a norm: they are rated from the latest."""
    full = drawn(400)
    scores = full.assign(prior_2=full["prior_2"].where(np.arange(400) < 100))
    norms = growth_norms(scores)
    found = read(norms, scores)
    assert found["priors"].tolist() == [1] * 400
    assert found["pupils"].tolist() == [400] * 400
    assert [(each.pupils, each.because) for each in norms.refused] == [
        (
            100,
            "the norm group has 100 pupils, fewer than 300: "
            "percentiles from so few are mostly noise",
        )
    ]
    pd.testing.assert_series_equal(
        found["percentile"], read(norms, full, priors=1)["percentile"], check_names=False
    )


def test_subjects_year_groups_and_assessments_are_kept_apart() -> None:
    """Each has norms of its own; the assessment of an earlier score counts too."""
    parts = [
        drawn(300, seed=1),
        drawn(300, seed=2).assign(subject="Reading"),
        drawn(300, seed=3).assign(year_group=6),
        drawn(300, seed=4).assign(assessment="Other", prior_1_assessment="Other"),
        drawn(300, seed=5).assign(prior_1_assessment="Other"),
    ]
    together = pd.concat([part.drop(columns="prior_2") for part in parts], ignore_index=True)
    together = together.fillna({"prior_1_assessment": "Test"})
    norms = growth_norms(together)
    assert [norm.pupils for norm in norms.norms] == [300] * 5
    whole = read(norms, together)["percentile"].to_numpy().reshape(5, 300)
    for part, found in list(zip(parts, whole, strict=True))[1::2]:
        alone = read(growth_norms(part, priors=1), part, priors=1)["percentile"]
        assert alone.tolist() == found.tolist()


def test_fewer_than_300_are_refused_with_reason_and_remedy() -> None:
    """299 are refused, 300 are not; told otherwise, 60 do."""
    with pytest.raises(LaddersError) as refusal:
        growth_norms(drawn(299))
    assert str(refusal.value) == (
        "No norms can be fitted. Maths, Year 5: Test after Test: the norm group has 299 pupils, "
        "fewer than 300: percentiles from so few are mostly noise. Take the scores of several "
        "schools or years together, or lower `minimum` (now 300) and say so wherever a percentile "
        "is shown."
    )
    assert len(growth_norms(drawn(300)).norms) == 2
    few = growth_norms(drawn(60), minimum=60)
    assert few.norms[0].pupils == 60
    # Norms fitted to few are refused again where they are used, unless told otherwise there too.
    assert (
        read(few, drawn(60), minimum=300)["because"].tolist()
        == [
            "the norm group has 60 pupils, fewer than 300: percentiles from so few are mostly noise"
        ]
        * 60
    )


def off_by(pupils: int, times: int) -> float:
    """Say how far percentiles are off the true ones in simulated norm groups of a size."""
    rng = np.random.default_rng(2)
    missed = []
    for _ in range(times):
        prior, luck = rng.normal(100, 15, pupils), rng.normal(0, 9, pupils)
        scores = table(20 + 0.8 * prior + luck, prior)
        found = read(growth_norms(scores, minimum=1), scores)["percentile"].to_numpy()
        # The true percentile of luck: the share of a normal curve below it, by its own series.
        true = 50 * (1 + np.vectorize(_error_function)(luck / 9 / 2**0.5))
        missed.append(found - true)
    return float(np.sqrt(np.mean(np.square(missed))))


def _error_function(x: float) -> float:
    """Add up the series of the error function."""
    term, total = x, x
    for n in range(1, 80):
        term *= -x * x / n
        total += term / (2 * n + 1)
    return 2 / np.pi**0.5 * total


@pytest.mark.parametrize(("pupils", "times", "points"), [(30, 12, 26), (100, 5, 13), (300, 2, 7)])
def test_why_300(pupils: int, times: int, points: float) -> None:
    """How far a percentile is off by the size of the norm group, as the docstring tells it."""
    assert off_by(pupils, times) == pytest.approx(points, rel=0.2)
    assert f"{points} " in " ".join((growth_norms.__doc__ or "").split())


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"prior_1": 7.0}, "earlier scores of its 400 pupils take only 1 value, no curve"),
        (
            {"prior_1": np.arange(400.0) % 5},
            "the earlier scores of its 400 pupils take only 5 values, no curve can be drawn",
        ),
        ({"score": 100.0}, "all 400 pupils of the norm group score the same"),
    ],
    ids=["one value", "five values", "one end score"],
)
def test_scores_too_much_alike_are_refused(change: dict[str, object], because: str) -> None:
    """No crash and no figure where the scores cannot tell pupils apart."""
    with pytest.raises(LaddersError, match=because) as refusal:
        growth_norms(drawn(400).drop(columns="prior_2").assign(**change))
    assert "Take an assessment with a finer scale" in str(refusal.value)


def test_an_earlier_score_given_twice_is_left_out() -> None:
    """Two columns that say the same: refused as a pair, rated from one."""
    scores = drawn(400).assign(prior_2=lambda given: given["prior_1"])
    norms = growth_norms(scores)
    assert [len(norm.key.held) for norm in norms.norms] == [1]
    assert "the 2 earlier scores of its 400 pupils are too much alike" in norms.refused[0].because
    assert read(norms, scores)["priors"].tolist() == [1] * 400


def test_pupils_that_norms_do_not_know() -> None:
    """Another year group, and an earlier score beyond all of the norm group's."""
    norms = growth_norms(drawn().drop(columns="prior_2"))
    highest = drawn()["prior_1"].max()
    asked = table(np.array([100.0, 100.0]), np.array([100.0, highest + 50]))
    found = read(norms, asked)
    assert found["percentile"].isna().tolist() == [False, True]
    assert found["because"].tolist() == [
        "",
        "an earlier score lies beyond those of the norm group",
    ]
    assert (
        read(norms, asked.assign(year_group=6))["because"].tolist()
        == ["the norms know no pupils of Year 6 with this assessment and these earlier scores"] * 2
    )


def test_what_norms_say_of_themselves() -> None:
    """A table of norm groups; one line for the small print; no list of figures."""
    full = drawn(400)
    norms = growth_norms(
        full.assign(prior_2=full["prior_2"].where(full.index < 100)), source="3 schools"
    )
    assert norms.groups().to_dict("records") == [
        {
            "subject": "Maths",
            "year_group": 5,
            "assessment": "Test",
            "priors": priors,
            "pupils": pupils,
            "because": because,
        }
        for priors, pupils, because in (
            ("1: Test", 400, ""),
            ("1: Test, 2: Test", 100, norms.refused[0].because),
        )
    ]
    assert str(norms) == f"of 3 schools, 1 norm group {norms.fingerprint}"
    assert repr(norms) == f"<GrowthNorms {norms}>"
    with pytest.raises(AttributeError):
        norms.source = "another"  # frozen


def test_a_table_without_a_pair_of_scores() -> None:
    """No row with both a score and an earlier one: said so; inside the definition no norms."""
    scores = drawn(5).assign(prior_1=np.nan, prior_2=np.nan)
    with pytest.raises(LaddersError, match="no row of the table has both a score and an earlier"):
        growth_norms(scores)
    assert fitted(scores_from(scores), priors=2, minimum=1) == GrowthNorms(())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda given: given.drop(columns="prior_1"), "needs the column prior_1.*did you mean"),
        (lambda given: given.drop(columns="year_group"), "needs the column year_group"),
        (lambda given: given.assign(score="high"), "score holds something else than numbers"),
        (lambda given: given.assign(prior_2=np.inf), "prior_2 is infinite somewhere"),
        (lambda given: given.assign(year_group=pd.NA), "a subject and a year_group"),
    ],
    ids=["no prior", "no year group", "words", "infinite", "blank year group"],
)
def test_a_table_that_cannot_be_read(change: object, message: str) -> None:
    """What is missing or wrong is named."""
    with pytest.raises(LaddersError, match=message):
        growth_norms(change(drawn(10)))


def test_norms_of_another_shape_are_refused() -> None:
    """Lines that do not fit the splines, such as in a file changed by hand."""
    norm = growth_norms(drawn()).norms[0]
    for change in ({"lines": norm.lines[:99]}, {"splines": ()}, {"highest": norm.lowest}):
        with pytest.raises(ValueError, match="a spline for each earlier score and 100 lines"):
            Norm(**(msgspec.structs.asdict(norm) | change))
