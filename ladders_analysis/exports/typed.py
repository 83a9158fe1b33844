"""Text cells become typed ones, each distinct word read once.

A cell that cannot be read takes its row with it, because blank would say something else; only
cells that merely describe a pupil are left blank, with a warning. Either is a finding that names
the place and the remedy.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ladders_analysis.columns import Column, Table
from ladders_analysis.errors import ReadError
from ladders_analysis.exports.cells import READ
from ladders_analysis.exports.contract import PROVENANCE, UPN, Extract
from ladders_analysis.exports.dates import read_dates
from ladders_analysis.exports.finding import Finding
from ladders_analysis.records import Severity

BLANK_CELL = "required cell is blank"
_LOST_DIGITS = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]{1,3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Words:
    """A text column as its distinct words, trimmed, and which of them each row holds."""

    codes: np.ndarray
    words: list[str]

    @classmethod
    def of(cls, column: pd.Series) -> Words:
        """Take a text column apart; a missing cell is a blank one."""
        if isinstance(column.dtype, pd.CategoricalDtype):
            codes = column.cat.codes.to_numpy().astype(np.int64)
            found = [str(word) for word in column.cat.categories.tolist()]
        else:
            codes, uniques = pd.factorize(column)
            found = [str(word) for word in uniques]
        trimmed = [word.strip() for word in found] + [""]
        words = list(dict.fromkeys(trimmed))
        place = {word: number for number, word in enumerate(words)}
        renumber = np.array([place[word] for word in trimmed], dtype=np.int64)
        return cls(renumber[codes], words)

    def words_used(self) -> list[str]:
        """Return the words that a row holds."""
        return [self.words[code] for code in np.unique(self.codes)]

    def rows_of(self, positions: Sequence[int]) -> np.ndarray:
        """Return the rows that hold one of the words at `positions`."""
        wanted = np.zeros(len(self.words), dtype=bool)
        wanted[list(positions)] = True
        return np.flatnonzero(wanted[self.codes])

    def at(self, rows: np.ndarray) -> tuple[str, ...]:
        """Return the words in those rows."""
        return tuple(self.words[code] for code in self.codes[rows])


@dataclass(frozen=True)
class Typed:
    """A table with typed columns, what was found wrong, and the date format of its columns."""

    frame: pd.DataFrame
    findings: tuple[Finding, ...]
    date_formats: tuple[str, ...]

    def having(self, findings: tuple[Finding, ...]) -> Typed:
        """Return the table with what else was found wrong."""
        return replace(self, findings=(*self.findings, *findings)) if findings else self


def type_table(
    text: pd.DataFrame,
    table: Table,
    extract: Extract,
    *,
    window: tuple[dt.date, dt.date] | None = None,
) -> Typed:
    """Turn a table of text columns into typed ones.

    Parameters
    ----------
    text
        Text columns (`str` or `category`) under tidy names, and their provenance.
    table
        What the columns must be.
    extract
        The file they came from: its date format, and its name for messages.
    window
        First and last day that make sense for days at school.

    Returns
    -------
    Typed
        Every declared column, in order, absent ones all blank. Rows are neither dropped nor
        reordered: findings say which are refused.

    Raises
    ------
    ReadError
        A required column is missing, an id has lost its digits, or dates cannot be told.

    Notes
    -----
    `judgements` keeps its ids and codes as categories; other tables are small.
    """
    _require(text, table, extract)
    categorical = table.name == "judgements"
    columns: dict[str, pd.Series] = {}
    findings: list[Finding] = []
    formats: list[str] = []
    for name in table.order(text.columns):
        column = table[name]
        if name not in text.columns:
            blank = Words(np.zeros(len(text), dtype=np.int64), [""])
            columns[name] = _take(blank, [None], column, text.index, categorical)
            continue
        words = _clean(Words.of(text[name]), name, findings)
        where = f"{extract.file.name}, column {extract.headers.get(name, name)}"
        if column.kind == "date":
            school_day = name not in ("date_of_birth", "joined_on", "left_on")
            dates = read_dates(
                words.words,
                where,
                stated=extract.date_format,
                epoch=extract.epoch,
                window=window if school_day else None,
            )
            values: list[object] = list(dates.days)
            refused = dict(dates.refused)
            formats += [dates.format] if dates.format else []
        else:
            values, refused = _read_words(words, column, where)
        findings += _findings(words, column, refused)
        columns[name] = _take(words, values, column, text.index, categorical)
    frame = pd.DataFrame(columns, index=text.index)
    for name in PROVENANCE:
        if name in text.columns:
            frame[name] = text[name].astype("str") if name == UPN else text[name]
    return Typed(frame, tuple(findings), tuple(dict.fromkeys(formats)))


def _require(text: pd.DataFrame, table: Table, extract: Extract) -> None:
    """Refuse a file that lacks a column without which its rows mean nothing."""
    missing = [name for name in table.required if name not in text.columns]
    if "pupil_id" in missing and UPN in text.columns:
        missing.remove("pupil_id")
    if missing:
        raise ReadError(
            f"{extract.file.name} has no column {' or '.join(missing)}, which {table.name} need. "
            f"It has: {', '.join(n for n in text.columns if n not in PROVENANCE) or 'none'}."
        )


def _clean(words: Words, name: str, findings: list[Finding]) -> Words:
    """Take out control characters, which no school typed, and say so."""
    dirty = [number for number, word in enumerate(words.words) if _CONTROL.search(word)]
    if not dirty:
        return words
    rows = words.rows_of(dirty)
    remedy = "they were taken out of the text; look where they came from"
    findings.append(Finding(rows, name, "control characters", "warning", remedy, words.at(rows)))
    cleaned = pd.Series([_CONTROL.sub("", word) for word in words.words], dtype="str")
    return Words.of(cleaned.take(words.codes))


def _read_words(words: Words, column: Column, where: str) -> tuple[list[object], dict[int, str]]:
    """Read each distinct word of a column that is not of dates."""
    values: list[object] = []
    refused: dict[int, str] = {}
    if column.kind == "id":
        lost = [n for n, word in enumerate(words.words) if _LOST_DIGITS.fullmatch(word)]
        if lost:
            rows = words.rows_of(lost)
            raise ReadError(
                f"{where}: {len(rows)} ids are written like 1.23E+12, so their digits are lost. "
                f"Export the file again without opening it in a spreadsheet, or format the "
                f"column as text first."
            )
    read = READ.get(column.kind)
    for number, word in enumerate(words.words):
        if not word or read is None:
            values.append(word or None)
            continue
        value, rule = read(word, column)
        values.append(value)
        if rule:
            refused[number] = rule
    return values, refused


def _findings(words: Words, column: Column, refused: Mapping[int, str]) -> list[Finding]:
    """Say which rows hold words that could not be read, by rule."""
    by_rule: dict[str, list[int]] = {}
    for number, rule in refused.items():
        by_rule.setdefault(rule, []).append(number)
    if not column.nullable and "" in words.words:
        by_rule.setdefault(BLANK_CELL, []).append(words.words.index(""))
    found = []
    for rule, numbers in by_rule.items():
        rows = words.rows_of(numbers)
        if len(rows):
            severity: Severity = "warning" if column.blank_if_unreadable else "refused"
            remedy = f"allowed: {column.allows}"
            remedy += "; the cell is left blank" if column.blank_if_unreadable else ""
            found.append(Finding(rows, column.name, rule, severity, remedy, words.at(rows)))
    return found


def _take(
    words: Words, values: Sequence[object], column: Column, index: pd.Index, categorical: bool
) -> pd.Series:
    """Lay the values of the distinct words out over the rows."""
    if categorical and column.kind in ("id", "code"):
        kept = [number for number, value in enumerate(values) if value is not None]
        renumber = np.full(len(values), -1, dtype=np.int64)
        renumber[kept] = np.arange(len(kept))
        categories = pd.Index([str(values[number]) for number in kept], dtype="str")
        laid = pd.Categorical.from_codes(renumber[words.codes], categories=categories)
        return pd.Series(laid, index=index)
    distinct = pd.Series(list(values), dtype=column.dtype)
    laid_out = distinct.take(words.codes)
    laid_out.index = index
    return laid_out
