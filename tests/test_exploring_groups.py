"""Groups of the chosen pupils beside the others: by hand, and as `la.group_differences` counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from building import best_fit, pupils
from explored import AUTUMN, SPRING, explored_tables

import ladders_analysis as la
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.groups import groups_view
from ladders_analysis.exploring.groups_beside import columns_told_apart
from ladders_analysis.exploring.selection import Behind, Selection
from ladders_analysis.exploring.tallies import rows_from
from ladders_analysis.exploring.views import Bars, Message
from ladders_analysis.policy import PLACED, UP
from ladders_analysis.sample import write_sample
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Build = Callable[..., School]
MEANT = '[overall.codes]\nWTS = "working towards"\nEXS = "expected"'
COLUMNS = ["disadvantaged", "sen", "eal", "group_attendance"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Give a made-up school of seventy."""
    folder: Path = tmp_path_factory.mktemp("seventy")
    return la.load(write_sample(folder, pupils=70, seed=3))


def school_of_groups(build: Build) -> School:
    """Twelve disadvantaged pupils and twelve others; four of the first also have SEN support.

    In autumn 6 of the 12 disadvantaged and 9 of the others are at expectation; in spring 3 and 9.
    """
    table = [
        {**row, "disadvantaged": "yes" if place < 12 else "no"}
        | {"sen": "support" if place < 4 else "none"}
        for place, row in enumerate(pupils(" ".join("abcdefghijklmnopqrstuvwx"), 4))
    ]
    autumn, spring = set("abcdefmnopqrstu"), set("abcmnopqrstu")
    codes = "\n".join(
        f"{name} {'EXS' if name in autumn else 'WTS'} {'EXS' if name in spring else 'WTS'}"
        for name in "abcdefghijklmnopqrstuvwx"
    )
    judged = best_fit("2024-12-10 2025-03-20", codes)
    return build(pupils=table, overall=judged, policy=MEANT)


def test_groups_by_hand(build: Build) -> None:
    """3 of 12 beside 9 of 12: six more would stand where the others stand."""
    facts = Facts([school_of_groups(build)])
    part = groups_view(facts, Selection(subject="Reading", start=AUTUMN, end=SPRING))
    assert isinstance(part.picture, Bars)
    assert [(row.group, row.label, row.said, row.beside) for row in part.picture.rows] == [
        ("Disadvantaged", "yes", "3 of 12", "6 more"),
        ("Disadvantaged", "no", "9 of 12", ""),
        ("Special educational needs", "no support", "9 of 20", ""),
        ("Special educational needs", "SEN support", "3 of 4", "too few to compare"),
    ]
    assert part.picture.rows[0].behind == Behind(subject="Reading", by="disadvantaged", row="yes")
    assert part.picture.title == (
        "Disadvantaged: 3 of 12 are at or above; 6 more to stand where the others stand"
    )
    assert part.sentences[0].startswith(
        "Whole school reading, Spring 2025: furthest from where other pupils stand are "
        "disadvantaged pupils: 3 of 12 placed are at or above what our curriculum expects by now, "
        "and 9 of 12 other pupils. 6 more would have to be, for the group to stand where the "
        "others stand."
    )
    assert part.sentences[1:] == (
        "Since Autumn 2024: 3 of 12 of the group are at or above (were 6 of 12), and 9 of 12 of "
        "the others (were 9 of 12); the gap widened, because the group fell back.",
        "These groups overlap: 4 of the 12 disadvantaged pupils also have SEN support. One child "
        "can stand in several differences, so they do not add up.",
        "Too few placed, in the group or beside it, to speak of: 4 pupils with SEN support. Ask "
        "about them child by child.",
    )


def test_intersections_count_who_is_counted(build: Build) -> None:
    """Of the disadvantaged only SEN tells pupils apart; both sides are too small to speak of."""
    facts = Facts([school_of_groups(build)])
    chosen = Selection(groups={"disadvantaged": "yes"}, start=AUTUMN, end=SPRING)
    part = groups_view(facts, chosen)
    assert isinstance(part.picture, Bars)
    assert [(row.label, row.said) for row in part.picture.rows] == [
        ("no support", "0 of 8"),
        ("SEN support", "3 of 4"),
    ]
    assert part.sentences[-1] == (
        "Groups are shown in one subject at a time: without a choice, reading."
    )


def test_where_nothing_tells_pupils_apart_it_is_said(build: Build) -> None:
    """All of Year 3 is one child."""
    facts = Facts([build(**explored_tables())])
    part = groups_view(facts, Selection(cohort=2028, start=AUTUMN, end=SPRING))
    assert isinstance(part.picture, Message)
    assert "tell no groups of these pupils apart" in part.sentences[0]


@la.definition(
    name="stands_now",
    title="Where they stand",
    question="Where do they stand now?",
    outcomes=list(PLACED),
    favourable=list(UP),
    why="To count attainment with the tools of progress.",
    source="This test.",
    author="The tests",
    reviewed_by="The tests",
    review_by=dt.date(2027, 1, 1),
)
def stands_now(start: Snapshot, end: Snapshot) -> pd.DataFrame:
    """Rate everybody by attainment at the end."""
    table = end.attainment().set_index(["pupil_id", "subject"])
    words = table["attainment"].astype("str")
    unplaced = dict.fromkeys(("nothing due yet", "too early to say"), "not enough evidence")
    words = words.replace(unplaced)
    rated = pd.DataFrame({"outcome": words})
    return rated.assign(value=None, numerator=None, denominator=None, because="")


@pytest.mark.parametrize("subject", ["Reading", "Maths"])
def test_differences_are_those_of_group_differences(sample: School, subject: str) -> None:
    """Every group's counts, pupils to go and whether chance could do it."""
    explored = Explored(sample)
    settled = explored.settle(Selection(subject=subject))
    facts = explored.facts(settled)
    standing = facts.standing(settled.end)
    now = sample.as_at(settled.end)
    told = la.group_differences(la.progress(now, now, stands_now).only(subject=subject), COLUMNS)
    everybody = standing.people.having({})
    columns = columns_told_apart(
        standing.people, COLUMNS, everybody, subject, standing.of(subject), rows_from(facts)
    )
    counted = {
        (each.group.column, str(each.group.value)): (
            *(each.mine.good, each.mine.of, each.others.good, each.others.of),
            *(each.more, each.could_be_chance, each.too_small),
        )
        for column in columns
        for each in column.groups
    }
    names = ["favourable", "of", "others_favourable", "others_of", "pupils_to_equal"]
    rows = told[["group", "value", *names, "could_be_chance", "too_small"]].fillna(0)
    expected = {
        (str(group), str(value)): (*map(int, numbers), bool(chance), bool(small))
        for group, value, *numbers, chance, small in rows.itertuples(index=False)
    }
    assert {key: counted[key] for key in expected} == expected


def test_overlaps_are_those_of_group_overlaps(sample: School) -> None:
    """What the sentence says of the first group, `la.group_overlaps` says too."""
    explored = Explored(sample)
    settled = explored.settle(Selection(part="groups", subject="Reading"))
    part = groups_view(explored.facts(settled), settled)
    now = sample.as_at(settled.end)
    overlaps = la.group_overlaps(la.progress(now, now, stands_now))
    counts = {str(number) for number in overlaps["both"]}
    said = [line for line in part.sentences if line.startswith("These groups overlap")]
    for line in said:
        clauses = line.removeprefix("These groups overlap: ").split(" of the ")
        assert clauses[0] in counts
