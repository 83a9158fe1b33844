"""The toolkit and its twin in SQL agree cell for cell, on random schools and on literal ones.

The twin was written from the design alone. Two hundred generated folders are asked the same
questions of both; three literal schools, worked by hand, hold both to the design itself; and the
twin is broken rule by rule, to show that no rule could go wrong without some cell noticing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import ladders_analysis as la
from tests.twin.broken_rules import BROKEN_RULES, EXPECTED_CASES
from tests.twin.by_hand import WorkedSchool
from tests.twin.by_hand_schools import WORKED
from tests.twin.generated import Generated, generate_school
from tests.twin.twin import Answers, Cells, Question, When, rules, work_out

SEEDS = 200
BATCH = 5
BATCHES = range(0, SEEDS, BATCH)
OFTEN = 6
TOLERANCE = 1e-9
ATTAINMENT_COLUMNS = (
    *("attainment", "basis", "secure", "due", "assessed"),
    *("by_statements", "by_teacher", "by_score"),
)
PROGRESS_COLUMNS = ("outcome", "value", "numerator", "denominator")
ENDS = ("attainment_start", "attainment_end")


class Batches:
    """Batches of generated folders and the twin's answers on them, each made once a process."""

    def __init__(self, home: Path) -> None:
        """Keep the folders under this home."""
        self.home = home
        self.made: dict[int, list[tuple[int, Generated]]] = {}
        self.answered: dict[int, Answers] = {}

    def generated(self, first: int) -> list[tuple[int, Generated]]:
        """Give one batch of folders, each with its seed."""
        if first not in self.made:
            self.made[first] = []
            for seed in range(first, first + BATCH):
                folder = self.home / str(seed)
                folder.mkdir()
                self.made[first].append((seed, generate_school(folder, seed)))
        return self.made[first]

    def questions(self, first: int) -> list[Question]:
        """Give what is asked about one batch of folders, each named by its seed."""
        return [
            Question(str(seed), generated.folder, generated.pairs)
            for seed, generated in self.generated(first)
        ]

    def answers(self, first: int) -> Answers:
        """Give the twin's answers on one batch."""
        if first not in self.answered:
            self.answered[first] = work_out(self.questions(first))
        return self.answered[first]


@pytest.fixture(scope="session")
def batches(tmp_path_factory: pytest.TempPathFactory) -> Batches:
    """Give the batches of generated folders that the tests of one process share."""
    return Batches(tmp_path_factory.mktemp("twins"))


def package_answers(
    folder: Path, schools: Sequence[str], pairs: Sequence[tuple[When, When]], together: bool = False
) -> tuple[dict[tuple[str, When], Cells], dict[tuple[str, When, When], Cells]]:
    """Ask the toolkit, through its public face, what the twin was asked.

    The schools of a folder are asked one by one, or ``together``, as a trust would.
    """
    loaded = la.load(folder)
    assert loaded.load_report.exit_code == 0, loaded.load_report.brief()
    attainment: dict[tuple[str, When], Cells] = {}
    progress: dict[tuple[str, When, When], Cells] = {}
    for group in [list(schools)] if together else [[school_id] for school_id in schools]:
        school = loaded if together else loaded.one(group[0])
        snapshots = {when: school.as_at(when) for pair in pairs for when in pair}
        for when, snapshot in snapshots.items():
            for school_id, cells in _by_school(snapshot.attainment(), group).items():
                attainment[school_id, when] = cells
        for start, end in pairs:
            moved = la.progress(snapshots[start], snapshots[end], "against_expectation")
            frame = pd.DataFrame(moved).reset_index()
            for school_id, cells in _by_school(frame, group).items():
                progress[school_id, start, end] = cells
    return attainment, progress


def _by_school(frame: pd.DataFrame, schools: Sequence[str]) -> dict[str, Cells]:
    """Give a frame's cells school by school; one school's own frame need not name it."""
    if "school_id" not in frame:
        assert len(schools) == 1, "rows of several schools that do not say whose they are"
        return {schools[0]: _cells(frame)}
    assert set(frame["school_id"]) <= set(schools)
    return {school_id: _cells(frame[frame["school_id"] == school_id]) for school_id in schools}


def _cells(frame: pd.DataFrame) -> Cells:
    """Give a frame as cells by pupil and subject, refusing a pupil who comes twice."""
    rows = [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]
    cells = {(row["pupil_id"], row["subject"]): row for row in rows}
    assert len(cells) == len(rows), "a pupil and subject come twice"
    return cells


def differences(
    where: str, ours: Mapping[tuple[str, str], Any], theirs: Cells, columns: Sequence[str]
) -> list[str]:
    """Say every cell in which the toolkit and the twin differ."""
    said = [f"{where} {cell}: only in the toolkit" for cell in ours.keys() - theirs.keys()]
    said += [f"{where} {cell}: only in the twin" for cell in theirs.keys() - ours.keys()]
    for cell in sorted(ours.keys() & theirs.keys()):
        for column in columns:
            mine, other = ours[cell][column], theirs[cell][column]
            if not same(mine, other):
                said.append(f"{where} {cell} {column}: toolkit {mine!r}, twin {other!r}")
    return said


def same(one: Any, other: Any) -> bool:
    """Tell whether two cells agree: words exactly, numbers to 1e-9, blanks with blanks."""
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one)) and bool(pd.isna(other))
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    return math.isclose(float(one), float(other), rel_tol=0, abs_tol=TOLERANCE)


@pytest.mark.parametrize("first", BATCHES)
def test_the_toolkit_and_its_twin_agree_cell_for_cell(first: int, batches: Batches) -> None:
    """Generated schools get the same answers from both, at every point and between every pair."""
    answers = batches.answers(first)
    said: list[str] = []
    for seed, generated in batches.generated(first):
        together = len(generated.schools) > 1 and seed % 2 == 1
        attainment, progress = package_answers(
            generated.folder, generated.schools, generated.pairs, together
        )
        for (school, when), cells in attainment.items():
            twin = answers.attainment[str(seed), school, when]
            where = f"seed {seed}, school {school}, at {when}:"
            said += differences(where, cells, twin, ATTAINMENT_COLUMNS)
        for (school, start, end), cells in progress.items():
            twin = answers.progress[str(seed), school, start, end]
            where = f"seed {seed}, school {school}, from {start} to {end}:"
            said += differences(where, cells, twin, PROGRESS_COLUMNS + ENDS)
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
        found.update(batches.answers(first).special_cases.keys())
    rare = {case: found[case] for case in EXPECTED_CASES if found[case] < OFTEN}
    assert not rare, f"special cases in fewer than {OFTEN} of {len(BATCHES)} batches: {rare}"
    unknown = found.keys() - set(EXPECTED_CASES)
    assert not unknown, f"special cases nobody expects: {unknown}"


@pytest.mark.parametrize("rule", sorted(BROKEN_RULES))
def test_no_rule_can_be_broken_unnoticed(rule: str, batches: Batches) -> None:
    """Breaking any one rule of the twin changes some answer on the generated schools."""
    passage, other = BROKEN_RULES[rule]
    text = rules("attainment") + rules("progress")
    assert text.count(passage) == 1, f"{rule}: the passage stands {text.count(passage)} times"
    for first in BATCHES:
        broken = work_out(batches.questions(first), {passage: other})
        whole = batches.answers(first)
        if _differ(broken.attainment, whole.attainment, ATTAINMENT_COLUMNS):
            return
        if _differ(broken.progress, whole.progress, PROGRESS_COLUMNS):
            return
    pytest.fail(f"no answer on {SEEDS} schools depends on this rule: {rule}")


def _differ(found: Mapping[Any, Cells], whole: Mapping[Any, Cells], columns: Sequence[str]) -> bool:
    """Tell whether any answer of a broken twin differs from the whole one's."""
    return any(differences("", cells, whole[key], columns) for key, cells in found.items())


def _questions(worked: WorkedSchool) -> list[tuple[When, When]]:
    """Give the pairs of points that a worked school answers."""
    pairs: dict[tuple[When, When], None] = {(key[0], key[1]): None for key in worked.progress}
    pairs |= {(when, when): None for when, _ in worked.absent}
    return list(pairs | {(key[0], key[0]): None for key in worked.attainment})


def _answers_to(
    name: str, worked: WorkedSchool, folder: Path
) -> tuple[dict[tuple[str, When], Cells], dict[tuple[str, When, When], Cells]]:
    """Ask the twin or the toolkit about a worked school."""
    worked.write(folder)
    if name == "twin":
        answers = work_out([Question("hand", folder, _questions(worked))])
        attainment = {(school, when): c for (_, school, when), c in answers.attainment.items()}
        progress = {(school, a, b): c for (_, school, a, b), c in answers.progress.items()}
        return attainment, progress
    return package_answers(folder, ["1"], _questions(worked))


@pytest.mark.parametrize("implementation", ["twin", "toolkit"])
@pytest.mark.parametrize("school", sorted(WORKED))
def test_both_give_the_answers_worked_by_hand(
    school: str, implementation: str, tmp_path: Path
) -> None:
    """On literal schools both give what the design gives when worked with a pencil."""
    worked = WORKED[school]
    attainment, progress = _answers_to(implementation, worked, tmp_path)
    said: list[str] = []
    for (when, pupil, subject), cells in worked.attainment.items():
        by_hand = {(pupil, subject): dict(zip(ATTAINMENT_COLUMNS, cells, strict=True))}
        found = {(pupil, subject): attainment["1", when][pupil, subject]}
        said += differences(f"at {when}", found, by_hand, ATTAINMENT_COLUMNS)
    for (start, end, pupil, subject), cells in worked.progress.items():
        by_hand = {(pupil, subject): dict(zip(PROGRESS_COLUMNS, cells, strict=True))}
        found = {(pupil, subject): progress["1", start, end][pupil, subject]}
        said += differences(f"from {start} to {end}", found, by_hand, PROGRESS_COLUMNS)
    for when, pupil in worked.absent:
        if any(cell[0] == pupil for cell in attainment["1", when]):
            said.append(f"at {when} {pupil} is in scope")
    assert not said, "worked by hand (written here as the twin):\n" + "\n".join(said)


def test_both_names_and_plain_dates_are_asked_about(batches: Batches) -> None:
    """The pairs hold names of points and plain dates, often."""
    made = [generated for first in BATCHES for _, generated in batches.generated(first)]
    pairs = [pair for generated in made for pair in generated.pairs]
    kinds = Counter(isinstance(when, date) for pair in pairs for when in pair)
    assert min(kinds[True], kinds[False]) >= SEEDS // 2
