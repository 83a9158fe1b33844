"""The sample's curriculum: complete, readable, and in our own words.

The National Curriculum's own sentences are compared with every statement where they are at hand.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ladders_analysis.sample import read_curriculum

ROOT = Path(__file__).resolve().parent.parent
OAK = ROOT.parent / "shared" / "data" / "oak" / "nc_england_statements_ks1_ks2.csv"
RUN = 6
"""So many words in a row would be a copied sentence, not a shared subject."""


def words(text: str) -> list[str]:
    """Return the words of a sentence, without case and punctuation."""
    return re.findall(r"[a-z0-9]+", text.casefold().replace("’", "").replace(",", ""))


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of six words in a sentence."""
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def test_curriculum_has_every_column_of_the_contract() -> None:
    """The curriculum file writes out all columns of a statement."""
    assert list(read_curriculum().columns) == [
        "statement_id",
        "subject",
        "ladder",
        "year",
        "year_to",
        "cycle",
        "due_half_term",
        "taught_half_term",
        "key",
        "text",
        "part_of",
        "weight",
    ]


def test_curriculum_is_complete() -> None:
    """Each subject and year has its statements, spread over the half-terms, on steady ladders."""
    statements = read_curriculum()
    counts = statements.groupby(["subject", "year"]).size()
    for subject, number in (("Reading", 18), ("Writing", 15), ("Maths", 20)):
        assert counts[subject].to_dict() == dict.fromkeys(range(7), number)
    assert statements["statement_id"].is_unique
    assert statements["text"].is_unique
    half_terms = statements.groupby(["subject", "year"])["due_half_term"]
    assert half_terms.apply(set).eq({1, 2, 3, 4, 5, 6}).all()
    due_in_autumn = statements[statements["due_half_term"] <= 2]
    assert due_in_autumn.groupby(["subject", "year"]).size().min() >= 5
    ladders = statements.groupby(["subject", "ladder"])["year"].nunique()
    assert ladders.eq(7).all()
    assert ladders.groupby("subject").size().to_dict() == {"Maths": 6, "Reading": 6, "Writing": 5}
    wait = statements["due_half_term"] - statements["taught_half_term"]
    assert set(wait) == {0, 1}
    assert 0.2 <= statements["key"].mean() <= 0.25
    assert statements.groupby(["subject", "year"])["key"].sum().min() >= 3


def test_statement_ids_can_be_read_aloud() -> None:
    """An id says subject, year and ladder, and counts up along the rung."""
    statements = read_curriculum()
    place = statements.groupby(["subject", "year", "ladder"]).cumcount() + 1
    for row, number in zip(statements.itertuples(), place, strict=True):
        year = "R" if row.year == 0 else f"Y{row.year}"
        spoken = f"{row.subject[:2]}-{year}-{row.ladder[:3]}-{number:02d}"
        assert row.statement_id == spoken.upper()


def test_statements_read_well() -> None:
    """Statements are short sentences that begin with a verb and end with a full stop."""
    for text in read_curriculum()["text"]:
        assert re.fullmatch(r"[A-Z][a-z]+.*[.”…]", text), text
        assert text.split()[0].rstrip(",").endswith("s"), text
        assert 4 <= len(words(text)) <= 16, text
        assert "  " not in text
        assert '"' not in text


@pytest.mark.skipif(not OAK.exists(), reason="shared/data/oak is not beside this project")
def test_statements_are_in_our_own_words() -> None:
    """No statement repeats a National Curriculum statement, or six words of one in a row."""
    with OAK.open(encoding="utf-8", newline="") as file:
        official = [row["statement"] for row in csv.DictReader(file)]
    assert len(official) == 568
    sentences = {tuple(words(text)) for text in official}
    known = set().union(*(runs(text) for text in official))
    assert all(runs(text) & known for text in official if len(words(text)) >= RUN)
    for text in read_curriculum()["text"]:
        assert tuple(words(text)) not in sentences
        assert not runs(text) & known, text
