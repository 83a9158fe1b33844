"""Movement against expectation, outcome by outcome, worked out by hand.

Marks are one letter a statement: N not yet, D developing, S secure, X deeper, a full stop for no
judgement. Five statements of Year 4 Reading are due by the autumn and ten by the spring; 0.8 of
those due make a pupil expected (4 of 5, 8 of 10), 0.4 deeper greater depth (2 of 5, 4 of 10).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, rows, statements
from drawing import Drawn, drawn_schools, ranks
from hypothesis import given, settings
from hypothesis import strategies as st

import ladders_analysis as la
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.policy import UP
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
THEN, NOW = "2024-11-15", "2025-03-20"


def moved(build: Build, marks: str, **more: object) -> School:
    """Build a school from a page of marks: pupil, five marks in the autumn, ten in the spring."""
    lines = [line.split() for line in marks.strip().splitlines()]
    names = " ".join(pupil for pupil, *_ in lines)
    given = {"pupils": pupils(names, 4), "curriculum": statements(TEN, [1] * 5 + [4] * 5)} | more
    return build(
        judgements=[
            *markbook(THEN, numbered("r", 5), "\n".join(f"{p} {was}" for p, was, _ in lines)),
            *markbook(NOW, TEN, "\n".join(f"{p} {now}" for p, _, now in lines)),
        ],
        **given,
    )


def rated(school: School, definition: object = "against_expectation") -> pd.DataFrame:
    """Rate Reading from the autumn to the spring, by pupil."""
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition).xs(
        ("1", "Reading"), level=("school_id", "subject")
    )


MARKS = """
fell      SSSSS  SSSSSNNNNN
still     NNNNN  NNNNNNNNNN
closing   SNNNN  SSSNNNNNNN
nearly    SNNNN  SSNNNNNNNN
caught    NNNNN  SSSSSSSSNN
kept      SSSSS  SSSSSSSSNN
eased     XXSSS  SSSSSSSSNN
stayed    XXSSS  XXXXSSSSNN
ahead     SSSSN  XXXXSSSSNN
leapt     NNNNN  XXXXSSSSNN
lost      XXXXX  NNNNNNNNNN
"""


def test_typical_movements_within_a_year(build: Build) -> None:
    """Each outcome, its value (the change in secure/due) and the end's counts."""
    table = rated(moved(build, MARKS))
    expected = {
        # start secure/due → end secure/due
        "fell": ("fell behind", 5 / 10 - 5 / 5, 5),
        "still": ("still behind", 0 / 10 - 0 / 5, 0),
        "closing": (
            "closing the gap",
            3 / 10 - 1 / 5,
            3,
        ),  # + 0.1: on the line, whatever floats say
        "nearly": ("still behind", 2 / 10 - 1 / 5, 2),  # + 0.0
        "caught": ("caught up", 8 / 10 - 0 / 5, 8),
        "kept": ("kept up", 8 / 10 - 5 / 5, 8),
        "eased": ("kept up", 8 / 10 - 5 / 5, 8),  # from greater depth to expected
        "stayed": ("kept up", 8 / 10 - 5 / 5, 8),
        "ahead": ("moved ahead", 8 / 10 - 4 / 5, 8),
        "leapt": ("caught up", 8 / 10 - 0 / 5, 8),
        "lost": ("fell behind", 0 / 10 - 5 / 5, 0),
    }
    assert table["outcome"].to_dict() == {pupil: each[0] for pupil, each in expected.items()}
    for pupil, (_, value, secure) in expected.items():
        assert table.loc[pupil, "value"] == pytest.approx(value, abs=1e-12)
        assert table.loc[pupil, "numerator"] == secure
        assert table.loc[pupil, "denominator"] == 10


def test_the_closing_line_is_a_parameter(build: Build) -> None:
    """With `closing` 0.3, a rise from 0 to 3 of 10 is closing and a rise from 0 to 2 is not."""
    school = moved(build, "two    NNNNN  SSNNNNNNNN\nthree  NNNNN  SSSNNNNNNN")
    found = rated(school, AgainstExpectation(closing=0.3))["outcome"].to_dict()
    assert found == {"two": "still behind", "three": "closing the gap"}


def test_because_names_counts_and_never_a_pupil(build: Build) -> None:
    """Every reason gives both counts; a move from greater depth to expected is noted."""
    reasons = rated(moved(build, MARKS))["because"]
    assert "3 of 10" in reasons["closing"] and "1 of 5" in reasons["closing"]
    assert "8 of 10" in reasons["caught"] and "0 of 5" in reasons["caught"]
    assert "was at greater depth, now at expectation" in reasons["eased"]
    assert "greater depth" not in reasons["stayed"]
    for pupil, reason in reasons.items():
        assert reason and pupil not in reason


def test_missing_evidence_at_either_point(build: Build) -> None:
    """Not placed at the start or at the end: not enough evidence, and because says which."""
    marks = """
    atend    SSSSS  SSSSS.....
    atstart  .....  SSSSSSSSSS
    both     .....  ..........
    behind   NNNNN  NNNNN.....
    """
    table = rated(moved(build, marks))
    # atend: 5 secure and 5 unjudged of 10 could be 10. behind: 0 + 5 could not be 8, so it counts.
    assert table["outcome"].to_dict() == {
        "atend": "not enough evidence",
        "atstart": "not enough evidence",
        "both": "not enough evidence",
        "behind": "still behind",
    }
    assert table["because"]["atend"] == "not enough evidence at the end"
    assert table["because"]["atstart"] == "not enough evidence at the start"
    assert "start" in table["because"]["both"] and "end" in table["because"]["both"]
    assert table["value"].isna().to_dict() == {
        "atend": True,
        "atstart": True,
        "both": True,
        "behind": False,
    }


def test_counts_stand_beside_unranked_outcomes(build: Build) -> None:
    """Only `value` is blank for unranked outcomes; the end's secure and due are what they are."""
    table = rated(moved(build, "thin  SSSSS  SSSSS.....\n"))
    assert table.loc["thin", "outcome"] == "not enough evidence"
    assert table.loc["thin", ["numerator", "denominator"]].tolist() == [5, 10]


def test_nothing_due_and_too_early(build: Build) -> None:
    """Nothing due yet, or too little to say: not enough evidence, and because says which."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(TEN, [1, 1, 1, 1, 2, 2, 2, 2, 2, 2]),
        judgements=markbook("2024-09-10", TEN, "ann  SSSSSSSSSS"),
    )
    for start, word in (("2024-09-11", "nothing due yet"), ("2024-10-18", "too early to say")):
        table = la.progress(school.as_at(start), school.as_at(AUTUMN), "against_expectation")
        assert table["outcome"].tolist() == ["not enough evidence"]
        assert table["because"].tolist() == [f"{word} at the start"]


def test_own_curriculum_at_either_point(build: Build) -> None:
    """On an earlier year's curriculum at the start, the end or both: own curriculum, unranked."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group  working_year
            start     2024           4           2
            start     2025           5           .
            end       2024           4           .
            end       2025           5           3
            both      2024           4           2
            both      2025           5           2
            """
        ),
        curriculum=[*statements(TEN, 1), *statements(numbered("s", 10), 1, year=5)],
        judgements=[],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), AgainstExpectation)
    assert set(table["outcome"]) == {"own curriculum"}
    assert table["value"].isna().all()
    reasons = table["because"].droplevel(["school_id", "subject"])
    assert "start" in reasons["start"] and "end" not in reasons["start"]
    assert "end" in reasons["end"] and "start" not in reasons["end"]
    assert "start" in reasons["both"] and "end" in reasons["both"]


ACROSS = """
half      SNNNN  SSSNN  NNNNN
third     SNNNN  SSNNN  NNNNN
fell      SSSSS  .....  NNNNN
caught    SSNNN  ..NNN  SSSSN
keyopen   SNSNN  .NSSS  SSSSS
keyshut   SNSNN  .SNNN  SSSSN
keylost   SSNNN  .NSSS  SSSSS
kept      SSSSN  .....  SSSSS
keptkey   SNSSS  .....  SSSSS
"""


def across_years(build: Build, marks: str = ACROSS, **more: object) -> School:
    """Build a school: Year 4 statements in the summer, the same and Year 5's in the autumn."""
    lines = [line.split() for line in marks.strip().splitlines()]
    old, new = numbered("a", 5), numbered("b", 5)
    curriculum = [*statements(old, 6, year=4), *statements(new, 1, year=5)]
    curriculum[1]["key"] = "true"
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4, years=(2024, 2025)),
        "curriculum": curriculum,
    } | more
    return build(
        judgements=[
            *markbook("2024-07-01", old, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook(THEN, old, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
            *markbook(THEN, new, "\n".join(f"{line[0]} {line[3]}" for line in lines)),
        ],
        **given,
    )


def rated_across(school: School, definition: object = "against_expectation") -> dict[str, str]:
    """Rate Reading from the summer to the autumn, by pupil."""
    return outcomes(la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), definition))


def test_typical_movements_across_years(build: Build) -> None:
    """Across 1 September: half the old gaps' weight, and key statements still open (a02)."""
    assert rated_across(across_years(build)) == {
        "half": "closing the gap",  # 4 gaps, 2 closed
        "third": "still behind",  # 4 gaps, 1 closed
        "fell": "fell behind",
        "caught": "caught up",  # gaps still open, but none of them is key
        "keyopen": "up, earlier gaps open",  # a02 was a gap and is one still
        "keyshut": "caught up",  # a02 is secure now, the other gaps are not key
        "keylost": "caught up",  # a02 was secure at the start: no earlier gap is open
        "kept": "kept up",
        "keptkey": "kept up",  # 4 of 5 at the start: up at both, key gap or not
    }


OLD = "f1 f2 f3 p1 p2 a1 c1 m1 s1 t1"
HANDED_OVER = [
    *statements("f1", 6, year=4, ladder="Fractions", key="true"),
    *statements("f2 f3", 6, year=4, ladder="Fractions"),
    *statements("p1", 6, year=4, ladder="Place value", key="true"),
    *statements("p2", 6, year=4, ladder="Place value"),
    *statements("a1", 6, year=4, ladder="Angles"),
    *statements("c1", 6, year=4, ladder="Calculation"),
    *statements("m1", 6, year=4, ladder="Measures"),
    *statements("s1", 6, year=4, ladder="Shape"),
    *statements("t1", 6, year=4, ladder="Time"),
]
FIVE = numbered("b", 5)


def handover(build: Build, marks: str, **more: object) -> pd.DataFrame:
    """Rate a handover: marks on Year 4's ten in July, then on the same and Year 5's five.

    Of Year 4's ten statements all are due in July (f1 and p1 are key), of Year 5's five all are due
    by the autumn.
    """
    lines = [line.split() for line in marks.strip().splitlines()]
    given = {
        "pupils": pupils(" ".join(line[0] for line in lines), 4, years=(2024, 2025)),
        "curriculum": [*HANDED_OVER, *statements(FIVE, 2, year=5)],
    } | more
    school = build(
        judgements=[
            *markbook("2024-07-01", OLD, "\n".join(f"{line[0]} {line[1]}" for line in lines)),
            *markbook(THEN, OLD, "\n".join(f"{line[0]} {line[2]}" for line in lines)),
            *markbook(THEN, FIVE, "\n".join(f"{line[0]} {line[3]}" for line in lines)),
        ],
        **given,
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "against_expectation")
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


def test_the_handover_says_which_gaps_are_still_open(build: Build) -> None:
    """July to the autumn: how many gaps are open and on which ladders, key ones where they decide.

    Ladders with most open gaps come first, then by name; three are named.
    """
    table = handover(
        build,
        """
        bothkeys  NSSNSSSSNN  ..........  SSSSS
        onekey    NSSNSSSSNN  S.........  SSSSS
        keysshut  NSSNSSSSNN  S..S......  SSSSS
        allshut   NSSNSSSSNN  S..S....SS  SSSSS
        unkeyed   SNNSNNNNNN  ..........  SSSSS
        half      SNNSNNNNNN  .SS.SS....  NNNNN
        third     SNNSNNNNNN  .SS.......  NNNNN
        kept      SSSSSSSSSN  ..........  SSSSS
        ahead     SSSSSSSSSN  .........S  XXSSS
        nogaps    SSSSSSSSSS  ..........  SSSSS
        fell      NSSSSSSSSS  ..........  NNNNN
        """,
    )
    assert table["outcome"].to_dict() == {
        # open in July → still open in the autumn
        "bothkeys": "up, earlier gaps open",  # f1 p1 s1 t1, all
        "onekey": "up, earlier gaps open",  # f1 was closed
        "keysshut": "caught up",  # s1 and t1 are not key
        "allshut": "caught up",
        "unkeyed": "caught up",  # eight gaps, none of them key
        "half": "closing the gap",  # 4 of 8 closed
        "third": "still behind",  # 2 of 8 closed
        "kept": "kept up",
        "ahead": "moved ahead",
        "nogaps": "kept up",
        "fell": "fell behind",
    }
    now = {pupil: reason.partition("; ")[2] for pupil, reason in table["because"].items()}
    assert now == {
        "bothkeys": "2 key statements due earlier still open (Fractions, Place value)",
        "onekey": "1 key statement due earlier still open (Place value)",
        "keysshut": "2 earlier gaps still open (Shape, Time)",
        "allshut": "no earlier gap still open",
        "unkeyed": "8 earlier gaps still open (Fractions, Angles, Calculation and 4 more)",
        "half": "4 earlier gaps still open (Calculation, Measures, Shape and 1 more)",
        "third": "6 earlier gaps still open (Angles, Calculation, Measures and 3 more)",
        "kept": "1 earlier gap still open (Time)",
        "ahead": "no earlier gap still open",
        "nogaps": "",
        "fell": "1 earlier gap still open (Fractions)",
    }
    assert table.loc["half", "because"].startswith("0 of 5 due are secure, was 2 of 10; ")


def test_a_handover_too_early_in_the_year_invents_no_catch_up(build: Build) -> None:
    """Behind in July, and all that is due in the autumn secure; but that is only four statements.

    Four are fewer than the five that `minimum_due` asks for (the year has ten), so nobody has
    caught up: it is too early to say. By the spring eight are due, and all are secure.
    """
    ten = numbered("b", 10)
    school = build(
        pupils=pupils("ann", 4, years=(2024, 2025)),
        curriculum=[*HANDED_OVER, *statements(ten, [2] * 4 + [4] * 4 + [6] * 2, year=5)],
        judgements=[
            *markbook("2024-07-01", OLD, "ann  NSSNNNNNNN"),
            *markbook(THEN, ten, "ann  SSSSSSSSSS"),
        ],
    )
    summer = school.as_at("Summer 2024")
    autumn = la.progress(summer, school.as_at(AUTUMN), "against_expectation")
    assert autumn["outcome"].tolist() == ["not enough evidence"]
    assert autumn["because"].tolist() == ["too early to say at the end"]
    assert autumn[["numerator", "denominator"]].iloc[0].tolist() == [4, 4]
    spring = la.progress(summer, school.as_at(SPRING), "against_expectation")
    assert spring["outcome"].tolist() == ["up, earlier gaps open"]
    assert spring["because"].tolist() == [
        "8 of 8 due are secure, was 2 of 10; "
        "2 key statements due earlier still open (Fractions, Place value)"
    ]


def test_without_key_statements_the_policy_can_keep_earlier_years_due(build: Build) -> None:
    """A school that marks no key statement sees the open gaps, or keeps them due.

    Nothing of Year 4 was secure in July, all of Year 5 is in the autumn: caught up with what is
    expected by now, and the sentence says what is open. Where earlier years stay due by policy, 5
    of 15 are secure and nobody has caught up.
    """
    unmarked = [row | {"key": ""} for row in HANDED_OVER]
    given = {"curriculum": [*unmarked, *statements(FIVE, 2, year=5)]}
    marks = "ann  NNNNNNNNNN  ..........  SSSSS"
    table = handover(build, marks, **given)
    assert table.loc["ann", "outcome"] == "caught up"
    assert table.loc["ann", "because"] == (
        "5 of 5 due are secure, was 0 of 10; "
        "10 earlier gaps still open (Fractions, Place value, Angles and 4 more)"
    )
    given["policy"] = '[expectation]\nearlier_years = "all"\n'
    table = handover(build, marks, **given)
    assert table.loc["ann", "outcome"] == "still behind"
    assert table.loc["ann", "because"].startswith("5 of 15 due are secure, was 0 of 10; 10 earlier")


def test_open_gaps_are_told_by_weight(build: Build) -> None:
    """Three thirds of a split key statement are one; two thirds of it are 0.67."""
    split = [
        *statements("k1 k2 k3", 6, year=4, part_of="k", key="true", ladder="Fractions"),
        *statements("f1 f2 f3 f4", 6, year=4, ladder="Shape"),
    ]
    school = build(
        pupils=pupils("ann ben", 4, years=(2024, 2025)),
        curriculum=[*split, *statements(FIVE, 2, year=5)],
        judgements=[
            *markbook("2024-07-01", "k1 k2 k3 f1 f2 f3 f4", "ann NNNSSSN\nben NNNSSSN"),
            *markbook(THEN, f"k1 {FIVE}", "ann .SSSSS\nben SSSSSS"),
        ],
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "against_expectation")
    assert [reason.partition("; ")[2] for reason in table["because"]] == [
        "1 key statement due earlier still open (Fractions)",
        "0.67 key statements due earlier still open (Fractions)",
    ]


def test_only_statements_across_years_speak_of_earlier_gaps(build: Build) -> None:
    """Within a year, and where a teacher's word places a pupil, the sentence is what it was."""
    within = moved(build, "ann  NNNNN  SSSNNNNNNN")
    assert rated(within).loc["ann", "because"] == "3 of 10 due are secure, was 0 of 5"
    table = handover(
        build,
        "ann  NNNNNNNNNN  ..........  SSSSS",
        overall=best_fit("2024-07-01 2024-11-15", "ann  WTS EXS"),
        policy=OVERALL,
    )
    assert table.loc["ann", "because"] == "judged expected, was working towards"


def test_half_the_weight_of_the_gaps(build: Build) -> None:
    """It is the weight of the gaps that counts: thirds of a split statement add up to a half."""
    old = [
        *statements("w1", 6, year=4, weight=1),
        *statements("p1 p2 p3", 6, year=4, part_of="w2"),
        *statements("w3", 6, year=4, weight=0.001),
    ]
    school = build(
        pupils=pupils("ann ben", 4, years=(2024, 2025)),
        curriculum=[*old, *statements("b1 b2 b3 b4 b5", 1, year=5)],
        judgements=[
            *markbook("2024-07-01", "w1 p1 p2 p3 w3", "ann  NNNNS\nben  NNNNS"),
            # ann closes three thirds of 2, exactly a half; ben two thirds.
            *markbook(THEN, "p1 p2 p3", "ann  SSS\nben  SS."),
            *markbook(THEN, "b1 b2 b3 b4 b5", "ann  NNNNN\nben  NNNNN"),
        ],
    )
    assert rated_across(school) == {"ann": "closing the gap", "ben": "still behind"}


def test_by_exception_leaves_no_gap_that_was_none(build: Build) -> None:
    """A key statement that was secure by exception at the start was no gap then.

    The class notes exceptions only. At the start a01 to a04 are judged for somebody; ann's key
    statement a02 is unjudged, so secure. In the autumn, Year 5's statements are due and a02 is
    not: nobody needs to judge it again, and ann has no earlier key gap open.
    """
    school = across_years(
        build,
        "ann  N.NN.  .....  SSSSS\nben  SNSSS  .....  SSSSS",
        policy="[expectation]\nby_exception = true\n",
    )
    # ann at the start: a02 and a05 by exception = 2 of 5: behind. Now 5 of 5: caught up.
    assert rated_across(school)["ann"] == "caught up"


def test_teacher_basis_moves_by_words_alone(build: Build) -> None:
    """Basis teacher: never closing the gap and never earlier gaps open, whatever the marks say."""
    given = {
        "pupils": pupils("up down", 4, years=(2024, 2025)),
        "overall": best_fit("2024-07-01 2024-11-15", "up  WTS EXS\ndown  BLW WTS"),
        "policy": OVERALL,
    }
    school = across_years(build, "up  NNNNN  NNNNN  SSSSS\ndown  NNNNN  SSSSS  NNNNN", **given)
    assert rated_across(school) == {"up": "caught up", "down": "still behind"}
    # Within a year, too: 0 of 5 to 3 of 10 would be closing by statements.
    within = moved(
        build,
        "ann  NNNNN  SSSNNNNNNN",
        overall=best_fit("2024-11-15 2025-03-20", "ann  WTS WTS"),
        policy=OVERALL,
    )
    table = rated(within)
    assert table["outcome"].to_dict() == {"ann": "still behind"}
    assert table.loc["ann", "value"] == pytest.approx(0.3)
    assert "working towards" in table.loc["ann", "because"]


def test_one_point_by_teacher_is_enough_to_leave_closing_out(build: Build) -> None:
    """Teacher at the end only: the rule speaks of either point."""
    school = across_years(
        build,
        "ann  NNNNN  SSSSS  NNNNN",
        overall=best_fit("2024-11-15", "ann  WTS"),
        policy=OVERALL + '[expectation.year.4]\nbasis = "statements"\n',
    )
    assert rated_across(school) == {"ann": "still behind"}


def test_scores_close_a_gap_only_when_the_school_says_by_how_much(build: Build) -> None:
    """Basis score: `closing_score` is none by default; 3 means a rise of 3 closes."""
    school = build(
        pupils=pupils("three two up", 4),
        results="""
        pupil_id  assessment  subject  taken_on    score
        three     NFER        Reading  2024-11-15  90.1
        three     NFER        Reading  2025-03-20  93.1
        two       NFER        Reading  2024-11-15  90
        two       NFER        Reading  2025-03-20  92
        up        NFER        Reading  2024-11-15  90
        up        NFER        Reading  2025-03-20  101
        """,
        policy='[score.Reading]\nassessment = "NFER"\nexpected = 100\n',
    )
    plain = rated(school)["outcome"].to_dict()
    assert plain == {"three": "still behind", "two": "still behind", "up": "caught up"}
    by_three = rated(school, AgainstExpectation(closing_score=3))["outcome"].to_dict()
    assert by_three == {"three": "closing the gap", "two": "still behind", "up": "caught up"}


def test_two_judgements_on_one_day(build: Build) -> None:
    """A tie on a day goes to the higher code, so the pupil is up."""
    school = moved(build, "ann  SSSSS  SSSSSSSS..")
    tied = pd.concat([school.judgements, school.judgements.assign(judgement="N")])
    tied["judgement"] = tied["judgement"].astype(school.judgements["judgement"].dtype)
    again = School(school.settings, {**school.tables, "judgements": tied}, school.load_report)
    assert rated(again)["outcome"].to_dict() == {"ann": "kept up"}


@given(drawn=drawn_schools(), data=st.data())
@settings(max_examples=40, deadline=None)
def test_one_more_secure_statement_never_makes_it_worse(drawn: Drawn, data: st.DataObject) -> None:
    """A due statement that becomes secure in the end grid makes no outcome worse."""
    end = drawn.end
    open_now = (end.due & ~end.secure).to_numpy()
    cells = [(int(down), int(across)) for down, across in zip(*open_now.nonzero(), strict=True)]
    if cells:
        codes = end.codes.to_numpy().copy()
        codes[data.draw(st.sampled_from(cells))] = data.draw(st.sampled_from([3, 4]))
        for before, after in ranks_before_and_after(drawn, codes):
            assert after >= before


@given(drawn=drawn_schools(), drop=st.lists(st.booleans(), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_removing_end_evidence_never_makes_it_better(drawn: Drawn, drop: list[bool]) -> None:
    """Secure statements that become unassessed at the end, the start untouched, help nobody."""
    secure = drawn.end.secure.to_numpy()
    codes = drawn.end.codes.to_numpy().copy()
    codes[secure & np.resize(drop, secure.shape)] = 0
    for before, after in ranks_before_and_after(drawn, codes):
        assert after <= before


def ranks_before_and_after(drawn: Drawn, codes: np.ndarray) -> list[tuple[int, int]]:
    """Give each outcome's rank with the school's own end codes and with others, where both rank."""
    rate = AgainstExpectation()
    both = (rate(drawn.start, end)["outcome"] for end in (drawn.end, drawn.end.with_codes(codes)))
    before, after = (ranks(outcome) for outcome in both)
    return [(was, now) for was, now in zip(before, after, strict=True) if None not in (was, now)]


@given(drawn=drawn_schools())
@settings(max_examples=40, deadline=None)
def test_no_ceiling(drawn: Drawn) -> None:
    """A pupil up at both points has a favourable outcome."""
    up = drawn.start.stands(*UP) & drawn.end.stands(*UP)
    outcome = AgainstExpectation()(drawn.start, drawn.end)["outcome"]
    at_both = [bool(up.loc[pupil, subject]) for pupil, subject in outcome.index]
    assert set(outcome[at_both]) <= set(AgainstExpectation.about.favourable)


def test_open_gaps_are_those_of_their_own_subject(build: Build) -> None:
    """Two subjects, two ladders each, one pupil: each subject names its own ladders.

    Nothing was secure in July. Reading: all three ladders stay open, so none is left unnamed.
    Maths: one of two is closed.
    """
    school = build(
        pupils=pupils("ann ben", 4, years=(2024, 2025)),
        curriculum=[
            *statements("r1 r2", 6, ladder="Phonics"),
            *statements("r3", 6, ladder="Comprehension"),
            *statements("r4", 6, ladder="Poetry"),
            *statements("m1", 6, ladder="Shape", subject="Maths"),
            *statements("m2", 6, ladder="Number", subject="Maths"),
            *statements(FIVE, 2, year=5),
            *statements("n1 n2 n3 n4 n5", 2, year=5, subject="Maths"),
        ],
        judgements=[
            *markbook("2024-07-01", "r1 r2 r3 r4 m1 m2", "ann NNNNNN\nben NNNNNN"),
            *markbook(THEN, f"{FIVE} n1 n2 n3 n4 n5 m1", "ann SSSSSSSSSSS\nben SSSSSSSSSSN"),
        ],
        policy="[expectation]\nminimum_due = 1\n",
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "against_expectation")
    now = {key[1:]: reason.partition("; ")[2] for key, reason in table["because"].items()}
    assert now == {
        ("ann", "Maths"): "1 earlier gap still open (Number)",
        ("ann", "Reading"): "4 earlier gaps still open (Phonics, Comprehension, Poetry)",
        ("ben", "Maths"): "2 earlier gaps still open (Number, Shape)",
        ("ben", "Reading"): "4 earlier gaps still open (Phonics, Comprehension, Poetry)",
    }


def test_a_rise_in_scores_counts_where_both_points_are_by_score(build: Build) -> None:
    """Year 4 is placed by statements, Year 5 by score: ten points more are no closing gap.

    The score was 80 in July and is 90 in the autumn, where 100 is expected. In the other school
    both year groups are placed by score, and a rise of three is enough.
    """
    given = {
        "pupils": pupils("ann", 4, years=(2024, 2025)),
        "curriculum": [*statements(TEN, 6, year=4), *statements(FIVE, 2, year=5)],
        "judgements": markbook("2024-07-01", TEN, "ann NNNNNNNNNN"),
        "results": """
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-07-01  80
        ann       NFER        Reading  2024-11-15  90
        """,
    }
    score = '[score.Reading]\nassessment = "NFER"\nexpected = 100\n'
    found = {}
    for basis in ("statements", "score"):
        policy = f'{score}[expectation]\nbasis = "score"\n[expectation.year.4]\nbasis = "{basis}"\n'
        school = build(policy=policy, **given)
        start, end = school.as_at("Summer 2024"), school.as_at(AUTUMN)
        table = la.progress(start, end, AgainstExpectation(closing_score=3))
        found[basis] = table["outcome"].tolist()
    assert found == {"statements": ["still behind"], "score": ["closing the gap"]}


def test_own_curriculum_says_at_which_point(build: Build) -> None:
    """At the start, at the end, or at both."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        then      2024           4           2
        then      2025           5           .
        now       2024           4           .
        now       2025           5           3
        both      2024           4           2
        both      2025           5           3
        """,
        curriculum=[*statements(TEN, 6, year=4), *statements(FIVE, 2, year=5)],
        judgements=markbook("2024-07-01", TEN, "now SSSSSSSSSS"),
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "against_expectation")
    table = table.droplevel(["school_id", "subject"])
    assert set(table["outcome"]) == {"own curriculum"}
    assert table["because"].to_dict() == {
        "both": "on an earlier year's curriculum at the start and at the end",
        "now": "on an earlier year's curriculum at the end",
        "then": "on an earlier year's curriculum at the start",
    }


def test_the_step_down_from_greater_depth_comes_after_the_counts(build: Build) -> None:
    """Both counts first, then that the pupil was further: a question, and no other outcome."""
    table = rated(moved(build, "ann  XXSSS  SSSSSSSSNN"))
    assert table.loc["ann", ["outcome", "because"]].tolist() == [
        "kept up",
        "8 of 10 due are secure, was 5 of 5; was at greater depth, now at expectation",
    ]
