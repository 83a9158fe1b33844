"""The load report in words: one line for each file, one for each rule, and plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import pandas as pd

from ladders_analysis.english import some
from ladders_analysis.records import FileRecord, Problem

PLACES_SHOWN = 5
WAYS_SHOWN = 3


def account(record: FileRecord) -> str:
    """Say in one line what became of a file and how it is written."""
    parts = [some(record.rows_read, "row", "rows"), f"{record.kept:,} kept"]
    parts += [
        f"{number:,} {word}"
        for number, word in (
            (record.superseded, "superseded"),
            (record.duplicates, "exact duplicates"),
            (record.refused, "refused"),
        )
        if number
    ]
    written = written_as(record)
    return f"{record.place}: {', '.join(parts)}" + (f" ({written})" if written else "")


def written_as(record: FileRecord) -> str:
    """Say how a file is written: encoding, what stands between cells, dates."""
    return ", ".join(
        word for word in (record.encoding, record.delimiter, record.date_format) if word
    )


def broken(
    severity: str,
    rule: str,
    file: str,
    sheet: str,
    column: str,
    count: int,
    places: str,
    remedy: str,
) -> str:
    """Say in one line which rule was broken, how often, where, and what to do.

    Examples
    --------
    >>> broken("note", "blank rows", "a.xlsx", "3A", "", 2, ", rows 4, 9", "passed over")
    'Note, blank rows: 2 in a.xlsx (3A), rows 4, 9 – passed over'
    """
    where = file + (f" ({sheet})" if sheet else "") + (f", column {column}" if column else "")
    said = f"{severity.capitalize()}, {rule}: {count:,} in {where}{places}"
    then = " – " if severity == "note" else ". To mend it: "
    return said + (then + remedy if remedy else ".")


def places(group: Sequence[Problem]) -> str:
    """Say in which rows a rule was broken, the first few of them."""
    rows = sorted({entry.row for entry in group if entry.row is not None})
    if not rows:
        return ""
    listed = ", ".join(str(row) for row in rows[:PLACES_SHOWN])
    more = f" and {len(rows) - PLACES_SHOWN} more" if len(rows) > PLACES_SHOWN else ""
    return f", {'row' if len(rows) == 1 else 'rows'} {listed}{more}"


def remedies(group: Iterable[Problem]) -> str:
    """Say what to do about a rule, the first few ways where there are several."""
    ways = list(dict.fromkeys(entry.remedy for entry in group if entry.remedy))
    return " / ".join(ways[:WAYS_SHOWN]) + (" / …" if len(ways) > WAYS_SHOWN else "")


def html_table(caption: str, table: pd.DataFrame) -> str:
    """Draw a table with its caption, every cell escaped."""
    head = "".join(
        f'<th scope="col">{escape(str(name).replace("_", " "))}</th>' for name in table.columns
    )
    body = "".join(
        "<tr>"
        + f'<th scope="row">{escape(str(row[0]))}</th>'
        + "".join(f"<td>{escape(str(cell).lstrip(', '))}</td>" for cell in row[1:])
        + "</tr>"
        for row in table.itertuples(index=False, name=None)
    )
    return (
        f'<table class="ladders-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
