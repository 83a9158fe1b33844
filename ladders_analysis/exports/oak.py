"""Oak National Academy's form of the National Curriculum, as a curriculum of statements.

Either the pair of Turtle files of a subject or the flat CSV. A statement that Oak repeats for
several years is a statement of each of them; English in Key Stage 2 is stated for bands of two
years. Oak names no half-term, so each is due by the end of its (last) year until the school says.

References
----------
Oak curriculum ontology, National Curriculum for England (Open Government Licence v3.0).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.english import listing
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import NAMED, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.oak_files import ONTOLOGY, STRUCTURE, TAXONOMY
from ladders_analysis.exports.opening.delimited import read_columns, refuse_twice
from ladders_analysis.exports.opening.ragged import ragged_problems
from ladders_analysis.exports.opening.text import DELIMITERS, decode, find_delimiter
from ladders_analysis.exports.opening.torn import torn_problems
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.report import Problem

COLUMN_MAP: Mapping[str, str] = {
    "statement_id": "statement_id",
    "subject": "subject",
    "ladder": "substrand",
    "text": "statement",
    "year": "year_groups",
    "year_to": "year_groups",
}
"""Column of `statements` -> header of the flat CSV; `ladder_from` chooses strand instead."""

FURTHER = ("strand", "key_stage", "progression_id", "scheme_id")
"""Further headers of the flat CSV, by which it is known."""

KEY_STAGES = {"1": (1, 2), "2": (3, 6)}
NO_YEAR = "no year group"
Record: TypeAlias = dict[str, str]


class OakOptions(ReadingOptions, frozen=True):
    """The keys of a curriculum or `[[export]]` with `reader = "oak"`.

    Attributes
    ----------
    files
        Further files; the pair of Turtle files is found by its names when one is given.
    ladder_from
        Which of Oak's levels is a ladder.
    subjects, ladders
        Oak's word -> the school's own.
    only
        The subjects wanted, by Oak's words; all where left out.
    no_year
        What becomes of statements that Oak gives no year: refused, or due by the end of their key
        stage.
    """

    files: tuple[str, ...] = ()
    ladder_from: Literal["substrand", "strand"] = "substrand"
    subjects: dict[str, str] = {}
    ladders: dict[str, str] = {}
    only: tuple[str, ...] = ()
    no_year: Literal["refuse", "key stage"] = "refuse"


def read_oak(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read one subject's pair of Turtle files, or the flat CSV.

    Parameters
    ----------
    file
        The flat CSV, or either file of the pair (the other stands beside it).
    options
        `OakOptions`.
    calendar
        Not needed here; every reader is called alike.

    Raises
    ------
    ReadError
        A file is missing, cannot be read, or is not Oak's.

    Notes
    -----
    Rows that agree in statement, years, subject and ladder are exact duplicates (working
    scientifically is listed under biology, chemistry and physics). A statement of several years
    keeps its id with `@` and the years, so that each is judged on its own.
    """
    stated = read_options(options, OakOptions, "oak")
    encoding, delimiter = "UTF-8", ""
    ragged: list[tuple[int, int]] = []
    width = 0
    torn: int | None = None
    beyond = 0
    other: RawFile | None = None
    if file.path.suffix == ".ttl":
        # Fetched where there is Turtle to read: the parser takes longer to load than most files.
        from ladders_analysis.exports.oak_turtle import read_turtle

        records, beyond, other = read_turtle(file)
        encoding = "UTF-8 Turtle"
    else:
        source = decode(file.name, file.data, stated.encoding)
        delimiter = find_delimiter(file.name, source.text, stated.delimiter)
        columns = read_columns(source, delimiter)
        encoding, ragged, width = source.encoding, columns.ragged, len(columns.header)
        torn = columns.torn
        needed = {*COLUMN_MAP.values(), stated.ladder_from}
        missing = sorted(needed - {*columns.header})
        if missing:
            raise ReadError(f"{file.name} is not Oak's flat CSV: no column {', '.join(missing)}.")
        refuse_twice(file.name, columns.header)
        frame = columns.frame.set_axis(columns.header, axis=1).astype("str")
        records = [
            {**{str(name): str(cell) for name, cell in row.items()}, ROW: str(number)}
            for row, number in zip(frame.to_dict("records"), columns.rows, strict=True)
        ]
    kept, problems = _statements(file.name, records, stated)
    notes = [*problems, *ragged_problems(file.name, ragged, width)]
    notes += torn_problems(file.name, torn)
    if beyond:
        remedy = "statements of Key Stages 3 and 4 are not for primary schools"
        notes.append(Problem(file.name, "beyond Year 6", "note", remedy, count=beyond))
    unwanted = sum(bool(stated.only) and record["subject"] not in stated.only for record in records)
    if unwanted:
        notes.append(Problem(file.name, "subject not asked for", "note", "", count=unwanted))
    refused = len(problems) + len(ragged)
    beside = [Extract(other, "oak", {}, 0, encoding=encoding)] if other is not None else []
    return [
        Extract(
            file=file,
            reader="oak",
            tables={"statements": kept},
            rows_read=len(kept) + refused,
            refused=refused,
            problems=notes,
            encoding=encoding,
            delimiter=DELIMITERS.get(delimiter, delimiter),
            made_on=stated.made_on,
        ),
        *beside,
    ]


def curriculum_files(folder: Path, options: Mapping[str, Any]) -> list[Path]:
    """List the files of a curriculum table in school.toml, one of each Turtle pair.

    Raises
    ------
    ReadError
        The table names no file.
    """
    named = [*options.get("files", ()), *([options["file"]] if "file" in options else [])]
    if not named:
        raise ReadError("school.toml, curriculum: name its `files`.")
    paths = [folder / str(name) for name in named]
    return [path for path in paths if not path.name.endswith("-programme-structure.ttl")] or paths


def _statements(
    file: str, records: Sequence[Record], stated: OakOptions
) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn Oak's rows into statements, refusing those without a year."""
    wanted = [record for record in records if not stated.only or record["subject"] in stated.only]
    years_of: dict[str, set[tuple[str, str]]] = {}
    rows: list[Record] = []
    problems = []
    for record in wanted:
        years = _years(record, stated)
        if years is None:
            problems.append(
                Problem(
                    file,
                    NO_YEAR,
                    "refused",
                    'write its years in, or state no_year = "key stage" for its curriculum',
                    row=int(record[ROW]),
                    column="year_groups",
                )
            )
            continue
        years_of.setdefault(record["statement_id"], set()).add(years)
        ladder = record[stated.ladder_from]
        rows.append(
            {
                "statement_id": record["statement_id"],
                "subject": stated.subjects.get(record["subject"], record["subject"]),
                "ladder": stated.ladders.get(ladder, ladder),
                "year": years[0],
                "year_to": years[1] if years[1] != years[0] else "",
                "text": record["statement"],
                ROW: record[ROW],
            }
        )
    for row in rows:
        if len(years_of[row["statement_id"]]) > 1:
            band = f"-{row['year_to']}" if row["year_to"] else ""
            row["statement_id"] += f"@{row['year']}{band}"
    names = ["statement_id", "subject", "ladder", "year", "year_to", "text", ROW]
    frame = pd.DataFrame(rows, columns=names, dtype="str").astype({ROW: "int64"})
    return frame, problems


def _years(record: Record, stated: OakOptions) -> tuple[str, str] | None:
    """Return the first and last year, None where Oak gives none and the school refuses those."""
    groups = record["year_groups"].strip()
    if groups:
        first, _, last = groups.partition("-")
        return first.strip(), (last or first).strip()
    span = KEY_STAGES.get(record.get("key_stage", "").strip())
    if stated.no_year == "key stage" and span is not None:
        return str(span[0]), str(span[1])
    return None


def recognise(seen: Glance) -> Recognised | None:
    """Tell Oak's Turtle by its ontology, and the flat CSV by its header."""
    if seen.kind == "turtle" and ONTOLOGY in seen.text:
        ask = f"Name Oak's two files so that they end in {TAXONOMY} and {STRUCTURE}."
        named = seen.file.name.endswith((TAXONOMY, STRUCTURE))
        because = "it speaks of Oak's curriculum ontology"
        return Recognised(because, NAMED, ask=() if named else (ask,))
    if seen.kind != "table":
        return None
    telling = dict.fromkeys(COLUMN_MAP.values())
    if seen.header_with(*telling) is None:
        return None
    beside = [name for name in FURTHER if seen.header_with(*telling, name)]
    said = f"its header has {listing([*telling, *beside])}"
    return Recognised(said, len(telling) + len(beside))


FORMAT = Format(
    "oak",
    "Oak National Academy's National Curriculum (Turtle pair or flat CSV)",
    "a curriculum of statements",
    read_oak,
    recognise,
    source="Oak curriculum ontology, National Curriculum for England (OGL v3.0)",
    options=OakOptions,
    column_map=COLUMN_MAP,
    is_curriculum=True,
)
