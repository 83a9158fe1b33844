"""The printed picture of what is looked at: as the notebooks draw it, with the page’s numbers."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from ladders_analysis.english import in_a_sentence
from ladders_analysis.exploring.counted_rows import (
    CountedRows,
    movement_of,
    rows_moved,
    rows_of_bars,
    rows_standing,
)
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gap_cells import shown_cells
from ladders_analysis.exploring.selection import A_YEAR_AGO, Selection
from ladders_analysis.exploring.views import Bars, Flow, GapGrid, PartView
from ladders_analysis.exploring.whom import whom
from ladders_analysis.plots.attainment import plot_attainment
from ladders_analysis.plots.flow import plot_flow
from ladders_analysis.plots.gap_grid import plot_gap_grid
from ladders_analysis.plots.heading import draw_message
from ladders_analysis.plots.outcomes import plot_outcomes
from ladders_analysis.questions.statements import gap_states


def printed(facts: Facts, selection: Selection, part: PartView) -> Axes:
    """Draw the picture of a part as the notebooks draw it.

    Parameters
    ----------
    facts
        What is known.
    selection
        A settled selection.
    part
        What the page shows for it.

    Returns
    -------
    Axes
        Described.
    """
    picture = part.picture
    if isinstance(picture, Flow):
        return _flow(picture)
    if isinstance(picture, GapGrid):
        return _grid(facts, selection, picture.note)
    if isinstance(picture, Bars):
        return _bars(facts, selection, picture)
    return draw_message(None, picture.title, picture.detail)


def _flow(flow: Flow) -> Axes:
    moves = [(band.start, band.end, band.pupils) for band in flow.bands]
    table = pd.DataFrame(moves, columns=["attainment_start", "attainment_end", "pupils"])
    return plot_flow(table, start=flow.start, end=flow.end, note=flow.note)


def _grid(facts: Facts, selection: Selection, note: str) -> Axes:
    shown = shown_cells(facts, selection)
    now = shown.snapshot
    ids = now.grid.pupils[shown.cells.down].tolist()
    return plot_gap_grid(gap_states(now, shown.subject, ids), now.statements, now.pupils, note=note)


def _bars(facts: Facts, selection: Selection, bars: Bars) -> Axes:
    note = _whose(facts, selection, bars) + bars.note.partition(" The first ")[0]
    movement = movement_of(facts, selection, selection.definition)
    if movement is not None:
        summary = rows_moved(facts, selection, movement).summary()
        good = movement.about.favourable
        return plot_outcomes(summary, favourable=good, labels=facts.labels, note=note)
    if selection.part != "where":
        return plot_attainment(rows_of_bars(facts, bars).summary(), note=note)
    ago = facts.first.year_before(facts.point(selection.end))
    past = rows_standing(facts, selection, a_year_ago=True)
    return plot_attainment(
        rows_standing(facts, selection).summary(),
        beside=past.summary() if _anybody(past) else None,
        beside_label="" if ago is None else ago.label,
        note=note,
    )


def _whose(facts: Facts, selection: Selection, bars: Bars) -> str:
    """Say whose bars they are, where their own names do not say it."""
    named = selection.part in ("where", "moved") and selection.start != A_YEAR_AGO
    if (named and not selection.groups) or bars.note.startswith(whom(facts, selection)):
        return ""
    subjects = {bar.behind.subject for bar in bars.rows}
    subject = in_a_sentence(next(iter(subjects))) if len(subjects) == 1 else ""
    return f"{whom(facts, selection)} {subject}".strip() + ". "


def _anybody(rows: CountedRows) -> bool:
    """Say whether anybody was placed."""
    return any(tally.of for tally in rows.tallies)
