"""More or less expected, and judgements wrong by one grade, worked out by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from building import OVERALL, best_fit, markbook, numbered, pupils, stands, statements
from experimented import marks, points, run, seeds, tiny, tiny_tables

from ladders_analysis.auditing.trial_schools import trial_pairs
from ladders_analysis.experiments.changed import retaken
from ladders_analysis.experiments.expectation import expectation_shifted
from ladders_analysis.experiments.noise import judgements_wrong


def test_more_is_expected(build: Callable) -> None:
    """Eight of ten are enough for 0.8 and not for 0.9; nine are."""
    ten = numbered("r", 10)
    school = build(
        pupils=pupils("ann ben", 4),
        curriculum=statements(ten, 1),
        judgements=markbook("2024-11-15", ten, "ann SSSSSSSSNN\nben SSSSSSSSSN"),
    )
    both = points(school)
    assert set(stands(both[1]).values()) == {"expected"}
    raised = run(expectation_shifted(0.1), both)
    assert stands(raised.end) == {"ann": "working towards", "ben": "expected"}
    assert stands(raised.start) == stands(raised.end)
    assert raised.end.grid is both[1].grid
    assert both[1].settings.expectations == {}


def test_every_share_that_the_policy_names_is_shifted(build: Callable) -> None:
    """Default, list of six, subject and year group; never above everything or below nothing."""
    policy = """
    [expectation]
    secure_share = [0.05, 0.5, 0.6, 0.7, 0.8, 0.95]
    all_key = true
    [expectation.subject.Maths]
    secure_share = 0.7
    [expectation.subject.Reading]
    basis = "statements"
    [expectation.year.5]
    secure_share = 1
    """
    both = points(build(**tiny_tables() | {"policy": policy}))

    def shares(by: float) -> tuple[object, object, object]:
        settings = run(expectation_shifted(by), both).end.settings
        assert settings.expectation("Reading", 4).all_key
        return (
            settings.expectation("Reading", 4).secure_share,
            settings.expectation("Maths", 4).secure_share,
            settings.expectation("Maths", 5).secure_share,
        )

    listed, maths, year_5 = shares(0.1)
    assert listed == pytest.approx((0.15, 0.6, 0.7, 0.8, 0.9, 1.0))
    assert (maths, year_5) == (pytest.approx(0.8), 1.0)
    listed, maths, year_5 = shares(-0.1)
    assert listed == pytest.approx((0.0, 0.4, 0.5, 0.6, 0.7, 0.85))
    assert (maths, year_5) == (pytest.approx(0.6), pytest.approx(0.9))


def test_a_policy_that_names_no_share_has_the_usual_one() -> None:
    """Four fifths, shifted down by a tenth."""
    settings = run(expectation_shifted(-0.1), tiny()).end.settings
    assert settings.expectation("Reading", 4).secure_share == pytest.approx(0.7)


def test_every_judgement_wrong_by_one_grade() -> None:
    """N can only be D and X only S; D and S go either way, alike often."""
    found = [marks(run(judgements_wrong(1), tiny(), seed).start) for seed in seeds(40)]
    ann = [each["ann"] for each in found]  # SNDS
    ben = [each["ben"] for each in found]  # XS.N
    assert {codes[1] for codes in ann} == {"D"}
    assert {codes[0] for codes in ann} == {"D", "X"}
    assert {codes[2] for codes in ann} == {"N", "S"}
    assert {codes[0] + codes[2] + codes[3] for codes in ben} == {"S.D"}
    down = Counter(code for codes in ann for code in codes[0] + codes[3])["D"]
    assert 25 <= down <= 55  # of 80


def test_a_judgement_that_counts_twice_is_wrong_twice() -> None:
    """Ann's r1 and m1 were judged once: what counts at the start counts at the end."""
    for seed in seeds(20):
        changed = run(judgements_wrong(0.5), tiny(), seed)
        start, end = marks(changed.start)["ann"], marks(changed.end)["ann"]
        assert (start[0], start[3]) == (end[0], end[3])


def test_as_many_are_wrong_as_was_said() -> None:
    """A fifth of some two thousand judgements; none when none is."""
    pair = trial_pairs()[0]
    codes = pair.end.grid.codes
    wrong = run(judgements_wrong(0.2), (pair.start, pair.end)).end.grid.codes
    assert (wrong != codes).mean() == pytest.approx(0.2, abs=0.03)
    assert np.abs(wrong.astype(int) - codes).max() == 1
    none = run(judgements_wrong(0), (pair.start, pair.end)).end.grid.codes
    assert np.array_equal(none, codes)


def said(policy: str, codes: str, build: Callable, day: str = "2024-11-15") -> list[set[str]]:
    """Say which codes each pupil's overall judgement may become when all are wrong."""
    names = [line.split()[0] for line in codes.strip().splitlines()]
    school = build(pupils=pupils(" ".join(names), 4), overall=best_fit(day, codes), policy=policy)
    both = points(school)
    found = [
        run(judgements_wrong(1), both, seed).end.of_school.tables["overall"]["attainment"]
        for seed in seeds(20)
    ]
    return [set(column) for column in zip(*(each.astype("str") for each in found), strict=True)]


def test_an_overall_judgement_moves_to_the_next_word(build: Callable) -> None:
    """Both codes below go up to EXS; EXS goes down to the nearer one, or up; GDS down."""
    codes = "ann  BLW\nben  WTS\ncat  EXS\ndan  GDS"
    assert said(OVERALL, codes, build) == [{"EXS"}, {"EXS"}, {"WTS", "GDS"}, {"EXS"}]


def test_what_a_code_is_mistaken_for_depends_on_the_half_term(build: Callable) -> None:
    """In the autumn E is below and S is expected; from January E is expected and S deeper."""
    six = "[overall]\ncodes = [\n" + '{ E = "working towards", S = "expected" },\n' * 2
    six += '{ L = "working towards", E = "expected", S = "greater depth" },\n' * 4 + "]\n"
    assert said(six, "ann  E\nben  S", build) == [{"S"}, {"E"}]
    assert said(six, "ann  E\nben  S\ncat  L", build, "2025-02-01") == [{"L", "S"}, {"E"}, {"E"}]


def test_where_a_word_has_no_code_the_next_one_is_near(build: Callable) -> None:
    """A school that says only below and above; and one that says only one word."""
    two = '[overall]\ncodes = { B = "working towards", A = "greater depth" }\n'
    assert said(two, "ann  B\nben  A", build) == [{"A"}, {"B"}]
    one = '[overall]\ncodes = { OK = "expected", FINE = "expected" }\n'
    assert said(one, "ann  OK\nben  FINE", build) == [{"OK"}, {"FINE"}]


def test_overall_judgements_of_years_unknown_stay() -> None:
    """A judgement of a year that school.toml does not name belongs to no half-term."""
    start, end = tiny("overall judgements only")
    overall = start.of_school.tables["overall"]
    long_ago = overall.assign(assessed_on=overall["assessed_on"] - np.timedelta64(3650, "D"))
    both = retaken(start.of_school.with_tables(overall=long_ago), start, end)
    changed = run(judgements_wrong(1), (both.start, both.end))
    assert changed.end.of_school.tables["overall"].equals(long_ago)


def test_scores_are_no_judgements() -> None:
    """Results stay as they are."""
    start, end = tiny("scores only")
    changed = run(judgements_wrong(1), (start, end))
    assert changed.end.results.equals(end.results)
