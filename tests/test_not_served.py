"""Who is not yet being served: twenty made-up pupils, counted by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, pupils, rows, statements, write_school

import ladders_analysis as la
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.checking import PictureError
from ladders_analysis.plots.served import plot_served
from ladders_analysis.pupil_groups import PupilGroup
from ladders_analysis.questions.group_gaps import which_side_moved
from ladders_analysis.questions.group_words import pupils_of_groups, row_of_group
from ladders_analysis.questions.last_said import last_conversations
from ladders_analysis.questions.not_served.groups import ServedGroup, served_groups
from ladders_analysis.questions.not_served.question import who_is_not_served
from ladders_analysis.questions.standing_reasons import reasons

SMALL = "[disclosure]\nminimum = 3\nrows_from = {rows_from}\n"
DAY = "2024-12-10"

# Of the ten disadvantaged 4 are at expectation, of the ten others 8: 4 more would make them equal.
# Of the eight with SEN support 3, of the twelve others 9: 3 more (6 of 8 is 9 of 12).
# Where they meet 1 of six, of the fourteen others 11: 4 more (5 of 6 is the first past 11 of 14).
FOLK = """
    names                 disadvantaged  sen
    d1 d2 d3 d4 d5 d6     yes            support
    d7 d8 d9 d10          yes            none
    s1 s2                 no             support
    o1 o2 o3 o4           no             none
    o5 o6 o7 o8           no             none
"""
AT = "d1 d7 d8 d9 s1 s2 o1 o2 o3 o4 o5 o6".split()


def twenty(rows_from: int = 5, **more: object) -> dict[str, object]:
    """Write the tables of the twenty."""
    folk = [
        one
        for row in rows(FOLK)
        for one in pupils(
            str(row["names"]), 4, disadvantaged=row["disadvantaged"], sen=row["sen"], **more
        )
    ]
    names = [str(one["pupil_id"]) for one in folk]
    codes = "\n".join(f"{name} {'EXS' if name in AT else 'WTS'}" for name in names)
    return {
        "pupils": folk,
        "overall": best_fit(DAY, codes, "Maths"),
        "policy": OVERALL + SMALL.format(rows_from=rows_from),
    }


def test_how_many_more_it_would_take(build: Callable) -> None:
    """Groups and their meeting; between equals the smaller, of which it is more, comes first."""
    answer = who_is_not_served(build(**twenty()))
    assert answer.sentence.splitlines()[0] == (
        "Whole school, maths, Autumn 2024: furthest from where other pupils stand are "
        "disadvantaged pupils who also have SEN support: 1 of 6 placed are at or above what our "
        "curriculum expects by now, and 11 of 14 other pupils. 4 more would have to be, for the "
        "group to stand where the others stand."
    )
    assert answer.table.index.tolist() == [
        "Disadvantaged",
        "SEN support",
        "Disadvantaged, and SEN support",
    ]
    assert answer.table["More pupils to stand alike"].tolist() == [4, 3, 4]
    assert answer.table["Other pupils"].tolist() == [
        "8\xa0of\xa010",
        "9\xa0of\xa012",
        "11\xa0of\xa014",
    ]
    # What is asked next is about the single group that is furthest behind.
    assert answer.furthest == {"group": "disadvantaged", "value": True}


def test_the_same_children_are_said(build: Callable) -> None:
    """Six of the eight with SEN support are disadvantaged too; the meeting is too small here."""
    answer = who_is_not_served(build(**twenty(rows_from=7)))
    said = answer.sentence.splitlines()
    assert "are disadvantaged pupils: 4 of 10" in said[0]
    assert said[1] == (
        "Next: pupils with SEN support, 3 of 8, 3 more to go. 6 of these 8 are the same children, "
        "so the two do not add up."
    )
    assert "1 meeting of two groups. Ask about them child by child." in said[2]
    assert said[-1].startswith("These 6 children stand in the table by name")


def test_they_stand_by_name_with_the_reason(build: Callable) -> None:
    """Of the six in the meeting five are working towards; those at expectation are not listed."""
    named = who_is_not_served(build(**twenty())).pupils
    assert named.index.tolist() == ["d2", "d3", "d4", "d5", "d6"]
    assert set(named["Because"]) == {"Maths: teacher’s view: WTS"}
    assert set(named["Standing"]) == {"working towards"}
    assert "Agreed so far" not in named


def test_what_was_agreed_stands_beside_the_child(build: Callable, tmp_path: object) -> None:
    """The last conversation by 31 August, and none after it."""
    folder = write_school(tmp_path / "talked", **twenty())
    (folder / "conversations.csv").write_text(
        "pupil_id,subject,on,teacher_said,action,review_on\n"
        "d2,Maths,2024-12-12,Knows it,Counters out,2025-01-20\n"
        "d2,Maths,2024-11-12,Slips,Tables daily,\n"
        "d3,Maths,2024-12-12,Needs a hand,,\n"
        "d4,Reading,2024-12-12,Reads at home,Go on,\n",
        encoding="utf-8",
    )
    school = la.load(folder)
    named = who_is_not_served(school).pupils
    assert named["Agreed so far"].tolist() == [
        "Maths: Counters out (agreed 12 December 2024, to look at again 20 January 2025)",
        "Maths: Needs a hand (said 12 December 2024)",
        *([""] * 3),
    ]
    assert last_conversations(school, dt.date(2024, 11, 30))["agreed"].tolist() == [
        "Tables daily (agreed 12 November 2024)"
    ]


def test_no_group_is_behind(build: Callable) -> None:
    """Everybody at expectation: nobody has any way to go, and nothing more can be asked on."""
    tables = twenty()
    for row in tables["overall"]:
        row["attainment"] = "EXS"
    answer = who_is_not_served(build(**tables))
    assert "no group large enough to speak of stands behind the other pupils" in answer.sentence
    assert dict(answer.furthest) == {}
    assert not len(answer.pupils)
    assert "stands behind" in alt_text(answer.axes)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pupils": pupils("ann ben", 4)}, "tell no groups of pupils apart"),
        ({"overall": []}, "No assessment point has evidence"),
    ],
    ids=["no attributes", "no evidence"],
)
def test_what_cannot_be_answered_is_said(build: Callable, change: dict, said: str) -> None:
    """A plain sentence, and what would change it."""
    tables = {**twenty(), **change}
    if "pupils" in change:
        tables["overall"] = best_fit(DAY, "ann EXS\nben WTS", "Maths")
    answer = who_is_not_served(build(**tables))
    assert said in answer.sentence
    assert dict(answer.furthest) == {}
    assert not len(answer.pupils)


def test_a_class_is_no_group(build: Callable) -> None:
    """Where a class stands is its cohort's figure."""
    tables = twenty()
    for place, row in enumerate(tables["pupils"]):
        row["class_name"] = "Oak" if place < 10 else "Ash"
    assert not [name for name in who_is_not_served(build(**tables)).table.index if "Oak" in name]


def test_who_is_not_recorded_is_on_neither_side() -> None:
    """Of four, one has no record: three are compared."""
    people = pd.DataFrame(
        {
            "school_id": "1",
            "pupil_id": list("abcd"),
            "attainment": ["working towards", "expected", "expected", "expected"],
            "eal": pd.array([True, False, False, None], "boolean"),
        }
    )
    (group,) = served_groups(people, ["eal"], 1)
    assert (group.up, group.of, group.others_up, group.others_of, group.more) == (0, 1, 2, 2, 1)
    assert isinstance(group, ServedGroup)
    assert group.in_scope == 1


def test_both_of_two_sexes_are_groups() -> None:
    """Whichever is behind is found."""
    people = pd.DataFrame(
        {
            "school_id": "1",
            "pupil_id": list("abcd"),
            "attainment": ["expected", "expected", "expected", "working towards"],
            "sex": ["F", "F", "M", "M"],
        }
    )
    more = {row_of_group(each.parts): each.more for each in served_groups(people, ["sex"], 1)}
    assert more == {"Girls": -1, "Boys": 1}


def test_groups_are_named_as_people_say() -> None:
    """English words where there are any, the school's own where not."""
    plan, low = PupilGroup("sen", "ehcp"), PupilGroup("group_attendance", "below 90%")
    assert row_of_group((plan,)) == "EHC plan"
    assert (
        pupils_of_groups((plan, low)) == "pupils with an EHC plan who have attendance “below 90%”"
    )


def test_which_side_moved_says_so_of_one_point(build: Callable) -> None:
    """One point of evidence: a sentence, and no error."""
    assert "evidence for one assessment point" in which_side_moved(build(**twenty())).sentence


def test_reasons_follow_the_basis(build: Callable) -> None:
    """Statements due and secure and the ladders open; what is worked on; what is missing."""
    school = build(
        pupils=[*pupils("ann ben", 4), *pupils("cat", 4, working_year=3)],
        curriculum=[
            *statements("a1 a2 a3", 1, ladder="Fractions"),
            *statements("b1 b2", 2, ladder="Shape"),
        ],
        judgements=markbook("2024-11-15", "a1 a2 a3 b1 b2", "ann SSSDS\nben S...."),
    )
    told = reasons(school.as_at("Autumn 2024"))
    because = told["because"].xs("Reading", level="subject")
    assert because.to_dict() == {
        "ann": "4 of 5 due secure; open: Shape",
        "ben": "1 of 5 due judged",
        "cat": "works on Year 3",
    }


def test_the_picture_says_what_it_needs() -> None:
    """A table without its columns is refused; one without rows says so."""
    with pytest.raises(PictureError, match="la.who_is_not_served"):
        plot_served(pd.DataFrame({"group": ["a"]}), title="Nobody")


def test_the_picture_tells_every_row(build: Callable) -> None:
    """The description reads as the table would."""
    answer = who_is_not_served(build(**twenty()))
    said = alt_text(answer.axes)
    assert "Disadvantaged: 4 of 10 placed are at or above what is expected, beside 8 of 10" in said
    assert np.isfinite(answer.axes.get_xlim()).all()
