"""Key stage 1 teacher assessment, as the DfE gives a school its results.

Assessment at the end of key stage 1 has been optional since 2023/24: a later file holds what a
school chose to report, and a pupil without a result was not necessarily unassessed.

References
----------
Standards and Testing Agency, Key stage 1 teacher assessment guidance (2023) and Optional key stage
1 tests (2024); headers as in the DfE's Get information about pupils service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ladders_analysis.exports.dfe.codes import TEACHER_ASSESSMENTS
from ladders_analysis.exports.dfe.columns import Laid, Shape
from ladders_analysis.exports.dfe.extract import extract_format
from ladders_analysis.exports.dfe.values import Held
from ladders_analysis.report import Problem

OPTIONAL_FROM = 2024
"""The first academic year, by its end, in which key stage 1 assessment was optional."""


def teacher_assessment(subject: str) -> Held:
    """Return what an entry for a teacher assessment at key stage 1 holds."""
    return Held("KS1 teacher assessment", subject, codes=TEACHER_ASSESSMENTS)


COLUMN_MAP: Mapping[str, Held] = {
    "READ_OUTCOME": teacher_assessment("Reading"),
    "WRIT_OUTCOME": teacher_assessment("Writing"),
    "MATH_OUTCOME": teacher_assessment("Maths"),
    "SCI_OUTCOME": teacher_assessment("Science"),
}
"""Header, with or without `KS1_` -> what it holds."""


def optional_note(file: str, years: Iterable[int | None], sheet: str = "") -> list[Problem]:
    """Note that key stage 1 assessment was optional, where results are of such a year.

    Parameters
    ----------
    file, sheet
        Where the results are from.
    years
        The academic year of each, by its end.

    Examples
    --------
    >>> optional_note("ks1.csv", [2023])
    []
    >>> optional_note("ks1.csv", [2023, 2024, 2026])[0].count
    2
    """
    count = sum(year is not None and year >= OPTIONAL_FROM for year in years)
    rule = "key stage 1 assessment has been optional since 2023/24"
    remedy = "these results are what the school chose to report; do not compare them with earlier"
    return [Problem(file, rule, "note", remedy, sheet, count=count)] if count else []


def _optional(laid: Laid) -> Iterable[Problem]:
    return optional_note(laid.file.name, laid.years, laid.sheet.sheet)


SHAPE = Shape(
    "key_stage_1",
    "key stage 1 teacher assessment",
    "KS1_",
    COLUMN_MAP,
    year_group=2,
    further=_optional,
)


FORMAT = extract_format(
    SHAPE,
    title="Key stage 1 teacher assessment (DfE extract)",
    holds="outcomes in reading, writing, maths and science, one row a pupil",
    source="STA, Key stage 1 teacher assessment guidance (2023); headers of the DfE's extract",
)
