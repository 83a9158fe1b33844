"""One pupil's record in the explorer, by hand on the school of `explored`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from building import pupils, statements, write_school
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.pupil import pupil_view
from ladders_analysis.exploring.remarks import remark
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.views import PupilView
from ladders_analysis.school import School

POLICY = """
[overall]
codes = { WTS = "working towards", EXS = "expected" }
progress = ["less", "as expected", "more"]
[expectation]
basis = "statements"
"""


def opened(school: School, pupil: str, facts: Facts | None = None, **chosen: object) -> PupilView:
    """Open one pupil's record between autumn and spring."""
    words = {"start": AUTUMN, "end": SPRING, "pupil": pupil, **chosen}
    return pupil_view(facts or Facts([school]), Selection(**words))


def test_where_a_pupil_stands_and_stood(build: Callable) -> None:
    """Cat had 8 of 10 in autumn and has 7 now; the outcome is told once it is known."""
    school = build(**explored_tables())
    facts = Facts([school])
    told = opened(school, "1/cat", facts)
    assert told.title == "Cat, Year 4, class Oak, Spring 2025"
    assert told.sentences == (
        "Reading: working towards in Spring 2025 (7 of the 10 statements due are secure). In "
        "Autumn 2024: expected.",
    )
    assert told.ask == "What is hardest for them just now, and what would help first?"
    assert told.teacher == told.conversations == ()
    facts.movement(AUTUMN, SPRING, "against_expectation")
    assert (
        opened(school, "1/cat", facts)
        .sentences[0]
        .endswith(
            "Movement against expectation: fell behind (7 of 10 due are secure, was 8 of 10)."
        )
    )


def test_every_statement_has_its_history(build: Callable) -> None:
    """R01 was secure in December and D in March; r10 was judged once."""
    tables = explored_tables()
    tables["judgements"] = [
        *tables["judgements"],
        {
            "pupil_id": "cat",
            "statement_id": "r10",
            "assessed_on": "2025-03-12",
            "judgement": "N",
            "evidence": "book, page 9",
            "note": "with help",
        },
        {
            "pupil_id": "cat",
            "statement_id": "r10",
            "assessed_on": "2025-05-12",
            "judgement": "S",
        },
    ]
    told = opened(build(**tables), "1/cat")
    lines = {line.text: line for line in told.statements}
    assert len(lines) == 10
    first, last = lines["Knows r01"], lines["Knows r10"]
    assert (first.judged, first.on, first.state) == ("D", "10 March 2025", 2)
    assert first.earlier == ("S, 10 December 2024",)
    assert (last.judged, last.evidence, last.note) == ("N", "book, page 9", "with help")
    assert last.earlier == ("D, 10 December 2024",)
    assert (lines["Knows r05"].key, lines["Knows r05"].year) == (True, "Year 4")
    assert lines["Knows r02"].state == 3


def test_what_was_open_in_earlier_years_stands_there_too(build: Callable) -> None:
    """Dan was judged on Year 3's t1, which is open, and on t2, which is secure."""
    tables = explored_tables()
    tables["judgements"] = [
        *tables["judgements"],
        *(
            {
                "pupil_id": "dan",
                "statement_id": name,
                "assessed_on": "2024-06-10",
                "judgement": code,
            }
            for name, code in (("t1", "D"), ("t2", "S"))
        ),
    ]
    lines = opened(build(**tables), "1/dan").statements
    assert [line.text for line in lines if line.year == "Year 3"] == ["t1"]


def test_the_teachers_view_and_conversations_are_told(tmp_path: Path) -> None:
    """What was written after the close of the entries is not told."""
    tables = explored_tables()
    overall = [
        {
            "pupil_id": "cat",
            "subject": "Reading",
            "assessed_on": day,
            "attainment": code,
            "progress": word,
            "note": note,
        }
        for day, code, word, note in (
            ("2024-12-10", "EXS", "", ""),
            ("2025-03-10", "EXS", "as expected", "Reads widely at home"),
            ("2025-06-10", "WTS", "", ""),
        )
    ]
    folder = write_school(tmp_path / "school", **tables, overall=overall, policy=POLICY)
    with (folder / "conversations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow("pupil_id subject on teacher_said action review_on".split())
        writer.writerow(
            ["cat", "Reading", "2025-01-15", "Slips on inference.", "Read in pairs", "2025-02-28"]
        )
    told = opened(la.load(folder), "1/cat")
    assert told.teacher == (
        "Reading, 10 March 2025: EXS (expected); progress: as expected. Reads widely at home.",
        "Reading, 10 December 2024: EXS (expected).",
    )
    assert told.conversations == (
        "Reading, 15 January 2025: Slips on inference. Agreed: Read in pairs. Look again: 28 "
        "February 2025.",
    )
    assert told.ask == (
        "Your own judgement says expected, the statements say working towards: what do you see?"
    )


def test_the_statement_that_was_clicked_is_asked_about(build: Callable) -> None:
    """Opened from a cell of the grid."""
    clicked = Behind(subject="Reading", statement="r10", pupil="dan")
    told = opened(build(**explored_tables()), "1/dan", behind=clicked, part="statements")
    assert told.ask == "What would help Dan with ‘Knows r10’?"


def test_own_curriculum_is_said_and_its_statements_are_shown(build: Callable) -> None:
    """Abe works on Year 3's five, beside the ten of his year."""
    tables = explored_tables()
    abe = [{**row, "name": "Abe", "working_year": 3} for row in pupils("abe", 4)]
    told = opened(build(**{**tables, "pupils": [*tables["pupils"], *abe]}), "1/abe")
    assert told.sentences[0].startswith("On their own curriculum: works on the statements of Year")
    assert sorted({line.year for line in told.statements}) == ["Year 3", "Year 4"]
    assert told.ask == "What are they working on, and what is the next step?"


def test_subjects_come_in_turn_unless_one_is_chosen(build: Callable) -> None:
    """With maths beside reading, ladders say whose they are."""
    tables = explored_tables()
    sums = [{**row, "subject": "Maths"} for row in statements("m1 m2", 2)]
    school = build(**{**tables, "curriculum": [*tables["curriculum"], *sums]})
    told = opened(school, "1/ann")
    assert [line.partition(":")[0] for line in told.sentences] == ["Reading", "Maths"]
    assert {line.ladder for line in told.statements} == {"Maths, one ladder", "Reading, one ladder"}
    assert {line.ladder for line in opened(school, "1/ann", subject="Maths").statements} == {
        "one ladder"
    }


def test_who_is_not_there_is_not_made_up(build: Callable) -> None:
    """A link to a pupil who has left, or was never here."""
    told = opened(build(**explored_tables()), "1/zoe")
    assert told.sentences == ("was not on roll here in Spring 2025.",)
    assert told.statements == ()


def test_what_was_not_read_is_remarked(tmp_path: Path) -> None:
    """One row with an unknown code; no child is named."""
    tables = explored_tables()
    whole = la.load(write_school(tmp_path / "whole", **tables))
    assert remark(whole) == ""
    row = {**tables["judgements"][0], "judgement": "?!"}
    broken = la.load(
        write_school(tmp_path / "broken", **{**tables, "judgements": [*tables["judgements"], row]})
    )
    said = remark(broken)
    assert said.startswith("1 row of judgements.csv was not read: ")
    assert said.endswith("`ladders check` names every such row.")
    assert "ann" not in said and "Ann" not in said
