"""What every recording asks before a row is written: which folder, which pupil, subject and day.

Whatever cannot be recorded is refused here in words that say what to do instead; nothing is written
until all of it is known.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from ladders_analysis.columns import Table
from ladders_analysis.english import listing
from ladders_analysis.errors import LaddersError, nearest
from ladders_analysis.places import sample_folder
from ladders_analysis.school import School


def folder_to_record(school: School, table: Table) -> Path:
    """Give the folder to record in; refuse one that keeps the table in another way.

    Parameters
    ----------
    school
        The school.
    table
        The table that a row is to be added to.

    Raises
    ------
    LaddersError
        The school was not read from a folder, is the toolkit's own sample, or keeps the table in
        another file.
    """
    folder = school.folder
    if folder is None:
        raise LaddersError(
            "This school was not read from a folder, so there is nowhere to record. Load it with "
            "la.load(FOLDER)."
        )
    if folder.resolve() == sample_folder().resolve():
        raise LaddersError(
            "This is the made-up school that the toolkit brings along, where nothing is recorded. "
            "Make a copy to try it with (ladders sample FOLDER), or open your own school folder."
        )
    for name in (f"{table.name}.csv.gz", f"{table.name}.parquet"):
        if (folder / name).is_file():
            raise LaddersError(
                f"The {table.name} of this folder are in {name}, which is not written here. Save "
                f"it as {table.file} and remove {name}, then record again."
            )
    settings = [school.settings.default, *map(school.settings.for_school, school.schools)]
    listed = {spec.file for each in settings for spec in each.exports}
    if table.file in listed or (len(school.tables[table.name]) and not _there(folder, table)):
        raise LaddersError(
            f"The {table.name} of this folder are read through an [[export]] of school.toml. "
            "Record them in the system that it comes from; or keep them here: remove that "
            f"[[export]] and begin a {table.file} (`ladders convert` writes what was read)."
        )
    return folder


def school_of_pupil(school: School, pupil_id: str) -> School:
    """Find the one school of a folder that knows a pupil.

    Parameters
    ----------
    school
        A school, or a trust.
    pupil_id
        The pupil.

    Raises
    ------
    LaddersError
        No school knows the pupil, or several do.
    """
    pupils = school.pupils.astype({"pupil_id": "str", "school_id": "str"})
    known = sorted(set(pupils.loc[pupils["pupil_id"] == pupil_id, "school_id"]))
    if not known:
        raise LaddersError(
            "No pupil of this school has that id. Give the pupil_id as in pupils.csv, zeros in "
            "front included."
        )
    if len(known) > 1:
        raise LaddersError(
            f"{listing(known)} each know a pupil by that id: give one school, such as "
            f'school.one("{known[0]}").'
        )
    return school.one(known[0])


def subject_named(school: School, subject: str) -> str:
    """Return a subject as the school writes it.

    Raises
    ------
    LaddersError
        The school has no such subject; those it has are named.
    """
    known = list(dict.fromkeys(map(str, school.one_school.grid.subjects)))
    meant = {" ".join(name.split()).casefold(): name for name in known}
    found = meant.get(" ".join(subject.split()).casefold())
    if found is None:
        raise LaddersError(f'No subject "{subject}" here: {nearest(subject, known)}.')
    return found


def day_given(given: str | dt.date | None, name: str) -> dt.date | None:
    """Read a day; None where none is given.

    Parameters
    ----------
    given
        A date, or one as 2026-05-22.
    name
        What it is called, for the message.

    Raises
    ------
    LaddersError
        It is no day.

    Examples
    --------
    >>> day_given("2026-05-22", "on")
    datetime.date(2026, 5, 22)
    """
    if isinstance(given, dt.datetime):
        return given.date()
    if given is None or isinstance(given, dt.date):
        return given
    if not given.strip():
        return None
    try:
        return dt.date.fromisoformat(given.strip())
    except ValueError:
        raise LaddersError(
            f'{name} = "{given}" is not a day: write it as 2026-05-22, year first.'
        ) from None


def as_written(text: str) -> str:
    """Keep what was written, with line ends as the file has them and no spaces at either end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _there(folder: Path, table: Table) -> bool:
    return (folder / table.file).is_file()
