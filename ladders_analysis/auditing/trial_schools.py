"""Made-up schools for putting a definition to the test: many pupils close to every line.

A cohort with nobody near a line refutes nothing. Each of these schools has a policy of its own, and
pupils who are exactly on its lines, one statement below and one above; together they walk through
what school.toml allows. They are made in memory, and the same seed makes the same schools.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from ladders_analysis.auditing import trial_tables
from ladders_analysis.auditing.trial_marks import marks_near_lines
from ladders_analysis.grid import Codes
from ladders_analysis.one_school import OneSchool, one_school
from ladders_analysis.settings import SchoolSettings, settings_from
from ladders_analysis.snapshot import Snapshot
from ladders_analysis.taking import both_taken, taken

PUPILS = 40
SUBJECTS = ("Reading", "Maths")
SCALE = {
    "codes": ["Not yet", "Developing", "Secure", "Deeper"],
    "secure": "Secure",
    "deeper": "Deeper",
    "not_assessed": ["absent"],
}
OVER_THE_SUMMER = ("Summer 2024", "Autumn 2024")
IN_A_YEAR = ("Autumn 2023", "Spring 2024")
ALL_YEAR = ("Autumn 2023", "Summer 2024")

Recorded = Literal["all", "ticks", "exceptions"]


@dataclass(frozen=True, eq=False)
class Pair:
    """A made-up school at two points.

    Attributes
    ----------
    label
        What kind of school it is, in plain words.
    start, end
        Its snapshots.
    """

    label: str
    start: Snapshot
    end: Snapshot


@dataclass(frozen=True)
class _Kind:
    """What one made-up school is like; what it does not say is as in any school."""

    label: str
    points: tuple[str, str]
    year_group: int = 4
    pupils: int = PUPILS
    subjects: tuple[str, ...] = SUBJECTS
    policy: Mapping[str, Any] = field(default_factory=dict)
    scale: Mapping[str, Any] = field(default_factory=lambda: SCALE)
    recorded: Recorded = "all"
    missing: float = 0.0
    weighted: bool = False
    bands: bool = False
    moves: bool = False
    twice: bool = False
    teachers: bool = False
    scores: bool = False


_TICKS = {"codes": ["no", "yes"], "secure": "yes"}
_KINDS = (
    _Kind("Year 4 from autumn to spring", IN_A_YEAR),
    _Kind("Year 4 to Year 5 over the summer", OVER_THE_SUMMER),
    _Kind(
        "Year 4 to Year 5 over the summer, key statements of earlier years count",
        OVER_THE_SUMMER,
        policy={"earlier_years": "key", "all_key": True, "secure_share": 0.6},
    ),
    _Kind(
        "Year 5 from autumn to summer, all key statements must be secure, lines rise by half-term",
        ALL_YEAR,
        year_group=5,
        policy={"all_key": True, "secure_share": [0.4, 0.5, 0.5, 0.6, 0.7, 0.8]},
    ),
    _Kind(
        "Year 3 to Year 5 over two years, the highest judgement counts, as do all earlier years",
        ("Summer 2023", "Summer 2025"),
        year_group=3,
        policy={"earlier_years": "all", "counts": "highest"},
    ),
    _Kind(
        "Year 4 from autumn to spring, a statement must be judged on two days",
        IN_A_YEAR,
        policy={"counts": {"n_times": 2}},
        twice=True,
    ),
    _Kind(
        "Year 4 from autumn to summer, only exceptions are recorded",
        ALL_YEAR,
        policy={"by_exception": True},
        recorded="exceptions",
    ),
    _Kind(
        "Year 4 from autumn to spring, only what is secure is ticked, nothing is deeper",
        IN_A_YEAR,
        policy={"unjudged": "not secure"},
        scale=_TICKS,
        recorded="ticks",
    ),
    _Kind(
        "Year 3 from autumn to summer, statements weigh differently, some are split, some in bands",
        ALL_YEAR,
        year_group=3,
        weighted=True,
        bands=True,
    ),
    _Kind(
        "Year 4 to Year 5 over the summer, pupils join, leave, repeat the year or work on their "
        "own curriculum",
        OVER_THE_SUMMER,
        moves=True,
    ),
    _Kind(
        "Year 5 from autumn to summer, much is not judged",
        ALL_YEAR,
        year_group=5,
        missing=0.35,
    ),
    _Kind("Reception from autumn to summer", ALL_YEAR, year_group=0),
    _Kind(
        "Year 4 to Year 5 over the summer, placed by their teachers",
        OVER_THE_SUMMER,
        teachers=True,
        scores=True,
    ),
    _Kind(
        "Year 5 from autumn to summer, placed by a test",
        ALL_YEAR,
        year_group=5,
        policy={"basis": "score"},
        scores=True,
        moves=True,
    ),
    _Kind(
        "a large Year 4 to Year 5 of which only test scores are held",
        ("Summer 2024", "Summer 2025"),
        pupils=400,
        subjects=("Maths",),
        scale={},
        scores=True,
    ),
)


@lru_cache(maxsize=1)
def trial_pairs(seed: int = 0) -> tuple[Pair, ...]:
    """Make the made-up schools, each at two points.

    Parameters
    ----------
    seed
        Another seed makes other pupils, in the same kinds of school.

    Notes
    -----
    They are kept: asking again is free.

    Examples
    --------
    >>> pairs = trial_pairs()
    >>> pairs[0].label, len(pairs[0].start.pupils)
    ('Year 4 from autumn to spring', 40)
    """
    return tuple(
        _pair(kind, np.random.default_rng([seed, place])) for place, kind in enumerate(_KINDS)
    )


def _pair(kind: _Kind, rng: np.random.Generator) -> Pair:
    settings = _settings(kind)
    points = [settings.calendar.point(name) for name in kind.points]
    start, end = points
    years = range(start.year.ends, end.year.ends + 1)
    pupils = trial_tables.roll(kind.pupils, kind.year_group, years, moves=kind.moves)
    tables = {"pupils": pupils}
    if kind.scale:
        tables["statements"] = trial_tables.curriculum(
            range(max(kind.year_group - 1, 0), kind.year_group + len(years)),
            kind.subjects,
            weighted=kind.weighted,
            bands=kind.bands,
        )
    if kind.teachers:
        tables["overall"] = trial_tables.teachers_view(pupils, kind.subjects, points, rng)
    if kind.scores:
        tables["results"] = trial_tables.scores(pupils, kind.subjects, points, rng)
    bare = one_school(settings, trial_tables.tables_of(**tables), {})
    before, after = taken(bare, start), taken(bare, end)
    marks = marks_near_lines(before, after, rng, kind.missing)
    judged = bare.with_tables(judgements=_judgements(kind, before, after, marks, rng))
    return Pair(kind.label, *both_taken(judged, before, after))


def _settings(kind: _Kind) -> SchoolSettings:
    raw: dict[str, Any] = {
        "school": {"id": trial_tables.SCHOOL, "name": "A made-up school"},
        "year": trial_tables.calendar(),
        "expectation": dict(kind.policy),
    }
    if kind.scale:
        raw["scale"] = dict(kind.scale)
    if kind.teachers:
        raw["overall"] = {
            "codes": trial_tables.OVERALL_CODES,
            "progress": list(trial_tables.PROGRESS),
        }
    if kind.scores:
        line = {"assessment": trial_tables.ASSESSMENT, "expected": 100, "higher": 110}
        raw["score"] = {subject: line for subject in kind.subjects}
    return settings_from(raw, Path()).default


def _judgements(
    kind: _Kind,
    start: Snapshot,
    end: Snapshot,
    marks: tuple[Codes, Codes],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Write the marks down as a mark book would have them, day by day."""
    of_school = start.of_school
    pages = []
    for snapshot, codes in zip((start, end), marks, strict=True):
        codes = _recorded(codes, of_school, kind.recorded, rng)
        pages.append(_page(of_school, codes, snapshot, rng))
        if kind.twice:
            again = np.where(rng.random(codes.shape) < 0.85, codes, 0)
            pages.append(_page(of_school, again, snapshot, rng, days_before=25))
    older = np.where(rng.random(marks[0].shape) < 0.1, rng.permuted(marks[0]), 0)
    pages.append(_page(of_school, older, start, rng, days_before=60))
    return pd.concat(pages, ignore_index=True)


def _recorded(
    codes: Codes, of_school: OneSchool, recorded: Recorded, rng: np.random.Generator
) -> Codes:
    """Leave out what the school's teachers do not write down."""
    scale = of_school.settings.scale
    secure = codes > (scale.secure_index if scale else 0)
    if recorded == "ticks":
        return np.where(secure, codes, 0)
    if recorded == "exceptions":
        return np.where(secure & (rng.random(codes.shape) < 0.7), 0, codes)
    return codes


def _page(
    of_school: OneSchool,
    codes: Codes,
    snapshot: Snapshot,
    rng: np.random.Generator,
    days_before: int = 0,
) -> pd.DataFrame:
    """Date the marks of one page, none of them after the close of entries."""
    grid, scale = of_school.grid, of_school.settings.scale
    words = [*(scale.codes if scale else ()), *(scale.not_assessed if scale else ())]
    down, across = codes.nonzero()
    ages = days_before + rng.integers(0, 20, len(down))
    close = np.datetime64(snapshot.point.entries_close, "s")
    page = trial_tables.empty("judgements").reindex(range(len(down)))
    dtype: pd.CategoricalDtype = pd.CategoricalDtype(words, ordered=True)
    place = (codes[down, across].astype(np.int64) - 1).tolist()
    return page.assign(
        school_id=trial_tables.SCHOOL,
        pupil_id=grid.pupils.take(down),
        statement_id=pd.Index(grid.table["statement_id"], dtype="str").take(across),
        assessed_on=close - ages.astype("timedelta64[D]"),
        judgement=pd.Categorical.from_codes(place, dtype=dtype),
    )
