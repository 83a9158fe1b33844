"""Test scores beside judgements, worked out by hand on a Year 6 of six pupils."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from building import OVERALL, best_fit, pupils
from test_plots_tables import text_faults, words_of

from ladders_analysis.errors import LaddersError
from ladders_analysis.plots.alt_text import alt_text
from ladders_analysis.plots.scores import plot_scores
from ladders_analysis.questions.scores.question import (
    NEITHER,
    SPREAD,
    TO_ASK,
    scores_beside_judgement,
)
from ladders_analysis.school import School

# Ann and Ben agree with 100; Cat scored higher than judged, Dan lower; Eve sat on the line and is
# judged expected; Fay works on her own curriculum.
SCORES = {"ann": 110, "ben": 95, "cat": 103, "dan": 98, "eve": 100, "fay": 82}
JUDGED = """
    ann EXS
    ben WTS
    cat WTS
    dan EXS
    eve EXS
    fay WTS
"""


def results(scores: dict[str, int], assessment: str, day: str, subject: str = "Reading") -> list:
    """Write a day's scores."""
    return [
        {
            "pupil_id": name,
            "assessment": assessment,
            "subject": subject,
            "taken_on": day,
            "score": score,
        }
        for name, score in scores.items()
    ]


def year_6(build: Callable[..., School], given: list, policy: str = OVERALL) -> School:
    """Build a Year 6 judged in summer, with some results."""
    roll = [
        *({**row, "name": str(row["pupil_id"]).capitalize()} for row in pupils("ann ben cat", 6)),
        *pupils("dan eve", 6),
        *pupils("fay", 6, working_year=4),
    ]
    return build(pupils=roll, overall=best_fit("2025-07-01", JUDGED), results=given, policy=policy)


def test_both_views_of_each_pupil(build: Callable[..., School]) -> None:
    """Three of five on the same side of 100; Cat higher, Dan lower; Fay stands apart."""
    school = year_6(build, results(SCORES, "KS2 scaled score", "2025-06-12"))
    answer = scores_beside_judgement(school)
    assert answer.sentence == (
        "Judged as at Summer 2025.\n"
        "Year 6 reading, KS2 scaled score (12 June 2025): of 5 pupils with a score and a "
        "judgement, 3 scored on the same side of 100 as their teacher places them; 1 scored "
        "higher than they were judged, 1 lower: ask. Apart: 1 on their own curriculum.\n"
        f"{NEITHER}"
    )
    asked = answer.tables[TO_ASK]
    assert asked.index.tolist() == ["Cat", "dan"]
    assert asked["Score"].tolist() == ["103", "98"]
    assert asked["To ask"].tolist() == [
        "Your own judgement says working towards, the test on 12 June 2025 says 103: what do you "
        "see?",
        "Your own judgement says expected, the test on 12 June 2025 says 98: what do you see?",
    ]
    spread = answer.tables[SPREAD].loc["Reading: KS2 scaled score"]
    assert spread.loc["expected"].tolist() == [3, "98", "100", "110"]
    assert answer.axes.get_title().replace("\n", " ") == (
        "3 of 5 pupils stand on the same side of the line as they were judged; 1 scored higher, "
        "1 lower"
    )
    assert "expected, 3 pupils from 98 to 110; own curriculum, 1 pupil" in alt_text(answer.axes)
    assert "line 100" in words_of(answer.axes)
    assert text_faults(answer.axes) == []


def test_no_line_is_invented(build: Callable[..., School]) -> None:
    """The lowest judged expected has 98, the highest working towards 103: Cat and two others."""
    answer = scores_beside_judgement(year_6(build, results(SCORES, "a reading test", "2025-06-30")))
    assert (
        "5 pupils have a score and a judgement. There is no line for this test, and none is "
        "invented: the lowest score of those judged expected or better is 98, the highest of those "
        "working towards is 103; 3 pupils stand where the two overlap."
    ) in answer.sentence
    assert not len(answer.tables[TO_ASK])
    assert answer.axes.get_title() == "6 test scores by how the pupils were judged"
    assert "line" not in " ".join(words_of(answer.axes)).split("judgement")[-1]


def test_the_schools_own_line_comes_first(build: Callable[..., School]) -> None:
    """With the line at 96 Dan agrees; Cat alone differs."""
    line = '[score.Reading]\nassessment = "a reading test"\nexpected = 96\n'
    given = results(SCORES, "a reading test", "2025-06-30")
    answer = scores_beside_judgement(year_6(build, given, OVERALL + line))
    assert "4 scored on the same side of 96" in answer.sentence
    assert "1 scored higher than they were judged, none lower: ask." in answer.sentence
    assert answer.table.index.tolist() == ["Cat"]


def test_the_nearest_sitting_counts_and_distance_is_said(build: Callable[..., School]) -> None:
    """Of two sittings the nearer; the other test is named; a far one says how far."""
    given = [
        *results({name: 70 for name in SCORES}, "a reading test", "2025-02-03"),
        *results(SCORES, "a reading test", "2025-06-30"),
        *results({"ann": 9}, "spelling", "2025-01-10", "Spelling"),
        *results({"ann": 120, "ben": 120}, "an old test", "2024-12-02"),
    ]
    school = year_6(build, given)
    answer = scores_beside_judgement(school)
    assert "the lowest score of those judged expected or better is 98" in answer.sentence
    assert "Scores of that year are also held for “spelling” and “an old test”." in answer.sentence
    old = scores_beside_judgement(school, assessment="an old test")
    assert "The test and Summer 2025 are 232 days apart." in old.sentence


def test_scores_without_any_judgement(build: Callable[..., School]) -> None:
    """Nobody is judged: the scores are shown, and nothing is compared."""
    school = build(
        pupils=pupils("ann ben", 6), results=results({"ann": 99, "ben": 104}, "x", "2025-06-30")
    )
    answer = scores_beside_judgement(school)
    assert "2 pupils have a score and nobody’s judgement to stand beside it." in answer.sentence
    assert NEITHER not in answer.sentence
    assert "no judgement, 2 pupils from 99 to 104" in alt_text(answer.axes)


def test_what_cannot_be_answered_is_said(build: Callable[..., School]) -> None:
    """No scores, a point without any, a trust, and names that are not there."""
    bare = year_6(build, [])
    assert "holds no test scores" in scores_beside_judgement(bare).sentence
    assert "holds no test scores" in alt_text(scores_beside_judgement(bare).axes)
    school = year_6(build, results(SCORES, "KS2 scaled score", "2025-06-12"))
    assert (
        "no pupil here has a test score" in scores_beside_judgement(school, "Spring 2024").sentence
    )
    for words in ({"assessment": "KS3"}, {"subject": "Latin"}, {"cohort": "Year 2"}):
        with pytest.raises(LaddersError):
            scores_beside_judgement(school, **words)
    both = build(
        pupils=[{**row, "school_id": one} for one in "12" for row in pupils(f"a{one}", 6)],
        results=[
            {**row, "school_id": one}
            for one in "12"
            for row in results({f"a{one}": 99}, "x", "2025-06-30")
        ],
    )
    answer = scores_beside_judgement(both)
    assert "choose one school" in answer.sentence
    assert set(answer.tables) == {TO_ASK, SPREAD}


def test_one_subject_and_cohort(build: Callable[..., School]) -> None:
    """The subject and the cohort that are asked for, alone."""
    given = [
        *results(SCORES, "KS2 scaled score", "2025-06-12"),
        *results({"ann": 101}, "KS2 scaled score", "2025-06-12", "Maths"),
    ]
    answer = scores_beside_judgement(year_6(build, given), subject="Reading", cohort="Year 6")
    assert answer.sentence.startswith("Year 6, judged as at Summer 2025.\nYear 6 reading")
    assert "maths" not in answer.sentence


@pytest.mark.parametrize(
    "scores",
    [[100.0], [80.0, 80.0], [float(score) for score in range(60)] * 5, [99.5] * 200, []],
    ids=["one", "two alike", "three hundred", "a tower", "none"],
)
def test_any_scores_are_drawn(scores: list[float]) -> None:
    """However many share a score, nothing leaves the picture and nothing overlaps."""
    frame = pd.DataFrame(
        {
            "panel": "Maths: $a_b$ " + "long " * 40,
            "judged": ["expected" if place % 2 else "a word" for place in range(len(scores))],
            "score": scores,
            "line": 100.0,
            "side": "same side",
        }
    )
    axes = plot_scores(frame)
    assert text_faults(axes) == []
    height = axes.figure.get_size_inches()[1] * 72
    for line in axes.get_lines():
        assert all(0 <= down <= height for down in line.get_ydata())
