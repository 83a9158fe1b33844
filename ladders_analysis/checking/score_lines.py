"""Lines that a school draws through an assessment which has no national standard.

Such a line may be useful within the school; it must not be taken for the DfE's.
"""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.policy import ScoreLine
from ladders_analysis.report import Problem
from ladders_analysis.settings import SETTINGS_FILE, Settings

WITHOUT_STANDARD = ("Multiplication tables check",)
"""Statutory assessments for which the DfE sets no expected standard (STA, 2018 and since)."""


def lines_without_standard(settings: Settings) -> list[Problem]:
    """Warn of `[score.X]` lines on an assessment that has no national standard.

    Parameters
    ----------
    settings
        The whole school.toml.

    Returns
    -------
    list of Problem
        One per table of school.toml that draws such a line.

    Notes
    -----
    The multiplication tables check reports a mark from 0 to 25 and no standard (Standards and
    Testing Agency, Multiplication tables check: assessment framework, 2018).
    """
    schools = ["", *settings.raw.get("schools", {})]
    found: dict[str, str] = {}
    for school_id in schools:
        mine = settings.for_school(school_id) if school_id else settings.default
        own = settings.raw.get("schools", {}).get(school_id, {}).get("score", {})
        for subject, assessment in _lines(mine.scores).items():
            where = f"schools.{school_id}.score.{subject}" if school_id else f"score.{subject}"
            if not school_id or subject in own:
                found[where] = assessment
    return [
        Problem(
            SETTINGS_FILE,
            f"{assessment}: no national standard",
            "warning",
            "the line is the school's own: say so wherever it is shown, or take `expected` and "
            "`higher` out to see how the marks are spread",
            column=where,
        )
        for where, assessment in found.items()
    ]


def _lines(scores: Mapping[str, ScoreLine]) -> dict[str, str]:
    """Return the subjects with a line on such an assessment, and the assessment."""
    without = {fold(name): name for name in WITHOUT_STANDARD}
    drawn = {}
    for subject, line in scores.items():
        tables = [
            (line.assessment, line.expected, line.higher),
            *(
                (
                    str(year.get("assessment", line.assessment)),
                    year.get("expected", line.expected),
                    year.get("higher", line.higher),
                )
                for year in line.year.values()
            ),
        ]
        for assessment, expected, higher in tables:
            if fold(assessment) in without and (expected is not None or higher is not None):
                drawn[subject] = without[fold(assessment)]
    return drawn
