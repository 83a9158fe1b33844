"""The July handover of four made-up pupils, worked out by hand from a page of the mark book."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from building import OVERALL, best_fit, markbook, pupils, statements

from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.questions.handing_over.as_a_class import Carried
from ladders_analysis.questions.handing_over.each_pupil import Handed, Pupil
from ladders_analysis.questions.handing_over.question import handover
from ladders_analysis.questions.handing_over.sheets import handover_pages
from ladders_analysis.questions.handing_over.told import carried_in_words

AUTUMN = "Autumn 2024"
DUE = "a1 a2 b1 b2 t1"
# a1, and t1 of Year 3, are key; c1 is taught in summer. Cat works on Year 3.
MARKS = """
    ann  SXSS.
    ben  DS.SD
    dan  DSSS.
    cat  ....D
"""


def class_of_four(**more: object) -> dict[str, object]:
    """Write the tables of Oak, Year 4, with what was secure the summer before."""
    return {
        "pupils": [
            *pupils("ann ben dan", 3, (2024, 2025)),
            *pupils("cat", 4, working_year=3),
        ],
        "curriculum": [
            *statements("t1", 1, year=3, ladder="Ladder A", key=True, text="Knows t1."),
            *statements("a1", 1, ladder="Ladder A", key=True, text="Knows a1."),
            *statements("a2", 1, ladder="Ladder A", text="Knows a2."),
            *statements("b1 b2", 2, ladder="Ladder B", text="Knows b."),
            *statements("c1", 6, ladder="Ladder B", text="Knows c1."),
        ],
        "judgements": [
            *markbook("2024-06-20", "t1", "ann S\nben S\ndan N"),
            *markbook("2024-11-15", DUE, MARKS),
        ],
        **more,
    }


def told(build: Callable, **more: object) -> dict[str, Pupil]:
    """Return each pupil of the class by id."""
    handed = Handed(build(**class_of_four(**more)).as_at(AUTUMN))
    agreed = {("1", "ben", "Reading"): "Counters out"}
    return {
        each.pupil_id: each
        for each in handed.pupils(["ann", "ben", "cat", "dan"], ["Reading"], agreed)
    }


def test_what_each_pupil_carries_forward(build: Callable) -> None:
    """Open, secure, deeper and never judged are told apart, ladder by ladder."""
    pupil = told(build)
    (ann,), (ben,) = pupil["ann"].subjects, pupil["ben"].subjects
    assert (ann.open_key, ann.open_others, ann.secure, ann.meant) == ((), 0, 4, 5)
    assert (ann.deeper, ann.never_judged, ann.whole) == (1, 0, ("Ladder A", "Ladder B"))
    assert ben.open_key == ("Knows t1 (Year 3)", "Knows a1.")
    assert (ben.open_others, ben.open_on, ben.never_judged) == (0, "Ladder A", 1)
    assert (ben.secure, ben.whole, ben.agreed) == (2, (), "Counters out")


def test_own_curriculum_is_told_by_what_they_work_on(build: Callable) -> None:
    """Cat is in Year 4 and works on Year 3: t1 is hers, and carries no year."""
    (cat,) = told(build)["cat"].subjects
    assert (cat.standing, cat.because) == ("own curriculum", "works on Year 3")
    assert (cat.open_key, cat.secure, cat.meant) == (("Knows t1.",), 0, 1)


def test_the_class_as_a_class(build: Callable) -> None:
    """Two miss a1; a2 and b2 are everybody's; c1 is nobody's gap; one was looked at again."""
    answer = handover(build(**class_of_four()))
    said = answer.sentence.splitlines()
    assert said[0].startswith("Oak, Year 4, going into Year 5, as at Autumn 2024: 4 pupils.")
    assert said[1] == "Start here: ‘Knows a1’ (reading), secure for 1 of the 3 judged."
    assert said[2] == "2 statements are secure for everybody: build on them."
    assert said[3] == "Nobody’s gap yet: 1 statement not taught yet."
    assert said[4] == (
        "Nothing starts again in September. In Summer 2024 these pupils had 2 statements secure "
        "between them; 1 was looked at again since (0 still secure, 1 open now), and the other 1 "
        "counts until somebody looks again."
    )
    assert answer.start_here.index.tolist() == ["Knows a1."]
    assert answer.everybody_has["Statements all have"].tolist() == [1, 1]
    assert answer.not_taught["What is known"].tolist() == ["not taught yet"]
    assert "‘Knows a1.’" in alt_text(answer.axes)


def test_the_list_reads_and_is_safe(build: Callable) -> None:
    """Every word is meant as itself, and nothing is open where nothing is."""
    tables = class_of_four()
    tables["pupils"] = [
        {**row, "name": "Zoë <b>" if row["pupil_id"] == "ann" else row["pupil_id"].title()}
        for row in tables["pupils"]
    ]
    html = handover(build(**tables)).pupils._repr_html_()
    assert "<dt>Zoë &lt;b&gt;</dt>" in html
    ann = html.partition("Zoë")[2].partition("</dl>")[0]
    assert "Open:" not in ann
    assert "4\xa0of\xa05, 1 deeper; wholly so far: Ladder A and Ladder B" in ann
    assert "Knows t1 (Year 3). Knows a1." in html


def test_every_class_has_its_sheet(build: Callable) -> None:
    """One section a class, Reception last; one class alone; a class that is not there."""
    school = build(
        **class_of_four(
            pupils=[
                *class_of_four()["pupils"],
                *pupils("eve", 0, class_name="Acorn"),
                *pupils("fay", 6, class_name=""),
            ]
        )
    )
    html = handover_pages(school)._repr_html_()
    assert html.count('<section class="ladders-sheet">') == 3
    assert html.index("Oak, Year 4") < html.index("Year 6, going to secondary school")
    assert html.index("Year 6, going") < html.index("Acorn, Reception, going into Year 1")
    assert repr(handover_pages(school, class_name="Oak")) == "<HandoverPages: 1 class>"
    with pytest.raises(LaddersError, match="Oak"):
        handover(school, class_name="Aok")
    cohort = handover(school, cohort="Year 6")
    assert cohort.sentence.startswith("Year 6, going to secondary school, as at Autumn 2024: 1")


def test_overall_codes_alone(build: Callable) -> None:
    """Where no statements are judged, standing and the teacher's view are handed over."""
    overall = best_fit("2024-12-10", "ann EXS\nben WTS\ndan EXS")
    overall[1]["note"] = "Reads at home now"
    answer = handover(
        build(
            pupils=pupils("ann ben dan", 4),
            overall=overall,
            scale="",
            policy=OVERALL,
        )
    )
    assert "2 of 3 placed in reading are at or above" in answer.sentence
    assert "No statements are judged here" in answer.sentence
    assert not len(answer.start_here)
    assert "(teacher: WTS, “Reads at home now”)" in answer.pupils._repr_html_()


def test_what_cannot_be_handed_over_is_said(build: Callable) -> None:
    """No evidence, or several schools: a plain sentence, on the pages too."""
    empty = build(pupils=pupils("ann", 4))
    assert "No assessment point" in handover(empty).sentence
    assert "No assessment point" in handover_pages(empty)._repr_html_()
    assert "no pupil" in handover(empty).pupils._repr_html_()
    tables = class_of_four()
    tables["pupils"] = [
        {**row, "school_id": "2" if row["pupil_id"] == "cat" else "1"} for row in tables["pupils"]
    ]
    tables["judgements"] = [
        {**row, "school_id": "2" if row["pupil_id"] == "cat" else "1"}
        for row in tables["judgements"]
    ]
    assert 'la.handover(school.one("1"))' in handover(build(**tables)).sentence


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (None, "what is secure here counts until somebody looks again."),
        (Carried("Summer 2024", 1, 0, 0), "1 statement secure between them; nobody has looked"),
        (Carried("Summer 2024", 5, 5, 2), "5 were looked at again since (3 still secure, 2 open"),
    ],
    ids=["no summer", "not looked at", "all looked at"],
)
def test_september_is_never_a_reset(carried: Carried | None, said: str) -> None:
    """What was secure counts until looked at again."""
    assert said in carried_in_words(carried)


def test_a_curriculum_without_words_is_told_by_its_ids(build: Callable) -> None:
    """Nobody reads "nan": a statement that has no words goes by its id, and the page still prints.

    Of the statements due, t1 is not secure for Ben; it is a key one of Year 3.
    """
    tables = class_of_four()
    tables["curriculum"] = [{**row, "text": ""} for row in tables["curriculum"]]
    school = build(**tables)
    words = {**school.grid.table.set_index("statement_id")["text"]}
    assert words == {name: name for name in ("t1", "a1", "a2", "b1", "b2", "c1")}
    told = handover(school, class_name="Oak")
    said = f"{told._repr_html_()}{handover_pages(school)._repr_html_()}"
    assert "t1 (Year 3)" in said
    assert not re.search(r"\bnan\b", said)
