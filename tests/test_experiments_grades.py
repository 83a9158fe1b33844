"""Grades cut finer: what was secure still is, wherever in its old grade a judgement stands."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from building import SCALE, markbook
from experimented import IDS, marks, points, run, seeds, tiny, tiny_tables

from ladders_analysis.errors import LaddersError
from ladders_analysis.experiments.grades import grades_cut

# Codes in order: none, N.1 N.2, D.1 D.2, S.1 S.2, X.1 X.2.
HALVES = ".nNdDsSxX"


def test_each_grade_is_cut_in_two() -> None:
    """Four codes become eight; secure and deeper begin at the lowest of theirs."""
    changed = run(grades_cut(2), tiny())
    scale = changed.end.settings.scale
    assert scale.codes == ("N.1", "N.2", "D.1", "D.2", "S.1", "S.2", "X.1", "X.2")
    assert (scale.secure, scale.deeper, scale.not_assessed) == ("S.1", "X.1", ("A",))
    judged = changed.end.of_school.tables["judgements"]["judgement"]
    assert set(judged.astype("str")) == {"N.1", "D.1", "S.1", "X.1"}


@pytest.mark.parametrize(
    ("which", "ann", "ben"), [("lowest", "sdss", "xsns"), ("highest", "SDSS", "XSNS")]
)
def test_lowest_and_highest(which: str, ann: str, ben: str) -> None:
    """Every judgement stands at one end of its old grade (small letters: the lower half)."""
    changed = run(grades_cut(2, which=which), tiny())
    assert marks(changed.end, letters=HALVES) == {"ann": ann, "ben": ben}


def test_anywhere_in_the_grade() -> None:
    """By chance: the grade stays, both halves of it occur, and not the same for all."""
    seen = set()
    for seed in seeds(8):
        changed = run(grades_cut(2, which="any"), tiny(), seed=seed)
        found = marks(changed.end, letters=HALVES)
        assert {pupil: codes.upper() for pupil, codes in found.items()} == marks(tiny()[1])
        seen |= set(found.values())
    assert len(seen) > 4


@pytest.mark.parametrize("which", ["lowest", "highest", "any"])
@pytest.mark.parametrize("parts", [1, 2, 7])
def test_nothing_becomes_secure_and_nothing_ceases_to_be(which: str, parts: int) -> None:
    """The masks of both points are the same as before."""
    start, end = tiny()
    changed = run(grades_cut(parts, which=which), (start, end))
    for before, after in ((start, changed.start), (end, changed.end)):
        for mask in ("assessed", "secure", "deeper", "due"):
            assert np.array_equal(getattr(before, mask), getattr(after, mask))


def test_not_assessed_codes_and_aliases(build: Callable) -> None:
    """A code that is no judgement stays; an alias stands for the lowest of its grade."""
    given = tiny_tables() | {
        "judgements": markbook("2024-11-15", IDS, "ann SA.N\nben aDX."),
        "scale": SCALE + 'aliases = { a = "S", gone = "A" }\n',
    }
    changed = run(grades_cut(3, which="highest"), points(build(**given)))
    scale = changed.end.settings.scale
    assert scale.aliases == {"a": "S.1", "gone": "A"}
    judged = changed.end.of_school.tables["judgements"]["judgement"].astype("str").tolist()
    assert judged == ["S.3", "A", "N.3", "S.3", "D.3", "X.3"]
    assert changed.end.assessed.to_numpy().sum() == 5


def test_a_finer_code_never_takes_the_name_of_another(build: Callable) -> None:
    """Where "S.2" says that nobody judged, the second half of S is called "S..2"."""
    given = tiny_tables() | {"scale": SCALE.replace('["A"]', '["S.2"]')}
    changed = run(grades_cut(2), points(build(**given)))
    assert changed.end.settings.scale.codes[4:6] == ("S..1", "S..2")


def test_what_cannot_be_cut_is_refused() -> None:
    """No parts, no such place in a grade, and more codes than a scale may have."""
    with pytest.raises(LaddersError, match="cannot be cut into 0 parts"):
        grades_cut(0)
    with pytest.raises(LaddersError, match="lowest, highest, any"):
        grades_cut(2, which="middle")
    with pytest.raises(LaddersError, match="ask for 62 parts or fewer"):
        run(grades_cut(63), tiny())
    assert len(run(grades_cut(62), tiny()).end.settings.scale.codes) == 248


def test_a_school_without_a_scale_stays_as_it_is() -> None:
    """There is nothing to cut."""
    start, end = tiny("no scale")
    changed = run(grades_cut(), (start, end))
    assert changed.start is start and changed.end is end
