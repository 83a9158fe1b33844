"""A school's own table: attainment then and now, and the word for progress that it comes to.

The table is nine rows of a CSV file, which a school fills in without any code. A table that does
not say one thing about each of the nine pairs is refused, with the row and what to do about it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ladders_analysis.errors import DefinitionError, ReadError, nearest
from ladders_analysis.exports.contract import RawFile
from ladders_analysis.exports.opening.delimited import Columns, refuse_twice
from ladders_analysis.exports.opening.headers import fold
from ladders_analysis.exports.opening.plain_table import read_plain
from ladders_analysis.exports.options import ReadingOptions
from ladders_analysis.policy import PLACED, UNRANKED
from ladders_analysis.spreadsheet_text import as_meant

COLUMNS = ("then", "now", "progress", "rank", "favourable")
PAIRS = tuple((then, now) for then in PLACED for now in PLACED)
_YES_OR_NO = {"yes": True, "no": False}
_RANK = re.compile(r"0*([1-9][0-9]{0,3})(\.0+)?")


@dataclass(frozen=True)
class Line:
    """What one pair of attainment comes to.

    Attributes
    ----------
    then, now
        Attainment at the start and at the end.
    progress
        The school's word for it.
    rank
        Where that word stands, 1 the worst.
    favourable
        Whether it counts as good.
    """

    then: str
    now: str
    progress: str
    rank: int
    favourable: bool


@dataclass(frozen=True)
class MappedTable:
    """A table of progress by attainment then and now.

    Attributes
    ----------
    name
        What it is called, such as its file's name.
    lines
        One line for each of the nine pairs.

    Raises
    ------
    DefinitionError
        A pair is missing or there twice, a word is unknown, or the ranks contradict each other.
    """

    name: str
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        """Refuse a table that cannot be followed, and put its lines in order."""
        _refuse(self.name, faults(self.lines, range(1, len(self.lines) + 1), "line"))
        in_order = sorted(self.lines, key=lambda line: PAIRS.index((line.then, line.now)))
        object.__setattr__(self, "lines", tuple(in_order))

    def __str__(self) -> str:
        """Name the table and its fingerprint, for provenance."""
        return f"{self.name} {self.fingerprint}"

    @cached_property
    def fingerprint(self) -> str:
        """A short fingerprint of what it says, whatever it is called and however it is written."""
        return hashlib.sha256(repr(self.lines).encode()).hexdigest()[:12]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Its words, worst first."""
        by_rank = sorted(self.lines, key=lambda line: line.rank)
        return tuple(dict.fromkeys(line.progress for line in by_rank))

    @property
    def favourable(self) -> tuple[str, ...]:
        """Those of its words that count as good."""
        good = {line.progress for line in self.lines if line.favourable}
        return tuple(word for word in self.outcomes if word in good)


def table_from_csv(path: str | Path) -> MappedTable:
    """Read a school's table from a CSV file.

    Parameters
    ----------
    path
        A file with the columns `then`, `now`, `progress`, `rank` and `favourable`; others are
        passed over, and so are blank rows.

    Returns
    -------
    MappedTable
        Called by the file's name.

    Raises
    ------
    DefinitionError
        The file cannot be read or followed; each fault is named with its row and column.
    """
    try:
        file = RawFile.read(Path(path))
        columns = read_plain(file, ReadingOptions(), COLUMNS[0]).columns
        header = [fold(name) for name in columns.header]
        refuse_twice(file.name, header)
    except ReadError as error:
        raise DefinitionError(str(error)) from None
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise DefinitionError(
            f"{file.name}: no column {' or '.join(missing)}. The first row of such a table is "
            f"{','.join(COLUMNS)}; the first row here is {','.join(columns.header)}."
        )
    lines, found = _lines_of(columns, header)
    _refuse(file.name, found or faults(lines, columns.rows.tolist(), "row"))
    return MappedTable(file.name, tuple(lines))


def _lines_of(columns: Columns, header: Sequence[str]) -> tuple[list[Line], list[str]]:
    """Read the rows, and say which of them cannot be read."""
    wide = len(header)
    found = [
        f"row {row} has {cells} cells, the header {wide}: put quotes around a cell with a comma."
        for row, cells in columns.ragged
    ]
    cells = columns.frame.astype("object")
    lines = []
    for row, given in zip(columns.rows.tolist(), cells.itertuples(index=False), strict=True):
        cell = {name: _tidied(str(each)) for name, each in zip(header, given, strict=True)}
        rank = _RANK.fullmatch(cell["rank"])
        favourable = _YES_OR_NO.get(fold(cell["favourable"]))
        if rank is None:
            found.append(f'row {row}, column rank: "{cell["rank"]}": a whole number from 1.')
        if favourable is None:
            found.append(f'row {row}, column favourable: "{cell["favourable"]}": yes or no.')
        if rank is not None and favourable is not None:
            then, now = (_attainment(cell[name]) for name in ("then", "now"))
            lines.append(Line(then, now, cell["progress"], int(rank[1]), favourable))
    return lines, found


def _tidied(cell: str) -> str:
    return " ".join(as_meant(cell.strip()).split())


def _attainment(cell: str) -> str:
    """Give the word of attainment that a cell means, or the cell where it means none."""
    return fold(cell) if fold(cell) in PLACED else cell


def faults(lines: Sequence[Line], numbers: Sequence[int], called: str) -> list[str]:
    """Say what keeps a table from being followed.

    Parameters
    ----------
    lines
        The table.
    numbers, called
        Each line's number, and what a line is called.

    Returns
    -------
    list of str
        A sentence for each fault; none for a table that is sound.
    """
    named = [(f"{called} {number}", line) for number, line in zip(numbers, lines, strict=True)]
    alone = [fault for place, line in named for fault in _faults_alone(place, line)]
    return alone or [*_faults_of_pairs(named), *_faults_of_words(named)]


def _faults_alone(place: str, line: Line) -> Iterator[str]:
    """Find words that may not stand where they do."""
    for column, word in (("then", line.then), ("now", line.now)):
        if word not in PLACED:
            yield f'{place}, column {column}: "{word}": {nearest(word, PLACED)}.'
    if not line.progress.strip():
        yield f"{place}, column progress is blank: write the word for it."
    if fold(line.progress) in UNRANKED:
        yield (
            f'{place}, column progress: "{line.progress}" is kept for pupils who are not rated: '
            f"choose another word."
        )
    if line.rank < 1:
        yield f"{place}, column rank: {line.rank}: a whole number from 1, which is the worst."


def _faults_of_pairs(named: Sequence[tuple[str, Line]]) -> Iterator[str]:
    """Find pairs that nothing is said about, and such as are spoken of twice."""
    first: dict[tuple[str, str], str] = {}
    for place, line in named:
        pair = (line.then, line.now)
        if pair in first:
            yield (
                f"{place}: {line.then} then and {line.now} now stand in {first[pair]} already: "
                f"keep one of the two."
            )
        first.setdefault(pair, place)
    for then, now in PAIRS:
        if (then, now) not in first:
            yield f"nothing is said about {then} then and {now} now: add a row."


def _faults_of_words(named: Sequence[tuple[str, Line]]) -> Iterator[str]:
    """Find words and ranks that contradict each other."""
    by_word: dict[str, tuple[str, Line]] = {}
    by_rank: dict[int, tuple[str, Line]] = {}
    for place, line in named:
        before, same_word = by_word.setdefault(line.progress, (place, line))
        if same_word.rank != line.rank:
            yield (
                f'{place}, column rank: "{line.progress}" has rank {line.rank} here and '
                f"{same_word.rank} in {before}: give a word one rank."
            )
        elif same_word.favourable != line.favourable:
            yield (
                f'{place}, column favourable: "{line.progress}" is favourable in one row and not '
                f"in another (see {before}): say the same in both."
            )
        before, same_rank = by_rank.setdefault(line.rank, (place, line))
        if same_rank.progress != line.progress:
            yield (
                f'{place}, column rank: rank {line.rank} is "{line.progress}" here and '
                f'"{same_rank.progress}" in {before}: give each word a rank of its own.'
            )
    best = max((each for each in named if not each[1].favourable), key=_rank_of, default=None)
    worst = min((each for each in named if each[1].favourable), key=_rank_of, default=None)
    if best and worst and best[1].rank > worst[1].rank:
        yield (
            f'{best[0]}, column rank: "{best[1].progress}" is not favourable, and ranks above '
            f'"{worst[1].progress}" in {worst[0]}, which is: rank 1 is the worst.'
        )


def _rank_of(named: tuple[str, Line]) -> int:
    return named[1].rank


def _refuse(name: str, found: Sequence[str]) -> None:
    if found:
        raise DefinitionError("\n".join(f"{name}, {fault}" for fault in found))
