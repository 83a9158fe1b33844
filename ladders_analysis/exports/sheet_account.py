"""What a reader of marksheets found in one sheet, with everything that the sheet itself has to say.

However a reader takes a sheet apart, it is accounted for alike: its own notes come first, the rows
of another width last, and each of those is a refused record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.opening.marksheet import Marksheet
from ladders_analysis.exports.opening.ragged import ragged_problems
from ladders_analysis.exports.options import MarksheetOptions
from ladders_analysis.records import Problem

NOT_MAPPED = ("column not in the map", "map it in its [[export]] table if it matters")
"""What is said of a column that the school's own map leaves out: rule and remedy."""


def extract_of_sheet(
    file: RawFile,
    sheet: Marksheet,
    reader: str,
    stated: MarksheetOptions,
    tables: Mapping[str, pd.DataFrame],
    problems: Sequence[Problem] = (),
    *,
    refused: int = 0,
    headers: Mapping[str, str] | None = None,
) -> Extract:
    """Account for a sheet.

    Parameters
    ----------
    file, sheet, reader, stated
        What was read, by which reader, and how the school says it is written.
    tables
        Tidy table -> records.
    problems, refused
        What the reader found, and how many records it refused.
    headers
        Tidy column -> the header it was read from.
    """
    turned_away = refused + len(sheet.ragged)
    return Extract(
        file=file,
        reader=reader,
        tables=tables,
        rows_read=sum(len(table) for table in tables.values()) + turned_away,
        refused=turned_away,
        problems=[
            *sheet.notes,
            *problems,
            *ragged_problems(file.name, sheet.ragged, len(sheet.headers), sheet.sheet),
        ],
        sheet=sheet.sheet,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        headers=headers or {},
        date_format=stated.date_format,
        epoch=sheet.epoch,
        made_on=stated.made_on,
    )


def columns_passed_over(
    file: RawFile, sheet: Marksheet, used: Collection[int], rule: str, remedy: str
) -> list[Problem]:
    """Note the headed columns whose places are not among those used."""
    return [
        Problem(file.name, rule, "note", remedy, sheet.sheet, column=header)
        for place, header in enumerate(sheet.headers)
        if header and place not in used
    ]
