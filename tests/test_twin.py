"""The toolkit and its twin in SQL agree cell for cell, on random schools.

The twin was written from the design and from docs/definitions.md alone. Two hundred generated
folders are asked the same questions of both: attainment at every moment, and progress by every
definition but `growth_percentile`, which is held to R's figures instead.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import ladders_analysis as la
from tests.twin.asked import ANSWERS
from tests.twin.batches import BATCHES, SEEDS, Batches, compared, shared_batches
from tests.twin.differing import ATTAINMENT_COLUMNS, PROGRESS_COLUMNS, differences
from tests.twin.expected_cases import DEFINITION_CASES, EXPECTED_CASES, OUTCOMES
from tests.twin.generated import generate_school
from tests.twin.toolkit import toolkit_answers

OFTEN = 6
ENDS = ("attainment_start", "attainment_end")


@pytest.fixture(scope="session")
def batches(tmp_path_factory: pytest.TempPathFactory) -> Batches:
    """Give the batches of generated folders that the tests of one process share."""
    return shared_batches(tmp_path_factory.getbasetemp())


def test_every_definition_is_asked() -> None:
    """A definition that is built in has a twin, or figures of R's."""
    asked = {name.partition(",")[0] for name in ANSWERS}
    assert asked == la.DEFINITIONS.keys() - {"growth_percentile"}
    assert OUTCOMES.keys() == ANSWERS.keys()


@pytest.mark.parametrize("first", BATCHES)
def test_the_toolkit_and_its_twin_agree_cell_for_cell(first: int, batches: Batches) -> None:
    """Generated schools get the same answers from both, at every point and between every pair."""
    _, answers = batches.twin(first)
    said: list[str] = []
    for seed, generated in batches.generated(first):
        attainment, progress = toolkit_answers(
            generated.folder,
            generated.schools,
            compared(seed, generated.pairs),
            together=len(generated.schools) > 1 and seed % 2 == 1,
        )
        for (school, when), cells in attainment.items():
            twin = answers.attainment[str(seed), school, when]
            where = f"seed {seed}, school {school}, at {when}:"
            said += differences(where, cells, twin, ATTAINMENT_COLUMNS)
        for name, moved in progress.items():
            columns = PROGRESS_COLUMNS + (ENDS if name == "against_expectation" else ())
            for (school, start, end), cells in moved.items():
                twin = answers.progress[name][str(seed), school, start, end]
                where = f"{name}, seed {seed}, school {school}, from {start} to {end}:"
                said += differences(where, cells, twin, columns)
    assert not said, f"{len(said)} cells differ:\n" + "\n".join(said[:20])


@pytest.mark.parametrize("seed", [3, 71])
def test_a_seed_always_gives_the_same_folder(seed: int, tmp_path: Path) -> None:
    """The same seed writes the same files, so that a failure can be looked at again."""
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        generate_school(tmp_path / name, seed)
        files = sorted((tmp_path / name).iterdir())
        written.append([(file.name, file.read_bytes()) for file in files])
    assert written[0] == written[1]


def test_every_word_outcome_and_special_case_occurs(batches: Batches) -> None:
    """Agreement means something only if everything that can happen does, in many batches."""
    found: Counter[str] = Counter()
    for first in BATCHES:
        found.update(batches.occurring(first).keys())
    outcomes = {f"{name}: {outcome}" for name, words in OUTCOMES.items() for outcome in words}
    expected = outcomes.union(EXPECTED_CASES, DEFINITION_CASES)
    rare = {case: found[case] for case in sorted(expected) if found[case] < OFTEN}
    assert not rare, f"special cases in fewer than {OFTEN} of {len(BATCHES)} batches: {rare}"
    unknown = found.keys() - expected
    assert not unknown, f"special cases nobody expects: {unknown}"


def test_both_names_and_plain_dates_are_asked_about(batches: Batches) -> None:
    """The pairs hold names of points and plain dates, often."""
    made = [generated for first in BATCHES for _, generated in batches.generated(first)]
    pairs = [pair for generated in made for pair in generated.pairs]
    kinds = Counter(isinstance(when, date) for pair in pairs for when in pair)
    assert min(kinds[True], kinds[False]) >= SEEDS // 2
