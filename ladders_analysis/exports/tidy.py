"""The toolkit's own tidy files: CSV, compressed CSV or Parquet, one table each.

Which table a file holds is told by its name, or by its columns. Columns that the table does not
declare are not read, and the load report says so.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from ladders_analysis.calendar import Calendar
from ladders_analysis.columns import Table
from ladders_analysis.errors import ReadError, nearest
from ladders_analysis.exports.contract import ROW, Extract, RawFile
from ladders_analysis.exports.delimited import Columns, read_columns
from ladders_analysis.exports.formats import Format
from ladders_analysis.exports.marksheet import fold
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.exports.ragged import ragged_problems
from ladders_analysis.exports.text import (
    DELIMITERS,
    Text,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.report import Problem
from ladders_analysis.schema import TABLES

COLUMN_MAP: Mapping[str, str] = {name: name for table in TABLES.values() for name in table.names}
"""Header -> column: tidy files use the columns' own names."""

SUFFIXES = (".csv", ".csv.gz", ".parquet")
MOST_BYTES = 4_000_000_000
MOST_RATIO = 400


class TidyOptions(ReadingOptions, frozen=True):
    """The keys of an `[[export]]` with `reader = "tidy"`: the table, if its name does not tell."""

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
    source: Text | None = None
    delimiter = ""
    if file.name.endswith(".parquet"):
        columns = _read_parquet(file)
    else:
        data = _unpacked(file)
        source = decode(file.name, data, stated.encoding)
        separator, text = split_separator_line(source.text)
        delimiter = find_delimiter(file.name, text, stated.delimiter or separator)
        below = Text(file.name, text, source.encoding, source.certain)
        columns = read_columns(below, delimiter, int(separator is not None))
    _refuse_twice(file.name, columns.header)
    table = _table_of(file.name, columns.header, stated.table)
    frame = columns.frame
    places = {name: number for number, name in enumerate(map(_column_name, columns.header))}
    kept = {name: frame[str(place)] for name, place in places.items() if name in table}
    text_table = pd.DataFrame(kept, index=frame.index)
    text_table[ROW] = columns.rows
    return [
        Extract(
            file=file,
            reader="tidy",
            tables={table.name: text_table.reset_index(drop=True)},
            rows_read=len(frame) + len(columns.ragged),
            refused=len(columns.ragged),
            problems=[
                *_notes(file.name, columns, table, places, source),
                *ragged_problems(file.name, columns.ragged, len(columns.header)),
            ],
            encoding=source.encoding if source else "Parquet",
            delimiter=DELIMITERS.get(delimiter, delimiter),
            date_format=stated.date_format,
            made_on=stated.made_on,
        )
    ]


def _column_name(header: str) -> str:
    """Fold a header to the spelling of the columns: `Pupil ID` is `pupil_id`."""
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
    there = {_column_name(column) for column in header}
    fits = [table for table in TABLES.values() if there.issuperset(table.required)]
    if len(fits) != 1:
        raise ReadError(
            f"{name} could hold {' or '.join(t.name for t in fits) or 'no tidy table'}: state "
            f"`table` in its [[export]] table ({', '.join(TABLES)}), or use another reader."
        )
    return fits[0]


def _refuse_twice(name: str, header: Sequence[str]) -> None:
    folded = [_column_name(column) for column in header]
    twice = sorted({column for column in folded if column and folded.count(column) > 1})
    if twice:
        raise ReadError(
            f"{name} has more than one column named {', '.join(twice)}. Rename or remove one."
        )


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
        if _column_name(header) not in table and (header or _filled(columns.frame[str(place)]))
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
    limit = min(MOST_BYTES, max(100_000_000, MOST_RATIO * len(file.data)))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as packed:
            data = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error):
        raise ReadError(f"{file.name} is cut off or damaged. Export it again.") from None
    if len(data) > limit:
        raise ReadError(f"{file.name} unpacks to far more than a school holds. It is not read.")
    return data


def _read_parquet(file: RawFile) -> Columns:
    """Read a Parquet file as text categories; its rows are numbered from 1."""
    try:
        stored = parquet.read_table(pa.BufferReader(file.data))
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"{file.name} is not a Parquet file that can be read: {error}.") from None
    frame = pd.DataFrame(
        {
            str(number): _as_text(file.name, stored.schema.names[number], stored.column(number))
            for number in range(stored.num_columns)
        }
    )
    rows = np.arange(1, stored.num_rows + 1, dtype=np.int64)
    return Columns(list(stored.schema.names), frame, rows, [], 0)


def _as_text(file: str, name: str, column: pa.ChunkedArray) -> pd.Series:
    """Write a stored column's distinct values as a CSV would."""
    try:
        array = column.combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        values = array.dictionary.to_pylist()
        codes = array.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    except pa.ArrowException as error:
        raise ReadError(f"{file}, column {name}: {error}.") from None
    words = ["" if value is None else _word(value) for value in values] + [""]
    distinct = list(dict.fromkeys(words))
    place = {word: number for number, word in enumerate(distinct)}
    renumber = np.array([place[word] for word in words], dtype=np.int64)
    categories = pd.Index(distinct, dtype="str")
    return pd.Series(pd.Categorical.from_codes(renumber[codes], categories=categories))


def _word(value: object) -> str:
    """Write one stored value as text: whole numbers without a point, days without midnight."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).removesuffix(" 00:00:00")


FORMAT = Format(
    "tidy",
    "The toolkit's own tidy files",
    "one of the tidy tables",
    read_tidy,
    source="DESIGN, §3",
)
