"""What an `[[export]]` table of school.toml may say, whatever the reader.

Every reader lists its own further keys beside its code; an unknown one is named with the nearest
that exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from ladders_analysis.columns import Table
from ladders_analysis.errors import SettingsError, nearest
from ladders_analysis.exports.opening.marksheet import FOOTER_WORDS, Layout
from ladders_analysis.policy import Record, record_from

R = TypeVar("R", bound=Record)


class ReadingOptions(Record, frozen=True):
    """What may be stated of any file instead of being found out.

    Attributes
    ----------
    encoding, delimiter, date_format
        How the file is written.
    made_on
        The day the export was made; no judgement in it can be later.
    source
        A name shared by exports of one system over time, so that a later one supersedes.
    """

    encoding: str | None = None
    delimiter: str | None = None
    date_format: str | None = None
    made_on: dt.date | None = None
    source: str | None = None


class MarksheetOptions(ReadingOptions, frozen=True):
    """What may be stated of the layout of a marksheet (see `Layout`).

    Attributes
    ----------
    title_rows, header_rows
        Rows above the header, and rows that make it up.
    footer
        Words that begin a footer row, or the number of rows at the foot.
    sheet
        Sheet or sheets of a workbook; "*" for all.
    records
        The key of a JSON file under which the list of records stands.
    """

    title_rows: int | None = None
    header_rows: int = 1
    footer: int | tuple[str, ...] = FOOTER_WORDS
    sheet: str | tuple[str, ...] | None = None
    records: str | None = None

    @property
    def layout(self) -> Layout:
        """The layout stated."""
        return Layout(
            self.title_rows,
            self.header_rows,
            self.footer,
            self.sheet,
            self.encoding,
            self.delimiter,
            self.records,
        )


def read_options(options: Mapping[str, Any], kind: type[R], reader: str) -> R:
    """Check an `[[export]]` table against the keys that its reader knows.

    Raises
    ------
    SettingsError
        A key is unknown, or its value of the wrong type.
    """
    return cast(R, record_from(dict(options), kind, f'export, reader "{reader}"'))


def check_names(names: Mapping[str, object], table: Table, where: str) -> None:
    """Refuse a column map that fills a column which the table does not have.

    Raises
    ------
    SettingsError
        Names the column and the nearest that exists.
    """
    for name in names:
        if name not in table:
            raise SettingsError(
                f"school.toml, {where}: {table.name} have no column `{name}`; "
                f"{nearest(name, table.names)}."
            )
