"""What-ifs about wrong judgements: where chance leaves no choice, every figure is worked by hand.

On a scale of two codes a wrong judgement can only be the other one. With a probability of 1 all are
wrong, with 0 none is, and no draw differs from another.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, statements

import ladders_analysis as la
from ladders_analysis.errors import DefinitionError, LaddersError
from ladders_analysis.noise_range import NINE_IN_TEN, judgement_noise, quantiles
from ladders_analysis.questions.laying_out import OF
from ladders_analysis.questions.noise_told import NOT_AN_ESTIMATE, noise_in_words, noise_table
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., la.School]
Pair = tuple[Snapshot, Snapshot]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
TWO_CODES = """
[scale]
codes = ["N", "S"]
secure = "S"
"""
FIVE = numbered("r", 5)


def both(school: la.School) -> Pair:
    """Take the two snapshots."""
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    assert isinstance(start, Snapshot) and isinstance(end, Snapshot)
    return start, end


@pytest.fixture
def pair(build: Build) -> Pair:
    """Build four pupils whose five statements are due in the autumn; four are enough.

    As recorded: ann keeps up, ben stays behind, cat catches up, and dan has no judgement in the
    autumn, so there is not enough evidence. With every judgement the other way round: ann stays
    behind, ben keeps up, cat falls behind, and dan cannot be told still.
    """
    autumn = "ann SSSSS\nben NNNNN\ncat NNNNN"
    spring = "ann SSSSS\nben NNNNN\ncat SSSSS\ndan SSSSS"
    return both(
        build(
            pupils=pupils("ann ben cat dan", 4),
            curriculum=statements(FIVE, 1),
            judgements=[
                *markbook("2024-11-15", FIVE, autumn),
                *markbook("2025-03-20", FIVE, spring),
            ],
            scale=TWO_CODES,
        )
    )


def test_no_judgement_wrong(pair: Pair) -> None:
    """Nothing differs, and the range is the figure as recorded."""
    table = judgement_noise(*pair, "against_expectation", probabilities=[0.0], draws=3)
    assert list(table.columns) == [
        *("subject", "probability", "draws", "in_scope", "favourable", "of", "share"),
        *("low", "high", "least", "most"),
        *("pupils_low", "pupils_high", "pupils_least", "pupils_most"),
        *("changed", "changed_low", "changed_high"),
    ]
    row = table.iloc[0]
    assert (row["subject"], row["draws"], row["in_scope"]) == ("Reading", 3, 4)
    # ann kept up and cat caught up, of three ranked.
    assert (row["favourable"], row["of"], row["share"]) == (2, 3, 2 / 3)
    assert row[["low", "high", "least", "most"]].tolist() == [2 / 3] * 4
    assert row[["pupils_low", "pupils_high", "pupils_least", "pupils_most"]].tolist() == [2] * 4
    assert row[["changed", "changed_low", "changed_high"]].tolist() == [0, 0, 0]


def test_every_judgement_wrong(pair: Pair) -> None:
    """Only ben is favourable, and three of the four outcomes differ; what is recorded stands."""
    table = judgement_noise(*pair, "against_expectation", probabilities=[1.0], draws=2)
    row = table.iloc[0]
    assert (row["favourable"], row["of"], row["share"]) == (2, 3, 2 / 3)
    assert row[["low", "high", "least", "most"]].tolist() == [1 / 3] * 4
    assert row[["pupils_low", "pupils_high", "pupils_least", "pupils_most"]].tolist() == [1] * 4
    assert row[["changed", "changed_low", "changed_high"]].tolist() == [0.75] * 3


@la.definition(
    name="any_gap_closed",
    question="Is anything secure now that was not?",
    outcomes=["no", "yes"],
    favourable=["yes"],
)
def any_gap_closed(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate whether anything is secure at the end that was not at the start."""
    closed = end.per_subject(end.secure & ~start.secure)
    whole = end.per_subject(end.own_year)
    return la.results(start, end, la.rate(closed, whole, lines=[0.01], outcomes=["no", "yes"]))


def test_a_judgement_that_counts_twice_is_wrong_twice(build: Build) -> None:
    """Judged once, in the autumn: what was secure then is secure now, or neither is."""
    start, end = both(
        build(
            pupils=pupils("ann", 4),
            curriculum=statements(FIVE, 1),
            judgements=markbook("2024-11-15", FIVE, "ann SSSSS"),
            scale=TWO_CODES,
        )
    )
    table = judgement_noise(
        start, end, "against_expectation", probabilities=[0.5], draws=30, seed=1
    )
    # Some draws keep at least four secure and some do not; were the two points wrong apart, gaps
    # would close between them.
    assert (table["pupils_least"].item(), table["pupils_most"].item()) == (0, 1)
    gaps = judgement_noise(start, end, any_gap_closed, probabilities=[0.5], draws=30, seed=1)
    assert gaps["pupils_most"].item() == 0


def test_overall_judgements_are_wrong_too(build: Build) -> None:
    """Of two words, a wrong one is the other: kept up becomes still behind, and back."""
    school = build(
        pupils=pupils("ann ben", 4),
        overall=best_fit("2024-11-15 2025-03-20", "ann WTS WTS\nben EXS WTS"),
        policy=OVERALL.replace('BLW = "working towards"', "").replace('GDS = "greater depth"', ""),
        scale="",
    )
    row = judgement_noise(*both(school), "against_expectation", probabilities=[1.0], draws=1).iloc[
        0
    ]
    # Recorded: ann still behind, ben fell behind. Wrong: ann kept up, ben caught up.
    assert (row["favourable"], row["of"], row["pupils_least"], row["changed"]) == (0, 2, 2, 1.0)


def test_the_same_seed_gives_the_same_draws(pair: Pair) -> None:
    """Whatever other probabilities are asked for; another seed gives others."""
    several = judgement_noise(*pair, "gaps_closed", probabilities=[0.1, 0.3], draws=6, seed=4)
    alone = judgement_noise(*pair, "gaps_closed", probabilities=[0.3], draws=6, seed=4)
    pd.testing.assert_frame_equal(
        several[several["probability"] == 0.3].reset_index(drop=True), alone
    )
    seeds = [
        judgement_noise(*pair, "gaps_closed", probabilities=[0.3], draws=6, seed=seed)["changed"][0]
        for seed in range(5)
    ]
    assert len(set(seeds)) > 1


def test_the_snapshots_stay_as_they_are(pair: Pair) -> None:
    """A what-if is a copy."""
    before = [snapshot.counted.copy() for snapshot in pair]
    held = pair[0].grid.codes.copy()
    judgement_noise(*pair, "against_expectation", draws=2)
    assert all(
        np.array_equal(snapshot.counted, was) for snapshot, was in zip(pair, before, strict=True)
    )
    assert np.array_equal(pair[0].grid.codes, held)


def test_quantiles_are_drawn_values() -> None:
    """Of 40 draws the 2nd and the 38th, of 20 the 1st and the 19th; blanks are passed over."""
    assert NINE_IN_TEN == (0.05, 0.95)
    forty = np.arange(40.0, 0, -1)[:, None]
    assert [end.tolist() for end in quantiles(forty)] == [[2], [38]]
    assert [end.tolist() for end in quantiles(forty[20:])] == [[1], [19]]
    with_blanks = np.r_[np.arange(20.0, 0, -1), [np.nan] * 20][:, None]
    assert [end.tolist() for end in quantiles(with_blanks)] == [[1], [19]]
    assert np.isnan(np.concatenate(quantiles(np.full((3, 1), np.nan)))).all()


def test_by_group_and_over_a_trust(build: Build) -> None:
    """Every school's judgements are drawn by themselves; groups are counted apart, in order."""
    trust = build(
        pupils=[*pupils("ann ben", 4, school_id="1"), *pupils("ann", 4, school_id="2")],
        curriculum=statements(FIVE, 1),
        judgements=[
            {**row, "school_id": school}
            for school, page in (("1", "ann SSSSS\nben NNNNN"), ("2", "ann SSSSS"))
            for day in ("2024-11-15", "2025-03-20")
            for row in markbook(day, FIVE, page)
        ],
        policy="[schools.2]\n",
        scale=TWO_CODES,
    )
    start, end = trust.as_at(AUTUMN), trust.as_at(SPRING)
    table = judgement_noise(
        start, end, "against_expectation", probabilities=[0, 1], draws=1, by=["school_id"]
    )
    columns = ["school_id", "probability", "of", "pupils_least"]
    # School 1: ann, then ben; school 2: ann, then nobody.
    assert [tuple(row) for row in table[columns].itertuples(index=False)] == [
        ("1", 0, 2, 1),
        ("1", 1, 2, 1),
        ("2", 0, 1, 1),
        ("2", 1, 1, 0),
    ]


def test_subjects_stand_in_the_schools_order(build: Build) -> None:
    """Writing before maths, where the curriculum has it so; a subject nobody is rated in too."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[
            *statements("w1 w2 w3 w4 w5", 1, subject="Writing"),
            *statements("m1", 1, subject="Maths"),
        ],
        judgements=markbook("2024-11-15", "w1 w2 w3 w4 w5", "ann SSSSS"),
        scale=TWO_CODES,
    )
    table = judgement_noise(*both(school), "against_expectation", probabilities=[0.2], draws=2)
    assert table["subject"].tolist() == ["Writing", "Maths"]
    assert table["of"].tolist() == [1, 0]
    assert table.loc[1, ["share", "low", "high", "least", "most"]].isna().all()
    assert "Maths: nobody could be rated." in noise_in_words(table)


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"draws": 0}, "there is nothing to draw"),
        ({"seed": -1}, "a seed from 0"),
        ({"probabilities": []}, "one probability and one draw at least"),
        ({"probabilities": [1.5]}, "lies between 0 and 1"),
        ({"by": ["clas_name"]}, 'Cannot group by "clas_name"'),
    ],
)
def test_what_cannot_be_asked(pair: Pair, asked: dict[str, object], complaint: str) -> None:
    """Each is refused with what is allowed."""
    with pytest.raises(LaddersError, match=complaint):
        judgement_noise(*pair, "against_expectation", **asked)


def test_a_definition_that_fails_is_named_and_no_pupil(pair: Pair) -> None:
    """It is asked under guard before it is asked again and again."""

    @la.definition(name="broken", question="?", outcomes=["a"], favourable=["a"])
    def broken(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Fail with a pupil's name in the error."""
        raise ValueError("ann")

    with pytest.raises(DefinitionError, match=r'"broken" ended in an error \(ValueError\)') as told:
        judgement_noise(*pair, broken)
    assert "ann" not in str(told.value)


def test_in_words_and_as_a_table(pair: Pair) -> None:
    """In pupils, beside what is recorded, and never as an estimate."""
    table = judgement_noise(*pair, "against_expectation", probabilities=[0.0, 1.0], draws=2)
    table["probability"] = [0.05, 0.3]
    assert noise_in_words(table) == (
        "Reading: as recorded, 2 of 3 pupils rated are favourable. Were one judgement in 20 a "
        "grade out, it would be 2 to 2 in nine draws of ten, and about 0 of 4 pupils would have "
        "another outcome; were 30% of judgements, 1 to 1 in nine draws of ten, and 3 of 4.\n"
        + NOT_AN_ESTIMATE
    )
    assert noise_table(table).reset_index().to_dict("records") == [
        {
            "Subject": "Reading",
            "Judgements a grade out": "one judgement in 20",
            "As recorded": f"2{OF}3",
            "In nine draws of ten": "2 to 2",
            "In all 2 draws": "2 to 2",
            "Another outcome": f"0{OF}4",
        },
        {
            "Subject": "Reading",
            "Judgements a grade out": "30% of judgements",
            "As recorded": f"2{OF}3",
            "In nine draws of ten": "1 to 1",
            "In all 2 draws": "1 to 1",
            "Another outcome": f"3{OF}4",
        },
    ]
