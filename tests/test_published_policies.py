"""Policies as real schools publish them, each on one small literal table worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import outcomes, stands
from published_policies import POLICIES

import ladders_analysis as la
from ladders_analysis.school import School

WT, EXP, GD, NEE = "working towards", "expected", "greater depth", "not enough evidence"
AUTUMN, SPRING, SUMMER = "Autumn 2024", "Spring 2025", "Summer 2025"


def loaded(name: str, folder: Path) -> School:
    """Write one policy's folder and load it; every row must be kept."""
    school = la.load(POLICIES[name](folder / name))
    assert not school.load_report.files["refused"].sum()
    return school


def moved(school: School, start: str, end: str, definition: str = "against_expectation") -> dict:
    """Return each pupil's outcome in reading between two points."""
    return outcomes(la.progress(school.as_at(start), school.as_at(end), definition))


def test_on_track(tmp_path: Path) -> None:
    """Secure at each point is on track; a blank point keeps the one before."""
    school = loaded("on_track", tmp_path)
    assert stands(school.as_at(SPRING)) == {
        "ava": EXP,
        "ben": EXP,
        "cai": WT,
        "dee": WT,
        "eli": GD,
        "fay": EXP,  # the latest of the year counts: autumn's S
    }
    assert moved(school, AUTUMN, SUMMER) == {
        "ava": "kept up",
        "ben": "caught up",
        "cai": "fell behind",
        "dee": "caught up",
        "eli": "moved ahead",
        "fay": "kept up",
    }
    assert school.settings.default.labels["kept up"] == "stayed on track"


def test_one_word_three_meanings(tmp_path: Path) -> None:
    """Developing is ahead in autumn, as expected in spring and behind in summer."""
    school = loaded("one_word_three_meanings", tmp_path)
    assert stands(school.as_at(AUTUMN))["cai"] == GD
    assert stands(school.as_at(SPRING))["cai"] == EXP
    assert stands(school.as_at(SUMMER))["cai"] == WT
    assert moved(school, AUTUMN, SPRING) == {
        "ava": "kept up",  # emerging, then developing: as expected both times
        "ben": "fell behind",  # emerging still
        "cai": "kept up",  # from depth to expected is still up
        "dee": "kept up",  # depth both times
        "eli": "fell behind",
        "fay": "kept up",
    }
    assert moved(school, SPRING, SUMMER) == {
        "ava": "kept up",
        "ben": "still behind",
        "cai": "fell behind",
        "dee": "kept up",
        "eli": "caught up",
        "fay": "fell behind",
    }


def test_share_of_the_year(tmp_path: Path) -> None:
    """Four of twelve is a third by Christmas, eight of twelve two thirds by Easter."""
    school = loaded("share_of_the_year", tmp_path)
    assert stands(school.as_at(AUTUMN)) == {
        "ava": EXP,  # 4/12 = 0.333 ≥ 0.33
        "ben": WT,  # 3/12 = 0.25
        "cai": EXP,  # 6/12
        "dee": GD,  # 6/12 secure, 6/12 deeper = 0.5 ≥ 0.5
        "eli": WT,  # none secure
        "fay": WT,  # nothing ticked counts as not secure
    }
    assert moved(school, AUTUMN, SPRING) == {
        "ava": "kept up",  # 8/12 = 0.667 ≥ 0.66
        "ben": "closing the gap",  # 7/12 = 0.583 < 0.66; a rise of 0.333 ≥ 0.1
        "cai": "fell behind",  # still 6/12 = 0.5
        "dee": "kept up",  # 10/12 secure; 6/12 deeper still reaches depth
        "eli": "caught up",  # 8/12
        "fay": "closing the gap",  # 4/12, from none
    }


def test_five_steps(tmp_path: Path) -> None:
    """A step from well below to just below is not yet meeting the expectation."""
    school = loaded("five_steps", tmp_path)
    assert moved(school, AUTUMN, SPRING) == {
        "ava": "still behind",
        "ben": "caught up",
        "cai": "kept up",
        "dee": "moved ahead",
        "eli": "kept up",
        "fay": "fell behind",
    }


def test_milestones_by_half_term(tmp_path: Path) -> None:
    """Ticks of 30 against 6 and 8 by Christmas, 12 and 16 by Easter."""
    school = loaded("milestones_by_half_term", tmp_path)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    progress = la.progress(start, end, "percentage_of_milestones")
    ticks = progress["numerator"].droplevel(["school_id", "subject"])
    # D is one tick, S two, X three; a later judgement takes the place of an earlier one.
    assert dict(ticks) == {"ava": 12, "ben": 10, "cai": 18, "dee": 9, "eli": 5, "fay": 7}
    assert outcomes(progress) == {
        "ava": "kept up",  # 6, then 12: expected at both
        "ben": "closing the gap",  # 5 of 30, then 10 of 30: a rise of 16.7 points
        "cai": "kept up",  # 9, then 18: above at both
        "dee": "fell behind",  # 8, then 9 < 12
        "eli": "closing the gap",  # 0, then 5: a rise of 16.7 points
        "fay": "closing the gap",  # 2, then 7: a rise of 16.7 points
    }


def test_due_by_half_term(tmp_path: Path) -> None:
    """Five due by Christmas, ten by Easter, four fifths needed, r03 among them."""
    school = loaded("due_by_half_term", tmp_path)
    assert stands(school.as_at(AUTUMN)) == {
        "ava": EXP,  # 4/5
        "ben": WT,  # 4/5, but the key statement is not secure
        "cai": EXP,
        "dee": WT,  # 3/5
        "eli": NEE,  # 3/5, and two unjudged would make it 5/5
        "fay": WT,  # 3/5
    }
    assert moved(school, AUTUMN, SPRING) == {
        "ava": "kept up",  # 8/10
        "ben": "caught up",  # 8/10 and the key statement is secure now
        "cai": "fell behind",  # 7/10
        "dee": "caught up",  # 9/10
        "eli": NEE,
        "fay": "still behind",  # 6/10, no rise from 3/5
    }


@pytest.mark.parametrize("name", list(POLICIES))
def test_every_published_policy_gives_a_summary_in_which_nobody_is_lost(
    name: str, tmp_path: Path
) -> None:
    """Six pupils go in, six come out, whatever the policy."""
    school = loaded(name, tmp_path)
    start, end = school.as_at(AUTUMN), school.as_at(SPRING)
    summary = la.summarise(la.progress(start, end, "against_expectation"))
    assert summary["pupils"].sum() == 6
    assert la.summarise_attainment(end)["pupils"].sum() == 6
