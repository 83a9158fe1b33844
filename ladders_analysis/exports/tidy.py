"""The toolkit's own tidy files: CSV, compressed CSV or Parquet, one table each.

Which table a file holds is told by its name, or by its columns. Columns that the table does not
declare are not read, and the load report says so.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.columns import Table
from ladders_analysis.english import listing
from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.formats import HEADERS_SHOWN, Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.delimited import Columns, read_columns, refuse_twice
from ladders_analysis.exports.opening.marksheet import fold
from ladders_analysis.exports.opening.ragged import ragged_problems
from ladders_analysis.exports.opening.stored import read_stored
from ladders_analysis.exports.opening.text import (
    DELIMITERS,
    Text,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.exports.opening.torn import torn_problems
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.report import Problem
from ladders_analysis.schema import TABLES
from ladders_analysis.spreadsheet_text import as_meant, column_as_meant, holds_any

COLUMN_MAP: Mapping[str, str] = {name: name for table in TABLES.values() for name in table.names}
"""Header -> column: tidy files use the columns' own names."""

SUFFIXES = (".csv", ".csv.gz", ".parquet")
MOST_BYTES = 4_000_000_000
MOST_RATIO = 100
"""Unpacked ÷ packed size; judgements reach about 25."""
SMALL = 20_000_000
"""Files below this unpacked size are harmless whatever their ratio [bytes]."""


class TidyOptions(ReadingOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "tidy"`.

    Attributes
    ----------
    table
        The tidy table that it holds, where neither its name nor its columns tell.
    """

    table: str | None = None


def read_tidy(file: RawFile, options: Mapping[str, Any], calendar: Calendar) -> Sequence[Extract]:
    """Read one tidy table.

    Parameters
    ----------
    file
        A CSV, a compressed CSV or a Parquet file.
    options
        Its `[[export]]` table (`TidyOptions`).
    calendar
        Not needed here; every reader is called alike.

    Raises
    ------
    ReadError
        The file cannot be read, a column name comes twice, or no table fits.
    """
    stated = read_options(options, TidyOptions, "tidy")
    return [read_declared(file, stated, "tidy", lambda h: _table_of(file.name, h, stated.table))]


def read_declared(
    file: RawFile,
    stated: ReadingOptions,
    reader: str,
    table_for: Callable[[Sequence[str]], Table],
) -> Extract:
    """Read one file whose columns have the names of a declared table.

    Parameters
    ----------
    file
        A CSV, a compressed CSV or a Parquet file.
    stated
        How it is written, as far as the school says.
    reader
        The reader's name.
    table_for
        Finds the table by the file's header.

    Raises
    ------
    ReadError
        The file cannot be read, a column name comes twice, or no table fits.
    """
    source: Text | None = None
    delimiter = ""
    if file.name.endswith(".parquet"):
        columns = read_stored(file)
    else:
        data = _unpacked(file)
        source = decode(file.name, data, stated.encoding)
        separator, text = split_separator_line(source.text)
        delimiter = find_delimiter(file.name, text, stated.delimiter or separator)
        below = Text(file.name, text, source.encoding, source.certain)
        columns = read_columns(below, delimiter, int(separator is not None))
        columns = _as_meant(columns) if holds_any(text) else columns
    refuse_twice(file.name, map(column_name, columns.header))
    table = table_for(columns.header)
    frame = columns.frame
    places = {name: number for number, name in enumerate(map(column_name, columns.header))}
    kept = {name: frame[str(place)] for name, place in places.items() if name in table}
    text_table = pd.DataFrame(kept, index=frame.index)
    text_table[ROW] = columns.rows
    return Extract(
        file=file,
        reader=reader,
        tables={table.name: text_table.reset_index(drop=True)},
        rows_read=len(frame) + len(columns.ragged),
        refused=len(columns.ragged),
        problems=[
            *_notes(file.name, columns, table, places, source),
            *ragged_problems(file.name, columns.ragged, len(columns.header)),
            *torn_problems(file.name, columns.torn),
        ],
        encoding=source.encoding if source else "Parquet",
        delimiter=DELIMITERS.get(delimiter, delimiter),
        date_format=stated.date_format,
        made_on=stated.made_on,
    )


def _as_meant(columns: Columns) -> Columns:
    """Take off the apostrophes that keep a spreadsheet from running text as a formula."""
    header = [as_meant(name) for name in columns.header]
    return replace(columns, header=header, frame=columns.frame.apply(column_as_meant))


def column_name(header: str) -> str:
    """Fold a header to the spelling of the columns.

    Examples
    --------
    >>> column_name("Pupil ID")
    'pupil_id'
    """
    return fold(header).replace(" ", "_")


def table_of_name(name: str) -> str | None:
    """Return the tidy table that a file's name stands for, if any.

    Examples
    --------
    >>> table_of_name("curriculum.csv"), table_of_name("exports/judgements.csv.gz")
    ('statements', 'judgements')
    """
    stem = PurePath(name).name.split(".")[0].casefold()
    for table in TABLES.values():
        if stem in (table.name, table.file.removesuffix(".csv")):
            return table.name
    return None


def _table_of(name: str, header: Sequence[str], stated: str | None) -> Table:
    """Find the table: stated, by the file's name, or the one whose required columns are there."""
    known = stated or table_of_name(name)
    if known is not None:
        if known not in TABLES:
            raise ReadError(f'{name}: no table is named "{known}": {nearest(known, TABLES)}.')
        return TABLES[known]
    there = {column_name(column) for column in header}
    fits = [table for table in TABLES.values() if there.issuperset(table.required)]
    if len(fits) != 1:
        raise ReadError(
            f"{name} could hold {' or '.join(t.name for t in fits) or 'no tidy table'}: state "
            f"`table` in its [[export]] table ({', '.join(TABLES)}), or use another reader."
        )
    return fits[0]


def _notes(
    name: str,
    columns: Columns,
    table: Table,
    places: Mapping[str, int],
    source: Text | None,
) -> list[Problem]:
    """Say what was passed over, and what is not certain about the file."""
    notes = [
        Problem(name, "column not read", "note", f"{table.name} have no such column", column=header)
        for header, place in zip(columns.header, range(len(columns.header)), strict=True)
        if column_name(header) not in table and (header or _filled(columns.frame[str(place)]))
    ]
    if columns.blank:
        notes.append(Problem(name, "blank rows passed over", "note", count=columns.blank))
    if source is not None and not source.certain:
        notes.append(
            Problem(
                name,
                f"read as {source.encoding}",
                "note",
                "look at a name with an accent; state `encoding` if it is wrong",
            )
        )
    return notes


def _filled(column: pd.Series) -> bool:
    return any(str(word).strip() for word in column.cat.categories)


def _unpacked(file: RawFile) -> bytes:
    """Unpack a compressed CSV under a limit; give other bytes back as they are."""
    if not file.name.endswith(".gz"):
        return file.data
    limit = min(MOST_BYTES, max(SMALL, MOST_RATIO * len(file.data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as packed:
            data = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        raise ReadError(f"{file.name} is cut off or damaged. Export it again.") from None
    if len(data) > limit:
        raise ReadError(f"{file.name} unpacks to far more than a school holds. It is not read.")
    return data


def recognise(seen: Glance) -> Recognised | None:
    """Tell a tidy file by its name and columns, or by the columns that its table needs."""
    if seen.kind != "parquet" and not (seen.kind == "table" and seen.text):
        return None
    header = next((row for row in seen.rows if any(row)), [])
    there = {column_name(cell) for cell in header}
    named = table_of_name(seen.file.name)
    fits = [table.name for table in TABLES.values() if there.issuperset(table.required)]
    if named is not None and 2 * len(there & {*TABLES[named].required}) > len(
        TABLES[named].required
    ):
        fits = [named]
    if not fits:
        return None
    best = max(fits, key=lambda name: len(there & {*TABLES[name].names}))
    found = [name for name in TABLES[best].names if name in there]
    said = f"its name is that of {best} and " if named == best else ""
    return Recognised(
        f"{said}its header has {listing(found[:HEADERS_SHOWN])}",
        len(found),
        {"table": best} if len(fits) > 1 else {},
    )


FORMAT = Format(
    "tidy",
    "The toolkit's own tidy files",
    "one of the tidy tables",
    read_tidy,
    recognise,
    source="the toolkit's own schema",
    options=TidyOptions,
    column_map=COLUMN_MAP,
)
