"""Reading a strict CSV fast: one header, and every row as wide as it.

Cells become categories of text, so that whatever is cleaned later is cleaned once for each
distinct value and not for each row. Rows of another width are set aside by number, never mended.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.opening.text import BLOCK_LIMIT, Text, check_quotes
from ladders_analysis.exports.opening.torn import ends_its_line

MANY = 4_000_000
"""Line ends beyond which a file is asked for more than blank lines."""
SHORT = 6
"""Characters a line, its end included: no row that says something is shorter on average."""


@dataclass(frozen=True)
class Columns:
    """A strict CSV: every row as wide as the header.

    Attributes
    ----------
    header
        The column names, as written.
    frame
        Categorical text columns numbered from 0; blank rows left out.
    rows
        The row of each record, as a spreadsheet counts (the header is row 1).
    ragged
        `(row, cells found)` of records that are wider or narrower than the header.
    blank
        How many blank rows stood between records.
    torn
        The last row kept, where the text ends within its line; None where it does not.
    """

    header: list[str]
    frame: pd.DataFrame
    rows: np.ndarray
    ragged: list[tuple[int, int]]
    blank: int
    torn: int | None = None


def refuse_twice(file: str, header: Iterable[str]) -> None:
    """Refuse a header in which a name comes twice: nothing says which of the columns is meant.

    Raises
    ------
    ReadError
        Names the columns.
    """
    twice = sorted(name for name, times in Counter(header).items() if name and times > 1)
    if twice:
        raise ReadError(
            f"{file} has more than one column named {', '.join(twice)}. Rename or remove one."
        )


def read_columns(source: Text, delimiter: str, above: int = 0) -> Columns:
    """Read a CSV whose first row is its header, telling apart rows of the wrong width.

    Parameters
    ----------
    source
        The text.
    delimiter
        The character between cells.
    above
        Lines that were taken off the top, so that rows are so much further down.

    Raises
    ------
    ReadError
        The file is empty, cut off in a quoted cell, or not a CSV.
    """
    text = source.text.lstrip("\r\n")
    above += len(source.text[: len(source.text) - len(text)].splitlines())
    if not text.strip():
        raise ReadError(f"{source.name} is empty. Export it again.")
    lines = text.count("\n") + text.count("\r")
    if lines > MANY and len(text) < SHORT * lines:
        raise ReadError(f"{source.name} is mostly blank lines. Export it again.")
    check_quotes(source.name, text, delimiter)
    csv.field_size_limit(BLOCK_LIMIT)
    header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = [name.strip() for name in header]
    ragged: list[tuple[int, int]] = []
    empty: list[int] = []

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        if _is_blank(row.text, delimiter):
            empty.append(row.number)
        else:
            ragged.append((row.number, row.actual_columns))
        return "skip"

    data = (text if text.endswith(("\n", "\r")) else text + "\n").encode("utf-8")
    names = [str(number) for number in range(len(header))]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False,
                block_size=min(len(data) + 1, BLOCK_LIMIT),
                column_names=names,
                skip_rows_after_names=1,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            convert_options=arrow_csv.ConvertOptions(
                strings_can_be_null=False,
                null_values=[],
                column_types={name: pa.dictionary(pa.int32(), pa.string()) for name in names},
            ),
        )
    except pa.ArrowInvalid as error:
        raise ReadError(f"{source.name} is not a CSV that can be read: {error}.") from None
    frame = table.to_pandas()
    taken = {row for row, _ in ragged} | set(empty)
    rows = np.arange(2, 2 + len(frame) + len(taken), dtype=np.int64)
    rows = rows[~np.isin(rows, np.fromiter(taken, np.int64, len(taken)))]
    rows += above
    ragged = [(row + above, found) for row, found in ragged]
    blank = _blank(frame[name] for name in names)
    last = int(np.flatnonzero(~blank).max(initial=-1))
    kept = rows[~blank]
    whole = ends_its_line(text) or not len(kept) or any(row > kept[-1] for row, _ in ragged)
    torn = None if whole else int(kept[-1])
    between = int(blank[: last + 1].sum())
    between += sum(row + above < int(kept[-1]) for row in empty) if len(kept) else 0
    return Columns(header, frame[~blank], kept, ragged, between, torn)


def _is_blank(row: str, delimiter: str) -> bool:
    """Say whether every cell of a row of another width is blank; most are not, at a glance."""
    if row.replace(delimiter, "").replace('"', "").strip():
        return False
    cells = next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
    return not any(cell.strip() for cell in cells)


def _blank(columns: Iterable[pd.Series]) -> np.ndarray:
    """Mark the rows in which every column is blank; most are found not to be by the first."""
    blank: np.ndarray | None = None
    for column in columns:
        if blank is not None and not blank.any():
            break
        words = column.cat.categories
        empty = np.array([not str(word).strip() for word in words.tolist()] + [True])
        here = empty[column.cat.codes.to_numpy()]
        blank = here if blank is None else blank & here
    return np.zeros(0, dtype=bool) if blank is None else blank
