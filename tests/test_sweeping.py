"""Sweeping a figure over the lines it rests on, worked out by hand.

Ten statements of Year 4 reading, five due by the autumn and ten by the spring. Everybody has the
first five in the autumn, so everybody is at expectation then.

====  =================  ==========================================
name  secure in spring   at 0.7, at 0.8 (the school's own), at 0.9
====  =================  ==========================================
ann   9 of 10            kept up, kept up, kept up
ben   8 of 10            kept up, kept up, fell behind
cat   7 of 10            kept up, fell behind, fell behind
dan   5 of 10            fell behind, fell behind, fell behind
eve   5, five not judged nobody can tell, unless unjudged is not secure
====  =================  ==========================================
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from building import markbook, numbered, pupils, statements
from drawing import Drawn, drawn_schools
from hypothesis import HealthCheck, given, settings

import ladders_analysis as la
from ladders_analysis.comparing.choices import POLICY, parameter_choices, policy_choices
from ladders_analysis.comparing.influence import moves_most
from ladders_analysis.comparing.specifications import (
    how_many,
    own_specification,
    specifications,
)
from ladders_analysis.comparing.sweeping import Sweep, sweep
from ladders_analysis.comparing.under_policy import UnderPolicy, expecting
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.definitions.contract import About
from ladders_analysis.errors import DefinitionError, LaddersError, SettingsError
from ladders_analysis.policy import NTimes
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import taken

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
SHARES = {"secure_share": [0.7, 0.9]}


@pytest.fixture
def school(build: Build) -> School:
    """Build the school above; cat and dan are disadvantaged, of eve it is not recorded."""
    group = {"ann": "no", "ben": "no", "cat": "yes", "dan": "yes", "eve": ""}
    page = """
        ann  SSSSSSSSSN
        ben  SSSSSSSSNN
        cat  SSSSSSSNNN
        dan  SSSSSNNNNN
        eve  SSSSS.....
    """
    return build(
        pupils=[
            {**row, "disadvantaged": group[str(row["pupil_id"])]}
            for row in pupils("ann ben cat dan eve", 4)
        ],
        curriculum=statements(TEN, [1] * 5 + [4] * 5),
        judgements=markbook("2024-11-15", TEN, page),
    )


def swept(school: School, definition: object = "against_expectation", **more: object) -> Sweep:
    """Sweep from the autumn to the spring; nothing is varied that is not asked for."""
    asked = {"parameters": {}, "policy": {}} | more
    return sweep(school.as_at(AUTUMN), school.as_at(SPRING), definition, **asked)


def test_one_line_by_hand(school: School) -> None:
    """Two of four are favourable as it is, three at 0.7 and one at 0.9; eve is never ranked."""
    found = swept(school, policy=SHARES)
    table = found.table
    assert table["secure_share"].tolist() == ["0.8", "0.7", "0.9"]
    assert table["own"].tolist() == [True, False, False]
    assert table[["favourable", "of", "in_scope"]].to_numpy().tolist() == [
        [2, 4, 5],
        [3, 4, 5],
        [1, 4, 5],
    ]
    assert table["share"].tolist() == [0.5, 0.75, 0.25]
    assert table["ranked_share"].tolist() == [0.8, 0.8, 0.8]
    # Wilson interval of 2 of 4.
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([0.1500, 0.8500], abs=5e-5)
    assert found.own["favourable"] == 2
    assert found.possible == 3
    assert found.sentence == (
        "In 1 of 3 ways of setting these lines, more than half of the ranked pupil × subject "
        "judgements are favourable by ‘Movement against expectation’. As things are it is 2 of 4 "
        "(50%); it runs from 1 of 4 (25%) to 3 of 4 (75%). Of 5 in scope, 4 can be ranked. What "
        "moves it most is ‘secure share’: from ‘0.9’ to ‘0.7’ it rises by 50 points on average."
    )


def test_influence_by_hand(school: School) -> None:
    """Against as it is, 0.7 adds 25 points and 0.9 takes 25; unjudged as not secure ranks eve."""
    found = swept(school, policy={**SHARES, "unjudged": ["unknown", "not secure"]})
    # unjudged not secure: eve fell behind, so 2 of 5, 3 of 5 and 1 of 5.
    assert sorted(found.table["share"]) == [0.2, 0.25, 0.4, 0.5, 0.6, 0.75]
    table = found.influence.set_index(["choice", "option"])
    # 0.7: (0.75 + 0.6) / 2 against (0.5 + 0.4) / 2.
    assert table.loc[("secure share", "0.7"), "change"] == pytest.approx(22.5)
    assert table.loc[("secure share", "0.9"), "change"] == pytest.approx(-22.5)
    assert table.loc[("secure share", "0.8"), "change"] == 0
    # not secure: (0.4 + 0.6 + 0.2) / 3 against (0.5 + 0.75 + 0.25) / 3; and 5 of 5 are ranked.
    assert table.loc[("unjudged statements are", "not secure"), "change"] == pytest.approx(-10)
    assert table.loc[("unjudged statements are", "not secure"), "ranked_change"] == pytest.approx(
        20
    )
    assert table["specifications"].tolist() == [2, 2, 2, 3, 3]
    assert table.loc[("secure share", "0.7"), "mean_share"] == pytest.approx(0.675)
    assert moves_most(found.influence) == ("secure share", pytest.approx(45), "0.9", "0.7")
    assert "(own)" in found._repr_html_()
    assert repr(found) == f"<Sweep: {found.sentence}>"


def test_a_parameter_by_hand(build: Build) -> None:
    """Ann was at 1 of 5 and is at 3 of 10: risen by 0.1, which is closing up to there."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, [1] * 5 + [4] * 5),
        judgements=[
            *markbook("2024-11-15", TEN, "ann  SNNNNNNNNN"),
            *markbook("2025-03-10", TEN, "ann  SSSNNNNNNN"),
        ],
    )
    found = swept(school, parameters={"closing": [0.05, 0.15]})
    assert dict(zip(found.table["closing"], found.table["favourable"], strict=True)) == {
        "0.05": 1,
        "0.1": 1,
        "0.15": 0,
    }


def test_a_gap_by_hand(school: School) -> None:
    """Cat and dan against ann and ben; eve, of whom it is not recorded, is on neither side."""
    found = swept(school, policy=SHARES, by="disadvantaged")
    columns = ["group_favourable", "group_of", "others_favourable", "others_of", "gap"]
    assert found.table[columns].to_numpy().tolist() == [
        [0, 2, 2, 2, -100],
        [1, 2, 2, 2, -50],
        [0, 2, 1, 2, -50],
    ]
    assert (
        "‘disadvantaged: yes’ has a smaller favourable share than the others in 3 of 3 ways; as "
        "things are it is 0 of 2 against 2 of 2."
    ) in found.sentence
    turned = swept(school, policy=SHARES, by="disadvantaged", value=False)
    assert turned.table["gap"].tolist() == [100, 50, 50]
    assert "in 0 of 3 ways, a larger one in 3" in turned.sentence
    with pytest.raises(LaddersError, match="Nobody in scope has class_name"):
        swept(school, by="class_name")
    assert swept(school, by="class_name", value="Oak").sentence.startswith("As things are")


def test_one_subject(build: Build) -> None:
    """Only the judgements of that subject count."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[
            *statements("r1 r2 r3 r4 r5", 1),
            *statements("m1 m2 m3 m4 m5", 1, subject="Maths"),
        ],
        judgements=markbook("2024-11-15", "r1 r2 r3 r4 r5", "ann  SSSSS"),
    )
    found = swept(school, policy=SHARES, subject="Reading")
    assert found.table[["favourable", "of", "in_scope"]].drop_duplicates().to_numpy().tolist() == [
        [1, 1, 1]
    ]
    assert "None of the lines moves it." in found.sentence
    with pytest.raises(LaddersError, match='did you mean "Reading"'):
        swept(school, subject="reading")


def test_what_cannot_matter_is_left_out_and_said(school: School) -> None:
    """No statement is key; nobody is near greater depth; the secure share stays."""
    found = sweep(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    told = {each.name: each.because for each in found.left_out}
    assert told["every key statement secure"] == "no statement is marked as key"
    assert told["earlier years' statements due"] == "no statement is marked as key"
    assert told["deeper share"] == "no judgement changed when it was tried"
    assert told["closing"] == "no judgement changed when it was tried"
    assert "give its options" in told["closing score"]
    assert told["judgement that counts: reached 2 times"].startswith("most statements were judged")
    assert [choice.name for choice in found.choices] == ["secure_share", "minimum_due", "unjudged"]
    assert "Not varied: ‘every key statement secure’ and ‘earlier years' statements due’ (no" in (
        found.sentence
    )
    # What is left is every combination: 3 × 3 × 2.
    assert len(found.table) == found.possible == 18
    assert found.table["own"].sum() == 1 and found.table["own"].iloc[0]


def test_what_is_asked_for_is_not_left_out(school: School) -> None:
    """An analyst who names a line sees it, even where it changes nothing."""
    found = swept(school, policy={"deeper_share": [0.1, 0.4]}, parameters={"closing": [0.2]})
    assert found.table.columns[:2].tolist() == ["deeper_share", "closing"]
    assert len(found.table) == 4
    assert found.left_out == ()


def test_too_many_are_drawn_at_random(school: School) -> None:
    """As it is first, then a seeded draw; the sweep says so."""
    more = {"secure_share": [0.5, 0.6, 0.7, 0.8, 0.9], "minimum_due": [0, 3, 5, 8]}
    found = swept(school, policy=more, most=7)
    assert len(found.table) == 7 and found.possible == 20
    assert found.table["own"].tolist() == [True] + [False] * 6
    assert not found.table[["secure_share", "minimum_due"]].duplicated().any()
    assert "These are 7 of 20 ways, drawn at random." in found.sentence
    assert swept(school, policy=more, most=7).table.equals(found.table)
    assert not swept(school, policy=more, most=7, seed=1).table.equals(found.table)
    with pytest.raises(LaddersError, match="most=2"):
        swept(school, most=1)


def test_as_it_is_may_differ_from_subject_to_subject(build: Build) -> None:
    """Reading asks for 0.9 and maths for 0.8; an option takes the place of both."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=[
            *statements(TEN, [1] * 5 + [4] * 5),
            *statements(TEN.replace("r", "m"), [1] * 5 + [4] * 5, subject="Maths"),
        ],
        judgements=[
            *markbook("2024-11-15", TEN, "ann  SSSSSSSSNN"),
            *markbook("2024-11-15", TEN.replace("r", "m"), "ann  SSSSSSSSNN"),
        ],
        policy="[expectation.subject.Reading]\nsecure_share = 0.9\n",
    )
    found = swept(school, policy={"secure_share": [0.8, 0.9]})
    # 8 of 10 in both: enough in maths as it is, in both at 0.8, in none at 0.9.
    assert dict(zip(found.table["secure_share"], found.table["favourable"], strict=True)) == {
        "as it is": 1,
        "0.8": 2,
        "0.9": 0,
    }


def test_a_trust(build: Build) -> None:
    """Two schools with lines of their own: 007 has 8 of 10 in both, 008 has 6."""
    page = "007  SSSSSSSSNN\n008  SSSSSSNNNN"
    trust = build(
        pupils=[*pupils("007 008", 4, school_id="1"), *pupils("007", 4, school_id="2")],
        curriculum=statements(TEN, [1] * 5 + [4] * 5),
        judgements=[
            *markbook("2024-11-15", TEN, page, school_id="1"),
            *markbook("2024-11-15", TEN, page.splitlines()[0], school_id="2"),
        ],
        policy="[schools.2]\n[schools.2.expectation]\nsecure_share = 0.9\n",
    )
    found = swept(trust, policy={"secure_share": [0.6, 0.9]}, by="school_id", value="2")
    assert found.table["secure_share"].tolist() == ["as it is", "0.6", "0.9"]
    assert found.table[["favourable", "of"]].to_numpy().tolist() == [[1, 3], [3, 3], [0, 3]]
    assert found.table["gap"].tolist() == [-50, 0, 0]
    assert "in 1 of 3 ways; as things are it is 0 of 1 against 1 of 2" in found.sentence


def test_nobody_in_scope_and_nobody_ranked(build: Build) -> None:
    """A sweep of nobody says so."""
    school = build(
        pupils=pupils("ann", 4, left_on="2025-01-06"),
        curriculum=statements(TEN, 1),
        judgements=markbook("2024-11-15", TEN, "ann  SSSSSSSSSS"),
    )
    found = swept(school, policy=SHARES)
    assert found.table["in_scope"].tolist() == [0, 0, 0]
    assert found.table[["share", "low", "high", "ranked_share"]].isna().all().all()
    assert found.sentence.startswith("In none of 3 ways can anybody be ranked")
    assert moves_most(found.influence) is None


@dataclass(frozen=True)
class Fussy:
    """A definition that cannot do with a line above a half."""

    line: float = 0.5
    lenient: bool = False

    about: ClassVar[About] = replace(
        AgainstExpectation.about, name="fussy", outcomes=("no", "yes"), favourable=("yes",)
    )

    def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
        """Say yes to everybody, or raise."""
        if self.line > 0.5:
            raise ValueError("ann")
        frame = pd.DataFrame("yes", index=end.grid.pupils, columns=end.grid.subject_index)
        return la.results(start, end, frame, about=self.about)


def test_a_setting_that_cannot_be_rated_is_counted(school: School) -> None:
    """At 0.6 it raises, at 0.4 and 0.5 all five are favourable."""
    found = sweep(school.as_at(AUTUMN), school.as_at(SPRING), Fussy(), policy={})
    assert found.table["line"].tolist() == ["0.5", "0.4"]
    assert found.table["favourable"].tolist() == [5, 5]
    assert found.failed == {"it raised ValueError": 1}
    assert "1 way could not be rated and is left out." in found.sentence
    assert "‘lenient’ (no judgement changed when it was tried)" in found.sentence
    with pytest.raises(DefinitionError, match="ended in an error"):
        swept(school, Fussy(line=0.9))


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({"policy": {"secure_shares": [0.7]}}, LaddersError, 'did you mean "secure_share"'),
        ({"parameters": {"close": [0.7]}}, LaddersError, 'did you mean "closing"'),
        ({"policy": {"secure_share": [1.7]}}, SettingsError, "between 0 and 1"),
        ({"by": "disadvantage"}, LaddersError, 'did you mean "disadvantaged"'),
    ],
    ids=["key", "parameter", "value", "attribute"],
)
def test_what_is_not_there_is_refused(
    school: School, asked: dict, error: type[Exception], message: str
) -> None:
    """Say what is allowed."""
    with pytest.raises(error, match=message):
        swept(school, **asked)


def test_options_take_the_place_of_every_override(school: School) -> None:
    """Default, subject and year: all say the same afterwards, other keys stay."""
    own = replace(
        school.as_at(AUTUMN).settings,
        expectations={
            "secure_share": 0.8,
            "minimum_due": 3,
            "subject": {"Reading": {"secure_share": 0.9, "all_key": True}},
            "year": {"4": {"secure_share": [0.5] * 6}},
        },
    )
    changed = expecting(own, {"secure_share": 0.7, "counts": NTimes(2)})
    rule = changed.expectation("Reading", 4)
    assert (rule.secure_share, rule.counts) == (0.7, NTimes(2))
    assert (rule.all_key, rule.minimum_due) == (True, 3)
    assert own.expectation("Reading", 4).secure_share == (0.5,) * 6


def test_choices_know_their_own_option(school: School) -> None:
    """Numbers in order, the school's own among them and marked."""
    pairs = [(school.as_at(AUTUMN), school.as_at(SPRING))]
    asked = {"secure_share": [0.9, 0.75], "counts": ["highest", {"n_times": 3}]}
    shares, counts = policy_choices(pairs, asked)[0]
    assert [option.words for option in shares.options] == ["0.75", "0.8", "0.9"]
    assert shares.own == 1
    assert [option.words for option in counts.options] == ["latest", "highest", "reached 3 times"]
    assert counts.options[2].value == NTimes(3)
    closing = parameter_choices(AgainstExpectation(closing=0.2), None)[0][0]
    assert [option.words for option in closing.options] == ["0.1", "0.2", "0.3"]
    assert how_many([shares, counts, closing]) == 27
    every = specifications([shares, counts, closing], 100, seed=0)
    assert len(set(every)) == 27
    assert every[0] == own_specification([shares, counts, closing]) == (1, 0, 1)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn_schools())
def test_snapshots_under_a_policy_are_those_taken_anew(drawn: Drawn) -> None:
    """The quick way and the long way come to the same, whatever is varied."""
    quick = UnderPolicy(drawn.start, drawn.end)
    for key, values in POLICY.items():
        for value in values:
            policy = {key: value}
            again = quick.taken(policy)
            for own, snapshot in zip((drawn.start, drawn.end), again, strict=True):
                long_way = taken(
                    own.of_school.with_settings(expecting(own.settings, policy)), own.point
                )
                assert np.array_equal(snapshot.counted, long_way.counted)
                assert np.array_equal(snapshot.standing, long_way.standing)
                assert snapshot.due.equals(long_way.due)
                assert snapshot.secure.equals(long_way.secure)
                assert snapshot.attainment().equals(long_way.attainment())


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn_schools())
def test_as_it_is_agrees_with_the_summary(drawn: Drawn) -> None:
    """The first row is what `la.summarise` counts; every row adds up."""
    found = sweep(drawn.start, drawn.end, "against_expectation", policy=SHARES, most=20)
    rated = la.progress(drawn.start, drawn.end, "against_expectation")
    summary = la.summarise(rated, by=["school_id"]).iloc[0]
    own = found.own
    assert own["own"]
    for name in ("favourable", "of", "in_scope"):
        assert own[name] == summary[name]
    pd.testing.assert_series_equal(
        own[["low", "high"]].astype(float),
        summary[["low", "high"]].astype(float),
        check_names=False,
    )
    table = found.table
    assert (table["favourable"] <= table["of"]).all()
    assert (table["of"] <= table["in_scope"]).all()
