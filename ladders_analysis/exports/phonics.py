"""The phonics screening check, as the DfE gives a school its results.

A mark from 0 to 40 and whether it met the standard of its year. The threshold is the DfE's and is
not repeated here: the outcome says it.

References
----------
Standards and Testing Agency, Phonics screening check: administration guidance (2025); headers as
in the DfE's Get information about pupils service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ladders_analysis.calendar import Calendar
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.dfe_codes import PHONICS_OUTCOMES
from ladders_analysis.exports.dfe_columns import ExtractOptions, Shape, recognise_extract
from ladders_analysis.exports.dfe_extract import read_extract
from ladders_analysis.exports.dfe_values import Held
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance

CHECK = Held(
    "Phonics screening check", "Reading", (0, 40), PHONICS_OUTCOMES, beside=("PHONICS_OUTCOME",)
)

COLUMN_MAP: Mapping[str, Held] = {"PHONICS_MARK": CHECK}
"""Header, with or without `Phonics_` -> what it holds, with its outcome beside it."""

SHAPE = Shape(
    "phonics", "the phonics screening check", "Phonics_", COLUMN_MAP, year_group=1, needed=1
)


def read_phonics(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read an extract of the phonics screening check.

    Parameters
    ----------
    file, options, calendar
        As for `read_extract`.

    Raises
    ------
    ReadError
        The file cannot be read as such an extract.
    """
    return read_extract(file, options, calendar, SHAPE)


def recognise(seen: Glance) -> Recognised | None:
    """Tell an extract of the check by its mark and outcome."""
    return recognise_extract(seen, SHAPE)


FORMAT = Format(
    "phonics",
    "Phonics screening check (DfE extract)",
    "marks and outcomes, one row a pupil",
    read_phonics,
    recognise,
    source="STA, Phonics screening check guidance (2025); headers of Get information about pupils",
    options=ExtractOptions,
    column_map=COLUMN_MAP,
)
