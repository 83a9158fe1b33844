"""Comparing definitions: who agrees, who turns on the choice, counted by hand.

Four pupils in two subjects, and two made-up definitions that say what the table says:

====  ==================  ==================
name  first: Reading, Maths  second: Reading, Maths
====  ==================  ==================
ann   good, good          well, well
ben   good, bad           poor, poor
cat   bad, (none)         well, well
Zoë   (none), good        (none), (none)
====  ==================  ==================
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import markbook, outcomes, pupils, statements
from drawing import Drawn, drawn_schools
from explored import AUTUMN, SPRING, explored_tables
from hypothesis import HealthCheck, given, settings

import ladders_analysis as la
from ladders_analysis.comparing.agreement import BOTH_UNRANKED, KINDS, VERDICTS
from ladders_analysis.comparing.comparison import Comparison, compare
from ladders_analysis.definitions.contract import FunctionDefinition
from ladders_analysis.errors import DefinitionError, LaddersError, PointError
from ladders_analysis.questions.different_outcomes import which_pupils
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., School]
FIRST = {
    "ann": ("good", "good"),
    "ben": ("good", "bad"),
    "cat": ("bad", None),
    "Zoë": (None, "good"),
}
SECOND = {
    "ann": ("well", "well"),
    "ben": ("poor", "poor"),
    "cat": ("well", "well"),
    "Zoë": (None, None),
}


def saying(name: str, words: tuple[str, str], said: dict) -> FunctionDefinition:
    """Make a definition that gives the outcomes written down; the second word is favourable."""

    @la.definition(
        name=name,
        question="What does the table say?",
        outcomes=words,
        favourable=words[1:],
    )
    def written(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        rows = [said.get(pupil, (None, None)) for pupil in end.grid.pupils]
        frame = pd.DataFrame(rows, index=end.grid.pupils, columns=end.grid.subject_index)
        return la.results(start, end, frame.astype(object), because="as written")

    return written


@pytest.fixture
def school(build: Build) -> School:
    """Build a school of four pupils and two subjects; cat and Zoë are disadvantaged."""
    named = [
        {**row, "disadvantaged": "yes" if row["pupil_id"] in ("cat", "Zoë") else "no"}
        for row in pupils("ann ben cat Zoë", 4)
    ]
    named[0]["name"] = "Ann Ash"
    return build(
        pupils=named,
        curriculum=[*statements("r1", 1), *statements("m1", 1, subject="Maths")],
        judgements=markbook("2024-11-15", "r1 m1", "ann  SS\nben  SN"),
    )


@pytest.fixture
def compared(school: School) -> Comparison:
    """Compare the two made-up definitions."""
    one = saying("first", ("bad", "good"), FIRST)
    other = saying("second", ("poor", "well"), SECOND)
    return compare(school.as_at(AUTUMN), school.as_at(SPRING), [one, other])


def test_agreement_pair_by_pair(compared: Comparison) -> None:
    """Of eight judgements two are favourable by both, one by neither, one each by one only."""
    assert compared.agreement.to_dict("records") == [
        {
            "first": "first",
            "second": "second",
            "in_scope": 8,
            "both_favourable": 2,  # ann twice
            "neither_favourable": 1,  # ben in maths
            "first_only": 1,  # ben in reading
            "second_only": 1,  # cat in reading
            "first_unranked": 1,  # cat in maths
            "second_unranked": 1,  # Zoë in maths
            "both_unranked": 1,  # Zoë in reading
            "both_ranked": 5,
            "agree": 3,
            "share": 3 / 5,
            "pupils": 4,
            "pupils_apart": 2,
        }
    ]
    assert compared.sentence == (
        "Of 8 pupil × subject judgements, ‘First’ and ‘Second’ both rank 5. They agree on 3 of "
        "these (2 favourable, 1 not); 1 is favourable by ‘First’ only, 1 by ‘Second’ only. Of the "
        "others 2 are ranked by one of the two and 1 by neither."
    )
    assert repr(compared) == f"<Comparison: {compared.sentence}>"


def test_outcomes_stand_side_by_side(compared: Comparison) -> None:
    """Each definition keeps its own words; beside them yes, no or unranked."""
    table = compared.outcomes
    assert table.columns.tolist() == [
        *("school_id", "pupil_id", "subject", "first", "second"),
        *("first_favourable", "second_favourable"),
    ]
    reading = table[table["subject"] == "Reading"].set_index("pupil_id")
    assert reading.loc["ben"].tolist() == ["1", "Reading", "good", "poor", "yes", "no"]
    assert reading.loc["Zoë", "first_favourable"] == "unranked"
    assert reading["first"].cat.categories.tolist()[:2] == ["bad", "good"]


def test_changes_by_group(compared: Comparison) -> None:
    """In pupils × subjects and in pupils; kinds that do not occur are counted as none."""
    whole = compared.changes("first", "second").set_index("change")
    assert whole["judgements"].to_dict() == dict(
        zip(KINDS.values(), [2, 1, 1, 1, 1, 1, 1], strict=True)
    )
    assert whole.loc["both favourable", "pupils"] == 1
    assert set(whole["pupils_in_scope"]) == {4}
    by = compared.changes("first", "second", by="disadvantaged")
    yes = by[by["disadvantaged"].astype(bool)].set_index("change")
    assert yes["judgements"].tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert yes["share"].tolist() == [0, 0, 0, 0.25, 0.25, 0.25, 0.25]
    assert set(yes["in_scope"]) == {4} and set(yes["pupils_in_scope"]) == {2}
    two = compared.changes("first", "second", by=["subject", "disadvantaged"])
    assert len(two) == 4 * len(KINDS)
    with pytest.raises(LaddersError, match='did you mean "disadvantaged"'):
        compared.changes("first", "second", by="disadvantage")


def test_changes_turn_round_with_the_order(compared: Comparison) -> None:
    """What only the first finds favourable is, the other way round, what only the second does."""
    there = compared.changes("first", "second").set_index("change")["judgements"]
    back = compared.changes("second", "first").set_index("change")["judgements"]
    assert there["favourable by the first only"] == back["favourable by the second only"]
    assert there["unranked by the first only"] == back["unranked by the second only"]
    assert there[BOTH_UNRANKED] == back[BOTH_UNRANKED]


def test_outcome_pairs(compared: Comparison) -> None:
    """Only pairs that occur, in the definitions' own orders."""
    pairs = compared.outcome_pairs("first", "second", by="subject")
    maths = pairs[pairs["subject"] == "Maths"].drop(columns="subject")
    assert maths.to_numpy().tolist() == [
        ["bad", "poor", 1, 1],
        ["good", "well", 1, 1],
        ["good", "not enough evidence", 1, 1],
        ["not enough evidence", "well", 1, 1],
    ]
    assert compared.outcome_pairs("first", "second")["judgements"].sum() == 8


def test_favourable_by_group(compared: Comparison) -> None:
    """The counts of `la.summarise`, one definition after the other."""
    table = compared.favourable("disadvantaged")
    counts = table[["definition", "disadvantaged", "favourable", "of", "in_scope"]]
    assert counts.to_numpy().tolist() == [
        ["first", False, 3, 4, 4],
        ["first", True, 1, 2, 4],
        ["second", False, 2, 4, 4],
        ["second", True, 2, 2, 4],
    ]
    reading = compared.favourable("disadvantaged", subject="Reading")
    assert reading["of"].tolist() == [2, 1, 2, 1]
    with pytest.raises(LaddersError, match='did you mean "Reading"'):
        compared.favourable(subject="reading")


def test_two_built_in_definitions(build: Build) -> None:
    """Ann and Bob are favourable by both, Cat and Dan by neither; Eve only `gaps_closed` rates."""
    school = build(**explored_tables())
    compared = compare(
        school.as_at(AUTUMN), school.as_at(SPRING), ["against_expectation", "gaps_closed"]
    )
    pair = compared.agreement.iloc[0]
    assert pair[list(KINDS)].tolist() == [2, 2, 0, 0, 1, 0, 0]
    assert "both rank 4. They agree on 4 of these (2 favourable, 2 not)" in compared.sentence
    card = compared._repr_html_()
    assert "‘Movement against expectation’" in card
    assert "<td>4 of 4</td>" in card


def test_a_definition_that_fails_is_named_and_the_others_stand(school: School) -> None:
    """One raises, one is unknown, one is given twice: two answers stand."""

    @la.definition(name="broken", question="?", outcomes=["a"], favourable=[])
    def broken(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        raise ZeroDivisionError("ann")

    good = saying("first", ("bad", "good"), FIRST)
    compared = compare(
        school.as_at(AUTUMN),
        school.as_at(SPRING),
        ["gaps_closed", broken, "nothing_such", good, good],
    )
    assert compared.names == ("gaps_closed", "first")
    assert [(failure.definition, failure.broke) for failure in compared.failures] == [
        ("broken", "raised an error"),
        ("nothing_such", "is no definition"),
        ("first", "was given twice"),
    ]
    assert compared.sentence.endswith(" broken, nothing_such and first gave no answer.")
    assert "ann" not in compared._repr_html_()
    with pytest.raises(DefinitionError, match="broken.*ended in an error"):
        compared.changes("first", "broken")
    with pytest.raises(DefinitionError, match='did you mean "first"'):
        compared.changes("frist", "gaps_closed")


def test_nothing_to_compare(school: School) -> None:
    """No definition, one definition, and none that works."""
    points = school.as_at(AUTUMN), school.as_at(SPRING)
    with pytest.raises(DefinitionError, match="name two or more"):
        compare(*points, [])
    one = compare(*points, "gaps_closed")
    assert one.names == ("gaps_closed",)
    assert one.agreement.empty
    assert one.sentence.startswith("Only ‘Gaps closed’ gave an answer")
    none = compare(*points, ["nothing_such"])
    assert none.outcomes.columns.tolist() == ["school_id", "pupil_id", "subject"]
    assert none.outcomes.empty and none.agreement.empty and none.favourable().empty
    assert none.sentence.startswith("No definition gave an answer")
    assert "nothing_such" in none._repr_html_()
    with pytest.raises(PointError, match="is before"):
        compare(points[1], points[0], ["gaps_closed"])


def test_nobody_in_scope_at_both_points(build: Build) -> None:
    """Ann has left and ben joined: nobody is compared, and it is said."""
    school = build(
        pupils=[*pupils("ann", 4, left_on="2025-01-06"), *pupils("ben", 4, joined_on="2025-01-06")],
        curriculum=statements("r1", 1),
        judgements=markbook("2024-11-15", "r1", "ann  S"),
    )
    compared = compare(school.as_at(AUTUMN), school.as_at(SPRING), ["gaps_closed", "points_gained"])
    assert compared.outcomes.empty
    assert compared.agreement["in_scope"].tolist() == [0]
    assert compared.agreement["share"].isna().all()
    assert compared.changes("gaps_closed", "points_gained")["judgements"].tolist() == [0] * 7
    assert compared.changes("gaps_closed", "points_gained", by="subject").empty
    assert compared.outcome_pairs("gaps_closed", "points_gained").empty
    assert compared.sentence.startswith("Nobody is in scope at both points")
    assert which_pupils(compared, "gaps_closed", "points_gained").empty


def test_a_trust_counts_pupils_of_each_school(build: Build) -> None:
    """The same pupil id in two schools is two pupils."""
    trust = build(
        pupils=[*pupils("007", 4, school_id="1"), *pupils("007 008", 4, school_id="2")],
        curriculum=statements("r1 r2 r3 r4 r5", 1),
        judgements=markbook("2024-11-15", "r1 r2 r3 r4 r5", "007  SSSSS", school_id="2"),
    )
    compared = compare(
        trust.as_at(AUTUMN), trust.as_at(SPRING), ["gaps_closed", "against_expectation"]
    )
    pair = compared.agreement.iloc[0]
    assert (pair["pupils"], pair["in_scope"], pair["both_favourable"]) == (3, 3, 1)
    by = compared.changes("gaps_closed", "against_expectation", by="school_id")
    assert by.groupby("school_id")["judgements"].sum().to_dict() == {"1": 1, "2": 2}


def test_several_definitions(school: School) -> None:
    """The pair that differs most often is named."""
    third = {pupil: ("poor", "poor") for pupil in SECOND}
    compared = compare(
        school.as_at(AUTUMN),
        school.as_at(SPRING),
        [
            saying("first", ("bad", "good"), FIRST),
            saying("second", ("poor", "well"), SECOND),
            saying("third", ("poor", "well"), third),
        ],
    )
    # Five judgements are ranked by all; only ben in maths is the same (not favourable) in all.
    # First against third: ann twice, ben once, Zoë once apart; second against third: ann, cat.
    assert compared.sentence == (
        "Of 8 pupil × subject judgements, all 3 definitions rank 5, and say the same of 1 of "
        "these. ‘First’ and ‘Third’ differ most often: of the 6 that both rank, they agree on 2; "
        "4 are favourable by the first only, 0 by the second only."
    )
    assert len(compared.agreement) == 3


def test_which_pupils_and_why(compared: Comparison) -> None:
    """Ben by the first only, cat by the second only; each with both reasons and a question."""
    table = which_pupils(compared, "first", "second")
    assert table.columns.tolist() == [
        *("Pupil", "Class", "Subject"),
        *("First", "First, because", "Second", "Second, because", "To ask"),
    ]
    assert table[["Pupil", "Class", "Subject", "First", "Second"]].to_numpy().tolist() == [
        ["ben", "Oak", "Reading", "good", "poor"],
        ["cat", "Oak", "Reading", "bad", "well"],
    ]
    assert table["To ask"].iloc[0] == (
        "‘good’ by the first, ‘poor’ by the second: which is closer to what you see in class?"
    )
    named = which_pupils(compared, "first", "second", kinds=("both favourable",))
    assert named["Pupil"].tolist() == ["Ann Ash", "Ann Ash"]
    unseen = which_pupils(compared, "first", "second", kinds=("unranked by the first only",))
    assert unseen["To ask"].tolist() == [
        "One of the two cannot tell: what have you seen that is not recorded?"
    ]
    with pytest.raises(LaddersError, match='did you mean "both favourable"'):
        which_pupils(compared, "first", "second", kinds=("both favorable",))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn_schools())
def test_every_judgement_is_of_one_kind(drawn: Drawn) -> None:
    """Kinds add up to everybody; a definition agrees with itself; the order does not matter."""
    names = ["against_expectation", "gaps_closed", "points_gained"]

    @la.definition(name="again", question="?", outcomes=["few closed"], favourable=[])
    def placeholder(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        return la.DEFINITIONS["gaps_closed"]()(start, end)

    about = la.DEFINITIONS["gaps_closed"]().about
    again = FunctionDefinition(
        type(about)(**{**vars(about), "name": "again"}), placeholder.function
    )
    compared = compare(drawn.start, drawn.end, [*names, again])
    assert not compared.failures
    pairs = compared.agreement.set_index(["first", "second"])
    assert (pairs[list(KINDS)].sum(axis=1) == pairs["in_scope"]).all()
    assert (pairs["in_scope"] == len(compared.outcomes)).all()
    itself = pairs.loc[("gaps_closed", "again")]
    assert itself["agree"] == itself["both_ranked"]
    assert itself["first_unranked"] == itself["second_unranked"] == 0
    turned = compare(drawn.start, drawn.end, [again, *reversed(names)])
    assert turned.verdicts[list(compared.names)].equals(compared.verdicts)
    for column in compared.verdicts:
        assert set(compared.verdicts[column]) <= set(VERDICTS)
    rated = la.progress(drawn.start, drawn.end, "against_expectation")
    assert outcomes(rated) == outcomes(compared.rated("against_expectation"))
