"""What a release may be made of: the whole of one school, between two points that belong together.

Figures of a part beside figures of the whole would give pupils away, and so would two answers about
one point. What does not belong together is refused here, before anything is counted.
"""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from ladders_analysis.calendar import academic_year_of
from ladders_analysis.errors import ReleaseError
from ladders_analysis.movement import BOTH, LEFT, Progress
from ladders_analysis.snapshot import Snapshot

POINT = re.compile(r"(?P<label>.*) \(entries to (?P<close>\d{4}-\d{2}-\d{2})\)")


def check_whole(end: Snapshot, progress: Progress) -> None:
    """Refuse what would not be the whole of one school between two points that belong together.

    Parameters
    ----------
    end, progress
        What `la.release` was given.

    Raises
    ------
    ReleaseError
        Saying what to give it instead.
    """
    if not isinstance(end, Snapshot) or not isinstance(progress, Progress):
        raise ReleaseError(
            "la.release takes the snapshot of one school and what la.progress gave up to it. For a "
            "trust, release each school by itself: school.one(ID)."
        )
    if point_of(progress.provenance.end) != _named(end):
        raise ReleaseError(
            f"The progress ends at {point_of(progress.provenance.end)[0]}, the snapshot is of "
            f"{end.point.label}. Give la.release the snapshot that the progress ends at."
        )
    fingerprints = ({end.school_id: end.settings.policy_hash}, dict(progress.provenance.policy))
    if fingerprints[0] != fingerprints[1]:
        raise ReleaseError(
            "The progress is of another school or under another policy than the snapshot. Take "
            "both from one load of the school."
        )
    people = progress.population
    here = people.index.get_level_values("pupil_id")[(people["presence"] != LEFT).to_numpy()]
    everybody = pd.MultiIndex.from_product([end.pupils.index, end.subjects])
    if len(here) != len(everybody) or set(here) != set(end.pupils.index):
        raise ReleaseError(
            "The progress is of a part of the school. Figures of a part beside those of the whole "
            "would give pupils away: give la.release the whole of la.progress(start, end, …)."
        )
    if not (people["presence"] == BOTH).any():
        raise ReleaseError(
            "Nobody was on roll at both points, so there is nothing to release. Choose points "
            "between which pupils stayed."
        )


def check_beside(end: Snapshot, progress: Progress, beside: Progress) -> None:
    """Refuse a year ago that is not the same question a year ago.

    Parameters
    ----------
    end, progress, beside
        What `la.release` was given.

    Raises
    ------
    ReleaseError
        Saying what to give it instead.
    """
    mine, other = progress.provenance, beside.provenance
    if (mine.definition, mine.version, mine.parameters) != (
        other.definition,
        other.version,
        other.parameters,
    ) or mine.policy.keys() != other.policy.keys():
        raise ReleaseError(
            "A year ago must be the same school by the same definition. Use the same one in both "
            "calls of la.progress."
        )
    year = point_of(other.end)[1]
    if year != end.point.year.ends - 1:
        raise ReleaseError(
            f"The progress beside ends at {point_of(other.end)[0]}, which is not in the year "
            f"before {end.point.label}. school.year_before(point) finds the same point a year ago."
        )


def point_of(written: str) -> tuple[str, int]:
    """Read a point's label and academic year from how provenance writes it.

    Examples
    --------
    >>> point_of("Autumn 2025 (entries to 2025-12-12)")
    ('Autumn 2025', 2026)
    """
    return _read(written)["label"], academic_year_of(close_of(written))


def close_of(written: str) -> dt.date:
    """Read the day on which a point's entries close from how provenance writes it.

    Examples
    --------
    >>> close_of("Autumn 2025 (entries to 2025-12-12)")
    datetime.date(2025, 12, 12)
    """
    return dt.date.fromisoformat(_read(written)["close"])


def _read(written: str) -> re.Match[str]:
    found = POINT.fullmatch(written)
    if found is None:
        raise ReleaseError(
            "The progress is of several schools at different points. Release each school by "
            "itself: school.one(ID)."
        )
    return found


def _named(end: Snapshot) -> tuple[str, int]:
    return end.point.label, academic_year_of(end.point.entries_close)
