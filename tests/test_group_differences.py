"""Differences between groups: both sides in pupils, how far chance reaches, and who is in two.

The pupils are placed by overall judgements. EXS twice is kept up, which is favourable; EXS and then
WTS is fell behind, which is not; a full stop is no judgement, so there is not enough evidence.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, rows

import ladders_analysis as la
from ladders_analysis.differences import group_differences, group_overlaps
from ladders_analysis.errors import LaddersError
from ladders_analysis.intervals import newcombe
from ladders_analysis.movement import Progress
from ladders_analysis.questions.differences_told import (
    difference_table,
    differences_in_words,
    overlaps_in_words,
)
from ladders_analysis.questions.laying_out import OF

Build = Callable[..., la.School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
KEPT, FELL, NOTHING = "EXS EXS", "EXS WTS", ".   EXS"


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # R. G. Newcombe (1998), "Interval estimation for the difference between independent
        # proportions: comparison of eleven methods", Statistics in Medicine 17, 873–890,
        # Table II, contrasts (a) to (h), method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
        # And the first the other way round.
        ((48, 80), (56, 70), -0.3339, -0.0524),
    ],
)
def test_newcombe_against_published_values(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """The hybrid score interval of a difference, without continuity correction."""
    ends = newcombe(*(np.array([float(number)]) for number in (*one, *other)))
    assert [round(float(end[0]), 4) for end in ends] == [low, high]


def test_newcombe_beside_nobody_is_blank() -> None:
    """A side without pupils has no interval."""
    ends = newcombe(*(np.array([number]) for number in (3.0, 4.0, 0.0, 0.0)))
    assert np.isnan(ends[0][0]) and np.isnan(ends[1][0])


def two_sides(
    build: Build, mine: str, others: str, *, policy: str = "", blank: str = ""
) -> Progress:
    """Rate a school: letters for the disadvantaged, for the others and for those not recorded.

    K kept up, f fell behind, a full stop not enough evidence.
    """
    words = {"K": KEPT, "f": FELL, ".": NOTHING}
    pupils, codes = [], []
    for side, letters in (("yes", mine), ("no", others), ("", blank)):
        for place, letter in enumerate(letters):
            pupil = f"{side or 'blank'}{place}"
            row = {"pupil_id": pupil, "academic_year": 2025, "year_group": 4}
            pupils.append({**row, "disadvantaged": side})
            codes.append(f"{pupil} {words[letter]}")
    school = build(
        pupils=pupils,
        overall=best_fit("2024-11-15 2025-03-20", "\n".join(codes)),
        policy=OVERALL + policy,
        scale="",
    )
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")


def test_every_column_by_hand(build: Build) -> None:
    """Nine of ten disadvantaged beside three of ten others, with some who cannot be rated."""
    rated = two_sides(build, "K" * 9 + "f" + "..", "K" * 3 + "f" * 7 + ".", blank="K")
    table = group_differences(rated, ["disadvantaged"])
    assert list(table.columns) == [
        *("subject", "group", "value", "favourable", "of", "others_favourable", "others_of"),
        *("difference", "low", "high", "pupils_to_equal", "could_be_chance", "too_small"),
        *("no_evidence", "others_no_evidence", "not_recorded"),
    ]
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["subject"], row["group"], row["value"]) == ("Reading", "disadvantaged", True)
    assert (row["favourable"], row["of"]) == (9, 10)
    assert (row["others_favourable"], row["others_of"]) == (3, 10)
    assert (row["no_evidence"], row["others_no_evidence"], row["not_recorded"]) == (2, 1, 1)
    # 90 % less 30 %, with Newcombe's published interval.
    assert row["difference"] == pytest.approx(60)
    assert (round(row["low"], 2), round(row["high"], 2)) == (17.05, 80.90)
    # Nine would have to be three: six fewer.
    assert row["pupils_to_equal"] == -6
    # Ten on a side are below the eleven that a row needs, whatever the interval says.
    assert bool(row["too_small"]) and bool(row["could_be_chance"])


def test_enough_pupils_and_an_interval_without_zero(build: Build) -> None:
    """Where the school allows rows of ten, the same difference is more than chance."""
    policy = "[disclosure]\nminimum = 5\nrows_from = 10\n"
    rated = two_sides(build, "K" * 9 + "f", "K" * 3 + "f" * 7, policy=policy)
    row = group_differences(rated, ["disadvantaged"]).iloc[0]
    assert not row["too_small"] and not row["could_be_chance"]
    even = two_sides(build, "K" * 7 + "f" * 3, "K" * 5 + "f" * 5, policy=policy)
    row = group_differences(even, ["disadvantaged"]).iloc[0]
    assert not row["too_small"] and bool(row["could_be_chance"])


@pytest.mark.parametrize(
    ("mine", "others", "pupils"),
    [
        ("Kff", "KKf", 1),  # 1 of 3 beside 2 of 3
        ("KKf", "KKKf", 1),  # 2/3 beside 3/4: 2.25 of 3 would be equal, so one more
        ("KKK", "KKKf", -1),  # 3/3 beside 3/4: 2.25 of 3, so one fewer
        ("Kf", "KKff", 0),
        ("Kffffffff", "KKKKKKKKf", 7),  # 1 of 9 beside 8 of 9
        ("ff", "ff", 0),
        ("KKKKK", "ffff", -5),
    ],
)
def test_pupils_to_equal(build: Build, mine: str, others: str, pupils: int) -> None:
    """How many of the group would have to come out otherwise for its share to reach the others'."""
    rated = two_sides(build, mine, others)
    assert group_differences(rated, ["disadvantaged"])["pupils_to_equal"].tolist() == [pupils]


def test_nobody_rated_on_one_side(build: Build) -> None:
    """No share, no difference, and the words say so."""
    table = group_differences(two_sides(build, "...", "KKf"), ["disadvantaged"])
    row = table.iloc[0]
    assert (row["of"], row["others_of"], row["no_evidence"]) == (0, 3, 3)
    assert table[["difference", "low", "high", "pupils_to_equal"]].isna().to_numpy().all()
    assert bool(row["could_be_chance"]) and bool(row["too_small"])
    assert differences_in_words(table) == (
        "Reading: none of the disadvantaged pupils could be rated, so there is nothing to compare."
    )
    assert difference_table(table)["To be equal"].tolist() == ["–"]


GROUPS = """
pupil_id  academic_year  year_group  class_name  disadvantaged  sen      eal  sex  left_on
a1        2025           4           Oak         yes            support  yes  F    .
a2        2025           4           Oak         yes            support  no   F    .
a3        2025           4           Oak         yes            none     no   M    .
a4        2025           4           Elm         no             ehcp     no   M    .
a5        2025           4           Elm         no             none     yes  M    .
a6        2025           4           Elm         .              support  no   .    .
gone      2025           4           Elm         yes            support  yes  F    2025-01-10
"""


@pytest.fixture
def several(build: Build) -> Progress:
    """Rate six pupils of several groups in two subjects; a seventh has left."""
    names = [str(row["pupil_id"]) for row in rows(GROUPS)]
    codes = "\n".join(f"{name} {KEPT}" for name in names)
    school = build(
        pupils=rows(GROUPS),
        overall=[
            row
            for subject in ("Reading", "Maths")
            for row in best_fit("2024-11-15 2025-03-20", codes, subject)
        ],
        policy=OVERALL,
        scale="",
    )
    return la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")


def test_which_values_are_groups(several: Progress) -> None:
    """Yes, not no; support and a plan, not none; one of two sexes; every class beside the rest."""

    def told(group: str) -> list[tuple[object, int, int, int]]:
        table = group_differences(several.only(subject="Maths"), [group])
        columns = ["value", "of", "others_of", "not_recorded"]
        return [tuple(row) for row in table[columns].itertuples(index=False)]

    assert told("disadvantaged") == [(True, 3, 2, 1)]
    assert told("sen") == [("support", 3, 3, 0), ("ehcp", 1, 5, 0)]
    assert told("eal") == [(True, 2, 4, 0)]
    assert told("sex") == [("F", 2, 3, 1)]
    assert told("class_name") == [("Elm", 3, 3, 0)]


def test_what_tells_nobody_apart_is_left_out(several: Progress) -> None:
    """All are of one year group; the words for no group at all."""
    table = group_differences(several, ["year_group"])
    assert len(table) == 0
    assert differences_in_words(table) == (
        "The records tell no groups of pupils apart, so none can be compared."
    )
    assert len(difference_table(table)) == 0
    assert overlaps_in_words(group_overlaps(several, ["year_group"])) == (
        "No pupil is in two of these groups at once."
    )


def test_subjects_are_never_added_up(several: Progress) -> None:
    """Each pupil would be counted twice; one subject alone needs no column for it."""
    with pytest.raises(LaddersError, match="would count each pupil several times"):
        group_differences(several, ["eal"], by=["cohort"])
    one = group_differences(several.only(subject="Maths"), ["eal"], by=["class_name"])
    # Oak: a1 beside a2 and a3; Elm: a5 beside a4 and a6.
    assert one[["class_name", "of", "others_of"]].to_numpy().tolist() == [
        ["Elm", 1, 2],
        ["Oak", 1, 2],
    ]


def test_unknown_groups_are_refused(several: Progress) -> None:
    """An attribute that pupils do not have names the nearest."""
    with pytest.raises(LaddersError, match='Cannot group by "disadvantage": did you mean'):
        group_differences(several, ["disadvantage"])
    with pytest.raises(LaddersError, match='Cannot group by "clas"'):
        group_overlaps(several, ["clas"])


def test_overlaps_by_hand(several: Progress) -> None:
    """Each pupil once, whatever the number of subjects; who has left is not counted."""
    table = group_overlaps(several)
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("disadvantaged", True, "sen", "support", 2, 3, 3),  # a1 and a2
        ("disadvantaged", True, "eal", True, 1, 3, 2),  # a1
        ("sen", "support", "eal", True, 1, 3, 2),  # a1
    ]
    assert overlaps_in_words(table) == (
        "These groups overlap: 2 of the 3 disadvantaged pupils also have SEN support, 1 of the 3 "
        "disadvantaged pupils also has English as an additional language and 1 of the 3 pupils "
        "with SEN support also has English as an additional language. One child can stand in "
        "several differences, so they do not add up."
    )


def test_overlaps_of_other_groups_in_words(several: Progress) -> None:
    """Girls are girls, and a class is where one is."""
    said = overlaps_in_words(group_overlaps(several, ["sex", "class_name", "disadvantaged"]))
    # Of two classes only the first stands beside the other; no girl is in Elm.
    assert said.startswith("These groups overlap: 2 of the 2 girls are also disadvantaged.")


def test_a_difference_in_words(build: Build) -> None:
    """In pupils; that it could be chance is said, and the interval only to who asks for it."""
    rated = two_sides(build, "KKKf" * 3, "KKKKf" * 3 + ".")
    table = group_differences(rated, ["disadvantaged"])
    # 9 of 12 beside 12 of 15 (9.6 of 12 would be equal).
    plain = (
        "Reading: 9 of 12 disadvantaged pupils rated are favourable, and 12 of 15 other pupils. "
        "1 more pupil of the group would make the shares equal."
    )
    rest = (
        " A difference of this size could be chance. Not enough evidence: 0 of the group, 1 of the "
        "others."
    )
    assert differences_in_words(table) == plain + rest
    assert "interval" not in differences_in_words(table)
    with_interval = differences_in_words(table, interval=True)
    assert with_interval.startswith(f"{plain} In percentage points: −5.0 (95 % interval −")
    assert with_interval.endswith(f").{rest}")


def test_large_small_and_no_differences_in_words(build: Build) -> None:
    """More than chance, too few pupils, and equal shares."""
    large = two_sides(build, "K" * 3 + "f" * 12, "K" * 15)
    assert differences_in_words(group_differences(large, ["disadvantaged"])).endswith(
        "12 more pupils of the group would make the shares equal. Chance alone seldom makes so "
        "large a difference."
    )
    few = two_sides(build, "K", "fff", blank="KK")
    assert differences_in_words(group_differences(few, ["disadvantaged"])) == (
        "Reading: 1 of 1 disadvantaged pupils rated are favourable, and 0 of 3 other pupils. 1 "
        "fewer pupil of the group would make the shares equal. So few pupils are rated that this "
        "could well be chance. For 2 pupils the records do not say which side they are on."
    )
    equal = two_sides(build, "Kf" * 6, "Kf" * 8)
    assert differences_in_words(group_differences(equal, ["disadvantaged"])).endswith(
        "The shares are equal."
    )


def test_several_differences_are_told_calmly(build: Build) -> None:
    """How many are more than chance, those in full, and the others together; to analysts all."""
    words = {"K": "EXS EXS", "f": "EXS WTS"}
    letters = {"Reading": ("f" * 12, "K" * 12), "Maths": ("Kf" * 6,) * 2, "Art": ("Kf" * 6, "Kf")}
    names = [f"{side}{place}" for side in ("yes", "no") for place in range(12)]
    school = build(
        pupils=[
            {
                "pupil_id": name,
                "academic_year": 2025,
                "year_group": 4,
                "disadvantaged": name.rstrip("0123456789"),
            }
            for name in names
        ],
        overall=[
            row
            for subject, sides in letters.items()
            for side, marks in zip(("yes", "no"), sides, strict=True)
            for place, letter in enumerate(marks)
            for row in best_fit("2024-11-15 2025-03-20", f"{side}{place} {words[letter]}", subject)
        ],
        policy=OVERALL,
        scale="",
    )
    rated = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    table = group_differences(rated, ["disadvantaged"])
    first = (
        "Chance alone would seldom make 1 of these 3 differences; of 20 that it makes, 1 looks so."
    )
    assert differences_in_words(table).split("\n") == [
        first,
        "Reading: 0 of 12 disadvantaged pupils rated are favourable, and 12 of 12 other pupils. "
        "12 more pupils of the group would make the shares equal. Chance alone seldom makes so "
        "large a difference.",
        "The others could be chance, or rest on too few pupils: disadvantaged pupils in maths and "
        "art.",
    ]
    in_full = differences_in_words(table, interval=True).split("\n")
    assert [line.partition(":")[0] for line in in_full[1:]] == ["Reading", "Maths", "Art"]
    by_class = group_differences(rated, ["disadvantaged"], by=["subject", "year_group"])
    assert "disadvantaged pupils in maths, 4; art, 4." in differences_in_words(by_class)


def test_the_table_reads_pupils(build: Build) -> None:
    """No percentage and no interval stands in it unless asked for."""
    rated = two_sides(build, "KKKf" * 3, "KKKKf" * 3 + ".")
    table = group_differences(rated, ["disadvantaged"])
    told = difference_table(table)
    assert told.reset_index().to_dict("records") == [
        {
            "Subject": "Reading",
            "Group": "Disadvantaged: yes",
            "In the group": f"9{OF}12",
            "Others": f"12{OF}15",
            "To be equal": "1 more pupil",
            "Could be chance": True,
            "Not enough evidence": "0 and 1",
        }
    ]
    asked = difference_table(table, interval=True)
    assert asked["Percentage points"].tolist() == ["−5.0"]
    assert "%" not in told.to_string()
    assert "<td>yes</td>" in told._repr_html_()


def test_a_trust_is_one_population(build: Build) -> None:
    """The same pupil id in two schools is two pupils."""
    pupils = [
        {"pupil_id": "ann", "academic_year": 2025, "year_group": 4, "school_id": school, "sen": sen}
        for school, sen in (("1", "support"), ("2", "none"))
    ]
    overall = [
        {**row, "school_id": school}
        for school in ("1", "2")
        for row in best_fit("2024-11-15 2025-03-20", f"ann {KEPT}")
    ]
    trust = build(pupils=pupils, overall=overall, policy=OVERALL + "[schools.2]\n", scale="")
    rated = la.progress(trust.as_at(AUTUMN), trust.as_at(SPRING), "against_expectation")
    table = group_differences(rated, ["sen"])
    assert table[["of", "others_of"]].to_numpy().tolist() == [[1, 1]]
    apart = pd.DataFrame(group_differences(rated, ["sen"], by=["school_id", "subject"]))
    assert apart[["school_id", "of", "others_of"]].to_numpy().tolist() == [["1", 1, 0]]
