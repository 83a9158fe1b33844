"""How many pupils of each class there is something to ask about, by the first thing to ask.

What there is to ask about stands left of the line and good news right of it; pupils about whom the
records raise no question stand apart. It is a picture of questions, not of results.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, some
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns
from ladders_analysis.plots.groups import MOST_ROWS
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.rows import Block, Chart, Piece, Row, draw_rows
from ladders_analysis.plots.style import ATTAINMENT_LOOKS, DIRECTION_LOOKS, Look, outcome_looks

NO_QUESTION = "no question raised"
_NEEDED = ("class", "pupils", "kind", "asked")
_MADE_BY = "la.worth_a_conversation(school)"
_HATCHED = {
    "own curriculum": ATTAINMENT_LOOKS["own curriculum"],
    "little is recorded": ATTAINMENT_LOOKS["not enough evidence"],
}


def plot_conversations(
    counts: pd.DataFrame,
    ax: Axes | None = None,
    *,
    kinds: Sequence[str],
    good: str,
    note: str = "",
) -> Axes:
    """Draw how many pupils of each class there is something to ask about.

    Parameters
    ----------
    counts
        One row per class and kind of reason: `class`, `pupils` (in scope), `kind`, and `asked`, the
        pupils whose strongest reason is of that kind.
    ax
        Axes to clear and use again; None makes a figure.
    kinds
        The kinds of reasons, most worth asking first.
    good
        The kind that is good news.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; one unit across is one pupil.

    Raises
    ------
    PictureError
        A column is missing.
    """
    need_columns(counts, _NEEDED, _MADE_BY)
    asked = int(counts["asked"].sum())
    if not asked:
        title = "Nobody stands out to ask about"
        detail = "Ask all the same: a teacher knows what no record holds."
        return draw_message(ax, title, detail, note)
    rows, said = [], []
    for name, mine in counts.groupby("class", sort=False):
        many = {kind: int(mine.loc[mine["kind"] == kind, "asked"].sum()) for kind in kinds}
        of, some_of = int(mine["pupils"].iloc[0]), sum(many.values())
        pieces = {kind: Piece(kind, many[kind]) for kind in kinds if many[kind]}
        left = tuple(piece for kind, piece in pieces.items() if kind != good)
        right = tuple(piece for kind, piece in pieces.items() if kind == good)
        apart = (Piece(NO_QUESTION, of - some_of),) if of > some_of else ()
        rows.append(Row(str(name), left, right, apart, f"{some_of} of {of}", count(of)))
        parts = "; ".join(f"{piece.pupils} {kind}" for kind, piece in pieces.items())
        said.append(f"{name}: {some_of} of {of} pupils to ask about{': ' if parts else ''}{parts}.")
    by_kind = counts.groupby("kind", sort=False)["asked"].sum()
    first = str(by_kind.idxmax())
    title = (
        f"{some(asked, 'pupil', 'pupils')} to ask a teacher about; the first thing to ask is most "
        f"often “{first}” ({count(int(by_kind.max()))})"
    )
    under = "Pupils by the first thing to ask; right of the line: good news"
    more = len(rows) - MOST_ROWS
    foot = f"{note} The first {MOST_ROWS} of {len(rows)} classes." if more > 0 else note
    block = Block("", tuple(rows[:MOST_ROWS]))
    chart = Chart(title, under, foot, (block,), _looks(kinds, good), "to ask about")
    return describe(draw_rows(chart, ax), f"{title}. {under}. {' '.join(said)} {foot}")


def _looks(kinds: Sequence[str], good: str) -> dict[str, Look]:
    """Give each kind its look: warm to ask about, cool for good news, hatched where unknown."""
    coloured = [kind for kind in kinds if kind not in _HATCHED]
    looks = outcome_looks([kind for kind in coloured if kind != good] + [good], [good])
    known = {kind: _HATCHED[kind] if kind in _HATCHED else looks[kind] for kind in kinds}
    return known | {NO_QUESTION: DIRECTION_LOOKS["stayed"]}
