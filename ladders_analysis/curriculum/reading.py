"""A curriculum by itself, from a file of any curriculum format or from a school folder.

Nobody's pupils are read: what the statements are can be asked before there is a school around them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ladders_analysis.calendar import Calendar
from ladders_analysis.checking.desk import Desk
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.curricula import reader_for
from ladders_analysis.exports.curriculum_map import READER as MAP_READER
from ladders_analysis.exports.curriculum_map import RENAMES
from ladders_analysis.exports.sources import Source, curricula_of
from ladders_analysis.report import LoadReport
from ladders_analysis.settings import read_settings


@dataclass(frozen=True)
class Curriculum:
    """A curriculum as it was read.

    Attributes
    ----------
    statements
        Tidy statements; `school_id` is blank but where a school has its own.
    renamed
        What earlier versions called them: `school_id`, `was`, `is`, every chain followed.
    report
        What was read and what was refused.
    """

    statements: pd.DataFrame
    renamed: pd.DataFrame
    report: LoadReport


def read_curriculum(path: str | Path, renamed: str | Path | None = None) -> Curriculum:
    """Read a curriculum and nothing else.

    Parameters
    ----------
    path
        A tidy file, a CASE package, Oak's files, or a school folder.
    renamed
        The map of renamed statements, in place of the folder's own, or of the
        `curriculum_map.csv` beside the file.

    Returns
    -------
    Curriculum

    Raises
    ------
    LaddersError
        It cannot be read, or has no statements.

    Examples
    --------
    >>> from ladders_analysis.places import sample_folder
    >>> len(read_curriculum(sample_folder()).statements)
    371
    """
    path = Path(path)
    if path.is_dir():
        settings = read_settings(path)
        desk, folder, calendar = Desk(settings), path, settings.default.calendar
        sources = curricula_of(folder, settings)
    elif path.is_file():
        reader, options = reader_for(path)
        desk, folder, calendar = Desk(None), path.parent, Calendar((), ())
        sources = [Source(path, reader, options, "curriculum", 0)]
        beside = folder / RENAMES.file
        sources += [Source(beside, MAP_READER, {}, "map", 0)] if beside.is_file() else []
    else:
        raise ReadError(f"{path} is not there. Name a curriculum file or a school folder.")
    if renamed is not None:
        sources = [source for source in sources if source.reader != MAP_READER]
        sources.append(Source(Path(renamed), MAP_READER, {}, "map", 0))
    for source in sources:
        for extract in source.read(folder, calendar):
            desk.receive(extract, source.name, source.rank, source.school_id)
    statements = desk.tables()["statements"]
    report = desk.report()
    if statements.empty:
        raise ReadError(f"{path.name} has no statements that can be read. {report.brief()}")
    pairs = [
        (school, was, now)
        for school, renames in desk.renamed.maps.items()
        for was, now in renames.items()
    ]
    table = pd.DataFrame(pairs, columns=["school_id", "was", "is"], dtype="str")
    return Curriculum(statements, table, report)
