"""What a page could not be built for, and how a cell is named when it is to blame.

People find a cell in a notebook by counting, so a message counts as they do: from one, and
separately among the cells that hold code. A message never quotes what a cell printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ladders_analysis.errors import LaddersError


class PageError(LaddersError):
    """A page cannot be built from a notebook as it stands."""


@dataclass(frozen=True)
class Place:
    """A cell of a notebook, as a reader would find it.

    Parameters
    ----------
    notebook
        Name of the notebook, without its ending.
    cell
        Number of the cell, counted from 1.
    code_cell
        Number among the code cells, counted from 1; None for a cell of text.
    """

    notebook: str
    cell: int
    code_cell: int | None = None

    def __str__(self) -> str:
        """Name the cell.

        Examples
        --------
        >>> print(Place("governors", 5, 2))
        governors, cell 5 (the code cell numbered 2)
        """
        kind = "text" if self.code_cell is None else f"the code cell numbered {self.code_cell}"
        return f"{self.notebook}, cell {self.cell} ({kind})"
