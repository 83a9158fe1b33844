"""Reading a school folder: every file by its reader, every row checked and accounted for.

Pupils and statements come first, because everything else speaks of them. What is refused is in the
load report with its place and its remedy; what is kept is typed, and its order is the files' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.checking.desk import Desk
from ladders_analysis.errors import ReadError, SettingsError
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.registry import format_named
from ladders_analysis.exports.sources import sources_of
from ladders_analysis.exports.unread import files_not_read
from ladders_analysis.places import school_folder
from ladders_analysis.records import Later
from ladders_analysis.report import LoadReport, Problem
from ladders_analysis.school import School
from ladders_analysis.settings import SETTINGS_FILE, read_settings
from ladders_analysis.workload import workload_section


def load(folder: str | Path | None = None, *, show_values: bool = False) -> School:
    """Read a school folder.

    Parameters
    ----------
    folder
        The folder that holds `school.toml`. Left out: what `LADDERS_SCHOOL` names (as `ladders
        render` and `ladders explore` set it), else the made-up sample school.
    show_values
        Whether the load report says what stood in cells that were refused or looked odd. They are
        children's data: leave it off wherever the report may be passed on.

    Returns
    -------
    School
        Tidy, typed tables, and the load report.

    Raises
    ------
    SettingsError
        `school.toml` is missing or cannot be followed.
    ReadError
        A file cannot be read at all, or nobody is in the folder.

    Notes
    -----
    For each file: rows read = kept + superseded + exact duplicates + refused.
    """
    folder = school_folder() if folder is None else Path(folder)
    if not folder.is_dir():
        raise ReadError(
            f"{folder.name} is not a school folder. Give the folder that holds {SETTINGS_FILE}; "
            f"`ladders check FILE` reads a single export."
        )
    settings = read_settings(folder)
    desk = Desk(settings, show_values)
    for source in sources_of(folder, settings):
        of_school = source.school_id or settings.default.school_id
        for extract in source.read(folder, settings.for_school(of_school).calendar):
            desk.receive(extract, source.name, source.rank, source.school_id)
    tables = desk.tables()
    if tables["pupils"].empty:
        raise ReadError(
            f"No pupils could be read. {desk.report().brief()}\n"
            f"Add pupils.csv, or an [[export]] whose map gives academic_year and year_group."
        )
    school = School(settings, tables, desk.report(), folder)
    read = {record.file for record in school.load_report.records}
    notes = [
        *files_not_read(folder, read),
        *_same_bytes(school.load_report),
        *_by_exception(school),
    ]
    # Most who load a school never ask what assessment asks of teachers: it is counted when read.
    asked = Later(partial(workload_section, school))
    return replace(school, load_report=school.load_report.with_notes(notes).with_sections(asked))


def _same_bytes(report: LoadReport) -> list[Problem]:
    """Note files that are copies of one read before; their rows are accounted for as any other."""
    first: dict[str, str] = {}
    notes: list[Problem] = []
    for record in report.records:
        other = first.setdefault(record.sha256, record.file)
        if other != record.file and not any(note.file == record.file for note in notes):
            remedy = f"it is a copy of {other}, which changes nothing; keep one"
            notes.append(Problem(record.file, "the same bytes as another file", "note", remedy))
    return notes


def _by_exception(school: School) -> list[Problem]:
    """Count, at each point with evidence, the statements that count as secure unjudged."""
    notes: list[Problem] = []
    asked = [each for each in school.schools if school.settings.for_school(each).by_exception]
    for one in map(school.one, asked):
        for point in one.points_with_evidence:
            count = int(one.snapshot(point).secure_by_exception.to_numpy().sum())
            if not count:
                continue
            notes.append(
                Problem(
                    SETTINGS_FILE,
                    f"secure by exception in {point.label}",
                    "note",
                    "pupils × statements that nobody judged and that count as secure because the "
                    "class has judgements on them; judge them where that is in doubt",
                    column="expectation.by_exception",
                    count=count,
                )
            )
    return notes


def check_file(
    path: str | Path,
    reader: str = "tidy",
    options: Mapping[str, Any] | None = None,
    *,
    show_values: bool = False,
) -> LoadReport:
    """Read one export by itself and report on it; see `read_file`."""
    return read_file(path, reader, options, show_values=show_values)[1]


def read_file(
    path: str | Path,
    reader: str = "tidy",
    options: Mapping[str, Any] | None = None,
    *,
    show_values: bool = False,
) -> tuple[dict[str, pd.DataFrame], LoadReport]:
    """Read one export by itself into tidy tables.

    Parameters
    ----------
    path
        The file.
    reader
        Its reader's name.
    options
        What its `[[export]]` table would say.
    show_values
        As for `load`.

    Returns
    -------
    tuple
        The tidy tables by name (those it does not hold have no rows), and the load report.

    Raises
    ------
    LaddersError
        It cannot be read.

    Notes
    -----
    Without a school folder nothing says which pupils, statements and codes are known: only what
    the file shows by itself is checked.
    """
    path = Path(path)
    desk = Desk(None, show_values)
    for extract in read_export(path, reader, options):
        desk.receive(extract, path.name, 0, "")
    return desk.tables(), desk.report()


def read_export(
    path: str | Path, reader: str = "tidy", options: Mapping[str, Any] | None = None
) -> list[Extract]:
    """Read one export with a reader, with the calendar of the folder it lies in if there is one.

    Raises
    ------
    LaddersError
        It cannot be read.
    """
    path = Path(path)
    read = format_named(reader).read
    calendar = Calendar((), ())
    for folder in (path.parent, path.parent.parent):
        if (folder / SETTINGS_FILE).is_file():
            try:
                calendar = read_settings(folder).default.calendar
            except SettingsError:
                continue
            break
    return list(read(RawFile.read(path), options or {}, calendar))
