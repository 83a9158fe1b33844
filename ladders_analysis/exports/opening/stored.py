"""Parquet files as text columns, so that what is stored as a number or a day is checked like a CSV.

A stored file says how much it will unpack to, and may lie: it is asked first, and refused where it
would unpack to far more than its size can hold.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.delimited import Columns

MOST_CELLS = 2_000_000
"""A file of any size may hold so many cells."""
CELLS_A_BYTE = 100
"""And a larger one so many for each of its bytes; judgements sorted by pupil reach about 8."""
_DAMAGE = (pa.ArrowException, OSError, ValueError, OverflowError, LookupError, NotImplementedError)
"""What reading a damaged file, or a value that no calendar has, may raise."""
_PLAIN = (
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_integer,
    pa.types.is_floating,
    pa.types.is_decimal,
    pa.types.is_boolean,
    pa.types.is_date,
    pa.types.is_timestamp,
    pa.types.is_time,
    pa.types.is_null,
)


def read_stored(file: RawFile) -> Columns:
    """Read a Parquet file as text categories; its rows are numbered from 1.

    Parameters
    ----------
    file
        The file.

    Returns
    -------
    Columns
        Columns that stand empty are there too; no row is ragged.

    Raises
    ------
    ReadError
        It is damaged, holds far more than its size can, or columns that are no words, numbers,
        days or yes and no.
    """
    try:
        with parquet.ParquetFile(pa.BufferReader(file.data)) as opened:
            cells = opened.metadata.num_rows * opened.metadata.num_columns
            if cells > max(MOST_CELLS, CELLS_A_BYTE * len(file.data)):
                raise ReadError(
                    f"{file.name} says that it holds {cells:,} cells, far more than a file of its "
                    f"size can. It is not read."
                )
            stored = opened.read(use_threads=False)
            names = list(stored.schema.names)
    except _DAMAGE as error:
        raise ReadError(
            f"{file.name} is not a Parquet file that can be read: {type(error).__name__}."
        ) from None
    frame = pd.DataFrame(
        {
            str(number): _as_text(file.name, name, stored.column(number))
            for number, name in enumerate(names)
        }
    )
    rows = np.arange(1, stored.num_rows + 1, dtype=np.int64)
    return Columns(names, frame, rows, [], 0)


def _as_text(file: str, name: str, column: pa.ChunkedArray) -> pd.Series:
    """Write a stored column's distinct values as a CSV would."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not any(is_kind(kind) for is_kind in _PLAIN):
        raise ReadError(
            f"{file}, column {name}, holds {kind}: no table has such a column. Store words, "
            f"numbers, days or yes and no."
        )
    try:
        array = column.combine_chunks()
        if isinstance(array, pa.ChunkedArray):
            array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        values = array.dictionary.to_pylist()
        codes = array.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        words = ["" if value is None else _word(value) for value in values] + [""]
    except _DAMAGE as error:
        raise ReadError(
            f"{file}, column {name}, cannot be read as {kind}: {type(error).__name__}."
        ) from None
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
