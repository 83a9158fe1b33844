"""The DfE's Common Transfer File: what goes with a pupil from school to school.

A record is one assessment of one pupil, and one more for each pupil where the file is to say who
they are. What its tables of codes do not know is kept under the codes themselves.

References
----------
DfE, Common transfer file 25 specification (2025); versions 24 and 25. In the header
`AcademicYear` is the year in which the academic year begins, in an assessment `Year` the one in
which it ends, as the DfE's own services write them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ladders_analysis.calendar import Calendar, academic_year_of
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.dfe.ctf_codes import COLUMN_MAP, VERSIONS
from ladders_analysis.exports.dfe.ctf_records import Reading
from ladders_analysis.exports.dfe.ctf_xml import Pupil, Transfer, read_transfer
from ladders_analysis.exports.dfe.extract import stated_year
from ladders_analysis.exports.dfe.records import PUPIL_COLUMNS, RESULT_COLUMNS, text_table
from ladders_analysis.exports.dfe.year import ResultDays, primary_year_group, year_ending
from ladders_analysis.exports.formats import NAMED, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.report import Problem

__all__ = ["COLUMN_MAP", "FORMAT", "read_ctf", "recognise"]

_ROOT = re.compile(r"<(?:[\w.-]+:)?CTfile[\s>/]", re.IGNORECASE)
_VERSION = re.compile(r"<CTFversion>\s*([0-9.]{1,8})\s*<", re.IGNORECASE)
_VERSION_NUMBER = re.compile(r"([0-9]+)(?:\.[0-9]+)?")
YEAR_GROUP_AGE = 5
"""Year N pupils turn N + 5 within the academic year."""
_YEAR_TURNS = (8, 1)
"""From the first of August a file is of the academic year to come."""


class TransferOptions(ReadingOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "ctf"`.

    Attributes
    ----------
    taken_on
        The day of the results of that academic year; those of other years keep their own.
    academic_year
        The academic year in which the pupils are in the year group that the file gives.
    defines_pupils
        True where no other file lists the pupils.
    """

    taken_on: dt.date | None = None
    academic_year: int | str | None = None
    defines_pupils: bool = False


def read_ctf(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read a Common Transfer File.

    Parameters
    ----------
    file
        The file.
    options
        Its `[[export]]` table (`TransferOptions`).
    calendar
        The school's years: a result stands on the last day of its own.

    Raises
    ------
    SettingsError
        An option is unknown, or its academic year cannot be read.
    ReadError
        It is not such a file, is damaged or hostile, or does not say the pupils' academic year.

    Notes
    -----
    Rows are numbered by the pupil's position in the file. `Year` is the one in which an academic
    year ends. Of the two academic years that the header's `AcademicYear` can mean, the one that
    agrees with more pupils' dates of birth and year groups; where that does not tell, the one that
    begins in it, unless the file was made before 1 August of that year.
    """
    stated = read_options(options, TransferOptions, "ctf")
    transfer = read_transfer(file)
    ends = None
    notes = _version_notes(file.name, transfer)
    if stated.defines_pupils:
        ends = stated_year(stated.academic_year) or _year_of_pupils(file.name, transfer)
        if stated.academic_year is None:
            notes.append(
                Problem(
                    file.name,
                    f"pupils are taken to be of {ends - 1}/{ends % 100:02d}",
                    "note",
                    "by the header and the dates of birth; state academic_year in its [[export]] "
                    "table if it is not so",
                    column="AcademicYear",
                    count=len(transfer.pupils),
                )
            )
    days = ResultDays(file, calendar, stated.taken_on, stated.made_on)
    reading = Reading(file.name, days, ends)
    for pupil in transfer.pupils:
        reading.take(pupil)
    tables = {"results": text_table(reading.results, RESULT_COLUMNS)}
    if stated.defines_pupils:
        tables["pupils"] = text_table(reading.pupils, PUPIL_COLUMNS)
    return [
        Extract(
            file=file,
            reader="ctf",
            tables=tables,
            rows_read=sum(map(len, tables.values())) + reading.refused,
            refused=reading.refused,
            problems=[*notes, *reading.problems, *reading.counted(), *days.notes()],
            encoding=transfer.encoding,
            headers={"pupil_id": COLUMN_MAP["upn"]},
            date_format=stated.date_format,
            made_on=stated.made_on,
        )
    ]


def _version_notes(file: str, transfer: Transfer) -> list[Problem]:
    """Warn of a version that this reader was not written for."""
    word = transfer.header.get("version", "")
    match = _VERSION_NUMBER.fullmatch(word)
    if match is not None and match[1] in VERSIONS:
        return []
    rule = f"version {match[0]} of the format" if match else "no version of the format is given"
    remedy = f"it is read as version {VERSIONS[-1]}; compare a few pupils with what was exported"
    return [Problem(file, rule, "warning", remedy, column="CTFversion")]


def _year_of_pupils(file: str, transfer: Transfer) -> int:
    """Return the academic year of the pupils' year groups, by its end."""
    word = transfer.header.get("academic_year", "")
    ends = year_ending(word)
    if ends is None:
        raise ReadError(
            f"{file} does not say which academic year its pupils are in. State "
            f"academic_year = 2026 in its [[export]] table."
        )
    if len(word) > 4:
        return ends
    implied = Counter(map(_year_by_age, transfer.pupils))
    if implied[ends] != implied[ends + 1]:
        return ends if implied[ends] > implied[ends + 1] else ends + 1
    made = _date(transfer.header.get("made", ""))
    begun = made is None or made >= dt.date(ends, *_YEAR_TURNS)
    return ends + 1 if begun else ends


def _year_by_age(pupil: Pupil) -> int | None:
    """Return the academic year in which a pupil of that age is in that year group."""
    born = _date(pupil.details.get("date_of_birth", ""))
    year_group = primary_year_group(pupil.details.get("year_group", ""))
    if born is None or year_group is None:
        return None
    return academic_year_of(born) + YEAR_GROUP_AGE + year_group


def _date(word: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(word[:10])
    except ValueError:
        return None


def recognise(seen: Glance) -> Recognised | None:
    """Tell a Common Transfer File by its root element."""
    if seen.kind != "xml" or _ROOT.search(seen.text[:4000]) is None:
        return None
    version = _VERSION.search(seen.text)
    because = "it begins with <CTfile>" + (f" and says version {version[1]}" if version else "")
    defines = COLUMN_MAP["year_group"] in seen.text
    return Recognised(because, NAMED, {"defines_pupils": True} if defines else {})


FORMAT = Format(
    "ctf",
    "DfE Common Transfer File (XML, versions 24 and 25)",
    "statutory results, and the pupils where asked",
    read_ctf,
    recognise,
    source="DfE, Common transfer file 25 specification (2025)",
    options=TransferOptions,
    column_map=COLUMN_MAP,
)
