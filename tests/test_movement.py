"""Progress over a school and a trust: scope, provenance, parts of a result, and refusals."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, rows, statements

import ladders_analysis as la
from ladders_analysis.definitions.against_expectation import AgainstExpectation
from ladders_analysis.errors import DefinitionError, PointError
from ladders_analysis.movement import Progress
from ladders_analysis.school import School

Build = Callable[..., School]
TEN = numbered("r", 10)
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
DAYS = "2024-11-15 2025-03-20"


@pytest.fixture
def school(build: Build) -> School:
    """Build a class in two subjects, placed by overall judgements, with a joiner and a leaver."""
    return build(
        pupils=[
            *pupils("ann", 4, class_name="Oak", sex="F"),
            *pupils("ben", 4, class_name="Elm", sex="M"),
            *pupils("new", 4, class_name="Elm", joined_on="2025-01-06"),
            *pupils("old", 4, class_name="Oak", left_on="2025-01-06"),
        ],
        overall=[
            *best_fit(DAYS, "ann  WTS EXS\nben  EXS WTS\nnew  .  EXS\nold  GDS  ."),
            *best_fit(DAYS, "ann  EXS EXS\nben  EXS GDS", subject="Maths"),
        ],
        policy=OVERALL,
        scale="",
    )


def test_one_school(school: School) -> None:
    """One row per pupil × subject in scope at both points, with both attainments."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    assert isinstance(table, Progress) and isinstance(table, pd.DataFrame)
    assert list(table.index.names) == ["school_id", "pupil_id", "subject"]
    assert list(table.columns) == [
        *("outcome", "value", "numerator", "denominator", "because"),
        *("attainment_start", "attainment_end"),
    ]
    found = {
        (pupil, subject): (row.outcome, row.attainment_start, row.attainment_end)
        for (_, pupil, subject), row in table.iterrows()
    }
    assert found == {
        ("ann", "Reading"): ("caught up", "working towards", "expected"),
        ("ben", "Reading"): ("fell behind", "expected", "working towards"),
        ("ann", "Maths"): ("kept up", "expected", "expected"),
        ("ben", "Maths"): ("moved ahead", "expected", "greater depth"),
    }
    assert set(table.index.get_level_values("school_id")) == {"1"}
    assert table.about is AgainstExpectation.about
    assert table.rows_from == 11


def test_everybody_is_in_the_population(school: School) -> None:
    """Who joined or left in between is not rated, and is not lost."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    people = table.population.xs("Reading", level="subject").droplevel("school_id")
    assert people["presence"].to_dict() == {
        "ann": "both",
        "ben": "both",
        "new": "joined",
        "old": "left",
    }
    assert people["attainment_start"].dropna().to_dict() == {
        "ann": "working towards",
        "ben": "expected",
        "old": "greater depth",
    }
    assert people["attainment_end"].dropna().to_dict() == {
        "ann": "expected",
        "ben": "working towards",
        "new": "expected",
    }
    assert people["class_name"].to_dict() == {
        "ann": "Oak",
        "ben": "Elm",
        "new": "Elm",
        "old": "Oak",
    }


def test_attributes_come_from_the_end(build: Build) -> None:
    """Across years the class and year group are those at the end; of leavers, at the start."""
    school = build(
        pupils=rows(
            """
            pupil_id  academic_year  year_group  class_name  disadvantaged
            ann       2024           4           Oak         no
            ann       2025           5           Elm         yes
            old       2024           4           Oak         no
            """
        ),
        overall=best_fit("2024-07-01 2024-11-15", "ann  EXS EXS"),
        policy=OVERALL,
        scale="",
    )
    table = la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), "against_expectation")
    people = table.population.droplevel(["school_id", "subject"])
    assert people.loc["ann", ["class_name", "year_group", "disadvantaged"]].tolist() == [
        "Elm",
        5,
        True,
    ]
    assert people.loc["old", ["class_name", "presence"]].tolist() == ["Oak", "left"]


def test_only_keeps_what_a_result_knows(school: School) -> None:
    """A part by one attribute or several; its rows, its population, and where it came from."""
    whole = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    part = whole.only(class_name="Elm", subject=["Reading", "Maths"])
    assert isinstance(part, Progress)
    assert set(part.index.get_level_values("pupil_id")) == {"ben"}
    assert set(part.population.index.get_level_values("pupil_id")) == {"ben", "new"}
    assert part.provenance is whole.provenance and part.about is whole.about
    assert outcomes(whole.only(subject="Maths"), "Maths") == {
        "ann": "kept up",
        "ben": "moved ahead",
    }
    assert len(whole.only(sex="F")) == 2  # a blank is not "F"
    assert len(whole.only(cohort=1999)) == 0
    assert len(whole.only(year_group=4)) == 4
    assert len(whole) == 4
    with pytest.raises(KeyError, match='No attribute "clas".*class_name'):
        whole.only(clas="Elm")
    # A plain slice is a plain frame, and claims nothing.
    assert type(whole[whole["outcome"] == "caught up"]) is pd.DataFrame


def test_provenance(school: School) -> None:
    """Everything a figure rests on, no field blank, and one line of small print."""
    table = la.progress(
        school.as_at(AUTUMN), school.as_at("2025-03-28"), AgainstExpectation(closing=0.2)
    )
    provenance = table.provenance
    assert all(value not in ("", {}, None) for value in provenance.as_dict().values())
    assert (provenance.definition, provenance.version) == ("against_expectation", "1")
    assert provenance.parameters == {"closing": 0.2, "closing_score": None}
    assert provenance.start == "Autumn 2024 (entries to 2024-12-20)"
    assert provenance.end == "28 March 2025 (entries to 2025-03-28)"
    assert provenance.toolkit == la.__version__
    assert provenance.policy == {"1": school.settings.default.policy_hash}
    assert provenance.curriculum == {"1": school.grid.curriculum_hash}
    assert set(provenance.sources) == {"pupils.csv", "overall.csv"}
    line = provenance.small_print
    assert "\n" not in line and line.endswith(".")
    for part in (
        *("against_expectation 1", "closing 0.2", "Autumn 2024", "28 March 2025"),
        *(provenance.policy["1"], provenance.curriculum["1"], la.__version__, "2 source files"),
    ):
        assert part in line


def test_sources_are_the_files_as_they_were(build: Build) -> None:
    """The hash of each source is that of the file's bytes."""
    school = build(pupils=pupils("ann", 4), curriculum=statements(TEN, 1))
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gaps_closed")
    folder = school.settings.folder
    assert {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("pupils.csv", "curriculum.csv")
    }.items() <= table.provenance.sources.items()


def test_the_end_must_not_be_before_the_start(school: School) -> None:
    """The earlier point first; the same point twice is a fair question."""
    with pytest.raises(PointError, match="Autumn 2024 is before Spring 2025: give the earlier"):
        la.progress(school.as_at(SPRING), school.as_at(AUTUMN), "gaps_closed")
    same = la.progress(school.as_at(AUTUMN), school.as_at(AUTUMN), "against_expectation")
    assert set(outcomes(same).values()) == {"still behind", "kept up"}


def test_two_loads_of_a_school_do_not_mix(school: School) -> None:
    """Snapshots of different loads have grids of their own, and are refused."""
    again = la.load(school.settings.folder)
    with pytest.raises(PointError, match="different loads of the school: load once"):
        la.progress(school.as_at(AUTUMN), again.as_at(SPRING), "gaps_closed")


def test_unknown_definitions(school: School) -> None:
    """An unknown name is refused before anything is worked out."""
    with pytest.raises(DefinitionError, match='did you mean "gaps_closed"'):
        la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "gap_closed")


@pytest.fixture
def trust(build: Build) -> School:
    """Build two schools with the same pupil ids; the second asks for more."""
    page = "007  SSSSSSSSNN\n008  SSSSSSNNNN"
    return build(
        pupils=[
            *pupils("007 008", 4, school_id="1"),
            *pupils("007", 4, school_id="2"),
            *pupils("008", 4, school_id="2", left_on="2025-01-06"),
        ],
        curriculum=statements(TEN, [1] * 5 + [4] * 5),
        judgements=[
            *markbook("2024-11-15", TEN, page, school_id="1"),
            *markbook("2024-11-15", TEN, page, school_id="2"),
        ],
        policy="""
        [schools.2]
        [schools.2.expectation]
        secure_share = 0.9
        [schools.2.disclosure]
        rows_from = 20
        """,
    )


def test_a_trust(trust: School) -> None:
    """Each school under its own policy, the same pupil id twice, one result."""
    table = la.progress(trust.as_at(AUTUMN), trust.as_at(SPRING), "against_expectation")
    assert {key: row for key, row in zip(table.index, table["outcome"], strict=True)} == {
        # Due in the autumn: five, all secure. In the spring 8 of 10 and 6 of 10.
        ("1", "007", "Reading"): "kept up",
        ("1", "008", "Reading"): "fell behind",
        ("2", "007", "Reading"): "fell behind",  # 0.8 is short of 0.9
    }
    presence = table.population["presence"].xs("Reading", level="subject")
    assert presence.to_dict() == {
        ("1", "007"): "both",
        ("1", "008"): "both",
        ("2", "007"): "both",
        ("2", "008"): "left",
    }
    provenance = table.provenance
    assert set(provenance.policy) == set(provenance.curriculum) == {"1", "2"}
    assert provenance.policy["1"] != provenance.policy["2"]
    assert provenance.curriculum["1"] == provenance.curriculum["2"]
    assert all(each in provenance.small_print for each in provenance.policy.values())
    # The stricter school's limit holds for the whole.
    assert table.rows_from == 20
    assert len(table.only(school_id="2")) == 1


def test_one_school_of_a_trust_gives_the_same(trust: School) -> None:
    """A school rated by itself has the outcomes it has in the trust."""
    whole = la.progress(trust.as_at(AUTUMN), trust.as_at(SPRING), "gaps_closed")
    for school_id in ("1", "2"):
        one = trust.one(school_id)
        alone = la.progress(one.as_at(AUTUMN), one.as_at(SPRING), "gaps_closed")
        assert outcomes(alone) == outcomes(whole.only(school_id=school_id))


def test_a_school_and_a_trust_do_not_mix(trust: School) -> None:
    """Both snapshots must be of the same schools."""
    with pytest.raises(PointError, match="of different schools"):
        la.progress(trust.as_at(AUTUMN), trust.one("1").as_at(SPRING), "gaps_closed")


def test_transitions_count_everybody_once(school: School) -> None:
    """Attainment then × attainment now: pupils in scope at both, each once."""
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "against_expectation")
    counts = la.transitions(table, by=["subject"])
    assert list(counts.columns) == ["subject", "attainment_start", "attainment_end", "pupils"]
    found = {tuple(row[:-1]): row[-1] for row in counts.itertuples(index=False)}
    assert found == {
        ("Maths", "expected", "expected"): 1,
        ("Maths", "expected", "greater depth"): 1,
        ("Reading", "working towards", "expected"): 1,
        ("Reading", "expected", "working towards"): 1,
    }
    whole = la.transitions(table)
    assert list(whole.columns) == ["attainment_start", "attainment_end", "pupils"]
    assert whole["pupils"].sum() == len(table) == 4
    assert (whole["pupils"] > 0).all()
    part = la.transitions(table.only(subject="Maths"))
    assert part["pupils"].sum() == 2
