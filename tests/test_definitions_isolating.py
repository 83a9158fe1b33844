"""Definitions tried each by itself: what fails is named, and the others' results stand."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from building import load_school, markbook, pupils, statements

import ladders_analysis as la
from ladders_analysis.definitions.contract import About, Definition
from ladders_analysis.definitions.gaps_closed import GapsClosed
from ladders_analysis.definitions.isolating import isolated, own_copies
from ladders_analysis.errors import DefinitionError, LaddersError, PointError
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.trying import Failure

Build = Callable[..., School]
Meddle = Callable[[Snapshot, Snapshot], object]
AUTUMN, SPRING = "Autumn 2024", "Spring 2025"
HANG = 0.3
"""The time limit of tests in which a definition hangs [seconds]."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load two pupils and three statements; one pupil closes a gap."""
    return load_school(
        tmp_path_factory.mktemp("isolating") / "school",
        pupils=pupils("ann ben", 4),
        curriculum=statements("r1 r2 r3", 1),
        judgements=[
            *markbook("2024-11-15", "r1 r2 r3", "ann SSN\nben SNN"),
            *markbook("2025-03-20", "r1 r2 r3", "ann SSS\nben SNN"),
        ],
    )


@pytest.fixture
def points(school: School) -> tuple[Snapshot, Snapshot]:
    """Give the school as it stood in autumn and in spring."""
    return school.as_at(AUTUMN), school.as_at(SPRING)


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """No thread of a definition outlives its test."""
    yield
    assert [each.name for each in threading.enumerate() if "definition" in each.name] == []


def that_does(meddle: Meddle, name: str = "mine") -> Definition:
    """Make a definition that does something first and then answers rightly."""

    @la.definition(name=name, question="?", outcomes=["no", "yes"], favourable=["yes"])
    def mine(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        meddle(start, end)
        return la.results(start, end, end.tally(end.secure).gt(0).replace({True: "yes"}))

    return mine


def only_failure(points: tuple[Snapshot, Snapshot], given: object, seconds: float = 5) -> Failure:
    """Try one definition between two good ones, whose results must stand as if it were not there.

    The results are compared with those of `la.progress` on the same snapshots afterwards.
    """
    tried = la.try_each(*points, ["gaps_closed", given, "curriculum_secured"], seconds=seconds)
    assert list(tried.results) == ["gaps_closed", "curriculum_secured"]
    for name, result in tried.results.items():
        straight = la.progress(*points, name)
        pd.testing.assert_frame_equal(pd.DataFrame(result), pd.DataFrame(straight))
    (failure,) = tried.failures
    return failure


def test_results_are_those_of_progress(points: tuple[Snapshot, Snapshot]) -> None:
    """Every built-in definition gives what `la.progress` gives, with all that a result knows."""
    tried = la.try_each(*points, la.DEFINITIONS)
    assert tried.failures == ()
    assert list(tried.results) == list(la.DEFINITIONS)
    for name, result in tried.results.items():
        straight = la.progress(*points, name)
        pd.testing.assert_frame_equal(pd.DataFrame(result), pd.DataFrame(straight))
        assert result.provenance == straight.provenance
        assert result.about == straight.about


def test_one_that_raises(points: tuple[Snapshot, Snapshot]) -> None:
    """The kind of error and the line are told; its words, which may quote a pupil, are not."""

    def raises(start: Snapshot, end: Snapshot) -> None:
        raise ValueError("ann cannot be rated")

    failure = only_failure(points, that_does(raises))
    line = raises.__code__.co_firstlineno + 1
    assert failure == Failure(
        "mine",
        "raised an error",
        f'Definition "mine" ended in an error (ValueError) at line {line} of '
        f"test_definitions_isolating.py.",
    )


def test_an_error_of_ours_is_told_whole(points: tuple[Snapshot, Snapshot]) -> None:
    """The toolkit's own errors quote nobody."""

    def raises(start: Snapshot, end: Snapshot) -> None:
        raise LaddersError("There is no baseline. Name one.")

    failure = only_failure(points, that_does(raises))
    assert failure.because.endswith(": There is no baseline. Name one.")


def test_one_that_ends_the_program(points: tuple[Snapshot, Snapshot]) -> None:
    """`sys.exit` in a definition ends the definition only."""
    failure = only_failure(points, that_does(lambda start, end: sys.exit(1)))
    assert (failure.broke, "SystemExit" in failure.because) == ("raised an error", True)


def test_one_that_hangs(points: tuple[Snapshot, Snapshot]) -> None:
    """An endless loop is stopped, also one that catches every ordinary error."""

    def hangs(start: Snapshot, end: Snapshot) -> None:
        while True:
            try:
                sum(range(100))
            except Exception:
                continue

    began = time.monotonic()
    failure = only_failure(points, that_does(hangs), seconds=HANG)
    assert time.monotonic() - began < 10
    assert failure == Failure(
        "mine",
        "took too long",
        'Definition "mine" was stopped: it took longer than 0.3 seconds.',
    )


def test_one_that_cannot_be_stopped(points: tuple[Snapshot, Snapshot]) -> None:
    """A call that does not come back is left behind, and that is said."""
    release = threading.Event()

    def hangs(start: Snapshot, end: Snapshot) -> None:
        while not release.is_set():
            try:
                release.wait(60)
            except BaseException:
                continue

    try:
        failure = only_failure(points, that_does(hangs), seconds=HANG)
    finally:
        release.set()
    assert "could not be made to stop: restart Python" in failure.because
    for thread in threading.enumerate():
        if thread.name == "definition mine":
            thread.join(5)


MEDDLERS: dict[str, Meddle] = {
    "a mask": lambda start, end: start.secure.__setitem__(("Reading",), True),
    "a cell of a mask": lambda start, end: end.due.iloc.__setitem__((0, 0), False),
    "the codes": lambda start, end: end.codes.iloc.__setitem__((0, 0), 1),
    "the array below": lambda start, end: end.counted.__setitem__((0, 0), 1),
    "a judgement": lambda start, end: end.grid.codes.__setitem__(0, 1),
    "the roll": lambda start, end: end.roll.in_scope.__setitem__(0, False),
    "a pupil's column": lambda start, end: start.pupils.__setitem__("rich", True),
    "a column's name": lambda start, end: setattr(start.secure.columns, "names", list("abcd")),
    "the overall table": lambda start, end: end.of_school.tables["overall"].__setitem__("x", 1),
    "the policy": lambda start, end: end.settings.expectations.update(secure_share=0.1),
    "the sources": lambda start, end: end.of_school.sources.clear(),
    "an attribute": lambda start, end: setattr(start, "point", end.point),
    "behind the back": lambda start, end: vars(end).update(secure=~end.secure),
    "a new attribute": lambda start, end: vars(end).update(mine=1),
    "the evidence": lambda start, end: end.evidence.secure.__setitem__((0, 0), False),
}


@pytest.mark.parametrize("meddle", MEDDLERS.values(), ids=MEDDLERS.keys())
def test_one_that_changes_its_input(points: tuple[Snapshot, Snapshot], meddle: Meddle) -> None:
    """Whatever it writes to, it is found out, and the snapshots are as they were."""
    before = [snapshot.secure.copy(deep=True) for snapshot in points]
    policy = dict(points[1].settings.expectations)
    failure = only_failure(points, that_does(meddle))
    assert failure.broke == "changed its input", failure
    assert failure.because.startswith('Definition "mine" ')
    for snapshot, secure in zip(points, before, strict=True):
        pd.testing.assert_frame_equal(snapshot.secure, secure)
    assert points[1].settings.expectations == policy
    assert "rich" not in points[0].pupils
    assert points[1].of_school.sources


class Odd:
    """An outcome that cannot even be looked at."""

    def __str__(self) -> str:
        """Refuse to be written down."""
        raise KeyError("ann")


def answers(change: Callable[[pd.DataFrame], object]) -> Definition:
    """Make a definition that spoils a right answer."""

    @la.definition(name="mine", question="?", outcomes=["no", "yes"], favourable=["yes"])
    def mine(start: Snapshot, end: Snapshot) -> pd.DataFrame:
        words = end.tally(end.secure).gt(0).replace({True: "yes", False: "no"})
        return change(la.results(start, end, words))

    return mine


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda table: None, "it must return a frame"),
        (lambda table: table.iloc[1:], "1 rows, 2 pupils × subjects"),
        (lambda table: pd.concat([table, table]), "4 rows, 2 pupils × subjects"),
        (lambda table: table.rename(index={"ann": "zoe"}), "not in scope"),
        (lambda table: table.drop(columns="value"), "the column value is missing"),
        (lambda table: table[[*table, "value"]], "the column value is there twice"),
        (lambda table: table.assign(outcome=np.nan), "2 of 2 outcomes are blank (NaN)"),
        (lambda table: table.assign(outcome=["yes", None]), "1 of 2 outcomes are blank (NaN)"),
        (lambda table: table.assign(outcome="good"), 'outcome "good": allowed: no, yes'),
        (lambda table: table.assign(outcome=[["yes"], ["no"]]), 'did you mean "yes"?'),
        (lambda table: table.assign(outcome=[Odd(), Odd()]), "cannot be read (KeyError)"),
        (lambda table: table.assign(value="a lot"), "value holds something else than numbers"),
        (lambda table: table.assign(value=np.inf), "value is infinite somewhere"),
    ],
)
def test_one_that_answers_wrongly(
    points: tuple[Snapshot, Snapshot], change: Callable[[pd.DataFrame], object], says: str
) -> None:
    """Wrong rows, columns, outcomes or numbers are named with what is wrong."""
    failure = only_failure(points, answers(change))
    assert failure.broke == "broke its contract"
    assert failure.because.startswith('Definition "mine" breaks its contract: ')
    assert says in failure.because


def test_a_blank_number_is_allowed(points: tuple[Snapshot, Snapshot]) -> None:
    """NaN in a number says that there is none."""
    tried = la.try_each(*points, [answers(lambda table: table.assign(value=np.nan))])
    assert tried.results["mine"]["value"].isna().all()


def test_what_is_no_definition(points: tuple[Snapshot, Snapshot]) -> None:
    """Unknown names, things that are not definitions and classes that cannot be made."""

    class Broken:
        def __init__(self) -> None:
            raise KeyError("ann")

    tried = la.try_each(*points, ["gaps_close", 3, Broken, "gaps_closed"])
    assert list(tried.results) == ["gaps_closed"]
    assert [(each.definition, each.broke) for each in tried.failures] == [
        ("gaps_close", "is no definition"),
        ("int", "is no definition"),
        ("Broken", "is no definition"),
    ]
    assert 'did you mean "gaps_closed"?' in tried.failures[0].because
    assert tried.failures[2].because == (
        'Definition "Broken" could not be made: it raised KeyError.'
    )


def test_one_definition_with_two_parameters(points: tuple[Snapshot, Snapshot]) -> None:
    """Both stand, told apart by their parameters; the same again is once too often."""
    strict = GapsClosed(some=0.5, most=0.9)
    tried = la.try_each(*points, ["gaps_closed", strict, GapsClosed()])
    assert list(tried.results) == ["gaps_closed", "gaps_closed (some 0.5, most 0.9)"]
    assert [each.broke for each in tried.failures] == ["was given twice"]


def test_snapshots_that_do_not_belong_together(points: tuple[Snapshot, Snapshot]) -> None:
    """That is the asker's slip and no definition's."""
    with pytest.raises(PointError, match="earlier point first"):
        la.try_each(points[1], points[0], ["gaps_closed"])


def test_a_trust_is_tried_school_by_school(build: Build) -> None:
    """One that fails in one school gives no result for the trust."""
    trust = build(
        name="",
        pupils=[
            *pupils("ann", 4, school_id="1"),
            *pupils("ben", 4, school_id="2"),
        ],
        curriculum=statements("r1 r2", 1),
        judgements=[
            *markbook("2024-11-15", "r1 r2", "ann SN", school_id="1"),
            *markbook("2024-11-15", "r1 r2", "ben SN", school_id="2"),
        ],
    )

    def only_at_home(start: Snapshot, end: Snapshot) -> None:
        if start.school_id != "1":
            raise KeyError

    points = trust.as_at(AUTUMN), trust.as_at(SPRING)
    tried = la.try_each(*points, [that_does(only_at_home), "gaps_closed"])
    assert list(tried.results) == ["gaps_closed"]
    assert tried.results["gaps_closed"].index.get_level_values("school_id").tolist() == ["1", "2"]
    assert [each.broke for each in tried.failures] == ["raised an error"]


def test_a_definition_by_itself(points: tuple[Snapshot, Snapshot]) -> None:
    """`isolated` gives the bare answer; both copies share one grid, as real snapshots do."""
    seen: list[Snapshot] = []

    @dataclass(frozen=True)
    class Looks:
        about: ClassVar[About] = replace(GapsClosed.about, name="looks")

        def __call__(self, start: Snapshot, end: Snapshot) -> pd.DataFrame:
            seen.extend((start, end))
            return GapsClosed()(start, end)

    answer = isolated(Looks(), *points, seconds=5)
    pd.testing.assert_frame_equal(answer, GapsClosed()(*points))
    assert seen[0].grid is seen[1].grid is not points[0].grid
    with pytest.raises(DefinitionError, match='"mine" ended in an error'):
        isolated(that_does(lambda start, end: 1 / 0), *points, seconds=5)


def test_copies_cost_little(points: tuple[Snapshot, Snapshot]) -> None:
    """Nothing large is copied: arrays are views of the school's own."""
    first, _ = own_copies(*points)
    assert np.shares_memory(first.counted, points[0].counted)
    assert np.shares_memory(first.grid.codes, points[0].grid.codes)
