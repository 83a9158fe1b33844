"""Reading, writing and maths combined, and which one stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building import OVERALL, best_fit, pupils

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.policy import ATTAINMENT
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN = "Autumn 2024"

# Reading, writing, maths of each pupil in the autumn.
CODES = """
all      EXS  EXS  EXS
depth    GDS  GDS  GDS
mixed    GDS  EXS  GDS
writing  EXS  WTS  EXS
two      WTS  WTS  EXS
missing  EXS  .    EXS
both     WTS  .    EXS
none     .    .    .
own      EXS  EXS  EXS
"""


@pytest.fixture
def school(build: Build) -> School:
    """Build nine pupils, one of them on their own curriculum."""
    lines = [line.split() for line in CODES.strip().splitlines()]
    names = [line[0] for line in lines if line[0] != "own"]
    return build(
        pupils=[*pupils(" ".join(names), 6), *pupils("own", 6, working_year=3)],
        overall=[
            row
            for place, subject in enumerate(("Reading", "Writing", "Maths"), start=1)
            for row in best_fit(
                "2024-11-15", "\n".join(f"{line[0]} {line[place]}" for line in lines), subject
            )
        ],
        policy=OVERALL,
        scale="",
    )


def test_combined_and_what_stands_in_the_way(school: School) -> None:
    """At expectation in all of them, and where not, the subjects that keep the pupil from it."""
    table = la.combined(school.as_at(AUTUMN)).set_index("pupil_id")
    assert table[["attainment", "in_the_way"]].to_dict("index") == {
        "all": {"attainment": "expected", "in_the_way": ""},
        "depth": {"attainment": "greater depth", "in_the_way": ""},
        "mixed": {"attainment": "expected", "in_the_way": ""},
        "writing": {"attainment": "working towards", "in_the_way": "Writing"},
        "two": {"attainment": "working towards", "in_the_way": "Reading, Writing"},
        "missing": {"attainment": "not enough evidence", "in_the_way": "Writing"},
        # Working towards in one is working towards, whatever is missing elsewhere.
        "both": {"attainment": "working towards", "in_the_way": "Reading"},
        "none": {"attainment": "not enough evidence", "in_the_way": "Reading, Writing, Maths"},
        "own": {"attainment": "own curriculum", "in_the_way": "Reading, Writing, Maths"},
    }
    assert set(table["subject"]) == {"Reading, Writing and Maths"}
    assert table["attainment"].cat.ordered
    assert tuple(table["attainment"].cat.categories) == ATTAINMENT


def test_any_subjects(school: School) -> None:
    """Two of them, or one, in the order asked."""
    autumn = school.as_at(AUTUMN)
    two = la.combined(autumn, ["Maths", "Reading"]).set_index("pupil_id")
    assert two.loc["writing", "attainment"] == "expected"
    assert two.loc["two", "in_the_way"] == "Reading"
    one = la.combined(autumn, ["Writing"])
    assert set(one["subject"]) == {"Writing"}


def test_names_of_subjects_keep_their_capitals(school: School, build: Build) -> None:
    """English is English wherever it stands in the sentence."""
    english = build(
        pupils=pupils("ann", 6),
        overall=[
            *best_fit("2024-11-15", "ann  EXS", "Maths"),
            *best_fit("2024-11-15", "ann  EXS", "English"),
        ],
        policy=OVERALL,
        scale="",
    )
    table = la.combined(english.as_at(AUTUMN), ["Maths", "English"])
    assert table["subject"].tolist() == ["Maths and English"]


def test_a_trust(build: Build) -> None:
    """Over a trust, each school's pupils apart, as in its attainment."""
    trust = build(
        pupils=[*pupils("ann", 6, school_id="1"), *pupils("ann", 6, school_id="2")],
        overall=[
            {**row, "school_id": school_id}
            for school_id, code in (("1", "EXS"), ("2", "WTS"))
            for subject in ("Reading", "Maths")
            for row in best_fit("2024-11-15", f"ann  {code}", subject)
        ],
        policy=OVERALL + "[schools.2]\n",
        scale="",
    )
    table = la.combined(trust.as_at(AUTUMN), ["Reading", "Maths"])
    found = dict(zip(table["school_id"], table["attainment"], strict=True))
    assert found == {"1": "expected", "2": "working towards"}


def test_nobody_in_scope(school: School) -> None:
    """A year in which nobody was on roll gives an empty table of the same shape."""
    empty = la.combined(school.as_at("Autumn 2023"))
    assert len(empty) == 0
    assert list(empty.columns) == ["pupil_id", "subject", "attainment", "in_the_way"]


def test_an_unknown_subject_is_refused(school: School) -> None:
    """The nearest subject is named."""
    with pytest.raises(LaddersError, match='No subject "Math" here: did you mean "Maths"'):
        la.combined(school.as_at(AUTUMN), ["Reading", "Math"])
