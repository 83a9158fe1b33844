"""Statutory results counted by hand, and told in pupils beside national shares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from building import OVERALL, best_fit, pupils, write_school
from test_plots_tables import text_faults, words_of

import ladders_analysis as la
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.statutory import plot_statutory
from ladders_analysis.questions.statutory.question import (
    BY_SCHOOL,
    MARKS,
    RESULTS,
    statutory_results,
)
from ladders_analysis.school import School
from ladders_analysis.statutory import (
    KS2_TOGETHER,
    count_met,
    national_shares,
    sittings,
    together_at_ks2,
)

PHONICS, TABLES = "Phonics screening check", "Multiplication tables check"
TESTS, TEACHER = "KS2 scaled score", "KS2 teacher assessment"
UNTIL = pd.Timestamp("2025-08-31")

# Ann and Bob sat phonics in Year 1 (2024); Bob again in Year 2 (2025), as did Cat, whose first
# sitting the folder does not hold. Dan's test was annulled (Q); Eve was absent (A).
SAT = """
pupil_id  assessment               subject  taken_on    score  outcome
ann       Phonics screening check  Reading  2024-06-10  35     Wa
bob       Phonics screening check  Reading  2024-06-10  20     Wt
bob       Phonics screening check  Reading  2025-06-09  33     Wa
cat       Phonics screening check  Reading  2025-06-09  30     Wt
eve       Phonics screening check  Reading  2025-06-09  .      A
"""
YEAR_6 = """
pupil_id  assessment              subject  taken_on    score  outcome
fay       KS2 scaled score        Reading  2025-05-12  112    AS
fay       KS2 scaled score        Maths    2025-05-12  110    .
fay       KS2 teacher assessment  Writing  2025-06-27  .      GDS
gus       KS2 scaled score        Reading  2025-05-12  104    AS
gus       KS2 scaled score        Maths    2025-05-12  99     .
gus       KS2 teacher assessment  Writing  2025-06-27  .      EXS
hal       KS2 scaled score        Reading  2025-05-12  .      Q
hal       KS2 scaled score        Maths    2025-05-12  101    AS
hal       KS2 teacher assessment  Writing  2025-06-27  .      WTS
"""


def by_key(counted: pd.DataFrame) -> dict[tuple[object, ...], tuple[int, int, int]]:
    """Return (met, of, higher) by assessment, subject and year."""
    return {
        key: (int(met), int(of), int(higher))
        for key, met, of, higher in zip(
            counted.index, counted["met"], counted["of"], counted["higher"], strict=True
        )
    }


def the_roll() -> list:
    """Put Ann and Bob in Year 1 then 2, Cat in Year 2, Eve in Year 1 and three in Year 6."""
    return [
        *pupils("ann bob", 1, (2024, 2025)),
        *pupils("cat", 2),
        *pupils("eve", 1),
        *pupils("fay gus hal", 6),
    ]


def test_first_sittings_and_those_taken_again(build: Callable[..., School]) -> None:
    """Bob's second check and Cat's, in Year 2, stand apart; Eve, absent, has not met it."""
    school = build(pupils=the_roll(), results=SAT)
    sat = sittings(school.results, UNTIL, school.pupils)
    assert by_key(count_met(sat[~sat["again"]])) == {
        (PHONICS, "Reading", 2024): (1, 2, 0),
        (PHONICS, "Reading", 2025): (0, 1, 0),
    }
    assert by_key(count_met(sat[sat["again"]])) == {(PHONICS, "Reading", 2025): (1, 2, 0)}
    without_roll = sittings(school.results, UNTIL)
    assert without_roll.loc[without_roll["again"], "pupil_id"].tolist() == ["bob"]
    assert len(sittings(school.results, pd.Timestamp("2024-12-31"))) == 2


def test_ks2_by_outcome_or_else_by_score(build: Callable[..., School]) -> None:
    """A score decides where no outcome stands; Hal's annulled reading counts for nobody."""
    school = build(pupils=the_roll(), results=YEAR_6)
    sat = sittings(school.results, UNTIL, school.pupils)
    assert by_key(count_met(sat)) == {
        (TESTS, "Maths", 2025): (2, 3, 1),
        (TESTS, "Reading", 2025): (2, 2, 1),
        (TEACHER, "Writing", 2025): (2, 3, 1),
    }
    together = count_met(together_at_ks2(sat))
    assert by_key(together) == {(KS2_TOGETHER, "Reading, writing and maths", 2025): (1, 2, 1)}


def test_a_good_level_is_a_one(build: Callable[..., School]) -> None:
    """As the DfE's extract gives it: 1 reached, 0 not."""
    given = [
        {
            "pupil_id": name,
            "assessment": "EYFSP good level of development",
            "subject": "Early years",
            "taken_on": "2025-06-27",
            "score": score,
        }
        for name, score in (("ann", "1"), ("bob", "0"), ("cat", "1"))
    ]
    school = build(pupils=pupils("ann bob cat", 0), results=given)
    answer = statutory_results(school)
    said = answer.sentence.replace("\xa0", " ")
    assert "Without a national figure: Good level of development (Reception), 2 of 3." in said


def test_national_shares_of_all_pupils_only() -> None:
    """Disadvantaged pupils and blank shares are left out."""
    table = pd.DataFrame(
        [
            (PHONICS, "Reading", 2025, "all", 0.75, "DfE 2025"),
            (PHONICS, "Reading", 2025, "disadvantaged", 0.6, "DfE 2025"),
            (PHONICS, "Reading", 2024, "All pupils", float("nan"), "DfE 2024"),
        ],
        columns=["assessment", "subject", "year", "group", "share", "source"],
    )
    assert national_shares(table) == {(PHONICS, "Reading", 2025): (0.75, "DfE 2025")}
    assert national_shares(None) == {}


@pytest.fixture
def beside(tmp_path: Path) -> School:
    """Make 28 pupils of Year 1, of whom 22 met phonics; 8 of Year 4 with times-tables marks."""
    names = [f"p{place:02d}" for place in range(28)]
    year_4 = [f"q{place}" for place in range(8)]
    marks = ["25", "25", "24", "20", "15", "14", "9", ""]
    results = [
        {"pupil_id": name, "assessment": PHONICS, "subject": "Reading", "taken_on": "2025-06-09",
         "outcome": "Wa" if place < 22 else "Wt"}
        for place, name in enumerate(names)
    ] + [
        {"pupil_id": name, "assessment": TABLES, "subject": "Maths", "taken_on": "2025-06-09",
         "score": mark, "outcome": "" if mark else "A"}
        for name, mark in zip(year_4, marks, strict=True)
    ]  # fmt: skip
    folder = write_school(
        tmp_path / "beside",
        pupils=[*pupils(" ".join(names), 1), *pupils(" ".join(year_4), 4)],
        results=results,
    )
    (folder / "national.csv").write_text(
        "assessment,subject,year,group,share,source\n"
        f"{PHONICS},Reading,2025,all,0.75,illustrative only\n"
        f"{TABLES},Maths,2025,all,0.9,illustrative only\n",
        encoding="utf-8",
    )
    return la.load(folder)


def test_a_national_share_is_told_in_our_own_pupils(beside: School) -> None:
    """75% of 28 is 21 and we had 22; of 7 who took the tables check 90% would be 6 (6.3)."""
    answer = statutory_results(beside)
    said = answer.sentence.replace("\xa0", " ").split("\n")
    assert said[1:] == [
        "Times tables check (Year 4), all 25 right, 2 of 7: nationally 90%, which of 7 would be 6; "
        "we had 4 fewer.",
        "No difference to speak of: Phonics check (Year 1), 22 of 28 (nationally 21).",
        "One pupil of 28 is 4 percentage points; a difference that two pupils could make is called "
        "none. Each year is other children. The times tables check has no pass mark: a table shows "
        "how its marks are spread.",
        "National figures: illustrative only.",
    ]
    row = answer.tables[RESULTS].loc["Phonics check (Year 1)"]
    assert row.tolist() == ["22\xa0of\xa028", "75%: 21\xa0of\xa028", "4 points", "–"]
    marks = answer.tables[MARKS].loc[2025]
    assert marks.tolist() == [1, 1, 1, 2, 2, 1, "20"]
    assert answer.axes.get_title() == (
        "2025: 1 of 2 results is within two pupils of the illustrative national figure"
    )
    assert "22 of 28 (nationally 75%, which would be 21)" in alt_text(answer.axes)
    assert {"22 of 28", "nationally 21"} <= set(words_of(answer.axes))
    assert text_faults(answer.axes) == []


def test_years_and_key_stage_1(build: Callable[..., School]) -> None:
    """Only the latest years are told; Key Stage 1 says that it is optional, and a trust adds up."""
    given = [
        {"school_id": one, "pupil_id": f"{one}{name}", "assessment": "KS1 teacher assessment",
         "subject": "Maths", "taken_on": f"{year}-06-20", "outcome": code}
        for one in ("1", "2")
        for name, year, code in (("ann", 2024, "EXS"), ("bob", 2025, "GDS"), ("cat", 2025, "WTS"))
    ]  # fmt: skip
    roll = [
        {**row, "school_id": one}
        for one in ("1", "2")
        for row in (
            *pupils(f"{one}ann", 2, (2024, 2025)),
            *pupils(f"{one}bob {one}cat", 2),
        )
    ]
    school = build(pupils=roll, results=given)
    answer = statutory_results(school, years=1)
    result = "Key Stage 1 maths (optional since 2024)"
    assert answer.tables[RESULTS].loc[result, "2025"] == "2\xa0of\xa04"
    assert "2024 " not in answer.sentence.replace("since 2024", "")
    assert answer.tables[RESULTS].loc[result, "Higher standard"] == "2\xa0of\xa04"
    by_school = answer.tables[BY_SCHOOL]
    assert by_school.loc[result].tolist() == ["1\xa0of\xa02", "1\xa0of\xa02"]
    both = statutory_results(school).sentence.replace("\xa0", " ")
    assert f"Without a national figure: {result}, 2 of 4." in both


def test_a_school_without_results_is_told_so(build: Callable[..., School]) -> None:
    """One sentence, the same names of tables, a described picture."""
    days = best_fit("2025-03-10", "ann EXS")
    answer = statutory_results(build(pupils=pupils("ann", 4), overall=days, policy=OVERALL))
    assert answer.sentence.startswith("This folder holds no statutory results")
    assert [len(answer.tables[name]) for name in (RESULTS, MARKS)] == [0, 0]
    assert answer.sentence in alt_text(answer.axes)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", 2025, 9, 30, None)], "Statutory results 2025, in pupils"),
        ([("A", 2024, 9, 30, 0.3), ("A", 2025, 9, 30, None)], "Statutory results 2024 to 2025"),
        ([("A", 2025, 9, 30, 0.3)], "2025: the result is within two pupils of the national"),
        ([("A", 2025, 3, 30, 0.3)], "2025: the result is more than two pupils from the national"),
        ([("A", 2025, 0, 0, 0.3)], "Statutory results 2025"),
        ([("$M$ " * 30, 2025, 3, 3000, 0.3)], "2025: the result is more than"),
        ([], "There are no statutory results here"),
    ],
    ids=["no share", "an older share", "near", "far", "nobody", "a long name", "none"],
)
def test_the_picture_of_any_results(rows: list[tuple[object, ...]], said: str) -> None:
    """The title says what can be said, and nothing overlaps."""
    frame = pd.DataFrame(rows, columns=["result", "year", "count", "of", "national"])
    axes = plot_statutory(frame)
    assert axes.get_title().replace("\n", " ").startswith(said)
    assert text_faults(axes) == []
