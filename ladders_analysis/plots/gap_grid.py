"""Which statements are the sticking points: pupils down, statements across, four states.

Each state has its own colour and its own glyph. What was assessed and is not secure stands out
and is counted for every pupil and every statement; the rest stays quiet.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import count, listing
from ladders_analysis.plots.alt_text import describe
from ladders_analysis.plots.findings import sticking_point_said
from ladders_analysis.plots.gap_drawing import draw_grid
from ladders_analysis.plots.gap_order import GapOrder, gap_order, state_codes
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.policy import MISSED, STATES

MOST_PUPILS = 120
MOST_STATEMENTS = 120


def _states_in_words(counts: tuple[int, int, int, int]) -> str:
    parts = [f"{count(counts[state])} {STATES[state]}" for state in reversed(range(4))]
    return "; ".join(parts)


def _described(order: GapOrder, names: list[str] | None, title: str, note: str) -> str:
    """Say every statement, and every pupil's count, in words."""
    said = [f"{title}.", f"Judgements: {_states_in_words(order.totals)}."]
    for ladder, first, after in order.ladders:
        if ladder:
            said.append(f"Ladder {ladder}:")
        for column in order.columns[first:after]:
            sign = " (key statement)" if column.key else ""
            said.append(f"‘{column.text}’{sign}: {_states_in_words(column.states)}.")
    missed = [int(number) for number in order.by_pupil[:, MISSED]]
    if names is None:
        many = listing([count(number) for number in sorted(missed, reverse=True)])
        said.append(f"Statements assessed and not secure, pupil by pupil: {many}.")
    else:
        each = [f"{name} {count(number)}" for name, number in zip(names, missed, strict=True)]
        said.append(f"Statements assessed and not secure: {listing(each)}.")
    return f"{' '.join(said)} {note}"


def _most_missed(order: GapOrder) -> GapOrder:
    """Keep as many statements as can be drawn, the most missed, in their order."""
    if len(order.columns) <= MOST_STATEMENTS:
        return order
    by_missed = sorted(order.columns, key=lambda column: -column.states[MISSED])
    kept = {column.place for column in by_missed[:MOST_STATEMENTS]}
    columns = tuple(column for column in order.columns if column.place in kept)
    return replace(order, columns=columns)


def _pupil_names(ids: list[str], pupils: pd.DataFrame) -> list[str]:
    """Return each pupil's name, or the id where there is none."""
    if "name" not in pupils:
        return ids
    known = {str(pupil): name for pupil, name in pupils["name"].items() if not pd.isna(name)}
    return [str(known.get(pupil, pupil)) for pupil in ids]


def plot_gap_grid(
    states: pd.DataFrame,
    statements: pd.DataFrame,
    pupils: pd.DataFrame,
    ax: Axes | None = None,
    *,
    names: bool = True,
    under: str = "",
    note: str = "",
) -> Axes:
    """Draw pupils × statements in four states, the sticking point in the title.

    Parameters
    ----------
    states
        From `snapshot.states(subject)`: pupils × statements, 0 not yet taught; 1 taught, not
        assessed; 2 assessed, not secure; 3 secure.
    statements
        Indexed by statement id: `ladder`, `text`, `key`.
    pupils
        Indexed by pupil id: `name`.
    ax
        Axes to clear and use again; None makes a figure.
    names
        Whether rows carry pupils' names. Without them rows stand by their number of gaps, so
        that their order tells nobody's place in the register.
    under
        A line under the title on whose judgements they are, such as ``"Maths, Year 4"``.
    note
        Where the figures come from, printed small at the foot.

    Returns
    -------
    Axes
        Described; across one unit is a statement, down one unit is a pupil. Statements stand by
        ladder, most missed first. More than 120 of either are counted but not all drawn.

    Raises
    ------
    PictureError
        When `states` holds anything but 0 to 3.
    """
    codes = state_codes(states)
    if codes.size == 0:
        what = "No pupil is in scope here" if not len(states) else "No statement stands here"
        detail = "Choose another cohort, subject or date to see the statements behind it."
        return draw_message(ax, what, detail, note)
    if not names:
        codes = codes[np.argsort(-(codes == MISSED).sum(axis=1), kind="stable")]
    order = gap_order(codes, [str(name) for name in states.columns], statements)
    rows = _pupil_names([str(pupil) for pupil in states.index], pupils) if names else None
    title = sticking_point_said(order)
    said = _described(order, rows, f"{title}. {under}" if under else title, note)
    drawn = _most_missed(order)
    foot = note
    if len(codes) > MOST_PUPILS or len(order.columns) > MOST_STATEMENTS:
        foot = (
            f"{note} Drawn: {count(min(len(codes), MOST_PUPILS))} of {count(len(codes))} pupils, "
            f"the {count(len(drawn.columns))} most missed of {count(len(order.columns))} "
            "statements; counted: all."
        ).strip()
    shown = codes[:MOST_PUPILS, [column.place for column in drawn.columns]]
    missed = order.by_pupil[:MOST_PUPILS, MISSED]
    return describe(draw_grid(ax, shown, drawn, missed, rows, (title, under, foot)), said)
