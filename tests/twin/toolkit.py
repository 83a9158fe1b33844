"""The toolkit, asked through its public face what the twin was asked.

The only module of this package that imports the toolkit, and none of the others imports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

import ladders_analysis as la
from ladders_analysis.definitions.contract import Definition

from .asked import ANSWERS, PARAMETERS
from .carrying import When
from .twin import Cells

Pairs = Sequence[tuple[When, When]]


def definition(asked: str) -> str | Definition:
    """Give the definition that is asked, with what is stated of it."""
    name = asked.partition(",")[0]
    return la.DEFINITIONS[name](**PARAMETERS[asked]) if asked in PARAMETERS else name


def toolkit_answers(
    folder: Path, schools: Sequence[str], asked: Mapping[str, Pairs], together: bool = False
) -> tuple[dict[tuple[str, When], Cells], dict[str, dict[tuple[str, When, When], Cells]]]:
    """Ask the toolkit for attainment at every moment and for progress by every definition.

    The schools of a folder are asked one by one, or ``together``, as a trust would. ``asked``
    holds what is asked (a name in ``ANSWERS``) and of which pairs of moments.
    """
    assert asked.keys() <= ANSWERS.keys()
    loaded = la.load(folder)
    assert loaded.load_report.exit_code == 0, loaded.load_report.brief()
    attainment: dict[tuple[str, When], Cells] = {}
    progress: dict[str, dict[tuple[str, When, When], Cells]] = {name: {} for name in asked}
    for group in [list(schools)] if together else [[school_id] for school_id in schools]:
        school = loaded if together else loaded.one(group[0])
        moments = dict.fromkeys(when for pairs in asked.values() for pair in pairs for when in pair)
        snapshots = {when: school.as_at(when) for when in moments}
        for when, snapshot in snapshots.items():
            for school_id, cells in _by_school(snapshot.attainment(), group).items():
                attainment[school_id, when] = cells
        for name, pairs in asked.items():
            for start, end in pairs:
                moved = la.progress(snapshots[start], snapshots[end], definition(name))
                frame = pd.DataFrame(moved).reset_index()
                for school_id, cells in _by_school(frame, group).items():
                    progress[name][school_id, start, end] = cells
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
