"""Which failing pupil to show: in a made-up school if there is one, and with the least evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ladders_analysis.auditing.asking import Ground
from ladders_analysis.auditing.checks import CHECKS, TWICE, Check
from ladders_analysis.auditing.examples import Example, example
from ladders_analysis.auditing.running import Sheet, chance
from ladders_analysis.auditing.shrinking import Budget, Suspect, smallest
from ladders_analysis.grid import Integers

LAST = 10**6
"""Added to the evidence on those who make a poor example."""
SUSPECTS = 3
"""How many failing pupils are tried by themselves before one is shown among others."""


def worked_examples(sheet: Sheet, grounds: Sequence[Ground], seed: int) -> dict[str, Example]:
    """Find one smallest example of each failing check.

    Parameters
    ----------
    sheet
        What an audit wrote down about a definition.
    grounds
        On what it was tried.
    seed
        Where chance began.

    Returns
    -------
    dict
        Name of the check -> its example; none of a definition that is not to be asked again.
    """
    examples: dict[str, Example] = {}
    if sheet.stopped:
        return examples
    sizes = {place: _evidence(grounds[place]) for place in sheet.answers}
    by_chance = bool(sheet.count(TWICE).first)
    for check in CHECKS:
        if check is not TWICE and by_chance:
            continue  # one that answers otherwise each time would fail anything
        if check.must_hold and sheet.count(check).first:
            found = _example(sheet, check, grounds, sizes, seed)
            if found is not None:
                examples[check.name] = found
    return examples


def _example(
    sheet: Sheet,
    check: Check,
    grounds: Sequence[Ground],
    sizes: Mapping[int, Integers],
    seed: int,
) -> Example | None:
    """Try the failing pupils with least evidence by themselves; made-up ones first."""
    candidates = []
    for run, place, row in sheet.count(check).first:
        pupil, subject = sheet.answers[place].table.index[row]
        grid = grounds[place].end.grid
        size = sizes[place][grid.pupils.get_loc(pupil), grid.subjects.index(subject)]
        candidates.append((not grounds[place].made_up, int(size), run, place, pupil, subject))
    candidates.sort()
    budget, best = Budget(), None
    for _, _, run, place, pupil, subject in candidates[:SUSPECTS]:
        suspect = Suspect(sheet.found, sheet.seconds, check, run, pupil, subject)
        found = smallest(suspect, grounds[place], chance(seed, check, run, place), budget)
        if found is not None and (best is None or found.others < best[1].others):
            best = suspect, found, grounds[place].made_up
        if best is not None and not best[1].others:
            break
    return example(*best) if best else None


def _evidence(ground: Ground) -> Integers:
    """Count what is due and what was judged, pupils × subjects.

    Notes
    -----
    Pupils whom the marks do not explain come last: those placed by a teacher or a score, and those
    with something secure that nobody judged.
    """
    counted = np.zeros((len(ground.end.grid.pupils), len(ground.end.subjects)))
    for snapshot in (ground.start, ground.end):
        tally, evidence = snapshot.grid.tally, snapshot.evidence
        counted += tally(evidence.assessed) + tally(snapshot.expected.due)
        unexplained = tally(evidence.secure & ~evidence.assessed) > 0
        unexplained |= ~snapshot.rests_on("statements").to_numpy(bool)
        counted += LAST * unexplained
    return counted.astype(np.int64)
