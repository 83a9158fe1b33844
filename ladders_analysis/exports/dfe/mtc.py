"""The multiplication tables check, as the DfE gives a school its results.

Marks run from 0 to 25. The check has no expected standard: its results are a distribution, and any
line drawn through it is a school's own.

References
----------
Standards and Testing Agency, Multiplication tables check: assessment framework (2018) and guidance
(2025); headers as in the DfE's Get information about pupils service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ladders_analysis.exports.dfe.codes import TABLES_CHECK_OUTCOMES
from ladders_analysis.exports.dfe.columns import Laid, Shape
from ladders_analysis.exports.dfe.extract import extract_format
from ladders_analysis.exports.dfe.values import Held
from ladders_analysis.report import Problem

ASSESSMENT = "Multiplication tables check"
CHECK = Held(
    ASSESSMENT,
    "Maths",
    (0, 25),
    TABLES_CHECK_OUTCOMES,
    beside=("ReasonNotTakingCheck", "PupilStatus"),
)

COLUMN_MAP: Mapping[str, Held] = {"FormMark": CHECK}
"""Header, with or without `MTC_` -> what it holds, with the reason and status beside it."""


def no_standard_note(file: str, count: int, sheet: str = "") -> Problem:
    """Note that the check has no expected standard.

    Parameters
    ----------
    file, sheet
        Where the results are from.
    count
        How many there are.
    """
    rule = "the multiplication tables check has no expected standard"
    remedy = "look at how the marks are spread; a line through them is the school's own"
    return Problem(file, rule, "note", remedy, sheet, count=count)


def _no_standard(laid: Laid) -> Iterable[Problem]:
    if laid.sheet.rows:
        yield no_standard_note(laid.file.name, len(laid.sheet.rows), laid.sheet.sheet)


SHAPE = Shape(
    "mtc",
    "the multiplication tables check",
    "MTC_",
    COLUMN_MAP,
    year_group=4,
    further=_no_standard,
)


FORMAT = extract_format(
    SHAPE,
    title="Multiplication tables check (DfE extract)",
    holds="marks and reasons for having none, one row a pupil",
    source="STA, Multiplication tables check guidance (2025); headers of the DfE's extract",
)
