"""For a file in no known format: a column map that the school can paste, answer and keep.

What is proposed is only ever headers and code words that several rows share; nothing of one child
is shown. What the file cannot tell stands as a commented question.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ladders_analysis.errors import ReadError
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.formats import HEADERS_SHOWN, Recognised
from ladders_analysis.exports.glance import Glance
from ladders_analysis.exports.opening.grids import Grid, read_grids
from ladders_analysis.exports.opening.headers import find_header, fold
from ladders_analysis.exports.proposing.cell_shapes import shape_of
from ladders_analysis.exports.proposing.long_lists import propose_curriculum, propose_long
from ladders_analysis.exports.proposing.mapping import ProposedMap
from ladders_analysis.exports.proposing.sketch import Sketch, sketch_of
from ladders_analysis.exports.proposing.toml_text import toml_string, toml_value
from ladders_analysis.exports.proposing.wide_sheets import propose_wide

ROWS = 2_000
"""Rows of each sheet that a proposal looks at."""
MOST_SHEETS = 8
"""Sheets whose names are written out."""
MOST_HEADERS = 400
"""Columns beyond which a file is not recognised by its headers alone."""


@dataclass(frozen=True)
class Proposal:
    """How an unknown file could be read.

    Attributes
    ----------
    toml
        `[[export]]` tables, with questions as comments.
    holds
        What the file seems to hold, in a few words.
    questions
        How many questions must be answered before it can be read.
    """

    toml: str
    holds: str
    questions: int


def propose(file: RawFile) -> Proposal | None:
    """Propose how to read a table in no known format.

    Parameters
    ----------
    file
        A CSV, a workbook or a list in JSON.

    Returns
    -------
    Proposal
        None where no sheet has a header that speaks of pupils or statements.

    Raises
    ------
    ReadError
        The file cannot be looked into.
    """
    grids = read_grids(file, "*", most=ROWS)
    return _proposal(file.path.name, grids)


def recognise_complete(seen: Glance, reader: str) -> Recognised | None:
    """Tell a table whose headers leave nothing to be asked.

    Parameters
    ----------
    seen
        The first glance at a file.
    reader
        The reader that should be able to read it, wide or long.
    """
    grids = [Grid(rows, sheet=name) for name, rows in seen.sheets]
    wide = any(len(row) > MOST_HEADERS for row in seen.rows)
    if seen.kind != "table" or wide:
        return None
    proposal = _proposal(seen.file.path.name, grids)
    if proposal is None or proposal.questions:
        return None
    tables = tomllib.loads(proposal.toml)["export"]
    if len(tables) != 1 or tables[0]["reader"] != reader:
        return None
    options: dict[str, Any] = {k: v for k, v in tables[0].items() if k not in ("file", "reader")}
    merged = "header_rows" in options and not seen.text
    if merged or "\npoint = " in proposal.toml:
        return None  # merged cells, and a school's points, are not to be seen at a glance
    named = _headers_in(options.get("pupil", {})) + _headers_in(options.get("columns", {}))
    shown = ", ".join(named[:HEADERS_SHOWN])
    return Recognised(f"its headers tell all that is needed ({shown})", 1, options)


def _headers_in(table: dict[str, Any]) -> list[str]:
    return [value if isinstance(value, str) else str(key) for key, value in table.items()]


def _proposal(name: str, grids: Sequence[Grid]) -> Proposal | None:
    sketched = [(grid, sketch) for grid in grids if (sketch := sketch_of(grid)) is not None]
    alike: dict[tuple[int, tuple[str, ...]], list[tuple[Grid, Sketch]]] = {}
    for grid, sketch in sketched:
        headers = tuple(fold(column.header) for column in sketch.columns)
        alike.setdefault((sketch.deep, headers), []).append((grid, sketch))
    parts: list[str] = []
    holds: list[str] = []
    questions = 0
    read: set[str] = set()
    for members in alike.values():
        found = _map_of(_pooled([sketch for _, sketch in members]))
        if found is None:
            continue
        sheets = [grid.sheet for grid, _ in members]
        read |= {*sheets}
        parts.append(_table(name, _sheet_lines(sheets, len(grids)), members, found))
        holds.append(found.holds)
        questions += found.questions + (MOST_SHEETS < len(sheets) < len(grids))
    if not parts:
        return None
    rest = [toml_string(grid.sheet) for grid in grids if grid.sheet not in read]
    if rest:
        named = ", ".join(rest) if len(rest) <= MOST_SHEETS else str(len(rest))
        parts.append(f"# Sheets without a table of pupils: {named}.\n")
    return Proposal("\n".join(parts), "; ".join(dict.fromkeys(holds)), questions)


def _sheet_lines(sheets: Sequence[str], there: int) -> list[str]:
    """Say which sheets are meant; very many may each be named after a child, so they are asked."""
    if there == 1:
        return []
    if len(sheets) == there:
        return ['sheet = "*"']
    if len(sheets) > MOST_SHEETS:
        return [f'# sheet = ["…", "…"]  # answer: name the {len(sheets)} sheets that hold pupils']
    return [f"sheet = {toml_value(sheets[0] if len(sheets) == 1 else list(sheets))}"]


def _pooled(sketches: Sequence[Sketch]) -> Sketch:
    """Pool the rows of sheets that have the same headers."""
    first = sketches[0]
    if len(sketches) == 1:
        return first
    places = [tuple(column.place for column in sketch.columns) for sketch in sketches]
    same = [s for s, at in zip(sketches, places, strict=True) if at == places[0]]
    rows = [row for sketch in same for row in sketch.rows]
    columns = tuple(
        replace(column, cells=shape_of([row[column.place] for row in rows]))
        for column in first.columns
    )
    return replace(first, rows=rows, columns=columns)


def _map_of(sketch: Sketch) -> ProposedMap | None:
    """Propose a long list where it is one, a curriculum, or else a marksheet of pupils."""
    found = propose_long(sketch) or propose_curriculum(sketch)
    if found is not None:
        return found
    who = sketch.pupils
    someone = any(name in who for name in ("pupil_id", "upn", "name", "surname"))
    return propose_wide(sketch) if someone else None


def _table(
    name: str,
    sheets: Sequence[str],
    members: Sequence[tuple[Grid, Sketch]],
    found: ProposedMap,
) -> str:
    """Write one `[[export]]` table."""
    lines = ["[[export]]", f"file = {toml_string(name)}", f'reader = "{found.reader}"', *sheets]
    deep = members[0][1].deep
    landmark = found.headers[:1]
    tops = {sketch.top for _, sketch in members}
    itself = all(
        find_header(grid.cells, grid.merged, deep, landmark, found.headers) == sketch.top
        for grid, sketch in members
    )
    if not itself and len(tops) == 1:
        lines.append(f"title_rows = {tops.pop()}")
    if deep > 1:
        lines.append(f"header_rows = {deep}")
    text = "\n".join([*lines, *found.keys, *found.tables]).rstrip() + "\n"
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"{name}: no map could be proposed ({error}). Report this.") from None
    return text
