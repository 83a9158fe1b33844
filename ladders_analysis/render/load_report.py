"""The load report as a page: what was read, what was not, and how to mend it.

It speaks of files, rows and columns. Only where values were asked for does it say what stood in
the cells; then it bears the bar about names that leaders' pages bear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from ladders_analysis.english import count, some, spoken_day
from ladders_analysis.records import Problem, Section, Severity
from ladders_analysis.render.page import PageContext, write_page
from ladders_analysis.render.tables import table_html
from ladders_analysis.report import LoadReport
from ladders_analysis.report_words import written_as
from ladders_analysis.version import __version__

TITLE = "What was read, and what was not"
ROWS_LISTED = 400
"""Rows of one rule that the page lists by number; of more it gives the count."""
REMEDIES_LISTED = 20
"""Remedies of one rule that the page lists, each with its rows."""
HEADINGS: dict[Severity, tuple[str, str]] = {
    "refused": ("Not kept: to mend", "These rows count nowhere until they are mended."),
    "warning": ("Kept, but look again", "These rows count; something about them looks odd."),
    "note": ("Worth knowing", "Nothing needs to be done."),
}
_FILES = {
    "file": "file",
    "sheet": "sheet",
    "reader": "read as",
    "written": "written as",
    "rows_read": "rows read",
    "kept": "kept",
    "refused": "refused",
    "duplicates": "exact duplicates",
    "superseded": "superseded",
}


@dataclass(frozen=True)
class _Rule:
    """One rule broken in one column of one file: how often, where, and what to do."""

    rule: str
    where: str
    times: str
    remedies: tuple[tuple[str, str], ...]
    further: int
    rows: str
    values: Markup


@dataclass(frozen=True)
class _Group:
    heading: str
    meaning: str
    to_do: bool
    rules: tuple[_Rule, ...]


def load_report_page(
    report: LoadReport, school: str = "", made_on: dt.date | None = None, *, home: str = ""
) -> str:
    """Write the load report as a self-contained page.

    Parameters
    ----------
    report
        What was read.
    school
        The school's name, or the export's where a single file was looked at.
    made_on
        The day to print; today where left out.
    home
        File name of the page that lists the others; empty: none.

    Returns
    -------
    str
        The whole page: no script, no request, every cell escaped.
    """
    return write_page(
        "load_report.html.j2",
        audience="leaders" if report.show_values else "office",
        title=TITLE,
        verdict=_verdict(report),
        groups=_groups(report),
        files=_table(_files(report), "What became of every row"),
        sections=[_section(each) for each in report.sections],
        context=PageContext(school=school, home=home),
        generated_on=spoken_day(made_on or dt.date.today()),
        version=__version__,
        provenance=(),
    )


def _verdict(report: LoadReport) -> str:
    """Say in one sentence whether anything is missing."""
    read = sum(record.rows_read for record in report.records)
    refused = sum(record.refused for record in report.records)
    files = some(len({record.file for record in report.records}), "file", "files")
    repeated = sum(record.superseded + record.duplicates for record in report.records)
    said = f"{some(read, 'row was', 'rows were')} read from {files}. "
    said += (
        f"{count(refused)} could not be kept: see below how to mend them."
        if refused
        else "Nothing had to be refused."
    )
    again = some(repeated, "row came", "rows came")
    return said + (f" {again} more than once and counted once." if repeated else "")


def _groups(report: LoadReport) -> list[_Group]:
    """Group the problems by gravity, then by rule, file, sheet and column."""
    by_rule: dict[Severity, dict[tuple[str, str, str, str], list[Problem]]] = {}
    for entry in report.entries:
        place = (entry.rule, entry.file, entry.sheet, entry.column)
        by_rule.setdefault(entry.severity, {}).setdefault(place, []).append(entry)
    groups = []
    for severity, (heading, meaning) in HEADINGS.items():
        rules = sorted(
            (_rule(*place, entries) for place, entries in by_rule.get(severity, {}).items()),
            key=lambda rule: -int(rule.times.split()[0].replace(",", "")),
        )
        if rules:
            groups.append(_Group(heading, meaning, severity != "note", tuple(rules)))
    return groups


def _rule(rule: str, file: str, sheet: str, column: str, entries: Sequence[Problem]) -> _Rule:
    """Describe one rule broken in one column of one file."""
    parts = [file, f"sheet {sheet}" if sheet else "", f"column “{column}”" if column else ""]
    by_way: dict[str, list[Problem]] = {}
    for entry in entries:
        by_way.setdefault(entry.remedy, []).append(entry)
    remedies = [(way, _rows(group)) for way, group in by_way.items() if way]
    told = [(entry.row, entry.value) for entry in entries if entry.value is not None]
    values = pd.DataFrame(told[:ROWS_LISTED], columns=["row", "what stood there"])
    return _Rule(
        rule=rule,
        where=", ".join(part for part in parts if part),
        times=some(sum(entry.count for entry in entries), "time", "times"),
        remedies=tuple(remedies[:REMEDIES_LISTED]),
        further=max(len(remedies) - REMEDIES_LISTED, 0),
        rows=_rows(entries),
        values=_table(values, "What stood in the cells") if told else Markup(),
    )


def _rows(entries: Sequence[Problem]) -> str:
    """List the rows of some problems, as a spreadsheet counts them."""
    rows = sorted({entry.row for entry in entries if entry.row is not None})
    more = f" and {count(len(rows) - ROWS_LISTED)} more" if len(rows) > ROWS_LISTED else ""
    word = "" if not rows else "row " if len(rows) == 1 else "rows "
    return word + ", ".join(map(str, rows[:ROWS_LISTED])) + more


def _files(report: LoadReport) -> pd.DataFrame:
    """Lay out the accounts, leaving out columns that no file fills."""
    written = [written_as(record) for record in report.records]
    files = report.files.assign(written=written)[list(_FILES)]
    empty = [name for name in files if (files[name].astype("str") == "").all()]
    return files.drop(columns=empty).rename(columns=_FILES)


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "sentences": section.sentences,
        "table": _table(section.table, section.title),
    }


def _table(table: pd.DataFrame, caption: str) -> Markup:
    """Write a table whose every cell is escaped by `table_html`."""
    return Markup(table_html(table, caption))
