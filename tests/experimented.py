"""One tiny school on which every experiment is worked out by hand.

Four statements of Year 4, all due by the first half-term; r2 is a key statement. Reading has two
ladders (r1 and r2, r3), Maths one (m1). Marks: N not yet, D developing, S secure, X deeper.

====  ==================  ==================
name  Autumn 2024         Spring 2025
====  ==================  ==================
Ann   r1–r3 SND, m1 S     r1–r3 SDS, m1 S
Ben   r1–r3 XS., m1 N     r1–r3 XSN, m1 S
====  ==================  ==================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from building import OVERALL, SCALE, best_fit, load_school, markbook, pupils, statements

from ladders_analysis.experiments.changed import Change, Changed
from ladders_analysis.experiments.cutting import one_ladder_cut, statements_cut
from ladders_analysis.experiments.evidence import (
    entries_late,
    entries_missing,
    not_secure_missing,
    one_more_secure,
    secure_unassessed,
    start_lowered,
)
from ladders_analysis.experiments.expectation import expectation_shifted
from ladders_analysis.experiments.grades import grades_cut
from ladders_analysis.experiments.naming import codes_renamed, pupils_renamed, statements_renamed
from ladders_analysis.experiments.noise import judgements_wrong
from ladders_analysis.experiments.rows import rows_duplicated, rows_shuffled
from ladders_analysis.school import School
from ladders_analysis.snapshot import Snapshot

Points = tuple[Snapshot, Snapshot]
IDS = "r1 r2 r3 m1"
LETTERS = ".NDSX"
TEACHERS = '[overall]\nprogress = ["less", "as expected", "more"]\n' + OVERALL
PLACED_EARLY = "[expectation]\nminimum_due = 0\n"

EXPERIMENTS: Mapping[str, Change] = {
    "statements cut": statements_cut(),
    "one ladder cut": one_ladder_cut(),
    "grades cut, lowest": grades_cut(),
    "grades cut, highest": grades_cut(which="highest"),
    "grades cut, any": grades_cut(which="any"),
    "pupils renamed": pupils_renamed,
    "statements renamed": statements_renamed,
    "codes renamed": codes_renamed,
    "rows shuffled": rows_shuffled,
    "rows duplicated": rows_duplicated,
    "one more secure": one_more_secure,
    "secure unassessed": secure_unassessed,
    "not secure missing": not_secure_missing,
    "start lowered": start_lowered(),
    "entries missing": entries_missing(),
    "entries late": entries_late(),
    "expectation raised": expectation_shifted(0.1),
    "expectation lowered": expectation_shifted(-0.1),
    "judgements wrong": judgements_wrong(0.2),
}


def tiny_tables() -> dict[str, object]:
    """Write the school's tables, for `build(**tiny_tables())`."""
    curriculum = [
        *statements("r1 r2", 1, ladder="Sounds"),
        *statements("r3", 1, ladder="Meaning"),
        *statements("m1", 1, subject="Maths"),
    ]
    curriculum[1]["key"] = "true"
    return {
        "pupils": pupils("ann ben", 4),
        "curriculum": curriculum,
        "judgements": [
            *markbook("2024-11-15", IDS, "ann SNDS\nben XS.N"),
            *markbook("2025-03-20", IDS, "ann .DS.\nben ..NS"),
        ],
        "policy": PLACED_EARLY,
    }


def full_tables() -> dict[str, object]:
    """Write the same school with overall judgements and scores; they do not place anybody."""
    return tiny_tables() | {
        "overall": best_fit("2024-11-15 2025-03-20", "ann  WTS EXS\nben  GDS EXS"),
        "results": """
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-11-20  99
        ann       NFER        Reading  2025-03-20  101
        ben       NFER        Reading  2025-03-20  88
        """,
        "policy": PLACED_EARLY + 'basis = "statements"\n' + TEACHERS,
    }


def without_statements() -> dict[str, object]:
    """Write a school that holds overall judgements only."""
    return {
        "pupils": pupils("ann ben", 4),
        "overall": best_fit("2024-11-15 2025-03-20", "ann  WTS EXS\nben  GDS EXS"),
        "policy": TEACHERS,
    }


def without_scale() -> dict[str, object]:
    """Write a school that holds overall judgements only, and has no judgement scale."""
    return without_statements() | {"scale": ""}


def scores_only() -> dict[str, object]:
    """Write a school that holds scores only."""
    return {
        "pupils": pupils("ann ben", 4),
        "results": """
        pupil_id  assessment  subject  taken_on    score
        ann       NFER        Reading  2024-11-20  99
        ann       NFER        Reading  2025-03-20  101
        """,
        "policy": '[score.Reading]\nassessment = "NFER"\nexpected = 100\n',
    }


def ticks_only() -> dict[str, object]:
    """Write the tiny school with one code, which is secure, and one above it."""
    marks = markbook("2024-11-15", IDS, "ann SSXS\nben S..X")
    scale = SCALE.replace('["N", "D", "S", "X"]', '["S", "X"]')
    return tiny_tables() | {"judgements": marks, "scale": scale}


KINDS: Mapping[str, Callable[[], dict[str, object]]] = {
    "everything": full_tables,
    "overall judgements only": without_statements,
    "no scale": without_scale,
    "scores only": scores_only,
    "ticks only": ticks_only,
}


def points(school: School) -> Points:
    """Take the school's two snapshots."""
    start, end = (school.as_at(name) for name in ("Autumn 2024", "Spring 2025"))
    assert isinstance(start, Snapshot) and isinstance(end, Snapshot)
    return start, end


_schools: dict[str, School] = {}


def tiny(kind: str = "everything") -> Points:
    """Take both snapshots of a tiny school, which is loaded once."""
    if kind not in _schools:
        with TemporaryDirectory() as folder:
            _schools[kind] = load_school(Path(folder) / "tiny", **KINDS[kind]())
    return points(_schools[kind])


def run(change: Change, both: Points, seed: int = 0) -> Changed:
    """Make an experiment with its own source of chance."""
    return change(*both, np.random.default_rng(seed))


def marks(snapshot: Snapshot, ids: str = IDS, letters: str = LETTERS) -> dict[str, str]:
    """Read the codes that count as letters, by pupil, statements in the order given."""
    codes = snapshot.codes.droplevel(["subject", "ladder", "year"], axis=1)[ids.split()]
    return {
        pupil: "".join(letters[code] for code in row)
        for pupil, row in zip(codes.index, codes.to_numpy().tolist(), strict=True)
    }


def seeds(number: int) -> range:
    """Give some seeds to try."""
    return range(number)
