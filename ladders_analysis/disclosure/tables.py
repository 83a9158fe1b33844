"""A table of published counts and words: what a page shows, and nothing behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from ladders_analysis.disclosure.ranges import Range


@dataclass(frozen=True)
class Cell:
    """One cell: a published count or words, with a smaller line beneath.

    Parameters
    ----------
    shown
        The count, or words.
    beneath
        A further line, such as the count a year ago.
    """

    shown: Range | str
    beneath: str = ""

    @property
    def text(self) -> str:
        """What the cell says; of how many stands in its row or its caption."""
        return self.shown if isinstance(self.shown, str) else self.shown.short_text

    def as_record(self) -> dict[str, object]:
        """Return it as plain data."""
        record: dict[str, object] = {"text": self.text}
        if isinstance(self.shown, Range):
            record |= {"range": self.shown.as_record()}
        return record | ({"beneath": self.beneath} if self.beneath else {})


Cells: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True)
class PublishedTable:
    """A table as published.

    Parameters
    ----------
    caption
        What it shows, of whom.
    head
        The names of the columns; the first is that of the row names.
    rows
        Each row's name and its cells.

    Raises
    ------
    ValueError
        A row has another number of cells than there are columns, or none.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, Cells], ...]

    def __post_init__(self) -> None:
        """Refuse ragged rows and blank cells."""
        for name, cells in self.rows:
            if len(cells) != len(self.head) - 1:
                raise ValueError(f"the row {name} has {len(cells)} cells, not {len(self.head) - 1}")
            if not all(cell.text.strip() for cell in cells):
                raise ValueError(f"the row {name} has a blank cell: say in words why")

    def as_record(self) -> dict[str, object]:
        """Return it as plain data."""
        return {
            "caption": self.caption,
            "columns": list(self.head),
            "rows": [
                {"row": name, "cells": [cell.as_record() for cell in cells]}
                for name, cells in self.rows
            ],
        }
