"""A 1EdTech CASE package (JSON) as a curriculum of statements.

The leaves of the tree are the statements; everything above them is a heading, one of which gives
the ladder. CASE names no half-term, so each is due by the end of its (last) year until the school
says. A level is a word of the country that wrote the file: a US Kindergarten is an English Year 1
by age, and only the school can say which year of its own is meant.

References
----------
1EdTech, Competencies and Academic Standards Exchange (CASE) 1.0, 2017: CFPackage, CFItem,
CFAssociation. Levels: Common Education Data Standards, "Education Level" (as used by CASE).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.errors import LaddersError, ReadError, nearest
from ladders_analysis.exports.case.package import Item, Package, read_package
from ladders_analysis.exports.case.sorting import Sorted, sort_items
from ladders_analysis.exports.case.tree import tree_of
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import NAMED, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.records import Problem

COLUMN_MAP: Mapping[str, str] = {
    "statement_id": "identifier",
    "subject": "CFDocument.subject",
    "ladder": "fullStatement of a heading",
    "text": "fullStatement",
    "year": "educationLevel",
    "year_to": "educationLevel",
}
"""Column of `statements` -> where CASE says it; `id_from`, `subject` and `ladder_from` choose."""

LEVELS: Mapping[str, int] = {"KG": 0, **{f"{grade:02d}": grade for grade in range(1, 14)}}
"""Level -> year group, by name: Kindergarten is Reception, Grade 1 is Year 1."""

LADDER_FROM = "Domain"
LAST_PRIMARY_YEAR = 6
NO_YEAR = "no year group"
BEYOND = "beyond Year 6"
WITHOUT = "without the heading asked for"


class CaseOptions(ReadingOptions, frozen=True):
    """The keys of a curriculum or `[[export]]` with `reader = "case"`.

    Attributes
    ----------
    subject
        The subject; left out: the document's only subject, else its title.
    ladder_from
        Which heading is the ladder: a CFItemType such as "Domain" or "Cluster" (the nearest above
        the statement), or a depth (1 stands directly under the document). A statement without
        such a heading takes the nearest above it; without any, the document's title. Left out:
        "Domain".
    leaf
        The CFItemType that is a statement, such as "Standard"; what stands under one is a part of
        it, and is counted but not kept. Left out: whatever has nothing under it.
    id_from
        What a statement is called: its identifier, or its code where it has one.
    levels
        Level -> year group, laid over `LEVELS` key by key.
    ladders
        CASE's heading -> the school's own word.
    """

    subject: str | None = None
    ladder_from: str | int = LADDER_FROM
    leaf: str | None = None
    id_from: Literal["identifier", "humanCodingScheme"] = "identifier"
    levels: dict[str, int] = {}
    ladders: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse years below Reception."""
        if any(year < 0 for year in self.levels.values()):
            raise ValueError("levels: a year group is 0 (Reception) or more")


def read_case(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read a CASE package.

    Parameters
    ----------
    file
        The JSON, as it is or wrapped in `{"CFPackage": …}`.
    options
        `CaseOptions`.
    calendar
        Not needed here; every reader is called alike.

    Raises
    ------
    ReadError
        It is not a CASE package, it says no subject, or no item is of a type that is asked for.

    Notes
    -----
    Every CFItem is one of: a statement kept, a heading, a part of a statement (with `leaf`), an
    item with no statement under it (with `leaf`), a statement beyond Year 6, or refused. Headings,
    parts and the like are notes with their counts; `rows_read` is statements and refusals. That
    all of it adds up to the number of CFItems is checked here on every file.

    A statement of several levels is a band from the first to the last, due at the end of the last;
    one whose last level is beyond Year 6 is therefore not due in a primary school. A statement
    without a level takes that of the nearest heading with one.
    """
    stated = read_options(options, CaseOptions, "case")
    package = read_package(file, stated.encoding)
    tree = tree_of(file.name, package)
    _check_kinds(file.name, package, stated)
    subject = stated.subject or package.subject or package.title
    if not subject:
        raise ReadError(
            f"{file.name} names no subject and no title: state `subject` for this curriculum."
        )
    found = sort_items(tree, stated.leaf, stated.ladder_from, package.title or subject)
    frame, refused, counts = _statements(file.name, found, stated, subject)
    problems = [*package.problems, *tree.problems, *refused]
    out = sum(problem.count for problem in problems if problem.severity == "refused")
    account = (len(frame), found.headings, found.parts, found.bare, counts[BEYOND], out)
    if sum(account) != package.found:
        raise LaddersError(
            f"{file.name}: {package.found} CFItems, but {' + '.join(map(str, account))} are "
            f"accounted for. This is a fault of the reader: report it."
        )
    return [
        Extract(
            file=file,
            reader="case",
            tables={"statements": frame},
            rows_read=len(frame) + out,
            refused=out,
            problems=[*problems, *_notes(file.name, found, counts, stated)],
            encoding=package.encoding,
            made_on=stated.made_on,
        )
    ]


def _check_kinds(name: str, package: Package, stated: CaseOptions) -> None:
    """Refuse an item type that no item has; the default need not be there."""
    there = {item.kind.casefold(): item.kind for item in package.items if item.kind}
    asked = {"leaf": stated.leaf, "ladder_from": stated.ladder_from}
    for key, kind in asked.items():
        if not isinstance(kind, str) or (key, kind) == ("ladder_from", LADDER_FROM):
            continue
        if kind.casefold() not in there:
            raise ReadError(
                f'{name} has no item of the type {key} = "{kind}"; '
                f"{nearest(kind, sorted(there.values()))}."
            )


def _statements(
    name: str, found: Sorted, stated: CaseOptions, subject: str
) -> tuple[pd.DataFrame, list[Problem], dict[str, int]]:
    """Turn the items into rows, refusing those without words, a year or a name of their own."""
    year_of = {**LEVELS, **stated.levels}
    rows: list[dict[str, str]] = []
    refused: list[Problem] = []
    due = [
        each
        for each in found.statements
        if max((year_of.get(level, 0) for level in each.levels), default=0) <= LAST_PRIMARY_YEAR
    ]
    times = Counter(_called(each.item, stated.id_from) for each in due)
    without = 0
    for each in due:
        item, levels, code = each.item, each.levels, _called(each.item, stated.id_from)
        years = [year_of[level] for level in levels if level in year_of]
        if not item.statement:
            why = ("blank fullStatement", "fullStatement", "give the item its words")
        elif not levels:
            why = (NO_YEAR, "educationLevel", "give the item, or a heading above it, a level")
        elif len(years) < len(levels):
            unknown = next(level for level in levels if level not in year_of)[:40]
            remedy = f'say which year it is: levels = {{ "{unknown}" = 1 }} for this curriculum'
            why = ("unknown education level", "educationLevel", remedy)
        elif times[code] > 1:
            remedy = 'use id_from = "identifier", or give each its own code'
            why = ("one code for several statements", stated.id_from, remedy)
        else:
            first, last = min(years), max(years)
            without += not each.as_asked
            rows.append(
                {
                    "statement_id": code,
                    "subject": subject,
                    "ladder": stated.ladders.get(each.ladder, each.ladder),
                    "year": str(first),
                    "year_to": str(last) if last != first else "",
                    "text": item.statement,
                    ROW: str(item.row),
                }
            )
            continue
        rule, column, remedy = why
        refused.append(Problem(name, rule, "refused", remedy, row=item.row, column=column))
    names = ["statement_id", "subject", "ladder", "year", "year_to", "text", ROW]
    frame = pd.DataFrame(rows, columns=names, dtype="str").astype({ROW: "int64"})
    return frame, refused, {BEYOND: len(found.statements) - len(due), WITHOUT: without}


def _called(item: Item, id_from: str) -> str:
    return (item.code if id_from == "humanCodingScheme" else "") or item.identifier


def _notes(
    name: str, found: Sorted, counts: Mapping[str, int], stated: CaseOptions
) -> list[Problem]:
    """Count what is in the file and is no statement of a primary school."""
    wanted = stated.ladder_from
    heading = f"heading at depth {wanted}" if isinstance(wanted, int) else wanted
    notes = {
        ("headings over statements", "they say where a statement belongs"): found.headings,
        (
            f"parts of a {stated.leaf}",
            f'leave out leaf = "{stated.leaf}" to keep them',
        ): found.parts,
        (f"no {stated.leaf} under it", "neither a statement nor a heading over one"): found.bare,
        (BEYOND, "not due in a primary school"): counts[BEYOND],
        (f"no {heading} above it", "the nearest heading is its ladder"): counts[WITHOUT],
    }
    return [
        Problem(name, rule, "note", remedy, column="CFItems", count=count)
        for (rule, remedy), count in notes.items()
        if count
    ]


def recognise(seen: Glance) -> Recognised | None:
    """Tell a CASE package by its own names for its parts."""
    if seen.kind != "json":
        return None
    named = [key for key in ("CFPackage", "CFDocument", "CFItems") if f'"{key}"' in seen.text]
    if not named:
        return None
    return Recognised(f"it names its parts {' and '.join(named)}, as CASE does", NAMED)


FORMAT = Format(
    "case",
    "1EdTech CASE package (JSON)",
    "a curriculum of statements",
    read_case,
    recognise,
    source="1EdTech, Competencies and Academic Standards Exchange (CASE) 1.0, 2017",
    options=CaseOptions,
    column_map=COLUMN_MAP,
    is_curriculum=True,
)
