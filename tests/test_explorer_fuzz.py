"""The explorer on random parts of a school: nothing fails, and every count adds up.

In each part a reader chooses at random from the lists that stand on the page, clicks something
that stands there, and opens the record of a pupil behind it. `LADDERS_EXPLORER_SUBSETS` tries
another number of parts.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest
from chart_subsets import Subset, subset
from clickable import counted
from python_calamine import CalamineWorkbook

import ladders_analysis as la
from ladders_analysis.errors import LaddersError
from ladders_analysis.exploring.explored import Explored
from ladders_analysis.exploring.selection import PARTS, Selection
from ladders_analysis.exploring.views import Bar, Bars, BehindView, Flow, GapGrid, View
from ladders_analysis.sample.folder import write_sample
from ladders_analysis.school import School

SUBSETS = int(os.environ.get("LADDERS_EXPLORER_SUBSETS", "300"))
A_TIME = 50
FILES_EVERY = 25
ALLOWED = "No pupil is on roll|with evidence (is|are) needed"
UNSAID = re.compile(r"\b(nan|NaN|NaT|inf|None(?! (of|deeper)\b))\b|<NA>")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Load a school of sixty pupils."""
    return la.load(write_sample(tmp_path_factory.mktemp("explored"), pupils=60, seed=12))


@pytest.mark.parametrize("first", range(0, SUBSETS, A_TIME))
def test_whatever_is_chosen_and_clicked_is_shown_and_adds_up(whole: School, first: int) -> None:
    """Look at a part of the school, click, and open a pupil: no exception, no wrong sum."""
    faults = []
    for number in range(first, min(first + A_TIME, SUBSETS)):
        part = subset(whole, number)
        try:
            faults += [f"{part}: {fault}" for fault in faults_of(part)]
        except LaddersError as error:
            assert re.search(ALLOWED, str(error)), f"{part}: {error}"
        except Exception as error:
            error.add_note(str(part))
            raise
    assert not faults, "\n".join(faults[:20])


def faults_of(part: Subset) -> Iterator[str]:
    """Choose, click and open at random in one part of a school, and name what is wrong.

    Parameters
    ----------
    part
        From `chart_subsets`.
    """
    rng = np.random.default_rng(part.number)
    explored = Explored(part.school)
    selection = Selection(part=PARTS[part.number % len(PARTS)])
    first = explored.view(selection)
    yield from _view_faults(first)
    view = explored.view(selection.changed(_chosen(first, rng)), seq=1)
    yield from _view_faults(view)
    clicks = [] if view.part is None else [*counted(view.part.picture)]
    for place in rng.permutation(len(clicks))[:2]:
        clicked, pupils = clicks[place]
        behind = explored.view(view.selection.changed({"behind": msgspec.to_builtins(clicked)}))
        yield from _view_faults(behind)
        if behind.behind is None:
            yield f"nothing stands behind {clicked}"
            continue
        found = pupils_behind(behind.behind)
        if found != pupils:
            yield f"{pupils} clicked and {found} behind {clicked} of {behind.selection}"
        if behind.behind.rows:
            row = behind.behind.rows[int(rng.integers(len(behind.behind.rows)))]
            opened = explored.view(behind.selection.changed({"pupil": row.pupil}))
            yield from _view_faults(opened)
            if opened.pupil is None:
                yield f"no record of {row.pupil} opens from behind {clicked}"
    if part.number % FILES_EVERY == 0:
        written = explored.export(view.selection, "csv").data
        rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
        if not rows or len({len(row) for row in rows}) != 1:
            yield f"the rows of the file are not alike for {view.selection}"
        book = io.BytesIO(explored.export(view.selection, "xlsx").data)
        sheet = CalamineWorkbook.from_filelike(book).get_sheet_by_index(0).to_python()
        if len(sheet) != len(rows):
            yield f"the workbook holds other rows than the file for {view.selection}"


def pupils_behind(behind: BehindView) -> int:
    """Count the rows behind a click, those that were left out of a long list included."""
    return len(behind.rows) + behind.more


def _chosen(view: View, rng: np.random.Generator) -> dict[str, object]:
    """Choose from each list on the page, or leave it, as the page would send it."""
    changes: dict[str, object] = {}
    groups: dict[str, str] = {}
    for control in view.controls:
        if not control.options or rng.random() < 0.5:
            continue
        value = control.options[int(rng.integers(len(control.options)))].value
        if control.name == "who":
            kind, _, name = value.partition(":")
            changes["cohort"] = int(name) if kind == "cohort" else None
            changes["class_name"] = name if kind == "class" else None
        elif control.name.startswith("group:"):
            groups |= {control.name.removeprefix("group:"): value} if value else {}
        else:
            changes[control.name] = value or None if control.name == "subject" else value
    return changes | ({"groups": groups} if groups else {})


def _view_faults(view: View) -> Iterator[str]:
    """Name what is wrong with a view by itself: its words and its sums."""
    for words in _texts(msgspec.to_builtins(view.part)):
        if UNSAID.search(words):
            yield f"{words!r} in {view.selection}"
    for shown in (view.behind, view.pupil):
        for words in _texts(msgspec.to_builtins(shown)):
            if UNSAID.search(words):
                yield f"{words!r} in {view.selection}"
    if view.trouble:
        yield f"{view.trouble} in {view.selection}"
    if view.part is None:
        yield f"nothing is shown for {view.selection}"
        return
    said = [*view.part.sentences, *(() if view.pupil is None else view.pupil.sentences)]
    if not view.part.sentences or not all(words.strip() for words in said):
        yield f"an empty sentence for {view.selection}"
    if isinstance(view.part.picture, Bars):
        for row in view.part.picture.rows:
            yield from _sum_faults(row, view)
    if isinstance(view.part.picture, Flow):
        flow = view.part.picture
        for side in ("start", "end"):
            standing = sum(node.pupils for node in flow.nodes if node.side == side)
            if standing != flow.pupils:
                yield f"{standing} of {flow.pupils} stand at the {side} of {view.selection}"
        if sum(band.pupils for band in flow.bands) != flow.pupils:
            yield f"the bands are not {flow.pupils} pupils in {view.selection}"
    if isinstance(view.part.picture, GapGrid):
        grid = view.part.picture
        for place, statement in enumerate(grid.statements):
            column = "".join(pupil.cells[place] for pupil in grid.pupils)
            if tuple(column.count(digit) for digit in "0123") != statement.states:
                yield f"{statement.id} is not told as its column shows in {view.selection}"
        if any(len(pupil.cells) != len(grid.statements) for pupil in grid.pupils):
            yield f"a row is not as wide as the grid in {view.selection}"


def _sum_faults(row: Bar, view: View) -> Iterator[str]:
    counted = sum(segment.count for segment in row.segments)
    if counted != row.of_all:
        yield f"{row.label}: {counted} on the bar and {row.of_all} in all, {view.selection}"


def _texts(plain: object) -> Iterator[str]:
    """Yield every text in nested lists and dictionaries, but for what a click would send."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for name, value in plain.items():
            if name != "behind":
                yield from _texts(value)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from _texts(value)
