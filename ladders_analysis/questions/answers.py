"""An answer to a leader's question: one sentence, one picture, and the table behind it.

The sentence stands first, because it is what people remember; the picture shows it, and the table
lets anyone check it. The pictures are fetched when one is drawn: whoever only reads words, as the
explorer does, need not wait for them.
"""

from __future__ import annotations

import html
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Sentence(str):
    """A sentence, or a few, that a notebook shows as a paragraph; a new line begins another."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return it as paragraphs, every character meant as itself."""
        lines = (
            f'<p class="ladders-sentence">{html.escape(line)}</p>' for line in self.split("\n")
        )
        return "".join(lines)


class Readable(pd.DataFrame):
    """A small table in words that a notebook shows whole: nothing is cut short."""

    @property
    def _constructor(self) -> type[Readable]:
        return Readable

    def _repr_html_(self) -> str:
        """Return it as a table that can be read and heard; nothing where it has no rows."""
        return write_table(self)


@dataclass(frozen=True, eq=False)
class Answer:
    """A sentence, a picture and the tables behind them.

    Attributes
    ----------
    sentence
        The answer in words.
    axes
        The picture, drawn and described.
    tables
        Tables by what they show; the first is the one behind the picture.
    """

    sentence: Sentence
    axes: Axes
    tables: Mapping[str, Readable] = field(default_factory=dict, repr=False)

    @property
    def table(self) -> Readable:
        """The table behind the picture."""
        return next(iter(self.tables.values()), Readable())

    def _repr_html_(self) -> str:
        """Return all of it for a notebook."""
        from ladders_analysis.plots.picture import show

        tables = "".join(write_table(table, name) for name, table in self.tables.items())
        return f"{self.sentence._repr_html_()}{show(self.axes)._repr_html_()}{tables}"


def silent(said: str, ax: Axes | None = None, tables: Iterable[str] = ()) -> Answer:
    """Answer with a plain sentence where the question cannot be answered.

    Parameters
    ----------
    said
        Why not, and what would change it.
    ax
        Axes to draw on again.
    tables
        The names of the answer's tables: each is there, and empty.
    """
    empty = {name: Readable() for name in tables}
    from ladders_analysis.plots.heading import draw_message

    return Answer(Sentence(said), draw_message(ax, "Nothing to draw here", said), empty)


def write_table(table: pd.DataFrame, caption: str = "") -> str:
    """Write a small table so that it can be read and heard.

    Parameters
    ----------
    table
        A table in words; its index heads the rows where it has a name.
    caption
        What it shows; without one, the page's own heading stands above it.

    Returns
    -------
    str
        A `<table>` with caption and header cells, every value escaped; a table without rows is
        nothing, because the sentence has said so.

    Examples
    --------
    >>> write_table(pd.DataFrame({"pupils": [3]}, index=pd.Index(["Maths"], name="Subject")), "Now")
    ... # doctest: +ELLIPSIS
    '<table class="ladders-table"><caption>Now</caption>...<td class="ladders-number">3</td>...'
    """
    if not len(table):
        return ""
    levels = [str(name) for name in table.index.names if name is not None]
    heads = [*levels, *map(str, table.columns)]
    above = "".join(f'<th scope="col">{_cell(head)}</th>' for head in heads)
    rows = []
    keys = (
        table.index.to_frame(index=False).itertuples(index=False) if levels else [()] * len(table)
    )
    for key, values in zip(keys, table.itertuples(index=False, name=None), strict=True):
        cells = [f'<th scope="row">{_cell(part)}</th>' for part in key]
        cells += [
            f"<td{_NUMBER if _is_number(value) else ''}>{_cell(value)}</td>" for value in values
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    said = f"<caption>{_cell(caption)}</caption>" if caption else ""
    return (
        f'<table class="ladders-table">{said}'
        f"<thead><tr>{above}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


_NUMBER = ' class="ladders-number"'


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Number) and not isinstance(value, bool)


def _cell(value: object) -> str:
    """Write one value as a person would."""
    if value is None or value is pd.NA or value != value:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}" if value == round(value) else f"{value:.1f}"
    return html.escape(str(value))
