"""From their starting point: the band pupils began in, and the band they stand in now.

Low, middle and high are working towards, expected and greater depth. The first school has a pupil
for each of the nine pairs (`nine_pairs`); the second begins from an assessment of Year 2.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, markbook, numbered, outcomes, pupils, rows, statements
from nine_pairs import BASES, NINE, SCORE_LINES, TIMES, both, nine_pairs, of_those_there

import ladders_analysis as la
from ladders_analysis.definitions.from_starting_point import FromStartingPoint
from ladders_analysis.errors import DefinitionError
from ladders_analysis.school import School

Build = Callable[..., School]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"


def rated(table: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of Reading by pupil."""
    return table.xs(("1", "Reading"), level=("school_id", "subject"))


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("basis", BASES)
def test_nine_pairs_on_every_basis(build: Build, basis: str, time: str) -> None:
    """The same answers from statements, teachers and scores, within a year and across the summer.

    A low start lowers nothing: WW is behind still, and not "where they began". A fall from
    greater depth to expected is a fall from where they began, though up at both points.
    """
    school = nine_pairs(build, basis, time)
    table = rated(la.progress(*both(school, time), "from_starting_point"))
    expected = {
        "WW": "behind, as they began",
        "WE": "beyond where they began",
        "WG": "beyond where they began",
        "EW": "behind where they began",
        "EE": "where they began",
        "EG": "beyond where they began",
        "GW": "behind where they began",
        "GE": "behind where they began",
        "GG": "where they began",
        "thin": "not enough evidence",
        "late": "not enough evidence",
        "own": "own curriculum",
    }
    assert table["outcome"].to_dict() == of_those_there(school, expected)
    moved = {"WW": 0, "WE": 1, "WG": 2, "EW": -1, "EE": 0, "EG": 1, "GW": -2, "GE": -1, "GG": 0}
    assert table["value"].dropna().to_dict() == moved
    assert table.loc["GE", "because"] == "expected now, began at greater depth"
    assert table.loc["thin", "because"] == "not enough evidence at the start"
    if "late" in table.index:
        assert table.loc["late", "because"] == "not enough evidence at the end"
    assert table.loc["own", "because"] == (
        "on an earlier year's curriculum at the start and at the end"
    )


def test_secure_and_due_at_the_end(build: Build) -> None:
    """`numerator` and `denominator` are the end's, by statements, for the unranked too."""
    within = TIMES[0]
    table = rated(
        la.progress(*both(nine_pairs(build, BASES[0], within), within), "from_starting_point")
    )
    counts = table[["numerator", "denominator"]]
    # SSSNN SSSNN are 6 of 10, SSSSN SSSSN 8; late is judged in the autumn alone: 4 of 10.
    assert counts.loc["EW"].tolist() == [6, 10]
    assert counts.loc["WE"].tolist() == [8, 10]
    assert counts.loc["late"].tolist() == [4, 10]
    scored = nine_pairs(build, "score", within)
    table = rated(la.progress(*both(scored, within), "from_starting_point"))
    assert set(table["denominator"]) == {0}


RESULTS = """
pupil_id  assessment  subject  taken_on    score  outcome
low       KS1         Reading  2024-05-10  .      WTS
mid       KS1         Reading  2024-05-10  .      EXS
high      KS1         Reading  2024-05-10  .      GDS
again     KS1         Reading  2024-05-10  .      WTS
again     KS1         Reading  2024-06-10  .      GDS
twice     KS1         Reading  2024-05-10  .      WTS
twice     KS1         Reading  2024-05-10  .      EXS
absent    KS1         Reading  2024-05-10  .      EXS
absent    KS1         Reading  2024-06-10  .      A
closing   KS1         Reading  2024-12-20  .      WTS
after     KS1         Reading  2024-12-21  .      WTS
other     KS2         Reading  2024-05-10  .      WTS
maths     KS1         Maths    2024-05-10  .      WTS
own       KS1         Reading  2024-05-10  .      WTS
unplaced  KS1         Reading  2024-05-10  .      WTS
"""
NAMES = "low mid high again twice absent closing after other maths none unplaced"
BANDS = {"WTS": "low", "EXS": "middle", "GDS": "high"}


def with_baseline(build: Build, results: str = RESULTS, names: str = NAMES) -> School:
    """Build a school whose teachers find everybody at expectation in the spring but `unplaced`.

    There is no overall judgement in the autumn: where they began is the baseline alone.
    """
    placed = [name for name in names.split() if name != "unplaced"]
    return build(
        pupils=[*pupils(names, 3), *pupils("own", 3, working_year=1)],
        overall=best_fit("2025-03-20", "\n".join(f"{name} EXS" for name in [*placed, "own"])),
        results=results,
        policy=OVERALL,
        scale="",
    )


def test_a_named_baseline(build: Build) -> None:
    """The latest result of that assessment in that subject by the start's close, in any year."""
    school = with_baseline(build)
    definition = FromStartingPoint(baseline="KS1", bands=BANDS)
    table = rated(la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition))
    assert table["outcome"].to_dict() == {
        "low": "beyond where they began",
        "mid": "where they began",
        "high": "behind where they began",
        "again": "behind where they began",  # high in June: the latest, not the first
        "twice": "where they began",  # of one day the highest band
        "absent": "not enough evidence",  # the latest result says nothing
        "closing": "beyond where they began",  # taken on the day the autumn's entries closed
        "after": "not enough evidence",
        "other": "not enough evidence",
        "maths": "not enough evidence",
        "none": "not enough evidence",
        "unplaced": "not enough evidence",
        "own": "own curriculum",
    }
    reasons = table["because"]
    assert reasons["high"] == "expected now, began in the high band of KS1"
    assert reasons["none"] == "no KS1 result by the start says where they began"
    assert reasons["unplaced"] == "not enough evidence at the end"
    assert table.loc["high", "value"] == -1
    assert table["value"].isna()["none"]


def test_scores_against_lines(build: Build) -> None:
    """A score is in the band whose line it has reached; an outcome that is named goes before."""
    school = with_baseline(
        build,
        """
        pupil_id  assessment  subject  taken_on    score           outcome
        low       Baseline    Reading  2022-09-20  19.999          .
        mid       Baseline    Reading  2022-09-20  20              .
        near      Baseline    Reading  2022-09-20  29.99999999999  .
        high      Baseline    Reading  2022-09-20  30              .
        named     Baseline    Reading  2022-09-20  30              below
        strange   Baseline    Reading  2022-09-20  10              left early
        blank     Baseline    Reading  2022-09-20  .               left early
        twice     Baseline    Reading  2022-09-20  10              .
        twice     Baseline    Reading  2022-09-20  31              .
        """,
        "low mid near high named strange blank twice",
    )
    definition = FromStartingPoint("Baseline", bands={"below": "low"}, lines=(20, 30))
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    beyond, same, behind = (
        "beyond where they began",
        "where they began",
        "behind where they began",
    )
    assert outcomes(table) == {
        "low": beyond,
        "mid": same,
        "near": behind,  # a billionth short of a line has reached it
        "high": behind,
        "named": beyond,
        "strange": beyond,  # an outcome without a band: its score, 10, is low
        "blank": "not enough evidence",
        "twice": behind,
        "own": "own curriculum",
    }
    # Without lines a score says nothing.
    by_outcome = FromStartingPoint("Baseline", bands={"below": "low"})
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), by_outcome)
    assert {name for name, word in outcomes(table).items() if word == beyond} == {"named"}


@pytest.mark.parametrize("basis", BASES)
def test_with_a_baseline_the_start_does_not_matter(build: Build, basis: str) -> None:
    """All began high by the baseline: only those at greater depth now stand where they began."""
    within = TIMES[0]
    results = [
        {
            "pupil_id": name,
            "assessment": "Baseline",
            "subject": "Reading",
            "taken_on": "2022-09-20",
            "score": 30,
        }
        for name in [*NINE.split(), "thin", "own"]
    ]
    school = nine_pairs(build, basis, within, results)
    definition = FromStartingPoint("Baseline", lines=(20, 30))
    found = outcomes(la.progress(*both(school, within), definition))
    where, behind = "where they began", "behind where they began"
    assert {name: found[name] for name in NINE.split()} == {
        name: where if name in ("WG", "EG", "GG") else behind for name in NINE.split()
    }
    # thin was not placed at the start, which is of no account; own stays own.
    assert (found["thin"], found["own"]) == (behind, "own curriculum")


def test_one_pupil_and_no_results_at_all(build: Build) -> None:
    """A school without results.csv: nobody has a baseline, and it says so."""
    school = build(
        pupils=pupils("ann", 4),
        curriculum=statements(numbered("r", 5), 1),
        judgements=markbook("2024-11-15", numbered("r", 5), "ann  SSSSS"),
    )
    definition = FromStartingPoint("KS1", bands=BANDS)
    table = rated(la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition))
    assert table["outcome"].tolist() == ["not enough evidence"]
    assert table["because"].tolist() == ["no KS1 result by the start says where they began"]
    plain = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), FromStartingPoint())
    assert outcomes(plain) == {"ann": "where they began"}


def test_results_of_a_subject_nobody_teaches(build: Build) -> None:
    """A baseline in a subject without statements, overall judgements or score lines is no harm."""
    school = with_baseline(
        build,
        """
        pupil_id  assessment  subject  taken_on    outcome
        low       KS1         Latin    2024-05-10  GDS
        low       KS1         Reading  2024-05-10  EXS
        """,
        "low",
    )
    definition = FromStartingPoint("KS1", bands=BANDS)
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), definition)
    assert outcomes(table) == {"low": "where they began", "own": "own curriculum"}
    assert set(table.index.get_level_values("subject")) == {"Reading"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"baseline": "KS1"}, "a `baseline` needs `bands` or `lines`"),
        ({"bands": BANDS}, "they need a `baseline`"),
        ({"lines": (100, 110)}, "they need a `baseline`"),
        ({"baseline": "KS1", "bands": {"WTS": "lowest"}}, 'WTS = "lowest": did you mean "low"'),
        ({"baseline": "KS1", "lines": (110, 100)}, "two rising scores"),
        ({"baseline": "KS1", "lines": (100, 100)}, "two rising scores"),
        ({"baseline": "KS1", "lines": (100,)}, "two rising scores"),
    ],
)
def test_parameters_that_cannot_be_followed(given: dict, message: str) -> None:
    """Each is refused when the definition is made, with what to do."""
    with pytest.raises(DefinitionError, match=message):
        FromStartingPoint(**given)


def test_parameters_cannot_change_afterwards() -> None:
    """Bands are kept by value: the definition can be hashed, and nobody changes it from outside."""
    bands = dict(BANDS)
    definition = FromStartingPoint("KS1", bands=bands, lines=[100, 110])
    bands["WTS"] = "high"
    assert definition == FromStartingPoint("KS1", bands=BANDS, lines=(100, 110))
    assert hash(definition) == hash(FromStartingPoint("KS1", bands=BANDS, lines=(100, 110)))


def test_each_subject_on_its_own_basis(build: Build) -> None:
    """Reading by teachers and Maths by scores, in one school."""
    school = build(
        pupils=pupils("ann", 4),
        overall=best_fit("2024-11-15 2025-03-20", "ann WTS EXS"),
        results=rows(
            """
            pupil_id  assessment  subject  taken_on    score
            ann       NFER        Maths    2024-11-15  110
            ann       NFER        Maths    2025-03-20  100
            """
        ),
        policy=OVERALL + SCORE_LINES.replace("Reading", "Maths"),
        scale="",
    )
    table = la.progress(school.as_at(AUTUMN), school.as_at(SPRING), "from_starting_point")
    assert outcomes(table, "Reading") == {"ann": "beyond where they began"}
    assert outcomes(table, "Maths") == {"ann": "behind where they began"}


def test_own_curriculum_then_is_not_overruled_by_a_baseline(build: Build) -> None:
    """On an earlier year's curriculum at either point: not rated, whatever the baseline says."""
    school = build(
        pupils="""
        pupil_id  academic_year  year_group  working_year
        then      2024           4           2
        then      2025           5           .
        now       2024           4           .
        now       2025           5           3
        never     2024           4           .
        never     2025           5           .
        """,
        overall=best_fit("2024-11-15", "then EXS\nnow EXS\nnever EXS"),
        results="""
        pupil_id  assessment  subject  taken_on    outcome
        then      KS1         Reading  2022-05-10  WTS
        now       KS1         Reading  2022-05-10  WTS
        never     KS1         Reading  2022-05-10  WTS
        """,
        policy=OVERALL,
        scale="",
    )
    definition = FromStartingPoint("KS1", bands=BANDS)
    table = rated(la.progress(school.as_at("Summer 2024"), school.as_at(AUTUMN), definition))
    assert table["outcome"].to_dict() == {
        "then": "own curriculum",
        "now": "own curriculum",
        "never": "beyond where they began",
    }
    assert table["because"].to_dict() == {
        "then": "on an earlier year's curriculum at the start",
        "now": "on an earlier year's curriculum at the end",
        "never": "expected now, began in the low band of KS1",
    }


def test_what_cannot_be_followed_names_the_definition() -> None:
    """Among several definitions, the one to put right."""
    with pytest.raises(DefinitionError, match=r'^Definition "from_starting_point": a `baseline`'):
        FromStartingPoint(baseline="KS1")
