"""The phonics screening check, as the DfE gives a school its results.

A mark from 0 to 40 and whether it met the standard of its year. The threshold is the DfE's and is
not repeated here: the outcome says it.

References
----------
Standards and Testing Agency, Phonics screening check: administration guidance (2025); headers as
in the DfE's Get information about pupils service.
"""

from __future__ import annotations

from collections.abc import Mapping

from ladders_analysis.exports.dfe.codes import PHONICS_OUTCOMES
from ladders_analysis.exports.dfe.columns import Shape
from ladders_analysis.exports.dfe.extract import extract_format
from ladders_analysis.exports.dfe.values import Held

CHECK = Held(
    "Phonics screening check", "Reading", (0, 40), PHONICS_OUTCOMES, beside=("PHONICS_OUTCOME",)
)

COLUMN_MAP: Mapping[str, Held] = {"PHONICS_MARK": CHECK}
"""Header, with or without `Phonics_` -> what it holds, with its outcome beside it."""

SHAPE = Shape(
    "phonics", "the phonics screening check", "Phonics_", COLUMN_MAP, year_group=1, needed=1
)


FORMAT = extract_format(
    SHAPE,
    title="Phonics screening check (DfE extract)",
    holds="marks and outcomes, one row a pupil",
    source="STA, Phonics screening check guidance (2025); headers of Get information about pupils",
)
