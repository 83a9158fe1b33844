"""The rule of every reader: it loads and every row is accounted for, or it says why in our words.

Nothing else may come out: no other exception, no row lost, no row invented.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from fuzz.school import calendar, settings, with_known
from ladders_analysis.checking.desk import Desk
from ladders_analysis.errors import LaddersError
from ladders_analysis.exports.contract import Extract, RawFile, Reader
from ladders_analysis.exports.glance import glance
from ladders_analysis.exports.registry import READERS
from ladders_analysis.settings import Settings

OWN_FAULT = "This is a fault of the"
"""Begins the sentence by which the toolkit says that it caught itself losing a row."""
MAP = "renames"
"""The table of a curriculum's map: it is followed, and given to nobody."""


class RuleBrokenError(AssertionError):
    """A row was lost or invented."""


def must_hold(read: Reader, file: RawFile, options: Mapping[str, Any]) -> bool:
    """Read a file and check it against nobody and against the small school.

    Parameters
    ----------
    read
        The reader.
    file
        What it is given.
    options
        What its `[[export]]` table says.

    Returns
    -------
    bool
        Whether it was read; False where it was refused in our own words.

    Raises
    ------
    RuleBrokenError
        A row was lost or invented, or the toolkit caught itself at it.
    Exception
        Anything that a reader or a check let through.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return _holds(read, file, options)


def _holds(read: Reader, file: RawFile, options: Mapping[str, Any]) -> bool:
    """Read and check; a warning of a library is as good as an exception."""
    try:
        extracts = list(read(file, options, calendar()))
        for extract in extracts:
            found = sum(len(table) for table in extract.tables.values())
            if found + extract.refused != extract.rows_read:
                raise RuleBrokenError(f"{found} + {extract.refused} of {extract.rows_read}")
    except LaddersError as error:
        return _own(error)
    read_alone = _checked(extracts, None)
    return _checked(with_known(extracts), settings()) and read_alone


def must_recognise(file: RawFile) -> None:
    """Ask every format whether it knows the file; none may fail.

    Raises
    ------
    Exception
        Looking into a file is not allowed to fail, whatever is in it.
    """
    seen = glance(file)
    for known in READERS.values():
        found = known.recognise(seen)
        if found is not None and not found.because:
            raise RuleBrokenError(f"{known.name} recognises a file and does not say why")


def _own(error: LaddersError) -> bool:
    """Tell a refusal from the toolkit's own fault."""
    if OWN_FAULT in str(error):
        raise RuleBrokenError(str(error)) from error
    return False


def _checked(extracts: Sequence[Extract], school: Settings | None) -> bool:
    """Lay extracts on a desk, count what is kept by other means, and draw up the report."""
    desk = Desk(school)
    try:
        for number, extract in enumerate(extracts):
            desk.receive(extract, str(number), 0, "")
        tables = desk.tables()
        report = desk.report()
    except LaddersError as error:
        return _own(error)
    kept = sum(len(table) for table in tables.values())
    kept += len(desk.benches[MAP].rows) if MAP in desk.benches else 0
    said = sum(record.kept for record in report.records)
    if kept != said:
        raise RuleBrokenError(f"{kept} rows in the tables, {said} in the report")
    read = sum(each.rows_read for each in extracts)
    fates = ("kept", "superseded", "duplicates", "refused")
    told = sum(getattr(record, fate) for record in report.records for fate in fates)
    if read != told:
        raise RuleBrokenError(f"{read} rows read, {told} accounted for")
    for text in (report.brief(), report.to_json(), report._repr_html_()):
        text.encode("utf-8")
    return True
