"""Judgements that were looked at in books: what was borne out, and what asks for another look."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.rows import Block, Chart, Piece, Row, draw_rows
from ladders_analysis.plots.style import Look, outcome_looks

_ALONE = Look("#eceef0", "//////")


def plot_looked_at(
    counted: pd.DataFrame,
    ax: Axes | None = None,
    *,
    favourable: str,
    apart: str,
    note: str = "",
) -> Axes:
    """Draw what became of the judgements that were looked at, subject by subject.

    Parameters
    ----------
    counted
        Subjects × what became of them, in the order in which they stand across [looks].
    ax
        Axes to clear and use again; None makes a figure.
    favourable
        The column of judgements that were borne out.
    apart
        The column of looks that had no judgement to compare with.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; one unit across is one look, 0 is the line left of which there is something to
        ask.
    """
    if not len(counted):
        return draw_message(ax, "Nothing was looked at yet", "Record what was seen first.", note)
    asked = [str(name) for name in counted.columns if name not in (favourable, apart)]
    rows, told = [], []
    for subject, numbers in counted.iterrows():
        compared = int(numbers.sum() - numbers[apart])
        result = f"{count(numbers[favourable])} of {count(compared)}" if compared else "–"
        pieces = {name: Piece(name, int(numbers[name])) for name in map(str, counted.columns)}
        rows.append(
            Row(
                str(subject),
                tuple(pieces[name] for name in asked if pieces[name].pupils),
                tuple(pieces[name] for name in (favourable,) if pieces[name].pupils),
                tuple(pieces[name] for name in (apart,) if pieces[name].pupils),
                result,
                count(numbers.sum()),
            )
        )
        each = "; ".join(f"{count(numbers[name])} {name}" for name in counted.columns)
        told.append(f"{subject}: {each}.")
    whole = int(counted.drop(columns=apart).to_numpy().sum())
    good = int(counted[favourable].sum())
    title = (
        f"{count(good)} of {some(whole, 'judgement', 'judgements')} looked at were borne out"
        if whole
        else "No judgement to compare with what was seen"
    )
    under = "Looks at books; left of the line: to ask about; right: borne out"
    looks = outcome_looks([*asked, favourable], [favourable])
    looks = {name: looks[name] for name in (*asked, favourable)} | {apart: _ALONE}
    chart = Chart(title, under, note, (Block("", tuple(rows)),), looks, favourable, "looked at")
    return describe(draw_rows(chart, ax), f"{title}. {under}. {' '.join(told)} {note}")
