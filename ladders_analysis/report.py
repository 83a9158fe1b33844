"""The load report: what was read from each file, what was not, and how to mend it.

Loading loses nothing: for each file, rows read = kept + superseded + exact duplicates + refused,
and a report in which that does not hold cannot be made. It speaks of rows and columns, never of a
child, unless values were asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property

import pandas as pd

from ladders_analysis.english import some
from ladders_analysis.errors import LaddersError
from ladders_analysis.records import SEVERITIES, FileRecord, Problem, Section, Severity
from ladders_analysis.report_words import account, broken, html_table, places, remedies

__all__ = ["FileRecord", "LoadReport", "Problem", "Section", "Severity"]

RULES_SHOWN = 6
FILES_SHOWN = 12
_JSON_FILE = "file reader encoding rows_read kept superseded duplicates refused".split()


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
    sections
        What else is worth knowing of what was read, such as the workload.

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
    sections: Sequence[Section] = ()

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

    def with_sections(self, sections: Sequence[Section]) -> LoadReport:
        """Return the report with other sections."""
        return replace(self, sections=sections)

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
            (*key, sum(entry.count for entry in group), places(group), remedies(group))
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
            f"Read {some(names, 'file', 'files')}, {some(total['rows_read'], 'row', 'rows')}: "
            f"{total['kept']:,} kept, {total['superseded']:,} superseded, "
            f"{total['duplicates']:,} exact duplicates, {total['refused']:,} refused."
        ]
        lines += [f"  {account(record)}" for record in self.records[:FILES_SHOWN]]
        if len(self.records) > FILES_SHOWN:
            lines.append(f"  … and {len(self.records) - FILES_SHOWN} more files or sheets")
        rules = self.by_rule()
        shown = rules.head(RULES_SHOWN)
        lines += [broken(*row) for row in shown.itertuples(index=False, name=None)]
        if len(rules) > len(shown):
            lines.append(f"… and {len(rules) - len(shown)} more: `ladders check` lists them all.")
        lines += [sentence for section in self.sections for sentence in section.sentences]
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
        page = html_table("What became of every row", files)
        page += html_table("Refused, warned of and noted", rules) if len(rules) else ""
        return page + "".join(html_table(each.title, each.table) for each in self.sections)
