"""The load report: what was read from each file, what was not, and how to mend it.

Loading loses nothing: for each file, rows read = kept + superseded + exact duplicates + refused,
and a report in which that does not hold cannot be made. It speaks of rows and columns, never of a
child, unless values were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from html import escape
from typing import Literal, TypeAlias

import pandas as pd

from ladders_analysis.errors import LaddersError

Severity: TypeAlias = Literal["refused", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("refused", "warning", "note")
PLACES_SHOWN = 5
RULES_SHOWN = 6
FILES_SHOWN = 12
_JSON_FILE = "file reader encoding rows_read kept superseded duplicates refused".split()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file, or of one sheet of a workbook.

    Attributes
    ----------
    file, sheet
        Its name inside the school folder, and the sheet where there are several.
    reader
        The reader that read it.
    encoding, delimiter, date_format
        How it is written, as found or as stated.
    rows_read
        Rows, or filled cells of a wide marksheet.
    kept, superseded, duplicates, refused
        Where they went; they add up to `rows_read`.
    sha256
        The fingerprint of the file's bytes.
    """

    file: str
    sheet: str = ""
    reader: str = ""
    encoding: str = ""
    delimiter: str = ""
    date_format: str = ""
    rows_read: int = 0
    kept: int = 0
    superseded: int = 0
    duplicates: int = 0
    refused: int = 0
    sha256: str = ""

    def __post_init__(self) -> None:
        """Refuse an account in which rows were lost or made up."""
        accounted = self.kept + self.superseded + self.duplicates + self.refused
        counts = (self.kept, self.superseded, self.duplicates, self.refused)
        if accounted != self.rows_read or min(counts) < 0:
            raise LaddersError(
                f"{self.file}: {self.rows_read} rows read, but {self.kept} kept + "
                f"{self.superseded} superseded + {self.duplicates} duplicates + "
                f"{self.refused} refused = {accounted}. This is a fault of the toolkit: report it."
            )

    @property
    def place(self) -> str:
        """The file, and its sheet where there is one."""
        return f"{self.file} ({self.sheet})" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was refused, looks odd or is worth knowing.

    Attributes
    ----------
    file, sheet, row, column
        Where it stands; the row as a spreadsheet counts (the header is row 1), None for a file.
    rule
        The rule it breaks, in a few words.
    severity
        `refused` (the row was not kept), `warning` or `note`.
    count
        How many rows or cells it speaks of.
    remedy
        What to do about it.
    value
        What stood there; kept only where values were asked for.
    """

    file: str
    rule: str
    severity: Severity
    remedy: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    count: int = 1
    value: str | None = None


@dataclass(frozen=True)
class LoadReport:
    """The whole account of one load.

    Parameters
    ----------
    records
        One per file or sheet.
    entries
        Everything refused, warned of or noted.
    show_values
        Whether `problems` and the JSON say what stood in the cells.

    Raises
    ------
    LaddersError
        Rows were refused without a problem that says why.

    Examples
    --------
    >>> report = LoadReport(
    ...     [FileRecord("judgements.csv", reader="tidy", rows_read=3, kept=2, refused=1)],
    ...     [Problem("judgements.csv", "unknown code", "refused", "add it to the scale", row=3)],
    ... )
    >>> print(report.brief())
    Read 1 file, 3 rows: 2 kept, 0 superseded, 0 exact duplicates, 1 refused.
      judgements.csv: 3 rows, 2 kept, 1 refused
    Refused, unknown code: 1 in judgements.csv, row 3. To mend it: add it to the scale
    >>> report.exit_code
    1
    """

    records: Sequence[FileRecord]
    entries: Sequence[Problem]
    show_values: bool = False

    def __post_init__(self) -> None:
        """Check that every refused row is spoken for."""
        explained: dict[tuple[str, str], int] = {}
        for entry in self.entries:
            if entry.severity == "refused":
                place = (entry.file, entry.sheet)
                explained[place] = explained.get(place, 0) + entry.count
        for record in self.records:
            if record.refused > explained.get((record.file, record.sheet), 0):
                raise LaddersError(
                    f"{record.place}: {record.refused} rows refused, but only "
                    f"{explained.get((record.file, record.sheet), 0)} are explained. "
                    f"This is a fault of the toolkit: report it."
                )

    @cached_property
    def files(self) -> pd.DataFrame:
        """One row per file or sheet, with what became of its rows."""
        names = [field.name for field in fields(FileRecord)]
        return pd.DataFrame([asdict(record) for record in self.records], columns=names)

    @cached_property
    def problems(self) -> pd.DataFrame:
        """One row per problem; a `value` column only where values were asked for."""
        columns = "file sheet row column rule severity count remedy".split()
        columns += ["value"] if self.show_values else []
        table = pd.DataFrame(
            {name: [getattr(entry, name) for entry in self.entries] for name in columns}
        )
        words = dict.fromkeys(("file", "sheet", "column", "rule", "severity", "remedy"), "str")
        return table.astype({**words, "row": "Int64", "count": "int64"})

    @property
    def exit_code(self) -> int:
        """Return 0 where every row was kept or accounted for, 1 where some were refused."""
        return int(any(record.refused for record in self.records))

    def with_notes(self, notes: Sequence[Problem]) -> LoadReport:
        """Return the report with further notes at its end."""
        return replace(self, entries=[*self.entries, *notes]) if notes else self

    def by_rule(self) -> pd.DataFrame:
        """Count the problems per severity, rule, file and column, the gravest first.

        Returns
        -------
        pandas.DataFrame
            Columns `severity, rule, file, sheet, column, count, places, remedy`.
        """
        columns = "severity rule file sheet column count places remedy".split()
        grouped: dict[tuple[Severity, str, str, str, str], list[Problem]] = {}
        for entry in self.entries:
            key = (entry.severity, entry.rule, entry.file, entry.sheet, entry.column)
            grouped.setdefault(key, []).append(entry)
        rows: list[tuple[Severity, str, str, str, str, int, str, str]] = [
            (*key, sum(entry.count for entry in group), _places(group), _remedy(group))
            for key, group in grouped.items()
        ]
        gravest = {severity: place for place, severity in enumerate(SEVERITIES)}
        rows.sort(key=lambda row: (gravest[row[0]], -row[5]))
        return pd.DataFrame(rows, columns=columns)

    def brief(self) -> str:
        """Say in a few plain lines what was read and what to look at."""
        total = self.files[["rows_read", "kept", "superseded", "duplicates", "refused"]].sum()
        names = len({record.file for record in self.records})
        lines = [
            f"Read {_count(names, 'file')}, {_count(int(total['rows_read']), 'row')}: "
            f"{total['kept']:,} kept, {total['superseded']:,} superseded, "
            f"{total['duplicates']:,} exact duplicates, {total['refused']:,} refused."
        ]
        lines += [f"  {_account(record)}" for record in self.records[:FILES_SHOWN]]
        if len(self.records) > FILES_SHOWN:
            lines.append(f"  … and {len(self.records) - FILES_SHOWN} more files or sheets")
        rules = self.by_rule()
        shown = rules.head(RULES_SHOWN)
        for rule in shown.to_dict("records"):
            column = f", column {rule['column']}" if rule["column"] else ""
            said = f"{rule['rule']}: {rule['count']:,} in {rule['file']}{column}{rule['places']}."
            remedy = f" To mend it: {rule['remedy']}" if rule["remedy"] else ""
            lines.append(f"{str(rule['severity']).capitalize()}, {said}{remedy}")
        if len(rules) > len(shown):
            lines.append(f"… and {len(rules) - len(shown)} more: `ladders check` lists them all.")
        return "\n".join(lines)

    def to_json(self) -> str:
        """Give the report as JSON: `files` and `problems` (DESIGN §8)."""
        columns = [name for name in self.problems.columns]
        return json.dumps(
            {
                "files": [
                    {name: getattr(record, name) for name in _JSON_FILE} for record in self.records
                ],
                "problems": [
                    {name: getattr(entry, name) for name in columns} for entry in self.entries
                ],
            },
            ensure_ascii=False,
            indent=1,
        )

    def _repr_html_(self) -> str:
        """Draw the report as two captioned tables."""
        files = self.files.drop(columns="sha256")
        rules = self.by_rule()
        page = _html_table("What became of every row", files)
        return page + (_html_table("Refused, warned of and noted", rules) if len(rules) else "")


def _account(record: FileRecord) -> str:
    """Say in one line what became of a file and how it is written."""
    parts = [_count(record.rows_read, "row"), f"{record.kept:,} kept"]
    parts += [
        f"{number:,} {word}"
        for number, word in (
            (record.superseded, "superseded"),
            (record.duplicates, "exact duplicates"),
            (record.refused, "refused"),
        )
        if number
    ]
    written = ", ".join(
        word for word in (record.encoding, record.delimiter, record.date_format) if word
    )
    return f"{record.place}: {', '.join(parts)}" + (f" ({written})" if written else "")


def _places(group: Sequence[Problem]) -> str:
    rows = sorted({entry.row for entry in group if entry.row is not None})
    if not rows:
        return ""
    listed = ", ".join(str(row) for row in rows[:PLACES_SHOWN])
    more = f" and {len(rows) - PLACES_SHOWN} more" if len(rows) > PLACES_SHOWN else ""
    return f", {'row' if len(rows) == 1 else 'rows'} {listed}{more}"


def _remedy(group: Iterable[Problem]) -> str:
    remedies = list(dict.fromkeys(entry.remedy for entry in group if entry.remedy))
    return " / ".join(remedies[:3]) + (" / …" if len(remedies) > 3 else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _html_table(caption: str, table: pd.DataFrame) -> str:
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
