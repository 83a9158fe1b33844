"""Batches of generated folders with the twin's answers on them, and what of them is compared.

Two hundred folders are asked every definition, but not all of it is compared: the toolkit takes
a second a folder as it is. `against_expectation` is compared on every pair of moments of a folder;
every other definition on one pair of every second folder, a different one from definition to
definition and from folder to folder; and what is asked in two ways, as it comes and with
parameters, by turns.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .asked import ANSWERS, PARAMETERS
from .carrying import Question, When
from .generated import Generated, generate_school
from .twin import Answers, Twin

SEEDS = 200
BATCH = 5
BATCHES = range(0, SEEDS, BATCH)
KEPT = 4
"""How many batches' databases and answers are kept: most broken rules show in the first few."""


def compared(seed: int, pairs: Sequence[tuple[When, When]]) -> dict[str, list[tuple[When, When]]]:
    """Say on which pairs of moments of a folder what is compared."""
    twice = {name.partition(",")[0] for name in PARAMETERS}
    asked = {"against_expectation": list(pairs)}
    for place, name in enumerate(ANSWERS):
        as_stated = name in PARAMETERS
        turn = as_stated if name.partition(",")[0] in twice else place % 2
        if name not in asked and seed % 2 == turn:
            asked[name] = [pairs[(seed // 2 + place) % len(pairs)]]
    return asked


class Batches:
    """Batches of generated folders and the twin's answers on them.

    Parameters
    ----------
    home
        Where the folders of this process are written.
    shared
        Where counts of what occurs are written, for every process that runs these tests.
    """

    def __init__(self, home: Path, shared: Path) -> None:
        """Make nothing yet."""
        self.home, self.shared = home, shared
        self.made: dict[int, list[tuple[int, Generated]]] = {}
        self.kept: dict[int, tuple[Twin, Answers]] = {}

    def generated(self, first: int) -> list[tuple[int, Generated]]:
        """Give one batch of folders, each with its seed."""
        if first not in self.made:
            self.made[first] = []
            for seed in range(first, first + BATCH):
                folder = self.home / str(seed)
                folder.mkdir(parents=True)
                self.made[first].append((seed, generate_school(folder, seed)))
        return self.made[first]

    def twin(self, first: int) -> tuple[Twin, Answers]:
        """Give the twin of one batch and its answers."""
        if first not in self.kept:
            twin = Twin(
                [
                    Question(str(seed), generated.folder, generated.pairs)
                    for seed, generated in self.generated(first)
                ]
            )
            answers = twin.answers()
            self._note(first, answers)
            while len(self.kept) >= KEPT:
                self.kept.pop(max(self.kept))[0].close()
            self.kept[first] = twin, answers
        return self.kept[first]

    def occurring(self, first: int) -> Counter[str]:
        """Count the special cases of one batch, and the outcomes among what is compared."""
        noted = self.shared / f"batch {first}.json"
        if not noted.exists():
            self.twin(first)
        return Counter(json.loads(noted.read_text(encoding="utf-8")))

    def _note(self, first: int, answers: Answers) -> None:
        """Write down what occurs in one batch."""
        found = Counter(answers.special_cases)
        for seed, generated in self.generated(first):
            for name, pairs in compared(seed, generated.pairs).items():
                for school in generated.schools:
                    for start, end in pairs:
                        cells = answers.progress[name][str(seed), school, start, end]
                        found.update(f"{name}: {cell['outcome']}" for cell in cells.values())
        self.shared.mkdir(parents=True, exist_ok=True)
        draft = self.shared / f"{self.home.parent.name} {first}.draft"
        draft.write_text(json.dumps(found), encoding="utf-8")
        draft.replace(self.shared / f"batch {first}.json")


_SHARED: dict[Path, Batches] = {}


def shared_batches(base: Path) -> Batches:
    """Give the batches of one process, made once, whichever test file asks.

    Parameters
    ----------
    base
        The folder for temporary files of this process. Where several processes share the tests,
        its parent belongs to them all.
    """
    if base not in _SHARED:
        several = "PYTEST_XDIST_WORKER" in os.environ
        _SHARED[base] = Batches(base / "twins", (base.parent if several else base) / "twins seen")
    return _SHARED[base]
