"""Groups of pupils beside the others: who stands at or above, and how many more it would take.

One bar a group, longest way to go first. The number of pupils still to go stands beside each bar,
because a percentage hides that a large gap may be three children.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, listing
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.checking import need_columns, whole
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.lettering import width_of
from ladders_analysis.plots.rows import Block, Chart, Piece, Row, draw_rows
from ladders_analysis.plots.style import ATTAINMENT_LOOKS, TEXT_SIZE
from ladders_analysis.policy import NOT_PLACED, PLACED

_ROOM = 168.0
"""How long the name of a group may be before its brief one stands instead [points]."""
_NEEDED = (
    "block",
    "group",
    "brief",
    *PLACED,
    *NOT_PLACED,
    "up",
    "of",
    "others_up",
    "others_of",
    "more",
)
_MADE_BY = "as la.who_is_not_served gives it"


def plot_served(
    groups: pd.DataFrame, ax: Axes | None = None, *, title: str, under: str = "", note: str = ""
) -> Axes:
    """Draw groups of pupils, each with the pupils it is short of.

    Parameters
    ----------
    groups
        One row a group, in the order to draw: `block` (the heading it stands under), `group` (its
        name), `brief` (a shorter one, for where there is no room), pupils with each word of
        attainment, `up` of `of` placed, `others_up` of `others_of`, and `more`, the pupils to go.
    ax
        Axes to clear and use again; None makes a figure.
    title
        The finding.
    under
        Whose figures they are.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; one unit across is one pupil, 0 is the line between working towards and
        expected.

    Raises
    ------
    PictureError
        When a column is missing.
    """
    need_columns(groups, _NEEDED, _MADE_BY)
    if not len(groups):
        return draw_message(ax, title, "No group stands behind the other pupils here.", note)
    blocks: dict[str, list[Row]] = {}
    said = []
    for row in groups.to_dict("records"):
        up, of, more = whole(row["up"]), whole(row["of"]), whole(row["more"])
        scope = sum(whole(row[word]) for word in (*PLACED, *NOT_PLACED))
        left, right, apart = (
            tuple(Piece(word, whole(row[word])) for word in words if whole(row[word]))
            for words in (PLACED[:1], PLACED[1:], NOT_PLACED)
        )
        result = f"{count(up)} of {count(of)} · {count(more)} more"
        name = str(row["group"])
        brief = name if width_of(name, TEXT_SIZE) <= _ROOM else str(row["brief"])
        blocks.setdefault(str(row["block"]), []).append(
            Row(brief, left, right, apart, result, count(scope))
        )
        not_placed = [f"{count(each.pupils)} {each.word}" for each in apart]
        said.append(
            f"{name}: {count(up)} of {count(of)} placed are at or above what is expected, beside "
            f"{count(whole(row['others_up']))} of {count(whole(row['others_of']))} other pupils; "
            f"{count(more)} more to stand where the others stand"
            + (f"; not placed: {listing(not_placed)}" if not_placed else "")
            + "."
        )
    how = "Pupils; right of the line: at or above what the curriculum expects by now. “More”: how "
    how += "many more would have to be, to stand where the others stand"
    how = f"{under}. {how}" if under else how
    chart = Chart(
        title,
        how,
        note,
        tuple(Block(name, tuple(rows)) for name, rows in blocks.items()),
        ATTAINMENT_LOOKS,
        "at or above · to go",
    )
    return describe(draw_rows(chart, ax), f"{title}. {how}. {' '.join(said)} {note}")
