"""How an extract of the DfE is laid out: which of its columns hold what, by header.

The headers of one extract come with a prefix (`FSP_UPN`) or without (`UPN`), in any case. What is
looked for is data: one map per extract, beside its reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.dfe.values import Held
from ladders_analysis.exports.formats import Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.marksheet import Marksheet, fold
from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.report import Problem

PUPIL_MAP: Mapping[str, tuple[str, ...]] = {
    "upn": ("UPN",),
    "surname": ("SURNAME",),
    "forename": ("FORENAME", "FORENAMES"),
    "date_of_birth": ("DOB",),
    "sex": ("SEX", "GENDER"),
    "academic_year": ("ACADYR",),
    "year_group": ("NCYEARACTUAL", "YEARGRP"),
    "former_upn": ("FORMER UPN", "FORMERUPN"),
}
"""What an extract says of a pupil -> the headers it goes by, the likeliest first."""

NAMES_SHOWN = 12
"""Headers listed in a note; the others are counted."""


class ExtractOptions(MarksheetOptions, frozen=True):
    """The keys of an `[[export]]` that is an extract of the DfE.

    Attributes
    ----------
    taken_on
        The day the results are of, for results of that academic year.
    academic_year
        The academic year of every row, whatever its column says.
    defines_pupils
        True where no other file lists the pupils.
    """

    taken_on: dt.date | None = None
    academic_year: int | str | None = None
    defines_pupils: bool = False


@dataclass(frozen=True)
class Laid:
    """A sheet of an extract, its columns found.

    Attributes
    ----------
    file, sheet
        Where it is from.
    places
        Header as the map spells it, or part of `PUPIL_MAP` -> where the column stands.
    years
        The academic year of each row, by its end; None where it cannot be read.
    """

    file: RawFile
    sheet: Marksheet
    places: Mapping[str, int]
    years: Sequence[int | None] = ()

    def cell(self, row: Sequence[str], column: str) -> str:
        """Return what stands in a row under a column, blank where there is no such column."""
        place = self.places.get(column)
        return "" if place is None else row[place]

    def header(self, column: str) -> str:
        """Return a column's header as the file spells it."""
        place = self.places.get(column)
        return column if place is None else self.sheet.headers[place]


def _nothing_more(laid: Laid) -> Iterable[Problem]:
    """Have nothing further to say."""
    return ()


@dataclass(frozen=True)
class Shape:
    """What one of the DfE's extracts looks like.

    Attributes
    ----------
    reader, title
        Its reader's name, and what people call it.
    prefix
        What its headers may begin with.
    columns
        Its column map.
    year_group
        The year group that is assessed, where no column says so.
    needed
        How many of its columns give it away.
    further
        What else is worth saying of a sheet.
    """

    reader: str
    title: str
    prefix: str
    columns: Mapping[str, Held]
    year_group: int
    needed: int = 2
    further: Callable[[Laid], Iterable[Problem]] = field(default=_nothing_more)

    @property
    def results(self) -> list[str]:
        """Every header that speaks of a result."""
        beside = [name for held in self.columns.values() for name in held.beside]
        return list(dict.fromkeys([*self.columns, *beside]))

    def spellings(self, header: str) -> tuple[str, ...]:
        """Return a header with and without the prefix, with underscores and with spaces."""
        names = (header, f"{self.prefix}{header}")
        return tuple(dict.fromkeys(s for n in names for s in (n, n.replace("_", " "))))


def header_key(header: str) -> str:
    """Fold a header for comparison: case, and underscores for spaces.

    Examples
    --------
    >>> header_key("Former UPN") == header_key("FORMER_UPN")
    True
    """
    return fold(header).replace(" ", "_").replace("-", "_")


def find_columns(file: RawFile, sheet: Marksheet, shape: Shape) -> Laid:
    """Find the columns of an extract in a sheet.

    Raises
    ------
    ReadError
        None of its results is there, or one is there twice.
    """
    there: dict[str, list[int]] = {}
    for place, header in enumerate(sheet.headers):
        there.setdefault(header_key(header), []).append(place)
    places: dict[str, int] = {}
    for part, headers in PUPIL_MAP.items():
        found = [_place(file, sheet, there, shape, header) for header in headers]
        first = next((place for place in found if place is not None), None)
        places |= {} if first is None else {part: first}
    results = {name: _place(file, sheet, there, shape, name) for name in shape.results}
    places |= {name: place for name, place in results.items() if place is not None}
    if places.keys().isdisjoint(shape.results):
        raise ReadError(
            f"{file.name} has no column of {shape.title}. Looked for, with or without "
            f"{shape.prefix} before it: {', '.join(shape.results)}."
        )
    if "upn" not in places:
        raise ReadError(
            f"{file.name} has no column UPN or {shape.prefix}UPN, by which pupils are known. "
            f"Export it again with the UPNs."
        )
    return Laid(file, sheet, places)


def _place(
    file: RawFile, sheet: Marksheet, there: Mapping[str, list[int]], shape: Shape, header: str
) -> int | None:
    """Return where a column stands, None where it does not."""
    keys = dict.fromkeys(map(header_key, shape.spellings(header)))
    found = [place for key in keys for place in there.get(key, ())]
    if len(found) > 1:
        names = ", ".join(sheet.headers[place] for place in found)
        raise ReadError(f"{file.name} has {header} more than once: {names}. Keep one of them.")
    return found[0] if found else None


def column_notes(laid: Laid, shape: Shape) -> list[Problem]:
    """Note which columns of the extract are missing, and which others are not read."""
    missing = [name for name in shape.results if name not in laid.places]
    used = set(laid.places.values())
    others = [
        header for place, header in enumerate(laid.sheet.headers) if header and place not in used
    ]
    file, sheet = laid.file.name, laid.sheet.sheet
    said = (
        ("columns of the extract that are not there", missing, ""),
        ("columns not read", others, ": no result of a pupil that is known"),
    )
    return [
        Problem(file, rule, "note", _listed(names) + tail, sheet, count=len(names))
        for rule, names, tail in said
        if names
    ]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def recognise_extract(seen: Glance, shape: Shape) -> Recognised | None:
    """Tell whether a table has the columns of an extract.

    Parameters
    ----------
    seen
        What the file looks like.
    shape
        The extract.
    """
    telling = {header_key(s): name for name in shape.results for s in shape.spellings(name)}
    pupil = {
        header_key(spelling): part
        for part in ("upn", "academic_year")
        for header in PUPIL_MAP[part]
        for spelling in shape.spellings(header)
    }
    best: dict[str, str] = {}
    parts: set[str] = set()
    for row in seen.rows:
        keys = {header_key(cell): cell for cell in row}
        found = {telling[key]: cell for key, cell in keys.items() if key in telling}
        if len(found) > len(best):
            best, parts = found, {pupil[key] for key in keys if key in pupil}
    if len(best) < shape.needed or "upn" not in parts:
        return None
    ask: tuple[str, ...] = ()
    if "academic_year" not in parts:
        ask = ("Say which year it is of: academic_year = 2026, or taken_on = 2026-05-14.",)
    names = list(best.values())
    more = f" and {len(names) - 3} more of its columns" if len(names) > 3 else ""
    return Recognised(
        f"its header has {', '.join(names[:3])}{more}",
        len(best) + len(parts),
        {"defines_pupils": True},
        ask,
    )
