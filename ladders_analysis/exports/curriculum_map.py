"""The map of a curriculum's renamed statements: what each was called, and what it is called now.

When a curriculum is revised its statements may get other ids, while earlier judgements speak of the
old ones. Only the school can say which is which, and does so in `curriculum_map.csv`.

Notes
-----
The map is declared here and not among the tidy tables: nobody asks a question of it, no notebook
has use for it, and once it is followed every judgement speaks of the curriculum as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ladders_analysis.calendar import Calendar
from ladders_analysis.columns import Table, declare
from ladders_analysis.exports.contract import Extract, RawFile
from ladders_analysis.exports.formats import Format, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.options import ReadingOptions, read_options
from ladders_analysis.exports.tidy import read_declared

READER = "curriculum_map"

RENAMES = Table(
    "renames",
    "curriculum_map.csv",
    "One row per statement that the curriculum now calls otherwise.",
    (
        declare("was", "id", "The statement's id in an earlier version.", "required"),
        declare("is", "id", "The statement's id in the version after it.", "required"),
        declare("why", "text", "Why the school holds them to be one statement."),
    ),
    ("was", "is"),
)

COLUMN_MAP: Mapping[str, str] = {name: name for name in RENAMES.names}
"""Header -> column: the map uses the columns' own names."""


class MapOptions(ReadingOptions, frozen=True):
    """The keys that a curriculum map may have: only how the file is written."""


def read_curriculum_map(
    file: RawFile, options: Mapping[str, Any], calendar: Calendar
) -> Sequence[Extract]:
    """Read a curriculum map.

    Parameters
    ----------
    file
        A CSV with the columns `was`, `is` and, if the school likes, `why`.
    options
        `MapOptions`.
    calendar
        Not needed here; every reader is called alike.

    Raises
    ------
    ReadError
        It cannot be read, or a column comes twice.
    """
    stated = read_options(options, MapOptions, READER)
    return [read_declared(file, stated, READER, lambda header: RENAMES)]


def recognise(seen: Glance) -> Recognised | None:
    """Tell a map by its two columns."""
    row = seen.header_with("was", "is")
    if row is None or len([cell for cell in row if cell]) > len(RENAMES.columns):
        return None
    return Recognised("its header has was and is", 2)


FORMAT = Format(
    READER,
    "Map of a curriculum's renamed statements",
    "old and new statement ids",
    read_curriculum_map,
    recognise,
    source="this toolkit's own",
    options=MapOptions,
    column_map=COLUMN_MAP,
)
