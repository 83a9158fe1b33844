"""Literal schools, worked by hand, hold both the toolkit and its twin to the design itself.

Two implementations can share a misreading; a pencil need not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.twin.asked import ANSWERS
from tests.twin.by_hand import WorkedSchool
from tests.twin.by_hand_schools import WORKED
from tests.twin.by_hand_standings import STANDINGS
from tests.twin.by_hand_statements import BECAME
from tests.twin.carrying import Question, When
from tests.twin.differing import ATTAINMENT_COLUMNS, PROGRESS_COLUMNS, differences
from tests.twin.expected_cases import OUTCOMES
from tests.twin.toolkit import toolkit_answers
from tests.twin.twin import Cells, Twin

ALL = WORKED | {"what became of statements": BECAME, "standings and scores": STANDINGS}
Asked = dict[str, list[tuple[When, When]]]


@pytest.mark.parametrize("implementation", ["twin", "toolkit"])
@pytest.mark.parametrize("school", sorted(ALL))
def test_both_give_the_answers_worked_by_hand(
    school: str, implementation: str, tmp_path: Path
) -> None:
    """On literal schools both give what the design gives when worked with a pencil."""
    worked = ALL[school]
    attainment, progress = _answers_to(implementation, worked, tmp_path)
    said: list[str] = []
    for (when, pupil, subject), cells in worked.attainment.items():
        by_hand = {(pupil, subject): dict(zip(ATTAINMENT_COLUMNS, cells, strict=True))}
        found = {(pupil, subject): attainment["1", when][pupil, subject]}
        said += differences(f"at {when}", found, by_hand, ATTAINMENT_COLUMNS)
    for (start, end, pupil, subject), answers in _rated(worked).items():
        for name, cells in answers.items():
            by_hand = {(pupil, subject): dict(zip(PROGRESS_COLUMNS, cells, strict=True))}
            found = {(pupil, subject): progress[name]["1", start, end][pupil, subject]}
            said += differences(f"{name} from {start} to {end}", found, by_hand, PROGRESS_COLUMNS)
    for when, pupil in worked.absent:
        if any(cell[0] == pupil for cell in attainment["1", when]):
            said.append(f"at {when} {pupil} is in scope")
    assert not said, "worked by hand (written here as the twin):\n" + "\n".join(said)


def test_nearly_every_outcome_is_worked_by_hand_somewhere() -> None:
    """Every ranked outcome of every definition, in one way of asking or another."""
    worked = {
        (name.partition(",")[0], cells[0])
        for school in ALL.values()
        for answers in _rated(school).values()
        for name, cells in answers.items()
    }
    known = {
        (name.partition(",")[0], outcome)
        for name, outcomes in OUTCOMES.items()
        for outcome in outcomes
        if outcome not in ("own curriculum", "not enough evidence")
    }
    without = {definition for definition, _ in known - worked}
    assert without <= {"working_curriculum"}, known - worked


def _rated(worked: WorkedSchool) -> dict[tuple[str, str, str, str], dict[str, tuple[object, ...]]]:
    """Give everything rated by hand, by movement and by what is asked."""
    return {
        key: {"against_expectation": cells} for key, cells in worked.progress.items()
    } | worked.rated


def _answers_to(
    implementation: str, worked: WorkedSchool, folder: Path
) -> tuple[dict[tuple[str, When], Cells], dict[str, dict[tuple[str, When, When], Cells]]]:
    """Ask the twin or the toolkit about a worked school."""
    worked.write(folder)
    movements: list[tuple[When, When]] = [(key[0], key[1]) for key in _rated(worked)]
    moments = [when for when, _ in worked.absent] + [key[0] for key in worked.attainment]
    pairs = list(dict.fromkeys(movements + [(when, when) for when in moments]))
    if implementation == "toolkit":
        return toolkit_answers(folder, ["1"], dict.fromkeys(ANSWERS, pairs))
    twin = Twin([Question("hand", folder, pairs)])
    answers = twin.answers()
    twin.close()
    attainment = {(school, when): c for (_, school, when), c in answers.attainment.items()}
    progress = {
        name: {(school, start, end): c for (_, school, start, end), c in found.items()}
        for name, found in answers.progress.items()
    }
    return attainment, progress
