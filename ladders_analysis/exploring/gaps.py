"""Which statements are the sticking points, as a grid of pupils × statements that can be clicked.

Every statement says how many of its pupils are in each of the four states; every pupil's row is a
short text of digits, so that a class's grid is small enough to be sent while somebody waits.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ladders_analysis.english import count, some
from ladders_analysis.exploring.facts import Facts
from ladders_analysis.exploring.gap_cells import NOT_MEANT, Shown, shown_cells, why_not
from ladders_analysis.exploring.people import People
from ladders_analysis.exploring.pupil_keys import by_name, known_at
from ladders_analysis.exploring.selection import ORDERS, Behind, Selection
from ladders_analysis.exploring.views import (
    GapGrid,
    GridPupil,
    GridStatement,
    Key,
    Message,
    Paint,
    PartView,
    TableView,
)
from ladders_analysis.plots.findings import sticking_point_said
from ladders_analysis.plots.gap_order import GapOrder, StatementColumn, gap_order
from ladders_analysis.plots.style import STATE_COLOURS, STATE_GLYPH_COLOURS
from ladders_analysis.policy import MISSED, NOT_TAUGHT, STATES
from ladders_analysis.questions.chosen_figures import standing_small_print
from ladders_analysis.questions.sentences import statements_in_words
from ladders_analysis.questions.statements import statements_at, table_of
from ladders_analysis.questions.sticking_points import STATEMENT_COLUMNS, nobody_in_words
from ladders_analysis.roll import year_name

SIGNS = ("·", "○", "✕", "✓")
"""What says the same as the colour of a state, in the order of `policy.STATES`."""
NOT_FOR_THEM = "."
"""A cell of `GridPupil.cells` whose statement is not meant for the pupil."""
OWN = " (own curriculum)"
MOST_STATEMENTS = 120
"""More statements than this are counted and stand in the table, but are not drawn."""
NOTHING_HERE = "Choose another cohort, subject or date to see the statements behind it."
_LATE, _UNJUDGED = "Not yet taught", "Taught, never judged"


def gaps_view(facts: Facts, selection: Selection) -> PartView:
    """Answer which statements are the sticking points.

    Parameters
    ----------
    facts
        What is known of the school.
    selection
        A settled selection.

    Returns
    -------
    PartView
        The first sentence is that of `la.which_statements` for the same choice. Where subject, or
        cohort and class, are left open the grid is of those of the statement that most pupils
        miss, and a sentence says so. A statement counts the pupils it is meant for; pupils on
        their own curriculum stand at the end, by name.
    """
    why = why_not(facts, selection)
    if why:
        return PartView(sentences=(why,), picture=Message(title="No gap grid here", detail=why))
    shown = shown_cells(facts, selection)
    when = shown.snapshot.point.label
    if not len(shown.people):
        said = nobody_in_words(shown.who, when)
        nobody = Message(title="No pupil is in scope here", detail=NOTHING_HERE)
        return PartView(sentences=(said,), picture=nobody)
    table = table_of(shown.snapshot, shown.cells)
    said = statements_in_words(table, shown.who, shown.subject, when)
    if not len(table):
        nothing = Message(title="No statement stands here", detail=NOTHING_HERE)
        return PartView(sentences=(said,), picture=nothing)
    people = facts.standing(selection.end).people
    further = (shown.settled, _not_taught_in_words(shown), _own_in_words(shown))
    return PartView(
        sentences=(said, *filter(None, further)),
        picture=_grid(shown, people, selection.order),
        table=_table(table, f"Statements, {shown.about}, {when}"),
    )


def _grid(shown: Shown, people: People, order: str) -> GapGrid:
    """Lay pupils and statements out in the order chosen."""
    cells = shown.cells
    kept = np.flatnonzero(cells.meant.any(axis=0))
    codes = np.where(cells.meant, cells.states, np.uint8(NOT_MEANT))[:, kept]
    rows = statements_at(shown.snapshot, cells.across[kept]).rename(columns={"statement": "text"})
    ids = [str(name) for name in rows.index]
    laid = gap_order(codes, ids, rows)
    columns = _drawn(_ordered(laid, order))
    years = dict(zip(ids, rows["year"].tolist(), strict=True))
    subject = shown.subject or ""
    return GapGrid(
        title=sticking_point_said(laid),
        under=f"{shown.about}, {shown.snapshot.point.label}: a row a pupil, a column a statement",
        note=_note(shown, laid),
        keys=_keys(),
        statements=tuple(
            GridStatement(
                id=column.statement_id,
                text=column.text,
                ladder=column.ladder,
                year=year_name(int(years[column.statement_id])),
                key=column.key,
                states=column.states,
                behind=Behind(subject=subject, statement=column.statement_id),
            )
            for column in columns
        ),
        pupils=_pupils(shown, people, laid, codes[:, [each.place for each in columns]], order),
    )


def _ordered(laid: GapOrder, order: str) -> list[StatementColumn]:
    """Put statements in order within their ladders."""
    columns = list(laid.columns)
    if order != ORDERS[1]:
        return columns
    return [
        column
        for _, first, after in laid.ladders
        for column in sorted(columns[first:after], key=lambda one: one.place)
    ]


def _drawn(columns: list[StatementColumn]) -> list[StatementColumn]:
    """Keep as many as can be drawn, the most missed."""
    if len(columns) <= MOST_STATEMENTS:
        return columns
    missed = sorted(columns, key=lambda one: -one.states[MISSED])
    kept = {one.place for one in missed[:MOST_STATEMENTS]}
    return [one for one in columns if one.place in kept]


def _pupils(
    shown: Shown, people: People, laid: GapOrder, codes: np.ndarray, order: str
) -> tuple[GridPupil, ...]:
    """Write each pupil's row; those on their own curriculum come last and say so."""
    known = known_at(people, shown.people)
    names = [each.name for each in known]
    own = shown.snapshot.roll.own_curriculum[shown.cells.down].tolist()
    missed = laid.by_pupil[:, MISSED].tolist()
    first = [-many for many in missed] if order == ORDERS[2] else [0] * len(names)
    # A digit is its place after "0"; what is not meant for the pupil is written as a full stop.
    letters = np.where(codes == NOT_MEANT, ord(NOT_FOR_THEM), codes + ord("0")).astype(np.uint8)
    return tuple(
        GridPupil(
            id=known[place].key,
            name=names[place] + (OWN if own[place] else ""),
            missed=missed[place],
            cells=letters[place].tobytes().decode("ascii"),
            behind=Behind(subject=shown.subject or "", pupil=known[place].pupil_id),
        )
        for place in by_name(names, own, first).tolist()
    )


def _keys() -> tuple[Key, ...]:
    paints = [Paint(fill=STATE_COLOURS[word], ink=STATE_GLYPH_COLOURS[word]) for word in STATES]
    return tuple(
        Key(word=word, paint=paint, sign=sign)
        for word, paint, sign in zip(STATES, paints, SIGNS, strict=True)
    )


def _note(shown: Shown, laid: GapOrder) -> str:
    """Say where the figures come from, and what is not drawn."""
    note = f"{shown.about}, {shown.snapshot.point.label}. "
    note += standing_small_print(shown.snapshot.point, [shown.snapshot])
    if len(laid.columns) > MOST_STATEMENTS:
        note += (
            f" Drawn: the {count(MOST_STATEMENTS)} most missed of {count(len(laid.columns))} "
            "statements; the table has all."
        )
    if not shown.cells.meant[:, shown.cells.meant.any(axis=0)].all():
        note += " An empty cell: the statement is not meant for that pupil’s year group."
    return note


def _not_taught_in_words(shown: Shown) -> str:
    """Say how many statements nobody has been taught yet."""
    cells = shown.cells
    late, meant = cells.pupils_in(NOT_TAUGHT), cells.counts["pupils"]
    many = int(((late == meant) & (meant > 0)).sum())
    if not many:
        return ""
    have = "has" if many == 1 else "have"
    return f"{some(many, 'statement', 'statements')} {have} not been taught yet, by our own plan."


def _own_in_words(shown: Shown) -> str:
    """Say who is on their own curriculum, and how they are counted here."""
    many = int(shown.snapshot.roll.own_curriculum[shown.cells.down].sum())
    if not many:
        return ""
    pupils = "pupil is" if many == 1 else "pupils are"
    stand = "stands" if many == 1 else "stand"
    return (
        f"{count(many)} {pupils} on their own curriculum and {stand} at the end; the statements "
        "here are those of the year group."
    )


def _table(table: pd.DataFrame, caption: str) -> TableView:
    """Lay every statement out in the columns of the printed table, and two more."""
    shown = {head: table[name].tolist() for name, head in STATEMENT_COLUMNS.items()}
    shown["Key"] = ["key" if each else "" for each in shown["Key"]]
    pairs = zip(table["pupils"].tolist(), table["taught"].tolist(), strict=True)
    shown[_LATE] = [pupils - taught for pupils, taught in pairs]
    shown[_UNJUDGED] = table["not_assessed"].tolist()
    return TableView(
        caption=caption,
        columns=tuple(shown),
        rows=tuple(tuple(map(str, row)) for row in zip(*shown.values(), strict=True)),
    )
