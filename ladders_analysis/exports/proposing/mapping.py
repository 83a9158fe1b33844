"""A proposed column map: its lines of TOML, and how many questions it leaves to the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ladders_analysis.exports.proposing.cell_shapes import fit_either_way
from ladders_analysis.exports.proposing.column_forms import EXAMPLES
from ladders_analysis.exports.proposing.sketch import Column, Sketch
from ladders_analysis.exports.proposing.toml_text import toml_key, toml_string, toml_value

DAY = "2025-12-05"


@dataclass(frozen=True)
class ProposedMap:
    """What a reader could be told of a sheet.

    Attributes
    ----------
    reader
        The reader it is for.
    keys, tables
        Lines of the `[[export]]` table itself, and of the tables under it.
    questions
        How many lines the school must answer before the file can be read.
    headers
        The headers named, the pupil's first: the reader finds the header row by them.
    holds
        What was found, in a few words.
    """

    reader: str
    keys: Sequence[str]
    tables: Sequence[str]
    questions: int
    headers: Sequence[str]
    holds: str


def day_questions(sketch: Sketch, taken: Iterable[Column]) -> list[str]:
    """Ask for the day that the file does not tell, offering its columns of dates."""
    known = set(taken)
    lines = [
        f"# point = {toml_string(EXAMPLES['Autumn'])}  # an assessment point of your school.toml",
        f"# on = {DAY}",
    ]
    dates = [each for each in sketch.columns if each.cells.shape == "date" and each not in known]
    return lines + [f"# on_column = {toml_string(each.header)}" for each in dates]


def format_questions(sketch: Sketch, dated: Iterable[Column]) -> list[str]:
    """Ask which way the days of a column are written, where all of them fit both ways."""
    if any(fit_either_way(sketch.cells(each)) for each in dated):
        return ['# date_format = "day first"  # answer: days like 03/04/2025 fit "month first" too']
    return []


def left_out(sketch: Sketch, taken: Iterable[Column], because: Mapping[str, str]) -> list[str]:
    """List the headers that the proposal leaves alone, some with a reason."""
    known = set(taken)
    rest = [each for each in sketch.columns if each not in known]
    lines = [
        f"# Not read: {toml_string(each.header)}, {because[each.header]}."
        for each in rest
        if each.header in because
    ][:SHOWN]
    others = [toml_string(each.header) for each in rest if each.header not in because]
    more = f" and {len(others) - SHOWN} more" if len(others) > SHOWN else ""
    if others:
        lines.append(f"# Not read: {', '.join(others[:SHOWN])}{more}.")
    for header in sketch.twice[:SHOWN]:
        lines.append(
            f"# Not read: {toml_string(header)} stands over several columns; rename all but one."
        )
    return lines


def ask_line(key: str, example: str) -> str:
    """Write a question: the key with an example, to be corrected and taken out of its comment."""
    return f"# {toml_key(key)} = {toml_string(example)}  # answer"


SHOWN = 40
"""Headers of one kind that are written out."""


def key_line(name: str, headers: Sequence[str]) -> str:
    """Write which header, or headers to be joined, fill a column."""
    return f"{toml_key(name)} = {toml_value(headers[0] if len(headers) == 1 else list(headers))}"
