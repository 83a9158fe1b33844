"""A table whose first row is its header, read fast whatever it is written in.

Half a million rows come as categories, so that whatever is decided is decided once for each
distinct value.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ladders_analysis.exports.contract import Epoch, RawFile
from ladders_analysis.exports.opening.delimited import Columns, read_columns
from ladders_analysis.exports.opening.marksheet import Layout, read_marksheets
from ladders_analysis.exports.opening.text import (
    DELIMITERS,
    Text,
    decode,
    find_delimiter,
    split_separator_line,
)
from ladders_analysis.exports.opening.workbook import is_workbook
from ladders_analysis.exports.options import ReadingOptions


@dataclass(frozen=True)
class PlainTable:
    """A table as categories of text.

    Attributes
    ----------
    columns
        Its columns, numbered rows, and the rows of another width.
    sheet, encoding, delimiter, epoch
        How it is written.
    certain
        False where the bytes allow other encodings too.
    """

    columns: Columns
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    epoch: Epoch | None = None
    certain: bool = True


def read_plain(file: RawFile, stated: ReadingOptions, landmark: str) -> PlainTable:
    """Read a CSV, or the only sheet of a workbook, as categories.

    Parameters
    ----------
    file
        The table.
    stated
        How the school says it is written.
    landmark
        A header by which the header row of a workbook is found.

    Raises
    ------
    ReadError
        It cannot be read.
    """
    if is_workbook(file.data):
        (sheet,) = read_marksheets(file, Layout(footer=0), landmark)
        cells = [row for _, row in sheet.rows]
        frame = pd.DataFrame(cells, columns=[str(n) for n in range(len(sheet.headers))])
        rows = np.array([number for number, _ in sheet.rows], dtype=np.int64)
        blank = sum(note.count for note in sheet.notes if note.rule == "blank rows passed over")
        columns = Columns(sheet.headers, frame.astype("category"), rows, sheet.ragged, blank)
        return PlainTable(columns, sheet.sheet, epoch=sheet.epoch)
    source = decode(file.name, file.data, stated.encoding)
    separator, text = split_separator_line(source.text)
    delimiter = find_delimiter(file.name, text, stated.delimiter or separator)
    below = Text(file.name, text, source.encoding, source.certain)
    columns = read_columns(below, delimiter, int(separator is not None))
    named = DELIMITERS.get(delimiter, delimiter)
    return PlainTable(columns, "", source.encoding, named, certain=source.certain)
