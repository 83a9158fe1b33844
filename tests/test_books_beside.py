"""The books beside the judgements: what is borne out, and what asks for another look."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import OVERALL, best_fit, load_school, markbook, pupils, statements

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.questions.books.beside_judgements import (
    books_beside_judgements,
    compared_looks,
)
from ladders_analysis.school import School

# Judged on 15 November: r1 secure, r2 not secure, r3 not judged.
LOOKS = """pupil_id,statement_id,subject,looked_on,seen,where
ann,r1,Reading,2025-01-10,"seen, and secure",page 14
ann,r1,Reading,2025-01-11,seen in part,
ann,r1,Reading,2025-01-12,not seen,
ann,r1,Reading,2025-01-13,not taught yet,
ann,r2,Reading,2025-01-10,"seen, and secure",
ann,r2,Reading,2025-01-11,seen in part,
ann,r2,Reading,2025-01-12,not seen,
ann,r2,Reading,2025-01-13,not taught yet,
ann,r3,Reading,2025-01-10,"seen, and secure",
ann,,Writing,2025-01-10,"seen, and secure",
ben,,Writing,2025-01-10,"seen, and secure",
ann,,Writing,2024-12-01,"seen, and secure",
"""
AGAIN, OUT, LOST, ALONE = (
    "asks for another look",
    "borne out",
    "could not be found",
    "no judgement to compare",
)
BECAME = [OUT, AGAIN, LOST, AGAIN, AGAIN, OUT, OUT, AGAIN, ALONE, OUT, AGAIN, ALONE]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load two pupils, judged by statement in reading and overall in writing."""
    folder = tmp_path_factory.mktemp("beside")
    load_school(
        folder,
        pupils=pupils("ann ben", 4, name="Zoë Adams"),
        curriculum=statements("r1 r2 r3", 1, text="Says why."),
        judgements=markbook("2024-11-15", "r1 r2 r3", "ann SD."),
        overall=best_fit("2024-12-05", "ann EXS\nben WTS", "Writing"),
        policy=OVERALL + "[expectation.subject.Writing]\nsecure_share = 0.8\n",
    )
    (folder / "books.csv").write_text(LOOKS, encoding="utf-8")
    return la.load(folder)


def test_each_look_beside_its_judgement(school: School) -> None:
    """Twelve looks, what became of each worked out by hand."""
    assert not school.load_report.files["refused"].sum()
    looks = compared_looks(school)
    assert looks["verdict"].tolist() == BECAME
    assert looks["judged"].tolist() == [
        *["S, 15 November 2024"] * 4,
        *["D, 15 November 2024"] * 4,
        "not judged",
        "expected, 5 December 2024",
        "working towards, 5 December 2024",
        "not judged",
    ]


def test_the_sentence_counts_and_asks(school: School) -> None:
    """Ten looks have a judgement: 4 borne out, 5 ask, 1 not found; 2 have none."""
    answer = books_beside_judgements(school)
    assert answer.sentence == (
        "Of 10 judgements looked at in books, 4 were borne out, 5 ask for another look and 1 could "
        "not be found. 2 looks had no judgement to compare with. Ask the teacher who knows the "
        "pupil: the work may be elsewhere."
    )
    assert len(answer.table) == 6
    assert answer.table["So"].iloc[0].startswith("Could not be found. Where else")
    assert answer.axes.get_title() == "4 of 10 judgements looked at were borne out"


def test_of_one_subject_and_point(school: School) -> None:
    """From Autumn 2024 until the next point; writing only."""
    # The look of 1 December was before the point, whose day is 20 December.
    answer = books_beside_judgements(school, "Autumn 2024", "Writing")
    assert answer.sentence.startswith(
        "Of 2 judgements looked at in books since Autumn 2024, 1 was borne out and 1 asks for "
    )
    assert "since Spring 2025" in books_beside_judgements(school, "Spring 2025").sentence
    with pytest.raises(LaddersError, match="allowed: Reading, Writing"):
        books_beside_judgements(school, subject="Maths")


def test_nobody_looked_yet(tmp_path: Path) -> None:
    """It is said, with what would change it."""
    school = load_school(tmp_path, pupils=pupils("ann", 4))
    answer = books_beside_judgements(school)
    assert "la.note_books(school)" in answer.sentence
    assert not answer.tables
