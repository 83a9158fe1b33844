"""What is looked at as a file: a table that opens in a spreadsheet, or the printed picture.

The same selection always gives the same bytes. Text that begins like a formula stays text, and no
file is named after a pupil.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ladders_analysis.english import in_a_sentence
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gap_cells import shown_cells, why_not
from ladders_analysis.exploring.long_tables import Cell, LongTable, long_table
from ladders_analysis.exploring.parts import part_view
from ladders_analysis.exploring.selection import A_YEAR_AGO, ALL_SCHOOLS, Selection
from ladders_analysis.exploring.whom import school_name, whom
from ladders_analysis.spreadsheet_text import held_as_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["csv", "xlsx", "png", "svg"]
MEDIA: dict[Kind, str] = {
    "csv": "text/csv;charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
}
TABLE_SHEET, ABOUT_SHEET = "Table", "About"
NOTHING = "There is nothing to count here."
_LONGEST_NAME = 110
_LONGEST_CELL = 32_000
"""A spreadsheet holds so many characters in a cell, and a few more."""
_WIDEST = 60


@dataclass(frozen=True)
class Exported:
    """A file to be saved.

    Attributes
    ----------
    name
        Plain, dated by the points, never with a pupil's name.
    media
        Its media type.
    data
        Its bytes.
    """

    name: str
    media: str
    data: bytes


def exported(facts: Facts, selection: Selection, kind: Kind) -> Exported:
    """Write what is looked at as a file.

    Parameters
    ----------
    facts
        What is known.
    selection
        A settled selection.
    kind
        "csv" or "xlsx": the long table, of the pupils behind what was clicked where something
        was; "png" or "svg": the printed picture.

    Returns
    -------
    Exported
    """
    part = part_view(facts, selection)
    if kind in ("png", "svg"):
        from ladders_analysis.exploring.printed import printed
        from ladders_analysis.plots.picture import show

        picture = show(printed(facts, selection, part))
        data = picture.png if kind == "png" else picture.svg().encode("utf-8")
    else:
        table = long_table(facts, selection, part)
        made = facts.point(selection.end).on
        data = _csv(table) if kind == "csv" else _workbook(table, made)
    return Exported(f"{file_name(facts, selection)}.{kind}", MEDIA[kind], data)


def file_name(facts: Facts, selection: Selection) -> str:
    """Name a file after whom, the subject and the points, without an ending.

    Returns
    -------
    str
        Such as "year-4-reading-autumn-2025-to-spring-2026".
    """
    who = f"{whom(facts, selection)} {in_a_sentence(selection.subject or '')}"
    if selection.part == "statements" and not why_not(facts, selection):
        who = f"{shown_cells(facts, selection).about} statements"
    if selection.part == "groups":
        who += " groups"
    if selection.behind is not None:
        who += " pupils"
    if selection.school not in ("", ALL_SCHOOLS):
        school = school_name(facts.first, selection.school)
        who = f"{school} {who.removeprefix('Whole school').strip()}"
    when = facts.point(selection.end).label
    if selection.part == "moved" and selection.start == A_YEAR_AGO:
        when += " beside a year ago"
    elif selection.part == "moved" and selection.start:
        when = f"{facts.point(selection.start).label} to {when}"
    dated = _plain(when)
    return f"{_plain(who)[: _LONGEST_NAME - len(dated)].rstrip('-')}-{dated}"


def _plain(words: str) -> str:
    """Write words with small letters, digits and hyphens only."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")


def _columns(table: LongTable) -> list[str]:
    return list(table.rows[0]) if table.rows else [NOTHING]


def _csv(table: LongTable) -> bytes:
    """Write a CSV that a spreadsheet opens with its accents, and whose text it does not run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_columns(table))
    for row in table.rows:
        writer.writerow([_held(cell) for cell in row.values()])
    return text.getvalue().encode("utf-8-sig")


def _held(cell: Cell) -> Cell:
    return held_as_text(cell) if isinstance(cell, str) else cell


def _workbook(table: LongTable, made: dt.date) -> bytes:
    """Write a workbook: the table, and a sheet that says where it comes from."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        # The day of the point, not today, so that the same selection gives the same bytes.
        book.set_properties({"created": dt.datetime(made.year, made.month, made.day)})
        head = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(TABLE_SHEET)
        lines: list[list[Cell]] = [list(row.values()) for row in table.rows]
        for across, name in enumerate(_columns(table)):
            sheet.write_string(0, across, name, head)
            longest = max((len(str(line[across])) for line in lines), default=0)
            sheet.set_column(across, across, min(max(longest, len(name)) + 2, _WIDEST))
        for down, line in enumerate(lines, start=1):
            for across, cell in enumerate(line):
                _write(sheet, down, across, cell)
        sheet.freeze_panes(1, 0)
        about = book.add_worksheet(ABOUT_SHEET)
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 100, wrapped)
        for down, (name, said) in enumerate(table.about.items()):
            about.write_string(down, 0, name, head)
            about.write_string(down, 1, said[:_LONGEST_CELL], wrapped)
    return file.getvalue()


def _write(sheet: Worksheet, down: int, across: int, cell: Cell) -> None:
    """Write one cell as what it is: a number, or text that nothing runs."""
    if isinstance(cell, int):
        sheet.write_number(down, across, cell)
    else:
        sheet.write_string(down, across, cell[:_LONGEST_CELL])
