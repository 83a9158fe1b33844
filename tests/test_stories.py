"""The planted stories: the toolkit finds each of them, and finds none where none was planted.

Each detector below asks one plain question of the toolkit's own summaries, with lines that a
deputy head would draw. It is put to every cohort, class, ladder and subject of the sample, to the
other school of a trust, and to schools from other seeds in which nothing was planted.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import ladders_analysis as la
from ladders_analysis.sample import STORIES, Story, write_sample
from ladders_analysis.sample.stories import END, START, YEAR_AGO
from ladders_analysis.school import School

Found = set[tuple[object, ...]]

CAUGHT_UP = 0.2
"""A cohort is catching up when a fifth of it came up in two terms; one in ten is usual."""
STUCK = 0.25
"""A ladder is a sticking point when it is secure this much less often than the others."""
THIN = 0.3
"""Evidence is thin when for so many of a class it does not decide."""
GAP_MOVED, SIDE_MOVED = 0.1, 0.08
"""A gap moves when it changes so much over the year and against last year, by that side."""
OTHER_SEEDS = (1, 2, 3, 4)


def catching_up(school: School) -> Found:
    """Find the year groups of which many pupils caught up between the two points."""
    progress = la.progress(school.as_at(START), school.as_at(END), "against_expectation")
    table = la.summarise(progress, by=["year_group", "subject"])
    table = table[table["outcome"] == "caught up"]
    many = table["pupils"] / table["in_scope"] >= CAUGHT_UP
    return set(table.loc[many, ["subject", "year_group"]].itertuples(index=False, name=None))


def sticking_points(school: School) -> Found:
    """Find the ladders that are secure far less often than the rest of their subject."""
    spring = school.as_at(END)
    judged = (spring.due & spring.assessed).sum()
    secure = (spring.due & spring.secure).sum()
    counts = spring.statements.assign(judged=judged.to_numpy(), secure=secure.to_numpy())
    keys = ["subject", "year", "ladder"]
    ladders = counts.astype(dict.fromkeys(keys, object)).groupby(keys)[["judged", "secure"]].sum()
    ladders = ladders[ladders["judged"] > 0]
    everything = ladders.groupby(["subject", "year"]).transform("sum")
    others = everything - ladders
    behind = others["secure"] / others["judged"] - ladders["secure"] / ladders["judged"] >= STUCK
    return set(ladders.index[behind])


def thin_evidence(school: School) -> Found:
    """Find the classes in which the evidence does not decide for many pupils."""
    table = la.summarise_attainment(school.as_at(END), by=["class_name", "subject"])
    table = table[table["attainment"] == "not enough evidence"]
    many = table["pupils"] / table["in_scope"] >= THIN
    return set(table.loc[many, ["subject", "class_name"]].itertuples(index=False, name=None))


def gaps_moved(school: School) -> Found:
    """Find the subjects in which the gap for disadvantaged pupils moved by their own movement."""
    shares = {point: _up_shares(school, point) for point in (YEAR_AGO, START, END)}
    gap = {point: table[False] - table[True] for point, table in shares.items()}
    found: Found = set()
    for subject in gap[END].index:
        over_the_year = gap[END][subject] - gap[START][subject]
        on_last_year = gap[END][subject] - gap[YEAR_AGO][subject]
        moved = shares[END].loc[subject] - shares[START].loc[subject]
        if abs(moved[True]) < SIDE_MOVED or abs(moved[True]) <= abs(moved[False]):
            continue
        if min(over_the_year, on_last_year) >= GAP_MOVED:
            found.add((subject, "widens"))
        elif max(over_the_year, on_last_year) <= -GAP_MOVED:
            found.add((subject, "narrows"))
    return found


def _up_shares(school: School, point: str) -> pd.DataFrame:
    table = la.summarise_attainment(school.as_at(point), by=["subject", "disadvantaged"])
    table = table.drop_duplicates(["subject", "disadvantaged"])
    shares = table.assign(disadvantaged=table["disadvantaged"].astype(bool))
    return shares.pivot_table("up_share", index="subject", columns="disadvantaged")


DETECTORS = (catching_up, sticking_points, thin_evidence, gaps_moved)
PLANTED: dict[str, Found] = {
    "catching_up": {("Reading", 3)},
    "sticking_points": {("Maths", 4, "Fractions"), ("Maths", 5, "Fractions")},
    "thin_evidence": {("Reading", "Hazel"), ("Maths", "Hazel")},
    "gaps_moved": {("Maths", "narrows"), ("Writing", "widens")},
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Write and load the sample."""
    return la.load(write_sample(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Write and load a trust of two schools."""
    return la.load(write_sample(tmp_path_factory.mktemp("trust"), schools=2))


@pytest.fixture(scope="module")
def plain_schools(tmp_path_factory: pytest.TempPathFactory) -> list[School]:
    """Write and load schools from other seeds with nothing planted."""
    return [
        la.load(write_sample(tmp_path_factory.mktemp(f"plain-{seed}"), seed=seed, stories=()))
        for seed in OTHER_SEEDS
    ]


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.__name__)
def test_finds_what_was_planted_and_nothing_else(
    detector: Callable[[School], Found], sample: School
) -> None:
    """Each detector finds its story in the sample, and no other pupils have one as strong."""
    assert detector(sample) == PLANTED[detector.__name__]


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.__name__)
def test_finds_nothing_where_nothing_was_planted(
    detector: Callable[[School], Found], plain_schools: list[School]
) -> None:
    """No detector finds a story in schools without one."""
    assert [detector(school) for school in plain_schools] == [set()] * len(plain_schools)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda each: each.__name__)
def test_only_the_first_school_of_a_trust_has_stories(
    detector: Callable[[School], Found], trust: School
) -> None:
    """In a trust the first school has the stories, and the second has none."""
    first, second = (detector(trust.one(school_id)) for school_id in trust.schools)
    assert first == PLANTED[detector.__name__]
    assert second == set()


def test_most_cohorts_are_where_an_english_school_would_be(sample: School) -> None:
    """Away from the stories, half to four fifths of a cohort are at expectation."""
    told = {("Reading", 3), ("Reading", 2), ("Maths", 2)}
    for point in (YEAR_AGO, START, END):
        table = la.summarise_attainment(sample.as_at(point), by=["year_group", "subject"])
        table = table.drop_duplicates(["year_group", "subject"]).set_index(
            ["subject", "year_group"]
        )
        shares = table["up_share"].drop(told, errors="ignore")
        assert shares.between(0.5, 0.8).all(), point
        assert 0.6 <= shares.mean() <= 0.75, point


def test_teachers_mostly_agree_with_the_statements(sample: School) -> None:
    """Where both place a pupil, nine in ten agree, so that a difference is worth asking about."""
    table = sample.as_at(END).attainment()
    placed = ["working towards", "expected", "greater depth"]
    both = table[table["by_statements"].isin(placed) & table["by_teacher"].isin(placed)]
    up = both[["by_statements", "by_teacher"]].isin(placed[1:])
    agree = (up["by_statements"] == up["by_teacher"]).mean()
    assert 0.85 <= agree <= 0.97


def test_every_story_has_a_detector() -> None:
    """The planted stories, as data, name exactly what the detectors are expected to find."""
    told: dict[str, Found] = {detector.__name__: set() for detector in DETECTORS}
    for story in STORIES:
        told[_detector_of(story)] |= _told(story)
    assert told == PLANTED


def _detector_of(story: Story) -> str:
    if story.ladder is not None:
        return "sticking_points"
    if story.class_name is not None:
        return "thin_evidence"
    return "gaps_moved" if story.group is not None else "catching_up"


def _told(story: Story) -> Found:
    if story.ladder is not None:
        return {
            (subject, year, story.ladder)
            for subject in story.subjects
            for year in story.year_groups
        }
    if story.class_name is not None:
        return {(subject, story.class_name) for subject in story.subjects}
    if story.group is not None:
        word = "narrows" if story.after > story.before else "widens"
        return {(subject, word) for subject in story.subjects}
    return {(subject, year) for subject in story.subjects for year in story.year_groups}
