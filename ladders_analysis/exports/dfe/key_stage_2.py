"""Key stage 2 tests and teacher assessment, as the DfE gives a school its results.

Scaled scores run from 80 to 120; beside each stands its outcome, which says why there is none.

References
----------
Standards and Testing Agency, Understanding scaled scores at key stage 2 (2025) and Key stage 2
teacher assessment guidance (2025); headers as in the DfE's Get information about pupils service.
"""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.exports.dfe.codes import TEACHER_ASSESSMENTS, TEST_OUTCOMES
from ladders_analysis.exports.dfe.columns import Shape
from ladders_analysis.exports.dfe.extract import extract_format
from ladders_analysis.exports.dfe.values import Held

GRAMMAR = "Grammar, punctuation and spelling"


def scaled_score(subject: str, *beside: str) -> Held:
    """Return what an entry for a key stage 2 test holds.

    Examples
    --------
    >>> scaled_score("Maths").marks
    (80, 120)
    """
    return Held("KS2 scaled score", subject, (80, 120), TEST_OUTCOMES, beside)


def teacher_assessment(subject: str) -> Held:
    """Return what an entry for a teacher assessment at key stage 2 holds."""
    return Held("KS2 teacher assessment", subject, codes=TEACHER_ASSESSMENTS)


COLUMN_MAP: Mapping[str, Held] = {
    "READSCORE": scaled_score("Reading", "READOUTCOME"),
    "MATSCORE": scaled_score("Maths", "MATOUTCOME"),
    "GPSSCORE": scaled_score(GRAMMAR, "GPSOUTCOME"),
    "WRITTAOUTCOME": teacher_assessment("Writing"),
    "SCITAOUTCOME": teacher_assessment("Science"),
    "READTAOUTCOME": teacher_assessment("Reading"),
    "MATTAOUTCOME": teacher_assessment("Maths"),
}
"""Header, with or without `KS2_` -> what it holds, with its outcome beside it."""

SHAPE = Shape(
    "key_stage_2", "key stage 2 tests and teacher assessment", "KS2_", COLUMN_MAP, year_group=6
)


FORMAT = extract_format(
    SHAPE,
    title="Key stage 2 tests and teacher assessment (DfE extract)",
    holds="scaled scores and outcomes, one row a pupil",
    source="STA, Understanding scaled scores (2025); headers of Get information about pupils",
)
