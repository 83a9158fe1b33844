"""Growth percentile: a score among those of pupils with the same earlier scores.

Eight earlier scores make eight rankings (the curve has as many columns), so that small tables can
be rated by hand: of four pupils with the same earlier score the lines lie 25 at each pupil, and the
pupil of rank 1, 2, 3, 4 has 0, 25, 50, 75 lines below. No line counts as 1.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pandas as pd
import pytest
from building import pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.growth_percentile import GrowthPercentile
from ladders_analysis.errors import DefinitionError
from ladders_analysis.growth.fitting import growth_norms
from ladders_analysis.growth.scores import growth_scores
from ladders_analysis.school import School

Build = Callable[..., School]
THEN, NOW = "Summer 2024", "Summer 2025"
LINE = '[score.Maths]\nassessment = "Test"\n'
EARLIER = range(90, 106, 2)
FEW = GrowthPercentile(minimum=32)
"""Told to make do with the 32 pupils of these tables."""


def names(prefix: str = "p") -> list[str]:
    """Name 32 pupils, four for each of the eight earlier scores: p90-1 … p104-4."""
    return [f"{prefix}{score}-{rank}" for score in EARLIER for rank in range(1, 5)]


def sat(pupil: str, day: str, score: float, assessment: str = "Test") -> dict[str, object]:
    """Write one score in maths."""
    return {
        "pupil_id": pupil,
        "assessment": assessment,
        "subject": "Maths",
        "taken_on": day,
        "score": score,
    }


def ranked(prefix: str = "p") -> list[dict[str, object]]:
    """Write the 32 pupils' scores: rank 4 has the highest of those with the same earlier score.

    Whoever was at 90 is now between 201 and 204, at 92 between 191 and 194, and so on down to
    131–134: what the earlier score was says more than anything else, and plays no part.
    """
    written = []
    for pupil in names(prefix):
        earlier, rank = pupil.removeprefix(prefix).split("-")
        now = 201 - 5 * (int(earlier) - 90) + int(rank) - 1
        written += [sat(pupil, "2024-06-10", int(earlier)), sat(pupil, "2025-06-10", now)]
    return written


def made(build: Build, also: str = "", results: object = (), **more: object) -> School:
    """Build a school of the 32 and further pupils with their results."""
    everybody = f"{' '.join(names())} {also}".strip()
    given = {"pupils": pupils(everybody, 4, years=(2024, 2025)), "policy": LINE} | more
    return build(results=[*ranked(), *results], **given)


def rated(school: School, definition: object = FEW, start: str = THEN) -> pd.DataFrame:
    """Rate all pupils, by pupil."""
    progress = la.progress(school.as_at(start), school.as_at(NOW), definition)
    return progress.droplevel(["school_id", "subject"])


def test_typical(build: Build) -> None:
    """Of four with the same earlier score: 1, 25, 50 and 75; low below 35, high from 66."""
    table = rated(made(build))
    by_rank = {
        1: ("low growth", 1),
        2: ("low growth", 25),
        3: ("typical growth", 50),
        4: ("high growth", 75),
    }
    for pupil in names():
        earlier, rank = int(pupil[1:-2]), int(pupil[-1])
        assert tuple(table.loc[pupil, ["outcome", "value"]]) == by_rank[rank]
        assert table.loc[pupil, "denominator"] == earlier
        assert table.loc[pupil, "numerator"] == 200 - 5 * (earlier - 90) + rank
    assert table.loc["p96-3", "because"] == (
        "above about 50 in 100 pupils with the same earlier score (norm group of 32 pupils)"
    )


@pytest.mark.parametrize(
    ("low", "high", "wanted"),
    [
        (25, 75, ["low growth", "typical growth", "typical growth", "high growth"]),
        (26, 76, ["low growth", "low growth", "typical growth", "typical growth"]),
        (1, 50, ["typical growth", "typical growth", "high growth", "high growth"]),
        (50, 50, ["low growth", "low growth", "high growth", "high growth"]),
    ],
)
def test_the_lines(build: Build, low: float, high: float, wanted: list[str]) -> None:
    """An outcome begins at its line."""
    found = rated(made(build), GrowthPercentile(minimum=32, low=low, high=high))
    assert found["outcome"].loc["p90-1":"p90-4"].tolist() == wanted


def test_fewer_than_300_are_refused(build: Build) -> None:
    """Unless told otherwise: nobody is rated, and `because` says why; scores are still shown."""
    table = rated(made(build), "growth_percentile")
    assert set(table["outcome"]) == {"not enough evidence"}
    assert set(table["because"]) == {
        "the norm group has 32 pupils, fewer than 300: percentiles from so few are mostly noise"
    }
    assert table["value"].isna().all() and table["numerator"].notna().all()


def test_who_cannot_be_rated(build: Build) -> None:
    """Each for a reason of their own; none of them takes part in the norm group of 32.

    The one who was out has no score at the end; the one whose score is old sat the test in 2022–23
    and not again before the end, and is alone with that; the new one has no earlier score.
    """
    school = made(
        build,
        also="out old new",
        results=[
            sat("out", "2024-06-10", 96),
            sat("old", "2023-06-10", 96),
            sat("old", "2025-06-10", 140),
            sat("new", "2025-06-10", 140),
        ],
    )
    table = rated(school)
    assert table.loc[["out", "old", "new"], "because"].to_dict() == {
        "out": "no score at the end",
        "old": "the norm group has 1 pupil, fewer than 32: "
        "percentiles from so few are mostly noise",
        "new": "no earlier score",
    }
    assert set(table.loc[["out", "old", "new"], "outcome"]) == {"not enough evidence"}
    assert table.loc["old", ["numerator", "denominator"]].tolist() == [140, 96]
    assert table.loc[["out", "old", "new"], "value"].isna().all()
    assert table.loc["p96-3", "value"] == 50


def test_own_curriculum_is_not_rated(build: Build) -> None:
    """Own curriculum at either point, whatever the scores; yet they are part of the norm group."""
    rows = pupils(" ".join(names()), 4, years=(2024, 2025))
    own = next(row for row in rows if (row["pupil_id"], row["academic_year"]) == ("p90-4", 2024))
    own["working_year"] = 2
    table = rated(made(build, pupils=rows))
    assert table.loc["p90-4", "outcome"] == "own curriculum"
    assert table.loc["p90-4", "because"] == "works on an earlier year's curriculum"
    assert pd.isna(table.loc["p90-4", "value"]) and table.loc["p90-4", "numerator"] == 204
    assert table.loc["p90-3", "value"] == 50


def test_a_subject_without_an_assessment(build: Build) -> None:
    """A subject that has no score line is not rated, and `because` says so."""
    school = made(build, curriculum=statements("r1", 1))
    progress = la.progress(school.as_at(THEN), school.as_at(NOW), FEW)
    reading = progress.xs("Reading", level="subject")
    assert set(reading["outcome"]) == {"not enough evidence"}
    assert set(reading["because"]) == {"no scored assessment is named for this subject"}
    assert progress.xs("Maths", level="subject")["value"].notna().all()


def test_within_one_year_the_same_score_is_not_growth(build: Build) -> None:
    """From one day of June to another nobody sat anything new."""
    school = made(build)
    start, end = school.as_at("2025-06-15"), school.as_at(NOW)
    table = la.progress(start, end, FEW)
    assert set(table["because"]) == {"no score since the start"}


def test_two_earlier_scores_and_the_last_that_is_there(build: Build) -> None:
    """Everybody has a second earlier score but one, who is rated from the first alone.

    Fifteen columns for 31 pupils leave no ranking by hand; what can be told is which norm is used.
    """
    older = [
        sat(pupil, "2023-06-10", 80 + (7 * place) % 23)
        for place, pupil in enumerate(names())
        if pupil != "p96-3"
    ]
    table = rated(made(build, results=older), GrowthPercentile(minimum=31))
    assert table.loc["p96-3", ["value", "because"]].tolist() == [
        50,
        "above about 50 in 100 pupils with the same earlier score (norm group of 32 pupils)",
    ]
    others = table.drop(index="p96-3")["because"]
    assert others.str.endswith("with the same 2 earlier scores (norm group of 31 pupils)").all()
    # With one pupil more asked for, or one earlier score, everybody is rated from the first.
    for definition in (FEW, GrowthPercentile(minimum=31, priors=1)):
        assert rated(made(build, results=older), definition).loc["p90-4", "value"] == 75


def trust(build: Build) -> School:
    """Build two schools of 32 pupils with the same earlier scores; the second scores higher by 4.

    So of eight pupils with the same earlier score the first school's are ranks 1–4, the second's
    5–8. The line at (i − 0.5) % lies at rank 8 × (i − 0.5) %, rounded up: below rank r are those
    with i up to 12.5 × (r − 1) + 0.5, which is 0, 13, 25, 38 and 50, 63, 75, 88 of them.
    """
    second = [
        {**row, "pupil_id": "q" + str(row["pupil_id"])[1:], "school_id": "2"}
        | ({"score": int(str(row["score"])) + 4} if row["taken_on"] == "2025-06-10" else {})
        for row in ranked()
    ]
    return build(
        pupils=[
            *pupils(" ".join(names()), 4, years=(2024, 2025), school_id="1"),
            *pupils(" ".join(names("q")), 4, years=(2024, 2025), school_id="2"),
        ],
        results=[*({**row, "school_id": "1"} for row in ranked()), *second],
        policy=LINE,
    )


def test_the_norms_of_a_trust(build: Build) -> None:
    """Each school by itself: 1, 25, 50, 75. By the trust's norms the second stands higher."""
    school = trust(build)
    alone = rated(school)["value"]
    assert alone.loc[["p90-1", "p90-4", "q90-1", "q90-4"]].tolist() == [1, 75, 1, 75]
    norms = growth_norms(
        growth_scores(school.as_at(THEN), school.as_at(NOW)), minimum=64, source="both schools"
    )
    together = rated(school, GrowthPercentile(norms=norms, minimum=64))
    ranks = [f"{letter}98-{rank}" for letter in "pq" for rank in range(1, 5)]
    assert together.loc[ranks, "value"].tolist() == [1, 13, 25, 38, 50, 63, 75, 88]
    assert together.loc["q98-1", "because"].endswith("(norm group of 64 pupils)")
    # The trust's 64 are too few for a definition that was not told so.
    unsaid = rated(school, GrowthPercentile(norms=norms))
    assert set(unsaid["outcome"]) == {"not enough evidence"}


def test_norms_stand_in_the_small_print(build: Build) -> None:
    """Whose norms they are, by name and fingerprint; and results can be compared by them."""
    school = trust(build)
    start, end = school.as_at(THEN), school.as_at(NOW)
    norms = growth_norms(growth_scores(start, end), minimum=64, source="both schools")
    given = GrowthPercentile(norms=norms, minimum=64)
    progress = la.progress(start, end, given)
    assert f"norms of both schools, 1 norm group {norms.fingerprint}," in (
        progress.provenance.small_print
    )
    assert given == GrowthPercentile(norms=norms, minimum=64) and hash(given)
    tried = la.try_each(start, end, [FEW, given])
    assert not tried.failures and len(tried.results) == 2


def test_pupils_whom_the_norms_do_not_know(build: Build) -> None:
    """An earlier score beyond the norm group's, and another year group: nothing is made up."""
    others = trust(build)
    norms = growth_norms(growth_scores(others.as_at(THEN), others.as_at(NOW)), minimum=64)
    school = build(
        pupils=[*pupils("ann ben", 4, years=(2024, 2025)), *pupils("cat", 5, years=(2024, 2025))],
        results=[
            sat(pupil, day, score)
            for pupil, earlier in (("ann", 90), ("ben", 140), ("cat", 96))
            for day, score in (("2024-06-10", earlier), ("2025-06-10", 150))
        ],
        policy=LINE,
    )
    table = rated(school, GrowthPercentile(norms=norms, minimum=64))
    # Those who had 90 scored from 201 up.
    assert tuple(table.loc["ann", ["outcome", "value"]]) == ("low growth", 1)
    assert table.loc[["ben", "cat"], "because"].to_dict() == {
        "ben": "an earlier score lies beyond those of the norm group",
        "cat": "the norms know no pupils of Year 6 with this assessment and these earlier scores",
    }


def test_parameters_that_cannot_be() -> None:
    """Lines the wrong way round, and no earlier score at all."""
    for wrong in ({"low": 70}, {"priors": 0}, {"minimum": 0}):
        with pytest.raises(DefinitionError, match="growth_percentile: low"):
            GrowthPercentile(**wrong)


def test_the_solver_is_not_loaded_until_needed() -> None:
    """Other definitions do not wait for scipy."""
    code = "import sys, ladders_analysis.definitions; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
