"""What an audit counts, row by row: outcomes before and after, worked out on five pupils.

The outcomes are bad, fair and good; fair and good are favourable. Nobody's school is needed for
most of it: an answer is a column of words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from building import markbook, pupils, statements

import ladders_analysis as la
from ladders_analysis.auditing.asking import (
    Answered,
    Ground,
    answered,
    grounds_of,
    marked,
    same_answer,
    up_at_both,
)
from ladders_analysis.auditing.checks import CHECKS, EXPECTATION, Check
from ladders_analysis.auditing.counting import (
    Count,
    Figures,
    Seen,
    at_the_top,
    compared,
    figures,
    nothing_against,
    touched,
    twice,
)
from ladders_analysis.auditing.examples import Example
from ladders_analysis.auditing.findings import Finding, findings_of, table_of
from ladders_analysis.auditing.running import Sheet
from ladders_analysis.definitions.contract import FunctionDefinition
from ladders_analysis.experiments.changed import Changed
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., School]
PUPILS = ["ann", "ben", "cat", "dan", "eve"]
NONE = "not enough evidence"
ALL = np.ones(5, bool)


@la.definition(
    name="three_words",
    question="?",
    outcomes=["bad", "fair", "good"],
    favourable=["fair", "good"],
)
def three_words(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Never asked: only its words matter."""
    raise AssertionError


def answer(outcomes: str, **columns: list) -> Answered:
    """Make an answer of one word a pupil, a full stop for not enough evidence."""
    words = [NONE if word == "." else word for word in outcomes.replace("own", "own ").split()]
    words = ["own curriculum" if word == "own" else word for word in words]
    index = pd.MultiIndex.from_product([PUPILS, ["Reading"]], names=["pupil_id", "subject"])
    numbers = {name: pd.array([1.0] * 5, "Float64") for name in ("value", "numerator")}
    table = pd.DataFrame({"outcome": words, **numbers, "denominator": 2.0, "because": "so"}, index)
    assert isinstance(three_words, FunctionDefinition)
    table = table.assign(**columns).astype({"outcome": three_words.about.dtype})
    return answered(table, three_words)


def who(mask: np.ndarray) -> list[str]:
    """Name the marked pupils."""
    return [name for name, is_so in zip(PUPILS, mask, strict=True) if is_so]


def test_which_rows_are_ranked() -> None:
    """The last two words have no rank, the worst and the best have."""
    found = answer("bad . own fair good")
    assert found.ranked.tolist() == [True, False, False, True, True]
    assert found.places[found.ranked].tolist() == [0, 1, 2]


BEFORE = "bad  fair  good  .    good"
AFTER = "good fair  bad   fair own"
# ann better, ben the same, cat worse, dan now rated, eve no longer


@pytest.mark.parametrize(
    ("rule", "failing"),
    [
        ("no outcome changes", ["ann", "cat", "dan", "eve"]),
        ("no outcome gets worse", ["cat"]),
        ("no outcome gets better", ["ann"]),
        ("reported", []),
    ],
)
def test_what_counts_against_a_definition(rule: str, failing: list[str]) -> None:
    """Without a rank an outcome is changed, never better or worse."""
    seen = compared(rule, answer(BEFORE), answer(AFTER), ALL)
    assert who(seen.failing) == failing
    assert who(seen.changed) == ["ann", "cat", "dan", "eve"]
    assert who(seen.better) == ["ann"]
    assert who(seen.worse) == ["cat"]
    assert who(seen.tried) == PUPILS


def test_who_was_tried() -> None:
    """Whose records changed and who is rated before or after; and whoever fails."""
    rated = answer("bad . . fair ."), answer("bad . fair . .")
    at_first_three = np.array([True, True, True, False, False])
    seen = compared("reported", *rated, at_first_three)
    assert who(seen.tried) == ["ann", "cat"]  # ben is rated at neither, dan is not touched
    seen = compared("no outcome changes", *rated, at_first_three)
    assert who(seen.tried) == ["ann", "cat", "dan"]  # dan fails, so he was tried


def test_two_answers_to_one_question() -> None:
    """All that is said must be the same, but for rounding: outcome, numbers, and reason."""
    first = answer("bad fair good . good")
    assert same_answer(first, first).all()
    assert who(~same_answer(first, answer("bad fair fair . own"))) == ["cat", "eve"]
    for column in ("value", "numerator", "denominator"):
        other = answer("bad fair good . good", **{column: [1.0, 2.0, 1 + 1e-12, 1.0, np.nan]})
        base = answer("bad fair good . good", **{column: [1.0, 1.0, 1.0, 1.0, np.nan]})
        assert who(~same_answer(base, other)) == ["ben"]
    # A billionth is rounding, whatever the size of the number; five billionths are not.
    large = [answer("bad fair good . good", value=[each] * 5) for each in (1000.0, 1000.001)]
    assert not same_answer(*large).any()
    assert not same_answer(first, answer("bad fair good . good", value=[1 + 5e-9] * 5)).any()
    other = answer("bad fair good . good", because=["so", "so", "so", "so", "not so"])
    assert who(~same_answer(first, other)) == ["eve"]
    seen = twice(first, other)
    assert (who(seen.failing), who(seen.changed)) == (["eve"], [])
    assert who(seen.tried) == ["ann", "ben", "cat", "eve"]
    # dan is not rated, but where his reason differs he was tried, and fails.
    other = answer("bad fair good . good", because=["so", "so", "so", "not so", "so"])
    seen = twice(first, other)
    assert (who(seen.failing), who(seen.tried)) == (["dan"], PUPILS)
    seen = twice(first, answer("good fair bad . good"))
    assert (who(seen.better), who(seen.worse), who(seen.changed)) == (
        ["ann"],
        ["cat"],
        ["ann", "cat"],
    )


def test_as_things_are_nothing_counts_against() -> None:
    """The ranked rows were tried."""
    seen = nothing_against(answer("bad . own fair good"))
    assert who(seen.tried) == ["ann", "dan", "eve"]
    assert not (seen.changed | seen.better | seen.worse | seen.failing).any()


@pytest.fixture
def ground(build: Build) -> Ground:
    """Give five pupils: ann and eve are up at both points, ben then, cat now, dan at neither."""
    ids = "r1 r2 r3 r4 r5"
    then = "ann SSSSS\nben SSSSS\ncat NNNNN\ndan NNNNN\neve XXXXX"
    now = "ann SSSSS\nben NNNNN\ncat SSSSS\ndan NNNNN\neve XXXXX"
    school = build(
        pupils=pupils(" ".join(PUPILS), 4),
        curriculum=[*statements(ids, 1), *statements("m1", 1, subject="Maths")],
        judgements=[*markbook("2024-11-15", ids, then), *markbook("2025-03-20", ids, now)],
    )
    return Ground("here", school.as_at("Autumn 2024"), school.as_at("Spring 2025"), False)


def test_up_at_both_points(ground: Ground) -> None:
    """Who is up by the policy at both points; who of them has no favourable outcome fails."""
    found = answer("bad fair bad bad good")
    assert who(up_at_both(ground, found.table.index)) == ["ann", "eve"]
    seen = at_the_top(("fair", "good"), ground, found)
    assert (who(seen.tried), who(seen.failing)) == (["ann", "eve"], ["ann"])
    assert not (seen.changed | seen.better | seen.worse).any()
    # A word without a rank says nothing against the definition.
    seen = at_the_top(("fair", "good"), ground, answer("own fair bad bad ."))
    assert not seen.tried.any() and not seen.failing.any()


def test_values_of_the_rows_of_an_answer(ground: Ground) -> None:
    """Rows are found by pupil and subject, in whatever order they stand."""
    marks = {"Maths": ["ben"], "Reading": ["dan"]}
    values = np.array([[name in marks[each] for each in ground.end.subjects] for name in PUPILS])
    rows = pd.MultiIndex.from_tuples(
        [("dan", "Maths"), ("dan", "Reading"), ("ben", "Maths"), ("ann", "Reading")],
        names=["pupil_id", "subject"],
    )
    assert marked(values, ground.end, rows).tolist() == [False, True, True, False]


def test_whose_records_an_experiment_changed(ground: Ground) -> None:
    """Other codes at either point touch their pupil and subject; another school touches all."""
    rows = answer("bad bad bad bad bad").table.index
    ids = list(ground.end.grid.statements.get_level_values("statement_id"))
    codes_then, codes_now = ground.start.counted.copy(), ground.end.counted.copy()
    codes_then[PUPILS.index("ben"), ids.index("r2")] = 2
    codes_now[PUPILS.index("dan"), ids.index("r1")] = 3
    codes_now[PUPILS.index("eve"), ids.index("m1")] = 3
    changed = Changed(ground.start.with_codes(codes_then), ground.end.with_codes(codes_now))
    assert who(touched(ground, changed, rows)) == ["ben", "dan"]
    assert who(touched(ground, Changed(ground.start, ground.end), rows)) == []
    again = replace(ground.end.of_school, tables=dict(ground.end.of_school.tables))
    elsewhere = Changed(ground.start, replace(ground.end, of_school=again))
    assert who(touched(ground, elsewhere, rows)) == PUPILS


def test_the_cohort_comes_first(ground: Ground) -> None:
    """Then the made-up schools, each under its label."""
    points = ground.start, ground.end
    first, second = grounds_of({"1": points}, [("a made-up school", *points)])
    assert (first.label, first.made_up) == ("this cohort", False)
    assert (second.label, second.made_up) == ("a made-up school", True)
    assert (first.start, first.end, second.start, second.end) == points * 2


def test_figures() -> None:
    """The favourable of the ranked, with its n; schools add up; nobody ranked is no share."""
    one = figures(("fair", "good"), answer("bad fair good . own"), changed=2)
    assert one == Figures(favourable=2, ranked=3, of=5, changed=2)
    assert one.share == pytest.approx(2 / 3)
    assert figures(("good",), answer("bad fair good . own")) == Figures(1, 3, 5, 0)
    assert one + Figures(1, 1, 3, 4) == Figures(3, 4, 8, 6)
    assert np.isnan(figures(("good",), answer(". . . own own")).share)


def seen_by(tried: str, failing: str, changed: str = "") -> Seen:
    """Make what was seen of pupils by the first letters of their names."""
    tried_mask, failing_mask, changed_mask = (
        np.array([name[0] in letters for name in PUPILS]) for letters in (tried, failing, changed)
    )
    none = np.zeros(5, bool)
    return Seen(tried_mask, changed_mask, none, none, failing_mask)


def test_a_row_is_counted_once() -> None:
    """Two experiments on one ground count a row once; grounds add up; the first finder is named."""
    count = Count()
    count.note(0, 7, seen_by("abc", "b", "b"))
    count.note(1, 7, seen_by("cd", "bd", "d"))
    count.note(1, 8, seen_by("ab", "a"))
    assert count.total("tried") == 6  # a b c d of the one, a b of the other
    assert count.total("tried", {7}) == 4
    assert count.total("tried", {8}) == 2
    assert count.total("tried", set()) == 0
    assert count.total("failing") == 3
    assert count.total("changed") == 2
    # experiment, ground, row: ben was found by the first experiment already
    assert count.first == [(0, 7, 1), (1, 7, 3), (1, 8, 0)]


CHECK = {check.name: check for check in CHECKS}
WAS = Figures(favourable=30, ranked=40, of=50)


def test_a_figure_that_moves_is_told_with_its_number() -> None:
    """One experiment: before and after, each share with its n, and who changed."""
    found = Finding(
        CHECK["ticks_only"],
        "reported",
        changed=12,
        as_recorded=WAS,
        draws=(Figures(9, 20, 50, 12),),
    )
    assert found.note == (
        "Favourable are 45% of 20 rated, 75% of 40 as recorded; 12 of 50 outcomes change."
    )
    assert found.figure == (0.45, 0.45)
    row = found.row()
    assert (row["figure"], row["figure_low"], row["figure_high"]) == (0.75, 0.45, 0.45)
    nobody = replace(found, draws=(Figures(0, 0, 50, 40),))
    assert nobody.note == ("Nobody is rated, 75% of 40 as recorded; 40 of 50 outcomes change.")
    assert np.isnan(nobody.figure).all()
    silent = replace(found, as_recorded=Figures(0, 0, 50))
    assert silent.note == "Nobody here has a ranked outcome, so there is no figure to move."


def test_draws_are_told_as_a_range() -> None:
    """Repeated experiments: the average that flips, and between what the share lies."""
    found = Finding(
        CHECK["wrong_10"],
        "reported",
        changed=5,
        as_recorded=WAS,
        draws=(Figures(28, 40, 50, 4), Figures(24, 40, 50, 6), Figures(19, 38, 50, 5)),
    )
    assert found.note == (
        "10% of 50 outcomes change (the average of 3 draws); favourable are 50–70% of 38–40 rated, "
        "75% of 40 as recorded."
    )
    assert found.figure == (0.5, 0.7)
    alike = replace(found, draws=(Figures(28, 40, 50, 4),) * 2)
    assert alike.note == (
        "10% of 50 outcomes change (the average of 2 draws); favourable are 70% of 40 rated, "
        "75% of 40 as recorded."
    )
    nobody = replace(found, draws=(Figures(0, 0, 50, 40),) * 2, changed=40)
    assert nobody.note == (
        "80% of 50 outcomes change (the average of 2 draws); nobody is rated, 75% of 40 as "
        "recorded."
    )


def test_the_expectation_is_told_by_who_moves() -> None:
    """Raised, lowered, and everything due earlier; or that nothing moves at all."""
    draws = tuple(Figures(30, 40, 50, changed) for changed in (7, 5, 3))
    found = Finding(EXPECTATION, "reported", changed=15, as_recorded=WAS, draws=draws)
    assert found.note == (
        "Raised by ten percentage points, 7 of 50 outcomes here change; lowered by ten, 5. With "
        "everything due a half-term earlier, 3 do."
    )
    assert replace(found, changed=0).note == (
        "No outcome moves, nor when everything is due a half-term earlier: the definition is not "
        "tied to what the curriculum expects."
    )


def test_a_finding_as_a_row() -> None:
    """Each count under its own name; without an experiment there is no figure."""
    found = Finding(
        CHECK["rows_shuffled"],
        "fails",
        failing=1,
        here=2,
        made_up=3,
        changed=4,
        better=5,
        worse=6,
        as_recorded=WAS,
        broken="It broke.",
    )
    (row,) = table_of([found]).to_dict("records")
    numbers = {name: row.pop(name) for name in ("figure", "figure_low", "figure_high")}
    assert np.isnan(list(numbers.values())).all()
    assert row == {
        "check": "rows_shuffled",
        "title": "Rows of the files shuffled",
        "must_hold": True,
        "rule": "no outcome changes",
        "verdict": "fails",
        "failing": 1,
        "tried": 5,
        "tried_here": 2,
        "tried_made_up": 3,
        "changed": 4,
        "better": 5,
        "worse": 6,
        "example": "It broke.",
    }
    assert replace(found, broken="").note == ""


def test_which_made_up_schools_are_visited() -> None:
    """So many of every three, and each experiment others; all of them where it says three."""
    one = Check("abc", "A check", "no outcome changes", visits=1)
    assert [[one.visited(run, place) for place in range(3)] for run in range(3)] == [
        [True, False, False],
        [False, False, True],
        [False, True, False],
    ]
    assert [replace(one, visits=2).visited(0, place) for place in range(4)] == [
        *(True, True, False, True),
    ]
    assert all(replace(one, visits=3).visited(0, place) for place in range(3))
    assert not any(replace(one, visits=0).visited(0, place) for place in range(3))


def test_the_figures_are_those_of_the_cohort_alone(ground: Ground) -> None:
    """Made-up schools count as tried, and never in the cohort's own figures.

    Here ann to eve are bad fair good . good; of them three of four ranked are favourable. In the
    made-up school all five are good. Of the rows in another order, one fails in each.
    """
    sheet = Sheet(three_words, 1.0)
    sheet.answers |= {0: answer("bad fair good . good"), 1: answer("good good good good good")}
    shuffled, ticks = CHECK["rows_shuffled"], CHECK["ticks_only"]
    sheet.count(shuffled).note(0, 0, seen_by("abc", "a", "a"))
    sheet.count(shuffled).note(0, 1, seen_by("abcde", "b", "b"))
    sheet.count(ticks).note(0, 0, seen_by("abce", "", "c"))
    sheet.count(ticks).draws[0] = Figures(2, 4, 5, 1)
    wrong = sheet.count(CHECK["wrong_10"])
    for run, changed in enumerate((4, 6, 7)):  # 17 in three draws: 6 on average
        wrong.note(run, 0, compared("reported", answer(BEFORE), answer(AFTER), ALL))
        wrong.draws[run] = Figures(2, 4, 5, changed)
    sheet.count(CHECK["twice"]).note(0, 0, seen_by("abce", ""))
    sheet.count(CHECK["inputs"]).broken.append("It changed start.due.")
    sheet.count(CHECK["entries_late"]).broken.append("It ended in an error.")
    example = Example("A Year 4 pupil.", pd.DataFrame(), made_up=False)
    grounds = (ground, replace(ground, made_up=True))
    findings = findings_of(sheet, grounds, {"rows_shuffled": example})
    assert [each.check for each in findings] == list(CHECKS)
    found = {each.check.name: each for each in findings}
    assert {each.as_recorded for each in findings if each.tried} == {Figures(3, 4, 5)}
    fails = found["rows_shuffled"]
    assert (fails.verdict, fails.failing, fails.here, fails.made_up) == ("fails", 2, 3, 5)
    assert (fails.changed, fails.draws, fails.example, fails.note) == (
        *(2, (), example),
        "A Year 4 pupil.",
    )
    assert (found["twice"].verdict, found["twice"].tried) == ("not refuted", 4)
    assert found["ticks_only"].verdict == "reported"
    assert found["ticks_only"].draws == (Figures(2, 4, 5, 1),)
    assert (found["wrong_10"].changed, len(found["wrong_10"].draws)) == (6, 3)
    # ann got better and cat worse (see AFTER), however often; dan and eve only changed.
    assert (found["wrong_10"].better, found["wrong_10"].worse) == (1, 1)
    # Broken: a check that must hold fails; one that is only reported could not be run.
    assert (found["inputs"].verdict, found["inputs"].note) == ("fails", "It changed start.due.")
    assert (found["entries_late"].verdict, found["entries_late"].note) == (
        "not run",
        "It ended in an error.",
    )
    assert (found["ceiling"].verdict, found["ceiling"].check) == ("not run", CHECK["ceiling"])
