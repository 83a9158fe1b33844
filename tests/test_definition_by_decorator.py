"""A plain function made a definition: what four answers and a decorator say of themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from building import pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.contract import (
    About,
    FunctionDefinition,
    first_true,
    number,
    parameters_of,
)
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., School]


def nothing(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate nobody."""
    return la.results(start, end, end.tally(end.secure).astype("object").mask(lambda each: True))


def made(**more: object) -> FunctionDefinition:
    """Make the function a definition, with the four answers that are always needed."""
    given = {
        "name": "so_many_new",
        "question": "So many?",
        "outcomes": ["no", "yes"],
        "favourable": ["yes"],
    }
    return la.definition(**(given | more))(nothing)


def test_four_answers_are_enough() -> None:
    """The title is made of the name; the rest says that it is a draft nobody has checked."""
    assert made().function is nothing
    assert made().about == About(
        name="so_many_new",
        title="So many new",
        question="So many?",
        outcomes=("no", "yes"),
        favourable=("yes",),
        why="An analyst's own definition, to be tried out.",
        source="Written in this school.",
        author="An analyst of this school",
        reviewed_by="nobody yet",
        review_by=dt.date(2027, 9, 1),
        version="draft",
        holds="",
    )


def test_every_answer_is_kept() -> None:
    """Whatever is given stands as it was given."""
    given = {
        "title": "How many",
        "why": "To see.",
        "source": "A staff meeting.",
        "author": "A teacher",
        "reviewed_by": "Another",
        "review_by": dt.date(2026, 1, 31),
        "version": "3",
        "holds": "The ceiling does not hold.",
    }
    about = made(**given).about
    assert {name: getattr(about, name) for name in given} == given


def test_every_outcome_may_be_favourable() -> None:
    """A definition without a bad word is allowed; an unranked one among its own is not."""
    assert made(favourable=["no", "yes"]).about.favourable == ("no", "yes")
    with pytest.raises(
        DefinitionError,
        match=r'^Definition "so_many_new": favourable must be among outcomes, and outcomes must '
        r"not hold own curriculum or not enough evidence, which stay unranked\.$",
    ):
        made(outcomes=["no", "yes", "not enough evidence"])


def test_a_line_is_reached_a_billionth_early() -> None:
    """0.3 + 0.3 + 0.3 of 1 is 0.9, whatever the computer makes of it; 0.899 is not."""
    part = pd.DataFrame({"Maths": [0.3 + 0.3 + 0.3, 0.899, 0.9 - 1e-12, 1e-12]})
    whole = pd.DataFrame({"Maths": [1, 1, 1, 1e-12]})
    rated = la.rate(part, whole, lines=[0.9], outcomes=["below", "reached"])
    assert rated["Maths"].tolist() == ["reached", "below", "reached", None]


@pytest.mark.parametrize(
    ("weight", "written"),
    [(14, "14"), (13.5, "13.5"), (2 / 3, "0.67"), (0.126, "0.13"), (np.float64(3), "3")],
)
def test_weights_are_written_as_people_do(weight: float, written: str) -> None:
    """Two decimals at most, and none where there are none."""
    assert number(weight) == written


def test_results_without_numbers_are_blank_and_give_no_reason(build: Build) -> None:
    """A definition may answer with words alone: the numbers are blank, the reason is empty."""
    school = build(pupils=pupils("ann", 4), curriculum=statements("r1", 1))
    start, end = school.as_at("Autumn 2024"), school.as_at("Spring 2025")
    words = pd.DataFrame({"Reading": ["yes"]}, index=end.grid.pupils)
    table = la.results(start, end, words)
    assert list(table.index) == [("ann", "Reading")]
    assert table["outcome"].tolist() == ["yes"]
    assert table[["value", "numerator", "denominator"]].isna().all(axis=None)
    assert table["because"].tolist() == [""]
    # Reasons of one's own, pupil by pupil; where there is none, an empty one.
    reasons = pd.DataFrame({"Reading": [None]}, index=end.grid.pupils)
    assert la.results(start, end, words, because=reasons)["because"].tolist() == [""]


def test_a_template_counts_and_says_otherwise(build: Build) -> None:
    """The numbers go into the sentence; nobody to rate and own curriculum have one of their own."""
    school = build(pupils=pupils("ann ben cat", 4), curriculum=statements("r1", 1))
    start, end = school.as_at("Autumn 2024"), school.as_at("Spring 2025")

    def column(*values: object) -> pd.DataFrame:
        return pd.DataFrame({"Reading": values}, index=end.grid.pupils)

    table = la.results(
        start,
        end,
        column("yes", None, "own curriculum"),
        value=column(0.5, 0.25, 0.75),
        numerator=column(1, 2, 3),
        denominator=column(2, 8, 4),
        because="{numerator} of {denominator}",
        otherwise="nobody looked",
    ).droplevel("subject")
    assert table["outcome"].to_dict() == {
        "ann": "yes",
        "ben": "not enough evidence",
        "cat": "own curriculum",
    }
    assert table["because"].to_dict() == {
        "ann": "1 of 2",
        "ben": "nobody looked",
        "cat": "works on an earlier year's curriculum",
    }
    # Unranked outcomes have no value; what they were made of is kept.
    assert table["value"].isna().to_dict() == {"ann": False, "ben": True, "cat": True}
    assert table["value"].iloc[0] == 0.5
    assert table["numerator"].tolist() == [1, 2, 3]
    assert table["denominator"].tolist() == [2, 8, 4]
    # Without words for it, the template counts there, too.
    plain = la.results(
        start,
        end,
        column(None, None, None),
        numerator=column(0, 0, 0),
        denominator=column(0, 0, 0),
        because="{numerator} of {denominator}",
    )
    assert plain["because"].tolist() == ["0 of 0"] * 3


def answering(build: Build, change: Callable[[pd.DataFrame], object]) -> pd.DataFrame:
    """Rate three pupils by a definition whose right answer is changed in one thing."""

    @la.definition(name="mine", question="?", outcomes=["no", "yes"], favourable=["yes"])
    def mine(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        words = end.tally(end.secure).gt(0).replace({True: "yes", False: "no"})
        return change(la.results(start, end, words))

    school = build(pupils=pupils("ann ben cat", 4), curriculum=statements("r1", 1))
    return la.progress(school.as_at("Autumn 2024"), school.as_at("Spring 2025"), mine)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            lambda table: table.assign(value=[None, -np.inf, 0.5]),
            "value is infinite somewhere. Leave it blank where the denominator is 0.",
        ),
        (
            lambda table: table.assign(outcome=["yes", "noo", "no"]),
            'outcome "noo": did you mean "no"?',
        ),
    ],
    ids=["infinite", "unknown"],
)
def test_the_complaint_says_what_to_put_right(
    build: Build, change: Callable[[pd.DataFrame], object], complaint: str
) -> None:
    """It names the definition, the column and the remedy; never a pupil."""
    with pytest.raises(DefinitionError) as refused:
        answering(build, change)
    said = str(refused.value)
    assert said.startswith(f'Definition "mine" breaks its contract: {complaint.rstrip("?")}')
    assert not {"ann", "ben", "cat"} & set(said.split())


@pytest.mark.parametrize("given", [[1, 2, 3], ["1", "2", "3"], [1.0, None, float("nan")]])
def test_numbers_come_out_alike_however_they_went_in(build: Build, given: list) -> None:
    """Whole numbers, numbers as text, blanks of either kind: one type, a blank is a blank."""
    table = answering(build, lambda table: table.assign(value=pd.Series(given, table.index)))
    assert [str(table[name].dtype) for name in ("value", "numerator")] == ["Float64"] * 2
    blank = [each is None or each != each for each in given]
    assert table["value"].isna().tolist() == blank
    assert table["value"].dropna().tolist() == [
        float(each) for each, missing in zip(given, blank, strict=True) if not missing
    ]


def test_one_case_is_a_case() -> None:
    """`first_true` needs no second case: who is in none gets nothing."""
    mask = pd.DataFrame({"Maths": [True, False]}, index=["ann", "ben"])
    assert first_true(("yes", mask))["Maths"].to_dict() == {"ann": "yes", "ben": None}


def test_the_parameters_of_a_definition() -> None:
    """The fields of its dataclass; a function and a class have none."""
    assert parameters_of(GapsClosed(some=0.25, most=0.75)) == {"some": 0.25, "most": 0.75}
    assert parameters_of(made()) == {}
    assert parameters_of(GapsClosed) == {}
    assert parameters_of(nothing) == {}
